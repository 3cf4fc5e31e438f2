"""A copy of everything that authors write, for tests that break it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit_helpers.authoring.house import House
from toolkit_helpers.resources import data_folder, notebooks_folder, package_folder


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a copy of notebooks, data and the list of shipped cells."""
    root = tmp_path / "house"
    shutil.copytree(data_folder(), root / "data")
    root.joinpath("notebooks").mkdir()
    for path in notebooks_folder().glob("*.ipynb"):
        shutil.copy(path, root / "notebooks")
    extension = tmp_path / "extension"
    extension.mkdir()
    shutil.copy(package_folder() / "lab" / "labextension" / "static" / "shipped-cells.json", extension)
    return House(root, extension)
