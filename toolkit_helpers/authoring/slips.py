"""Turns what the models say about an entry into one plain sentence, with a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

Slip = tuple[tuple[str | int, ...], str, str]
"""Where in the entry, the rule that is broken, the remedy."""

KINDS = {
    "string": "text; put it in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list, one entry per line with a dash",
    "dict": "a group of keys",
    "model": "a group of keys",
}
PATTERNS = {
    r"^(EX|WU|TH|XT|PT|CF)\d{1,2}\.\d{1,2}$": "Write it like EX1.2, WU1.1, TH1.1 or XT1.1.",
    r"^[a-z][a-z0-9_]*$": "Use small letters, digits and underscores, and begin with a letter.",
    r"^P\d{1,2}\.[A-Za-z0-9_]+$": "Write it like P1.trends: section of the Plan, point, field.",
    r"^M\d\d$": "Write it like M01.",
}


def slips(model: type[BaseModel], data: Any) -> tuple[BaseModel | None, list[Slip]]:
    """Check ``data`` against ``model``; return the entry, or what is wrong with it."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        # A key that nobody knows explains the one that is missing, so it comes first.
        details = sorted(error.errors(), key=lambda detail: detail["type"] == "missing")
        return None, [_slip(model, data, dict(detail)) for detail in details]


def _slip(model: type[BaseModel], data: Any, detail: dict[str, Any]) -> Slip:
    place = tuple(detail["loc"])
    kind = str(detail["type"])
    context = detail.get("ctx", {})
    key = next((step for step in reversed(place) if isinstance(step, str)), "the entry")
    if kind in _TELL:
        rule, remedy = _TELL[kind](key, detail["input"], context)
    elif kind == "extra_forbidden":
        rule, remedy = _unknown(key, _siblings(model, data, place))
    elif kind.endswith(("_type", "_parsing", "_from_float")):
        wanted = KINDS.get(kind.split("_")[0], "something else")
        rule, remedy = f"{key!r} is {_shown(detail['input'])}", f"It must be {wanted}."
    else:
        rule, remedy = f"{key!r}: {detail['msg']}", "Correct it."
    return place, rule, remedy


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return "empty" if value in (None, "") else f"{value!r}"


def _value_error(_key: str, _value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    rule, _, remedy = str(context["error"]).partition("; ")
    return rule, f"{remedy[:1].upper()}{remedy[1:]}." if remedy else "Correct the entry."


def _pattern(key: str, value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    fallback = "Use letters, digits and hyphens."
    return f"{key!r} is {_shown(value)}, which does not fit", PATTERNS.get(context["pattern"], fallback)


_TELL: dict[str, Callable[[str, Any, Mapping[str, Any]], tuple[str, str]]] = {
    "value_error": _value_error,
    "string_pattern_mismatch": _pattern,
    "missing": lambda key, _value, _: (f"the key {key!r} is missing", "Add it."),
    "string_too_short": lambda key, _value, _: (f"{key!r} is empty", "Write its text."),
    "union_tag_not_found": lambda _key, _value, _: (
        "the part has no 'kind'",
        "Add it, such as kind: choice.",
    ),
    "union_tag_invalid": lambda _key, _value, ctx: (
        f"the kind {ctx['tag']!r} is not known",
        f"Use one of {ctx['expected_tags']}.",
    ),
    "literal_error": lambda key, value, ctx: (f"{key!r} is {_shown(value)}", f"Use {ctx['expected']}."),
    "too_short": lambda key, _value, ctx: (
        f"{key!r} has too few entries: {ctx['actual_length']}",
        f"Give at least {ctx['min_length']}.",
    ),
    "too_long": lambda key, _value, ctx: (
        f"{key!r} has too many entries: {ctx['actual_length']}",
        f"Give at most {ctx['max_length']}.",
    ),
    "greater_than_equal": lambda key, value, ctx: (f"{key!r} is {value!r}", f"Give at least {ctx['ge']}."),
    "greater_than": lambda key, value, ctx: (f"{key!r} is {value!r}", f"Give more than {ctx['gt']}."),
    "less_than_equal": lambda key, value, ctx: (f"{key!r} is {value!r}", f"Give at most {ctx['le']}."),
}


def _unknown(key: str, known: Sequence[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(key, known, n=1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
    return f"the key {key!r} is not known", remedy if known else "Remove it."


def _siblings(model: type[BaseModel], data: Any, place: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are allowed where an unknown one stands."""
    current: type[BaseModel] | None = model
    value = data
    for step in place[:-1]:
        if isinstance(value, list) and isinstance(step, int):
            value = value[step]
        elif isinstance(value, dict) and step in value:
            # A key of a free group, such as the id of an exercise in the notes, has the group's model.
            current = _model_of(current, str(step)) or current
            value = value[step]
        # A step that is in neither is the tag of a kind; the data below it tells the kind itself.
        if isinstance(value, dict) and "kind" in value and current is not None:
            current = _kind(current, value["kind"])
    return sorted(current.model_fields) if current and issubclass(current, BaseModel) else []


def _model_of(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    if model is None or key not in model.model_fields:
        return None
    found = _models(model.model_fields[key].annotation)
    return found[0] if found else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


def _kind(model: type[BaseModel], kind: object) -> type[BaseModel]:
    """Return the sibling class whose ``kind`` this is: all parts share one base."""
    base: type[BaseModel] = model.__mro__[1]
    for candidate in base.__subclasses__():
        field = candidate.model_fields.get("kind")
        if field is not None and kind in get_args(field.annotation):
            return candidate
    return model
