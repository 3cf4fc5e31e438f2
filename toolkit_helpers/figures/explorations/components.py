"""D1.3: the three components of the EGDI and the gap between services and networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ...vocabulary import COMPONENTS
from ..description import Axis, Chart, Point, Series, Table
from .context import Peers, mean_of, no_egdi, peers_of, region_name, regions

BEFORE: Final = 2018
"""Earlier edition shown beside the latest: the last but two before TII and HCI were redefined in 2024."""

Values = Mapping[str, Mapping[str, float]]


def component_values(year: int) -> dict[str, dict[str, float]]:
    """Return OSI, TII and HCI of every Member State ranked in an edition: component, then ISO code."""
    rows = {code: row for code, row in datasets.egdi(year).items() if row.assessed}
    return {
        name: {code: value for code, row in rows.items() if (value := getattr(row, name.lower())) is not None}
        for name in COMPONENTS
    }


def component_name(code: str) -> str:
    """Return a component's short name with what it is about."""
    return {
        "OSI": _("OSI: online services"),
        "TII": _("TII: networks"),
        "HCI": _("HCI: human capital"),
    }[code]


def gap_name() -> str:
    """Return the name of the row that holds the gap."""
    return _("Gap OSI − TII")


def _means(values: Values, codes: tuple[str, ...] | None = None) -> dict[str, float]:
    return {name: mean_of(one, codes) for name, one in values.items()}


def _of(country: Country, values: Values) -> dict[str, float]:
    return {name: one[country.iso3] for name, one in values.items()}


def _points(values: Mapping[str, float], *, labels: bool, arrow: bool) -> list[Point]:
    rounded = {name: round(value, 4) for name, value in values.items()}
    points = [
        Point(x=value, y=component_name(name), label=shown(value) if labels else "")
        for name, value in rounded.items()
    ]
    if arrow:
        gap = values["OSI"] - values["TII"]
        points.append(Point(x=rounded["OSI"], start=rounded["TII"], y=gap_name(), label=signed(gap)))
    return points


def _own_finding(country: Country, own: Mapping[str, float], peers: Peers, means: Mapping[str, float]) -> str:
    below = {name: own[name] - means[name] for name in own}
    weakest = min(below, key=lambda name: below[name])
    if below[weakest] < 0:
        template = _(
            "{country}: {component} ({value}) is the component furthest below the mean of {peers} ({mean})"
        )
    else:
        template = _(
            "{country}: no component is below the mean of {peers}; {component} ({value}) is the least ahead "
            "of it ({mean})"
        )
    return template.format(
        country=country.name,
        component=weakest,
        value=shown(own[weakest]),
        peers=peers.name,
        mean=shown(means[weakest]),
    )


def _gap_notice(own: Mapping[str, float], world: Mapping[str, float]) -> str:
    gap, usual = own["OSI"] - own["TII"], world["OSI"] - world["TII"]
    if round(gap, 4) > round(usual, 4):
        template = _(
            "Services minus networks is {gap}, more than the world mean of {usual}: ask who cannot reach the "
            "services already online."
        )
    elif round(gap, 4) < round(usual, 4):
        template = _(
            "Services minus networks is {gap}, less than the world mean of {usual}: ask what keeps services "
            "behind the networks."
        )
    else:
        template = _("Services minus networks is {gap}, as in the world mean of {usual}.")
    return template.format(gap=signed(gap), usual=signed(usual))


def _method_notice() -> str:
    return _(
        "OSI and TII are standardised apart, so the gap is a reason to ask, not a measured quantity. Since "
        "2024 the TII counts affordability instead of fixed broadband and the HCI counts e-government "
        "literacy: ask how much of a change is progress and how much is the new yardstick."
    )


def _world_finding(now: Mapping[str, float], then: Mapping[str, float], year: int) -> str:
    fields = {
        "then": signed(then["OSI"] - then["TII"]),
        "now": signed(now["OSI"] - now["TII"]),
        "before": BEFORE,
        "year": year,
    }
    if then["OSI"] > then["TII"] and now["OSI"] < now["TII"]:
        template = _(
            "World mean of services minus networks: {then} in {before}, {now} in {year}, so the order "
            "reversed"
        )
    else:
        template = _("World mean of services minus networks: {then} in {before} and {now} in {year}")
    return template.format(**fields)


