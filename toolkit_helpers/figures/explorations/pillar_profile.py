"""D2.3: the team's own scan of nine pillars, beside the mean of the teams where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, median
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods.capacity import pillar_name
from ...methods.display import listed, shown
from ...vocabulary import MATURITY, PILLARS
from ..description import Axis, Chart, Point, Series, Table
from .team import number, rows, text

READS: Final = frozenset({"EX2.4"})
WITHOUT_COUNTRY: Final = True
SHOWS_GROUP: Final = True
FEWEST_TEAMS: Final = 5
"""Teams below which no mean is shown, so that no single team can be read from it."""
_MEMBERS: Final = ("a", "b", "c", "d", "e", "f")
_TOP: Final = max(MATURITY)


def members(team: Mapping[str, Any]) -> dict[str, list[float]]:
    """Return what members gave alone, pillar by pillar."""
    given = {text(row.get("code")): row for row in rows(team, "EX2.4", "raters")}
    scores = {
        code: [score for name in _MEMBERS if (score := number(given[code].get(name))) and 1 <= score <= _TOP]
        for code in PILLARS
        if code in given
    }
    return {code: one for code, one in scores.items() if one}


def scores(team: Mapping[str, Any]) -> dict[str, float]:
    """Return the score of each pillar, 1 to 5: what the team agreed on, else the median of its members.

    >>> alone = [{"code": "PL2", "a": 1, "b": 2}]
    >>> scores({"EX2.4": {"scan": [{"code": "PL1", "score": 3}], "raters": alone}})
    {'PL1': 3.0, 'PL2': 1.5}
    """
    agreed = {text(row.get("code")): number(row.get("score")) for row in rows(team, "EX2.4", "scan")}
    alone = members(team)
    found = {}
    for code in PILLARS:
        score = agreed.get(code)
        if score and 1 <= score <= _TOP:
            found[code] = score
        elif code in alone:
            found[code] = median(alone[code])
    return found


def teams_means(team: Mapping[str, Any]) -> tuple[int, dict[str, float]]:
    """Return the number of teams and the means of their scans; none where fewer than five teams stand behind.

    They stand under ``cohort``: ``{"pillar_scan": {"teams": 6, "means": {"PL1": 2.4, …}}}``.

    >>> teams_means({"cohort": {"pillar_scan": {"teams": 4, "means": {"PL1": 2.4}}}})
    (4, {})
    """
    cohort = team.get("cohort")
    given = cohort.get("pillar_scan") if isinstance(cohort, Mapping) else None
    if not isinstance(given, Mapping):
        return 0, {}
    teams, means = int(number(given.get("teams")) or 0), given.get("means")
    if teams < FEWEST_TEAMS or not isinstance(means, Mapping):
        return teams, {}
    read = {code: number(means.get(code)) for code in PILLARS}
    return teams, {code: mean for code, mean in read.items() if mean is not None and 1 <= mean <= _TOP}


def _finding(own: Mapping[str, float], means: Mapping[str, float], teams: int) -> str:
    if not own:
        return _("The profile is still empty: fill in the nine-pillar scan (EX2.4) first")
    both = {code: own[code] - means[code] for code in own if code in means}
    if both:
        widest = max(both, key=lambda code: abs(both[code]))
        return _(
            "Our team differs most from the mean of {teams} teams in {pillar}: {score} against {mean}"
        ).format(teams=teams, pillar=widest, score=shown(own[widest], 1), mean=shown(means[widest], 1))
    low, high = min(own.values()), max(own.values())
    fields = {
        "highest": listed(code for code, score in own.items() if score == high),
        "high": shown(high, 1),
        "lowest": listed(code for code, score in own.items() if score == low),
        "low": shown(low, 1),
        "mean": shown(fmean(own.values()), 1),
        "count": len(own),
    }
    if low == high:
        return _("Our scan: {high} of 5 in each of {count} scored pillars").format(**fields)
    return _("Our scan: highest {highest} ({high}), lowest {lowest} ({low}), mean {mean} of 5").format(
        **fields
    )


def _missing(own: Mapping[str, float], means: Mapping[str, float]) -> str:
    notes = []
    open_pillars = [code for code in PILLARS if code not in own]
    if not own:
        notes.append(_("No pillar is scored yet. On paper, write your scores into the table."))
    elif open_pillars:
        notes.append(_("Not scored yet: {pillars}.").format(pillars=listed(open_pillars)))
    if not means:
        sentence = _(
            "The mean of the teams is not shown here: it takes at least {fewest} teams, so that no single "
            "team can be read from it. In a workshop the trainer finds it in the report on the whole group "
            "and can show it."
        )
        notes.append(sentence.format(fewest=FEWEST_TEAMS))
    return " ".join(notes)


def _table(
    own: Mapping[str, float], alone: Mapping[str, list[float]], means: Mapping[str, float], teams: int
) -> Table:
    header = [_("Pillar"), _("Our score, 1 to 5"), _("Our members, lowest to highest")]
    if means:
        header.append(_("Mean of {teams} teams").format(teams=teams))
    body = []
    for code in PILLARS:
        row = [pillar_name(code), shown(own[code], 1) if code in own else "", _range(alone.get(code, []))]
        if means:
            row.append(shown(means[code], 1) if code in means else "–")
        body.append(row)
    caption = _("Our scan of nine pillars") if own else _("Scan of nine pillars: to fill in with EX2.4")
    return Table(caption=caption, header=header, rows=body)


def _range(given: list[float]) -> str:
    if not given:
        return ""
    low, high = f"{min(given):g}", f"{max(given):g}"
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the team's scores as marks on a scale from 1 to 5, joined to the mean of the teams if known."""
    own, alone, (teams, means) = scores(team), members(team), teams_means(team)
    series = []
    if own:
        points = [
            Point(x=round(score, 1), y=pillar_name(code), label=shown(score, 1))
            for code, score in own.items()
        ]
        series.append(Series(name=_("Our score"), role="one", points=points))
    if means:
        points = [Point(x=round(mean, 1), y=pillar_name(code)) for code, mean in means.items()]
        name = _("Mean of {teams} teams").format(teams=teams)
        series.append(Series(name=name, role="world", points=points, style="hollow"))
    alt = _("Nine rows, one for each pillar, on a scale from 1 to 5. {count} of them show our score.")
    return Chart(
        id="D2.3",
        kind="dots",
        question=_("Where do we differ?"),
        finding=_finding(own, means, teams),
        notice=_(
            "Teams may hold different yardsticks: compare evidence, not scores. And little spread can mean "
            "shared optimism; ask who was not in the room."
        ),
        x=Axis(label=_("Score, 1 initial to 5 transformative"), minimum=1, maximum=_TOP, decimals=1),
        y=Axis(categories=[pillar_name(code) for code in PILLARS]),
        series=series,
        joined=bool(own and means),
        missing=_missing(own, means),
        source=_(
            "Source: the team's own nine-pillar scan (EX2.4). Pillars paraphrased after UN DESA, "
            "E-Government Survey 2020, chapter 7."
        ),
        alt=alt.format(count=len(own)),
        table=_table(own, alone, means, teams),
    )
