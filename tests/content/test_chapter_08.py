"""What chapter 8 says in figures: each is computed again and found in the text."""

from __future__ import annotations

import re
from math import log, prod
from typing import Any

import pytest
from authored import bank, cells, prose, rows, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.marking_result import Result
from toolkit_helpers.exercises.model import Activity, Choice, FreeText, Number, Table

MEN, WOMEN = 82, 61
RURAL, URBAN = (10, 42), (20, 60)
PRICE, INCOME, FIFTH = 4.20, 1450, 7
DISTRICTS = {"North": [(40_000, 30), (60_000, 60)], "South": [(30_000, 50), (70_000, 90)]}
FIFTHS = (20, 35, 50, 70, 90)
DIMENSIONS, WEIGHTS = (0.62, 0.35, 0.48, 0.55), (0.30, 0.25, 0.25, 0.20)
BARRIERS = ("access", "affordability", "ability", "accessibility", "attitude", "agency")


def number(exercise: str, part: str) -> Number:
    """Return a number of chapter 8."""
    found = bank(8)[exercise].part(part)
    assert isinstance(found, Number)
    return found


def choice(exercise: str, part: str) -> Choice:
    """Return a choice of chapter 8."""
    found = bank(8)[exercise].part(part)
    assert isinstance(found, Choice)
    return found


def right(exercise: str, part: str) -> str:
    """Return the text of the one right option."""
    (option,) = (option for option in choice(exercise, part).options if option.correct)
    return option.text


def table(exercise: str, part: str) -> Table:
    """Return a table of chapter 8."""
    found = bank(8)[exercise].part(part)
    assert isinstance(found, Table)
    return found


def marked(exercise: str, part: str, answer: Any, references: Any = None) -> Result:
    """Return what marking says to an answer of the chapter."""
    found = bank(8)[exercise]
    return mark(found.part(part), answer, None, {part: answer}, found, references)


def hints(exercise: str, part: str, answer: Any, references: Any = None) -> str:
    """Return all that marking remarks, as one text."""
    return " | ".join(message.text for message in marked(exercise, part, answer, references).messages)


def slips(exercise: str, part: str) -> list[float]:
    """Return the wrong values that a number knows."""
    return [one.value for one in number(exercise, part).diagnoses if one.value is not None]


def test_the_warm_up_asks_for_a_long_run_level() -> None:
    """Inflow divided by the share that leaves, and the barrier point is the first weak step."""
    bucket = number("WU8.1", "bucket")
    joining, leaving = map(int, re.findall(r"(\d+)", bucket.prompt)[:2])
    assert bucket.key == joining / (leaving / 100)
    assert slips("WU8.1", "bucket") == [joining / leaving, joining - leaving, joining * leaving / 100]
    ladder = choice("WU8.1", "ladder")
    scores = dict(re.findall(r"(\w+) (\d)", ladder.prompt.split("ADKAR:")[1]))
    steps = ["awareness", "desire", "knowledge", "ability", "reinforcement"]
    first = next(step for step in steps if int(scores[step]) <= 3)
    assert first in right("WU8.1", "ladder").lower()
    assert min(scores, key=lambda step: scores[step]) != first


def test_three_ways_to_see_a_gap_are_recomputed() -> None:
    """Points, proportion and parity of EX8.2, with the slips that the Toolkit names."""
    assert f"{MEN} per cent of men and {WOMEN} per cent of women" in number("EX8.2", "absolute").prompt
    keys = {
        "absolute": (MEN - WOMEN, 0.1),
        "relative": (100 * (MEN - WOMEN) / MEN, 0.1),
        "parity": (WOMEN / MEN, 0.01),
    }
    for part, (key, tolerance) in keys.items():
        assert number("EX8.2", part).key == pytest.approx(key, abs=tolerance / 2), part
        assert number("EX8.2", part).tolerance == tolerance, part
    wrong = [100 * (MEN - WOMEN) / WOMEN, MEN - WOMEN, 100 * WOMEN / MEN]
    assert slips("EX8.2", "relative") == pytest.approx(wrong, abs=0.05)
    assert slips("EX8.2", "parity") == pytest.approx([MEN / WOMEN, 1 - WOMEN / MEN, 74], abs=0.006)
    assert "You divided by 61" in hints("EX8.2", "relative", "34.4")


def test_both_groups_rise_and_two_stories_are_true() -> None:
    """The gap grows in points while parity rises; the right option holds all four numbers."""
    prompt = choice("EX8.2", "movement").prompt
    assert f"from {RURAL[0]} to {RURAL[1]} per cent" in prompt
    assert f"from {URBAN[0]} to {URBAN[1]} per cent" in prompt
    gaps = [urban - rural for rural, urban in zip(RURAL, URBAN, strict=True)]
    parity = [rural / urban for rural, urban in zip(RURAL, URBAN, strict=True)]
    assert right("EX8.2", "movement") == (
        f"The gap grew from {gaps[0]} to {gaps[1]} points, "
        f"and parity rose from {parity[0]:.2f} to {parity[1]:.2f}."
    )


