"""P3: stakeholders, capacity grid, agreement, SWOT and TOWS, each with what its method adds."""

from __future__ import annotations

from typing import Any, Final

from ..exercises.marking_result import rating
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import agreement, gap, stakeholder_map, swot_tows
from ..methods.display import shown as number
from ..methods.options import Option, Tows, cited_codes
from ..methods.raters import Agreement
from ..methods.result import Result
from ..methods.stakeholders import Stakeholder, StakeholderMap
from ..vocabulary import LEVELS, PILLARS
from . import grid
from .model import Column, Value
from .values import Inputs, of_part, used_rows

Rows = list[tuple[str, dict[str, Any]]]
SWOT: Final = ("EX3.6", "swot")
TOWS: Final = ("EX3.6", "tows")


def quadrant_name(quadrant: str) -> str:
    """Return the name of a quadrant of the power–interest grid (M14)."""
    names = {
        "collaborate closely": _("Collaborate closely"),
        "win over and keep satisfied": _("Win over and keep satisfied"),
        "keep informed and involve": _("Keep informed and involve"),
        "monitor": _("Monitor"),
    }
    return names[quadrant]


def mapped(rows: Rows) -> Result[StakeholderMap]:
    """Place the stakeholders of EX3.3 (M14), each named by its place in ``rows``, from ``"0"``.

    Two of them may have the same name, so the name cannot stand for the row.
    """
    return stakeholder_map(
        [
            Stakeholder(
                name=str(place),
                power=rating(row.get("power"), 1, grid.TOP),
                interest=rating(row.get("interest"), 1, grid.TOP),
                affected=rating(row.get("affected"), 1, grid.TOP),
                stance=rating(row.get("stance"), -2, 2),
                category=str(row.get("category", "")),
            )
            for place, (_code, row) in enumerate(rows)
        ]
    )


def stakeholders(inputs: Inputs) -> Value:
    """Return the stakeholders with quadrant and whether they must be heard (M14); stance is private."""
    written = inputs.part("EX3.3", "stakeholders")
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    rows = used_rows(written.part, written.answer)
    result = mapped(rows)
    positions = dict(result.value.positions) if result.value else {}
    raw, texts = [], []
    for place, ((code, row), text) in enumerate(zip(rows, plain.rows, strict=True)):
        position = positions.get(str(place))
        heard = position.must_be_heard if position else None
        quadrant = position.quadrant if position else None
        raw.append({"code": code, **row, "quadrant": quadrant, "must_be_heard": heard})
        texts.append(
            {
                **text,
                "quadrant": quadrant_name(quadrant) if quadrant else "",
                "must_be_heard": _("Yes") if heard else "",
            }
        )
    computed = (
        Column(id="quadrant", label=_("How to work with them")),
        Column(id="must_be_heard", label=_("Must be heard")),
    )
    return Value(
        state=written.state,
        raw=raw,
        columns=(*plain.columns, *computed),
        rows=tuple(texts),
        notes=result.notes,
    )


def capacity_grid(inputs: Inputs) -> Value:
    """Return the filled cells with their gap (M11); what single raters saw is private."""
    written = inputs.part(grid.EXERCISE, grid.PART)
    cells = grid.read(written.answer) if written else {}
    if written is None or not cells:
        return Value()
    return Value(
        state=written.state if written.state != "empty" else "begun",
        raw={code: _cell_raw(cell) for code, cell in cells.items()},
        columns=_grid_columns(),
        rows=tuple(_cell_text(cell) for cell in cells.values()),
    )


def cell_gap(cell: grid.GridCell) -> int | None:
    """Return target minus current level (M11); ``None`` without both, or below it without a reason."""
    if cell.current is None or cell.target is None or (cell.target < cell.current and not cell.reason):
        return None
    found = gap(cell.current, cell.target, cell.reason).value
    return found.gap if found else None


