"""Words that every chapter shares, defined once: pillars, levels, maturity, EGDI groups.

The nine pillars are paraphrased after the UN E-Government Survey 2020, chapter 7 (UN DESA, 2020).
"""

from __future__ import annotations

from typing import Final, Literal

Pillar = Literal["PL1", "PL2", "PL3", "PL4", "PL5", "PL6", "PL7", "PL8", "PL9"]
Level = Literal["L1", "L2", "L3", "L4"]
EgdiGroup = Literal["Very high", "High", "Middle", "Low", "not assessed"]

PILLARS: Final[dict[str, str]] = {
    "PL1": "Vision, leadership and mindsets",
    "PL2": "Institutional and regulatory framework",
    "PL3": "Organisational set-up and culture",
    "PL4": "Systems thinking and integration",
    "PL5": "Data governance and use",
    "PL6": "ICT infrastructure, affordability and accessibility of technology",
    "PL7": "Resources",
    "PL8": "Capacity of capacity developers",
    "PL9": "Societal capacities and inclusion",
}
"""Paraphrased after UN DESA, E-Government Survey 2020, chapter 7 (2020)."""

LEVELS: Final[dict[str, str]] = {
    "L1": "Institutional",
    "L2": "Organisational",
    "L3": "Individual",
    "L4": "Societal",
}

MATURITY: Final[dict[int, tuple[str, str]]] = {
    1: ("Initial", "ad hoc, depends on individuals"),
    2: ("Emerging", "pilots, partial rules"),
    3: ("Established", "adopted, resourced, applied in most units"),
    4: ("Integrated", "works across institutions, measured and improved"),
    5: ("Transformative", "anticipatory, co-created, leaves no one behind by design"),
}

# Lower bounds; a bound belongs to the upper group (UN DESA, E-Government Survey).
EGDI_GROUPS: Final[tuple[tuple[float, EgdiGroup], ...]] = (
    (0.75, "Very high"),
    (0.50, "High"),
    (0.25, "Middle"),
    (0.0, "Low"),
)

COMPONENTS: Final[dict[str, str]] = {
    "OSI": "Online Service Index",
    "TII": "Telecommunication Infrastructure Index",
    "HCI": "Human Capital Index",
}
