"""The demonstration team's Plan, and Plans full of what must not get out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from team_plans import MARK, filed

from toolkit_helpers import plan as plans
from toolkit_helpers.answers import AnswersFile, read_text, write_text
from toolkit_helpers.plan import Plan, all_exercises
from toolkit_helpers.plan_document import PlanDocument, document
from toolkit_helpers.resources import data_folder


@pytest.fixture(scope="session")
def nandara() -> AnswersFile:
    """Return the answers of the demonstration team."""
    path = data_folder() / "demonstration" / "answers.json"
    return read_text(path.read_bytes(), path.name)


@pytest.fixture(scope="session")
def nandara_plan(nandara: AnswersFile) -> Plan:
    """Return the Plan of the demonstration team."""
    return plans.assemble(nandara)


@pytest.fixture(scope="session")
def public(nandara: AnswersFile) -> PlanDocument:
    """Return the public edition of the demonstration team's Plan."""
    return document(nandara)


@pytest.fixture(scope="session")
def team_edition(nandara: AnswersFile) -> PlanDocument:
    """Return the edition that holds what the team marked as private."""
    return document(nandara, private=True)


@pytest.fixture(scope="session")
def empty() -> PlanDocument:
    """Return the document of a team that has written nothing."""
    return document(AnswersFile())


@pytest.fixture(scope="session")
def secretive(nandara: AnswersFile) -> AnswersFile:
    """Return the demonstration team's answers with a mark in everything that is private.

    Every private column that takes words holds it, and so do the mindsets of EX7.1, without the consent.
    """
    answers = {name: dict(entry.parts) for name, entry in nandara.answers.items()}
    for exercise, part, column in _private_words():
        rows = answers.get(exercise, {}).get(part)
        if isinstance(rows, list):
            answers[exercise][part] = [{**row, column: MARK} for row in rows]
        elif isinstance(rows, dict):
            answers[exercise][part] = {**rows, column: MARK}
    mirror = answers["EX7.1"]
    mirror["focus"] = [{**row, "moment": MARK, "step": MARK} for row in mirror["focus"]]
    mirror["consent"] = {"share": False}
    withheld = filed(answers)
    assert write_text(withheld).count(MARK) > len(mirror["focus"]), "nothing is private any more"
    return withheld


def _private_words() -> Iterator[tuple[str, str, str]]:
    for exercise in all_exercises():
        for part in exercise.parts:
            columns: list[Any] = [*getattr(part, "columns", []), *getattr(part, "fields", [])]
            for column in columns:
                if getattr(column, "private", False) and column.type in {"text", "long"}:
                    yield exercise.id, part.id, column.id
