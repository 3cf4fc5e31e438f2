"""Pyodide's list of packages, cut down to what the site holds, with what is really in the files."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .pieces import Pieces, wheel_name

Entry = dict[str, Any]


def site_lock(pieces: Pieces, more: Iterable[tuple[Path, tuple[str, ...]]]) -> dict[str, Any]:
    """Return the lock of a site that holds the wheels of ``pieces`` and, with their needs, ``more``.

    Packages whose wheel the site does not hold are left out, so that no page asks another host for them.
    A registry's wheel differs from the one that Pyodide built itself: the hash is the file's own.
    """
    named = pieces.lock["packages"]
    packages: dict[str, Entry] = {}
    for wheel in pieces.wheels:
        name = wheel_name(wheel)
        packages[name] = entry(wheel, tuple(named.get(name, {}).get("depends", ())))
    for wheel, depends in more:
        packages[wheel_name(wheel)] = entry(wheel, depends)
    for each in packages.values():
        each["depends"] = [need for need in each["depends"] if need.replace("_", "-").lower() in packages]
    return {"info": pieces.lock["info"], "packages": packages}


def entry(wheel: Path, depends: tuple[str, ...]) -> Entry:
    """Return the lock's entry for one wheel."""
    name, version = wheel.name.split("-")[:2]
    return {
        "name": name.replace("_", "-"),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": imports(wheel),
        "depends": list(depends),
        "unvendored_tests": False,
    }


def imports(wheel: Path) -> list[str]:
    """Return the names that a program may import from a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist() if name.endswith((".py", ".so"))}
    return sorted(top.split(".")[0] for top in tops if not top.endswith((".dist-info", ".data")))
