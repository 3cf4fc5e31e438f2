"""Files of one person grow together, the newest answer counts, and rows say what the workbook would say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cohort_files import BEFORE, file_text, order, taken
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.methods import grid_gaps
from toolkit_helpers.plan import grid as plan_grid
from toolkit_helpers.plan import holistic
from toolkit_helpers.vocabulary import PILLARS
from toolkit_helpers.workshop.extracting import Extractor
from toolkit_helpers.workshop.free_texts import questions
from toolkit_helpers.workshop.harvest import Harvest
from toolkit_helpers.workshop.row_layout import CELLS, GRID, read_grid, read_pillars
from toolkit_helpers.workshop.sources import Found, PassedOver

LEVEL = st.sampled_from([None, 1, 2, 3, 4, 5, 3.0, 0, 6, "4", True, 2.5])
CELL = st.fixed_dictionaries(
    {},
    optional={
        "current": LEVEL,
        "target": LEVEL,
        "reason": st.sampled_from(["", " ", "It is phased out", 3, None]),
        "raters": st.lists(LEVEL, max_size=4) | LEVEL,
    },
)


def harvest(*files: tuple[str, dict[str, Any], float], texts: bool = False) -> Harvest:
    """Return what files of code, answers and minutes hold together."""
    found, extract = Harvest(order()), Extractor(order(), with_texts=texts)
    for number, (code, answers, minutes) in enumerate(files):
        found.add(extract(Found(f"{number}.json", file_text(code, answers, minutes).encode())))
    return found


def forms(found: Harvest) -> list[int]:
    """Return the form of each person's pre-test."""
    numbers: list[int] = found.matrix(found.layout.slots[BEFORE])[:, 0].tolist()
    return numbers


def test_the_newest_answer_of_each_exercise_counts_in_any_order() -> None:
    """Two files of one code are one person, whichever is read first."""
    old = ("blue-4", {BEFORE: taken("A", 3), "EX1.4": {"value": "0.5"}}, 0)
    new = ("blue-4", {BEFORE: taken("short", 3)}, 60)
    for files in ((old, new), (new, old)):
        found = harvest(*files)
        assert (found.persons, found.files, found.doubled) == (1, 2, 1)
        assert forms(found) == [order().forms.index("short") + 1]
        assert found.answered()[0, found.layout.flags["EX1.4"]] == 1
        assert found.doubles == {"blue-4": 2}


def test_a_code_typed_anew_is_the_same_code() -> None:
    """Capitals and stray spaces do not part a person's tests."""
    assert harvest(("Lumo-Ravi-47", {}, 0), (" lumo-ravi-47 ", {}, 1), ("lumo-ravi-48", {}, 0)).persons == 2


def test_files_without_a_code_are_persons_of_their_own() -> None:
    """What has no code is nobody's double."""
    text = file_text("x", {"EX1.4": {"value": "0.5"}}).replace('"code": "x"', "")
    found, extract = Harvest(order()), Extractor(order())
    for name in "ab":
        found.add(extract(Found(name, text.encode())))
    assert (found.persons, found.doubled) == (2, 0)


def test_rows_that_hold_only_their_codes_are_no_answer() -> None:
    """An untouched table does not count as answered, a word in it does."""
    empty = {"EX3.7": {"gaps": [{"code": "G1", "text": " "}, {}]}}
    full = {"EX3.7": {"gaps": [{"code": "G1", "text": "No law"}]}}
    found = harvest(("a", empty, 0), ("b", full, 0))
    assert found.answered()[:, found.layout.flags["EX3.7"]].tolist() == [0, 1]


def test_answers_from_a_later_edition_do_not_stop_the_rest() -> None:
    """An exercise that this edition does not know is passed by."""
    found = harvest(("a", {"EX42.1": {"x": 1}, BEFORE: taken("B", 1)}, 0))
    assert forms(found) == [order().forms.index("B") + 1]


