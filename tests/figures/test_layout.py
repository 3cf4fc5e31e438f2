"""Labels never overlap and dots never cover each other, whatever the numbers."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.figures.axes import limits, months, thin
from toolkit_helpers.figures.description import Axis
from toolkit_helpers.figures.layout import beside, hatch, lanes, spread, storeys, swarm, wrap

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


@given(LABELS, st.integers(20, 400))
def test_labels_that_need_more_room_stand_in_storeys(labels: list[tuple[float, float]], room: int) -> None:
    """Every label has one storey, a storey fits the room, and no more are used than needed."""
    centres, sizes = [place for place, _size in labels], [size for _place, size in labels]
    found = storeys(centres, sizes, room, 2)
    assert sorted(i for ids in found for i in ids) == list(range(len(labels)))
    for ids in found:
        assert len(ids) == 1 or sum(sizes[i] for i in ids) + 2 * (len(ids) - 1) <= room
    if sum(sizes) + 2 * (len(sizes) - 1) <= room:
        assert len(found) == 1


VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=1, max_size=9)


@given(VALUES, st.sampled_from([(None, None), (0, None), (None, 0), (-5, 5)]))
def test_an_axis_without_limits_ends_at_round_numbers(
    values: list[float], named: tuple[float | None, float | None]
) -> None:
    """An axis holds all its values, keeps an end that is named, and is at most about three times too long."""
    low, high = limits(Axis(minimum=named[0], maximum=named[1]), values)
    assert low < high
    if named == (None, None):
        assert low <= min(values)
        assert max(values) <= high
        assert high - low <= 3.2 * (max(values) - min(values) or abs(values[0]) or 1)
    assert named[0] is None or low == named[0]
    assert named[1] is None or high == named[1]


@given(st.lists(st.integers(0, 240), max_size=12))
def test_an_axis_of_months_holds_the_work(ends: list[int]) -> None:
    """Months run from the first to beyond the last end, in at most eight even steps that begin at zero."""
    (low, high), numbers = months(Axis(), ends)
    assert low == 0
    assert high >= max(ends, default=1)
    assert numbers[0] == low
    assert numbers[-1] == high
    assert len(numbers) <= 9
    assert len({two - one for one, two in pairwise(numbers)}) == 1


@given(LABELS)
def test_printed_numbers_do_not_touch(labels: list[tuple[float, float]]) -> None:
    """Of the numbers along an axis only those are printed that have room; the first always is."""
    places = sorted(place for place, _size in labels)
    widths = [size for _place, size in labels]
    kept = thin(places, widths, 4)
    assert kept[0] == 0
    for one, two in pairwise(kept):
        assert places[one] + widths[one] / 2 + 4 <= places[two] - widths[two] / 2 + 1e-6


@given(st.floats(0, 50), st.floats(1, 300), st.floats(1, 30), st.floats(2, 9))
def test_hatching_stays_inside_its_box(x: float, width: float, height: float, step: float) -> None:
    """Each stroke begins and ends on the edge of the box, slanting by half a right angle."""
    for (x0, y0), (x1, y1) in hatch(x, 7, width, height, step):
        assert x - 1e-6 <= x0 <= x1 <= x + width + 1e-6
        assert 7 - 1e-6 <= y1 <= y0 <= 7 + height + 1e-6
        assert abs((x1 - x0) - (y0 - y1)) < 1e-6


DOTS = st.lists(st.tuples(st.floats(0, 200), st.floats(0, 100)), min_size=1, max_size=20)


@given(DOTS)
def test_names_beside_dots_cover_no_other_name(dots: list[tuple[float, float]]) -> None:
    """A name stays in the plane and off the others; where there is no room it is left out."""
    area = (0.0, 0.0, 200.0, 100.0)
    found = [place for place in beside(dots, [(50.0, 12.0)] * len(dots), dots, [], area) if place]
    boxes = [(x, y - 6, x + 50, y + 6) for x, y in found]
    assert all(x >= 0 and y >= -1e-6 and right <= 200 and low <= 100 + 1e-6 for x, y, right, low in boxes)
    for one, two in combinations(boxes, 2):
        across, along = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
        assert across <= 1e-6 or along <= 1e-6
