"""A demonstration team: invented answers to every exercise that writes the Plan."""

from __future__ import annotations

from typing import Any

from toolkit_helpers.answers import AnswersFile, Entry

Answers = dict[str, dict[str, Any]]

CARD = {"evidence": "Household survey 2025", "scope": "national"}
STAKEHOLDERS = [
    ("Ministry of Finance", "finance", 5, 2, 2, -1),
    ("Association of persons with disabilities", "civil_society", 2, 5, 5, 2),
    ("Municipal registrars", "local_government", 3, 4, 4, 1),
    ("Data protection authority", "oversight", 4, 3, 1, 0),
    ("Staff union", "staff_union", 3, 2, 4, -2),
    ("Telecommunication company", "private_provider", 4, 4, 2, 1),
    ("Parents of newborn children", "user_group", 1, 4, 5, 1),
    ("Families without papers", "vulnerable_users", 1, 2, 5, 0),
]
CELLS = {
    "PL1.L1": (2, 3, 3, 2, [2, 3, 2]),
    "PL1.L2": (3, 4, 3, 3, [3, 3, 3]),
    "PL1.L3": (2, 3, 3, 2, [2, 2, 3]),
    "PL1.L4": (1, 2, 2, 2, [1, 1, 2]),
    "PL2.L1": (1, 4, 5, 4, [1, 1, 1]),
    "PL2.L2": (2, 3, 3, 3, [2, 2, 2]),
    "PL5.L1": (1, 4, 5, 5, [1, 2, 1]),
    "PL5.L2": (2, 3, 4, 3, [2, 2, 3]),
    "PL5.L3": (2, 4, 4, 5, [2, 2, None]),
    "PL9.L2": (3, 4, 4, 3, [3, 3, 4]),
    "PL9.L3": (2, 4, 4, 4, [2, 2, 2]),
    "PL9.L4": (1, 3, 5, 4, [1, 1, 2]),
}
GAPS = [
    ("PL6", "L1", "There is no policy on cloud services.", 2, 3, 3, 2),
    ("PL5", "L1", "No law lets registers exchange data.", 1, 4, 5, 4),
    ("PL5", "L3", "Front-line staff cannot read a data report.", 2, 4, 4, 5),
    ("PL9", "L4", "Families without papers have no channel of their own.", 1, 3, 5, 4),
    ("PL3", "L2", "No unit owns the service from end to end.", 2, 4, 4, 4),
]


def team_answers() -> Answers:
    """Return the demonstration team's answers by exercise and part."""
    cards = [{"text": f"Something changes ({number})", **CARD} for number in (1, 2, 3)]
    names = ("name", "category", "power", "interest", "affected", "stance")
    gap_names = ("pillar", "level", "statement", "current", "target", "importance", "urgency")
    cell_names = ("current", "target", "importance", "urgency", "raters")
    return {
        "EX0.1": {
            "team": {
                "team_name": "Team Blue",
                "jurisdiction": "Northern Province",
                "level": "subnational",
                "country_code": "RWA",
                "service_in_focus": "Birth registration",
                "date": "2026-11-23",
            },
            "members": [
                {"role": "Registrar", "institution": "City of Lakes"},
                {"role": "Head of planning", "institution": "Province"},
            ],
        },
        "EX1.4": {
            "value": "0,5799",
            "group": "High",
            "world_rank": "118",
            "world_percentile": "39.1",
            "region_rank": "14",
            "region_difference": "+0.1552",
            "income_rank": "1",
            "income_difference": "0.3049",
            "sentence": {"text": "In 2024 Rwanda was 118th of 193 and first of 25 low-income countries."},
        },
        "EX1.5": {"gap": "0.4483", "weakest": "TII"},
        "EX1.7": {"trends": cards, "challenges": cards, "opportunities": cards},
        "EX1.8": {"statement": {"text": "Our country holds a middle position."}},
        "EX3.1": {"scope": {"text": "Birth registration in the province, by March, for the council."}},
        "EX3.3": {
            "stakeholders": [
                {**dict(zip(names, row, strict=True)), "engagement": "We meet."} for row in STAKEHOLDERS
            ]
        },
        "EX3.4": {
            "grid": {
                code: {**dict(zip(cell_names, cell, strict=True)), "evidence": "Interview"}
                for code, cell in CELLS.items()
            }
        },
        "EX3.6": {
            "swot": [
                {"field": "W", "text": "No owner", "critical": True},
                {"field": "S", "text": "Trained registrars"},
                {"field": "O", "text": "Regional standards"},
                {"field": "W", "text": "Old registers"},
                {"field": "T", "text": "Power cuts"},
            ],
            "tows": [
                {"quadrant": "SO", "option": "Share the register", "cites": "S1 + O1"},
                {"quadrant": "WT", "option": "Keep a copy", "cites": "W2, T1"},
            ],
        },
        "EX3.7": {"gaps": [dict(zip(gap_names, row, strict=True)) for row in GAPS]},
        "EX3.9": {
            "verdict": [{"gap": "g2", "credibility": 3, "verdict": "keep"}],
            "evidence_log": [
                {"source": "Interviews", "type": "voice", "date": "2026", "quality": 2, "gaps": ["G2"]}
            ],
        },
    }


def as_file(given: Answers) -> AnswersFile:
    """Return answers as an answers file holds them."""
    return AnswersFile(answers={exercise: Entry(parts=parts) for exercise, parts in given.items()})
