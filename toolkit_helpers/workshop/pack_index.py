"""The page in front of a pack: what each file is for, and how often to print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import Template
from urllib.parse import quote

from ..answers.model import workbook_version
from ..exercises.paper_html import escape, table
from ..exercises.paper_page import whole_page
from ..handouts import wording
from ..i18n import gettext as _
from ..resources import package_folder
from .agenda import Agenda, clock, heading


@dataclass(frozen=True)
class Line:
    """One file: its path in the pack, what it is for, how often to print it."""

    name: str
    what: str
    copies: int | None
    """``None``: as many as there are who work on paper."""
    pages: int = 0
    """Pages of a PDF."""


def index(agenda: Agenda, lines: Sequence[Line], participants: int, teams: int) -> bytes:
    """Return the page."""
    templates = package_folder() / "handouts" / "templates"
    template = Template((templates / "index.html").read_text(encoding="utf-8"))
    for_whom = _("For {participants} participants in {teams} teams.").format(
        participants=participants, teams=teams
    )
    title = _("Pack for a workshop: {title}").format(title=agenda.programme.title)
    content = template.substitute(
        title=escape(title),
        series=escape(_("Digital Government Transformation Workbook")),
        version=escape(_("version {version}").format(version=workbook_version())),
        facts=f"<p>{escape(agenda.programme.about)}</p><p>{escape(for_whom)}</p>",
        body="\n".join(_body(agenda, lines)),
        closing="\n".join(f"<p>{escape(text)}</p>" for text in wording.closing()),
    )
    return whole_page(content, title=title, author=wording.author(), audience="trainers").encode("utf-8")


def _body(agenda: Agenda, lines: Sequence[Line]) -> Iterator[str]:
    keep = _("Keep the folder trainers to yourself: it holds answers.")
    if any(line.name.startswith("test/") for line in lines):
        keep = _(
            "Keep the folders trainers and test to yourself: they hold answers, and the same questions come "
            "again after the workshop."
        )
    yield f"<p><strong>{escape(keep)}</strong></p>"
    printed = sum(line.pages * (line.copies or 0) for line in lines)
    if printed:
        told = _(
            "All copies together have {count} printed pages; on both sides of the paper, half as many leaves."
        )
        yield f"<p>{escape(told.format(count=printed))}</p>"
    decide = (*agenda.warnings, *(note for session in agenda.sessions for note in session.notes))
    if decide:
        yield "<h2>" + escape(_("To decide before you print")) + "</h2>"
        yield "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in decide) + "</ul>"
    yield "<h2>" + escape(_("When")) + "</h2>"
    header = [escape(text) for text in (_("Session"), _("From"), _("To"), _("Work"))]
    rows = [
        [
            escape(heading(session)),
            escape(clock(session.starts)),
            escape(clock(session.ends)),
            escape(wording.duration(session.work)),
        ]
        for session in agenda.sessions
    ]
    yield table(header, rows, caption=escape(_("Sessions")))
    for folder, group in groupby(lines, key=lambda line: line.name.split("/")[0]):
        yield f"<h2>{escape(_folders().get(folder, folder))}</h2>"
        names = (_("File"), _("What it is for"), _("Pages"), _("Copies to print"))
        header = [escape(text) for text in names]
        caption = escape(_("Files in the folder {folder}").format(folder=folder))
        yield table(header, [_row(line) for line in group], caption=caption)


def _folders() -> dict[str, str]:
    return {
        "agenda": _("Agenda"),
        "trainers": _("For trainers only"),
        "participants": _("For participants"),
        "test": _("Test sheets"),
        "wall": _("For the wall and the tables"),
    }


def _row(line: Line) -> list[str]:
    link = f'<a href="{escape(quote(line.name))}">{escape(line.name.partition("/")[2])}</a>'
    if line.copies is None:
        copies = _("one for each who works on paper")
    else:
        copies = str(line.copies) if line.copies else _("none: for screens")
    return [link, escape(line.what), str(line.pages) if line.pages else "–", escape(copies)]
