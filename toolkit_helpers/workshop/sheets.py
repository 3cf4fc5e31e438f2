"""Country sheets for a whole workshop: one file for each country, many at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from .. import datasets
from ..answers.model import workbook_version
from ..errors import ToolkitError
from ..handouts import country_pages
from ..handouts.making import Format, Progress, render, write
from ..i18n import gettext as _

# A second process costs a second to start, which is the time of some sheets.
_WORTH_A_SECOND_PROCESS: Final = 12
_PROCESSES: Final = 2
_AT_A_TIME: Final = 4

Job = tuple[str, Format, Path]


def make_sheets(
    countries: Sequence[str] | None,
    *,
    formats: Sequence[Format] = ("pdf",),
    out: Path | str = Path("dist"),
    progress: Progress | None = None,
) -> list[Path]:
    """Write the sheet of each country and return the paths, in the order of countries and formats.

    Parameters
    ----------
    countries
        Codes or names; all Member States of the United Nations if ``None``.
    out
        Folder for the files, made if it is missing.

    Raises
    ------
    ToolkitError
        If no country is named, one is not known, or the folder cannot be written to.
    """
    codes = list(dict.fromkeys(_codes(countries)))
    jobs = [
        (code, form, Path(out) / f"country-sheet-{code}.{form}")
        for code in codes
        for form in dict.fromkeys(formats)
    ]
    made = []
    for number, path in enumerate(_done(jobs), start=1):
        made.append(path)
        if progress:
            progress(number, len(jobs), path.name)
    return made


def _codes(countries: Sequence[str] | None) -> Iterator[str]:
    if countries is None:
        yield from (country.iso3 for country in datasets.countries())
        return
    if not countries:
        raise ToolkitError(_("no country is named"), remedy=_("Name some, such as RWA KEN, or write --all."))
    for query in countries:
        yield datasets.country(query).iso3


def _done(jobs: Sequence[Job]) -> Iterator[Path]:
    """Do the jobs in order, in two processes where that pays."""
    processes = min(_PROCESSES, os.cpu_count() or 1)
    if len(jobs) < _WORTH_A_SECOND_PROCESS or processes == 1:
        yield from map(_do, jobs)
        return
    # Fresh processes behave alike on every operating system.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_do, jobs, chunksize=_AT_A_TIME)


def _do(job: Job) -> Path:
    code, form, target = job
    write(target, render(country_pages.sheet(code, workbook_version()), form))
    return target
