"""Strategic options: from SWOT to TOWS, and what no option uses (M15)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, get_args

from ..errors import ToolkitError
from ..i18n import gettext as _
from .display import listed, per_cent
from .result import Result, unavailable

Quadrant = Literal["SO", "ST", "WO", "WT"]
Findings = Sequence[str] | Mapping[str, str]
QUADRANTS: Final[tuple[Quadrant, ...]] = get_args(Quadrant)
FEWEST, MOST = 2, 6
_CODE = re.compile(r"(?<![A-Z0-9])([SWOT])\s?([1-9][0-9]?)(?![0-9])", re.IGNORECASE)


def cited_codes(text: str) -> tuple[str, ...]:
    """Return the findings that a text names, each once.

    >>> cited_codes("W2 + O1, later w2 and S 3")
    ('W2', 'O1', 'S3')
    """
    return tuple(dict.fromkeys(f"{letter.upper()}{number}" for letter, number in _CODE.findall(text)))


@dataclass(frozen=True)
class Option:
    """A strategic option, and the findings that it builds on."""

    quadrant: Quadrant
    text: str
    cites: Collection[str]
    """Codes such as ``"W2"``; see ``cited_codes``."""


@dataclass(frozen=True)
class Tows:
    """How far a set of options uses the findings, and what is still to be put right."""

    coverage: float
    """Findings cited by any option / findings listed."""
    listed: int
    cited: tuple[str, ...]
    orphans: tuple[str, ...]
    """Findings that no option cites."""
    empty_quadrants: tuple[Quadrant, ...]
    unused_critical: tuple[str, ...]
    """Critical weaknesses that no WO or WT option cites."""
    one_sided: tuple[int, ...]
    """Places (from 0) of options that do not cite both a finding from inside and one from outside."""
    unknown: tuple[str, ...]
    """Codes that are cited and stand for no finding."""
    same_text: tuple[tuple[str, str], ...]
    """Pairs of an inside and an outside finding with the same sentence."""

    @property
    def sound(self) -> bool:
        """Whether every check is satisfied, orphans aside."""
        return not (self.empty_quadrants or self.unused_critical or self.one_sided or self.unknown)


def swot_tows(
    strengths: Findings,
    weaknesses: Findings,
    opportunities: Findings,
    threats: Findings,
    options: Sequence[Option],
    critical: Collection[str] = (),
) -> Result[Tows]:
    """Check that strategic options build on the findings of a SWOT (M15).

    Parameters
    ----------
    strengths, weaknesses, opportunities, threats
        The findings, two to six of each.  In a list they are named S1, S2 … in their order; a mapping gives
        each its own code, such as ``{"S1": …, "S4": …}`` where some were removed.
    options
        The options: SO use, ST defend, WO repair to benefit, WT reduce exposure.
    critical
        Codes of the weaknesses rated critical (M12).

    Raises ``ToolkitError`` for an unknown quadrant, for a critical code that is no weakness of the list, and
    for a code of another letter.
    Source: Weihrich, The TOWS matrix, Long Range Planning (1982).

    >>> options = [Option("SO", "Share data", ("S1", "O1")), Option("WT", "Keep a copy", ("W1", "T1"))]
    >>> value = swot_tows(["team"], ["law", "budget"], ["donor"], ["power cuts"], options).value
    >>> value.coverage, value.orphans, value.empty_quadrants
    (0.8, ('W2',), ('ST', 'WO'))
    """
    formula = _("coverage = findings cited by an option / findings listed")
    given = {"S": strengths, "W": weaknesses, "O": opportunities, "T": threats}
    findings = {code: text for letter, texts in given.items() for code, text in _coded(letter, texts)}
    inputs = {"findings": findings, "options": tuple(options), "critical": tuple(critical)}
    _check(findings, options, critical)
    if not findings:
        why = _("Not available: the SWOT holds no finding yet.")
        return unavailable("M15", why, formula=formula, inputs=inputs)
    cited = {code for option in options for code in option.cites}
    used = tuple(code for code in findings if code in cited)
    value = Tows(
        coverage=len(used) / len(findings),
        listed=len(findings),
        cited=used,
        orphans=tuple(code for code in findings if code not in cited),
        empty_quadrants=tuple(one for one in QUADRANTS if all(option.quadrant != one for option in options)),
        unused_critical=_unused(critical, options),
        one_sided=tuple(
            place for place, option in enumerate(options) if not _both_sides(option.cites, findings)
        ),
        unknown=tuple(sorted(cited - set(findings))),
        same_text=tuple(_twins(findings)),
    )
    return Result("M15", value, inputs, _text(value), formula, notes=tuple(_notes(value, given, options)))


def _coded(letter: str, findings: Findings) -> Iterable[tuple[str, str]]:
    """Return the findings of one letter with their codes."""
    if not isinstance(findings, Mapping):
        return [(f"{letter}{place}", text) for place, text in enumerate(findings, 1)]
    for code in findings:
        if not code.startswith(letter):
            raise ToolkitError(_("{code} is no code of {letter}").format(code=repr(code), letter=letter))
    return findings.items()


def _check(findings: Collection[str], options: Iterable[Option], critical: Collection[str]) -> None:
    for option in options:
        if option.quadrant not in QUADRANTS:
            raise ToolkitError(
                _("{quadrant} is no quadrant of TOWS").format(quadrant=repr(option.quadrant)),
                remedy=_("Choose SO, ST, WO or WT."),
            )
    for code in critical:
        if code not in findings or not code.startswith("W"):
            raise ToolkitError(_("{code} is no weakness of this SWOT").format(code=repr(code)))


def _both_sides(cites: Collection[str], findings: Collection[str]) -> bool:
    letters = {code[0] for code in cites if code in findings}
    return bool(letters & set("SW")) and bool(letters & set("OT"))


def _unused(critical: Collection[str], options: Iterable[Option]) -> tuple[str, ...]:
    repaired = {code for option in options if option.quadrant in ("WO", "WT") for code in option.cites}
    return tuple(code for code in critical if code not in repaired)


def _twins(findings: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Find the same sentence inside and outside: among S and O, and among W and T."""
    plain = {code: re.sub(r"[\W_]+", " ", text).strip().casefold() for code, text in findings.items()}
    for inside, outside in ("SO", "WT"):
        for one, two in product(
            (code for code in plain if code[0] == inside), (code for code in plain if code[0] == outside)
        ):
            if plain[one] and plain[one] == plain[two]:
                yield one, two


