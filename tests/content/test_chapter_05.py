"""What chapter 5 says in figures, and what its exercises answer: computed again and found in the text."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from authored import bank, prose, yaml

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.model import Activity, Choice, Match, Number, Table
from toolkit_helpers.methods import (
    Criterion,
    Task,
    WeightedCriteria,
    critical_path,
    exchange_links,
    phase_budget,
    place_initiative,
    risk_score,
    weighted_criteria,
)
from toolkit_helpers.methods.other_weights import DRAWS
from toolkit_helpers.methods.risk import BANDS
from toolkit_helpers.vocabulary import LEVELS, PILLARS

OPTIONS = {"A": (4, 3, 5, 2), "B": (5, 2, 2, 4), "C": (3, 5, 4, 4)}
WEIGHTS = (0.4, 0.3, 0.2, 0.1)
WORK = {
    "A": (3, ""),
    "B": (6, "A"),
    "C": (4, "A"),
    "D": (5, "BC"),
    "E": (8, "C"),
    "F": (2, "DE"),
}
TOTAL, SHARES, INFLATION, CONTINGENCY = 1_200_000, (0.2, 0.5, 0.3), 0.05, 0.15
GAPS = [["G1", "G1 – No rule"], ["G2", "G2 – No owner"]]
OBJECTIVES = [["O1", "O1 – Every child"]]


def number(exercise: str, part: str) -> Number:
    """Return a number of the chapter."""
    found = bank(5)[exercise].part(part)
    assert isinstance(found, Number)
    return found


def choice(exercise: str, part: str) -> Choice:
    """Return a choice of the chapter."""
    found = bank(5)[exercise].part(part)
    assert isinstance(found, Choice)
    return found


def right(exercise: str, part: str) -> list[str]:
    """Return the right options of a choice."""
    return [option.id for option in choice(exercise, part).options if option.correct]


def slips(exercise: str, part: str) -> list[float | None]:
    """Return the wrong values that a number knows."""
    return [diagnosis.value for diagnosis in number(exercise, part).diagnoses]


def hints(exercise: str, part: str, rows: list[dict[str, Any]]) -> str:
    """Return all that is said to the rows of a table, with two gaps and one objective known."""
    whole = bank(5)[exercise]
    references = {
        "EX3.7.gaps": GAPS,
        "EX4.7.objectives": OBJECTIVES,
        "EX5.2.initiatives": [["I1", "I1 – Agree"], ["I2", "I2 – Name"], ["I4", "I4 – Let"]],
    }
    result = mark(whole.part(part), rows, None, {part: rows}, whole, references)
    return " ".join(message.text for message in result.messages)


def criteria_result() -> WeightedCriteria:
    """Return the practice case of EX5.4 by method M23."""
    weighted = [Criterion(str(place), weight) for place, weight in enumerate(WEIGHTS, 1)]
    value = weighted_criteria(OPTIONS, weighted, draws=0).value
    assert value is not None
    return value


def test_the_practice_map_is_placed_by_the_method() -> None:
    """Value, feasibility and quadrant of the exchange layer are those of M22 for the printed scores."""
    prompt = number("EX5.3", "exchange_value").prompt
    value, feasibility = ([int(n) for n in found.split(", ")] for found in re.findall(r"\d(?:, \d)+", prompt))
    placed = place_initiative(value, feasibility).value
    assert placed is not None
    assert number("EX5.3", "exchange_value").key == pytest.approx(placed.value, abs=0.005)
    assert number("EX5.3", "exchange_feasibility").key == placed.feasibility
    assert (placed.quadrant, right("EX5.3", "exchange_quadrant")) == ("prepare", ["prepare"])
    assert slips("EX5.3", "exchange_value") == [sum(value)]
    assert slips("EX5.3", "exchange_feasibility") == [sum(feasibility), sum(feasibility) / 3]


def test_scores_and_variations_are_computed_by_the_method() -> None:
    """All six keys of EX5.4, the tie, the six of eight and the shortlist come from M23."""
    value = criteria_result()
    intro = bank(5)["EX5.4"].intro
    for name, scores in OPTIONS.items():
        assert f"Option {name}: {', '.join(map(str, scores))}." in intro
        assert number("EX5.4", f"score_{name.lower()}").key == pytest.approx(value.scores[name])
        raw = sum(weight * score for weight, score in zip(WEIGHTS, scores, strict=True))
        assert slips("EX5.4", f"score_{name.lower()}") == [pytest.approx(raw)]
        assert raw == pytest.approx(1 + 4 * value.scores[name])
    assert "0.4, 0.3, 0.2 and 0.1" in intro
    variants = {(one.criterion, one.factor): one for one in value.variants}
    more, less = variants["1", 1.5], variants["2", 0.5]
    assert number("EX5.4", "more_first").key == pytest.approx(more.scores["A"])
    assert (more.winners, right("EX5.4", "more_first_leader")) == (("A", "C"), ["tie"])
    assert number("EX5.4", "less_second_a").key == pytest.approx(less.scores["A"], abs=0.00005)
    assert number("EX5.4", "less_second_c").key == pytest.approx(less.scores["C"], abs=0.00005)
    assert less.winners == ("A",)
    assert slips("EX5.4", "more_first") == [pytest.approx(more.scores["A"] * 1.2)]
    assert slips("EX5.4", "less_second_a") == [pytest.approx(less.scores["A"] * 0.85)]
    assert slips("EX5.4", "less_second_c") == [pytest.approx(less.scores["C"] * 0.85)]
    alone = sum(one.winners == ("C",) for one in value.variants)
    assert (alone, len(value.variants), value.robustness, value.shortlist) == (6, 8, 0.75, ("A", "C"))
    report = choice("EX5.4", "report")
    assert "all eight variations" in report.prompt
    assert "In six of them C leads alone" in " ".join(report.prompt.split())
    feedback = next(option.feedback for option in report.options if option.correct)
    assert f"robustness of {value.robustness}" in " ".join(feedback.split())


def test_the_longest_chain_is_computed_by_the_method() -> None:
    """End, path, float and the delay of EX5.5 come from M24 for the printed durations."""
    intro = bank(5)["EX5.5"].intro
    for name, (months, before) in WORK.items():
        after = f", after {' and '.join(before)}" if before else ""
        assert re.search(rf"\*\*{name}\*\* [a-z ]+, {months} months{after}[;.]", intro), name
    tasks = {name: Task(months, tuple(before)) for name, (months, before) in WORK.items()}
    value = critical_path(tasks).value
    late = critical_path({**tasks, "B": Task(8, ("A",))}).value
    assert value is not None
    assert late is not None
    assert number("EX5.5", "end").key == value.end
    assert right("EX5.5", "path") == ["".join(value.chains[0])]
    assert number("EX5.5", "slack").key == value.tasks["B"].slack
    assert number("EX5.5", "delay").key == late.end
    assert late.chains == (("A", "B", "D", "F"),)
    length = {path: sum(WORK[name][0] for name in path) for path in ("ABCDEF", "ABDF", "ACDF")}
    assert slips("EX5.5", "end") == [length["ABCDEF"], length["ABDF"], length["ACDF"]]
    assert slips("EX5.5", "slack") == [0, value.tasks["B"].finish - value.tasks["C"].finish]
    assert slips("EX5.5", "delay") == [value.end + 2, value.end]
    notes = yaml("facilitation/05.yaml")["exercises"]["EX5.5"]["answer"]
    for name in ("A", "C", "E", "F"):
        one = value.tasks[name]
        assert f"{name} {one.start:g}–{one.finish:g}" in notes
    for name in ("B", "D"):
        one = value.tasks[name]
        latest = f"(latest {one.latest_start:g}–{one.latest_finish:g})"
        assert f"{name} {one.start:g}–{one.finish:g} {latest}" in notes


def test_the_budget_is_computed_by_the_method() -> None:
    """The three totals of EX5.7 come from M25, and each slip from the error that its message names."""
    intro = bank(5)["EX5.7"].intro
    assert f"{TOTAL:,} at today's prices" in intro
    assert "20 per cent in year 1, 50 per cent in year 2 and 30 per cent in year 3" in " ".join(intro.split())
    value = phase_budget(TOTAL, SHARES, inflation=INFLATION, contingency=CONTINGENCY).value
    assert value is not None
    assert number("EX5.7", "nominal").key == pytest.approx(value.nominal_total)
    assert number("EX5.7", "base_reserve").key == pytest.approx(value.with_contingency)
    assert number("EX5.7", "nominal_reserve").key == pytest.approx(value.nominal_with_contingency)
    first, second, third = (TOTAL * share for share in SHARES)
    once = first + (second + third) * (1 + INFLATION)
    inflated = value.nominal_total * (1 + CONTINGENCY)
    assert slips("EX5.7", "nominal") == [
        pytest.approx(TOTAL * (1 + INFLATION)),
        pytest.approx(once),
        TOTAL,
    ]
    assert slips("EX5.7", "base_reserve") == [
        pytest.approx(value.nominal_with_contingency),
        pytest.approx(inflated),
        pytest.approx(value.contingency),
    ]
    assert slips("EX5.7", "nominal_reserve") == [
        pytest.approx(inflated),
        pytest.approx(value.with_contingency),
    ]
    shown = [f"{one:,.0f}" for one in value.nominal]
    assert number("EX5.7", "nominal").right.endswith(" + ".join(shown) + ".")
    assert right("EX5.7", "missing") == ["A", "B", "D", "E", "G"]


@pytest.mark.parametrize(
    ("exercise", "part", "typed", "state", "words"),
    [
        ("EX5.7", "nominal", "1,266,900", "right", "600,000 × 1.05"),
        ("EX5.7", "nominal", "1.266.900", "right", "600,000 × 1.05"),
        ("EX5.7", "nominal", "1 260 000", "wrong", "inflation on the whole sum"),
        ("EX5.7", "nominal", "1248000", "wrong", "it grows twice"),
        ("EX5.7", "base_reserve", "1456935", "wrong", "base cost, not on the inflated sum"),
        ("EX5.7", "nominal_reserve", "1456935", "wrong", "base cost, not on the inflated sum"),
        ("EX5.4", "score_c", "3,90", "wrong", "raw scores"),
        ("EX5.4", "more_first", "0.825", "wrong", "add up to 1.2"),
        ("EX5.5", "end", "28", "wrong", "added all durations"),
        ("EX5.5", "end", "16 months", "wrong", "E finishes later"),
        ("EX5.5", "delay", "19", "wrong", "One month was float"),
    ],
)
def test_what_people_type_gets_its_answer(
    exercise: str, part: str, typed: str, state: str, words: str
) -> None:
    """Numbers are read as people write them, and each known slip has its own sentence."""
    result = mark(number(exercise, part), typed, None)
    assert result.state == state
    assert any(words in message.text for message in result.messages), result.messages


def test_six_words_have_six_partners() -> None:
    """EX5.1 pairs each example with the word of the Toolkit, and answers the three known confusions."""
    part = bank(5)["EX5.1"].part("words")
    assert isinstance(part, Match)
    assert [line.key for line in part.left] == [
        "goal",
        "objective",
        "initiative",
        "activity",
        "output",
        "outcome",
    ]
    for one in part.diagnoses:
        answer = {line.id: line.key for line in part.left} | one.when
        result = mark(part, answer, None)
        assert any(message.text == one.say for message in result.messages), one.when
    for word in ("Goal", "Objective", "Initiative", "Activity", "Output", "Outcome"):
        assert f"| {word} |" in prose(5)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("lead", "Registry; health department", "one lead or two"),
        ("lead", "Registry and health department", "one lead or two"),
        ("title", "Portal", "names a thing"),
        ("title", "A new digital platform for parents in all districts", "names a thing"),
    ],
)
def test_cards_are_questioned_where_people_slip(column: str, value: str, words: str) -> None:
    """Two leads and a noun as title get their question; the right way gets none."""
    card = {"code": "I1", "title": "Let parents register a birth", "lead": "Registry", "gaps": ["G1", "G2"]}
    assert words not in hints("EX5.2", "initiatives", [card])
    assert words in hints("EX5.2", "initiatives", [{**card, column: value}])


def test_cards_cover_gaps_objectives_capacity_and_voice() -> None:
    """Whatever is missing is named by its short name or by its reason."""
    told = hints("EX5.2", "initiatives", [{"code": "I1", "title": "Name one owner", "gaps": ["G1"]}])
    assert "No initiative closes G2 yet" in told
    assert "No initiative serves O1 yet" in told
    assert "Fewer than two initiatives build capacity" in told
    assert "No initiative is for a group that must be heard" in told


def test_a_circle_is_named_where_it_is_typed() -> None:
    """The road map names the circle, and the initiatives that have no line yet."""
    rows = [{"initiative": "I1", "predecessors": ["I4"]}, {"initiative": "I4", "predecessors": ["I1"]}]
    told = hints("EX5.6", "schedule", rows)
    assert "I1 → I4 → I1" in told
    assert "No dates yet for I2" in told
    assert "Users notice nothing of all this" in told


def test_money_and_risks_ask_what_is_missing() -> None:
    """No cost, no yearly cost for people or inclusion, a group as owner, a missing kind of risk."""
    assert "No cost yet for I2, I4" in hints("EX5.7", "costs", [{"initiative": "I1", "y1": "5"}])
    told = hints("EX5.7", "recurrent", [{"initiative": "I1", "kind": "operation", "yearly": "5"}])
    assert "No yearly cost for people" in told
    assert "No yearly cost for help desks" in told
    assert mark(bank(5)["EX5.7"].part("recurrent"), [], None).state == "unanswered"
    for owner in ("The team", "everybody", "Steering committee"):
        assert "One person." in hints("EX5.9", "risks", [{"kind": "rights", "owner": owner}])
    told = hints("EX5.9", "risks", [{"kind": "rights", "owner": "Head of the registry"}])
    assert "One person." not in told
    assert "Exclusion, People and turnover, Dependence on a supplier, Hazards or security" in told


def test_weights_add_up_and_inclusion_has_a_voice() -> None:
    """Weights that miss 1 are told with their sum; a list without inclusion is questioned."""
    rows = [{"name": "Reach", "weight": "0.6"}, {"name": "Cost", "weight": "0,5"}]
    told = hints("EX5.4", "criteria", rows)
    assert "add up to 1.1" in told
    assert "No criterion speaks for inclusion" in told
    told = hints("EX5.4", "criteria", [{**rows[0], "inclusion": True}, {**rows[1], "weight": "0.4"}])
    assert told.count("add up") == 0


def test_a_quick_win_passes_four_tests() -> None:
    """Three sound quick wins of six; one of the team's own with three ticks is not called so."""
    assert right("EX5.8", "sound") == ["B", "C", "E"]
    ticks = {"win": "One page", "within_year": True, "cheap": True, "reversible": True}
    assert "Not all four tests" in hints("EX5.8", "own", [ticks])
    assert hints("EX5.8", "own", [{**ticks, "lasting": True}]) == ""


