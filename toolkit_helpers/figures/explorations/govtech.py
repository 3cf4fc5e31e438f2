"""D1.5 and D3.2: the four parts of the World Bank's GovTech Maturity Index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..description import Axis, Chart, Point, Role, Series, Table
from .context import Peers, income_groups, income_name, mean_of, peers_of, the_mean_of

PARTS: Final = ("cgsi", "psdi", "dcei", "gtei")
BEFORE: Final = 2022
NOW: Final = 2025
"""Editions shown.  That of 2020 is left out: its questionnaire differs, so no line may join it to these."""
_GROUP_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four")

Parts = Mapping[str, float]


def part_name(code: str) -> str:
    """Return what one of the four parts is about, with its short name."""
    return {
        "cgsi": _("Core systems (CGSI)"),
        "psdi": _("Service delivery (PSDI)"),
        "dcei": _("Citizen engagement (DCEI)"),
        "gtei": _("Enablers (GTEI)"),
    }[code]


def part_values(year: int) -> dict[str, dict[str, float]]:
    """Return each part's values by ISO code for the Member States and observers of one edition."""
    rows = datasets.gtmi(year)
    return {
        part: {code: value for code, row in rows.items() if (value := getattr(row, part)) is not None}
        for part in PARTS
    }


def part_means(year: int, codes: Iterable[str] | None = None) -> dict[str, float]:
    """Return each part's unweighted mean over those codes that have a value; over all without codes."""
    wanted = None if codes is None else tuple(codes)
    return {part: mean_of(values, wanted) for part, values in part_values(year).items()}


def own_parts(country: Country, year: int) -> dict[str, float]:
    """Return the country's values by part; empty if it is not in the edition."""
    return {
        part: values[country.iso3] for part, values in part_values(year).items() if country.iso3 in values
    }


def _series(name: str, role: Role, parts: Parts, *, earlier: bool = False, labels: bool = False) -> Series:
    points = [
        Point(x=round(value, 4), y=part_name(part), label=shown(value) if labels else "")
        for part, value in parts.items()
    ]
    return Series(name=name, role=role, points=points, style="hollow" if earlier else "solid")


def _table(columns: Mapping[str, Parts]) -> Table:
    return Table(
        caption=_("Parts of the GovTech Maturity Index, 0 to 1"),
        header=[_("Part"), *columns],
        rows=[
            [part_name(part), *(shown(one[part]) if part in one else "–" for one in columns.values())]
            for part in PARTS
        ],
    )


def _finding(country: Country, own: Parts, means: Parts, year: int, comparison: str) -> str:
    ahead = {part: own[part] - means[part] for part in PARTS}
    above = sum(round(value, 4) > 0 for value in ahead.values())
    weakest = min(PARTS, key=lambda part: ahead[part])
    fields = {
        "country": country.name,
        "year": year,
        "comparison": comparison,
        "part": part_name(weakest),
        "value": shown(own[weakest]),
        "mean": shown(means[weakest]),
        "above": above,
    }
    if above == len(PARTS):
        template = _(
            "{country} {year}: above {comparison} in all four parts, by least in {part}: {value} "
            "against {mean}"
        )
    elif above == 0:
        template = _(
            "{country} {year}: above {comparison} in none of four parts, furthest from it in {part}: "
            "{value} against {mean}"
        )
    else:
        template = _(
            "{country} {year}: above {comparison} in {above} of 4 parts, furthest below it in "
            "{part}: {value} against {mean}"
        )
    return template.format(**fields)


def stale(country: Country) -> str:
    """Return the sentence for a country that only the earlier edition holds."""
    return _(
        "{country} is not in the World Bank's data of {now}; its values of {before} stand in their place and "
        "are marked as such."
    ).format(country=country.name, now=NOW, before=BEFORE)


def absent(country: Country) -> str:
    """Return the sentence for a country that no edition shown holds."""
    return _(
        "{country} is not in the World Bank's data of {before} or {now}; the world view stands in its place."
    ).format(country=country.name, before=BEFORE, now=NOW)


def _notice() -> str:
    return _(
        "Most answers are the governments' own, and what exists on paper need not work in practice. The "
        "questionnaire of 2020 differs, so that edition is not drawn as an earlier point."
    )


def _source() -> str:
    return _(
        "Source: World Bank, GovTech Maturity Index, editions {before} and {now}. Means are unweighted, of "
        "Member States and observers."
    ).format(before=BEFORE, now=NOW)


def _axes() -> dict[str, Axis]:
    return {
        "x": Axis(label=_("Index of each part, 0 to 1"), minimum=0, maximum=1, decimals=4),
        "y": Axis(categories=[part_name(part) for part in PARTS]),
    }


