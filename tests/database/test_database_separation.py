"""No participant reads or changes another's answers, whatever statement a kernel of theirs sends.

The attacker here holds what every participant holds: the address in TOOLKIT_ANSWERS, and Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import psycopg
import pytest
from private_postgres import plain
from school import School

from toolkit_helpers.answers import database_roles, read_text
from toolkit_helpers.answers.database_store import DatabaseStore, every_file, forget
from toolkit_helpers.errors import ToolkitError

Opened = Callable[[str], DatabaseStore]
SECRET = "0123456789abcdef" * 4


@pytest.fixture
def hub(school: School) -> str:
    """Return the address of the hub's account, made as deploy/README.md says."""
    address = school.account("hub", "workbook_participant", "CREATEROLE")
    school.run(
        f"GRANT workbook_participant TO hub_{school.name} WITH ADMIN OPTION",
        f"GRANT pg_signal_backend TO hub_{school.name}",
    )
    return address


@pytest.fixture
def users(hub: str, school: School, opened: Opened) -> dict[str, str]:
    """Return the addresses that the hub gives to two users, who have one answer each."""
    addresses = {user: database_roles.admit(hub, SECRET, user) for user in ("ada", "ben")}
    school.accounts += [database_roles.account(SECRET, user) for user in addresses]
    for user, address in addresses.items():
        opened(address).save("EX1.1", {"words": f"only {user} knows"})
    return addresses


@pytest.fixture
def attacker(users: dict[str, str]) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Return ben's connection, to do with as he likes."""
    with psycopg.connect(plain(users["ben"]), autocommit=True) as connection:
        yield connection


def all_rows(school: School) -> list[object]:
    """Return all rows of the workbook's tables, read by the one who may do everything."""
    tables = "SELECT to_jsonb(t) FROM workbook.{} t ORDER BY 1"
    names = ("participants", "answers", "replaced", "group_results")
    return [row[0] for name in names for row in school.run(tables.format(name))]


def everything(school: School) -> list[object]:
    """Return all rows, rights, rules and roles."""
    return all_rows(school) + [
        row
        for statement in (
            "SELECT oid, relname, relacl::text, relowner, relrowsecurity FROM pg_class "
            "WHERE relnamespace IN ('workbook'::regnamespace, 'public'::regnamespace) ORDER BY 1",
            "SELECT to_jsonb(p) FROM pg_policies p ORDER BY 1",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'workbook'::regnamespace",
            "SELECT nspname, nspacl::text FROM pg_namespace ORDER BY 1",
            "SELECT to_jsonb(r) FROM pg_authid r ORDER BY 1",
            "SELECT roleid, member, admin_option FROM pg_auth_members ORDER BY 1, 2",
        )
        for row in school.run(statement)
    ]


def test_each_user_has_own_answers(users: dict[str, str], opened: Opened) -> None:
    """Two users of the hub answer the same exercise, and each finds their own answer."""
    for user, address in users.items():
        assert opened(address).load().parts("EX1.1") == {"words": f"only {user} knows"}


