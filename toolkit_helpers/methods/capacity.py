"""Capacity: the maturity of cells, pillars and levels, and of nine pillars scanned as wholes (M10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Final, Literal

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..vocabulary import LEVELS, PILLARS
from .display import listed, shown
from .inputs import CLOSE, rating
from .result import Dropped, Result, unavailable

Confidence = Literal["low", "medium", "high"]
STEPS: Final = 4
"""Steps of the maturity scale, from 1 to 5."""


@dataclass(frozen=True)
class Cell:
    """What the raters say about one pillar at one level."""

    scores: Sequence[int | None] = ()
    """One score, 1 to 5, for each rater; ``None`` where one did not rate."""
    evidence: str = ""
    confidence: Confidence = "medium"
    applicable: bool = True


@dataclass(frozen=True)
class Score:
    """The maturity of a cell, a pillar, a level or the whole."""

    score: float
    """1 to 5: the median of the raters in a cell, else a mean of scores."""
    assessed: int
    """Raters of a cell or of a scanned pillar, cells of a pillar or level, pillars of the whole."""
    mean: float | None = None
    """For a cell, or a pillar scanned as a whole: the mean of the raters."""
    confidence: Confidence | None = None
    """For what raters scored: low where a score stands without evidence."""
    thin: bool = False
    """For a pillar: fewer than two cells were assessed."""

    @property
    def index(self) -> float:
        """The score on 0 to 1."""
        return (self.score - 1) / STEPS


@dataclass(frozen=True)
class Maturity:
    """Maturity of cells, pillars and levels that were assessed, by code, and of the whole."""

    cells: Mapping[str, Score]
    pillars: Mapping[str, Score]
    levels: Mapping[str, Score]
    overall: Score

    @property
    def missing(self) -> tuple[str, ...]:
        """Pillars without any assessed cell; the overall score leaves them out."""
        return tuple(pillar for pillar in PILLARS if pillar not in self.pillars)


def pillar_name(code: str) -> str:
    """Return a pillar as it stands at the head of a row.

    >>> pillar_name("PL7")
    'PL7 Resources'
    """
    return _("{code} {pillar}").format(code=code, pillar=PILLARS[code])


def place_of(code: str) -> tuple[str, str]:
    """Return pillar and level of a cell's code.

    Raises ``ToolkitError`` for what is not the code of a cell.

    >>> place_of("PL5.L2")
    ('PL5', 'L2')
    """
    pillar, _dot, level = code.partition(".")
    if pillar not in PILLARS or level not in LEVELS:
        raise ToolkitError(
            _("{cell} is no cell of the capacity grid").format(cell=repr(code)),
            remedy=_("Cells run from PL1.L1 to PL9.L4."),
        )
    return pillar, level


def maturity(cells: Mapping[str, Cell | int | Sequence[int | None] | None]) -> Result[Maturity]:
    """Score the capacity grid of nine pillars and four levels (M10).

    A cell's score is the median of its raters; a pillar's and a level's score is the mean of their assessed
    cells; the overall score is the mean of the pillars' scores, so that a pillar with many cells does not
    weigh more.

    Parameters
    ----------
    cells
        By code (``"PL5.L2"``): a ``Cell``, or for short one score, or the raters' scores.  A score without
        evidence has low confidence, whatever the raters feel.

    Raises ``ToolkitError`` for an unknown cell and for scores outside 1 to 5.
    Source: UNDP, Capacity Assessment Methodology: User's Guide (2008); pillars after UN DESA, E-Government
    Survey 2020, chapter 7 (2020).

    >>> grid = maturity({"PL1.L1": 2, "PL1.L2": 3, "PL1.L3": 2, "PL1.L4": 1}).value
    >>> grid.pillars["PL1"].score, grid.pillars["PL1"].index
    (2.0, 0.25)
    """
    formula = _(
        "cell = median of the raters; pillar and level = mean of their assessed cells; overall = mean of the "
        "pillars; index = (score − 1) / 4"
    )
    read = {code: _cell(cell) for code, cell in cells.items()}
    places = {code: place_of(code) for code in read}
    scores: dict[str, Score] = {}
    dropped: list[Dropped] = []
    for code, cell in read.items():
        scored = _cell_score(code, cell)
        if not cell.applicable:
            dropped.append(Dropped(code, _("marked as not applicable")))
        elif scored is None:
            dropped.append(Dropped(code, _("not assessed")))
        else:
            scores[code] = scored
    if not scores:
        why = _("Not available: no cell of the capacity grid is assessed yet.")
        return unavailable("M10", why, formula=formula, inputs=read, dropped=tuple(dropped))
    pillars = _means(scores, {code: places[code][0] for code in scores}, tuple(PILLARS), thin_below=2)
    levels = _means(scores, {code: places[code][1] for code in scores}, tuple(LEVELS))
    overall = Score(fmean(one.score for one in pillars.values()), len(pillars))
    value = Maturity(scores, pillars, levels, overall)
    return Result("M10", value, read, _text(value), formula, tuple(dropped), _notes(value))


def pillar_scan(pillars: Mapping[str, Cell | int | Sequence[int | None] | None]) -> Result[Maturity]:
    """Score nine pillars, each as a whole and not level by level (M10).

    The quick form of ``maturity``: a pillar's score is the median of its raters, the overall score the mean
    of the pillars.  ``cells`` and ``levels`` of the result are empty.

    Parameters
    ----------
    pillars
        By code (``"PL5"``): a ``Cell``, or for short one score, or the raters' scores.  A score without
        evidence has low confidence.

    Raises ``ToolkitError`` for an unknown pillar and for scores outside 1 to 5.
    Source: as ``maturity``.

    >>> scan = pillar_scan({"PL1": [3, 4, 2], "PL2": 2}).value
    >>> scan.pillars["PL1"].score, scan.overall.score
    (3, 2.5)
    """
    formula = _("pillar = median of the raters; overall = mean of the pillars; index = (score − 1) / 4")
    read = {code: _cell(cell) for code, cell in pillars.items()}
    for code in read:
        if code not in PILLARS:
            raise ToolkitError(
                _("{pillar} is no pillar").format(pillar=repr(code)), remedy=_("Pillars run from PL1 to PL9.")
            )
    found = {code: _cell_score(code, read[code]) for code in PILLARS if code in read}
    scores = {code: score for code, score in found.items() if score and read[code].applicable}
    dropped = tuple(
        Dropped(code, _("not assessed") if read[code].applicable else _("marked as not applicable"))
        for code in found
        if code not in scores
    )
    if not scores:
        why = _("Not available: no pillar is scored yet.")
        return unavailable("M10", why, formula=formula, inputs=read, dropped=dropped)
    value = Maturity({}, scores, {}, Score(fmean(one.score for one in scores.values()), len(scores)))
    return Result("M10", value, read, _text(value), formula, dropped, _notes(value))


def _cell(given: Cell | int | Sequence[int | None] | None) -> Cell:
    if isinstance(given, Cell):
        return given
    return Cell(tuple(given) if isinstance(given, Sequence) else (given,))


def _cell_score(code: str, cell: Cell) -> Score | None:
    scores = [read for one in cell.scores if (read := rating(one, code)) is not None]
    if not scores:
        return None
    confidence = cell.confidence if cell.evidence.strip() else "low"
    return Score(median(scores), len(scores), fmean(scores), confidence)


def _means(
    scores: Mapping[str, Score], groups: Mapping[str, str], order: tuple[str, ...], thin_below: int = 0
) -> dict[str, Score]:
    found = {}
    for group in order:
        members = [score.score for code, score in scores.items() if groups[code] == group]
        if members:
            found[group] = Score(fmean(members), len(members), thin=len(members) < thin_below)
    return found


def _notes(value: Maturity) -> tuple[str, ...]:
    notes = []
    thin = [pillar for pillar, score in value.pillars.items() if score.thin]
    rated = value.cells or value.pillars
    low = [code for code, score in rated.items() if score.confidence == "low"]
    if thin:
        notes.append(_("Thin evidence, fewer than two cells: {pillars}.").format(pillars=listed(thin)))
    if value.missing:
        template = _("Not assessed and left out of the overall score: {pillars}.")
        notes.append(template.format(pillars=listed(value.missing)))
    if low:
        notes.append(_("Low confidence: {cells}.").format(cells=listed(low)))
    return tuple(notes)


def _text(value: Maturity) -> str:
    lowest = min(one.score for one in value.pillars.values())
    weakest = [pillar for pillar, one in value.pillars.items() if one.score <= lowest + CLOSE]
    fields = {
        "score": shown(value.overall.score, 1),
        "pillars": len(value.pillars),
        "weakest": listed(weakest),
        "lowest": shown(lowest, 1),
    }
    if len(weakest) == len(value.pillars):
        template = _("Overall maturity is {score} of 5, the same for each of {pillars} assessed pillars.")
    else:
        template = _(
            "Overall maturity is {score} of 5, the mean of {pillars} assessed pillars; the lowest, with "
            "{lowest}, is {weakest}."
        )
    if len(value.pillars) == 1:
        template = _("Maturity is {score} of 5 in {weakest}, the only pillar assessed so far.")
    return template.format(**fields)
