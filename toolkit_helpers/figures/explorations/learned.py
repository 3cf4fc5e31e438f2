"""D10.3: what a group knew before and after, question by question, told only for five persons or more.

The results come from whoever marked the tests, without names, under ``cohort`` (``answers.group_results``);
``pre`` and ``post`` are the shares of the group's points before and after, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Final

from ...datasets import Country
from ...i18n import gettext as _
from ...i18n import ngettext
from ...methods.display import per_cent, shown, signed
from ..description import Axis, Chart, Point, Series, Table
from .team import number, record, text

WITHOUT_COUNTRY: Final = True
SHOWS_GROUP: Final = True
SMALLEST_GROUP: Final = 5
"""Fewest persons behind any result of a group; privacy comes first."""
LOW: Final = 0.3
"""A gain below this share of what could still be learned is low (Hake, 1998): teach it again."""
MOST: Final = 30


@dataclass(frozen=True)
class Item:
    """One question or chapter of the test: shares of the points, 0 to 1."""

    label: str
    pre: float
    post: float

    @property
    def gain(self) -> float | None:
        """Share learned of what could still be learned (M60); ``None`` if everybody knew all before."""
        return None if self.pre >= 1 else (self.post - self.pre) / (1 - self.pre)


def _items(test: Mapping[str, Any]) -> list[Item]:
    """Return the items that have both shares, those with the lowest gain first."""
    given = test.get("items")
    found: dict[str, Item] = {}
    for row in given[:MOST] if isinstance(given, list | tuple) else ():
        if not isinstance(row, Mapping):
            continue
        label, pre, post = text(row.get("label")), number(row.get("pre")), number(row.get("post"))
        if label and pre is not None and post is not None and 0 <= pre <= 1 and 0 <= post <= 1:
            found.setdefault(label, Item(label, pre, post))
    return sorted(found.values(), key=lambda item: 2.0 if item.gain is None else item.gain)


def _gain(item: Item) -> str:
    return "–" if item.gain is None else shown(item.gain, 2)


def _finding(persons: int, items: list[Item]) -> str:
    pre, post = fmean(item.pre for item in items), fmean(item.post for item in items)
    low = [item for item in items if item.gain is not None and item.gain < LOW]
    if not low:
        template = _(
            "The group of {persons} went from {pre} to {post} per cent of the points, and no part of the "
            "test has a low gain"
        )
        return template.format(persons=persons, pre=per_cent(pre), post=per_cent(post))
    template = ngettext(
        "The group of {persons} went from {pre} to {post} per cent of the points; {count} part has a low "
        "gain, the lowest: {label}",
        "The group of {persons} went from {pre} to {post} per cent of the points; {count} parts have a low "
        "gain, the lowest: {label}",
        len(low),
    )
    return template.format(
        persons=persons, pre=per_cent(pre), post=per_cent(post), count=len(low), label=low[0].label
    )


def _nothing_yet(persons: float | None) -> tuple[str, str]:
    """Return finding and reason for a chart without results."""
    if persons is not None and persons < SMALLEST_GROUP:
        why = _(
            "Results are told for groups of {least} or more, so that nobody can be recognised; {count} took "
            "both tests."
        ).format(least=SMALLEST_GROUP, count=int(persons))
        return _("The group is too small for results of a group"), why
    why = _(
        "The results of the group are not here yet: they come after the post-test (EX10.9), from whoever "
        "marked both tests, as shares without names. On paper, write two numbers for each question on the "
        "board: how many had it right before, and after."
    )
    return _("What the group learned is told after the post-test"), why


def _chart(**fields: Any) -> Chart:
    return Chart(
        id="D10.3",
        kind="dots",
        question=_("Did we learn, and where not?"),
        notice=_(
            "Parts with a low gain show what to teach again, not who failed: look at the question and at the "
            "session first. The gain is the share learned of what could still be learned; below 0.3 it is "
            "called low, a convention from physics courses (Hake, 1998)."
        ),
        x=Axis(label=_("Share of the points, per cent"), minimum=0, maximum=100, decimals=1),
        source=_("Source: pre-test and post-test of this group, without names; gain after Hake (1998)."),
        **fields,
    )


def describe(country: Country | None, team: Mapping[str, Any]) -> Chart:
    """Return each part of the test before and after, the lowest gain first; empty below five persons."""
    test = record(team, "cohort", "test")
    persons, items = number(test.get("persons")), _items(test)
    header = [_("Part of the test"), _("Before, %"), _("After, %"), _("Difference"), _("Gain")]
    if persons is None or persons < SMALLEST_GROUP or not items:
        finding, why = _nothing_yet(persons)
        return _chart(
            finding=finding,
            series=[],
            missing=why,
            alt=_("No results yet: the chart will show each part of the test before and after."),
            table=Table(caption=_("Results of the group, to fill in"), header=header, rows=[[""] * 5] * 3),
        )
    before = [Point(x=round(100 * item.pre, 1), y=item.label) for item in items]
    after = [
        Point(
            x=round(100 * item.post, 1),
            y=item.label,
            label=_("gain {gain}").format(gain=_gain(item)) if item.gain is not None else "",
        )
        for item in items
    ]
    return _chart(
        finding=_finding(int(persons), items),
        y=Axis(categories=[item.label for item in items]),
        series=[
            Series(name=_("Before"), role="one", points=before, style="hollow"),
            Series(name=_("After"), role="one", points=after),
        ],
        alt=_(
            "{count} rows, one for each part of the test, the lowest gain first: a hollow mark shows the "
            "share before, a full one the share after."
        ).format(count=len(items)),
        table=Table(
            caption=_("Share of the points before and after, {persons} persons").format(persons=int(persons)),
            header=header,
            rows=[
                [
                    item.label,
                    shown(100 * item.pre, 1),
                    shown(100 * item.post, 1),
                    signed(100 * (item.post - item.pre), 1),
                    _gain(item),
                ]
                for item in items
            ],
        ),
    )
