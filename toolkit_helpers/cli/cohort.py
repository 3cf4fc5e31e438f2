"""Commands about a group's answers: the report on them, and their removal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..i18n import gettext as _

if TYPE_CHECKING:
    from ..workshop.forgetting import Removed
    from ..workshop.releasing import Released

MOST_SAID = 20
NOTHING = 1


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
    help=_(
        "Also tell what was written on exit tickets and closing forms, without codes, where five or "
        "more wrote."
    ),
)
@click.option(
    "--save",
    metavar="FILE|DATABASE",
    help=_(
        "Also pass the group's results on to the participants' charts D2.3 and D10.3: into a file, or into "
        "the database of a hub."
    ),
)
def collect_command(
    sources: tuple[str, ...],
    out: Path,
    title: str,
    formats: tuple[str, ...],
    with_texts: bool,
    save: str | None,
) -> None:
    """Read all answers in folders, zip files and databases, and report on the group.

    Nothing is told of fewer than five persons.  A file that cannot be used is named with the reason, and the
    others are used.  For the participants' charts, save the results as group-results.json beside their
    answers; on a hub, save them into its database.
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
    if done.released:
        _say_released(done.released)


def _say_released(released: Released) -> None:
    from ..workshop.suppression import FEWEST

    click.echo(_("Results for the participants' charts: {place}").format(place=released.place))
    if released.unchanged:
        text = _(
            "Left as released before: {charts}. Fewer than {fewest} persons or teams have come or gone "
            "since, and the difference would tell of them."
        )
        click.echo(text.format(charts=", ".join(released.unchanged), fewest=FEWEST), err=True)


@click.command("forget", short_help=_("Remove a participant's answers."))
@click.argument("code")
@click.argument("sources", metavar="FOLDER|FILE|DATABASE…", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help=_("Do not ask first."))
@click.pass_context
def forget_command(context: click.Context, code: str, sources: tuple[str, ...], yes: bool) -> None:
    """Remove the answers of a participant CODE wherever they lie in folders, zip files and databases.

    Backups and copies that the workbook has set aside go, too.  A report that was made before tells nobody's
    answers, but names codes on its wall of Plans: make it anew.
    """
    from ..workshop import forgetting
    from ..workshop.sources import shown_name

    traces = forgetting.find(code, sources)
    for name in forgetting.names(traces.files):
        click.echo(_("Found: {file}").format(file=name))
    for archive, members in traces.members.items():
        for member in members:
            click.echo(_("Found: {file} in {archive}").format(file=shown_name(member), archive=archive))
    for name in forgetting.names(traces.others):
        click.echo(_("Kept, because it carries another code; look at it: {file}").format(file=name))
    if not traces.found and not traces.databases:
        click.echo(_("Nothing was found for this code."), err=True)
        context.exit(NOTHING)
    if not yes:
        click.confirm(_("Remove all of this for good?"), abort=True)
    _say_removed(context, forgetting.remove(traces))


def _say_removed(context: click.Context, done: Removed) -> None:
    members = sum(map(len, done.members.values()))
    text = _("Removed: {files} files, {members} files inside zips, {rows} participants in databases.")
    click.echo(text.format(files=len(done.files), members=members, rows=done.rows))
    click.echo(_("Copies elsewhere, on sticks, in mails or in a computer's backup, are out of reach."))
    for path, reason in done.failed:
        click.echo(_("Not removed: {file}: {reason}").format(file=path, reason=reason), err=True)
    if done.failed:
        context.exit(2)
    if not (done.files or members or done.rows):
        context.exit(NOTHING)
