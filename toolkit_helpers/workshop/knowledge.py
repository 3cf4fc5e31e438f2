"""Pre-test and post-test of a group: scores, learning gain (M60) and confidence, without anybody's own.

Two groups of persons behind two means must not differ by fewer than five, or the two means together tell of
the few.  So persons are put together by the forms that they took, before and after, and whoever is in such a
group of one to four is left out of all results of the test.  Every number below is then one of whole groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from ..authoring.item_bank import AFTER, BEFORE
from ..i18n import gettext as _
from ..methods.result import Result
from .harvest import Harvest
from .learning_gain import LearningGain, learning_gain
from .row_layout import LETTERS, Layout
from .suppression import FEWEST, Side, told_count

HUNDRED: Final = 100.0


@dataclass(frozen=True)
class Moment:
    """One of the two tests, of everybody whose results may be told.

    ``form`` holds for each person the number of the form (1 the first), 0 without a test; ``chosen`` the
    number of the letter chosen for each item that any form asks; ``right`` whether it is the key, in the
    items of the form only.
    """

    form: Any
    chosen: Any
    right: Any
    score: Any
    """Per cent of the form's items; not a number without a test."""

    @property
    def taken(self) -> Any:
        """Whether each person took the test."""
        return self.form > 0


@dataclass(frozen=True)
class Tests:
    """Both tests, person by person, and whether somebody was left out to protect them."""

    __test__ = False

    before: Moment
    after: Moment
    left_out: bool

    @property
    def paired(self) -> Any:
        """Whether each person took both."""
        return self.before.taken & self.after.taken


@dataclass(frozen=True)
class Score:
    """Mean of a group in per cent of all points."""

    persons: int
    mean: float


@dataclass(frozen=True)
class Part:
    """One or several chapters of the test: shares of the points before and after, 0 to 1."""

    chapters: tuple[int, ...]
    pre: float
    post: float

    @property
    def gain(self) -> float:
        """Share learned of what could still be learned; nobody can know all before, see ``parts``."""
        return (self.post - self.pre) / (1 - self.pre)

    @property
    def label(self) -> str:
        """The chapters in words."""
        if len(self.chapters) == 1:
            return _("Chapter {number}").format(number=self.chapters[0])
        return _("Chapters {first} to {last}").format(first=self.chapters[0], last=self.chapters[-1])


@dataclass(frozen=True)
class Confidence:
    """How far a group agreed with a statement about itself, 1 to 5, before and after."""

    statement: str
    persons: int
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Knowledge:
    """What may be told of a group's tests."""

    before: Score | None
    after: Score | None
    gain: Result[LearningGain]
    """Of those who took both; nothing in it is about one person."""
    all_gain: Result[LearningGain] | None
    """Of everybody; ``None`` where these are the same persons."""
    lost_points: int | Side
    full_before: int | Side
    parts: tuple[Part, ...]
    confidence: tuple[Confidence, ...]
    left_out: bool


def read_tests(harvest: Harvest) -> Tests:
    """Return the tests of all persons whose results may be told."""
    before, after = (_moment(harvest, exercise) for exercise in (BEFORE, AFTER))
    kept = _kept(before.form, after.form)
    left_out = bool(((before.taken | after.taken) & ~kept).any())
    return Tests(_only(before, kept), _only(after, kept), left_out)


def _moment(harvest: Harvest, exercise: str) -> Moment:
    """Read one test; it counts as taken where half of the form's items or more are answered."""
    layout, slot = harvest.layout, harvest.layout.slots.get(exercise)
    count = len(layout.asked)
    data = harvest.matrix(slot) if slot else np.zeros((harvest.persons, 1 + count), dtype=np.uint8)
    form, chosen = data[:, 0].copy(), data[:, 1 : 1 + count]
    right = np.zeros(chosen.shape, dtype=bool)
    score = np.full(len(form), np.nan)
    for number, name in enumerate(layout.forms, start=1):
        asked = places_of(layout, name)
        own = form == number
        key = np.array([LETTERS[layout.keys[layout.asked[place]]] for place in asked])
        answers = chosen[np.ix_(own, asked)]
        done = 2 * (answers > 0).sum(axis=1) >= len(asked)
        persons = np.flatnonzero(own)
        form[persons[~done]] = 0
        right[np.ix_(own, asked)] = (answers == key) & done[:, None]
        score[persons[done]] = HUNDRED * (answers == key)[done].mean(axis=1)
    return Moment(form, chosen, right, score)


def places_of(layout: Layout, form: str) -> list[int]:
    """Return the places of a form's items among all that are asked."""
    members = set(layout.items.forms[form])  # type: ignore[index]
    return [place for place, item in enumerate(layout.asked) if item in members]


def _kept(before: Any, after: Any) -> Any:
    """Whether each person is in a group, by both forms, of five or more."""
    group = before.astype(int) * 256 + after
    names, sizes = np.unique(group, return_counts=True)
    return np.isin(group, names[sizes >= FEWEST])


def _only(moment: Moment, kept: Any) -> Moment:
    return replace(
        moment,
        form=np.where(kept, moment.form, 0),
        right=moment.right & kept[:, None],
        score=np.where(kept, moment.score, np.nan),
    )


