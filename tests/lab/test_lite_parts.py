"""What the site for the browser is made of: its wheel, its list of packages, its front page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from other_engines import Engine, too_wide

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.lab.catalogue import catalogue
from toolkit_helpers.lab.lite import build_site, pieces, site
from toolkit_helpers.lab.lite.front_page import front_page
from toolkit_helpers.lab.lite.kernel_wheel import write_kernel_wheel
from toolkit_helpers.lab.lite.lock import site_lock
from toolkit_helpers.resources import notebooks_folder

ABSENT = {"click", "filelock", "matplotlib", "nbformat", "numpy", "pandas", "ruamel", "scipy", "typst"}
TREE = {
    "b": ["a"],
    "a": [],
    "c": ["a", "b"],
    "micropip": [],
    "packaging": [],
    "jedi": ["c"],
    "ipython": ["b"],
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the kernel's wheel once."""
    return write_kernel_wheel(tmp_path_factory.mktemp("wheel"))


def lock(tree: dict[str, list[str]]) -> dict[str, Any]:
    """Return a lock of packages with their dependencies."""
    packages = {name: {"name": name, "version": "1", "depends": needs} for name, needs in tree.items()}
    return {"info": {"python": "3.14.2"}, "packages": packages}


def small_wheel(folder: Path, name: str) -> Path:
    """Write a wheel with one module."""
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}-1.dist-info/METADATA", "")
    return path


def test_the_wheel_holds_no_key_no_note_and_no_model_plan(wheel: Path) -> None:
    """What only trainers may have does not reach a participant's browser, and neither do authors' sources."""
    names = zipfile.ZipFile(wheel).namelist()
    data = [name for name in names if "/shipped/data/" in name]
    assert not [name for name in data if name.endswith(".yaml")]
    assert not re.findall(r"\S*(?:keys|facilitation|demonstration|test-items)\S*", "\n".join(data))
    for part in ("authoring", "cli", "handouts", "lab", "workshop", "figures/printing"):
        inside = [name for name in names if name.startswith(f"toolkit_helpers/{part}")]
        assert not [name for name in inside if not name.endswith(".css")], part


def test_the_same_sources_make_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Two sites from one source are the same bytes, so that browsers fetch nothing twice."""
    assert write_kernel_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_every_chapter_runs_from_the_wheel_with_what_the_browser_has(wheel: Path, tmp_path: Path) -> None:
    """Each cell of each chapter runs from the unpacked wheel and loads no library that the site lacks."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    chapters = [json.loads(path.read_text(encoding="utf-8")) for path in notebooks_folder().glob("*.ipynb")]
    cells = [
        "".join(cell["source"]) for book in chapters for cell in book["cells"] if cell["cell_type"] == "code"
    ]
    run = f"""
import sys
import sysconfig
sys.path.insert(0, {str(site)!r})
files = sys.meta_path[-1]
class Browser:
    find_distributions = staticmethod(files.find_distributions)
    def find_spec(self, name, path=None, target=None):
        return None if name in {ABSENT!r} else files.find_spec(name, path, target)
sys.meta_path[-1] = Browser()
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
sysconfig.get_config_vars()
sys.platform = "emscripten"
for cell in {cells!r}:
    shell.run_cell(cell).raise_error()
import toolkit_helpers
from toolkit_helpers.answers import AnswersFile
from toolkit_helpers.widgets import plan_files
assert plan_files.make(AnswersFile(), "html").content
print("from", toolkit_helpers.__file__)
"""
    script = tmp_path / "run.py"
    script.write_text(run, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "IPYTHONDIR": str(tmp_path / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip().splitlines()[-1] == f"from {site / 'toolkit_helpers' / '__init__.py'}"
    assert "Traceback" not in done.stdout
    assert len(cells) > 3 * len(chapters)


def test_a_package_comes_after_what_it_needs() -> None:
    """The list follows dependencies of dependencies, each package once."""
    found = pieces.kernel_packages(lock(TREE))
    assert sorted(found) == sorted(TREE)
    assert found.index("a") < found.index("b") < found.index("c") < found.index("jedi")


def test_the_list_of_packages_names_what_the_site_holds_and_nothing_else(tmp_path: Path) -> None:
    """A package that the site lacks is never asked for, and each hash is that of the file at hand."""
    held = small_wheel(tmp_path, "held")
    own = small_wheel(tmp_path, "own")
    named = lock({"held": ["absent"], "absent": []})
    named["packages"]["held"]["sha256"] = "of another build"
    told = site_lock(pieces.Pieces(tmp_path, named, (held,)), [(own, ("held", "absent"))])["packages"]
    assert set(told) == {"held", "own"}
    assert (told["held"]["depends"], told["own"]["depends"]) == ([], ["held"])
    assert re.fullmatch("[0-9a-f]{64}", told["held"]["sha256"])
    assert told["own"]["imports"] == ["own"]


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    """The command never removes what it did not make."""
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(ToolkitError, match="this place holds something else"):
        build_site(tmp_path, cache=tmp_path)
    assert (tmp_path / "thesis.docx").read_text(encoding="utf-8") == "years of work"


def test_the_site_bears_our_name_and_offers_nothing_that_it_lacks(tmp_path: Path) -> None:
    """Who puts the site on a home screen finds the workbook, without JupyterLite's other pages."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "favicon.ico").write_bytes(b"icon")
    manifest = tmp_path / "manifest.webmanifest"
    manifest.write_text('{"name": "JupyterLite", "shortcuts": [{"url": "/lab"}], "start_url": "./"}')
    site._make_ours(tmp_path)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    assert (told["name"], told["start_url"]) == ("Digital Government Transformation Workbook", "./")
    assert "shortcuts" not in told
    assert (tmp_path / "favicon.ico").read_bytes() == b"icon"
    assert "<h1>" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_missing_npm_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks Node.js reads what to install."""
    monkeypatch.setattr(pieces.shutil, "which", lambda _name: None)
    with pytest.raises(ToolkitError, match=r"The program npm is missing.*Install Node\.js"):
        pieces.gather(tmp_path)


def test_a_registry_that_does_not_answer_is_told_with_its_own_words(tmp_path: Path) -> None:
    """The client's last line is in the sentence, and the cache stays without half a file."""
    program = "import sys; print('first', file=sys.stderr); print('no route', file=sys.stderr); sys.exit(1)"
    with pytest.raises(ToolkitError, match=r"could not be fetched: no route"):
        pieces._fetched([sys.executable, "-c", program], str(tmp_path))


def test_the_front_page_leads_to_every_chapter() -> None:
    """Each chapter is one link with its title, which opens its notebook."""
    text = front_page(catalogue())
    for listed in catalogue():
        assert f'<a href="notebooks/index.html?path={listed.file}">' in text
        assert listed.title in text
    assert text.count("<li>") == len(list(notebooks_folder().glob("*.ipynb")))
    assert 'src="' not in text


@pytest.mark.browser
def test_the_front_page_fits_a_phone(engine: Engine, tmp_path: Path) -> None:
    """Its longest word in large letters stays within the window, beside a scroll bar that takes room, too."""
    path = tmp_path / "index.html"
    path.write_text(front_page(catalogue()), encoding="utf-8")
    assert too_wide(engine, path.as_uri()) == []
