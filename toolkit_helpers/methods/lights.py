"""Traffic lights: how an indicator's progress is reported, and how a section sums them up (M53)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from ..i18n import gettext as _
from .display import listed, shown
from .inputs import CLOSE, not_negative, number
from .progress import Progress
from .result import Result, unavailable

Colour = Literal["green", "grey", "amber", "red"]
COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)
"""From best to worst.  Grey is never green: what nobody has measured is no good news."""
ON_TRACK: Final = 0.95
"""Progress ratio from which an indicator is green."""
TOO_SLOW: Final = 0.70
"""Progress ratio below which it is red."""
OVERDUE: Final = 1.5
"""Reporting periods after which a value counts as no data."""


@dataclass(frozen=True)
class Light:
    """The light of one indicator; word and symbol say the same as the colour."""

    colour: Colour
    word: str
    symbol: str

    @property
    def text(self) -> str:
        """The light as it is read: ``◆ amber, needs acceleration``."""
        return _("{symbol} {colour}, {word}").format(
            symbol=self.symbol, colour=colour_name(self.colour), word=self.word
        )


@dataclass(frozen=True)
class RollUp:
    """The light of a section."""

    colour: Colour
    """The worst colour among its headline indicators."""
    counts: Mapping[Colour, int]
    """How many headline indicators have each colour, from best to worst."""
    worst: tuple[str, ...]
    """Names of the headline indicators with that colour."""


def colour_name(colour: Colour) -> str:
    """Return the name of a colour in the workbook's language."""
    return {"green": _("green"), "amber": _("amber"), "red": _("red"), "grey": _("grey")}[colour]


def traffic_light(
    ratio: float | None, *, met: bool = False, age: float | None = None, period: float | None = None
) -> Result[Light]:
    """Return the light of an indicator (M53), always with a word and a symbol.

    Parameters
    ----------
    ratio
        Progress ratio of M52; ``None`` where there is no current value.
    met
        Whether the target is reached: green, whatever the pace was.
    age, period
        Years since the value was measured, and the years between two reports.  A value older than one and a
        half periods counts as no data.

    Raises ``ToolkitError`` for a ratio that is not a number and a negative age or period.
    Source: the workbook's own thresholds; colour never alone as in W3C, Web Content Accessibility Guidelines
    2.2, success criterion 1.4.1 (2023).

    >>> traffic_light(0.743).value.text
    '◆ amber, needs acceleration'
    >>> traffic_light(None).value.text
    '○ grey, no data'
    """
    formula = _("green from 0.95 or target met, amber from 0.70, red below; grey without a recent value")
    pace = number(ratio, _("the progress ratio"))
    years, between = not_negative(age, _("the age of the value")), not_negative(period, _("the period"))
    inputs = {"ratio": ratio, "met": met, "age": age, "period": period}
    old = years is not None and between is not None and years > OVERDUE * between + CLOSE
    if old or (pace is None and not met):
        light = _light("grey")
    elif met:
        light = Light("green", _("target met"), "✔")
    elif pace is not None and pace >= ON_TRACK - CLOSE:
        light = _light("green")
    elif pace is not None and pace >= TOO_SLOW - CLOSE:
        light = _light("amber")
    elif pace is not None and pace < -CLOSE:
        light = Light("red", _("moving away"), "▼")
    else:
        light = _light("red")
    note = (_("The last value is older than one and a half reporting periods."),) if old else ()
    return Result("M53", light, inputs, _sentence(light, None if old else pace), formula, notes=note)


def progress_light(
    progress: Result[Progress], *, age: float | None = None, period: float | None = None
) -> Result[Light]:
    """Return the light of an indicator from its progress (M52): grey where that is not available.

    In the baseline year nothing is due, and an indicator that is to be maintained has no pace; both have a
    light all the same.

    >>> from .progress import indicator_progress
    >>> progress_light(indicator_progress(20, 8, 2024, 2030, 2027, 15)).value.text
    '◆ amber, needs acceleration'
    """
    value = progress.value
    if value is None:
        return traffic_light(None)
    found = traffic_light(value.ratio, met=value.met, age=age, period=period)
    if found.notes or value.ratio is not None or value.met:
        return found
    maintained = value.standing == "maintenance"
    light = _light("red") if maintained else Light("grey", _("not yet due"), "○")
    return Result("M53", light, found.inputs, _sentence(light, None), found.formula)


def _light(colour: Colour) -> Light:
    words = {
        "green": (_("on track"), "✔"),
        "amber": (_("needs acceleration"), "◆"),
        "red": (_("off track"), "■"),
        "grey": (_("no data"), "○"),
    }
    return Light(colour, *words[colour])


def _sentence(light: Light, ratio: float | None) -> str:
    if ratio is None:
        return _("Light: {light}.").format(light=light.text)
    return _("Light: {light} (progress ratio {ratio}).").format(light=light.text, ratio=shown(ratio, 2))


def section_light(headline: Mapping[str, Light]) -> Result[RollUp]:
    """Sum up a section by the worst of its headline indicators (M53); colours are never averaged.

    ``headline`` holds the light of each headline indicator by name.  Grey is worse than green and better than
    amber, which is known to need attention.

    Source: the workbook's own rule.

    >>> lights = {"all": traffic_light(1.2).value, "persons with disabilities": traffic_light(0.1).value}
    >>> section_light(lights).interpretation
    'Headline: red (green 1, red 1); look first at: persons with disabilities.'
    """
    formula = _("section = worst colour of its headline indicators, with the count of each colour")
    inputs = {"headline": dict(headline)}
    if not headline:
        why = _("Not available: no indicator is marked as a headline yet.")
        return unavailable("M53", why, formula=formula, inputs=inputs)
    found = Counter(light.colour for light in headline.values())
    counts: dict[Colour, int] = {colour: found[colour] for colour in COLOURS if found[colour]}
    worst = list(counts)[-1]
    names = tuple(name for name, light in headline.items() if light.colour == worst)
    value = RollUp(worst, counts, names)
    return Result("M53", value, inputs, _summary(value), formula)


def _summary(value: RollUp) -> str:
    counted = listed(
        _("{colour} {count}").format(colour=colour_name(colour), count=count)
        for colour, count in value.counts.items()
    )
    if value.colour == "green":
        return _("Headline: green ({counts}).").format(counts=counted)
    template = _("Headline: {colour} ({counts}); look first at: {names}.")
    return template.format(colour=colour_name(value.colour), counts=counted, names=listed(value.worst))
