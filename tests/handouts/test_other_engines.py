"""The offline page in Firefox and in WebKit, the engine of Safari and of every browser on an iPhone."""

from __future__ import annotations

from pathlib import Path

import pytest
from other_engines import SPACE, TAB, Engine, wait_for

from toolkit_helpers.handouts import making
from toolkit_helpers.handouts import page as pages
from toolkit_helpers.workshop.documents import whole

pytestmark = pytest.mark.browser
ALIVE = "() => document.body.dataset.alive === 'all'"


def focus(engine: Engine, selector: str) -> None:
    """Put the focus on a control, as the tab key would."""
    engine.run("(selector) => document.querySelector(selector).focus()", selector)


def test_answers_are_marked_and_found_again(engine: Engine, tmp_path: Path) -> None:
    """A file in the browser marks by keyboard, keeps answers over a reload, and holds the place of a link."""
    path = tmp_path / "workbook.html"
    path.write_text(pages.render(whole.workbook(making.notebooks([0, 1, 3]))), encoding="utf-8")
    engine.open(f"{path.as_uri()}#EX1.2")
    wait_for(engine, ALIVE)
    top = "() => Math.abs(document.getElementById('EX1.2').getBoundingClientRect().y) < 2"
    wait_for(engine, top)

    focus(engine, "[id='EX1.2'] input[type=radio]")
    engine.press(SPACE)
    focus(engine, "[id='EX1.2'] .dgw-main")
    engine.press(SPACE)
    wait_for(engine, "() => document.querySelector('[id=\"EX1.2\"] .dgw-result').textContent.length > 5")
    focus(engine, "[id='EX1.8'] textarea")
    engine.press(f"<b>Our</b> context{TAB}")
    wait_for(engine, "() => document.getElementById('our-plan').textContent.includes('<b>Our</b> context')")

    engine.open("about:blank")
    engine.open(f"{path.as_uri()}#EX1.8")
    wait_for(engine, ALIVE)
    kept = "() => document.querySelector(\"[id='EX1.8'] textarea\").value"
    assert engine.run(kept) == "<b>Our</b> context"
    assert engine.run("() => document.querySelector(\"[id='EX1.2'] input[type=radio]\").checked") is True
    assert engine.run("() => document.querySelectorAll('#our-plan b').length") == 0
    fits = "() => document.documentElement.scrollWidth <= innerWidth"
    assert engine.run(fits) is True
