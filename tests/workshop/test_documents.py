"""Everything that ``workbook handouts --for`` makes over several chapters: read back from the PDFs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import pikepdf
import pytest

from toolkit_helpers import cli, glossary
from toolkit_helpers.authoring.house import House
from toolkit_helpers.authoring.item_bank import read_items, read_keys
from toolkit_helpers.authoring.kit import read_kit
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank, model
from toolkit_helpers.exercises.paper_blocks import DataTable
from toolkit_helpers.exercises.paper_text import plain
from toolkit_helpers.handouts import making, page, pdf, wording
from toolkit_helpers.handouts.document import (
    Activity,
    Aside,
    Cards,
    Chain,
    Document,
    Glossary,
    Note,
    Poster,
    Section,
)
from toolkit_helpers.handouts.facilitator import notes_of
from toolkit_helpers.vocabulary import PILLARS
from toolkit_helpers.workshop.documents import cards, forms, guide, key, make, whole

SOME = (1, 3)
A4, A3, LETTER = (595, 842), (842, 1191), (612, 792)


@cache
def document(kind: str, *chapters: int) -> Document:
    """Return one of the documents."""
    paths = making.notebooks(chapters or None)
    built = {
        "guide": lambda: guide.guide(paths),
        "key": lambda: key.answer_key(paths),
        "key with test": lambda: key.answer_key(paths, with_test=True),
        "booklet": lambda: whole.booklet(paths),
        "worksheets": lambda: whole.worksheets(paths),
        "cards": lambda: cards.cards(paths),
        "posters": lambda: cards.posters(paths),
    }
    return built[kind]()


@cache
def source(kind: str, *chapters: int) -> str:
    """Return a document's Typst source, in which every text stands as it is."""
    return pdf.typst_source(document(kind, *chapters))[0]


@cache
def file(kind: str, *chapters: int) -> pikepdf.Pdf:
    """Return a document's PDF."""
    return pikepdf.open(io.BytesIO(pdf.render(document(kind, *chapters))))


def bookmarks(opened: pikepdf.Pdf) -> list[str]:
    """Return the titles of all bookmarks."""

    def below(items: Any) -> Iterator[str]:
        for item in items:
            yield str(item.title)
            yield from below(item.children)

    with opened.open_outline() as outline:
        return list(below(outline.root))


def size(opened: pikepdf.Pdf, page: int = 0) -> tuple[int, int]:
    """Return width and height of a page in points."""
    _left, _bottom, width, height = (float(side) for side in opened.pages[page].mediabox)
    return round(width), round(height)


def test_a_link_to_a_notebook_leads_to_its_chapter_on_the_page_of_all_chapters() -> None:
    """The table of "Start here" leads to the heading of every chapter, and no link leads nowhere."""
    html = page.render(whole.workbook(making.notebooks(None)))
    listed = re.findall(r'<td[^>]*><a href="#text-chapter-(\d+)">', html)
    assert listed == re.findall(r'<h1 id="text-chapter-\d+">Chapter (\d+): ', html)
    assert len(listed) == 10
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\bid="([^"]+)"', html))
    assert not re.search(r'href="[^"]*\.ipynb', html)


def test_a_link_to_a_chapter_that_is_not_there_is_its_text() -> None:
    """A page of some chapters, a page of one and paper name the others and link to none of them."""
    some = page.render(whole.workbook(making.notebooks([0, 3])))
    assert set(re.findall(r'href="#text-(chapter-\d+)"', some)) == {"chapter-0", "chapter-3"}
    alone = page.render(making.read(making.notebooks([0])[0]))
    assert "#text-chapter" not in alone
    assert "chapter-3" not in source("booklet", 0, 3)
    for text in (some, alone, source("booklet", 0, 3)):
        assert "Strategy and road map" in text
        assert ".ipynb" not in text


def letters(text: str) -> str:
    """Return the beginning of a text as a Typst string literal shows it."""
    return plain(text).replace("\\", "\\\\").replace('"', '\\"')[:50]


@pytest.mark.parametrize(
    "kind", ["guide", "key", "key with test", "booklet", "worksheets", "cards", "posters"]
)
def test_each_document_is_a_tagged_pdf_with_a_title(kind: str) -> None:
    """PDF/UA-1 lets nothing through that a screen reader could not read."""
    opened = file(kind, *SOME)
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en"
    assert str(opened.docinfo["/Title"])


