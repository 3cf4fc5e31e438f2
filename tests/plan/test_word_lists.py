"""Words that a translator lists, and the texts that are compared with them."""

from __future__ import annotations

import pytest

from toolkit_helpers.plan.insights.vision import names_people
from toolkit_helpers.plan.word_lists import holds_one_of, is_one_of


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("Every parent is heard.", "child, parent", True),
        ("EVERY PARENT is heard.", "child, parent", True),
        ("An apparent success", "child, parent", False),
        ("Help for older persons nearby", "older persons", True),
        ("The older the better", "older persons", False),
        ("كل أسرة مسجلة", "طفل، أسرة", True),
        ("2035年每位居民都能办理", "儿童、居民", True),
        ("2035年成为领先国家", "儿童、居民", False),
        ("", "child", False),
        ("a + b", "a + b, (", True),
    ],
)
def test_a_whole_word_or_phrase_is_found(text: str, words: str, held: bool) -> None:
    """Words and phrases as a whole, whatever comma the language writes; signs in a list do no harm."""
    assert holds_one_of(text, words) is held


@pytest.mark.parametrize(
    ("text", "same"),
    [("none", True), (" Not yet! ", True), ("", True), ("–", True), ("none of ours, two of theirs", False)],
)
def test_a_text_is_one_of_the_words_or_empty(text: str, same: bool) -> None:
    """Signs and capitals aside; more than the word is an answer."""
    assert is_one_of(text, "none, not yet") is same


def test_everybody_is_nobody() -> None:
    """A vision names people when a reader could say who is meant."""
    assert names_people("By 2033 every child is registered.")
    assert not names_people("By 2033 everybody is served and everyone is happy.")
