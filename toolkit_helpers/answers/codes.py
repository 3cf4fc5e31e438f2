"""Participant codes: chosen by the person, or made up so that they can be said and written down."""

from __future__ import annotations

import secrets
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _

# Few, plain sounds: a code is read aloud in many languages and should mean nothing in any of them.
_CONSONANTS: Final = "bdlmnrv"
_VOWELS: Final = "aiou"
LONGEST: Final = 40


def new_code() -> str:
    """Return a random code such as ``"lumo-ravi-47"``; it holds nothing about the person."""

    def word() -> str:
        return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _syllable in range(2))

    return f"{word()}-{word()}-{secrets.randbelow(90) + 10}"


def checked_code(text: str) -> str:
    """Return a chosen code without stray spaces; ``ToolkitError`` if it is empty, too long or unprintable.

    >>> checked_code("  team   blue 4 ")
    'team blue 4'
    """
    code = " ".join(text.split())
    if not code or len(code) > LONGEST or not code.isprintable():
        raise ToolkitError(
            _("a participant code has 1 to {most} printable characters").format(most=LONGEST),
            remedy=_("Choose a shorter code, or keep the one that was made for you."),
        )
    return code
