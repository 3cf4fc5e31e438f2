"""What authors may write about rows, references and rules, and how rows of other exercises are found."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank, references
from toolkit_helpers.exercises.marking_checks import circle
from toolkit_helpers.exercises.model import Exercise, Table
from toolkit_helpers.exercises.table_rows import known_rows, named, row_codes
from toolkit_helpers.methods import find_cycle

NAME = {"id": "name", "label": "Name"}
KIND = {"id": "kind", "label": "Kind", "type": "choice", "options": [{"id": "S", "text": "S"}]}
ROWS = [{"id": "PL1", "text": "PL1 Vision"}, {"id": "PL2", "text": "PL2 Law"}]


def table(columns: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return a table with these columns."""
    return {"id": "t", "kind": "table", "columns": columns, **more}


def ref(source: str, kind: str = "ref") -> dict[str, Any]:
    """Return a column that names rows."""
    return {"id": "gap", "label": "Gap", "type": kind, "source": source}


def rule(name: str, **more: Any) -> list[dict[str, Any]]:
    """Return one check."""
    return [{"rule": name, "say": "Look again.", **more}]


def exercise(*parts: dict[str, Any]) -> Exercise:
    """Return an exercise of these parts."""
    body = {"id": "EX5.1", "title": "Rows", "minutes": 1, "grouping": ["T"], "parts": list(parts)}
    return Exercise.model_validate(body)


@pytest.mark.parametrize(
    "part",
    [
        table([NAME], rows=ROWS, row_label="Pillar", minimum_rows=0),
        table([NAME, ref("EX3.7.gaps"), ref("t", "refs") | {"id": "needs"}], code="I"),
        table([NAME, KIND], code="kind"),
        table([NAME], checks=rule("pattern", column="name", pattern=r"\b(improve|enhanc\w+)\b[^.]*$")),
        table([NAME, KIND], checks=rule("row_count", columns=["kind"], values=["S"], high=1)),
        table([NAME, KIND], checks=rule("filled", column="name", when={"kind": ["S"]})),
        table([NAME | {"type": "number"}], checks=rule("sum", column="name", total=1.5)),
    ],
)
def test_what_authors_may_write(part: dict[str, Any]) -> None:
    """Fixed rows, codes, references and rules are accepted."""
    assert exercise(part).part("t").kind == "table"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (table([NAME], rows=[*ROWS, ROWS[0]]), "two fixed rows share an id"),
        (table([NAME], rows=ROWS, code="G"), "a table with fixed rows has no 'code'"),
        (table([NAME], rows=ROWS, maximum_rows=9), "a table with fixed rows has no 'code'"),
        (table([NAME], rows=ROWS, minimum_rows=3), "larger than the number of fixed rows"),
        (table([NAME], row_label="Pillar"), "'row_label' heads fixed rows"),
        (table([NAME], code="field"), "neither capital letters nor a choice column"),
        (table([NAME | {"id": "code"}], code="G"), "a row keeps its code under 'code'"),
        (table([NAME | {"type": "ref"}]), "a ref has a 'source'"),
        (table([NAME | {"source": "EX3.7.gaps"}]), "a ref has a 'source'"),
        (table([ref("t")]), "names no table of this exercise whose rows have codes"),
        (table([ref("u")], code="I"), "names no table of this exercise whose rows have codes"),
        (table([ref("EX5.1.t")], code="I"), "lies in this exercise; write 't'"),
        (table([NAME], checks=rule("covers", column="name", other="EX3.7.gaps")), "type ref or refs"),
        (table([NAME], checks=rule("covers", column="name")), "needs 'other'"),
        (table([NAME], checks=rule("filled")), "needs 'column'"),
        (table([NAME], checks=rule("filled", column="nome")), "names no column of this table: 'nome'"),
        (table([NAME], checks=rule("less", column="name", other="nome")), "names no column"),
        (table([NAME], checks=rule("row_count", columns=["nome"], values=["A"], low=1)), "names no column"),
        (table([NAME], checks=rule("row_count", columns=["name"], values=["A"])), "needs 'low' or 'high'"),
        (
            table([ref("EX3.7.gaps")], code="I", checks=rule("cycle", column="gap")),
            "this table as its source",
        ),
        (
            table([NAME, KIND], checks=rule("filled", column="name", when={"kind": ["T"]})),
            "no option of 'kind'",
        ),
        (table([NAME, KIND], checks=rule("filled", column="name", when={"art": ["T"]})), "names no column"),
        (table([NAME], checks=rule("pattern", column="name", pattern="(")), "cannot be read"),
        (table([NAME], checks=rule("pattern", column="name", pattern="(?i)a")), "another thing in a browser"),
        (
            table([NAME], checks=rule("pattern", column="name", pattern=r"(a)\1")),
            "another thing in a browser",
        ),
        (
            table([NAME], checks=rule("pattern", column="name", pattern="(?<!a)b")),
            "another thing in a browser",
        ),
        (table([NAME], checks=rule("pattern", column="name", pattern="a++")), "another thing in a browser"),
    ],
)
def test_slips_of_authors_are_told(part: dict[str, Any], told: str) -> None:
    """Each slip is refused with a sentence that says what is wrong."""
    with pytest.raises(ValidationError) as caught:
        exercise(part)
    assert told in str(caught.value)


