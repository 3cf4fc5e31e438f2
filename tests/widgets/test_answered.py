"""Which exercises are answered, as the bar above a chapter asks its kernel."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from toolkit_helpers.answers import open_store
from toolkit_helpers.resources import package_folder
from toolkit_helpers.widgets import answered
from toolkit_helpers.widgets import session as sessions
from toolkit_helpers.widgets.session import Session


def test_the_answered_exercises_are_named(shared: Session) -> None:
    """Those without an answer are not, also if they were looked at."""
    assert json.loads(answered.told()) == []
    shared.save("EX1.2", {"measure": "B"})
    shared.save("EX1.1", {"terms": {}})
    shared.save("EX1.3", {})
    assert json.loads(answered.told()) == ["EX1.1", "EX1.2"]


def test_answers_of_another_open_chapter_count(shared: Session, own_answers: Path) -> None:
    """What another kernel has saved since is read again."""
    assert json.loads(answered.told()) == []
    open_store(own_answers).save("EX2.1", {"a": "b"})
    assert json.loads(answered.told()) == ["EX2.1"]


def test_answers_that_cannot_be_read_are_not_told_as_none(own_answers: Path) -> None:
    """The file of a newer version is no empty file."""
    open_store(own_answers).save("EX1.2", {"measure": "B"})
    newer = {**json.loads(own_answers.read_text(encoding="utf-8")), "schema_version": 99}
    own_answers.write_text(json.dumps(newer), encoding="utf-8")
    sessions.use(None)
    assert json.loads(answered.told()) is None


def test_asking_leaves_no_name_in_the_kernel(own_answers: Path) -> None:
    """What the bar sends says one line and defines nothing."""
    open_store(own_answers).save("EX1.2", {"measure": "B"})
    reader = package_folder() / "lab" / "labextension" / "static" / "reader.js"
    (line,) = (one for one in reader.read_text(encoding="utf-8").splitlines() if one.startswith("const ASK"))
    asked = json.loads(line.partition("=")[2].strip().removesuffix(";"))
    code = f"before = set(globals())\n{asked}\nassert set(globals()) - before == {{'before'}}"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == '["EX1.2"]\n'
