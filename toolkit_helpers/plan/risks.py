"""P5, what can go wrong: risks with their weight before and after mitigation (M26)."""

from __future__ import annotations

from typing import Final

from ..exercises.marking_result import rating
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import RatedRisk, RegisteredRisk, Risk, risk_register
from ..methods.result import Result
from ..methods.risk import band_name
from .initiatives import Rows, rows_of
from .model import Value, columns
from .values import Inputs, of_part

RISKS: Final = ("EX5.9", "risks")
TOP: Final = 5


def registered(rows: Rows) -> Result[tuple[RegisteredRisk, ...]]:
    """Weigh the risks of EX5.9 (M26), the heaviest first; each is named by its code."""
    return risk_register(
        {
            code: RatedRisk(
                likelihood=rating(row.get("likelihood"), 1, TOP),
                impact=rating(row.get("impact"), 1, TOP),
                residual_likelihood=rating(row.get("residual_likelihood"), 1, TOP),
                residual_impact=rating(row.get("residual_impact"), 1, TOP),
            )
            for code, row in rows
        }
    )


def weight(risk: Risk | None) -> str:
    """Return a risk as it is shown: ``16, high``."""
    if risk is None:
        return ""
    return _("{score}, {band}").format(score=risk.score, band=band_name(risk.band))


def risks(inputs: Inputs) -> Value:
    """Return the risks, the heaviest first, with their weight before and after mitigation (M26)."""
    written = inputs.part(*RISKS)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    plain = of_part(written)
    rows = dict(rows_of(inputs, *RISKS))
    shown = dict(zip(rows, plain.rows, strict=True))
    result = registered(list(rows.items()))
    places = {one.name: one for one in result.value or ()}
    raw, texts = [], []
    for code in [*places, *(code for code in rows if code not in places)]:
        found = places.get(code)
        raw.append(
            {
                "id": code,
                **rows[code],
                "score": found.inherent.score if found else None,
                "band": found.inherent.band if found else None,
                "residual": found.residual.score if found and found.residual else None,
                "residual_band": found.residual.band if found and found.residual else None,
            }
        )
        texts.append(
            {
                **shown[code],
                "weight": weight(found.inherent if found else None),
                "residual": weight(found.residual if found else None),
            }
        )
    computed = {"weight": _("Risk"), "residual": _("Risk after mitigation")}
    return Value(
        state=written.state,
        raw=raw,
        columns=(*plain.columns, *columns(computed)),
        rows=tuple(texts),
        notes=(*result.notes, *map(str, result.dropped)),
    )
