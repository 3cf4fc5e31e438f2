"""``make``: the right files with the right names, whole or not at all, and quickly."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.handouts import make, making


def test_a_workshop_gets_three_files_per_chapter(chapters: Path, tmp_path: Path) -> None:
    """Page and PDF for participants, PDF for facilitators, named so that nobody opens the wrong one."""
    told: list[tuple[int, int, str]] = []
    made = make([9], out=tmp_path / "dist", progress=lambda *step: told.append(step))
    names = ["09-small.participant.html", "09-small.participant.pdf", "09-small.facilitator.pdf"]
    assert [path.name for path in made] == names
    assert told == [(number, 3, name) for number, name in enumerate(names, start=1)]
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == sorted(names)
    assert made[1].read_bytes().startswith(b"%PDF")


def test_made_twice_is_the_same(chapters: Path, tmp_path: Path) -> None:
    """Same notebook, same bytes, in every format."""
    first = [path.read_bytes() for path in make([9], out=tmp_path / "a")]
    assert [path.read_bytes() for path in make([9], out=tmp_path / "b")] == first


def test_audiences_and_formats_can_be_chosen(chapters: Path, tmp_path: Path) -> None:
    """A facilitator's page can be asked for, too."""
    (made,) = make(audiences=["facilitator"], formats=["html"], out=tmp_path)
    assert made.name == "09-small.facilitator.html"


def test_a_country_redraws_the_charts_it_can(chapters: Path, tmp_path: Path) -> None:
    """A chart that is no exploration of the workbook stays as it is; the country sheet is added."""
    (made,) = make([9], audiences=["participant"], formats=["html"], country="rwanda", out=tmp_path)
    text = made.read_text(encoding="utf-8")
    assert "Country sheet: Rwanda" in text
    assert "The first bar is longer than the second" in text


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"chapters": [7]}, "There is no chapter 7. The chapters are 9."),
        ({"audiences": ["minister"]}, "'minister' is not known. Choose from participant, facilitator."),
        ({"formats": ["docx"]}, "'docx' is not known. Choose from html, pdf."),
        ({"country": "Rwnda"}, "Rwnda"),
    ],
)
def test_a_wrong_wish_is_told_before_anything_is_written(
    chapters: Path, tmp_path: Path, given: dict[str, object], message: str
) -> None:
    """One sentence says what is wrong and what there is; no file is left."""
    with pytest.raises(ToolkitError) as caught:
        make(**{"chapters": [9], "out": tmp_path / "dist", **given})
    assert message in str(caught.value)
    assert not (tmp_path / "dist").exists()


def test_an_unexecuted_notebook_is_told(chapters: Path, tmp_path: Path) -> None:
    """The message names the file and the command that helps."""
    path = chapters / "09-small.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"09-small\.ipynb.*workbook build"):
        make([9], out=tmp_path / "dist")


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 3}'])
def test_a_damaged_notebook_is_told(chapters: Path, tmp_path: Path, content: str) -> None:
    """A file that is no notebook gives a sentence, not a traceback."""
    (chapters / "09-small.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(ToolkitError, match="09-small"):
        make([9], out=tmp_path / "dist")


def test_a_folder_that_cannot_be_written_to_is_told(chapters: Path, tmp_path: Path) -> None:
    """Whatever stands in the way of the folder, the message names the file and offers another place."""
    (tmp_path / "dist").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"cannot be written.*--out"):
        make([9], out=tmp_path / "dist")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, yesterday's handout is still whole and nothing lies beside it."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", lambda *_args: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(ToolkitError):
        making.write(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_pdfs_need_neither_nbconvert_nor_pyplot() -> None:
    """The route of ``workbook handouts`` to a PDF loads nothing that it does not use."""
    code = """
import sys
from toolkit_helpers.handouts import making, pdf, assembly, page
from toolkit_helpers.figures import printing
names = ("nbconvert", "nbformat", "jinja2", "matplotlib.pyplot", "pandas", "ruamel", "pypandoc", "anywidget")
print([name for name in names if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {"[]", "['toolkit_helpers.figures.explorations']"}


def test_an_error_travels_between_processes() -> None:
    """What, where and what to do arrive as they were."""
    error = ToolkitError("the file is damaged", where="a.json", remedy="Take the copy.")
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - written a moment ago
    assert (type(arrived), vars(arrived), str(arrived)) == (ToolkitError, vars(error), str(error))


def test_no_thread_loads_a_part_of_the_workbook(tmp_path: Path) -> None:
    """Two that load one package at the same moment may see half of it; only explorations stand alone."""
    code = f"""
import sys
import threading
from pathlib import Path
from toolkit_helpers.handouts import make

class Watch:
    loaded = set()

    def find_spec(self, name, path=None, target=None):
        if name.startswith("toolkit_helpers") and threading.current_thread() is not threading.main_thread():
            self.loaded.add(name.rpartition(".")[0])

sys.meta_path.insert(0, Watch())
assert len(make([1], out=Path({str(tmp_path)!r}))) == 3
print(sorted(Watch.loaded))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {"[]", "['toolkit_helpers.figures.explorations']"}
