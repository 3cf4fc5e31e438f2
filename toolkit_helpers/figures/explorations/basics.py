"""D4.1: five indicators of targets of the Sustainable Development Goals (SDGs) over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...errors import ToolkitError
from ...i18n import gettext as _
from ...methods.display import listed, shown
from ...methods.sdg_targets import target_code
from ..description import Axis, Chart, Point, Role, Series, Table
from .growth import ENOUGH, means_of_members
from .team import rows, text

READS: Final = frozenset({"EX4.7"})
TARGET_OF: Final = {
    "internet_users_pct": "17.8",
    "mobile_phone_owners_pct": "5.b",
    "coverage_4g_pct": "9.c",
    "electricity_access_pct": "7.1",
    "adult_literacy_pct": "4.6",
}
"""Series of the tables that measure, or come close to, an indicator of the target."""
_ROLES: Final[tuple[Role, ...]] = ("one", "two", "four", "five")
"""Of the four lines beside the emphasised one; these differ from it and from one another for every eye."""

Values = Mapping[int, float]


@dataclass(frozen=True)
class Basic:
    """One indicator with its values by year, per cent."""

    series: str
    values: Values

    @property
    def last(self) -> int:
        """The latest year with a value."""
        return max(self.values)

    @property
    def now(self) -> float:
        """The latest value."""
        return self.values[self.last]


def label(series: str) -> str:
    """Return what an indicator measures, as it stands in a sentence."""
    return {
        "internet_users_pct": _("use of the Internet"),
        "mobile_phone_owners_pct": _("ownership of a mobile phone"),
        "coverage_4g_pct": _("reach of a 4G signal"),
        "electricity_access_pct": _("access to electricity"),
        "adult_literacy_pct": _("adult literacy"),
    }[series]


def of_country(code: str) -> list[Basic]:
    """Return the indicators of which a country has at least one value."""
    found = [
        Basic(name, {year: round(one.value, 1) for year, one in sorted(years.items())})
        for name in TARGET_OF
        if (years := datasets.series(name).get(code))
    ]
    return [one for one in found if one.values]


def of_members() -> list[Basic]:
    """Return the means of Member States, of years and indicators with enough values."""
    found = []
    for name in TARGET_OF:
        values = {
            code: {year: one.value for year, one in years.items()}
            for code, years in datasets.series(name).items()
        }
        found.append(Basic(name, {year: round(mean, 1) for year, mean in means_of_members(values).items()}))
    return [one for one in found if one.values]


def linked(team: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the targets that the team has linked in EX4.7, each with its objectives.

    >>> linked({"EX4.7": {"links": [{"objective": "O1", "target": "SDG 9.c"}, {"target": "many"}]}})
    {'9.c': ['O1']}
    """
    found: dict[str, list[str]] = {}
    for row in rows(team, "EX4.7", "links"):
        try:
            code = target_code(text(row.get("target")))
        except ToolkitError:
            continue
        objective = text(row.get("objective"))
        if objective not in found.setdefault(code, []) and objective:
            found[code].append(objective)
    return found


def _name(one: Basic, targets: Mapping[str, Sequence[str]], country: str = "") -> str:
    target = TARGET_OF[one.series]
    fields = {
        "country": country,
        "what": label(one.series),
        "target": target,
        "objectives": listed(targets.get(target, ())),
    }
    if country:
        if fields["objectives"]:
            return _("{country}: {what} ({target}, {objectives})").format(**fields)
        return _("{country}: {what} ({target})").format(**fields)
    if fields["objectives"]:
        return _("{what} ({target}, {objectives})").format(**fields)
    return _("{what} ({target})").format(**fields)


def _furthest(basics: Sequence[Basic]) -> Basic:
    """Return the indicator whose latest value is furthest from everybody."""
    return min(basics, key=lambda one: one.now)


def _finding(country: Country | None, basics: Sequence[Basic]) -> str:
    least = _furthest(basics)
    fields = {
        "country": country.name if country else "",
        "what": label(least.series),
        "now": shown(least.now, 1),
        "year": least.last,
        "count": len(basics),
    }
    if country is None:
        template = _(
            "Member States in the mean: of {count} basics, {what} is furthest from everybody, with {now} per "
            "cent in {year}"
        )
    elif least.now >= 100:
        template = _("{country}: in all {count} basics that have figures everybody is reached")
    elif len(basics) == 1:
        template = _("{country}: the only figure is {what}, {now} per cent in {year}")
    else:
        template = _(
            "{country}: of {count} basics, {what} is furthest from everybody, with {now} per cent in {year}"
        )
    return template.format(**fields)


