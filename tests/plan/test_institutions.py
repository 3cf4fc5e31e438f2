"""P6 and the insights of chapter 6: rules, letters, sheets without names, safeguards, open gaps."""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest
from demonstration_team import Answers, as_file
from plan_reading import chapter, insight, table, texts

from toolkit_helpers.exercises import bank
from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Table
from toolkit_helpers.exercises.references import collect
from toolkit_helpers.plan import assemble, culture
from toolkit_helpers.plan.model import Value


@pytest.fixture
def nandara() -> Answers:
    """Return the answers of the demonstration team to chapter 6, free to change."""
    return chapter(6)


def gaps() -> Answers:
    """Return six gaps of chapter 3; the last, an institutional one, is what the team overlooks."""
    names = ("pillar", "level", "statement", "current", "target", "importance", "urgency")
    rows = [
        ("PL2", "L1", "No rule for sharing birth data", 1, 4, 5, 4),
        ("PL9", "L3", "Registrars lack digital skills", 2, 4, 4, 5),
        ("PL3", "L2", "No service owner from end to end", 1, 3, 5, 4),
        ("PL9", "L4", "Mothers without phone or papers are not reached", 1, 3, 5, 5),
        ("PL8", "L2", "The institute has no module", 1, 3, 4, 3),
        ("PL5", "L1", "Nobody supervises the registers", 1, 3, 3, 3),
    ]
    return {"EX3.7": {"gaps": [dict(zip(names, row, strict=True)) for row in rows]}}


def field(answers: Answers, name: str) -> Value:
    """Return the value of a field of P6."""
    return assemble(as_file(answers)).field(f"P6.{name}").value


def test_the_demonstration_team_has_written_all_of_p6(nandara: Answers) -> None:
    """Each of the nine fields is there in full."""
    section = next(one for one in assemble(as_file(nandara)).sections if one.id == "P6")
    assert [one.spec.name for one in section.fields if not one.filled] == []
    assert len(section.fields) == 9


def test_the_demonstration_answers_are_complete_or_right(nandara: Answers) -> None:
    """Every part that it answers is marked complete or right."""
    every = {**chapter(5), **gaps(), **nandara}
    for exercise_id, parts in nandara.items():
        exercise = bank.exercise(exercise_id)
        references = collect(exercise, lambda name: every.get(name, {}))
        for part_id, answer in parts.items():
            result = mark(exercise.part(part_id), answer, None, parts, exercise, references)
            assert result.state in {"complete", "right"}, (exercise_id, part_id, result.messages)


def test_the_raci_table_speaks_the_team_s_words(nandara: Answers) -> None:
    """Columns bear the names that the team gave, unused ones are left out, A and R in one read as A/R."""
    value = field({**chapter(5), **nandara}, "raci")
    assert [column.label for column in value.columns] == [
        "No.",
        "Activity",
        "Owner of birth registration",
        "Directorate of civil registration",
        "ICT unit",
        "Municipal registrars",
        "Data protection authority",
        "Associations of parents",
        "Health department",
    ]
    assert value.rows[0]["agency"] == "A/R"
    assert value.text == "Initiative: I1 – Agree one rule for sharing birth data between health and registry"
    assert isinstance(value.raw, list)
    assert value.raw[1]["authority"] == "AR"
    assert value.notes[0].startswith("All 9 activities are valid")
    assert (
        "Directorate of civil registration is accountable for 5 of 9 activities: a bottleneck." in value.notes
    )
    assert value.notes[-1].startswith("Institutions. Owner of birth registration: Office of the governor;")
    assert "Data protection authority" not in value.notes[-1], "the column says it"


def test_faults_of_the_raci_table_stand_beside_it(nandara: Answers) -> None:
    """The Plan names activities without an A, with two, and without a C from another institution."""
    rows = nandara["EX6.4"]["raci"]
    del rows[1]["authority"]
    rows[4]["agency"] = "A"
    del rows[7]["users"]
    notes = field(nandara, "raci").notes
    assert notes[0] == "6 of 9 activities are valid; to mend: AC2, AC5, AC8."
    assert "AC2: nobody is accountable." in notes
    two = (
        "AC5: more than one role is accountable, so nobody is (Directorate of civil registration, ICT unit)."
    )
    assert two in notes
    assert "AC8: it crosses institutions, and no other institution is consulted." in notes


