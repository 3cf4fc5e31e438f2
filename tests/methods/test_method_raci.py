"""M27 against the reference values, a second way of counting, and its edge cases."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import cases

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.methods import RaciCheck, raci_check
from toolkit_helpers.methods.raci import CODES, Rule, rule_text

ROLES = ("owner", "registry", "office", "municipality", "authority", "users")
HOMES = dict(zip(ROLES, ("Province", "Registry", "Province", "Town", "Authority", "Parents"), strict=True))
ROW = st.dictionaries(st.sampled_from(ROLES), st.sampled_from([*CODES, None, ""]), min_size=1)
TABLES = st.dictionaries(st.sampled_from([f"AC{n}" for n in range(1, 9)]), ROW, min_size=1)


def checked(rows: dict[str, Any], **more: Any) -> RaciCheck:
    """Return what a table shows."""
    value = raci_check(rows, **more).value
    assert value is not None
    return value


def rules(letters: str, **more: Any) -> list[str]:
    """Return the rules that one activity breaks: ``"A R C"`` are the letters of the first roles."""
    row = {role: letter for role, letter in zip(ROLES, letters.split(), strict=False) if letter != "-"}
    return [fault.rule for fault in checked({"one": row, "good": {"owner": "A/R"}}, **more).faults]


@cases("M27")
def test_worked_rows(inputs: dict[str, Any], expected: dict[str, Any]) -> None:
    """The valid row, and the one with two accountable offices and nobody who does it."""
    value = checked({"activity": inputs})
    assert value.valid == expected["valid"]
    said = [fault.rule.replace("_", " ") for fault in value.faults]
    assert said == expected.get("errors", [])


@pytest.mark.parametrize(
    ("letters", "broken"),
    [
        ("A R C I", []),
        ("A/R", []),
        ("A/R R", []),
        ("A R R R", []),
        ("R R", ["no_accountable"]),
        ("A C I", ["no_responsible"]),
        ("A A/R", ["two_accountable"]),
        ("A A A", ["two_accountable", "no_responsible"]),
        ("C I", ["no_accountable", "no_responsible"]),
        ("- - -", ["blank"]),
    ],
)
def test_rules_of_an_activity(letters: str, broken: list[str]) -> None:
    """Exactly one A, at least one R, A/R counts for both; several may do the work."""
    assert rules(letters) == broken


@pytest.mark.parametrize(
    ("letters", "broken"),
    [
        ("A R - - C", []),  # the authority is asked
        ("A R C", ["no_other_institution"]),  # only the accountable province asks itself
        ("A R", ["no_other_institution"]),
        ("A - R", []),  # one institution alone
        ("A/R", []),
        ("- R", ["no_accountable"]),
        ("A/R R I I C I", []),
    ],
)
def test_work_between_institutions_consults_another_one(letters: str, broken: list[str]) -> None:
    """Where two institutions work, a third view or the other one must be asked, not one's own office."""
    assert rules(letters, institutions=HOMES) == broken


def test_an_activity_may_cross_institutions_whoever_does_it() -> None:
    """Named as joint, an activity of one office needs a C from another institution as well."""
    assert rules("A/R - C", institutions=HOMES, joint={"one"}) == ["no_other_institution"]
    assert rules("A/R - C - C", institutions=HOMES, joint={"one"}) == []
    assert rules("A/R", joint={"one"}) == ["no_other_institution"]


@pytest.mark.parametrize(
    ("letters", "unknown", "told"),
    [
        ("A R - - C", ["registry"], True),  # whether it crosses institutions
        ("A R - - C", ["owner"], True),  # whose A it is
        ("A R - - C", ["authority"], True),  # who is asked
        ("A R - - C C", ["authority"], False),  # the users are another institution all the same
        ("A R", ["users"], False),
        ("A/R", ["owner"], False),
    ],
)
def test_an_unknown_institution_is_told_and_is_no_fault(letters: str, unknown: list[str], told: bool) -> None:
    """What cannot be checked is listed; a missing name counts neither as own nor as another."""
    homes = {role: "" if role in unknown else home for role, home in HOMES.items()}
    row = {role: letter for role, letter in zip(ROLES, letters.split(), strict=False) if letter != "-"}
    value = checked({"one": row}, institutions=homes)
    assert (value.unchecked == ("one",)) is told
    if told:
        assert value.valid
        assert raci_check({"one": row}, homes).notes[-1].startswith("Not checked between institutions")


def test_without_institutions_nothing_is_said_about_them() -> None:
    """The rule between institutions waits until one is named."""
    value = checked({"one": {"owner": "A", "registry": "R"}}, institutions={"owner": " "})
    assert (value.valid, value.unchecked) == (True, ())


