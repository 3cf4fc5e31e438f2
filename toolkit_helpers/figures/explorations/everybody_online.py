"""D4.3: Internet use prolonged by a straight line and by an S-curve, as an illustration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ... import datasets
from ...datasets import Country
from ...i18n import gettext as _
from ...methods.display import shown
from ..controls import Control
from ..description import Axis, Chart, Mark, Point, Series, Table
from .growth import FEWEST, Line, SCurve, fit_line, fit_s_curve, latest, means_of_members

SERIES: Final = "internet_users_pct"
DRAWN_FROM: Final = 2010
_EVERY: Final = 2

CONTROLS: Final = (
    Control("horizon", _("Year of the vision"), 2030, 2050, 1, 2035),
    Control("ceiling", _("Share at which the S-curve levels off"), 80, 100, 1, 100, "%"),
)


@dataclass(frozen=True)
class Prolonged:
    """A series with what would follow from it, up to a horizon year."""

    values: Mapping[int, float]
    horizon: int
    line: Line | None
    curve: SCurve | None

    @property
    def last(self) -> int:
        """The latest year with a value."""
        return max(self.values)

    @property
    def now(self) -> float:
        """The latest value."""
        return self.values[self.last]


def prolonged(values: Mapping[int, float], horizon: int, ceiling: float) -> Prolonged:
    """Prolong a series of per cent; a line that does not rise, or has nothing to rise to, is ``None``."""
    recent = latest(values)
    line = fit_line(recent) if len(values) >= FEWEST else None
    if line and (line.slope <= 0 or values[max(values)] >= 100 or line.at(max(values)) >= 100):
        line = None
    return Prolonged(values, horizon, line, fit_s_curve(values, ceiling))


def of_country(code: str) -> dict[int, float]:
    """Return the share of people using the Internet of one country by year, per cent; may be empty."""
    years = datasets.series(SERIES).get(code, {})
    return {year: round(one.value, 1) for year, one in sorted(years.items())}


def _of_members() -> dict[int, float]:
    found = {
        code: {year: one.value for year, one in years.items()}
        for code, years in datasets.series(SERIES).items()
    }
    return {year: round(value, 1) for year, value in means_of_members(found).items()}


def _finding(name: str, one: Prolonged) -> str:
    fields = {"name": name, "now": shown(one.now, 1), "year": one.last, "horizon": one.horizon}
    if one.line is None and one.curve is None:
        if one.now >= 100:
            return _("{name}: {now} per cent used the Internet in {year}; nothing is left to prolong").format(
                **fields
            )
        return _(
            "{name}: {now} per cent used the Internet in {year}; these figures cannot be prolonged"
        ).format(**fields)
    if one.curve is None:
        template = _(
            "{name}: {now} per cent used the Internet in {year}; a straight line would stand at {line} per "
            "cent in {horizon}"
        )
    elif one.line is None:
        template = _(
            "{name}: {now} per cent used the Internet in {year}; an S-curve would stand at {curve} per cent "
            "in {horizon}"
        )
    elif one.line.at(one.horizon) > 100:
        template = _(
            "{name}: {now} per cent used the Internet in {year}; a straight line would pass 100 per cent in "
            "{full}, an S-curve would stand at {curve} in {horizon}"
        )
        fields["full"] = math.floor(one.line.reaches(100))
    else:
        template = _(
            "{name}: {now} per cent used the Internet in {year}; in {horizon} a straight line would stand at "
            "{line} per cent, an S-curve at {curve}"
        )
    fields["line"] = shown(one.line.at(one.horizon), 1) if one.line else ""
    fields["curve"] = shown(one.curve.at(one.horizon), 1) if one.curve else ""
    return template.format(**fields)


def _ahead(one: Prolonged) -> list[int]:
    """Return the years at which the S-curve is drawn: from the latest value, every other year, to the end."""
    return sorted({*range(one.last, one.horizon, _EVERY), one.horizon})


def _lines(name: str, one: Prolonged, role: str) -> list[Series]:
    years = range(max(DRAWN_FROM, min(one.values)), one.last + 1)
    points = [Point(x=year, y=one.values.get(year)) for year in years]
    series = [Series(name=name, role=role, points=points)]
    if one.line:
        ends = (one.last, one.horizon)
        drawn = [Point(x=year, y=round(one.line.at(year), 1)) for year in ends]
        series.append(Series(name=_("Straight line"), role="group", points=drawn, style="line"))
    if one.curve:
        drawn = [Point(x=year, y=round(one.curve.at(year), 1)) for year in _ahead(one)]
        series.append(Series(name=_("S-curve"), role="one", points=drawn, style="line"))
    return series


def _table(series: list[Series]) -> Table:
    cells = [{int(point.x): point.y for point in one.points} for one in series]
    years = sorted({year for one in cells for year in one})
    rows = [
        [str(year), *(shown(value, 1) if isinstance(value := one.get(year), float) else "–" for one in cells)]
        for year in years
    ]
    return Table(
        caption=_(
            "People using the Internet, per cent; the last columns are an illustration, not a forecast"
        ),
        header=[_("Year"), *(one.name for one in series)],
        rows=rows,
    )


def _missing(country: Country | None, one: Prolonged) -> str:
    notes = []
    if country:
        latest_one = datasets.series(SERIES)[country.iso3][one.last]
        if latest_one.estimate:
            template = _("{country}: ITU marks the value of {year} as an estimate.")
            notes.append(template.format(country=country.name, year=one.last))
        template = _("{country}: there is no value after {year}, and none by group of people.")
        notes.append(template.format(country=country.name, year=one.last))
    if one.curve is None:
        notes.append(
            _(
                "No S-curve is drawn: the values are fewer than six, do not rise, or have reached the level "
                "at which the curve would level off."
            )
        )
    if one.line is None:
        notes.append(
            _(
                "No straight line is drawn: the values are fewer than six, do not rise, or have reached "
                "everybody."
            )
        )
    return " ".join(notes)


def _absent(country: Country) -> str:
    return _(
        "{country}: ITU's table of Internet use has no figure; the mean of Member States stands in its place."
    ).format(country=country.name)


def describe(country: Country | None, team: Mapping[str, Any], values: Mapping[str, float]) -> Chart:
    """Return Internet use of the reader's country, or the mean of States, prolonged to the horizon year."""
    absent = ""
    if country and not of_country(country.iso3):
        absent, country = _absent(country), None
    name = country.name if country else _("Mean of Member States")
    found = of_country(country.iso3) if country else _of_members()
    one = prolonged(found, int(values["horizon"]), values["ceiling"])
    series = _lines(name, one, "own" if country else "world")
    highest = max(float(point.y or 0) for line in series for point in line.points)
    return Chart(
        id="D4.3",
        kind="line",
        question=_("Is “everyone online by {year}” plausible?").format(year=one.horizon),
        finding=_finding(name, one),
        notice=_(
            "An illustration, not a forecast. The straight line prolongs the last ten values and overshoots "
            "100 per cent sooner or later; the S-curve fits all values since 2005 and levels off. The last "
            "15 per cent are the hardest: who are they in your country, and what do you offer them meanwhile?"
        ),
        x=Axis(label=_("Year"), minimum=DRAWN_FROM, maximum=one.horizon, decimals=0),
        y=Axis(
            label=_("People using the Internet, per cent"),
            minimum=0,
            maximum=max(120, 40 * math.ceil(highest / 40)),
            decimals=1,
        ),
        series=series,
        marks=[Mark(x=100, label=_("everybody"), horizontal=True)],
        missing=absent or _missing(country, one),
        source=_(
            "Source: ITU, DataHub (2025), individuals using the Internet. Line and curve: computed here. The "
            "mean of Member States is unweighted, of years with at least 150 values."
        ),
        alt=_(
            "Line chart of the share of people using the Internet from {first} to {last}: {name}. From "
            "there a straight line and a curve that levels off lead on to {horizon}, as far as the figures "
            "allow; a level line marks 100 per cent."
        ).format(first=DRAWN_FROM, last=one.last, name=name, horizon=one.horizon),
        table=_table(series),
    )
