"""The Plan as PDF: tagged for assistive technology, the same each time, and no text is ever code."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_structure import structure
from team_plans import MARK, elements, filed, typed

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.handouts.plan import pdf
from toolkit_helpers.handouts.plan.widths import column_widths
from toolkit_helpers.plan_document import PlanDocument, document
from toolkit_helpers.plan_document.dates import day
from toolkit_helpers.plan_document.outline import Card, Grid, Heading, Picture

HOSTILE = [
    '"]#import "@preview/x:1.0.0" $ \\ #panic("x") <label> @ref',
    '#read("/etc/passwd") = heading\n- list\n// comment */ `raw`',
    "a\x00b\u202ec\u2066d\ufffee",
    "W" * 4000,
    "\u00a0" * 300,
    "e\u0301" * 500,
    "Team 🚀👩‍👩‍👧 \ue000",
    "שלום עולם مرحبا",
]


@pytest.fixture(scope="module")
def file(public: PlanDocument) -> pikepdf.Pdf:
    """Return the PDF of the demonstration team's Plan."""
    return pikepdf.open(io.BytesIO(pdf.render(public)))


@pytest.fixture(scope="module")
def tags(file: pikepdf.Pdf) -> Counter[str]:
    """Return how often each structure type occurs."""
    return Counter(str(node.S).removeprefix("/") for node in structure(file))


def test_the_pdf_is_tagged_for_assistive_technology(file: pikepdf.Pdf) -> None:
    """Structure tree, language, shown title, author, PDF/UA claim."""
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang) == "en"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    title = "Digital Government Transformation Plan: Province of Nandara (fictitious)"
    assert str(file.docinfo["/Title"]) == title
    assert str(file.docinfo["/Author"]) == "Province of Nandara (fictitious)"
    with file.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_every_table_and_chart_is_there(file: pikepdf.Pdf, tags: Counter[str], public: PlanDocument) -> None:
    """As many tables with header cells as the document has, and each chart with its alternative."""
    tables = [one for one in elements(public) if isinstance(one, Grid)]
    assert tags["Table"] == len(tables)
    assert tags["THead"] == len(tables)
    assert tags["TH"] >= sum(len(table.header) for table in tables)
    charts = [one.chart.alt for one in elements(public) if isinstance(one, Picture)]
    assert [str(node.Alt) for node in structure(file) if node.S == "/Figure"] == charts


def test_headings_are_in_order_and_in_the_bookmarks(file: pikepdf.Pdf, public: PlanDocument) -> None:
    """One title, no level skipped, and every section and field can be jumped to."""
    levels = [int(str(node.S)[2:]) for node in structure(file) if str(node.S)[:2] == "/H"]
    assert levels[0] == 1
    assert levels.count(1) == 2, "the title, and the list of contents"
    assert all(after <= before + 1 for before, after in pairwise(levels))
    cards = sum(isinstance(one, Card) for one in public.body)
    assert levels.count(4) >= cards
    with file.open_outline() as outline:

        def titles(items: Any) -> Iterator[str]:
            for item in items:
                yield str(item.title)
                yield from titles(item.children)

        found = list(titles(outline.root))
    wanted = [one.text for one in public.body if isinstance(one, Heading)]
    assert [text for text in wanted if text not in found] == []


def test_the_summary_alone_is_one_page(public: PlanDocument) -> None:
    """The page for a minister is one page, says which edition it is, and leads nowhere."""
    summary = pikepdf.open(io.BytesIO(pdf.render(public, summary_only=True)))
    assert len(summary.pages) == 1
    title = "Digital Government Transformation Plan: Province of Nandara (fictitious), on one page"
    assert str(summary.docinfo["/Title"]) == title


