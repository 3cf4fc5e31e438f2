"""A table with more columns than a sheet can hold is printed as several, each row with its name in all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.exercises.paper_blocks import FormField, TableForm
from toolkit_helpers.handouts import paper_typst


def printed(*widths: int) -> str:
    """Return the sheet of a table with columns of these widths and two rows."""
    columns = tuple(FormField(f"Column {place}", width=width) for place, width in enumerate(widths))
    writer = paper_typst.Writer()
    writer.write([TableForm(columns, ("N1", "N2"), "Indicator")], titled=False)
    (sheet,) = writer.sheets
    return sheet.code


def test_a_table_that_fits_stays_one() -> None:
    """Seven columns of moderate width stand side by side."""
    assert printed(*[3] * 8).count("#form-table(") == 1


def test_a_table_that_is_too_wide_becomes_several() -> None:
    """Twenty-two columns become three tables; each names its rows, and no column is lost or doubled."""
    code = printed(*[4, 2, 1, 1, 2, 4, 1, 1, 1, 1, 1, 4, 1, 1, 4, 2, 4, 4, 4, 2, 3, 2])
    assert code.count("#form-table(") == 3
    assert code.count('"N1"') == code.count('"N2"') == code.count('"Indicator"') == 3
    for place in range(22):
        assert code.count(f'"Column {place}"') == 1


@given(st.lists(st.integers(1, 5), min_size=7, max_size=40))
def test_every_column_is_printed_once_and_in_order(widths: list[int]) -> None:
    """However many columns there are, the tables together hold them all, none wider than a sheet by more."""
    columns = [FormField(str(place), width=width) for place, width in enumerate(widths)]
    bands = paper_typst._bands(columns)
    assert [column for band in bands for column in band] == columns
    assert all(bands)
    assert all(sum(column.width for column in band) <= paper_typst._WIDEST + 5 for band in bands)
