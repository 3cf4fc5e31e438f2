"""Set-up that must stand before the notebooks are collected: their kernels never touch anybody's answers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["TOOLKIT_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="workbook-")) / "my-answers.json")
