"""D5.3: the team's own road map in time, with its longest chain and what it costs in each year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods import Schedule
from ...methods.display import money
from ...methods.schedule import ARROW
from ..description import Axis, Chart, Mark, Point, Series, Table
from .road_map import EXAMPLE, YEAR, RoadMap, busiest, lines, read, year_of

READS: Final = frozenset({"EX5.2", "EX5.6", "EX5.7"})
WITHOUT_COUNTRY: Final = True


def _finding(own: bool, found: RoadMap) -> str:
    value, budget = found.schedule.value, found.budget.value
    if value is None:
        return found.schedule.interpretation.rstrip(".")
    fields = {
        "end": f"{value.end:g}",
        "chain": ARROW.join(value.chains[0]),
        "from": busiest(value)[0],
        "to": busiest(value)[1],
        "year": budget.peak if budget else "",
    }
    templates = {
        (True, True): _(
            "{end} months on the longest chain, {chain}; most work runs in months {from} to {to}, most "
            "money is paid in year {year}"
        ),
        (True, False): _(
            "{end} months on the longest chain, {chain}; most work runs in months {from} to {to}, and no "
            "cost is written yet"
        ),
        (False, True): _(
            "Example (fictitious province): {end} months on the longest chain, {chain}; most work runs in "
            "months {from} to {to}, most money is paid in year {year}"
        ),
    }
    return templates[own, bool(budget)].format(**fields)


def _bars(found: RoadMap, value: Schedule) -> list[Series]:
    points: dict[bool, list[Point]] = {True: [], False: []}
    for code, one in value.tasks.items():
        fields = {"start": f"{one.start:g}", "end": f"{one.finish:g}", "float": f"{one.slack:g}"}
        if one.critical:
            label = _("month {start} to {end}, longest chain")
        else:
            label = _("month {start} to {end}, float {float}")
        points[one.critical].append(
            Point(x=one.finish, start=one.start, y=found.names[code], label=label.format(**fields))
        )
    names = {True: _("On the longest chain: delay moves the end"), False: _("With float: may slip")}
    roles = {True: "own", False: "group"}
    return [
        Series(name=names[critical], role=roles[critical], points=ones)
        for critical, ones in points.items()
        if ones
    ]


def _table(found: RoadMap) -> Table:
    value, budget = found.schedule.value, found.budget.value
    body = []
    for code in found.order:
        one = value.tasks.get(code) if value else None
        cost = money(found.costs[code]) if code in found.costs else "–"
        if one:
            chain = _("yes") if one.critical else _("no")
            dates = [f"{one.start:g}", f"{one.finish:g}", f"{one.slack:g}", chain]
        else:
            dates = ["–"] * 4
        body.append([found.names[code], *dates, cost])
    for year, paid in enumerate(budget.nominal if budget else (), 1):
        name = _("Year {number}, building and operation as paid").format(number=year)
        body.append([name, str(YEAR * (year - 1)), str(YEAR * year), "–", "–", money(round(paid))])
    currency = _("Cost, {currency}").format(currency=found.currency) if found.currency else _("Cost")
    return Table(
        caption=_("Dates in months from the start, float, and cost"),
        header=[
            _("Initiative or year"),
            _("From month"),
            _("To month"),
            _("Float in months"),
            _("Longest chain"),
            currency,
        ],
        rows=body,
    )


def _notice(found: RoadMap) -> str:
    value, budget = found.schedule.value, found.budget.value
    told = []
    if value:
        first, last, most = busiest(value)
        told.append(
            _("Most initiatives run side by side in months {first} to {last}: {most}.").format(
                first=first, last=last, most=most
            )
        )
    if budget:
        paid = "; ".join(
            _("year {number} {amount}").format(number=year, amount=money(round(one), found.currency))
            for year, one in enumerate(budget.nominal, 1)
        )
        told.append(_("As paid, without contingency: {years}.").format(years=paid))
    told.append(
        _(
            "Peaks of money and of work rarely coincide with the time when capacity is there: who carries "
            "the busiest months, and are they trained by then?"
        )
    )
    return " ".join(told)


def _missing(own: bool, found: RoadMap) -> str:
    told = []
    if not own:
        told.append(
            _(
                "Your own road map is not there yet: it appears after EX5.6, its costs after EX5.7. The "
                "Province of Nandara, its plan and its money (ND) are fictitious."
            )
        )
    told += [f"{one}." for one in found.schedule.dropped]
    if own and found.budget.value is None:
        told.append(_("No cost is written yet (EX5.7)."))
    return " ".join(told)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the road map as bars in time, the team's own or, before EX5.6, a fictitious one."""
    own = bool(lines(team, "EX5.6", "schedule"))
    found = read(team if own else EXAMPLE)
    value = found.schedule.value
    years = range(1, year_of(value.end) + 1) if value else range(0)
    return Chart(
        id="D5.3",
        kind="gantt",
        question=_("When is the peak of money and of people?"),
        finding=_finding(own, found),
        notice=_notice(found),
        x=Axis(label=_("Months from the start of the road map"), minimum=0, decimals=0),
        y=Axis(categories=[found.names[code] for code in found.order]),
        series=_bars(found, value) if value else [],
        marks=[
            Mark(x=YEAR * year, label=_("End of year {number}").format(number=year)) for year in years[:-1]
        ],
        missing=_missing(own, found),
        source=_(
            "Source: the team's own initiatives, road map and budget (EX5.2, EX5.6, EX5.7). Critical path "
            "after Kelley and Walker, 1959."
        )
        if own
        else _(
            "Source: demonstration team of this workbook, 2026; all data are fictitious. Critical path after "
            "Kelley and Walker, 1959."
        ),
        alt=_(
            "One bar for each of {count} initiatives, from its first to its last month. Filled bars lie on "
            "the longest chain, hatched ones have float; the words are beside each bar."
        ).format(count=len(value.tasks) if value else 0),
        table=_table(found),
    )
