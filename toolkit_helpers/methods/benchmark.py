"""Benchmarks: the EGDI from its components (M01), its groups (M03), a country among its peers (M04)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import fsum
from statistics import median
from typing import Any, Final

from ..errors import ToolkitError
from ..i18n import gettext as _
from ..vocabulary import EGDI_GROUPS, EgdiGroup
from .display import listed, ordinal_rank, shown, signed
from .inputs import CLOSE, number
from .result import Dropped, Result, unavailable

SAME: Final = 0.0005
"""Largest difference at which a recomputed EGDI matches the published one."""
NEAR: Final = 0.005
"""Distance below the lower bound of a group at which a value is just below it."""
SMALLEST_GROUP: Final = 5
"""With fewer countries a percentile says nothing."""
LABEL_YEARS: Final = 2
"""An income-group label holds for editions at most this many years apart from it."""
OLD_WEIGHTS: Final = {"OSI": 0.34, "TII": 0.33, "HCI": 0.33}
"""Weights that reproduce the published EGDI of the editions 2008 and 2010."""


@dataclass(frozen=True)
class Composite:
    """An EGDI recomputed from its components; all numbers on 0 to 1."""

    egdi: float
    contributions: Mapping[str, float]
    """Each component divided by three."""
    published: float | None
    difference: float | None
    """Recomputed minus published; ``None`` without a published value."""
    matches: bool | None
    old_weights: float
    """The value with the weights of the editions 2008 and 2010."""


def index_value(value: float | None, name: str) -> float | None:
    """Return an index value on 0 to 1; ``None`` if it is missing, ``ToolkitError`` outside 0 to 1."""
    read = number(value, name)
    if read is not None and not 0 <= read <= 1:
        raise ToolkitError(
            _("component indices run from 0 to 1"),
            remedy=_("{name} is {value}; check it.").format(name=name, value=read),
        )
    return read


def egdi_composite(
    osi: float | None, tii: float | None, hci: float | None, published: float | None = None
) -> Result[Composite]:
    """Compute the E-Government Development Index from its three components (M01).

    Parameters
    ----------
    osi, tii, hci
        Online Service, Telecommunication Infrastructure and Human Capital Index, each from 0 to 1.
        Without any one of them there is no EGDI: nothing is re-weighted.
    published
        The published EGDI to compare with; it matches up to a difference of 0.0005.

    Raises ``ToolkitError`` if a value lies outside 0 to 1.
    Source: UN DESA, E-Government Survey 2024, annex on methodology (2024).  Editions from 2012 recompute;
    2008 and 2010 used the weights 0.34, 0.33 and 0.33.

    >>> result = egdi_composite(osi=1.0, tii=0.9917, hci=0.9120, published=0.9679)
    >>> round(result.value.egdi, 4), result.value.matches
    (0.9679, True)
    """
    given = {"OSI": osi, "TII": tii, "HCI": hci}
    formula = _("EGDI = (OSI + TII + HCI) / 3")
    read = {name: index_value(value, name) for name, value in given.items()}
    known = {name: value for name, value in read.items() if value is not None}
    told = index_value(published, _("the published EGDI"))
    if len(known) < len(given):
        missing = listed(name for name, value in read.items() if value is None)
        why = _("The EGDI is not available: no value is given for {missing}.").format(missing=missing)
        return unavailable("M01", why, formula=formula, inputs=given)
    value = fsum(known.values()) / 3
    old = fsum(OLD_WEIGHTS[name] * one for name, one in known.items())
    difference = None if told is None else value - told
    matches = None if difference is None else abs(difference) <= SAME + CLOSE
    composite = Composite(
        value, {name: one / 3 for name, one in known.items()}, told, difference, matches, old
    )
    notes: tuple[str, ...] = ()
    if told is not None and not matches and abs(old - told) <= SAME + CLOSE:
        template = _(
            "The editions of 2008 and 2010 used the weights 0.34, 0.33 and 0.33, which give {value}."
        )
        notes = (template.format(value=shown(old)),)
    return Result(
        "M01", composite, {**given, "published": published}, _composite_text(composite), formula, notes=notes
    )


def _composite_text(composite: Composite) -> str:
    if composite.published is None:
        return _("The EGDI is {value}, the mean of its three components.").format(value=shown(composite.egdi))
    if composite.matches:
        template = _("The EGDI is {value}; this matches the published value {published}.")
    else:
        template = _(
            "The recomputed EGDI is {value}, the published value is {published}: they differ by more than "
            "0.0005, so check the edition and its weights."
        )
    return template.format(value=shown(composite.egdi), published=shown(composite.published))


def _group_label(group: EgdiGroup) -> str:
    return {
        "Very high": _("Very high"),
        "High": _("High"),
        "Middle": _("Middle"),
        "Low": _("Low"),
        "not assessed": _("not assessed"),
    }[group]


def egdi_group(value: float | None, index: str = "EGDI") -> Result[EgdiGroup]:
    """Return the group of an index value (M03): Very high, High, Middle or Low.

    The same cut points 0.75, 0.50 and 0.25 hold for EGDI, OSI, TII, HCI and LOSI; a bound belongs to the
    upper group.  A value at most 0.005 below a bound gets a note.  ``index`` is the name that the sentence
    uses.  Raises ``ToolkitError`` if the value lies outside 0 to 1.

    Source: UN DESA, E-Government Survey 2024 (2024); LOSI: UN DESA and UNU-EGOV, E-Government Survey 2022
    (2022).

    >>> egdi_group(0.75).value, egdi_group(0.74999).value
    ('Very high', 'High')
    >>> egdi_group(0.74999).notes
    ('Just below the threshold of the group Very high (0.75).',)
    >>> egdi_group(None).interpretation
    'Not assessed: without a value of the EGDI there is no group.'
    """
    formula = _("Very high from 0.75, High from 0.50, Middle from 0.25, otherwise Low")
    read = index_value(value, index)
    if read is None:
        why = _("Not assessed: without a value of the {index} there is no group.").format(index=index)
        return unavailable("M03", why, formula=formula, inputs={index: value})
    group = next(name for bound, name in EGDI_GROUPS if read >= bound - CLOSE)
    notes = tuple(
        _("Just below the threshold of the group {group} ({bound}).").format(
            group=_group_label(name), bound=shown(bound, 2)
        )
        for bound, name in EGDI_GROUPS
        if bound - NEAR - CLOSE <= read < bound - CLOSE
    )
    text = _("An {index} of {value} belongs to the group {group}.").format(
        index=index, value=shown(read), group=_group_label(group)
    )
    return Result("M03", group, {index: value}, text, formula, notes=notes)


@dataclass(frozen=True)
class PeerPosition:
    """Where one country stands in a group that it is itself part of."""

    value: float
    rank: int
    """1 + number of peers with a larger value; equal values share a rank."""
    n: int
    """Number of countries with a value, the country included."""
    tied: int
    """Number of countries with this value, the country included."""
    percentile: float | None
    """0 to 100, mid-rank; ``None`` in a group of fewer than five."""
    mean: float
    median: float
    difference: float
    """Value minus the unweighted mean of the group."""
    decimals: int = 4

    @property
    def rank_text(self) -> str:
        """The rank as shown: ``4``, or ``1=`` where it is shared."""
        return ordinal_rank(self.rank, self.tied)


def peer_position(
    values: Mapping[str, float | None],
    code: str,
    peers: Collection[str] | None = None,
    *,
    peer_name: str = "",
    edition: int | None = None,
    label_year: int | None = None,
    decimals: int = 4,
) -> Result[PeerPosition]:
    """Compare one country with its peers: rank, percentile, mean and median (M04).

    Parameters
    ----------
    values
        Values by country code; a missing value takes no part.
    code
        The country to place.  It always counts among its peers.
    peers
        Codes of the peer group; everybody in ``values`` if left out.
    peer_name
        Name of the group as the sentence uses it: ``"Africa"``; "the world" if left out.
    edition, label_year
        Year of the values, and year of a group label that changes over time, such as the income group.
        With both, there is no result where they lie more than two years apart.
    decimals
        Decimals with which values are shown.

    Source: competition ranking and mid-rank percentile, as customary; groups of the UN Statistics Division
    (M49) and of the World Bank.

    >>> values = {"A": 0.9, "B": 0.5, "C": 0.5, "D": 0.3, "E": 0.1}
    >>> place = peer_position(values, "B").value
    >>> place.rank_text, place.n, place.percentile
    ('2=', 5, 60.0)
    """
    name = peer_name or _("the world")
    formula = _(
        "rank = 1 + number of peers with a larger value; percentile = 100 × (number below + 0.5 × number "
        "equal) / N, the country included; difference = value − unweighted mean of the peers"
    )
    group = list(dict.fromkeys([code, *(values if peers is None else peers)]))
    read = {one: number(values.get(one), one) for one in group}
    inputs: dict[str, Any] = {"code": code, "peers": name, "edition": edition, "label_year": label_year}
    if edition is not None and label_year is not None and abs(edition - label_year) > LABEL_YEARS:
        why = _(
            "Not available: the group labels of {label_year} must not be laid over the edition of {edition}."
        ).format(label_year=label_year, edition=edition)
        return unavailable("M04", why, formula=formula, inputs=inputs)
    own = read[code]
    if own is None:
        why = _("Not available: there is no value for {code}, so it has no rank.").format(code=code)
        return unavailable("M04", why, formula=formula, inputs=inputs)
    known = {one: value for one, value in read.items() if value is not None}
    dropped = tuple(Dropped(one, _("no value")) for one in group if one not in known)
    position = _position(own, list(known.values()), decimals)
    notes = [_("{code} is counted among its peers.").format(code=code)]
    if label_year is not None:
        notes.append(_("Group labels of {year}.").format(year=label_year))
    if position.n < SMALLEST_GROUP:
        notes.append(_("Fewer than five countries: the values are shown, a percentile would say nothing."))
    inputs["values"] = known
    return Result(
        "M04", position, inputs, _position_text(code, name, position), formula, dropped, tuple(notes)
    )


def _position(own: float, known: list[float], decimals: int) -> PeerPosition:
    above = sum(value > own + CLOSE for value in known)
    equal = sum(abs(value - own) <= CLOSE for value in known)
    count = len(known)
    below = count - above - equal
    mean = fsum(known) / count
    return PeerPosition(
        value=own,
        rank=1 + above,
        n=count,
        tied=equal,
        percentile=100 * (below + 0.5 * equal) / count if count >= SMALLEST_GROUP else None,
        mean=mean,
        median=median(known),
        difference=own - mean,
        decimals=decimals,
    )


def _position_text(code: str, peer_name: str, position: PeerPosition) -> str:
    return _(
        "{code} has {value}, rank {rank} of {n} in {peers} ({difference} against their mean of {mean}): a "
        "relative position, not a grade."
    ).format(
        code=code,
        value=shown(position.value, position.decimals),
        rank=position.rank_text,
        n=position.n,
        peers=peer_name,
        difference=signed(position.difference, position.decimals),
        mean=shown(position.mean, position.decimals),
    )
