"""What stands in a Plan's document, in which order, and what stays out of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from team_plans import MARK, elements, filed, headings, texts, typed

from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.plan import Plan, assemble
from toolkit_helpers.plan_document import PlanDocument, document, file_stem
from toolkit_helpers.plan_document.dates import day
from toolkit_helpers.plan_document.outline import Blank, Bullets, Facts, Grid, Heading, Layers, Picture, Words
from toolkit_helpers.plan_document.shown import codes_only

GIST = {"P10.curriculum_plan", "P10.tot_plan"}
"""Fields whose text only sums up their rows."""
CODES = re.compile(r"(?:^|; )([A-Z]{1,3}\d+) – ")


def section(told: PlanDocument, anchor: str) -> list[Any]:
    """Return the elements under one heading, up to the next of its level or above."""
    start = next(i for i, one in enumerate(told.body) if isinstance(one, Heading) and one.anchor == anchor)
    level = told.body[start].level  # type: ignore[union-attr]
    end = next(
        (
            i
            for i, one in enumerate(told.body[start + 1 :], start + 1)
            if isinstance(one, Heading) and one.level <= level
        ),
        len(told.body),
    )
    return list(told.body[start + 1 : end])


def test_title_page_summary_chapters_thread_and_what_is_open_follow_one_another(public: PlanDocument) -> None:
    """A reader meets the page for a minister first, then the chapters in order, then the whole."""
    assert dict(public.facts)["Name of the team"] == "Team Nandara"
    assert dict(public.facts)["Date"] == "23 November 2026"
    assert public.version.startswith("Answers of 23 November 2026, 09:00 UTC, workbook version ")
    assert public.summary
    found = headings(public)
    assert [text.split()[0] for text in found[:11]] == [f"P{number}" for number in range(11)]
    assert found[11:] == ["The golden thread: from gap to indicator", "What is still open", "Details"]


def test_nothing_that_the_team_wrote_is_lost(public: PlanDocument, nandara_plan: Plan) -> None:
    """Every public cell of every field stands in the document, a reference at least by its code."""
    told = set(texts(public))
    everything = "\n".join(told)
    for field in nandara_plan:
        public_columns = [column.id for column in field.value.columns if not column.private]
        cells = [row.get(name, "") for row in field.value.rows for name in public_columns]
        for cell in filter(None, cells):
            codes = ", ".join(dict.fromkeys(CODES.findall(cell)))
            forms = {cell, day(cell), day(cell, short=True)}
            assert codes in told - {""} or any(one in everything for one in forms), (field.spec.id, cell)
        if field.value.text and field.spec.id not in GIST and not field.spec.id.startswith("P0."):
            assert field.value.text in everything, field.spec.id


def test_what_the_rows_of_a_field_say_is_not_said_above_them(public: PlanDocument) -> None:
    """The course has its name, and the training its numbers, once and in their place."""
    for anchor in ("p10-curriculum-plan", "p10-tot-plan"):
        assert [type(one) for one in section(public, anchor)] == [Facts]
    everything = "\n".join(texts(public))
    assert everything.count('Induction of registrars, module "One birth, one conversation"') == 1
    assert "Participations: 432" not in everything


def test_readers_see_dates_with_the_month_in_words(public: PlanDocument, team_edition: PlanDocument) -> None:
    """No year-month-day is left, whether in a cell, a sentence or a span of months; tables have it short."""
    for told in (public, team_edition):
        left = [text for text in texts(told) if re.search(r"\d{4}-\d\d", text) and not text.startswith("{")]
        assert left == []
    everything = "\n".join(texts(public)).replace("\u00a0", " ")
    for words in (
        "Council of studies; 29 January 2027",
        "(Owner of birth registration, 25 January 2027)",
        "Sep 2026",
    ):
        assert words in everything
    meetings = next(one for one in section(public, "p9-learning-calendar") if isinstance(one, Grid))
    dates = ["15 Mar 2027", "15 Jun 2027", "15 Sep 2027", "10 Dec 2027"]
    assert [row[0] for row in meetings.rows] == [date.replace(" ", "\u00a0") for date in dates]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("From 2027-03-15, or later.", "From 15 March 2027, or later."),
        ("2027-03-15–2027-04-01", "15 March 2027–1 April 2027"),
        ("2027-02-30", "2027-02-30"),
        ("2027-13", "2027-13"),
        ("2010-11", "2010-11"),
        ("In the years 2026-27", "In the years 2026-27"),
        ("minutes-2027-03-15.pdf", "minutes-2027-03-15.pdf"),
        ("https://example.org/2027-03-15", "https://example.org/2027-03-15"),
        ("2027-03-15/2", "2027-03-15/2"),
        ("", ""),
    ],
)
def test_only_a_date_is_read_as_a_date(text: str, read: str) -> None:
    """What is no day of the calendar, a year of a budget, or part of a name stays as it is typed."""
    assert day(text) == read


def test_each_field_of_a_full_plan_has_its_heading_or_line(public: PlanDocument, nandara_plan: Plan) -> None:
    """No field that is filled is passed over."""
    titles = set(texts(public))
    known = {
        "P0.team_name",
        "P0.jurisdiction",
        "P0.level",
        "P0.country_code",
        "P0.service_in_focus",
        "P0.date",
    }
    anchors = {one.anchor for one in public.body if isinstance(one, Heading)}
    for field in nandara_plan:
        if field.filled and field.spec.id not in known:
            anchor = field.spec.id.lower().replace(".", "-").replace("_", "-")
            assert anchor in anchors or field.spec.label in titles, field.spec.id


def test_anchors_are_unique(public: PlanDocument, empty: PlanDocument) -> None:
    """Each heading can be led to."""
    for told in (public, empty):
        anchors = [one.anchor for one in told.body if isinstance(one, Heading)]
        assert len(set(anchors)) == len(anchors)
        assert {one.leads_to for one in told.body if isinstance(one, Words)} <= {"", "summary", *anchors}


def test_charts_and_chain_stand_where_their_fields_are(public: PlanDocument) -> None:
    """Gaps, value and feasibility, the road map in time, and the chain in layers from impact to input."""
    charts = {one.chart.id: one.chart for one in public.body if isinstance(one, Picture)}
    assert list(charts) == ["D3.3", "value-map", "road-map"]
    assert (
        charts["road-map"].finding
        == "Everything is done after 19 months; a delay of I1, I4, I6 moves the end"
    )
    assert (
        charts["value-map"].finding == "4 of 6 initiatives have high value and can start now: I1, I2, I3, I5"
    )
    (layers,) = (one for one in public.body if isinstance(one, Layers))
    assert [name for name, _nodes in layers.layers] == ["Impact", "Outcome", "Output", "Activity", "Input"]
    assert layers.layers[0][1][0].code == "K1"
    assert layers.layers[4][1][0].leads_to == ("K7", "K8", "K9", "K10")


def test_traffic_lights_are_said_in_words(public: PlanDocument) -> None:
    """A light is a sign, a colour's name and what it means."""
    (table,) = (one for one in section(public, "p9-progress") if isinstance(one, Grid))
    lights = {row[0]: row[-1] for row in table.rows}
    assert lights["N5"] == "▼ red, moving away"
    assert lights["N10"] == "✔ green, target met (headline)"


def test_the_golden_thread_goes_from_gap_to_indicator(public: PlanDocument) -> None:
    """Nine strands without a hole, each cell with the words behind its codes."""
    found = section(public, "thread")
    (table,) = (one for one in found if isinstance(one, Grid))
    assert table.header == ("Gap", "Objective", "Initiative", "Indicator")
    assert len(table.rows) == 9
    gap, objectives, initiative, indicators = table.rows[1]
    assert gap == "G1 – No rule lets health service and registry share birth data."
    assert objectives.split("\n")[1].startswith("O2 – Pay the child benefit")
    assert initiative.startswith("I4 – ")
    assert [line[:3].strip() for line in indicators.split("\n")] == ["N1", "N7", "N10"]


def test_what_is_open_names_the_deliberate_gap(public: PlanDocument) -> None:
    """Of the demonstration team nothing is open but the one check that fails on purpose."""
    (list_,) = (one for one in section(public, "open") if isinstance(one, Bullets))
    assert list_.items == (
        "Association of persons with disabilities must be heard and does not appear in section 8.",
    )


def test_what_is_open_is_listed_by_chapter() -> None:
    """A team that has begun reads what is missing, where it is written and whether it is required."""
    told = document(filed({"EX0.1": {"team": {"team_name": "Blue"}}, "EX1.7": {"trends": [{"text": "One"}]}}))
    found = section(told, "open")
    lists = {
        before.text: after.items
        for before, after in pairwise(found)
        if isinstance(before, Words) and isinstance(after, Bullets)
    }
    assert "Jurisdiction: not written yet, required (EX0.1)" in lists["Chapter 0, Identity:"]
    assert "Sector: not written (EX0.1)" in lists["Chapter 0, Identity:"]
    assert "Trends: begun, required (EX1.7)" in lists["Chapter 1, Context:"]
    assert "Not written yet (EX1.8)." in texts(told)
    assert "Begun, not complete yet (EX1.7)." in texts(told)


def test_private_columns_stay_out_unless_the_team_asks(
    public: PlanDocument, team_edition: PlanDocument
) -> None:
    """The stance of a stakeholder is in the team's edition only, and each edition says which it is."""
    stance = "Attitude, −2 against to +2 in favour (private)"
    assert stance not in texts(public)
    assert stance in texts(team_edition)
    assert public.mark == "Public edition – without private entries"
    assert team_edition.mark == "Team edition – holds private entries, do not pass on"
    assert (file_stem(public), file_stem(team_edition)) == (
        "plan-province-of-nandara-fictitious",
        "plan-province-of-nandara-fictitious-team",
    )


def test_no_private_word_is_in_the_public_edition(secretive: AnswersFile) -> None:
    """Whatever stands in a private column, or in a field without consent, is nowhere in the document."""
    told = "\n".join(texts(document(secretive)))
    assert MARK not in told
    assert MARK not in "\n".join(texts(document(filed({"EX7.1": secretive.parts("EX7.1")}))))


def test_the_mindsets_need_the_consent_in_the_teams_edition_too(secretive: AnswersFile) -> None:
    """What a person keeps for himself or herself is not the team's either."""
    assert MARK not in "\n".join(texts(document(filed({"EX7.1": secretive.parts("EX7.1")}), private=True)))


@pytest.mark.parametrize(("consent", "words"), [(True, "agrees that this Plan"), (None, "has not agreed")])
def test_the_title_page_says_whether_the_team_agrees_to_share(consent: bool | None, words: str) -> None:
    """Whoever holds the document knows whether it may be shown to others."""
    told = document(filed({"EX0.1": {"team": {"team_name": "Blue", "sharing_consent": consent}}}))
    assert any(words in remark for remark in told.remarks)


def test_an_example_says_so(nandara: AnswersFile) -> None:
    """On the title page and on every page."""
    told = document(nandara, example=True)
    assert told.remarks[0].startswith("This is an example.")
    assert told.mark.startswith("Example, all data fictitious")


def test_an_empty_plan_is_a_form_to_fill_in(empty: PlanDocument) -> None:
    """Each field has a heading, says what belongs there and where, and has room to write."""
    plan = assemble(AnswersFile())
    assert len(headings(empty, 3)) == len(list(plan))
    assert empty.summary == ()
    assert (
        "Nothing is written yet. Print this document and fill it in, or answer the exercises."
        in empty.remarks
    )
    for field in plan:
        anchor = field.spec.id.lower().replace(".", "-").replace("_", "-")
        note, *room = section(empty, anchor)
        assert field.spec.written_in in note.text
        assert len(room) == 1, field.spec.id
        assert isinstance(room[0], Blank | Grid | Facts), field.spec.id
    (table,) = (one for one in section(empty, "p3-priority-gaps") if isinstance(one, Grid))
    assert [row[0] for row in table.rows] == [f"G{number}" for number in range(1, 9)]
    assert {cell for row in table.rows for cell in row[1:]} == {""}
    assert len(table.room) == len(table.header)
    (sector,) = (one for one in section(empty, "p0-sector-focus") if isinstance(one, Blank))
    assert sector.words[:2] == ("Whole of government", "Civil registration and identity")
    (scan,) = (one for one in section(empty, "p2-pillar-scan") if isinstance(one, Grid))
    assert scan.rows[0][0] == "PL1 Vision, leadership and mindsets"
    assert "☐ Low\n☐ Medium\n☐ High" in scan.rows[0]


def test_a_form_asks_nobody_for_what_is_private(empty: PlanDocument) -> None:
    """A sheet that is handed round holds no column for the attitude of a stakeholder."""
    (stakeholders,) = (one for one in section(empty, "p3-stakeholders") if isinstance(one, Grid))
    assert not any("Attitude" in label for label in stakeholders.header)
    (mindsets,) = (one for one in section(empty, "p7-mindset-focus") if isinstance(one, Blank))
    assert mindsets.lines == 3


def test_an_unknown_country_stands_as_it_was_typed() -> None:
    """Neither the document nor its charts stop at it."""
    told = document(filed({"EX0.1": {"team": {"country_code": "XXX", "team_name": "Blue"}}}))
    assert dict(told.facts)["Country"] == "XXX"
    assert "No country is chosen yet (EX0.1)." in texts(told)


@pytest.mark.parametrize(
    ("typed_language", "language"), [("fr", "fr"), ("", "en"), ("e<n", "en"), ("klingon", "en")]
)
def test_the_documents_language_is_one_that_a_document_can_name(typed_language: str, language: str) -> None:
    """A language that is none does not spoil the file."""
    assert document(filed({"EX0.1": {"team": {"language": typed_language}}})).language == language


def test_the_own_page_comes_first_and_is_not_printed_twice(public: PlanDocument, nandara_plan: Plan) -> None:
    """The team's own words are the summary; section P10 leads to them."""
    own = nandara_plan.field("P10.one_page_summary").value.text
    assert public.summary[0] == Words(own, "own")
    assert texts(public).count(own) == 1
    assert Words("It stands at the beginning of this document.", "note", "summary") in public.body


def test_without_an_own_page_the_summary_is_drafted(nandara: AnswersFile) -> None:
    """Vision, objectives and initiatives with lead and dates, in the order of the road map."""
    answers = {name: entry.parts for name, entry in nandara.answers.items() if name != "EX10.3"}
    told = document(filed(answers)).summary
    assert isinstance(told[0], Words)
    assert told[0].text.startswith("By 2033 every child")
    lists = [one.items for one in told if isinstance(one, Bullets)]
    assert [item[:2] for item in lists[0]] == ["O1", "O2", "O3"]
    assert [item[:2] for item in lists[1]] == ["I1", "I2", "I3", "I4", "I5", "I6"]
    assert lists[1][0].endswith("(Directorate of civil registration, January 2027 – June 2027)")


def test_a_long_summary_is_cut_and_the_field_is_not() -> None:
    """The first page stays one page; nothing is lost, since the field stands in its section."""
    long = "word " * 2000
    told = document(filed({"EX4.8": {"year": "2033", "statement": {"text": long}}}))
    assert isinstance(told.summary[0], Words)
    assert len(told.summary[0].text) < 700
    assert long.strip() in texts(told)


def test_names_on_bars_are_cut_and_foreign_scripts_leave_the_code() -> None:
    """What the painter of documents cannot set is not drawn as boxes."""
    answers = {
        "EX5.2": {
            "initiatives": [
                {"code": "I1", "title": "数据交换"},
                {"code": "I2", "title": "Open one counter for all papers that a family needs in a year"},
            ]
        },
        "EX5.6": {
            "schedule": [
                {"initiative": "I1", "months": "3"},
                {"initiative": "I2", "months": "4", "predecessors": ["I1"]},
            ]
        },
    }
    (chart,) = (one.chart for one in elements(document(filed(answers))) if isinstance(one, Picture))
    assert chart.y.categories == ["I1", "I2 – Open one counter for all papers that a …"]
    assert chart.table.rows[0][0] == "I1 – 数据交换"


def test_charts_wait_for_their_numbers() -> None:
    """A field that is begun without numbers has no chart, and nothing breaks."""
    told = document(typed("A text"))
    ids = [one.chart.id for one in told.body if isinstance(one, Picture)]
    assert ids == ["D3.3", "road-map"]


def test_columns_of_references_are_read_by_their_codes() -> None:
    """Only where every cell of the column is a reference."""
    assert codes_only(["G1 – a; b; G2 – c", "", "O3 – d"]) == ["G1, G2", "", "O3"]
    assert codes_only(["G1 – a", "words"]) == ["G1 – a", "words"]


def test_two_rows_of_a_wide_table_stay_apart(public: PlanDocument) -> None:
    """What a table has no room for stands in cards, one for each row, in the same order."""
    (table,) = (one for one in section(public, "p5-initiatives") if isinstance(one, Grid))
    cards = [one for one in section(public, "p5-initiatives-details") if hasattr(one, "title")]
    assert [row[0] for row in table.rows] == [card.title.split(" – ")[0] for card in cards]
    assert table.header == ("No.", "Initiative", "Closes", "Serves", "Lead", "Dates", "Cost of building")
    assert table.rows[0][2:4] == ("G1", "O1, O2")