READING = [
    "SELECT * FROM workbook.answers",
    "SELECT * FROM workbook.participants",
    "SELECT * FROM workbook.replaced",
    "SELECT parts FROM workbook.answers WHERE exercise = 'EX1.1' FOR UPDATE",
    "SET ROLE workbook_participant; SELECT * FROM workbook.answers",
    "SET row_security = off; SELECT * FROM workbook.answers",
    "SET SESSION AUTHORIZATION {ada}; SELECT * FROM workbook.answers",
    "SET ROLE {ada}; SELECT * FROM workbook.answers",
    "SET ROLE workbook_trainer; SELECT * FROM workbook.answers",
    "SELECT * FROM pg_stats WHERE schemaname = 'workbook'",
    "SELECT stxdmcv FROM pg_statistic_ext_data",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_authid",
    "SELECT query FROM pg_stat_activity",
    "COPY workbook.answers TO STDOUT",
    "COPY (SELECT * FROM workbook.answers) TO STDOUT",
    "COPY workbook.answers TO PROGRAM 'cat'",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT * FROM pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "UPDATE workbook.answers SET version = 2 RETURNING *",
    "INSERT INTO workbook.answers (owner, exercise, version, saved, parts) "
    "VALUES ('{ada}', 'EX1.1', 1, now(), '{{}}') "
    "ON CONFLICT (owner, exercise) DO UPDATE SET version = 2 RETURNING *",
    "MERGE INTO workbook.answers a USING (SELECT '{ada}' AS o) s ON a.owner = s.o "
    "WHEN MATCHED THEN UPDATE SET version = 9",
    "CREATE FUNCTION pg_temp.leak(text) RETURNS bool LANGUAGE plpgsql COST 0.0001 AS "
    "$$BEGIN RAISE NOTICE '%', $1; RETURN true; END$$; "
    "SELECT * FROM workbook.answers WHERE pg_temp.leak(parts::text)",
    "DO $$ DECLARE r record; BEGIN "
    "FOR r IN SELECT * FROM workbook.answers LOOP RAISE NOTICE '%', r; END LOOP; END $$",
    # A cast that fails names the value it failed on, if it ever sees it.
    "SELECT CAST(parts::text AS integer) FROM workbook.answers WHERE owner <> session_user",
    "SELECT CAST(code AS integer) FROM workbook.participants WHERE owner <> session_user",
]


def said(address: str, statement: str) -> str:
    """Return all that the database says to a statement: rows, notices, errors with their details."""
    seen: list[str] = []
    with psycopg.connect(plain(address), autocommit=True) as connection:
        connection.add_notice_handler(lambda notice: seen.append(str(notice.message_primary)))
        try:
            with connection.cursor() as cursor:
                if statement.startswith("COPY"):
                    with cursor.copy(statement.encode()) as copy:
                        seen += [bytes(block).decode() for block in copy]
                    return " ".join(seen)
                cursor.execute(statement.encode())
                while True:
                    seen += [str(row) for row in cursor.fetchall()] if cursor.description else []
                    if not cursor.nextset():
                        break
        except psycopg.Error as error:
            seen.append(f"{error} {error.diag.message_detail} {error.diag.context}")
    return " ".join(seen)


def test_no_statement_reads_another_participants_answers(
    users: dict[str, str], school: School, opened: Opened
) -> None:
    """Neither rows nor notices nor error messages hold what ada wrote, nor her code."""
    code = opened(users["ada"]).load().participant.code
    school.run("ANALYZE")
    ada = database_roles.account(SECRET, "ada")
    told = {statement: said(users["ben"], statement.format(ada=ada)) for statement in READING}
    assert "ben knows" in told["SELECT * FROM workbook.answers"]
    assert "ben knows" in told["COPY (SELECT * FROM workbook.answers) TO STDOUT"]
    assert "ada knows" in said(school.postgres.address(school.name), READING[0])
    leaks = [statement for statement, text in told.items() if "ada knows" in text or code in text]
    assert not leaks


CHANGING = [
    "UPDATE workbook.answers SET parts = '{{}}' WHERE owner = '{ada}'",
    "UPDATE workbook.answers SET owner = '{ada}'",
    "DELETE FROM workbook.answers",
    "DELETE FROM workbook.participants",
    "TRUNCATE workbook.answers",
    "INSERT INTO workbook.answers (owner, exercise, version, saved, parts) "
    "VALUES ('{ada}', 'EX9.9', 1, now(), '{{}}')",
    "INSERT INTO workbook.participants (owner, code) VALUES ('workbook_participant', 'shared')",
    "UPDATE workbook.participants SET code = 'x' WHERE owner = '{ada}'",
    "INSERT INTO workbook.replaced (owner, file) VALUES ('{ada}', '{{}}')",
    "ALTER TABLE workbook.answers DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE workbook.answers OWNER TO session_user",
    "DROP POLICY own ON workbook.answers",
    "CREATE TABLE workbook.mine (a int)",
    "CREATE TABLE public.mine (a int)",
    "CREATE TEMPORARY TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE OR REPLACE FUNCTION workbook.within_limits() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RETURN NULL; END'",
    "CREATE ROLE other",
    "ALTER ROLE {ada} PASSWORD 'x'",
    "ALTER ROLE session_user SUPERUSER",
    "ALTER ROLE session_user BYPASSRLS",
    "GRANT workbook_trainer TO session_user",
    "GRANT {ada} TO session_user",
    "GRANT SELECT ON workbook.answers TO PUBLIC",
    "SET session_replication_role = replica",
    "ALTER SYSTEM SET row_security = off",
    # A lock on the whole table would keep everybody from answering.
    "LOCK TABLE workbook.answers IN ACCESS EXCLUSIVE MODE",
    "LOCK TABLE workbook.answers IN SHARE MODE",
    "LOCK TABLE workbook.participants IN EXCLUSIVE MODE",
]


