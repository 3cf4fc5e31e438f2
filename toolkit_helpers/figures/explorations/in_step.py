"""D2.1: how far the three components of the EGDI move together."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import correlation, median
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.benchmark import peer_position
from ...methods.display import shown
from ..description import Axis, Chart, Mark, Point, Series, Table
from .components import BEFORE, Values, component_values
from .context import no_egdi

PAIRS: Final = (("OSI", "HCI"), ("OSI", "TII"), ("HCI", "TII"))
CLOSE: Final = 10
"""Percentile points up to which components of a country are told to be in step."""


def correlations(values: Values) -> dict[tuple[str, str], float]:
    """Return Pearson's correlation of each pair of components over the Member States.

    >>> {pair: round(r, 3) for pair, r in correlations(component_values(2024)).items()}
    {('OSI', 'HCI'): 0.792, ('OSI', 'TII'): 0.73, ('HCI', 'TII'): 0.823}
    """
    return {
        (one, two): correlation(
            [values[one][code] for code in values[one]], [values[two][code] for code in values[one]]
        )
        for one, two in PAIRS
    }


def percentiles(country: Country, values: Values) -> dict[str, float]:
    """Return the country's percentile in each component, 0 to 100 (method M03)."""
    found = {}
    for name, one in values.items():
        position = peer_position(one, country.iso3).value
        if position and position.percentile is not None:
            found[name] = position.percentile
    return found


def _halves(values: Values) -> dict[str, dict[str, bool]]:
    """Return for each country whether it lies above the median, component by component."""
    middle = {name: median(one.values()) for name, one in values.items()}
    return {code: {name: values[name][code] > middle[name] for name in values} for code in values["OSI"]}


def _world_finding(now: Mapping[tuple[str, str], float], year: int) -> str:
    template = _(
        "Components move together, but not in step: correlations of {year} are {osi_hci} (OSI and HCI), "
        "{osi_tii} (OSI and TII) and {hci_tii} (HCI and TII)"
    )
    return template.format(
        year=year,
        osi_hci=shown(now["OSI", "HCI"], 3),
        osi_tii=shown(now["OSI", "TII"], 3),
        hci_tii=shown(now["HCI", "TII"], 3),
    )


def _own_finding(country: Country, places: Mapping[str, float], year: int) -> str:
    apart = max(places.values()) - min(places.values())
    fields = {
        "country": country.name,
        "year": year,
        "osi": shown(places["OSI"], 1),
        "tii": shown(places["TII"], 1),
        "hci": shown(places["HCI"], 1),
        "apart": shown(apart, 1),
    }
    if apart <= CLOSE:
        template = _(
            "{country} {year}: percentile {osi} in OSI, {tii} in TII and {hci} in HCI; the components are in "
            "step"
        )
    else:
        template = _(
            "{country} {year}: percentile {osi} in OSI, {tii} in TII and {hci} in HCI, up to {apart} points "
            "apart"
        )
    return template.format(**fields)


def _notice(values: Values) -> str:
    halves = _halves(values)
    uneven = sum(len(set(one.values())) > 1 for one in halves.values())
    return _(
        "A correlation of 1 would mean in step, 0 no relation at all. {uneven} of {count} Member States lie "
        "above the median in one component and not in another: related is not identical, and there is room "
        "for uneven paths. No correlation says what causes what; since 2024 TII and HCI are defined anew."
    ).format(uneven=uneven, count=len(halves))


def _table(values: Values, country: Country | None, places: Mapping[str, float], year: int) -> Table:
    now, then = correlations(values), correlations(component_values(BEFORE))
    rows = [
        [
            _("Correlation of {one} and {two}, {year}").format(one=one, two=two, year=year),
            shown(now[one, two], 3),
            _("{before}: {value}").format(before=BEFORE, value=shown(then[one, two], 3)),
        ]
        for one, two in PAIRS
    ]
    names = {
        (True, True): _("Above the median in OSI and in TII"),
        (True, False): _("Above the median in OSI only"),
        (False, True): _("Above the median in TII only"),
        (False, False): _("Above the median in neither"),
    }
    halves = _halves(values)
    for (osi, tii), name in names.items():
        codes = [code for code, one in halves.items() if (one["OSI"], one["TII"]) == (osi, tii)]
        every = sorted((values["OSI"][code], values["TII"][code]) for code in codes)
        rows.append([name, str(len(codes)), " · ".join(_pair(*pair) for pair in every)])
    middle = (median(values["OSI"].values()), median(values["TII"].values()))
    rows.append([_("Medians"), "–", _pair(*middle)])
    if country:
        own = _pair(values["OSI"][country.iso3], values["TII"][country.iso3])
        rows.append([country.name, "1", own])
        rows += [
            [
                _("{country}: percentile in {component}").format(country=country.name, component=name),
                shown(place, 1),
                "–",
            ]
            for name, place in places.items()
        ]
    return Table(
        caption=_("Components of the EGDI {year} and how they go together").format(year=year),
        header=[
            _("What"),
            _("Number"),
            _("Every pair, OSI: TII; or the edition of {before}").format(before=BEFORE),
        ],
        rows=rows,
    )


def _pair(osi: float, tii: float) -> str:
    return f"{shown(osi)}: {shown(tii)}"


def _dots(values: Values, without: str) -> list[Point]:
    return [
        Point(x=round(osi, 4), y=round(values["TII"][code], 4))
        for code, osi in values["OSI"].items()
        if code != without
    ]


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the scatter of the loosest pair, services and networks, with the correlations of all three."""
    year = datasets.LATEST
    values = component_values(year)
    missing = ""
    if country and not all(country.iso3 in one for one in values.values()):
        missing, country = no_egdi(country, year), None
    places = percentiles(country, values) if country else {}
    series = [
        Series(
            name=_("One country each"), role="group", points=_dots(values, country.iso3 if country else "")
        )
    ]
    alt = _(
        "Scatter of {count} dots, one for each Member State: the further right services (OSI) stand, the "
        "higher networks (TII) tend to be, in a broad band. Two thin lines show the medians."
    ).format(count=len(values["OSI"]))
    if country:
        osi, tii = round(values["OSI"][country.iso3], 4), round(values["TII"][country.iso3], 4)
        own = Point(x=osi, y=tii, label=country.name)
        series.append(Series(name=country.name, role="own", points=[own]))
        template = _("A diamond with its name shows {country} at OSI {osi} and TII {tii}.")
        alt = f"{alt} {template.format(country=country.name, osi=shown(osi), tii=shown(tii))}"
    middle = {name: round(median(values[name].values()), 4) for name in ("OSI", "TII")}
    return Chart(
        id="D2.1",
        kind="scatter",
        question=_("Do components move together?"),
        finding=_own_finding(country, places, year)
        if country
        else _world_finding(correlations(values), year),
        notice=_notice(values),
        x=Axis(
            label=_("OSI {year}: online services, 0 to 1").format(year=year), minimum=0, maximum=1, decimals=4
        ),
        y=Axis(label=_("TII {year}: networks, 0 to 1").format(year=year), minimum=0, maximum=1, decimals=4),
        series=series,
        marks=[
            Mark(x=middle["OSI"], label=_("median")),
            Mark(x=middle["TII"], label=_("median"), horizontal=True),
        ],
        missing=missing,
        source=_("Source: UN DESA, United Nations E-Government Survey {before} and {year}.").format(
            before=BEFORE, year=year
        ),
        alt=alt,
        table=_table(values, country, places, year),
    )
