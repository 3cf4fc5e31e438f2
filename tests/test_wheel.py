"""An installed wheel works outside the checkout: notebooks, data and the auto-run extension travel in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_notebooks_data_and_extension_travel_in_the_wheel(wheel: Path) -> None:
    """Every notebook, table and bank file is in the wheel, and the extension is where Jupyter looks."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("notebooks", "data"):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if not {".ipynb_checkpoints", "answers"} & set(path.parts):
                assert f"toolkit_helpers/shipped/{path.relative_to(ROOT).as_posix()}" in names
    assert any(
        name.endswith("share/jupyter/labextensions/digital-government-workbook/package.json")
        for name in names
    )


def test_the_installed_workbook_answers_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """From the unpacked wheel alone, a table loads, an exercise is found and the command line answers."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    code = """
import json, toolkit_helpers
from toolkit_helpers import datasets
from toolkit_helpers.exercises import bank
from toolkit_helpers.resources import notebooks_folder
print(json.dumps({
    "package": toolkit_helpers.__file__,
    "country": datasets.country("Namibia").iso2,
    "exercise": bank.exercise("EX3.4").title,
    "notebooks": sorted(path.name for path in notebooks_folder().glob("*.ipynb")),
}))
"""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    assert Path(told["package"]).is_relative_to(site)
    assert told["country"] == "NA"
    assert told["exercise"] == "The capacity gap grid"
    assert told["notebooks"] == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
