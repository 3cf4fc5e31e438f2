"""The exporters for users of nbconvert."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("name", "ending", "start"),
    [
        ("workbook-handout", ".participant.html", "<!doctype html>"),
        ("workbook-handout-pdf", ".participant.pdf", b"%PDF"),
        ("workbook-facilitator-pdf", ".facilitator.pdf", b"%PDF"),
    ],
)
def test_nbconvert_finds_the_exporters_and_they_export(
    chapters: Path, name: str, ending: str, start: str | bytes
) -> None:
    """Each entry point gives an exporter whose output is the handout and whose file name says which."""
    from nbconvert.exporters.base import get_exporter

    exporter = get_exporter(name)()
    output, resources = exporter.from_filename(str(chapters / "09-small.ipynb"))
    assert output.startswith(start)
    assert resources["output_extension"] == ending


def test_the_exporter_gives_what_make_gives(chapters: Path, tmp_path: Path) -> None:
    """Both doors lead to the same bytes."""
    from toolkit_helpers.handouts import make
    from toolkit_helpers.handouts.exporters import ParticipantPDFExporter

    output, _resources = ParticipantPDFExporter().from_filename(str(chapters / "09-small.ipynb"))
    (made,) = make([9], audiences=["participant"], formats=["pdf"], out=tmp_path / "dist")
    assert output == made.read_bytes()


def test_the_exporter_takes_a_country(chapters: Path) -> None:
    """A country can be set as for any option of nbconvert."""
    from toolkit_helpers.handouts.exporters import ParticipantHTMLExporter

    output, _resources = ParticipantHTMLExporter(country="KOR").from_filename(
        str(chapters / "09-small.ipynb")
    )
    assert "Country sheet: Republic of Korea" in output


def test_the_exporter_tells_an_unexecuted_notebook(chapters: Path) -> None:
    """The same sentence as from the command."""
    from toolkit_helpers.errors import ToolkitError
    from toolkit_helpers.handouts.exporters import ParticipantHTMLExporter

    path = chapters / "09-small.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1] |= {"outputs": [], "execution_count": None}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(ToolkitError, match="not been executed"):
        ParticipantHTMLExporter().from_filename(str(path))