def _cell_raw(cell: grid.GridCell) -> dict[str, Any]:
    return {
        "current": cell.current,
        "target": cell.target,
        "importance": cell.importance,
        "urgency": cell.urgency,
        "evidence": cell.evidence,
        "raters": list(cell.raters),
        "gap": cell_gap(cell),
        "reason": cell.reason,
    }


def _cell_text(cell: grid.GridCell) -> dict[str, str]:
    scores = {name: getattr(cell, name) for name in ("current", "target", "importance", "urgency")}
    size = cell_gap(cell)
    return {
        "cell": cell.code,
        "pillar": PILLARS[cell.pillar],
        "level": LEVELS[cell.level],
        **{name: "" if score is None else str(score) for name, score in scores.items()},
        "gap": "" if size is None else str(size),
        "evidence": cell.evidence,
        "raters": " ".join("–" if score is None else str(score) for score in cell.raters),
    }


def _grid_columns() -> tuple[Column, ...]:
    labels = {
        "cell": _("Cell"),
        "pillar": _("Pillar"),
        "level": _("Level"),
        "current": _("Current level"),
        "target": _("Target level"),
        "gap": _("Gap"),
        "importance": _("Importance"),
        "urgency": _("Urgency"),
        "evidence": _("Evidence"),
        "raters": _("Scores of the raters"),
    }
    return tuple(Column(id=name, label=label, private=name == "raters") for name, label in labels.items())


def own_agreement(cells: dict[str, grid.GridCell], *, interval: bool = True) -> Result[Agreement]:
    """Return the agreement of the team's raters over the cells of EX3.4 (M13).

    ``interval=False`` leaves out the bootstrap, where the interval is not shown.
    """
    codes, ratings = grid.ratings(cells)
    return agreement(ratings, names=codes, resamples=2000 if interval else 0)


def agreement_alpha(inputs: Inputs) -> Value:
    """Return the ordinal alpha of the team's own raters, else the number that the team typed in EX3.5."""
    written = inputs.part(grid.EXERCISE, grid.PART)
    result = own_agreement(grid.read(written.answer) if written else {}, interval=False)
    if result.value:
        return Value(
            state="filled",
            raw=round(result.value.alpha, 6),
            text=number(result.value.alpha, 2),
            notes=(result.interpretation, *result.notes),
            computed=True,
        )
    for part in inputs.writing("P3.agreement_alpha"):
        typed = of_part(part)
        if typed.raw is not None:
            return typed.model_copy(update={"notes": (_("As typed by the team."),)})
    return Value()


def checked(swot: Rows, tows: Rows) -> Result[Tows]:
    """Check the options of EX3.6 against its findings (M15)."""
    findings: dict[str, dict[str, str]] = {letter: {} for letter in "SWOT"}
    for code, row in swot:
        if code:
            findings[code[0]][code] = str(row.get("text", ""))
    options = [
        Option(row["quadrant"], str(row.get("option", "")), cited_codes(str(row.get("cites", ""))))
        for _code, row in tows
        if "quadrant" in row
    ]
    critical = [code for code, row in swot if code.startswith("W") and row.get("critical") is True]
    return swot_tows(
        findings["S"], findings["W"], findings["O"], findings["T"], options=options, critical=critical
    )


def swot(inputs: Inputs) -> Value:
    """Return the findings by letter, with the code that options cite."""
    written = inputs.part(*SWOT)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    rows = used_rows(written.part, written.answer)
    plain = of_part(written)
    letters = [code[:1] or "?" for code, _row in rows]
    order = sorted(range(len(rows)), key=lambda place: "SWOT?".index(letters[place]))
    raw: dict[str, list[dict[str, Any]]] = {letter: [] for letter in "SWOT"}
    for code, row in rows:
        if code:
            raw[code[0]].append({"id": code, **row})
    return plain.model_copy(update={"raw": raw, "rows": tuple(plain.rows[place] for place in order)})