def test_affordability_is_recomputed() -> None:
    """Share, price at the target and the poorest fifth of EX8.3, with month against year and times five."""
    intro = bank(8)["EX8.3"].intro
    assert f"costs {PRICE:.2f} a month" in intro
    assert f"{INCOME:,} a *year*" in intro
    assert f"receives {FIFTH} per cent" in intro
    share = 100 * PRICE / (INCOME / 12)
    fifth = share / (FIFTH / 100 * 5)
    keys = {"share": (share, 0.05), "price": (0.02 * INCOME / 12, 0.01), "fifth": (fifth, 0.1)}
    for part, (key, tolerance) in keys.items():
        assert number("EX8.3", part).key == pytest.approx(key, abs=tolerance), part
        assert number("EX8.3", part).tolerance == tolerance, part
        assert marked("EX8.3", part, str(key)).state == "right", part
    assert slips("EX8.3", "share") == pytest.approx([100 * PRICE / INCOME, INCOME / 12 / PRICE], abs=0.05)
    assert slips("EX8.3", "fifth") == pytest.approx([5 * share, share / 0.07, 0.35 * share], abs=0.05)
    assert right("EX8.3", "met") == "No"
    assert "month with a year" in hints("EX8.3", "share", "0.29")
    assert "0.07 × 5 = 0.35" in hints("EX8.3", "fifth", "17.4")


def theil(areas: list[tuple[int, int]]) -> tuple[float, float]:
    """Return mean and Theil index of areas of people and rate."""
    people = sum(count for count, _rate in areas)
    mean = sum(count * rate for count, rate in areas) / people
    return mean, sum(count / people * rate / mean * log(rate / mean) for count, rate in areas)


def test_the_split_of_inequality_is_recomputed() -> None:
    """Whole, between and within of EX8.4 are those of Theil's formula, and the key is their share."""
    intro = bank(8)["EX8.4"].intro
    every = [area for areas in DISTRICTS.values() for area in areas]
    for people, rate in every:
        assert f"{people:,}" in intro
        assert f"{rate} per cent" in intro
    mean, total = theil(every)
    everybody = sum(people for people, _rate in every)
    between = within = 0.0
    for areas in DISTRICTS.values():
        here, inside = theil(areas)
        share = sum(people for people, _rate in areas) / everybody
        between += share * here / mean * log(here / mean)
        within += share * here / mean * inside
    assert f"finds {total:.4f} in all, of which {between:.4f} lies *between*" in intro
    assert f"{within:.4f} *within*" in intro
    key = number("EX8.4", "between")
    assert key.key == round(100 * between / total) == 43
    assert key.tolerance == 1
    assert slips("EX8.4", "between")[0] == round(100 * within / total)
    assert slips("EX8.4", "between")[2] == round(100 * between / within)
    policy = choice("EX8.4", "policy")
    assert "mean of 48 per cent" in policy.options[0].text
    assert theil(DISTRICTS["North"])[0] == pytest.approx(48)
    assert theil(DISTRICTS["South"])[0] == pytest.approx(78)
    assert "78 per cent, hides a district at 50" in policy.options[0].feedback
    assert right("EX8.4", "policy") == "A programme for the weakest districts in both regions"


def test_the_gradient_over_income_is_recomputed() -> None:
    """The concentration index of the printed rates is the printed one, and it favours the richer."""
    intro = bank(8)["EX8.4"].intro
    assert ", ".join(map(str, FIFTHS)) in intro
    mean = sum(FIFTHS) / 5
    ranks = (0.1, 0.3, 0.5, 0.7, 0.9)
    index = 2 / mean * sum(0.2 * rate * rank for rate, rank in zip(FIFTHS, ranks, strict=True)) - 1
    assert f"of these rates is {index:.3f}" in intro
    assert right("EX8.4", "favours") == "The richer fifths"


def test_the_weakest_link_is_recomputed() -> None:
    """Arithmetic and geometric mean, and which rise of 0.10 lifts the latter more."""
    intro = bank(8)["EX8.7"].intro
    assert all(f"{value:.2f}" in intro for value in (*DIMENSIONS, *WEIGHTS))

    def geometric(values: tuple[float, ...]) -> float:
        return prod(value**weight for value, weight in zip(values, WEIGHTS, strict=True))

    arithmetic = sum(value * weight for value, weight in zip(DIMENSIONS, WEIGHTS, strict=True))
    assert number("EX8.7", "arithmetic").key == pytest.approx(arithmetic)
    assert number("EX8.7", "geometric").key == pytest.approx(geometric(DIMENSIONS), abs=5e-5)
    assert {number("EX8.7", part).tolerance for part in ("arithmetic", "geometric")} == {0.005}
    assert slips("EX8.7", "geometric") == pytest.approx([arithmetic, prod(DIMENSIONS)], abs=5e-5)
    access = geometric((0.72, *DIMENSIONS[1:]))
    price = geometric((DIMENSIONS[0], 0.45, *DIMENSIONS[2:]))
    assert price > access
    assert right("EX8.7", "lever").startswith("Affordability")
    assert f"{price:.3f} against {access:.3f}" in choice("EX8.7", "lever").options[1].feedback
    assert right("EX8.7", "weakest") == "Affordability"


