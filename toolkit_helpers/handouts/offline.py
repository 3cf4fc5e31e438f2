"""What makes a handout page work: the exercises' front end, their data, and a policy that forbids the rest.

The page needs no network and no server.  Answers stay in the browser and travel in an answers file of
the same format as everywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .. import datasets, facts
from ..answers.model import FORMAT, LARGEST_BYTES, SCHEMA_VERSION
from ..errors import ToolkitError
from ..exercises import bank, model, references
from ..exercises.paper_html import escape
from ..exercises.phrases import phrases
from ..figures.phrases import phrases as chart_words
from ..i18n import gettext as _
from ..resources import package_folder
from ..widgets.assets import bundle, enclosed
from . import offline_charts, offline_plan
from .document import Document

FILE_NAME = "my-answers.json"
_OWN = ("page", "page-exercises", "page-charts", "page-plan", "page-chapters", "page-start")
"""The page's own part of the program, in order."""
_TEAM = {"exercise": "EX0.1", "part": "team", "field": "country_code"}


def scripts(document: Document) -> tuple[str, str]:
    """Return the page's data and program as HTML, and the source of the program for the policy."""
    data = _safe_json(_data(document))
    kinds = {part.kind for exercise in document.exercises() for part in exercise.parts}
    # The Plan of other chapters is read from tables, whatever this one asks.
    program = _program(frozenset(kinds | {"table"}))
    packed = "".join(
        f'<script type="text/plain" data-packed="{escape(chart_id)}">'
        f"{offline_charts.packed(chart_id)}</script>\n"
        for chart_id in _explorations(document)
    )
    html = (
        f'{packed}<script type="application/json" id="toolkit-data">{data}</script>\n'
        f'<script type="module">{program}</script>'
    )
    return html, program


def _explorations(document: Document) -> list[str]:
    """Return the explorations of a document that show the reader's country."""
    ids = dict.fromkeys(chart.id for chart in document.charts())
    return [chart_id for chart_id in ids if offline_charts.has_countries(chart_id)]


def tools(document: Document) -> str:
    """Return the header's tools, hidden until the program runs."""
    country = ""
    if _needed_facts(document) or _explorations(document):
        label, choose = escape(_("Your country")), escape(_("Choose …"))
        country = (
            f'<div class="country"><label for="tools-country">{label}</label>'
            f'<select id="tools-country"><option value="">{choose}</option></select></div>'
        )
    title = escape(_("Your answers"))
    advice = escape(
        _(
            "Every answer is kept in this browser at once, in a private window only until you close it. "
            "Save a copy to your computer before you leave."
        )
    )
    save, restore = escape(_("Save to my computer")), escape(_("Restore from a file"))
    file = escape(_("File with answers (my-answers.json)"))
    return f"""<div class="tools" id="tools" hidden>
<h2>{title}</h2>
<p id="tools-advice">{advice}</p>
<div class="row">{country}
<div class="row"><button type="button" id="tools-save">{save}</button>
<button type="button" id="tools-restore">{restore}</button></div>
<input type="file" id="tools-file" accept=".json,application/json" hidden
 aria-label="{file}">
</div>
<p class="status" id="tools-status" role="status"></p>
<p class="alert" id="tools-alert" role="alert"></p>
</div>"""


@cache
def _program(kinds: frozenset[str]) -> str:
    """Return the page's program: the front end of these kinds of parts, and the page's own part."""
    folder = package_folder() / "handouts" / "templates"
    own = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in _OWN)
    painter = f"const mountExploration = {enclosed('explore', 'mountExploration')};"
    # A block of its own keeps the page's names apart from those of the front end.
    program = f"\n{bundle('exercise', kinds)}\n{{\n{painter}\n{own}}}\n"
    if "</script" in program.lower() or "<!--" in program:
        raise ToolkitError(
            _("the front end holds a text that would end its own script"),
            remedy=_("Write '</script' and '<!--' in two pieces."),
        )
    return program


