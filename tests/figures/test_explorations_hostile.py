"""Whatever a team has typed, each chart that reads it comes, with its words and its table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.model import AnyPart, Form, Table
from toolkit_helpers.figures import explorations

READING = [name for name in explorations.IDS if explorations.exploration(name).reads]

SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["G1", "I1", "O1", "PL1", "I2", "R", "A", "", "x" * 300]),
)
ANYTHING = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)


def answers_to(part: AnyPart) -> st.SearchStrategy[Any]:
    """Return answers in the right form with anything in each field, and anything at all."""
    if isinstance(part, Table):
        fields = {column.id: ANYTHING for column in part.columns}
        row = st.fixed_dictionaries({}, optional={"code": SCALAR, **fields})
        return st.lists(row, max_size=6) | ANYTHING
    if isinstance(part, Form):
        return st.fixed_dictionaries({}, optional={column.id: ANYTHING for column in part.fields}) | ANYTHING
    return ANYTHING


def teams(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return what a team may have answered to the exercises that an exploration reads."""
    exercises = {
        exercise: st.fixed_dictionaries(
            {}, optional={part.id: answers_to(part) for part in bank.exercise(exercise).parts}
        )
        for exercise in explorations.exploration(name).reads
    }
    return st.fixed_dictionaries({}, optional=exercises)


@pytest.mark.parametrize("name", READING)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_was_typed_a_chart_comes(name: str, data: st.DataObject) -> None:
    """No answer raises; the chart has a finding, a source, an alternative, and whole rows in its table."""
    chart = explorations.describe(name, None, data.draw(teams(name)))
    assert chart.finding
    assert chart.alt
    assert chart.source
    assert all(len(row) == len(chart.table.header) for row in chart.table.rows)
