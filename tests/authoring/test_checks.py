"""Each rule of ``workbook check``, broken once on a copy: it speaks up, and names the place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from authors_files import edit, replace

from toolkit_helpers.authoring.checks import CONTENT_RULES, PAGE_RULES, check
from toolkit_helpers.authoring.checks.content import Content, Page
from toolkit_helpers.authoring.house import House
from toolkit_helpers.errors import ToolkitError

Notebook = dict[str, Any]
PageSlip = tuple[Callable[[Notebook], object], str]
HouseSlip = tuple[Callable[[House], object], str]


def test_the_workbook_itself_is_clean() -> None:
    """The committed workbook breaks no rule."""
    assert [str(finding) for finding in check().findings] == []


# One notebook: what breaks it, and the beginning of what is told.


def cell(notebook: Notebook, name: str) -> Notebook:
    """Return the cell with this id."""
    return next(entry for entry in notebook["cells"] if entry["id"] == name)


def shows(notebook: Notebook, name: str) -> Notebook:
    """Return the stored data of the one output of a cell."""
    data: Notebook = cell(notebook, name)["outputs"][0]["data"]
    return data


def prose(text: str) -> Callable[[Notebook], object]:
    """Return a slip that adds a text to a cell of concepts."""
    return lambda notebook: cell(notebook, "concepts-four-words")["source"].append(f"\n\n{text}")


def output(text: str) -> Callable[[Notebook], object]:
    """Return a slip that adds HTML to the output of an exercise."""
    return lambda notebook: shows(notebook, "ex1-2")["text/html"].append(text)


def move(notebook: Notebook, name: str, to: str) -> None:
    """Put a cell before another one."""
    cells = notebook["cells"]
    moved = cell(notebook, name)
    cells.remove(moved)
    cells.insert(cells.index(cell(notebook, to)), moved)


def chart(key: str, value: object) -> Callable[[Notebook], object]:
    """Return a slip in the description of a chart."""
    return lambda notebook: shows(notebook, "d1-1")["application/vnd.toolkit.chart+json"].update({key: value})


def give_away(notebook: Notebook) -> None:
    """Put a sentence of feedback into the stored output, broken over two lines."""
    told = "<p>UN DESA says explicitly that the\nindex is not an absolute measure.</p>"
    shows(notebook, "ex1-2")["text/html"].append(told)


def no_table(notebook: Notebook) -> None:
    """Take the table of a chart away, and the words that would explain why there is none."""
    told = shows(notebook, "d1-1")["application/vnd.toolkit.chart+json"]
    told["missing"] = ""
    told["table"]["rows"] = []


def call(name: str, source: str) -> Callable[[Notebook], object]:
    """Return a slip that changes what a cell calls."""
    return lambda notebook: cell(notebook, name).update(source=[source])


def tag(name: str, *names: str) -> Callable[[Notebook], object]:
    """Return a slip that changes the tags of a cell."""
    return lambda notebook: cell(notebook, name)["metadata"].update(tags=list(names))


PAGE_SLIPS: dict[str, list[PageSlip]] = {
    "flags": [
        (lambda nb: nb["metadata"]["toolkit"].pop("lang"), "the metadata 'toolkit' lacks 'lang'"),
        (lambda nb: nb["metadata"]["toolkit"].update(chapter=3), "the file's number is not the chapter's"),
    ],
    "known_tags": [
        (tag("ex1-2", "exercize"), "the tag 'exercize' is not in the list"),
    ],
    "one_tag": [
        (tag("ex1-2", "slide"), "the cell has no tag"),
        (tag("ex1-2", "exercise", "plan"), "the cell has 2 tags"),
    ],
    "speaking_ids": [
        (lambda nb: cell(nb, "ex1-2").update(id="ex1-3"), "two cells share this id"),
        (lambda nb: cell(nb, "ex1-2").update(id="3f2b8a1c"), "the cell id was made by a machine"),
    ],
    "short_code": [
        (lambda nb: cell(nb, "ex1-2").update(source=["a\n", "b\n", "c"]), "the code cell has 3 lines"),
        (lambda nb: cell(nb, "ex1-2").update(source=[]), "the code cell is empty"),
    ],
    "hidden_code": [
        (lambda nb: cell(nb, "ex1-2")["metadata"].pop("jupyter"), "the code is not hidden"),
    ],
    "first_code_is_set_up": [
        (tag("ex1-2", "setup"), "this is a second set-up"),
        (lambda nb: move(nb, "setup", "ex1-2"), "the first code cell is not tagged 'setup'"),
    ],
    "one_title": [
        (prose("# Another title"), "a second heading of the first level"),
        (call("title", "Text"), "the notebook has no title"),
        (call("title", "# Other"), "the title is not the one of the metadata"),
        (lambda nb: move(nb, "opening-objectives", "title"), "a heading stands before the title"),
    ],
    "headings_in_steps": [
        (prose("##### Too deep"), "the heading 'Too deep' skips from level 3 to 5"),
    ],
    "images_have_words": [
        (prose("![](picture.png)"), "an image has no text alternative"),
        (prose('<img src="picture.png" alt="">'), "an image has no text alternative"),
    ],
    "nothing_remote_in_text": [
        (prose("![A picture](https://example.org/a.png)"), "something is loaded from the network"),
        (prose('<iframe src="//example.org"></iframe>'), "something is loaded from the network"),
    ],
    "nothing_open": [
        (prose("Ten countries did [verify year]."), "a '[verify]' mark is left"),
    ],
    "all_parts": [
        (lambda nb: nb["cells"].remove(cell(nb, "reading")), "the chapter has no part 'reading'"),
    ],
    "parts_in_order": [
        (lambda nb: move(nb, "th1-1", "ex1-1"), "the part 'concepts' comes after the part 'take-home'"),
    ],
    "exercises_exist": [
        (
            call("ex1-2", 'ch.exercise("EX1.12")'),
            "the exercise EX1.12 is not in the bank of chapter 1",
        ),
    ],
    "exercises_once": [
        (lambda nb: nb["cells"].remove(cell(nb, "ex1-2")), "the exercise EX1.2 is shown 0 times"),
        (
            call("ex1-3", 'ch.exercise("EX1.2")'),
            "the exercise EX1.2 is shown 2 times",
        ),
    ],
    "exercises_in_their_part": [
        (
            tag("wu1-1", "exercise"),
            "WU1.1 belongs to the part 'warm-up'",
        ),
    ],
    "explorations_exist": [
        (call("d1-1", 'ch.explore("D1.9")'), "there is no exploration D1.9 here"),
        (call("d1-1", 'ch.explore("D3.1")'), "there is no exploration D3.1 here"),
    ],
    "minutes_add_up": [
        (
            lambda nb: nb["metadata"]["toolkit"].update(core_minutes=70),
            "the metadata say 70 for 'core_minutes', the exercises 71",
        ),
        (lambda nb: nb["metadata"]["toolkit"].update(minutes=90), "the exercises take longer"),
        (
            call("opening-objectives", "## Objectives"),
            "the opening does not tell the minutes as they are",
        ),
    ],
    "outputs_present": [
        (lambda nb: cell(nb, "ex1-2").update(outputs=[]), "the cell has no output"),
        (lambda nb: shows(nb, "ex1-2").pop("text/html"), "EX1.2 is not stored with text/html"),
        (
            lambda nb: cell(nb, "ex1-2").update(outputs=cell(nb, "ex1-3")["outputs"]),
            "EX1.2 is not stored with text/plain, text/markdown, text/html",
        ),
    ],
    "no_errors": [
        (
            lambda nb: cell(nb, "ex1-2")["outputs"].append(
                {"output_type": "error", "ename": "KeyError", "evalue": "", "traceback": []}
            ),
            "the cell stopped with KeyError",
        ),
    ],
    "outputs_current": [
        (
            call("ex1-2", 'ch.exercise( "EX1.2" )'),
            "the outputs are older than what they show",
        ),
    ],
    "stored_form": [
        (lambda nb: cell(nb, "ex1-2").update(execution_count=41), "the file is not in its stored form"),
    ],
    "nothing_active": [
        (lambda nb: nb["metadata"].update(widgets={}), "the state of widgets is stored"),
        (
            lambda nb: shows(nb, "ex1-2").update({"application/vnd.jupyter.widget-view+json": {}}),
            "an output of type application/vnd.jupyter.widget-view+json is stored",
        ),
        (
            lambda nb: shows(nb, "ex1-2").update({"application/javascript": "1"}),
            "an output of type application/javascript is stored",
        ),
        (output("<script>1</script>"), "the output holds a script"),
        (output('<p onclick="x()">'), "the output holds a script"),
    ],
    "nothing_remote_in_outputs": [
        (output('<img alt="a" src="https://example.org/a.png">'), "the output loads something"),
        (output("<style>@import 'https://example.org/a.css'</style>"), "the output loads something"),
        (output('<link rel="stylesheet" href="//example.org/a.css">'), "the output loads something"),
    ],
    "no_machine_paths": [
        (output("<p>Saved in /home/maria/answers</p>"), "the output holds a path of this computer"),
    ],
    "no_answers": [
        (give_away, "the output of EX1.2 holds feedback or keys"),
        (
            lambda nb: shows(nb, "ex1-2")["application/vnd.toolkit.exercise+json"].update(key="B"),
            "the output of EX1.2 holds feedback or keys",
        ),
    ],
    "figures_complete": [
        (chart("alt", " "), "the chart D1.1 has no text alternative"),
        (chart("alt", ""), "the chart D1.1 is not complete"),
        (chart("source", "Source: UN DESA."), "the source of chart D1.1 has no year"),
        (no_table, "the chart D1.1 has no table"),
    ],
}


@cache
def stored() -> tuple[House, Content]:
    """Return the committed workbook, read once."""
    house = House()
    return house, Content.read(house)


def page_with(slip: Callable[[Notebook], object], folder: Path) -> Page:
    """Return the page of chapter 1, with a slip in a copy of its file."""
    house, content = stored()
    page = next(page for page in content.pages if page.chapter == 1)
    notebook = deepcopy(page.notebook)
    slip(notebook)
    path = folder / page.path.name
    path.write_text(
        json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    return Page(house, path, notebook, content.banks[1])


def test_every_rule_is_broken_in_these_tests() -> None:
    """A new rule cannot come without a test that breaks it."""
    assert set(PAGE_SLIPS) == {rule.__name__ for rule in PAGE_RULES}
    assert set(HOUSE_SLIPS) == {rule.__name__ for rule in CONTENT_RULES}


@pytest.mark.parametrize(
    ("rule", "slip", "told"), [(rule, *entry) for rule, entries in PAGE_SLIPS.items() for entry in entries]
)
def test_a_slip_in_a_notebook_is_found(
    rule: str, slip: Callable[[Notebook], object], told: str, tmp_path: Path
) -> None:
    """The rule, silent about the notebook as it is, names the slip."""
    apply = next(entry for entry in PAGE_RULES if entry.__name__ == rule)
    findings = list(apply(page_with(slip, tmp_path)))
    assert any(finding.rule.startswith(told) for finding in findings), findings
    assert all(finding.remedy.endswith((".", "?")) for finding in findings)


# Everything at once: exercises, Plan, notes, tables and what is compiled.


def bank(house: House) -> Path:
    """Return the exercises of chapter 1."""
    return house.exercises(1)


def kit(house: House) -> Path:
    """Return the facilitator kit."""
    return house.data / "facilitation" / "kit.yaml"


def terms(house: House) -> Path:
    """Return the glossary."""
    return house.data / "glossary.yaml"


def without_suggestion(house: House) -> None:
    """Leave out what is said when the figures suggest another option."""
    text = bank(house).read_text(encoding="utf-8")
    start = text.index("        suggestion_differs: >-\n")
    end = re.compile(r"^ {,8}\S", re.MULTILINE).search(text, start + 10)
    assert end
    bank(house).write_text(text[:start] + text[end.start() :], encoding="utf-8")


AGENDA = "exercise: EX1.4, minutes: 11}\n            - {work: Silence, minutes: 1"

HOUSE_SLIPS: dict[str, list[HouseSlip]] = {
    "chapters_have_notebooks": [
        (
            lambda house: next(house.notebooks.glob("01-*")).unlink(),
            "data/exercises/01.yaml: chapter 1 has no notebook",
        ),
    ],
    "feedback_complete": [
        (
            lambda house: replace(house.exercises(3), "\n        feedback:", "\n        help:"),
            "data/exercises/03.yaml, EX3.1: the order 'steps' has no feedback",
        ),
        (
            without_suggestion,
            "data/exercises/01.yaml, EX1.4: 'group' does not say what to do when the figures suggest another",
        ),
    ],
    "facts_exist": [
        (
            lambda house: replace(bank(house), "fact: world_percentile", "fact: percentile"),
            "data/exercises/01.yaml, EX1.4: no country has a fact 'percentile'",
        ),
    ],
    "writes_exist": [
        (
            lambda house: replace(bank(house), "writes: P1.trends", "writes: P1.trend"),
            "data/exercises/01.yaml, EX1.7: 'trends' writes P1.trend, which is no field of the Plan",
        ),
        (
            lambda house: edit(
                next(house.notebooks.glob("01-*")),
                lambda notebook: notebook["metadata"]["toolkit"].update(writes=["P77"]),
            ),
            "notebooks/01-global-and-regional-trends.ipynb: the metadata name a section P77",
        ),
    ],
    "sources_exist": [
        (
            lambda house: replace(house.exercises(3), "source: EX3.7.gaps", "source: EX3.70.gaps"),
            "data/exercises/03.yaml, EX3.9: it refers to EX3.70.gaps, and there is no EX3.70",
        ),
        (
            lambda house: replace(house.exercises(3), "source: EX3.7.gaps", "source: EX3.7.law"),
            "data/exercises/03.yaml, EX3.9: it refers to EX3.7.law, and 'law' is no table whose rows",
        ),
        (
            lambda house: replace(
                bank(house),
                "- id: who\n",
                "- id: gap\n            label: Gap\n"
                "            type: ref\n            source: EX3.7.gaps\n          - id: who\n",
            ),
            "data/exercises/01.yaml, TH1.1: it refers to EX3.7.gaps, which a team writes in a later chapter",
        ),
    ],
    "fields_are_written": [
        (
            lambda house: replace(house.data / "plan.yaml", "written_in: EX1.7", "written_in: EX1.77"),
            "data/plan.yaml, P1.trends: it is written in EX1.77, which does not exist",
        ),
    ],
    "notes_cover": [
        (
            lambda house: house.facilitation(1).unlink(),
            "data/facilitation/01.yaml: chapter 1 has no facilitation notes",
        ),
        (
            lambda house: replace(house.facilitation(1), "  EX1.2:", "  EX1.99:"),
            "data/facilitation/01.yaml, EX1.2: the exercise has no notes for the facilitator",
        ),
        (
            lambda house: replace(house.facilitation(1), "  EX1.2:", "  EX1.99:"),
            "data/facilitation/01.yaml, EX1.99: there are notes but no such exercise",
        ),
        (
            lambda house: replace(house.facilitation(1), "chapter: 1", "chapter: 2"),
            "data/facilitation/01.yaml: the chapter's number is not the file's",
        ),
    ],
    "nothing_open": [
        (
            lambda house: replace(
                house.facilitation(1), "What surprised you?", "What [verify] surprised you?"
            ),
            "data/facilitation/01.yaml:",
        ),
    ],
    "compiled_current": [
        (
            lambda house: replace(bank(house), "minutes: 6", "minutes: 7"),
            "data/exercises/compiled/01.json: it is not what its source says now",
        ),
        (lambda house: house.compiled(3).unlink(), "data/exercises/compiled/03.json: it is not what"),
        (
            lambda house: edit(house.data / "plan.json", lambda plan: plan.pop()),
            "data/plan.json: it is not what",
        ),
        (
            lambda house: replace(terms(house), "Difference between the rates", "Distance of the rates"),
            "data/glossary.json: it is not what",
        ),
        (
            lambda house: edit(
                next(house.notebooks.glob("03-*")),
                lambda notebook: cell(notebook, "ex3-4").update(source=["1"]),
            ),
            "shipped-cells.json: it is not what its source says now",
        ),
    ],
    "demonstration_complete": [
        (
            lambda house: replace(house.demonstration / "03.yaml", "EX3.9:", "EX3.99:"),
            "data/demonstration/03.yaml, EX3.99: the demonstration team answers an exercise that does not",
        ),
        (
            lambda house: replace(house.demonstration / "03.yaml", "evidence_log:", "evidence_logs:"),
            "data/demonstration/03.yaml, EX3.9: the demonstration team's answer to 'evidence_log' is",
        ),
    ],
    "tables_registered": [
        (
            lambda house: replace(house.data / "tables" / "egdi.csv", "2024", "2023"),
            "data/tables/egdi.csv, egdi: the table is not the one that was checked",
        ),
        (
            lambda house: (house.data / "tables" / "own.csv").write_text("a\n", encoding="utf-8"),
            "data/tables/own.csv, own: the table has no entry in the registry",
        ),
        (
            lambda house: (house.data / "tables" / "oecd_dgi.csv").unlink(),
            "data/tables/registry.json, oecd_dgi: the table is missing",
        ),
        (
            lambda house: (house.data / "tables" / "registry.json").write_text("{", encoding="utf-8"),
            "data/tables/registry.json: the registry cannot be read",
        ),
    ],
    "sentences_are_taught": [
        (
            lambda house: replace(house.data / "traceability.yaml", "EX3.3, EX8.9", "EX3.33, EX8.9"),
            ", participation: it is taught in EX3.33, which does not exist",
        ),
        (
            lambda house: replace(
                house.data / "traceability.yaml", "chapters: [3, 8, 10]", "chapters: [8, 10]"
            ),
            "participation: it names EX3.3 but not chapter 3",
        ),
        (
            lambda house: replace(house.data / "traceability.yaml", "source: outcome", "source: wish"),
            "U1: 'source' is 'wish'",
        ),
    ],
    "exercises_serve_the_toolkit": [
        (
            lambda house: replace(house.data / "traceability.yaml", "EX1.1, EX1.2", "EX1.1"),
            "data/exercises/01.yaml, EX1.2: no sentence of the Toolkit names the exercise",
        ),
    ],
    "whole_test": [
        (
            lambda house: replace(house.data / "test-keys.yaml", "I1.1:", "I9.9:"),
            "data/test-keys.yaml, I1.1: the item has no key, or the key no item",
        ),
        (
            lambda house: replace(house.data / "test-items.yaml", "    - I1.1\n", ""),
            "data/test-items.yaml: form A has 19 items. Give it 20.",
        ),
        (
            lambda house: replace(house.data / "test-items.yaml", "chapter: 1\n", "chapter: 2\n"),
            "data/test-items.yaml: chapter 1 has 5 items",
        ),
        (
            lambda house: replace(house.data / "test-items.yaml", "    - I1.1\n", "    - I1.9\n"),
            "form A names I1.9, which is no item",
        ),
    ],
    "agendas_fit_the_bank": [
        (
            lambda house: replace(house.data / "agendas.yaml", "exercise: EX1.4, minutes: 12", AGENDA),
            "data/agendas.yaml, half-day: EX1.4 takes 12 minutes and is planned with 11",
        ),
        (
            lambda house: replace(house.data / "agendas.yaml", "{exercise: EX1.5,", "{exercise: EX1.55,"),
            "data/agendas.yaml, half-day: EX1.55 does not exist. Correct the id.",
        ),
        (
            lambda house: replace(house.data / "agendas.yaml", "uses: [EX0.1]", "uses: [EX0.11]"),
            "data/agendas.yaml, half-day: EX0.11 does not exist. Correct the id.",
        ),
        (
            lambda house: replace(
                house.data / "agendas.yaml", "      minutes: 195\n", "      minutes: 200\n"
            ),
            "half-day: the blocks of 'Half day' on day 1 take 195 minutes, the sitting has 200. Make them",
        ),
        (
            lambda house: replace(house.data / "agendas.yaml", "{pause: Break", "{paus: Break"),
            "half-day: the key 'paus' is not known. Did you mean 'pause'?",
        ),
        (
            lambda house: (house.data / "agendas.yaml").write_text("a: b\n", encoding="utf-8"),
            "data/agendas.yaml:1: the file has no list of programmes",
        ),
    ],
    "kit_fits": [
        (
            lambda house: replace(kit(house), "EX5.10 and", "EX5.99 and"),
            "data/facilitation/kit.yaml, EX5.99: the kit names an exercise that does not exist",
        ),
        (
            lambda house: replace(kit(house), "levels: [slogan,", "levels: [motto,"),
            "data/facilitation/kit.yaml, vision: the rubric's line 'vision' is not that of EX10.4.scores",
        ),
    ],
    "definitions_short": [
        (
            lambda house: replace(
                terms(house), "definition: Work that", f"definition: {'Long ' * 40}work that"
            ),
            "data/glossary.yaml, activity: the definition has 58 words",
        ),
    ],
    "terms_used": [
        (
            lambda house: replace(terms(house), "  term: Cross-impact\n", "  term: Cross-currents\n"),
            "data/glossary.yaml, cross-impact: chapter 2 does not use the term",
        ),
        (
            lambda house: replace(terms(house), "term: PESTEL\n  chapter: 3", "term: PESTEL\n  chapter: 1"),
            "data/glossary.yaml, pestel: chapter 1 does not use the term",
        ),
    ],
    "related_terms_exist": [
        (
            lambda house: replace(terms(house), "see: [driver, systems", "see: [drivers, systems"),
            "cross-impact: the related entry 'drivers' is not in the glossary",
        ),
    ],
}


@pytest.mark.parametrize(
    ("rule", "slip", "told"), [(rule, *entry) for rule, entries in HOUSE_SLIPS.items() for entry in entries]
)
def test_a_slip_in_the_data_is_found(
    rule: str, slip: Callable[[House], object], told: str, house: House
) -> None:
    """The rule, silent about the data as they are, names the slip."""
    apply = next(entry for entry in CONTENT_RULES if entry.__name__ == rule)
    slip(house)
    findings = list(map(str, apply(Content.read(house))))
    assert any(told in finding for finding in findings), findings


UNREADABLE: list[HouseSlip] = [
    (lambda house: replace(bank(house), "minutes: 6", "minuts: 6"), "EX1.1: the key 'minuts' is not known"),
    (lambda house: replace(bank(house), "chapter: 1", "chapter: [1"), "01.yaml:4: this is not YAML"),
    (
        lambda house: replace(house.facilitation(1), "    run:", "    rum:"),
        "01.yaml:{line}, WU1.1: the key 'rum' is not known. Did you mean 'run'?",
    ),
    (
        lambda house: replace(house.data / "plan.yaml", "required: true", "required: perhaps"),
        "data/plan.yaml:11, P0: 'required' is 'perhaps'. It must be true or false.",
    ),
    (
        lambda house: replace(house.data / "plan.yaml", "- name: jurisdiction", "- name: team_name"),
        "P0.team_name: the field stands twice",
    ),
    (
        lambda house: next(house.notebooks.glob("01-*")).write_text("{", encoding="utf-8"),
        "notebooks/01-global-and-regional-trends.ipynb: this is not a notebook",
    ),
    (
        lambda house: replace(terms(house), "  unlike: relative gap,", "  unlikely: relative gap,"),
        "data/glossary.yaml:{line}, absolute-gap: the key 'unlikely' is not known. Did you mean 'unlike'?",
    ),
    (
        lambda house: replace(terms(house), "- id: access\n", "- id: absolute-gap\n"),
        "absolute-gap: the entry stands twice",
    ),
    (lambda house: terms(house).write_text("a: b\n", encoding="utf-8"), "the file has no list of entries"),
    (lambda house: terms(house).unlink(), "data/glossary.yaml: there is no such file"),
    (lambda house: kit(house).unlink(), "data/facilitation/kit.yaml: the facilitator kit is missing"),
    (
        lambda house: replace(kit(house), "  minutes: 10\n", "  minutes: 15\n"),
        "the steps take 10 minutes, the opening 15",
    ),
    (
        lambda house: replace(kit(house), "  - day: 60\n", "  - day: 20\n"),
        "the days of 'follow_up' do not rise",
    ),
    (lambda house: replace(kit(house), "    form:", "    from:"), "the key 'from' is not known"),
]


@pytest.mark.parametrize(("slip", "told"), UNREADABLE)
def test_what_cannot_be_read_is_a_finding_and_the_rest_is_checked(
    slip: Callable[[House], object], told: str, house: House
) -> None:
    """A file that does not fit its model does not hide the slips of the others."""
    slip(house)
    replace(house.facilitation(3), "    low_tech:", "    low_tec:")
    findings = [str(finding) for finding in check(house).findings]
    before, _, after = told.partition("{line}")
    assert any(before in finding and after in finding for finding in findings), findings
    assert any("03.yaml" in finding and "'low_tec' is not known" in finding for finding in findings)


def test_a_file_without_a_chapter_in_its_name_is_told(house: House) -> None:
    """A notebook whose name does not begin with two digits is one sentence."""
    next(house.notebooks.glob("03-*")).rename(house.notebooks / "situation.ipynb")
    with pytest.raises(ToolkitError, match=r"situation\.ipynb: the file's name does not tell its chapter"):
        house.chapters()
