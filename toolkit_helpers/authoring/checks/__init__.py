"""``workbook check``: everything that an author can break, each rule one function in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..findings import Finding
from ..house import House
from . import agendas, anatomy, banks, cells, coverage, glossary, outputs, prose
from .content import Content, Page

PAGE_RULES: tuple[Callable[[Page], Iterable[Finding]], ...] = (
    cells.flags,
    cells.known_tags,
    cells.one_tag,
    cells.speaking_ids,
    cells.short_code,
    cells.hidden_code,
    cells.first_code_is_set_up,
    prose.one_title,
    prose.headings_in_steps,
    prose.images_have_words,
    prose.nothing_remote_in_text,
    prose.nothing_open,
    anatomy.all_parts,
    anatomy.parts_in_order,
    anatomy.exercises_exist,
    anatomy.exercises_once,
    anatomy.exercises_in_their_part,
    anatomy.explorations_exist,
    anatomy.minutes_add_up,
    outputs.outputs_present,
    outputs.no_errors,
    outputs.outputs_current,
    outputs.stored_form,
    outputs.nothing_active,
    outputs.nothing_remote_in_outputs,
    outputs.no_machine_paths,
    outputs.no_answers,
    outputs.figures_complete,
)
"""Rules that look at one notebook."""

CONTENT_RULES: tuple[Callable[[Content], Iterable[Finding]], ...] = (
    banks.chapters_have_notebooks,
    banks.feedback_complete,
    banks.facts_exist,
    banks.writes_exist,
    banks.sources_exist,
    banks.fields_are_written,
    banks.notes_cover,
    banks.kit_fits,
    banks.nothing_open,
    banks.compiled_current,
    banks.demonstration_complete,
    banks.tables_registered,
    glossary.definitions_short,
    glossary.terms_used,
    glossary.related_terms_exist,
    coverage.sentences_are_taught,
    coverage.exercises_serve_the_toolkit,
    coverage.whole_test,
    agendas.agendas_fit_the_bank,
)
"""Rules that look at everything at once."""


@dataclass(frozen=True)
class Checked:
    """What was found, and how much was looked at."""

    findings: tuple[Finding, ...]
    notebooks: int
    exercises: int
    rules: int


def check(house: House | None = None) -> Checked:
    """Apply all rules; what cannot be read at all comes first."""
    content = Content.read(house or House())
    findings = list(content.unreadable)
    for rule in CONTENT_RULES:
        findings += rule(content)
    for page in content.pages:
        for page_rule in PAGE_RULES:
            findings += page_rule(page)
    exercises = sum(map(len, content.banks.values()))
    rules = len(CONTENT_RULES) + len(PAGE_RULES)
    return Checked(tuple(findings), len(content.pages), exercises, rules)
