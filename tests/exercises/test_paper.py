"""The print twin: complete for every kind, in the author's order, without key or feedback, and safe."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from toolkit_helpers.exercises import bank, paper, paper_html, paper_markdown
from toolkit_helpers.exercises import paper_blocks as b
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.exercises.paper_text import Span, clean, paragraphs, plain, spans

SAMPLES = json.loads((Path(__file__).parent / "paper-samples.json").read_text(encoding="utf-8"))
EXERCISES = [Exercise.model_validate(entry) for entry in SAMPLES["exercises"]]
REAL = [exercise for chapter in range(11) for exercise in bank.load(chapter)]
EVERY = [*EXERCISES, *REAL]
SECRET = SAMPLES["secret"]


def by_kind(kind: str) -> Exercise:
    """Return the first sample with a part of this kind."""
    return next(exercise for exercise in EXERCISES if any(part.kind == kind for part in exercise.parts))


def found(exercise: Exercise, kind: type) -> list:
    """Return the blocks of one class in an exercise's twin."""
    return [block for block in paper.blocks(exercise) if isinstance(block, kind)]


@pytest.mark.parametrize(("exercise", "names"), [("EX4.3", 3), ("EX3.3", 12), ("EX5.3", 12)])
def test_a_map_has_a_line_for_each_row_that_may_stand_on_it(exercise: str, names: int) -> None:
    """Three futures have three lines, and a table of up to twenty-four stakeholders a dozen."""
    (form,) = found(bank.exercise(exercise), b.MapForm)
    assert form.names == names


def test_samples_cover_every_kind() -> None:
    """The samples hold all eleven kinds of parts, so the tests below speak about all of them."""
    kinds = {part.kind for exercise in EXERCISES for part in exercise.parts}
    assert len(kinds) == 11


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("choice", b.TickOptions),
        ("match", b.MatchColumns),
        ("order", b.NumberItems),
        ("number", b.AnswerBox),
        ("grid", b.GridForm),
        ("scale", b.ScaleForm),
        ("map2x2", b.MapForm),
        ("table", b.TableForm),
        ("form", b.FormFields),
        ("text", b.WriteLines),
        ("activity", b.Steps),
    ],
)
def test_each_kind_becomes_its_form(kind: str, block: type) -> None:
    """Every kind has a form of its own on paper."""
    assert found(by_kind(kind), block)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.id)
def test_every_prompt_is_on_paper(exercise: Exercise) -> None:
    """No question of any exercise is lost on the way to paper, unless it has a sheet of its own."""
    text = " ".join(plain(getattr(block, "text", "")) for block in paper.blocks(exercise))
    for part in () if exercise.print_instead else exercise.parts:
        assert plain(part.prompt) in text
    assert plain(exercise.print_instead) in text


def test_options_stay_in_the_authors_order() -> None:
    """Paper never shuffles: options and right column stand as the author wrote them, twice the same."""
    choice = by_kind("choice").parts[0]
    (ticks, _other) = found(by_kind("choice"), b.TickOptions)
    assert [item.text for item in ticks.options] == [option.text for option in choice.options]
    assert paper.blocks(by_kind("match")) == paper.blocks(by_kind("match"))


def test_an_order_is_offered_mixed() -> None:
    """The items of an order stand as they are offered, which is never the right order."""
    exercise = by_kind("order")
    (block,) = found(exercise, b.NumberItems)
    assert [text.split()[0] for text in block.items] == ["Reap", "Plough", "Quarry"]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("write", [paper_markdown.write, paper_html.write], ids=["markdown", "html"])
def test_no_key_and_no_feedback_reaches_paper(exercise: Exercise, write: Callable) -> None:
    """Neither feedback, diagnoses, checks, model answers nor keys are on any paper."""
    text = write(paper.blocks(exercise))
    assert SECRET not in text
    assert "123.4567" not in text
    assert "98.7654" not in text


@pytest.mark.parametrize("exercise", REAL, ids=lambda exercise: exercise.id)
def test_no_feedback_of_the_real_bank_reaches_paper(exercise: Exercise) -> None:
    """What the bank says after an answer is not in the twin of the exercise."""
    text = paper_markdown.write(paper.blocks(exercise))
    for part in exercise.parts:
        for option in getattr(part, "options", []):
            assert not option.feedback or paper_markdown.escape(option.feedback) not in text
        for name in ("right", "wrong", "model_answer", "feedback"):
            secret = getattr(part, name, "")
            if isinstance(secret, str) and len(secret) > 20:
                assert paper_markdown.escape(plain(secret)) not in text