def test_the_exit_ticket_counts_for_the_poorest_fifth() -> None:
    """1.6 per cent of the average and 5 per cent of the income make 6.4 per cent; the others are slips."""
    ticket = choice("XT8.2", "question")
    burden, fifth = 1.6, 0.05
    assert "costs 1.6 per cent of average income" in ticket.prompt
    assert "receives 5 per cent" in ticket.prompt
    offered = [float(option.text.split()[0]) for option in ticket.options]
    expected = [burden * fifth * 5, burden, burden / (fifth * 5), burden * 5]
    assert offered == pytest.approx(expected)
    assert [option.correct for option in ticket.options] == [False, False, True, False]


def aggregate(area: str, group: str, indicator: str = "internet_users_pct") -> str:
    """Return a cell of ITU's aggregates of 2024."""
    (found,) = (
        row["value"]
        for row in rows("itu_aggregates")
        if (row["area"], row["group"], row["indicator"], row["year"]) == (area, group, indicator, "2024")
    )
    return found


def test_figures_of_2024_are_those_of_the_table() -> None:
    """What the prose quotes of ITU's edition 2024 is in the workbook's table; the other edition is named."""
    men, women = aggregate("World", "men"), aggregate("World", "women")
    assert f"In 2024, {men} per cent of men and {women} per cent of women were online" in prose(8)
    urban, rural = aggregate("Africa", "urban"), aggregate("Africa", "rural")
    assert f"in Africa {urban} per cent of people in urban and {rural} per cent in rural areas" in prose(8)
    signal = aggregate("World", "all", "coverage_mobile_broadband_pct")
    assert f"a mobile-broadband signal reached {signal} per cent of people" in prose(8)
    villages = aggregate("World", "rural")
    assert (
        f"rural value is {villages} per cent in the edition of 2024 and 58 per cent in that of 2025"
        in prose(8)
    )
    note = yaml("facilitation/08.yaml")["exercises"]["EX8.2"]["answer"]
    assert f"{men} per cent of men and {women} per cent of women" in note
    assert f"parity is {int(women) / int(men):.2f} from these rounded figures" in note


def test_each_group_has_the_six_barriers_and_an_honest_unknown() -> None:
    """The matrix offers 0 to 3 and unknown for each barrier; actions cite the same six."""
    matrix = {column.id: column for column in table("EX8.5", "barriers").columns}
    for barrier in BARRIERS:
        assert [option.id for option in matrix[barrier].options] == ["0", "1", "2", "3", "u"], barrier
    cited = next(column for column in table("EX8.8", "actions").columns if column.id == "barrier")
    assert tuple(option.id for option in cited.options) == BARRIERS
    block = next(cell["source"] for cell in cells(8) if cell["id"] == "concepts-barriers")
    for option in cited.options:
        assert f"| {option.text} |" in block


def test_actions_share_their_columns_with_the_other_chapters() -> None:
    """Action, gap, owner, date and indicator, so that one list can be made of all."""
    columns = {column.id: column for column in table("EX8.8", "actions").columns}
    assert {"action", "gap", "owner", "date", "indicator"} <= set(columns)
    assert columns["gap"].source == "EX3.7.gaps"
    assert columns["groups"].source == "EX8.5.groups"
    assert table("EX8.5", "groups").code == "V"


GROUPS = {"EX8.5.groups": [("V1", "V1 – Mothers"), ("V2", "V2 – Workers")]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"action": "Awareness campaign on prices", "barrier": "affordability"},
            "A campaign is set against a barrier",
        ),
        ({"action": "Awareness campaign on rights", "barrier": "attitude"}, ""),
        ({"action": "Train women at the market", "barrier": "agency"}, "A course is set against a barrier"),
        ({"action": "Train women at the market", "barrier": "ability"}, ""),
        ({"indicator": "Number of trainings held"}, "Work is counted"),
        ({"indicator": "Mothers who finish alone"}, ""),
        ({"seat": "Will be informed by letter"}, "The group is only informed"),
        ({"seat": "Chooses the helpers"}, ""),
    ],
)
def test_a_remedy_has_to_fit_its_barrier(row: dict[str, str], said: str) -> None:
    """Campaigns against prices, courses against a lack of control, and attendance are questioned."""
    answer = [{"groups": ["V1", "V2"], **row}]
    told = hints("EX8.8", "actions", answer, GROUPS)
    marks = ("A campaign is set", "A course is set", "Work is counted", "The group is only informed")
    assert [mark for mark in marks if mark in told] == [
        mark for mark in marks if said and said.startswith(mark)
    ]


