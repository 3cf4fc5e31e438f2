"""What the chapters say in figures: each is computed again from the tables and found in the text."""

from __future__ import annotations

import re
from collections import Counter
from statistics import fmean

import krippendorff
import numpy
import pytest
from authored import bank, cells, countries, egdi, mean, prose, rows, values, yaml

from toolkit_helpers.exercises.model import Choice, Number

GTMI = ("gtmi", "cgsi", "psdi", "dcei", "gtei")


def number(exercise: str, part: str) -> Number:
    """Return a number part of an exercise of chapter 1 or 3."""
    found = bank(int(exercise[2]))[exercise].part(part)
    assert isinstance(found, Number)
    return found


def rank(code: str, among: dict[str, float]) -> int:
    """Return one plus the number of larger values."""
    return 1 + sum(value > among[code] for value in among.values())


def published(code: str, *years: int) -> list[int]:
    """Return the ranks that UN DESA published."""
    return [int(egdi(year)[code]["rank"]) for year in years]


def test_group_counts_and_world_mean_in_the_prose_come_from_the_table() -> None:
    """The counts of the four groups and the world mean of 2024 are those of the data."""
    now = values(2024).values()
    groups = Counter(sum(value < cut for cut in (0.75, 0.50, 0.25)) for value in now)
    very_high, high, middle, low = (groups[number] for number in range(4))
    assert (very_high, high, middle, low) == (76, 62, 44, 11)
    assert (
        f"reached {fmean(now):.3f}. Of {len(now)} Member States, {very_high} are in the very high group, "
        f"{high} in the high, {middle} in the middle and {low} in the low group"
    ) in prose(1)


@pytest.mark.parametrize("year", [2018, 2024])
def test_table_of_regional_means_is_computed(year: int) -> None:
    """Each row of the table of means repeats the data, region by region, the world last."""
    regions = [mean(year, region=name) for name in ("Africa", "Americas", "Asia", "Europe", "Oceania")]
    line = " | ".join(f"{value:.4f}" for value in [*regions, mean(year)])
    assert f"| {year} | {line} |" in prose(1)


def test_means_of_components_are_computed() -> None:
    """World and African means of the components, and their changes, are those of the data."""
    now = {name: f"{mean(2024, name):.4f}" for name in ("osi", "hci", "tii", "epi")}
    then = {name: f"{mean(2018, name):.4f}" for name in ("osi", "hci", "tii")}
    assert "OSI {osi}, HCI {hci}, TII {tii} and EPI {epi}".format(**now) in prose(1)
    assert "OSI {osi}, HCI {hci} and TII {tii}".format(**then) in prose(1)
    for name, change in (("tii", "rose by 0.11"), ("hci", "fell by 0.05")):
        before, after = mean(2022, name), mean(2024, name)
        assert change.endswith(f"{abs(after - before):.2f}")
        assert change in prose(1)
        assert f"from {before:.4f} to {after:.4f}" in prose(1)
    for year in (2018, 2024):
        osi, tii = (mean(year, name, region="Africa") for name in ("osi", "tii"))
        assert f"({osi:.4f} and {tii:.4f}" in prose(1)
    components = bank(1)["EX1.5"].part("weakest")
    assert isinstance(components, Choice)
    assert "OSI {osi}, HCI {hci}, TII {tii}".format(**now) in components.suggestion_differs


def test_means_of_groups_of_countries_are_computed() -> None:
    """Least developed countries, island States and income groups have the means that the prose prints."""
    ldc, sids = mean(2024, ldc="1"), mean(2024, sids="1")
    assert f"it is {ldc:.4f} and for small island developing States {sids:.4f}" in prose(1)
    assert max(mean(2024, region="Africa"), ldc, sids) < mean(2024)
    assert mean(2024, region="Africa") == min(
        mean(2024, region=row["region"]) for row in countries().values() if row["region"]
    )
    names = ("High income", "Upper middle income", "Lower middle income", "Low income")
    high, upper, lower, low = (f"{mean(2024, wb_income_group=name):.4f}" for name in names)
    assert f"high income {high}, upper-middle {upper}, lower-middle {lower}, low {low}" in prose(1)


