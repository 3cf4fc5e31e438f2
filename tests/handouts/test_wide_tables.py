"""A table with more columns than a sheet can hold is printed as several, each row with its name in all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers.exercises.paper_blocks import FormField, TableForm
from toolkit_helpers.handouts import paper_typst, typst_tables


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


def rows_named(*names: str, widths: tuple[int, ...] = (1, 1)) -> str:
    """Return a table with rows of these names beside narrow columns."""
    columns = tuple(FormField(f"Column {place}", width=width) for place, width in enumerate(widths))
    return typst_tables.empty_table(TableForm(columns, names, "Criterion"), columns)


def test_rows_that_are_sentences_take_the_room_that_scores_leave() -> None:
    """A criterion of a hundred characters is not squeezed into a strip of bold words beside empty boxes."""
    criterion = "Context honest: 0 no data · 1 data without peers · 2 peers, limits · 3 who is not reached"
    code = rows_named(criterion, "Short: one")
    assert code.startswith("#form-table((100mm, 1fr, 1fr,")
    assert code.count("strong") == 2
    assert '#strong("Context honest:")' in code
    assert rows_named(criterion, widths=(4, 4)).startswith("#form-table((60mm,")


def test_a_few_rows_of_sentences_use_the_height_of_their_sheet() -> None:
    """Three futures have room for three sentences each; ten short entries stay as low as they were."""
    sentences, numbers = (5, 5, 4), (2,) * 7
    assert rows_named("F1", "F2", "F3", widths=sentences).endswith(" 36mm)")
    assert rows_named(*("D",) * 10, widths=sentences).endswith(" 14mm)")
    assert rows_named("F1", "F2", "F3", widths=numbers).endswith(" 11mm)")


def test_rows_with_names_keep_their_narrow_column() -> None:
    """Codes and names stand in bold beside columns to write in."""
    assert rows_named("N1", "N2").startswith("#form-table((auto,")
    assert rows_named("One decision").startswith("#form-table((30mm,")
    code = rows_named("PL2 Institutional and regulatory framework", widths=(5, 5))
    assert code.startswith("#form-table((46mm,")
    assert '#strong("PL2 Institutional and regulatory framework")' in code


def test_rows_of_one_table_look_alike() -> None:
    """Where one row is a whole sentence, the short ones beside it are not bold either."""
    long = "Explains the links between pillars and levels with cases that the participants bring from home"
    assert "strong" not in rows_named("Names the pillars", long)
    assert rows_named("Names the pillars", "Rates a level").count("strong") == 2


@given(st.lists(st.integers(1, 5), min_size=7, max_size=40))
def test_every_column_is_printed_once_and_in_order(widths: list[int]) -> None:
    """However many columns there are, the tables together hold them all, none wider than a sheet by more."""
    columns = [FormField(str(place), width=width) for place, width in enumerate(widths)]
    bands = typst_tables.bands(columns)
    assert [column for band in bands for column in band] == columns
    assert all(bands)
    assert all(sum(column.width for column in band) <= typst_tables._WIDEST + 5 for band in bands)
