"""``workbook collect`` from end to end: right, repeatable, silent about few, and deaf to hostile words."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType
from xml.etree import ElementTree

import pikepdf
import pytest
from cohort_files import AFTER, BEFORE, file_text, group, order, person, taken, write

from toolkit_helpers import cli
from toolkit_helpers.answers import open_store
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.resources import data_folder
from toolkit_helpers.workshop import databases
from toolkit_helpers.workshop.cohort import Cohort
from toolkit_helpers.workshop.collecting import collect
from toolkit_helpers.workshop.report_document import _SCRIPTS, document, printable
from toolkit_helpers.workshop.report_parts import sections
from toolkit_helpers.workshop.report_sheets import spreadsheet
from toolkit_helpers.workshop.report_tables import Quotes, Section, Table

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DEMONSTRATION = data_folder() / "demonstration" / "answers.json"
HOSTILE = [
    "<script>alert(1)</script>",
    '=HYPERLINK("https://example.org";"x")',
    "+1+1",
    "@SUM(A1)",
    "-2+3|cmd",
    "abc\u202egnp.exe",
    "../../../etc/passwd",
    '**bold** #import "x" $x$ \\ `code`',
    "tab\tand\nline",
    "]]></t><f>1</f>",
    "队伍 فريق 👩🏽‍💻",
    "x" * 150,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files of a group of 26 with eight teams, the demonstration team among the files."""
    place = tmp_path_factory.mktemp("group")
    group(place, 25, teams=8)
    (place / "nandara.json").write_bytes(DEMONSTRATION.read_bytes())
    return place


@pytest.fixture(scope="module")
def told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Return what may be told of the group."""
    return collect([folder], out=tmp_path_factory.mktemp("out"), formats=(), with_texts=True).told


def part(data: bytes, name: str) -> ElementTree.Element:
    """Return one XML file of a spreadsheet that this test has made itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return ElementTree.fromstring(book.read(name))  # noqa: S314


def strings(data: bytes) -> list[str]:
    """Return every text of a spreadsheet, cell by cell."""
    return ["".join(node.itertext()) for node in part(data, "xl/sharedStrings.xml").iter(f"{NAMESPACE}si")]


def sheets(data: bytes) -> dict[str, ElementTree.Element]:
    """Return the sheets of a spreadsheet by their name."""
    names = [node.get("name", "") for node in part(data, "xl/workbook.xml").iter(f"{NAMESPACE}sheet")]
    return {
        name: part(data, f"xl/worksheets/sheet{number}.xml") for number, name in enumerate(names, start=1)
    }


def tables(told: Cohort, sheet: str) -> list[Table]:
    """Return the tables of one section."""
    section = next(one for one in sections(told) if one.sheet == sheet)
    return [piece for piece in section.pieces if isinstance(piece, Table)]


def test_a_group_has_all_sections(told: Cohort) -> None:
    """From what came in over learning, reaction, words and gaps to Plans and privacy, in this order."""
    assert [section.sheet for section in sections(told)] == [
        "Files",
        "Learning",
        "Questions",
        "Confidence",
        "Exit tickets",
        "Closing form",
        "Words",
        "Gaps",
        "Pillars",
        "Responses",
        "Plans",
        "Privacy",
    ]
    assert told.handed.persons == told.handed.files == 26
    assert told.knowledge is not None
    assert told.knowledge.gain.value is not None
    assert told.knowledge.gain.value.persons == 25


def test_the_wall_tells_how_far_each_plan_is(told: Cohort) -> None:
    """The demonstration team has filled every section; a code without anything for the Plan is not on it."""
    assert told.wall is not None
    rows = {row.code: row.sections for row in told.wall.rows}
    nandara = json.loads(DEMONSTRATION.read_text(encoding="utf-8"))["participant"]["code"]
    assert all(filled == count > 0 for filled, _begun, count in rows[nandara].values())
    assert "code-00000" in rows
    assert "code-00020" not in rows