def _lines(country: Country | None, basics: Sequence[Basic], team: Mapping[str, Any]) -> list[Series]:
    """Draw the indicator of the finding in the role of the reader's country, each other in one of its own."""
    targets, least = linked(team), _furthest(basics)
    series = []
    others = [name for name in TARGET_OF if name != least.series]
    roles: dict[str, Role] = dict(zip(others, _ROLES, strict=True))
    for one in basics:
        first = one is least
        name = _name(one, targets, country.name if country and first else "")
        years = range(min(one.values), one.last + 1)
        points = [Point(x=year, y=one.values.get(year)) for year in years]
        named: Role = ("own" if country else "world") if first else roles[one.series]
        series.append(Series(name=name, role=named, points=points))
    return series


def _table(series: Sequence[Series]) -> Table:
    cells = [{int(point.x): point.y for point in one.points} for one in series]
    years = sorted({year for one in cells for year, value in one.items() if value is not None})
    return Table(
        caption=_("Indicators of SDG targets, per cent of people; the target in brackets"),
        header=[_("Year"), *(one.name for one in series)],
        rows=[
            [
                str(year),
                *(shown(value, 1) if isinstance(value := one.get(year), float) else "–" for one in cells),
            ]
            for year in years
        ],
    )


def _missing(country: Country | None, basics: Sequence[Basic], team: Mapping[str, Any]) -> str:
    notes = []
    without = [label(name) for name in TARGET_OF if all(one.series != name for one in basics)]
    if without and country:
        template = _("{country}: the tables have no figure for {what}.")
        notes.append(template.format(country=country.name, what=listed(without)))
    elif without:
        template = _("No mean is shown for {what}: in no year do {enough} Member States have a value.")
        notes.append(template.format(what=listed(without), enough=ENOUGH))
    if country:
        internet = datasets.series("internet_users_pct").get(country.iso3)
        if internet and internet[max(internet)].estimate:
            template = _("ITU marks the latest value of Internet use, of {year}, as an estimate.")
            notes.append(template.format(year=max(internet)))
        notes.append(_("A gap in a line is a year without a value."))
    unknown = [code for code in linked(team) if code not in TARGET_OF.values()]
    if unknown:
        template = _(
            "Linked by your team, and without an indicator in these tables: {targets}. Look for them in your "
            "national statistics or in the United Nations SDG Indicators Database."
        )
        notes.append(template.format(targets=listed(unknown)))
    return " ".join(notes)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return five indicators of SDG targets over time, of the reader's country or the mean of all States."""
    absent = ""
    if country and not of_country(country.iso3):
        absent = _(
            "{country}: the tables hold none of the five indicators; the means of Member States stand in."
        ).format(country=country.name)
        country = None
    basics = of_country(country.iso3) if country else of_members()
    series = _lines(country, basics, team)
    first, last = min(min(one.values) for one in basics), max(one.last for one in basics)
    return Chart(
        id="D4.1",
        kind="line",
        question=_("Is the problem real, and how large is it?"),
        finding=_finding(country, basics),
        notice=_(
            "Choose the objective by people's need, not by the technology at hand: a signal in the air is "
            "not yet a person online. Many digital services stand on these basics; what your own service is "
            "about has an indicator of its own. An average hides who is left behind."
        ),
        x=Axis(label=_("Year"), minimum=first, maximum=last, decimals=0),
        y=Axis(label=_("Per cent of people"), minimum=0, maximum=100, decimals=1),
        series=series,
        missing=" ".join(filter(None, (absent, _missing(country, basics, team)))),
        source=_(
            "Source: ITU, DataHub (2025): Internet use, phone owners, 4G signal; World Bank, World "
            "Development Indicators (2025): electricity; UNESCO Institute for Statistics via World Bank "
            "(2026): literacy. Means are unweighted, of years in which at least {enough} Member States have "
            "a value."
        ).format(enough=ENOUGH),
        alt=_(
            "Line chart from {first} to {last}, in per cent of people, with one line for each of {count} "
            "indicators of {name}. The line furthest from 100 per cent is {what}."
        ).format(
            first=first,
            last=last,
            count=len(basics),
            name=country.name if country else _("Member States, in the mean"),
            what=label(_furthest(basics).series),
        ),
        table=_table(series),
    )
