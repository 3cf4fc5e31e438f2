"""P2 and the insights of chapter 2: nine pillars, links between them, a definition in words."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from statistics import median
from typing import Any

import krippendorff
import numpy as np
import pytest
from demonstration_team import Answers, as_file
from hypothesis import given
from hypothesis import strategies as st
from plan_reading import chapter, insight, texts

from toolkit_helpers.plan import assemble, holistic
from toolkit_helpers.plan.model import Value
from toolkit_helpers.vocabulary import PILLARS

SCORES = dict(zip(PILLARS, (3, 2, 2, 1, 2, 2, 2, 1, 2), strict=True))
"""The scan of the demonstration team in annex B of the curriculum."""


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 2, free to change."""
    return chapter(2)


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P2."""
    return assemble(as_file(answers)).field(f"P2.{name}").value


def test_the_demonstration_team_has_written_all_of_p2(nandara: Answers) -> None:
    """Each of the five fields is there in full."""
    section = next(one for one in assemble(as_file(nandara)).sections if one.id == "P2")
    assert {one.spec.name for one in section.fields if one.filled} == {
        "our_definition",
        "commitments",
        "pillar_scan",
        "pillar_links",
        "leverage_pillars",
    }


def test_the_demonstration_team_is_that_of_the_annex(nandara: Answers) -> None:
    """Scores are the medians of five raters, their mean is 1.89, and PL2 and PL1 are levers and drivers."""
    scan = {row["pillar"]: row for row in field(nandara, "pillar_scan").raw}
    assert {code: row["score"] for code, row in scan.items()} == SCORES
    for code, row in scan.items():
        given = [score for score in row["raters"] if score is not None]
        assert len(given) == 5
        assert median(given) == SCORES[code]
    assert f"{np.mean(list(SCORES.values())):.2f}" == "1.89"
    assert [row["pillar"] for row in field(nandara, "leverage_pillars").raw] == ["PL2", "PL1"]
    roles = {one.name: one.role for one in holistic.influences(nandara["EX2.6"]).value.influences}
    assert [code for code, role in roles.items() if role == "driver"] == ["PL1", "PL2"]


def test_a_score_without_evidence_has_low_confidence_in_the_plan(nandara: Answers) -> None:
    """Whatever confidence was stated, and the Plan says for which pillars it is low."""
    nandara["EX2.4"]["scan"][8]["confidence"] = "high"
    value = field(nandara, "pillar_scan")
    assert {row["pillar"]: row["confidence"] for row in value.raw}["PL9"] == "low"
    assert value.rows[8]["confidence"] == "Low"
    assert value.rows[0]["confidence"] == "High"
    assert "Low confidence: PL9." in value.notes


def test_scores_of_single_members_stay_in_the_team(nandara: Answers) -> None:
    """The Plan that is shared has no column for them; the team's own has."""
    value = field(nandara, "pillar_scan")
    header, rows = value.table(public=True)
    assert header == ["Pillar", "Score, 1 to 5", "Evidence", "Confidence"]
    assert len(rows) == 9
    assert value.table(public=False)[1][0][-1] == "3 4 3 2 3"


def test_medians_stand_in_until_the_team_has_agreed(nandara: Answers) -> None:
    """With the members' scores alone the field has begun and is not complete."""
    del nandara["EX2.4"]["scan"]
    value = field(nandara, "pillar_scan")
    assert value.state == "begun"
    assert {row["pillar"]: row["score"] for row in value.raw} == SCORES


def test_links_of_no_strength_are_no_links(nandara: Answers) -> None:
    """A pair judged 0 is left out of the Plan, and names of pillars are written out."""
    value = field(nandara, "pillar_links")
    assert len(value.raw) == len(nandara["EX2.6"]["links"]) - 1
    assert value.raw[1] == {
        "from": "PL1",
        "to": "PL3",
        "strength": 3,
        "why": "Only the governor can name one owner across three offices",
    }
    assert value.rows[0]["from"] == "PL1 Vision, leadership and mindsets"


