"""What a notebook's one-line cells call: ``ch = chapter(3)``, then ``ch.exercise("EX3.4")``.

A cell never ends in a traceback that a participant must read: what a person can put right is shown as one
plain sentence.  Programs use the library's parts directly and get ``ToolkitError``.
"""

from __future__ import annotations

from collections.abc import Callable
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

            return ExerciseWidget(bank.exercise(_as_written(exercise_id)))

        return _shown(build)

    def explore(self, exploration_id: str) -> Any:
        """Show a chart, such as ``"D1.1"``, for the team's country."""

        def build() -> Any:
            from .widgets.explored import explored

            return explored(_as_written(exploration_id))

        return _shown(build)

    def plan(self) -> Any:
        """Show the sections of the Plan that this chapter writes, as far as they are filled in."""

        def build() -> Any:
            from .widgets.plan_view import PlanView

            return PlanView(self.number)

        return _shown(build)

    def glossary(self) -> Any:
        """Show the terms that this chapter uses, with their definitions."""

        def build() -> Any:
            from .widgets.glossary_view import GlossaryView

            return GlossaryView(self.number)

        return _shown(build)


def chapter(number: int) -> Chapter:
    """Return a chapter by its number, 0 for the first notebook to 10."""
    return Chapter(number)


def _shown(build: Callable[[], Any]) -> Any:
    try:
        return build()
    except ToolkitError as error:
        return Notice(error)


def _as_written(name: object) -> str:
    """Return a name without what a hurried author may add: spaces and small letters."""
    return str(name).strip().upper()
