"""D7.3: a stock of specialists over ten years, and which lever moves its long-run level."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ...methods.talent import Lever, TalentFlow, TalentForecast, improved, talent_forecast
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Role, Series, Table

YEARS: Final = 10
SHARE: Final = 1 / 3
"""By how much each lever is improved: a third of itself, such as from 15 to 10 per cent leaving."""
LEVERS: Final[dict[Lever, Role]] = {"attrition": "one", "hires": "two", "reskilled": "three"}
"""Levers with a line; success counts like the number reskilled, since the two are multiplied."""
FAR: Final = 1.5
"""A long-run level above this multiple of everything drawn would flatten the lines; it is told instead."""

WITHOUT_COUNTRY = True
CONTROLS = (
    Control("s0", _("Specialists now"), 0, 1000, 1, 120),
    Control("q", _("Leave each year"), 0, 50, 0.5, 15, _("per cent")),
    Control("h", _("Hired each year"), 0, 200, 1, 20),
    Control("r", _("Begin a reskilling each year"), 0, 200, 1, 10),
    Control("e", _("Of these succeed"), 0, 100, 1, 80, _("per cent")),
)


def lever_name(lever: Lever) -> str:
    """Return the name of a line: one lever, improved by a third."""
    return {
        "attrition": _("A third fewer leave"),
        "hires": _("A third more hired"),
        "reskilled": _("A third more reskilled"),
        "success": _("A third more succeed"),
    }[lever]


def flow_of(values: Mapping[str, float]) -> TalentFlow:
    """Return the reader's numbers as method M31 takes them."""
    return TalentFlow(values["s0"], values["q"] / 100, values["h"], values["r"], values["e"] / 100)


def _forecast(flow: TalentFlow) -> TalentForecast:
    value = talent_forecast(flow, YEARS).value
    assert value is not None  # noqa: S101  -- a control always holds a number
    return value


def _stocks(flow: TalentFlow) -> list[float]:
    return [round(one, 1) for one in (flow.stock or 0.0, *_forecast(flow).path)]


def _level(flow: TalentFlow) -> str:
    level = _forecast(flow).equilibrium
    return _("no limit") if level is None else shown(level, 1)


def _flows(flow: TalentFlow) -> dict[str, tuple[Role, TalentFlow]]:
    """Return the flow as set and with each lever improved, by name."""
    better = improved(flow, SHARE)
    return {
        _("As set"): ("own", flow),
        **{lever_name(one): (role, better[one]) for one, role in LEVERS.items() if one in better},
    }


def _finding(flow: TalentFlow) -> str:
    value, better = _forecast(flow), improved(flow, SHARE)
    fields = {
        "now": shown(flow.stock or 0.0, 0),
        "later": shown(value.last, 0),
        "years": YEARS,
        "level": "" if value.equilibrium is None else shown(value.equilibrium, 0),
    }
    if value.equilibrium is None and value.inflow:
        template = _(
            "From {now} to {later} in {years} years: with nobody leaving the stock grows without limit"
        )
    elif value.equilibrium is None:
        template = _("Nobody leaves and nobody joins: the stock stays at {now}")
    elif not value.inflow:
        template = _("From {now} to {later} in {years} years: with nobody joining the stock melts away")
    else:
        fields["best"] = shown(_forecast(better["attrition"]).equilibrium or 0.0, 0)
        template = _(
            "From {now} to {later} in {years} years and {level} in the long run; a third fewer leaving lifts "
            "that level most, to {best}"
        )
    return template.format(**fields)


def _notice(flow: TalentFlow) -> str:
    success = improved(flow, SHARE).get("success")
    told = ""
    if success and flow.attrition:
        told = _("With a third more succeeding, 100 per cent at most, that level would be {level}.").format(
            level=_level(success)
        )
    general = _(
        "The long-run level is (hires + reskilled × success) / share who leave. The present stock does not "
        "move it; retention has growing returns, since each point less attrition adds more than the one "
        "before. Enter the numbers of your own team."
    )
    return " ".join(filter(None, (general, told)))


def _table(flows: Mapping[str, tuple[Role, TalentFlow]]) -> Table:
    paths = [_stocks(flow) for _role, flow in flows.values()]
    rows = [
        [
            _("Year {year}").format(year=year) if year else _("Year 0, now"),
            *(shown(path[year], 1) for path in paths),
        ]
        for year in range(YEARS + 1)
    ]
    rows.append([_("In the long run"), *(_level(flow) for _role, flow in flows.values())])
    return Table(caption=_("Specialists by year"), header=[_("When"), *flows], rows=rows)


def _top(series: list[Series]) -> float:
    return max(point.y for one in series for point in one.points if isinstance(point.y, int | float))


def _round_up(top: float) -> float:
    """Return the end of an axis above ``top`` whose four steps are round numbers.

    >>> _round_up(224.2), _round_up(9.9)
    (240.0, 10.0)
    """
    step = 10.0 ** math.floor(math.log10(top / 4))
    return 4 * step * next(one for one in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if 4 * step * one > top)


def _marks(flow: TalentFlow, top: float) -> list[Mark]:
    level = _forecast(flow).equilibrium
    if level is None or level > FAR * top:
        return []
    label = _("long-run level as set: {level}").format(level=shown(level, 1))
    return [Mark(x=round(level, 1), label=label, horizontal=True)]


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return the stock over ten years as the reader has set it, and with each lever improved by a third."""
    flow = flow_of(values)
    flows = _flows(flow)
    series = [
        Series(
            name=name,
            role=role,
            points=[Point(x=year, y=stock) for year, stock in enumerate(_stocks(one))],
            style="line",
        )
        for name, (role, one) in flows.items()
    ]
    top = _top(series)
    marks = _marks(flow, top)
    return Chart(
        id="D7.3",
        kind="line",
        question=_("Which lever moves the end level most?"),
        finding=_finding(flow),
        notice=_notice(flow),
        x=Axis(label=_("Years from now"), minimum=0, maximum=YEARS, decimals=0),
        y=Axis(
            label=_("Specialists"),
            minimum=0,
            maximum=_round_up(max([1.0, top, *(mark.x for mark in marks)])),
            decimals=1,
        ),
        series=series,
        marks=marks,
        source=_(
            "Source: computed from the numbers set here, at first those of the invented ministry of EX7.5; "
            "model after Bartholomew, Forbes and McClean, Statistical Techniques for Manpower Planning "
            "(1991)."
        ),
        alt=_(
            "Line chart of the number of specialists over {years} years: one line as set, and one for each "
            "lever improved by a third. The table below gives every year and the long-run levels."
        ).format(years=YEARS),
        table=_table(flows),
    )
