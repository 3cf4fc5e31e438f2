"""What an author reads after a slip: file and line, exercise, rule, remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_helpers.authoring.yaml_bank import inspect_yaml, read_yaml
from toolkit_helpers.errors import ToolkitError

GOOD = """\
chapter: 1
exercises:
  - id: EX1.1
    title: Say what you mean
    minutes: 6
    grouping: [I]
    parts:
      - id: measure
        kind: choice
        prompt: Which?
        options:
          - {id: A, text: This, correct: true, feedback: Yes.}
          - {id: B, text: That, correct: false, feedback: No.}
  - id: EX1.2
    title: Second
    minutes: 4
    grouping: [T]
    parts:
      - {id: say, kind: text, prompt: Say it.}
"""


def write(folder: Path, text: str) -> Path:
    """Write an author's file."""
    path = folder / "01.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_gives_its_exercises_in_order(tmp_path: Path) -> None:
    """Every exercise of the file comes back, in the file's order."""
    assert [exercise.id for exercise in read_yaml(write(tmp_path, GOOD))] == ["EX1.1", "EX1.2"]


SLIPS = {
    "unknown key": (
        "minutes: 6",
        "minutes: 6\n    minuts: 6",
        "x.yaml:6, EX1.1: the key 'minuts' is not known. Did you mean 'minutes'?",
    ),
    "unknown key of an option": (
        "text: This",
        "txt: This",
        "x.yaml:12, EX1.1: the key 'txt' is not known. Did you mean 'text'?",
    ),
    "missing key": ("    minutes: 6\n", "", "x.yaml:3, EX1.1: the key 'minutes' is missing. Add it."),
    "number as a word": (
        "minutes: 6",
        "minutes: six",
        "x.yaml:5, EX1.1: 'minutes' is 'six'. It must be a whole number.",
    ),
    "text as a number": (
        "title: Second",
        "title: 2",
        "x.yaml:15, EX1.2: 'title' is 2. It must be text; put it in quotes.",
    ),
    "too large a number": (
        "minutes: 6",
        "minutes: 600",
        "x.yaml:5, EX1.1: 'minutes' is 600. Give at most 240.",
    ),
    "empty text": ("title: Second", "title: ''", "x.yaml:15, EX1.2: 'title' is empty. Write its text."),
    "list as a text": (
        "grouping: [I]",
        "grouping: I",
        "x.yaml:6, EX1.1: 'grouping' is 'I'. It must be a list, one entry per line with a dash.",
    ),
    "value outside of a list": (
        "grouping: [I]",
        "grouping: [Z]",
        "x.yaml:6, EX1.1: 'grouping' is 'Z'. Use 'I', 'P', 'T' or 'A'.",
    ),
    "two right answers": (
        "correct: false",
        "correct: true",
        "x.yaml:8, EX1.1: a single choice needs exactly one right answer and has 2. "
        "Set 'multiple: true' or correct the key.",
    ),
    "one option only": (
        "          - {id: B, text: That, correct: false, feedback: No.}\n",
        "",
        "x.yaml:11, EX1.1: 'options' has too few entries: 1. Give at least 2.",
    ),
    "unknown kind": (
        "kind: text",
        "kind: txet",
        "x.yaml:19, EX1.2: the kind 'txet' is not known. Use one of 'choice', 'match', 'order', 'number', "
        "'grid', 'scale', 'map2x2', 'table', 'form', 'text', 'activity'.",
    ),
    "no kind": (
        "kind: text, ",
        "",
        "x.yaml:19, EX1.2: the part has no 'kind'. Add it, such as kind: choice.",
    ),
    "id twice": (
        "id: EX1.2",
        "id: EX1.1",
        "x.yaml:14, EX1.1: the id stands twice; first in line 3. Give each exercise its own number.",
    ),
    "id of another form": (
        "id: EX1.2",
        "id: EX12",
        "x.yaml:14, EX12: 'id' is 'EX12', which does not fit. Write it like EX1.2, WU1.1, TH1.1 or XT1.1.",
    ),
    "id of another chapter": (
        "id: EX1.2",
        "id: EX3.2",
        "x.yaml:14, EX3.2: the exercise belongs to chapter 3, the file to chapter 1. "
        "Correct its id or move it.",
    ),
    "no chapter": (
        "chapter: 1",
        "chaptr: 1",
        "x.yaml:1: the key 'chaptr' is not known. Known keys: chapter, exercises.",
    ),
    "chapter as a word": (
        "chapter: 1",
        "chapter: one",
        "x.yaml:1: 'chapter' is missing or not a whole number. Write it like 'chapter: 1'.",
    ),
    "key twice": (
        "    minutes: 4\n",
        "    minutes: 4\n    minutes: 5\n",
        "x.yaml:17, EX1.2: the key 'minutes' stands twice in one entry. Keep one of them.",
    ),
    "no list": (
        GOOD,
        "chapter: 1\n",
        "x.yaml:1: the file has no list of exercises. Begin with 'chapter: 1', then 'exercises:'.",
    ),
    "empty file": (
        GOOD,
        "",
        "x.yaml:1: the file has no list of exercises. Begin with 'chapter: 1', then 'exercises:'.",
    ),
    "bare colon": (
        "title: Second",
        "title: Second: again",
        "x.yaml:15, EX1.2: this is not YAML: mapping values are not allowed here. "
        "Look at this line and the one before it: indentation, a missing quote or colon.",
    ),
}


@pytest.mark.parametrize(("good", "bad", "told"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_one_sentence_with_its_place(tmp_path: Path, good: str, bad: str, told: str) -> None:
    """The first slip stops with file, line, exercise, rule and remedy."""
    assert good in GOOD
    with pytest.raises(ToolkitError) as raised:
        read_yaml(write(tmp_path, GOOD.replace(good, bad, 1)), "x.yaml")
    assert str(raised.value) == told


def test_a_missing_bracket_is_told_with_a_line(tmp_path: Path) -> None:
    """Broken syntax is told with the line where reading stopped."""
    with pytest.raises(ToolkitError, match=r"x\.yaml:7, EX1\.1: this is not YAML"):
        read_yaml(write(tmp_path, GOOD.replace("[I]", "[I", 1)), "x.yaml")


def test_all_slips_of_a_file_are_found_at_once(tmp_path: Path) -> None:
    """A check lists every slip, and the good exercises still come back."""
    text = GOOD.replace("minutes: 6", "minutes: six").replace("text: This", "txt: This")
    exercises, findings = inspect_yaml(write(tmp_path, text), "x.yaml")
    assert [exercise.id for exercise in exercises] == ["EX1.2"]
    assert [(finding.line, finding.id) for finding in findings] == [
        (5, "EX1.1"),
        (12, "EX1.1"),
        (12, "EX1.1"),
    ]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are told in one sentence."""
    path = tmp_path / "01.yaml"
    path.write_bytes(b"chapter: 1\n# \xff\xfe\n")
    with pytest.raises(ToolkitError, match=r"x\.yaml: the file cannot be read as text.*Save it as UTF-8"):
        read_yaml(path, "x.yaml")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is told by its name."""
    with pytest.raises(ToolkitError, match=r"x\.yaml: there is no such file"):
        read_yaml(tmp_path / "01.yaml", "x.yaml")
