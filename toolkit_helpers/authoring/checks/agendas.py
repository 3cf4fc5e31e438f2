"""Rules about the agendas: what they plan is what the exercises take."""

from __future__ import annotations

from collections.abc import Iterator

from ..agendas import FILE, inspect_agendas
from ..findings import Finding
from ..item_bank import AFTER, BEFORE
from .content import Content


def agendas_fit_the_bank(content: Content) -> Iterator[Finding]:
    """Require each exercise of an agenda to exist, and its minutes to be the bank's or explained."""
    programmes, found = inspect_agendas(content.house)
    yield from found
    file = content.house.name(content.house.data / FILE)
    known = {entry.id: entry for bank in content.banks.values() for entry in bank}
    for programme in programmes:
        for entry in programme.entries:
            for name in (*entry.uses, *filter(None, [entry.exercise])):
                if int(name[2:].split(".")[0]) in content.banks and name not in {*known, BEFORE, AFTER}:
                    yield Finding(file, programme.id, f"{name} does not exist", "Correct the id.")
            exercise = known.get(entry.exercise or "")
            if exercise and entry.minutes != exercise.minutes and not entry.how:
                rule = f"{exercise.id} takes {exercise.minutes} minutes and is planned with {entry.minutes}"
                remedy = "Correct the minutes, or say with 'how' what is different."
                yield Finding(file, programme.id, rule, remedy)
