"""D1.6: who uses the Internet, by sex and by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Point, Series, Table
from .context import members


@dataclass(frozen=True)
class BySex:
    """Internet use of women and men of one country in its latest year with both, per cent."""

    year: int
    women: float
    men: float


@dataclass(frozen=True)
class Total:
    """Internet use of all people of a country in its latest year, per cent."""

    year: int
    value: float
    estimate: bool


def by_sex(code: str) -> BySex | None:
    """Return the latest pair of values of one country, or ``None``; never two years mixed."""
    women = datasets.series("internet_users_female_pct").get(code, {})
    men = datasets.series("internet_users_male_pct").get(code, {})
    both = set(women) & set(men)
    if not both:
        return None
    year = max(both)
    return BySex(year, _one_decimal(women[year].value), _one_decimal(men[year].value))


def total(code: str) -> Total | None:
    """Return the latest value for all people of one country, or ``None``."""
    years = datasets.series("internet_users_pct").get(code)
    if not years:
        return None
    year = max(years)
    return Total(year, _one_decimal(years[year].value), years[year].estimate)


def _world_by_sex() -> tuple[float, float]:
    return _use("World", "women"), _use("World", "men")


def _by_place(area: str) -> tuple[float, float]:
    return _use(area, "rural"), _use(area, "urban")


def _use(area: str, group: str) -> float:
    return datasets.itu_aggregate(area, group, "internet_users_pct")


def _one_decimal(value: float) -> float:
    return float(shown(value, 1))


def estimates_share() -> tuple[int, int]:
    """Return how many Member States' latest values ITU marks as estimates, and of how many."""
    latest = [one for code in members() if (one := total(code)) is not None]
    return sum(one.estimate for one in latest), len(latest)


def _rows() -> dict[str, str]:
    year = datasets.itu_edition()
    return {
        "world_sex": _("Women and men, world, {year}").format(year=year),
        "world_place": _("Rural and urban, world, {year}").format(year=year),
        "africa_place": _("Rural and urban, Africa (ITU region), {year}").format(year=year),
    }


def _pair(values: Sequence[float], row: str, decimals: int = 0) -> list[Point]:
    return [Point(x=value, y=row, label=shown(value, decimals)) for value in values]


def _world_finding() -> str:
    (rural, urban), (women, men) = _by_place("World"), _world_by_sex()
    return _(
        "World {year}: {places} points lie between urban and rural people's use of the Internet, {sexes} "
        "between men's and women's"
    ).format(
        year=datasets.itu_edition(),
        places=shown(urban - rural, 0),
        sexes=shown(men - women, 0),
    )


def _own_finding(country: Country, own: BySex) -> str:
    gap = round(own.men - own.women, 1)
    if gap > 0:
        template = _(
            "{country}, {year}: {women} per cent of women and {men} per cent of men used the Internet, women "
            "{gap} points behind"
        )
    elif gap < 0:
        template = _(
            "{country}, {year}: {women} per cent of women and {men} per cent of men used the Internet, men "
            "{gap} points behind"
        )
    else:
        template = _("{country}, {year}: {women} per cent of women and of men used the Internet")
    return template.format(
        country=country.name,
        year=own.year,
        women=shown(own.women, 1),
        men=shown(own.men, 1),
        gap=shown(abs(gap), 1),
    )


def _total_finding(country: Country, own: Total) -> str:
    if own.estimate:
        template = _(
            "{country}: no figures by sex; by ITU's estimate {value} per cent of all people used the "
            "Internet in {year}"
        )
    else:
        template = _(
            "{country}: no figures by sex; {value} per cent of all people used the Internet in {year}"
        )
    return template.format(country=country.name, value=shown(own.value, 1), year=own.year)


def _missing(country: Country, sexes: BySex | None, everybody: Total | None) -> str:
    if sexes:
        template = _(
            "{country}: the latest figures by sex are of {year} (World Bank table of 2024, which ends in "
            "2020); there are none by place. Compare the two sexes with each other only, not with another "
            "year or with totals."
        )
        return template.format(country=country.name, year=sexes.year)
    if everybody:
        template = _(
            "{country}: the World Bank's table of Internet use by sex (2005 to 2020) has no figures. The "
            "total of {year} from ITU stands in their place; it says nothing about women and men."
        )
        return template.format(country=country.name, year=everybody.year)
    return _(
        "{country}: neither the World Bank's table by sex (2005 to 2020) nor ITU's table of Internet use "
        "has a figure; the world view stands in its place."
    ).format(country=country.name)


