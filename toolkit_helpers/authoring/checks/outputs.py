"""Rules about what is stored below the cells: there, current, harmless, complete, and without answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from ...exercises.model import Choice, Exercise, FreeText, Match, Number, Order
from ...figures.description import Chart
from ..build import fingerprint
from ..calls import MIME, calls, output_of
from ..findings import Finding
from ..notebook_file import normalise, read_notebook, stored_text, text
from .anatomy import shown
from .content import Output, Page
from .prose import loads_remote

TWINS = ("text/plain", "text/markdown", "text/html")
ACTIVE = re.compile(r"<script\b|\bon[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?:/tmp/|/home/|/Users/|/root/|[A-Z]:\\\\?Users\\)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
REBUILD = "Run 'workbook build'."
SHORTEST_TELLTALE = 20


def texts(output: Output) -> Iterator[str]:
    """Go through everything readable in one output."""
    if "text" in output:
        yield text(output["text"])
    for mime, value in output.get("data", {}).items():
        yield text(value) if mime.startswith("text/") else json.dumps(value, ensure_ascii=False)


def outputs_present(page: Page) -> Iterator[Finding]:
    """Require each exercise and chart with its plain twins, so that the notebook reads well anywhere."""
    for cell in page.code_cells():
        if not cell.get("outputs"):
            yield page.find("the cell has no output", REBUILD, cell)
            continue
        for method, name in calls(cell):
            output = output_of(cell, method, name)
            missing = [twin for twin in TWINS if twin not in (output or {}).get("data", {})]
            if missing:
                yield page.find(f"{name} is not stored with {', '.join(missing)}", REBUILD, cell)


def no_errors(page: Page) -> Iterator[Finding]:
    """Find cells that stopped with an error."""
    for cell, output in page.outputs():
        if output["output_type"] == "error":
            yield page.find(
                f"the cell stopped with {output.get('ename')}", "Correct it and build again.", cell
            )


def outputs_current(page: Page) -> Iterator[Finding]:
    """Require outputs made from the exercises, the Plan and the tables as they are now."""
    if page.chapter >= 0 and page.toolkit.get("built_from") != fingerprint(page.house, page.notebook):
        yield page.find("the outputs are older than what they show", REBUILD)


def stored_form(page: Page) -> Iterator[Finding]:
    """Require the one form of file that 'workbook build' stores."""
    again = stored_text(normalise(read_notebook(page.path)))
    if page.path.read_bytes().replace(b"\r\n", b"\n") != again.encode("utf-8"):
        yield page.find("the file is not in its stored form (times, widget state or order of keys)", REBUILD)


def nothing_active(page: Page) -> Iterator[Finding]:
    """Find scripts, and widgets of a kernel of yesterday."""
    if "widgets" in page.notebook["metadata"]:
        yield page.find("the state of widgets is stored", REBUILD)
    for cell, output in page.outputs():
        for mime, value in output.get("data", {}).items():
            if "javascript" in mime or mime.startswith("application/vnd.jupyter.widget"):
                yield page.find(f"an output of type {mime} is stored", REBUILD, cell)
            elif mime in {"text/html", "image/svg+xml"} and ACTIVE.search(text(value)):
                yield page.find("the output holds a script", "Let the twin be plain HTML.", cell)


def nothing_remote_in_outputs(page: Page) -> Iterator[Finding]:
    """Find outputs that load something from a network."""
    for cell, output in page.outputs():
        if any(loads_remote(entry) for entry in texts(output)):
            yield page.find("the output loads something from the network", "Ship it with the workbook.", cell)


def no_machine_paths(page: Page) -> Iterator[Finding]:
    """Find outputs that tell a path of the computer that they were made on."""
    for cell, output in page.outputs():
        if any(MACHINE_PATH.search(entry) for entry in texts(output)):
            yield page.find("the output holds a path of this computer", "Keep places out of the twins.", cell)


def telltales(exercise: Exercise) -> Iterator[str]:
    """Go through the sentences that would give an exercise away."""
    for part in exercise.parts:
        if isinstance(part, Choice):
            yield from (option.feedback for option in part.options)
        elif isinstance(part, Match):
            yield from (line.feedback for line in part.left)
        elif isinstance(part, Order):
            yield part.feedback
        elif isinstance(part, Number):
            yield from (part.right, part.wrong, *(entry.say for entry in part.diagnoses))
        elif isinstance(part, FreeText):
            yield part.model_answer


def no_answers(page: Page) -> Iterator[Finding]:
    """Find outputs that give away a key or feedback."""
    for cell, name in shown(page, "exercise"):
        output = output_of(cell, "exercise", name)
        if output is None or name not in page.exercise_by_id:
            continue
        seen = _plain(" ".join(entry for entry in texts(output)))
        secrets = (_plain(secret) for secret in telltales(page.exercise_by_id[name]))
        told = [secret for secret in secrets if len(secret) >= SHORTEST_TELLTALE and secret in seen]
        if told or set(output["data"][MIME["exercise"]]) != {"id"}:
            yield page.find(
                f"the output of {name} holds feedback or keys", "Keep them out of the twin.", cell
            )


def _plain(value: str) -> str:
    """Reduce a text to its letters, so that marks and line breaks do not hide it."""
    return "".join(letter for letter in value.lower() if letter.isalnum())


def figures_complete(page: Page) -> Iterator[Finding]:
    """Require words for those who do not see a chart, a source with a year, and the numbers as a table."""
    for cell, name in shown(page, "explore"):
        output = output_of(cell, "explore", name)
        if output is None:
            continue
        chart = _chart(output["data"][MIME["explore"]])
        if chart is None:
            yield page.find(f"the chart {name} is not complete", REBUILD, cell)
            continue
        if not chart.alt.strip():
            yield page.find(f"the chart {name} has no text alternative", "Say what it shows.", cell)
        if not YEAR.search(chart.source):
            yield page.find(f"the source of chart {name} has no year", "Give publisher and year.", cell)
        if not chart.table.rows and not chart.missing:
            yield page.find(f"the chart {name} has no table", "Give every number as text.", cell)


def _chart(value: Any) -> Chart | None:
    try:
        return Chart.model_validate(value)
    except ValidationError:
        return None
