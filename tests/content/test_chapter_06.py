"""What chapter 6 says in figures and rules: each is computed again and found in the text."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from authored import bank, prose, rows, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Match, Number, Scale, Table
from toolkit_helpers.methods import exchange_links, raci_check

SYSTEMS = 12
REQUIRED = ("protection", "accessibility", "procurement")


def table(exercise: str, part: str) -> Table:
    """Return a table of the chapter."""
    found = bank(6)[exercise].part(part)
    assert isinstance(found, Table)
    return found


def said(exercise: str, part: str, answer: Any, **beside: Any) -> str:
    """Return everything that marking says to an answer."""
    own = bank(6)[exercise]
    return " ".join(message.text for message in mark(own.part(part), answer, None, beside, own).messages)


def pairs(n: int) -> int:
    """Return the number of pairs among n systems, counted one by one."""
    return len(list(combinations(range(n), 2)))


def test_keys_of_the_links_are_counted() -> None:
    """The five keys are the pairs, what one system more adds, and the first n with fewer links."""
    part = {
        name: bank(6)["EX6.6"].part(name) for name in ("pairs", "layer", "more_pairs", "more_layer", "from_n")
    }
    keys = {
        "pairs": pairs(SYSTEMS),
        "layer": SYSTEMS,
        "more_pairs": pairs(SYSTEMS + 1) - pairs(SYSTEMS),
        "more_layer": 1,
        "from_n": next(n for n in range(2, 20) if pairs(n) > n),
    }
    for name, key in keys.items():
        number = part[name]
        assert isinstance(number, Number)
        assert (number.key, number.tolerance) == (key, 0), name
    links = exchange_links(SYSTEMS).value
    assert links is not None
    assert (links.point_to_point, links.shared) == (keys["pairs"], keys["layer"])
    assert pairs(3) == 3
    assert "6 direct links against 4. With three systems both need 3" in part["from_n"].right  # type: ignore[union-attr]
    notes = yaml("facilitation/06.yaml")["exercises"]["EX6.6"]
    assert notes["answer"].startswith("66; 12; 12 and 1; from n = 4")
    assert f"({pairs(5)} lines, then 5)" in notes["low_tech"]


def test_known_slips_of_the_links_are_recomputed() -> None:
    """Each diagnosed wrong value is what its slip gives, and exact values only are right."""
    n = SYSTEMS
    slips = {
        "pairs": [n * n, n * (n - 1), n * (n + 1) / 2, n],
        "layer": [pairs(n), n - 1, 2 * n],
        "more_pairs": [pairs(n + 1), n + 1, 1],
        "more_layer": [n + 1, n],
        "from_n": [3, 5, n],
    }
    exercise = bank(6)["EX6.6"]
    for name, values in slips.items():
        number = exercise.part(name)
        assert isinstance(number, Number)
        assert [diagnosis.value for diagnosis in number.diagnoses] == values, name
        for diagnosis in number.diagnoses:
            result = mark(number, f"{diagnosis.value:g}", None, {}, exercise)
            assert (result.state, result.messages[0].text) == ("wrong", diagnosis.say)
    assert mark(exercise.part("pairs"), "66.4", None, {}, exercise).state == "wrong"
    assert mark(exercise.part("pairs"), "66", None, {}, exercise).state == "right"


def test_the_levels_of_the_matching_are_those_of_the_curriculum() -> None:
    """Institutional a, c, e, g; organisational b, d, f, h."""
    part = bank(6)["EX6.1"].part("levels")
    assert isinstance(part, Match)
    assert {line.id: line.key[0] for line in part.left} == dict(zip("abcdefgh", "ioioioio", strict=True))


def test_the_practice_rows_follow_from_the_method() -> None:
    """M27 finds in each row what the key says: two accountable, valid, nobody accountable."""
    part = bank(6)["EX6.4"].part("practice")
    assert isinstance(part, Match)
    found = {}
    for line in part.left:
        letters = re.findall(r"([a-z][a-z ]*?) ([RACI])(?=,|$)", line.text.partition(": ")[2])
        value = raci_check({line.id: dict(letters)}).value
        assert value is not None
        found[line.id] = [fault.rule for fault in value.faults]
    assert found == {
        "open_data": ["two_accountable", "no_responsible"],
        "protocol": [],
        "help_desk": ["no_accountable"],
    }
    assert {line.id: line.key for line in part.left} == {
        "open_data": "two",
        "protocol": "valid",
        "help_desk": "nobody",
    }


def test_roles_of_the_small_table_are_the_columns_of_the_raci_table() -> None:
    """Eight roles under the same ids and numbers, local government, data protection and users among them."""
    roles, raci = table("EX6.4", "roles"), table("EX6.4", "raci")
    columns = [column for column in raci.columns if column.type == "choice"]
    assert [row.id for row in roles.rows] == [column.id for column in columns]
    assert all(
        row.text.split()[0] == column.label.split()[0]
        for row, column in zip(roles.rows, columns, strict=True)
    )
    assert {"local", "authority", "users"} <= {row.id for row in roles.rows[: roles.minimum_rows]}
    counted = [check.columns for check in raci.checks if check.rule == "row_count"]
    assert counted == [[column.id for column in columns]] * 3
    assert (raci.minimum_rows, roles.minimum_rows) == (8, 6)


def activity(**letters: str) -> dict[str, str]:
    """Return an activity that has one A and one R, changed."""
    row = {"activity": "Agree on the protocol", "owner": "A", "agency": "R", "local": "C", **letters}
    return {name: letter for name, letter in row.items() if letter}


@pytest.mark.parametrize(
    ("letters", "words"),
    [
        ({"owner": ""}, "Nobody is accountable in AC1"),
        ({"agency": "AR"}, "Two are accountable in AC1, "),
        ({"agency": ""}, "Nobody does the work in AC1"),
        ({"local": "I"}, "informed about its own work"),
    ],
)
def test_letters_meet_their_questions(letters: dict[str, str], words: str) -> None:
    """No A, two A, no R, a municipality that is only told; a sound table meets none of them."""
    assert words in said("EX6.4", "raci", [activity(**letters)] * 8)
    whole = said("EX6.4", "raci", [activity()] * 8)
    assert all(other not in whole for other in ("accountable", "does the work", "its own work"))


def rule(topic: str, **fields: str) -> dict[str, str]:
    """Return a row of the legal inventory that has everything."""
    row = {
        "topic": topic,
        "instrument": "Act of 2020",
        "status": "applied",
        "supervisor": "Authority",
        "effect": "It allows the notice",
        "level": "own",
    }
    return {name: value for name, value in {**row, **fields}.items() if value}


def test_the_inventory_asks_for_three_topics() -> None:
    """Data protection, accessibility and procurement are missed one by one; with them nothing is said."""
    others = [rule(topic) for topic in ("identification", "records", "access", "sharing", "security")]
    for topic, name in zip(REQUIRED, ("Data protection", "Accessibility", "Procurement"), strict=True):
        present = [rule(other) for other in REQUIRED if other != topic]
        words = said("EX6.2", "inventory", others + present)
        assert f"{name} is missing." in words
        assert words.count("is missing.") == 1
    assert "is missing." not in said("EX6.2", "inventory", others + [rule(topic) for topic in REQUIRED])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "adopted", "supervisor": ""}, "Who applies it?"),
        ({"status": "conflicting"}, "A conflict needs an action"),
        ({"status": "none"}, "nobody acts in LR1"),
    ],
)
def test_the_inventory_asks_about_status(fields: dict[str, str], words: str) -> None:
    """Adopted without a supervisor, in conflict without an action, missing without an action."""
    assert words in said("EX6.2", "inventory", [rule("protection", **fields)])
    assert words not in said(
        "EX6.2", "inventory", [rule("protection", **{**fields, "supervisor": "A", "action": "B"})]
    )


def test_the_topics_of_the_text_are_those_of_the_table() -> None:
    """All fourteen topics of the concept block can be chosen."""
    column = next(column for column in table("EX6.2", "inventory").columns if column.id == "topic")
    topics = [option.text for option in column.options if option.id != "other"]
    assert len(topics) == 14
    text = prose(6)
    block = text[text.index("more rules than most teams expect:") : text.index("emergency powers.")].lower()
    for topic in topics[:-1]:
        assert topic.lower() in block, topic


def test_safeguards_of_the_table_are_those_of_the_question() -> None:
    """Five are needed before the pilot; the same five are looked for at home, unless there is no AI."""
    needed, use = (bank(6)["EX6.7"].part(name) for name in ("needed", "use"))
    assert isinstance(needed, Choice)
    assert isinstance(use, Choice)
    assert [option.id for option in needed.options if option.correct] == ["A", "B", "D", "E", "G"]
    own = table("EX6.7", "safeguards")
    assert (len(own.rows), own.minimum_rows) == (5, 5)
    asked = {"use": [option.id for option in use.options if option.id != "none"]}
    assert own.only_if == asked
    assert not own.applies({"use": "none"})
    lacking = [{"code": "human", "status": "lacking"}]
    assert "Lacking, and nobody provides it" in said("EX6.7", "safeguards", lacking)


def test_questionnaire_and_sheets_have_the_same_statements() -> None:
    """Ten statements, numbered alike; every column of a sheet stays in the team's file."""
    alone = bank(6)["EX6.5"].part("alone")
    assert isinstance(alone, Scale)
    sheets = table("EX6.5", "sheets")
    scores = [column for column in sheets.columns if column.type == "score"]
    assert [item.id for item in alone.items] == [column.id for column in scores]
    for number, (item, column) in enumerate(zip(alone.items, scores, strict=True), start=1):
        assert item.text.startswith(f"{number} ")
        assert column.label.startswith(f"{number} ")
    assert all(column.private for column in sheets.columns)
    assert sheets.minimum_rows == 5


