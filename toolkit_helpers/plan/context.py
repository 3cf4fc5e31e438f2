"""P1: where the team's country stands, from the tables, with what the team wrote about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..exercises.marking_result import mapping
from ..i18n import gettext as _
from ..methods.display import shown, signed
from .model import Column, Value, columns
from .values import Inputs, of_part

EXERCISE: Final = "EX1.4"
FIGURES: Final = (
    "value",
    "group",
    "world_rank",
    "world_percentile",
    "region_rank",
    "region_difference",
    "income_rank",
    "income_difference",
)
"""Parts of EX1.4 that hold one figure each, in the order of the sheet."""
FACTS: Final = {"value": "egdi", "group": "egdi_group"}
"""Facts whose name differs from the part's."""


def baseline(inputs: Inputs) -> Value:
    """P1.baseline (M03, M04): EGDI value, group, rank, percentile and peers of the team's country.

    The figures come from the tables; for a country that they lack, they are what the team entered.  The
    field is in full once the team has entered its figures in EX1.4; its sentence goes with it.
    """
    from .. import facts

    known = facts.for_country(inputs.country) if inputs.country else {}
    answers = inputs.answers.parts(EXERCISE)
    sentence = mapping(answers.get("sentence")).get("text")
    text = sentence.strip() if isinstance(sentence, str) else ""
    entered = [name for name in FIGURES if answers.get(name)]
    if "egdi" not in known:
        return _as_entered(inputs, entered, text)
    open_figures = [name for name in FIGURES if FACTS.get(name, name) in known and name not in entered]
    rows = _rows(known)
    return Value(
        state="begun" if open_figures else "filled",
        raw=[dict(row) for row in rows],
        text=text,
        columns=_columns(),
        rows=tuple(rows),
        notes=(_("Position, not grade: the index compares countries with one another."),),
        computed=True,
    )


def _as_entered(inputs: Inputs, entered: list[str], text: str) -> Value:
    """Return the team's own entries, with the reason why there is nothing in the tables."""
    from .. import facts

    why = _("No country is chosen yet (EX0.1).")
    if inputs.country:
        why = facts.missing(inputs.country, "egdi")
    parts = [part for name in entered if (part := inputs.part(EXERCISE, name))]
    rows = [{"figure": part.part.prompt, "entry": of_part(part).text} for part in parts]
    done = inputs.country and (entered or text)
    return Value(
        state="filled" if done else "begun" if entered or text else "empty",
        raw=[dict(row) for row in rows],
        text=text,
        columns=(Column(id="figure", label=_("Figure")), Column(id="entry", label=_("Our entry"))),
        rows=tuple(rows),
        notes=(why,),
    )


def _rows(known: Mapping[str, Any]) -> list[dict[str, str]]:
    from .. import datasets

    common = {
        "index": "EGDI",
        "edition": str(datasets.LATEST),
        "value": _shown(known["egdi"]),
        "group": str(known.get("egdi_group", "")),
        "world_rank": _of(known, "world_rank", "world_n"),
        "percentile": _shown(known.get("world_percentile"), 1),
        "source": datasets.provenance("egdi").citation,
    }
    peers = [
        {
            "peer_group": str(known[name]),
            "peer_rank": _of(known, f"{stem}_rank", f"{stem}_n"),
            "peer_mean": _shown(known.get(f"{stem}_mean")),
            "difference": signed(known[f"{stem}_difference"]),
        }
        for name, stem in (("region", "region"), ("income_group", "income"))
        if f"{stem}_rank" in known
    ]
    return [{**common, **peer} for peer in peers] or [common]


def _of(known: Mapping[str, Any], rank: str, count: str) -> str:
    if rank not in known:
        return ""
    return _("{rank} of {all}").format(rank=int(known[rank]), all=int(known[count]))


def _shown(value: object, decimals: int = 4) -> str:
    return shown(value, decimals) if isinstance(value, int | float) else ""


def _columns() -> tuple[Column, ...]:
    labels = {
        "index": _("Index"),
        "edition": _("Edition"),
        "value": _("Value"),
        "group": _("Group"),
        "world_rank": _("World rank"),
        "percentile": _("World percentile"),
        "peer_group": _("Peer group"),
        "peer_rank": _("Rank among peers"),
        "peer_mean": _("Mean of the peers"),
        "difference": _("Difference"),
        "source": _("Source"),
    }
    return columns(labels)
