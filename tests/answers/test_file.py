"""The answers file as text: what is written can be read, what is read is not trusted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.answers import AnswersFile, Entry, json_schema, read_text, write_text
from toolkit_helpers.answers.codes import checked_code, new_code
from toolkit_helpers.answers.model import NewerFileError
from toolkit_helpers.errors import ToolkitError

SCHEMA = Path(__file__).parents[2] / "data" / "answers.schema.json"

texts = st.text(st.characters(codec="utf-8"), max_size=30)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
entries = st.builds(
    Entry,
    parts=st.dictionaries(texts, values, max_size=4),
    saved=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    version=st.integers(1, 99),
)
ids = st.from_regex(r"(EX|WU|TH|XT)[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True)
files = st.builds(AnswersFile, answers=st.dictionaries(ids, entries, max_size=5))


@given(files)
def test_what_is_written_is_read_again(file: AnswersFile) -> None:
    """Any answers survive being written and read, and the same answers give the same text."""
    text = write_text(file)
    assert read_text(text, "memory") == file
    assert write_text(read_text(text, "memory")) == text


def test_times_are_utc_in_iso_8601() -> None:
    """A reader in any country sees the same moment."""
    moment = datetime.fromisoformat("2026-11-23T14:05:06.250+05:00")
    text = write_text(AnswersFile(answers={"EX1.2": Entry(parts={}, saved=moment)}))
    assert '"saved": "2026-11-23T09:05:06.250Z"' in text


def test_keys_of_a_later_release_are_carried_along() -> None:
    """A key that this release does not know is not lost when the file is saved again."""
    data = json.loads(write_text(AnswersFile(answers={"EX1.2": Entry(parts={"a": 1})})))
    data["colour"] = "blue"
    data["answers"]["EX1.2"]["seconds"] = 40
    again = json.loads(write_text(read_text(json.dumps(data), "file")))
    assert again["colour"] == "blue"
    assert again["answers"]["EX1.2"]["seconds"] == 40


def text_with(**changes: Any) -> str:
    """Return the text of an answers file with some keys changed."""
    return json.dumps({**json.loads(write_text(AnswersFile())), **changes})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty, cut off or not JSON"),
        (write_text(AnswersFile())[:40], "empty, cut off or not JSON"),
        (b"\xff\xfe\x00", "empty, cut off or not JSON"),
        ("[" * 100_000, "empty, cut off or not JSON"),
        ('{"a": ' * 30 + "1" + "}" * 30, "nested more deeply"),
        ("[]", "not an answers file of the workbook"),
        ('{"format": "something else"}', "not an answers file of the workbook"),
        (text_with(schema_version=0), "damaged at schema_version"),
        (text_with(answers={"../../etc": {}}), "damaged at answers"),
        (text_with(answers={"EX1.1": {"parts": 3}}), "damaged at answers › EX1.1 › parts"),
        (text_with(answers={"EX1.1": {"parts": {}, "saved": "0001-01-01T00:00:00+23:00"}}), "calendar"),
        (text_with(answers={"EX1.1": {"parts": {}, "saved": "2026-01-01"}}), "damaged at"),
        (text_with(x=1.5).replace("1.5", "1e999"), "not JSON"),
        (text_with(x=1.5).replace("1.5", "NaN"), "not JSON"),
        (" " * 5_000_001, "an answers file has at most 5 MB"),
    ],
)
def test_a_file_that_is_not_good_is_refused_in_one_sentence(text: str | bytes, told: str) -> None:
    """Whatever is wrong with a file, the message names it, the file and a way on."""
    with pytest.raises(ToolkitError, match=told) as caught:
        read_text(text, "answers-of-team-4.json")
    assert caught.value.where == "answers-of-team-4.json"
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_file_of_a_newer_workbook_is_told_apart_from_a_damaged_one() -> None:
    """It must be left as it is, so it has an error of its own."""
    with pytest.raises(NewerFileError, match="newer version of the workbook"):
        read_text(text_with(schema_version=2), "my-answers.json")


@given(st.text(max_size=200) | values.map(json.dumps))
def test_no_text_breaks_the_reader(text: str) -> None:
    """A text that is no answers file gives a clear error, never a traceback of another kind."""
    with pytest.raises(ToolkitError):
        read_text(text, "file")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_not_written(value: float) -> None:
    """A file that nobody can read again is never made."""
    with pytest.raises(ToolkitError, match="cannot be written as JSON"):
        write_text(AnswersFile(answers={"EX1.1": Entry(parts={"a": value})}))


def test_half_a_surrogate_pair_does_not_stop_a_save() -> None:
    """A browser may send one; the rest of the text stays."""
    text = write_text(AnswersFile(answers={"EX1.1": Entry(parts={"a": "good \ud800 text"})}))
    assert read_text(text.encode(), "file").parts("EX1.1") == {"a": "good ? text"}


def test_of_two_files_the_newer_answers_win() -> None:
    """Exercise by exercise, the answer that was saved later stays."""
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    one = AnswersFile(
        answers={"EX1.1": Entry(parts={"a": 1}, saved=late), "EX1.2": Entry(parts={"a": 1}, saved=early)}
    )
    two = AnswersFile(
        answers={"EX1.1": Entry(parts={"a": 2}, saved=early), "EX1.2": Entry(parts={"a": 2}, saved=late)}
    )
    both = one.newest_of_both(two)
    assert (both.parts("EX1.1"), both.parts("EX1.2")) == ({"a": 1}, {"a": 2})


def test_the_published_schema_is_current() -> None:
    """Other programmes read data/answers.schema.json; it must say what the model says."""
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema()


def test_codes_can_be_said_and_tell_nothing() -> None:
    """A code is two pronounceable words and a number, and hardly ever the same twice."""
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    for code in codes:
        first, second, number = code.split("-")
        assert number.isdigit()
        for word in (first, second):
            assert all(letter in "aiou" for letter in word[1::2])


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "bell\a"])
def test_a_code_that_cannot_be_written_down_is_refused(code: str) -> None:
    """Empty, endless and unprintable codes are no codes."""
    with pytest.raises(ToolkitError, match="1 to 40 printable characters"):
        checked_code(code)


def test_a_code_may_be_in_any_script() -> None:
    """Nobody has to write Latin letters."""
    assert checked_code(" فريق  ٧ ") == "فريق ٧"
