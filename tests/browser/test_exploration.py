"""The screen painter in a real browser: legible at every width, operable by keyboard, accessible."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sample_charts
from answering_team import TEAM
from axe_playwright_python.sync_playwright import Axe

from toolkit_helpers import datasets
from toolkit_helpers.figures import axes, explorations, layout
from toolkit_helpers.figures.description import Axis
from toolkit_helpers.figures.phrases import phrases
from toolkit_helpers.widgets.assets import bundle, style
from toolkit_helpers.widgets.exploration import chart_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    PageFactory = Callable[..., Page]

pytestmark = pytest.mark.browser

# The world, the longest name, and countries with the highest, the lowest and missing values.
COUNTRIES = [None, "GBR", "KOR", "PRK", "NIC", "ESP"]
NAMES = [[country.iso3, country.name] for country in datasets.countries()]

HTML = """<!doctype html>
<html lang="en"{theme}><head><meta charset="utf-8"><title>Explorations</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 8px }} {style}</style></head>
<body><main><h1>Explorations</h1><div id="places"></div></main>
<script type="module">
{bundle}
window.picked = [];
const strings = {strings};
window.views = {charts}.map((chart, number) => {{
  const place = document.getElementById("places").appendChild(document.createElement("div"));
  place.style.marginBottom = "12px";
  return mountExploration(place, {{
    chart, strings, country: "{country}", countries: number === 0 ? {countries} : [],
    onCountry: (code) => window.picked.push(code),
  }});
}});
window.render = render;
</script></body></html>"""


def charts(country: str | None) -> list[dict[str, Any]]:
    """Return all explorations as a page receives them."""
    return [chart_json(explorations.describe(name, country, TEAM)) for name in explorations.IDS]


@pytest.fixture
def page_factory(chromium: Browser) -> Iterator[PageFactory]:
    """Return a function that opens a page with all explorations; an error in its scripts fails the test."""
    contexts = []
    errors: list[str] = []

    def open_page(
        width: int,
        country: str | None = None,
        theme: str = "",
        shown: list[dict[str, Any]] | None = None,
        **options: Any,
    ) -> Page:
        drawn = charts(country) if shown is None else shown
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: request.url.startswith("http") and errors.append(request.url))
        page.set_content(
            HTML.format(
                theme=theme,
                style=style("explore"),
                bundle=bundle("explore"),
                strings=json.dumps(phrases()),
                charts=json.dumps(drawn),
                country=country or "",
                countries=json.dumps(NAMES),
            )
        )
        page.locator("svg").nth(len(drawn) - 1).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, errors


BOXES = """() => [...document.querySelectorAll("svg")].map((svg) => {
  const page = svg.getBoundingClientRect();
  return {
    label: svg.getAttribute("aria-label"),
    page: [page.left, page.top, page.right, page.bottom],
    texts: [...svg.querySelectorAll("text")].map((node) => {
      const box = node.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(node).fontSize);
      return [node.textContent, box.left, box.top, box.right, box.bottom, size];
    }),
  };
})"""


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("country", COUNTRIES)
def test_text_is_neither_cut_nor_covered_by_text(
    page_factory: PageFactory, width: int, country: str | None
) -> None:
    """Each text of each chart lies inside its picture, is large enough, and touches no other text."""
    page = page_factory(width, country)
    check_texts(page, width, len(explorations.IDS))


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_every_kind_of_chart_is_legible_full_and_empty(page_factory: PageFactory, width: int) -> None:
    """The same holds for kinds with hard samples, and for each kind before there is anything to show."""
    samples = [chart_json(chart) for chart in sample_charts.all_charts().values()]
    check_texts(page_factory(width, shown=samples), width, len(samples))


def check_texts(page: Page, width: int, count: int) -> None:
    """Fail if a text of a chart is cut, covered by another, or too small."""
    pictures = page.evaluate(BOXES)
    assert len(pictures) == count
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for picture in pictures:
        left, top, right, bottom = picture["page"]
        for text, x0, y0, x1, y1, size in picture["texts"]:
            assert left - 1 <= x0, (text, picture["label"])
            assert x1 <= right + 1, (text, picture["label"])
            assert top - 1 <= y0, (text, picture["label"])
            assert y1 <= bottom + 1, (text, picture["label"])
            assert size >= 13, text
        for number, (one, a0, b0, a1, b1, _size) in enumerate(picture["texts"]):
            for two, c0, d0, c1, d1, _other in picture["texts"][number + 1 :]:
                across = min(a1, c1) - max(a0, c0)
                # A line's box is higher than its letters.
                along = min(b1, d1) - max(b0, d0)
                assert across < 1 or along < 4, (one, two, picture["label"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing(page_factory: PageFactory, width: int, scheme: str) -> None:
    """All kinds of charts, their tables open, have no accessibility finding in light and dark."""
    page = page_factory(width, "KEN", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })")
    found = Axe().run(page, options={"rules": {"color-contrast": {"enabled": True}}})
    assert [
        (one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["violations"]
    ] == []


def test_jupyterlabs_theme_wins_over_the_systems(page_factory: PageFactory) -> None:
    """In JupyterLab's dark theme a chart is dark on a light system, and the other way round."""
    background = "getComputedStyle(document.querySelector('.dgx')).backgroundColor"
    seen = {
        (scheme, lab): page_factory(
            768, theme=f' data-jp-theme-light="{lab}"' if lab else "", color_scheme=scheme
        ).evaluate(background)
        for scheme in ("light", "dark")
        for lab in ("", "true", "false")
    }
    light, dark = seen["light", ""], seen["dark", ""]
    assert light != dark
    assert {seen["dark", "true"], seen["light", "true"]} == {light}
    assert {seen["light", "false"], seen["dark", "false"]} == {dark}


