"""Prolonging a series of a table: a straight line and an S-curve, as illustrations and never as forecasts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from .context import members

FEWEST: Final = 6
"""Values below which nothing is prolonged."""
WINDOW: Final = 10
"""Latest values that the straight line goes through."""
ENOUGH: Final = 150
"""Member States with a value, below which no mean of Member States is shown for a year."""
_STEPS: Final = 200
_FLATTEST: Final = 0.001
_STEEPEST: Final = 3.0


@dataclass(frozen=True)
class Line:
    """A straight line."""

    slope: float
    intercept: float

    def at(self, year: float) -> float:
        """Return the value in a year."""
        return self.intercept + self.slope * year

    def reaches(self, value: float) -> float:
        """Return the year in which the line reaches a value; it must not be flat."""
        return (value - self.intercept) / self.slope


@dataclass(frozen=True)
class SCurve:
    """A logistic curve that levels off at a ceiling."""

    ceiling: float
    rate: float
    """How fast it rises, per year; the steepest slope is rate × ceiling / 4."""
    middle: float
    """Year in which it stands at half of the ceiling."""

    def at(self, year: float) -> float:
        """Return the value in a year."""
        return self.ceiling * _logistic(self.rate * (year - self.middle))


def fit_line(values: Mapping[int, float]) -> Line:
    """Return the line of least squares through all values; there must be two years at least.

    >>> fit_line({2020: 10.0, 2021: 12.0, 2022: 14.0}).at(2025)
    20.0
    """
    middle, mean = fmean(values), fmean(values.values())
    spread = sum((year - middle) ** 2 for year in values)
    slope = sum((year - middle) * (value - mean) for year, value in values.items()) / spread
    return Line(slope, mean - slope * middle)


def latest(values: Mapping[int, float], count: int = WINDOW) -> dict[int, float]:
    """Return the latest values, in the order of their years."""
    return dict(sorted(values.items())[-count:])


def fit_s_curve(values: Mapping[int, float], ceiling: float) -> SCurve | None:
    """Return the logistic curve of least squares under a ceiling (Levenberg–Marquardt).

    ``None`` where the values are fewer than six, do not rise, or have reached the ceiling already.

    >>> values = {year: 100 / (1 + math.exp(-0.3 * (year - 2015))) for year in range(2005, 2024)}
    >>> curve = fit_s_curve(values, 100)
    >>> round(curve.rate, 6), round(curve.middle, 4)
    (0.3, 2015.0)
    """
    series = dict(sorted(values.items()))
    if len(series) < FEWEST or list(series.values())[-1] >= ceiling or fit_line(series).slope <= 0:
        return None
    curve = _start(series, ceiling)
    damping, error = 1e-3, _error(curve, series)
    for _step in range(_STEPS):
        trial = _improved(curve, series, damping)
        after = _error(trial, series) if trial else math.inf
        if trial and after < error:
            done = error - after < 1e-12 * (1 + error)
            curve, error, damping = trial, after, damping / 3
            if done:
                break
        elif damping > 1e12:
            break
        else:
            damping *= 4
    return curve if 0 < curve.rate <= _STEEPEST else None


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, value))))


def _start(series: Mapping[int, float], ceiling: float) -> SCurve:
    """Return the line through the log-odds, with values kept off floor and ceiling, as a curve."""
    odds = {}
    for year, value in series.items():
        share = min(max(value / ceiling, 0.005), 0.995)
        odds[year] = math.log(share / (1 - share))
    line = fit_line(odds)
    if line.slope <= _FLATTEST:
        return SCurve(ceiling, _FLATTEST, fmean(series))
    return SCurve(ceiling, line.slope, -line.intercept / line.slope)


def _error(curve: SCurve, series: Mapping[int, float]) -> float:
    return sum((value - curve.at(year)) ** 2 for year, value in series.items())


def _improved(curve: SCurve, series: Mapping[int, float], damping: float) -> SCurve | None:
    """Return the curve one damped Gauss–Newton step further; ``None`` if the step cannot be computed."""
    a = b = c = u = v = 0.0
    for year, value in series.items():
        share = curve.at(year) / curve.ceiling
        steep = curve.ceiling * share * (1 - share)
        by_rate, by_middle = steep * (year - curve.middle), -steep * curve.rate
        rest = value - curve.at(year)
        a, b, c = a + by_rate**2, b + by_rate * by_middle, c + by_middle**2
        u, v = u + by_rate * rest, v + by_middle * rest
    a, c = a * (1 + damping) + 1e-12, c * (1 + damping) + 1e-12
    determinant = a * c - b * b
    if not determinant or not math.isfinite(determinant):
        return None
    rate = curve.rate + (u * c - v * b) / determinant
    middle = curve.middle + (v * a - u * b) / determinant
    return SCurve(curve.ceiling, rate, middle) if math.isfinite(rate) and math.isfinite(middle) else None


def means_of_members(values: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
    """Return the unweighted mean of Member States for each year in which at least 150 have a value."""
    years: dict[int, list[float]] = {}
    for code in members():
        for year, value in values.get(code, {}).items():
            years.setdefault(year, []).append(value)
    return {year: fmean(found) for year, found in sorted(years.items()) if len(found) >= ENOUGH}
