"""Commands about a group's answers: the report on them, and their removal."""

from __future__ import annotations

from pathlib import Path

import click

from ..i18n import gettext as _

MOST_SAID = 20


@click.command("collect", short_help=_("Report on what a group learned."))
@click.argument("sources", metavar="FOLDER|FILE|DATABASE…", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist/report"),
    show_default=True,
    help=_("The folder for the report."),
)
@click.option("--title", default="", help=_("A title for the report, such as the workshop's name and date."))
@click.option(
    "--to",
    "formats",
    type=click.Choice(["html", "pdf", "xlsx"]),
    multiple=True,
    help=_("Which files.  Can be given several times.  Default: all three."),
)
@click.option(
    "--with-texts",
    is_flag=True,
    help=_("Also tell what was written on exit tickets, without codes, where five or more wrote."),
)
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("Also save the group's results for the participants' charts D2.3 and D10.3."),
)
def collect_command(
    sources: tuple[str, ...],
    out: Path,
    title: str,
    formats: tuple[str, ...],
    with_texts: bool,
    save: Path | None,
) -> None:
    """Read all answers in folders, zip files and databases, and report on the group.

    Nothing is told of fewer than five persons.  A file that cannot be used is named with the reason, and the
    others are used.  For the participants' charts, save the results as group-results.json beside their
    answers.
    """
    from ..workshop.collecting import FORMATS, collect

    done = collect(
        sources,
        out=out,
        title=title,
        formats=formats or FORMATS,  # type: ignore[arg-type]
        with_texts=with_texts,
        save=save,
        say=click.echo,
    )
    handed = done.told.handed
    for file in handed.passed_over[:MOST_SAID]:
        click.echo(_("Not used: {file}: {reason}").format(file=file.name, reason=file.reason), err=True)
    others = sum(handed.reasons.values()) - MOST_SAID
    if others > 0:
        click.echo(_("Not used: {count} more; the report says why.").format(count=others), err=True)
    click.echo(
        _("{persons} participant codes in {files} answers files.").format(
            persons=handed.persons, files=handed.files
        )
    )
    for path in done.files:
        click.echo(_("Written: {file}").format(file=path))
