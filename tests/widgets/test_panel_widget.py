"""The answers panel and the Plan's view, on the kernel's side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from toolkit_helpers import plan
from toolkit_helpers.answers import AnswersFile, Entry, read_text, write_text
from toolkit_helpers.answers.room_store import RoomStore
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises import bank
from toolkit_helpers.widgets.base import HTML, MARKDOWN, PLAIN
from toolkit_helpers.widgets.exercise import ExerciseWidget
from toolkit_helpers.widgets.explored import explored
from toolkit_helpers.widgets.panel import PANEL_MIME, AnswersPanel
from toolkit_helpers.widgets.plan_view import PlanView
from toolkit_helpers.widgets.session import Session


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> AnswersPanel:
    """Return a panel whose messages to the page are kept in ``sent``."""
    sent: list[Any] = []
    monkeypatch.setattr(AnswersPanel, "send", lambda _self, content: sent.append(content))
    panel = AnswersPanel()
    panel.sent = sent
    return panel


def ask(panel: AnswersPanel, **message: Any) -> None:
    """Send what a button of the page sends."""
    panel._handle_custom_msg(message, [])


def test_the_panel_says_where_and_how_much(panel: AnswersPanel, shared: Session, own_answers: Path) -> None:
    """Place, count and code follow every save."""
    assert (panel.place, panel.summary) == (str(own_answers), "No answer yet.")
    shared.save("EX1.2", {"measure": "B"})
    assert panel.summary == "Answers to 1 exercise."
    shared.save("EX1.1", {"terms": {}})
    assert panel.summary == "Answers to 2 exercises."
    assert panel.code == shared.code


def test_the_download_is_the_answers_file(panel: AnswersPanel, shared: Session) -> None:
    """The page receives the whole file as text."""
    shared.save("EX1.2", {"measure": "B"})
    ask(panel, do="export")
    (message,) = panel.sent
    assert message["file"] == "my-answers.json"
    assert read_text(message["text"], "download") == shared.answers


def test_a_file_is_restored_or_refused_in_one_sentence(panel: AnswersPanel, shared: Session) -> None:
    """The status in the page says what happened."""
    good = write_text(AnswersFile(answers={"EX1.2": Entry(parts={"measure": "C"})}))
    ask(panel, do="restore", name="my-answers.json", text=good)
    assert panel.status["state"] == "restored"
    assert shared.parts("EX1.2") == {"measure": "C"}
    ask(panel, do="restore", name="holiday.json", text="[]")
    assert panel.status["state"] == "not_saved"
    assert "not an answers file of the workbook" in panel.status["text"]
    assert panel.notice == ""


def test_the_code_is_chosen_in_the_panel(panel: AnswersPanel, shared: Session) -> None:
    """A code that does not fit is refused, the old one stays."""
    ask(panel, do="code", code="Team Blue")
    assert (panel.code, shared.code) == ("Team Blue", "Team Blue")
    ask(panel, do="code", code=" ")
    assert panel.status["state"] == "not_saved"
    assert panel.code == "Team Blue"


@pytest.mark.parametrize(
    "message", [{}, {"do": "restore"}, {"do": "restore", "text": 5, "name": []}, {"do": "x"}]
)
def test_a_strange_message_is_ignored(panel: AnswersPanel, message: dict[str, Any]) -> None:
    """Nothing is raised to the participant."""
    ask(panel, **message)
    assert (panel.sent, panel.status) == ([], {"state": "", "text": ""})


def test_trouble_stands_in_the_panel(own_answers: Path) -> None:
    """A damaged file is told with its place, a failed save with its reason."""
    own_answers.parent.mkdir(parents=True)
    own_answers.write_text("half a fi")
    session = Session()
    assert "set aside" in AnswersPanel(session).notice
    session.save("EX1.8", {"statement": {"text": "x" * 200_001}})
    assert AnswersPanel(session).notice.startswith("NOT saved: EX1.8")


def test_in_a_room_no_path_of_the_trainers_computer_reaches_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the answers are is said in words, whatever happens to them, with how to take a copy home."""
    sent: list[Any] = []
    monkeypatch.setattr(AnswersPanel, "send", lambda _self, *content: sent.append(content))
    path = tmp_path / "answers" / "answers-blue-1234.json"
    path.parent.mkdir()
    path.write_text("half a fi", encoding="utf-8")
    session = Session(RoomStore(path))
    panel = AnswersPanel(session)
    states = [panel.get_state()]
    session.save("EX1.2", {"measure": "B"})
    ask(panel, do="restore", name="my-answers.json", text=write_text(AnswersFile()))
    states.append(panel.get_state())
    session.save("EX1.8", {"statement": {"text": "x" * 200_001}})
    states.append(panel.get_state())
    ask(panel, do="export")
    assert panel.strings["place"] == (
        "Every answer is saved at once on the trainer's computer. To take a copy home, choose "
        '"Save to my computer": the file is then among your downloads.'
    )
    assert "set aside as answers-blue-1234.damaged-" in states[0]["notice"]
    assert "are kept in answers-blue-1234.replaced-" in states[1]["status"]["text"]
    assert states[2]["notice"].startswith("NOT saved: ")
    assert sent
    assert str(tmp_path) not in f"{states} {sent}"


