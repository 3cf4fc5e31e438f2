"""The Plan is derived from the answers: complete, computed where a method exists, never stale."""

from __future__ import annotations

import json
from typing import Any

import pytest
from demonstration_team import Answers, as_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit_helpers import datasets, plan
from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank
from toolkit_helpers.plan import model
from toolkit_helpers.plan.team import for_explorations


def value(answers: AnswersFile, field_id: str) -> plan.Value:
    """Return one field's value in the Plan of these answers."""
    return plan.assemble(answers).field(field_id).value


def cells(found: plan.Value, *names: str) -> list[list[str]]:
    """Return some columns of a field's table."""
    return [[row[name] for name in names] for row in found.rows]


def test_the_fields_are_those_of_the_curriculum() -> None:
    """There are 88 fields in 11 sections, 47 of them required."""
    assert len(plan.sections()) == 11
    assert len(plan.fields()) == 88
    assert sum(field.required for field in plan.fields()) == 47


def test_every_part_writes_a_field_that_exists() -> None:
    """No answer is lost to a mistyped field."""
    ids = {field.id for field in plan.fields()}
    written = {part.writes for exercise in plan.all_exercises() for part in exercise.parts if part.writes}
    assert written
    assert written <= ids


def test_every_field_of_an_existing_section_is_written_by_its_exercise(answers: AnswersFile) -> None:
    """Each field of P0, P1 and P3 gets a value from the demonstration team, the optional ones aside."""
    assembled = plan.assemble(answers)
    open_fields = {
        field.spec.id
        for field in assembled
        if field.spec.id.split(".")[0] in {"P0", "P1", "P3"} and field.value.state == "empty"
    }
    assert open_fields == {"P0.sector_focus", "P0.language", "P0.sharing_consent", "P3.pestel"}


def test_an_empty_file_gives_an_empty_plan() -> None:
    """Before the first answer every field is there and says that it is empty."""
    assembled = plan.assemble(AnswersFile())
    assert {field.value.state for field in assembled} == {"empty"}
    assert assembled.team_name == ""
    assert assembled.field("P1.baseline").value.notes == ("No country is chosen yet (EX0.1).",)
    result = plan.completeness(assembled)
    assert result.value is not None
    assert result.value.share == 0


def test_the_team_card_writes_p0_by_name(answers: AnswersFile) -> None:
    """The form of EX0.1 fills P0, with words for people and identifiers for programs."""
    assembled = plan.assemble(answers)
    assert assembled.team_name == "Team Blue"
    country = assembled.field("P0.country_code").value
    assert (country.raw, country.text) == ("RWA", "Rwanda")
    assert assembled.field("P0.level").value.text == "State, province or region"
    assert cells(assembled.field("P0.members").value, "role") == [["Registrar"], ["Head of planning"]]


def test_the_baseline_comes_from_the_tables(answers: AnswersFile) -> None:
    """Value, rank and peers of Rwanda in 2024 are the reference values of M03 and M04."""
    baseline = value(answers, "P1.baseline")
    assert baseline.state == "filled"
    assert baseline.computed
    assert (
        cells(baseline, "value", "group", "world_rank", "percentile")
        == [["0.5799", "High", "118 of 193", "39.1"]] * 2
    )
    assert cells(baseline, "peer_group", "peer_rank", "peer_mean", "difference") == [
        ["Africa", "14 of 54", "0.4247", "+0.1552"],
        ["Low income", "1 of 25", "0.2750", "+0.3049"],
    ]
    assert baseline.rows[0]["source"] == datasets.provenance("egdi").citation
    assert baseline.text.startswith("In 2024 Rwanda")


def test_the_baseline_is_begun_until_the_team_has_looked_itself(team: Answers) -> None:
    """Figures from the tables alone do not count as the team's work."""
    del team["EX1.4"]["region_rank"]
    assert value(as_file(team), "P1.baseline").state == "begun"


def test_a_country_without_an_index_keeps_what_the_team_entered(team: Answers) -> None:
    """The State of Palestine is in no EGDI table: the Plan says so and can still be completed."""
    team["EX0.1"]["team"]["country_code"] = "PSE"
    baseline = value(as_file(team), "P1.baseline")
    assert baseline.state == "filled"
    assert "State of Palestine is not in UN DESA's table" in baseline.notes[0]
    assert ["EGDI value of your country", "0.5799"] in cells(baseline, "figure", "entry")


