"""D5.2: which way five peers went, in services and in networks, from edition to edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown, signed
from ...vocabulary import COMPONENTS
from ..description import Axis, Chart, Point, Role, Series, Table
from .components import component_name, component_values
from .context import Peers, egdi_values, mean_of, no_egdi, peers_of, region_title, regions

NAMES_OTHERS: Final = True
EDITIONS: Final = (2014, 2016, 2018, 2020, 2022)
"""Editions drawn: that of 2024 redefined TII and HCI, so its points would not continue these paths."""
MIDDLE: Final = 2018
COUNT: Final = 5
_ROLES: Final[tuple[Role, ...]] = ("one", "two", "three", "four", "five")

Path = Mapping[int, Mapping[str, float]]
"""Components by edition: ``{2014: {"OSI": 0.3, …}, …}``."""


@cache
def path_of(code: str) -> Path:
    """Return the components of a country in each edition in which it was ranked."""
    values = {year: component_values(year) for year in EDITIONS}
    return {
        year: {name: values[year][name][code] for name in COMPONENTS}
        for year in EDITIONS
        if all(code in values[year][name] for name in COMPONENTS)
    }


def risen_most(codes: tuple[str, ...], without: str) -> tuple[str, ...]:
    """Return the five of these countries whose EGDI rose most, those without every edition left out."""
    first, last = egdi_values(EDITIONS[0]), egdi_values(EDITIONS[-1])
    gains = {
        code: last[code] - first[code]
        for code in codes
        if code != without and len(path_of(code)) == len(EDITIONS)
    }
    return tuple(sorted(gains, key=lambda code: (-gains[code], code))[:COUNT])


def largest_gain(path: Path, start: int, end: int) -> str:
    """Return the component that rose most between two editions; empty without one of them.

    >>> path = {2014: {"OSI": 0.2, "TII": 0.1, "HCI": 0.6}, 2018: {"OSI": 0.5, "TII": 0.2, "HCI": 0.6}}
    >>> largest_gain(path, 2014, 2018), largest_gain(path, 2018, 2022)
    ('OSI', '')
    """
    if start not in path or end not in path:
        return ""
    return max(COMPONENTS, key=lambda name: path[end][name] - path[start][name])


def _line(name: str, role: Role, path: Path, label: str = "") -> Series:
    last = max(path)
    points = [
        Point(
            x=round(path[year]["OSI"], 4),
            y=round(path[year]["TII"], 4),
            label=label if year == last else "",
        )
        for year in path
    ]
    return Series(name=name, role=role, points=points, style="line")


def _ends(paths: Mapping[str, Path]) -> Series:
    points = [
        Point(x=round(path[max(path)]["OSI"], 4), y=round(path[max(path)]["TII"], 4))
        for path in paths.values()
    ]
    return Series(name=_("End of each path"), role="group", points=points)


def _table(paths: Mapping[str, Path]) -> Table:
    rows = [
        [
            _("{name}, {component}").format(name=name, component=component_name(component)),
            *(shown(path[year][component]) if year in path else "–" for year in EDITIONS),
        ]
        for name, path in paths.items()
        for component in COMPONENTS
    ]
    return Table(
        caption=_("Components of the EGDI by edition of the Survey, 0 to 1"),
        header=[_("Path"), *map(str, EDITIONS)],
        rows=rows,
    )


def _short_name(component: str) -> str:
    return {"OSI": _("services"), "TII": _("networks"), "HCI": _("skills")}[component]


def _movers(paths: Iterable[Path], start: int, end: int) -> str:
    """Return how many paths rose most in which component: ``services for 4, networks for 1``."""
    counts = Counter(name for path in paths if (name := largest_gain(path, start, end)))
    template = _("{component} for {count}")
    return ", ".join(
        template.format(component=_short_name(name), count=counts[name])
        for name in COMPONENTS
        if counts[name]
    )


@cache
def _world_orders() -> tuple[int, str]:
    """Return how many Member States make up the quarter that rose most, and their first gains."""
    first, last = egdi_values(EDITIONS[0]), egdi_values(EDITIONS[-1])
    both = sorted(set(first) & set(last), key=lambda code: first[code] - last[code])
    quarter = both[: len(both) // 4]
    return len(quarter), _movers(map(path_of, quarter), EDITIONS[0], MIDDLE)


def _notice(extra: str = "") -> str:
    count, movers = _world_orders()
    notice = _(
        "A path that runs to the right gains in services, one that runs upwards in networks; skills (HCI) "
        "stand in the table. Different orders worked: of the {count} Member States whose EGDI rose most, the "
        "largest gain from {first} to {middle} was in {movers}. What a government chose and what merely "
        "happened, no index can tell: ask colleagues there. The edition of 2024 redefined TII and HCI and is "
        "left out."
    ).format(count=count, first=EDITIONS[0], middle=MIDDLE, movers=movers)
    return f"{extra} {notice}".strip()


def _chart(paths: Mapping[str, Path], series: list[Series], **texts: str) -> Chart:
    return Chart(
        id="D5.2",
        kind="scatter",
        question=_("Which order did they choose: services, infrastructure, skills?"),
        x=Axis(label=_("Online Service Index (OSI), 0 to 1"), minimum=0, maximum=1, decimals=4),
        y=Axis(
            label=_("Telecommunication Infrastructure Index (TII), 0 to 1"), minimum=0, maximum=1, decimals=4
        ),
        series=series,
        table=_table(paths),
        **texts,
    )


def _world(missing: str) -> Chart:
    paths: dict[str, Path] = {
        region_title(region): {
            year: {name: mean_of(one, codes) for name, one in component_values(year).items()}
            for year in EDITIONS
        }
        for region, codes in regions().items()
    }
    lines = [_line(name, role, path, name) for (name, path), role in zip(paths.items(), _ROLES, strict=True)]
    return _chart(
        paths,
        [*lines, _ends(paths)],
        finding=_(
            "Means of five regions, largest gain from {first} to {middle}: {before}; from {middle} to "
            "{last}: {after}"
        ).format(**_halves(paths)),
        notice=_notice(),
        missing=missing,
        source=_source(),
        alt=_(
            "Five lines, one for the mean of each region, on a plane of services to the right and networks "
            "upwards, from {first} to {last}; a dot marks the end of each."
        ).format(first=EDITIONS[0], last=EDITIONS[-1]),
    )


def _source() -> str:
    return _(
        "Source: UN DESA, United Nations E-Government Survey, editions {first} to {last}; income groups: "
        "World Bank {list}; regions: UN M49."
    ).format(first=EDITIONS[0], last=EDITIONS[-1], list=datasets.income_list())


def _own_step(country: Country, path: Path) -> str:
    steps = {name: path[MIDDLE][name] - path[EDITIONS[0]][name] for name in COMPONENTS}
    mover = largest_gain(path, EDITIONS[0], MIDDLE)
    return _("{country} itself gained most in {component} from {first} to {middle}: {gain}.").format(
        country=country.name,
        component=_short_name(mover),
        first=EDITIONS[0],
        middle=MIDDLE,
        gain=signed(steps[mover]),
    )


def _halves(paths: Mapping[str, Path]) -> dict[str, str | int]:
    first, last = EDITIONS[0], EDITIONS[-1]
    before, after = (_movers(paths.values(), *pair) for pair in ((first, MIDDLE), (MIDDLE, last)))
    return {"first": first, "middle": MIDDLE, "last": last, "before": before, "after": after}


def _finding(country: Country, peers: Peers, others: Mapping[str, Path]) -> str:
    fields = {"country": country.name, "peers": peers.name, "count": len(others), **_halves(others)}
    if peers.role == "income":
        template = _(
            "{country} beside the {count} {peers} whose EGDI rose most; their largest gain from {first} to "
            "{middle}: {before}; from {middle} to {last}: {after}"
        )
    else:
        template = _(
            "{country} beside the {count} countries in {peers} whose EGDI rose most; their largest gain from "
            "{first} to {middle}: {before}; from {middle} to {last}: {after}"
        )
    return template.format(**fields)


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return the paths of the five peers that rose most and the reader's own; for the world, of regions."""
    if country is None:
        return _world("")
    own = path_of(country.iso3)
    if not own:
        return _world(no_egdi(country, EDITIONS[-1]))
    peers = peers_of(country)
    codes = risen_most(peers.codes, country.iso3)
    names = {code: datasets.country(code).name for code in codes}
    others = {names[code]: path_of(code) for code in codes}
    lines = [
        _line(name, role, path, name)
        for (name, path), role in zip(others.items(), _ROLES[: len(others)], strict=True)
    ]
    paths = {country.name: own, **others}
    complete = EDITIONS[0] in own and MIDDLE in own
    return _chart(
        paths,
        [*lines, _line(country.name, "own", own, country.name), _ends(paths)],
        finding=_finding(country, peers, others),
        notice=_notice(_own_step(country, own) if complete else ""),
        missing=peers.missing,
        source=_source(),
        alt=_(
            "Six lines on a plane of services to the right and networks upwards, from {first} to {last}: "
            "{country} and {others}. A dot marks the end of each."
        ).format(
            first=EDITIONS[0], last=EDITIONS[-1], country=country.name, others=", ".join(names.values())
        ),
    )
