"""D9.2: one indicator, three paths to its target (straight, geometric, S-shaped), and the light of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...methods import Light, indicator_progress, progress_light, required_value
from ...methods.display import listed, shown
from ...methods.lights import ON_TRACK, TOO_SLOW, colour_name
from ...methods.progress import PATHS, Path
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Role, Series, Table

WITHOUT_COUNTRY = True
CONTROLS: Final = (
    Control("baseline", _("Baseline"), 0, 100, 1, 20, "%"),
    Control("start", _("Year of the baseline"), 2015, 2035, 1, 2024),
    Control("target", _("Target"), 0, 100, 1, 80, "%"),
    Control("end", _("Target year"), 2016, 2050, 1, 2032),
    Control("current", _("Value now"), 0, 100, 1, 33, "%"),
    Control("now", _("Year now"), 2015, 2050, 1, 2027),
)
_ROLES: Final[dict[Path, Role]] = {"linear": "one", "geometric": "two", "s-shaped": "three"}


def path_name(path: Path) -> str:
    """Return the name of a path as it heads a line or a row."""
    return {"linear": _("Straight"), "geometric": _("Geometric"), "s-shaped": _("S-shaped")}[path]


def _fault(values: Mapping[str, float]) -> str:
    """Return why no path can be drawn with these values; empty if it can."""
    if values["end"] <= values["start"]:
        return _("The target year must come after the year of the baseline.")
    if not values["start"] <= values["now"] <= values["end"]:
        return _("The year now must lie between the year of the baseline and the target year.")
    if values["baseline"] == values["target"]:
        return _("The target equals the baseline: the value is to be maintained, and there is no path.")
    return ""


@dataclass(frozen=True)
class _Seen:
    """The value measured, as one path sees it."""

    required: float
    ratio: float | None
    light: Light


def _lights(values: Mapping[str, float]) -> dict[Path, _Seen]:
    """Return how each path that exists sees the value measured."""
    b, t, y0, y1, yn, v = (values[name] for name in ("baseline", "target", "start", "end", "now", "current"))
    found: dict[Path, _Seen] = {}
    for path in PATHS:
        result = indicator_progress(b, t, y0, y1, yn, v, path=path)
        light = progress_light(result).value
        if result.value and light:
            found[path] = _Seen(result.value.required, result.value.ratio, light)
    return found


def _line(path: Path, values: Mapping[str, float]) -> Series | None:
    start, end = int(values["start"]), int(values["end"])
    points = []
    for year in range(start, end + 1):
        value = required_value(values["baseline"], values["target"], start, end, year, path).value
        if value is None:
            return None
        points.append(Point(x=year, y=round(value, 1)))
    return Series(name=path_name(path), role=_ROLES[path], points=points)


def _finding(values: Mapping[str, float], lights: Mapping[Path, _Seen]) -> str:
    fields = {"current": shown(values["current"], 0), "now": f"{values['now']:g}"}
    colours = {path: colour_name(seen.light.colour) for path, seen in lights.items()}
    if len(set(colours.values())) == 1:
        template = _("{current} per cent in {now}: whichever path is assumed, the light is {light}")
        return template.format(light=next(iter(colours.values())), **fields)
    names = {"linear": _("straight"), "geometric": _("geometric"), "s-shaped": _("S-shaped")}
    each = (_("{path} {light}").format(path=names[path], light=light) for path, light in colours.items())
    template = _("{current} per cent in {now}, and the light depends on the path: {lights}")
    return template.format(lights=listed(each), **fields)


def _empty(why: str) -> Chart:
    caption = _("Required values: nothing to show. {why}").format(why=why)
    return Chart(
        id="D9.2",
        kind="line",
        question=_("When do we worry?"),
        finding=_("There is no path to draw with these numbers"),
        series=[],
        missing=why,
        source=_source(),
        alt=_("An empty chart. {why}").format(why=why),
        table=Table(caption=caption, header=[_("Year")], rows=[]),
    )


def _source() -> str:
    return _(
        "Invented for this workbook (2026); the numbers are yours to change. Lights as in EX9.5: green from "
        "{green}, amber from {amber}."
    ).format(green=shown(ON_TRACK, 2), amber=shown(TOO_SLOW, 2))


def _table(series: list[Series], values: Mapping[str, float], lights: Mapping[Path, _Seen]) -> Table:
    names = {path_name(path): seen for path, seen in lights.items()}
    paths = [one for one in series if one.name in names]
    rows = [
        [f"{point.x:g}", *(shown(float(one.points[at].y or 0), 1) for one in paths)]
        for at, point in enumerate(paths[0].points)
        if isinstance(point.x, int | float)
    ]
    now = f"{values['now']:g}"
    measured = [shown(values[name], 0) for name in ("baseline", "current")]
    summaries = [
        [_("Measured: {year}").format(year=f"{values['start']:g}"), *([measured[0]] * len(paths))],
        [_("Measured: {year}").format(year=now), *([measured[1]] * len(paths))],
        [_("Progress ratio, {year}").format(year=now), *(_ratio(names[one.name].ratio) for one in paths)],
        [_("Light, {year}").format(year=now), *(names[one.name].light.text for one in paths)],
    ]
    caption = _("Required value by year and path, in per cent, and the light of the value measured")
    return Table(caption=caption, header=[_("Year"), *(one.name for one in paths)], rows=[*rows, *summaries])


def _ratio(ratio: float | None) -> str:
    return "–" if ratio is None else shown(ratio, 2)


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return the line chart of three required paths with the value measured (M52, M53)."""
    if why := _fault(values):
        return _empty(why)
    lights = _lights(values)
    lines = [line for path in PATHS if (line := _line(path, values))]
    measured = Series(
        name=_("Measured"),
        role="own",
        points=[
            Point(x=int(values["start"]), y=round(values["baseline"], 1)),
            Point(x=int(values["now"]), y=round(values["current"], 1)),
        ],
    )
    without = [path_name(path) for path in PATHS if path not in lights]
    missing = ""
    if without:
        missing = _("A geometric path needs a baseline and a target above 0; it is left out.")
    return Chart(
        id="D9.2",
        kind="line",
        question=_("When do we worry?"),
        finding=_finding(values, lights),
        notice=_(
            "A straight path is a convention. Adoption often follows an S, law-making comes in jumps. Choose "
            "the path before you measure, write it beside the target, and keep it when the light is red."
        ),
        x=Axis(label=_("Year"), minimum=values["start"], maximum=values["end"], decimals=0),
        y=Axis(label=_("Share, per cent"), minimum=0, maximum=100, decimals=1),
        series=[measured, *lines],
        marks=[Mark(x=values["now"], label=_("now"))],
        missing=missing,
        source=_source(),
        alt=_(
            "Line chart from {start} to {end}: {paths} paths run from {baseline} to {target} per cent; a "
            "diamond marks the value measured, {current} per cent in {now}."
        ).format(
            start=f"{values['start']:g}",
            end=f"{values['end']:g}",
            paths=len(lines),
            baseline=shown(values["baseline"], 0),
            target=shown(values["target"], 0),
            current=shown(values["current"], 0),
            now=f"{values['now']:g}",
        ),
        table=_table([measured, *lines], values, lights),
    )
