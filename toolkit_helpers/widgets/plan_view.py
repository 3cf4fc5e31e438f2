"""The Plan so far, in the notebook: what is written, what is missing, up to date with every answer."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import traitlets.traitlets as t

from .. import plan
from ..errors import ToolkitError
from ..i18n import gettext as _
from ..plan.model import Field, FieldSpec, Plan, SectionSpec
from ..plan.tracks import REQUIRED_ON
from . import plan_files
from .assets import bundle, style
from .base import HTML, MARKDOWN, PLAIN, Bundle, TwinWidget
from .panel import PANEL_MIME
from .session import Change, Session, session


class PlanView(TwinWidget):
    """The sections of the Plan that a chapter builds, refreshed at every change of an answer."""

    _esm = bundle("panel")
    _css = style("panel")

    view = t.Unicode("plan").tag(sync=True)
    plan = t.Dict().tag(sync=True)
    documents = t.Dict().tag(sync=True)

    def __init__(self, chapter: int, shared: Session | None = None) -> None:
        self._session = shared or session()
        self._specs = [section for section in plan.sections() if section.built_in == chapter]
        if not self._specs:
            raise ToolkitError(
                _("chapter {number} writes no section of the Plan").format(number=chapter),
                remedy=_("The chapters are 0 to 10."),
            )
        super().__init__(documents=plan_files.words())
        self._compute()
        self.on_msg(self._asked)
        self._session.observe(self._changed)

    def twins(self) -> Bundle:
        """Return the fields of these sections without answers, as a list and a table."""
        titles = ", ".join(_heading(spec) for spec in self._specs)
        plain = _("The Plan so far: {sections}.").format(sections=titles)
        return {
            PLAIN: plain,
            MARKDOWN: _markdown(self._specs),
            HTML: _html(self._specs),
            PANEL_MIME: {"panel": "plan", "sections": [spec.section for spec in self._specs]},
        }

    def _changed(self, _change: Change) -> None:
        self._compute()

    def _asked(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Answer the page's button."""
        plan_files.answer(content, self._session.latest, self.send)

    def _compute(self) -> None:
        try:
            assembled = plan.assemble(self._session.answers)
        except ToolkitError as error:
            self.plan = {"title": _("Your Plan so far"), "text": str(error), "sections": []}
            return
        self.plan = as_json(assembled, [spec.section for spec in self._specs])


def as_json(assembled: Plan, wanted: list[str]) -> dict[str, Any]:
    """Return these sections for the page: a sentence on completeness and one row per field."""
    return {
        "title": _("Your Plan so far"),
        "text": plan.completeness(assembled).interpretation,
        "sections": [
            {
                "heading": f"{section.id} {section.title}",
                "text": _count(list(section.fields)),
                "header": [_("Part of the Plan"), _("Written in"), _("State"), _("Content")],
                "rows": [_row(field) for field in section.fields],
            }
            for section in assembled.sections
            if section.id in wanted
        ],
    }


_CUT: Final = 160


def _count(fields: list[Field]) -> str:
    required = [field for field in fields if field.spec.required]
    done = sum(field.filled for field in required)
    return _("{done} of {all} required parts are written.").format(done=done, all=len(required))


def _row(field: Field) -> list[str]:
    states = {"empty": _("open"), "begun": _("begun"), "filled": _("written")}
    label = (
        field.spec.label
        if not field.spec.required
        else _("{label} (required)").format(label=field.spec.label)
    )
    return [label, field.spec.written_in, states[field.value.state], content(field)]


def content(field: Field) -> str:
    """Return the gist of a field in one line: its text, or how many rows it has and the first ones."""
    value = field.value
    if value.text:
        return value.text if len(value.text) <= _CUT else f"{value.text[:_CUT].rstrip()} …"
    if not value.rows:
        return " ".join(value.notes)
    there = {column.id for column in value.columns}
    main = next((name for name in _MAIN if name in there), value.columns[0].id)
    names = [row.get(main, "") for row in value.rows[:3] if row.get(main)]
    more = " …" if len(value.rows) > len(names) else ""
    return _("{count} rows: {names}").format(count=len(value.rows), names="; ".join(names) + more)


_MAIN: Final = ("name", "text", "statement", "option", "factor", "peer_group", "source", "cell", "role")
"""Columns that name a row, the first that a field has."""


def _heading(spec: SectionSpec) -> str:
    return f"{spec.section} {spec.title}"


def _header() -> list[str]:
    return [_("Part of the Plan"), _("Required"), _("Written in")]


def _rows(spec: SectionSpec) -> list[list[str]]:
    return [[field.label, _required(field), field.written_in] for field in spec.fields]


def _required(field: FieldSpec) -> str:
    track = REQUIRED_ON.get(field.id)
    return _("Yes") if field.required else _("On track {letter}").format(letter=track) if track else ""


def _markdown(specs: list[SectionSpec]) -> str:
    lines: list[str] = []
    for spec in specs:
        lines += [f"**{_heading(spec)}**", ""]
        table = [_header(), ["---"] * 3, *_rows(spec)]
        lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in table]
        lines.append("")
    return "\n".join(lines).strip()


def _html(specs: list[SectionSpec]) -> str:
    tables = []
    for spec in specs:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in _header())
        body = "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(needed)}</td><td>{escape(where)}</td></tr>'
            for name, needed, where in _rows(spec)
        )
        caption = escape(_heading(spec))
        tables.append(
            f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
    return "".join(tables)
