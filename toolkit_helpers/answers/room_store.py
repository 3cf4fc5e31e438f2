"""Answers on the trainer's computer, whose disk means nothing to a participant: none of its paths is told."""

from __future__ import annotations

import os

from ..errors import ToolkitError
from ..i18n import gettext as _
from .file_store import FileStore
from .model import AnswersFile


def trainers_computer() -> str:
    """Return what a participant calls the place of such a store."""
    return _("the trainer's computer")


class RoomStore(FileStore):
    """One participant's answers file among those of a room."""

    @property
    def place(self) -> str:
        """Where the file is, in words."""
        return trainers_computer()

    @property
    def notice(self) -> str:
        """What happened to the file, without its folder."""
        return self._notice

    @notice.setter
    def notice(self, text: str) -> None:
        self._notice = self._without_folder(text)

    @property
    def kept(self) -> str:
        """The file with what the last restored one replaced, without its folder."""
        return self._kept

    @kept.setter
    def kept(self, text: str) -> None:
        self._kept = self._without_folder(text)

    def _without_folder(self, text: str) -> str:
        return text.replace(f"{self.path.parent}{os.sep}", "")

    def _read(self) -> AnswersFile:
        try:
            return super()._read()
        except ToolkitError as error:
            raise type(error)(error.what, where=self.place, remedy=error.remedy) from error

    def _trouble(self, error: OSError) -> ToolkitError:
        return ToolkitError(
            super()._trouble(error).what,
            where=self.place,
            remedy=_(
                "Tell your facilitator; your answer stays in this page and is saved with the next change."
            ),
        )
