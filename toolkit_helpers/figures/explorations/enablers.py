"""D6.1: whether institutions and services move together, in two parts of the GovTech Maturity Index."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import correlation
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import shown
from ..description import Axis, Chart, Point, Series, Table
from .context import mean_of
from .govtech import BEFORE, NOW, absent, own_parts, part_values

FAR: Final = 0.2
"""Lead of services over enablers that the chart counts as far ahead (the workbook's own yardstick)."""

Pair = tuple[float, float]
"""Enablers and services of one economy, 0 to 1."""


def pairs(year: int) -> dict[str, Pair]:
    """Return enablers (GTEI) and services (PSDI) by ISO code for one edition.

    >>> len(pairs(2025))
    193
    """
    parts = part_values(year)
    return {code: (enablers, parts["psdi"][code]) for code, enablers in parts["gtei"].items()}


def together(values: Mapping[str, Pair]) -> float:
    """Return Pearson's correlation of enablers and services.

    >>> round(together(pairs(2025)), 2), round(together(pairs(2022)), 2)
    (0.9, 0.86)
    """
    return correlation([one for one, _two in values.values()], [two for _one, two in values.values()])


def _lead(pair: Pair) -> float:
    return round(pair[1], 4) - round(pair[0], 4)


def _means(values: Mapping[str, Pair]) -> Pair:
    return tuple(mean_of({code: pair[place] for code, pair in values.items()}) for place in (0, 1))  # type: ignore[return-value]


def _finding(country: Country | None, values: Mapping[str, Pair], year: int) -> str:
    if country is None:
        return _(
            "Institutions and services move together: the correlation of enablers and services is {now} in "
            "{year}, {then} in {before}"
        ).format(
            now=shown(together(values), 2), year=NOW, then=shown(together(pairs(BEFORE)), 2), before=BEFORE
        )
    enablers, services = values[country.iso3]
    lead = _lead((enablers, services))
    fields = {
        "country": country.name,
        "year": year,
        "enablers": shown(enablers),
        "services": shown(services),
        "lead": shown(abs(lead)),
    }
    if lead > 0:
        template = _(
            "{country} {year}: services {services}, enablers {enablers}; services are ahead by {lead}"
        )
    elif lead < 0:
        template = _(
            "{country} {year}: services {services}, enablers {enablers}; enablers are ahead by {lead}"
        )
    else:
        template = _("{country} {year}: services and enablers stand at the same value, {services}")
    return template.format(**fields)


def _notice(values: Mapping[str, Pair]) -> str:
    ahead = sum(_lead(pair) > 0 for pair in values.values())
    far = sum(_lead(pair) >= FAR for pair in values.values())
    sentence = ngettext(
        "Services are ahead of enablers in {ahead} of {all} economies, by {gap} or more in {far} of them.",
        "Services are ahead of enablers in {ahead} of {all} economies, by {gap} or more in {far} of them.",
        ahead,
    ).format(ahead=ahead, all=len(values), gap=shown(FAR, 1), far=far)
    caution = _(
        "Services that run ahead of rules, bodies and skills carry risk: who protects the data, who answers, "
        "who repairs? But correlation is not cause. Both parts come from one questionnaire, mostly answered "
        "by the governments themselves, and money may drive both."
    )
    return f"{sentence} {caution}"


def _pair(pair: Pair) -> str:
    return f"{shown(pair[0])}: {shown(pair[1])}"


def _listed(values: list[Pair]) -> str:
    return " · ".join(_pair(pair) for pair in sorted(values)) or "–"


def _table(country: Country | None, values: Mapping[str, Pair], year: int) -> Table:
    groups = {
        _("Services far ahead, by {gap} or more").format(gap=shown(FAR, 1)): [
            pair for pair in values.values() if _lead(pair) >= FAR
        ],
        _("Services ahead by less"): [pair for pair in values.values() if 0 < _lead(pair) < FAR],
        _("Enablers ahead, or both the same"): [pair for pair in values.values() if _lead(pair) <= 0],
    }
    rows = [[name, str(len(found)), _listed(found)] for name, found in groups.items()]
    for edition in (BEFORE, NOW):
        own = pairs(edition)
        means = _("Means: {pair}").format(pair=_pair(_means(own)))
        title = _("Correlation of enablers and services, {year}").format(year=edition)
        rows.append([title, shown(together(own), 2), means])
    rows.append([_("Line of equal values"), "–", _("from 0 and 0 to 1 and 1")])
    if country:
        rows.append(
            [_("{country}, {year}").format(country=country.name, year=year), "1", _pair(values[country.iso3])]
        )
    return Table(
        caption=_("Enablers (GTEI) and services (PSDI), {year}").format(year=year),
        header=[_("What"), _("Number"), _("Every pair, enablers: services")],
        rows=rows,
    )


def _series(country: Country | None, values: Mapping[str, Pair]) -> list[Series]:
    own = country.iso3 if country else ""
    dots = [
        Point(x=round(enablers, 4), y=round(services, 4))
        for code, (enablers, services) in values.items()
        if code != own
    ]
    found = [
        Series(name=_("One economy each"), role="group", points=dots),
        Series(name=_("Equal values"), role="world", points=[Point(x=0, y=0), Point(x=1, y=1)], style="line"),
    ]
    if country:
        enablers, services = values[country.iso3]
        point = Point(x=round(enablers, 4), y=round(services, 4), label=country.name)
        found.append(Series(name=country.name, role="own", points=[point]))
    return found


def _alt(country: Country | None, values: Mapping[str, Pair]) -> str:
    text = _(
        "Scatter of {count} dots, one for each economy, in a band from the lower left to the upper right: "
        "the higher the enablers, the higher the services. A line marks equal values; above it services are "
        "ahead."
    ).format(count=len(values))
    if country is None:
        return text
    enablers, services = values[country.iso3]
    own = _("A diamond with its name shows {country} at enablers {enablers} and services {services}.")
    return f"{text} {own.format(country=country.name, enablers=shown(enablers), services=shown(services))}"


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return enablers and services of all economies, the reader's too; 2022 where 2025 has none."""
    missing, year = "", NOW
    if country and not own_parts(country, NOW):
        if own_parts(country, BEFORE):
            year = BEFORE
            missing = _(
                "{country} is not in the World Bank's data of {now}; the chart shows all economies in "
                "{before} instead."
            ).format(country=country.name, now=NOW, before=BEFORE)
        else:
            missing, country = absent(country), None
    values = pairs(year)
    return Chart(
        id="D6.1",
        kind="scatter",
        question=_("Do institutions and services move together?"),
        finding=_finding(country, values, year),
        notice=_notice(values),
        x=Axis(
            label=_("Enablers (GTEI) {year}: rules, bodies, skills, 0 to 1").format(year=year),
            minimum=0,
            maximum=1,
            decimals=4,
        ),
        y=Axis(label=_("Services (PSDI) {year}, 0 to 1").format(year=year), minimum=0, maximum=1, decimals=4),
        series=_series(country, values),
        missing=missing,
        source=_("Source: World Bank, GovTech Maturity Index, editions {before} and {now}.").format(
            before=BEFORE, now=NOW
        ),
        alt=_alt(country, values),
        table=_table(country, values, year),
    )
