"""Insights of chapter 1: the country's position, and its components beside its peers."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises.model import Exercise, Number
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ...vocabulary import COMPONENTS
from ..context import FACTS, FIGURES
from ..values import Inputs, country_name, of_part
from . import blocks
from .blocks import InsightBlock

_DIFFERENCES: Final = {"region_difference", "income_difference"}


def baseline(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX1.4: what the team entered beside the data (M03, M04), figure by figure as they are entered."""
    from ... import facts

    inputs = Inputs.of(answers, [exercise])
    given = [part for part in exercise.parts if part.id in FIGURES and parts.get(part.id)]
    if not given:
        return [blocks.text(_("Enter your figures; they appear here beside the data."), "hint")]
    if not inputs.country:
        return [_choose_country()]
    known = facts.for_country(inputs.country)
    rows, gaps = [], []
    for part in given:
        name = FACTS.get(part.id, part.id)
        written = inputs.part(exercise.id, part.id)
        entry = of_part(written).text if written else ""
        if name not in known:
            gaps.append(facts.missing(inputs.country, name))
        rows.append([part.prompt, entry or "–", _fact(known.get(name), part)])
    caption = _("{country}: your entries and the data").format(country=country_name(inputs.country))
    found = [blocks.table(caption, [_("Figure"), _("Your entry"), _("Data")], rows)]
    found += blocks.texts(list(dict.fromkeys(gaps)), "hint")
    return [*found, blocks.text(_source(), "note")]


def _fact(value: object, part: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, int | float) or not isinstance(part, Number):
        return "–"
    return (signed if part.id in _DIFFERENCES else shown)(value, part.decimals)


def components(exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX1.5: the three components beside the mean of the peers, once the team has begun."""
    from ... import datasets, facts

    inputs = Inputs.of(answers, [exercise])
    if not any(parts.get(part.id) for part in exercise.parts):
        hint = _("Compute the difference first; your components beside your peers' appear here.")
        return [blocks.text(hint, "hint")]
    if not inputs.country:
        return [_choose_country()]
    known = facts.for_country(inputs.country)
    if not all(name.lower() in known for name in COMPONENTS):
        return [blocks.text(facts.missing(inputs.country, "osi"), "hint")]
    group = str(known.get("income_group") or known["region"])
    peers = _peers(known)
    rows = []
    for name, label in COMPONENTS.items():
        own = float(known[name.lower()])
        mean = fmean(peer for row in peers if (peer := getattr(row, name.lower())) is not None)
        rows.append([f"{name} – {label}", shown(own), shown(mean), signed(own - mean)])
    caption = _("{country} beside {count} countries: {group}, {year}").format(
        country=country_name(inputs.country), count=len(peers), group=group, year=datasets.LATEST
    )
    header = [_("Component"), _("Your country"), _("Mean of the peers"), _("Difference")]
    found = [blocks.table(caption, header, rows)]
    if "weakest_component" in known:
        proposal = _("Furthest below, or least above, its peers: {component}. Your team decides.")
        found.append(blocks.text(proposal.format(component=known["weakest_component"])))
    return [*found, blocks.text(_source(), "note")]


def _peers(known: Mapping[str, Any]) -> list[Any]:
    """Return the rows of the ranked countries of the income group or, without one, of the region."""
    from ... import datasets

    rows = datasets.egdi(datasets.LATEST)
    groups = datasets.income_groups(datasets.LATEST)
    region = [one.iso3 for one in datasets.countries() if one.region == known["region"]]
    codes = groups.get(str(known.get("income_group")), region)
    return [rows[code] for code in codes if code in rows and rows[code].assessed]


def _choose_country() -> InsightBlock:
    return blocks.text(_("Choose your country first, in EX0.1 or in a chart of this chapter."), "hint")


def _source() -> str:
    from ... import datasets

    return _("Position, not grade. Source: {source}").format(source=datasets.provenance("egdi").citation)
