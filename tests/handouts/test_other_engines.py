"""The offline page in Firefox and in WebKit, the engine of Safari and of every browser on an iPhone."""

from __future__ import annotations

import pytest
from other_engines import SPACE, TAB, Engine, wait_for

from toolkit_helpers.handouts import making
from toolkit_helpers.handouts import page as pages
from toolkit_helpers.workshop.documents import whole

pytestmark = pytest.mark.browser
ALIVE = "() => document.body.dataset.alive === 'all'"
FITS = "() => document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a page with chapters 0, 1 and 3, as a file on a stick."""
    path = tmp_path_factory.mktemp("stick") / "workbook.html"
    path.write_text(pages.render(whole.workbook(making.notebooks([0, 1, 3]))), encoding="utf-8")
    return path.as_uri()


def focus(engine: Engine, selector: str) -> None:
    """Put the focus on a control, as the tab key would."""
    engine.run("(selector) => document.querySelector(selector).focus()", selector)


def test_answers_are_marked_and_found_again(engine: Engine, address: str) -> None:
    """A file in the browser marks by keyboard, keeps answers over a reload, and holds the place of a link."""
    engine.open(f"{address}#EX1.2")
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
    engine.open(f"{address}#EX1.8")
    wait_for(engine, ALIVE)
    kept = "() => document.querySelector(\"[id='EX1.8'] textarea\").value"
    assert engine.run(kept) == "<b>Our</b> context"
    assert engine.run("() => document.querySelector(\"[id='EX1.2'] input[type=radio]\").checked") is True
    assert engine.run("() => document.querySelectorAll('#our-plan b').length") == 0
    assert engine.run(FITS) is True


@pytest.mark.parametrize("width", [700, 1000])
def test_no_word_of_the_capacity_grid_is_broken_and_no_button_stands_alone(
    engine: Engine, address: str, width: int
) -> None:
    """Heads fit their columns without a dictionary for hyphens, too; two buttons stay together."""
    engine.resize(width)
    engine.open(f"{address}#EX3.4")
    wait_for(engine, ALIVE)
    broken = engine.run("""() => [...document.querySelectorAll(".dgw-grid thead th")].filter((head) => {
      const words = document.createRange();
      words.selectNodeContents(head);
      const room = head.getBoundingClientRect().width;
      return words.getClientRects().length > 1 || words.getBoundingClientRect().width > room - 4;
    }).map((head) => head.textContent)""")
    assert broken == []
    tops = "(id) => document.getElementById(id).getBoundingClientRect().top"
    assert engine.run(tops, "tools-save") == engine.run(tops, "tools-restore")
    if width >= 900:
        assert abs(engine.run(tops, "tools-country") - engine.run(tops, "tools-save")) < 4
    assert engine.run(FITS) is True