def knowledge(harvest: Harvest, tests: Tests) -> Knowledge:
    """Return what may be told of a group's tests."""
    before, after, paired = tests.before, tests.after, tests.paired
    pre, post = before.score[paired], after.score[paired]
    # In an order of its own, so that the resampling gives the same whatever order the files came in.
    turn = np.lexsort((post, pre))
    pre, post = pre[turn], post[turn]
    alone = bool((before.taken & ~paired).any() or (after.taken & ~paired).any())
    everybody = learning_gain(_list(before), _list(after), paired=False) if alone else None
    count = len(pre)
    return Knowledge(
        before=_score(before),
        after=_score(after),
        gain=_without_single(learning_gain(pre.tolist(), post.tolist())),
        all_gain=everybody and _without_single(everybody),
        lost_points=told_count(int((post < pre).sum()), count),
        full_before=told_count(int((pre >= HUNDRED).sum()), count),
        parts=parts(harvest.layout, tests),
        confidence=confidence(harvest),
        left_out=tests.left_out,
    )


def _list(moment: Moment) -> list[float]:
    found: list[float] = moment.score[moment.taken].tolist()
    return found


def _score(moment: Moment) -> Score | None:
    scores = moment.score[moment.taken]
    return Score(len(scores), float(scores.mean())) if len(scores) >= FEWEST else None


def _without_single(result: Result[LearningGain]) -> Result[LearningGain]:
    """Take out what is about single persons: their scores, their gains, and counts of a few."""
    if result.value is None:
        why = _("Not available: fewer than five took both tests, or everybody had all points before.")
        return replace(result, inputs={}, interpretation=why, dropped=(), notes=())
    value = replace(result.value, individual=(), negative=0, full=0)
    return replace(result, value=value, inputs={}, dropped=(), notes=())


def parts(layout: Layout, tests: Tests) -> tuple[Part, ...]:
    """Return the test in parts of whole chapters, of those who took both.

    Neighbouring chapters are put together until five points or more were won and five or more lost, before
    and after: no share stands for fewer.
    """
    if int(tests.paired.sum()) < FEWEST:
        return ()
    chapters = {item.id: item.chapter for item in layout.items.items}
    of_place = np.array([chapters[item] for item in layout.asked])
    won = [_points(layout, moment, tests.paired, of_place) for moment in (tests.before, tests.after)]
    found: list[list[int]] = []
    open_: list[int] = []
    for chapter in sorted(set(of_place.tolist())):
        open_ = [*open_, chapter]
        if all(_enough(one, open_) for one in won):
            found, open_ = [*found, open_], []
    if open_ and found:
        found[-1] += open_
    return tuple(Part(tuple(group), *(_share(one, group) for one in won)) for group in found)


Points = dict[int, tuple[int, int]]
"""Points won and points to win, by chapter."""


def _points(layout: Layout, moment: Moment, persons: Any, of_place: Any) -> Points:
    asked = np.zeros(len(of_place), dtype=int)
    for number, form in enumerate(layout.forms, start=1):
        asked[places_of(layout, form)] += int((persons & (moment.form == number)).sum())
    right = moment.right[persons].sum(axis=0)
    return {
        chapter: (int(right[of_place == chapter].sum()), int(asked[of_place == chapter].sum()))
        for chapter in set(of_place.tolist())
    }


def _enough(points: Points, chapters: Sequence[int]) -> bool:
    won, of = (sum(points[chapter][side] for chapter in chapters) for side in (0, 1))
    return won >= FEWEST and of - won >= FEWEST


def _share(points: Points, chapters: Sequence[int]) -> float:
    won, of = (sum(points[chapter][side] for chapter in chapters) for side in (0, 1))
    return won / of


def confidence(harvest: Harvest) -> tuple[Confidence, ...]:
    """Return the mean agreement with each statement, of those who rated it both times.

    As long as nobody has rated one twice, the ratings of the one moment are told.  Statements with too few
    ratings are left out.
    """
    layout = harvest.layout
    if BEFORE not in layout.slots or AFTER not in layout.slots:
        return ()
    first = 1 + len(layout.asked)
    before, after = (harvest.matrix(layout.slots[name])[:, first:] for name in (BEFORE, AFTER))
    found = []
    for place, statement in enumerate(layout.items.confidence):
        pre, post = before[:, place], after[:, place]
        both = (pre > 0) & (post > 0)
        if int(both.sum()) >= FEWEST:
            means = float(pre[both].mean()), float(post[both].mean())
            found.append(Confidence(statement.text, int(both.sum()), *means))
        elif not both.any() and max((pre > 0).sum(), (post > 0).sum()) >= FEWEST:
            found.append(_once(statement.text, pre, post))
    return tuple(found)


def _once(statement: str, pre: Any, post: Any) -> Confidence:
    if (pre > 0).sum() >= FEWEST:
        return Confidence(statement, int((pre > 0).sum()), float(pre[pre > 0].mean()), None)
    return Confidence(statement, int((post > 0).sum()), None, float(post[post > 0].mean()))
