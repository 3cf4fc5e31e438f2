"""The answers panel: where answers are saved, how to take them along and bring them back."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

import traitlets.traitlets as t

from ..answers.codes import LONGEST
from ..answers.model import LARGEST_BYTES
from ..answers.room_store import trainers_computer
from ..answers.store import DATABASE
from ..i18n import gettext as _
from ..i18n import ngettext
from . import plan_files
from .assets import bundle, style
from .base import HTML, MARKDOWN, PLAIN, Bundle, TwinWidget
from .session import Change, Session, Status, not_saved, session

PANEL_MIME: Final = "application/vnd.toolkit.panel+json"
FILE_NAME: Final = "my-answers.json"


class AnswersPanel(TwinWidget):
    """Where answers are saved, with "Save to my computer", "Restore from a file" and the code."""

    _esm = bundle("panel")
    _css = style("panel")

    view = t.Unicode("answers").tag(sync=True)
    strings = t.Dict().tag(sync=True)
    place = t.Unicode().tag(sync=True)
    summary = t.Unicode().tag(sync=True)
    code = t.Unicode().tag(sync=True)
    notice = t.Unicode().tag(sync=True)
    status = t.Dict().tag(sync=True)
    limits = t.Dict().tag(sync=True)
    documents = t.Dict().tag(sync=True)

    def __init__(self, shared: Session | None = None) -> None:
        self._session = shared or session()
        strings = _strings(self._session.place)
        super().__init__(strings=strings, limits={"bytes": LARGEST_BYTES, "code": LONGEST})
        self.documents = plan_files.words()
        self._show({"state": "", "text": ""})
        self.on_msg(self._asked)
        self._session.observe(self._changed)

    def twins(self) -> Bundle:
        """Return what the panel is for, without a path or a code."""
        plain = _("Answers panel: where your answers are saved, and how to take them with you.")
        steps = [
            _("Every answer is saved at once in one file."),
            _('"Save to my computer" gives you a copy of that file.'),
            _('"Restore from a file" brings the answers back, also on another computer.'),
        ]
        return {
            PLAIN: plain,
            MARKDOWN: "\n".join([f"**{plain}**", "", *(f"- {step}" for step in steps)]),
            HTML: f"<p><strong>{plain}</strong></p><ul>{''.join(f'<li>{step}</li>' for step in steps)}</ul>",
            PANEL_MIME: {"panel": "answers"},
        }

    def _asked(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Answer a button of the page; whatever it sends, nothing is raised to the participant."""
        plan_files.answer(content, self._session.latest, self.send)
        match content:
            case {"do": "export"}:
                self.send({"file": FILE_NAME, "text": self._session.export_text()})
            case {"do": "restore", "text": str(text), "name": str(name)}:
                self._show(self._session.restore(text, name[:200], source=self))
            case {"do": "code", "code": str(code)}:
                self._show(self._session.choose_code(code, source=self))

    def _changed(self, change: Change) -> None:
        if change.source is not self:
            self._show(self.status)

    def _show(self, status: Status) -> None:
        known = self._session
        with self.hold_sync():
            self.place = known.place
            self.code = known.code
            self.summary = _summary(len(known.answers.answers))
            self.notice = not_saved(known.trouble)["text"] if known.trouble else known.notice
            self.status = status


def _summary(count: int) -> str:
    if not count:
        return _("No answer yet.")
    template = ngettext("Answers to {count} exercise.", "Answers to {count} exercises.", count)
    return template.format(count=count)


def _place(place: str) -> str:
    """Return where answers are, as a sentence; ``{place}`` stands where a path or address is shown."""
    if place == trainers_computer():
        return _(
            "Every answer is saved at once on the trainer's computer. To take a copy home, choose "
            '"Save to my computer": the file is then among your downloads.'
        )
    if place.startswith(DATABASE):
        return _("Every answer is saved at once in your school's database: {place}")
    if sys.platform == "emscripten":
        return _("Every answer is saved at once in this browser, on this computer: {place}")
    return _("Every answer is saved at once in this file: {place}")


def _public(place: str) -> str:
    """Return what to do before one leaves."""
    if place == trainers_computer():
        return _("After the course the answers here may be deleted: take a copy home before you leave.")
    if place.startswith(DATABASE):
        return _("Your answers are there when you log in again, from any computer.")
    if sys.platform == "emscripten":
        return _("Clearing this browser's data deletes your answers: save to your computer first.")
    return _("On a public server (Binder) everything is deleted when you leave: save to your computer first.")


def _strings(place: str) -> dict[str, str]:
    """Return the words of the panel and of the Plan's view."""
    return {
        "title": _("Your answers"),
        "place": _place(place),
        "nowhere": _("Your answers are kept in this page only. Save them to your computer before you leave."),
        "public": _public(place),
        "save": _("Save to my computer"),
        "saved": _("The file {file} is among your downloads."),
        "preparing": _("The file is being prepared …"),
        "restore": _("Restore from a file"),
        "choose": _("File with answers (my-answers.json)"),
        "replace": _(
            "Restoring replaces the answers here. The ones from before stay in a file of their own."
        ),
        "no_file": _("Choose a file first."),
        "too_large": _("This file is too large to be an answers file."),
        "unreadable": _("This file cannot be read."),
        "restoring": _("The file is being checked …"),
        "code": _("Participant code"),
        "code_help": _(
            "Any word or number that is not your name. Write it down: it joins your answers later."
        ),
        "use_code": _("Use this code"),
    }