def test_no_statement_changes_what_is_not_ones_own(users: dict[str, str], school: School) -> None:
    """Each attempt is refused or finds no row; tables, rights and rules are as they were."""
    ada = database_roles.account(SECRET, "ada")
    before = everything(school)
    for statement in CHANGING:
        text = statement.format(ada=ada)
        with psycopg.connect(plain(users["ben"]), autocommit=True) as attacker:
            if text.startswith("LOCK"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), attacker.transaction():
                    attacker.execute(text.encode())
            else:
                try:
                    touched = attacker.execute(text.encode()).rowcount
                    assert touched <= 0, text
                except psycopg.Error:
                    pass
        assert everything(school) == before, text


def test_sessions_of_others_cannot_be_ended(
    attacker: psycopg.Connection[tuple[object, ...]], users: dict[str, str]
) -> None:
    """A participant cannot throw others out of the database."""
    with psycopg.connect(plain(users["ada"])) as other:
        other.execute("SELECT 1")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attacker.execute("SELECT pg_terminate_backend(%s)", [other.info.backend_pid])


def test_an_account_tells_nobody_whose_it_is(users: dict[str, str], school: School) -> None:
    """The database holds no name of a user, and another secret makes other accounts."""
    accounts = {database_roles.account(SECRET, user) for user in users}
    assert {row[0] for row in school.run("SELECT owner FROM workbook.participants")} == accounts
    assert not any(user in name for name in accounts for user in users)
    assert database_roles.account("another secret".ljust(32, "."), "ada") not in accounts
    with pytest.raises(ToolkitError, match="shorter than 32"):
        database_roles.account("short", "ada")


def test_the_credentials_of_a_stopped_server_are_void(
    hub: str, users: dict[str, str], opened: Opened
) -> None:
    """Open connections end, a copied address opens nothing, and the next start brings all answers back."""
    with psycopg.connect(plain(users["ada"])) as old:
        database_roles.dismiss(hub, SECRET, "ada")
        with pytest.raises(psycopg.OperationalError):
            old.execute("SELECT 1")
    with pytest.raises(ToolkitError, match="cannot be used now"):
        opened(users["ada"]).load()
    again = database_roles.admit(hub, SECRET, "ada")
    assert again != users["ada"]
    assert opened(again).load().parts("EX1.1") == {"words": "only ada knows"}
    with pytest.raises(ToolkitError, match="cannot be used now"):
        opened(users["ada"]).load()


def test_settings_that_a_participant_left_behind_are_gone_at_the_next_start(
    hub: str, users: dict[str, str], attacker: psycopg.Connection[tuple[object, ...]], opened: Opened
) -> None:
    """Whoever locked themselves out in one session starts afresh in the next."""
    attacker.execute(b"ALTER ROLE session_user SET default_transaction_read_only = on")
    attacker.execute("ALTER ROLE session_user PASSWORD 'forgotten'")
    opened(database_roles.admit(hub, SECRET, "ben")).save("EX1.2", {"a": 1})


