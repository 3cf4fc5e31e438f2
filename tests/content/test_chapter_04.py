"""What chapter 4 says in figures, and what its exercises answer: computed again and found in the text."""

from __future__ import annotations

import re
from itertools import permutations
from typing import Any

import pytest
from authored import bank, cells, prose, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Number, Order, Table
from toolkit_helpers.methods import CaseCost, Milestone, TargetLink, backcast, sdg_map, service_burden
from toolkit_helpers.methods.sdg_targets import LEAVING_NO_ONE_BEHIND, target_title

BEFORE = CaseCost(hours=5, visits=3, travel=4, fee=12, wage=2.5)
AFTER = CaseCost(hours=1.5, visits=1, travel=4, fee=12, wage=2.5)
CASES = 40_000


def number(part: str) -> Number:
    """Return a number of EX4.5."""
    found = bank(4)["EX4.5"].part(part)
    assert isinstance(found, Number)
    return found


def table(exercise: str, part: str) -> Table:
    """Return a table of the chapter."""
    found = bank(4)[exercise].part(part)
    assert isinstance(found, Table)
    return found


def hints(exercise: str, part: str, rows: list[dict[str, Any]], **beside: Any) -> str:
    """Return all that is said to the rows of a table."""
    whole = bank(4)[exercise]
    answers = {**beside, part: rows}
    result = mark(whole.part(part), rows, None, answers, whole)
    return " ".join(message.text for message in result.messages)


def test_the_price_of_a_permit_is_computed_by_the_method() -> None:
    """The keys of EX4.5 are those of M05 for the numbers that its text prints."""
    intro = bank(4)["EX4.5"].intro
    assert "5 hours, 3 visits, return fare 4.00, fee 12.00" in intro
    assert "1.5 hours, 1 visit" in intro
    assert "One hour is valued at 2.50" in intro
    value = service_burden(BEFORE, AFTER, cases=CASES).value
    assert value is not None
    keys = [number(part).key for part in ("before", "after", "saving", "year")]
    assert keys == [value.before, value.after, value.saving, value.annual_saving]
    assert f"{CASES:,} cases" in number("year").prompt


def test_the_slips_of_the_permit_are_those_that_people_make() -> None:
    """Each diagnosed wrong value follows from the slip that its message names."""
    value = service_burden(BEFORE, AFTER, cases=CASES).value
    assert value is not None
    expected = {
        "before": [12.5 + 12, 12.5 + 12 + 4, 12 + 12, 5 + 12 + 12],
        "after": [3.75 + 12, 3.75 + 12 + 12, 12 + 4, 1.5 + 12 + 4],
        "saving": [value.after - value.before, 3.5 * 2.5, 2 * 4.0],  # type: ignore[operator]
        "year": [value.annual_before, value.annual_after, 16.75 * 4_000],
    }
    for part, slips in expected.items():
        assert [one.value for one in number(part).diagnoses] == slips, part


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("36.50", "5 × 2.50 + 12.00"),
        ("36,5", "5 × 2.50 + 12.00"),
        ("24.50", "three trips (3 × 4.00)"),
        ("28.5", "all three visits, not one"),
        ("40", "time 12.50, fee 12.00, visits 12.00"),
    ],
)
def test_feedback_on_the_burden(typed: str, words: str) -> None:
    """The curriculum's three messages, and comma or point alike."""
    result = mark(number("before"), typed)
    assert any(words in message.text for message in result.messages)


@pytest.mark.parametrize("typed", ["670000", "670,000", "670 000"])
def test_a_year_of_cases_may_be_typed_with_thousands(typed: str) -> None:
    """However people group the digits."""
    assert mark(number("year"), typed).state == "right"


def test_notes_repeat_the_keys() -> None:
    """The facilitator reads the same numbers."""
    note = yaml("facilitation/04.yaml")["exercises"]["EX4.5"]["answer"]
    for part in ("before", "after", "saving"):
        assert f"{number(part).key:.2f}" in note
    assert f"{number('year').key:,.0f}" in note


