"""Fixed rows, row codes and references are worked by keyboard alone, and never lose what was named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from exercise_page import answers, exercise, fits, show, tab_to
from exercise_parts import TABLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.hacked=1>"
SOURCE = "EX3.7.gaps"
GAPS = [["G1", "G1 – No owner"], ["G3", "G3 – No law lets registers exchange data"]]
FIXED: dict[str, Any] = {
    "id": "pillars",
    "kind": "table",
    "prompt": "Which share goes where?",
    "row_label": "Pillar",
    "row_name": "pillar",
    "minimum_rows": 2,
    "rows": [
        {"id": "PL1", "text": "PL1 Vision"},
        {"id": "PL2", "text": "PL2 Law"},
        {"id": "PL3", "text": "PL3 Set-up"},
    ],
    "columns": [{"id": "share", "label": "Share", "type": "number", "required": True}],
    "checks": [{"rule": "sum", "column": "share", "total": 1, "say": "The shares make {sum}."}],
}
INITIATIVES: dict[str, Any] = {
    "id": "ini",
    "kind": "table",
    "prompt": "Write your initiatives.",
    "code": "I",
    "row_name": "initiative",
    "minimum_rows": 2,
    "columns": [
        {"id": "name", "label": "Initiative"},
        {"id": "gap", "label": "Main gap", "type": "ref", "source": SOURCE, "required": True},
        {"id": "closes", "label": "Closes", "type": "refs", "source": SOURCE, "help": "All that apply."},
        {"id": "needs", "label": "Depends on", "type": "refs", "source": "ini"},
    ],
    "checks": [
        {"rule": "covers", "column": "closes", "other": SOURCE, "say": "Still open: {missing}."},
        {"rule": "cycle", "column": "needs", "say": "A circle: {cycle}."},
    ],
}
PICK: dict[str, Any] = {
    "id": "pick",
    "kind": "form",
    "prompt": "Choose the first one.",
    "fields": [
        {"id": "first", "label": "First initiative", "type": "ref", "source": "ini"},
        {"id": "pillars", "label": "Serves", "type": "refs", "source": "pillars", "required": True},
    ],
}
SWOT: dict[str, Any] = {
    "id": "swot",
    "kind": "table",
    "prompt": "Write your findings.",
    "code": "field",
    "row_name": "finding",
    "columns": [
        {
            "id": "field",
            "label": "Field",
            "type": "choice",
            "options": [{"id": "S", "text": "Strength"}, {"id": "W", "text": "Weakness"}],
        },
        {"id": "text", "label": "Finding"},
    ],
}


def said(page: Page) -> str:
    """Return what the live region says."""
    return page.locator("[role=status]").inner_text().strip()


def titles(page: Page) -> list[str]:
    """Return the names of the rows."""
    return page.locator(".dgw-card > legend").all_inner_texts()


def options(page: Page, label: str, place: int = 0) -> list[str]:
    """Return what a list offers."""
    return page.get_by_label(label).nth(place).locator("option").all_inner_texts()


def group(page: Page, name: str, place: int = 0) -> Any:
    """Return a group of tick boxes."""
    return page.get_by_role("group", name=name, exact=True).nth(place)


def test_fixed_rows_are_filled_in_by_keyboard(page: Page) -> None:
    """Each fixed row is a group named by its text; nothing adds, moves or removes it; the sum is checked."""
    show(page, exercise(FIXED))
    assert titles(page) == ["PL1 Vision", "PL2 Law", "PL3 Set-up"]
    assert page.get_by_role("group", name="PL2 Law").get_by_label("Share").count() == 1
    names = [button.inner_text() for button in page.get_by_role("button").all() if button.is_visible()]
    assert names == ["Check what is missing"]
    page.keyboard.press("Tab")
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("0.25")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "The shares make 0.75." in page.locator(".dgw-result").inner_text()
    assert answers(page) == {
        "pillars": [{"code": "PL1", "share": "0.5"}, {"code": "PL2"}, {"code": "PL3", "share": "0.25"}]
    }


def test_fixed_rows_find_their_answers_by_id(page: Page) -> None:
    """A restored answer fills the rows it names, whatever its order, and leaves unknown rows out."""
    answer = [{"code": "PL3", "share": "0.3"}, {"code": "PL9", "share": "9"}, {"code": "PL1", "share": "0.7"}]
    show(page, exercise(FIXED), answer={"pillars": answer})
    assert [field.input_value() for field in page.get_by_label("Share").all()] == ["0.7", "", "0.3"]


def test_a_reference_is_chosen_from_the_rows_of_the_source(page: Page) -> None:
    """One row is chosen in a native list, several are ticked in a named group with its help."""
    show(page, exercise(INITIATIVES), references={SOURCE: GAPS})
    page.get_by_label("Initiative").first.fill("Exchange layer")
    assert options(page, "Main gap (required)") == ["Choose …", "G1 – No owner", GAPS[1][1]]
    page.get_by_label("Main gap (required)").first.focus()
    page.keyboard.type("G3")
    boxes = group(page, "Closes")
    assert "All that apply." in boxes.inner_text()
    tab_to_box = boxes.get_by_label("G3 – No law")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert tab_to_box.evaluate("(node) => node === document.activeElement")
    page.keyboard.press("Space")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "Still open: G1." in page.locator(".dgw-result").inner_text()
    row = {"code": "I1", "name": "Exchange layer", "gap": "G3", "closes": ["G3"]}
    assert answers(page) == {"ini": [row]}
    page.keyboard.press("Shift+Tab")
    boxes.get_by_label("G3 – No law").uncheck()
    del row["closes"]
    assert answers(page) == {"ini": [row]}


def test_codes_are_typed_while_there_are_no_rows(page: Page) -> None:
    """Before the source has rows its codes are typed; they are chosen among the rows once these exist."""
    show(page, exercise(INITIATIVES))
    assert "the short names that EX3.7 gives them" in page.locator(".dgw-card").first.inner_text()
    tab_to_first = page.get_by_label("Main gap (required)").first
    tab_to_first.focus()
    page.keyboard.type("g3")
    page.keyboard.press("Tab")
    page.keyboard.type("g1, G3 and g9")
    row = {"code": "I1", "gap": "G3", "closes": ["G1", "G3", "G9"]}
    assert answers(page) == {"ini": [row]}
    page.evaluate("(rows) => view.update({ references: rows })", {SOURCE: GAPS})
    assert page.get_by_label("Main gap (required)").first.input_value() == "G3"
    ticked = [box.get_attribute("value") for box in group(page, "Closes").locator(":checked").all()]
    assert ticked == ["G1", "G3", "G9"]
    assert group(page, "Closes").get_by_label("G9 (no longer there)").is_checked()
    assert answers(page) == {"ini": [row]}


def test_words_in_place_of_a_code_are_kept(page: Page) -> None:
    """What somebody writes instead of a code is not lost, before and after the rows are known."""
    show(page, exercise(INITIATIVES))
    page.get_by_label("Main gap (required)").first.fill("the law")
    assert answers(page) == {"ini": [{"code": "I1", "gap": "the law"}]}
    page.evaluate("(rows) => view.update({ references: rows })", {SOURCE: GAPS})
    assert options(page, "Main gap (required)")[-1] == "the law (no longer there)"


def test_a_row_that_is_gone_stays_named(page: Page) -> None:
    """A code whose row was removed is kept, shown as gone and told, until the team chooses another."""
    row = {"code": "I1", "name": "Layer", "gap": "G2", "closes": ["G1", "G2", "G3"]}
    show(page, exercise(INITIATIVES), answer={"ini": [row]}, references={SOURCE: GAPS})
    assert options(page, "Main gap (required)")[-1] == "G2 (no longer there)"
    assert page.get_by_label("Main gap (required)").first.input_value() == "G2"
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    card = page.locator(".dgw-card").first.inner_text()
    assert "I1, Main gap: G2 is no longer there." in card
    assert "I1, Closes: G2 is no longer there." in card
    page.get_by_label("Initiative").first.fill("Layer of exchange")
    assert answers(page) == {"ini": [row | {"name": "Layer of exchange"}]}
    page.get_by_label("Main gap (required)").first.select_option("G1")
    assert answers(page)["ini"][0]["gap"] == "G1"


def test_rows_that_change_elsewhere_change_the_offer_only(page: Page) -> None:
    """New words of a row appear where it is offered, while what is being typed keeps its focus."""
    show(page, exercise(INITIATIVES), references={SOURCE: GAPS})
    page.get_by_label("Initiative").first.focus()
    page.keyboard.type("Exchange")
    page.evaluate("(rows) => view.update({ references: rows })", {SOURCE: [["G1", "G1 – No unit owns it"]]})
    assert options(page, "Main gap (required)") == ["Choose …", "G1 – No unit owns it"]
    page.keyboard.type(" layer")
    assert page.get_by_label("Initiative").first.input_value() == "Exchange layer"
    assert answers(page) == {"ini": [{"code": "I1", "name": "Exchange layer"}]}


def test_rows_of_the_same_table_name_each_other(page: Page) -> None:
    """A row offers the others of its table, never itself, as they are written; a circle is told."""
    show(page, exercise(INITIATIVES), references={SOURCE: GAPS})
    page.get_by_label("Initiative").first.fill("One")
    page.get_by_label("Initiative").nth(1).fill("Two")
    assert group(page, "Depends on").get_by_role("checkbox").count() == 1
    group(page, "Depends on").get_by_label("I2 – Two").press("Space")
    group(page, "Depends on", 1).get_by_label("I1 – One").press("Space")
    tab_to(page, "button", "Check what is missing")
    page.keyboard.press("Enter")
    assert "A circle: I1 → I2 → I1." in page.locator(".dgw-result").inner_text()


def test_a_form_names_rows_of_the_tables_beside_it(page: Page) -> None:
    """Rows written in one part of an exercise are offered in another at once; fixed rows always are."""
    show(page, exercise(FIXED, INITIATIVES, PICK), references={SOURCE: GAPS})
    page.get_by_label("Initiative").first.fill("One")
    assert options(page, "First initiative") == ["Choose …", "I1 – One"]
    page.get_by_label("First initiative").select_option("I1")
    boxes = group(page, "Serves (required)")
    assert boxes.get_by_role("checkbox").count() == 3
    boxes.get_by_label("PL2 Law").press("Space")
    assert answers(page)["pick"] == {"first": "I1", "pillars": ["PL2"]}


def test_codes_survive_removal_undo_and_moves(page: Page) -> None:
    """A row keeps its code whatever happens to the others; a number is not given twice."""
    table = TABLE | {"maximum_rows": 9}
    show(page, exercise(table), answer={"gaps": [{"statement": text} for text in "abc"]})
    assert titles(page) == ["G1", "G2", "G3"]
    page.get_by_role("button", name="Remove: G3").press("Enter")
    page.get_by_role("button", name="Add a row").press("Enter")
    assert said(page) == "Added: G4"
    page.get_by_role("button", name="Move up: G2").press("Enter")
    page.get_by_role("button", name="Remove: G1").press("Enter")
    page.get_by_role("button", name="Undo").press("Enter")
    assert titles(page) == ["G2", "G1", "G4"]
    assert answers(page)["gaps"] == [{"code": "G2", "statement": "b"}, {"code": "G1", "statement": "a"}]
    page.evaluate("(rows) => view.update({ answer: { gaps: rows } })", [{"code": "G7", "statement": "z"}])
    page.get_by_role("button", name="Add a row").press("Enter")
    assert titles(page)[0] == "G7"
    assert "G8" in titles(page)


def test_a_row_takes_another_code_with_its_letter(page: Page) -> None:
    """Where a choice is the letter, a row has no code before it, keeps its own, and changes with it only."""
    rows = [{"field": "S", "text": "a"}, {"field": "S", "text": "b"}]
    show(page, exercise(SWOT), answer={"swot": rows})
    assert titles(page) == ["S1", "S2"]
    page.get_by_label("Field").first.select_option("W")
    assert titles(page) == ["W1", "S2"]
    page.get_by_role("button", name="Add a row").press("Enter")
    assert titles(page)[2] == "Finding 3"
    page.get_by_label("Field").nth(2).select_option("S")
    assert titles(page) == ["W1", "S2", "S3"]
    assert [row["code"] for row in answers(page)["swot"]] == ["W1", "S2", "S3"]


@pytest.mark.parametrize("width", [320, 1000])
def test_axe_finds_nothing(chromium: Browser, width: int) -> None:
    """References and fixed rows have no accessibility finding and fit a small screen, with hostile words."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    parts = json.loads(json.dumps([FIXED, INITIATIVES, PICK]).replace("PL2 Law", f"PL2 {HOSTILE}"))
    rows = [["G1", f"G1 – {HOSTILE}"], ["G2", f"G2 – {'Unbroken' * 20}"]]
    given = [
        {"code": "I1", "name": HOSTILE, "gap": HOSTILE, "closes": ["G2", HOSTILE], "needs": ["I9"]},
        {"name": "B"},
    ]
    show(page, exercise(*parts), answer={"ini": given}, references={SOURCE: rows})
    for button in page.get_by_role("button", name="Check what is missing").all():
        button.click()
    violations = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['target']}" for rule in violations for node in rule["nodes"]] == []
    assert fits(page)
    assert page.locator(".dgw img").count() == 0
    assert page.evaluate("window.hacked") is None
    context.close()


@pytest.mark.parametrize(
    "value", [None, 7, "G1", {"G1": 1}, [[]], [None, {}], [["G1"]], ["G1", 3, "", "G1"], HOSTILE, "__proto__"]
)
def test_answers_of_any_shape_are_shown(page: Page, value: Any) -> None:
    """A restored reference of the wrong shape leaves the exercise usable."""
    row = {"code": value, "name": "A", "gap": value, "closes": value, "needs": value, "share": value}
    answer = {
        "ini": [row, value],
        "pillars": [row | {"code": "PL1"}, value],
        "pick": {"first": value, "pillars": value},
    }
    show(page, exercise(FIXED, INITIATIVES, PICK), answer=answer, references={SOURCE: GAPS})
    for button in page.get_by_role("button", name="Check what is missing").all():
        button.click()
    assert page.locator(".dgw-result:visible").count() == 3
    page.get_by_label("Initiative").first.fill("B")
    assert answers(page)["ini"][0]["name"] == "B"
