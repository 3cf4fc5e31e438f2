"""A page that shows one exercise as a handout would: the bundle inlined, nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.widgets.assets import bundle, style

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = """<!doctype html>
<html lang="en" dir="{dir}"><head><meta charset="utf-8"><title>Exercise</title>
<style>:root {{ color-scheme: light dark }} {style}</style></head>
<body><main><h1>Chapter</h1><h2>Exercises</h2><div id="place"></div></main>
<script type="module">
{bundle}
window.sent = [];
window.view = mount(document.getElementById("place"), {{
  ...{given}, onAnswer: (answers) => window.sent.push(answers),
}});
</script></body></html>"""


def exercise(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an exercise of these parts as a widget or a page receives it."""
    body = {
        "id": "EX3.4",
        "title": "An exercise",
        "core": True,
        "minutes": 12,
        "grouping": ["I", "T"],
        "parts": list(parts),
    }
    model = TypeAdapter(Exercise).validate_python(body | more)
    return model.model_dump(mode="json", exclude_none=True)


def show(
    page: Page,
    shown: dict[str, Any],
    direction: str = "ltr",
    kinds: Collection[str] | None = None,
    **given: Any,
) -> None:
    """Load a page with one exercise into ``page``; its front end holds all kinds or the named ones."""
    everything = {"exercise": shown, "answer": {}, "facts": {}, "strings": phrases(), "seed": "test"} | given
    data = json.dumps(everything).replace("<", "\\u003c")
    module = bundle("exercise", kinds)
    page.set_content(PAGE.format(dir=direction, style=style("exercise"), bundle=module, given=data))
    page.wait_for_function("Boolean(window.view)")


def answers(page: Page) -> Any:
    """Return the answers that the exercise sent last."""
    page.wait_for_timeout(300)
    return page.evaluate("window.sent.at(-1)")


def tab_to(page: Page, role: str, name: str) -> None:
    """Press the tab key until the control with this role and name has the focus."""
    target = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(120):
        if target.evaluate("(node) => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no tab stop leads to {role} {name!r}")


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