def test_share_of_people_below_the_world_mean_is_as_printed() -> None:
    """About 46 and 24 per cent live in countries below the mean, and eight Member States crossed it."""
    people = {
        (row["iso3"], int(row["year"])): float(row["value"])
        for row in rows("digital_divide")
        if row["indicator"] == "population"
    }
    below = {
        year: {code for code, value in values(year).items() if value < mean(year)} for year in (2022, 2024)
    }
    shares = [
        sum(people.get((code, year), 0) for code in below[year])
        / sum(people.get((code, year), 0) for code in values(year))
        for year in (2022, 2024)
    ]
    then, now = (round(100 * share) for share in shares)
    assert f"(about {then} and {now} per cent" in prose(1)
    crossed = below[2022] - below[2024]
    assert len(crossed) == 8
    assert "Eight Member States, some of them very populous, crossed the mean" in prose(1)
    share = sum(people[code, 2024] for code in crossed) / sum(
        people.get((code, 2024), 0) for code in values(2024)
    )
    assert share > (shares[0] - shares[1]) / 2


def test_kenya_stands_above_four_high_income_member_states() -> None:
    """The leader hidden by an average is where the prose puts it."""
    kenya, high = values(2024)["KEN"], values(2024, wb_income_group="High income").values()
    assert countries()["KEN"]["wb_income_group"] == "Lower middle income"
    assert (len(high), sum(value < kenya for value in high)) == (64, 4)
    assert f"EGDI of {kenya:.4f}, stands above four of the 64 high-income Member States" in prose(1)


def test_rwanda_has_the_three_positions_of_the_prose() -> None:
    """World, region and income group tell three stories with the printed figures."""
    world, africa = values(2024), values(2024, region="Africa")
    low = values(2024, wb_income_group="Low income")
    own = world["RWA"]
    percentile = 100 * (sum(value < own for value in world.values()) + 0.5) / len(world)
    assert [rank("RWA", group) for group in (world, africa, low)] == [118, 14, 1]
    assert f"EGDI of {own:.4f}, was at the 39th percentile" in prose(1)
    assert f"14th of {len(africa)} countries in Africa and first of {len(low)} low-income countries" in prose(
        1
    )
    notes = yaml("facilitation/01.yaml")["exercises"]["EX1.4"]["answer"]
    assert f"Rwanda {own:.4f}, High, rank 118, percentile {percentile:.1f}, 14th of {len(africa)}" in notes
    for group in (africa, low):
        average = fmean(group.values())
        assert f"(+{own - average:.4f} on the mean {average:.4f}" in notes


def test_ranks_in_the_country_practices_are_the_published_ones() -> None:
    """The ranks told of four countries, and the leaders named, are those of the table."""
    assert published("KOR", 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024) == [1, 1, 1, 3, 3, 2, 3, 4]
    assert (
        "world rank 1 in 2010, 2012 and 2014, 3 in 2016 and 2018, 2 in 2020, 3 in 2022 and 4 in 2024"
        in prose(1)
    )
    years = (2012, 2018, 2024)
    for code, said in (
        ("BGD", "rank {} in 2012 to {} in 2018 and {} in 2024"),
        ("ZAF", "rank {} in 2012 to {} in 2018 and {} in 2024"),
        ("MUS", "rank {} in 2012, {} in 2018 and {} in 2024"),
    ):
        assert said.format(*published(code, *years)) in prose(1)
    assert sorted(values(2024), key=values(2024).__getitem__)[:-5:-1] == ["DNK", "EST", "SGP", "KOR"]
    africa = values(2024, region="Africa")
    assert max(africa, key=africa.__getitem__) == "ZAF"


def test_other_lenses_quote_the_means_of_their_tables() -> None:
    """GTMI 2025 and the OECD index of 2023 are quoted as the tables give them."""
    gtmi = {name: fmean(float(r[name]) for r in rows("gtmi") if r["year"] == "2025") for name in GTMI}
    assert sorted(GTMI[1:], key=gtmi.__getitem__)[::3] == ["dcei", "psdi"]
    assert (
        "data of 2025 the mean is {gtmi:.3f}, again with service delivery highest ({psdi:.3f}) "
        "and engagement lowest ({dcei:.3f})"
    ).format(**gtmi) in prose(1)
    members = [row for row in rows("oecd_dgi") if row["rank"]]
    leader = min(members, key=lambda row: int(row["rank"]))
    average = fmean(float(row["dgi"]) for row in members)
    assert leader["iso3"] == "KOR"
    assert f"{average:.3f}, and the Republic of Korea led with {float(leader['dgi']):.3f}" in prose(1)