def test_the_guide_has_the_kit_and_every_exercise() -> None:
    """One bookmark for each part of the kit, each chapter and each exercise."""
    titles = bookmarks(file("guide", *SOME))
    kit_parts = ["Two weeks before", "Room and online", "Materials", "Opening", "Rhythm of each chapter"]
    kit_parts += ["When things go wrong", "Exit ticket", "Closing form", "Rubric for the Plan", "Follow-up"]
    assert [title for title in titles if title in kit_parts] == kit_parts
    for chapter in SOME:
        for exercise in bank.load(chapter):
            assert f"{exercise.id} {exercise.title}" in titles


def test_the_guide_says_all_that_the_notes_and_the_kit_say() -> None:
    """No note for the facilitator is lost on the way."""
    typst = source("guide", *SOME)
    for chapter in SOME:
        notes = notes_of(chapter)
        told = [*notes["timing"], *notes["pitfalls"], *notes["debrief"], notes["low_tech"]]
        told += [text for about in notes["exercises"].values() for text in about.values()]
        bare = [text for text in told if "*" not in text]
        assert [text for text in bare if letters(text) not in typst] == []
    kit = read_kit()
    for trouble in kit.troubles:
        assert letters(trouble.response) in typst
    for step in kit.opening.steps:
        assert letters(step.what) in typst


@pytest.mark.parametrize(
    ("kind", "foot", "mark"),
    [("key", "Answer key – contains answers", "Contains answers"), ("worksheets", "Worksheets", "")],
)
def test_a_document_tells_its_name_once(kind: str, foot: str, mark: str) -> None:
    """Neither the foot of each page nor the mark below the title repeats the title."""
    words = wording.of(document(kind, *SOME))
    assert (words.variant, words.place, words.mark) == (foot, "", mark)
    assert words.full_title == document(kind, *SOME).title
    assert f'mark: "{mark}"' in source(kind, *SOME)


def test_the_key_is_silent_where_there_is_none() -> None:
    """An exit ticket that only asks how it was has no page in the key; the guide tells how to run it."""
    assert "XT1.3" not in source("key", *SOME)
    assert "XT1.2" in source("key", *SOME)
    assert "Facilitator notes: XT1.3" in source("guide", *SOME)


def test_the_key_names_the_right_option_of_each_choice() -> None:
    """Each option of a marked choice has its row, which says whether it is right and why."""
    told = {
        row
        for element in document("key", *SOME).elements
        if isinstance(element, Aside)
        for entry in element.entries
        if isinstance(entry, DataTable)
        for row in entry.rows
    }
    wanted = {
        (f"{letter} {option.text}", "right" if option.correct else "not right", option.feedback)
        for chapter in SOME
        for exercise in bank.load(chapter)
        for part in exercise.parts
        if isinstance(part, model.Choice) and part.marked
        for letter, option in zip(ascii_uppercase, part.options, strict=False)
    }
    assert {verdict for _option, verdict, _why in wanted} == {"right", "not right"}
    assert wanted <= told


def entries(exercise_id: str) -> list[Any]:
    """Return what the key says about one exercise."""
    elements = document("key").elements
    titles = [element.title if isinstance(element, Section) else "" for element in elements]
    aside = elements[next(n for n, title in enumerate(titles) if title.startswith(f"{exercise_id} ")) + 1]
    assert isinstance(aside, Aside)
    return list(aside.entries)


def test_the_key_prints_a_known_slip_as_its_author_wrote_it() -> None:
    """A share where per cent was asked keeps its decimals, and an answer keeps those that were asked for."""
    shown = {
        name: [row[0] for entry in entries(name) if isinstance(entry, DataTable) for row in entry.rows]
        for name in ("EX8.2", "WU8.1", "EX9.5")
    }
    assert {"0.21", "74"} <= set(shown["EX8.2"])
    assert "2.88" in shown["WU8.1"]
    assert "0.371" in shown["EX9.5"]
    assert any(value.startswith("52.5 ") for value in shown["EX9.5"])


