"""Interface strings of the screen painter: it has none of its own, so they translate in one place."""

from __future__ import annotations

from ..i18n import gettext as _


def phrases() -> dict[str, str]:
    """Return every string that the screen painter shows beside a chart's own texts."""
    return {
        "country": _("Your country"),
        "no_country": _("No country: show the world"),
        "notice": _("What to notice:"),
        "missing": _("What is missing:"),
        "table": _("The numbers as a table"),
        "controls": _("Try other values"),
        "slider": _("{label}, slider"),
        "reset": _("Back to the first values"),
        "used": _("Values used:"),
        "waiting": _("The chart is being computed …"),
    }