def test_two_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """The report depends on the answers alone, not on the clock, the folder or the order of files."""
    other = tmp_path / "other"
    other.mkdir()
    for number, path in enumerate(sorted(folder.iterdir(), reverse=True)):
        (other / f"{number:03d}.json").write_bytes(path.read_bytes())
    one = collect([folder], out=tmp_path / "1", title="Day 5", with_texts=True).files
    two = collect([other], out=tmp_path / "2", title="Day 5", with_texts=True).files
    assert [path.name for path in one] == ["cohort-report.html", "cohort-report.pdf", "cohort-report.xlsx"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_the_formats_hold_the_same_tables(told: Cohort) -> None:
    """Every caption stands in the page, in the PDF's structure and in the spreadsheet."""
    from toolkit_helpers.handouts import page, pdf

    parts = sections(told)
    captions = [piece.caption for one in parts for piece in one.pieces if isinstance(piece, Table)]
    html = page.render(document("T", parts))
    text = strings(spreadsheet("T", parts))
    source, _files = pdf.typst_source(document("T", parts, paper=True))
    assert len(captions) > 10
    for caption in captions:
        assert caption in text
        assert caption in source.replace('\\"', '"')
        assert caption.replace("&", "&amp;").replace("'", "&#x27;") in html


def test_the_pdf_is_tagged(folder: Path, tmp_path: Path) -> None:
    """The PDF names its standard, its language and its title."""
    (path,) = collect([folder], out=tmp_path, title="Capacity week", formats=("pdf",)).files
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert "Capacity week" in meta["dc:title"]


def numbers_of_groups(told: Cohort) -> list[float]:
    """Return every number that stands in a column of persons or teams."""
    found = []
    for section in sections(told):
        for piece in section.pieces:
            if isinstance(piece, Table):
                for place, head in enumerate(piece.header):
                    if head in {"Persons", "Teams"}:
                        found += [row[place] for row in piece.rows if not isinstance(row[place], str)]
    return [float(value) for value in found]


@pytest.mark.parametrize("persons", [5, 9, 10, 19, 26])
def test_no_number_of_persons_or_teams_is_below_five(persons: int, tmp_path: Path) -> None:
    """With three teams, four of another form and two silent ones, no group of fewer is in any table."""
    random = Random(persons)  # noqa: S311 - invented answers
    for number in range(persons):
        answers = person(random, order(), team=number < 3)
        if number in (0, 1):
            answers.pop("XT1.1")
        if number in (2, 3, 4, 5):
            answers[AFTER] = taken("B", 12)
        write(tmp_path, f"c{number}", answers)
    told = collect([tmp_path], out=tmp_path / "out", formats=(), with_texts=True).told
    found = numbers_of_groups(told)
    assert all(number == 0 or number >= 5 for number in found)
    assert (told.gaps, told.pillars) == (None, {})
    for name, sheet in sheets(spreadsheet("T", sections(told))).items():
        if name in {"Exit tickets", "Gaps", "Pillars", "Responses"}:
            cells = [cell for cell in sheet.iter(f"{NAMESPACE}c") if cell.get("t") is None]
            assert [cell for cell in cells if float(cell.findtext(f"{NAMESPACE}v") or 0) < 5] == []


def test_of_four_persons_only_what_came_in_is_told(tmp_path: Path) -> None:
    """Four complete files give no result in any format, and nothing to pass on."""
    group(tmp_path / "in", 4, teams=4)
    save = tmp_path / "group-results.json"
    done = collect([tmp_path / "in"], out=tmp_path / "out", with_texts=True, save=save)
    assert json.loads(save.read_text()) == {}
    assert {one.sheet for one in sections(done.told)} == {"Files", "Results", "Plans", "Privacy"}
    html = done.files[0].read_text(encoding="utf-8")
    for word in ("gain", "Gap", "measure", "PL5", "at most"):
        assert word not in re.sub(
            r"(?s)<style>.*?</style>|<footer>.*|What this report does not tell.*", "", html
        )
    assert set(sheets(done.files[2].read_bytes())) == {"Files", "Results", "Plans", "Privacy"}


def test_a_single_person_more_does_not_show(tmp_path: Path) -> None:
    """Two reports that differ by one person's choice on an exit ticket, in the same step, are the same."""
    for name, choices in (("one", "AAAAAABBBBBBBBCC"), ("two", "AAAAAABBBBBBBBCD")):
        for number, letter in enumerate(choices):
            write(tmp_path / name, f"c{number}", {"XT1.1": {"question": letter}})
    reports = [collect([tmp_path / name], out=tmp_path / "out", formats=()).told for name in ("one", "two")]
    assert reports[0] == reports[1]


def test_saved_results_reach_the_participants_charts(folder: Path, tmp_path: Path) -> None:
    """D10.3 and D2.3 show what was saved beside the answers, and nobody is named in it."""
    save = tmp_path / "group-results.json"
    collect([folder], out=tmp_path, formats=(), save=save)
    cohort = open_store(tmp_path / "my-answers.json").group_results()
    assert cohort == json.loads(save.read_text(encoding="utf-8"))
    learned = explorations.describe("D10.3", None, {"cohort": cohort})
    assert [series.name for series in learned.series] == ["Before", "After"]
    own = {"EX2.4": {"scan": [{"code": "PL1", "score": 3}]}}
    assert "9" in explorations.describe("D2.3", None, {**own, "cohort": cohort}).finding
    assert "code-" not in save.read_text(encoding="utf-8")


def hostile_group(place: Path) -> None:
    """Write a group of twelve whose codes, words and file names are all hostile."""
    random = Random(1)  # noqa: S311 - invented answers
    for number, text in enumerate(HOSTILE):
        answers = person(random, order(), team=True)
        answers["XT1.3"] = {"notes": {"director": text, "muddiest": text}, "pace": text}
        answers["XT1.1"] = {"question": text}
        answers["EX0.1"] = {"team": {"team_name": text}}
        answers[BEFORE]["i1_5"] = {"$": text}
        write(place, text, answers, name=f"{number}.json")
    for name in ("<img src=x onerror=alert(1)>.json", "=cmd|x.json", "a\u202enosj.json", "**b**.json"):
        (place / name).write_text("{", encoding="utf-8")


def test_hostile_words_stay_words_in_the_page(tmp_path: Path) -> None:
    """Nothing that participants typed becomes markup, a script, a mark or a turned line."""
    hostile_group(tmp_path / "in")
    (path,) = collect(
        [tmp_path / "in"], out=tmp_path, title="<b>T</b>\u202e", formats=("html",), with_texts=True
    ).files
    html = path.read_text(encoding="utf-8")
    assert "\u202e" not in html
    assert not re.search(r"<script|<img|<b>|onerror=(?!alert\(1\)&gt;)", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "∗∗bold∗∗" in html
    assert "<strong>bold" not in html
    assert "default-src 'none'" in html


def test_hostile_words_stay_words_in_the_spreadsheet(tmp_path: Path) -> None:
    """No cell is a formula or a link, and a text that looks like one is kept to the letter."""
    hostile_group(tmp_path / "in")
    (path,) = collect([tmp_path / "in"], out=tmp_path, title="=1+1", formats=("xlsx",), with_texts=True).files
    data = path.read_bytes()
    for sheet in sheets(data).values():
        assert not list(sheet.iter(f"{NAMESPACE}f"))
        assert not list(sheet.iter(f"{NAMESPACE}hyperlink"))
    found = strings(data)
    assert {"=1+1", "+1+1", "@SUM(A1)", "-2+3|cmd", HOSTILE[1], HOSTILE[9]} <= set(found)
    assert not any("\u202e" in text for text in found)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not [name for name in book.namelist() if "external" in name.lower() or "vba" in name.lower()]


def test_hostile_words_and_other_scripts_do_not_stop_the_pdf(tmp_path: Path) -> None:
    """A code in a script without glyphs is boxed, and the PDF is still made."""
    hostile_group(tmp_path / "in")
    (path,) = collect([tmp_path / "in"], out=tmp_path, title="队伍", formats=("pdf",), with_texts=True).files
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) > 3
        assert not {"/AA", "/OpenAction", "/Names"} & set(pdf.Root.keys())


def test_every_character_that_is_kept_for_paper_has_a_glyph() -> None:
    """The typefaces of the PDF can show all that ``printable`` lets through."""
    from toolkit_helpers.handouts import pdf

    every = "".join(chr(code) for first, last in _SCRIPTS for code in range(first, last + 1))
    kept = printable(every)
    text = " ".join(kept[start : start + 40] for start in range(0, len(kept), 40))
    section = Section("S", "Title", (Quotes("Q", (text,)),))
    assert pdf.render(document("T", [section], paper=True)).startswith(b"%PDF")


def test_a_huge_answer_is_refused_and_the_rest_is_used(tmp_path: Path) -> None:
    """Ten megabytes in one field cost that file its place; a long word within limits is cut where shown."""
    group(tmp_path / "in", 6)
    write(tmp_path / "in", "huge", {"XT1.3": {"notes": {"muddiest": "y" * 10_000_000}}})
    write(tmp_path / "in", "long", {"XT1.3": {"notes": {"muddiest": "z" * 100_000}}})
    done = collect([tmp_path / "in"], out=tmp_path, formats=("html",), with_texts=True)
    assert done.told.handed.files == 7
    assert [(file.name, "MB" in file.reason) for file in done.told.handed.passed_over] == [
        ("huge.json", True)
    ]
    html = done.files[0].read_text(encoding="utf-8")
    assert "z" * 500 in html
    assert "z" * 501 not in html


def test_words_stay_silent_without_being_asked_for(folder: Path, tmp_path: Path) -> None:
    """Without ``--with-texts`` no free text is in any file."""
    files = collect([folder], out=tmp_path, formats=("html", "xlsx")).files
    assert "We should measure" not in files[0].read_text(encoding="utf-8")
    assert not [text for text in strings(files[1].read_bytes()) if "We should measure" in text]


def test_private_answers_enter_no_report(tmp_path: Path) -> None:
    """What stands in private fields, such as the mirror of chapter 7, is nowhere, whatever is asked for."""
    random = Random(5)  # noqa: S311 - invented answers
    for number in range(8):
        mirror = [{"code": "evidence", "place": 2, "example": "MY-SECRET"}]
        answers = {**person(random, order(), team=True), "EX7.1": {"mirror": mirror}}
        answers["EX3.2"] = {"stakeholders": [{"code": "S1", "name": "MY-SECRET", "stance": -2}]}
        write(tmp_path / "in", f"c{number}", answers)
    save = tmp_path / "group-results.json"
    done = collect([tmp_path / "in"], out=tmp_path, with_texts=True, save=save)
    assert "MY-SECRET" not in repr(done.told)
    assert not any(b"MY-SECRET" in path.read_bytes() for path in done.files)


def test_the_command_tells_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are not used go to the error stream with their reason; the rest is used."""
    monkeypatch.chdir(tmp_path)
    group(tmp_path / "in", 6)
    (tmp_path / "in" / "damaged.json").write_text("{")
    (tmp_path / "in" / "new.json").write_text(
        file_text("n", {}).replace('"schema_version": 1', '"schema_version": 2')
    )
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("late.json", file_text("late", {"EX1.4": {"value": "1"}}))
    assert cli.main(["collect", "in", "more.zip", "--to", "html", "--title", "Day 1"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "7 participant codes in 7 answers files.",
        f"Written: {Path('dist/report/cohort-report.html')}",
    ]
    assert captured.err.splitlines() == [
        "Not used: damaged.json: The file is empty, cut off or not JSON.",
        "Not used: new.json: This answers file was written by a newer version of the workbook.",
    ]
    assert "<h1>Day 1</h1>" in Path("dist/report/cohort-report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda place: place / "nowhere", "there is no such file or folder"),
        (lambda place: place, "there is no answers file"),
    ],
    ids=["missing", "empty"],
)
def test_nothing_to_read_is_one_sentence(
    prepare: Callable[[Path], Path], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped or empty folder gives no empty report."""
    assert cli.main(["collect", str(prepare(tmp_path)), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_responses_are_those_of_the_files(told: Cohort) -> None:
    """All but one took the pre-test, nobody of the group wrote a vision but the demonstration team."""
    by_exercise = {one.exercise: one.persons for one in told.responses}
    assert by_exercise["PT0.1"] == "most"
    assert by_exercise["EX3.4"] == 9
    assert by_exercise["EX1.4"] == "few"
    chapters, exercises = tables(told, "Responses")
    assert ("Chapter 3", "9", "34.6") in chapters.rows
    assert len(exercises.rows) == len(order().exercises)


def only(*exercises: str) -> Callable[[dict[str, dict[str, object]]], dict[str, dict[str, object]]]:
    """Return a function that keeps only some exercises of a person."""
    return lambda answers: {name: parts for name, parts in answers.items() if name in exercises}


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ((BEFORE,), ["Everybody, before", "Mean agreement with 10 statements about oneself"]),
        ((AFTER,), ["Everybody, after", "Mean agreement with 10 statements about oneself"]),
        (
            ("EX3.4",),
            ["Over the teams the mean gap is widest", "fewer than 5 persons have taken the same test"],
        ),
        (("EX2.4",), ["Scan of the pillars", "fewer than 5 teams have filled in the capacity grid"]),
        (("XT1.3",), ["The pace of this chapter was", "fewer than 5 persons have rated a statement"]),
        ((), ["fewer than 5 answered", "fewer than 5 teams have scanned a pillar"]),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else "",
)
def test_each_part_stands_by_itself(kept: tuple[str, ...], words: list[str], tmp_path: Path) -> None:
    """In the middle of a workshop there is one thing and not the other; each section says what it lacks."""
    random = Random(2)  # noqa: S311 - invented answers
    for number in range(12):
        write(tmp_path / "in", f"c{number}", only(*kept)(person(random, order(), team=True)))
    done = collect([tmp_path / "in"], out=tmp_path)
    text = " ".join(strings(done.files[2].read_bytes()))
    for word in words:
        assert word in text
    assert done.files[1].read_bytes().startswith(b"%PDF")


def test_persons_who_changed_their_code_have_a_gain_of_the_group_only(tmp_path: Path) -> None:
    """Without pairs the gain of everybody is told, without an interval."""
    for number in range(12):
        write(tmp_path / "in", f"morning-{number}", {BEFORE: taken("short", 2)})
        write(tmp_path / "in", f"evening-{number}", {AFTER: taken("short", 6)})
    told = collect([tmp_path / "in"], out=tmp_path, formats=()).told
    (table,) = tables(told, "Learning")
    assert table.rows[-1] == ("Everybody, unpaired", "–", 25.0, 75.0, pytest.approx(2 / 3), "medium")
    assert [row[1] for row in table.rows] == [12, 12, "–"]


def test_too_many_plans_are_no_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more Plans than a wall has room for, none is named, and the report says so."""
    monkeypatch.setattr("toolkit_helpers.workshop.teams.MOST_ON_WALL", 6)
    group(tmp_path / "in", 7, teams=7)
    told = collect([tmp_path / "in"], out=tmp_path, formats=()).told
    assert tables(told, "Plans") == []
    assert "code-" not in repr(sections(told))


def test_a_database_is_read_like_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a database yields joins the files, and no password is in any message or file."""
    store = ModuleType("database_reading")
    rows = [
        (f"db-{number}", file_text(f"db-{number}", {BEFORE: taken("A", 4)}).encode()) for number in range(6)
    ]
    store.every_file = lambda _address: iter(rows)  # type: ignore[attr-defined]
    monkeypatch.setattr(databases, "reading", lambda: store)
    group(tmp_path / "in", 3)
    address = "postgresql+psycopg://trainer:secret@db/workbook"
    done = collect([tmp_path / "in", address], out=tmp_path, formats=("html",))
    assert done.told.handed.persons == 9
    assert "secret" not in done.files[0].read_text(encoding="utf-8")
    store.every_file = lambda _address: iter(())  # type: ignore[attr-defined]
    with pytest.raises(ToolkitError) as error:
        collect([address], out=tmp_path)
    assert "secret" not in str(error.value)


def test_missing_database_libraries_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the libraries for databases are not installed, one sentence says which to install."""
    monkeypatch.setitem(sys.modules, "toolkit_helpers.answers.database_reading", None)
    monkeypatch.delattr("toolkit_helpers.answers.database_reading", raising=False)
    with pytest.raises(ToolkitError, match=r"digital-government-workbook\[hub\]"):
        collect(["postgresql://db/workbook"], out=tmp_path)