def _notice() -> str:
    marked, every = estimates_share()
    return _(
        "In ITU's figures for the world the gap between town and country is wider than the gap between the "
        "sexes. Many countries have no recent figure by sex, and ITU marks {marked} of {every} countries' "
        "latest totals as estimates."
    ).format(marked=marked, every=every)


def _series(sexes: list[Point], places: list[Point], own_total: list[Point], name: str) -> list[Series]:
    series = [
        Series(name=_("Women"), role="one", points=sexes[0::2]),
        Series(name=_("Men"), role="five", points=sexes[1::2]),
        Series(name=_("Rural"), role="two", points=places[0::2]),
        Series(name=_("Urban"), role="four", points=places[1::2]),
    ]
    if own_total:
        series.append(Series(name=name, role="own", points=own_total))
    return series


def _table(series: list[Series], categories: list[str]) -> Table:
    rows = []
    for category in categories:
        cells = {one.name: point.label for one in series for point in one.points if point.y == category}
        rows.append([category, *(cells.get(one.name, "–") for one in series)])
    return Table(
        caption=_("People using the Internet, per cent"),
        header=[_("Who and when"), *(one.name for one in series)],
        rows=rows,
    )


def _alt(country: Country | None, own_row: str) -> str:
    if country is None:
        return _(
            "Rows with two marks each, in per cent: women and men in the world, rural and urban people in "
            "the world and in Africa. The two marks lie close together for the sexes and far apart for the "
            "places."
        )
    return _(
        "Rows in per cent. The first, marked with a diamond, is {row}; below it women and men in the world, "
        "then rural and urban people. The two marks of a row lie closer together for the sexes of the world "
        "than for its places."
    ).format(row=own_row)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return Internet use by sex of the reader's country beside ITU's figures by sex and by place."""
    sexes = by_sex(country.iso3) if country else None
    everybody = total(country.iso3) if country else None
    rows, own_row, finding, own_total = _rows(), "", _world_finding(), []
    sex_points = _pair(_world_by_sex(), rows["world_sex"])
    if country and sexes:
        own_row = _("Women and men, {country}, {year}").format(country=country.name, year=sexes.year)
        finding = _own_finding(country, sexes)
        sex_points = _pair((sexes.women, sexes.men), own_row, 1) + sex_points
    elif country and everybody:
        own_row = _("All people, {country}, {year}").format(country=country.name, year=everybody.year)
        if everybody.estimate:
            own_row = _("All people, {country}, {year} (estimate)").format(
                country=country.name, year=everybody.year
            )
        finding = _total_finding(country, everybody)
        own_total = [Point(x=everybody.value, y=own_row, label=shown(everybody.value, 1))]
    place_points = _pair(_by_place("World"), rows["world_place"])
    categories = [own_row] * bool(own_row) + [rows["world_sex"], rows["world_place"]]
    if country is None or country.region == "Africa" or not own_row:
        place_points += _pair(_by_place("Africa"), rows["africa_place"])
        categories.append(rows["africa_place"])
    series = _series(sex_points, place_points, own_total, country.name if country else "")
    return Chart(
        id="D1.6",
        kind="dots",
        question=_("Who is missing?"),
        finding=finding,
        notice=_notice(),
        x=Axis(label=_("People using the Internet, per cent"), minimum=0, maximum=100, decimals=1),
        y=Axis(categories=categories, own=own_row),
        series=series,
        joined=True,
        missing=_missing(country, sexes, everybody) if country else "",
        source=_(
            "Source: ITU via World Bank, World Development Indicators (by sex, to 2020); ITU DataHub "
            "(totals, 2025); ITU, Measuring Digital Development: Facts and Figures {year} (world and "
            "Africa)."
        ).format(year=datasets.itu_edition()),
        alt=_alt(country if own_row else None, own_row),
        table=_table(series, categories),
    )
