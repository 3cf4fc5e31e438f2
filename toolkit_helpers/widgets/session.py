"""What all widgets of one kernel share: the answers, the country, and word of every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from .. import facts
from ..answers import AnswersFile, AnswerStore, Entry, open_store, write_text
from ..errors import ToolkitError
from ..i18n import gettext as _
from ..i18n import ngettext

TEAM_EXERCISE: Final = "EX0.1"
TEAM_PART: Final = "team"
COUNTRY_FIELD: Final = "country_code"

Status = dict[str, str]


@dataclass(frozen=True)
class Change:
    """Which exercises have other answers now, whether the country moved, and who did it."""

    exercises: frozenset[str]
    country: bool
    source: object = None


Observer = Callable[[Change], None]


class Session:
    """The answers of this kernel, kept in step between all its widgets and the file.

    Nothing here raises because of the disk: a failed save is told in the status it returns, and the answer
    stays in memory.
    """

    def __init__(self, store: AnswerStore | None = None) -> None:
        self.trouble = ""
        """Why the answers file cannot be used; empty when all is well."""
        self._store = store
        self._answers = AnswersFile()
        self._unsaved: dict[str, Entry] = {}
        self._observers: list[Observer] = []
        try:
            self._answers = self._opened().load()
        except ToolkitError as error:
            self.trouble = str(error)

    @property
    def answers(self) -> AnswersFile:
        """All answers as this kernel knows them."""
        return self._answers

    @property
    def place(self) -> str:
        """Where the answers are saved, in words; empty if nowhere."""
        return self._store.place if self._store else ""

    @property
    def notice(self) -> str:
        """What happened to the answers file that a person should know."""
        return self._store.notice if self._store else ""

    @property
    def code(self) -> str:
        """The participant's code."""
        return self._answers.participant.code

    def parts(self, exercise_id: str) -> dict[str, Any]:
        """Return the answers to one exercise by part."""
        return self._answers.parts(exercise_id)

    @property
    def team(self) -> dict[str, Any]:
        """The team's card as far as it is filled in: ``team_name``, ``country_code`` and so on."""
        card = self.parts(TEAM_EXERCISE).get(TEAM_PART)
        return dict(card) if isinstance(card, dict) else {}

    @property
    def country(self) -> str:
        """ISO-3 code of the team's country; empty if none is chosen or it is not known."""
        return facts.known_country(self.team.get(COUNTRY_FIELD))

    def facts(self) -> dict[str, Any]:
        """Return what the tables say about the team's country; empty without a country."""
        return dict(facts.for_country(self.country)) if self.country else {}

    def observe(self, observer: Observer) -> None:
        """Call ``observer`` after every change, also one that came from another open chapter."""
        self._observers.append(observer)

    def set_country(self, iso3: str, source: object = None) -> Status:
        """Make a country the team's own for all charts and exercises; an empty code unsets it."""
        if facts.known_country(iso3) == self.country:
            return {"state": "", "text": ""}
        card = {**self.team, COUNTRY_FIELD: iso3 or None}
        return self.save(TEAM_EXERCISE, {**self.parts(TEAM_EXERCISE), TEAM_PART: card}, source=source)

    def save(
        self, exercise_id: str, parts: Mapping[str, Any], version: int = 1, source: object = None
    ) -> Status:
        """Save the answers to one exercise, tell all other widgets, and return what to show.

        The status is ``{"state": "saved" | "not_saved", "text": …}``.
        """
        try:
            store = self._opened()
            store.save(exercise_id, parts, version)
            loaded = store.load()
        except Exception as error:
            # Whatever the reason, an answer that is not safe must not look as if it were.
            self.trouble = _reason(error)
            self._unsaved |= _entry(exercise_id, parts, version)
            self._take(self._answers.with_entries(self._unsaved), source)
            return not_saved(self.trouble)
        self._unsaved.pop(exercise_id, None)
        self._settle(loaded, source)
        return self.saved()

    def saved(self) -> Status:
        """Return the status of an answer that is where this kernel keeps answers."""
        if not self.place:
            return {"state": "saved", "text": _("In this page only: save to your computer before you leave.")}
        return {"state": "saved", "text": _("Saved.")}

    def is_saved(self, exercise_id: str) -> bool:
        """Whether the answers to an exercise are on the disk as they are here."""
        return exercise_id not in self._unsaved

    def group_results(self) -> dict[str, Any]:
        """Return what a trainer has released about the whole group; empty if it cannot be read now."""
        try:
            return self._opened().group_results()
        except ToolkitError:
            return {}

    def choose_code(self, code: str, source: object = None) -> Status:
        """Take another participant code."""
        try:
            self._settle(self._opened().choose_code(code), source)
        except ToolkitError as error:
            return not_saved(str(error))
        return {"state": "saved", "text": _("This code is saved with your answers.")}

    def restore(self, text: str, origin: str, source: object = None) -> Status:
        """Replace all answers by those of a file that the person chose."""
        try:
            store = self._opened()
            restored = store.restore(text, origin)
        except ToolkitError as error:
            return {"state": "not_saved", "text": _("NOT restored: {reason}").format(reason=error)}
        self._unsaved.clear()
        self._settle(restored, source)
        template = ngettext(
            "Restored: answers to {count} exercise from {file}.",
            "Restored: answers to {count} exercises from {file}.",
            len(restored.answers),
        )
        told = [template.format(count=len(restored.answers), file=origin)]
        if store.kept:
            told.append(_("The answers from before are kept in {file}.").format(file=store.kept))
        return {"state": "restored", "text": " ".join(told)}

    def latest(self) -> AnswersFile:
        """Return all answers, also those that another open chapter has saved meanwhile, saved here or not."""
        try:
            self._settle(self._opened().load(), None)
        except ToolkitError as error:
            self.trouble = str(error)
        return self._answers

    def export_text(self) -> str:
        """Return all answers as the text of an answers file, saved or not."""
        return write_text(self.latest())

    def _opened(self) -> AnswerStore:
        if self._store is None:
            self._store = open_store()
        return self._store

    def _settle(self, loaded: AnswersFile, source: object) -> None:
        """Take what the file holds, with the answers that it still lacks."""
        self._unsaved = {
            name: entry for name, entry in self._unsaved.items() if loaded.parts(name) != entry.parts
        }
        if not self._unsaved:
            self.trouble = ""
        self._take(loaded.with_entries(self._unsaved) if self._unsaved else loaded, source)

    def _take(self, new: AnswersFile, source: object) -> None:
        """Make ``new`` what this kernel knows, and tell everybody what has changed."""
        before, country = self._answers, self.country
        self._answers = new
        names = {*before.answers, *new.answers}
        changed = frozenset(name for name in names if before.parts(name) != new.parts(name))
        for observer in list(self._observers):
            observer(Change(changed, self.country != country, source))


def not_saved(reason: str) -> Status:
    """Return the status of an answer that is in memory only."""
    return {"state": "not_saved", "text": _("NOT saved: {reason}").format(reason=reason)}


def _reason(error: Exception) -> str:
    if isinstance(error, ToolkitError):
        return str(error)
    return _("the answers file cannot be used ({detail})").format(detail=error)


def _entry(exercise_id: str, parts: Mapping[str, Any], version: int) -> dict[str, Entry]:
    """Return the entry to keep in memory; nothing if it could never be written to a file."""
    try:
        entry = Entry(parts=dict(parts), version=version)
        write_text(AnswersFile(answers={exercise_id: entry}))
    except (ValidationError, ToolkitError):
        return {}
    return {exercise_id: entry}


_current: dict[str, Session] = {}


def session() -> Session:
    """Return this kernel's session, opened at the first call."""
    if "session" not in _current:
        _current["session"] = Session()
    return _current["session"]


def use(new: Session | None) -> None:
    """Make ``new`` this kernel's session; ``None`` opens a fresh one at the next call."""
    _current.clear()
    if new is not None:
        _current["session"] = new
