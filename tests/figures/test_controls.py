"""Numbers that a reader may change: declared once, checked everywhere, and printed where nothing can move."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.datasets import Country
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.figures import explorations
from toolkit_helpers.figures.controls import Control, complete, used_text
from toolkit_helpers.figures.description import Axis, Chart, Point, Series, Table
from toolkit_helpers.widgets.exploration import ExplorationWidget, as_html, as_markdown

LEAVING = Control("leaving", "Leaving each year", 0, 50, 0.5, 8, "%")
JOINING = Control("joining", "Joining each year", 0, 900, 10, 120, "persons")
SERIES = Control("series", "Which series", options=("Electricity", "Literacy"))


def describe(_country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return a chart that says which values it was computed with."""
    if values["leaving"] + values["joining"] == 0:
        raise ToolkitError("nobody moves", remedy="Raise one of the two.")
    words = f"{values['leaving']} leave, {values['joining']} join, {values['series']}, {dict(team)}"
    return Chart(
        id="D0.1",
        kind="bar",
        question="How many?",
        finding=words,
        y=Axis(categories=["Stock"]),
        series=[Series(name="Stock", role="own", points=[Point(x=values["joining"], y="Stock")])],
        source="Invented, 2026",
        alt="A bar",
        table=Table(caption="Stock", header=["What", "Number"], rows=[["Stock", f"{values['joining']:g}"]]),
    )


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Register an exploration with three controls and return its number."""
    module = ModuleType("moved_by_hand")
    vars(module).update(
        describe=describe,
        CONTROLS=(LEAVING, JOINING, SERIES),
        READS=frozenset({"EX7.5"}),
        WITHOUT_COUNTRY=True,
    )
    monkeypatch.setitem(sys.modules, f"{explorations.__name__}.moved_by_hand", module)
    monkeypatch.setitem(explorations._PLACES, "D0.1", "moved_by_hand")
    yield "D0.1"
    explorations.exploration.cache_clear()


def ask(widget: ExplorationWidget, number: int, **typed: Any) -> dict[str, Any]:
    """Send texts as the page does, and return the reply."""
    widget.asked = {"number": number, "typed": typed}
    return dict(widget.reply)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Leaving"},
        {"id": ""},
        {"label": ""},
        {"value": 51},
        {"value": -1},
        {"step": 0},
        {"minimum": 60},
        {"options": ("one",), "value": 1},
    ],
)
def test_a_control_that_does_not_fit_together_is_an_authors_slip(wrong: dict[str, Any]) -> None:
    """An id in lower case, a label, a step and a value between the ends are asked for at once."""
    fields = {"id": "leaving", "label": "Leaving", "maximum": 50, "value": 8, **wrong}
    with pytest.raises(ToolkitError, match="does not fit together"):
        Control(**fields)


@pytest.mark.parametrize(
    ("control", "value", "text"),
    [
        (LEAVING, 8, "8.0 %"),
        (LEAVING, 8.25, "8.25 %"),
        (JOINING, 120, "120 persons"),
        (SERIES, 1, "Literacy"),
        (Control("h", "Hours", 0, 1, 0.25, 0.5), 0.1 + 0.2, "0.30"),
    ],
)
def test_a_value_is_shown_with_its_unit(control: Control, value: float, text: str) -> None:
    """Decimals follow the step, and nothing that was typed is rounded away."""
    assert control.shown(value) == text


@pytest.mark.parametrize(
    ("control", "value", "words"),
    [
        (LEAVING, 8.3, ""),
        (LEAVING, 50, ""),
        (LEAVING, None, "Leaving each year: give a number from 0 to 50 %."),
        (LEAVING, 50.5, "Leaving each year: give a number from 0 to 50 %."),
        (LEAVING, float("nan"), "Leaving each year: give a number from 0 to 50 %."),
        (JOINING, 7, ""),
        (JOINING, 7.5, "Joining each year: give a whole number from 0 to 900 persons."),
        (Control("n", "People", 0.5, 2e6, 0.5, 1), 3e6, "People: give a number from 0.5 to 2,000,000."),
        (Control("y", "Year", 2030, 2050, 1, 2035), 1, "Year: give a whole number from 2030 to 2050."),
        (JOINING, float("inf"), "Joining each year: give a whole number from 0 to 900 persons."),
    ],
)
def test_a_value_out_of_bounds_is_told_in_one_sentence(
    control: Control, value: float | None, words: str
) -> None:
    """The sentence names the control and both ends; a control with whole steps takes whole numbers."""
    assert control.fault(value) == words


def test_values_that_are_not_given_are_the_controls_own() -> None:
    """A page may send one value; the others stand where they stood; an unknown one is an error."""
    controls = (LEAVING, JOINING)
    assert complete(controls, {"joining": 60}) == {"leaving": 8.0, "joining": 60.0}
    assert complete(controls, None) == {"leaving": 8.0, "joining": 120.0}
    with pytest.raises(ToolkitError, match="no control 'stock'"):
        complete(controls, {"stock": 1})
    with pytest.raises(ToolkitError, match="from 0 to 50 %"):
        complete(controls, {"leaving": 99})
    assert used_text(controls, complete(controls, None)) == (
        "Leaving each year: 8.0 %; Joining each year: 120 persons"
    )


def test_an_exploration_is_computed_with_the_values_given(moved: str) -> None:
    """Without values it takes the controls' own, and either way the chart says which it used."""
    plain, other = explorations.describe(moved), explorations.describe(moved, values={"joining": 60})
    assert "8.0 leave, 120.0 join" in plain.finding
    assert "8.0 leave, 60.0 join" in other.finding
    assert other.used == "Leaving each year: 8.0 %; Joining each year: 60 persons; Which series: Electricity"


def test_an_exploration_without_controls_takes_no_values() -> None:
    """A value for a chart that cannot be changed is an error, not silence."""
    assert explorations.describe("D1.1").used == ""
    with pytest.raises(ToolkitError, match="no control"):
        explorations.describe("D1.1", values={"joining": 60})


def test_twins_name_the_values_they_were_computed_with(moved: str) -> None:
    """A stored notebook and its Markdown twin print the values, because nothing can be moved there."""
    chart = explorations.describe(moved)
    assert "Values used: Leaving each year: 8.0 %" in as_markdown(chart).replace("*", "")
    assert "<strong>Values used:</strong> Leaving each year: 8.0 %" in as_html(chart)


def test_a_typed_value_is_read_as_people_write_it(moved: str) -> None:
    """Comma or point, a unit behind, a thousands separator where only that fits."""
    widget = ExplorationWidget(moved)
    reply = ask(widget, 1, leaving="8,5 %", joining="240", series="1")
    assert reply == {
        "number": 1,
        "values": {"leaving": 8.5, "joining": 240.0, "series": 1.0},
        "faults": {},
    }
    assert widget.chart["finding"].startswith("8.5 leave, 240.0 join, 1.0")


def test_a_bad_value_is_told_and_the_last_good_chart_stays(moved: str) -> None:
    """What cannot be used changes nothing; what can be used beside it does."""
    widget = ExplorationWidget(moved)
    ask(widget, 1, leaving="10")
    before = dict(widget.chart)
    reply = ask(widget, 2, leaving="many")
    assert reply["faults"] == {"leaving": "Leaving each year: give a number from 0 to 50 %."}
    assert reply["values"]["leaving"] == 10
    assert widget.chart == before
    reply = ask(widget, 3, leaving="99", joining="60")
    assert set(reply["faults"]) == {"leaving"}
    assert widget.chart["finding"].startswith("10.0 leave, 60.0 join")


def test_values_that_do_not_go_together_are_told_and_the_last_good_chart_stays(moved: str) -> None:
    """A method may refuse what each control allows; its one sentence is shown."""
    widget = ExplorationWidget(moved)
    before = dict(widget.chart)
    reply = ask(widget, 1, leaving="0", joining="0")
    assert reply["faults"] == {"": "Nobody moves. Raise one of the two."}
    assert reply["values"] == {"leaving": 8.0, "joining": 120.0, "series": 0.0}
    assert widget.chart == before


def test_values_survive_new_answers_of_the_team(moved: str) -> None:
    """When the team's answers change, the chart is computed anew with the values that the reader chose."""
    answers: dict[str, Any] = {}
    widget = ExplorationWidget(moved, team=lambda: answers)
    ask(widget, 1, joining="60")
    answers["EX7.5"] = {"stock": {"now": 40.0}}
    widget.refresh()
    assert "60.0 join" in widget.chart["finding"]
    assert "'now': 40.0" in widget.chart["finding"]


HOSTILE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(HOSTILE)
def test_whatever_a_page_sends_a_reply_comes(typed: Any) -> None:
    """No text, number, list or mapping in a field raises; the chart then keeps its values."""
    module = ModuleType("hostile")
    vars(module).update(describe=describe, CONTROLS=(LEAVING, JOINING, SERIES), WITHOUT_COUNTRY=True)
    sys.modules[f"{explorations.__name__}.hostile"] = module
    explorations._PLACES["D0.2"] = "hostile"
    try:
        widget = ExplorationWidget("D0.2")
        for sent in (
            {"number": 1, "typed": {"leaving": typed, "series": typed}},
            {"number": 2, "typed": typed},
        ):
            widget.asked = sent
            assert widget.reply["number"] == sent["number"]
            assert 0 <= widget.reply["values"]["leaving"] <= 50
            assert widget.reply["values"]["series"] in {0.0, 1.0}
    finally:
        del explorations._PLACES["D0.2"], sys.modules[f"{explorations.__name__}.hostile"]


def test_every_exploration_declares_what_fits_together() -> None:
    """All shipped explorations load, their controls have distinct ids, and what they read are exercises."""
    for name in explorations.IDS:
        found = explorations.exploration(name)
        ids = [control.id for control in found.controls]
        assert len(set(ids)) == len(ids), name
        assert all(one.startswith("EX") for one in found.reads), name