def test_stakeholders_carry_quadrant_and_must_be_heard(answers: AnswersFile) -> None:
    """Method M14 adds how to work with each, in the rows' order; the stance is private."""
    found = value(answers, "P3.stakeholders")
    assert cells(found, "name", "quadrant", "must_be_heard")[:3] == [
        ["Ministry of Finance", "Win over and keep satisfied", ""],
        ["Association of persons with disabilities", "Keep informed and involve", "Yes"],
        ["Municipal registrars", "Collaborate closely", ""],
    ]
    assert [row["must_be_heard"] for row in found.raw if row["name"].startswith("Families")] == [True]
    header, rows = found.table(public=True)
    assert not any("Attitude" in label for label in header)
    assert all(len(row) == len(header) for row in rows)
    assert "Attitude, −2 against to +2 in favour (private)" in found.table(public=False)[0]
    assert found.rows[0]["stance"] == "−1"


def test_two_stakeholders_of_one_name_keep_their_own_places(team: Answers) -> None:
    """A name does not stand for a row."""
    rows = team["EX3.3"]["stakeholders"]
    rows[1]["name"] = rows[0]["name"]
    found = value(as_file(team), "P3.stakeholders")
    assert cells(found, "quadrant", "must_be_heard")[:2] == [
        ["Win over and keep satisfied", ""],
        ["Keep informed and involve", "Yes"],
    ]


def test_the_grid_has_its_gaps_and_keeps_raters_private(answers: AnswersFile) -> None:
    """M11 adds the gap of each cell; the scores of single raters stay in the team's file."""
    found = value(answers, "P3.capacity_grid")
    assert found.state == "filled"
    assert ["PL5.L1", "Data governance and use", "Institutional", "1", "4", "3"] in cells(
        found, "cell", "pillar", "level", "current", "target", "gap"
    )
    assert "Scores of the raters" not in found.table(public=True)[0]


def test_a_grid_without_cells_enough_is_begun(team: Answers) -> None:
    """The exercise asks for twelve cells and two at each level."""
    grid = team["EX3.4"]["grid"]
    team["EX3.4"]["grid"] = {code: grid[code] for code in list(grid)[:5]}
    assert value(as_file(team), "P3.capacity_grid").state == "begun"


def test_agreement_is_computed_from_the_teams_own_raters(answers: AnswersFile) -> None:
    """Krippendorff's alpha of EX3.4 goes into the Plan, with its reading."""
    krippendorff = pytest.importorskip("krippendorff")
    grid = answers.parts("EX3.4")["grid"]
    assert isinstance(grid, dict)
    raters = list(zip(*(cell["raters"] for cell in grid.values()), strict=True))  # type: ignore[index,call-overload]
    data = [[float("nan") if score is None else score for score in row] for row in raters]
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
    found = value(answers, "P3.agreement_alpha")
    assert found.computed
    assert found.raw == pytest.approx(expected, abs=1e-6)
    assert found.text == f"{expected:.2f}"


def test_without_raters_the_typed_alpha_counts(team: Answers) -> None:
    """A team that rated on paper enters its number, and the Plan says that it was typed."""
    for cell in team["EX3.4"]["grid"].values():
        del cell["raters"]
    assert value(as_file(team), "P3.agreement_alpha").state == "empty"
    team["EX3.5"] = {"own_alpha": "0,71"}
    found = value(as_file(team), "P3.agreement_alpha")
    assert (found.raw, found.text, found.computed) == (0.71, "0.71", False)


def test_swot_is_sorted_by_letter_and_keeps_its_codes(answers: AnswersFile) -> None:
    """The codes that options cite stay with their findings."""
    found = value(answers, "P3.swot")
    assert cells(found, "code", "text") == [
        ["S1", "Trained registrars"],
        ["W1", "No owner"],
        ["W2", "Old registers"],
        ["O1", "Regional standards"],
        ["T1", "Power cuts"],
    ]
    assert [entry["id"] for entry in found.raw["W"]] == ["W1", "W2"]
    assert cells(value(answers, "P3.tows"), "quadrant", "cites")[0] == [
        "SO – use a strength for an opportunity",
        "S1 + O1",
    ]


def test_priority_gaps_are_ranked_and_keep_their_names(answers: AnswersFile) -> None:
    """M12 gives the reference values; the hearing's verdict stands beside its gap."""
    found = value(answers, "P3.priority_gaps")
    assert cells(found, "code", "gap", "priority", "scaled", "band", "verdict") == [
        ["G2", "3", "13.8", "69.0", "critical", "Keep"],
        ["G4", "2", "9.2", "46.0", "high", ""],
        ["G3", "2", "8.8", "44.0", "high", ""],
        ["G5", "2", "8.0", "40.0", "high", ""],
        ["G1", "1", "2.6", "13.0", "low", ""],
    ]
    assert found.raw[0]["priority"] == pytest.approx(13.8)


