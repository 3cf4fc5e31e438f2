"""Rows as text, typed rows with the place of an error, and pandas tables with the right types."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError


@pytest.mark.parametrize("name", datasets.table_names())
def test_load_holds_the_same_cells_as_rows(name: str) -> None:
    """The pandas table has every row and column, and is missing exactly where a cell is empty."""
    table, rows = datasets.load(name), datasets.rows(name)
    assert list(table.columns) == list(rows[0])
    assert len(table) == len(rows)
    for column in table.columns:
        empty = [not row[column] for row in rows]
        assert table[column].isna().tolist() == empty, column


@pytest.mark.parametrize("name", datasets.table_names())
def test_load_carries_its_source(name: str) -> None:
    """Citation, licence and address travel with the table."""
    record = datasets.provenance(name)
    assert datasets.load(name).attrs == {
        "citation": record.citation,
        "licence": record.licence,
        "url": record.url,
    }


def test_types_of_the_egdi_table() -> None:
    """Numbers are numbers, ranks are whole with gaps, and assessed is true or false."""
    types = datasets.load("egdi").dtypes.astype(str)
    assert types["year"] == "int64"
    assert types["rank"] == "Int64"
    assert set(types[["egdi", "osi", "hci", "tii", "epi"]]) == {"float64"}
    assert types["assessed"] == "bool"


def test_types_of_the_other_tables() -> None:
    """Flags with gaps stay flags; an estimate that does not apply is missing."""
    assert str(datasets.load("digital_divide")["estimate"].dtype) == "boolean"
    assert str(datasets.load("digital_divide")["value"].dtype) == "float64"
    assert str(datasets.load("indicators")["higher_is_better"].dtype) == "boolean"
    assert str(datasets.load("countries")["ldc"].dtype) == "bool"
    assert datasets.load("countries").query("ldc").shape[0] == 44


def test_namibia_and_leading_zeros_survive_pandas() -> None:
    """``NA`` is a country, and Afghanistan's M49 code is 004."""
    table = datasets.load("countries").set_index("iso3")
    assert table.loc["NAM", "iso2"] == "NA"
    assert table.loc["AFG", "m49"] == "004"
    assert table["m49"].str.fullmatch(r"\d{3}").all()
    assert table["iso2"].notna().all()


def test_no_table_loses_namibia() -> None:
    """In every table with country codes Namibia is present."""
    for name in ("egdi", "gtmi", "digital_divide", "countries"):
        assert (datasets.load(name)["iso3"] == "NAM").any()


def test_rows_of_a_small_table_are_read_once() -> None:
    """The same rows come back."""
    assert datasets.rows("egdi") is datasets.rows("egdi")


@pytest.mark.parametrize(
    ("table", "old", "new", "read", "where", "what"),
    [
        (
            "egdi",
            "AFG,Afghanistan,2003,168,0.11752",
            'AFG,Afghanistan,2003,168,"0,11752"',
            lambda: datasets.egdi(2003),
            "data/tables/egdi.csv, line 2",
            "does not hold the number",
        ),
        (
            "gtmi",
            "iso3,country,year,gtmi,cgsi",
            "iso3,country,year,gtmi,core",
            lambda: datasets.gtmi(2025),
            "data/tables/gtmi.csv",
            "column 'cgsi' is missing",
        ),
        (
            "countries",
            "AFG,AF,004,Afghanistan",
            "AFG,AF,004,Afghanistan,extra",
            lambda: datasets.country("RWA"),
            "data/tables/countries.csv, line 2",
            "23 cells and the header 22",
        ),
        (
            "digital_divide",
            "AFG,2005,population,",
            "AFG,2005,population,about ",
            lambda: datasets.series("population"),
            "data/tables/digital_divide.csv, line 60510",
            "does not hold the number",
        ),
        (
            "oecd_dgi",
            "ARG,Argentina",
            'ARG,"Argentina"x',
            lambda: datasets.rows("oecd_dgi"),
            "data/tables/oecd_dgi.csv, line 2",
            "not valid CSV",
        ),
    ],
)
def test_a_meant_change_gone_wrong_is_told_with_its_place(
    change: Callable[..., None],
    table: str,
    old: str,
    new: str,
    read: Callable[[], object],
    where: str,
    what: str,
) -> None:
    """A renewed registry lets a table in; a broken cell is still told by file and line."""
    change(table, old, new, renew=True)
    with pytest.raises(ToolkitError, match=what) as caught:
        read()
    assert caught.value.where == where
    assert caught.value.remedy


def test_reading_needs_neither_pandas_nor_numpy() -> None:
    """All readers but ``load`` leave the large libraries alone."""
    code = """
import sys
from toolkit_helpers import datasets
datasets.egdi(); datasets.gtmi(); datasets.series("population"); datasets.country("South Korea")
datasets.rows("oecd_dgi"); datasets.itu_edition(); datasets.RECOMPUTES; datasets.provenance("egdi")
print([name for name in ("pandas", "numpy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
