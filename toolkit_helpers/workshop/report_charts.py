"""Charts of the report on a group: the heat map of gaps, and confidence before and after."""

from __future__ import annotations

from collections.abc import Sequence

from ..figures.description import Axis, Chart, Point, Series
from ..figures.description import Table as Twin
from ..i18n import gettext as _
from ..methods.capacity import pillar_name
from ..methods.display import listed, shown, signed
from ..vocabulary import LEVELS, PILLARS
from .knowledge import Confidence
from .suppression import FEWEST
from .teams import Gaps


def cell_name(code: str) -> str:
    """Return a cell of the capacity grid in words.

    >>> cell_name("PL5.L1")
    'PL5 at the institutional level'
    """
    pillar, _dot, level = code.partition(".")
    return _("{pillar} at the {level} level").format(pillar=pillar, level=LEVELS[level].lower())


def gap_map(gaps: Gaps) -> Chart:
    """Return the heat map of mean gaps over teams; a cell with fewer than five teams is empty."""
    means = {code: mean.value for code, mean in gaps.cells.items()}
    top = max(means.values(), default=0.0)
    widest = [cell_name(code) for code, value in means.items() if value == top]
    points = [
        Point(
            x=name,
            y=pillar_name(pillar),
            label=shown(means[code], 1) if (code := f"{pillar}.{level}") in means else "",
            value=means.get(code),
        )
        for pillar in PILLARS
        for level, name in LEVELS.items()
    ]
    finding = _("Over the teams the mean gap is widest, {gap} of 4, in {cells}")
    blank = len(points) - len(means)
    return Chart(
        id="cohort-gaps",
        kind="heatmap",
        question=_("Where do the teams of this group see the widest gaps?"),
        finding=finding.format(gap=shown(top, 1), cells=listed(widest[:3]))
        if means
        else _("No cell of the capacity grid has been rated by {fewest} teams").format(fewest=FEWEST),
        notice=_(
            "The gap is target minus current level, 0 to 4, as the teams judge it themselves. Teams that "
            "work on different services may be right with different numbers."
        ),
        x=Axis(categories=list(LEVELS.values())),
        y=Axis(categories=[pillar_name(code) for code in PILLARS]),
        series=[Series(name=_("Mean gap"), role="own", points=points)],
        missing=_("{count} of 36 cells are empty: fewer than {fewest} teams gave both levels there.").format(
            count=blank, fewest=FEWEST
        )
        if blank
        else "",
        source=_("Source: capacity grids (EX3.4) of {teams} teams of this group.").format(teams=gaps.teams),
        alt=_(
            "A grid of nine pillars by four levels with the mean gap of the teams in each cell; the same "
            "numbers stand in the table."
        ),
        table=Twin(
            caption=_("Mean gap, with the number of teams in brackets"),
            header=[_("Pillar"), *LEVELS.values()],
            rows=[
                [pillar_name(pillar), *(_cell(gaps, f"{pillar}.{level}") for level in LEVELS)]
                for pillar in PILLARS
            ],
        ),
    )


def _cell(gaps: Gaps, code: str) -> str:
    mean = gaps.cells.get(code)
    if mean is None:
        return "–"
    return _("{gap} ({teams})").format(gap=shown(mean.value, 1), teams=mean.teams)


def confidence_chart(statements: Sequence[Confidence]) -> Chart:
    """Return confidence before and after, statement by statement."""
    before = [(one.statement, one.before) for one in statements if one.before is not None]
    after = [(one.statement, one.after) for one in statements if one.after is not None]
    return Chart(
        id="cohort-confidence",
        kind="dots",
        question=_("How sure of themselves are the participants?"),
        finding=_confidence_finding(statements),
        notice=_("Confidence is not competence: compare it with the test, and read neither as the other."),
        x=Axis(label=_("Mean agreement, 1 not at all to 5 fully"), minimum=1, maximum=5, decimals=1),
        y=Axis(categories=[one.statement for one in statements]),
        series=[
            Series(
                name=name, role="one", points=[Point(x=value, y=text) for text, value in given], style=style
            )
            for name, given, style in (
                (_("Before"), before, "hollow"),
                (_("After"), after, "solid"),
            )
            if given
        ],
        joined=bool(before and after),
        source=_("Source: statements of the participants about themselves, in pre-test and post-test."),
        alt=_("{count} rows, one for each statement, with the mean agreement before and after.").format(
            count=len(statements)
        ),
        table=Twin(
            caption=_("Mean agreement with each statement, 1 to 5"),
            header=[_("Statement"), _("Before"), _("After"), _("Difference"), _("Persons")],
            rows=[
                [
                    one.statement,
                    "–" if one.before is None else shown(one.before, 2),
                    "–" if one.after is None else shown(one.after, 2),
                    "–" if one.before is None or one.after is None else signed(one.after - one.before, 2),
                    str(one.persons),
                ]
                for one in statements
            ],
        ),
    )


def _confidence_finding(statements: Sequence[Confidence]) -> str:
    both = [(one.before, one.after) for one in statements if one.before is not None and one.after is not None]
    if not both:
        return _("Mean agreement with {count} statements about oneself").format(count=len(statements))
    grown = sum(after > before for before, after in both)
    return _("Agreement grew in {grown} of {count} statements about oneself").format(
        grown=grown, count=len(both)
    )
