"""What chapter 7 says in figures: each is computed again and found in the text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from authored import bank, egdi, mean, prose, rows, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Match, Number, Order, Table
from toolkit_helpers.methods.readiness import ELEMENTS, WEAK

STOCK, LEAVE, HIRES, BEGIN, SUCCESS, TARGET, YEARS = 120, 0.15, 20, 10, 0.80, 200, 5
INFLOW = HIRES + BEGIN * SUCCESS


def after(years: int, leave: float = LEAVE, inflow: float = INFLOW, stock: float = STOCK) -> float:
    """Return the stock after some years, step by step."""
    for _year in range(years):
        stock = stock - leave * stock + inflow
    return stock


def number(part: str) -> Number:
    """Return a number of EX7.5."""
    found = bank(7)["EX7.5"].part(part)
    assert isinstance(found, Number)
    return found


def slips(part: str) -> list[float | None]:
    """Return the wrong values that a number of EX7.5 knows."""
    return [diagnosis.value for diagnosis in number(part).diagnoses]


def test_the_case_prints_the_numbers_that_the_keys_rest_on() -> None:
    """The intro of EX7.5 holds stock, attrition, hires, reskilling and success."""
    intro = bank(7)["EX7.5"].intro
    assert re.findall(r"\*\*(\d+)[^*]*\*\*", intro) == ["120", "15", "20", "10", "80"]
    assert "wants 200 specialists in five years" in intro


def test_keys_of_the_forecast_are_recomputed() -> None:
    """The five keys follow from the recursion and from the balance of joining and leaving."""
    kept = (1 - LEAVE) ** YEARS
    fill = (1 - kept) / LEAVE
    keys = {
        "year1": after(1),
        "year5": after(YEARS),
        "level": INFLOW / LEAVE,
        "inflow": (TARGET - STOCK * kept) / fill,
        "retained": after(YEARS, leave=0.10),
    }
    for part, key in keys.items():
        assert number(part).key == pytest.approx(key, abs=0.05), part
        assert number(part).tolerance == 0.5, part
    assert after(YEARS, inflow=keys["inflow"]) == pytest.approx(TARGET)
    assert after(500) == pytest.approx(keys["level"])
    assert f"{keys['inflow'] - BEGIN * SUCCESS:.1f} hires instead of 20" in number("inflow").right
    help_text = number("inflow").help
    assert f"{STOCK * kept:.1f} are still there" in help_text
    assert f"leaves x × {fill:.4f} in the fifth year" in help_text
    assert f"(1 − 0.85⁵) / 0.15 = {fill:.4f}" in help_text
    path = ", ".join(f"{after(year):.1f}" for year in range(1, YEARS + 1))
    assert path in number("year5").right
    assert f"{INFLOW:.0f} / 0.15 = {keys['level']:.1f}" in number("level").right


def test_known_slips_of_the_forecast_are_recomputed() -> None:
    """Each diagnosed wrong value is what its slip gives."""
    everybody = HIRES + BEGIN
    fill = (1 - (1 - LEAVE) ** YEARS) / LEAVE
    missing = TARGET - STOCK * (1 - LEAVE) ** YEARS
    expected: dict[str, list[float]] = {
        "year1": [after(1, inflow=everybody), STOCK + INFLOW, after(1, inflow=HIRES)],
        "year5": [
            STOCK + YEARS * (after(1) - STOCK),
            STOCK + YEARS * INFLOW,
            after(4),
            after(YEARS, inflow=everybody),
        ],
        "level": [everybody / LEAVE, HIRES / LEAVE],
        "inflow": [
            missing / fill - BEGIN * SUCCESS,
            (TARGET - STOCK) / YEARS,
            TARGET * LEAVE,
            missing / YEARS,
        ],
        "retained": [after(YEARS), INFLOW / 0.10, after(YEARS, leave=0.10, inflow=everybody)],
    }
    for part, values in expected.items():
        assert slips(part) == pytest.approx(values, abs=0.1), part


def test_each_slip_gets_its_own_sentence() -> None:
    """A typed slip is told what went wrong, with the decimals that a pair would write."""
    exercise = bank(7)["EX7.5"]
    for part in ("year1", "year5", "level", "inflow", "retained"):
        said = set()
        for diagnosis in number(part).diagnoses:
            result = mark(exercise.part(part), f"{diagnosis.value:.1f}", None, {}, exercise)
            assert result.state == "wrong"
            assert result.messages[0].text == diagnosis.say
            said.add(diagnosis.say)
        assert len(said) == len(number(part).diagnoses)


def test_the_worth_of_retention_is_recomputed() -> None:
    """Prose and feedback quote the long-run levels, and the hires that would do the same."""
    level, retained = INFLOW / LEAVE, INFLOW / 0.10
    assert f"settles at about {level:.0f}, however long it waits" in prose(7)
    assert f"from 15 to 10 per cent raises this level to {retained:.0f}" in prose(7)
    hires = retained * LEAVE - INFLOW
    feedback = number("retained").right
    assert f"from {level:.1f} to {retained:.0f}" in feedback
    assert f"as much as {hires:.0f} further hires a year" in feedback
    notes = yaml("facilitation/07.yaml")["exercises"]["EX7.5"]
    assert f"compared with {hires:.0f} more hires a year" in notes["discuss"]
    for shown in ("138.5", "145.7", "151.9", "157.1", "186.7", "39.6", "31.6", "185.5"):
        assert shown in notes["answer"]


def test_counts_of_the_exit_interviews_hold_together() -> None:
    """Two measures answer the most frequent reasons; the reasons add up to what the feedback says."""
    measures, limits = (bank(7)["EX7.6"].part(name) for name in ("measures", "limits"))
    assert isinstance(measures, Choice)
    assert isinstance(limits, Choice)
    counts = {
        reason.strip(): int(count) for reason, count in re.findall(r"([A-Za-z ]+) (\d+)[,.]", measures.prompt)
    }
    assert list(counts.values()) == [15, 13, 12, 9, 4, 0]
    assert list(counts)[:3] == ["Outdated tools", "no career as an expert", "slow decisions"]
    right = [option.id for option in measures.options if option.correct]
    assert right == ["B", "D"]
    assert f"add up to {sum(counts.values())} for 24 people" in limits.options[2].feedback
    rise, market = (
        int(found) for found in re.findall(r"(\d+) of (\d+) per cent", measures.options[0].feedback)[0]
    )
    assert f"pay rise of {rise} per cent" in measures.options[0].text
    assert f"pays {market} per cent more" in measures.prompt
    assert (rise * 5, "one fifth of the gap" in measures.options[0].feedback) == (market, True)


def test_the_profile_of_the_case_has_its_barrier_point() -> None:
    """EX7.8 prints five scores whose first weak one is desire, although another is lower."""
    case, steps = (bank(7)["EX7.8"].part(name) for name in ("case", "steps"))
    assert isinstance(case, Choice)
    assert isinstance(steps, Order)
    scores = {name: int(score) for name, score in re.findall(r"([a-z]+) (\d)[,.]", case.prompt)}
    assert list(scores) == list(ELEMENTS) == [item.id for item in steps.items]
    assert next(name for name in ELEMENTS if scores[name] <= WEAK) == "desire"
    assert min(scores, key=lambda name: scores[name]) == "reinforcement"
    assert [option.id for option in case.options if option.correct] == ["B"]
    assert "desire is the barrier point" in case.options[1].feedback


def test_the_plateau_of_the_exit_ticket_is_recomputed() -> None:
    """15 hires and 75 specialists mean one in five leaves; 100 need 20 hires or 15 per cent."""
    question = bank(7)["XT7.2"].part("question")
    assert isinstance(question, Choice)
    assert "hires 15 specialists every year" in question.prompt
    assert after(40, leave=0.20, inflow=15, stock=75) == pytest.approx(75)
    feedback = question.options[0].feedback
    assert "15 of 75, one in five" in feedback
    for leave, inflow in ((0.20, 20), (0.15, 15)):
        assert after(200, leave=leave, inflow=inflow, stock=75) == pytest.approx(100)
    assert "hire 20 a year and wait, or lose 15 per cent instead of 20" in feedback
    assert question.options[1].text.startswith(f"{75 + 3 * 15},")


def test_links_of_the_warm_up_are_counted() -> None:
    """Twelve systems have 66 pairs."""
    pairs = bank(7)["WU7.1"].part("pairs")
    assert isinstance(pairs, Match)
    assert next(entry.text for entry in pairs.right if entry.id == "links") == str(12 * 11 // 2)


def test_the_worked_gap_of_the_notes_is_recomputed() -> None:
    """Required 3, seen at 2.4 and 1.8, 26 of 40 below."""
    answer = yaml("facilitation/07.yaml")["exercises"]["EX7.4"]["answer"]
    current = (2.4 + 1.8) / 2
    assert f"give {current:.1f}, a gap of {3 - current:.1f}; of 40 people 26 are below" in answer
    assert f"({100 * 26 / 40:.0f} per cent)" in answer


def test_the_eight_mindsets_are_the_same_everywhere() -> None:
    """Pairs of the mirror, its focus, the voices and the table of the chapter name the same eight."""
    mirror, focus = (bank(7)["EX7.1"].part(name) for name in ("mirror", "focus"))
    voices = bank(7)["EX7.2"].part("voices")
    assert isinstance(mirror, Table)
    assert isinstance(focus, Table)
    assert isinstance(voices, Match)
    names = {option.id: option.text for option in focus.columns[0].options}
    assert len(names) == 8
    assert [row.id for row in mirror.rows] == list(names)
    assert {entry.id: entry.text for entry in voices.right} == names
    assert [line.key for line in voices.left] == [
        "users", "experiment", "evidence", "whole", "missing", "share", "right", "future",
    ]  # fmt: skip
    for name in names.values():
        assert f"| {name} |" in prose(7)


def test_role_families_lead_from_the_matching_to_the_table() -> None:
    """The families and the eight competences of EX7.3 are the choices and the cards of EX7.4."""
    roles, profile = bank(7)["EX7.3"].part("roles"), bank(7)["EX7.4"].part("profile")
    assert isinstance(roles, Match)
    assert isinstance(profile, Table)
    assert profile.starters == [line.text for line in roles.left]
    offered = {option.id: option.text for option in profile.columns[0].options}
    assert {role.id: role.text for role in roles.right}.items() <= offered.items()
    keys = {line.id: line.key for line in roles.left}
    assert keys == {
        "a": "leader",
        "b": "specialist",
        "c": "legal",
        "d": "legal",
        "e": "specialist",
        "f": "front",
        "g": "owner",
        "h": "specialist",
    }


def row(**fields: Any) -> dict[str, Any]:
    """Return an action that has everything."""
    action = {
        "heading": "recruit",
        "action": "Open the post to the evening course",
        "owner": "Head of unit",
        "date": "2027-03-31",
        "indicator": "Applicants from the course",
        "cost": "none",
    }
    return {**action, **fields}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"indicator": "Number of trainings"}, "What shows that people stay?"),
        ({"indicator": "count of the workshops held"}, "What shows that people stay?"),
        ({"action": "A bonus for experts"}, "Is it targeted, lawful and affordable"),
        ({"cost": "large"}, "What would you offer without money?"),
    ],
)
def test_actions_meet_the_questions_of_the_chapter(fields: dict[str, str], words: str) -> None:
    """Counting courses, paying only and spending only are asked about; a sound list is not."""
    exercise = bank(7)["EX7.7"]
    sound = [row(heading=heading) for heading in ("recruit", "retain", "motivate") for _twice in "ab"]
    part = exercise.part("actions")
    assert mark(part, sound, None, {}, exercise).messages == ()
    changed = [{**one, **fields} for one in sound]
    said = " ".join(message.text for message in mark(part, changed, None, {}, exercise).messages)
    assert words in said
    assert mark(part, sound[:5], None, {}, exercise).state == "incomplete"


@pytest.mark.parametrize("action", ["Send the payroll to the registry", "Repay the loan of tablets"])
def test_words_that_only_contain_pay_are_not_about_pay(action: str) -> None:
    """The question about pay comes with pay, not with every word that holds these letters."""
    exercise = bank(7)["EX7.7"]
    result = mark(exercise.part("actions"), [row(action=action)] * 6, None, {}, exercise)
    assert not any("lawful and affordable" in message.text for message in result.messages)


def test_tables_of_competencies_meet_their_questions() -> None:
    """Level 4 everywhere, one view only, more people below than there are."""
    exercise = bank(7)["EX7.4"]
    line = {"role": "leader", "competency": "Read", "required": 4, "own": "2", "headcount": "5", "below": "9"}
    said = " ".join(
        message.text for message in mark(exercise.part("profile"), [line] * 8, None, {}, exercise).messages
    )
    assert "Who needs to be an expert" in said
    assert "Seen from one side only" in said
    assert "More people below the level than there are" in said


def test_actions_of_the_three_levels_share_their_columns() -> None:
    """Later chapters find action, gap, owner, date and indicator under the same names."""
    part = bank(7)["EX7.7"].part("actions")
    assert isinstance(part, Table)
    columns = {column.id: column for column in part.columns}
    assert {"action", "gap", "owner", "date", "indicator"} <= set(columns)
    assert (columns["gap"].type, columns["gap"].source) == ("ref", "EX3.7.gaps")
    assert columns["date"].type == "date"


def test_the_role_cards_hold_what_the_conversation_needs() -> None:
    """The deputy director's secret notes, a change lead and an observer; the clock fills 25 minutes."""
    part = bank(7)["EX7.9"].part("conversation")
    assert isinstance(part, Activity)
    assert [role.name.split(" (")[0] for role in part.roles] == ["Deputy director", "Change lead", "Observer"]
    secret = part.roles[0].card
    for words in (
        "22 years",
        "three failed systems",
        "2009",
        "4,000 files",
        "nobody apologised",
        "two of your people",
    ):
        assert words in secret
    assert "4,000" not in part.prompt + " ".join(part.steps)
    assert [timer.minutes for timer in part.timers if "onversation" in timer.label] == [8, 8]


def test_figures_of_the_charts_text_come_from_the_tables() -> None:
    """The world means of the HCI on both sides of the break, and the coverage of adult literacy."""
    assert (round(mean(2022, "hci"), 3), round(mean(2024, "hci"), 3)) == (0.700, 0.650)
    assert len(egdi(2024)) == 193
    literate = {line["iso3"] for line in rows("digital_divide") if line["indicator"] == "adult_literacy_pct"}
    assert len(literate & set(egdi(2024))) == 143
    assert not [line for line in rows("indicators") if "skill" in line["indicator"]]


def test_facts_of_the_country_practices_keep_their_sources() -> None:
    """Each practice names publisher and year, and ends with a question."""
    text = prose(7)
    for fact, source in (
        ("46 participants", "(UNPOG, May 2024)"),
        ("more than 6,000 public officers", "(Channel NewsAsia, PS News and GovInsider, 2021)"),
        ("more than 150,000 public officers", "(Channel NewsAsia, 2 March 2026)"),
        ("more than 7,000 participants", "16 November 2020)"),
    ):
        assert 0 < text.index(source) - text.index(fact) < 420
    assert text.count("*To discuss:*") == 3
