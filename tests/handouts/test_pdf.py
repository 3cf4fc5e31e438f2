"""The PDFs: tagged, complete, the same each time, and nothing but the facilitator's holds an answer."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pdf_structure import structure

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import model, paper
from toolkit_helpers.exercises import paper_blocks as b
from toolkit_helpers.handouts import pdf
from toolkit_helpers.handouts.country_sheet import with_figures
from toolkit_helpers.handouts.document import Activity, Document, Form, Prose, Section
from toolkit_helpers.handouts.paper_typst import Writer
from toolkit_helpers.handouts.typst_texts import content, string

TABLES = (b.TableForm, b.GridForm, b.ScaleForm, b.Rubric, b.DataTable)


def opened(document: Document) -> pikepdf.Pdf:
    """Return the PDF of a document."""
    return pikepdf.open(io.BytesIO(pdf.render(document)))


def tags(file: pikepdf.Pdf) -> Counter[str]:
    """Return how often each structure type occurs."""
    return Counter(str(node.S).removeprefix("/") for node in structure(file))


def text_of(document: Document) -> str:
    """Return the Typst source, in which every text of the document stands as it is."""
    return pdf.typst_source(document)[0]


@pytest.mark.parametrize("audience", ["document", "facilitated"])
def test_the_pdf_is_tagged_for_assistive_technology(audience: str, request: pytest.FixtureRequest) -> None:
    """Structure tree, language, shown title, PDF/UA claim: all four, in both editions."""
    document = request.getfixturevalue(audience)
    file = opened(document)
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang) == "en"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    edition = "Facilitator edition" if audience == "facilitated" else "Participant handout"
    assert str(file.docinfo["/Title"]) == f"Chapter 9: A small chapter ({edition})"
    assert "contributors" in str(file.docinfo["/Author"])
    with file.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_every_figure_has_its_alternative(document: Document) -> None:
    """A chart is a figure whose alternative is the chart's own, word for word."""
    file = opened(document)
    figures = [node for node in structure(file) if node.S == "/Figure"]
    assert [str(node.Alt) for node in figures] == [chart.alt for chart in document.charts()]


def test_tables_are_tables_with_header_cells(document: Document) -> None:
    """As many tables as the document holds, each with a row of header cells."""
    found = tags(opened(document))
    blocks = [block for exercise in document.exercises() for block in paper.blocks(exercise)]
    written = sum(isinstance(block, TABLES) for block in blocks)
    prose = sum(
        element.markdown.count("|---") > 0 for element in document.elements if isinstance(element, Prose)
    )
    assert found["Table"] == written + prose + len(document.charts())
    assert found["THead"] == found["Table"]
    assert found["TH"] > found["Table"]