def test_sources_are_found_in_columns_fields_and_rules() -> None:
    """Each source is listed once; those of other exercises are the foreign ones."""
    found = exercise(
        table(
            [NAME, ref("EX3.7.gaps")],
            code="I",
            checks=[
                *rule("covers", column="gap", other="EX3.7.gaps"),
                *rule("orphans", column="name", other="EX3.6.swot"),
            ],
        ),
        {"id": "f", "kind": "form", "fields": [ref("t", "refs")]},
    )
    assert found.sources == ("EX3.7.gaps", "EX3.6.swot", "t")
    assert references.foreign(found) == ["EX3.7.gaps", "EX3.6.swot"]
    assert references.exercises_read(found) == {"EX3.7", "EX3.6"}


@pytest.mark.parametrize("source", ["EX99.1.gaps", "EX3.99.gaps", "EX3.7.law", "EX3.2.pestel", "EX3.7.none"])
def test_a_source_that_is_none_has_no_rows_and_is_an_error_to_authors(source: str) -> None:
    """A participant never meets an author's slip; the check tells what can be named instead."""
    with pytest.raises(ToolkitError):
        references.table_of(source)
    assert references.find_table(source) is None
    assert references.rows(source, lambda _exercise: {"gaps": [{"statement": "a"}]}) == []


def test_rows_of_other_exercises_are_read_from_the_answers() -> None:
    """Letters, empty rows and rows from before codes are read as the exercise itself reads them."""
    answers = {
        "EX3.6": {"swot": [{"field": "S", "text": " a \n b "}, {"text": "no letter"}, {"field": "T"}]},
        "EX3.7": {"gaps": [{"statement": "x"}, {}, {"statement": "y"}]},
    }
    lookup = bank.exercise
    found = references.collect(
        exercise(table([ref("EX3.7.gaps"), ref("EX3.6.swot") | {"id": "finding"}])),
        answers.__getitem__,
        lookup,
    )
    assert found == {
        "EX3.7.gaps": [("G1", "G1 – x"), ("G2", "G2 – y")],
        "EX3.6.swot": [("S1", "S1 – a b"), ("T1", "T1")],
    }


def test_private_words_are_no_label() -> None:
    """What stays in the team's file is never shown beside a code."""
    columns = [NAME | {"private": True}, {"id": "role", "label": "Role", "type": "long"}]
    part = exercise(table(columns, code="H")).part("t")
    assert isinstance(part, Table)
    assert known_rows(part, [{"name": "Maria", "role": "Registrar"}]) == [("H1", "H1 – Registrar")]


rows = st.lists(
    st.fixed_dictionaries(
        {}, optional={"name": st.sampled_from(["", "a"]), "code": st.sampled_from(["G1", "G2", "G7", "x", 3])}
    ),
    max_size=8,
)


@given(rows)
def test_codes_are_unique_and_kept(answer: list[dict[str, Any]]) -> None:
    """No two rows share a code, a sound one is kept, and numbering again changes nothing."""
    part = exercise(table([NAME], code="G")).part("t")
    assert isinstance(part, Table)
    codes = row_codes(part, answer)
    used = [code for code in codes if code]
    assert len(set(used)) == len(used) == sum(bool(row.get("name")) for row in answer)
    numbered = [row | {"code": code} if code else row for row, code in zip(answer, codes, strict=True)]
    assert row_codes(part, numbered) == codes
    first = {row.get("code"): place for place, row in reversed(list(enumerate(answer)))}
    for code, place in first.items():
        if code in {"G1", "G2", "G7"} and answer[place].get("name"):
            assert codes[place] == code


codes = st.sampled_from("ABCDEF")


@given(st.dictionaries(codes, st.lists(codes, max_size=3), max_size=6))
def test_a_circle_is_found_where_there_is_one(leads: dict[str, list[str]]) -> None:
    """The circle is one; and there is one exactly where the scheduling method finds one."""
    found = circle(leads)
    assert bool(found) == bool(
        find_cycle({code: [to for to in ways if to in leads] for code, ways in leads.items()})
    )
    if found:
        assert found[0] == found[-1]
        assert len(set(found)) == len(found) - 1
        assert all(after in leads[before] for before, after in pairwise(found))


@pytest.mark.parametrize("value", [None, 7, True, {}, {"G1": 1}, [], [None, 3, [], {}], "", "  "])
def test_what_names_nothing_names_nothing(value: Any) -> None:
    """An answer of the wrong shape holds no codes."""
    assert named(value) == []
