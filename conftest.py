"""Set-up that must stand before the notebooks are collected: their kernels never touch anybody's answers."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

# jsonschema's optional grammar for international addresses costs two seconds at each import of nbformat.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

os.environ["TOOLKIT_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="workbook-")) / "my-answers.json")
