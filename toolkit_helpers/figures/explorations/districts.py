"""D8.3: inequality between and within regions, on an invented province or on the team's own districts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import per_cent, shown
from ...methods.inequality import Area, Theil, theil_decomposition
from ...methods.result import Result
from ..description import Axis, Chart, Mark, Point, Series, Table
from . import team as answered

READS: Final = frozenset({"EX8.4"})
WITHOUT_COUNTRY: Final = True

EXAMPLE: Final = (
    ("Coast", "Port Amal", 390_000, 0.78),
    ("Coast", "Lighthouse", 180_000, 0.66),
    ("Coast", "Mangrove", 120_000, 0.34),
    ("Coast", "Long Beach", 150_000, 0.57),
    ("Coast", "Islands", 60_000, 0.16),
    ("Plain", "Central Market", 310_000, 0.61),
    ("Plain", "Rice Fields", 220_000, 0.42),
    ("Plain", "Old Canal", 190_000, 0.36),
    ("Plain", "Railway", 200_000, 0.54),
    ("Plain", "South Bank", 140_000, 0.23),
    ("Hills", "University Hill", 150_000, 0.62),
    ("Hills", "Tea Slopes", 120_000, 0.24),
    ("Hills", "Upper Valley", 100_000, 0.19),
    ("Hills", "Lower Valley", 70_000, 0.28),
)
"""Fourteen districts of the invented Province of Nandara, with 2.4 million people: region, name, people,
share online."""


def _own(team: Mapping[str, Any]) -> list[Area]:
    """Return the districts that the team has entered; what is half filled in stays out of the picture."""
    areas = []
    for place, row in enumerate(answered.rows(team, "EX8.4", "districts"), 1):
        people, users = answered.number(row.get("people")), answered.number(row.get("users"))
        known = people is not None and people >= 0 and users is not None and 0 <= users <= 100
        name = answered.text(row.get("district")) or _("Row {number}").format(number=place)
        region = answered.text(row.get("region")) or _("no region")
        if known and users is not None:
            areas.append(Area(name, region, people, users / 100))
        elif people is not None or users is not None:
            areas.append(Area(name, region, None, None))
    return areas


def _example() -> list[Area]:
    return [Area(name, region, people, rate) for region, name, people, rate in EXAMPLE]


def _finding(value: Theil, *, invented: bool) -> str:
    share = value.between_share
    if share is None:
        return _("All {count} districts have the same rate: there is nothing to target").format(
            count=value.areas
        )
    fields = {
        "between": per_cent(share),
        "within": per_cent(1 - share),
        "regions": len(value.regions),
        "count": value.areas,
    }
    if invented:
        template = _(
            "Province of Nandara (invented): of the inequality between {count} districts {between} per cent "
            "lies between its {regions} regions and {within} per cent within them"
        )
    elif len(value.regions) == 1:
        template = _("Our {count} districts are all of one region, so all inequality lies within it")
    else:
        template = _(
            "Our {count} districts: {between} per cent of their inequality lies between the {regions} "
            "regions and {within} per cent within them"
        )
    return template.format(**fields)


def _notice(value: Theil) -> str:
    lowest = min(value.regions, key=lambda region: region.mean)
    worst = min(value.regions, key=lambda region: region.lowest.rate or 0)
    general = _(
        "Each region has a mean, drawn as a stroke, and districts on both sides of it. Where much lies "
        "within regions, choosing regions only would miss the weakest districts elsewhere. The Theil index "
        "measures inequality between districts, not between persons."
    )
    if lowest.name == worst.name:
        return general
    told = _(
        "The lowest mean is that of {region}, the lowest district lies in {other}: {district}. {general}"
    )
    return told.format(region=lowest.name, other=worst.name, district=worst.lowest.name, general=general)


def _percent(rate: float | None) -> float:
    return round(100 * (rate or 0), 1)


def _people(count: float | None) -> str:
    return f"{count or 0:,.0f}"


def _table(value: Theil) -> Table:
    rows = []
    for region in value.regions:
        inside = [one for one in value.counted if one.region == region.name]
        inside.sort(key=lambda one: one.rate or 0)
        rows += [[one.name, region.name, _people(one.people), shown(_percent(one.rate), 1)] for one in inside]
        name = _("Mean of {region}").format(region=region.name)
        rows.append([name, region.name, _people(region.people), shown(_percent(region.mean), 1)])
    everybody = sum(region.people for region in value.regions)
    rows.append([_("All districts"), "–", _people(everybody), shown(_percent(value.mean), 1)])
    return Table(
        caption=_(
            "Districts by region; Theil index {total}: {between} between regions, {within} within them"
        ).format(total=shown(value.total), between=shown(value.between), within=shown(value.within)),
        header=[_("District"), _("Region"), _("People"), _("Online, per cent")],
        rows=rows,
    )


def _missing(own: Result[Theil], *, invented: bool) -> str:
    told = [_("{district}: {why}.").format(district=one.what, why=one.why) for one in own.dropped]
    if invented:
        told.insert(
            0,
            _(
                "Your own districts appear here as soon as EX8.4 holds at least two with people and rate; "
                "the invented province stands in their place."
            ),
        )
    return " ".join(told)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return districts by region with the split of their inequality (M42), the team's own if any."""
    areas = _own(team)
    own = theil_decomposition(areas)
    invented = own.value is None
    result = theil_decomposition(_example()) if invented else own
    value = result.value
    assert value is not None  # noqa: S101  -- the example always has a value
    dots = [Point(x=_percent(one.rate), y=one.region, label=one.name) for one in value.counted]
    means = [Point(x=_percent(region.mean), y=region.name) for region in value.regions]
    mean = _percent(value.mean)
    return Chart(
        id="D8.3",
        kind="strip",
        question=_("Does regional targeting suffice?"),
        finding=_finding(value, invented=invented),
        notice=_notice(value),
        x=Axis(label=_("People online, per cent"), minimum=0, maximum=100, decimals=1),
        y=Axis(categories=[region.name for region in value.regions]),
        series=[
            Series(name=_("One district each"), role="group", points=dots),
            Series(name=_("Mean of the region"), role="region", points=means, style="tick"),
        ],
        marks=[
            Mark(
                x=mean,
                label=_("Mean of all districts {mean}").format(mean=shown(mean, 1)),
                role="world",
            )
        ],
        missing=_missing(own, invented=invented),
        source=_("Source: invented for this workbook (Province of Nandara, 2026); no real place.")
        if invented
        else _("Source: the team's own table of districts (EX8.4)."),
        alt=_(
            "Dot plot with one row for each of {regions} regions and one dot for each of {count} districts. "
            "A stroke shows the mean of each region, an upright line the mean of all districts, {mean} per "
            "cent."
        ).format(regions=len(value.regions), count=value.areas, mean=shown(mean, 1)),
        table=_table(value),
    )