def test_columns_of_cards_use_the_shared_words() -> None:
    """Pillars and levels are those of every chapter; the ratings ask three and four criteria."""
    cards = bank(5)["EX5.2"].part("initiatives")
    assert isinstance(cards, Table)
    columns = {column.id: column for column in cards.columns}
    assert {one.id: one.text for one in columns["pillar"].options} == {
        code: f"{code} {name}" for code, name in PILLARS.items()
    }
    assert {one.id: one.text for one in columns["level"].options} == {
        code: f"{code} {name}" for code, name in LEVELS.items()
    }
    assert (cards.minimum_rows, cards.maximum_rows, cards.code) == (6, 15, "I")
    ratings = bank(5)["EX5.3"].part("ratings")
    assert isinstance(ratings, Table)
    names = [column.id for column in ratings.columns if column.id[0] in "vf" and column.required]
    assert names == ["v1", "v2", "v3", "f1", "f2", "f3", "f4"]


def test_bands_and_bounds_in_the_text_are_those_of_the_methods() -> None:
    """What the text says on risk bands, links and horizons is what the methods do."""
    intro = bank(5)["EX5.9"].intro
    assert [bound for bound, _name in BANDS] == [15, 8, 0]
    assert "15 and more is high, 8 to 14 medium, less is low; an impact of 5 is never below medium" in intro
    raised = risk_score(1, 5).value
    assert raised is not None
    assert raised.band == "medium"
    links = exchange_links(10).value
    assert links is not None
    assert len([*combinations(range(10), 2)]) == 45
    assert "Ten systems that are connected in pairs need 45 links" in prose(5)
    assert "Horizon 1 to 12 months, Horizon 2 to 36, Horizon 3 beyond" in prose(5)
    assert DRAWS == 2000