def test_a_model_answer_says_which_question_it_belongs_to() -> None:
    """Four repairs of indicators have four answers, each with the number that stands on the sheet."""
    terms = [entry.term for entry in entries("EX9.4") if isinstance(entry, Note)]
    assert [term for term in terms if "odel answer" in term] == [
        f"Question {number}: model answer" for number in range(1, 5)
    ]


def test_the_key_of_the_test_needs_its_own_word() -> None:
    """Without ``--with-test`` no reason of a key is in the document; with it, each is."""
    without, full = source("key", *SOME), source("key with test", *SOME)
    items, keys = read_items(House()), read_keys(House())
    used = {name for form in items.forms.values() for name in form}
    by_id = {item.id: item for item in items.items}
    for name in used:
        assert letters(keys.keys[name].why) not in without
        assert letters(keys.keys[name].why) in full
        right = by_id[name].options[keys.keys[name].key]
        assert f"{keys.keys[name].key} {right}"[:30] in plain(full).replace("  ", " ")


@pytest.mark.parametrize("form", ["A", "B", "short"])
def test_a_test_sheet_has_its_items_in_order_and_no_key(form: str) -> None:
    """All stems, all options, numbered; no reason and no mark of the right one."""
    sheets = dict(forms.forms())
    typst = pdf.typst_source(sheets[f"test-form-{form}"])[0]
    items, keys = read_items(House()), read_keys(House())
    by_id = {item.id: item for item in items.items}
    places = []
    for number, name in enumerate(items.forms[form], start=1):  # type: ignore[index]
        places.append(typst.index(f'#prompt("{number} · {name}"'))
        assert letters(by_id[name].stem) in typst
        for text in by_id[name].options.values():
            assert letters(text) in typst
        assert letters(keys.keys[name].why) not in typst
    assert places == sorted(places)
    assert typst.count("#ticks(") == len(items.forms[form])  # type: ignore[index]


def test_test_sheets_are_short() -> None:
    """Four pages for the long forms, three for the short one, with the statements on confidence."""
    pages = {}
    for name, sheet in forms.forms():
        pages[name] = len(pikepdf.open(io.BytesIO(pdf.render(sheet))).pages)
    assert pages == {"test-form-A": 4, "test-form-B": 4, "test-form-short": 3}


def test_the_booklet_holds_every_chapter_exercise_and_chart() -> None:
    """All chapters in one document, counted against the chapters themselves."""
    book = document("booklet")
    chapters = [making.read(path) for path in making.notebooks(None)]
    assert [e.id for e in book.exercises()] == [e.id for c in chapters for e in c.exercises()]
    assert [chart.id for chart in book.charts()] == [chart.id for c in chapters for chart in c.charts()]
    titles = bookmarks(file("booklet"))
    for chapter in chapters:
        assert any(chapter.title in title for title in titles)
    assert "Sheets to write on" in titles


def test_the_booklet_has_one_glossary_with_every_term_once() -> None:
    """The words of single chapters are gathered at the end, in alphabetical order."""
    book = document("booklet")
    (words,) = [element for element in book.elements if isinstance(element, Glossary)]
    known = glossary.load()
    expected = {term.id for chapter in known.chapters for term in known.of(chapter)}
    names = [term.id for term, _details in words.entries]
    assert set(names) == expected
    assert len(names) == len(expected)
    order = [term.term.lower() for term, _details in words.entries]
    assert order == sorted(order)
    assert "Words of this chapter" not in bookmarks(file("booklet"))


def test_worksheets_are_exercises_and_nothing_else() -> None:
    """No prose, no chart, every exercise."""
    sheets = document("worksheets", *SOME)
    expected = [exercise.id for chapter in SOME for exercise in bank.load(chapter)]
    assert [exercise.id for exercise in sheets.exercises()] == expected
    assert sheets.charts() == ()
    assert sum(isinstance(element, Activity) for element in sheets.elements) == len(expected)