def test_twins_tell_no_path_and_no_code(panel: AnswersPanel, shared: Session) -> None:
    """A notebook that is passed on holds nothing of the participant's."""
    found = panel._repr_mimebundle_()[0]
    for media in (PLAIN, MARKDOWN, HTML):
        assert shared.place not in found[media]
        assert shared.code not in found[media]
    assert found[PANEL_MIME] == {"panel": "answers"}


def test_the_plan_follows_the_answers(shared: Session) -> None:
    """The view is up to date after every answer, without running a cell."""
    view = PlanView(1)
    assert [section["heading"] for section in view.plan["sections"]] == ["P1 Context"]
    states = {row[1]: row[2] for row in view.plan["sections"][0]["rows"]}
    assert set(states.values()) == {"open"}
    ExerciseWidget(bank.exercise("EX1.5")).answer = {"weakest": "TII"}
    rows = {row[1]: row for row in view.plan["sections"][0]["rows"]}
    assert rows["EX1.5"][2:] == ["written", "TII – telecommunication infrastructure"]
    assert view.plan["sections"][0]["text"] == "1 of 6 required parts are written."
    required = sum(field.required for field in plan.fields())
    assert f"1 of {required} required fields" in view.plan["text"]


def test_the_gist_of_a_table_names_its_first_rows(shared: Session) -> None:
    """Long fields are told in one line."""
    view = PlanView(3)
    names = [f"Body {number}" for number in range(1, 6)]
    shared.save("EX3.3", {"stakeholders": [{"name": name} for name in names]})
    content = next(row[3] for row in view.plan["sections"][0]["rows"] if row[1] == "EX3.3")
    assert content == "5 rows: Body 1; Body 2; Body 3 …"


def test_the_plan_twin_is_a_table_of_what_will_be_written() -> None:
    """On paper and on a code host the fields of the chapter are listed, without answers."""
    found = PlanView(3)._repr_mimebundle_()[0]
    assert "Stakeholders and how we work with them | Yes | EX3.3" in found[MARKDOWN]
    assert '<th scope="row">Priority gaps</th><td>Yes</td><td>EX3.7</td>' in found[HTML]
    assert found[PLAIN] == "The Plan so far: P3 Situation analysis."
    assert found[PANEL_MIME] == {"panel": "plan", "sections": ["P3"]}


def test_a_chapter_without_a_section_is_told() -> None:
    """There is no chapter 77."""
    with pytest.raises(ToolkitError, match="Chapter 77 writes no section"):
        PlanView(77)


def test_one_country_holds_for_all_charts_and_exercises(shared: Session) -> None:
    """Picked in a chart, it reaches the other charts and the team card, and back."""
    one, two = explored("D1.1"), explored("D1.2")
    one.country = "RWA"
    assert (two.country, shared.country) == ("RWA", "RWA")
    assert "Rwanda" in two.chart["finding"]
    shared.save("EX0.1", {"team": {"country_code": "KEN"}})
    assert (one.country, two.country) == ("KEN", "KEN")
    assert explored("D1.1").country == "KEN"


def test_a_chart_of_the_teams_answers_follows_them(shared: Session) -> None:
    """The heat map of gaps is drawn again when a cell changes."""
    heat = explored("D3.3")
    before = heat.chart
    shared.save("EX3.4", {"grid": {"PL5.L1": {"current": 1, "target": 4}}})
    assert heat.chart != before


def test_an_observer_state_may_be_the_teams_country(shared: Session) -> None:
    """A country outside the index tables still opens every chart."""
    shared.set_country("PSE")
    for exploration in ("D1.1", "D1.2", "D1.3", "D1.4", "D1.5", "D1.6", "D3.1", "D3.2"):
        assert explored(exploration).country == "PSE"
