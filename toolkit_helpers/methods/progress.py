"""Progress of an indicator: the path that the target requires, and how far the value keeps up with it (M52).

The traffic lights of M53 are in ``lights``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import per_cent, shown
from .inputs import CLOSE, not_negative, number
from .result import Result, unavailable

Path = Literal["linear", "geometric", "s-shaped"]
PATHS: Final[tuple[Path, ...]] = get_args(Path)
STEEPNESS: Final = 8.0
"""Of the S-shaped path: of a change over eight years it asks for 3 per cent after one."""
LARGEST: Final = 1e12
"""Largest number that is read; beyond it the digits shown would mean nothing."""
Standing = Literal["under way", "not yet due", "maintenance"]


@dataclass(frozen=True)
class Progress:
    """Where an indicator stands between its baseline and its target.

    Values are in the indicator's own unit; ``None`` where the question does not arise.
    """

    standing: Standing
    """``not yet due`` in the baseline year; ``maintenance`` where the target equals the baseline."""
    required: float
    """What the path asks for by now."""
    achieved: float | None
    """Share of the planned change that has been made; above 1 beyond the target, below 0 if it moved away."""
    ratio: float | None
    """Change made / change required by now."""
    projection: float | None
    """Value in the target year if the pace stays as it was."""
    needed_per_year: float | None
    """Yearly change from now on that still reaches the target."""
    so_far_per_year: float | None
    """Yearly change until now."""
    met: bool
    """Whether the target is reached, or a value to be maintained is maintained."""

    @property
    def regression(self) -> bool:
        """Whether the indicator has moved away from its target."""
        return self.ratio is not None and self.ratio < -CLOSE


def required_value(
    baseline: float, target: float, start: float, end: float, at: float, path: Path = "linear"
) -> Result[float]:
    """Return what a path from baseline to target asks for at a point in time (M52).

    Parameters
    ----------
    baseline, target
        Values in the indicator's unit.
    start, end, at
        Years, parts of a year allowed.  Until ``start`` the baseline is required, from ``end`` the target.
    path
        ``linear``: equal steps; ``geometric``: equal percentages, for values above 0 only; ``s-shaped``: slow
        at first and at the end, as an adoption often is (a logistic curve through baseline and target).

    Raises ``ToolkitError`` for an unknown path and a target year that does not come after the baseline's.
    Source: as ``indicator_progress``; the steepness of the S-shaped path is the workbook's own.

    >>> [round(required_value(20, 80, 2024, 2032, 2027, path).value, 1) for path in PATHS]
    [42.5, 33.6, 35.6]
    """
    formula = _required_formula(path)
    given = {"baseline": baseline, "target": target, "start": start, "end": end, "at": at}
    read = _numbers(given)
    inputs = {**given, "path": path}
    if missing := [name for name, value in read.items() if value is None]:
        return unavailable("M52", _missing(missing), formula=formula, inputs=inputs)
    known = {name: value for name, value in read.items() if value is not None}
    if known["end"] <= known["start"]:
        template = _("the target year {end} must come after the year of the baseline, {start}")
        raise ToolkitError(template.format(end=_year(known["end"]), start=_year(known["start"])))
    first, last = known["baseline"], known["target"]
    if path == "geometric" and min(first, last) <= 0:
        why = _("Not available: a path of equal percentages needs a baseline and a target above 0.")
        return unavailable("M52", why, formula=formula, inputs=inputs)
    time = min(max((known["at"] - known["start"]) / (known["end"] - known["start"]), 0.0), 1.0)
    value = (
        first * (last / first) ** time if path == "geometric" else first + (last - first) * _share(time, path)
    )
    template = _("By {year} the path asks for {value}.")
    text = template.format(year=_year(known["at"]), value=shown(value, 1))
    return Result("M52", value, inputs, text, formula)


def _share(time: float, path: Path) -> float:
    """Return the share of the planned change that a path asks for after a share of the time."""
    if path == "linear":
        return time

    def logistic(moment: float) -> float:
        return 1 / (1 + math.exp(-STEEPNESS * (moment - 0.5)))

    return (logistic(time) - logistic(0)) / (logistic(1) - logistic(0))


def _required_formula(path: Path) -> str:
    formulas: dict[str, str] = {
        "linear": _("required = baseline + (target − baseline) × years passed / years planned"),
        "geometric": _("required = baseline × (target / baseline) ^ (years passed / years planned)"),
        "s-shaped": _("required = baseline + (target − baseline) × logistic share of the years passed"),
    }
    if path not in formulas:
        raise ToolkitError(
            _("there is no path {path}").format(path=repr(path)),
            remedy=_("Choose linear, geometric or s-shaped."),
        )
    return formulas[path]


def indicator_progress(
    baseline: float | None,
    target: float | None,
    start: float | None,
    end: float | None,
    now: float | None,
    current: float | None,
    *,
    path: Path = "linear",
    tolerance: float = 0.0,
) -> Result[Progress]:
    """Compare an indicator with the path to its target (M52); decreasing indicators work alike.

    Parameters
    ----------
    baseline, target, current
        Values in the indicator's unit; a missing one makes the result not available.
    start, end, now
        Years of baseline, target and current value; parts of a year are allowed.
    path
        What the target requires in between; see ``required_value``.  The projection stays straight.
    tolerance
        How far an indicator to be maintained (target = baseline) may move and still be on track.

    Raises ``ToolkitError`` for an unknown path, a target year that does not come after the baseline's, and a
    current value older than the baseline.
    Source: as in progress measurement of development plans, United Nations Development Programme, Handbook on
    Planning, Monitoring and Evaluating for Development Results (2009); the formulas are the workbook's own.

    >>> value = indicator_progress(35, 70, 2024, 2030, 2027, 48).value
    >>> value.required, round(value.achieved, 3), round(value.ratio, 3), value.projection
    (52.5, 0.371, 0.743, 61.0)
    """
    formula = _("progress ratio = (current − baseline) / (required by now − baseline)")
    given = {
        "baseline": baseline,
        "target": target,
        "start": start,
        "end": end,
        "now": now,
        "current": current,
    }
    read = _numbers(given)
    inputs = {**given, "path": path, "tolerance": tolerance}
    if missing := [name for name, value in read.items() if value is None]:
        return unavailable("M52", _missing(missing), formula=formula, inputs=inputs)
    b, t, y0, y1, yn, v = (value for value in read.values() if value is not None)
    allowed = not_negative(tolerance, _("the tolerance")) or 0.0
    required = required_value(b, t, y0, y1, yn, path)
    if required.value is None:
        return unavailable("M52", required.interpretation, formula=formula, inputs=inputs)
    if yn < y0:
        template = _("the current value is of {now}, before the year of the baseline, {start}")
        raise ToolkitError(template.format(now=_year(yn), start=_year(y0)))
    if abs(t - b) <= CLOSE:
        held = abs(v - b) <= allowed + CLOSE
        value = Progress("maintenance", b, None, None, None, None, None, held)
    else:
        value = _under_way(b, t, y0, y1, yn, v, required.value)
    return Result("M52", value, inputs, _text(value), formula, notes=tuple(_notes(value, path)))


def _under_way(b: float, t: float, y0: float, y1: float, yn: float, v: float, required: float) -> Progress:
    """Compute the progress of an indicator that is to change; the letters are those of the formulas."""
    due = yn > y0 and abs(required - b) > CLOSE
    pace = (v - b) / (yn - y0) if yn > y0 else None
    left = y1 - yn
    return Progress(
        standing="under way" if due else "not yet due",
        required=required,
        achieved=(v - b) / (t - b),
        ratio=(v - b) / (required - b) if due else None,
        projection=v + pace * left if pace is not None and left > 0 else None,
        needed_per_year=(t - v) / left if left > 0 else None,
        so_far_per_year=pace,
        met=(v - t if t > b else t - v) >= -CLOSE,
    )


def _numbers(given: dict[str, Any]) -> dict[str, float | None]:
    read = {name: number(value, _names()[name]) for name, value in given.items()}
    for name, value in read.items():
        if value is not None and abs(value) > LARGEST:
            raise ToolkitError(
                _("{name} is too large to compute with").format(name=_names()[name]),
                remedy=_("Choose a larger unit, such as millions."),
            )
    return read


def _names() -> dict[str, str]:
    return {
        "baseline": _("the baseline"),
        "target": _("the target"),
        "start": _("the year of the baseline"),
        "end": _("the target year"),
        "at": _("the year"),
        "now": _("the year of the current value"),
        "current": _("the current value"),
    }


def _missing(names: list[str]) -> str:
    template = _("Not available, still missing: {names}.")
    return template.format(names=", ".join(_names()[name] for name in names))


def _year(value: float) -> str:
    return f"{value:g}"


def _text(value: Progress) -> str:
    if value.standing == "maintenance":
        if value.met:
            return _("The value is to be maintained, and it is.")
        return _("The value is to be maintained, and it has moved too far.")
    if value.ratio is None:
        return _("Not yet due: the path does not ask for a change by now.")
    if value.regression:
        template = _("The value has moved away from the target; {required} are required by now.")
        return template.format(required=shown(value.required, 1))
    template = _(
        "{achieved} per cent of the planned change are made; of the change required by now, {ratio} per cent."
    )
    return template.format(achieved=per_cent(value.achieved or 0.0), ratio=per_cent(value.ratio))


def _notes(value: Progress, path: Path) -> Iterator[str]:
    if value.met and value.standing != "maintenance":
        yield _("The target is reached.")
    elif value.projection is None and value.needed_per_year is None and value.standing == "under way":
        yield _("The target year has come: there is no projection.")
    if path == "linear" and value.ratio is not None and not value.met and value.ratio < 1:
        yield _("A straight path is a convention: for an adoption that starts slowly it is too strict early.")
