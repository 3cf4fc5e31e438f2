"""Set-up that must stand before the notebooks are collected: their kernels never touch anybody's answers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

# A slow machine breaks no property; speed is measured in tests/benchmarks.
settings.register_profile("workbook", deadline=None)
settings.load_profile("workbook")

os.environ["TOOLKIT_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="workbook-")) / "my-answers.json")
