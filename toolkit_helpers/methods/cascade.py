"""How far a training of trainers reaches: sessions, participations, persons, by generation (M33)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..i18n import ngettext
from .display import listed, shown
from .inputs import not_negative, number
from .result import Result, unavailable

MOST_GENERATIONS: Final = 2
"""Beyond this many generations the quality of a cascade is in doubt."""
LONGEST: Final = 10
"""Generations that are followed at most."""
LARGEST: Final = 1e12
"""Participations above which a number was mistyped: more than a hundred for everybody on Earth."""


@dataclass(frozen=True)
class CascadePlan:
    """What a cascade is planned with, each generation alike."""

    trainers: float | None
    """Trainers who were trained, people."""
    sessions: float | None
    """Sessions that each active trainer holds, in the period of the plan."""
    active: float | None
    """Share of the trainers who stay active, 0 to 1."""
    participants: float | None
    """People in one session."""
    sessions_per_person: float | None = None
    """Sessions that one person attends on average, 1 or more; ``None`` if nobody knows."""
    generations: int = 1
    """1: the trainers train users; 2: they train trainers, who train users; and so on."""
    onward: float | None = None
    """Share of the persons reached who become trainers of the next generation, 0 to 1: what is not lost."""


@dataclass(frozen=True)
class Generation:
    """What one generation of trainers holds."""

    trainers: float
    """Trainers at its beginning, before some cease."""
    sessions: float
    participations: float
    """Seats that were taken: a person who comes twice counts twice."""
    persons: float | None
    """People reached; ``None`` where nobody knows how often one comes."""


@dataclass(frozen=True)
class Cascade:
    """How far a cascade reaches; not rounded, so that a generation builds on the exact one before."""

    generations: tuple[Generation, ...]

    @property
    def sessions(self) -> float:
        """Sessions of all generations."""
        return sum(one.sessions for one in self.generations)

    @property
    def participations(self) -> float:
        """Participations of all generations."""
        return sum(one.participations for one in self.generations)

    @property
    def persons(self) -> float | None:
        """People reached by all generations, those who train on included; ``None`` where it is not known."""
        known = [one.persons for one in self.generations if one.persons is not None]
        return sum(known) if len(known) == len(self.generations) else None


def training_cascade(plan: CascadePlan) -> Result[Cascade]:
    """Say how far a training of trainers reaches (M33).

    sessions = trainers × active share × sessions per trainer; participations = sessions × participants;
    persons = participations / sessions per person.  The next generation begins with persons × the share who
    train on, and repeats the same.  A number that is missing gives no reach; without the sessions per person
    there are participations and no persons, and a second generation cannot be followed.  Raises
    ``ToolkitError`` for negative numbers, shares above 1, fewer sessions per person than one, a number of
    generations that is not 1 to 10, and numbers that no cascade can have.

    Source: the workbook's own rule; that quality thins out with each generation is described by Hayes,
    "Cascade training and teachers' professional development", ELT Journal (2000).

    >>> plan = CascadePlan(trainers=20, sessions=12, active=0.7, participants=25, sessions_per_person=1.5)
    >>> value = training_cascade(plan).value
    >>> round(value.sessions), round(value.participations), round(value.persons)
    (168, 4200, 2800)
    """
    formula = _(
        "participations = trainers × active share × sessions per trainer × participants; "
        "persons = participations / sessions per person"
    )
    read, missing = _read(plan)
    inputs: dict[str, Any] = {**asdict(plan), **read}
    if missing:
        why = _("Not available: {names} missing.").format(names=listed(missing))
        return unavailable("M33", why, formula=formula, inputs=inputs)
    if plan.generations > 1 and None in (read["sessions_per_person"], read["onward"]):
        why = _(
            "Not available: to follow a second generation, give the sessions per person and the share who "
            "train on."
        )
        return unavailable("M33", why, formula=formula, inputs=inputs)
    value = Cascade(tuple(_generations(read, plan.generations)))
    if value.participations > LARGEST:
        raise ToolkitError(_("these numbers are too large for a cascade"), remedy=_("Check them for a slip."))
    return Result("M33", value, inputs, _text(value), formula, notes=tuple(_notes(value)))


def _read(plan: CascadePlan) -> tuple[dict[str, float], list[str]]:
    """Return the numbers that were given, and the names of those that are missing."""
    names = {
        "trainers": _("the trainers"),
        "sessions": _("the sessions of each trainer"),
        "active": _("the active share"),
        "participants": _("the participants of a session"),
    }
    read: dict[str, Any] = {name: not_negative(getattr(plan, name), label) for name, label in names.items()}
    missing = [label for name, label in names.items() if read[name] is None]
    read["sessions_per_person"] = number(plan.sessions_per_person, _("the sessions per person"))
    read["onward"] = not_negative(plan.onward, _("the share who train on"))
    for share, label in (("active", names["active"]), ("onward", _("the share who train on"))):
        if read[share] is not None and read[share] > 1:
            template = _("{name} is a share from 0 to 1 and is {value}")
            raise ToolkitError(template.format(name=label, value=f"{read[share]:g}"))
    if read["sessions_per_person"] is not None and read["sessions_per_person"] < 1:
        raise ToolkitError(
            _("whoever was reached attended at least one session, not {value}").format(
                value=f"{read['sessions_per_person']:g}"
            )
        )
    count = plan.generations
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= LONGEST:
        template = _("a cascade has from 1 to {most} generations, not {count}")
        raise ToolkitError(template.format(most=LONGEST, count=count))
    return read, missing


def _generations(read: dict[str, Any], count: int) -> list[Generation]:
    found: list[Generation] = []
    trainers = float(read["trainers"])
    for _number in range(count):
        sessions = trainers * read["active"] * read["sessions"]
        participations = sessions * read["participants"]
        often = read["sessions_per_person"]
        persons = None if often is None else participations / often
        found.append(Generation(trainers, sessions, participations, persons))
        trainers = (persons or 0.0) * (read["onward"] or 0.0)
    return found


def people(value: float) -> str:
    """Return a number of people, sessions or seats as it is read: whole, with a comma for thousands.

    >>> people(4200.0), people(2800.4)
    ('4,200', '2,800')
    """
    return f"{int(shown(value, 0)):,}"


def _text(value: Cascade) -> str:
    fields = {"sessions": people(value.sessions), "seats": people(value.participations)}
    if value.persons is None:
        return _("Sessions: {sessions}. Participations: {seats}. Persons: not known.").format(**fields)
    template = _("Sessions: {sessions}. Participations: {seats}. Persons: {persons}.")
    return template.format(**fields, persons=people(value.persons))


def _notes(value: Cascade) -> list[str]:
    count = len(value.generations)
    notes = []
    if value.persons is None:
        notes.append(_("Participations are not persons: ask how many sessions one person attends."))
    if count > MOST_GENERATIONS:
        template = ngettext(
            "{count} generation: beyond two, quality thins out faster than reach grows.",
            "{count} generations: beyond two, quality thins out faster than reach grows.",
            count,
        )
        notes.append(template.format(count=count))
    return notes
