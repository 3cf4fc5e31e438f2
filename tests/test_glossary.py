"""The glossary: short definitions that a chapter finds in its own text, whole words only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers import chapter, glossary
from toolkit_helpers.chapters import Notice
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.glossary import Glossary, Term
from toolkit_helpers.widgets.glossary_view import GLOSSARY_MIME

HOSTILE = "<img src=x onerror=alert(1)> *not* [a link](x)"


def term(name: str, **more: object) -> Term:
    """Return a term of chapter 3 with a definition that does not matter."""
    return Term.model_validate(
        {"id": name.lower().replace(" ", "-"), "term": name, "chapter": 3, "definition": "Words.", **more}
    )


def places(text: str, *terms: Term) -> list[str]:
    """Return what stands where a term is found."""
    return [text[found.start : found.end] for found in glossary.find(text, terms)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The capacity gap is wide.", ["capacity gap"]),
        ("Capacity gaps are wide.", ["Capacity gaps"]),
        ("The Capacity Gap Survey", []),
        ("A capacity\n  gap over two lines.", ["capacity\n  gap"]),
        ("capacity-gap, capacity gapping, recapacity gap", []),
        ("no-capacity gap", []),
        ("(capacity gap), “capacity gap”", ["capacity gap", "capacity gap"]),
        ("", []),
    ],
)
def test_words_are_found_whole_in_any_number(text: str, found: list[str]) -> None:
    """A capital at the beginning, plural and line breaks make no difference; names and parts of words do."""
    assert places(text, term("Capacity gap")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SMART indicators and smart people", ["SMART"]),
        ("Goodhart's law, Goodhart’s law, goodhart's law", ["Goodhart's law", "Goodhart’s law"]),
        ("The E-Government Development Index (EGDI) and an egdi", ["E-Government Development Index", "EGDI"]),
    ],
)
def test_capitals_match_exactly(text: str, found: list[str]) -> None:
    """A form with capitals is a name or a short form, and no ordinary word."""
    terms = [
        term("SMART", forms=["SMART"]),
        term("Law", forms=["Goodhart's law"]),
        term("E-Government Development Index", short="EGDI"),
    ]
    assert places(text, *terms) == found


def test_the_longest_form_wins() -> None:
    """Inside "capacity gap" nobody finds "capacity"."""
    both = [term("Capacity", forms=["capacity", "capacities"]), term("Capacity gap")]
    text = "Capacities and a capacity gap."
    assert [found.term.id for found in glossary.find(text, both)] == ["capacity", "capacity-gap"]


def test_an_everyday_word_is_explained_in_its_own_chapter_only() -> None:
    """Other chapters use it in its everyday sense."""
    driver, driver_anywhere = term("Driver", everyday=True), term("Driver")
    assert [number for number in range(5) if driver.explains(number)] == [3]
    assert all(driver_anywhere.explains(number) for number in range(11))


def test_used_terms_are_listed_once_in_alphabetical_order() -> None:
    """However often and in which order they stand in the text."""
    terms = [term("Vision"), term("Baseline"), term("Float")]
    assert [one.term for one in glossary.used("Vision, baseline, vision and Baselines", terms)] == [
        "Baseline",
        "Vision",
    ]


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """Every find is a place of the text, in order and without overlap."""
    end = 0
    for found in glossary.find(text, glossary.load().terms):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_details_name_source_neighbours_and_the_other_chapter() -> None:
    """Related terms are named only where the chapter explains them, too."""
    one = term("Output", unlike="outcome", source="A body (2011)", see=["outcome", "impact"])
    other, far = term("Outcome", chapter=9), term("Impact", chapter=9)
    known = Glossary(terms=(one, other, far), chapters={3: ("outcome", "output"), 9: ("impact", "output")})
    assert one.explanation == "Words. Not to be confused with outcome."
    assert known.details(one, 3) == "Source: A body (2011). See also: Outcome."
    assert known.details(one, 9) == "Source: A body (2011). See also: Impact. More in chapter 3."
    assert [entry.id for entry in known.of(3)] == ["outcome", "output"]
    assert known.of(7) == ()


def test_the_workbook_has_the_planned_entries() -> None:
    """At least 120 terms, each short, each with another id, none with an open mark, all chapters served."""
    terms = glossary.load().terms
    assert len(terms) >= 120
    assert len({one.id for one in terms}) == len({one.term for one in terms}) == len(terms)
    assert all(one.words <= glossary.MOST_WORDS for one in terms)
    assert {one.chapter for one in terms} == set(range(11))
    assert "[verify" not in repr(terms)


def test_related_entries_exist() -> None:
    """No entry sends its reader to one that is not there."""
    terms = glossary.load().terms
    known = {one.id for one in terms}
    assert {name for one in terms for name in one.see} <= known
    assert all(one.id not in one.see for one in terms)


def test_a_chapter_shows_its_terms_in_three_twins() -> None:
    """Plain, Markdown and HTML hold every term of the chapter, and nothing of other chapters."""
    view = chapter(2).glossary()
    bundle = view._repr_mimebundle_()
    assert bundle[GLOSSARY_MIME] == {"chapter": 2}
    listed = glossary.load().of(2)
    assert "pillar" in [one.id for one in listed]
    for one in listed:
        assert one.name in bundle["text/plain"]
        assert one.name in bundle["text/html"].replace("&#x27;", "'")
    assert bundle["text/markdown"].startswith("## Words of this chapter")
    assert bundle["text/markdown"].count("\n- **") == len(listed)
    assert "backcasting" not in bundle["text/html"].lower()


def test_whatever_stands_in_an_entry_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither HTML nor Markdown of a definition becomes markup."""
    bad = Term(id="bad", term=f"Bad {HOSTILE}", chapter=2, definition=HOSTILE, source=HOSTILE)
    monkeypatch.setattr(glossary, "load", lambda: Glossary(terms=(bad,), chapters={2: ("bad",)}))
    bundle = chapter(2).glossary()._repr_mimebundle_()
    assert "<img" not in bundle["text/html"]
    assert r"\<img src=x onerror=alert\(1)\>" in bundle["text/markdown"].replace("(1)", r"\(1)")
    assert r"\[a link\]" in bundle["text/markdown"]


@pytest.mark.parametrize("content", ["", "[]", '{"terms": [{"id": "x"}], "chapters": {}}', None])
def test_a_damaged_glossary_is_a_sentence(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing or unreadable file is told with the command that makes it, in the notebook as a notice."""
    if content is not None:
        (tmp_path / "glossary.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(glossary, "data_folder", lambda: tmp_path)
    glossary.load.cache_clear()
    try:
        with pytest.raises(ToolkitError, match="workbook build"):
            glossary.load()
        assert isinstance(chapter(2).glossary(), Notice)
    finally:
        glossary.load.cache_clear()


def test_the_compiled_file_holds_only_what_authors_wrote() -> None:
    """Defaults stay in the model, so that a change of one entry is one change of the file."""
    stored = json.loads((glossary.data_folder() / "glossary.json").read_text(encoding="utf-8"))
    assert set(stored) == {"terms", "chapters"}
    assert all(entry.get("everyday", True) and "translations" not in entry for entry in stored["terms"])
