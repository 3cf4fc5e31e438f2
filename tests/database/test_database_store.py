"""The database store keeps every acknowledged answer, and says so when one is not in the database."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from school import School

from toolkit_helpers.answers import AnswersFile, Entry, open_store, read_text, write_text
from toolkit_helpers.answers.database_store import DatabaseStore
from toolkit_helpers.answers.model import Participant
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.widgets.panel import AnswersPanel
from toolkit_helpers.widgets.session import Session

WRITER = Path(__file__).parents[1] / "answers" / "writer.py"
Opened = Callable[[str], DatabaseStore]


def stored(school: School, exercise: str) -> object:
    """Return what the database holds for an exercise, read by the one who may do everything."""
    return dict(school.run("SELECT exercise, parts FROM workbook.answers")).get(exercise)  # type: ignore[arg-type]


def as_file(**parts: object) -> str:
    """Return an answers file with one answer."""
    return write_text(AnswersFile(answers={"EX3.1": Entry(parts=parts)}))  # type: ignore[arg-type]


def test_the_address_of_a_database_opens_it(anna: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """TOOLKIT_ANSWERS may name a database; the place that is shown holds neither account nor password."""
    monkeypatch.setenv("TOOLKIT_ANSWERS", anna)
    store = open_store()
    assert isinstance(store, DatabaseStore)
    assert store.save("EX1.1", {"a": 1}).place == store.place
    assert store.place.startswith("postgresql://127.0.0.1:")
    assert "secret" not in store.place
    assert "anna" not in store.place
    store.close()


def test_a_saved_answer_is_there_for_the_next_kernel(store: DatabaseStore, anna: str, opened: Opened) -> None:
    """The answer is committed when save returns, and a new store finds it with time and version."""
    saved = store.save("EX1.2", {"measure": "B", "why": "ß 你好 مرحبا"}, version=3)
    again = opened(anna).load()
    assert again.answers["EX1.2"].parts == {"measure": "B", "why": "ß 你好 مرحبا"}
    assert again.answers["EX1.2"].version == 3
    assert again.answers["EX1.2"].saved == saved.moment


def test_looking_leaves_no_trace(store: DatabaseStore, school: School) -> None:
    """Opening a chapter writes nothing: rows appear with the first answer."""
    store.load()
    assert school.run("SELECT count(*) FROM workbook.participants") == [(0,)]


def test_the_code_that_was_shown_is_the_code_that_is_saved(
    store: DatabaseStore, anna: str, opened: Opened
) -> None:
    """A participant who noted the code finds it again, whichever chapter was opened first."""
    code = store.load().participant.code
    assert opened(anna).load().participant.code == code
    store.save("EX1.2", {"measure": "B"})
    assert opened(anna).load().participant.code == code


def test_two_open_chapters_do_not_undo_each_other(anna: str, opened: Opened) -> None:
    """Each store changes only its own exercise, even if it last read long ago."""
    one, two = opened(anna), opened(anna)
    one.load(), two.load()
    one.save("EX1.1", {"a": 1})
    two.save("EX3.1", {"a": 2})
    one.save("EX1.2", {"a": 3})
    assert set(two.load().answers) == {"EX1.1", "EX3.1", "EX1.2"}
    assert two.load() == one.load()


def test_a_chosen_code_stays(store: DatabaseStore, anna: str, opened: Opened) -> None:
    """The code is saved with the answers and stays through later saves of others."""
    store.save("EX1.1", {"a": 1})
    store.choose_code("  Team   Blue ")
    opened(anna).save("EX1.2", {"a": 2})
    held = opened(anna).load()
    assert held.participant.code == "Team Blue"
    assert set(held.answers) == {"EX1.1", "EX1.2"}


def test_a_code_of_somebody_else_is_refused(store: DatabaseStore, school: School, opened: Opened) -> None:
    """Two people cannot be one in the report, whatever capitals and spaces are used; answers are saved."""
    other = opened(school.participant("ben"))
    other.choose_code("Team Blue")
    store.save("EX1.1", {"a": 1})
    code = store.load().participant.code
    with pytest.raises(ToolkitError, match="in use by somebody else"):
        store.choose_code("team blue")
    store.save("EX1.2", {"a": 2})
    assert store.load().participant.code == code
    assert set(store.load().answers) == {"EX1.1", "EX1.2"}


def test_a_made_up_code_that_is_taken_is_made_anew(
    store: DatabaseStore, school: School, opened: Opened
) -> None:
    """The first answer is saved all the same, and the new code is what is shown from then on."""
    opened(school.participant("ben")).choose_code(store.load().participant.code)
    before = store.load().participant.code
    store.save("EX1.1", {"a": 1})
    after = store.load()
    assert after.participant.code != before
    assert after.parts("EX1.1") == {"a": 1}


def test_kill_nine_of_kernels_loses_no_acknowledged_answer(anna: str, opened: Opened) -> None:
    """A kernel killed at any moment leaves every answer that it acknowledged."""
    chance, start = random.Random(20210), 0  # noqa: S311
    reader = opened(anna)
    for _ in range(8):
        command = [sys.executable, str(WRITER.with_name("writer.py")), anna, "EX1.1", str(start), "1000"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.1))
        process.kill()
        acknowledged = [int(line) for line in (first + process.stdout.read()).splitlines() if line]
        process.wait()
        process.stdout.close()
        held = reader.load().parts("EX1.1")["number"]
        assert isinstance(held, int)
        assert held >= acknowledged[-1]
        start = held + 1


def test_two_kernels_writing_at_once_lose_nothing(anna: str, opened: Opened) -> None:
    """Two kernels that save at the same moment both find all their answers."""
    processes = [
        subprocess.Popen(
            [sys.executable, str(WRITER), anna, f"EX1.{number}", "0", "40"], stdout=subprocess.PIPE
        )
        for number in (1, 2)
    ]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    held = opened(anna).load()
    assert [held.parts(f"EX1.{number}")["number"] for number in (1, 2)] == [39, 39]


def test_a_lost_database_is_told_and_the_answer_kept(store: DatabaseStore, school: School) -> None:
    """While the server is away nothing is said to be saved; the next change afterwards saves all."""
    store.save("EX1.1", {"a": 1})
    school.postgres.kill()
    try:
        with pytest.raises(ToolkitError, match="database cannot be used now") as caught:
            store.save("EX1.2", {"a": 2})
        assert caught.value.where == store.place
        assert "secret" not in str(caught.value)
        assert caught.value.remedy
        exported = read_text(store.export_text(), "export")
        assert (exported.parts("EX1.1"), exported.parts("EX1.2")) == ({"a": 1}, {"a": 2})
    finally:
        school.postgres.start()
    assert stored(school, "EX1.1") == {"a": 1}
    assert stored(school, "EX1.2") is None
    store.save("EX1.3", {"a": 3})
    assert [stored(school, name) for name in ("EX1.1", "EX1.2", "EX1.3")] == [{"a": 1}, {"a": 2}, {"a": 3}]


def test_a_chapter_says_not_saved_and_shows_the_answer_on(school: School, store: DatabaseStore) -> None:
    """The widgets' session keeps the answer on the page through a lost connection."""
    session = Session(store)
    school.postgres.kill()
    try:
        status = session.save("EX1.1", {"a": 1})
        assert status["state"] == "not_saved"
        assert status["text"].startswith("NOT saved: postgresql://")
        assert session.parts("EX1.1") == {"a": 1}
        assert not session.is_saved("EX1.1")
    finally:
        school.postgres.start()
    assert session.save("EX1.2", {"a": 2})["state"] == "saved"
    assert session.is_saved("EX1.1")
    assert session.trouble == ""
    assert stored(school, "EX1.1") == {"a": 1}