def test_actions_of_the_three_levels_share_their_columns() -> None:
    """Action, gap, owner, date and indicator have the same names as in chapters 7 and 8."""
    for part in (table("EX6.9", "institutional"), table("EX6.9", "organisational")):
        columns = {column.id: column for column in part.columns}
        assert {"action", "gap", "owner", "date", "indicator"} <= set(columns)
        assert (columns["gap"].type, columns["gap"].source) == ("ref", "EX3.7.gaps")
        assert columns["date"].type == "date"
        assert part.minimum_rows == 2
    assert {column.id: column.source for column in table("EX6.9", "institutional").columns}["rule"] == (
        "EX6.2.inventory"
    )


@pytest.mark.parametrize("indicator", ["Number of meetings", "count of the workshops held"])
def test_counted_meetings_are_no_indicator(indicator: str) -> None:
    """Counting work is asked about; an effect is not."""
    row = {"action": "Sign", "gap": "G1", "owner": "Head", "date": "2027-01-31", "indicator": indicator}
    assert "Work is counted" in said("EX6.9", "institutional", [row, row])
    row["indicator"] = "Share of births known to the registry within three days"
    assert "Work is counted" not in said("EX6.9", "institutional", [row, row])


def test_the_canvas_has_its_ten_fields() -> None:
    """From purpose to what stops, and none may stay open."""
    canvas = bank(6)["EX6.9"].part("canvas")
    fields = {field.id: field.required for field in canvas.fields}  # type: ignore[union-attr]
    assert len(fields) == 10
    assert all(fields.values())


