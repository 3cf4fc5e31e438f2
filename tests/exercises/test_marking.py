"""Marking in Python: the shared table of cases, method M63 by hand, and answers that are no answers."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from toolkit_helpers.exercises.marking import mark, mark_exercise
from toolkit_helpers.exercises.marking_numbers import format_number, read_number
from toolkit_helpers.exercises.model import AnyPart, Exercise
from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.exercises.table_rows import row_codes

TABLE = json.loads((Path(__file__).parent.parent / "marking-cases.json").read_text(encoding="utf-8"))
PARTS: dict[str, AnyPart] = {
    name: TypeAdapter[AnyPart](AnyPart).validate_python(body) for name, body in TABLE["parts"].items()
}
EXERCISE = Exercise(
    id="EX5.1",
    title="All tables",
    minutes=1,
    grouping=["T"],
    parts=[PARTS[name] for name in TABLE["exercise"]],
)


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    """Each case of the table gets the state, score and sentences that stand there."""
    part = PARTS[case["part"]]
    beside = (case.get("facts"), case.get("siblings"), EXERCISE, case.get("references"))
    result = mark(part, case["answer"], *beside)
    assert result.as_json() == case["result"]


def test_the_table_has_every_kind_and_every_state() -> None:
    """No kind of exercise and no state is left without a case."""
    kinds = {PARTS[case["part"]].kind for case in TABLE["cases"]}
    assert kinds == {
        "choice",
        "match",
        "order",
        "number",
        "grid",
        "scale",
        "map2x2",
        "table",
        "form",
        "text",
        "activity",
    }
    states = {case["result"]["state"] for case in TABLE["cases"]}
    assert states == {"unanswered", "incomplete", "complete", "right", "partly", "wrong", "no_data"}


def test_names_of_cases_are_unique() -> None:
    """A failing case can be found by its name."""
    names = [case["name"] for case in TABLE["cases"]]
    assert len(set(names)) == len(names)


def test_worked_ordering_of_m63() -> None:
    """Key ABCD and answer ACBD are one inversion of six: 0.833."""
    result = mark(PARTS["abcd"], ["a", "c", "b", "d"])
    assert result.score == pytest.approx(1 - 1 / 6)
    assert result.judged == (5, 6)


def test_ticking_everything_earns_the_share_judged_correctly() -> None:
    """Three right options of five: ticking all earns 3 of 5, without negative marks (M63)."""
    result = mark(PARTS["several"], ["A", "B", "C", "D", "E"])
    assert (result.score, result.judged) == (0.6, (3, 5))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0,5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("+7", 7.0),
        ("−7", -7.0),
        ("–7", -7.0),
        ("1 234,5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234", 1.234),
        ("12 %", 12.0),
        ("€ 12", 12.0),
        ("12 points", 12.0),
        ("", None),
        ("-", None),
        ("2-3", None),
        ("12,34,5", None),
        ("1,23.4", None),
    ],
)
def test_numbers_as_typed(typed: str, value: float | None) -> None:
    """Comma and point, thousands, signs and units are read as the module promises."""
    assert read_number(typed) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, True, None, [], {}])
def test_no_number(value: Any) -> None:
    """What is no number of a person is read as none."""
    assert read_number(value) is None


@given(st.floats(-1e15, 1e15))
def test_written_numbers_are_read_again(value: float) -> None:
    """A number written with six decimals is read back with that precision."""
    read = read_number(format_number(value, 6))
    assert read is not None
    assert abs(read - value) <= 1e-6 + abs(value) * 1e-12


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    part=st.sampled_from(sorted(PARTS)),
    answer=json_values,
    facts=json_values,
    siblings=json_values,
    references=json_values | st.fixed_dictionaries({"EX3.7.gaps": json_values}),
)
def test_no_answer_raises(part: str, answer: Any, facts: Any, siblings: Any, references: Any) -> None:
    """Whatever arrives as answer, facts, siblings or references, a result comes back."""
    result = mark(PARTS[part], answer, facts, siblings, EXERCISE, references)
    assert result.score is None or 0 <= result.score <= 1


@given(
    part=st.sampled_from(["grid", "cards", "people", "swot", "team", "ini", "fixed", "pick"]), data=st.data()
)
def test_no_answer_of_nearly_the_right_shape_raises(part: str, data: st.DataObject) -> None:
    """Known ids with arbitrary values give a result too."""
    model = PARTS[part]
    if model.kind == "grid":
        names = st.sampled_from(["PL1.L1", "PL2.L4", "PL9.L4"])
        fields = st.sampled_from(["current", "target", "importance", "evidence", "reason"])
        answer: Any = data.draw(st.dictionaries(names, st.dictionaries(fields, json_values)))
    else:
        columns = model.fields if model.kind == "form" else getattr(model, "columns", [])
        keys = st.sampled_from(["code", *(column.id for column in columns)])
        row = st.dictionaries(keys, json_values | st.sampled_from(["I1", "I2", "PL1", ["I1", "I2"]]))
        answer = data.draw(row if model.kind == "form" else st.lists(row, max_size=3))
    assert mark(model, answer, None, {part: answer}, EXERCISE).state


def test_exercise_is_marked_part_by_part() -> None:
    """An exercise gives one result per part, and a map reads the table beside it."""
    rows = [{"name": "Finance", "power": 5, "interest": 2}, {"name": "Users", "power": 2, "interest": 5}]
    results = mark_exercise(EXERCISE, {"people": rows})
    assert set(results) == {part.id for part in EXERCISE.parts}
    assert results["powermap"].messages[0].text == "Finance: win over."
    assert results["swot"].state == "unanswered"


@pytest.mark.parametrize("parts", [None, [], "text", 7])
def test_answers_that_are_no_mapping(parts: Any) -> None:
    """An answers file with something else in place of the parts counts as unanswered."""
    states = {result.state for result in mark_exercise(EXERCISE, parts).values()}
    assert states == {"unanswered"}


def test_row_codes_follow_their_letter() -> None:
    """Codes count within each letter and leave out rows that hold nothing or no letter."""
    rows = [
        {"field": "S", "text": "a"},
        {},
        {"field": "W", "text": "b"},
        {"text": "c"},
        {"field": "S", "text": "d"},
    ]
    swot, gaps = PARTS["swot"], PARTS["gaps"]
    assert swot.kind == gaps.kind == "table"
    assert row_codes(swot, rows) == ["S1", "", "W1", "", "S2"]
    assert row_codes(gaps, [{"statement": "a"}, {}, {"statement": "b"}]) == ["G1", "", "G2"]


def test_braces_of_an_author_stay() -> None:
    """Braces in an author's text are no template; only the named values are filled in."""
    number = PARTS["korea"].model_copy(update={"right": "{key} lies in {0, 1}"})
    assert mark(number, "0.9679").messages[0].text == "0.9679 lies in {0, 1}"


def test_every_phrase_has_words() -> None:
    """No interface string is empty, and no sentence of marking asks for an unknown one."""
    assert all(phrases().values())