def test_the_panel_names_the_database_and_no_file(store: DatabaseStore) -> None:
    """A participant of a hub reads where the answers are, without account and password."""
    panel = AnswersPanel(Session(store))
    assert panel.strings["place"] == "Every answer is saved at once in your school's database: {place}"
    assert "Binder" not in panel.strings["public"]
    assert panel.place == store.place


def test_an_idle_connection_that_the_server_closed_is_made_anew(store: DatabaseStore, school: School) -> None:
    """A participant who reads for an hour and then answers does not notice."""
    store.save("EX1.1", {"a": 1})
    school.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    store.save("EX1.1", {"a": 2})
    assert stored(school, "EX1.1") == {"a": 2}


def test_an_answer_that_waited_does_not_replace_a_newer_one(
    store: DatabaseStore, anna: str, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be saved at ten gives way to what was answered in another window at five past."""
    store.save("EX1.1", {"a": "first"})

    def refuse(*_arguments: object) -> None:
        raise ToolkitError("the database cannot be used now")

    with monkeypatch.context() as broken:
        broken.setattr("toolkit_helpers.answers.database.transaction", refuse)
        with pytest.raises(ToolkitError, match="cannot be used now"):
            store.save("EX1.1", {"a": "waited"})
    opened(anna).save("EX1.1", {"a": "newer"})
    store.save("EX1.2", {"a": "other"})
    held = opened(anna).load()
    assert held.parts("EX1.1") == {"a": "newer"}
    assert held.parts("EX1.2") == {"a": "other"}
    assert store.load() == held


def test_a_clock_that_was_put_back_loses_no_answer(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is answered now replaces what was seen, whatever the clock says."""
    saved = store.save("EX1.1", {"a": "before"})
    monkeypatch.setattr(
        "toolkit_helpers.answers.database_store.checked_entry",
        lambda _id, parts, _version: Entry(parts=parts, saved=saved.moment - timedelta(hours=1)),
    )
    store.save("EX1.1", {"a": "after"})
    assert store.load().parts("EX1.1") == {"a": "after"}


def test_a_restored_file_from_the_future_does_not_hold_off_answers(store: DatabaseStore) -> None:
    """A file from a computer with a wrong clock is restored, and later answers replace what it held."""
    ahead = Entry(parts={"a": "file"}, saved=datetime.now(UTC) + timedelta(days=400))
    store.restore(write_text(AnswersFile(answers={"EX1.1": ahead})), "usb/my-answers.json")
    time.sleep(0.002)
    store.save("EX1.1", {"a": "today"})
    assert store.load().parts("EX1.1") == {"a": "today"}


def test_restoring_sets_the_former_answers_aside(store: DatabaseStore, school: School) -> None:
    """Restoring replaces all answers; the former ones are kept in a table of their own, as is told."""
    store.save("EX1.1", {"a": "former"})
    restored = store.restore(as_file(a="restored"), "usb/my-answers.json")
    assert set(restored.answers) == {"EX3.1"}
    assert store.load() == restored
    rows = school.run("SELECT file FROM workbook.replaced")
    assert len(rows) == 1
    assert read_text(json.dumps(rows[0][0]), "row").parts("EX1.1") == {"a": "former"}
    assert store.kept.startswith("the database, under 20")
    store.save("EX1.1", {"a": "again"})
    assert set(store.load().answers) == {"EX1.1", "EX3.1"}


def test_the_first_restored_file_sets_nothing_aside(store: DatabaseStore, school: School) -> None:
    """Where there was no answer there is nothing to keep."""
    store.restore(as_file(a="restored"), "usb/my-answers.json")
    assert store.kept == ""
    assert school.run("SELECT count(*) FROM workbook.replaced") == [(0,)]


def test_a_restored_code_of_somebody_else_is_not_taken(
    store: DatabaseStore, school: School, opened: Opened
) -> None:
    """The answers are restored, the code stays one's own, and the notice says so."""
    opened(school.participant("ben")).choose_code("Team Blue")
    code = store.load().participant.code
    file = AnswersFile(participant=Participant(code="Team Blue"), answers={"EX3.1": Entry(parts={"a": 1})})
    assert store.restore(write_text(file), "blue.json").participant.code == code
    assert "in use by somebody else" in store.notice
    assert store.load().parts("EX3.1") == {"a": 1}


def test_a_bad_file_restores_nothing(store: DatabaseStore) -> None:
    """The answers stay as they are."""
    store.save("EX1.1", {"a": 1})
    before = store.load()
    with pytest.raises(ToolkitError, match="not an answers file"):
        store.restore("{}", "holiday.json")
    assert store.load() == before


def test_export_and_restore_carry_answers_to_another_account(
    store: DatabaseStore, school: School, opened: Opened
) -> None:
    """The exported text holds everything, keys of a later edition too, and exporting twice gives the same."""
    later = json.loads(as_file(a=[1, 2.5, None, True, "x"]))
    later["answers"]["EX3.1"]["colour"] = {"of": "a later edition"}
    store.restore(json.dumps(later), "later.json")
    text = store.export_text()
    assert text == store.export_text()
    assert json.loads(text)["answers"]["EX3.1"]["colour"] == {"of": "a later edition"}
    other = opened(school.participant("ben"))
    other.restore(text, "my-answers.json")
    assert other.load().answers == store.load().answers


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a": "x" * 200_001}, "too long to keep"),
        ({"a": float("inf")}, "cannot be written as JSON"),
        ({"a": {1, 2}}, "cannot be kept"),
    ],
)
def test_an_answer_that_does_not_fit_does_not_block_the_others(
    store: DatabaseStore, parts: dict[str, object], told: str
) -> None:
    """It is refused by itself; other exercises are saved as before."""
    with pytest.raises(ToolkitError, match=told):
        store.save("EX1.1", parts)
    store.save("EX1.2", {"a": 2})
    assert set(store.load().answers) == {"EX1.2"}


