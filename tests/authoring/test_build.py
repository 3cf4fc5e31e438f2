"""What ``workbook build`` makes: the same bytes each time, and one sentence where it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from authors_files import notebook

from toolkit_helpers.authoring.build import Built, build
from toolkit_helpers.authoring.house import House
from toolkit_helpers.authoring.notebook_file import normalise, read_notebook, stored_text
from toolkit_helpers.errors import ToolkitError

SETUP = ("setup", "from toolkit_helpers import chapter\nch = chapter(1); ch.panel()")


@pytest.fixture
def small(house: House) -> House:
    """Return a house whose only notebook is a small one of chapter 1."""
    for path in house.notebook_paths():
        path.unlink()
    put(house, "01-small", notebook(SETUP, ("ex1-2", 'ch.exercise("EX1.2")'), ("d1-1", 'ch.explore("D1.1")')))
    return house


def put(house: House, name: str, content: dict[str, Any]) -> Path:
    """Write a notebook as somebody's editor would."""
    path = house.notebooks / f"{name}.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def files(house: House) -> dict[Path, bytes]:
    """Return the bytes of everything that a build may change."""
    paths = [*house.notebook_paths(), *house.data.rglob("*.json"), *house.extension.iterdir()]
    return {path: path.read_bytes() for path in paths}


def test_building_twice_changes_nothing(small: House) -> None:
    """A second build writes the same bytes and says that nothing changed."""
    assert build([1], house=small).changed
    first = files(small)
    again = build([1], house=small)
    assert again == Built((), again.files)
    assert files(small) == first


def test_outputs_are_stored_without_anything_of_the_moment(small: House) -> None:
    """Twins and data stay; widget views, widget state, times and counts of the kernel do not."""
    build([1], house=small)
    stored = read_notebook(small.notebook_paths()[0])
    text = json.dumps(stored)
    assert "widget-view" not in text
    assert "widget-state" not in text
    assert "iopub" not in text
    assert set(stored["metadata"]) == {"kernelspec", "language_info", "toolkit"}
    assert stored["metadata"]["language_info"] == {"name": "python"}
    assert [cell["id"] for cell in stored["cells"]] == ["title", "setup", "ex1-2", "d1-1"]
    assert [cell["execution_count"] for cell in stored["cells"][1:]] == [1, 2, 3]
    shown = stored["cells"][2]["outputs"][0]["data"]
    assert {"text/plain", "text/markdown", "text/html"} < set(shown)
    assert shown["application/vnd.toolkit.exercise+json"] == {"id": "EX1.2"}


def test_minutes_come_from_the_exercises(small: House) -> None:
    """The notebook's metadata tell the minutes of its exercises and of the core path."""
    build([1], house=small)
    toolkit = read_notebook(small.notebook_paths()[0])["metadata"]["toolkit"]
    assert (toolkit["exercise_minutes"], toolkit["core_minutes"]) == (101, 71)


def test_a_check_writes_nothing_and_names_what_is_stale(small: House) -> None:
    """With ``check`` all files stay as they are, whether the slip is in an exercise or in a notebook."""
    build([1], house=small)
    path = small.notebook_paths()[0]
    content = read_notebook(path)
    content["cells"][1]["outputs"] = []
    put(small, path.stem, content)
    before = files(small)
    assert build([1], check=True, house=small).changed == (path,)
    source = small.exercises(1)
    source.write_text(
        source.read_text(encoding="utf-8").replace("minutes: 6", "minutes: 7", 1), encoding="utf-8"
    )
    assert build([1], check=True, house=small).changed == (small.compiled(1),)
    assert files(small) == before


def test_answers_of_the_author_are_neither_read_nor_written(small: House, own_answers: Path) -> None:
    """The kernel works with answers of its own, in an empty folder."""
    put(
        small,
        "01-small",
        notebook(("where", "import os; print(os.listdir(), os.environ['TOOLKIT_ANSWERS'])")),
    )
    build([1], house=small)
    said = json.dumps(read_notebook(small.notebook_paths()[0])["cells"][1]["outputs"])
    assert "[]" in said
    assert str(own_answers.parent) not in said
    assert not own_answers.exists()
    assert os.environ["TOOLKIT_ANSWERS"] == str(own_answers)


