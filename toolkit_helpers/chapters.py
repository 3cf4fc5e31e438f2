"""What a notebook's one-line cells call: ``ch = chapter(3)``, then ``ch.exercise("EX3.4")``.

A cell never ends in a traceback that a participant must read: what a person can put right is shown as one
plain sentence.  Programs use the library's parts directly and get ``ToolkitError``.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from html import escape
from typing import Any

from .errors import ToolkitError
from .i18n import gettext as _


class Notice:
    """One sentence that stands where an exercise or a chart would be."""

    def __init__(self, error: ToolkitError) -> None:
        self.error = error

    def __repr__(self) -> str:
        return str(self.error)

    def _repr_markdown_(self) -> str:
        return f"> {self}"

    def _repr_html_(self) -> str:
        style = "border-inline-start:0.3rem solid #8f1d14;padding:0.4rem 0.8rem"
        return f'<p role="note" style="{style}">{escape(str(self))}</p>'


class Chapter:
    """One chapter of the workbook, as its notebook uses it.

    Every method returns something to show: the live widget with its printed twins, or a notice in one
    sentence if, say, an exercise's name is mistyped.
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def __repr__(self) -> str:
        return _("Chapter {number}").format(number=self.number)

    def panel(self) -> Any:
        """Show where answers are saved, with the buttons to take them along and bring them back."""
        from .widgets.panel import AnswersPanel

        return _shown(AnswersPanel)

    def exercise(self, exercise_id: str) -> Any:
        """Show an exercise, such as ``"EX1.2"``, with the answer that was given before."""

        def build() -> Any:
            from .exercises import bank
            from .widgets.exercise import ExerciseWidget

            return ExerciseWidget(bank.exercise(self._known(exercise_id, self._exercise_ids())))

        return _shown(build)

    def explore(self, exploration_id: str) -> Any:
        """Show a chart, such as ``"D1.1"``, for the team's country."""

        def build() -> Any:
            from .figures import explorations
            from .widgets.exploration import ExplorationWidget

            return ExplorationWidget(self._known(exploration_id, list(explorations.IDS)))

        return _shown(build)

    def plan(self) -> Any:
        """Show the sections of the Plan that this chapter writes, as far as they are filled in."""

        def build() -> Any:
            from .widgets.plan_view import PlanView

            return PlanView(self.number)

        return _shown(build)

    def _exercise_ids(self) -> list[str]:
        from .exercises import bank

        return [exercise.id for exercise in bank.load(self.number).exercises]

    def _known(self, name: object, names: list[str]) -> str:
        """Return a name as the workbook writes it; one that nobody knows goes on to the library's error."""
        told = str(name).strip()
        for known in names:
            if known.casefold() == told.casefold():
                return known
        near = get_close_matches(told.upper(), names, n=3, cutoff=0.5)
        raise ToolkitError(
            _("there is no {name} in chapter {number}").format(name=repr(told), number=self.number),
            remedy=_("Did you mean {names}?").format(names=_(" or ").join(near))
            if near
            else _("There are {names}.").format(names=", ".join(names)),
        )


def chapter(number: int) -> Chapter:
    """Return a chapter by its number, 0 for the first notebook to 10."""
    return Chapter(number)


def _shown(build: Callable[[], Any]) -> Any:
    try:
        return build()
    except ToolkitError as error:
        return Notice(error)