def test_the_profile_shows_scores_ranges_and_confidence(nandara: Answers) -> None:
    """M10 gives the profile; pillars two or more steps apart are where to start, the widest first."""
    blocks = insight("EX2.4", nandara)
    rows = next(block["rows"] for block in blocks if block["kind"] == "table")
    assert rows[0] == ["PL1 Vision, leadership and mindsets", "3.0", "2 to 4", "High"]
    assert rows[3][1:] == ["1.0", "1 to 2", "High"]
    start = next(block["items"] for block in blocks if block.get("title", "").startswith("Start here"))
    assert start[0].startswith("PL6")
    assert start[0].endswith("from 1 to 4")
    assert [item[:3] for item in start] == ["PL6", "PL1", "PL9"]
    assert "the lowest, with 1.0, is PL4, PL8" in texts(blocks)


def test_agreement_of_members_is_ordinal_alpha(nandara: Answers) -> None:
    """M13, judged by the library krippendorff; with fewer than three members the page says so instead."""
    rows = nandara["EX2.4"]["raters"]
    ratings = [[row[member] for row in rows] for member in "abcde"]
    alpha = krippendorff.alpha(reliability_data=ratings, level_of_measurement="ordinal")
    result = holistic.members_agreement(holistic.read_scan(nandara["EX2.4"]), interval=False)
    assert result.value is not None
    assert result.value.alpha == pytest.approx(alpha)
    assert f"Agreement of 5 members: Krippendorff's alpha is {alpha:.3f}" in texts(insight("EX2.4", nandara))
    two = deepcopy(nandara)
    for row in two["EX2.4"]["raters"]:
        for member in "cde":
            del row[member]
    assert "From 3 members on" in texts(insight("EX2.4", two))
    assert "Agreement" not in texts(insight("EX2.4", two))


def test_the_mood_and_a_bare_five_are_flagged(nandara: Answers) -> None:
    """Nine equal scores, and a 5 without evidence, get a question; eight equal scores do not."""
    scan = nandara["EX2.4"]["scan"]
    assert "mood" not in texts(insight("EX2.4", nandara))
    for row in scan:
        row["score"] = 3
    assert "Are you rating the mood?" in texts(insight("EX2.4", nandara))
    nandara["EX2.4"] = {"scan": scan[:8]}
    assert "mood" not in texts(insight("EX2.4", nandara))
    scan[2].update(score=5, evidence=" ")
    assert "A 5 without evidence | PL3 Organisational set-up and culture" in texts(insight("EX2.4", nandara))


def test_roles_are_those_of_the_worked_example() -> None:
    """M16: three pillars with sums 5, 3, 1 and 1, 4, 4."""
    links = [("PL1", "PL2", 3), ("PL1", "PL3", 2), ("PL2", "PL1", 1), ("PL2", "PL3", 2), ("PL3", "PL2", 1)]
    rows = [dict(zip(("from", "to", "strength"), link, strict=True)) for link in links]
    blocks = insight("EX2.6", {"EX2.6": {"links": rows}})
    table = next(block["rows"] for block in blocks if block["kind"] == "table")
    assert [row[1:4] for row in table] == [["5", "1", "5"], ["3", "4", "12"], ["1", "4", "4"]]
    assert [row[5].split(":")[0] for row in table] == ["Driver", "Critical", "Result"]
    assert "You look at 3 pillars; take at least 5." in texts(blocks)


def test_a_lever_with_a_low_score_is_a_candidate(nandara: Answers) -> None:
    """The leverage pillars are compared with the scan of EX2.4, and with the roles."""
    said = texts(insight("EX2.6", nandara))
    assert "PL2 Institutional and regulatory framework, with a score of 2.0: a good candidate" in said
    assert "PL1 Vision, leadership and mindsets, with a score" not in said
    assert "moves others little" not in said
    nandara["EX2.6"]["leverage"] = [{"pillar": "PL9", "why": "Trust"}]
    assert "PL9 Societal capacities and inclusion moves others little" in texts(insight("EX2.6", nandara))