def test_nothing_of_one_chapter_reaches_the_next(small: House) -> None:
    """The shared kernel is emptied in between: names, session and widgets are gone."""
    put(
        small,
        "01-small",
        notebook(SETUP, ("more", "import ipywidgets; secret = ipywidgets.IntSlider()\nprint(1)")),
    )
    look = (
        "import ipywidgets; print('secret' in globals(), 'ch' in globals(), len(ipywidgets.Widget.widgets))"
    )
    put(small, "03-small", notebook(("look", look), chapter=3))
    build([1, 3], house=small)
    output = read_notebook(small.notebook_paths()[1])["cells"][1]["outputs"][0]
    assert "".join(output["text"]) == "False False 0\n"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("1 / 0", "cell bad: the cell stopped with ZeroDivisionError: division by zero"),
        ("raise ValueError('one\\ntwo')", "cell bad: the cell stopped with ValueError: one"),
        ("import os; os._exit(1)", "cell bad: the kernel ended while the cell ran"),
        (
            'ch.exercise("EX1.99")',
            "cell bad: the cell does not show EX1.99 but says: There is no exercise 'EX1.99'",
        ),
    ],
)
def test_a_cell_that_stops_is_one_sentence(small: House, source: str, told: str) -> None:
    """The build stops with notebook, cell and error, and the stored notebook stays as it was."""
    path = put(small, "01-small", notebook(SETUP, ("bad", source)))
    before = path.read_bytes()
    with pytest.raises(ToolkitError) as raised:
        build([1], house=small)
    assert str(raised.value).startswith(f"notebooks/01-small.ipynb, {told}")
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == before


def test_a_slip_in_the_exercises_stops_before_anything_is_written(small: House) -> None:
    """Nothing is compiled from a file with a slip."""
    before = files(small)
    source = small.exercises(1)
    source.write_text(
        source.read_text(encoding="utf-8").replace("minutes: 6", "minuts: 6", 1), encoding="utf-8"
    )
    with pytest.raises(
        ToolkitError, match=r"data/exercises/01\.yaml:\d+, EX1\.1: the key 'minuts' is not known"
    ):
        build([1], house=small)
    assert files(small) == before


def test_an_unknown_chapter_is_told_with_those_that_exist(small: House) -> None:
    """A number without a chapter is one sentence with the numbers that there are."""
    with pytest.raises(ToolkitError, match=r"There is no chapter 77\. Chapters: 0, 1, 2, 3"):
        build([77], house=small)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is not a notebook"),
        ('{"cells": [], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}', "an older format"),
        ('{"cells": [{}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "cell 1 has no id"),
    ],
)
def test_a_damaged_notebook_is_told(tmp_path: Path, text: str, told: str) -> None:
    """A file that is no notebook of the current format is one sentence."""
    path = tmp_path / "01-small.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ToolkitError, match=told):
        read_notebook(path)


def test_normalising_twice_is_normalising_once() -> None:
    """The stored form is stable, whatever an editor had added."""
    content = notebook(("a", "x"), ("b", ""), ("c", "y"))
    content["metadata"]["widgets"] = {"state": {}}
    content["cells"][1]["metadata"] |= {"execution": {"iopub.status.busy": "now"}, "collapsed": True}
    content["cells"][1]["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 41,
            "metadata": {},
            "data": {"text/plain": "x", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}},
        }
    ]
    once = stored_text(normalise(content))
    twice = stored_text(normalise(json.loads(once)))
    assert once == twice
    stored = json.loads(once)
    assert [cell.get("execution_count") for cell in stored["cells"]] == [None, 1, None, 2]
    assert stored["cells"][1]["outputs"][0]["data"] == {"text/plain": ["x"]}
    assert stored["cells"][1]["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["exercise"]}


def test_the_workbook_itself_is_built() -> None:
    """The committed notebooks and compiled files are what a build makes of their sources."""
    assert build(check=True).changed == ()
