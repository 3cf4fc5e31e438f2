"""``workbook plan``: the files it writes, and one sentence for whatever is wrong with what it is given."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from toolkit_helpers import cli
from toolkit_helpers.answers import AnswersFile, write_text
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.handouts import plan
from toolkit_helpers.resources import data_folder

Capture = pytest.CaptureFixture[str]
STEM = "plan-province-of-nandara-fictitious"
BEGINS = {
    ".html": b"<!doctype html>",
    ".pdf": b"%PDF",
    ".docx": b"PK",
    ".xlsx": b"PK",
    "-csv.zip": b"PK",
    "-summary.pdf": b"%PDF",
}


def test_the_example_is_written_in_every_format(tmp_path: Path, capsys: Capture) -> None:
    """Six files, each told as it is written, each what its name says."""
    formats = [word for form in plan.FORMATS for word in ("--to", form)]
    assert cli.main(["plan", "--example", *formats, "--out", str(tmp_path / "new")]) == 0
    written = [tmp_path / "new" / f"{STEM}{ending}" for ending in BEGINS]
    assert capsys.readouterr().out.splitlines() == [f"Written: {path}" for path in written]
    for path, begin in zip(written, BEGINS.values(), strict=True):
        assert path.read_bytes().startswith(begin)
    assert "This is an example." in written[0].read_text(encoding="utf-8")


def test_without_a_format_the_page_is_written(tmp_path: Path, own_answers: Path) -> None:
    """From the team's own answers, where no file is named."""
    own_answers.parent.mkdir()
    own_answers.write_bytes((data_folder() / "demonstration" / "answers.json").read_bytes())
    assert cli.main(["plan", "--out", str(tmp_path)]) == 0
    html = (tmp_path / f"{STEM}.html").read_text(encoding="utf-8")
    assert "Public edition" in html
    assert "This is an example." not in html


def test_the_teams_edition_is_asked_for_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    """So that the two are never mixed up; the spreadsheet, too, says which it is."""
    assert (
        cli.main(["plan", "--example", "--team", "--to", "html", "--to", "xlsx", "--out", str(tmp_path)]) == 0
    )
    assert "Team edition" in (tmp_path / f"{STEM}-team.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / f"{STEM}-team.xlsx") as file:
        assert "Team edition" in file.read("xl/sharedStrings.xml").decode()


def test_a_folder_stands_for_the_answers_in_it(tmp_path: Path) -> None:
    """A participant may name the folder that the workbook saves into."""
    (tmp_path / "my-answers.json").write_bytes(
        (data_folder() / "demonstration" / "answers.json").read_bytes()
    )
    assert plan.read(tmp_path) == plan.example()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no answers file here"),
        (b"", "the file is empty, cut off or not JSON"),
        (b"\x89PNG\r\n\x1a\n", "the file is empty, cut off or not JSON"),
        (b'{"a": 1}', "this is not an answers file of the workbook"),
        (b"[" * 100_000, "the file is empty, cut off or not JSON"),
        (b" " * 5_000_001, "too large to be an answers file"),
        (
            b'{"format": "digital-government-workbook/answers", "schema_version": 99}',
            "written by a newer version",
        ),
    ],
)
def test_a_file_that_is_none_is_told_in_one_sentence(
    tmp_path: Path, capsys: Capture, content: bytes | None, told: str
) -> None:
    """With the file's name and what to do, and nothing is written."""
    path = tmp_path / "answers.json"
    if content is not None:
        path.write_bytes(content)
    assert cli.main(["plan", str(path), "--out", str(tmp_path / "out")]) == cli.ERROR
    err = capsys.readouterr().err
    assert told in err
    assert str(path) in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_without_answers_the_example_is_offered(capsys: Capture, tmp_path: Path) -> None:
    """Whoever has not begun learns where answers would be and how to see a Plan."""
    assert cli.main(["plan", "--out", str(tmp_path)]) == cli.ERROR
    assert "there are no answers yet" in (err := capsys.readouterr().err)
    assert "--example" in err


def test_a_file_and_the_example_are_not_asked_for_together(capsys: Capture, tmp_path: Path) -> None:
    """Nobody guesses which of the two was meant."""
    assert cli.main(["plan", str(tmp_path), "--example"]) != 0
    assert "not both" in capsys.readouterr().err


def test_an_answers_file_without_answers_becomes_a_form(tmp_path: Path) -> None:
    """To print and fill in by hand."""
    path = tmp_path / "empty.json"
    path.write_text(write_text(AnswersFile()), encoding="utf-8")
    assert cli.main(["plan", str(path), "--to", "html", "--out", str(tmp_path)]) == 0
    html = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "Nothing is written yet. Print this document and fill it in" in html


def test_answers_that_no_exercise_asks_for_are_left_aside(tmp_path: Path) -> None:
    """Unknown exercises, wrong shapes and an unknown country end neither the command nor the document."""
    strange = {
        "EX0.1": {"parts": {"team": {"country_code": "XYZ", "team_name": ["a"], "jurisdiction": "Here"}}},
        "EX3.3": {"parts": {"stakeholders": "none"}},
        "EX5.6": {"parts": {"schedule": [{"initiative": {"a": 1}, "months": "many"}, 3, None]}},
        "EX9.9": {"parts": {"nowhere": 1}},
        "EX99.1": {"parts": {"x": [1, 2]}},
    }
    for entry in strange.values():
        entry |= {"saved": "2026-01-01T00:00:00Z", "version": 1}  # type: ignore[dict-item]
    path = tmp_path / "strange.json"
    file = {"format": "digital-government-workbook/answers", "schema_version": 1, "answers": strange}
    path.write_text(json.dumps(file), encoding="utf-8")
    assert cli.main(["plan", str(path), "--to", "html", "--to", "csv", "--out", str(tmp_path)]) == 0
    assert "XYZ" in (tmp_path / "plan-here.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, capsys: Capture) -> None:
    """One sentence with the file's name."""
    (tmp_path / "taken").write_text("a file")
    assert cli.main(["plan", "--example", "--out", str(tmp_path / "taken" / "deeper")]) == cli.ERROR
    assert "cannot be written" in capsys.readouterr().err


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """The message names those that there are."""
    with pytest.raises(ToolkitError, match="html, pdf, docx, xlsx, csv, summary"):
        plan.make(AnswersFile(), ["html", "odt"], out=tmp_path)  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []
