"""Explorations that follow the session: each refreshes for the exercises that it reads, and for no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_helpers.figures import explorations
from toolkit_helpers.plan.team import for_explorations
from toolkit_helpers.widgets.explored import explored
from toolkit_helpers.widgets.session import Session

READING = [name for name in explorations.IDS if explorations.exploration(name).reads]


@pytest.mark.parametrize("name", READING)
def test_a_chart_is_computed_anew_when_what_it_reads_changes(name: str, shared: Session) -> None:
    """An answer to an exercise that a chart reads computes it again; any other answer does not."""
    widget = explored(name)
    computed: list[str] = []
    widget.refresh = lambda: computed.append(name)  # type: ignore[method-assign]
    shared.save("EX1.5", {"weakest": "TII"})
    assert computed == []
    for exercise in sorted(explorations.exploration(name).reads):
        computed.clear()
        shared.save(exercise, {"something": "written"})
        assert computed == [name], exercise


def test_the_gap_grid_shows_a_new_cell(shared: Session) -> None:
    """The team's first rated cell appears in the open chart."""
    widget = explored("D3.3")
    assert "still empty" in widget.chart["finding"]
    shared.save("EX3.4", {"grid": {"PL1.L1": {"current": 1, "target": 4}}})
    assert "from 1 rated cell" in widget.chart["finding"]


def test_a_number_is_read_as_it_was_typed(shared: Session) -> None:
    """A chart receives numbers, whether a comma or a point was typed, and nothing where it is no number."""
    typed = [{"sector": "a", "y1": "1 200,5"}, {"sector": "b", "y1": "a lot"}, "no row"]
    shared.save("EX5.7", {"costs": typed, "gone": None})
    given = for_explorations(shared.answers, {"EX5.7", "EX9.9"})
    assert list(given) == ["EX5.7"]
    assert [row.get("y1") for row in given["EX5.7"]["costs"]] == [1200.5, None, None]
    assert "gone" not in given["EX5.7"]


def test_results_of_the_group_are_shown_when_they_lie_beside_the_answers(
    shared: Session, own_answers: Path
) -> None:
    """A facilitator's file reaches the chart of what was learned; without it the chart explains itself."""
    assert "after the post-test" in explored("D10.3").chart["finding"]
    own_answers.parent.mkdir(parents=True, exist_ok=True)
    text = '{"test": {"persons": 8, "items": [{"label": "Chapter 3", "pre": 0.25, "post": 0.5}]}}'
    (own_answers.parent / "group-results.json").write_text(text, encoding="utf-8")
    assert explored("D10.3").chart["finding"].startswith("The group of 8 went from 25 to 50 per cent")
