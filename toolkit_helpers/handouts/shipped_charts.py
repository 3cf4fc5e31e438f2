"""The charts that travel with the workbook: ``workbook build`` makes them once, for all who print and copy.

Each kind stands in one file of the data folder, with a mark of what it was made from.  Where the mark does
not fit any more, nothing is shipped, and a document makes its charts anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from ..resources import data_folder, names_and_contents, package_folder


class ShippedCharts:
    """Charts of one kind, by name; ``code`` and ``tables`` tell what they depend on, as patterns of files."""

    def __init__(self, file_name: str, *, code: tuple[str, ...], tables: tuple[str, ...] = ()) -> None:
        self.file_name = file_name
        self._code = code
        self._tables = tables

    def get(self, name: str) -> str:
        """Return what is shipped under a name; empty if nothing is, or if it is out of date."""
        return self._charts.get(name, "")

    def as_text(self, charts: Mapping[str, str]) -> str:
        """Return the file with charts, by name, and the mark of what they were made from."""
        return json.dumps({"made_from": self.made_from, "charts": dict(charts)}, indent=1) + "\n"

    @cached_property
    def made_from(self) -> str:
        """A mark of all that the charts depend on."""
        return f"sha256:{hashlib.sha256(names_and_contents(self._sources())).hexdigest()}"

    @cached_property
    def _charts(self) -> Mapping[str, str]:
        try:
            told = json.loads((data_folder() / self.file_name).read_text(encoding="utf-8"))
        except (OSError, ValueError):  # a checkout in which nothing was built yet
            return {}
        charts: dict[str, str] = told["charts"] if told["made_from"] == self.made_from else {}
        return charts

    def _sources(self) -> Iterator[Path]:
        for pattern in self._code:
            yield from sorted(package_folder().glob(pattern))
        for pattern in self._tables:
            yield from sorted(data_folder().glob(pattern))


PACKED = ShippedCharts(
    "offline-charts.json",
    code=(
        "datasets/**/*.py",
        "figures/**/*.py",
        "methods/**/*.py",
        "vocabulary.py",
        "handouts/offline_charts.py",
    ),
    tables=("tables/*.csv",),
)
"""The English charts of an exploration for every country, by its id; see ``offline_charts.pack``."""

PAINTED = ShippedCharts("painted-charts.json", code=("figures/*.py", "figures/printing/*.py"))
"""Charts of the notebooks as SVG, by a mark of their description; see ``charts.svg``."""
