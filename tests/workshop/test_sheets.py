"""``workbook sheets``: the right files, in order, the same with one process and with two."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_helpers import cli, datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.workshop import sheets


def test_each_country_gets_a_file(tmp_path: Path) -> None:
    """By code or name, each once, with progress."""
    told: list[tuple[int, int, str]] = []
    made = sheets.make_sheets(
        ["KEN", "Rwanda", "ken"], out=tmp_path / "dist", progress=lambda *step: told.append(step)
    )
    assert [path.name for path in made] == ["country-sheet-KEN.pdf", "country-sheet-RWA.pdf"]
    assert told == [(1, 2, "country-sheet-KEN.pdf"), (2, 2, "country-sheet-RWA.pdf")]
    assert all(path.read_bytes().startswith(b"%PDF") for path in made)


def test_two_processes_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same countries, same bytes, same order."""
    monkeypatch.setattr(sheets, "_WORTH_A_SECOND_PROCESS", 2)
    monkeypatch.setattr(sheets, "_AT_A_TIME", 1)
    codes = ["RWA", "KEN", "NPL"]
    many = sheets.make_sheets(codes, out=tmp_path / "many")
    monkeypatch.setattr(sheets, "_PROCESSES", 1)
    one = sheets.make_sheets(codes, out=tmp_path / "one")
    assert [path.name for path in many] == [path.name for path in one]
    assert [path.read_bytes() for path in many] == [path.read_bytes() for path in one]


def test_all_are_the_member_states() -> None:
    """One job for each of the 193, none for observers."""
    codes = list(sheets._codes(None))
    assert len(codes) == len(set(codes)) == 193
    assert "PSE" not in codes
    assert all(datasets.country(code).un_member for code in codes)


@pytest.mark.parametrize(("countries", "message"), [((), "no country is named"), (("Atlantis",), "Atlantis")])
def test_a_wrong_wish_is_told_before_anything_is_written(
    countries: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and no folder."""
    assert cli.main(["sheets", *countries, "--out", str(tmp_path / "dist")]) == 2
    assert message.lower() in capsys.readouterr().err.lower()
    assert not (tmp_path / "dist").exists()


def test_a_country_among_good_ones_is_checked_first(tmp_path: Path) -> None:
    """The tenth name may be wrong: nothing is half done."""
    with pytest.raises(ToolkitError, match="Atlantis"):
        sheets.make_sheets(["RWA", "Atlantis"], out=tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_the_command_writes_both_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Page and PDF, with the folder told at the end."""
    assert cli.main(["sheets", "RWA", "--to", "pdf", "--to", "html", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "country-sheet-RWA.html",
        "country-sheet-RWA.pdf",
    ]
    assert capsys.readouterr().out.splitlines()[-1] == f"The files are in {tmp_path}."
