"""Indices: the EGDI of UN DESA, the GTMI of the World Bank, the Digital Government Index of the OECD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from ..errors import ToolkitError
from ..i18n import gettext as _
from .tables import Row, number, typed_rows

# Published values have four or five decimals; a larger difference is not rounding (method M01).
RECOMPUTE_TOLERANCE: Final = 0.0005

Edition = TypeVar("Edition")


@dataclass(frozen=True, slots=True)
class EgdiRow:
    """One Member State in one edition of the UN E-Government Survey (UN DESA).

    Attributes
    ----------
    iso3, year
        ISO 3166-1 code and edition.
    rank
        Place in the world, 1 is the best; ``None`` if the country was not ranked.
    egdi
        E-Government Development Index, 0 to 1; ``None`` if the country was not ranked.
    osi, hci, tii
        Its components, 0 to 1: online services, human capital, telecommunication infrastructure.  Kept as
        published: in 2003 two values of the HCI lie above 1.
    epi
        E-Participation Index, 0 to 1; no part of the EGDI.
    assessed
        Whether the country was ranked.  Where not, some components may still be published.
    """

    iso3: str
    year: int
    rank: int | None
    egdi: float | None
    osi: float | None
    hci: float | None
    tii: float | None
    epi: float | None
    assessed: bool


@dataclass(frozen=True, slots=True)
class GtmiRow:
    """One economy in one edition of the GovTech Maturity Index (World Bank): values 0 to 1.

    ``cgsi`` core government systems, ``psdi`` public service delivery, ``dcei`` digital citizen engagement,
    ``gtei`` GovTech enablers; ``gtmi`` is their mean and ``group`` its class, ``"A"`` (highest) to ``"D"``.
    The questionnaire changed after 2020: do not join 2020 and 2022 by a line.
    """

    iso3: str
    year: int
    gtmi: float
    cgsi: float
    psdi: float
    dcei: float
    gtei: float
    group: str


@dataclass(frozen=True, slots=True)
class DgiRow:
    """One economy in one edition of the Digital Government Index (OECD): values 0 to 1.

    ``dgi`` is the mean of the six dimensions that follow it.  ``rank`` is ``None`` for partner countries,
    which the OECD does not rank.
    """

    iso3: str
    year: int
    rank: int | None
    dgi: float
    digital_by_design: float
    data_driven: float
    government_as_platform: float
    open_by_default: float
    user_driven: float
    proactiveness: float


IndexRow = TypeVar("IndexRow", EgdiRow, GtmiRow, DgiRow)


def egdi(year: int | None = None) -> dict[str, EgdiRow]:
    """Return one edition of the EGDI by ISO-3 code; without a year the latest.

    Raises
    ------
    ToolkitError
        If the year is not an edition of the table.

    >>> egdi(2024)["RWA"].rank
    118
    """
    return _edition(_egdi(), year, _("the E-Government Development Index")).copy()


def gtmi(year: int | None = None) -> dict[str, GtmiRow]:
    """Return one edition of the GTMI by ISO-3 code; without a year the latest.

    Raises
    ------
    ToolkitError
        If the year is not an edition of the table.

    >>> gtmi(2025)["KOR"].group
    'A'
    """
    return _edition(_gtmi(), year, _("the GovTech Maturity Index")).copy()


def gtmi_groups(year: int | None = None) -> dict[str, tuple[str, ...]]:
    """Return the ISO-3 codes of each group of the GTMI, ``"A"`` (highest) to ``"D"``, in one edition.

    Raises
    ------
    ToolkitError
        If the year is not an edition of the table.

    >>> {group: len(codes) for group, codes in gtmi_groups(2025).items()}["A"]
    78
    """
    rows = gtmi(year)
    return {group: tuple(code for code, row in rows.items() if row.group == group) for group in "ABCD"}


def oecd_dgi(year: int | None = None) -> dict[str, DgiRow]:
    """Return one edition of the Digital Government Index by ISO-3 code; without a year the latest.

    It covers 38 members and partners of the OECD.

    Raises
    ------
    ToolkitError
        If the year is not an edition of the table.

    >>> oecd_dgi()["KOR"].rank
    1
    """
    return _edition(_dgi(), year, _("the Digital Government Index")).copy()


def egdi_editions() -> tuple[int, ...]:
    """Return the editions of the EGDI table, earliest first."""
    return tuple(sorted(_egdi()))


def gtmi_editions() -> tuple[int, ...]:
    """Return the editions of the GTMI table, earliest first."""
    return tuple(sorted(_gtmi()))


@cache
def recomputes() -> tuple[int, ...]:
    """Return the editions whose EGDI is the plain mean of the three published components.

    An edition counts if no ranked country is off by more than 0.0005.  Those of 2008 and 2010 are not:
    weights of 0.34 for the OSI and 0.33 for the others reproduce them.
    """
    return tuple(year for year in egdi_editions() if all(map(_is_plain_mean, _egdi()[year].values())))


def _is_plain_mean(row: EgdiRow) -> bool:
    if row.egdi is None or row.osi is None or row.hci is None or row.tii is None:
        return not row.assessed
    return abs((row.osi + row.hci + row.tii) / 3 - row.egdi) <= RECOMPUTE_TOLERANCE


def _edition(table: Mapping[int, Edition], year: int | None, index: str) -> Edition:
    try:
        return table[max(table) if year is None else year]
    except KeyError:
        raise ToolkitError(
            _("the tables hold no edition {year} of {index}").format(year=year, index=index),
            remedy=_("The editions are {years}.").format(years=", ".join(map(str, sorted(table)))),
        ) from None


def _egdi_row(row: Row) -> EgdiRow:
    return EgdiRow(
        iso3=row["iso3"],
        year=int(row["year"]),
        rank=int(row["rank"]) if row["rank"] else None,
        egdi=number(row["egdi"]),
        osi=number(row["osi"]),
        hci=number(row["hci"]),
        tii=number(row["tii"]),
        epi=number(row["epi"]),
        assessed=row["assessed"] == "1",
    )


def _gtmi_row(row: Row) -> GtmiRow:
    parts = {name: float(row[name]) for name in ("gtmi", "cgsi", "psdi", "dcei", "gtei")}
    return GtmiRow(iso3=row["iso3"], year=int(row["year"]), group=row["group"], **parts)


def _dgi_row(row: Row) -> DgiRow:
    names = list(DgiRow.__dataclass_fields__)[3:]
    parts = {name: float(row[name]) for name in names}
    rank = int(row["rank"]) if row["rank"] else None
    return DgiRow(iso3=row["iso3"], year=int(row["year"]), rank=rank, **parts)


@cache
def _egdi() -> dict[int, dict[str, EgdiRow]]:
    return _by_edition(typed_rows("egdi", _egdi_row))


@cache
def _gtmi() -> dict[int, dict[str, GtmiRow]]:
    return _by_edition(typed_rows("gtmi", _gtmi_row))


@cache
def _dgi() -> dict[int, dict[str, DgiRow]]:
    return _by_edition(typed_rows("oecd_dgi", _dgi_row))


def _by_edition(rows: Iterable[IndexRow]) -> dict[int, dict[str, IndexRow]]:
    table: dict[int, dict[str, IndexRow]] = {}
    for row in rows:
        table.setdefault(row.year, {})[row.iso3] = row
    return table
