"""The Plan's tables as data: read back from CSV and from the spreadsheet, and never a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from team_plans import MARK, typed

from toolkit_helpers import plan as plans
from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.handouts.plan.spreadsheet import spreadsheet
from toolkit_helpers.plan import Plan
from toolkit_helpers.plan_document import csv_archive, tables
from toolkit_helpers.plan_document.records import LARGEST_CELL, harmless, is_number

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1", "＝1+1", "\t=1", "－1", "|x"]

Sheets = dict[str, list[list[str]]]


def unpacked(archive: bytes) -> Sheets:
    """Return the rows of each CSV file by its name."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        for name in file.namelist():
            text = file.read(name).decode("utf-8-sig")
            found[name] = list(csv.reader(io.StringIO(text, newline="")))
    return found


def xml(book: bytes, name: str) -> ET.Element:
    """Return one part of a spreadsheet."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        return ET.fromstring(file.read(name))  # noqa: S314 - made a line above


def sheets(book: bytes) -> Sheets:
    """Return the cells of each sheet by its name, numbers as they are written."""
    strings = [
        "".join(part.text or "" for part in entry.iter(f"{MAIN}t"))
        for entry in xml(book, "xl/sharedStrings.xml")
    ]
    found = {}
    names = [sheet.get("name", "") for sheet in xml(book, "xl/workbook.xml").iter(f"{MAIN}sheet")]
    for number, name in enumerate(names, 1):
        rows = []
        for row in xml(book, f"xl/worksheets/sheet{number}.xml").iter(f"{MAIN}row"):
            values = ((cell.get("t"), cell.findtext(f"{MAIN}v", "")) for cell in row)
            rows.append([strings[int(text)] if kind == "s" else text for kind, text in values])
        found[name] = rows
    return found


def test_each_field_with_rows_is_a_file_and_a_sheet(nandara_plan: Plan) -> None:
    """First all parts of the Plan with their texts, then one table for each field with rows."""
    names = ["fields", *(field.spec.id for field in nandara_plan if field.value.rows)]
    assert [table.name for table in tables(nandara_plan)] == names
    assert list(unpacked(csv_archive(nandara_plan))) == [f"{name}.csv" for name in names]
    assert list(sheets(spreadsheet(nandara_plan, "Public"))) == names
    first = tables(nandara_plan)[0]
    assert len(first.rows) == len(list(nandara_plan))
    vision = next(row for row in first.rows if row[0] == "P4.vision_statement")
    assert vision[3] == "written"
    assert vision[4].startswith("By 2033 every child born in Nandara")


def test_csv_reads_back_as_it_was(nandara_plan: Plan) -> None:
    """Header and cells of every table, with commas, quotes and line breaks."""
    found = unpacked(csv_archive(nandara_plan))
    for table in tables(nandara_plan):
        header, *rows = found[f"{table.name}.csv"]
        assert header == list(table.header)
        assert rows == [list(row) for row in table.rows]


def test_the_spreadsheet_reads_back_with_numbers_as_numbers(nandara_plan: Plan) -> None:
    """Words word for word; a number equals what was shown; title and edition stand above."""
    found = sheets(spreadsheet(nandara_plan, "Public edition"))
    for table in tables(nandara_plan):
        title, header, *rows = found[table.name]
        assert title == [f"{table.title} (Public edition)"]
        assert header == list(table.header)
        assert len(rows) == len(table.rows)
        for read, row in zip(rows, table.rows, strict=True):
            for cell, text in zip(read, row, strict=True):
                if is_number(text):
                    assert float(cell) == float(text.replace("−", "-").replace(",", ""))
                else:
                    assert cell == text


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    """CSV puts an apostrophe in front; the spreadsheet writes text, with the mark of a typed apostrophe."""
    plan = plans.assemble(typed(text))
    marked = f"'{text.strip()}"
    for rows in unpacked(csv_archive(plan)).values():
        for cell in (cell for row in rows for cell in row):
            assert not re.match(r"\s*[=+\-@＝＋－＠|]", cell) or is_number(cell), cell
    members = unpacked(csv_archive(plan))["P0.members.csv"]
    assert members[1] == [marked, marked]
    book = spreadsheet(plan, "Public")
    assert sheets(book)["P0.members"][2] == [text.strip(), text.strip()]
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        everything = b"".join(file.read(name) for name in file.namelist() if "worksheets/" in name)
    assert b"<f>" not in everything
    assert b"hyperlink" not in everything
    assert any(style.get("quotePrefix") == "1" for style in xml(book, "xl/styles.xml").iter(f"{MAIN}xf"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_no_cell_of_any_text_is_a_formula(text: str) -> None:
    """Nothing but a plain number begins with a sign that a spreadsheet obeys; nothing else is changed."""
    safe = harmless(text)
    assert is_number(safe) or not re.match(r"\s*[=+\-@＝＋－＠|]", safe)
    assert safe in {text, f"'{text}"}


@pytest.mark.parametrize(("text", "number"), [("2026", True), ("0", True), ("0.5", True), ("1,200", True),
                                              ("1,20", False), ("007", False), ("−3", True), ("G1", False),
                                              ("1e5", False), ("", False), ("٣", False)])  # fmt: skip
def test_only_plain_numbers_become_numbers(text: str, number: bool) -> None:
    """A code with zeros, a list of figures or a power stays the text that it was."""
    assert is_number(text) is number


def test_private_columns_are_the_teams_alone(nandara_plan: Plan) -> None:
    """Without the team's wish no file and no sheet has them."""
    stance = "Attitude, −2 against to +2 in favour (private)"
    public = unpacked(csv_archive(nandara_plan))["P3.stakeholders.csv"]
    assert stance not in public[0]
    assert stance in unpacked(csv_archive(nandara_plan, private=True))["P3.stakeholders.csv"][0]
    assert stance not in sheets(spreadsheet(nandara_plan, "x"))["P3.stakeholders"][1]
    assert stance in sheets(spreadsheet(nandara_plan, "x", private=True))["P3.stakeholders"][1]


