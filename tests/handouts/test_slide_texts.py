"""From prose to slides: what is shown, what is left to the notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.handouts.slides.shorten import (
    LONGEST_LIST,
    LONGEST_TABLE,
    LONGEST_TEXT,
    pieces,
    shortened,
    words,
)

LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("One thought.", "One thought."),
        ("First.\n\nSecond.", "First.\n\nSecond."),
        (f"{LONG} {LONG} {LONG} {LONG}", f"{LONG} {LONG}"),
        (f"{LONG}\n\n{LONG}\n\n{LONG}", f"{LONG}\n\n{LONG}"),
        ("Lead. Rest.\n\n- a\n- b\n\nAfter.", "Lead.\n\n- a\n- b"),
        ("- a\n- b", "- a\n- b"),
        ("1. one\n   goes on\n2. two", "1. one goes on\n2. two"),
        ("Before.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("See [chapter 2](02-x.ipynb).", "See chapter 2."),
        (
            f"1. **Need.** {LONG}\n2. **Channels.** {LONG} {LONG} {LONG} {LONG} {LONG}",
            f"1. **Need.** {LONG}\n2. **Channels.** {LONG}",
        ),
        (
            "**A** is a. More.\n\n**B** is b. More.\n\n**C** is c.",
            "- **A** is a.\n- **B** is b.\n- **C** is c.",
        ),
        ("**A** is a.\n\n**B** is b.", "**A** is a.\n\n**B** is b."),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    """A table, else a list with its lead, else the first sentences that fit."""
    assert shortened(text) == shown


def test_a_large_table_gives_way_to_the_sentences() -> None:
    """Nobody reads nine rows from the back of a room."""
    rows = "\n".join(f"| row {number} | value |" for number in range(9))
    assert shortened(f"A sentence.\n\n| a | b |\n|---|---|\n{rows}") == "A sentence."


def test_long_items_lose_what_follows_their_first_sentence() -> None:
    """A list is cut inside its items before it is cut at its end."""
    listing = "\n".join(f"- Item {number}. {LONG}" for number in range(7))
    assert shortened(listing) == "\n".join(f"- Item {number}." for number in range(7))


def test_an_item_is_not_cut_inside_brackets() -> None:
    """A pause between brackets is no place to end."""
    long = f"It follows the guidelines (W3C, 2023) and {LONG[:-1].lower()}"
    shown = shortened("\n".join(f"- {long}" for _item in range(4)))
    assert set(shown.splitlines()) == {"- It follows the guidelines"}


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=60), max_size=30))
def test_any_text_gets_shorter_or_stays(lines: list[str]) -> None:
    """Whatever an author writes, the slide has no more words than the text."""
    text = "\n".join(lines)
    assert words(shortened(text)) <= words(text)


@given(st.lists(st.sampled_from([LONG, "Short.", "", "- item", "## Heading", "1. step"]), max_size=40))
def test_there_is_a_most_of_everything(lines: list[str]) -> None:
    """No slide is longer than the longest list with its lead."""
    longest = max(LONGEST_TEXT, LONGEST_TABLE, LONGEST_LIST) + 2 * words(LONG)
    for piece in pieces("\n".join(lines)):
        assert words(shortened(piece.text)) <= longest


def test_pieces_follow_the_headings() -> None:
    """One piece for each heading that has a text or stands alone, in order."""
    found = [
        (piece.level, piece.title, piece.text) for piece in pieces("Before.\n\n## A\n### B\nText.\n\n### C\n")
    ]
    assert found == [(0, "", "Before."), (2, "A", ""), (3, "B", "Text."), (3, "C", "")]
