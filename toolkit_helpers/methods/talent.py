"""A stock of specialists under attrition, hiring and reskilling (M31)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import expm1, log1p
from typing import Any, Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import per_cent, shown
from .inputs import CLOSE, not_negative
from .result import Result, unavailable

YEARS: Final = 5

Lever = Literal["attrition", "hires", "reskilled", "success"]


@dataclass(frozen=True)
class TalentFlow:
    """What moves a stock of specialists in a year."""

    stock: float | None
    """Specialists now (S₀)."""
    attrition: float | None
    """Share who leave each year (q), 0 to 1."""
    hires: float | None
    """People hired each year (h)."""
    reskilled: float | None = 0.0
    """Colleagues who begin a reskilling each year (r)."""
    success: float | None = 1.0
    """Share of them who then work as specialists (e), 0 to 1."""


@dataclass(frozen=True)
class TalentForecast:
    """Where the stock goes; heads are not rounded, so that a year builds on the exact year before."""

    inflow: float
    """Hires and successful reskillings of a year: h + e × r."""
    path: tuple[float, ...]
    """Stock after one year, two years …"""
    equilibrium: float | None
    """Long-run level inflow / q; ``None`` without attrition, where there is none."""

    @property
    def last(self) -> float:
        """Stock at the end of the forecast."""
        return self.path[-1]


@dataclass(frozen=True)
class NeededInflow:
    """What it takes to reach a target."""

    inflow: float
    """People who have to join each year, hired or reskilled; never below 0."""
    hires: float
    """Of these to hire, when the reskilling goes on as planned; never below 0."""
    never: bool
    """Whether the present inflow does not reach the target, however long one waits."""


def _share(value: float | None, name: str) -> float | None:
    read = not_negative(value, name)
    if read is not None and read > 1:
        raise ToolkitError(
            _("{name} is a share from 0 to 1 and is {value}").format(name=name, value=f"{read:g}")
        )
    return read


def _read(flow: TalentFlow) -> tuple[dict[str, Any], list[str]]:
    """Return what was given, and the names of what is missing."""
    names = {
        "stock": _("the present stock"),
        "attrition": _("the share who leave"),
        "hires": _("the hires"),
        "reskilled": _("the reskilled colleagues"),
        "success": _("the success rate"),
    }
    shares = {"attrition", "success"}
    read: dict[str, float | None] = {
        name: (_share if name in shares else not_negative)(getattr(flow, name), label)
        for name, label in names.items()
    }
    if read["attrition"] is not None and read["attrition"] < CLOSE:
        read["attrition"] = 0.0
    return read, [names[name] for name, value in read.items() if value is None]


def _years(years: int) -> int:
    if isinstance(years, bool) or not isinstance(years, int) or years < 1:
        raise ToolkitError(_("a forecast needs at least one whole year and has {years}").format(years=years))
    return years


def _missing(names: Iterable[str]) -> str:
    return _("Not available: {names} missing.").format(names=", ".join(names))


def talent_forecast(flow: TalentFlow, years: int = YEARS) -> Result[TalentForecast]:
    """Follow a stock of specialists over the years (M31).

    S(t+1) = S(t) × (1 − q) + h + e × r.  The stock tends to (h + e × r) / q; without attrition it grows
    without limit and has no such level.  A missing number gives no forecast.  Raises ``ToolkitError`` for
    negative numbers, shares above 1 and fewer than one year.

    Source: Bartholomew, Forbes and McClean, Statistical Techniques for Manpower Planning (1991).

    >>> flow = TalentFlow(stock=120, attrition=0.15, hires=20, reskilled=10, success=0.8)
    >>> value = talent_forecast(flow).value
    >>> [round(one, 1) for one in value.path], round(value.equilibrium, 1)
    ([130.0, 138.5, 145.7, 151.9, 157.1], 186.7)
    """
    formula = _("S(t+1) = S(t) × (1 − q) + h + e × r; long-run level = (h + e × r) / q")
    inputs, missing = _read(flow)
    inputs["years"] = _years(years)
    if missing:
        return unavailable("M31", _missing(missing), formula=formula, inputs=inputs)
    stays, inflow = 1 - inputs["attrition"], inputs["hires"] + inputs["success"] * inputs["reskilled"]
    path: list[float] = []
    stock = float(inputs["stock"])
    for _year in range(years):
        stock = stock * stays + inflow
        path.append(stock)
    level = inflow / inputs["attrition"] if inputs["attrition"] else None
    value = TalentForecast(inflow, tuple(path), level)
    return Result("M31", value, inputs, _text(value, inputs), formula)


def _text(value: TalentForecast, inputs: dict[str, Any]) -> str:
    fields = {
        "now": shown(inputs["stock"], 0),
        "later": shown(value.last, 0),
        "years": inputs["years"],
        "share": per_cent(inputs["attrition"]),
    }
    if value.equilibrium is None:
        template = _(
            "From {now} to {later} in {years} years; with nobody leaving there is no long-run level."
        )
        return template.format(**fields)
    return _(
        "From {now} to {later} in {years} years; in the long run {level}, since {share} per cent leave each "
        "year."
    ).format(level=shown(value.equilibrium, 0), **fields)


def needed_inflow(flow: TalentFlow, target: float | None, years: int = YEARS) -> Result[NeededInflow]:
    """Say how many must join each year so that a target is reached in some years (M31).

    x = (T − S₀ × (1 − q)ⁿ) × q / (1 − (1 − q)ⁿ); without attrition (T − S₀) / n.  A negative need becomes 0:
    the target is reached without new inflow.  ``never`` compares the target with the long-run level of the
    present inflow.  Raises ``ToolkitError`` as ``talent_forecast`` does.

    Source: as ``talent_forecast``.

    >>> value = needed_inflow(TalentFlow(120, 0.15, 20, 10, 0.8), target=200).value
    >>> round(value.inflow, 1), round(value.hires, 1), value.never
    (39.6, 31.6, True)
    """
    formula = _("inflow = (T − S₀ × (1 − q)ⁿ) × q / (1 − (1 − q)ⁿ); without attrition (T − S₀) / n")
    inputs, missing = _read(flow)
    inputs |= {"target": not_negative(target, _("the target")), "years": _years(years)}
    if missing or inputs["target"] is None:
        missing += [_("the target")] * (inputs["target"] is None)
        return unavailable("M31", _missing(missing), formula=formula, inputs=inputs)
    leave = inputs["attrition"]
    # 1 − (1 − q)ⁿ in the form that stays exact where q is small.
    lost = -expm1(years * log1p(-leave)) if leave < 1 else 1.0
    short = inputs["target"] - inputs["stock"] * (1 - lost)
    exact = short * leave / lost if leave else short / years
    trained = inputs["success"] * inputs["reskilled"]
    now = trained + inputs["hires"]
    value = NeededInflow(max(0.0, exact), max(0.0, exact - trained), never=_never(inputs, now))
    if exact <= CLOSE:
        text = _("The target is reached without new inflow.")
    else:
        text = _("{inflow} people must join each year to have {target} in {years} years.").format(
            inflow=shown(value.inflow, 1), target=shown(inputs["target"], 0), years=years
        )
    return Result("M31", value, inputs, text, formula, notes=tuple(_prospects(value, inputs, now)))


def _prospects(value: NeededInflow, inputs: dict[str, Any], inflow: float) -> Iterable[str]:
    """Say what becomes of the target if everything stays as it is."""
    if value.never:
        yield _("With the present inflow the target is never reached: it lies above the long-run level.")
    elif inputs["stock"] >= inputs["target"] - CLOSE and inflow < inputs["attrition"] * inputs["target"]:
        yield _("The target is reached now; with the present inflow the stock sinks below it.")


def _never(inputs: dict[str, Any], inflow: float) -> bool:
    """Tell whether a stock below the target stays below it; the long-run level is approached, not reached."""
    target, stock, leave = inputs["target"], inputs["stock"], inputs["attrition"]
    if stock >= target - CLOSE:
        return False
    if leave == 0:
        return bool(inflow <= CLOSE)
    level = inflow / leave
    return bool(level < target - CLOSE or (leave < 1 and level <= target + CLOSE))


def improved(flow: TalentFlow, share: float) -> dict[Lever, TalentFlow]:
    """Return the flow with one lever at a time improved by a share of itself, so that levers compare (M31).

    Attrition falls by the share, the others rise by it, success to 1 at most.  A lever that is missing, or 0
    and so has nothing to improve, is left out.  Raises ``ToolkitError`` for a share outside 0 to 1.

    >>> flow = TalentFlow(stock=120, attrition=0.15, hires=20, reskilled=10, success=0.8)
    >>> {lever: round(talent_forecast(one).value.equilibrium) for lever, one in improved(flow, 1 / 3).items()}
    {'attrition': 280, 'hires': 231, 'reskilled': 204, 'success': 200}
    """
    by = _share(share, _("the share")) or 0.0
    found: dict[Lever, TalentFlow] = {}
    if flow.attrition:
        found["attrition"] = replace(flow, attrition=flow.attrition * (1 - by))
    if flow.hires:
        found["hires"] = replace(flow, hires=flow.hires * (1 + by))
    if flow.reskilled and flow.success:
        found["reskilled"] = replace(flow, reskilled=flow.reskilled * (1 + by))
        found["success"] = replace(flow, success=min(1.0, flow.success * (1 + by)))
    return found