def test_facts_print_what_a_calculation_starts_from_and_not_its_result() -> None:
    """With the facts of a country the inputs are printed, the value asked for is not."""
    facts = {"osi": 0.8206, "tii": 0.3724, "osi_minus_tii": 0.4482}
    blocks = paper.blocks(by_kind("number"), facts=facts)
    (table,) = [block for block in blocks if isinstance(block, b.DataTable)]
    assert [row[1] for row in table.rows] == ["0.8206", "0.3724"]
    assert "0.4482" not in paper_markdown.write(blocks)


def test_rows_are_named_where_each_value_is_wanted() -> None:
    """A table that needs each letter twice has its rows named, and the letter's column is gone."""
    (_first, letters, _calculation) = found(by_kind("table"), b.TableForm)
    assert letters.rows == ("Strength", "Strength", "Weakness", "Weakness")
    assert [column.label for column in letters.columns] == ["Finding"]


def test_fixed_rows_stand_in_their_table() -> None:
    """A table with fixed rows is printed with the text of each row under the author's heading."""
    rows, _initiatives = found(EXERCISES[11], b.TableForm)
    assert rows.row_name == "Task"
    assert [row.split()[0] for row in rows.rows] == ["T1", "T2", "T3"]
    assert [column.label for column in rows.columns] == ["Unit", "Note"]


def test_a_column_is_explained_in_one_line_under_its_table() -> None:
    """Help and words share the line of their column, and a question is not followed by a colon."""
    (form,) = found(bank.exercise("EX5.2"), b.TableForm)
    labels = [item.label for item in form.legend]
    assert len(labels) == len(set(labels))
    text = paper_markdown.write([form])
    assert "**Whose decision is it?** A municipality depends on" in text
    assert "ask for. Own: we decide; Shared:" in text
    assert "**Level:** L1 Institutional; L2" in text


def test_a_reference_has_room_for_its_hint() -> None:
    """The column in which a short name is written is as wide as a choice, however short its heading is."""
    links = found(bank.exercise("EX4.7"), b.TableForm)[-1]
    assert (links.columns[0].label, links.columns[0].width) == ("Objective", 2)


def test_no_two_columns_have_one_heading() -> None:
    """The column of the codes is a number's where the rows are called like one of the other columns."""
    entry = EXERCISES[11].model_dump(exclude_unset=True)
    assert found(EXERCISES[11], b.TableForm)[1].row_name == "Initiative"
    entry["parts"][1]["columns"][0]["label"] = "Initiative"
    assert found(Exercise.model_validate(entry), b.TableForm)[1].row_name == "No."


def test_references_say_which_short_names_to_write() -> None:
    """On paper a reference says where the short names stand and how one looks."""
    _rows, initiatives = found(EXERCISES[11], b.TableForm)
    assert [column.hint for column in initiatives.columns] == [
        "",
        "short name from EX3.7, such as G1",
        "short names, such as I1",
    ]
    (fields,) = found(EXERCISES[11], b.FormFields)
    assert [field.hint for field in fields.fields] == [
        "short name, such as I1",
        "short names, such as T1",
        "short names from EX3.6, such as S1",
    ]


def test_a_source_that_is_not_there_leaves_paper_without_a_hint() -> None:
    """An author's slip in a source is for ``workbook check``; the paper is written all the same."""
    entry = EXERCISES[11].model_dump(exclude_unset=True)
    entry["parts"][1]["columns"][1]["source"] = "EX99.1.gone"
    entry["parts"][1]["checks"] = []
    _rows, initiatives = found(Exercise.model_validate(entry), b.TableForm)
    assert initiatives.columns[1].hint == ""


def test_an_insight_has_its_calculation_on_paper() -> None:
    """Where the workbook computes priorities, paper offers the table to work them out."""
    (_first, _letters, calculation) = found(by_kind("table"), b.TableForm)
    assert calculation.columns[-2].label == "Priority"