def test_nobody_fills_the_disk(attacker: psycopg.Connection[tuple[object, ...]]) -> None:
    """An account's rows are limited in number and size, and one row in size."""
    insert = (
        "INSERT INTO workbook.answers (owner, exercise, version, saved, parts) SELECT session_user, "
        "'EX' || n / 100 || '.' || n % 100, 1, now(), {parts} FROM generate_series(1000, {last}) n"
    )
    with pytest.raises(psycopg.errors.ProgramLimitExceeded):
        attacker.execute(insert.format(parts="'{}'", last=1500).encode())
    with pytest.raises(psycopg.errors.CheckViolation):
        attacker.execute(
            insert.format(parts="jsonb_build_object('a', repeat('x', 1000001))", last=1000).encode()
        )
    noise = (
        "jsonb_build_object('a', (SELECT string_agg(md5((n * 100000 + i)::text), '') "
        "FROM generate_series(1, 25000) i))"
    )
    with pytest.raises(psycopg.errors.ProgramLimitExceeded):
        attacker.execute(insert.format(parts=noise, last=1060).encode())


def test_the_trainer_reads_all_and_only_reads(school: School, users: dict[str, str], opened: Opened) -> None:
    """The reading that the report uses yields each code with its answers file; a participant's yields one."""
    for user, address in users.items():
        opened(address).choose_code(f"code of {user}")
    trainer = school.trainer()
    files = {name: read_text(data, name) for name, data in every_file(trainer)}
    assert {name: file.parts("EX1.1") for name, file in files.items()} == {
        "code of ada": {"words": "only ada knows"},
        "code of ben": {"words": "only ben knows"},
    }
    assert all(file.participant.code == name for name, file in files.items())
    assert [name for name, _data in every_file(users["ben"])] == ["code of ben"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(plain(trainer)) as connection:
        connection.execute("UPDATE workbook.answers SET version = 2")


def test_the_trainers_file_is_what_the_participant_would_export(
    school: School, anna: str, opened: Opened
) -> None:
    """Words in any script, times and versions come through; a removed answer does not."""
    store = opened(anna)
    store.save("EX1.1", {"a": 'quote " and \\ and 你好', "b": [1, 2.5, None]}, version=4)
    store.save("EX1.2", {"a": 1})
    kept = json.loads(store.export_text())
    del kept["answers"]["EX1.2"]
    store.restore(json.dumps(kept), "file")
    ((name, data),) = every_file(school.trainer())
    assert name == store.load().participant.code
    assert read_text(data, name) == store.load()


def test_reading_may_stop_early(school: School, users: dict[str, str]) -> None:
    """Whoever needs only the first file leaves no connection behind."""
    reading = every_file(school.trainer())
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert len(list(every_file(school.postgres.address(school.name)))) == len(users)


def test_a_huge_participant_costs_the_trainer_no_memory(
    school: School, attacker: psycopg.Connection[tuple[object, ...]]
) -> None:
    """What a participant packed tightly into many rows is cut off, and then is too large for a file."""
    attacker.execute(
        "INSERT INTO workbook.answers (owner, exercise, version, saved, parts) SELECT session_user, "
        "'EX' || n / 100 || '.' || n % 100, 1, now(), jsonb_build_object('a', repeat('x', 900000)) "
        "FROM generate_series(1000, 1060) n"
    )
    largest = max(len(data) for _name, data in every_file(school.trainer()))
    assert 5_000_000 < largest < 12_000_000


def test_a_forgotten_code_leaves_nothing(school: School, users: dict[str, str], opened: Opened) -> None:
    """All rows of a code go, those set aside too; capitals do not matter; others stay."""
    ada = opened(users["ada"])
    ada.choose_code("Lumo Ravi 47")
    ada.restore(ada.export_text(), "file")
    trainer = school.trainer()
    assert forget(trainer, "lumo  ravi 48") == 0
    assert forget(trainer, " LUMO  ravi 47") == 1
    left = json.dumps(all_rows(school))
    assert "ada knows" not in left
    assert "ben knows" in left
    assert database_roles.account(SECRET, "ada") not in left


def test_a_participant_can_forget_nobody(users: dict[str, str], opened: Opened) -> None:
    """The command with a participant's address is refused in one sentence."""
    code = opened(users["ada"]).load().participant.code
    with pytest.raises(ToolkitError, match="may not do this"):
        forget(users["ben"], code)
    assert opened(users["ada"]).load().parts("EX1.1") == {"words": "only ada knows"}