def test_the_double_diamond_and_the_ladder_have_their_order() -> None:
    """Right orders as in the curriculum; every known slip contradicts its order, and is told."""
    expected = {
        ("EX4.2", "phases"): ["discover", "define", "develop", "deliver"],
        ("EX4.9", "practice"): ["consult", "law", "test", "connect"],
    }
    for (exercise, part_id), order in expected.items():
        part = bank(4)[exercise].part(part_id)
        assert isinstance(part, Order)
        assert [item.id for item in part.items] == order
        for one in part.diagnoses:
            assert order.index(one.first) > order.index(one.then)
        for wrong in permutations(order):
            told = {m.text for m in mark(part, list(wrong)).messages}
            for one in part.diagnoses:
                assert (one.say in told) is (wrong.index(one.first) < wrong.index(one.then))


def test_the_years_of_the_practice_ladder_hold_and_stand_only_with_the_answer() -> None:
    """The ladder is valid by M21, and its years are not in the task."""
    practice = bank(4)["EX4.9"].part("practice")
    assert isinstance(practice, Order)
    years = [int(year) for year in re.findall(r"\b20\d\d\b", practice.feedback)]
    assert years == [2027, 2028, 2029, 2031, 2035]
    names = [item.id for item in practice.items] + ["vision"]
    ladder = [
        Milestone(name, year, names[max(0, place - 1) : place])
        for place, (name, year) in enumerate(zip(names, years, strict=True))
    ]
    value = backcast(ladder, start=2026).value
    assert value is not None
    assert value.order_valid
    assert value.order == tuple(names)
    assert not any(re.search(r"20\d\d", item.text) for item in practice.items)
    assert re.findall(r"20\d\d", practice.prompt) == ["2035"]


def test_the_exit_ladder_breaks_where_its_answer_says() -> None:
    """XT4.2 prints a ladder whose only fault is the effect of 2029 before the cause of 2031."""
    part = bank(4)["XT4.2"].part("question")
    assert isinstance(part, Choice)
    assert re.findall(r"20\d\d", part.prompt) == ["2027", "2029", "2031", "2034"]
    ladder = [
        Milestone("module", 2027, level="L3"),
        Milestone("work", 2029, ["module", "file"], "L4"),
        Milestone("file", 2031, ["module"], "L1"),
        Milestone("near", 2034, ["work"], "L2"),
    ]
    value = backcast(ladder, start=2026).value
    assert value is not None
    assert [(one.cause, one.effect) for one in value.conflicts] == [("file", "work")]
    assert not value.without_predecessor
    right = next(option for option in part.options if option.correct)
    assert "2029" in right.feedback
    assert "2031" in right.feedback


def test_the_worked_map_of_the_notes_is_computed() -> None:
    """EX4.7's notes print the example of M20 with its coverage."""
    links = [
        TargetLink("O1", "16.6", 3),
        TargetLink("O1", "16.10", 2),
        TargetLink("O2", "10.2", 3),
        TargetLink("O2", "5.b", 2),
        TargetLink("O2", "9.c", 2),
        TargetLink("O3", "17.8", 2),
    ]
    value = sdg_map(["O1", "O2", "O3"], links).value
    assert value is not None
    note = yaml("facilitation/04.yaml")["exercises"]["EX4.7"]["answer"]
    assert f"{100 * value.coverage:.1f} per cent" in note
    assert value.without_direct == ("O3",)


def test_the_targets_of_the_table_are_those_of_the_library() -> None:
    """Ten targets with short titles stand in the notebook, as the library names them, right above EX4.7."""
    (compass,) = (cell["source"] for cell in cells(4) if cell["id"] == "concepts-compass")
    printed = dict(re.findall(r"^\| (\d+\.\w+) \| (.+) \|$", compass, re.MULTILINE))
    assert tuple(printed) == LEAVING_NO_ONE_BEHIND
    for code, title in printed.items():
        own = target_title(code).replace(",", "")
        assert set(re.findall(r"[a-z]+", title)) <= set(re.findall(r"[a-z]+", own)) | {"and"}, code
    ids = [cell["id"] for cell in cells(4)]
    assert ids.index("ex4-7") == ids.index("concepts-compass") + 1
    assert "lists ten targets" in bank(4)["EX4.7"].intro


def test_the_model_vision_passes_what_a_machine_can_see() -> None:
    """At most sixty words, and the year in which it is to be true."""
    statement = bank(4)["EX4.8"].part("statement")
    text = re.sub(r"\*[^*]+\*", "", statement.model_answer)
    assert len(text.split()) <= 60
    assert "2033" in text
    tests = table("EX4.8", "tests")
    assert len(tests.rows) == 7


def test_the_opening_counts_what_the_chapter_offers() -> None:
    """Goals and targets are counted as the Agenda has them, and the seven tests stand in their order."""
    assert "17 Goals and 169 targets" in prose(4)
    tests = (
        "whose life, what changes, by when, which public value, who is explicitly included, what stays human"
    )
    assert tests in prose(4)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"people": "better", "change": "work"}] * 3, "Where is the shock?"),
        ([{"people": "mixed", "change": "technology"}] * 3, "What do families do differently?"),
    ],
)
def test_futures_need_shocks_and_families(rows: list[dict[str, str]], words: str) -> None:
    """EX4.3 asks back where all futures are good, or all about technology."""
    assert words in hints("EX4.3", "futures", rows)
    mixed = [*rows[:2], {"people": "worse", "change": "family"}]
    assert words not in hints("EX4.3", "futures", mixed)


PERSONA = {
    "name": "Sela, 22",
    "who": "vulnerable",
    "situation": "Lives far from the registry",
    "goal": "A certificate",
    "access": "Shared phone",
    "barrier": "A missing card",
    "evidence": "Interview, 2026",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"barrier": ""}, "What stops this person on a bad day?"),
        ({"evidence": " "}, "assumption, to be checked"),
        ({"who": "user"}, "at least one person in a vulnerable situation"),
        ({"situation": "One of the elderly"}, "Put the person first"),
        ({"situation": "Is wheelchair-bound"}, "Put the person first"),
        ({"situation": "She suffers from low vision"}, "Put the person first"),
        ({"barrier": "Too lazy to learn"}, "judges the person"),
    ],
)
def test_personas_are_people_with_evidence(change: dict[str, str], words: str) -> None:
    """EX4.4 asks for a barrier, evidence, a person in a vulnerable situation, and respectful words."""
    other = {**PERSONA, "who": "officer", "name": "Tomas, 47"}
    assert words not in hints("EX4.4", "personas", [PERSONA, other])
    assert words in hints("EX4.4", "personas", [{**PERSONA, **change}, other])


def test_a_journey_has_five_steps_and_a_dead_end() -> None:
    """Fewer steps are too few; without a dead end the page asks whether somebody gave up."""
    step = {"step": "Go", "channel": "counter", "hours": "1", "cost": "0", "visits": "1", "emotion": "calm"}
    assert "gave up" in hints("EX4.4", "journey", [step] * 5)
    assert "gave up" not in hints("EX4.4", "journey", [*[step] * 4, {**step, "dead_end": True}])
    part = table("EX4.4", "journey")
    assert mark(part, [step] * 4).state == "incomplete"
    assert mark(part, [step] * 5).state == "complete"


@pytest.mark.parametrize(
    ("question", "solution", "loss"),
    [
        ("How might we let parents register near home without a second journey?", False, False),
        ("How might we build an app for parents without a second journey?", True, False),
        ("How might we use artificial intelligence so that nobody waits?", True, True),
        ("How might we let parents register near home so that no child waits?", False, True),
        ("How might we make the form apply to everybody without asking twice?", False, False),
    ],
)
def test_a_question_holds_no_solution_and_names_what_must_not_be_lost(
    question: str, solution: bool, loss: bool
) -> None:
    """EX4.6 asks for the effect instead of an app, and for a "without"."""
    said = hints("EX4.6", "questions", [{"question": question}])
    assert ("Ask for the effect" in said) is solution
    assert ("What must not be lost" in said) is loss