def test_roles_without_institutions_leave_the_field_begun(nandara: Answers) -> None:
    """A table of letters without the roles is not complete; its usual names stand in."""
    del nandara["EX6.4"]["roles"]
    value = field(nandara, "raci")
    assert value.state == "begun"
    assert "Service owner" in [column.label for column in value.columns]
    assert not any(note.startswith("Institutions.") for note in value.notes)


def test_two_roles_of_one_name_are_told_apart(nandara: Answers) -> None:
    """The same name twice does not add up the letters of two roles."""
    for role in nandara["EX6.4"]["roles"]:
        role["name"] = "Office"
    labels = [column.label for column in field(nandara, "raci").columns][2:]
    assert len(set(labels)) == len(labels) == 7
    loads = table(insight("EX6.4", nandara), "Letters by role")
    assert sum(int(row[1]) for row in loads) == 9


def test_letters_by_role_and_the_bottleneck_are_shown(nandara: Answers) -> None:
    """The insight counts letters and names the office that is accountable for most."""
    blocks = insight("EX6.4", nandara)
    loads = {row[0]: row[1:] for row in table(blocks, "Letters by role")}
    assert loads["Directorate of civil registration"] == ["5", "1", "2", "1"]
    assert loads["Data protection authority"] == ["1", "1", "4", "0"]
    said = texts(blocks)
    assert "All 9 activities are valid" in said
    assert "is accountable for 5 of 9 activities: a bottleneck." in said


def test_the_insight_adds_what_the_page_cannot_see(nandara: Answers) -> None:
    """Faults between institutions are named; those that the table itself reports are not repeated."""
    rows = nandara["EX6.4"]["raci"]
    del rows[7]["users"]
    rows[4]["agency"] = "A"
    said = texts(insight("EX6.4", nandara))
    assert "Institutions work together, and no other one is consulted: AC8." in said
    assert "more than one role" not in said
    nandara["EX6.4"]["roles"][3]["institution"] = ""
    assert "Not checked between institutions, because one is not named: AC3, AC8." in texts(
        insight("EX6.4", nandara)
    )


def test_a_municipality_that_is_only_told_is_asked_about(nandara: Answers) -> None:
    """With an I here and there and nothing else the insight asks; with an I everywhere the table has."""
    rows = nandara["EX6.4"]["raci"]
    assert "informed about its own work" not in texts(insight("EX6.4", nandara))
    for row in rows:
        row.pop("local", None)
    rows[0]["local"] = "I"
    said = texts(insight("EX6.4", nandara))
    assert "Municipal registrars is only informed. Does it deliver the service?" in said
    for row in rows:
        row["local"] = "I"
    assert "informed about its own work" not in texts(insight("EX6.4", nandara))


def test_data_governance_joins_register_and_safeguards(nandara: Answers) -> None:
    """EX6.2 and EX6.7 write one field: five lines on the register, use of AI, five safeguards."""
    value = field(nandara, "data_governance")
    raw = value.raw
    assert isinstance(raw, dict)
    assert raw["register"] == "Register of births"
    assert raw["ai"] == "unknown"
    assert raw["safeguards"]["human"] == {"status": "there"}
    shown = {row["what"]: row["value"] for row in value.rows}
    assert len(shown) == 5 + 1 + 5
    assert shown["Error rates are tested by group, where lawful"].startswith(
        "Lacking; ICT unit asks the firm"
    )


def test_data_governance_waits_for_both_exercises(nandara: Answers) -> None:
    """One of the two is a beginning; without AI no safeguards are needed, and old marks are left out."""
    only_register = {"EX6.2": nandara["EX6.2"]}
    assert field(only_register, "data_governance").state == "begun"
    assert field({"EX6.7": nandara["EX6.7"]}, "data_governance").state == "begun"
    nandara["EX6.7"]["use"] = "none"
    value = field(nandara, "data_governance")
    assert value.state == "filled"
    assert isinstance(value.raw, dict)
    assert "safeguards" not in value.raw
    del nandara["EX6.7"]["safeguards"]
    assert field(nandara, "data_governance").state == "filled"
    assert field({}, "data_governance").state == "empty"


def sheets(*scores: int, role: str = "") -> list[dict[str, Any]]:
    """Return one sheet for each score of the statement on errors."""
    return [{"errors": score, **({"role": role} if role else {})} for score in scores]