def test_too_many_strong_links_are_called_out(nandara: Answers) -> None:
    """At most a third of the pairs may be 3, and links that are all 2 or 3 say little."""
    assert "Force choices" not in texts(insight("EX2.6", nandara))
    for row in nandara["EX2.6"]["links"]:
        row["strength"] = 3
    assert "Now 16 of 30 are." in texts(insight("EX2.6", nandara))
    even = deepcopy(nandara)
    for row in even["EX2.6"]["links"]:
        row["strength"] = 2
    assert "Force choices" in texts(insight("EX2.6", even))


def test_few_links_are_a_sketch_and_a_pair_counts_once(nandara: Answers) -> None:
    """Fewer than a third of the pairs judged is said, and the first of two entries counts."""
    nandara["EX2.6"]["links"] = [
        {"from": "PL1", "to": "PL2", "strength": 1},
        {"from": "PL1", "to": "PL2", "strength": 3},
    ]
    blocks = insight("EX2.6", nandara)
    assert "These pairs stand twice, and the first entry counts: PL1 → PL2." in texts(blocks)
    assert "Sketch: only 1 of 30" in texts(blocks)
    table = next(block["rows"] for block in blocks if block["kind"] == "table")
    assert table[0][1] == "1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It means new servers and a portal.", "neither people nor a public value"),
        ("It means not just a private cloud.", "neither people nor a public value"),
        (
            "Offices share data so that Families are treated fairly, “safely” and without a queue.",
            "Words about people: families. Words about public value: fairly, safely.",
        ),
        (
            "Everybody gets a portal.",
            "Words about people: everybody. Words about public value: nothing found.",
        ),
    ],
)
def test_a_definition_is_searched_for_words_only(text: str, expected: str) -> None:
    """A warning comes only where neither people nor a value is named; style is never judged."""
    said = texts(insight("EX2.8", {"EX2.8": {"definition": {"text": text}}}))
    assert expected in said


def test_nothing_of_a_hostile_answer_breaks_the_section() -> None:
    """Rows, codes and scores of any shape count as not given."""
    for bad in (
        None,
        "x",
        [None, 3, {"code": "PL99", "score": 2}],
        [{"code": "PL1", "score": "3"}],
        {"a": 1},
    ):
        answers = {
            "EX2.4": {"scan": bad, "raters": bad},
            "EX2.6": {"chosen": bad, "links": bad, "leverage": bad},
        }
        assert holistic.read_scan(answers["EX2.4"]) == {}
        assert holistic.read_links(answers["EX2.6"]) == []
        assert not holistic.influences(answers["EX2.6"]).available
        for exercise_id in ("EX2.4", "EX2.6"):
            assert [block["tone"] for block in insight(exercise_id, answers)] == ["hint"]
        assert field(answers, "pillar_scan").state == "empty"


ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "from": st.sampled_from([*PILLARS, "PL0", None]),
            "to": st.sampled_from([*PILLARS, "", 4]),
            "strength": st.one_of(st.integers(-1, 5), st.none(), st.booleans()),
            "why": st.one_of(st.text(max_size=5), st.integers()),
        },
    ),
    max_size=20,
)


@given(ROWS)
def test_links_are_complete_or_left_out(rows: list[Mapping[str, Any]]) -> None:
    """Whatever stands in the rows, a link joins two different pillars with a strength of 0 to 3."""
    links = holistic.read_links({"links": rows})
    assert all(
        link.start in PILLARS and link.end in PILLARS and link.start != link.end and 0 <= link.strength <= 3
        for link in links
    )
    assert holistic.influences({"links": rows}).available == bool(links)
