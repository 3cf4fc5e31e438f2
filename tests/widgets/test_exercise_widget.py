"""The exercise widget restores, saves, marks and follows; its twins need neither kernel nor answers."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers.answers import AnswersFile, Entry, open_store, write_text
from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.plan import all_exercises
from toolkit_helpers.widgets.base import HTML, MARKDOWN, PLAIN, VIEW
from toolkit_helpers.widgets.exercise import EXERCISE_MIME, ExerciseWidget
from toolkit_helpers.widgets.session import Session

EXERCISES = all_exercises()


def shown(exercise_id: str) -> ExerciseWidget:
    """Return an exercise as a chapter shows it."""
    return ExerciseWidget(bank.exercise(exercise_id))


def bundle(widget: ExerciseWidget) -> dict[str, Any]:
    """Return what a notebook stores of it."""
    return widget._repr_mimebundle_()[0]


def test_an_answer_is_saved_before_the_page_is_told(own_answers: Path) -> None:
    """Status, marking and file agree after each change."""
    widget = shown("EX1.2")
    assert widget.status == {"state": "", "text": ""}
    widget.answer = {"measure": "B"}
    assert widget.status == {"state": "saved", "text": "Saved."}
    assert widget.result["measure"]["state"] == "right"
    assert open_store(own_answers).load().parts("EX1.2") == {"measure": "B"}


def test_an_answer_arrives_as_a_message_of_the_page(own_answers: Path) -> None:
    """What the browser sends over the wire is saved like any other answer."""
    widget = shown("EX1.2")
    message = {"content": {"data": {"method": "update", "state": {"answer": {"measure": "D"}}}}}
    widget._handle_msg(message)
    assert open_store(own_answers).load().parts("EX1.2") == {"measure": "D"}
    assert widget.status["state"] == "saved"


def test_a_new_kernel_restores_the_answer() -> None:
    """A page reload or a restarted kernel brings the saved answer back."""
    shown("EX1.2").answer = {"measure": "A"}
    again = ExerciseWidget(bank.exercise("EX1.2"), Session())
    assert again.answer == {"measure": "A"}
    assert again.status == {"state": "restored", "text": "Your saved answer is back."}
    assert again.result["measure"]["state"] == "wrong"


def test_a_part_without_answer_is_not_stored(own_answers: Path) -> None:
    """No answer is a missing key, never an empty value with a meaning."""
    shown("EX1.3").answer = {"korea": "0.9679", "own": None}
    assert open_store(own_answers).load().parts("EX1.3") == {"korea": "0.9679"}


def test_the_same_exercise_twice_stays_in_step(shared: Session) -> None:
    """Two copies show the same answer, and following does not save again."""
    one, two = shown("EX1.2"), shown("EX1.2")
    one.answer = {"measure": "B"}
    saved = shared.answers.answers["EX1.2"].saved
    assert two.answer == {"measure": "B"}
    assert two.status == {"state": "restored", "text": "Changed in another place."}
    assert two.result == one.result
    assert shared.answers.answers["EX1.2"].saved == saved


def test_a_shuffle_is_stable_and_personal(shared: Session) -> None:
    """The seed of an exercise is the same after a reload and belongs to the participant."""
    assert shown("EX1.2").seed == shown("EX1.2").seed == f"{shared.code}/EX1.2"


def test_choosing_a_country_reaches_every_exercise() -> None:
    """Facts, marking and insight follow the team card at once."""
    own, position = shown("EX1.3"), shown("EX1.4")
    own.answer = {"own": "0.5799"}
    position.answer = {"world_rank": "118"}
    assert own.result["own"]["state"] == "no_data"
    assert position.insight[0]["tone"] == "hint"
    shown("EX0.1").answer = {"team": {"country_code": "RWA"}}
    assert own.facts["egdi"] == 0.57993
    assert own.result["own"]["state"] == "right"
    assert position.insight[0]["kind"] == "table"


def test_an_insight_follows_the_exercise_that_it_reads() -> None:
    """Agreement in EX3.5 is computed from the raters of EX3.4 as they are entered."""
    agreement, grid = shown("EX3.5"), shown("EX3.4")
    assert agreement.insight[0]["tone"] == "hint"
    cells = {f"PL{n}.L1": {"current": n % 3 + 1, "raters": [n % 3 + 1, n % 3 + 1, 2]} for n in range(1, 6)}
    grid.answer = {"grid": cells}
    assert "3 raters and 5 cells" in agreement.insight[0]["text"]


def test_references_follow_the_exercise_that_they_name() -> None:
    """Rows of EX3.7 are offered in EX3.9 as they are written, and what is gone is told, not dropped."""
    hearing, priorities = shown("EX3.9"), shown("EX3.7")
    assert hearing.references == {"EX3.7.gaps": []}
    hearing.answer = {"verdict": [{"gap": "G2", "verdict": "keep"}]}
    assert "no longer there" not in str(hearing.result)
    rows = [{"code": "G1", "statement": "No owner"}, {}, {"code": "G3", "statement": "x" * 200}]
    priorities.answer = {"gaps": rows}
    assert hearing.references == {"EX3.7.gaps": [["G1", "G1 – No owner"], ["G3", f"G3 – {'x' * 99}…"]]}
    assert "verdict 1, Gap: G2 is no longer there." in str(hearing.result["verdict"])
    assert hearing.answer == {"verdict": [{"gap": "G2", "verdict": "keep"}]}
    assert shown("EX3.9").references == hearing.references
    assert priorities.references == {}


def test_a_source_that_the_workbook_lacks_stops_no_chapter() -> None:
    """An exercise whose source is not there works, with nothing to choose from."""
    column = {"id": "gap", "label": "Gap", "type": "ref", "source": "EX99.1.gone"}
    part = {"id": "form", "kind": "form", "fields": [column]}
    lonely = Exercise.model_validate(
        {"id": "EX9.99", "title": "Lonely", "minutes": 1, "grouping": ["I"], "parts": [part]}
    )
    widget = ExerciseWidget(lonely)
    widget.answer = {"form": {"gap": "G1"}}
    assert widget.references == {"EX99.1.gone": []}
    assert widget.result["form"]["state"] == "complete"


def test_a_full_disk_shows_not_saved_until_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning stays on the exercise and goes when a later save has brought its answer along."""

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    first, second = shown("EX1.2"), shown("EX1.1")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        first.answer = {"measure": "B"}
    assert first.status["state"] == "not_saved"
    assert first.result["measure"]["state"] == "right"
    unanswered = shown("EX1.6")
    assert unanswered.status["state"] == "not_saved"
    second.answer = {"terms": {"a": "1"}}
    assert second.status["state"] == "saved"
    assert first.status == {"state": "saved", "text": "Saved."}
    assert unanswered.status == {"state": "", "text": ""}