def _data(document: Document) -> dict[str, Any]:
    exercises = document.exercises()
    known = _facts(_needed_facts(document))
    return {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        "largest": LARGEST_BYTES,
        "version": document.version,
        "file": FILE_NAME,
        "team": {**_TEAM, "version": 1},
        "exercises": {
            exercise.id: exercise.model_dump(mode="json", exclude_none=True) for exercise in exercises
        },
        "sources": _sources(_foreign(exercises), exercises),
        "facts": known,
        "countries": _countries(),
        "strings": dict(phrases()),
        "words": _words(),
        "plan": {
            **offline_plan.data(),
            "sources": _sources(offline_plan.sources(), exercises),
            "words": offline_plan.words(),
        },
        "built_for": _built_for(document),
        "remarks": {chart.id: text for chart in document.charts() if (text := offline_charts.remark(chart))},
        "chart_words": chart_words(),
    }


def _built_for(document: Document) -> str:
    """Return the country that the document was made for; empty for the world."""
    charts = {chart.id: chart for chart in document.charts()}
    for chart_id in _explorations(document):
        if code := offline_charts.country_of(charts[chart_id]):
            return code
    return ""


def _foreign(exercises: Iterable[model.Exercise]) -> list[str]:
    return sorted({name for exercise in exercises for name in references.foreign(exercise)})


def _sources(names: Iterable[str], exercises: Iterable[model.Exercise]) -> dict[str, dict[str, Any]]:
    """Return what the page must know of tables that something refers to, in this chapter or another.

    Each source has its exercise and as much of the table as it takes to read rows: what a field may hold,
    the letter of the codes, the words beside them.
    """
    here = {exercise.id: exercise for exercise in exercises}

    def lookup(exercise_id: str) -> model.Exercise:
        return here[exercise_id] if exercise_id in here else bank.exercise(exercise_id)

    fields = {"id", "type", "options", "minimum", "maximum", "private"}
    kept: Any = {"id": True, "code": True, "rows": True, "columns": {"__all__": fields}}
    found: dict[str, dict[str, Any]] = {}
    for source in names:
        table = references.find_table(source, lookup)
        if table:
            body = table.model_dump(mode="json", include=kept, exclude_none=True)
            found[source] = {"exercise": references.split(source)[0], "table": body}
    return found


def _words() -> dict[str, str]:
    return {
        "saved": _("Kept in this browser."),
        "back": _("Your answer is back."),
        "restored": _("The answers of the file are back."),
        "downloaded": _("The file {file} is among your downloads.").format(file=FILE_NAME),
        "not_kept": _(
            "This browser does not keep your answers: they last only until you close this page. "
            "Save them to your computer first."
        ),
        "too_large": _("This file is too large to be an answers file."),
        "no_json": _("This file cannot be read. Choose the file my-answers.json that the workbook saved."),
        "other_format": _("This is no answers file of the workbook. Nothing was changed."),
        "no_insight": _(
            "The workbook computes this where it runs. This page cannot: work with what you have written "
            "above, or save your answers to your computer and restore them in the workbook."
        ),
        "newer": _("This file comes from a later version of the workbook. Nothing was changed."),
    }


def _needed_facts(document: Document) -> frozenset[str]:
    """Return the names of the facts that marking the document's exercises asks for."""
    names: set[str | None] = set()
    for exercise in document.exercises():
        for part in exercise.parts:
            if isinstance(part, model.Number):
                names |= {part.fact, *(diagnosis.fact for diagnosis in part.diagnoses)}
            elif isinstance(part, model.Choice):
                names.add(part.suggestion)
    return frozenset(name for name in names if name)


def _facts(names: frozenset[str]) -> dict[str, dict[str, float | str]]:
    if not names:
        return {}
    return {
        code: {name: value for name, value in known.items() if name in names}
        for code, known in facts.table().items()
    }


def _countries() -> list[tuple[str, str]]:
    return [(country.iso3, country.name) for country in datasets.countries(members_only=False)]


def _safe_json(data: Mapping[str, Any]) -> str:
    """Return JSON in which nothing can end the script element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
