"""The house rules of DESIGN: imports run one way, and what a participant loads stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "toolkit_helpers"

# A module may import from its own layer's package and from layers above it in this list.
LAYERS = [
    {"errors", "quick_imports", "resources", "vocabulary"},
    {"i18n"},
    {"datasets", "glossary", "methods"},
    {"facts", "figures"},
    {"exercises"},
    {"answers"},
    {"plan"},
    {"plan_document"},
    {"widgets"},
    {"chapters"},
    {"handouts", "lab"},
    {"app"},
    {"authoring"},
    {"workshop"},
    {"cli"},
]
# Apart although the layers would allow it.
NEVER = [
    ("widgets", "handouts"),
    ("handouts", "lab"),
    ("exercises", "datasets"),
    ("exercises", "facts"),
    ("exercises", "figures"),
]


def layer(name: str) -> int:
    """Return the number of the layer that a top-level module or package belongs to."""
    return next(number for number, names in enumerate(LAYERS) if name in names)


def imports(path: Path) -> set[str]:
    """Return the top-level parts of our package that a module imports, wherever in the file."""
    module = ("toolkit_helpers", *path.relative_to(PACKAGE).with_suffix("").parts)
    package = module[:-1] if path.name == "__init__.py" else module
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            inside = package[: len(package) - node.level + (path.name == "__init__.py")] if node.level else ()
            target = (*inside, *(node.module or "").split(".")) if node.module else inside
            names = [(*target, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        else:
            continue
        found |= {name[1] for name in names if name[0] == "toolkit_helpers" and len(name) > 1}
    return found


MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.parent != PACKAGE or path.name not in {"__init__.py", "__main__.py"}
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """A module imports only from its own part of the house and from the layers before it."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for other in imports(path) - {own}:
        assert layer(other) < layer(own), f"{own} may not import {other}"
        assert (own, other) not in NEVER, f"{own} and {other} never meet"


def test_every_part_has_its_layer() -> None:
    """A new module or package cannot slip in without a place in the order."""
    parts = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if (path / "__init__.py").exists() or path.suffix == ".py"
    }
    assert parts - {"__init__", "__main__"} == set().union(*LAYERS)


HEAVY = (
    "numpy",
    "pandas",
    "matplotlib",
    "nbformat",
    "nbconvert",
    "ruamel",
    "typst",
    "pypandoc",
    "jupyterlab",
    "sqlalchemy",
    "psycopg",
)


def loaded(code: str) -> set[str]:
    """Return which heavy libraries are loaded in a fresh interpreter after ``code``."""
    report = f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", report], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_library_loads_nothing_heavy() -> None:
    """``import toolkit_helpers`` loads none of the large libraries."""
    assert loaded("import toolkit_helpers") == set()


def test_a_participants_chapter_needs_neither_numpy_nor_pandas() -> None:
    """All exercises and explorations of the chapters are built without a large library."""
    code = """
from toolkit_helpers import chapter
from toolkit_helpers.exercises import bank
from toolkit_helpers.figures import explorations
for number in range(11):
    ch = chapter(number)
    ch.panel()
    for exercise in bank.load(number).exercises:
        ch.exercise(exercise.id)
    for name in explorations.IDS:
        if name.startswith(f"D{number}."):
            ch.explore(name)
    ch.plan()
    ch.glossary()
"""
    assert loaded(code) == set()