def test_role_cards_are_short() -> None:
    """A card holds two questions, so that it fits the height of a printed card."""
    part = bank(6)["EX6.9"].part("design")
    assert isinstance(part, Activity)
    assert [role.name for role in part.roles] == ["Users", "Municipality", "Finance", "Law"]
    assert all(role.card.count("?") == 2 and len(role.card.split()) <= 26 for role in part.roles)


def test_the_procurement_case_and_its_topics() -> None:
    """Five topics of the rubric are asked for; the model of the case is printed as in the notes."""
    exercise = bank(6)["EX6.8"]
    for words in (
        "**the data model**",
        "**12 years of maintenance**",
        "**a price for each transaction**",
        "**one engineer**",
    ):
        assert words in exercise.intro
    rules = [{"rule": f"Clause {number}", "topic": "price"} for number in range(5)]
    missing = said("EX6.8", "rules", rules)
    assert "Data ownership and export" in missing
    assert "Accessibility and security" in missing
    assert table("EX6.8", "rules").minimum_rows == 5


def test_facts_of_the_country_practices_keep_their_sources() -> None:
    """Each practice names publisher and year, or says that the year is open, and ends with a question."""
    text = prose(6)
    for fact, source in (
        ("decree of July 2012", "United Nations Public Service Awards database, 2015"),
        ("143 parameters in seven groups", "(UNPAN), September 2022"),
        ("culture of customer service", "World Bank, *Citizen Service Centers in Kenya*, 2017"),
        ("Ministry of the Interior and Safety", "look up the year of the edition"),
    ):
        assert 0 < text.index(source) - text.index(fact) < 420
    assert text.count("*To discuss:*") == 3


def test_figures_of_the_charts_text_come_from_the_table() -> None:
    """The questionnaire of 2020 is named apart; the groups of the index exist in three editions."""
    years = {row["year"] for row in rows("gtmi")}
    assert years == {"2020", "2022", "2025"}
    assert {row["group"] for row in rows("gtmi")} == set("ABCD")
    assert "The edition of 2020 used another questionnaire" in prose(6)
    assert "four groups, A to D" in prose(6)
