"""Rules about the text of a chapter: headings, images, addresses, open points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from .content import Cell, Page

HEADING = re.compile(r"^(#{1,6})\s+\S")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<address>[^)\s]*)")
IMAGE_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
TAG_ALT = re.compile(r"""\balt\s*=\s*(?:"[^"]+"|'[^']+')""", re.IGNORECASE)
REMOTE_TAG = re.compile(
    r"""<(?:img|script|iframe|link|source|video|audio|object|embed)\b[^>]*
        \b(?:src|href|data|srcset)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)
REMOTE_STYLE = re.compile(r"""(?:@import|url\()\s*["'(]*\s*(?:https?:)?//""", re.IGNORECASE)


def lines_of(text: str) -> Iterator[str]:
    """Go through the lines of a Markdown text without its code blocks."""
    inside = False
    for line in text.splitlines():
        if FENCE.match(line):
            inside = not inside
        elif not inside:
            yield line


def headings(page: Page) -> Iterator[tuple[Cell, int, str]]:
    """Go through all headings with cell, level and text."""
    for cell, text in page.prose():
        for line in lines_of(text):
            found = HEADING.match(line)
            if found:
                yield cell, len(found[1]), line.lstrip("# ").strip()


def one_title(page: Page) -> Iterator[Finding]:
    """Require one first-level heading, before all others."""
    found = list(headings(page))
    titles = [entry for entry in found if entry[1] == 1]
    if not titles:
        yield page.find("the notebook has no title", "Begin with one heading of the first level.")
    for cell, _level, _text in titles[1:]:
        yield page.find("a second heading of the first level", "Make it '## …'.", cell)
    if titles and found[0][1] != 1:
        yield page.find("a heading stands before the title", "Put the title first.", found[0][0])
    if titles and page.toolkit.get("title") not in (None, titles[0][2]):
        rule = f"the title is not the one of the metadata, {page.toolkit.get('title')!r}"
        yield page.find(rule, "Make both the same.", titles[0][0])


def headings_in_steps(page: Page) -> Iterator[Finding]:
    """Require each heading to go at most one level deeper than the one before."""
    before = 0
    for cell, level, text in headings(page):
        if level > before + 1 and before:
            rule = f"the heading {text!r} skips from level {before} to {level}"
            yield page.find(rule, f"Make it level {before + 1}.", cell)
        before = level


def images_have_words(page: Page) -> Iterator[Finding]:
    """Require a text alternative for each image in the text."""
    for cell, text in page.prose():
        bare = [found for found in IMAGE.finditer(text) if not found["alt"].strip()]
        bare += [found for found in IMAGE_TAG.finditer(text) if not TAG_ALT.search(found[0])]
        for _ in bare:
            yield page.find("an image has no text alternative", "Say in words what it shows.", cell)


def nothing_remote_in_text(page: Page) -> Iterator[Finding]:
    """Find text that loads something from a network; links to read on are welcome."""
    for cell, text in page.prose():
        remote = any(found["address"].startswith(("http:", "https:", "//")) for found in IMAGE.finditer(text))
        if remote or loads_remote(text):
            yield page.find("something is loaded from the network", "Ship it with the workbook.", cell)


def loads_remote(html: str) -> bool:
    """Tell whether a piece of HTML loads anything from a network."""
    return bool(REMOTE_TAG.search(html) or REMOTE_STYLE.search(html))


def nothing_open(page: Page) -> Iterator[Finding]:
    """Find marks of facts that still have to be verified."""
    for cell, text in page.prose():
        if "[verify" in text:
            yield page.find("a '[verify]' mark is left", "Verify the fact or leave it out.", cell)
