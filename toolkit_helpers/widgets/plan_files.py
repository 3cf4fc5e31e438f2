"""The team's Plan as files for the notebook's button: a page made here, PDF and Word by the command line.

The page needs nothing but this library.  PDF and Word need libraries that a kernel shall not load; where they
are installed, a short-lived process makes the file, and the kernel stays small.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, get_args

from ..answers import AnswersFile, write_text
from ..errors import ToolkitError
from ..i18n import gettext as _

Format = Literal["html", "pdf", "docx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_NEEDS: Final[Mapping[Format, tuple[str, ...]]] = {
    "html": (),
    "pdf": ("typst", "matplotlib", "click"),
    "docx": ("pypandoc", "matplotlib", "click"),
}
"""What the command line needs for a format, by the names of modules."""
_TYPES: Final[Mapping[Format, str]] = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SECONDS: Final = 120


@dataclass(frozen=True)
class PlanFile:
    """A file to offer for download."""

    name: str
    type: str
    content: bytes


def offered() -> tuple[Format, ...]:
    """Return the formats that can be made here; nothing is loaded to find out."""
    if sys.platform == "emscripten":  # in the browser no other process can be started
        return ("html",)
    return _installed()


@cache
def _installed() -> tuple[Format, ...]:
    return tuple(form for form in FORMATS if all(find_spec(name) for name in _NEEDS[form]))


def make(answers: AnswersFile, form: Format, *, private: bool = False) -> PlanFile:
    """Return the Plan in one format.

    ``private`` keeps what the team marked as private.  Raises ``ToolkitError`` if the file cannot be made.
    """
    if form not in offered():
        raise ToolkitError(
            _("this format cannot be made here"), remedy=_("Choose the web page, which prints well, too.")
        )
    if form == "html":
        from ..plan_document import document, file_stem, page

        told = document(answers, private=private)
        return PlanFile(f"{file_stem(told)}.html", _TYPES[form], page(told).encode("utf-8"))
    return _by_command(answers, form, private=private)


def _by_command(answers: AnswersFile, form: Format, *, private: bool) -> PlanFile:
    with tempfile.TemporaryDirectory(prefix="plan-") as name:
        folder = Path(name)
        source = folder / "answers.json"
        source.write_text(write_text(answers), encoding="utf-8")
        edition = "--team" if private else "--public"
        command = [sys.executable, "-m", "toolkit_helpers", "plan", str(source), edition, "--to", form]
        try:
            done = subprocess.run(  # noqa: S603
                [*command, "--out", str(folder / "out")],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _trouble(type(error).__name__) from error
        made = next((folder / "out").glob(f"*.{form}"), None) if done.returncode == 0 else None
        if made is None:
            lines = done.stderr.strip().splitlines()
            # The folder is gone a moment later, and may be on a computer that the reader does not see.
            raise _trouble(lines[-1].replace(f"{folder}{os.sep}", "") if lines else "?")
        return PlanFile(made.name, _TYPES[form], made.read_bytes())


def _trouble(reason: str) -> ToolkitError:
    return ToolkitError(
        _("the document could not be made: {reason}").format(reason=reason),
        remedy=_("Choose the web page, which prints well, too."),
    )


def words() -> dict[str, Any]:
    """Return what the page shows: the offer, its formats and what it says meanwhile."""
    labels = {"html": _("Web page (HTML)"), "pdf": _("PDF"), "docx": _("Word (DOCX)")}
    return {
        "title": _("Our Plan as a document"),
        "private": _("With our private entries, for our team only"),
        "preparing": _("The document is being made …"),
        "ready": _("The file {file} is among your downloads."),
        "formats": [{"id": form, "label": labels[form]} for form in offered()],
    }


def answer(
    content: object,
    latest: Callable[[], AnswersFile],
    send: Callable[[dict[str, Any], list[bytes]], object],
) -> None:
    """Answer the button of a page, if it was that: send the file, or the reason why there is none."""
    match content:
        case {"do": "plan", "format": str(form), "private": bool(private)} if form in FORMATS:
            try:
                made = make(latest(), form, private=private)
            except ToolkitError as error:
                send({"plan": "", "reason": str(error)}, [])
            else:
                send({"plan": made.name, "type": made.type}, [made.content])
