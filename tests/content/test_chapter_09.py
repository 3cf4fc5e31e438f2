"""What chapter 9 says in figures: each is computed again and found in the text."""

from __future__ import annotations

import re
from typing import Any

import pytest
from authored import bank, prose, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Form, Match, Number, Order, Table
from toolkit_helpers.methods.indicators import CRITERIA
from toolkit_helpers.methods.results_chain import STAGES
from toolkit_helpers.plan.indicators import RATED

B, T, Y0, Y1, YN, V = 35, 70, 2024, 2030, 2027, 48
"""Baseline, target, their years, the year now and the value now of EX9.5."""
REQUIRED = B + (T - B) * (YN - Y0) / (Y1 - Y0)
PACE = (V - B) / (YN - Y0)


def part(exercise: str, name: str, kind: type[Any]) -> Any:
    """Return a part of an exercise, of the kind it must be."""
    found = bank(9)[exercise].part(name)
    assert isinstance(found, kind)
    return found


def light(ratio: float) -> str:
    """Return the colour of a progress ratio by the thresholds that the chapter prints."""
    return "green" if ratio >= 0.95 else "amber" if ratio >= 0.70 else "red"


def test_the_case_prints_the_numbers_that_the_keys_rest_on() -> None:
    """The intro of EX9.5 holds baseline, target and value with their years, and the thresholds."""
    intro = bank(9)["EX9.5"].intro
    assert (
        f"baseline **{B}** per cent ({Y0}), target **{T}** per cent ({Y1}), now **{V}** per cent ({YN})"
        in intro
    )
    assert "from 0.95 or when the target is met" in intro
    assert "from 0.70" in intro


@pytest.mark.parametrize(
    ("name", "key", "tolerance"),
    [
        ("achieved", 100 * (V - B) / (T - B), 0.1),
        ("required", REQUIRED, 0.1),
        ("ratio", (V - B) / (REQUIRED - B), 0.01),
        ("projection", V + PACE * (Y1 - YN), 0.1),
        ("needed", (T - V) / (Y1 - YN), 0.1),
    ],
)
def test_keys_of_progress_are_recomputed(name: str, key: float, tolerance: float) -> None:
    """Each key is its formula, rounded as printed, and the exact value is accepted."""
    found = part("EX9.5", name, Number)
    assert found.key == pytest.approx(key, abs=10**-found.decimals)
    assert found.tolerance == tolerance
    assert mark(found, str(key), None).state == "right"


def test_known_slips_of_progress_are_recomputed() -> None:
    """Every diagnosed wrong value is what its slip produces."""
    slips: dict[str, list[float]] = {
        "achieved": [100 * V / T, (V - B) / (T - B), 100 * (V - B) / (REQUIRED - B), V - B],
        "required": [REQUIRED - B, T / 2, B * (T / B) ** 0.5],
        "ratio": [
            V / REQUIRED,
            (V - B) / (T - B),
            100 * (V - B) / (REQUIRED - B),
            (REQUIRED - B) / (V - B),
        ],
        "projection": [V + V / 3 * 3, V + PACE, T, V + 2 * (V - B)],
        "needed": [PACE, (T - B) / (Y1 - Y0), (T - V) / (Y1 - Y0), T - V],
    }
    for name, values in slips.items():
        printed = [diagnosis.value for diagnosis in part("EX9.5", name, Number).diagnoses]
        assert printed == pytest.approx(values, abs=0.05), name


def test_the_light_of_the_case_is_amber_on_both_paths() -> None:
    """The key follows from the ratio; the geometric path gives 0.897, amber too."""
    options = {option.id: option for option in part("EX9.5", "light", Choice).options}
    assert options[light((V - B) / (REQUIRED - B))].correct
    geometric = (V - B) / (B * (T / B) ** 0.5 - B)
    assert f"{geometric:.3f}" == "0.897"
    assert light(geometric) == "amber"
    assert "requires 49.5, the ratio would be 0.897, still amber" in options["amber"].feedback
    assert (
        "(48 − 35)/(49.5 − 35) = 0.897, amber still"
        in yaml("facilitation/09.yaml")["exercises"]["EX9.5"]["answer"]
    )


def test_a_green_total_and_a_red_group_make_a_red_headline() -> None:
    """EX9.6 prints values whose ratios are 1.2 and 0.1; the average of the two would be 0.65."""
    report = part("EX9.6", "report", Choice)
    numbers = [int(found) for found in re.findall(r"\d+", report.prompt)]
    (b1, v1, r1, b2, v2, r2) = numbers
    total, group = (v1 - b1) / (r1 - b1), (v2 - b2) / (r2 - b2)
    assert (total, group) == pytest.approx((1.2, 0.1))
    assert (light(total), light(group)) == ("green", "red")
    (right,) = [option for option in report.options if option.correct]
    assert "12/10 = 1.2 and 1/10 = 0.1" in right.feedback
    assert f"{(total + group) / 2:.2f} on average" in next(o.text for o in report.options if o.id == "C")


def test_the_falling_indicator_of_the_exit_ticket() -> None:
    """Ratio 0.40 is right; the three others are known slips."""
    question = part("XT9.2", "question", Choice)
    start, end, planned, passed, now = 40, 20, 4, 2, 36
    assert (
        f"fall from {start} to {end} days in four years. After two years it is {now} days" in question.prompt
    )
    required = start + (end - start) * passed / planned
    values = {
        "A": required / now,
        "B": (now - start) / (required - start),
        "C": now / required,
        "D": (now - start) / (end - start),
    }
    for option in question.options:
        assert f"Ratio {values[option.id]:.2f}, " in option.text
        assert option.correct == (option.id == "B")
    assert light(values["B"]) == "red"


