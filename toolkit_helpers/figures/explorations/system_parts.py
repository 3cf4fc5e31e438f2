"""D2.2: which part of the system lags, as bars; a radar would mislead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Point, Role, Series, Table
from .govtech import BEFORE, NOW, PARTS, Parts, absent, own_parts, part_means, part_name, stale


def _series(name: str, role: Role, parts: Parts, *, bars: bool) -> Series:
    points = [
        Point(x=round(value, 4), y=part_name(part), label=shown(value) if bars else "")
        for part, value in parts.items()
    ]
    return Series(name=name, role=role, points=points, style="solid" if bars else "tick")


def _finding(country: Country | None, now: Parts, world: Parts, year: int) -> str:
    least, best = min(PARTS, key=lambda part: now[part]), max(PARTS, key=lambda part: now[part])
    fields = {
        "country": country.name if country else "",
        "year": year,
        "least": part_name(least),
        "low": shown(now[least]),
        "best": part_name(best),
        "high": shown(now[best]),
        "mean": shown(world[least]),
    }
    if country:
        template = _("{country} {year}: {least} is its lowest part, {low} against a world mean of {mean}")
    else:
        template = _("World means {year}: {least} lags with {low}, {best} leads with {high}")
    return template.format(**fields)


def _notice() -> str:
    return _(
        "The same four numbers could be drawn as a radar. It would mislead: its area grows with the square "
        "of the values, so that parts half as high enclose a quarter of the area, and it changes when the "
        "axes are put in another order. Bars do neither. Most answers are the governments' own, and what "
        "exists on paper need not work in practice. The edition of 2020 used another questionnaire and is "
        "left out."
    )


def _alt(country: Country | None, year: int) -> str:
    if country:
        return _(
            "Four bars, one for each part of the index, show {country} in {year}; a stroke across each bar "
            "shows the world mean of the same year."
        ).format(country=country.name, year=year)
    return _(
        "Four bars, one for each part of the index, show the world means of {now}; a stroke across each bar "
        "shows that of {before}."
    ).format(now=NOW, before=BEFORE)


def _table(columns: Mapping[str, Parts]) -> Table:
    return Table(
        caption=_("Parts of the GovTech Maturity Index, 0 to 1"),
        header=[_("Part"), *columns],
        rows=[[part_name(part), *(shown(one[part]) for one in columns.values())] for part in PARTS],
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the four parts as bars: own country with the world mean, or the world with its earlier mean."""
    missing = ""
    if country and not (own_parts(country, NOW) or own_parts(country, BEFORE)):
        missing, country = absent(country), None
    year = NOW
    if country and not own_parts(country, NOW):
        missing, year = stale(country), BEFORE
    world = part_means(year)
    named = _("{name}, {year}")
    mean = named.format(name=_("World mean"), year=year)
    if country:
        now = own_parts(country, year)
        own = named.format(name=country.name, year=year)
        columns: dict[str, Parts] = {own: now, mean: world}
        series = [_series(own, "own", now, bars=True), _series(mean, "world", world, bars=False)]
    else:
        now, before = world, part_means(BEFORE)
        earlier = named.format(name=_("World mean"), year=BEFORE)
        columns = {mean: now, earlier: before}
        series = [_series(mean, "world", now, bars=True), _series(earlier, "one", before, bars=False)]
    return Chart(
        id="D2.2",
        kind="bar",
        question=_("Which part of the system lags?"),
        finding=_finding(country, now, world, year),
        notice=_notice(),
        x=Axis(label=_("Index of each part, 0 to 1"), minimum=0, maximum=1, decimals=4),
        y=Axis(categories=[part_name(part) for part in PARTS]),
        series=series,
        missing=missing,
        source=_(
            "Source: World Bank, GovTech Maturity Index, editions {before} and {now}. Means are unweighted, "
            "of Member States and observers."
        ).format(before=BEFORE, now=NOW),
        alt=_alt(country, year),
        table=_table(columns),
    )
