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
}