def test_a_reason_has_its_line_under_each_option() -> None:
    """As many lines as options are lines for reasons, not one field after them."""
    first, second = found(by_kind("choice"), b.TickOptions)
    assert first.reasons
    assert not second.reasons
    assert not found(by_kind("choice"), b.WriteLines)


def test_a_limit_of_words_gives_lines_to_count_them_on() -> None:
    """A text of 120 words has the author's 14 lines and knows the limit."""
    (lines,) = found(by_kind("text"), b.WriteLines)
    assert (lines.count, lines.words) == (14, 120)


class Tags(HTMLParser):
    """Counts elements and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an opened element."""
        self.seen.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the last opened element is closed."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.id)
def test_html_is_well_formed_and_inert(exercise: Exercise) -> None:
    """The HTML twin closes what it opens and has neither script, style, link nor event handler."""
    tags = Tags()
    tags.feed(paper_html.write(paper.blocks(exercise)))
    assert tags.open == []
    assert not {tag for tag, _attributes in tags.seen} & {"script", "style", "a", "b", "img", "svg", "iframe"}
    names = {name for _tag, attributes in tags.seen for name in attributes}
    assert names <= {"class", "aria-hidden", "scope", "tabindex", "role", "aria-label"}


def test_html_shows_hostile_text_as_text() -> None:
    """Markup in an author's text is shown, not obeyed."""
    html = paper_html.write(paper.blocks(by_kind("choice")))
    assert "&lt;/script&gt;" in html
    assert "<b>" not in html


def test_html_tables_name_their_columns_and_rows() -> None:
    """Every table of the twin has header cells with a scope."""
    for exercise in EXERCISES:
        tags = Tags()
        tags.feed(paper_html.write(paper.blocks(exercise)))
        assert all("scope" in attributes for tag, attributes in tags.seen if tag == "th")


def test_the_headings_level_is_the_callers() -> None:
    """A writer puts the exercise's heading where the page has room for it."""
    blocks = paper.blocks(EXERCISES[1])
    assert "<h4>" in paper_html.write(blocks, 4)
    assert paper_markdown.write(blocks, 2).startswith("## EX9")


def test_markdown_keeps_hostile_text_from_becoming_markup() -> None:
    """Read by pandoc, the Markdown twin has no link, no image, no raw HTML and no extra heading."""
    from toolkit_helpers.handouts.markup import convert

    (html,) = convert((paper_markdown.write(paper.blocks(by_kind("choice"))),), "html")
    assert "<a " not in html
    assert "<b>" not in html
    assert "<code>" not in html
    assert html.count("<h") == 1
    assert "#import" in html


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "+ one", "# one", "a | b", "&amp;", "![x](y)", "| a |", "=====", "~~a~~"]
)
def test_escaped_markdown_is_one_plain_paragraph(text: str) -> None:
    """No beginning of a line and no sign changes what a text is."""
    from toolkit_helpers.handouts.markup import convert

    (html,) = convert((paper_markdown.escape(text),), "html")
    assert html.strip() == f"<p>{paper_html.escape(text)}</p>"


def test_marks_and_paragraphs_are_read() -> None:
    """Strong, emphasis and empty lines are understood; a lone star is a star."""
    assert spans("a **b** *c*") == (Span("a "), Span("b", "strong"), Span(" "), Span("c", "emphasis"))
    assert spans("2 * 3 * 4") == (Span("2 * 3 * 4"),)
    assert len(paragraphs("a\nb\n\n\nc")) == 2
    assert paragraphs("  \n ") == ()


def test_direction_overrides_and_control_characters_are_removed() -> None:
    """A text cannot be made to read otherwise than it is written."""
    assert clean("\u202eabc\u2066\x00\x1b") == "abc"
    assert clean("العربية") == "العربية"


def test_a_kernel_loads_the_twin_without_heavy_libraries() -> None:
    """Building and writing a twin needs neither pandoc, nbconvert nor a table library."""
    code = (
        "import sys\n"
        "from toolkit_helpers.exercises import bank, paper, paper_html, paper_markdown\n"
        "twin = paper.blocks(bank.exercise('EX1.1'))\n"
        "paper_html.write(twin), paper_markdown.write(twin)\n"
        "heavy = ('numpy', 'pandas', 'nbformat', 'nbconvert', 'ruamel', 'typst', 'jinja2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
