"""D10.1: which countries to call, because they work under similar conditions."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import shown
from ..controls import Control
from ..description import Axis, Chart, Point, Series, Table
from .context import members, no_egdi, region_name, region_title, regions
from .nearest import (
    COMPONENTS,
    CONDITIONS,
    COUNT,
    INCOME,
    POPULATION,
    Peer,
    in_words,
    measures_of,
    nearest,
    same_region,
    values,
    year_of,
)

NAMES_OTHERS: Final = True
CONTROLS: Final = (
    Control(
        "by",
        _("Alike in"),
        options=(
            _("EGDI components, income and population"),
            _("EGDI components only"),
            _("income and population only"),
        ),
    ),
    Control(
        "where",
        _("Search in"),
        options=(_("the whole world"), _("our own region"), _("all other regions")),
    ),
)
_MEASURES: Final = ((*COMPONENTS, *CONDITIONS), COMPONENTS, CONDITIONS)


def _measure_name(name: str) -> str:
    return {"income": _("income"), "population": _("population")}.get(name, name)


def _among(country: Country, where: int) -> tuple[str, ...]:
    own = regions()[country.region]
    if where == 0:
        return tuple(members())
    return own if where == 1 else tuple(code for code in members() if code not in own)


def _finding(country: Country, peers: list[Peer], where: int) -> str:
    nearest_name = members()[peers[0].code].name
    if where == 0:
        near = sum(members()[peer.code].region == country.region for peer in peers)
        return _(
            "{country}: {near} of the {count} countries most alike are in {region}, {far} elsewhere; the "
            "nearest is {peer}"
        ).format(
            country=country.name,
            near=near,
            far=len(peers) - near,
            count=len(peers),
            region=region_name(country.region),
            peer=nearest_name,
        )
    if where == 1:
        template = _("{country}: within {region}, {peer} is most alike ({words})")
    else:
        template = _("{country}: outside {region}, {peer} is most alike ({words})")
    return template.format(
        country=country.name,
        region=region_name(country.region),
        peer=nearest_name,
        words=in_words(peers[0].distance),
    )


def _numbers(code: str) -> list[str]:
    known = values()
    components = [shown(known[name][code]) if code in known[name] else "–" for name in COMPONENTS]
    income = f"{round(known['income'][code], -2):,.0f}" if code in known["income"] else "–"
    return [*components, income, shown(known["population"][code] / 1e6, 2)]


def _table(country: Country, peers: list[Peer]) -> Table:
    rows = [[country.name, region_title(country.region), "0.00", _("own country"), *_numbers(country.iso3)]]
    for peer in peers:
        one = members()[peer.code]
        distance = shown(peer.distance, 2)
        rows.append(
            [one.name, region_title(one.region), distance, in_words(peer.distance), *_numbers(peer.code)]
        )
    return Table(
        caption=_("The countries most alike, the nearest first"),
        header=[
            _("Country"),
            _("Region"),
            _("Distance"),
            _("In words"),
            *COMPONENTS,
            _("GNI per capita, 2017 PPP $"),
            _("Population, million"),
        ],
        rows=rows,
    )


def _source() -> str:
    return _(
        "Source: UN DESA, United Nations E-Government Survey {year}; UNDP, Human Development Report 2023/24 "
        "(GNI per capita {income}); World Bank, World Development Indicators (population {population}); "
        "regions: UN M49. Distances: computed here."
    ).format(year=datasets.LATEST, income=year_of(INCOME), population=year_of(POPULATION))


def _notice() -> str:
    return _(
        "Each measure is standardised over the Member States, income and population as logarithms; the "
        "distance is the root of the mean squared difference. 0 is alike, 1 is one standard deviation apart "
        "in each measure. Alike in numbers is a reason to call, not a promise: language, law and history are "
        "not in it."
    )


def _chart(**fields: Any) -> Chart:
    return Chart(
        id="D10.1",
        kind="bar",
        question=_("Whom should we call?"),
        source=_source(),
        notice=_notice(),
        **fields,
    )


def _world_view(wanted: tuple[str, ...], missing: str) -> Chart:
    found = same_region(wanted)
    means = {name: fmean(found[code] for code in codes if code in found) for name, codes in regions().items()}
    every = fmean(found.values())
    name = _("Mean of the countries of the region")
    points = [
        Point(x=round(mean, 1), y=region_title(region), label=shown(mean, 1))
        for region, mean in means.items()
    ]
    return _chart(
        finding=_(
            "Of the {count} countries most alike to a country, {mean} on average share its region: peers by "
            "need are not only neighbours"
        ).format(count=COUNT, mean=shown(every, 1)),
        x=Axis(
            label=_("How many of the {count} most alike are of the same region").format(count=COUNT),
            minimum=0,
            maximum=COUNT,
            decimals=1,
        ),
        y=Axis(categories=[region_title(region) for region in means]),
        series=[Series(name=name, role="one", points=points)],
        missing=missing,
        alt=_(
            "Five bars, one for each region: how many of the {count} countries most alike are of the same "
            "region, on average over the countries of the region."
        ).format(count=COUNT),
        table=Table(
            caption=_("Peers of the same region among the {count} most alike").format(count=COUNT),
            header=[_("Region"), name, _("Countries")],
            rows=[
                [region_title(region), shown(mean, 1), str(sum(code in found for code in regions()[region]))]
                for region, mean in means.items()
            ],
        ),
    )


def _left_out(
    country: Country, wanted: tuple[str, ...], used: tuple[str, ...], among: tuple[str, ...]
) -> str:
    notes = []
    lacking = [_measure_name(name) for name in wanted if name not in used]
    if lacking:
        notes.append(
            _("{country} has no figure for {measures} in the tables, so the search goes without.").format(
                country=country.name, measures=", ".join(lacking)
            )
        )
    count = sum(len(measures_of(code, used)) < len(used) for code in among)
    if count:
        notes.append(
            ngettext(
                "{count} country lacks one of the measures and is left out.",
                "{count} countries lack one of the measures and are left out.",
                count,
            ).format(count=count)
        )
    return " ".join(notes)


def describe(country: Country | None, team: Mapping[str, Any], chosen: Mapping[str, float]) -> Chart:
    """Return the eight countries nearest to the reader's own, or how many peers share a region."""
    wanted, where = _MEASURES[int(chosen["by"])], int(chosen["where"])
    if country is None:
        return _world_view(wanted, "")
    if country.iso3 not in members():
        return _world_view(wanted, no_egdi(country, datasets.LATEST))
    used, among = measures_of(country.iso3, wanted), _among(country, where)
    peers = nearest(country.iso3, used, among)
    names = {peer.code: members()[peer.code].name for peer in peers}
    points = [
        Point(
            x=round(peer.distance, 2),
            y=names[peer.code],
            label=_("{distance}, {words}").format(
                distance=shown(peer.distance, 2), words=in_words(peer.distance)
            ),
        )
        for peer in peers
    ]
    return _chart(
        finding=_finding(country, peers, where),
        x=Axis(label=_("Distance: 0 is alike; a short bar is a near peer"), minimum=0, decimals=2),
        y=Axis(categories=[country.name, *names.values()], own=country.name),
        series=[
            Series(
                name=country.name, role="own", points=[Point(x=0, y=country.name, label=_("own country"))]
            ),
            Series(name=_("Countries most alike"), role="one", points=points),
        ],
        missing=_left_out(country, wanted, used, among),
        alt=_(
            "{count} bars, one for each of the countries most alike to {country}, the nearest first. The "
            "shorter the bar, the more alike; the bars are {low} to {high} long."
        ).format(
            count=len(peers),
            country=country.name,
            low=shown(peers[0].distance, 2),
            high=shown(peers[-1].distance, 2),
        ),
        table=_table(country, peers),
    )
