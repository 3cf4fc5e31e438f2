"""Marking: what an answer is worth and what to say to it.  Pure; ``widgets/js/marking.js`` says the same.

Scores follow method M63.  An answer of the wrong shape, with unknown ids or with numbers that are none
is never an error: what cannot be read counts as not given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..methods.learning import (
    Judged,
    all_or_none,
    choice_score,
    match_score,
    number_matches,
    order_score,
    single_score,
)
from .marking_numbers import fact_number, format_number, read
from .marking_ratings import mark_activity, mark_grid, mark_map, mark_scale, mark_text
from .marking_result import Context, Message, Result, State, fill, mapping, say, sequence, words
from .marking_rows import mark_form, mark_table
from .model import AnyPart, Choice, Exercise, Match, Number, NumberDiagnosis, Order

__all__ = ["Message", "Result", "mark", "mark_exercise"]


def mark(
    part: AnyPart,
    answer: Any,
    facts: Any = None,
    sibling: Any = None,
    exercise: Exercise | None = None,
    references: Any = None,
) -> Result:
    """Mark the answer to one part.

    Parameters
    ----------
    part
        The part as the bank holds it.
    answer
        What the participant gave, as JSON (see ``model.Answer``); anything else counts as not given.
    facts
        Figures of the team's country by name, for keys that depend on it.
    sibling
        Answers to the other parts of the exercise by id: a map reads its table.
    exercise
        The exercise that the part belongs to, for checks that read another table's row codes.
    references
        Rows of tables in other exercises by source (``references.collect``); a source that is missing here
        or has no rows is never held against the participant.
    """
    return _MARKERS[part.kind](part, answer, Context.of(facts, sibling, exercise, references))


def mark_exercise(
    exercise: Exercise, parts: Any, facts: Any = None, references: Any = None
) -> dict[str, Result]:
    """Mark the parts of an exercise that are asked, from its answers by part id."""
    answers = mapping(parts)
    return {
        part.id: mark(part, answers.get(part.id), facts, answers, exercise, references)
        for part in exercise.parts
        if part.applies(answers)
    }


def mark_choice(part: Choice, answer: Any, context: Context) -> Result:
    """Judge each option; without a key, compare with what the country's figures suggest."""
    given = [answer] if isinstance(answer, str) else sequence(answer)
    ticked = [option for option in part.options if option.id in given]
    if not ticked or (not part.multiple and len(ticked) > 1):
        return Result("unanswered", messages=(say("hint_none" if part.multiple else "hint_choose"),))
    if not part.marked:
        return Result("complete", messages=_suggestion(part, ticked[0].id, context))
    messages = []
    for option in part.options:
        if option in ticked:
            messages.append(Message(option.id, "right" if option.correct else "wrong", option.feedback))
        elif option.correct and part.multiple:
            messages.append(Message(option.id, "hint", option.feedback))
    key = [option.id for option in part.options if option.correct]
    chosen = [option.id for option in ticked]
    if not part.multiple:
        return _scored(single_score(key[0], chosen[0]), messages)
    judged = choice_score(key, chosen, len(part.options))
    general = [say("judged", tone="note", right=judged.right, all=judged.of)]
    if all_or_none(chosen, len(part.options)):
        general.append(say("hint_all"))
    return _scored(judged, general + messages)


def _scored(judged: Judged, messages: list[Message]) -> Result:
    state: State = "right" if judged.right == judged.of else "partly" if judged.right else "wrong"
    return Result(state, judged.score, (judged.right, judged.of), tuple(messages))


def _suggestion(part: Choice, chosen: str, context: Context) -> tuple[Message, ...]:
    """Compare the chosen option with the fact that suggests one."""
    fact = context.facts.get(part.suggestion) if part.suggestion else None
    if not isinstance(fact, str):
        return ()
    for option in part.options:
        if _key(option.id) == _key(fact):
            if option.id == chosen:
                return (say("suggestion_same", tone="note"),)
            other = say("suggestion_other", option=option.text)
            return (
                (other, Message("", "hint", part.suggestion_differs)) if part.suggestion_differs else (other,)
            )
    return ()


def _key(name: str) -> str:
    """Reduce an id or a fact to its letters and digits: ``Very_high`` is ``Very high``."""
    return "".join(letter for letter in name.lower() if letter in "abcdefghijklmnopqrstuvwxyz0123456789")


def mark_match(part: Match, answer: Any, _context: Context) -> Result:
    """Judge each line; a combination of pairs that a known confusion produces is named."""
    given = mapping(answer)
    known = {entry.id for entry in part.right}
    pairs = {line.id: given.get(line.id) for line in part.left}
    pairs = {line: right for line, right in pairs.items() if isinstance(right, str) and right in known}
    if not pairs:
        return Result("unanswered", messages=(say("open_lines", count=len(part.left)),))
    lines = [
        Message(line.id, "right" if pairs[line.id] == line.key else "wrong", line.feedback)
        for line in part.left
        if line.id in pairs
    ]
    lines += [
        Message("", "hint", diagnosis.say)
        for diagnosis in part.diagnoses
        if diagnosis.when and all(pairs.get(line) == right for line, right in diagnosis.when.items())
    ]
    if len(pairs) < len(part.left):
        open_lines = say("open_lines", count=len(part.left) - len(pairs))
        return Result("incomplete", messages=(open_lines, *lines))
    judged = match_score({line.id: line.key for line in part.left}, pairs)
    general = say("pairs", tone="note", right=judged.right, all=judged.of)
    return _scored(judged, [general, *lines])