def test_there_is_a_card_for_each_role() -> None:
    """Roles of every chapter, the pillars and the RACI letters, four to a page of A4."""
    (found,) = [element for element in document("cards").elements if isinstance(element, Cards)]
    roles = [
        role
        for chapter in range(11)
        for exercise in bank.load(chapter)
        for part in exercise.parts
        if isinstance(part, model.Activity)
        for role in part.roles
    ]
    assert len(found.cards) == len(roles) + len(PILLARS) + len("RACI")
    assert {card.words for card in found.cards} >= {role.card for role in roles}
    opened = file("cards")
    assert len(opened.pages) == -(-len(found.cards) // 4)
    assert size(opened) == A4


def test_posters_are_one_large_page_each() -> None:
    """Both maps, capacity grid, road map, team canvas and results chain: A3, none spilling over."""
    found = [element for element in document("posters").elements if isinstance(element, Poster)]
    assert [poster.title[:5] for poster in found] == ["EX3.3", "EX3.4", "EX5.3", "EX5.6", "EX6.9", "EX9.3"]
    opened = file("posters")
    assert len(opened.pages) == len(found)
    assert {tuple(sorted(size(opened, page))) for page in range(len(found))} == {A3}


def test_assumptions_belong_to_the_arrows_that_the_exercise_asks_about() -> None:
    """Input, activity and impact have no assumption of their own; two arrows have one each."""
    (form,) = [
        element.form
        for element in document("posters").elements
        if isinstance(element, Poster) and isinstance(element.form, Chain)
    ]
    assert form.levels == ("Input", "Activity", "Output", "Outcome", "Impact")
    asked = [arrow.partition(":")[0] for arrow in form.arrows]
    assert asked == ["", "", "Output → Outcome", "Outcome → Impact"]


@pytest.mark.parametrize(("paper", "expected"), [("a4", A4), ("a3", A3), ("letter", LETTER)])
def test_paper_can_be_chosen(paper: Any, expected: tuple[int, int], tmp_path: Path) -> None:
    """Also posters on A4, which a copier enlarges, and still one page each."""
    for path in make([3], audiences=["worksheets", "posters"], paper=paper, out=tmp_path):
        opened = pikepdf.open(path)
        assert {tuple(sorted(size(opened, page))) for page in range(len(opened.pages))} == {expected}
        if path.name == "posters.pdf":
            assert len(opened.pages) == 2


def test_made_twice_is_the_same(tmp_path: Path) -> None:
    """Same input, same bytes."""
    kinds = ["guide", "key", "test", "worksheets", "cards", "posters"]
    first = [path.read_bytes() for path in make([3], audiences=kinds, out=tmp_path / "a")]
    assert [path.read_bytes() for path in make([3], audiences=kinds, out=tmp_path / "b")] == first


def test_a_country_gives_its_figures_to_the_key() -> None:
    """What is looked up in the tables is printed as a number."""
    paths = making.notebooks([1])
    assert "computed for the country of the team" in source("key", 1)
    own = pdf.typst_source(key.answer_key(paths, "Rwanda"))[0]
    assert "computed for the country of the team" not in own
    assert "0.5799" in own


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--for", "booklet", "--to", "html"], "there is no page of 'Participant booklet', only a PDF"),
        (["1", "--for", "posters"], "these chapters have no posters"),
        (["0", "--for", "cards"], "these chapters have no cards"),
        (["17", "--for", "guide"], "there is no chapter 17"),
    ],
)
def test_what_cannot_be_made_is_told(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and nothing is written."""
    assert cli.main(["handouts", *arguments, "--out", str(tmp_path / "dist")]) == 2
    assert message in capsys.readouterr().err.replace("T", "t", 1)
    assert not (tmp_path / "dist").exists()


def test_an_unknown_kind_is_told(tmp_path: Path) -> None:
    """With all that there are."""
    with pytest.raises(ToolkitError, match=r"'minister' is not known\. Choose from participant, facilitator"):
        make([1], audiences=["minister"], out=tmp_path)


def test_the_command_counts_all_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Several kinds in one run, with one count."""
    arguments = ["handouts", "3", "--for", "key", "--for", "test", "--out", str(tmp_path)]
    assert cli.main(arguments) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == [
        "1 of 4: answer-key.pdf",
        "2 of 4: test-form-A.pdf",
        "3 of 4: test-form-B.pdf",
        "4 of 4: test-form-short.pdf",
        f"The files are in {tmp_path}.",
    ]
