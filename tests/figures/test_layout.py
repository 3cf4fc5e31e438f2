"""Labels never overlap and dots never cover each other, whatever the numbers."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.figures.description import Axis
from toolkit_helpers.figures.layout import lanes, limits, spread, swarm, wrap

LABELS = st.lists(st.tuples(st.floats(0, 400), st.floats(5, 50)), min_size=1, max_size=7)


@given(LABELS)
def test_spread_labels_stay_apart_and_on_the_page(labels: list[tuple[float, float]]) -> None:
    """Labels that would overlap move apart, keep their order, and stay between the ends."""
    centres, sizes = [place for place, _size in labels], [size for _place, size in labels]
    placed = spread(centres, sizes, 0, 400, 2)
    order = sorted(range(len(labels)), key=lambda i: placed[i])
    assert [centres[i] for i in order] == sorted(centres)
    for one, two in pairwise(order):
        assert placed[one] + sizes[one] / 2 + 2 <= placed[two] - sizes[two] / 2 + 1e-6
    for place, size in zip(placed, sizes, strict=True):
        assert place - size / 2 >= -1e-6
        assert place + size / 2 <= 400 + 1e-6


@given(st.lists(st.floats(50, 350), min_size=1, max_size=1))
def test_a_lone_label_stays_where_it_wants_to_be(centres: list[float]) -> None:
    """A label with room around it is not moved."""
    assert spread(centres, [20.0], 0, 400) == centres


@given(st.lists(st.floats(0, 100), min_size=1, max_size=60))
def test_swarm_keeps_dots_apart(places: list[float]) -> None:
    """No two dots of a row lie closer than their size."""
    dots = list(zip(places, swarm(places, 4.0), strict=True))
    assert all((a - c) ** 2 + (b - d) ** 2 >= 16 * 0.98 for (a, b), (c, d) in combinations(dots, 2))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_lanes_separate_marks_that_touch(places: list[float]) -> None:
    """Two marks in the same lane never touch."""
    marks = list(zip(places, lanes(places, [8.0] * len(places)), strict=True))
    assert all(abs(a - c) >= 8 or b != d for (a, b), (c, d) in combinations(marks, 2))


@given(st.lists(st.sampled_from(["data", "of", "the", "Republic", "and"]), min_size=1, max_size=12))
def test_wrapping_loses_no_word(words: list[str]) -> None:
    """Wrapped lines hold all words in order and fit the width."""
    lines = wrap(" ".join(words), 12, len)
    assert " ".join(lines).split() == words
    assert all(len(line) <= 12 for line in lines)


def test_an_axis_keeps_the_limits_it_names() -> None:
    """Named limits hold; a logarithmic axis without limits ends at round numbers outside its values."""
    assert limits(Axis(minimum=0, maximum=1), [0.4, 0.5]) == (0.0, 1.0)
    assert limits(Axis(log=True), [700.0, 145_000.0]) == (500.0, 200_000.0)
