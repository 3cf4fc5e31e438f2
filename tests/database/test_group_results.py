"""Results of the group on a hub: the trainer releases them, every participant's charts show them.

Nobody reaches a single answer through them, fewer than five yield nothing, and a participant can neither
choose the group nor ask for its results anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from private_postgres import plain
from school import School

from toolkit_helpers.answers.database_store import DatabaseStore
from toolkit_helpers.authoring.item_bank import AFTER, BEFORE
from toolkit_helpers.cli import main
from toolkit_helpers.vocabulary import PILLARS
from toolkit_helpers.widgets.explored import explored
from toolkit_helpers.widgets.session import Session
from toolkit_helpers.workshop.row_layout import layout

Opened = Callable[[str], DatabaseStore]
Answering = Callable[[int], None]


def taking(right: int) -> dict[str, str]:
    """Return a short test in which the first ``right`` items are right."""
    known = layout()
    parts = {"form": "short"}
    for place, item in enumerate(known.items.forms["short"]):
        key = known.keys[item]
        parts[item.lower().replace(".", "_")] = key if place < right else "ABCD".replace(key, "")[0]
    return parts


def scan(score: int, evidence: str) -> dict[str, object]:
    """Return a scan that gives every pillar the same score."""
    return {"scan": [{"code": code, "score": score, "evidence": evidence} for code in PILLARS]}


@pytest.fixture
def trainer(school: School) -> str:
    """Return the address of the trainer."""
    return school.trainer()


@pytest.fixture
def answering(school: School, opened: Opened) -> Answering:
    """Let this many more people scan the pillars and take both tests; each gives another level."""
    numbers = iter(range(100))

    def add(many: int) -> None:
        for _person in range(many):
            number = next(numbers)
            store = opened(school.participant(f"person{number}"))
            store.save("EX2.4", scan(1 + number % 5, f"secret {number}"))
            store.save(BEFORE, taking(1 + number % 3))
            store.save(AFTER, taking(5 + number % 3))

    return add


@pytest.fixture
def release(trainer: str, tmp_path: Path) -> Callable[[], int]:
    """Return the trainer's command that reports on the group and releases its results."""
    return lambda: main(
        ["collect", trainer, "--to", "html", "--out", str(tmp_path / "report"), "--save", trainer]
    )


def charts(opened: Opened, address: str) -> tuple[str, str]:
    """Return the findings of D2.3 and D10.3 in a participant's kernel."""
    session = Session(opened(address))
    return explored("D2.3", session).chart["finding"], explored("D10.3", session).chart["finding"]


def stored(school: School) -> list[tuple[object, ...]]:
    """Return what is released."""
    return school.run("SELECT results FROM workbook.group_results")


