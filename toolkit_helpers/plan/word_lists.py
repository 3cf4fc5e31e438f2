"""Lists of words in the catalogue: one message each, so that every language lists its own, with commas."""

from __future__ import annotations

import re
from typing import Final

from ..i18n import gettext as _

_COMMAS: Final = re.compile("[,،，、]")
_EDGES: Final = re.compile(r"^\W+|\W+$")


def holds_one_of(text: str, words: str) -> bool:
    """Whether one of the words, or phrases, stands in the text as a whole; capital or small is the same.

    A text without blanks, as in Chinese, does not show where a word ends; there any place counts.

    >>> holds_one_of("Older persons first.", "resident, older person, older persons")
    True
    >>> holds_one_of("A manifold plan", "man, older person")
    False
    >>> holds_one_of("2035年每位居民都能办理", "居民，儿童")
    True
    """
    edge = r"\b" if " " in text else ""
    return any(re.search(f"{edge}{re.escape(word)}{edge}", text, re.IGNORECASE) for word in _split(words))


def is_one_of(text: str, words: str) -> bool:
    """Whether the text is one of the words and nothing else, its signs aside; an empty text counts.

    >>> is_one_of(" None. ", "none, not yet"), is_one_of("–", "none"), is_one_of("none but the mayor", "none")
    (True, True, False)
    """
    bare = _EDGES.sub("", text).casefold()
    return not bare or bare in {word.casefold() for word in _split(words)}


def is_no_seat(text: str) -> bool:
    """Whether what a team writes about a seat, or a role in governance, says that there is none.

    >>> is_no_seat("Not yet."), is_no_seat("None may vote, one may speak")
    (True, False)
    """
    return is_one_of(text, _("none, no, no seat, nobody, not yet, nothing"))


def _split(words: str) -> list[str]:
    return [word.strip() for word in _COMMAS.split(words) if word.strip()]
