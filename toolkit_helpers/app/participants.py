"""Who sits at the other end: one answers file for each participant code, and nothing else about a person."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Final

from ..answers import AnswerStore, open_store
from ..answers.codes import LONGEST, checked_code, new_code
from ..answers.room_store import RoomStore
from ..answers.store import FILE_NAME
from ..errors import ToolkitError
from ..i18n import gettext as _

ANSWERS_FOLDER: Final = "answers"
SHORTEST: Final = 4
_PREFIX: Final = "answers-"


@dataclass(frozen=True)
class Participant:
    """A participant: the name of the answers file, and the code that leads to it (empty for one alone)."""

    file: str
    code: str = ""


class Participants:
    """The participants of one working folder.

    Parameters
    ----------
    folder
        The working folder; answers are in ``answers`` below it.
    room
        Whether several people share this server.  Alone, there is one answers file, the same as in the
        notebook; in a room, each code has its own.
    """

    def __init__(self, folder: Path, *, room: bool) -> None:
        self.room = room
        self.answers = folder / ANSWERS_FOLDER

    def alone(self) -> Participant:
        """Return the one person of a server that is not shared."""
        return Participant(FILE_NAME)

    def place(self, participant: Participant) -> str:
        """Return where the participant's answers are, as ``TOOLKIT_ANSWERS`` wants it."""
        if not self.room:
            return os.environ.get("TOOLKIT_ANSWERS") or str(self.answers / FILE_NAME)
        return str(self.answers / participant.file)

    def store(self, participant: Participant) -> AnswerStore:
        """Open the participant's answers."""
        return opened(self.place(participant), room=self.room)

    def known(self, file: str) -> Participant | None:
        """Return whom a cookie names; ``None`` if their answers file is gone."""
        if not self.room:
            return self.alone() if file == FILE_NAME else None
        path = self.answers / file
        if path.name != file or not _is_participants(path) or not path.exists():
            return None
        return Participant(file, _code_in(path) or "")

    def find(self, code: str) -> Participant | None:
        """Return the participant with this code, however it is spaced and capitalised."""
        wanted = _digest(checked_code(code))
        found = None
        for path in self._by_likeness(code):
            known = _code_in(path)
            # All are looked at, in the same way: the time that it takes tells nothing about anybody's code.
            if known is not None and compare_digest(_digest(known), wanted) and found is None:
                found = Participant(path.name, known)
        return found

    def _by_likeness(self, code: str) -> list[Path]:
        """Return all answers files, those first that began with this code: later nobody can take it over."""
        began = f"{_PREFIX}{_slug(code)}-"
        paths = filter(_is_participants, self.answers.glob(f"{_PREFIX}*.json"))
        return sorted(paths, key=lambda path: (not path.name.startswith(began), path.name))

    def add(self, code: str) -> Participant:
        """Open a new answers file for a code that nobody has; raises ``ToolkitError`` if it does not fit."""
        code = checked_code(code)
        if len(code) < SHORTEST:
            raise ToolkitError(
                _("a participant code has at least {least} characters").format(least=SHORTEST),
                remedy=_("Choose a longer code, or take the one that was made for you."),
            )
        # Not from the code alone: two codes may differ only in what no file name can hold.
        participant = Participant(f"{_PREFIX}{_slug(code)}-{secrets.token_hex(2)}.json", code)
        self.store(participant).choose_code(code)
        return participant

    def suggestion(self) -> str:
        """Return a code that nobody has yet."""
        code = new_code()
        return code if self.find(code) is None else self.suggestion()


def opened(place: str, *, room: bool) -> AnswerStore:
    """Open the answers at a place; in a room, nothing that is told about them names a path."""
    return RoomStore(Path(place)) if room else open_store(place)


def _is_participants(path: Path) -> bool:
    """Whether a file holds somebody's present answers: backups and set-aside files have a second dot."""
    return path.name.startswith(_PREFIX) and path.suffix == ".json" and "." not in path.stem


def _digest(code: str) -> bytes:
    """Return what two ways to type one code have in common, as long for each code."""
    return sha256(" ".join(code.casefold().split()).encode("utf-8", "replace")).digest()


def _slug(code: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in code.lower())
    return "-".join(part for part in kept.split("-") if part)[:LONGEST] or "code"


def _code_in(path: Path) -> str | None:
    try:
        code = json.loads(path.read_bytes())["participant"]["code"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return code if isinstance(code, str) else None


def secret(path: Path) -> str:
    """Return this folder's secret, which signs the cookies; made once, readable by its owner only."""
    try:
        known = path.read_text(encoding="ascii").strip()
    except OSError:
        known = ""
    if len(known) >= 64:
        return known
    fresh = secrets.token_hex(32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(fresh)
    return fresh
