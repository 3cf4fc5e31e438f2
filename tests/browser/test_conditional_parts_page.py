"""Questions that wait for an earlier choice appear with it, numbered anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exercise_page import answers, show

from toolkit_helpers.exercises import bank

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_chosen_form_of_the_test_appears(page: Page) -> None:
    """Before the choice only the form and the confidence are asked; each form shows its own questions."""
    test = bank.load(0)["PT0.1"].model_dump(mode="json", exclude_none=True)
    show(page, test)
    forms = page.locator("form.dgw-part:visible")
    assert forms.count() == 2
    page.get_by_label("Short form, 8 questions").check()
    assert forms.count() == 10
    assert page.get_by_text("Question 10 of 10").is_visible()
    page.get_by_label("Others rose faster, or the method was changed.").check()
    page.get_by_label("Form A, 20 questions").check()
    assert forms.count() == 22
    assert answers(page)["i1_5"] == "C"
    assert page.get_by_label("Others rose faster, or the method was changed.").is_checked()
    body = page.locator("body").inner_text()
    assert "Correct" not in body


def test_a_restored_form_is_shown_at_once(page: Page) -> None:
    """Whoever comes back finds the form that was begun."""
    test = bank.load(0)["PT0.1"].model_dump(mode="json", exclude_none=True)
    show(page, test, answer={"form": "B", "i1_2": "B"})
    assert page.locator("form.dgw-part:visible").count() == 22
