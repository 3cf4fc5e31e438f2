"""How fast a school's database hands over the answers for the report, against one sequential scan.

    uv run python tests/benchmarks/database.py                         20,000 participants
    uv run python tests/benchmarks/database.py --participants 1000000  as many as a large country has

Starts a PostgreSQL of its own in a temporary folder, fills it with made-up answers to the test before and the
test after, in the order in which a programme gives them, and lets PostgreSQL itself measure
(``EXPLAIN (ANALYZE)``).  All queries run on one connection with the report's own settings, take turns, and
are warmed by a round that does not count.  Nothing is asserted: a busy machine is no defect of the workbook.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1] / "database"))

from private_postgres import Postgres, binaries, plain

from toolkit_helpers.answers import database_upgrade
from toolkit_helpers.answers.database_reading import EVERYTHING, READING, every_file
from toolkit_helpers.authoring.house import House
from toolkit_helpers.authoring.item_bank import AFTER, BEFORE, part_id, read_items

TIMES = 5
SCAN = "sequential scan, the report's columns"
FORM = "A"
SAME_COLUMNS = (
    "SELECT owner, exercise, version, to_char(saved AT TIME ZONE 'UTC', "
    '\'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\'), parts::text FROM workbook.answers WHERE parts IS NOT NULL'
)
FILL = """
INSERT INTO workbook.answers (owner, exercise, version, saved, parts)
SELECT owner, '{exercise}', 1, timestamptz '{day} 09:00Z' + row_number() OVER () * interval '1 ms',
  jsonb_build_object({parts})
FROM (SELECT owner FROM workbook.participants ORDER BY md5(owner || '{day}')) shuffled
"""


def parts() -> str:
    """Return SQL for the answers of one participant to one form: a letter for each item."""
    letters = ", ".join(
        f"'{part_id(item)}', chr(65 + abs(hashtext(owner || '{item}')) % 4)"
        for item in read_items(House()).forms[FORM]
    )
    return f"'form', '{FORM}', {letters}"


def filled(server: Postgres, participants: int) -> str:
    """Make a database with that many participants and return its name."""
    server.run("CREATE DATABASE benchmark")
    database_upgrade.upgrade(server.address("benchmark"))
    server.run(
        "ALTER TABLE workbook.answers DISABLE TRIGGER answers_within_limits",
        "INSERT INTO workbook.participants (owner, code) "  # noqa: S608
        f"SELECT 'dgw_' || md5(n::text), 'code ' || n FROM generate_series(1, {participants}) n",
        FILL.format(exercise=BEFORE, day="2026-03-02", parts=parts()),
        FILL.format(exercise=AFTER, day="2026-03-06", parts=parts()),
        "ALTER TABLE workbook.answers ENABLE TRIGGER answers_within_limits",
        "VACUUM (ANALYZE) workbook.answers, workbook.participants",
        "CREATE ROLE trainer LOGIN PASSWORD 'secret'",
        "GRANT workbook_trainer TO trainer",
        database="benchmark",
    )
    return "benchmark"


def measured(
    connection: psycopg.Connection[tuple[object, ...]], queries: dict[str, str]
) -> dict[str, tuple[float, str]]:
    """Return for each query the seconds that PostgreSQL needs, the median of five, and the way it takes.

    The queries take turns, so that what else the machine does falls on all of them.
    """
    seconds: dict[str, list[float]] = {label: [] for label in queries}
    ways = {}
    for number in range(1 + TIMES):
        for label, query in queries.items():
            explained = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
            row = connection.execute(explained.encode()).fetchone()
            plan = json.loads(json.dumps(row[0]))[0] if row else {}
            if number:
                seconds[label].append(plan["Execution Time"] / 1e3)
            node, names = plan["Plan"], []
            while node:
                names.append(node["Node Type"])
                node = (node.get("Plans") or [None])[0]
            ways[label] = " < ".join(names)
    return {label: (median(taken), ways[label]) for label, taken in seconds.items()}


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--participants", type=int, default=20_000)
    participants = parser.parse_args().participants
    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL is missing: install it (Debian: apt-get install postgresql).")
    server = Postgres(programs)
    try:
        name = filled(server, participants)
        options = " ".join(f"-c {setting}={value}" for setting, value in READING.items())
        address = plain(server.address(name, "trainer", "secret"))
        with psycopg.connect(address, autocommit=True, options=options) as connection:
            item = part_id(read_items(House()).forms[FORM][0])
            by_option = f"SELECT exercise, parts ->> '{item}', count(*) FROM workbook.answers GROUP BY 1, 2"  # noqa: S608
            results = measured(
                connection,
                {
                    "sequential scan, rows counted": "SELECT count(*) FROM workbook.answers",
                    SCAN: SAME_COLUMNS,
                    "answers counted by exercise": (
                        "SELECT exercise, count(*) FROM workbook.answers GROUP BY 1"
                    ),
                    "options of an item counted, both tests": by_option,
                    "the report's query, person by person": EVERYTHING,
                },
            )
        print(f"{participants:,} participants, {2 * participants:,} answers; promised: at most 2 ×")
        for label, (seconds, way) in results.items():
            print(f"{label:<40} {seconds:8.3f} s {seconds / results[SCAN][0]:6.2f} ×  {way}")
        started = time.perf_counter()
        number = sum(1 for _file in every_file(server.address(name, "trainer", "secret")))
        took = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"every_file: {number / took:,.0f} answers files a second, {memory:.0f} MiB at most")
    finally:
        server.remove()


if __name__ == "__main__":
    main()
