"""Answers of a team to every exercise that an exploration reads, for the tests of all charts.

A new exploration with ``READS`` adds the answers to its exercises here.
"""

from __future__ import annotations

from typing import Any

TEAM: dict[str, dict[str, Any]] = {
    "EX2.4": {"scan": [{"code": f"PL{n}", "score": 1 + n * 7 % 5} for n in range(1, 10)]},
    "EX3.4": {
        "grid": {
            f"PL{p}.L{q}": {"current": 1 + p * q % 3, "target": 1 + p * q % 3 + (p + 2 * q) % 3}
            for p in range(1, 10)
            for q in range(1, 5)
            if p * q % 7
        }
    },
    "EX4.7": {
        "links": [
            {"objective": "O1", "target": "16.9", "strength": "3"},
            {"objective": "O2", "target": "9.c", "strength": "2"},
        ]
    },
    "EX5.2": {
        "initiatives": [{"code": f"I{n}", "title": f"Change number {n} for people"} for n in range(1, 7)]
    },
    "EX5.6": {
        "schedule": [
            {"initiative": "I1", "months": 6.0, "predecessors": []},
            {"initiative": "I2", "months": 2.0, "predecessors": []},
            {"initiative": "I3", "months": 5.5, "predecessors": ["I2"], "earliest": 4.0},
            {"initiative": "I4", "months": 9.0, "predecessors": ["I1", "I2"]},
            {"initiative": "I5", "months": 0.0, "predecessors": ["I3"]},
            {"initiative": "I6", "months": None, "predecessors": ["I4"]},
        ]
    },
    "EX5.7": {
        "frame": {"currency": "ND", "inflation": 5.0},
        "costs": [{"initiative": "I1", "y1": 20000.0}, {"initiative": "I4", "y1": 180000.0, "y2": 120000.0}],
        "recurrent": [{"initiative": "I4", "yearly": 50000.0}],
    },
    "cohort": {
        "test": {
            "persons": 14,
            "items": [
                {"label": f"Chapter {n}: a question (invented)", "pre": n / 20, "post": 0.5 + n / 30}
                for n in range(1, 11)
            ],
        },
    },
    "EX6.4": {
        "roles": [
            {"code": "owner", "name": "Owner of the land register", "institution": "Province"},
            {"code": "agency", "institution": "Registry"},
            {"code": "local", "name": "Municipal clerks", "institution": "Towns"},
            {"code": "users", "institution": "Association of farmers"},
        ],
        "raci": [
            {"code": "AC1", "activity": "Agree on a rule", "owner": "AR", "agency": "C", "local": "I"},
            {"code": "AC2", "activity": "Test the form", "owner": "A", "agency": "R", "users": "C"},
            {"code": "AC3", "activity": "Answer calls", "agency": "R", "local": "R"},
            {"code": "AC4", "activity": "Correct an entry", "owner": "A", "local": "R", "users": "I"},
        ],
    },
}