def test_answers_that_no_file_could_hold_are_refused(
    store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All answers together have the limit of a file; shortening one saves all of them."""
    monkeypatch.setattr("toolkit_helpers.answers.database_store.LARGEST_BYTES", 2000)
    store.save("EX1.1", {"a": "x" * 1000})
    with pytest.raises(ToolkitError, match="all answers together are longer"):
        store.save("EX1.2", {"a": "x" * 1000})
    store.save("EX1.1", {"a": "short"})
    assert set(store.load().answers) == {"EX1.1", "EX1.2"}


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), json_values, max_size=3))
def test_whatever_can_be_answered_comes_back_as_it_was(store: DatabaseStore, parts: dict[str, Any]) -> None:
    """JSON that a page can send is read back equal, large and small numbers included."""
    store.save("EX1.1", parts)
    assert store.load().parts("EX1.1") == parts


def test_texts_that_the_database_cannot_hold_are_saved_with_a_sign_in_their_place(
    store: DatabaseStore,
) -> None:
    """A NUL or half a surrogate pair from a page costs one character, not the answer."""
    store.save("EX1.1", {"a": "x\0y", "b\0": "z\ud800"})
    assert store.load().parts("EX1.1") == {"a": "x\ufffdy", "b\ufffd": "z?"}


@pytest.mark.parametrize("address", ["postgresql+psycopg2://hub/db", "postgresql+psycopg://hub:port/db"])
def test_an_address_that_cannot_be_used_is_explained(address: str) -> None:
    """The message says how to write it and repeats no password."""
    with pytest.raises(ToolkitError, match="not the address of a PostgreSQL database") as caught:
        open_store(address)
    assert "postgresql+psycopg://account" in caught.value.remedy


def test_a_database_without_tables_names_the_command(empty: School, opened: Opened) -> None:
    """An administrator who forgot the upgrade is told."""
    store = opened(empty.postgres.address(empty.name))
    with pytest.raises(ToolkitError, match="lacks tables") as caught:
        store.load()
    assert "workbook database upgrade" in caught.value.remedy


def test_without_the_libraries_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook without the hub's libraries says what to install."""
    monkeypatch.setitem(sys.modules, "toolkit_helpers.answers.database_store", None)
    with pytest.raises(ToolkitError, match="libraries that are not installed") as caught:
        open_store("postgresql+psycopg://hub/workbook")
    assert "[hub]" in caught.value.remedy
