"""One server for a room and one for a person alone, for all tests of the app."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from toolkit_helpers.app.server import App


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Run a server that several participants share."""
    with App(tmp_path_factory.mktemp("room"), room=True) as app:
        yield app