@given(st.dictionaries(st.sampled_from(CELLS), CELL, max_size=8))
def test_gaps_are_those_of_the_plan(cells: dict[str, Any]) -> None:
    """The bytes of a grid are what plan.grid and method M11 say of it."""
    data = read_grid({"grid": cells})
    known = plan_grid.read(cells)
    for place, code in enumerate(CELLS):
        agreed = known[code].agreed if code in known else None
        assert data[place] == round(2 * (agreed or 0))
        if agreed is None or known[code].target is None:
            assert data[len(CELLS) + place] == 0
        elif agreed == int(agreed):
            levels = {code: (int(agreed), known[code].target)}
            result = grid_gaps(levels, {code: known[code].reason}).value
            gap = result.cells[code].gap if result else None
            assert data[len(CELLS) + place] == (0 if gap is None else 2 * gap + 1)


@given(
    st.lists(
        st.fixed_dictionaries({"code": st.sampled_from([*PILLARS, "PL0", 4])}, optional={"score": LEVEL})
    ),
    st.lists(
        st.fixed_dictionaries(
            {"code": st.sampled_from(list(PILLARS))}, optional={"a": LEVEL, "b": LEVEL, "f": LEVEL}
        )
    ),
)
def test_pillars_are_those_of_the_plan(scan: list[Any], raters: list[Any]) -> None:
    """The bytes of a scan are the scores that section P2 shows."""
    data = read_pillars({"scan": scan, "raters": raters})
    known = holistic.read_scan({"scan": scan, "raters": raters})
    scores = [known[code].score if code in known else None for code in PILLARS]
    assert list(data) == [round(2 * (score or 0)) for score in scores]


@pytest.mark.parametrize("answer", [None, [], "x", {"grid": 7}, {"grid": {"PL1.L1": []}}, {"grid": []}])
def test_an_answer_of_the_wrong_shape_is_no_answer(answer: Any) -> None:
    """Whatever stands where a grid should be, the reader goes on."""
    parts = answer if isinstance(answer, dict) else {"grid": answer}
    assert not any(read_grid(parts))
    assert not any(read_pillars({"scan": answer, "raters": answer}))
    found = harvest(("a", {GRID: parts, BEFORE: {"form": answer, "confidence": answer}}, 0))
    assert forms(found) == [0]


def test_words_are_told_from_five_on_and_newest_first() -> None:
    """Four texts stay silent, five are told, an emptied one is withdrawn, and no code stands with them."""
    question = ("XT1.3", "notes", "muddiest")
    files = [(f"c{n}", {"XT1.3": {"notes": {"muddiest": f"word {n}"}}}, 0.0) for n in range(5)]
    assert question not in harvest(*files[:4], texts=True).texts.told()
    told = harvest(*files, texts=True).texts.told()[question]
    assert sorted(told) == [f"word {n}" for n in range(5)]
    newer = ("c1", {"XT1.3": {"notes": {"muddiest": ""}}}, 9.0)
    assert question not in harvest(*files, newer, texts=True).texts.told()


def test_private_words_are_never_gathered() -> None:
    """A private field of an exit ticket is no question, and words outside exit tickets are none either."""
    fields = [
        {"id": "director", "label": "To my director", "type": "long"},
        {"id": "secret", "label": "Mine alone", "type": "long", "private": True},
    ]
    part = {"kind": "form", "id": "notes", "fields": fields}
    exercises = [
        Exercise.model_validate({"id": name, "title": "T", "minutes": 1, "grouping": ["I"], "parts": [part]})
        for name in ("XT9.1", "EX7.1")
    ]
    assert set(questions(exercises)) == {("XT9.1", "notes", "director")}


def test_a_file_that_hides_its_depth_is_refused() -> None:
    """Words with brackets can deceive the fast reader; the nesting behind them stops nothing but the file."""
    inner = '""'
    for _level in range(1000):
        inner = f'{{"}}":{inner},"{{":""}}'
    text = file_text("a", {"EX1.4": {"value": "@"}}).replace('"@"', inner)
    kept = Extractor(order())(Found("deep.json", re.sub(r"\n *", "", text).encode()))
    assert isinstance(kept, PassedOver)
    assert "nested more deeply" in kept.reason
