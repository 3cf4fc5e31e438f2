"""The Plan's page: whole, self-contained, the same each time, and whatever was typed in it is text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from team_plans import MARK, Reader, headings, texts, typed

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.plan_document import PlanDocument, document, page
from toolkit_helpers.plan_document.drawn import drawn
from toolkit_helpers.plan_document.outline import Picture

HOSTILE = [
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "</style></head><body onload=alert(1)>",
    "]]><!-- &lt;b&gt; &#x3c;",
    "javascript:alert(1)",
    "$lang ${body} $$",
    "a\u202eb\u2066c\x00d\x1be\ufffef",
    "{count} {0} %s",
]


def words(html: str) -> str:
    """Return the whole text of a page with single spaces."""
    return Reader(html).words


def test_the_page_holds_the_whole_document(public: PlanDocument) -> None:
    """Every text of every element can be read on the page."""
    told = words(page(public))
    drawn_elsewhere = {one.chart.model_dump_json() for one in public.body if isinstance(one, Picture)}
    for text in texts(public):
        if text not in drawn_elsewhere:
            plain = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
            assert " ".join(plain.split()) in told, text


def test_the_page_is_well_formed_and_its_links_lead_somewhere(
    public: PlanDocument, team_edition: PlanDocument, empty: PlanDocument
) -> None:
    """Elements end in order, ids are unique, and each link of the contents has its heading."""
    for told in (public, team_edition, empty):
        reader = Reader(page(told))
        assert reader.open == []
        assert len(set(reader.ids)) == len(reader.ids)
        targets = {link.removeprefix("#") for link in reader.links}
        assert targets <= set(reader.ids)
        assert len(targets) > len(headings(told))


def test_the_page_needs_nothing_else_and_runs_nothing(public: PlanDocument) -> None:
    """No script, no address, no picture file; the policy forbids what is not there."""
    reader = Reader(page(public))
    assert not {"script", "link", "img", "iframe", "form", "object"} & set(reader.tags)
    assert not any(name in {"src", "srcset", "action", "onclick"} for name, _value in reader.attributes)
    assert ("content", "default-src 'none'; script-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            "base-uri 'none'; form-action 'none'") in reader.attributes  # fmt: skip
    assert "url(" not in page(public)


def test_the_same_answers_give_the_same_bytes(nandara: AnswersFile) -> None:
    """No clock and no chance is in the page."""
    assert page(document(nandara)) == page(document(nandara))


def test_tables_name_their_rows_and_columns(public: PlanDocument) -> None:
    """Every table has a caption, and header cells say what they are for."""
    html = page(public)
    tables = re.findall(r"<table\b.*?</table>", html, re.DOTALL)
    assert len(tables) > 40
    for table in tables:
        assert "<caption>" in table
        assert '<th scope="col">' in table
        assert table.count("<th ") == table.count('<th scope="')


def test_the_teams_edition_says_so_all_the_time(public: PlanDocument, team_edition: PlanDocument) -> None:
    """A line that stays in view, and the foot of each printed page."""
    line = '<aside class="private" aria-label="Edition">Team edition – holds private entries, do not pass on<'
    assert line in page(team_edition)
    assert 'class="private"' not in page(public)
    assert "@bottom-left" in page(public)


def test_no_private_word_is_on_the_public_page(secretive: AnswersFile) -> None:
    """Not in the text and not in the source."""
    assert MARK not in page(document(secretive))


def test_an_empty_plan_has_lines_and_cells_to_write_in(empty: PlanDocument) -> None:
    """As many as the form asks for; nobody hears them read."""
    html = page(empty)
    assert html.count('<span class="tk-line" aria-hidden="true"></span>') > 50
    assert html.count("<td></td>") > 200


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_and_never_obeyed(text: str) -> None:
    """The page has the elements of a harmless one, and the text can be read back."""
    reader = Reader(page(document(typed(text))))
    harmless = Reader(page(document(typed("harmless"))))
    assert reader.tags == harmless.tags
    visible = re.sub("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe]", "", text)
    assert " ".join(visible.split()) in reader.words


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    """Whatever is typed everywhere, the page ends what it opens and holds no control character."""
    try:
        answers = typed(text)
    except ValueError:  # half of a surrogate pair is refused before it is an answer
        return
    html = page(document(answers))
    reader = Reader(html)
    assert reader.open == []
    assert not {"script", "img"} & set(reader.tags)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", html)


def test_marks_are_read_in_texts_and_kept_in_cells() -> None:
    """Two stars make a word strong in a paragraph; in a table a star is a star."""
    html = page(document(typed("**Where** we stand: 5 * 3")))
    assert '<p class="own" dir="auto"><strong>Where</strong> we stand: 5 * 3</p>' in html
    assert "<bdi>**Where** we stand: 5 * 3</bdi>" in html


def test_line_breaks_and_paragraphs_of_the_team_stay() -> None:
    """A text typed in lines reads in lines."""
    html = page(document(typed("One\ntwo\n\nthree")))
    assert '<p class="own" dir="auto">One<br>two</p>\n<p class="own" dir="auto">three</p>' in html


def test_the_teams_language_is_named_where_it_differs() -> None:
    """A screen reader then speaks the team's words in their language and the headings in English."""
    answers = typed("Une porte ouverte")
    card = {**answers.parts("EX0.1")["team"], "language": "fr"}  # type: ignore[dict-item]
    changed = answers.with_entries(
        {"EX0.1": answers.answers["EX0.1"].model_copy(update={"parts": {"team": card}})}
    )
    html = page(document(changed))
    assert '<html lang="en" dir="ltr"' in html
    assert '<bdi lang="fr">Une porte ouverte</bdi>' in html


def test_a_gap_is_a_number_and_a_colour_only_repeats_it(public: PlanDocument) -> None:
    """Each cell of the heat map says its gap or that it is not rated."""
    (chart,) = (one.chart for one in public.body if isinstance(one, Picture) and one.chart.id == "D3.3")
    cells = re.findall(r'<td class="(heat-\d|none)">([^<]*)</td>', drawn(chart))
    assert len(cells) == 36
    assert {kind == f"heat-{text}" or (kind, text) == ("none", "not rated") for kind, text in cells} == {True}
    assert sum(kind != "none" for kind, _text in cells) == 15


def test_a_bar_begins_and_ends_where_its_words_say(public: PlanDocument) -> None:
    """On a scale of two years, month 6 to 15 is a bar from 25 per cent, 37.5 per cent wide."""
    (chart,) = (one.chart for one in public.body if isinstance(one, Picture) and one.chart.kind == "gantt")
    html = drawn(chart)
    assert "Months, from 0 to 24" in html
    assert (
        'month 6 to 15, longest chain<span class="track" aria-hidden="true"><span class="critical" '
        'style="margin-inline-start:25.00%;width:37.50%">' in html
    )
    assert html.count('class="slack"') == 3


def test_the_map_has_words_for_those_who_do_not_see_it(public: PlanDocument) -> None:
    """The picture is named, its shapes are named, and its numbers are in the table of the field."""
    (chart,) = (one.chart for one in public.body if isinstance(one, Picture) and one.chart.kind == "scatter")
    html = drawn(chart)
    assert 'role="img" aria-label="Plane with feasibility' in html
    assert "Triangle: Foundation that others stand on; Square: Initiative" in html
    assert list(re.findall(r">(I\d)</text>", html)) == ["I2", "I1", "I3", "I4", "I5", "I6"]
    reader: Any = Reader(page(public))
    assert (
        "I4 – Let health posts and the registry exchange notices of birth 4.67 2.25 prepare" in reader.words
    )
