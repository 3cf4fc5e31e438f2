"""The fast reader accepts what the workbook's own reader accepts, and gives the same answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cohort_files import file_text, moment, order
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.answers import read_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop import light_reading
from toolkit_helpers.workshop.light_reading import Answers, read

KNOWN = frozenset({"EX1.4", "EX3.4", "XT1.1"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
TIMES = st.sampled_from(
    [
        moment(),
        "2026-11-23T09:00:00Z",
        "2026-11-23T11:00:00.000+02:00",
        "2026-11-23 09:00",
        "2026-02-30T09:00:00.000Z",
        "2026-W48-1T09:00:00.000Z",
        "",
        7,
        None,
    ]
)
ENTRY = st.fixed_dictionaries(
    {"parts": st.dictionaries(st.text(min_size=1, max_size=4), JSON, max_size=3) | JSON},
    optional={"saved": TIMES, "version": st.sampled_from([1, 3, 0, True, "1", 1.0, None]), "more": JSON},
)
FILE = st.fixed_dictionaries(
    {
        "format": st.just("digital-government-workbook/answers") | st.text(max_size=3),
        "answers": st.dictionaries(
            st.sampled_from(["EX1.4", "EX99.1", "XT1.1", "nonsense"]), ENTRY, max_size=3
        ),
    },
    optional={
        "schema_version": st.sampled_from([1, 2, 0, "1", True, 1.0]),
        "participant": st.sampled_from(
            [{"code": "blue-4"}, {"code": ""}, {"code": "x" * 300}, {}, None, "blue"]
        ),
        "workbook_version": st.sampled_from(["0.1.0", 3]),
        "extra": JSON,
    },
)


def outcome(data: bytes) -> Answers | str:
    """Return what the fast reader says of a file."""
    try:
        return read(data, "", KNOWN)
    except ToolkitError as error:
        return str(error)


def judged(data: bytes) -> dict[str, Any] | str:
    """Return what the workbook's own reader says of a file."""
    try:
        file = read_text(data, "")
    except ToolkitError as error:
        return str(error)
    return {name: dict(entry.parts) for name, entry in file.answers.items() if name in KNOWN}


@given(FILE)
def test_both_readers_agree_on_any_file(file: dict[str, Any]) -> None:
    """Accepted by both with the same answers, or refused by both for the same reason."""
    data = json.dumps(file).encode()
    found, expected = outcome(data), judged(data)
    if isinstance(found, Answers):
        assert {name: entry["parts"] for name, entry in found.entries.items()} == expected
    else:
        assert found == expected


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_one_sentence(data: bytes) -> None:
    """Bytes of no meaning never end in anything but a plain refusal."""
    assert isinstance(outcome(data), str)


def test_what_the_workbook_writes_takes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as the workbook writes it never reaches the slow reader."""
    monkeypatch.setattr(light_reading, "_unusual", lambda *_given: pytest.fail("slow"))
    text = file_text("blue-4", {"EX3.4": {"grid": {"PL1.L1": {"current": 2, "raters": [1, 2]}}}})
    found = read(text.encode(), "", order().known)
    assert found.code == "blue-4"
    assert found.entries["EX3.4"]["saved"] == moment()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 100_000, "not JSON"),
        (b'{"format": NaN}', "not JSON"),
        (b" " * 10_000_000, "10.0 MB"),
        (b"\xff\xfe{", "not JSON"),
        (b"[]", "not an answers file"),
        (file_text("a", {}).replace('"schema_version": 1', '"schema_version": 9').encode(), "newer version"),
        (file_text("a", {"EX3.4": {"x": 1}}).replace("1,", "1e999,", 1).encode(), "not JSON"),
        (file_text("a", {"EX3.4": {"x": 1}}).replace("11-23T", "W48-1T").encode(), "damaged"),
    ],
    ids=["deep", "not a number", "10 MB", "no text", "foreign", "newer", "infinite", "week of the year"],
)
def test_hostile_files_are_refused(data: bytes, why: str) -> None:
    """Whatever is sent instead of answers is refused with the reason."""
    assert why in str(outcome(data))


def test_a_deep_answer_is_refused_although_its_words_hold_brackets() -> None:
    """Brackets in words neither hide deep nesting in the usual case nor cost a good file its place."""
    deep: Any = "x"
    for _level in range(25):
        deep = [deep]
    assert "nested" in str(outcome(file_text("a", {"EX3.4": {"x": deep}}).encode()))
    words = outcome(file_text("a", {"EX3.4": {"x": "[[[[[" * 9}}).encode())
    assert isinstance(words, Answers)