def test_culture_shows_median_and_range_without_sheets(nandara: Answers) -> None:
    """Ten medians from seven sheets; no single row enters the Plan."""
    value = field(nandara, "culture_profile")
    raw = value.raw
    assert isinstance(raw, dict)
    given = [sheet["errors"] for sheet in nandara["EX6.5"]["sheets"]]
    assert raw["statements"]["errors"] == {
        "median": median(given),
        "lowest": min(given),
        "highest": max(given),
        "sheets": 7,
    }
    assert list(raw["statements"]) == list(culture.STATEMENTS)
    assert value.rows[1] == {
        "statement": "2 Errors are discussed without blame.",
        "median": "2.0",
        "range": "1 to 4",
        "sheets": "7",
    }
    assert value.text.startswith("Twice a year each head of office follows one birth")
    assert set(raw) == {"statements", "habit"}


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_sheets_show_nothing(nandara: Answers, count: int) -> None:
    """Neither the Plan nor the insight holds a figure of four sheets or fewer, and both say why."""
    nandara["EX6.5"]["sheets"] = nandara["EX6.5"]["sheets"][:count]
    value = field(nandara, "culture_profile")
    assert (value.state, value.rows) == ("begun", ())
    assert isinstance(value.raw, dict)
    assert value.raw["statements"] == {}
    assert "from 5 on" in value.notes[0]
    blocks = insight("EX6.5", nandara)
    assert [block["kind"] for block in blocks] == ["text"]
    del nandara["EX6.5"]["habit"]
    assert (field(nandara, "culture_profile").state == "empty") is (count == 0)


def test_a_statement_that_few_have_rated_is_left_out(nandara: Answers) -> None:
    """Five sheets of which four rate a statement: this statement has no figure."""
    for sheet in nandara["EX6.5"]["sheets"][:3]:
        del sheet["manual"]
    value = field(nandara, "culture_profile")
    assert isinstance(value.raw, dict)
    assert "manual" not in value.raw["statements"]
    assert "errors" in value.raw["statements"]


@pytest.mark.parametrize(
    ("managers", "staff", "told"),
    [
        ((4, 4, 4, 5, 5), (2, 2, 3, 3, 1), True),
        ((3, 3, 3, 3, 3), (2, 2, 2, 2, 2), True),
        ((2, 2, 2, 2, 2), (4, 4, 4, 4, 4), False),
        ((4, 4, 4, 5), (2, 2, 3, 3, 1), False),
        ((4, 4, 4, 5, 5), (2, 2, 3, 3), False),
    ],
)
def test_managers_are_compared_with_staff_from_five_each(
    managers: tuple[int, ...], staff: tuple[int, ...], told: bool
) -> None:
    """A higher view from above is pointed at, and only where neither side could be recognised."""
    given = [*sheets(*managers, role="manager"), *sheets(*staff, role="staff")]
    said = texts(insight("EX6.5", {"EX6.5": {"sheets": given}}))
    assert ("Go and see." in said) is told


def test_every_column_of_the_sheets_is_declared_private() -> None:
    """Whatever exports answers can see from the exercise that single sheets stay in the team's file."""
    part = bank.exercise("EX6.5").part("sheets")
    assert isinstance(part, Table)
    assert all(column.private for column in part.columns)


def test_rules_are_counted_by_status(nandara: Answers) -> None:
    """How many rules are applied, who decides on them, and which topics nobody has looked at."""
    blocks = insight("EX6.2", nandara)
    assert table(blocks, "Your rules by status") == [
        ["None", "2", "2", "0"],
        ["Draft", "1", "0", "1"],
        ["Adopted, not yet applied", "2", "2", "0"],
        ["Applied", "3", "1", "2"],
        ["Conflicts with another rule", "1", "0", "1"],
    ]
    said = texts(blocks)
    assert "Topics not looked at yet | Electronic identification and signature" in said
    assert "Data protection" not in said


def test_missing_success_factors_are_listed(nandara: Answers) -> None:
    """What is not ticked is missing, and so is a seat that is none."""
    assert texts(insight("EX6.3", nandara)).endswith("| It has a say in budgets")
    nandara["EX6.3"]["own"]["local_seat"] = "none"
    assert "Local governments have a seat" in texts(insight("EX6.3", nandara))
    nandara["EX6.3"]["own"] |= {"local_seat": "Three of nine votes", "budget": True}
    assert texts(insight("EX6.3", nandara)).startswith("All success factors are there.")


