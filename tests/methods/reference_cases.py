"""The worked examples of every method, computed by independent routes, as pytest parameters."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent.parent
TABLES = TESTS.parent / "data" / "tables"
METHODS: dict[str, list[dict[str, Any]]] = json.loads(
    (TESTS / "reference-values.json").read_text(encoding="utf-8")
)["methods"]


def cases(method: str, *names: str) -> pytest.MarkDecorator:
    """Parametrise a test with ``inputs`` and ``expected`` of a method's cases, or of those named."""
    chosen = [case for case in METHODS[method] if not names or case["case"] in names]
    assert chosen
    assert len(chosen) == len(names) or not names
    parameters = [pytest.param(case["inputs"], case["expected"], id=case["case"]) for case in chosen]
    return pytest.mark.parametrize(("inputs", "expected"), parameters)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the raw rows of a table."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def egdi(year: int) -> dict[str, float]:
    """Return the EGDI of all countries ranked in an edition."""
    return {
        row["iso3"]: float(row["egdi"])
        for row in table("egdi")
        if row["year"] == str(year) and row["assessed"] == "1"
    }
