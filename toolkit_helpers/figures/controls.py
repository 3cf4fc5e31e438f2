"""Numbers that a reader may change in an exploration: declared once, shown as a field with a slider."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Control:
    """One number of an exploration that the reader may change.

    Attributes
    ----------
    id
        Name of the value in ``values``: ``"leaving"``.
    label
        What the number is, as a plain phrase: ``"Leaving each year"``.
    minimum, maximum
        Ends of the slider, both allowed.
    step
        How far one press of an arrow key goes.  With whole ``minimum`` and ``step`` only whole numbers are
        accepted; else any number between the ends may be typed.
    value
        Where the control stands at first; handouts show the chart for this value.
    unit
        Printed behind the number: ``"%"``, ``"persons"``; may be empty.
    options
        Instead of a slider, a list to choose from: ``value`` is then the place of the chosen one, from 0,
        and minimum, maximum and step are not used.

    Raises
    ------
    ToolkitError
        If the numbers do not fit together; an author's slip.

    >>> Control("leaving", "Leaving each year", 0, 50, 1, 8, "%").shown(12.0)
    '12 %'
    """

    id: str
    label: str
    minimum: float = 0
    maximum: float = 0
    step: float = 1
    value: float = 0
    unit: str = ""
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.options:
            for name, number in (("minimum", 0), ("maximum", len(self.options) - 1), ("step", 1)):
                object.__setattr__(self, name, number)
        fits = self.minimum <= self.value <= self.maximum and self.step > 0
        if not (_ID.fullmatch(self.id) and self.label and fits):
            raise ToolkitError(
                _("the control {id!r} does not fit together").format(id=self.id),
                remedy=_("Give a lower-case id, a label, a step, and a value between minimum and maximum."),
            )

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense here."""
        return float(self.step).is_integer() and float(self.minimum).is_integer()

    @property
    def decimals(self) -> int:
        """Decimals with which the number is shown: those of the step."""
        exponent = Decimal(repr(float(self.step))).normalize().as_tuple().exponent
        return max(0, -int(exponent))

    def number_text(self, value: float) -> str:
        """Return a value as the field shows it, without its unit and with no more decimals than it has.

        >>> Control("h", "Hours", 0, 1, 0.25, 0.5).number_text(0.5)
        '0.50'
        """
        usual = f"{value:.{self.decimals}f}"
        return usual if math.isclose(float(usual), value, abs_tol=1e-9) else f"{value:.6f}".rstrip("0")

    def shown(self, value: float) -> str:
        """Return a value with its unit, or the words of the option."""
        if self.options:
            return self.options[int(value)]
        return f"{self.number_text(value)} {self.unit}".strip()

    def fault(self, value: float | None) -> str:
        """Return one sentence that says why a value cannot be used; empty if it can.

        ``None`` is something that was typed and is no number.

        >>> Control("leaving", "Leaving each year", 0, 50, 0.5, 8, "%").fault(70)
        'Leaving each year: give a number from 0 to 50 %.'
        """
        inside = value is not None and self.minimum <= value <= self.maximum
        if inside and (not self.whole or float(value or 0).is_integer()):
            return ""
        if self.whole:
            template = _("{label}: give a whole number from {low} to {high}.")
        else:
            template = _("{label}: give a number from {low} to {high}.")
        high = f"{_plain(self.maximum)} {self.unit}".strip()
        return template.format(label=self.label, low=_plain(self.minimum), high=high)

    def as_json(self) -> dict[str, Any]:
        """Return the control as the page receives it."""
        return {**asdict(self), "options": list(self.options), "decimals": self.decimals}


def _plain(value: float) -> str:
    """Return a number without idle zeros; thousands are set apart in what cannot be a year."""
    text = f"{value:,.6f}" if abs(value) >= 10_000 else f"{value:.6f}"
    return text.rstrip("0").rstrip(".")


def complete(controls: tuple[Control, ...], given: Mapping[str, float] | None) -> dict[str, float]:
    """Return a value for each control: the one given, else the control's own.

    Raises
    ------
    ToolkitError
        If a value belongs to no control, or is not one that the control allows.

    >>> complete((Control("q", "Leaving", 0, 50, 1, 8, "%"), Control("h", "Joining", 0, 9, 1, 2)), {"q": 10})
    {'q': 10.0, 'h': 2.0}
    """
    known = {control.id: control for control in controls}
    for name, value in (given or {}).items():
        if name not in known:
            raise ToolkitError(
                _("there is no control {name!r}").format(name=name),
                remedy=_("The controls are {names}.").format(names=", ".join(known) or "–"),
            )
        if fault := known[name].fault(value):
            raise ToolkitError(fault)
    return {name: float((given or {}).get(name, control.value)) for name, control in known.items()}


def used_text(controls: tuple[Control, ...], values: Mapping[str, float]) -> str:
    """Return the values in one line, for documents: ``"Leaving each year: 8 %; joining: 2."``."""
    return "; ".join(
        _("{label}: {value}").format(label=one.label, value=one.shown(values[one.id])) for one in controls
    )
