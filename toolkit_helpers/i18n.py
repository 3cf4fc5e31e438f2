"""Interface strings through gettext; what a learner reads as content lives in data and notebooks."""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache

from .resources import package_folder

DOMAIN = "workbook"


@cache
def _translations(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(
        DOMAIN, package_folder() / "locale", languages=[language] if language else None, fallback=True
    )


def language() -> str:
    """Return the code of the workbook's language (``TOOLKIT_LANGUAGE``): English unless it is set."""
    return os.environ.get("TOOLKIT_LANGUAGE", "en")


def gettext(message: str) -> str:
    """Return the interface string in the workbook's language (``TOOLKIT_LANGUAGE``), else as it is."""
    return _translations(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of an interface string that fits ``number``."""
    return _translations(language()).ngettext(singular, plural, number)
