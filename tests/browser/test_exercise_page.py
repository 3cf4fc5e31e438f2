"""Every kind of exercise is accessible, fits a small screen and shows hostile texts as texts."""

from __future__ import annotations

import copy
import gzip
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from exercise_page import exercise, fits, show
from exercise_parts import EVERY, FORM, GRID, MAP, MATCH, NUMBER, SINGLE, SOURCE_MAP, TABLE
from jupyter_keys import acting

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.plan import all_exercises
from toolkit_helpers.resources import package_folder
from toolkit_helpers.widgets.assets import bundle, style

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

browser_test = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
LONG = "a sentence of many words that goes on and on " * 5 + "Unbroken" * 25
SAMPLE: dict[str, Any] = {
    "grid": {"PL1.L1": {"current": 4, "target": 2}, "PL2.L1": {"current": 2, "target": 5, "raters": [1, 3]}},
    "map": {"layer": {"x": 2, "y": 5}, "app": {"x": 2, "y": 5}},
    "gaps": [{"statement": "one two three four five six seven", "power": 5, "cost": "2"}, {"level": "L1"}],
    "single": "A",
    "several": ["A", "B"],
    "terms": {"a": "2", "b": "1"},
    "mirror": {"ask": 3},
    "team": {"name": "A team with a long name"},
}
INSIGHT = [
    {"kind": "text", "text": "One group **must be heard**.", "tone": "hint"},
    {"kind": "list", "title": "Must be heard", "items": ["Users of the service", HOSTILE]},
    {"kind": "table", "caption": "Gaps in order", "header": ["Gap", "Priority"], "rows": [["G1", "13.8"]]},
]


def axe_findings(page: Page) -> list[str]:
    """Return what axe-core finds, one line per rule and element."""
    violations = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in violations for node in rule["nodes"]]


def work(page: Page) -> None:
    """Check every part, open what can be opened, so that all feedback is on the page."""
    for button in page.get_by_role("button", name=re.compile("^Check")).all():
        button.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    if page.locator(".dgw-cell").count():
        page.locator(".dgw-cell").first.click()


@browser_test
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1000), ("dark", 1000), ("light", 320), ("dark", 320)]
)
def test_axe_finds_nothing(chromium: Browser, scheme: Any, width: int) -> None:
    """No kind has a finding, before and with feedback, light and dark, wide and narrow."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    shown = exercise(*EVERY.values(), intro="Read this *first*.")
    status = {"state": "not_saved", "text": "NOT saved: the disk is full."}
    given = {"answer": SAMPLE, "countries": [["RWA", "Rwanda"]], "insight": INSIGHT, "status": status}
    show(page, shown, **given)
    assert axe_findings(page) == []
    work(page)
    assert axe_findings(page) == []
    assert fits(page)
    show(page, exercise(TABLE, SOURCE_MAP), answer=SAMPLE)
    work(page)
    assert axe_findings(page) == []
    context.close()


@browser_test
@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_texts_wrap(chromium: Browser, width: int, direction: str) -> None:
    """Texts of 200 characters and words of 200 letters wrap instead of making the page scroll."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    parts = [_rewritten(copy.deepcopy(part), LONG) for part in EVERY.values()]
    show(page, exercise(*parts, title=LONG, intro=LONG, grouping_note=LONG), direction, answer=SAMPLE)
    work(page)
    assert page.locator(".dgw").inner_text().count(LONG) > 50
    wide = page.evaluate(
        """[...document.querySelectorAll(".dgw *")].filter((node) => {
          const { left, right } = node.getBoundingClientRect();
          return node.checkVisibility() && !node.closest(".dgw-hidden") && (left < 0 || right > innerWidth);
        }).map((node) => node.outerHTML.slice(0, 90))"""
    )
    assert wide == []
    assert fits(page)
    context.close()


@browser_test
def test_hostile_texts_are_texts(page: Page) -> None:
    """Markup in an author's text, an answer, a status or an insight is shown as it was written."""
    parts = [_rewritten(copy.deepcopy(part), HOSTILE) for part in EVERY.values()]
    answer = {
        "gaps": [{"statement": HOSTILE}, {"statement": HOSTILE}],
        "statement": {"text": HOSTILE},
        "grid": {"PL1.L1": {"current": 5, "target": 1, "evidence": HOSTILE, "reason": HOSTILE}},
        "team": {"name": HOSTILE},
        "hearing": {"text": HOSTILE},
        "index": HOSTILE,
    }
    insight = [
        {"kind": "text", "text": HOSTILE, "tone": "note"},
        {"kind": "list", "title": HOSTILE, "items": [HOSTILE]},
        {"kind": "table", "caption": HOSTILE, "header": [HOSTILE], "rows": [[HOSTILE]]},
    ]
    status = {"state": "not_saved", "text": HOSTILE}
    countries = [["RWA", HOSTILE]]
    show(
        page,
        exercise(*parts, title=HOSTILE, intro=HOSTILE, grouping_note=HOSTILE),
        answer=answer,
        insight=insight,
        status=status,
        countries=countries,
        facts={HOSTILE: HOSTILE},
    )
    work(page)
    assert page.locator(".dgw").inner_text().count(HOSTILE) > 50
    assert page.locator(".dgw img, .dgw script").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.locator("h3").inner_text().endswith(HOSTILE)