def aggregate(area: str, group: str, indicator: str) -> str:
    """Return a cell of ITU's aggregates of 2024 as it is printed."""
    (found,) = (
        row["value"]
        for row in rows("itu_aggregates")
        if (row["area"], row["group"], row["indicator"], row["year"]) == (area, group, indicator, "2024")
    )
    return found


def test_people_behind_the_averages_are_those_of_the_table() -> None:
    """Each figure of ITU's block is a cell of the aggregates, and the block holds no other figure."""
    (block,) = (cell["source"] for cell in cells(1) if cell["id"] == "concepts-people")
    text = " ".join(block.split())
    share = "internet_users_pct"
    users, non_users = (aggregate("World", "all", f"internet_{name}") for name in ("users", "non_users"))
    rural = aggregate("World", "rural", "internet_non_users")
    everybody = aggregate("World", "all", share)
    high, low = (aggregate(f"{level} income", "all", share) for level in ("High", "Low"))
    groups = {name: aggregate("World", name, share) for name in ("men", "women", "urban", "rural")}
    coverage = aggregate("World", "all", "coverage_mobile_broadband_pct")
    said = [
        f"In 2024 some {users} billion people, {everybody} per cent of humanity, used the Internet; "
        f"{non_users} billion did not, {rural} billion of them in rural areas.",
        f"| {high} in high-income countries | {low} in low-income countries |",
        "| {men} of men | {women} of women |".format(**groups),
        "| {urban} in urban areas | {rural} in rural areas |".format(**groups),
        f"signal reaches {coverage} per cent of people",
        "*Facts and Figures 2024* (2024)",
    ]
    for sentence in said:
        assert sentence in text
    figures = re.compile(r"\d+(?:\.\d+)?")
    assert figures.findall(text) == figures.findall(" ".join(said))
    assert float(coverage) - float(everybody) > 100 - float(coverage)


def test_rebuilt_index_has_the_key_of_the_table() -> None:
    """EX1.3 prints the components of the data, and key and known slips follow from them."""
    row = egdi(2024)["KOR"]
    osi, tii, hci = (float(row[name]) for name in ("osi", "tii", "hci"))
    part = number("EX1.3", "korea")
    assert f"OSI {osi:.4f}, TII {tii:.4f}, HCI {hci:.4f}" in part.prompt
    assert part.key == round(float(row["egdi"]), 4) == round((osi + tii + hci) / 3, 4) == 0.9679
    for diagnosis, slip in zip(part.diagnoses, [(osi + tii) / 2, osi + tii + hci], strict=True):
        assert diagnosis.value == pytest.approx(slip, abs=diagnosis.tolerance)
    thirds = " + ".join(f"{value / 3:.4f}" for value in (osi, tii, hci))
    assert thirds in part.wrong


def test_difference_of_services_and_networks_is_that_of_the_table() -> None:
    """EX1.5 quotes the world mean of the difference, the largest lead and a real opposite case."""
    services, networks = values(2024, "osi"), values(2024, "tii")
    gaps = {code: services[code] - networks[code] for code in services}
    gap = bank(1)["EX1.5"].part("gap")
    assert f"−{-fmean(gaps.values()):.4f} in 2024" in gap.prompt
    prompt = bank(1)["EX1.5"].part("question").prompt.replace("−", "-")
    assert max(gaps, key=gaps.__getitem__) == "RWA"
    printed = [float(found) for found in re.findall(r"[+-]?0\.\d{4}", prompt)]
    assert printed[:3] == pytest.approx([services["RWA"], networks["RWA"], gaps["RWA"]], abs=6e-5)
    osi, tii, gap_of_another = printed[3:]
    assert any(
        services[code] == pytest.approx(osi, abs=6e-5)
        and networks[code] == pytest.approx(tii, abs=6e-5)
        and gaps[code] == pytest.approx(gap_of_another, abs=6e-5)
        for code in gaps
    )