def test_the_charts_of_every_participant_show_the_group(
    school: School,
    answering: Answering,
    release: Callable[[], int],
    opened: Opened,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before the release a chart explains itself; after it the group of six is beside one's own answers."""
    answering(5)
    ben = school.participant("ben")
    opened(ben).save("EX2.4", scan(5, "secret of ben"))
    own, learned = charts(opened, ben)
    assert "mean of" not in own
    assert "after the post-test" in learned
    assert release() == 0
    told = capsys.readouterr().out
    assert "Results for the participants' charts: postgresql://" in told
    assert "secret" not in told
    own, learned = charts(opened, ben)
    assert "differs most from the mean of 6 teams" in own
    assert learned.startswith("The group of 5 went from ")


def test_of_fewer_than_five_nothing_is_released(
    school: School, answering: Answering, release: Callable[[], int], opened: Opened
) -> None:
    """Four teams and four tests give no result, and a fifth gives both."""
    answering(4)
    assert release() == 0
    assert stored(school) == [({},)]
    answering(1)
    assert release() == 0
    ((results,),) = stored(school)
    assert results["pillar_scan"]["teams"] == results["test"]["persons"] == 5  # type: ignore[index]


@pytest.mark.parametrize("more", [0, 1, 4])
def test_a_few_persons_more_change_nothing(
    school: School,
    answering: Answering,
    release: Callable[[], int],
    more: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A second release that differs by fewer than five would tell of them: the first stays, as is said."""
    answering(6)
    assert release() == 0
    first = stored(school)
    answering(more)
    if not more:
        school.run("UPDATE workbook.answers SET parts = replace(parts::text, ': 1,', ': 5,')::jsonb")
    capsys.readouterr()
    assert release() == 0
    assert stored(school) == first
    assert "Left as released before: D2.3" in capsys.readouterr().err


def test_five_persons_more_renew_the_results(
    school: School, answering: Answering, release: Callable[[], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Five more are enough to hide each of them."""
    answering(6)
    release()
    answering(5)
    assert release() == 0
    ((results,),) = stored(school)
    assert results["pillar_scan"]["teams"] == results["test"]["persons"] == 11  # type: ignore[index]
    assert "Left as released" not in capsys.readouterr().err


def test_no_single_answer_is_in_what_is_released(
    school: School, answering: Answering, release: Callable[[], int]
) -> None:
    """The row that everybody reads holds neither words nor codes nor accounts, and no key of the test."""
    answering(6)
    release()
    text = str(school.run("SELECT * FROM workbook.group_results"))
    assert "secret" not in text
    assert "person" not in text.replace("'persons'", "")
    codes = school.run("SELECT code FROM workbook.participants")
    assert len(codes) == 6
    assert not any(str(code) in text for (code,) in codes)


REFUSED = [
    "INSERT INTO workbook.group_results (results) VALUES ('{}')",
    "UPDATE workbook.group_results SET results = '{}'",
    "UPDATE workbook.group_results SET released = now()",
    "DELETE FROM workbook.group_results",
    "TRUNCATE workbook.group_results",
    "SELECT * FROM workbook.group_results FOR UPDATE",
    "LOCK TABLE workbook.group_results IN SHARE MODE",
    "LOCK TABLE workbook.group_results IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE workbook.group_results DROP CONSTRAINT group_results_results_check",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_a_participant_only_reads(
    school: School, answering: Answering, release: Callable[[], int], anna: str, statement: str
) -> None:
    """Whoever could write there could make others believe anything about the group."""
    answering(5)
    release()
    before = stored(school)
    with psycopg.connect(plain(anna), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM workbook.group_results").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(statement.encode())
    assert stored(school) == before


def test_a_participant_cannot_release(
    answering: Answering, anna: str, opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a participant's address the command says in one sentence that it may not."""
    answering(5)
    assert main(["collect", anna, "--to", "html", "--out", str(tmp_path), "--save", anna]) == 2
    opened(anna).save("EX1.1", {"a": "b"})
    capsys.readouterr()
    assert main(["collect", anna, "--to", "html", "--out", str(tmp_path), "--save", anna]) == 2
    assert "may not do this" in capsys.readouterr().err


TOO_FEW = [
    '{"pillar_scan": {"teams": 4, "means": {"PL1": 3}}}',
    '{"pillar_scan": {"means": {"PL1": 3}}}',
    '{"test": {"persons": 1, "items": []}}',
    '{"test": []}',
    '{"answers": {"ada": "knows"}}',
    "[]",
]


@pytest.mark.parametrize("results", TOO_FEW)
def test_the_database_itself_refuses_what_stands_for_fewer_than_five(trainer: str, results: str) -> None:
    """Also the trainer's own statement gets nothing in that is not of five or more, or is something else."""
    with psycopg.connect(plain(trainer), autocommit=True) as connection:
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO workbook.group_results (results) VALUES (%s::jsonb)", [results])
        good = '{"test": {"persons": 5, "items": []}}'
        connection.execute("INSERT INTO workbook.group_results (results) VALUES (%s::jsonb)", [good])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO workbook.group_results (results) VALUES (%s::jsonb)", [good])


def test_a_database_that_was_not_upgraded_has_charts_without_the_group(empty: School, opened: Opened) -> None:
    """An update of the pages before that of the tables takes nothing from a participant."""
    from toolkit_helpers.answers import database_upgrade

    database_upgrade.upgrade(empty.postgres.address(empty.name), "0001")
    own, learned = charts(opened, empty.participant("ada"))
    assert own.startswith("The profile is still empty")
    assert "after the post-test" in learned


def test_the_upgrade_keeps_the_answers(empty: School, opened: Opened) -> None:
    """A school in the middle of a course gets the new table and loses nothing."""
    from toolkit_helpers.answers import database_upgrade

    address = empty.postgres.address(empty.name)
    database_upgrade.upgrade(address, "0001")
    ada = empty.participant("ada")
    opened(ada).save("EX1.1", {"words": "kept"})
    assert database_upgrade.upgrade(address) == ("0001", "0002")
    assert opened(ada).load().parts("EX1.1") == {"words": "kept"}
    assert opened(ada).group_results() == {}
