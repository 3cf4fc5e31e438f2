"""Cards and posters as Typst: calls of the functions in ``templates/posters.typ``."""

from __future__ import annotations

from ..exercises.paper_blocks import GridForm, Item, MapForm
from ..i18n import gettext as _
from .document import Canvas, Cards, Chain, Poster, Timeline
from .typst_texts import array, content, labelled, string


def cards(element: Cards) -> str:
    """Return cards, four on a page; where a new group begins, its name is a heading."""
    before, entries = "", []
    for card in element.cards:
        first = str(card.over != before).lower()
        entries.append(
            f"(over: {string(card.over)}, name: {string(card.name)}, words: {content(card.words)}, "
            f"first: {first})"
        )
        before = card.over
    return f"#cards({', '.join(entries)})"


def poster(element: Poster) -> str:
    """Return a form that fills its page."""
    flipped, body = _drawn(element.form)
    return f"#poster({str(flipped).lower()}, {string(element.title)}, {body})"


def _drawn(form: GridForm | MapForm | Timeline | Canvas | Chain) -> tuple[bool, str]:
    """Return whether the page lies on its side, and the call that draws the form."""
    if isinstance(form, GridForm):
        heads, rows = array(map(labelled, form.columns)), array(map(labelled, form.rows))
        boxes, lines = (array(string(item.label) for item in items) for items in (form.boxes, form.lines))
        words = ", ".join((_spread((*form.boxes, *form.lines)), _spread(form.scale)))
        corner = string(_("Pillar"))
        return True, f"grid-poster({corner}, {heads}, {rows}, {boxes}, {lines}, {words})"
    if isinstance(form, MapForm):
        across, upward = (
            f"(name: {string(axis.label)}, low: {string(axis.low)}, high: {string(axis.high)})"
            for axis in (form.x, form.y)
        )
        return False, f"map-poster({across}, {upward}, {array(map(string, form.quadrants))})"
    if isinstance(form, Canvas):
        return True, f"canvas-poster({form.across}, {array(map(string, form.boxes))})"
    if isinstance(form, Chain):
        levels, asking = (array(map(string, filter(None, texts))) for texts in (form.levels, form.arrows))
        return True, f"chain-poster({levels}, {asking})"
    rows, years = (array(map(string, names)) for names in (form.rows, form.years))
    return True, f"timeline-poster({string(form.head)}, {rows}, {years})"


def _spread(items: tuple[Item, ...]) -> str:
    return f"[{'#h(6mm, weak: true)'.join(f'#box({labelled(item)})' for item in items)}]"
