"""Which questions leave for a learning platform: all parts with a fixed key, and the items of the test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from ...authoring.house import House
from ...authoring.item_bank import Form, Item, TestItems, TestKeys, read_items, read_keys
from ...errors import ToolkitError
from ...exercises import model
from ...exercises.paper_text import plain
from ...i18n import gettext as _
from ..row_layout import CLOSING
from .question import Answer, Body, Choice, LeftOut, Matching, Numeric, Ordering, Pair, Question, Slip


def of_chapters(
    titles: dict[int, str], exercises: Iterable[model.Exercise]
) -> tuple[list[Question], list[LeftOut]]:
    """Return the machine-scored questions of exercises, and the parts that no platform can score.

    ``titles`` are the chapters' titles by number.  A part whose key depends on the team's country has a
    different answer for each of them, and is left out with that reason.
    """
    questions: list[Question] = []
    left_out: list[LeftOut] = []
    for exercise in exercises:
        for part in exercise.parts:
            name = f"{exercise.id}.{part.id}"
            body = _no_question() if exercise.id == CLOSING else _body(part)
            if isinstance(body, str):
                left_out.append(LeftOut(name, body))
            elif body is not None:
                questions.append(_question(exercise, part, body, name, titles))
    return questions, left_out


def _no_question() -> str:
    return _("an opinion has no key and no score: use the platform's survey or feedback activity")


def of_test(form: Form | None) -> list[Question]:
    """Return the items of one form of the test, or all sixty, with the trainer's keys.

    Raises ``ToolkitError`` where the item bank or its keys are missing or damaged.
    """
    house = House()
    items, keys = read_items(house), read_keys(house)
    wanted = items.items if form is None else [_item(items, name) for name in items.forms[form]]
    category = _("Test, all items") if form is None else _("Test, form {form}").format(form=form)
    return [_of_item(item, keys, category) for item in wanted]


def _item(items: TestItems, name: str) -> Item:
    return next(item for item in items.items if item.id == name)


def _of_item(item: Item, keys: TestKeys, category: str) -> Question:
    key = keys.keys[item.id]
    answers = tuple(
        Answer(letter, text, letter == key.key, key.why if letter == key.key else "")
        for letter, text in item.options.items()
    )
    return Question(
        id=item.id,
        category=category,
        title=plain(item.stem)[:60].rstrip(),
        prompt=item.stem,
        body=Choice(answers, several=False, shuffle=not item.ordered),
        feedback=key.why,
        tags=(f"chapter-{item.chapter}", f"level-{item.level}", item.objective),
    )


def _question(
    exercise: model.Exercise, part: model.AnyPart, body: Body, name: str, titles: dict[int, str]
) -> Question:
    return Question(
        id=name,
        category=_("Chapter {number}: {title}").format(
            number=exercise.chapter, title=titles.get(exercise.chapter, "")
        ),
        title=exercise.title,
        lead=exercise.intro,
        prompt=part.prompt or exercise.title,
        help=part.help,
        body=body,
        feedback=part.feedback if isinstance(part, model.Order) else "",
        slips=tuple(one.say for one in part.diagnoses) if isinstance(part, model.Match | model.Order) else (),
        tags=(f"chapter-{exercise.chapter}", exercise.id, *(("core",) if exercise.core else ())),
    )


@singledispatch
def _body(_part: model.Part) -> Body | str | None:
    """Return the body of a part that a machine can score, why it cannot, or nothing for other kinds."""
    return None


@_body.register
def _choice(part: model.Choice) -> Body | None:
    if not part.marked:
        return None
    answers = tuple(
        Answer(option.id, option.text, bool(option.correct), option.feedback) for option in part.options
    )
    return Choice(answers, several=part.multiple, shuffle=part.shuffle)


@_body.register
def _match(part: model.Match) -> Body:
    right = {entry.id: entry.text for entry in part.right}
    pairs = tuple(Pair(line.id, line.text, line.key, right[line.key], line.feedback) for line in part.left)
    used = {pair.right_id for pair in pairs}
    return Matching(pairs, tuple((name, text) for name, text in right.items() if name not in used))


@_body.register
def _order(part: model.Order) -> Body:
    return Ordering(tuple((item.id, item.text) for item in part.items), tuple(part.start))


@_body.register
def _number(part: model.Number) -> Body | str | None:
    if part.fact is not None:
        return _("the right answer depends on the participant's country")
    if part.key is None:
        return None
    slips = tuple(
        Slip(one.value, part.tolerance if one.tolerance is None else one.tolerance, one.say)
        for one in part.diagnoses
        if one.value is not None
    )
    return Numeric(part.key, part.tolerance, part.unit, part.right, part.wrong, slips)


def chosen(questions: list[Question]) -> Iterator[tuple[str, list[Question]]]:
    """Group questions by category, in order; ``ToolkitError`` if there are none."""
    if not questions:
        raise ToolkitError(
            _("there is no question to export"),
            remedy=_("Choose chapters with machine-scored exercises, or a form of the test."),
        )
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.category, []).append(question)
    yield from groups.items()
