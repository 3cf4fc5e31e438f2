"""What is told of the tests is right, and no two results of it differ by fewer than five persons."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from cohort_files import AFTER, BEFORE, file_text, order, person, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_helpers.workshop.extracting import Extractor
from toolkit_helpers.workshop.harvest import Harvest
from toolkit_helpers.workshop.item_analysis import item_analysis
from toolkit_helpers.workshop.knowledge import Knowledge, Tests, knowledge, read_tests
from toolkit_helpers.workshop.questions import Ticket, item_tables, tickets
from toolkit_helpers.workshop.sources import Found

REFERENCE = json.loads((Path(__file__).parents[1] / "reference-values.json").read_text(encoding="utf-8"))
CASE = REFERENCE["methods"]["M60"][0]
Person = dict[str, dict[str, Any]]


def harvest(persons: list[Person]) -> Harvest:
    """Return what these persons' files hold together."""
    found, extract = Harvest(order()), Extractor(order())
    for number, answers in enumerate(persons):
        found.add(extract(Found(f"{number}.json", file_text(f"c{number}", answers).encode())))
    return found


def known(persons: list[Person]) -> Knowledge:
    """Return what may be told of these persons' tests."""
    found = harvest(persons)
    return knowledge(found, read_tests(found))


def both(before: int, after: int, form: str = "A", then: str = "") -> Person:
    """Return a person with so many right answers before and after."""
    return {BEFORE: taken(form, before), AFTER: taken(then or form, after)}


def test_the_worked_example_comes_out_of_answers_files() -> None:
    """Ten persons with the scores of the golden case, as files, have its gain and its interval."""
    pairs = zip(CASE["inputs"]["pre"], CASE["inputs"]["post"], strict=True)
    found = known([both(round(pre / 5), round(post / 5)) for pre, post in pairs])
    assert found.gain.value is not None
    assert found.gain.value.gain == pytest.approx(CASE["expected"]["class_gain"])
    assert found.gain.value.interval == pytest.approx(CASE["expected"]["bootstrap_95_approx"], abs=0.02)
    assert (found.all_gain, found.left_out) == (None, False)


def test_only_the_questions_of_the_chosen_form_count() -> None:
    """Right answers to questions of another form change nothing."""
    plain = [both(3, 6, "short") for _person in range(6)]
    more = [{name: {**taken("A", 20), **parts} for name, parts in one.items()} for one in plain]
    assert known(more).gain == known(plain).gain
    assert known(plain).before is not None
    assert known(plain).before.mean == pytest.approx(37.5)  # type: ignore[union-attr]


def test_a_test_given_up_early_is_no_test() -> None:
    """With fewer than half of the answers a test is not taken; with half of them it is."""
    items = list(order().items.forms["short"])

    def some(count: int) -> Person:
        kept = {item.lower().replace(".", "_") for item in items[:count]}
        parts = taken("short", 8)
        return {BEFORE: {name: value for name, value in parts.items() if name == "form" or name in kept}}

    assert known([some(3) for _person in range(9)]).before is None
    half = known([some(4) for _person in range(9)]).before
    assert half is not None
    assert half.mean == 50.0


def test_three_who_missed_the_second_test_leave_no_trace() -> None:
    """With three persons more who took one test only, every result is as without them."""
    group = [both(number % 9, 9 + number % 9) for number in range(22)]
    more = [*group, *({BEFORE: taken("A", right)} for right in (1, 19, 20))]
    assert known(more).left_out
    assert replace(known(more), left_out=False) == known(group)
    one, other = harvest(more), harvest(group)
    assert item_tables(order(), read_tests(one)) == item_tables(order(), read_tests(other))


def test_four_with_another_form_leave_no_trace_and_five_do() -> None:
    """A form that four took before and after would be told by taking the others from all."""
    group = [both(number % 9, 9 + number % 9) for number in range(22)]
    four, five = ([*group, *(both(2, 15, "B", "A") for _person in range(many))] for many in (4, 5))
    assert replace(known(four), left_out=False) == known(group)
    assert known(five).gain.value.persons == 27  # type: ignore[union-attr]


SIZES = st.dictionaries(
    st.tuples(st.sampled_from(["", "A", "B", "short"]), st.sampled_from(["", "A", "B", "short"])),
    st.integers(0, 7),
    max_size=6,
)


@given(SIZES)
@settings(max_examples=40, deadline=None)
def test_no_two_bases_differ_by_fewer_than_five(sizes: dict[tuple[str, str], int]) -> None:
    """Whoever is behind one result and not behind another is among five or more of these."""
    persons: list[Person] = []
    for (form, then), many in sizes.items():
        one = {**({BEFORE: taken(form, 3)} if form else {}), **({AFTER: taken(then, 5)} if then else {})}
        persons += [one] * many
    if not persons:
        return
    found = read_tests(harvest(persons))
    bases = [found.before.taken, found.after.taken, found.paired]
    bases += [moment.form == number for moment in (found.before, found.after) for number in (1, 2, 3)]
    bases += [found.before.taken & ~found.paired, found.after.taken & ~found.paired]
    for base in bases:
        assert base.sum() == 0 or base.sum() >= 5
    for one, other in combinations(bases, 2):
        assert (one & ~other).sum() == 0 or (one & ~other).sum() >= 5


def test_nothing_in_the_results_is_about_one_person() -> None:
    """Scores, single gains, and counts of a few are taken out of what the method returns."""
    found = known([both(3, 9), both(4, 8), both(5, 4), both(20, 20), both(2, 12)])
    assert found.gain.value is not None
    assert (found.gain.value.individual, found.gain.value.negative, found.gain.value.full) == ((), 0, 0)
    assert (found.gain.inputs, found.gain.notes, found.gain.dropped) == ({}, (), ())
    assert (found.lost_points, found.full_before) == ("few", "few")


