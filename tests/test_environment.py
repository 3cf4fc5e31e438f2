"""environment.yml, for Binder, and pyproject.toml name the same libraries in the same versions."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("anaconda", "org"),
        ("docker", "io"),
        ("quay", "io"),
        ("ghcr", "io"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]
"""Hosts that no file may name, not even this one."""
DEPENDENCIES = YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]


def requirements(lines: list[str]) -> dict[str, SpecifierSet]:
    """Return name and versions of each requirement line."""
    parsed = map(Requirement, lines)
    return {requirement.name: requirement.specifier for requirement in parsed}


def test_both_files_name_the_same_libraries_in_the_same_versions() -> None:
    """A library added or moved in one file must be added or moved in the other."""
    pip = next(entry["pip"] for entry in DEPENDENCIES if isinstance(entry, dict))
    assert pip[-1] == ".", "the workbook itself is installed last"
    assert requirements(pip[:-1]) == requirements(PROJECT["dependencies"])


def test_binders_python_is_one_that_the_project_supports() -> None:
    """The Python of environment.yml lies in the range of pyproject.toml."""
    python = next(entry for entry in DEPENDENCIES if isinstance(entry, str) and entry.startswith("python="))
    assert python.removeprefix("python=") in SpecifierSet(PROJECT["requires-python"])


def test_pins_carry_no_address() -> None:
    """Neither file says from where its libraries come: each computer has its own registry."""
    for name in ("pyproject.toml", "environment.yml"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_no_file_names_a_registry() -> None:
    """No host of a registry of packages or images stands in any text of the repository."""
    patterns = [argument for host in REGISTRIES for argument in ("-e", host)]
    found = subprocess.run(
        ["git", "grep", "-nIF", *patterns], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (found.stdout, found.stderr) == ("", "")
