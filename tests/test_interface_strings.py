"""The catalogue of interface strings, from which translations start, holds every string of the code."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent / "toolkit_helpers"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def test_the_catalogue_holds_every_interface_string() -> None:
    """A new or changed string is in the catalogue; CONTRIBUTING.md names the command that writes it."""
    with (PACKAGE / "locale" / "workbook.pot").open("rb") as file:
        kept = {message.id for message in read_po(file) if message.id}
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    written = {message for _, _, message, _, _ in found}
    assert written == kept


def test_no_sentence_is_glued_from_pieces() -> None:
    """An interface string is a whole: no edge of blanks that waits for a neighbour."""
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS)
    texts = [
        text
        for _, _, message, _, _ in found
        for text in (message if isinstance(message, tuple) else (message,))
    ]
    assert [text for text in texts if text != text.strip()] == []


def test_no_string_to_translate_hides_inside_a_formatted_one() -> None:
    """On Python 3.11 the extraction does not look into f-strings: nobody would translate it."""
    hidden = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    ]
    assert hidden == []
