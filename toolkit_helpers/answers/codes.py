"""Participant codes: chosen by the person, or made up so that they can be said and written down."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from ..errors import ToolkitError
from ..i18n import gettext as _

# Few, plain sounds: a code is read aloud in many languages and should mean nothing in any of them.
_CONSONANTS: Final = "bdlmnrv"
_VOWELS: Final = "aiou"
_NUMBERS: Final = 90
_DIFFERENT: Final = (len(_CONSONANTS) * len(_VOWELS)) ** 4 * _NUMBERS
LONGEST: Final = 40


def new_code() -> str:
    """Return a random code such as ``"lumo-ravi-47"``; it holds nothing about the person."""
    return _spoken(secrets.randbelow(_DIFFERENT))


def code_for(account: str) -> str:
    """Return the code that an account of a hub begins with: always the same one, without telling the account.

    The account must itself say nothing about a person (``database_roles.account`` makes such names).

    >>> code_for("dgw_1") == code_for("dgw_1") != code_for("dgw_2")
    True
    """
    digest = hashlib.sha256(account.encode("utf-8", "replace")).digest()
    return _spoken(int.from_bytes(digest, "big") % _DIFFERENT)


def _spoken(number: int) -> str:
    number, last = divmod(number, _NUMBERS)
    syllables = []
    for _syllable in range(4):
        number, sound = divmod(number, len(_CONSONANTS) * len(_VOWELS))
        consonant, vowel = divmod(sound, len(_VOWELS))
        syllables.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return f"{''.join(syllables[:2])}-{''.join(syllables[2:])}-{last + 10}"


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
