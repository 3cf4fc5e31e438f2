"""D5.1: which foundations the peers have, part by part of the GovTech Maturity Index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import listed as names_of
from ...methods.display import shown
from ..description import Axis, Chart, Point, Series, Table
from .context import Peers, listed, mean_of, peers_of
from .govtech import BEFORE, NOW, PARTS, absent, own_parts, part_name, part_values, stale

FIRST: Final = 2020
"""Edition with another questionnaire: in the table only, and never joined to the later ones."""
STRONG: Final = 0.75
"""Lower bound of group A, taken as the mark of a part that is in place."""
GROUPS: Final = {"A": 0.75, "B": 0.50, "C": 0.25, "D": 0.0}


def strong(part: str, year: int, codes: tuple[str, ...]) -> tuple[int, int]:
    """Return how many of these countries reach 0.75 in a part, and how many have a value at all.

    >>> strong("gtei", 2025, ("KOR", "RWA", "XXX"))
    (2, 2)
    """
    values = part_values(year)[part]
    known = [values[code] for code in codes if code in values]
    return sum(value >= STRONG for value in known), len(known)


def _group(country: Country, year: int) -> str:
    row = datasets.gtmi(year).get(country.iso3)
    if row is None or row.gtmi is None:
        return "–"
    return _("{index}, group {group}").format(index=shown(row.gtmi), group=row.group)


def _finding(country: Country, peers: Peers, others: tuple[str, ...], year: int) -> str:
    counts = {part: strong(part, year, others) for part in PARTS}
    numbers = [high for high, _every in counts.values()]
    fields = {
        "country": country.name,
        "year": year,
        "n": counts[PARTS[0]][1],
        "peers": peers.name,
        "most": _with(counts, max(numbers)),
        "high": max(numbers),
        "least": _with(counts, min(numbers)),
        "low": min(numbers),
    }
    if peers.role == "income":
        template = _(
            "{country} and {n} other {peers}, {year}: {high} of these reach 0.75 in {most}, {low} in {least}"
        )
    else:
        template = _(
            "{country} and {n} others in {peers}, {year}: {high} of these reach 0.75 in {most}, {low} in "
            "{least}"
        )
    return template.format(**fields)


def _with(counts: Mapping[str, tuple[int, int]], number: int) -> str:
    """Return the parts in which so many peers reach 0.75."""
    return names_of(part_name(part) for part in PARTS if counts[part][0] == number)


def _notice() -> str:
    return _(
        "In 2022, 147 of 198 economies had a strategy for digital government or GovTech (World Bank, 2022): "
        "a strategy is common, implementation makes the difference. The questionnaire of 2020 differs, so "
        "its values stand in the table only. Most answers are the governments' own: what exists on paper "
        "need not work."
    )


def _table(country: Country, others: tuple[str, ...], year: int) -> Table:
    editions = [(edition, own_parts(country, edition)) for edition in (NOW, BEFORE, FIRST)]
    rows = []
    for part in PARTS:
        values = part_values(year)[part]
        known = [values[code] for code in others if code in values]
        count, every = strong(part, year, others)
        rows.append(
            [
                part_name(part),
                *(shown(parts[part]) if part in parts else "–" for _edition, parts in editions),
                shown(mean_of(values, others)),
                _("{count} of {every}").format(count=count, every=every),
                listed(known),
            ]
        )
    index = [_group(country, edition) for edition, _parts in editions]
    rows.append([_("Whole index and group"), *index, "–", "–", "–"])
    return Table(
        caption=_("Parts of the GovTech Maturity Index, 0 to 1; peers in {year}").format(year=year),
        header=[
            _("Part"),
            *(
                _("{country}, {year}").format(country=country.name, year=edition)
                for edition, _parts in editions
            ),
            _("Mean of the peers"),
            _("Peers with 0.75 or more"),
            _("Every peer, low to high"),
        ],
        rows=rows,
    )


def _with_peers(country: Country) -> Chart:
    now = own_parts(country, NOW)
    year = NOW if now else BEFORE
    own, peers = now or own_parts(country, BEFORE), peers_of(country)
    others = tuple(code for code in peers.codes if code != country.iso3)
    values = part_values(year)
    dots = [
        Point(x=round(values[part][code], 4), y=part_name(part))
        for part in PARTS
        for code in others
        if code in values[part]
    ]
    means = [Point(x=round(mean_of(values[part], others), 4), y=part_name(part)) for part in PARTS]
    marks = [Point(x=round(own[part], 4), y=part_name(part), label=shown(own[part])) for part in PARTS]
    named = _("{country}, {year}").format(country=country.name, year=year)
    missing = " ".join(filter(None, ("" if now else stale(country), peers.missing)))
    return Chart(
        id="D5.1",
        kind="strip",
        question=_("Which foundations do peers have?"),
        finding=_finding(country, peers, others, year),
        notice=_notice(),
        x=Axis(
            label=_("Index of each part {year}, 0 to 1").format(year=year), minimum=0, maximum=1, decimals=4
        ),
        y=Axis(categories=[part_name(part) for part in PARTS]),
        series=[
            Series(name=_("One peer each"), role="group", points=dots),
            Series(name=_("Mean of the peers"), role=peers.role, points=means, style="tick"),
            Series(name=named, role="own", points=marks),
        ],
        missing=missing,
        source=_(
            "Source: World Bank, GovTech Maturity Index, editions {first}, {before} and {now}; income "
            "groups: World Bank {list}. Means are unweighted."
        ).format(first=FIRST, before=BEFORE, now=NOW, list=datasets.income_list()),
        alt=_(
            "Four rows, one for each part of the index. Each light dot is one country of the peer group, a "
            "stroke their mean, and a filled diamond with its value shows {country} in {year}."
        ).format(country=country.name, year=year),
        table=_table(country, others, year),
    )


def _group_names() -> dict[str, str]:
    return {
        group: _("Group {group}: {bound} and more").format(group=group, bound=f"{bound:.2f}")
        if bound
        else _("Group {group}: less").format(group=group)
        for group, bound in GROUPS.items()
    }


def _world_finding(now: Counter[str], before: Counter[str]) -> str:
    return _(
        "{now_a} of {now_all} Member States and observers are in group A of the GovTech Maturity Index "
        "in {now}, after {then_a} of {then_all} in {before}"
    ).format(
        now=NOW,
        before=BEFORE,
        now_a=now["A"],
        now_all=now.total(),
        then_a=before["A"],
        then_all=before.total(),
    )


def _world(missing: str) -> Chart:
    counts = {year: Counter(row.group for row in datasets.gtmi(year).values()) for year in (NOW, BEFORE)}
    now, before = counts[NOW], counts[BEFORE]
    names = _group_names()
    titles = {
        year: _("{year}, {count} Member States and observers").format(year=year, count=count.total())
        for year, count in counts.items()
    }
    return Chart(
        id="D5.1",
        kind="bar",
        question=_("Which foundations do peers have?"),
        finding=_world_finding(now, before),
        notice=_notice(),
        x=Axis(label=_("Number of Member States and observers"), minimum=0, decimals=0),
        y=Axis(categories=list(names.values())),
        series=[
            Series(
                name=titles[NOW],
                role="world",
                points=[Point(x=now[group], y=names[group], label=str(now[group])) for group in GROUPS],
            ),
            Series(
                name=titles[BEFORE],
                role="one",
                points=[Point(x=before[group], y=names[group]) for group in GROUPS],
                style="tick",
            ),
        ],
        missing=missing,
        source=_("Source: World Bank, GovTech Maturity Index, editions {before} and {now}.").format(
            before=BEFORE, now=NOW
        ),
        alt=_(
            "Four bars, one for each group from A to D, count Member States and observers in {now}; a stroke "
            "across each bar shows the number of {before}."
        ).format(now=NOW, before=BEFORE),
        table=Table(
            caption=_("Member States and observers in each group"),
            header=[_("Group"), *titles.values()],
            rows=[[names[group], *(str(counts[year][group]) for year in titles)] for group in GROUPS],
        ),
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the peers as dots beside the reader's country, part by part; for the world, sizes of groups."""
    if country is None:
        return _world("")
    if not (own_parts(country, NOW) or own_parts(country, BEFORE)):
        return _world(absent(country))
    return _with_peers(country)
