"""The live face of an exploration: drawn in the page, computed here for the country chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from typing import Any, Final

import traitlets.traitlets as t

from .. import datasets
from ..errors import ToolkitError
from ..exercises.marking_numbers import read
from ..exercises.marking_result import mapping
from ..figures import explorations
from ..figures.controls import Control
from ..figures.description import Chart, Table
from ..figures.phrases import phrases
from ..i18n import gettext as _
from .assets import bundle, style
from .base import HTML, MARKDOWN, PLAIN, Bundle, TwinWidget

CHART_MIME: Final = "application/vnd.toolkit.chart+json"

_MARKS: Final = re.compile(r"[\\`*_\[\]<>|$]")

Team = Callable[[], Mapping[str, Any]]


class ExplorationWidget(TwinWidget):
    """One exploration in a notebook.

    Parameters
    ----------
    exploration_id
        Number of the exploration: ``"D1.1"``.
    country
        ISO-3 code of the team's country; empty for the world view.
    team
        Returns the team's answers whenever the chart is computed (``explorations.Team``).
    on_country
        Called with the new code when the reader has picked a country in the page, never when
        ``set_country`` did it; so that one country holds for a whole kernel.

    Attributes
    ----------
    chart
        The chart's description as JSON, without defaults.
    controls
        The numbers that the reader may change, as JSON (``figures.controls.Control``).
    asked
        What stands in their fields: ``{"number": 3, "typed": {"leaving": "8,5"}}``.
    reply
        What the chart shows: ``{"number": 3, "values": {"leaving": 8.5}, "faults": {}}``.  A fault is one
        sentence, by control, and by ``""`` if it is about all of them; the last good value then stays.
    """

    _esm = bundle("explore")
    _css = style("explore")

    chart = t.Dict().tag(sync=True)
    country = t.Unicode().tag(sync=True)
    countries: t.List[list[str]] = t.List().tag(sync=True)
    strings = t.Dict().tag(sync=True)
    controls: t.List[dict[str, Any]] = t.List().tag(sync=True)
    asked = t.Dict().tag(sync=True)
    reply = t.Dict().tag(sync=True)

    def __init__(
        self,
        exploration_id: str,
        country: str = "",
        team: Team | None = None,
        on_country: Callable[[str], None] | None = None,
    ) -> None:
        self._id = exploration_id
        self._team: Team = team or dict
        self._on_country = on_country
        self._following = False
        found = explorations.exploration(exploration_id)
        self._controls = found.controls
        self._values = {control.id: float(control.value) for control in found.controls}
        offered = datasets.countries(members_only=False) if found.asks_country else ()
        super().__init__(
            chart=chart_json(self._described(country, self._values)),
            country=country,
            countries=[[one.iso3, one.name] for one in offered],
            strings=phrases(),
            controls=[control.as_json() for control in found.controls],
            reply={"number": 0, "values": self._values, "faults": {}},
        )
        self.observe(self._picked, "country")
        self.observe(self._changed, "asked")

    def set_country(self, iso3: str) -> None:
        """Show another country, chosen elsewhere; an empty code shows the world."""
        self._following = True
        try:
            self.country = iso3
        finally:
            self._following = False

    def refresh(self) -> None:
        """Compute the chart again, because the team's answers have changed."""
        self.chart = chart_json(self._described(self.country, self._values))

    def _described(self, country: str, values: Mapping[str, float]) -> Chart:
        return explorations.describe(self._id, country or None, self._team(), values)

    def _changed(self, change: Mapping[str, Any]) -> None:
        """Draw the chart for the values in the fields; what cannot be used is told and changes nothing."""
        asked = mapping(change["new"])
        values, faults = _read(self._controls, mapping(asked.get("typed")))
        wanted = {**self._values, **values}
        try:
            self.chart = chart_json(self._described(self.country, wanted))
            self._values = wanted
        except ToolkitError as error:
            faults[""] = str(error)
        self.reply = {"number": asked.get("number"), "values": self._values, "faults": faults}

    def _picked(self, change: Mapping[str, Any]) -> None:
        self.refresh()
        if self._on_country and not self._following:
            self._on_country(change["new"])

    def twins(self) -> Bundle:
        """Return the world view as one line, Markdown, HTML and chart description, without answers."""
        chart = explorations.describe(self._id)
        return {
            PLAIN: one_line(chart),
            MARKDOWN: as_markdown(chart),
            HTML: as_html(chart),
            CHART_MIME: chart_json(chart),
        }

    def __repr__(self) -> str:
        return f"ExplorationWidget({self._id!r})"


def _read(controls: Collection[Control], typed: Mapping[str, Any]) -> tuple[dict[str, float], dict[str, str]]:
    """Return the values that can be used, and a sentence for each text that cannot."""
    values: dict[str, float] = {}
    faults: dict[str, str] = {}
    for control in controls:
        if control.id not in typed:
            continue
        reading = read(typed[control.id])
        ways = (reading.value, reading.other) if reading else ()
        fitting = next((way for way in ways if way is not None and not control.fault(way)), None)
        if fitting is None:
            faults[control.id] = control.fault(reading.value if reading else None)
        else:
            values[control.id] = fitting
    return values, faults


def chart_json(chart: Chart) -> dict[str, Any]:
    """Return a description as JSON without defaults, which keeps the message to a page small."""
    return chart.model_dump(mode="json", exclude_defaults=True)


def one_line(chart: Chart) -> str:
    """Return an exploration as one line of text."""
    return _("Exploration {id}: {finding}").format(id=chart.id, finding=chart.finding)


def _labelled(chart: Chart) -> list[tuple[str, str]]:
    strings = phrases()
    return [(strings[name], text) for name in ("missing", "notice", "used") if (text := getattr(chart, name))]


def as_markdown(chart: Chart) -> str:
    """Return finding, table twin, what to notice and source as Markdown."""
    return "\n\n".join(
        [
            f"**{_plain(chart.finding)}**",
            _plain(chart.question),
            _markdown_table(chart.table),
            *(f"**{label}** {_plain(text)}" for label, text in _labelled(chart)),
            f"*{_plain(chart.source)}*",
        ]
    )


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _markdown_table(table: Table) -> str:
    rows = [table.header, ["---"] * len(table.header), *table.rows]
    lines = [f"| {' | '.join(cell if row is rows[1] else _plain(cell) for cell in row)} |" for row in rows]
    return "\n".join([f"{_plain(table.caption)}:", "", *lines])


def as_html(chart: Chart) -> str:
    """Return finding, table twin, what to notice and source as HTML, everything escaped."""
    labelled = "".join(
        f"<p><strong>{escape(label)}</strong> {escape(text)}</p>" for label, text in _labelled(chart)
    )
    return (
        f"<figure><figcaption><p>{escape(chart.question)}</p>"
        f"<p><strong>{escape(chart.finding)}</strong></p></figcaption>"
        f"{_html_table(chart.table)}{labelled}<p><small>{escape(chart.source)}</small></p></figure>"
    )


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.header)
    body = "".join(f"<tr>{_html_row(row, named=table.row_headers)}</tr>" for row in table.rows)
    return (
        f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _html_row(row: list[str], *, named: bool) -> str:
    cells = [f"<td>{escape(cell)}</td>" for cell in row]
    if named and row:
        cells[0] = f'<th scope="row">{escape(row[0])}</th>'
    return "".join(cells)
