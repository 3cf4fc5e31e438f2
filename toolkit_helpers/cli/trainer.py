"""Commands for whoever trains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..i18n import gettext as _
from .arguments import chapters_argument, out_option, programme_options

if TYPE_CHECKING:
    from ..workshop.agenda import Agenda


def _tell_progress(number: int, count: int, name: str) -> None:
    click.echo(_("{number} of {count}: {name}").format(number=number, count=count, name=name))


@click.command("handouts", short_help=_("Make everything that a workshop prints."))
@chapters_argument
@click.option(
    "--for",
    "audiences",
    type=click.Choice(
        [
            *("participant", "facilitator", "slides", "guide", "key", "test"),
            *("booklet", "worksheets", "cards", "posters"),
        ]
    ),
    multiple=True,
    help=_(
        "What to make: handouts for participants or facilitators, or slides, chapter by chapter; the "
        "facilitator's guide, the answer key, the sheets of the test, the booklet, worksheets, cards or "
        "posters, each for all chapters together.  Can be given several times.  Default: participant and "
        "facilitator."
    ),
)
@click.option(
    "--to",
    "formats",
    type=click.Choice(["html", "pdf"]),
    multiple=True,
    help=_(
        "Which files.  Can be given twice.  Default: both for participants, pages for slides, PDF for all "
        "others."
    ),
)
@click.option(
    "--whole",
    is_flag=True,
    help=_("Make one page of all chapters to work in, with one Plan; nothing else unless --for asks."),
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "letter"]),
    help=_("Paper of PDFs.  Default: A4, A3 for posters."),
)
@click.option(
    "--with-test", is_flag=True, help=_("Put the right answers of the pre-test and post-test into the key.")
)
@click.option("--country", help=_("Draw the charts for this country: a name or a code."))
@out_option
def handouts_command(
    chapters: tuple[int, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    whole: bool,
    paper: str | None,
    with_test: bool,
    country: str | None,
    out: Path,
) -> None:
    """Make handouts and everything else that a workshop prints; without a number, for all chapters."""
    from ..workshop.documents import make

    make(
        chapters or None,
        audiences=(*audiences, "whole") if whole else audiences or ("participant", "facilitator"),
        formats=formats or None,  # type: ignore[arg-type]
        country=country,
        paper=paper,  # type: ignore[arg-type]
        with_test=with_test,
        out=out,
        progress=_tell_progress,
    )
    click.echo(_("The files are in {folder}.").format(folder=out))


def _timed(programme: str, exercises: str, start: str | None, dates: Sequence[datetime]) -> Agenda:
    from ..authoring import agendas
    from ..workshop import agenda
    from ..workshop.agenda_changes import changed

    planned = changed(agendas.programme(programme), exercises)
    return agenda.timed(planned, start=start, dates=[moment.date() for moment in dates])


@click.command("agenda", short_help=_("Plan the day: a timed agenda."))
@click.argument("programme", metavar="AGENDA")
@programme_options
@click.option(
    "--to",
    "formats",
    type=click.Choice(["html", "pdf", "ics"]),
    multiple=True,
    help=_("Which files to write.  Can be given several times.  Default: none, the agenda is shown here."),
)
@out_option
def agenda_command(
    programme: str,
    start: str | None,
    dates: tuple[datetime, ...],
    exercises: str,
    formats: tuple[str, ...],
    zone: str,
    out: Path,
) -> None:
    """Plan the day.  AGENDA is half-day, one-day, three-days, five-days, trainers, webinar or launch."""
    from ..handouts.making import write
    from ..workshop import agenda, agenda_files

    timed = _timed(programme, exercises, start, dates)
    if not formats:
        for line in agenda.lines(timed):
            click.echo(line)
        return
    for warning in timed.warnings:
        click.echo(warning, err=True)
    for form in dict.fromkeys(formats):
        target = out / f"agenda-{timed.programme.id}.{form}"
        write(target, agenda_files.file(timed, form, zone))  # type: ignore[arg-type]
        click.echo(_("Written: {file}").format(file=target))


@click.command("lms", short_help=_("Make question files for Moodle and other platforms."))
@chapters_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["moodle", "gift", "qti"]),
    default="moodle",
    show_default=True,
    help=_("Moodle XML carries most; GIFT and QTI 2.1 are read by many other platforms."),
)
@click.option(
    "--test",
    type=click.Choice(["A", "B", "short", "all"]),
    help=_("Add this form of the test, with its right answers; without a chapter, only the test."),
)
@out_option
def lms_command(chapters: tuple[int, ...], form: str, test: str | None, out: Path) -> None:
    """Make question files for a learning platform; without a number, of all chapters.

    What the format carries otherwise, or not at all, is listed in a second file.
    """
    from ..workshop import lms

    exported = lms.export(form, chapters, test=test, out=out)  # type: ignore[arg-type]
    click.echo(_("Written: {file}").format(file=exported.file))
    click.echo(lms.counted(exported))
    if exported.notes:
        click.echo(_("What is different, and why: {file}").format(file=exported.listing))


@click.command("sheets", short_help=_("Print country sheets for rooms without a network."))
@click.argument("countries", metavar="[COUNTRY]…", nargs=-1)
@click.option("--all", "everyone", is_flag=True, help=_("All Member States of the United Nations."))
@click.option(
    "--to",
    "formats",
    type=click.Choice(["pdf", "html"]),
    multiple=True,
    help=_("Which files.  Can be given twice.  Default: PDF."),
)
@out_option
def sheets_command(countries: tuple[str, ...], everyone: bool, formats: tuple[str, ...], out: Path) -> None:
    """Print the two-page sheet of each COUNTRY, by code or name, for chapter 1 on paper."""
    from ..workshop.sheets import make_sheets

    make_sheets(
        None if everyone else countries,
        formats=formats or ("pdf",),  # type: ignore[arg-type]
        out=out,
        progress=_tell_progress,
    )
    click.echo(_("The files are in {folder}.").format(folder=out))


@click.command("pack", short_help=_("Pack everything that a workshop needs into one file."))
@click.argument("programme", metavar="AGENDA")
@click.option("--country", help=_("Draw charts and print the sheet for this country: a name or a code."))
@programme_options
@click.option(
    "--participants",
    type=click.IntRange(1, 500),
    default=24,
    show_default=True,
    help=_("How many people come: the page of the pack tells how many copies to print."),
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "letter"]),
    help=_("Paper of PDFs.  Default: A4, A3 for posters."),
)
@out_option
def pack_command(
    programme: str,
    country: str | None,
    start: str | None,
    dates: tuple[datetime, ...],
    zone: str,
    exercises: str,
    participants: int,
    paper: str | None,
    out: Path,
) -> None:
    """Pack everything that a workshop needs.  AGENDA is one of those of 'workbook agenda'."""
    from ..workshop import pack

    timed = _timed(programme, exercises, start, dates)
    for warning in timed.warnings:
        click.echo(warning, err=True)

    need = pack.Need(timed, country, participants, paper, zone)  # type: ignore[arg-type]
    made = pack.make_pack(need, out, _tell_progress)
    click.echo(_("Written: {file}").format(file=made))