def _text(value: Tows) -> str:
    fields = {"cited": len(value.cited), "listed": value.listed, "share": per_cent(value.coverage)}
    if not value.orphans:
        return _("The options use all {listed} findings.").format(**fields)
    template = _("The options use {cited} of {listed} findings ({share} per cent); not used: {orphans}.")
    return template.format(orphans=listed(value.orphans), **fields)


def _notes(value: Tows, given: Mapping[str, Findings], options: Sequence[Option]) -> Iterable[str]:
    for letter, texts in given.items():
        if not FEWEST <= len(texts) <= MOST:
            template = _("{letter} has {count} findings; two to six are useful.")
            yield template.format(letter=letter, count=len(texts))
    if value.empty_quadrants:
        yield _("No option yet in: {quadrants}.").format(quadrants=listed(value.empty_quadrants))
    for place in value.one_sided:
        template = _("The option “{option}” must cite a finding from inside and one from outside.")
        yield template.format(option=options[place].text)
    if value.unused_critical:
        template = _("Critical, and in no WO or WT option: {codes}.")
        yield template.format(codes=listed(value.unused_critical))
    if value.unknown:
        yield _("Cited, but not on the list: {codes}.").format(codes=listed(value.unknown))
    for one, two in value.same_text:
        template = _("{one} and {two} are the same sentence: is it inside or outside your control?")
        yield template.format(one=one, two=two)
