"""Which chapter uses which term: found in what its readers read, and in nothing else."""

from __future__ import annotations

from copy import deepcopy

from authors_files import notebook, replace

from toolkit_helpers.authoring.build import fingerprint
from toolkit_helpers.authoring.compiled import glossary_text
from toolkit_helpers.authoring.glossary import compile_glossary, inspect_glossary, words_of
from toolkit_helpers.authoring.house import House, write_whole
from toolkit_helpers.authoring.notebook_file import read_notebook


def test_readers_read_prose_and_exercises() -> None:
    """Prompts, options and feedback count; ids, kinds, code and the items of the tests do not."""
    page = notebook(("ex1-2", 'ch.exercise("EX1.2")  # persona'))
    page["cells"].append(
        {"cell_type": "markdown", "source": ["A vision", " of all"], "metadata": {}, "id": "x"}
    )
    bank = {
        "exercises": [
            {
                "id": "EX1.1",
                "title": "Title here",
                "parts": [
                    {
                        "kind": "choice",
                        "writes": "P1.trends",
                        "prompt": "Prompt here",
                        "options": [{"id": "foresight", "text": "Option here", "feedback": "Feedback here"}],
                    },
                    {"kind": "grid", "questions": {"PL1.L1": "Question here?"}, "rows": ["PL1"]},
                    {
                        "kind": "activity",
                        "steps": ["Step here"],
                        "roles": [{"name": "R", "card": "Card here"}],
                    },
                ],
            },
            {"id": "PT0.1", "title": "A test of backcasting"},
        ]
    }
    words = words_of(page, bank)
    for read in (
        "A vision of all",
        "Title here",
        "Prompt here",
        "Option here",
        "Feedback here",
        "Question here?",
    ):
        assert read in words
    assert "Step here" in words
    assert "Card here" in words
    for unread in ("persona", "foresight", "P1.trends", "choice", "backcasting", "PL1"):
        assert unread not in words
    assert words_of(None, {}) == ""


def test_a_chapter_lists_what_its_text_uses(house: House) -> None:
    """A term that comes into a chapter's prose is listed with it, and only there."""
    terms, findings = inspect_glossary(house)
    assert findings == []
    before = compile_glossary(house, terms)
    path = house.notebook(3)
    assert path is not None
    replace(path, "It is not an audit", "It needs a futures cone. It is not an audit")
    after = compile_glossary(house, terms)
    assert set(after.chapters[3]) - set(before.chapters[3]) == {"futures-cone"}
    assert {number: ids for number, ids in after.chapters.items() if number != 3} == {
        number: ids for number, ids in before.chapters.items() if number != 3
    }


def test_exercises_that_are_newer_than_the_compiled_ones_count(house: House) -> None:
    """A build lists the terms of the exercises that it is about to write."""
    terms, _findings = inspect_glossary(house)
    bank = '{"exercises": [{"id": "EX2.1", "title": "Backcasting"}]}'
    assert "backcasting" in compile_glossary(house, terms, {2: bank}).chapters[2]
    assert "backcasting" not in compile_glossary(house, terms).chapters[2]


def test_a_notebook_is_stale_only_when_its_own_terms_change(house: House) -> None:
    """A definition that chapter 2 does not show leaves its outputs as they are."""
    path = house.notebook(2)
    assert path is not None
    shown = read_notebook(path)
    hidden = deepcopy(shown)
    hidden["cells"] = [cell for cell in shown["cells"] if cell["id"] != "glossary"]
    before, before_hidden = fingerprint(house, shown), fingerprint(house, hidden)
    glossary = house.data / "glossary.yaml"
    replace(glossary, "Share of staff who leave", "Part of staff who leave")
    write_whole(house.data / "glossary.json", glossary_text(house))
    assert fingerprint(house, shown) == before
    replace(glossary, "Seeing parts, links, loops and delays", "Seeing parts, links and delays")
    write_whole(house.data / "glossary.json", glossary_text(house))
    assert fingerprint(house, shown) != before
    assert fingerprint(house, hidden) == before_hidden
