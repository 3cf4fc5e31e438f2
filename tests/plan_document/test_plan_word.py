"""The Plan as a Word file: real headings, tables, captions, alternatives; well-formed whatever is typed."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from team_plans import MARK, elements, filed, typed

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.handouts.plan import word
from toolkit_helpers.plan_document import PlanDocument, document
from toolkit_helpers.plan_document.outline import Card, Grid, Heading, Layers, Picture, Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


class Docx:
    """A Word file that was read back."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert file.testzip() is None
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.body = self.xml("word/document.xml")

    def xml(self, name: str) -> ET.Element:
        """Return one part; a part that is not well-formed fails here."""
        return ET.fromstring(self.parts[name])  # noqa: S314 - made a line above

    def text(self, node: ET.Element) -> str:
        """Return the text of a node, a line break as a space."""
        return "".join(
            one.text or "" if one.tag == f"{W}t" else " "
            for one in node.iter()
            if one.tag in {f"{W}t", f"{W}br"}
        )

    def styled(self, style: str) -> list[str]:
        """Return the texts of all paragraphs of a style."""
        return [
            self.text(paragraph)
            for paragraph in self.body.iter(f"{W}p")
            if (kind := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and kind.get(f"{W}val") == style
        ]

    def tables(self) -> list[list[list[str]]]:
        """Return the cells of all tables."""
        return [
            [[self.text(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
            for table in self.body.iter(f"{W}tbl")
        ]


@pytest.fixture(scope="module")
def docx(public: PlanDocument) -> Docx:
    """Return the Word file of the demonstration team's Plan."""
    return Docx(word.render(public))


def plain(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())


def test_headings_are_headings(docx: Docx, public: PlanDocument) -> None:
    """Sections, fields and details are levels 1 to 3, and the title is the title."""
    assert docx.styled("Title") == [public.title]
    for level, style in ((2, "Heading1"), (3, "Heading2")):
        wanted = [one.text for one in public.body if isinstance(one, Heading) and one.level == level]
        found = docx.styled(style)
        assert [text for text in found if text in wanted] == wanted
    cards = [plain(one.title) for one in public.body if isinstance(one, Card)]
    assert list(map(plain, docx.styled("Heading3"))) == cards


def test_tables_are_tables_with_header_rows_and_captions(docx: Docx, public: PlanDocument) -> None:
    """Each table has its cells, a header row that Word repeats on each page, and a numbered caption."""
    grids = [one for one in elements(public) if isinstance(one, Grid)]
    wanted = [[list(grid.header), *map(list, grid.rows)] for grid in grids]
    found = docx.tables()
    assert len(found) == len(grids) + 1, "the results chain is a table, too"
    shown = [[[plain(cell) for cell in row] for row in table] for table in wanted]
    assert [
        table for table in shown if table not in [[[plain(c) for c in r] for r in t] for t in found]
    ] == []
    heads = [table.find(f"{W}tr/{W}trPr/{W}tblHeader") for table in docx.body.iter(f"{W}tbl")]
    assert all(head is not None for head in heads)
    captions = docx.styled("TableCaption")
    assert [text.split(":")[0] for text in captions] == [f"Table {n}" for n in range(1, len(found) + 1)]


def test_the_results_chain_is_read_level_by_level(docx: Docx, public: PlanDocument) -> None:
    """A row for each link, from impact down to inputs."""
    (layers,) = (one for one in public.body if isinstance(one, Layers))
    (chain,) = (table for table in docx.tables() if table[0][:2] == ["Level", "Link"])
    wanted = [(name, node.code) for name, nodes in layers.layers for node in nodes]
    assert [(row[0], row[1].split()[0]) for row in chain[1:]] == wanted


def test_pictures_have_alternatives_and_captions(docx: Docx, public: PlanDocument) -> None:
    """The alternative is the chart's own, word for word; the caption is its finding."""
    charts = [one.chart for one in public.body if isinstance(one, Picture)]
    assert [node.get("descr") for node in docx.body.iter(f"{DRAWING}docPr")] == [one.alt for one in charts]
    captions = [f"Figure {number}: {chart.finding}" for number, chart in enumerate(charts, 1)]
    assert docx.styled("ImageCaption") == captions
    assert sum(content.startswith(b"\x89PNG") for content in docx.parts.values()) == len(charts)


def test_the_language_is_that_of_the_team() -> None:
    """Word checks the spelling in the language in which the team wrote."""
    made = Docx(word.render(document(filed({"EX0.1": {"team": {"language": "fr", "team_name": "Bleu"}}}))))
    languages = {node.get(f"{W}val") for node in made.xml("word/styles.xml").iter(f"{W}lang")}
    assert languages == {"fr"}
    assert b"<dc:language>fr</dc:language>" in made.parts["docProps/core.xml"]


def test_links_lead_to_headings(docx: Docx) -> None:
    """Each entry of the contents, and each pointer to the details, has its bookmark."""
    anchors = {node.get(f"{W}anchor") for node in docx.body.iter(f"{W}hyperlink")}
    bookmarks = {node.get(f"{W}name") for node in docx.body.iter(f"{W}bookmarkStart")}
    assert len(anchors) > 14
    assert anchors <= bookmarks


def test_every_style_that_is_used_is_ours(docx: Docx) -> None:
    """No paragraph or table falls back to a look that nobody chose."""
    known = {style.get(f"{W}styleId") for style in docx.xml("word/styles.xml").iter(f"{W}style")}
    used = {
        node.get(f"{W}val") for tag in ("pStyle", "tblStyle", "rStyle") for node in docx.body.iter(W + tag)
    }
    assert used <= known
    assert {"PlanEntry", "PlanNote", "PlanCell", "PlanCellTight", "Table"} <= used


def test_each_page_says_whose_plan_and_which_edition(team_edition: PlanDocument, docx: Docx) -> None:
    """The footer names the edition, the date and the name, and counts the pages."""
    for made, edition in (
        (Docx(word.render(team_edition)), "Team edition – holds private entries, do not pass on"),
        (docx, "Public edition – without private entries"),
    ):
        footer = made.xml("word/footer1.xml")
        text = f"{edition} · 23 November 2026 · Province of Nandara (fictitious)Page 1 of 1"
        assert made.text(footer) == text
        reference = made.body.find(f"{W}body/{W}sectPr/{W}footerReference")
        relations = made.parts["word/_rels/document.xml.rels"].decode()
        assert reference is not None
        name = next(value for key, value in reference.attrib.items() if key.endswith("}id"))
        entry = next(one for one in re.findall(r"<Relationship [^>]*>", relations) if f'Id="{name}"' in one)
        assert 'Target="footer1.xml"' in entry


def test_no_private_word_is_in_the_public_edition(secretive: AnswersFile) -> None:
    """In no part of the file."""
    made = Docx(word.render(document(secretive)))
    assert all(MARK.encode() not in content for content in made.parts.values())


def test_the_same_document_gives_the_same_bytes(nandara: AnswersFile) -> None:
    """The file's time is that of the last answer, not the clock's."""
    assert word.render(document(nandara)) == word.render(document(nandara))
    made = Docx(word.render(document(nandara)))
    assert b"2026-11-23T09:00:00Z</dcterms:created>" in made.parts["docProps/core.xml"]


def test_an_empty_plan_is_a_form_to_fill_in(empty: PlanDocument) -> None:
    """Lines to write on, tables with empty cells, names with room behind them."""
    made = Docx(word.render(empty))
    assert len(made.styled("PlanLine")) > 50
    cells = Counter(cell == "" for table in made.tables() for row in table for cell in row)
    assert cells[True] > 500
    assert any(text.endswith("_" * 40) for text in made.styled("PlanEntry"))


HOSTILE = [
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows</w:instrText></w:r>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "**bold** [link](javascript:alert(1)) `code` $x^2$ \\includegraphics{x}",
    "a\x00b\x0bc\x1bd\u202ee\u2066f\ufffeg",
    "# Heading\n\n- list\n\n| a | b |",
    "e\u0301" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_text(text: str) -> None:
    """The file is well-formed, holds the elements of a harmless one, and the text can be read back."""
    made, harmless = (Docx(word.render(document(typed(one)))) for one in (text, "harmless"))
    ours = {node.tag for node in made.body.iter()}
    assert ours - {node.tag for node in harmless.body.iter()} <= {f"{W}br", f"{W}b", f"{W}bCs"}
    visible = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe]", "", text)
    assert plain(visible) in plain(made.text(made.body))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=50).filter(str.strip))
def test_any_text_leaves_the_file_well_formed(text: str) -> None:
    """Every part can be parsed, whatever stands in it."""
    try:
        answers = typed(text)
    except ValueError:  # half of a surrogate pair is refused before it is an answer
        return
    made = Docx(word.render(document(answers)))
    for name in made.parts:
        if name.endswith((".xml", ".rels")):
            made.xml(name)


@pytest.mark.parametrize(("text", "marked"), [("محافظة الشمال", True), ("12 שלום", True), ("Nord", False)])
def test_paragraphs_from_right_to_left_are_marked(text: str, marked: bool) -> None:
    """Word sets them from the right; the others are left as they are."""
    made = Docx(word.render(document(typed(text))))
    found = [
        paragraph.find(f"{W}pPr/{W}bidi") is not None
        for paragraph in made.body.iter(f"{W}p")
        if made.text(paragraph) == text and paragraph.find(f"{W}pPr/{W}pStyle") is not None
    ]
    assert found
    assert any(found) is marked


def test_what_pandoc_refuses_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, public: PlanDocument
) -> None:
    """A fault of ours ends in a sentence, not in a traceback."""
    monkeypatch.setattr(word._Tree, "tree", lambda _self, _document: {"blocks": "none"})
    with pytest.raises(ToolkitError, match="Pandoc could not write the Plan as a Word file"):
        word.render(public)


def test_marks_of_emphasis_are_read_in_texts(nandara: AnswersFile) -> None:
    """As everywhere in the workbook, two stars make words strong."""
    answers = {name: entry.parts for name, entry in nandara.answers.items()}
    told = document(filed({**answers, "EX10.3": {"page": {"text": "**Where** we stand"}}}))
    assert told.summary[0] == Words("**Where** we stand", "own")
    made = Docx(word.render(told))
    strong = [made.text(run) for run in made.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert "Where" in strong