def test_no_private_word_is_in_the_public_tables(secretive: AnswersFile) -> None:
    """Neither in CSV nor anywhere in the spreadsheet."""
    plan = plans.assemble(secretive)
    assert MARK not in str(unpacked(csv_archive(plan)))
    assert MARK not in str(sheets(spreadsheet(plan, "Public")))


def test_the_same_plan_gives_the_same_bytes(nandara_plan: Plan) -> None:
    """No clock and no chance is in the files."""
    assert csv_archive(nandara_plan) == csv_archive(nandara_plan)
    assert spreadsheet(nandara_plan, "x") == spreadsheet(nandara_plan, "x")


def test_an_empty_plan_is_one_table_of_what_there_will_be() -> None:
    """All parts, each open."""
    plan = plans.assemble(AnswersFile())
    (only,) = tables(plan)
    assert {row[3] for row in only.rows} == {"open"}
    assert list(unpacked(csv_archive(plan))) == ["fields.csv"]
    assert list(sheets(spreadsheet(plan, "x"))) == ["fields"]


def test_a_cell_that_no_spreadsheet_takes_is_cut(nandara: AnswersFile) -> None:
    """Excel refuses more than 32,767 letters; the documents have the whole text."""
    plan = plans.assemble(typed("word " * 20_000))
    members = next(table for table in tables(plan) if table.name == "P0.members")
    assert len(members.rows[0][0]) == LARGEST_CELL + 2
    assert members.rows[0][0].endswith(" …")
    assert sheets(spreadsheet(plan, "x"))["P0.members"][2][0] == members.rows[0][0]


def test_dates_in_tables_stay_year_month_day(nandara_plan: Plan) -> None:
    """A spreadsheet sorts and counts by them; only a document says the month in words."""
    meetings = unpacked(csv_archive(nandara_plan))["P9.learning_calendar.csv"]
    assert [row[0] for row in meetings[1:]] == ["2027-03-15", "2027-06-15", "2027-09-15", "2027-12-10"]
    course = sheets(spreadsheet(nandara_plan, "Mark"))["P10.curriculum_plan"]
    assert "Council of studies; 2027-01-29" in [row[-1] for row in course]