@browser_test
@pytest.mark.parametrize("kind", [None, 7, "text", [], {}, [[]], {"a": {"b": []}}, "<img src=x onerror=x>"])
def test_answers_of_any_shape_are_shown(page: Page, kind: Any) -> None:
    """A restored answer of the wrong shape leaves every kind usable."""
    parts = list(EVERY.values())
    show(page, exercise(*parts, SOURCE_MAP), answer={part["id"]: kind for part in [*parts, SOURCE_MAP]})
    work(page)
    assert page.locator(".dgw-result:visible").count() == len(parts) + 1


@browser_test
def test_targets_are_large_enough(page: Page) -> None:
    """Every control is at least 24 by 24 CSS pixels at 320 px."""
    page.set_viewport_size({"width": 320, "height": 800})
    show(page, exercise(*EVERY.values()), answer=SAMPLE)
    work(page)
    small = page.evaluate(
        """[...document.querySelectorAll(".dgw :is(button, input, select, textarea, summary)")]
        .filter((node) => node.checkVisibility())
        .map((node) => [node.outerHTML.slice(0, 90), node.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
    )
    assert small == []


@browser_test
def test_focus_is_visible(page: Page) -> None:
    """Each tab stop shows an outline, also where the control itself is drawn by its label."""
    show(page, exercise(*EVERY.values()), answer=SAMPLE)
    seen = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """(() => { const node = document.activeElement; if (node === document.body) return "body";
            const drawn = node.closest(".dgw-step") ? node.nextElementSibling : node;
            const shown = getComputedStyle(drawn).outlineStyle;
            return shown === "solid" ? shown : node.outerHTML; })()"""
        )
        seen.add(outline)
    assert seen == {"solid", "body"}


@browser_test
def test_forced_colours_keep_the_chosen_number_apart(chromium: Browser) -> None:
    """With forced colours a chosen number has another background than the others."""
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    show(page, exercise(EVERY["scale"]), answer={"mirror": {"ask": 3}})
    colours = page.evaluate(
        """[...document.querySelectorAll(".dgw-step > span")].slice(0, 5)
        .map((node) => getComputedStyle(node).backgroundColor)"""
    )
    assert colours.count(colours[2]) == 1
    context.close()


@browser_test
def test_print_shows_the_form_without_feedback(page: Page) -> None:
    """On paper stand the questions and the answers, no buttons and no feedback."""
    show(page, exercise(SINGLE), answer={"single": "A"}, status={"state": "saved", "text": "Saved 10:32"})
    work(page)
    page.emulate_media(media="print")
    text = page.locator(".dgw").inner_text()
    assert "The index tells you" in text
    for gone in ("Not right", "Check my answer", "Saved 10:32", "absolute measure"):
        assert gone not in text


@browser_test
def test_options_keep_their_order_for_one_seed(page: Page) -> None:
    """Options are shuffled the same way each time for one seed, and differently for some other."""
    options = [
        {"id": letter, "text": f"Option {letter}", "correct": letter == "A", "feedback": "Because."}
        for letter in "ABCDEF"
    ]
    part = {"id": "one", "kind": "choice", "prompt": "Which?", "options": options}
    orders = {}
    for seed in ("team-1", "team-2", "team-3", "team-1"):
        show(page, exercise(part), seed=seed)
        order = page.locator(".dgw-option").all_inner_texts()
        assert orders.setdefault(seed, order) == order
        assert sorted(order) == [f"Option {letter}" for letter in "ABCDEF"]
    assert len({tuple(order) for order in orders.values()}) > 1


@browser_test
def test_header_says_time_grouping_and_core_in_words(page: Page) -> None:
    """Title with id, minutes, grouping and the core mark are words, not signs."""
    show(page, exercise(SINGLE, grouping_note="Two teams face each other."))
    assert page.get_by_role("region", name="EX3.4 An exercise").count() == 1
    facts = page.locator(".dgw-facts").inner_text()
    for words in ("Core exercise", "12 minutes", "Work alone, then in the team", "Two teams face"):
        assert words in facts


@browser_test
@pytest.mark.parametrize(
    "part", [SINGLE, MATCH, NUMBER, GRID, MAP, TABLE, FORM], ids=lambda part: part["kind"]
)
def test_jupyter_shortcuts_stay_out(page: Page, part: dict[str, Any]) -> None:
    """No shortcut of a notebook acts while a control has the focus."""
    show(page, exercise(part), answer=SAMPLE)
    work(page)
    assert acting(page, ".dgw") == []


@browser_test
@pytest.mark.parametrize("chapter", range(11))
def test_shipped_exercises(page: Page, chapter: int) -> None:
    """Every exercise of the workbook shows at 320 px, takes a check of each part, and has no axe finding."""
    page.set_viewport_size({"width": 320, "height": 800})
    for shipped in bank.load(chapter):
        show(page, shipped.model_dump(mode="json", exclude_none=True), countries=[["RWA", "Rwanda"]])
        work(page)
        asked = [part for part in shipped.parts if part.applies({})]
        assert page.locator(".dgw-result:visible").count() == len(asked), shipped.id
        assert fits(page), shipped.id
        assert axe_findings(page) == [], shipped.id


def _texts(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items):
        if isinstance(inner, dict | list):
            yield from _texts(inner)
        elif isinstance(inner, str):
            yield value, key


READ = {"prompt", "help", "text", "label", "say", "feedback", "low", "high", "card", "name", "unit", "right"}
READ |= {"wrong", "model_answer", "result", "row_name"}


def _rewritten(part: dict[str, Any], text: str) -> dict[str, Any]:
    """Put ``text`` in place of everything in a part that people read."""
    for holder, key in list(_texts(part)):
        readable = key in READ or isinstance(key, int)
        codes = holder is part.get("fields") or (isinstance(holder, list) and part["kind"] == "order")
        if readable and not codes and not (isinstance(holder, list) and "first" in holder):
            holder[key] = text
    return part


@pytest.mark.parametrize(
    "kinds",
    [
        {"choice", "match", "number", "scale", "text"},
        {"order", "text"},
        {"grid"},
        {"activity", "table", "text"},
        {"map2x2", "table"},
    ],
    ids=lambda kinds: "+".join(sorted(kinds)),
)
def test_budget_of_an_exercise(kinds: set[str]) -> None:
    """What travels to show one exercise stays within 60 KiB, and 20 KiB compressed."""
    sent = (bundle("exercise", kinds) + style("exercise")).encode()
    assert len(sent) <= 60 * 1024
    assert len(gzip.compress(sent, 9)) <= 20 * 1024


def test_budget_of_every_exercise_of_the_workbook() -> None:
    """No exercise mixes so many kinds that more than 60 KiB, or 20 KiB compressed, travel to show it."""
    mixes = {frozenset(part.kind for part in shipped.parts) for shipped in all_exercises()}
    assert len(mixes) > 10
    for kinds in mixes:
        sent = (bundle("exercise", kinds) + style("exercise")).encode()
        assert len(sent) <= 60 * 1024, sorted(kinds)
        assert len(gzip.compress(sent, 9)) <= 20 * 1024, sorted(kinds)


def test_budget_of_a_page_with_every_kind() -> None:
    """A page that holds every kind of exercise carries the front end once: 76 KiB, 22 KiB compressed."""
    sent = (bundle("exercise") + style("exercise")).encode()
    assert len(sent) <= 76 * 1024
    assert len(gzip.compress(sent, 9)) <= 22 * 1024


@browser_test
@pytest.mark.parametrize("name", EVERY)
def test_a_bundle_for_one_kind_shows_it(page: Page, name: str) -> None:
    """An exercise works with a bundle that holds its own kinds only."""
    part = EVERY[name]
    show(page, exercise(part), answer=SAMPLE, kinds={part["kind"]})
    work(page)
    assert page.locator(".dgw-result").is_visible()


@pytest.mark.parametrize("entry", ["exercise", "marking"])
def test_a_bundle_is_one_module(entry: str) -> None:
    """A bundle imports nothing, keeps exactly its entry's exports, and can stand in a page."""
    exported = re.compile(r"^export .*", re.MULTILINE)
    own = (package_folder() / "widgets" / "js" / f"{entry}.js").read_text(encoding="utf-8")
    source = bundle(entry)
    assert not re.search(r"^\s*import\b", source, re.MULTILINE)
    assert exported.findall(own)
    assert exported.findall(source) == exported.findall(own)
    assert "</script" not in source
    assert "innerHTML" not in source


def test_every_phrase_of_the_front_end_exists() -> None:
    """No interface string that the modules ask for is missing from the phrases."""
    source = bundle("exercise")
    asked = set(re.findall(r'\b(?:t|say)\("([a-z_0-9]+)"', source))
    assert len(asked) > 60
    assert asked <= set(phrases())
