"""The figures of the team's country that a calculation on paper starts from."""

from __future__ import annotations

from collections.abc import Mapping

from ..i18n import gettext as _
from . import model
from .paper_blocks import DataTable

# What a fact is computed from.
_STARTS_FROM = {
    "egdi": ("osi", "tii", "hci"),
    "osi_minus_tii": ("osi", "tii"),
    "tii_minus_osi": ("osi", "tii"),
    "region_difference": ("egdi", "region_mean"),
    "income_difference": ("egdi", "income_mean"),
}


def _labels() -> dict[str, str]:
    return {
        "osi": _("Online Service Index (OSI)"),
        "tii": _("Telecommunication Infrastructure Index (TII)"),
        "hci": _("Human Capital Index (HCI)"),
        "egdi": _("E-Government Development Index (EGDI)"),
        "region_mean": _("Mean of the region"),
        "income_mean": _("Mean of the income group"),
    }


def figures_needed(exercise: model.Exercise, facts: Mapping[str, float | str]) -> DataTable | None:
    """Return the figures that the exercise's calculations start from, or ``None``.

    A figure that the exercise asks for is left out, and so is one that the tables do not hold.
    """
    asked = [part.fact for part in exercise.parts if isinstance(part, model.Number) and part.fact]
    needed = {name for fact in asked for name in _STARTS_FROM.get(fact, ())} - set(asked)
    rows = tuple(
        (label, _number(facts[name])) for name, label in _labels().items() if name in needed and name in facts
    )
    if not rows:
        return None
    return DataTable(_("Figures of your country"), (_("Figure"), _("Value")), rows)


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4f}".replace("-", "−")