def _with_country(
    country: Country, code: str, comparison: str, mean: str, role: Role, codes: Iterable[str] | None
) -> Chart:
    """Build the chart of a country beside a group's means; ``codes`` is ``None`` for the world."""
    wanted = None if codes is None else tuple(codes)
    now, before = own_parts(country, NOW), own_parts(country, BEFORE)
    year = NOW if now else BEFORE
    missing = [] if now else [stale(country)]
    shown = [(country.name, "own", now, NOW), (country.name, "own", before, BEFORE)]
    shown += [(mean, role, part_means(NOW, wanted), NOW), (mean, role, part_means(BEFORE, wanted), BEFORE)]
    columns, series = {}, []
    for name, one, parts, edition in shown:
        if parts:
            title = _("{name}, {year}").format(name=name, year=edition)
            columns[title] = parts
            latest = one == "own" and edition == year
            series.append(
                _series(title, one, parts, earlier=edition == BEFORE, labels=latest)  # type: ignore[arg-type]
            )
    return Chart(
        id=code,
        kind="dots",
        question=_questions()[code],
        finding=_finding(country, now or before, part_means(year, wanted), year, comparison),
        notice=_notice(),
        series=series,
        missing=" ".join(missing),
        source=_source(),
        alt=_(
            "One row for each of four parts of the index. A filled diamond shows {country} in {year}; "
            "filled marks are of {now}, hollow ones of {before}, and a thin line joins the two. The other "
            "marks show {comparison}."
        ).format(country=country.name, year=year, now=NOW, before=BEFORE, comparison=comparison)
        if now
        else _(
            "One row for each of four parts of the index. A hollow diamond shows {country} in {before}; "
            "filled marks show {comparison} in {now}, hollow ones in {before}."
        ).format(country=country.name, now=NOW, before=BEFORE, comparison=comparison),
        table=_table(columns),
        **_axes(),
    )


def _questions() -> dict[str, str]:
    return {
        "D1.5": _("Engine room or shop window?"),
        "D3.2": _("Which institutional pieces exist on paper?"),
    }


def _world(missing: str) -> Chart:
    now, before = part_means(NOW), part_means(BEFORE)
    best, least = max(PARTS, key=lambda part: now[part]), min(PARTS, key=lambda part: now[part])
    name_now, name_before = (_("World mean, {year}").format(year=year) for year in (NOW, BEFORE))
    return Chart(
        id="D1.5",
        kind="dots",
        question=_questions()["D1.5"],
        finding=_("World means {year}: {best} leads with {high}, {least} comes last with {low}").format(
            year=NOW,
            best=part_name(best),
            high=shown(now[best]),
            least=part_name(least),
            low=shown(now[least]),
        ),
        notice=_notice(),
        series=[
            _series(name_now, "world", now, labels=True),
            _series(name_before, "world", before, earlier=True),
        ],
        missing=missing,
        source=_source(),
        alt=_(
            "One row for each of four parts of the index. A filled circle shows the world mean of {now}, a "
            "hollow one that of {before}; a thin line joins the two."
        ).format(now=NOW, before=BEFORE),
        table=_table({name_now: now, name_before: before}),
        **_axes(),
    )


def _groups(missing: str) -> Chart:
    columns = {
        _("Mean of {group}").format(group=income_name(name)): part_means(NOW, codes)
        for name, codes in income_groups().items()
    }
    spread = {
        part: max(one[part] for one in columns.values()) - min(one[part] for one in columns.values())
        for part in PARTS
    }
    widest = max(PARTS, key=lambda part: spread[part])
    series = [
        _series(name, role, parts) for (name, parts), role in zip(columns.items(), _GROUP_ROLES, strict=True)
    ]
    return Chart(
        id="D3.2",
        kind="dots",
        question=_questions()["D3.2"],
        finding=_("Income groups {year}: the group means lie furthest apart in {part}, by {spread}").format(
            year=NOW, part=part_name(widest), spread=shown(spread[widest])
        ),
        notice=_notice(),
        series=series,
        missing=missing,
        source=_(
            "Source: World Bank, GovTech Maturity Index {now}; income groups: World Bank {list}. Means "
            "are unweighted."
        ).format(now=NOW, list=datasets.income_list()),
        alt=_(
            "One row for each of four parts of the index, with one mark for the mean of each of four income "
            "groups in {now}, each group with a shape of its own."
        ).format(now=NOW),
        table=_table(columns),
        **_axes(),
    )


def describe_with_world(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return D1.5: the four parts, own country beside the world mean, 2025 with 2022 as a hollow mark."""
    if country is None:
        return _world("")
    if not (own_parts(country, NOW) or own_parts(country, BEFORE)):
        return _world(absent(country))
    return _with_country(country, "D1.5", _("the world mean"), _("World mean"), "world", None)


def describe_with_peers(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return D3.2: the four parts of 2022 and 2025, own country beside its income group."""
    if country is None:
        return _groups("")
    if not (own_parts(country, NOW) or own_parts(country, BEFORE)):
        return _groups(absent(country))
    peers: Peers = peers_of(country)
    mean = _("Mean of {group}").format(group=peers.name)
    chart = _with_country(country, "D3.2", the_mean_of(peers.name), mean, peers.role, peers.codes)
    source = _(
        "Source: World Bank, GovTech Maturity Index, editions {before} and {now}; income groups: World Bank "
        "{list}, the same countries in both years. Means are unweighted."
    ).format(before=BEFORE, now=NOW, list=datasets.income_list())
    missing = " ".join(filter(None, (chart.missing, peers.missing)))
    return chart.model_copy(update={"source": source, "missing": missing})
