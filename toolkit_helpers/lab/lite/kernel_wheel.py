"""The workbook as a participant's kernel needs it: one wheel without keys, notes and the trainer's side."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterator
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Final

from ...resources import data_folder, package_folder

DISTRIBUTION: Final = "digital-government-workbook"
DEPENDS: Final = ("anywidget", "ipywidgets", "pydantic")
"""What our code imports in the browser; everything else follows from these three."""

PARTS: Final = (
    "__init__.py",
    "answers",
    "chapters.py",
    "datasets",
    "errors.py",
    "exercises",
    "facts.py",
    "figures",
    "glossary.py",
    "i18n.py",
    "locale",
    "methods",
    "plan",
    "plan_document",
    "py.typed",
    "resources.py",
    "vocabulary.py",
    "widgets",
)
PAINTERS: Final = "figures/printing"
"""Charts on paper need matplotlib, which browsers have from no registry."""

DATA: Final = ("exercises/compiled/*.json", "glossary.json", "plan.json", "tables/*")
"""Data that chapters read.  Keys of the tests, notes for facilitators and model Plans are not among them."""

_MOMENT: Final = (2020, 1, 1, 0, 0, 0)


def write_kernel_wheel(folder: Path) -> Path:
    """Write the wheel into ``folder`` and return it; the same sources give the same bytes."""
    version = metadata.version(DISTRIBUTION)
    name = DISTRIBUTION.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = {target: source.read_bytes() for target, source in _sources()}
    files[f"{info}/METADATA"] = _metadata(version).as_bytes()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: workbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD").encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for target, content in files.items():
            entry = zipfile.ZipInfo(target, _MOMENT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return wheel


def _sources() -> Iterator[tuple[str, Path]]:
    """Yield each file's place in the wheel and where it is now, in a fixed order."""
    package = package_folder()
    for part in PARTS:
        found = package / part
        for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
            inside = path.relative_to(package).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and not inside.startswith(PAINTERS):
                yield f"toolkit_helpers/{inside}", path
    data = data_folder()
    for pattern in DATA:
        for path in sorted(data.glob(pattern)):
            yield f"toolkit_helpers/shipped/data/{path.relative_to(data).as_posix()}", path


def _metadata(version: str) -> Message:
    """Return what installers read: name, version and, of the requirements, those of a kernel."""
    told = Message()
    told["Metadata-Version"], told["Name"], told["Version"] = "2.1", DISTRIBUTION, version
    for line in metadata.requires(DISTRIBUTION) or ():
        found = re.match(r"[A-Za-z0-9._-]+", line)
        if found and found[0].lower() in DEPENDS:
            told["Requires-Dist"] = line
    return told


def _record(files: dict[str, bytes], own: str) -> str:
    lines = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},"
        f"{len(content)}"
        for name, content in files.items()
    ]
    return "\n".join([*lines, f"{own},,", ""])
