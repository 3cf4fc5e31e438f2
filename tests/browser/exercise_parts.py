"""One part of each kind, in the form in which authors write it."""

from __future__ import annotations

from typing import Any

Part = dict[str, Any]


def option(name: str, text: str, correct: bool, feedback: str) -> Part:
    """Return one option of a marked choice."""
    return {"id": name, "text": text, "correct": correct, "feedback": feedback}


SINGLE: Part = {
    "id": "single",
    "kind": "choice",
    "prompt": "A case in one paragraph.\n\nThe index tells you …",
    "options": [
        option("A", "an absolute level", False, "It is no absolute measure."),
        option("B", "a relative position", True, "Right, it depends on the others."),
        option("C", "how many people use it", False, "Use is not measured."),
    ],
    "shuffle": False,
}
SEVERAL: Part = {
    "id": "several",
    "kind": "choice",
    "multiple": True,
    "prompt": "Which statements are supported?",
    "options": [
        option("A", "The value rose.", True, "Read from the data."),
        option("B", "The service got worse.", False, "Not supported."),
        option("C", "Others gained more.", True, "Eleven moved past."),
    ],
}
MATCH: Part = {
    "id": "terms",
    "kind": "match",
    "prompt": "Match example and term.",
    "left": [
        {"id": "a", "text": "Deeds are scanned.", "key": "1", "feedback": "Only the medium changed."},
        {"id": "b", "text": "A form is put online.", "key": "2", "feedback": "The process is the same."},
    ],
    "right": [{"id": "1", "text": "Digitisation"}, {"id": "2", "text": "Digitalisation"}],
    "diagnoses": [{"when": {"a": "2", "b": "1"}, "say": "The two terms are exchanged."}],
}
ORDER: Part = {
    "id": "cycle",
    "kind": "order",
    "prompt": "Put the steps in order.",
    "items": [
        {"id": "analyse", "text": "Analyse"},
        {"id": "envision", "text": "Envision"},
        {"id": "plan", "text": "Plan"},
    ],
    "start": ["envision", "analyse", "plan"],
    "feedback": "The loop matters more than the first step.",
}
NUMBER: Part = {
    "id": "index",
    "kind": "number",
    "prompt": "Compute the index.",
    "help": "The mean of three components.",
    "key": 0.9679,
    "tolerance": 0.0005,
    "unit": "points",
    "right": "The plain mean.",
    "wrong": "Each component counts one third.",
    "diagnoses": [{"value": 0.9959, "say": "You averaged two only."}],
}
GRID: Part = {
    "id": "grid",
    "kind": "grid",
    "prompt": "Rate the cells that matter.",
    "fields": ["current", "target", "importance", "urgency", "evidence", "raters"],
    "questions": {"PL1.L1": "Is there a shared vision?"},
    "minimum_cells": 2,
}
SCALE: Part = {
    "id": "mirror",
    "kind": "scale",
    "prompt": "Think of the last month.",
    "items": [{"id": "ask", "text": "I asked for evidence."}, {"id": "test", "text": "I tried something."}],
    "low": "never",
    "high": "always",
}
MAP: Part = {
    "id": "map",
    "kind": "map2x2",
    "prompt": "Place the initiatives.",
    "x": {"label": "Feasibility", "low": "hard", "high": "easy"},
    "y": {"label": "Value", "low": "small", "high": "large"},
    "quadrants": ["Prepare", "Start now", "Not now", "Fill in"],
    "items": [{"id": "layer", "text": "Exchange layer"}, {"id": "app", "text": "New app"}],
}
TABLE: Part = {
    "id": "gaps",
    "kind": "table",
    "prompt": "Write your gaps.",
    "code": "G",
    "row_name": "gap",
    "minimum_rows": 2,
    "maximum_rows": 4,
    "starters": ["No unit owns the service.", "Registers are fragmented."],
    "columns": [
        {"id": "statement", "label": "Statement", "type": "long", "max_words": 5, "required": True},
        {
            "id": "level",
            "label": "Level",
            "type": "choice",
            "help": "Who has to act?",
            "options": [{"id": "L1", "text": "Institutional"}, {"id": "L2", "text": "Organisational"}],
        },
        {"id": "power", "label": "Power", "type": "score", "minimum": 1, "maximum": 5},
        {"id": "stance", "label": "Stance", "type": "score", "minimum": -2, "maximum": 2, "private": True},
        {"id": "cost", "label": "Cost", "type": "number"},
        {"id": "by", "label": "By when", "type": "date"},
        {"id": "first", "label": "Felt first by local government", "type": "tick"},
    ],
    "checks": [{"rule": "filled", "column": "level", "say": "Name the level."}],
}
SOURCE_MAP: Part = {
    "id": "picture",
    "kind": "map2x2",
    "prompt": "Look at the picture.",
    "x": {"label": "Stance", "low": "against", "high": "in favour"},
    "y": {"label": "Power", "low": "little", "high": "much"},
    "quadrants": ["Win over", "Collaborate", "Monitor", "Inform"],
    "source": {"part": "gaps", "label": "statement", "x": "cost", "y": "power", "size": "power"},
}
FORM: Part = {
    "id": "team",
    "kind": "form",
    "prompt": "Who are you?",
    "fields": [
        {"id": "name", "label": "Name of the team", "required": True, "max_length": 10},
        {"id": "country", "label": "Country", "type": "country", "required": True},
        {"id": "language", "label": "Language", "type": "language"},
        {"id": "share", "label": "We share our Plan.", "type": "tick"},
    ],
}
TEXT: Part = {
    "id": "statement",
    "kind": "text",
    "prompt": "Write your context.",
    "max_words": 5,
    "rubric": [{"id": "data", "text": "Data are used accurately."}],
    "model_answer": "An *invented* example.",
}
ACTIVITY: Part = {
    "id": "hearing",
    "kind": "activity",
    "prompt": "Hold the hearing.",
    "steps": ["Share the roles.", "Ask three questions."],
    "roles": [{"name": "Auditor", "card": "You ask how they know."}],
    "timers": [{"label": "Presentation", "minutes": 2}],
    "result": "Our verdict",
}
EVERY: dict[str, Part] = {
    "single": SINGLE,
    "several": SEVERAL,
    "match": MATCH,
    "order": ORDER,
    "number": NUMBER,
    "grid": GRID,
    "scale": SCALE,
    "map": MAP,
    "table": TABLE,
    "form": FORM,
    "text": TEXT,
    "activity": ACTIVITY,
}
