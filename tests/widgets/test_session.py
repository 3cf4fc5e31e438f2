"""One session per kernel keeps answers, country and widgets in step, whatever the disk does."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from toolkit_helpers.answers import AnswersFile, Entry, open_store, read_text, write_text
from toolkit_helpers.widgets import session as sessions
from toolkit_helpers.widgets.session import Change, Session


def refuse(*_arguments: object, **_options: object) -> None:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_kernel_has_one_session(shared: Session) -> None:
    """All widgets share it."""
    assert sessions.session() is shared
    sessions.use(None)
    assert sessions.session() is sessions.session()


def test_every_change_is_told_with_what_changed(shared: Session) -> None:
    """Observers learn the exercises, whether the country moved, and who did it."""
    heard: list[Change] = []
    shared.observe(heard.append)
    assert shared.save("EX1.2", {"measure": "B"}, source="me") == {"state": "saved", "text": "Saved."}
    shared.set_country("RWA")
    assert heard == [
        Change(frozenset({"EX1.2"}), country=False, source="me"),
        Change(frozenset({"EX0.1"}), country=True, source=None),
    ]


def test_answers_of_another_kernel_arrive_with_the_next_save(shared: Session, own_answers: Path) -> None:
    """What another open chapter wrote is told to the widgets here."""
    heard: list[Change] = []
    shared.observe(heard.append)
    open_store(own_answers).save("EX0.1", {"team": {"country_code": "KEN"}})
    shared.save("EX1.2", {"measure": "B"})
    assert heard == [Change(frozenset({"EX0.1", "EX1.2"}), country=True)]
    assert shared.country == "KEN"


def test_the_country_is_a_field_of_the_team_card(shared: Session) -> None:
    """Choosing it in a chart keeps the rest of the card; an unknown one is none."""
    shared.save("EX0.1", {"team": {"team_name": "Team Blue"}, "members": []})
    shared.set_country("RWA")
    assert shared.parts("EX0.1") == {
        "team": {"team_name": "Team Blue", "country_code": "RWA"},
        "members": [],
    }
    assert shared.facts()["world_rank"] == 118
    assert shared.set_country("RWA") == {"state": "", "text": ""}
    shared.set_country("")
    assert (shared.country, shared.facts()) == ("", {})
    shared.save("EX0.1", {"team": {"country_code": "Atlantis"}})
    assert shared.country == ""


def test_a_failure_that_nobody_foresaw_is_told_too(
    shared: Session, own_answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence would look like a saved answer; the answer stays and goes to the disk with the next one."""
    with monkeypatch.context() as broken:
        broken.delattr(os, "fsync")
        status = shared.save("EX1.2", {"measure": "B"})
    assert status["state"] == "not_saved"
    assert status["text"].startswith("NOT saved: the answers file cannot be used (")
    shared.save("EX1.3", {"korea": "0.9679"})
    assert set(open_store(own_answers).load().answers) == {"EX1.2", "EX1.3"}


def test_a_full_disk_is_told_and_nothing_is_lost(
    shared: Session, own_answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer stays in memory and in the export, and the next save brings it to the disk."""
    shared.save("EX1.1", {"a": 1})
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        status = shared.save("EX1.2", {"measure": "B"})
        assert status["state"] == "not_saved"
        assert status["text"].startswith("NOT saved:")
        assert "disk is full" in status["text"]
        assert shared.trouble
        assert not shared.is_saved("EX1.2")
        assert shared.parts("EX1.2") == {"measure": "B"}
        assert read_text(shared.export_text(), "export").parts("EX1.2") == {"measure": "B"}
    assert shared.save("EX1.3", {"korea": "0.9679"})["state"] == "saved"
    assert (shared.trouble, shared.is_saved("EX1.2")) == ("", True)
    assert set(open_store(own_answers).load().answers) == {"EX1.1", "EX1.2", "EX1.3"}


def test_an_answer_that_is_too_long_stays_in_the_page(shared: Session, own_answers: Path) -> None:
    """Saving another exercise neither loses it nor calls it saved."""
    long = {"statement": {"text": "x" * 200_001}}
    assert shared.save("EX1.8", long)["state"] == "not_saved"
    assert shared.save("EX1.2", {"measure": "B"})["state"] == "saved"
    assert shared.parts("EX1.8") == long
    assert not shared.is_saved("EX1.8")
    assert "too long" in shared.trouble
    assert set(open_store(own_answers).load().answers) == {"EX1.2"}
    assert shared.save("EX1.8", {"statement": {"text": "short"}})["state"] == "saved"
    assert shared.trouble == ""


def test_a_store_that_cannot_be_opened_keeps_answers_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page works, says why nothing is saved, and still offers the download."""
    monkeypatch.setenv("TOOLKIT_ANSWERS", "postgresql+psycopg://127.0.0.1:1/answers")
    session = Session()
    assert "the database cannot be used now" in session.trouble
    assert session.save("EX1.2", {"measure": "B"})["state"] == "not_saved"
    assert read_text(session.export_text(), "export").parts("EX1.2") == {"measure": "B"}
    assert session.restore("{}", "x.json")["state"] == "not_saved"


def test_restoring_tells_all_widgets(shared: Session) -> None:
    """Everything that differs is told at once, and the message says what came back."""
    shared.save("EX1.2", {"measure": "A"})
    heard: list[Change] = []
    shared.observe(heard.append)
    text = write_text(AnswersFile(answers={"EX0.1": Entry(parts={"team": {"country_code": "KEN"}})}))
    status = shared.restore(text, "my-answers.json")
    assert status["state"] == "restored"
    assert status["text"].startswith("Restored: answers to 1 exercise from my-answers.json.")
    assert "kept in" in status["text"]
    assert heard == [Change(frozenset({"EX0.1", "EX1.2"}), country=True)]


def test_a_bad_file_changes_nothing_and_is_no_trouble(shared: Session) -> None:
    """The message belongs to the file that was chosen, not to the answers."""
    shared.save("EX1.2", {"measure": "A"})
    status = shared.restore("half a fi", "old.json")
    assert status["state"] == "not_saved"
    assert status["text"].startswith("NOT restored: old.json:")
    assert shared.trouble == ""
    assert shared.parts("EX1.2") == {"measure": "A"}


def test_a_code_is_chosen_or_refused(shared: Session) -> None:
    """A refused code leaves the old one."""
    assert shared.choose_code("Team Blue")["state"] == "saved"
    assert shared.choose_code("")["state"] == "not_saved"
    assert (shared.code, shared.trouble) == ("Team Blue", "")