def test_headings_are_in_order(facilitated: Document) -> None:
    """The first heading is the title, and no level is skipped."""
    file = opened(facilitated)
    levels = [int(str(node.S)[2:]) for node in structure(file) if str(node.S)[:2] == "/H"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_exercise_is_in_the_outline(document: Document) -> None:
    """Each exercise has a heading, so each is in the bookmarks."""
    file = opened(document)
    with file.open_outline() as outline:

        def titles(items: Any) -> Iterator[str]:
            for item in items:
                yield str(item.title)
                yield from titles(item.children)

        found = " ".join(titles(outline.root))
    for exercise in document.exercises():
        assert exercise.id in found


def test_the_same_document_gives_the_same_bytes(document: Document, facilitated: Document) -> None:
    """No date, no chance: a PDF made twice is one PDF."""
    assert pdf.render(document) == pdf.render(document)
    assert pdf.render(facilitated) == pdf.render(facilitated)
    assert b"CreationDate" not in pdf.render(document)


def test_the_edition_is_named_on_the_first_page_and_in_every_footer(
    document: Document, facilitated: Document
) -> None:
    """A printed page shows which edition and version it belongs to."""
    assert 'variant: "Participant handout"' in text_of(document)
    assert 'variant: "Facilitator edition – contains answers"' in text_of(facilitated)
    assert 'version-text: "version 1.2.3"' in text_of(document)


def test_only_the_facilitators_edition_holds_answers(document: Document, facilitated: Document) -> None:
    """Feedback, keys, model answers and notes are added for the facilitator and are nowhere else."""
    participant, facilitator = text_of(document), text_of(facilitated)
    for secret in ("SECRET feedback", "FACILITATOR runs it", "FACILITATOR answer", "123.4567", "98.7654"):
        assert secret not in participant
        assert secret in facilitator


def test_the_facilitators_edition_holds_all_of_the_participants_prose(
    document: Document, facilitated: Document
) -> None:
    """Notes are added; no element of the participant's document is taken away."""
    assert [element for element in facilitated.elements if element in document.elements] == list(
        document.elements
    )
    assert sum(isinstance(element, Activity) for element in facilitated.elements) == 12


def test_the_timing_adds_up(facilitated: Document) -> None:
    """The table of timing lists every exercise and the sum of their minutes."""
    timing = next(element for element in facilitated.elements if isinstance(element, Form)).blocks[0]
    assert len(timing.rows) == 13
    assert timing.rows[-1][2] == str(sum(exercise.minutes for exercise in facilitated.exercises()))


def test_large_forms_have_sheets_of_their_own(document: Document) -> None:
    """The grid lies on its side; maps and role cards have a page each; the text says which."""
    source = text_of(document)
    assert source.count("#sheet(") == 4
    assert source.count("#pointer(") == 4
    pages = [page.MediaBox for page in opened(document).pages]
    assert any(box[2] > box[3] for box in pages)


def page_of(node: Any) -> Any:
    """Return the first page on which an element of the structure tree stands."""
    if isinstance(node, pikepdf.Array):
        return next(filter(None, map(page_of, node)), None)
    if not isinstance(node, pikepdf.Dictionary):
        return None
    return node.Pg.objgen if "/Pg" in node else page_of(node.get("/K"))


def test_an_exercise_leads_over_to_its_first_question_on_one_page(document: Document) -> None:
    """Wherever a page ends, title and introduction stand on the page of the first question."""
    choice = next(
        activity
        for activity in document.elements
        if isinstance(activity, Activity) and isinstance(activity.exercise.parts[0], model.Choice)
    )
    exercise = choice.exercise.model_copy(update={"intro": "One sentence."})
    places = set()
    for lines in range(8, 48, 3):
        filler = Prose("\n\n".join(["A line."] * lines))
        made = opened(replace(document, elements=(filler, replace(choice, exercise=exercise, level=2))))
        tree = list(structure(made))
        first = next(place for place, node in enumerate(tree) if node.S == "/L")
        heading = max(place for place, node in enumerate(tree[:first]) if str(node.S).startswith("/H"))
        assert {page_of(node) for node in tree[heading:first]} == {page_of(tree[first])}
        places.add(page_of(tree[first]) == page_of(tree[0]))
    assert places == {True, False}  # the question was on both sides of a page's end


def test_only_the_end_of_a_long_introduction_is_kept_with_its_question() -> None:
    """A page that would stay half empty takes the paragraphs before the last one."""
    short, long = "One.\n\nTwo.", "\n\n".join(["Three hundred letters. " * 13] * 4)
    assert Writer().write([b.Paragraph(short)]).count("#block(") == 0
    written = Writer().write([b.Paragraph(long)]).splitlines()
    assert [line.partition("(")[0] for line in written] == ["#block"] * 3 + ["#lead"]


def test_boxes_are_large_enough_for_a_pen() -> None:
    """A box to tick has at least four millimetres, and lines lie eight to nine millimetres apart."""
    template = (pdf._TEMPLATES / "handout.typ").read_text(encoding="utf-8")
    assert "#let tickbox = box(width: 4.4mm, height: 4.4mm" in template
    assert "height: 8.6mm, width: 100%, breakable: false" in template


def test_hostile_texts_arrive_as_text() -> None:
    """Typst never sees an author's characters outside a string literal."""
    assert string('a"b\\c\nd') == '"a\\"b\\\\c d"'
    assert content("#import **$x$**") == '[#"#import "#strong("$x$")]'
    assert "\u202e" not in string("a\u202eb")


def test_a_character_without_a_font_is_told() -> None:
    """Typst refuses what no font can show; the message says which text it was."""
    document = Document(9, "T", "en", "ltr", 0, "participant", "1", (Prose("漢字"),))
    with pytest.raises(ToolkitError, match=r"PDF of 'T' cannot.*could not be displayed"):
        pdf.render(document)


def test_a_chapter_that_asks_for_figures_gets_them(document: Document) -> None:
    """Without a country all Member States are listed, with one its own sheet is added."""
    everyone = with_figures(document, None)
    assert len(everyone.elements[-1].table.rows) == 193
    table, sources = with_figures(document, "Rwanda").elements[-1].blocks
    assert ("World rank by EGDI", "118 of 193") in table.rows
    assert "UN DESA" in sources.text
    assert opened(everyone).Root.MarkInfo.Marked


def test_a_figure_that_does_not_exist_is_missing_with_the_reason(document: Document) -> None:
    """A country without an income group keeps the lines, empty, and one sentence says why."""
    table, reason, _sources = with_figures(document, "Ethiopia").elements[-1].blocks
    assert ("Rank in the income group", "–") in table.rows
    assert "no income group" in reason.text


def test_a_chapter_without_such_questions_stays_as_it_is(document: Document) -> None:
    """No figures are added where no exercise asks for one."""
    elements = tuple(
        element
        for element in document.elements
        if not (isinstance(element, Activity) and element.exercise.id == "EX9.4")
    )
    plain = Document(9, "T", "en", "ltr", 0, "participant", "1", elements)
    assert with_figures(plain, None) == plain


@pytest.mark.parametrize(("paragraphs", "pages"), [(1, 2), (8, 3)])
def test_a_few_lines_are_not_left_alone_on_a_page(document: Document, paragraphs: int, pages: int) -> None:
    """What has a page of its own begins a new one, but not after a few lines at the top of a page."""
    text = Prose(
        "Two lines of a paragraph, which end what the chapter has to say about further reading. " * 2
    )
    elements = (
        Section("Further reading", own_page=True),
        *[text] * paragraphs,
        Section("Words of this chapter", own_page=True),
    )
    assert len(opened(replace(document, elements=elements)).pages) == pages
