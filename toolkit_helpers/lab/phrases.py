"""What the auto-run extension says in the page, in the workbook's language."""

from __future__ import annotations

from ..i18n import gettext as _


def phrases() -> dict[str, str]:
    """Return the sentences of the bar above a chapter, by a speaking id."""
    return {
        "bar": _("Workbook"),
        "starting": _("The exercises appear in a few seconds."),
        "foreign": _(
            "Nothing has been run: this page holds code that did not come with the workbook. "
            "Run it only if you know who wrote it."
        ),
        "unknown": _(
            "Nothing has been run: the list of the workbook's own code could not be read. "
            "You can start this page yourself."
        ),
        "failed": _("A part of this page stopped. What it says stands at its place; you can start it again."),
        "restarted": _("The page starts again; your answers are safe."),
        "run": _("Run this page"),
        "show_code": _("Show code"),
        "saved": _("Each answer is saved at the moment you give it. There is nothing else to save."),
        "tools": _("Reading"),
        "chapters": _("Chapters"),
        "contents": _("On this page"),
        "no_contents": _("This page has no headings."),
        "progress": _("{done} of {all} core exercises answered"),
        "smaller": _("Smaller text"),
        "larger": _("Larger text"),
        "size": _("Text size: {size} %."),
        "previous": _("Previous"),
        "next": _("Next"),
        "differs": _("This page differs from the workbook's."),
        "restore": _("Restore the workbook's page"),
        "mine": _("my version"),
        "restored": _("The workbook's page is back. Your version is kept as {file}."),
        "not_restored": _("Nothing was changed: your version could not be kept first."),
    }
