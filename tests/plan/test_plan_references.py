"""In the Plan a reference reads as the row it names; beneath, it stays a code."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit_helpers import plan
from toolkit_helpers.answers import AnswersFile, Entry
from toolkit_helpers.exercises.model import Exercise
from toolkit_helpers.plan.values import Inputs, of_part, used_rows

GAPS = [
    {"code": "G2", "statement": "No law lets registers exchange data"},
    {},
    {"code": "G1", "statement": "No unit owns the service"},
]
INITIATIVES: dict[str, Any] = {
    "id": "EX5.9",
    "title": "Initiatives",
    "minutes": 1,
    "grouping": ["T"],
    "parts": [
        {
            "id": "ini",
            "kind": "table",
            "code": "I",
            "row_name": "initiative",
            "writes": "P5.initiatives",
            "columns": [
                {"id": "name", "label": "Initiative"},
                {"id": "gap", "label": "Main gap", "type": "ref", "source": "EX3.7.gaps"},
                {"id": "needs", "label": "Depends on", "type": "refs", "source": "ini"},
            ],
        },
        {
            "id": "raci",
            "kind": "table",
            "row_label": "Pillar",
            "rows": [{"id": "PL1", "text": "PL1 Vision"}, {"id": "PL2", "text": "PL2 Law"}],
            "minimum_rows": 1,
            "columns": [{"id": "who", "label": "Who"}],
        },
        {
            "id": "first",
            "kind": "form",
            "fields": [
                {"id": "one", "label": "First", "type": "ref", "source": "ini", "required": True},
                {"id": "serves", "label": "Serves", "type": "refs", "source": "raci"},
            ],
        },
    ],
}


def written(part: str, gaps: Any = GAPS, **parts: Any) -> Any:
    """Return a part of the exercise above, with these answers and the gaps of EX3.7."""
    answers = AnswersFile(answers={"EX3.7": Entry(parts={"gaps": gaps}), "EX5.9": Entry(parts=parts)})
    exercises = [*plan.all_exercises(), Exercise.model_validate(INITIATIVES)]
    return Inputs.of(answers, exercises).part("EX5.9", part)


def test_a_reference_reads_with_the_words_of_its_row() -> None:
    """Code and words for people, in the order given; the code alone beneath, for what is computed."""
    rows = [
        {"code": "I3", "name": "Exchange layer", "gap": "G2", "needs": ["I1"]},
        {"code": "I1", "name": "Shared identity", "gap": "G1"},
    ]
    value = of_part(written("ini", ini=rows))
    assert value.raw == rows
    assert [column.label for column in value.columns] == ["No.", "Initiative", "Main gap", "Depends on"]
    assert [row["gap"] for row in value.rows] == [
        "G2 – No law lets registers exchange data",
        "G1 – No unit owns the service",
    ]
    assert [row["needs"] for row in value.rows] == ["I1 – Shared identity", ""]


def test_words_that_change_change_wherever_the_row_is_named() -> None:
    """Nothing is copied: the Plan reads what stands in EX3.7 now."""
    rows = [{"code": "I1", "name": "a", "gap": "G1"}]
    renamed = [{"code": "G1", "statement": "No owner"}]
    assert of_part(written("ini", renamed, ini=rows)).rows[0]["gap"] == "G1 – No owner"


def test_a_row_that_is_gone_is_said_to_be() -> None:
    """A reference to a row that was removed is kept and says so; before any row, the code stands alone."""
    rows = [{"code": "I1", "name": "a", "gap": "G9", "needs": ["I4", "I1"]}]
    value = of_part(written("ini", ini=rows))
    assert value.rows[0]["gap"] == "G9 (no longer there)"
    assert value.rows[0]["needs"] == "I4 (no longer there); I1 – a"
    assert value.state == "filled"
    assert of_part(written("ini", [], ini=rows)).rows[0]["gap"] == "G9"


def test_fixed_rows_read_by_their_text() -> None:
    """The first column is the author's heading over the rows' texts; rows without an entry are left out."""
    value = of_part(written("raci", raci=[{"code": "PL2", "who": "Council"}, {"code": "PL1"}]))
    assert value.raw == [{"code": "PL2", "who": "Council"}]
    assert [column.label for column in value.columns] == ["Pillar", "Who"]
    assert value.rows == ({"code": "PL2 Law", "who": "Council"},)


def test_a_form_names_rows_of_the_tables_beside_it() -> None:
    """References within one exercise are read from the answers beside them."""
    ini = [{"code": "I1", "name": "Layer"}]
    value = of_part(written("first", ini=ini, first={"one": "I1", "serves": ["PL2", "PL1"]}))
    assert value.raw == {"one": "I1", "serves": ["PL2", "PL1"]}
    assert [row["value"] for row in value.rows] == ["I1 – Layer", "PL2 Law; PL1 Vision"]


@pytest.mark.parametrize("value", [None, 7, [], {}, ["G1"], [[]], True])
def test_references_of_any_shape_are_read(value: Any) -> None:
    """An answers file from anywhere gives a Plan, with what could be read."""
    answer = {"one": value, "serves": value}
    assert of_part(written("first", value, ini=[{"gap": value, "needs": value}], first=answer)) is not None


def test_the_hearing_and_the_evidence_name_gaps(answers: AnswersFile) -> None:
    """Verdicts of EX3.9 find their gap by its code, and the log reads with the gap's words."""
    found = plan.assemble(answers).field("P3.evidence_log").value
    assert found.raw[0]["gaps"] == ["G2"]
    assert found.rows[0]["gaps"].startswith("G2 – ")


def test_rows_keep_their_codes_when_others_go() -> None:
    """A gap that was G3 is G3 for the Plan, wherever it stands now and whatever was removed."""
    (part,) = [one for one in plan.all_exercises() if one.id == "EX3.7"]
    table = part.part("gaps")
    assert table.kind == "table"
    rows = [{"code": "G3", "statement": "c"}, {"statement": "new"}, {"code": "G1", "statement": "a"}]
    assert [code for code, _row in used_rows(table, rows)] == ["G3", "G4", "G1"]
