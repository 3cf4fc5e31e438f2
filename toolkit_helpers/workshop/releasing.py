"""Passing results of the group on to its participants: into a file, or into a school's database.

Two releases of groups that differ by a few persons tell, by subtraction, of these few.  In a database, which
everybody may read at any time, a part that was released stays therefore until five or more persons or teams
have come or gone.  A file goes to participants by the trainer's own hand, and is written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..answers import database_libraries, group_results
from ..handouts import making
from .sources import is_address
from .suppression import FEWEST

BASES: Final = {"pillar_scan": "teams", "test": "persons"}
"""Each part of the results, and its key for how many stand behind it."""
CHARTS: Final = {"pillar_scan": "D2.3", "test": "D10.3"}


class Released(NamedTuple):
    """Where results were put, and the charts that go on showing what was released before."""

    place: str
    unchanged: tuple[str, ...] = ()


def release(place: str, results: dict[str, Any]) -> Released:
    """Put results of a group where its participants' charts find them.

    ``place`` is a file, or the address of a database with a trainer's account.  Raises ``ToolkitError`` if it
    cannot be written.
    """
    if not is_address(place):
        path = Path(place)
        making.write(path, group_results.write(results).encode("utf-8"))
        return Released(str(path))
    with database_libraries.needed():
        from ..answers import database_group
    merged, kept = with_former(database_group.now_released(place), results)
    shown = database_group.release(place, merged)
    return Released(shown, tuple(CHARTS[part] for part in kept))


def with_former(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what may stand in the place of ``before``, and the parts of it that stay as they were.

    >>> with_former({"test": {"persons": 14}}, {"test": {"persons": 16}})
    ({'test': {'persons': 14}}, ('test',))
    >>> with_former({"test": {"persons": 14}}, {"test": {"persons": 19}})
    ({'test': {'persons': 19}}, ())
    """
    merged, kept = dict(after), []
    for part, base in BASES.items():
        old, new = before.get(part), after.get(part)
        if old and new and old != new and abs(new[base] - old[base]) < FEWEST:
            merged[part] = old
            kept.append(part)
    return merged, tuple(kept)