def test_restoring_a_file_fills_the_open_exercises(shared: Session) -> None:
    """The page shows the restored answers without a reload."""
    widget = shown("EX1.2")
    shared.restore(
        write_text(AnswersFile(answers={"EX1.2": Entry(parts={"measure": "C"})})), "my-answers.json"
    )
    assert widget.answer == {"measure": "C"}
    shared.restore(write_text(AnswersFile()), "empty.json")
    assert widget.answer == {}


@pytest.mark.parametrize(
    "answer", [{"grid": [1]}, {"grid": {"PL1.L1": "x"}}, {"else": {"a": [1]}}, {"grid": 5}]
)
def test_an_answer_of_the_wrong_shape_never_raises(answer: dict[str, Any]) -> None:
    """A hand-made answers file cannot stop a chapter."""
    widget = shown("EX3.4")
    widget.answer = answer
    assert widget.status["state"] == "saved"
    assert shown("EX3.4").result["grid"]["state"] in {"unanswered", "incomplete"}


def test_only_an_exercise_that_asks_for_a_country_carries_the_list() -> None:
    """The list of 195 names travels once and not with every exercise."""
    countries = dict(shown("EX0.1").countries)
    assert len(countries) == 195
    assert countries["PSE"] == "State of Palestine"
    assert shown("EX1.2").countries == []


def test_the_page_gets_what_it_needs() -> None:
    """Exercise, phrases and code arrive as plain JSON."""
    widget = shown("EX3.3")
    state = {name: getattr(widget, name) for name in ("exercise", "answer", "facts", "strings", "insight")}
    assert json.loads(json.dumps(state)) == state
    assert widget.strings == phrases()
    assert widget.exercise == bank.exercise("EX3.3").model_dump(mode="json", exclude_none=True)
    assert "export default" in widget._esm


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_twins_are_there_and_the_same_whatever_was_answered(exercise: Any, shared: Session) -> None:
    """A stored output shows neither an answer nor a key, and two runs give the same bytes."""
    before = bundle(ExerciseWidget(exercise))
    shared.save("EX0.1", {"team": {"country_code": "RWA"}})
    shared.save(exercise.id, {part.id: "something" for part in exercise.parts})
    after = bundle(ExerciseWidget(exercise))
    assert before[VIEW]["model_id"] != after[VIEW]["model_id"]
    for media in (PLAIN, MARKDOWN, HTML):
        assert before[media] == after[media]
        assert exercise.title in before[MARKDOWN]
    assert before[PLAIN] == f"Exercise {exercise.id}: {exercise.title}"
    assert before[EXERCISE_MIME] == {"id": exercise.id}
