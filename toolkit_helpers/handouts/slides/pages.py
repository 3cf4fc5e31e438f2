"""Slides as one HTML file that needs nothing else, and as a PDF for rooms without a browser.

The page is shown with reveal.js (MIT licence), which the package ``sphinx-revealjs`` carries; its files are
read, its code is never imported.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import Template

from ...errors import ToolkitError
from ...exercises.paper_html import escape, table
from ...exercises.paper_page import policy
from ...figures.description import Chart
from ...i18n import gettext as _
from .. import wording
from ..charts import inline_svg, svg
from ..document import Note
from ..markup import convert
from ..pdf import set_project, with_tables
from ..typst_texts import content, string
from .deck import Deck, Slide

_TEMPLATES = Path(__file__).parent.parent / "templates"


def render(deck: Deck, form: str) -> bytes:
    """Return the slides as ``"html"`` or ``"pdf"``; the same deck always gives the same bytes."""
    return _page(deck).encode("utf-8") if form == "html" else _pdf(deck)


def title_of(deck: Deck) -> str:
    """Return the title of the file."""
    if not deck.chapter:
        return _("{title} (slides)").format(title=deck.title)
    return _("Chapter {number}: {title} (slides)").format(number=deck.chapter, title=deck.title)


# ---- the page


def _page(deck: Deck) -> str:
    program = f"{_reveal('dist/reveal.js')}\n{_text('slides.js')}"
    texts = [slide.markdown for slide in deck.slides]
    texts += [text for notes in _all_notes(deck) for note in notes for text in note.texts]
    prose = iter(convert(tuple(texts), "html"))
    bodies = [next(prose) for _slide in deck.slides]
    asides = [
        "".join(
            f"<dt>{escape(note.term)}</dt>" + "".join(f"<dd>{next(prose)}</dd>" for _text in note.texts)
            for note in notes
        )
        for notes in _all_notes(deck)
    ]
    sections = [_title_section(deck, asides[0])]
    sections += map(_section, deck.slides, bodies, asides[1:])
    return Template(_text("slides.html")).substitute(
        lang=escape(deck.lang),
        direction=escape(deck.direction),
        policy=policy(program),
        title=escape(title_of(deck)),
        style=f"{_reveal('dist/reset.css')}\n{_reveal('dist/reveal.css')}\n{_text('slides.css')}",
        sections="\n".join(sections),
        program=program,
        now=escape(_("Now")),
        next=escape(_("Next")),
        clock=escape(_("Minutes since the start")),
        blocked=escape(_("The browser does not open a second window. Allow it for this page.")),
        notes=escape(_("Notes")),
        last=escape(_("This is the last slide.")),
    )


def _all_notes(deck: Deck) -> list[tuple[Note, ...]]:
    return [deck.notes, *(slide.notes for slide in deck.slides)]


def _title_section(deck: Deck, notes: str) -> str:
    words = wording.closing()
    chapter = _("Chapter {number}").format(number=deck.chapter) if deck.chapter else ""
    keys = _("Arrow keys: on and back · N: notes in a window of their own · O: all slides · F: full screen")
    series = escape(_("Digital Government Transformation Workbook"))
    return (
        f'<section class="title"><p class="over">{series}</p>'
        f'<p class="chapter">{escape(chapter)}</p><h1>{escape(deck.title)}</h1>'
        f'<p class="facts">{escape(deck.facts)}</p>'
        f'<p class="small">{escape(keys)}</p><p class="small">{escape(words[0])}</p>'
        f'<p class="small">{escape(words[1])}</p>{_aside(notes)}</section>'
    )


def _section(slide: Slide, body: str, notes: str) -> str:
    over = f'<p class="over">{escape(slide.over)}</p>' if slide.over else ""
    facts = f'<p class="facts">{escape(slide.facts)}</p>' if slide.facts else ""
    kind = "chart" if slide.chart else slide.size
    seen = f"{over}<h2>{escape(slide.title)}</h2>{facts}{body}"
    if slide.chart:
        seen = f'<div class="fill">{seen}{_chart(slide.chart)}</div>'
    return f'<section class="{kind}">{seen}{_aside(notes)}</section>'


def _chart(chart: Chart) -> str:
    twin = table(
        [escape(cell) for cell in chart.table.header],
        [[escape(cell) for cell in row] for row in chart.table.rows],
        caption=escape(chart.table.caption),
    )
    return (
        f'<div class="drawn">{inline_svg(chart, escape(chart.alt))}</div>'
        f'<p class="source">{escape(wording.source(chart.source))}</p><div class="unseen">{twin}</div>'
    )


def _aside(notes: str) -> str:
    return f'<aside class="notes"><dl>{notes}</dl></aside>' if notes else ""


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _reveal(name: str) -> str:
    """Return a file of reveal.js, made safe to stand inside a page."""
    spec = find_spec("sphinx_revealjs")
    path = Path(spec.origin).parent / "_static" / "revealjs" / name if spec and spec.origin else Path()
    if not path.is_file():
        raise ToolkitError(
            _("reveal.js is missing"),
            remedy=_("Install the workbook again, with its package sphinx-revealjs."),
        )
    return path.read_text(encoding="utf-8").replace("</script", r"<\/script").replace("<!--", r"<\!--")


# ---- the PDF


def _pdf(deck: Deck) -> bytes:
    bodies = convert(tuple(slide.markdown for slide in deck.slides), "typst")
    files: dict[str, bytes] = {}
    pages = [_typst(slide, body, files) for slide, body in zip(deck.slides, bodies, strict=True)]
    words = wording.closing()
    chapter = _("Chapter {number}").format(number=deck.chapter) if deck.chapter else ""
    author = wording.author()
    series = _("Digital Government Transformation Workbook")
    settings = (
        f"#let deck = (lang: {string(deck.lang)}, direction: {deck.direction}, "
        f"title: {string(title_of(deck))}, "
        f"author: {string(author)}, series: {string(series)})"
    )
    opening = (
        f"#opening({string(chapter)}, {string(deck.title)}, {string(deck.facts)}, "
        f"({', '.join(map(content, words))}))"
    )
    source = "\n".join((settings, _text("slides.typ"), opening, *pages))
    return set_project(source, files, title_of(deck))


def _typst(slide: Slide, body: str, files: dict[str, bytes]) -> str:
    drawn = "none"
    if slide.chart:
        name = f"chart-{len(files) + 1}.svg"
        files[name] = svg(slide.chart)
        fit = 'width: 100%, height: 100%, fit: "contain"'
        image = f"image({string(name)}, alt: {string(slide.chart.alt)}, {fit})"
        drawn = f"({image}, {content(wording.source(slide.chart.source))})"
    return (
        f"#slide({string(slide.over)}, {string(slide.title)}, {string(slide.facts)}, "
        f"{string(slide.size)}, {drawn})[\n{with_tables(body)}\n]"
    )
