"""The demonstration team: its answers are whole, compile to an answers file, and every slip is named."""

from __future__ import annotations

import pytest
from authors_files import replace

from toolkit_helpers import plan
from toolkit_helpers.answers import read_text
from toolkit_helpers.authoring import demonstration
from toolkit_helpers.authoring.checks import banks
from toolkit_helpers.authoring.checks.content import Content
from toolkit_helpers.authoring.house import House
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.resources import data_folder


def found(house: House) -> list[str]:
    """Return what the check says about the demonstration team."""
    return [str(finding) for finding in banks.demonstration_complete(Content.read(house))]


def test_the_demonstration_team_has_answered_everything_that_writes_the_plan(house: House) -> None:
    """Marking calls every part complete or right, and each required field of the Plan is there."""
    assert found(house) == []
    answers = read_text(demonstration.answers_text(house), "answers.json")
    assembled = plan.assemble(answers)
    result = plan.completeness(assembled)
    assert result.value is not None
    assert result.value.missing == ()


def test_the_one_check_that_fails_is_the_deliberate_gap(house: House) -> None:
    """Nobody says how parents with disabilities are reached; the rest of the Plan holds together."""
    answers = read_text(demonstration.answers_text(house), "answers.json")
    result = plan.completeness(plan.assemble(answers))
    assert result.notes == (
        "Association of persons with disabilities must be heard and does not appear in section 8.",
    )


def test_compiling_twice_gives_the_same_bytes(house: House) -> None:
    """No clock, no chance and no release number is in the file."""
    text = demonstration.answers_text(house)
    assert text == demonstration.answers_text(house)
    answers = read_text(text, "answers.json")
    assert (answers.participant.code, answers.workbook_version) == ("nandara", "0")
    assert {entry.saved for entry in answers.answers.values()} == {demonstration.SAVED}


def test_the_compiled_answers_are_what_the_authors_wrote(house: House) -> None:
    """The shipped file is up to date, as ``workbook check`` asks."""
    shipped = (data_folder() / "demonstration" / "answers.json").read_text(encoding="utf-8")
    assert shipped == demonstration.answers_text(house)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("03.yaml", "level: L4, statement", "level: L9, statement", "answer to 'gaps' is incomplete"),
        ("03.yaml", "EX3.9:", "EX3.99:", "answers an exercise that does not exist"),
        ("03.yaml", "evidence_log:", "evidence_logs:", "answers 'evidence_logs', which is no part"),
        ("01.yaml", 'world_rank: "118"', 'world_rank: "117"', "answer to 'world_rank' is wrong"),
        ("01.yaml", "EX1.8:", "EX1.7:", "the key 'EX1.7' stands twice"),
    ],
)
def test_a_slip_is_named(house: House, file: str, old: str, new: str, rule: str) -> None:
    """The finding tells file, exercise and part."""
    replace(house.demonstration / file, old, new)
    told = [one for one in found(house) if rule in one]
    assert told
    assert file in told[0]


def test_figures_are_marked_for_the_teams_own_country(house: House) -> None:
    """With another country the figures of EX1.4 are no longer right."""
    replace(house.demonstration / "00.yaml", "country_code: RWA", "country_code: FJI")
    assert any(
        "01.yaml, EX1.4: the demonstration team's answer to 'value' is wrong" in one for one in found(house)
    )


def test_an_exercise_in_two_files_is_answered_once(house: House) -> None:
    """Neither answer is preferred in silence."""
    with (house.demonstration / "01.yaml").open("a", encoding="utf-8") as file:
        file.write("EX3.1: {scope: {text: Another scope}}\n")
    assert any("the exercise is answered twice" in one for one in found(house))
    with pytest.raises(ToolkitError, match="answered twice"):
        demonstration.answers_text(house)


def test_an_unanswered_exercise_is_named_with_its_parts(house: House) -> None:
    """A chapter without demonstration answers would leave a hole in the example of a Plan."""
    (house.demonstration / "01.yaml").unlink()
    told = found(house)
    assert any("01.yaml, EX1.8" in one and "'statement' is unanswered" in one for one in told)