def test_a_gap_without_scores_stays_on_the_list(team: Answers) -> None:
    """It is listed last, and a note says what is missing."""
    team["EX3.7"]["gaps"][1] = {"statement": "Somebody should do something."}
    found = value(as_file(team), "P3.priority_gaps")
    assert cells(found, "code")[-1] == ["G2"]
    assert any(note.startswith("G2: ") for note in found.notes)
    assert found.state == "begun"


def test_a_changed_answer_changes_the_plan(team: Answers) -> None:
    """Nothing is stored twice: a team that returns to an exercise finds its Plan up to date."""
    before = value(as_file(team), "P3.priority_gaps").rows[0]["code"]
    team["EX3.7"]["gaps"][0] |= {"current": 1, "target": 5, "importance": 5, "urgency": 5}
    assert (before, value(as_file(team), "P3.priority_gaps").rows[0]["code"]) == ("G2", "G1")


def test_completeness_counts_the_sections_that_exist(answers: AnswersFile) -> None:
    """With chapters 0, 1 and 3, fifteen fields are required; what is missing is named in order."""
    some = [exercise for exercise in plan.all_exercises() if exercise.chapter in {0, 1, 3}]
    result = plan.completeness(plan.assemble(answers, some))
    assert result.value is not None
    assert (result.value.filled, result.value.required, result.value.missing) == (15, 15, ())
    assert "15 of 15" in result.interpretation
    shorter = dict(answers.answers)
    del shorter["EX1.5"], shorter["EX3.7"]
    missing = plan.completeness(plan.assemble(AnswersFile(answers=shorter), some)).value
    assert missing is not None
    assert missing.missing == ("P1.weakest_component", "P3.priority_gaps")


def test_too_many_words_are_begun_not_written(team: Answers) -> None:
    """A context of more than 120 words is not done yet."""
    team["EX1.8"]["statement"]["text"] = "word " * 121
    assert value(as_file(team), "P1.context_statement").state == "begun"


def test_explorations_receive_the_grid(answers: AnswersFile) -> None:
    """Charts of chapter 3 see the team's cells, and nothing before EX3.4."""
    assert for_explorations(answers, {"EX3.4"})["EX3.4"]["grid"]["PL5.L1"]["target"] == 4
    assert for_explorations(AnswersFile(), {"EX3.4"}) == {}


garbage = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99)
    | st.text(max_size=5)
    | st.sampled_from(["PL5.L1", "G1", "S"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "field", "PL5.L1", "raters", "current", "target", "power", "0"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
WRITERS = [
    (exercise.id, part.id) for exercise in plan.all_exercises() for part in exercise.parts if part.writes
] + [("EX0.1", "team"), ("EX3.9", "verdict"), ("EX1.4", "sentence")]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(WRITERS), garbage, max_size=6))
def test_no_answer_breaks_the_plan(found: dict[tuple[str, str], Any]) -> None:
    """Whatever a restored file holds, the Plan is made, and what cannot be read counts as not given."""
    parts: dict[str, dict[str, Any]] = {}
    for (exercise, part), answer in found.items():
        parts.setdefault(exercise, {})[part] = answer
    answers = as_file(parts)
    assembled = plan.assemble(answers)
    assert plan.completeness(assembled).available
    for exercise_id in parts:
        exercise = bank.exercise(exercise_id)
        if exercise.insight:
            assert plan.insights.compute(exercise.insight, exercise, parts[exercise_id], answers)


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "is missing"), ("{", "cannot be read"), ('[{"section": "P0"}]', "cannot be read")],
)
def test_a_missing_list_of_fields_is_explained(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, content: str | None, told: str
) -> None:
    """The message names the file and the command that makes it."""
    if content is not None:
        (tmp_path / "plan.json").write_text(content)
    monkeypatch.setattr(model, "data_folder", lambda: tmp_path)
    with pytest.raises(ToolkitError, match=told) as caught:
        model.sections.__wrapped__()
    assert "workbook build" in caught.value.remedy


def test_a_plan_is_data() -> None:
    """It can be written as JSON for other programs."""
    assembled = plan.assemble(AnswersFile())
    assert json.loads(assembled.model_dump_json())["sections"][0]["title"] == "Identity"
