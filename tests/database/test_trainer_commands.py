"""``workbook collect`` and ``workbook forget`` with a school's database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from school import School

from toolkit_helpers.answers.database_store import DatabaseStore, every_file
from toolkit_helpers.cli import main

Opened = Callable[[str], DatabaseStore]


def test_the_report_and_forgetting_work_on_a_database(
    school: School, opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Six people answered; the report counts six, and after one is forgotten five."""
    for number in range(6):
        store = opened(school.participant(f"person{number}"))
        store.save("EX1.2", {"measure": "B"})
        store.choose_code(f"Code {number}")
    trainer = school.trainer()
    report = ["collect", trainer, "--to", "html", "--out", str(tmp_path)]
    assert main(report) == 0
    assert "6 participant codes in 6 answers files" in capsys.readouterr().out
    assert (tmp_path / "cohort-report.html").stat().st_size > 1000

    assert main(["forget", "code 3", trainer, "--yes"]) == 0
    assert "1 participants in databases" in capsys.readouterr().out
    assert sorted(name for name, _data in every_file(trainer)) == [f"Code {n}" for n in (0, 1, 2, 4, 5)]
    assert main(report) == 0
    told = capsys.readouterr()
    assert "5 participant codes in 5 answers files" in told.out
    assert "secret" not in told.out + told.err


def test_a_wrong_password_is_told_without_it(
    school: School, anna: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence names the database and what to look at."""
    assert main(["collect", anna.replace(":secret@", ":guessed@")]) == 2
    told = capsys.readouterr().err
    assert "cannot be used now" in told
    assert "Look at the address" in told
    assert "guessed" not in told