def mark_order(part: Order, answer: Any, _context: Context) -> Result:
    """Score an order by its inversions: 1 − inversions / largest number of inversions (M63)."""
    ids = [item.id for item in part.items]
    given = [item for item in sequence(answer) if isinstance(item, str)]
    if len(given) != len(sequence(answer)) or sorted(given) != sorted(ids):
        return Result("unanswered", messages=(say("hint_order"),))
    place = {item: position for position, item in enumerate(given)}
    judged = order_score(ids, given)
    messages = [say("order_pairs", tone="note", right=judged.right, all=judged.of)]
    for diagnosis in part.diagnoses:
        first, then = diagnosis.first, diagnosis.then
        if first in place and then in place and place[first] < place[then]:
            messages.append(Message("", "hint", diagnosis.say))
    if part.feedback:
        messages.append(Message("", "note", part.feedback))
    return _scored(judged, messages)


def mark_number(part: Number, answer: Any, context: Context) -> Result:
    """Compare a number with its key, or with the country's figure, within the tolerance."""
    if answer is None or (isinstance(answer, str) and not words(answer)):
        return Result("unanswered", messages=(say("hint_number"),))
    reading = read(answer)
    if reading is None:
        return Result("incomplete", messages=(say("not_a_number"),))
    if not part.marked:
        outside = _outside(part, reading.value)
        if outside:
            return Result("incomplete", messages=(outside,))
        ambiguous = reading.other is not None and say(
            "read_as", tone="note", value=format_number(reading.value), other=format_number(reading.other)
        )
        return Result("complete", messages=(ambiguous,) if ambiguous else ())
    key = part.key if part.key is not None else fact_number(context.facts.get(part.fact or ""))
    if key is None:
        return Result("no_data", messages=(say("no_fact" if context.facts else "no_country", tone="note"),))
    values = [reading.value] if reading.other is None else [reading.value, reading.other]
    verdicts = [_verdict(part, key, value, context) for value in values]
    if True in verdicts:
        return _right_number(part, key)
    diagnosis = next((verdict for verdict in verdicts if isinstance(verdict, NumberDiagnosis)), None)
    messages = [Message("", "hint", fill(diagnosis.say if diagnosis else part.wrong, key=_shown(part, key)))]
    outside = _outside(part, reading.value)
    if outside:
        messages.append(outside)
    return Result("wrong", 0.0, (0, 1), tuple(messages))


def _right_number(part: Number, key: float) -> Result:
    text = fill(part.right, key=_shown(part, key))
    return Result("right", 1.0, (1, 1), (Message("", "right", text),))


def _shown(part: Number, key: float) -> str:
    return format_number(key, part.decimals)


def _verdict(part: Number, key: float, value: float, context: Context) -> bool | NumberDiagnosis:
    """Return ``True`` for right, the nearest diagnosis for a known slip, else ``False``."""
    nearest: tuple[float, NumberDiagnosis] | None = None
    for diagnosis in part.diagnoses:
        slip = diagnosis.value if diagnosis.value is not None else None
        if slip is None:
            slip = fact_number(context.facts.get(diagnosis.fact or ""))
        tolerance = part.tolerance if diagnosis.tolerance is None else diagnosis.tolerance
        if slip is None or not number_matches(slip, value, tolerance):
            continue
        if nearest is None or abs(value - slip) < nearest[0]:
            nearest = (abs(value - slip), diagnosis)
    matches = number_matches(key, value, part.tolerance)
    if matches and (nearest is None or abs(value - key) <= nearest[0]):
        return True
    return nearest[1] if nearest else False


def _outside(part: Number, value: float) -> Message | None:
    """Return the hint for a number outside its range."""
    low, high = part.minimum, part.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    if low is None or high is None:
        name, bound = ("range_high", high) if low is None else ("range_low", low)
        number = format_number(bound if bound is not None else 0.0)
        return say(name, minimum=number, maximum=number)
    return say("range_both", minimum=format_number(low), maximum=format_number(high))


_MARKERS: dict[str, Callable[[Any, Any, Context], Result]] = {
    "choice": mark_choice,
    "match": mark_match,
    "order": mark_order,
    "number": mark_number,
    "grid": mark_grid,
    "scale": mark_scale,
    "map2x2": mark_map,
    "table": mark_table,
    "form": mark_form,
    "text": mark_text,
    "activity": mark_activity,
}
