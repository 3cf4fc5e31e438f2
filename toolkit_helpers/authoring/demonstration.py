"""The demonstration team: one invented team's answers to every exercise that writes the Plan.

Authors write them chapter by chapter in ``data/demonstration/NN.yaml``; compiled they are an answers file as
any team has one, so that a Plan can be shown before anybody has written one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ..answers import AnswersFile, Entry, Participant, write_text
from ..errors import ToolkitError
from ..exercises.marking import mark_exercise
from ..exercises.marking_result import mapping
from ..exercises.model import Exercise
from ..exercises.references import collect
from .findings import Finding
from .house import House
from .yaml_file import YamlFile

CODE: Final = "nandara"
SAVED: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""When every answer counts as saved: compiling twice gives the same bytes."""
VERSION: Final = "0"
"""No release of the workbook wrote these answers, so none changes them."""
DONE: Final = ("complete", "right")
TEAM: Final = ("EX0.1", "team", "country_code")


def answers_text(house: House) -> str:
    """Return the answers file of the demonstration team; ``ToolkitError`` for a file that cannot be read."""
    answers, findings = read_answers(house)
    if findings:
        raise findings[0].error()
    return write_text(answers)


def read_answers(house: House) -> tuple[AnswersFile, list[Finding]]:
    """Return the demonstration team's answers to all chapters, and what is wrong in the form of the files."""
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for file in _files(house):
        if not isinstance(file.data, dict):
            rule = "the file has no answers by exercise"
            findings.append(Finding(file.name, "", rule, "Begin with the id of an exercise: 'EX1.4:'.", 1))
            continue
        for name, parts in file.data.items():
            line = file.line([name])
            if not isinstance(parts, dict):
                rule = "the answers do not stand by part"
                findings.append(Finding(file.name, str(name), rule, "Write 'part: answer' below it.", line))
            elif name in entries:
                rule = "the exercise is answered twice"
                findings.append(Finding(file.name, str(name), rule, "Keep one of them.", line))
            else:
                entries[str(name)] = Entry(parts=parts, saved=SAVED)
    try:
        answers = AnswersFile.model_validate(
            {"workbook_version": VERSION, "participant": Participant(code=CODE), "answers": entries}
        )
    except ValueError as error:
        rule = f"this is no answers file: {str(error).splitlines()[0]}"
        findings.append(Finding(_folder_name(house), "", rule, "Give each exercise its id, such as EX1.4."))
        answers = AnswersFile(participant=Participant(code=CODE))
    return answers, findings


def _files(house: House) -> list[YamlFile]:
    return [YamlFile(path, house.name(path)) for path in sorted(house.demonstration.glob("*.yaml"))]


def _folder_name(house: House) -> str:
    return house.name(house.demonstration)


def incomplete(house: House, exercises: Mapping[str, Exercise]) -> Iterator[Finding]:
    """Yield what the demonstration team has left open, got wrong, or written where nothing asks for it."""
    try:
        answers, findings = read_answers(house)
    except ToolkitError as error:
        yield Finding(error.where or _folder_name(house), "", error.what, error.remedy)
        return
    yield from findings
    facts = _facts(answers)
    for name in answers.answers:
        if name not in exercises:
            rule = "the demonstration team answers an exercise that does not exist"
            yield Finding(_place(house, name), name, rule, "Correct the id.")
    for exercise in exercises.values():
        given, place = answers.parts(exercise.id), _place(house, exercise.id)
        for part in sorted(given.keys() - {part.id for part in exercise.parts}):
            rule = f"the demonstration team answers {part!r}, which is no part of the exercise"
            yield Finding(place, exercise.id, rule, "Correct the id of the part.")
        asked = {*given, *_writing(exercise)}
        references = collect(exercise, answers.parts, exercises.__getitem__)
        for part, result in mark_exercise(exercise, given, facts, references).items():
            if part in asked and result.state not in DONE:
                told = " ".join(message.text for message in result.messages if message.tone == "hint")
                rule = f"the demonstration team's answer to {part!r} is {result.state}"
                yield Finding(place, exercise.id, rule, told or "Answer it in full.")


def _writing(exercise: Exercise) -> list[str]:
    """Return the parts that write the Plan; the team's card does so field by field."""
    return [part.id for part in exercise.parts if part.writes or (exercise.id, part.id) == TEAM[:2]]


def _facts(answers: AnswersFile) -> dict[str, Any]:
    from .. import facts

    exercise, part, field = TEAM
    code = mapping(answers.parts(exercise).get(part)).get(field)
    try:
        return dict(facts.for_country(code)) if isinstance(code, str) else {}
    except ToolkitError:
        return {}


def _place(house: House, exercise_id: str) -> str:
    digits = "".join(letter for letter in exercise_id.split(".")[0] if letter.isdigit())
    return house.name(house.demonstration / f"{int(digits or 0):02d}.yaml")
