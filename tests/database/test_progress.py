"""How far somebody has come is counted from the database, where the answers are kept there."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from toolkit_helpers.answers.database_store import DatabaseStore
from toolkit_helpers.app.progress import steps
from toolkit_helpers.widgets import answered
from toolkit_helpers.widgets import session as sessions


@pytest.fixture
def kernel(anna: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be a kernel of a hub, whose answers are where the variable says."""
    monkeypatch.setenv("TOOLKIT_ANSWERS", anna)
    sessions.use(None)
    yield
    store = sessions.session()._store
    sessions.use(None)
    if isinstance(store, DatabaseStore):
        store.close()


@pytest.mark.usefixtures("kernel")
def test_the_bar_above_a_chapter_counts_what_is_in_the_database(store: DatabaseStore) -> None:
    """Also what another open chapter has saved meanwhile."""
    assert json.loads(answered.told()) == []
    store.save("EX1.2", {"measure": "B"})
    store.save("EX2.1", {"a": "b"})
    assert json.loads(answered.told()) == ["EX1.2", "EX2.1"]


def test_the_pages_count_what_is_in_the_database(store: DatabaseStore) -> None:
    """The title bar of ``workbook app`` reads through the same interface."""
    store.save("EX1.2", {"measure": "B"})
    assert [step.answered for step in steps(store.load())][:3] == [0, 1, 0]