def _africa_notice(year: int) -> str:
    now, then = (_means(component_values(one), regions()["Africa"]) for one in (year, BEFORE))
    return _(
        "{region}, {before}: OSI {osi_then}, TII {tii_then}; {year}: OSI {osi_now}, TII {tii_now}."
    ).format(
        region=region_name("Africa"),
        before=BEFORE,
        year=year,
        osi_then=shown(then["OSI"]),
        tii_then=shown(then["TII"]),
        osi_now=shown(now["OSI"]),
        tii_now=shown(now["TII"]),
    )


def _table(columns: Mapping[str, Mapping[str, float]], year: int) -> Table:
    rows = [
        [component_name(name), *(shown(column[name]) for column in columns.values())] for name in COMPONENTS
    ]
    rows.append([gap_name(), *(signed(column["OSI"] - column["TII"]) for column in columns.values())])
    return Table(
        caption=_("Components of the EGDI {year}, 0 to 1").format(year=year),
        header=[_("Component"), *columns],
        rows=rows,
    )


def _chart(
    series: list[Series], columns: Mapping[str, Mapping[str, float]], year: int, **texts: str
) -> Chart:
    return Chart(
        id="D1.3",
        kind="bar",
        question=_("Which component limits us?"),
        x=Axis(label=_("Component index {year}, 0 to 1").format(year=year), minimum=0, maximum=1, decimals=4),
        y=Axis(categories=[*map(component_name, COMPONENTS), gap_name()]),
        series=series,
        table=_table(columns, year),
        **texts,
    )


def _world_view(year: int, missing: str) -> Chart:
    now, then = _means(component_values(year)), _means(component_values(BEFORE))
    name_now, name_then = (_("World mean {year}").format(year=one) for one in (year, BEFORE))
    return _chart(
        [
            Series(name=name_now, role="world", points=_points(now, labels=True, arrow=True)),
            Series(name=name_then, role="one", points=_points(then, labels=False, arrow=True), style="tick"),
        ],
        {name_now: now, name_then: then},
        year,
        finding=_world_finding(now, then, year),
        notice=f"{_africa_notice(year)} {_method_notice()}",
        missing=missing,
        source=_(
            "Source: UN DESA, United Nations E-Government Survey {before} and {year}. Means are unweighted."
        ).format(before=BEFORE, year=year),
        alt=_(
            "Three bars show the world means of the components in {year}, strokes those of {before}. Below, "
            "an arrow runs from networks (TII) to services (OSI) for each edition: to the right in {before} "
            "where services led, to the left where networks lead."
        ).format(year=year, before=BEFORE),
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the bars of the components, with peers' and world means as strokes and the gap as an arrow."""
    year = datasets.LATEST
    values = component_values(year)
    if country is None:
        return _world_view(year, "")
    if not all(country.iso3 in one for one in values.values()):
        return _world_view(year, no_egdi(country, year))
    own, world, peers = _of(country, values), _means(values), peers_of(country)
    means = _means(values, peers.codes)
    peers_name, world_name = _("Mean of {peers}").format(peers=peers.name), _("World mean")
    return _chart(
        [
            Series(name=country.name, role="own", points=_points(own, labels=True, arrow=True)),
            Series(
                name=peers_name,
                role=peers.role,
                points=_points(means, labels=False, arrow=False),
                style="tick",
            ),
            Series(
                name=world_name, role="world", points=_points(world, labels=False, arrow=True), style="tick"
            ),
        ],
        {country.name: own, peers_name: means, world_name: world},
        year,
        finding=_own_finding(country, own, peers, means),
        notice=f"{_gap_notice(own, world)} {_method_notice()}",
        missing=peers.missing,
        source=_(
            "Source: UN DESA, United Nations E-Government Survey {year}; income groups: World Bank {list}. "
            "Means are unweighted."
        ).format(year=year, list=datasets.income_list()),
        alt=_(
            "Three bars show the components of {country}, strokes across them the mean of {peers} and of "
            "the world. Below, two arrows run from networks (TII) to services (OSI): {gap} for {country}, "
            "{usual} for the world mean; an arrow to the right means that services are ahead."
        ).format(
            country=country.name,
            peers=peers.name,
            gap=signed(own["OSI"] - own["TII"]),
            usual=signed(world["OSI"] - world["TII"]),
        ),
    )