def test_every_group_needs_an_action_a_rating_and_a_change() -> None:
    """Groups that nothing names are named."""
    assert "No action is for V2 yet." in hints(
        "EX8.8", "actions", [{"groups": ["V1"], "action": "x"}], GROUPS
    )
    assert "No change came from V2." in hints("EX8.9", "promises", [{"group": "V1", "change": "x"}], GROUPS)
    found = bank(8)["EX8.5"]
    answers = {"groups": [{"name": "Mothers"}, {"name": "Workers"}], "barriers": [{"group": "V1"}]}
    told = mark(found.part("barriers"), answers["barriers"], None, answers, found)
    assert any("V2 has no rating yet." in message.text for message in told.messages)


def test_groups_ask_for_experience_and_for_the_last_talk() -> None:
    """Nobody's own experience, and a group that nobody has talked with, are pointed at."""
    told = hints("EX8.5", "groups", [{"name": "Mothers", "last_talk": "Never"}])
    assert "No group was chosen by somebody with experience of their own." in told
    assert "You have not talked with V1 yet." in told
    quiet = hints("EX8.5", "groups", [{"name": "Mothers", "last_talk": "November", "experience": True}])
    assert "experience of their own" not in quiet
    assert "talked" not in quiet


def test_to_explain_better_is_no_change() -> None:
    """A promise that changes nothing in the service is questioned."""
    told = hints("EX8.9", "promises", [{"change": "We will explain the form better"}])
    assert "Only an explanation is promised" in told
    kept = hints("EX8.9", "promises", [{"change": "Print a paper code"}])
    assert "Only an explanation is promised" not in kept


def test_a_pair_is_two_groups_and_districts_have_their_own_names() -> None:
    """A group beside itself, and a name twice, are noticed; other doubles are not."""
    assert "compared with itself" in hints("EX8.2", "measures", [{"group": "Women", "reference": "Women"}])
    rows_of_two = [{"region": "North", "district": "Hill"}, {"region": "North", "district": "Lake"}]
    assert "same name" not in hints("EX8.4", "districts", rows_of_two)
    rows_of_two[1]["district"] = "hill"
    assert "same name" in hints("EX8.4", "districts", rows_of_two)


def test_the_hearing_has_all_its_cards_and_its_rules() -> None:
    """Seven roles, no defence, three changes announced aloud, and a residents' rubric of four lines."""
    exercise = bank(8)["EX8.9"]
    hearing = exercise.part("hearing")
    assert isinstance(hearing, Activity)
    assert [role.name for role in hearing.roles] == [
        "Farmer",
        "Resident with low vision",
        "Widower, 74",
        "Seasonal worker",
        "Young mother",
        "Post-office helper",
        "Officials",
    ]
    assert "no caricature" in exercise.intro
    assert "may decline a role" in exercise.intro
    assert any("aloud" in step for step in hearing.steps)
    residents = exercise.part("residents")
    assert isinstance(residents, FreeText)
    assert [line.id for line in residents.rubric] == ["listened", "understood", "changed", "report"]
    short = yaml("facilitation/08.yaml")["timing"][2]
    minutes = [int(found) for found in re.findall(r"\b(\d+)\b", short.split(":")[1])]
    assert sum(minutes) == 17
    assert "17 minutes" in short


def test_the_letter_keeps_its_length_and_gives_a_figure_that_is_right() -> None:
    """The model answer fits 150 words, and its gap is the difference of its two rates."""
    letter = bank(8)["EX8.10"].part("letter")
    assert isinstance(letter, FreeText)
    assert letter.max_words == 150
    towns, villages, gap = map(
        int,
        re.findall(
            r"(\d+) per cent of townspeople but (\d+) per cent.*?gap of (\d+) points", letter.model_answer
        )[0],
    )
    assert towns - villages == gap
    assert {line.id for line in letter.rubric} == {"rights", "figures", "efficiency", "conditions"}


def test_the_rule_on_small_groups_is_explained_in_place() -> None:
    """The rule of 30 people stands in the prose and at each place where figures of groups are entered."""
    assert "for a group of fewer than 30 people a figure could reveal a person" in prose(8)
    for exercise, part in (("EX8.2", "measures"), ("EX8.4", "districts"), ("EX8.7", "scores")):
        assert "fewer than 30 people" in table(exercise, part).help, (exercise, part)
