"""What the site is made of, fetched once from the package registries and then kept: Pyodide and wheels."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from ...errors import ToolkitError
from ...i18n import gettext as _

CORE: Final = (
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide.mjs",
    "pyodide-lock.json",
    "python_stdlib.zip",
)
"""The files of Pyodide that a page loads; the rest of its package is for programmers."""

OURS: Final = (
    "annotated-types",
    "anywidget",
    "comm",
    "ipywidgets",
    "psygnal",
    "pydantic",
    "pydantic-core",
    "typing-extensions",
    "typing-inspection",
)
"""What the workbook imports in a kernel, in the versions that are installed here and that the tests ran."""

KERNEL: Final = ("ipython", "jedi", "micropip", "packaging")
"""What the browser's kernel imports, in the versions that Pyodide names; their own needs come along."""


@dataclass(frozen=True)
class Pieces:
    """The folder of Pyodide's core, its lock as a dictionary, and one wheel for each package."""

    core: Path
    lock: dict[str, Any]
    wheels: tuple[Path, ...]


def gather(cache: Path) -> Pieces:
    """Return all pieces, from ``cache`` as far as they are there.

    Raises ``ToolkitError`` where the extra ``lite`` is not installed, where Node.js's ``npm`` is missing,
    and where a registry cannot be reached or has no wheel for browsers.
    """
    version = pyodide_version()
    core = _core(cache / f"pyodide-{version}", version)
    lock = json.loads((core / "pyodide-lock.json").read_text(encoding="utf-8"))
    wanted = {name: lock["packages"][name]["version"] for name in kernel_packages(lock)}
    wanted |= {name: metadata.version(name) for name in OURS}
    return Pieces(core, lock, _wheels(cache / f"wheels-{version}", wanted, lock["info"]))


def pyodide_version() -> str:
    """Return the version of Pyodide that the browser kernel is made for.

    Raises ``ToolkitError`` where that kernel is not installed.
    """
    try:
        from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION
    except ImportError as error:
        raise ToolkitError(
            _("the parts that make a site for the browser are not installed"),
            remedy=_("Run: uv sync --extra lite"),
        ) from error
    return str(PYODIDE_VERSION)


def kernel_packages(lock: dict[str, Any]) -> list[str]:
    """Return the names of what the browser's kernel needs, each package after what it depends on."""
    found: dict[str, None] = {}

    def add(name: str) -> None:
        name = normal(name)
        if name not in found:
            for needed in lock["packages"][name]["depends"]:
                add(needed)
            found[name] = None

    for name in KERNEL:
        add(name)
    return list(found)


def normal(name: str) -> str:
    """Return a package's name as registries compare it.

    >>> normal("Prompt_Toolkit")
    'prompt-toolkit'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def wheel_name(wheel: Path) -> str:
    """Return the normal name of the package in a wheel.

    >>> wheel_name(Path("prompt_toolkit-3.0.52-py3-none-any.whl"))
    'prompt-toolkit'
    """
    return normal(wheel.name.split("-")[0])


def _core(folder: Path, version: str) -> Path:
    """Return the folder with Pyodide's core, fetched from npm if it is not there yet."""
    if all((folder / name).is_file() for name in CORE):
        return folder
    npm = shutil.which("npm")
    if npm is None:
        raise ToolkitError(
            _("the program npm is missing, which fetches Python for browsers"),
            remedy=_("Install Node.js and try again."),
        )
    with tempfile.TemporaryDirectory() as scratch:
        _fetched([npm, "pack", f"pyodide@{version}", "--silent"], scratch)
        archive = next(Path(scratch).glob("pyodide-*.tgz"))
        with tarfile.open(archive) as opened:
            opened.extractall(scratch, filter="data")
        for name in CORE:
            _keep(Path(scratch) / "package" / name, folder / name)
    return folder


def _wheels(folder: Path, wanted: dict[str, str], info: dict[str, str]) -> tuple[Path, ...]:
    """Return one wheel for each package and version, fetched from PyPI if it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [f"{name}=={wanted[name]}" for name in wanted if not _there(folder, name, wanted[name])]
    if missing:
        python = ".".join(info["python"].split(".")[:2])
        with tempfile.TemporaryDirectory() as scratch:
            _fetched([*_pip(python, info["abi_version"]), *missing], scratch)
            for wheel in Path(scratch).glob("*.whl"):
                _keep(wheel, folder / wheel.name)
    return tuple(wheel for name in wanted for wheel in _there(folder, name, wanted[name]))


def _pip(python: str, abi: str) -> list[str]:
    short = python.replace(".", "")
    platform = f"--platform=pyemscripten_{abi}_wasm32"
    target = [platform, f"--python-version={python}", "--implementation=cp", f"--abi=cp{short}", "--abi=none"]
    return [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", *target]


def _there(folder: Path, name: str, version: str) -> list[Path]:
    stem = name.replace("-", "_")
    return [
        path
        for path in sorted(folder.glob("*.whl"))
        if normal(path.name.split("-")[0]) == normal(stem) and path.name.split("-")[1] == version
    ][:1]


def _fetched(command: Iterable[str], folder: str) -> None:
    """Run a registry's own client in ``folder``; ``ToolkitError`` with its last line if it fails."""
    done = subprocess.run(list(command), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise ToolkitError(
            _("a part of the site could not be fetched: {reason}").format(reason=said[-1] if said else "?"),
            remedy=_("Look at the connection to the package registries and try again."),
        )


def _keep(source: Path, target: Path) -> None:
    """Put a file into the cache as a whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{os.getpid()}-{target.name}")
    shutil.copyfile(source, temporary)
    temporary.replace(target)