def test_role_cards_of_the_hearing_are_those_of_the_toolkit() -> None:
    """Five roles with their cards, ten minutes of questions, and a rubric of five lines."""
    hearing = bank(5)["EX5.10"].part("hearing")
    assert isinstance(hearing, Activity)
    cards = {role.name: role.card for role in hearing.roles}
    assert list(cards) == [
        "Ministry of Finance",
        "Committee member",
        "Mayor of a remote district",
        "Press",
        "Team",
    ]
    assert "cut of 20 per cent" in cards["Ministry of Finance"]
    assert "power cuts" in cards["Mayor of a remote district"]
    assert "refuse to cut one item" in cards["Team"]
    minutes = {timer.label: timer.minutes for timer in hearing.timers}
    assert (minutes["Pitch"], minutes["Questions"]) == (5, 10)
    lesson = bank(5)["EX5.10"].part("lesson")
    assert len(lesson.rubric) == 5  # type: ignore[union-attr]


def test_country_practices_keep_to_what_is_known() -> None:
    """Each figure of a practice stands with its source and date; results that nobody knows are a question."""
    text = prose(5)
    assert "3.2 million people had been trained" in text
    assert "according to the authorities (CAJ News, 21 October 2025)" in text
    assert "sets 2025 as the year for mechanisms of coordination and 2035" in text
    assert "whom would you ask what has become of it?" in text
    assert text.count("*To discuss:*") == 3