@pytest.mark.parametrize("theme", ["", ' data-jp-theme-light="false"', ' data-jp-theme-light="true"'])
def test_paper_is_light_whatever_the_screen_is(page_factory: PageFactory, theme: str) -> None:
    """Printed from a dark system or a dark JupyterLab, a chart has dark ink on white."""
    page = page_factory(768, "KEN", theme=theme, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate("""() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      return [style(".dgx").backgroundColor, style(".dgx").color, style("svg path[style*='dgx-own']").fill];
    }""")
    assert seen == ["rgb(255, 255, 255)", "rgb(29, 29, 29)", "rgb(179, 49, 0)"]


def test_forced_colours_keep_marks_and_numbers_visible(page_factory: PageFactory) -> None:
    """With forced colours, text and marks take the reader's own colours and stand out from the page."""
    page = page_factory(768, "KEN", forced_colors="active")
    colours = page.evaluate("""() => {
      const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
      const own = style("svg path[style*='dgx-own']", "fill");
      return [style(".dgx", "backgroundColor"), style(".dgx-text", "fill"), own];
    }""")
    assert len(set(colours)) >= 2
    assert colours[0] not in colours[1:]


def test_a_picture_has_a_name_its_words_and_its_numbers(page_factory: PageFactory) -> None:
    """The SVG is one image with the text alternative; finding, source and table twin stand beside it."""
    page = page_factory(768, "RWA")
    chart = explorations.describe("D1.1", "RWA")
    picture = page.get_by_role("img").first
    assert picture.get_attribute("aria-label") == chart.alt
    described = picture.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == chart.finding
    figure = page.get_by_role("figure").first
    assert chart.source in figure.inner_text()
    assert f"What to notice: {chart.notice}" in figure.inner_text()
    figure.get_by_text("The numbers as a table").click()
    rows = figure.get_by_role("row").all()
    assert [cell.inner_text() for cell in rows[0].get_by_role("columnheader").all()] == chart.table.header
    assert len(rows) == len(chart.table.rows) + 1
    assert rows[1].get_by_role("rowheader").inner_text() == chart.table.rows[0][0]
    assert figure.locator("caption").inner_text() == chart.table.caption


def test_headings_are_left_to_the_chapter(page_factory: PageFactory) -> None:
    """An exploration brings no heading of its own, so the chapter's levels never skip."""
    assert page_factory(768).locator("h2, h3, h4, h5, h6").count() == 0


def test_a_country_is_picked_by_keyboard(page_factory: PageFactory) -> None:
    """The labelled list holds 193 countries and none; typing a name picks it and the page is told."""
    page = page_factory(320, "RWA")
    picker = page.get_by_label("Your country")
    assert picker.input_value() == "RWA"
    assert picker.locator("option").count() == 194
    page.keyboard.press("Tab")
    assert picker.evaluate("(node) => node === document.activeElement")
    page.keyboard.type("Kenya")
    assert page.evaluate("window.picked").pop() == "KEN"
    picker.select_option("")
    assert page.evaluate("window.picked").pop() == ""


def test_an_update_changes_words_and_picture_and_keeps_the_focus(page_factory: PageFactory) -> None:
    """A new chart replaces finding, picture and table, is announced, and leaves the reader where they are."""
    page = page_factory(768, "RWA")
    picker = page.get_by_label("Your country")
    picker.focus()
    chart = chart_json(explorations.describe("D1.1", "KEN"))
    page.evaluate("(chart) => window.views[0].update({ chart, country: 'KEN' })", chart)
    status = page.get_by_role("status").first
    assert status.inner_text() == chart["finding"]
    assert page.get_by_role("img").first.get_attribute("aria-label") == chart["alt"]
    assert picker.input_value() == "KEN"
    assert picker.evaluate("(node) => node === document.activeElement")


def test_a_chart_follows_the_width_of_the_page(page_factory: PageFactory) -> None:
    """When the window narrows the picture is laid out again instead of shrinking its letters."""
    page = page_factory(1280, "KEN")
    wide = page.locator("svg").first.get_attribute("width")
    page.set_viewport_size({"width": 340, "height": 700})
    page.wait_for_function("Number(document.querySelector('svg').getAttribute('width')) < 340")
    assert float(wide or 0) > 700
    assert page.evaluate("document.documentElement.scrollWidth") <= 340


def test_texts_cannot_become_markup(page_factory: PageFactory) -> None:
    """Words of a chart are shown as they are, never read as HTML."""
    page = page_factory(768)
    chart = chart_json(explorations.describe("D1.2"))
    chart["finding"] = chart["source"] = chart["notice"] = "<img src=x onerror=alert(1)> & more"
    chart["series"][0]["name"] = "<b>bold</b>"
    page.evaluate("(chart) => window.views[0].update({ chart })", chart)
    assert page.get_by_role("status").first.inner_text() == chart["finding"]
    assert page.locator("figure img, figure b").count() == 0


MODEL = """(chart) => {
  const strings = { country: "Your country", no_country: "None", table: "Table", notice: "", missing: "" };
  const values = { chart, country: "RWA", countries: [["KEN", "Kenya"], ["RWA", "Rwanda"]], strings };
  const listeners = {};
  window.saved = 0;
  window.model = {
    get: (name) => values[name],
    set: (name, value) => {
      values[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((call) => call());
    },
    save_changes: () => { window.saved += 1; },
    on: (name, call) => { (listeners[name] ??= []).push(call); },
    off: (name, call) => { listeners[name] = listeners[name].filter((one) => one !== call); },
    left: () => Object.values(listeners).flat().length,
  };
  const el = document.body.appendChild(document.createElement("div"));
  el.id = "live";
  window.leave = window.render({ model: window.model, el });
}"""


def test_the_widget_sends_the_country_and_follows_the_kernel(page_factory: PageFactory) -> None:
    """Picking a country saves it to the kernel; a chart from the kernel is drawn; leaving cleans up."""
    page = page_factory(768)
    page.evaluate(MODEL, chart_json(explorations.describe("D1.3", "RWA")))
    live = page.locator("#live")
    live.get_by_label("Your country").select_option("KEN")
    assert page.evaluate("[window.model.get('country'), window.saved]") == ["KEN", 1]
    assert live.locator("figure").get_attribute("aria-busy") == "true"
    chart = chart_json(explorations.describe("D1.3", "KEN"))
    page.evaluate("(chart) => window.model.set('chart', chart)", chart)
    assert live.get_by_role("status").inner_text() == chart["finding"]
    assert live.locator("figure").get_attribute("aria-busy") is None
    page.evaluate("window.leave()")
    assert live.locator("*").count() == 0
    assert page.evaluate("window.model.left()") == 0


def test_both_painters_lay_out_alike(page_factory: PageFactory) -> None:
    """The screen painter's layout rules give what the print painter's give."""
    page = page_factory(768)
    module = json.dumps(bundle("explore-layout"))
    page.evaluate(
        f"import(URL.createObjectURL(new Blob([{module}], {{type: 'text/javascript'}})))"
        ".then((module) => { window.rules = module; })"
    )
    places = [3.0, 5.5, 6.0, 6.1, 40.0, 88.0, 97.0, 99.5]
    sizes = [10.0, 4.0, 8.0, 3.0, 20.0, 9.0, 6.0, 5.0]
    calls: list[tuple[str, list[Any], Any]] = [
        ("spreadLabels", [places, sizes, 0, 100, 2], layout.spread(places, sizes, 0, 100, 2)),
        ("swarmOffsets", [places, 4], layout.swarm(places, 4)),
        ("markLanes", [places, sizes], layout.lanes(places, sizes)),
        ("axisTicks", [500, 200_000, True], axes.ticks(500, 200_000, log=True)),
        ("axisTicks", [0, 100], axes.ticks(0, 100)),
        ("axisLimits", [{}, [0.13, 0.78]], axes.limits(Axis(), [0.13, 0.78])),
        ("axisLimits", [{"minimum": 0}, [3, 17]], axes.limits(Axis(minimum=0), [3, 17])),
        ("axisLimits", [{"maximum": 100}, [61, 97]], axes.limits(Axis(maximum=100), [61, 97])),
        ("axisLimits", [{}, []], axes.limits(Axis(), [])),
        ("axisLimits", [{}, [5, 5]], axes.limits(Axis(), [5, 5])),
        ("axisLimits", [{}, [2003, 2024], True], axes.limits(Axis(), [2003, 2024], exact=True)),
        ("thinTicks", [[0, 9, 18, 27, 36], [12] * 5], axes.thin([0, 9, 18, 27, 36], [12] * 5)),
    ]
    for name, given, expected in calls:
        assert page.evaluate(f"(given) => window.rules.{name}(...given)", given) == pytest.approx(expected), (
            name
        )
    for values in ([4, 10, 31], [1], [90], [], [-3, 8]):
        ends, numbers = axes.months(Axis(), values)
        found = page.evaluate("(values) => window.rules.monthAxis({}, values)", values)
        assert found == {"limits": list(ends), "ticks": numbers}
    storeys = page.evaluate("(given) => window.rules.labelStoreys(...given)", [places, sizes, 40, 2])
    assert storeys == layout.storeys(places, sizes, 40, 2)
    assert len(storeys) == 3
    strokes = page.evaluate("() => window.rules.hatchStrokes(3, 5, 40, 12, 6)")
    assert strokes == [[list(end) for end in one] for one in layout.hatch(3, 5, 40, 12, 6)]
    dots = [(10.0 * n, 50.0 + 7 * n % 30) for n in range(20)]
    names: list[Any] = [
        dots[:8],
        [(60.0, 12.0)] * 8,
        dots,
        [(0.0, 0.0, 40.0, 30.0)],
        (0.0, 0.0, 220.0, 120.0),
    ]
    expected_places = [place and list(place) for place in layout.beside(*names)]
    assert page.evaluate("(given) => window.rules.besideDots(...given)", names) == expected_places
    assert None in expected_places
    assert any(expected_places)
    for value in (0, 0.25, 0.5, 1, 75, 1000, 100_000):
        assert page.evaluate("(value) => window.rules.tickText(value)", value) == axes.tick_text(float(value))


def test_the_painter_stays_small() -> None:
    """Scripts and style sheet together stay below 50 kB, so a chart opens on a slow line."""
    assert len(bundle("explore").encode()) + len(style("explore").encode()) < 50_000