def test_links_of_the_own_systems(nandara: Answers) -> None:
    """Six systems: 15 links against 6; a number that cannot be gets one sentence."""
    assert "6 systems need 15 links from point to point and 6" in texts(insight("EX6.6", nandara))
    nandara["EX6.6"]["own"] = "2.5"
    assert "must be a whole number" in texts(insight("EX6.6", nandara))
    nandara["EX6.6"]["own"] = ""
    assert texts(insight("EX6.6", nandara)).startswith("Enter your own number")


def test_missing_safeguards_depend_on_the_use(nandara: Answers) -> None:
    """AI that may be at work already is another matter than AI that is planned, or none."""
    said = texts(insight("EX6.7", nandara))
    assert said.startswith("Not in place, although AI may be at work already")
    assert "A named official decides" not in said
    assert "no row on the use of algorithms" not in said
    nandara["EX6.7"]["use"] = "plans"
    nandara["EX6.2"]["inventory"] = nandara["EX6.2"]["inventory"][:8]
    said = texts(insight("EX6.7", nandara))
    assert said.startswith("To be in place before the first real case")
    assert "Your legal inventory (EX6.2) has no row on the use of algorithms." in said
    for row in nandara["EX6.7"]["safeguards"]:
        row["status"] = "there"
    assert "Who outside the team has checked it?" in texts(insight("EX6.7", nandara))
    nandara["EX6.7"]["use"] = "none"
    assert "nothing to safeguard today" in texts(insight("EX6.7", nandara))
    assert texts(insight("EX6.7", {"EX6.7": {"use": "plans"}})) == (
        "Mark each safeguard; what is still lacking appears here."
    )
    assert texts(insight("EX6.7", {})).startswith("Say whether your service uses AI")


def test_gaps_and_rules_that_no_action_serves_are_named(nandara: Answers) -> None:
    """By level: the institutional gap that nobody names, the organisational one, and rules left open."""
    answers = {**gaps(), **nandara}
    said = texts(insight("EX6.9", answers))
    assert "Priority gaps at the level Institutional that no action serves | G6 – Nobody supervises" in said
    assert "level Organisational" not in said
    assert "LR3 – Standard of the province on accessible pages, 2024" in said
    assert "LR2" not in said
    assert "LR1" not in said
    answers["EX6.9"]["organisational"] = [{**row, "gap": "G6"} for row in answers["EX6.9"]["organisational"]]
    said = texts(insight("EX6.9", answers))
    assert "level Organisational that no action serves | G3 – No service owner" in said
    assert "level Institutional" not in said


def test_when_everything_is_served_the_team_is_told(nandara: Answers) -> None:
    """Without open gaps and open rules there is one sentence; without actions one, too."""
    for row in nandara["EX6.2"]["inventory"]:
        row["status"] = "applied"
    assert texts(insight("EX6.9", nandara)).startswith("Each priority gap at both levels")
    assert texts(insight("EX6.9", {})).startswith("Enter your actions")


def test_actions_read_with_the_words_of_gap_and_rule(nandara: Answers) -> None:
    """In the Plan an action names its gap and its rule in words."""
    rows = field({**gaps(), **nandara}, "actions_L1").rows
    assert rows[0]["gap"] == "G1 – No rule for sharing birth data"
    assert rows[0]["rule"] == "LR2 – None on birth data between health and registry"


GARBAGE: list[Any] = [
    None,
    7,
    "text",
    [],
    {},
    [None],
    [["x"]],
    [{"code": 3}],
    [{"code": "owner", "name": 4}],
    True,
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_nothing_that_stands_in_a_file_breaks_the_section(nandara: Answers, garbage: Any) -> None:
    """Whatever an answers file holds, the Plan and the insights are computed."""
    for exercise_id, parts in nandara.items():
        for changed in ([*parts], *[[name] for name in parts]):
            broken = {**nandara, exercise_id: {**parts, **dict.fromkeys(changed, garbage)}}
            assemble(as_file(broken))
            if bank.exercise(exercise_id).insight:
                assert insight(exercise_id, broken)


def test_what_is_typed_reads_as_it_was_typed(nandara: Answers) -> None:
    """Names of roles go through unchanged, so that the page and the exporters can escape them once."""
    nandara["EX6.4"]["roles"][0]["name"] = "<script>alert(1)</script>"
    assert "<script>alert(1)</script>" in str(insight("EX6.4", nandara))
