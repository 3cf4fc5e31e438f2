"""D1.1: where a country stands in the world, in its region and in its income group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Mark, Point, Series, Table
from .context import (
    egdi_source,
    egdi_values,
    income_groups,
    income_name,
    listed,
    mean_of,
    no_egdi,
    no_income_group,
    peers_of,
    rank,
    region_name,
    region_title,
    regions,
    the_mean_of,
)


def _row_name(region: str) -> str:
    return _("{region} ({count})").format(region=region_title(region), count=len(regions()[region]))


def _world_finding(values: Mapping[str, float], year: int) -> str:
    means = {region: mean_of(values, codes) for region, codes in regions().items()}
    between = max(means.values()) - min(means.values())
    wider = 0
    for codes in regions().values():
        inside = [values[code] for code in codes if code in values]
        wider += max(inside) - min(inside) > between
    return _(
        "EGDI {year}: the means of the regions lie {between} apart, and inside {wider} of {all} regions the "
        "countries lie further apart than that"
    ).format(year=year, between=shown(between), wider=wider, all=len(means))


def _own_finding(country: Country, values: Mapping[str, float], year: int) -> str:
    region = {code: values[code] for code in regions()[country.region] if code in values}
    fields: dict[str, Any] = {
        "country": country.name,
        "value": shown(values[country.iso3]),
        "year": year,
        "rank": datasets.egdi(year)[country.iso3].rank,
        "all": len(values),
        "region_rank": rank(region, country.iso3),
        "region_all": len(region),
        "region": region_name(country.region),
    }
    if not country.income_group:
        return _(
            "{country}, EGDI {value} in {year}: rank {rank} of {all} in the world and {region_rank} of "
            "{region_all} in {region}"
        ).format(**fields)
    group = {code: values[code] for code in income_groups()[country.income_group] if code in values}
    return _(
        "{country}, EGDI {value} in {year}: rank {rank} of {all} in the world, {region_rank} of {region_all} "
        "in {region}, {income_rank} of {income_all} among {income}"
    ).format(
        **fields,
        income_rank=rank(group, country.iso3),
        income_all=len(group),
        income=income_name(country.income_group),
    )


def _against(value: float, mean: float, comparison: str) -> str:
    if shown(value) == shown(mean):
        template = _("The value equals {comparison}, {mean}.")
    elif value > mean:
        template = _("The value is above {comparison}, {mean}.")
    else:
        template = _("The value is below {comparison}, {mean}.")
    return template.format(comparison=comparison, mean=shown(mean))


def _own_notice(country: Country, values: Mapping[str, float]) -> str:
    own, peers = values[country.iso3], peers_of(country)
    comparisons = [
        _against(own, mean_of(values), _("the world mean")),
        _against(own, mean_of(values, regions()[country.region]), the_mean_of(region_name(country.region))),
    ]
    if peers.role == "income":
        comparisons.append(_against(own, mean_of(values, peers.codes), the_mean_of(peers.name)))
    return " ".join(comparisons)


def _table(country: Country | None, values: Mapping[str, float], year: int) -> Table:
    rows = []
    for region, codes in regions().items():
        inside = [values[code] for code in codes if code in values]
        row = [min(inside), mean_of(values, codes), max(inside)]
        rows.append([region_title(region), str(len(inside)), *(shown(v) for v in row), listed(inside)])
    world = [min(values.values()), mean_of(values), max(values.values())]
    rows.append([_("World"), str(len(values)), *(shown(v) for v in world), "–"])
    if country:
        rows.append([country.name, "1", "–", "–", "–", shown(values[country.iso3])])
    return Table(
        caption=_("EGDI {year} by region, 0 to 1").format(year=year),
        header=[
            _("Region"),
            _("Countries"),
            _("Lowest"),
            _("Mean"),
            _("Highest"),
            _("Every value, low to high"),
        ],
        rows=rows,
    )


def _alt(country: Country | None, values: Mapping[str, float]) -> str:
    if country is None:
        return _(
            "Dot plot with one row for each of five regions and one dot for each country. A stroke shows the "
            "mean of each region, an upright line the world mean, {mean}. Dots spread widely in every row."
        ).format(mean=shown(mean_of(values)))
    return _(
        "Dot plot with one row for each of five regions and one dot for each country. A diamond with its "
        "name shows {country} at {value} in the row of {region}; an upright line shows the world mean, "
        "{mean}."
    ).format(
        country=country.name,
        value=shown(values[country.iso3]),
        region=region_name(country.region),
        mean=shown(mean_of(values)),
    )


def _series(country: Country | None, values: Mapping[str, float]) -> list[Series]:
    dots = [
        Point(x=round(values[code], 4), y=_row_name(region))
        for region, codes in regions().items()
        for code in codes
        if code in values and not (country and code == country.iso3)
    ]
    means = [
        Point(x=round(mean_of(values, codes), 4), y=_row_name(region)) for region, codes in regions().items()
    ]
    series = [
        Series(name=_("One country each"), role="group", points=dots),
        Series(name=_("Mean of the region"), role="region", points=means, style="tick"),
    ]
    if country:
        own = round(values[country.iso3], 4)
        label = _("{country} {value}").format(country=country.name, value=shown(own))
        point = Point(x=own, y=_row_name(country.region), label=label)
        series.append(Series(name=country.name, role="own", points=[point]))
    return series


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the dot plot of the latest EGDI by region, the reader's country as a diamond."""
    year = datasets.LATEST
    values = egdi_values(year)
    missing = ""
    if country and country.iso3 not in values:
        missing, country = no_egdi(country, year), None
    elif country:
        missing = "" if country.income_group else no_income_group(country)
    world = mean_of(values)
    notice = _(
        "A position, not a grade: the index rates countries relative to one another. The peer group changes "
        "the message, and the spread inside a region is often larger than between regions."
    )
    if country:
        notice = f"{_own_notice(country, values)} {notice}"
    return Chart(
        id="D1.1",
        kind="strip",
        question=_("Where are we in the world, the region, the income group?"),
        finding=_own_finding(country, values, year) if country else _world_finding(values, year),
        notice=notice,
        x=Axis(
            label=_("E-Government Development Index {year}, 0 to 1").format(year=year),
            minimum=0,
            maximum=1,
            decimals=4,
        ),
        y=Axis(
            categories=[_row_name(region) for region in regions()],
            own=_row_name(country.region) if country else "",
        ),
        series=_series(country, values),
        marks=[Mark(x=round(world, 4), label=_("World mean {mean}").format(mean=shown(world)), role="world")],
        missing=missing,
        source=_("{source} Income groups: World Bank {list}.").format(
            source=egdi_source(year), list=datasets.income_list()
        )
        if country
        else egdi_source(year),
        alt=_alt(country, values),
        table=_table(country, values, year),
    )
