"""Exercises put into a programme and taken out of it."""

from __future__ import annotations

import re

from ..authoring.agendas import Block, Entry, Programme
from ..errors import ToolkitError
from ..exercises import bank
from ..exercises.model import Exercise
from ..i18n import gettext as _
from .row_layout import CLOSING


def changed(programme: Programme, changes: str) -> Programme:
    """Return the programme with exercises put in and taken out: ``"+EX3.6,-EX3.9"``.

    An exercise that is put in stands beside those of its chapter, or else behind the chapters before it.

    Raises
    ------
    ToolkitError
        If a change cannot be read, an exercise does not exist, is in the programme already or is not.
    """
    for change in filter(None, re.split(r"[,\s]+", changes)):
        sign, name = change[0], change[1:].upper()
        if sign not in "+-−":
            raise ToolkitError(
                _("{change!r} is no change of an agenda").format(change=change),
                remedy=_("Write +EX3.6 to put an exercise in, -EX3.9 to take one out."),
            )
        present = name in programme.exercises
        if sign == "+" and present:
            raise ToolkitError(
                _("{exercise} is in the agenda already").format(exercise=name),
                remedy=_("Leave it out of --exercises."),
            )
        if sign != "+" and not present:
            raise ToolkitError(
                _("{exercise} is not in the agenda").format(exercise=name),
                remedy=_("It has {exercises}.").format(exercises=", ".join(programme.exercises)),
            )
        programme = _with(programme, bank.exercise(name)) if sign == "+" else _without(programme, name)
    return programme


def _without(programme: Programme, name: str) -> Programme:
    def less(block: Block) -> Block:
        kept = [entry for entry in block.entries if entry.exercise != name]
        gone = block.listed - sum(entry.minutes for entry in kept if not entry.pause)
        minutes = block.minutes - gone if block.minutes else None
        return block.model_copy(update={"entries": kept, "minutes": minutes or None})

    sittings = []
    for sitting in programme.sittings:
        blocks = [less(block) for block in sitting.blocks]
        kept = [block for block in blocks if block.entries]
        sittings.append(sitting.model_copy(update={"blocks": kept}))
    if not all(any(not e.pause for b in s.blocks for e in b.entries) for s in sittings):
        raise ToolkitError(
            _("without {exercise} nothing is left of a half day").format(exercise=name),
            remedy=_("Keep it, or choose a shorter agenda."),
        )
    return programme.model_copy(update={"sittings": sittings})


def _with(programme: Programme, exercise: Exercise) -> Programme:
    new = Entry(exercise=exercise.id, minutes=exercise.minutes)
    order = _order(exercise.id)
    # Nothing comes behind the form that ends a workshop, unless there is nothing else.
    places = [name for name in programme.exercises if name != CLOSING] or programme.exercises
    known = sorted((_order(name), name) for name in places)
    # A chapter may begin after the break: its first exercise goes there, not to the end of the one before.
    near = [one for one in known if one[0][0] == order[0]] or known
    earlier = [name for place, name in near if place < order]
    anchor = earlier[-1] if earlier else near[0][1] if near else ""
    behind = bool(earlier)
    sittings = []
    for sitting in programme.sittings:
        blocks: list[Block] = []
        for block in sitting.blocks:
            names = [entry.exercise for entry in block.entries]
            if anchor not in names:
                blocks.append(block)
            elif _order(anchor)[0] == order[0]:
                place = names.index(anchor) + behind
                entries = [*block.entries[:place], new, *block.entries[place:]]
                minutes = block.minutes + new.minutes if block.minutes else None
                blocks.append(block.model_copy(update={"entries": entries, "minutes": minutes}))
            else:
                title = _("Chapter {number}").format(number=order[0])
                own = Block(title=title, entries=[new])
                blocks += [block, own] if behind else [own, block]
        sittings.append(sitting.model_copy(update={"blocks": blocks}))
    return programme.model_copy(update={"sittings": sittings})


def _order(exercise_id: str) -> tuple[int, int]:
    chapter, number = exercise_id[2:].split(".")
    return int(chapter), int(number)
