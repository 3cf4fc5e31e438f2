"""``workbook plan``: from an answers file to the files of the team's Plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

from ... import plan as plans
from ...answers import AnswersFile, open_store, read_text
from ...answers.model import LARGEST_BYTES
from ...errors import ToolkitError
from ...i18n import gettext as _
from ...plan_document import PlanDocument, csv_archive, document, file_stem, page
from ...resources import data_folder
from ..making import write

Format = Literal["html", "pdf", "docx", "xlsx", "csv", "summary"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_ENDINGS: Final[dict[Format, str]] = {
    "html": ".html",
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "csv": "-csv.zip",
    "summary": "-summary.pdf",
}
_NAME: Final = "my-answers.json"


def make(
    answers: AnswersFile,
    formats: Sequence[Format] = ("html",),
    *,
    private: bool = False,
    example: bool = False,
    out: Path | str = Path("dist"),
    progress: Callable[[Path], None] = lambda _path: None,
) -> list[Path]:
    """Write a team's Plan and return the paths of its files, in the order of ``formats``.

    Parameters
    ----------
    formats
        ``html``, ``pdf``, ``docx`` and ``summary`` are documents, ``xlsx`` and ``csv`` the tables alone.
    private
        Keep what the team marked as private, and say so on each page.
    example
        Say on each page that team and figures are fictitious.
    out
        Folder for the files, made if it is missing.

    Raises ``ToolkitError`` for an unknown format and for a file that cannot be made or written.
    """
    for form in formats:
        if form not in FORMATS:
            raise ToolkitError(
                _("{name!r} is not known").format(name=form),
                remedy=_("Choose from {names}.").format(names=", ".join(FORMATS)),
            )
    told = document(answers, private=private, example=example)
    made = []
    for form in dict.fromkeys(formats):
        path = Path(out) / f"{file_stem(told)}{_ENDINGS[form]}"
        write(path, content(answers, told, form))
        made.append(path)
        progress(path)
    return made


def content(answers: AnswersFile, told: PlanDocument, form: Format) -> bytes:
    """Return one file of the Plan; what a format needs is loaded when it is asked for."""
    if form == "html":
        return page(told).encode("utf-8")
    if form in {"pdf", "summary"}:
        from . import pdf

        return pdf.render(told, summary_only=form == "summary")
    if form == "docx":
        from . import word

        return word.render(told)
    plan = plans.assemble(answers)
    if form == "csv":
        return csv_archive(plan, private=told.private)
    from .spreadsheet import spreadsheet

    return spreadsheet(plan, told.mark, private=told.private)


def read(place: Path | None = None) -> AnswersFile:
    """Return the answers of a file, of the file in a folder, or, without a place, the team's own.

    Raises ``ToolkitError`` if there is none or if it is not an answers file of the workbook.
    """
    if place is None:
        return _own()
    path = place / _NAME if place.is_dir() else place
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ToolkitError(
                _("the file is too large to be an answers file"),
                where=str(path),
                remedy=_("Choose a file that was saved from the workbook, such as my-answers.json."),
            )
        text = path.read_bytes()
    except OSError as error:
        raise ToolkitError(
            _("there is no answers file here, or it may not be read"),
            where=str(path),
            remedy=_("Give the path of a file that was saved from the workbook, such as my-answers.json."),
        ) from error
    return read_text(text, str(path))


def _own() -> AnswersFile:
    store = open_store()
    answers = store.load()
    if not answers.answers:
        raise ToolkitError(
            _("there are no answers yet"),
            where=store.place,
            remedy=_("Name an answers file, or add --example to see the Plan of an invented team."),
        )
    return answers


def example() -> AnswersFile:
    """Return the answers of the demonstration team, the fictitious Province of Nandara."""
    return read(data_folder() / "demonstration" / "answers.json")
