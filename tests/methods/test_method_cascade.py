"""M33 against the reference values, NumPy's products, and its edge cases."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import Cascade, CascadePlan, training_cascade

SCHOOL = CascadePlan(trainers=20, sessions=12, active=0.7, participants=25, sessions_per_person=1.5)
PLANS = st.builds(
    CascadePlan,
    trainers=st.floats(0, 200),
    sessions=st.floats(0, 30),
    active=st.floats(0, 1),
    participants=st.floats(0, 40),
    sessions_per_person=st.floats(1, 10),
    generations=st.integers(1, 4),
    onward=st.floats(0, 0.05),
)


def cascade(plan: CascadePlan) -> Cascade:
    """Return a reach that is there."""
    value = training_cascade(plan).value
    assert value is not None
    return value


@cases("M33")
def test_worked_cascades(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """Sessions, participations and persons are those of the specification."""
    value = cascade(CascadePlan(**inputs))
    assert value.sessions == pytest.approx(expected["sessions"])
    assert value.participations == pytest.approx(expected["participations"])
    assert value.persons == (pytest.approx(expected["persons"]) if "persons" in expected else None)


def test_the_sentence_tells_participations_from_persons() -> None:
    """People come back; where nobody knows how often, the persons are not guessed."""
    told = training_cascade(SCHOOL).interpretation
    assert told == "Sessions: 168. Participations: 4,200. Persons: 2,800."
    unknown = training_cascade(replace(SCHOOL, sessions_per_person=None))
    assert unknown.value is not None
    assert unknown.value.persons is None
    assert unknown.interpretation == "Sessions: 168. Participations: 4,200. Persons: not known."
    assert unknown.notes == ("Participations are not persons: ask how many sessions one person attends.",)


def test_a_second_generation_begins_with_those_who_train_on() -> None:
    """Of 2,800 persons one in a hundred trains on, under the same conditions."""
    value = cascade(replace(SCHOOL, generations=2, onward=0.01))
    first, second = value.generations
    assert (first.trainers, second.trainers) == (20, pytest.approx(28))
    assert second.sessions == pytest.approx(28 * 0.7 * 12)
    assert second.persons == pytest.approx(28 * 0.7 * 12 * 25 / 1.5)
    assert value.persons == pytest.approx(2800 + 3920)


@pytest.mark.parametrize(("generations", "warned"), [(1, False), (2, False), (3, True), (10, True)])
def test_more_than_two_generations_are_warned_of(generations: int, warned: bool) -> None:
    """The reach is computed all the same, and the quality is put in doubt."""
    notes = training_cascade(replace(SCHOOL, generations=generations, onward=0.001)).notes
    assert bool(notes) is warned
    assert all("beyond two, quality thins out" in note for note in notes)


@pytest.mark.parametrize("name", ["trainers", "sessions", "active", "participants"])
def test_a_missing_number_is_not_zero(name: str) -> None:
    """Without one of the four numbers there is no reach; the reason names it."""
    for missing in (None, math.nan):
        result = training_cascade(replace(SCHOOL, **{name: missing}))
        assert not result.available
        assert result.interpretation.endswith("missing.")


@pytest.mark.parametrize("name", ["sessions_per_person", "onward"])
def test_a_second_generation_needs_to_know_its_trainers(name: str) -> None:
    """Nobody can say how many train on if the persons or their share are not known."""
    plan = replace(SCHOOL, generations=2, onward=0.01)
    result = training_cascade(replace(plan, **{name: None}))
    assert not result.available
    assert "share who train on" in result.interpretation


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"active": 70}, "the active share is a share from 0 to 1 and is 70"),
        ({"onward": 1.01}, "the share who train on is a share"),
        ({"trainers": -1}, "cannot be negative"),
        ({"participants": math.inf}, "finite"),
        ({"sessions_per_person": 0.5}, "at least one session"),
        ({"sessions_per_person": 0}, "at least one session"),
        ({"generations": 0}, "from 1 to 10 generations"),
        ({"generations": 11}, "from 1 to 10 generations"),
        ({"generations": True}, "from 1 to 10 generations"),
        ({"generations": 1.5}, "from 1 to 10 generations"),
        ({"participants": 1e300}, "too large for a cascade"),
    ],
)
def test_impossible_input_is_an_error(change: dict[str, Any], words: str) -> None:
    """Per cent where a share is meant, negative or endless numbers, broken generations."""
    with pytest.raises(ToolkitError, match=f"(?i){words}"):
        training_cascade(replace(SCHOOL, **change))


@given(PLANS)
def test_reach_is_the_product_of_its_factors(plan: CascadePlan) -> None:
    """NumPy's running product of the growth factor gives the trainers of each generation."""
    value = cascade(plan)
    seats = numpy.prod([plan.active, plan.sessions, plan.participants])
    growth = seats / plan.sessions_per_person * plan.onward
    trainers = numpy.cumprod([plan.trainers, *[growth] * (plan.generations - 1)])
    assert [one.trainers for one in value.generations] == pytest.approx(trainers.tolist())
    assert value.participations == pytest.approx(float((trainers * seats).sum()))
    assert value.persons is not None
    assert value.persons == pytest.approx(value.participations / plan.sessions_per_person)
    assert value.persons <= value.participations + 1e-9


@given(PLANS, st.floats(0, 1))
def test_half_the_active_trainers_give_half_the_sessions(plan: CascadePlan, share: float) -> None:
    """Within a generation the reach follows the active share in proportion."""
    whole = cascade(plan).generations[0]
    part = cascade(replace(plan, active=plan.active * share)).generations[0]
    assert part.sessions == pytest.approx(whole.sessions * share, abs=1e-9)
    assert part.participations == pytest.approx(whole.participations * share, abs=1e-9)
