"""D3.1: what the indices say from outside beside what the team says from inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.capacity import maturity
from ...methods.display import shown
from ...vocabulary import PILLARS
from ..description import Axis, Chart, Point, Role, Series, Table
from .components import component_values
from .context import mean_of, no_egdi
from .gap_grid import cells_of, level
from .team import number, rows, text

READS: Final = frozenset({"EX2.4", "EX3.4"})
SPEAKS_TO: Final = {"PL3": "OSI", "PL4": "OSI", "PL6": "TII", "PL9": "HCI"}
"""Which component of the EGDI says something about which pillar; the other five have no index at all."""
CLOSE: Final = 0.125
"""Half a step of the maturity scale: distances up to it are not told apart."""


def pillar_scores(team: Mapping[str, Any]) -> dict[str, float]:
    """Return the team's score of each pillar, 1 to 5.

    The pillar scan counts if there is one; else the mean of the current levels of a pillar's cells in the
    capacity grid (method M10).

    >>> pillar_scores({"EX3.4": {"grid": {"PL1.L1": {"current": 2}, "PL1.L2": {"current": 3}}}})
    {'PL1': 2.5}
    """
    scan = {text(row.get("code")): number(row.get("score")) for row in rows(team, "EX2.4", "scan")}
    scores = {code: score for code in PILLARS if (score := scan.get(code)) and 1 <= score <= 5}
    if scores:
        return scores
    rated = {code: now for code, cell in cells_of(team).items() if (now := level(cell.get("current")))}
    maturities = maturity(rated).value
    return {code: one.score for code, one in maturities.pillars.items()} if maturities else {}


def _row_name(pillar: str) -> str:
    if pillar in SPEAKS_TO:
        return _("{code} {pillar} ({index})").format(
            code=pillar, pillar=PILLARS[pillar], index=SPEAKS_TO[pillar]
        )
    return _("{code} {pillar} (no index)").format(code=pillar, pillar=PILLARS[pillar])


def _on_index_scale(score: float) -> float:
    return round((score - 1) / 4, 4)


def _finding(name: str, indices: Mapping[str, float], scores: Mapping[str, float]) -> str:
    if not scores:
        return _(
            "From outside, indices speak to {count} of nine pillars; the inside view is still to be filled in"
        ).format(count=len(SPEAKS_TO))
    both = {
        pillar: _on_index_scale(scores[pillar]) - indices[SPEAKS_TO[pillar]]
        for pillar in SPEAKS_TO
        if pillar in scores
    }
    if not both:
        return ngettext(
            "The team has scored {count} pillar, and no index speaks to it",
            "The team has scored {count} pillars, and no index speaks to any of them",
            len(scores),
        ).format(count=len(scores))
    widest = max(both, key=lambda pillar: abs(both[pillar]))
    if abs(both[widest]) <= CLOSE:
        template = _("{name}: indices and the team's scores lie close together in all pillars that have both")
    elif both[widest] > 0:
        template = _(
            "{name}: outside and inside differ most in {pillar}; the team's {score} of 5 is higher than "
            "{index} {value} would suggest"
        )
    else:
        template = _(
            "{name}: outside and inside differ most in {pillar}; the team's {score} of 5 is lower than "
            "{index} {value} would suggest"
        )
    return template.format(
        name=name,
        pillar=widest,
        score=shown(scores[widest], 1),
        index=SPEAKS_TO[widest],
        value=shown(indices[SPEAKS_TO[widest]]),
    )


def _table(name: str, indices: Mapping[str, float], scores: Mapping[str, float]) -> Table:
    rows = []
    for pillar in PILLARS:
        index = indices.get(SPEAKS_TO.get(pillar, ""))
        score = scores.get(pillar)
        rows.append(
            [
                _row_name(pillar),
                "–" if index is None else shown(index),
                "" if score is None else shown(score, 1),
                "" if score is None else shown(_on_index_scale(score)),
            ]
        )
    caption = (
        _("Indices and the team's scores by pillar")
        if scores
        else _("Indices by pillar, with room for the team's scores of EX2.4 or EX3.4")
    )
    header = [_("Pillar"), name, _("Team's score, 1 to 5"), _("Team's score on 0 to 1")]
    return Table(caption=caption, header=header, rows=rows)


def _missing(country: Country | None, stands_in: str, scores: Mapping[str, float]) -> str:
    notes = [stands_in] if stands_in else []
    if country is None and not stands_in:
        notes.append(_("No country is chosen: the world means stand in for its indices."))
    if not scores:
        notes.append(
            _(
                "The team's scores are missing: fill in the nine-pillar scan (EX2.4) or the capacity grid "
                "(EX3.4) first."
            )
        )
    elif len(scores) < len(PILLARS):
        notes.append(
            _("The team has not scored: {pillars}.").format(
                pillars=", ".join(pillar for pillar in PILLARS if pillar not in scores)
            )
        )
    return " ".join(notes)


def _series(name: str, role: Role, indices: Mapping[str, float], scores: Mapping[str, float]) -> list[Series]:
    points = [
        Point(x=round(indices[index], 4), y=_row_name(pillar), label=f"{index} {shown(indices[index])}")
        for pillar, index in SPEAKS_TO.items()
    ]
    series = [Series(name=name, role=role, points=points)]
    if scores:
        own = [
            Point(
                x=_on_index_scale(score),
                y=_row_name(pillar),
                label=_("{score} of 5").format(score=shown(score, 1)),
            )
            for pillar, score in scores.items()
        ]
        series.append(Series(name=_("Team's own score"), role="one", points=own))
    return series


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the nine pillars with the index that speaks to them and the team's own score."""
    year = datasets.LATEST
    values, scores, stands_in = component_values(year), pillar_scores(team), ""
    if country and not all(country.iso3 in one for one in values.values()):
        stands_in, country = no_egdi(country, year), None
    role: Role = "own" if country else "world"
    indices = {name: one[country.iso3] if country else mean_of(one) for name, one in values.items()}
    name = country.name if country else _("World mean")
    index_name = _("{name}: index of {year}, 0 to 1").format(name=name, year=year)
    return Chart(
        id="D3.1",
        kind="dots",
        question=_("Do outside data and inside view agree?"),
        finding=_finding(name, indices, scores),
        notice=_(
            "Two yardsticks: an index compares countries, a score compares with a description. Compare the "
            "order of the pillars, not the distance. TII speaks to PL6, HCI to PL9, OSI to PL3 and PL4; "
            "most pillars have no index at all."
        ),
        x=Axis(
            label=_("Index 0 to 1; the team's score of 1 to 5 as (score − 1) / 4"),
            minimum=0,
            maximum=1,
            decimals=4,
        ),
        y=Axis(categories=[_row_name(pillar) for pillar in PILLARS]),
        series=_series(index_name, role, indices, scores),
        missing=_missing(country, stands_in, scores),
        source=_(
            "Source: UN DESA, United Nations E-Government Survey {year}; the team's own scores. Pillars "
            "paraphrased after UN DESA, E-Government Survey 2020, chapter 7."
        ).format(year=year),
        alt=_(
            "Nine rows, one for each pillar. Four of them show an index of {name}; {count} show the team's "
            "own score. Five pillars have no index."
        ).format(name=name, count=len(scores)),
        table=_table(index_name, indices, scores),
    )