@pytest.mark.parametrize("length", [10, 350, 3000])
def test_a_summary_of_any_length_has_one_page(nandara: AnswersFile, length: int) -> None:
    """The exercise allows 350 words; letters shrink, and what is longer is cut."""
    answers = {name: entry.parts for name, entry in nandara.answers.items()}
    told = document(filed({**answers, "EX10.3": {"page": {"text": "ordinary words " * (length // 2)}}}))
    assert len(pikepdf.open(io.BytesIO(pdf.render(told, summary_only=True))).pages) == 1


def test_the_summary_stands_on_the_second_page_of_the_plan(file: pikepdf.Pdf, public: PlanDocument) -> None:
    """Title page, summary, contents: each has its own page."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    with file.open_outline() as outline:
        places = {}

        def note(items: Any) -> None:
            for item in items:
                target = item.destination if item.destination is not None else item.action.D
                places.setdefault(str(item.title), pages[target[0].objgen])
                note(item.children)

        note(outline.root)
    assert places["Digital Government Transformation Plan"] == 1
    assert places["The Plan on one page"] == 2
    assert places["P0 Identity"] == 4


def test_the_teams_edition_says_so_on_each_page(public: PlanDocument, team_edition: PlanDocument) -> None:
    """The foot of every page names the edition; a bar in the margin repeats it."""
    source, _files = pdf.typst_source(team_edition)
    assert 'variant: "Team edition – holds private entries, do not pass on"' in source
    assert "private: true" in source
    assert "private: false" in pdf.typst_source(public)[0]


def test_no_private_word_is_in_the_public_edition(secretive: AnswersFile) -> None:
    """Neither in the text nor in a picture."""
    source, files = pdf.typst_source(document(secretive))
    assert MARK not in source
    assert all(MARK.encode() not in picture for picture in files.values())


def test_the_same_document_gives_the_same_bytes(nandara: AnswersFile) -> None:
    """No clock and no chance is in the PDF."""
    assert pdf.render(document(nandara)) == pdf.render(document(nandara))


def test_an_empty_plan_is_a_form_on_paper(empty: PlanDocument) -> None:
    """It is set without a summary, and lines to write on are drawn."""
    form = pikepdf.open(io.BytesIO(pdf.render(empty)))
    assert len(form.pages) > 15
    assert pdf.typst_source(empty)[0].count("#writing(") > 20
    assert len(pikepdf.open(io.BytesIO(pdf.render(empty, summary_only=True))).pages) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_set_as_text(text: str) -> None:
    """Nothing typed is read as Typst, and nothing stops the PDF; a pictograph is printed as its name."""
    told = document(typed(text))
    made = pikepdf.open(io.BytesIO(pdf.render(told)))
    assert made.Root.MarkInfo.Marked
    if "🚀" in text:
        assert "(rocket)(woman)(woman)(girl) \ufffd" in pdf.typst_source(told)[0]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(max_codepoint=0x24F), min_size=1, max_size=50).filter(str.strip))
def test_any_latin_text_can_be_set(text: str) -> None:
    """Whatever stands everywhere, the PDF comes out."""
    assert pdf.render(document(typed(text))).startswith(b"%PDF")


def test_a_script_without_a_font_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader learns what to install or which other format to choose."""
    # Old South Arabian: no font of the workbook has it, and the computer's own are not asked.
    compile_ = typst.compile
    monkeypatch.setattr(
        typst, "compile", lambda *given, **how: compile_(*given, **how | {"ignore_system_fonts": True})
    )
    told = document(typed("\U00010a60\U00010a61\U00010a62"))
    with pytest.raises(ToolkitError, match="has no font for them") as caught:
        pdf.render(told)
    assert "--to docx" in caught.value.remedy


def test_a_refusal_of_typst_is_told(monkeypatch: pytest.MonkeyPatch, public: PlanDocument) -> None:
    """A fault in the template ends in a sentence, not in a traceback."""
    monkeypatch.setattr(pdf, "typst_source", lambda _told, summary_only=False: ("#nothing-of-that-name", {}))
    with pytest.raises(ToolkitError, match=r"cannot be set\. Typst says: unknown variable"):
        pdf.render(public)


def test_columns_have_room_for_their_longest_word() -> None:
    """A date is never broken; what is left goes to the longest text."""
    grid = Grid(
        "",
        ("Date", "What", "No."),
        ((day("2027-03-15", short=True), "A rather long sentence about it " * 3, "1"),),
    )
    date, what, number = column_widths(grid, 170, 1.5)
    assert date >= 11 * 1.5
    assert what > 4 * date
    assert number < date
    assert date + what + number == pytest.approx(170)


def test_too_many_columns_share_the_page() -> None:
    """Twenty columns with long words are as wide as the page together, none of them without width."""
    grid = Grid("", ("Accountability",) * 20, (("Accountability",) * 20,))
    widths = column_widths(grid, 170, 1.5)
    assert sum(widths) == pytest.approx(170)
    assert min(widths) > 0


def test_a_long_heading_takes_no_room_from_long_texts() -> None:
    """A heading can stand in two lines; a sentence in a narrow column would be many."""
    heading = "Registrars of all municipalities together"
    plain, headed = (
        column_widths(Grid("", ("What", name), (("A rather long sentence " * 3, "A"),)), 90, 1.5)
        for name in ("Registrars", heading)
    )
    assert headed[0] > 0.75 * plain[0]


def test_rows_and_cards_stay_on_one_page_unless_they_are_long() -> None:
    """What is longer than a page is parted: nothing may be cut off."""

    def told(words: str) -> str:
        answers = {
            "EX5.2": {"initiatives": [{"code": "I1", "title": "Begin", "lead": words, "users": words}]},
        }
        return pdf.typst_source(document(filed(answers)))[0]

    short, long = told("Two words"), told("ordinary words " * 300)
    assert "#set table.cell(breakable: auto)" not in short
    assert "#set table.cell(breakable: auto)" in long
    assert short.count("breakable: false)") > long.count("breakable: false)")
