"""Answers files of an invented group, the same for the same seed: for tests and benchmarks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from toolkit_helpers.answers.model import FORMAT
from toolkit_helpers.vocabulary import LEVELS, PILLARS
from toolkit_helpers.workshop.row_layout import Layout, layout

MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEFORE, AFTER = "PT0.1", "PT10.1"
Answers = dict[str, dict[str, Any]]
"""Exercise id to parts."""


@cache
def order() -> Layout:
    """Return the layout of the workbook's own exercises."""
    return layout()


def moment(minutes: float = 0) -> str:
    """Return a time on the day of the workshop as the workbook writes it."""
    stamp = MORNING + timedelta(minutes=minutes)
    return stamp.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def file_text(code: str, answers: Answers, minutes: float = 0) -> str:
    """Return an answers file as the workbook writes it."""
    entries = {
        name: {"parts": parts, "saved": moment(minutes), "version": 1} for name, parts in answers.items()
    }
    data = {
        "answers": entries,
        "format": FORMAT,
        "participant": {"code": code},
        "schema_version": 1,
        "workbook_version": "0.1.0",
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(folder: Path, code: str, answers: Answers, minutes: float = 0, name: str = "") -> Path:
    """Write an answers file and return where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{code}.json")
    path.write_text(file_text(code, answers, minutes), encoding="utf-8")
    return path


def taken(form: str, right: int, sure: int = 0) -> dict[str, Any]:
    """Return a test in which the first ``right`` items of the form are right and the others wrong."""
    known = order()
    parts: dict[str, Any] = {"form": form}
    for place, item in enumerate(known.items.forms[form]):  # type: ignore[index]
        key = known.keys[item]
        wrong = next(letter for letter in "ABCD" if letter != key)
        parts[item.lower().replace(".", "_")] = key if place < right else wrong
    if sure:
        parts["confidence"] = {one.id: sure for one in known.items.confidence}
    return parts


def person(random: Random, known: Layout, *, form: str = "short", team: bool = False) -> Answers:
    """Return the answers of somebody who learned something."""
    return {
        BEFORE: _test(random, known, form, 0.45),
        AFTER: _test(random, known, form, 0.75),
        "XT1.1": {"question": random.choice("ABCD")},
        "XT1.3": {
            "notes": {"director": f"We should measure {random.randint(1, 99)} things.", "muddiest": "Ranks."},
            "pace": random.choice(["slow", "right", "right", "fast"]),
        },
        "CF10.1": _closing(random, known),
        **(_team(random) if team else {}),
    }


def _closing(random: Random, known: Layout) -> dict[str, Any]:
    """Return the closing form, drawn apart, so that it changes no other answer of the group."""
    own = Random(repr(random.getstate()))  # noqa: S311 - invented answers
    assert known.closing is not None
    return {
        "statements": {one.id: own.choice([3, 4, 4, 5]) for one in known.closing.items},
        "words": {"comment": "The room was cold.", "change": f"Begin {own.randint(5, 30)} minutes later."},
    }


def _test(random: Random, known: Layout, form: str, ability: float) -> dict[str, Any]:
    parts: dict[str, Any] = {"form": form}
    strength = min(max(random.gauss(ability, 0.15), 0.05), 0.95)
    for item in known.items.forms[form]:  # type: ignore[index]
        key = known.keys[item]
        wrong = [letter for letter in "ABCD" if letter != key]
        parts[item.lower().replace(".", "_")] = key if random.random() < strength else random.choice(wrong)
    parts["confidence"] = {
        one.id: min(max(round(random.gauss(1 + 4 * ability, 0.8)), 1), 5) for one in known.items.confidence
    }
    return parts


def _team(random: Random) -> Answers:
    cells = [f"{pillar}.{level}" for pillar in PILLARS for level in LEVELS]
    grid = {}
    for cell in random.sample(cells, 16):
        current = random.randint(1, 3)
        grid[cell] = {
            "current": current,
            "target": random.randint(current, 5),
            "importance": random.randint(1, 5),
            "urgency": random.randint(1, 5),
            "evidence": "Observation of one counter for a day (invented)",
            "raters": [random.randint(1, 4) for _member in range(4)],
        }
    scan = [
        {"code": code, "score": random.randint(1, 5), "evidence": "A list (invented)"} for code in PILLARS
    ]
    return {"EX3.4": {"grid": grid}, "EX2.4": {"scan": scan}}


def group(folder: Path, persons: int, *, seed: int = 20210, form: str = "short", teams: int = 0) -> None:
    """Write the files of a group; the first ``teams`` of them also hold a team's work."""
    random, known = Random(seed), order()  # noqa: S311 - invented answers
    for number in range(persons):
        write(folder, f"code-{number:05d}", person(random, known, form=form, team=number < teams))
