"""A session of its own for each test of the widgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit_helpers.widgets import session as sessions
from toolkit_helpers.widgets.session import Session


@pytest.fixture(autouse=True)
def shared(own_answers: Path) -> Iterator[Session]:
    """Return the kernel's session, over the test's own answers file."""
    assert not own_answers.exists()
    session = Session()
    sessions.use(session)
    yield session
    sessions.use(None)