def test_the_dashboard_shows_the_lights_of_its_numbers() -> None:
    """Baseline, required, now, ratio and light of EX9.9 agree; the missing group is grey."""
    symbols = {
        "green": "✔ Green, on track",
        "amber": "◆ Amber, needs acceleration",
        "red": "■ Red, off track",
    }
    rows = {row.id: row.text for row in part("EX9.9", "dashboard", Table).rows}
    assert len(rows) == 6
    for name, text in rows.items():
        if name == "women":
            assert text.endswith("no values. ○ Grey, no data")
            continue
        values = re.search(
            r": ([\d.]+)[^;]*; required by now ([\d.]+), baseline ([\d.]+)\. (.*) \((−?[\d.]+)\)$", text
        )
        assert values, text
        now, required, baseline = (float(values[place]) for place in (1, 2, 3))
        ratio = (now - baseline) / (required - baseline)
        assert float(values[5].replace("−", "-")) == pytest.approx(ratio, abs=0.005)
        expected = "▼ Red, moving away" if ratio < 0 else symbols[light(round(ratio, 9))]
        assert values[4] == expected


def test_the_meeting_has_its_fifteen_minutes() -> None:
    """The four questions of the learning meeting take 15 of the 25 minutes."""
    timers = part("EX9.9", "meeting", Activity).timers
    asked = [timer.minutes for timer in timers if timer.label.startswith("What do we")]
    assert sum(asked) == 15
    assert "You have **15 minutes**" in bank(9)["EX9.9"].intro


def test_the_chain_is_ordered_as_the_method_orders_it() -> None:
    """EX9.1 sorts, EX9.2 matches and EX9.3 offers the five levels of method M50."""
    assert tuple(item.id for item in part("EX9.1", "chain", Order).items) == STAGES
    levels = part("EX9.2", "levels", Match)
    assert tuple(item.id for item in levels.right) == STAGES
    assert [left.key for left in levels.left] == [
        "output",
        "outcome",
        "activity",
        "outcome",
        "input",
        "impact",
    ]
    stage = next(column for column in part("EX9.3", "nodes", Table).columns if column.id == "stage")
    assert {option.id for option in stage.options} == set(STAGES)


def test_the_ratings_are_those_of_smart_and_racer() -> None:
    """Ten columns from 0 to 2, in the order of method M51."""
    columns = part("EX9.4", "own", Table).columns[1:]
    assert [column.id for column in columns] == list(RATED)
    assert tuple(RATED.values()) == CRITERIA
    assert {(column.minimum, column.maximum) for column in columns} == {(0, 2)}
    assert "".join(column.label[0] for column in columns) == "SMARTRACER"


def test_the_card_asks_for_all_that_the_method_checks() -> None:
    """Eight to fifteen indicators are the aim, and each has every field that M51 and M54 read."""
    table = part("EX9.7", "indicators", Table)
    needed = {
        *("name", "unit", "baseline", "baseline_year", "target", "target_year", "source", "frequency"),
        *("responsible", "disaggregation", "disaggregation_reason", "objective", "initiatives", "tolerance"),
        *("current", "current_year", "headline", "groups"),
    }
    assert needed <= {column.id for column in table.columns}
    assert (table.code, table.minimum_rows) == ("N", 8)
    sources = {column.id: column.source for column in table.columns if column.source}
    assert sources == {
        "objective": "EX4.7.objectives",
        "initiatives": "EX5.2.initiatives",
        "groups": "EX8.5.groups",
    }
    reporting = {field.id for field in part("EX9.7", "reporting", Form).fields}
    assert {"to_whom", "how_often", "format"} <= reporting


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Number of trainings held", "counts work"),
        ("Number of awareness campaigns", "counts work"),
        ("Top 30 in the EGDI by 2027", "rank is decided by others"),
        ("World rank in online services", "rank is decided by others"),
        ("Share of births registered within 30 days", ""),
        ("Number of services that can be completed from end to end", ""),
        ("Frank answers to complaints", ""),
    ],
)
def test_the_page_points_at_work_and_at_ranks(name: str, says: str) -> None:
    """The rules of the table see what the method sees, as soon as a name is typed."""
    messages = mark(part("EX9.7", "indicators", Table), [{"code": "N1", "name": name}], None).messages
    found = [m.text for m in messages if "counts work" in m.text or "rank is decided" in m.text]
    assert len(found) == bool(says)
    assert all(says in text for text in found)


def test_curriculum_feedback_is_given_where_it_belongs() -> None:
    """The questions of the curriculum stand in the checks of the tables."""
    chain = " ".join(check.say for check in part("EX9.3", "nodes", Table).checks)
    cards = " ".join(check.say for check in part("EX9.7", "indicators", Table).checks)
    assert "Why should that happen?" in chain
    assert "What do you see monthly?" in cards
    assert "How will anybody know that they are reached?" in cards


def test_practices_and_sources_are_named_with_their_year() -> None:
    """What the chapter tells of countries and cities is told with its source."""
    for said in (
        "143 parameters; more than 500 services were assessed",
        "United Nations Public Administration Network (UNPAN), September 2022",
        "OGP, commitment KR0060",
        "40 cities in 2018 and at 100 in 2020",
        "*Better Criteria for Better Evaluation* (2019)",
    ):
        assert said in prose(9), said
