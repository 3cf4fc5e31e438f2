"""Packages of the npm registry that judge an export."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def gift_parser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the parser ``gift-pegjs``, fetched from the registry for this run."""
    if not (shutil.which("npm") and shutil.which("node")):
        if os.environ.get("CI"):
            pytest.fail("npm and node are needed to judge GIFT files")
        pytest.skip("npm and node are needed to judge GIFT files")
    folder = tmp_path_factory.mktemp("gift")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "gift-pegjs@1.0.2"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("the npm registry cannot be reached")
    assert not done.returncode, done.stderr
    return folder