def test_value_up_and_rank_down_is_a_real_case() -> None:
    """The case of EX1.6 exists once, and the counts in the notes and the prose are those of the table."""
    before, after = values(2022), values(2024)
    case = [
        code
        for code in after
        if (f"{before[code]:.4f}", f"{after[code]:.4f}") == ("0.8273", "0.8415")
        and published(code, 2022, 2024) == [38, 49]
    ]
    assert len(case) == 1
    prompt = bank(1)["EX1.6"].part("conclusions").prompt
    assert "rose from 0.8273 to 0.8415, while its rank moved from 38 to 49" in prompt
    moves = {code: (after[code] - before[code], rank(code, after) - rank(code, before)) for code in after}
    assert sum(gain >= 0.01 and lost >= 5 for gain, lost in moves.values()) == 12
    assert sum(gain > 0 and lost > 0 for gain, lost in moves.values()) == 50
    assert "fifty Member States lost ranks while their value rose" in prose(1)
    assert (
        "twelve Member States gained at least 0.01"
        in yaml("facilitation/01.yaml")["exercises"]["EX1.6"]["answer"]
    )


def test_agreement_keys_follow_from_the_practice_ratings() -> None:
    """The three coefficients of EX3.5 are Krippendorff's alpha of the ratings that its text prints."""
    nan = numpy.nan
    ratings = [[2, 3, 1, 4, 2, 3], [2, 3, 2, 4, 2, 3], [3, 3, 1, 4, 1, nan], [2, 4, 1, 5, 2, 3]]
    exercise = bank(3)["EX3.5"]
    for rater, line in enumerate(ratings, start=1):
        shown = ", ".join("no score" if value != value else str(value) for value in line)
        assert f"Rater {rater}: {shown}." in exercise.intro
    nominal, interval, ordinal = (
        krippendorff.alpha(reliability_data=ratings, level_of_measurement=level)
        for level in ("nominal", "interval", "ordinal")
    )
    part = number("EX3.5", "alpha")
    assert part.key == pytest.approx(ordinal, abs=0.005)
    assert [diagnosis.value for diagnosis in part.diagnoses] == [round(nominal, 4), round(interval, 4)]
    for typed, slip in ((0.45, nominal), (0.83, interval)):
        assert abs(typed - part.key) > part.tolerance
        assert any(abs(typed - d.value) <= d.tolerance and d.value == round(slip, 4) for d in part.diagnoses)
    cells = bank(3)["EX3.5"].part("cells")
    assert isinstance(cells, Choice)
    differs = [
        len({value for value in column if value == value}) > 1 for column in zip(*ratings, strict=True)
    ]
    assert [option.correct for option in cells.options] == differs


@pytest.mark.parametrize(
    ("part", "current", "target", "importance", "urgency"),
    [("law", 1, 4, 5, 4), ("skills", 2, 4, 4, 5), ("cloud", 2, 3, 3, 2)],
)
def test_priorities_follow_from_the_formula(
    part: str, current: int, target: int, importance: int, urgency: int
) -> None:
    """Keys and known slips of EX3.7 are those of gap × (0.6 importance + 0.4 urgency)."""
    plain, scaled = number("EX3.7", part), number("EX3.7", f"{part}_scaled")
    assert f"level {current}, target {target}, importance {importance}, urgency {urgency}" in plain.prompt
    gap, weighted = target - current, 0.6 * importance + 0.4 * urgency
    assert plain.key == pytest.approx(gap * weighted)
    assert scaled.key == pytest.approx(100 * gap * weighted / 20)
    assert [diagnosis.value for diagnosis in scaled.diagnoses] == [plain.key]
    slips = {
        gap * (importance + urgency),
        gap * (0.4 * importance + 0.6 * urgency),
        weighted,
        (gap - 1) * weighted,
    }
    for diagnosis in plain.diagnoses:
        assert any(diagnosis.value == pytest.approx(slip) for slip in slips)