LINK = {"objective": "O1", "target": "16.9", "strength": "3", "mechanism": "because", "indicator": "share"}
OBJECTIVES = [{"code": f"O{place}", "text": f"Objective {place}"} for place in (1, 2, 3)]


@pytest.mark.parametrize(
    ("target", "known"),
    [
        ("16.9", True),
        ("16,9", True),
        ("5.B", True),
        ("SDG 16.10", True),
        ("target 9.c", True),
        ("16", False),
        ("identity", False),
        ("16.9.1", False),
    ],
)
def test_the_page_knows_how_a_code_of_a_target_looks(target: str, known: bool) -> None:
    """What is no code is pointed at, also where no kernel can look it up."""
    said = hints("EX4.7", "links", [{**LINK, "target": target}], objectives=OBJECTIVES)
    assert ("no code of a target" in said) is not known


def test_an_objective_without_a_direct_link_is_questioned() -> None:
    """End or means? Enabling links do not count."""
    rows = [LINK, {**LINK, "objective": "O2", "strength": "2"}]
    assert "No direct link yet: O2, O3." in hints("EX4.7", "links", rows, objectives=OBJECTIVES)
    rows += [{**LINK, "objective": "O2"}, {**LINK, "objective": "O3"}]
    assert "No direct link yet" not in hints("EX4.7", "links", rows, objectives=OBJECTIVES)


def test_a_negative_link_needs_an_answer() -> None:
    """A strength of −1 without mitigation is pointed at; a positive one is not."""
    negative = {**LINK, "strength": "-1", "negative_effect": "the offline"}
    assert "needs an answer" in hints("EX4.7", "links", [LINK, negative], objectives=OBJECTIVES)
    answered = {**negative, "mitigation": "helpers"}
    assert "needs an answer" not in hints("EX4.7", "links", [LINK, answered], objectives=OBJECTIVES)


def test_a_ladder_needs_all_levels_and_no_circle() -> None:
    """EX4.9 asks for each missing level, and names a circle."""
    rows = [{"code": f"M{n}", "year": "2030", "milestone": "done", "level": f"L{n}"} for n in (1, 2, 3, 4)]
    assert "milestone yet" not in hints("EX4.9", "ladder", rows)
    assert "What must be permitted?" in hints("EX4.9", "ladder", rows[1:])
    rows[0]["needs"], rows[1]["needs"] = ["M2"], ["M1"]  # type: ignore[assignment]
    assert "M1 → M2 → M1" in hints("EX4.9", "ladder", rows)


def test_later_chapters_find_what_they_refer_to() -> None:
    """Objectives, personas, steps and milestones carry codes under the letters that the Plan uses."""
    letters = {
        ("EX4.7", "objectives"): "O",
        ("EX4.4", "personas"): "U",
        ("EX4.4", "journey"): "J",
        ("EX4.3", "futures"): "F",
        ("EX4.6", "questions"): "Q",
        ("EX4.9", "ladder"): "M",
    }
    assert {place: table(*place).code for place in letters} == letters


def test_the_test_with_a_human_being_has_its_cards_and_its_minutes() -> None:
    """Three users, computer, facilitator and observer; ten silent minutes, five to look back."""
    part = bank(4)["EX4.10"].part("test")
    assert isinstance(part, Activity)
    assert [role.name for role in part.roles] == [
        *("User A", "User B", "User C", '"Computer"', "Facilitator", "Observer")
    ]
    minutes = {timer.label: timer.minutes for timer in part.timers}
    assert minutes["Test without explanations"] == 10
    assert minutes["Observations"] == 5


def test_practices_leave_out_what_nobody_has_verified() -> None:
    """Three countries, each with a question; no figure beyond those of the curriculum."""
    practices = [cell["source"] for cell in cells(4) if cell["metadata"]["tags"] == ["practices"]]
    assert len(practices) == 3
    assert all("*To discuss:*" in text for text in practices)
    figures = set(re.findall(r"\b\d[\d,]*", " ".join(practices)))
    assert figures == {"2020", "20", "2021", "8,805", "5,000", "2023", "2000"}
