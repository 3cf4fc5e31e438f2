"""P8.affordability and P8.inclusion_score: what access costs people, and how far a group is included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..exercises.marking_numbers import read_number
from ..exercises.model import Table
from ..i18n import gettext as _
from ..methods import Affordability, Inclusion, inclusion_score, price_burden
from ..methods.disclosure import too_small, why_small
from ..methods.display import amount, listed, shown
from ..methods.result import Result
from .model import Value, columns
from .rates import Row, computed, number, record_of, rows_of, share, text
from .values import Inputs, of_part

PRICE: Final = ("EX8.3", "own")
WEIGHTS: Final = ("EX8.7", "weights")
SCORES: Final = ("EX8.7", "scores")
DIMENSIONS: Final = ("access", "affordability", "ability", "trust")


def dimension_name(dimension: str) -> str:
    """Return the name of a dimension of inclusion (M44) or of a barrier with the same id."""
    return {
        "access": _("access"),
        "affordability": _("affordability"),
        "ability": _("ability"),
        "trust": _("accessibility and trust"),
    }[dimension]


def price(record: Row) -> Result[Affordability]:
    """Return what the team's own price takes of income (M43)."""
    fifth = share(record, "fifth")
    return computed(
        "M43",
        lambda: price_burden(
            read_number(record.get("price")),
            read_number(record.get("income")),
            fifth_share=fifth or None,
            currencies=(text(record, "currency"), text(record, "currency")),
        ),
    )


def affordability(inputs: Inputs) -> Value:
    """Return the team's own price with the shares of income that it takes (M43)."""
    written = inputs.part(*PRICE)
    if written is None or written.state == "empty":
        return Value()
    plain, result = of_part(written), price(record_of(written))
    value = result.value
    raw = dict(plain.raw) if isinstance(plain.raw, dict) else {}
    if value is None:
        return plain.model_copy(update={"notes": (result.interpretation,)})
    raw |= {
        "share": round(100 * value.burden, 6),
        "met": value.met,
        "price_at_target": round(value.price_at_target, 6),
        "fifth_share_of_income": None if value.fifth is None else round(100 * value.fifth, 6),
    }
    lines = [
        (_("Share of monthly income, %"), shown(100 * value.burden, 2)),
        (_("Below 2 per cent"), _("Yes") if value.met else _("No")),
        (_("Price at 2 per cent"), amount(value.price_at_target, text(record_of(written), "currency"))),
    ]
    if value.fifth is not None:
        lines.append((_("Share for the poorest fifth, %"), shown(100 * value.fifth, 1)))
    rows = (*plain.rows, *({"what": what, "value": entry} for what, entry in lines))
    return plain.model_copy(update={"raw": raw, "rows": rows, "notes": result.notes})


def weights(record: Row) -> dict[str, float] | None:
    """Return the weights of EX8.7 by dimension; ``None``, for equal ones, unless all four are given."""
    read = {name: number(record, name, 1) for name in DIMENSIONS}
    given = {name: one for name, one in read.items() if one is not None}
    return given if len(given) == len(DIMENSIONS) and sum(given.values()) > 0 else None


def chosen_weights(inputs: Inputs) -> dict[str, float] | None:
    """Return the weights on which the team agreed in EX8.7, or ``None``."""
    return weights(record_of(inputs.part(*WEIGHTS)))


def dimensions(row: Row) -> dict[str, float | None]:
    """Return the four dimensions of a group in EX8.7."""
    return {name: number(row, name, 1) for name in DIMENSIONS}


def score(row: Row, chosen: Mapping[str, float] | None) -> Result[Inclusion]:
    """Return the inclusion score of a group in EX8.7 (M44)."""
    people = number(row, "people")
    return computed("M44", lambda: inclusion_score(dimensions(row), chosen, people=people))


def inclusion(inputs: Inputs) -> Value:
    """Return the inclusion scores of the team's groups (M44); a group below the limit keeps its name only."""
    written = inputs.part(*SCORES)
    if written is None or not isinstance(written.part, Table) or written.state == "empty":
        return Value()
    chosen, plain = chosen_weights(inputs), of_part(written)
    raw, texts, notes = [], [], []
    for row, line in zip(rows_of(written), plain.rows, strict=True):
        hidden, one = too_small(number(row, "people")), score(row, chosen)
        value = one.value
        weakest = [dimension_name(name) for name in value.weakest] if value else []
        raw.append(
            {
                "group": row.get("group"),
                "dimensions": None if hidden else dimensions(row),
                "geometric": round(value.geometric, 6) if value else None,
                "arithmetic": round(value.arithmetic, 6) if value else None,
                "weakest": list(value.weakest) if value else [],
            }
        )
        kept = {"group": line["group"], "source": line["source"]} if hidden else line
        if value:
            kept = {**kept, "geometric": shown(value.geometric, 2), "weakest": listed(weakest)}
        elif hidden:
            kept["weakest"] = why_small()
        texts.append(kept)
    if chosen is None:
        notes.append(_("All four dimensions count the same."))
    labels = {"geometric": _("Inclusion score, 0 to 1"), "weakest": _("Weakest link")}
    added = columns(labels)
    return Value(
        state=written.state,
        raw={"weights": chosen, "groups": raw},
        columns=(*plain.columns, *added),
        rows=tuple(texts),
        notes=tuple(notes),
    )
