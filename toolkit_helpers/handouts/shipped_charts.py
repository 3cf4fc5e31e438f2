"""The packed charts that travel with the workbook: ``workbook build`` computes 195 countries once, for all.

They carry a mark of what they were made from.  Where it does not fit any more, and in another language than
that of the build, a page computes its charts anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from .. import i18n
from ..resources import data_folder, names_and_contents, package_folder

FILE_NAME: Final = "offline-charts.json"
_LANGUAGE: Final = "en"
_CODE: Final = ("datasets/**/*.py", "figures/**/*.py", "methods/**/*.py", "vocabulary.py")
_PACKER: Final = "handouts/offline_charts.py"


def shipped(chart_id: str) -> str:
    """Return an exploration's packed charts; empty if they are not shipped, or are out of date."""
    return _charts().get(chart_id, "") if i18n.language() == _LANGUAGE else ""


def as_text(charts: Mapping[str, str]) -> str:
    """Return the file with packed charts, by id, and the mark of what they were made from."""
    return json.dumps({"made_from": made_from(), "charts": dict(charts)}, indent=1) + "\n"


@cache
def made_from() -> str:
    """Return a mark of all that the charts depend on: the tables, and the code that reads and draws them."""
    return f"sha256:{hashlib.sha256(names_and_contents(_sources())).hexdigest()}"


def _sources() -> Iterator[Path]:
    for pattern in (*_CODE, _PACKER):
        yield from sorted(package_folder().glob(pattern))
    yield from sorted((data_folder() / "tables").glob("*.csv"))


@cache
def _charts() -> Mapping[str, str]:
    try:
        told = json.loads((data_folder() / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # a checkout in which nothing was built yet
        return {}
    charts: dict[str, str] = told["charts"] if told["made_from"] == made_from() else {}
    return charts
