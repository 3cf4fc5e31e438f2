"""Small groups stay hidden, also from somebody who knows all totals and how the hiding is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.workshop.suppression import FEWEST, Step, count_text, small, step, told_count

Counts = tuple[int, ...]


def steps(counts: Counts, of: int) -> tuple[Step | None, ...]:
    """Return what is told of several counts."""
    return tuple(step(count, of) for count in counts)


def splits(total: int, cells: int) -> Iterator[Counts]:
    """Yield every way in which ``total`` persons can choose among ``cells`` options."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, cells - 1):
            yield (first, *rest)


@given(st.integers(10, 500), st.data())
def test_a_count_lies_in_its_step_and_the_step_in_the_group(of: int, data: st.DataObject) -> None:
    """Every count has one step; the outer steps hold five or fewer on their side."""
    count = data.draw(st.integers(0, of))
    told = step(count, of)
    assert told is not None
    assert 0 <= told.low <= count <= told.high <= of
    assert (told.low == 0) == (count <= FEWEST)
    assert told == step(told.low, of) == step(told.high, of)
    if of >= 12:
        assert (told.high == of) == (count >= of - FEWEST)


def test_no_distribution_is_told_of_fewer_than_ten() -> None:
    """Steps of five say nothing safe of nine persons."""
    assert {step(count, 9) for count in range(10)} == {None}


@pytest.mark.parametrize("of", range(10, 27))
@pytest.mark.parametrize("cells", [2, 3, 4])
def test_an_attacker_with_the_total_finds_no_small_cell(of: int, cells: int) -> None:
    """Whoever knows the total and the rule cannot pin any cell, or sum of cells, to one to four persons."""
    worlds: dict[tuple[Step | None, ...], list[Counts]] = defaultdict(list)
    for counts in splits(of, cells):
        worlds[steps(counts, of)].append(counts)
    for possible in worlds.values():
        for size in range(1, cells):
            for chosen in combinations(range(cells), size):
                sums = {sum(counts[place] for place in chosen) for counts in possible}
                assert len(sums) > 1 or not small(sums.pop())


@pytest.mark.parametrize(("of", "items"), [*((of, 2) for of in range(20, 45)), (20, 3), (22, 3), (23, 3)])
def test_an_attacker_with_the_mean_finds_no_small_side_of_a_question(of: int, items: int) -> None:
    """Whoever knows the sum of right answers cannot pin how many had one question right or wrong."""
    worlds: dict[tuple[tuple[Step | None, ...], int], list[Counts]] = defaultdict(list)
    for right in product(range(of + 1), repeat=items):
        worlds[steps(right, of), sum(right)].append(right)
    for possible in worlds.values():
        for place in range(items):
            found = {right[place] for right in possible}
            count = found.pop()
            assert found or not (small(count) or small(of - count))


def test_hiding_single_cells_would_not_do() -> None:
    """The attacker of these tests does find what the usual way, leaving small cells out, gives away."""
    worlds = defaultdict(list)
    for counts in splits(20, 3):
        worlds[tuple(None if small(count) else count for count in counts)].append(counts)
    assert worlds[12, 6, None] == [(12, 6, 2)]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0"),
        (1, "fewer than 5"),
        (4, "fewer than 5"),
        (5, "5"),
        (15, "15"),
        (16, "more than 15"),
        (20, "20"),
    ],
)
def test_a_count_of_twenty_in_words(count: int, told: str) -> None:
    """Either side of one to four is told as a bound; none and all single out nobody."""
    assert count_text(told_count(count, 20), 20) == told
