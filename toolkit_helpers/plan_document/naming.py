"""How a Plan and its files are called."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ..exercises.paper_text import clean
from ..plan.model import Plan
from .outline import PlanDocument

_LONGEST: Final = 48
_LONGEST_NAME: Final = 110
"""It stands at the foot of each page."""


def name_of(plan: Plan) -> str:
    """Return whose Plan it is, in one short line: the jurisdiction, else the team; empty before either."""
    name = " ".join(clean(plan.field("P0.jurisdiction").value.text or plan.team_name).split())
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]} …"


def file_stem(document: PlanDocument) -> str:
    """Return the name of the document's file without its ending, in plain letters on any computer."""
    stem = f"plan-{plain_name(document.name)}".rstrip("-")
    return f"{stem}-team" if document.private else stem


def plain_name(text: str) -> str:
    """Return a text in small letters, digits and hyphens; empty if nothing of it is left.

    >>> plain_name("Província do Norte / 2"), plain_name("北省")
    ('provincia-do-norte-2', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