def test_of_four_persons_nothing_is_told() -> None:
    """Neither means nor gains nor their number."""
    found = known([both(3, 9)] * 4)
    assert (found.before, found.after, found.gain.value, found.parts) == (None, None, None, ())
    assert "4" not in found.gain.interpretation


def test_parts_hold_five_points_won_and_lost_and_add_up() -> None:
    """Chapters are put together until every share stands for enough, and together they are the whole test."""
    random = Random(3)  # noqa: S311 - invented answers
    persons = [person(random, order()) for _person in range(9)]
    found = harvest(persons)
    tests = read_tests(found)
    parts = knowledge(found, tests).parts
    assert parts
    chapters = {item.id: item.chapter for item in order().items.items}
    for part in parts:
        asked = sum(chapters[item] in part.chapters for item in order().items.forms["short"]) * 9
        for share in (part.pre, part.post):
            assert 5 <= round(share * asked) <= asked - 5
            assert share * asked == pytest.approx(round(share * asked))
    assert sorted(chapter for part in parts for chapter in part.chapters) == sorted(
        {chapters[item] for item in order().asked}
    )
    points = sum(
        part.post * 9 * sum(chapters[item] in part.chapters for item in order().items.forms["short"])
        for part in parts
    )
    assert points == pytest.approx(float(tests.after.score.sum()) / 100 * 8)


def test_confidence_is_of_those_who_rated_twice() -> None:
    """Somebody who rated once does not move the means; before anybody has rated twice, one moment is told."""
    twice = [{BEFORE: taken("A", 3, 2), AFTER: taken("A", 3, 4)} for _person in range(5)]
    once = [{BEFORE: taken("A", 3, 5)} for _person in range(6)]
    told = known([*twice, *once]).confidence
    assert len(told) == len(order().items.confidence)
    assert {(one.persons, one.before, one.after) for one in told} == {(5, 2.0, 4.0)}
    assert {(one.persons, one.before, one.after) for one in known(once).confidence} == {(6, 5.0, None)}
    assert known([*twice[:4], *once]).confidence == ()


def sample(persons: int, seed: int = 1) -> tuple[Tests, Any]:
    """Return the tests of an invented group, and its 0–1 matrix of the post-test; all know the first item."""
    random = Random(seed)  # noqa: S311 - invented answers
    people = [person(random, order(), form="A") for _person in range(persons)]
    for one in people:
        one[AFTER]["i1_1"] = order().keys["I1.1"]
    found = harvest(people)
    tests = read_tests(found)
    asked = [place for place, item in enumerate(order().asked) if item in order().items.forms["A"]]
    matrix = tests.after.right[:, asked].astype(int)
    return tests, matrix[np.lexsort(matrix.T)]


def test_questions_have_the_figures_of_the_method() -> None:
    """Discrimination, D and reliability are those of M61, and shares lie in their steps."""
    tests, matrix = sample(60)
    table = next(one for one in item_tables(order(), tests) if (one.when, one.form) == ("after", "A"))
    expected = item_analysis(matrix.tolist()).value
    assert expected is not None
    assert (table.persons, table.reliability) == (60, expected.reliability)
    for item, figures in zip(table.items, expected.items, strict=True):
        assert item.right.low <= figures.difficulty * 60 <= item.right.high
        extreme = item.right.low == 0 or item.right.high == 60
        assert item.discrimination == (None if extreme else figures.discrimination)
        assert item.upper_lower == (None if extreme else figures.upper_lower)
    assert any(item.discrimination is None for item in table.items)
    assert any(item.discrimination is not None for item in table.items)


def test_questions_are_told_of_from_twenty_persons_on() -> None:
    """Nineteen persons with a form have no table."""
    assert item_tables(order(), sample(19)[0]) == ()
    assert len(item_tables(order(), sample(20)[0])) == 2


def test_a_remark_says_no_more_than_its_step() -> None:
    """Of 25 persons who all know an item "very easy" would say "two at most do not"; of a hundred it may."""

    def remarks(persons: int) -> set[str]:
        found = harvest([both(20, 20) for _person in range(persons)])
        return {
            remark
            for one in item_tables(order(), read_tests(found))
            for item in one.items
            for remark in item.remarks
        }

    assert remarks(25) == set()
    assert remarks(101) >= {"very easy", "known before: teaches nothing new"}


def ticket(counts: dict[str, int], silent: int = 0) -> list[Ticket]:
    """Return the exit tickets of a group with these answers."""
    persons: list[Person] = [
        {"XT1.1": {"question": option}} for option, many in counts.items() for _person in range(many)
    ]
    return list(tickets(harvest([*persons, *([{}] * silent)])))


def test_exit_tickets_are_told_in_steps() -> None:
    """Each option has its step among all persons, and the right one is marked."""
    (found,) = ticket({"A": 2, "B": 14, "C": 6}, silent=3)
    assert [count.text for _words, _right, count in found.options] == [
        "at most 5",
        "11 to 15",
        "6 to 10",
        "at most 5",
    ]
    assert sum(right is True for _words, right, _count in found.options) == 1


def test_exit_tickets_of_few_are_silent() -> None:
    """Four answers, or nine persons, are too few to tell anything."""
    assert ticket({"A": 4}, silent=30) == []
    assert ticket({"A": 9}) == []


def test_steps_are_plain_numbers() -> None:
    """No array type leaks into what is told."""
    found = known([both(3, 9)] * 6)
    assert not any(isinstance(value, np.generic) for part in found.parts for value in vars(part).values())