def test_the_same_institution_may_be_written_differently() -> None:
    """Capitals and spaces around a name make no second institution."""
    homes = {"owner": "Province ", "registry": "province"}
    assert rules("A R", institutions=homes) == []


def test_bottleneck_and_onlooker() -> None:
    """More than half of the activities: exactly half is none, and who does something is no onlooker."""
    rows = {
        "AC1": {"owner": "A", "registry": "R", "users": "I", "municipality": "I"},
        "AC2": {"owner": "A/R", "users": "I", "municipality": "I"},
        "AC3": {"registry": "A/R", "users": "I", "municipality": "R"},
        "AC4": {"registry": "A/R", "users": "C", "municipality": "I"},
    }
    value = checked(rows)
    assert (value.bottlenecks, value.onlookers) == ((), ("users",))
    rows["AC3"] = {"owner": "A", "registry": "R", "users": "I"}
    result = raci_check(rows)
    assert result.value is not None
    assert (result.value.bottlenecks, result.value.onlookers) == (("owner",), ("users", "municipality"))
    assert "owner is accountable for 3 of 4 activities: a bottleneck." in result.notes
    said = "users is informed of 3 of 4 activities and acts in none: is it needed?"
    assert said in result.notes


def test_one_activity_is_no_pattern() -> None:
    """The only A of one activity is no bottleneck."""
    value = checked({"AC1": {"owner": "A/R", "users": "I"}, "AC2": {}})
    assert (value.activities, value.bottlenecks, value.onlookers) == (1, (), ())


def test_sentences_name_what_to_mend() -> None:
    """The result says how many activities hold, and why the others do not."""
    good, bad = {"owner": "A/R"}, {"owner": "A", "office": "A"}
    assert raci_check({"AC1": good, "AC2": good}).interpretation.startswith("All 2 activities are valid")
    result = raci_check({"AC1": good, "AC2": bad, "AC3": {}})
    assert result.interpretation == "1 of 3 activities are valid; to mend: AC2, AC3."
    assert result.notes[0] == "AC2: more than one role is accountable, so nobody is (owner, office)."
    assert result.notes[2] == "AC3: no role has a letter."
    assert raci_check({"AC1": bad}).interpretation == "The activity is not valid yet: AC1."
    rules = get_args(Rule)
    assert len({rule_text(rule) for rule in rules}) == len(rules)


@pytest.mark.parametrize("rows", [{}, {"AC1": {}}, {"AC1": {"owner": None, "office": " "}}])
def test_an_empty_table_is_not_available(rows: dict[str, Any]) -> None:
    """Nothing entered is no valid table and no fault."""
    result = raci_check(rows)
    assert not result.available
    assert "no role has a letter" in result.interpretation


@pytest.mark.parametrize("letter", ["X", "a", "RA", "AR"])
def test_another_letter_is_an_error(letter: str) -> None:
    """Only the five letters of RACI count, in capitals; the message says where."""
    with pytest.raises(ToolkitError, match=r"is no letter of RACI"):
        raci_check({"AC1": {"owner": letter}})


@given(TABLES)
def test_counts_by_role_and_by_activity_agree(rows: dict[str, dict[str, str | None]]) -> None:
    """The letters counted by role are those counted by activity, and the A decide which rows are at fault."""
    result = raci_check(rows)
    letters = [letter for row in rows.values() for letter in row.values() if letter]
    if result.value is None:
        assert not letters
        return
    loads = result.value.loads.values()
    assert sum(load.accountable for load in loads) == sum("A" in letter for letter in letters)
    assert sum(load.responsible for load in loads) == sum("R" in letter for letter in letters)
    assert sum(load.consulted + load.informed for load in loads) == sum(one in "CI" for one in letters)
    for name, row in rows.items():
        joined = "".join(letter or "" for letter in row.values())
        sound = joined.count("A") == 1 and "R" in joined
        assert (name in result.value.faulty) is not sound


@given(TABLES, st.permutations(ROLES))
def test_the_order_of_roles_does_not_matter(rows: dict[str, dict[str, str | None]], order: list[str]) -> None:
    """Columns may be shuffled without changing what is found."""
    turned = {name: {role: row[role] for role in order if role in row} for name, row in rows.items()}
    one, two = raci_check(rows, HOMES).value, raci_check(turned, HOMES).value
    if one is None or two is None:
        assert one is two
        return
    assert [(fault.activity, fault.rule) for fault in one.faults] == [
        (fault.activity, fault.rule) for fault in two.faults
    ]
    assert dict(one.loads) == dict(two.loads)
    assert set(one.bottlenecks) == set(two.bottlenecks)
