"""``workbook lms``: question files for a school's learning platform."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ...authoring.house import House, number
from ...authoring.notebook_file import read_notebook
from ...errors import ToolkitError
from ...handouts.making import write
from ...i18n import gettext as _
from ...plan import all_exercises
from . import gift, moodle, qti
from .question import LeftOut, Otherwise, Question, Remark, Written
from .selection import of_chapters, of_test

Format = Literal["moodle", "gift", "qti"]
TestForm = Literal["A", "B", "short", "all"]
WRITERS: Final[dict[Format, Callable[[list[Question]], Written]]] = {
    "moodle": moodle.write,
    "gift": gift.write,
    "qti": qti.write,
}


@dataclass(frozen=True)
class Exported:
    """The questions, the list of what is otherwise, how many questions there are, and what is on the list."""

    file: Path
    listing: Path
    questions: int
    notes: tuple[Remark, ...]

    @property
    def left_out(self) -> int:
        """Number of questions that are not in the file."""
        return sum(isinstance(note, LeftOut) for note in self.notes)


def export(
    format: Format,  # noqa: A002 - the option's name
    chapters: Collection[int] = (),
    *,
    test: TestForm | None = None,
    out: Path = Path("dist"),
) -> Exported:
    """Write the machine-scored questions of chapters and, if a form is named, of the test.

    Two files are written: the questions, and a list in words of what the format carries otherwise or not
    at all.  Without chapters and without a test, all chapters are exported; with a test alone, only the test.

    Raises ``ToolkitError`` for a chapter that does not exist and for a folder that cannot be written to.
    """
    titles = chapter_titles()
    wanted = sorted(set(chapters)) or ([] if test else sorted(titles))
    for chapter in wanted:
        if chapter not in titles:
            raise ToolkitError(
                _("there is no chapter {chapter}").format(chapter=chapter),
                remedy=_("The chapters are {numbers}.").format(numbers=", ".join(map(str, sorted(titles)))),
            )
    questions, left_out = of_chapters(titles, (one for one in all_exercises() if one.chapter in wanted))
    if test:
        questions += of_test(None if test == "all" else test)
    written = WRITERS[format](questions)
    parts = ["questions", *(f"{chapter:02d}" for chapter in chapters), *([f"test-{test}"] if test else [])]
    name = f"{'-'.join(parts)}.{format}"
    exported = Exported(
        out / f"{name}{written.suffix}",
        out / f"{name}.differences.txt",
        len(questions) - sum(isinstance(note, LeftOut) for note in written.notes),
        (*left_out, *written.notes),
    )
    write(exported.file, written.content)
    write(exported.listing, _listing(exported).encode("utf-8"))
    return exported


def chapter_titles() -> dict[int, str]:
    """Return the titles of all chapters by number, as their notebooks tell them."""
    house = House()
    return {
        number(path): str(read_notebook(path, house.name(path))["metadata"]["toolkit"]["title"])
        for path in house.notebook_paths()
    }


def _listing(exported: Exported) -> str:
    lines = [counted(exported)]
    for kind, heading in (
        (LeftOut, _("Not in the file:")),
        (Otherwise, _("In the file, with a difference:")),
    ):
        told = [f"{note.id}: {note.why}" for note in exported.notes if isinstance(note, kind)]
        if told:
            lines += ["", heading, "", *told]
    return "\n".join(lines) + "\n"


def counted(exported: Exported) -> str:
    """Return how many questions there are and are not, in words."""
    if not exported.left_out:
        return _("{count} questions are in the file.").format(count=exported.questions)
    told = _("{count} questions are in the file; {left} are not.")
    return told.format(count=exported.questions, left=exported.left_out)
