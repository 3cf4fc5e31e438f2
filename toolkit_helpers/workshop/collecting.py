"""``workbook collect``: from answers files to a report on the group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ..errors import ToolkitError
from ..handouts import making
from ..i18n import gettext as _
from .cohort import Cohort, cohort, group_results
from .databases import read_database, without_secret
from .extracting import Extract
from .harvest import Harvest
from .releasing import Released, release
from .report_parts import sections
from .row_layout import Layout, layout
from .sources import Found, Read, Unread, is_address, read_files
from .teams import PlanFiles
from .workers import extracted

Format = Literal["html", "pdf", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = ("html", "pdf", "xlsx")
STEM: Final = "cohort-report"
EVERY: Final = 5000
"""Files between two words of progress."""


@dataclass(frozen=True)
class Collected:
    """What a run has made: the results, and the files with them."""

    told: Cohort
    files: tuple[Path, ...]
    released: Released | None = None
    """Where the results for the participants' charts were put, if this was wanted."""


def collect(
    sources: Sequence[str | Path],
    *,
    out: Path = Path("dist/report"),
    title: str = "",
    formats: Sequence[Format] = FORMATS,
    with_texts: bool = False,
    save: str | Path | None = None,
    say: Callable[[str], None] | None = None,
) -> Collected:
    """Read all answers at the sources and write the report.

    Parameters
    ----------
    sources
        Folders, answers files, zip files and addresses of databases.
    out
        Folder for the report, made if it is missing.
    with_texts
        Whether the words of exit tickets and closing forms are told, where five or more wrote any.
    save
        File, or address of a database, for the results that participants may see in their own explorations.
    say
        Told now and then how many files have been read.

    Raises ``ToolkitError`` if a source is missing, nothing at all is found, or a file cannot be written.
    """
    told = harvest(sources, with_texts=with_texts, say=say)
    made = []
    contents = _contents(formats, title or _("Report on a group"), told)
    for form in formats:
        target = out / f"{STEM}.{form}"
        making.write(target, contents[form])
        made.append(target)
    released = release(str(save), group_results(told)) if save else None
    return Collected(told, tuple(made), released)


def harvest(
    sources: Sequence[str | Path],
    *,
    with_texts: bool = False,
    say: Callable[[str], None] | None = None,
    order: Layout | None = None,
) -> Cohort:
    """Read all answers at the sources and return what may be told of them.

    Raises ``ToolkitError`` for a source that is missing, and where there is no answers file at all.
    """
    known = order or layout()
    gathered, plans = Harvest(known), PlanFiles(known)
    number = 0
    files = extracted(_read(sources), known, with_texts=with_texts)
    for number, (found, kept) in enumerate(files, start=1):
        gathered.add(kept)
        if isinstance(kept, Extract) and isinstance(found, Found | Unread):
            plans.add(kept, found)
        if say and number % EVERY == 0:
            say(_("{count} files read").format(count=number))
    if not number:
        raise ToolkitError(
            _("there is no answers file"),
            where=", ".join(without_secret(str(source)) for source in sources),
            remedy=_("Give the folder into which the files of the participants were put."),
        )
    return cohort(gathered, plans)


def _read(sources: Sequence[str | Path]) -> Iterator[Read]:
    for source in sources:
        if is_address(str(source)):
            yield from read_database(str(source))
        else:
            yield from read_files([source])


def _contents(formats: Sequence[Format], title: str, told: Cohort) -> dict[Format, bytes]:
    """Return the report in each format; Typst sets the PDF while Python makes the others."""
    parts = sections(told)
    contents: dict[Format, bytes] = {}
    with ThreadPoolExecutor(1) as typesetter:
        set_pdf = None
        if "pdf" in formats:
            from ..handouts import pdf
            from .report_document import document

            paper = document(title, parts, paper=True)
            set_pdf = typesetter.submit(pdf.set_project, *pdf.typst_source(paper), paper.title)
        if "html" in formats:
            from ..handouts import page
            from .report_document import document

            contents["html"] = page.render(document(title, parts)).encode("utf-8")
        if "xlsx" in formats:
            from .report_sheets import spreadsheet

            contents["xlsx"] = spreadsheet(title, parts)
        if set_pdf:
            contents["pdf"] = set_pdf.result()
    return contents
