"""Everything that one workshop needs, in one zip file with a page that says what is what."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Final

from .. import datasets
from ..answers.model import workbook_version
from ..errors import ToolkitError
from ..handouts import country_pages, making, slides
from ..handouts.document import Document, Paper
from ..handouts.making import Job, Progress
from ..i18n import gettext as _
from . import agenda, agenda_files
from .agenda import Agenda, Planned
from .documents import cards, forms, guide, key, whole
from .pack_index import Line, index

# From so many days on, the long forms of the test are worth their twenty minutes.
_DAYS_FOR_LONG_FORMS: Final = 3
_TEAM: Final = 5
_TEST: Final = "PT"
"""How the ids of the tests begin, which have sheets of their own."""
_LEVEL: Final = 6
_PAGE: Final = re.compile(rb"/Type */Page\b")
"""What each page of a PDF has, as Typst writes it."""


@dataclass(frozen=True)
class Need:
    """What a pack is for."""

    agenda: Agenda
    country: str | None = None
    participants: int = 24
    paper: Paper | None = None
    zone: str = ""

    @property
    def teams(self) -> int:
        """Teams of five, or nearly."""
        return ceil(self.participants / _TEAM)

    @property
    def tested(self) -> bool:
        """Whether the agenda has a test before or after."""
        return any(name.startswith(_TEST) for name in agenda.planned(self.agenda))

    @property
    def each(self) -> int | None:
        """Copies for all participants; online nobody prints for all."""
        return None if self.agenda.programme.online else self.participants

    @property
    def days(self) -> int:
        """Number of days or meetings."""
        return len({session.day for session in self.agenda.sessions})

    @property
    def long_forms(self) -> bool:
        """Whether there is time for forms A and B of the test."""
        meetings = self.agenda.programme.every_days > 1
        return self.days >= _DAYS_FOR_LONG_FORMS and not meetings


@dataclass(frozen=True)
class Piece:
    """One file of the pack: where it lies, what it is for, how many copies to print, as in ``Line``."""

    name: str
    what: str
    copies: int | None
    made: Job | bytes


def make_pack(need: Need, out: Path | str = Path("dist"), progress: Progress | None = None) -> Path:
    """Write the zip file of a workshop and return its path; the same need always gives the same bytes.

    Raises
    ------
    ToolkitError
        If a country is not known, a notebook has not been executed, or the folder cannot be written to.
    """
    iso3 = datasets.country(need.country).iso3 if need.country else ""
    pieces = list(_pieces(replace(need, country=iso3 or None)))
    jobs = [piece.made for piece in pieces if isinstance(piece.made, Job)]
    made = making.contents(jobs)
    files: list[bytes] = []
    for number, piece in enumerate(pieces, start=1):
        files.append(piece.made if isinstance(piece.made, bytes) else next(made))
        if progress:
            progress(number, len(pieces), piece.name)
    name = "-".join(filter(None, ("pack", need.agenda.programme.id, iso3)))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        lines = [
            Line(piece.name, piece.what, piece.copies, len(_PAGE.findall(content)))
            for piece, content in zip(pieces, files, strict=True)
        ]
        _add(archive, f"{name}/index.html", index(need.agenda, lines, need.participants, need.teams))
        for piece, content in zip(pieces, files, strict=True):
            _add(archive, f"{name}/{piece.name}", content)
    target = Path(out) / f"{name}.zip"
    making.write(target, packed.getvalue())
    return target


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file without the clock, so that the same pack is the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, compresslevel=_LEVEL)


def _pieces(need: Need) -> Iterator[Piece]:
    """Yield the files in the order in which a trainer needs them."""
    planned = agenda.planned(need.agenda)
    notebooks = making.notebooks(_chapters(need))
    yield from _agenda(need)
    yield from _for_trainers(need, notebooks, planned)
    yield from _for_participants(need, notebooks, planned)
    if need.tested:
        yield from _test(need)
    yield from _for_the_wall(need, notebooks, planned)


def _chapters(need: Need) -> list[int]:
    """Return the chapters of the agenda that exist, and the first page, where the team introduces itself."""
    known = {int(path.name[:2]) for path in making.notebooks(None)}
    return sorted(known & {0, *agenda.chapters(need.agenda)})


def _agenda(need: Need) -> Iterator[Piece]:
    dated = all(session.date for session in need.agenda.sessions)
    what = _("The agenda, for everybody")
    shown = _for_everybody(need.agenda)
    yield Piece("agenda/agenda.html", what, 0, agenda_files.file(shown, "html"))
    yield _printed(need, "agenda/agenda.pdf", what, need.each, agenda_files.document(shown))
    if dated:
        calendar = agenda_files.calendar(need.agenda, need.zone)
        yield Piece(
            "agenda/agenda.ics", _("The agenda for calendars: send it with the invitation"), 0, calendar
        )


def _for_everybody(told: Agenda) -> Agenda:
    """Return the agenda without what its trainer still has to decide; the page of the pack tells that."""
    sessions = tuple(replace(session, notes=()) for session in told.sessions)
    return replace(told, sessions=sessions, warnings=())


def _for_trainers(need: Need, notebooks: Sequence[Path], planned: Mapping[str, Planned]) -> Iterator[Piece]:
    found = guide.guide(notebooks, need.country, planned)
    yield _printed(
        need, "trainers/facilitators-guide.pdf", _("How to run each exercise, with the kit"), 1, found
    )
    found = key.answer_key(notebooks, need.country, planned, with_test=need.tested)
    what = _("Answers, those of the test included") if need.tested else _("Answers")
    yield _printed(need, "trainers/answer-key.pdf", what, 1, found)
    for path in notebooks:
        deck = slides.limited(slides.read(path, need.country), planned)
        name = f"trainers/slides/{path.stem}.slides.html"
        yield Piece(name, _("Slides, with notes (key N)"), 0, Job(name, deck, "html"))


def _for_participants(
    need: Need, notebooks: Sequence[Path], planned: Mapping[str, Planned]
) -> Iterator[Piece]:
    for path in notebooks:
        document = making.read(path, "participant", need.country)
        name = f"participants/{path.stem}.participant.html"
        what = _("The chapter as a page that works offline: for a memory stick or a telephone")
        yield Piece(name, what, 0, Job(name, document, "html"))
    on_paper = {name: how for name, how in planned.items() if not name.startswith(_TEST)}
    found = whole.worksheets(notebooks, on_paper)
    what = _("The exercises of this agenda, to write on")
    yield _printed(need, "participants/worksheets.pdf", what, need.each, found)
    if need.long_forms:
        found = whole.booklet(notebooks, need.country)
        what = _("All chapters to read at home")
        yield _printed(need, "participants/participant-booklet.pdf", what, need.each, found)
    if need.country:
        sheet = country_pages.sheet(need.country, workbook_version())
        what = _("The country on one leaf, for chapter 1 on paper")
        name = f"participants/country-sheet-{need.country}.pdf"
        yield _printed(need, name, what, need.each, sheet)


def _test(need: Need) -> Iterator[Piece]:
    wanted = ("A", "B") if need.long_forms else ("short",)
    for name, document in forms.forms():
        if name.rpartition("-")[2] in wanted:
            what = _("The test on paper, before and after; half of the group begins with A, half with B")
            if not need.long_forms:
                what = _("The test on paper, before and after")
            copies = need.each if need.long_forms or need.each is None else 2 * need.each
            yield _printed(need, f"test/{name}.pdf", what, copies, document)


def _for_the_wall(need: Need, notebooks: Sequence[Path], planned: Mapping[str, Planned]) -> Iterator[Piece]:
    if need.agenda.programme.online:
        pieces = [("wall/cards.pdf", cards.cards, _("Cards: send each player one of them in the chat"), 0)]
    else:
        pieces = [
            ("wall/posters.pdf", cards.posters, _("Large sheets, one of each for every team"), need.teams),
            ("wall/cards.pdf", cards.cards, _("Cards to cut out, one set for every team"), need.teams),
        ]
    for name, make, what, copies in pieces:
        try:
            document = make(notebooks, planned)
        except ToolkitError:
            continue  # these exercises have none
        yield _printed(need, name, what, copies, document)


def _printed(need: Need, name: str, what: str, copies: int | None, document: Document) -> Piece:
    if need.paper:
        document = replace(document, paper=need.paper)
    return Piece(name, what, copies, Job(name, document, "pdf"))
