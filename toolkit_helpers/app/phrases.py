"""What the pages of the app say around a chapter, in the workbook's language."""

from __future__ import annotations

from ..i18n import gettext as _
from ..i18n import ngettext


def page() -> dict[str, str]:
    """Return the sentences of a chapter's page, by a speaking name."""
    return {
        "workbook": _("Digital Government Transformation Workbook"),
        "skip": _("Skip to the text"),
        "chapters": _("Chapters"),
        "previous": _("Previous: {label}"),
        "next": _("Next: {label}"),
        "between": _("Other chapters"),
        "code": _("Your code: {code}"),
        "leave": _("Use another code"),
        "starting": _(
            "The text can be read already. The exercises appear in a few seconds; "
            "when many open a page at once, it takes longer."
        ),
        "ready": _("The exercises are ready. Each answer is saved at the moment you give it."),
        "coming": _("This exercise appears in a few seconds."),
        "noscript": _(
            "The exercises need JavaScript, which is switched off in this browser. The text "
            "can be read without; "
            "ask the facilitator for the paper version of the exercises."
        ),
        "failed": _("A part of this page could not be shown. Load the page again; your answers are safe."),
    }


def script() -> dict[str, str]:
    """Return the sentences that the page's own script says."""
    return {
        "ready": page()["ready"],
        "retrying": _("This page could not be made. It tries again by itself in {seconds} seconds."),
        "gave_up": _(
            "This page could not be made, although it was tried several times. Your answers are safe."
        ),
        "slow": _("The exercises have not appeared yet. You can wait, or load the page again."),
        "lost": _(
            "This page has lost its connection to the exercises. Your answers are saved. "
            "Load the page again to go on."
        ),
        "lost_unsaved": _(
            "This page has lost its connection to the exercises. Your last answer is still in this page; "
            "please do not close it. It is saved as soon as the workbook answers again."
        ),
        "offline": _(
            "The workbook does not answer at the moment. You can go on reading; your answers "
            "stay in this page and "
            "are saved as soon as it answers again. Please do not close the page."
        ),
        "failed": page()["failed"],
        "load": _("Load the page again"),
    }


def entry() -> dict[str, str]:
    """Return the sentences of the page on which a participant chooses a code."""
    return {
        "title": _("Welcome to the workbook"),
        "lead": _(
            "Your answers are kept under a code. Nobody is asked for a name: please choose "
            "no code that shows who "
            "you are."
        ),
        "new": _("I am new here"),
        "new_help": _("This code was made for you. You can change it. Write it down: with it you come back."),
        "back": _("I have a code already"),
        "back_help": _("Type it as you wrote it down; spaces and capital letters do not matter."),
        "code": _("Participant code"),
        "start": _("Start with this code"),
        "resume": _("Go on with my answers"),
        "taken": _("Somebody uses the code {code} already. If it is yours, choose “I have a code already”."),
        "unknown": _(
            "There are no answers under the code {code}. Look at its letters and numbers, or start anew."
        ),
        "closed": _("This address is for one person"),
        "closed_help": _("Open the workbook with the full address that the command showed, with its key."),
    }


def wait(seconds: int) -> str:
    """Return the sentence for whoever comes when very many codes were tried a moment ago."""
    return ngettext(
        "Very many codes have been tried here in a short time. Please wait {seconds} second, then press the "
        "button again. Your answers are safe.",
        "Very many codes have been tried here in a short time. Please wait {seconds} seconds, then press the "
        "button again. Your answers are safe.",
        seconds,
    ).format(seconds=seconds)


def trouble() -> dict[str, str]:
    """Return the sentences of the pages that stand for a chapter which cannot be shown."""
    return {
        "busy_title": _("One moment, please"),
        "busy": _(
            "This page could not be made. It tries again by itself in a few seconds. Your answers are safe."
        ),
        "missing_title": _("There is no such page"),
        "missing": _("The address may be mistyped."),
        "foreign_title": _("This chapter was not opened"),
        "foreign": _(
            "Its file holds code that did not come with the workbook, and a page runs its "
            "code when it opens. "
            "Ask whoever runs the workbook to put the chapter back as it came."
        ),
        "first": _("To the first chapter"),
        "load": _("Load the page again"),
    }
