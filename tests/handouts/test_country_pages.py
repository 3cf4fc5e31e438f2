"""The country sheet: true figures, two pages for every country, and reasons for what is missing."""

from __future__ import annotations

import io
from statistics import fmean

import pikepdf
import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.exercises.paper_blocks import DataTable, Paragraph
from toolkit_helpers.handouts import country_pages
from toolkit_helpers.handouts.document import Document, Form
from toolkit_helpers.handouts.making import render

# With all figures, with almost none, without an income group, the longest name, a small island, an observer.
EXTREMES = ("RWA", "PRK", "ETH", "GBR", "MHL", "PSE")


def tables(document: Document) -> dict[str, DataTable]:
    """Return the tables of a sheet by caption."""
    return {
        block.caption: block
        for element in document.elements
        if isinstance(element, Form)
        for block in element.blocks
        if isinstance(block, DataTable)
    }


def texts(document: Document) -> str:
    """Return all paragraphs of a sheet."""
    return " ".join(
        block.text
        for element in document.elements
        if isinstance(element, Form)
        for block in element.blocks
        if isinstance(block, Paragraph)
    )


@pytest.mark.parametrize("code", EXTREMES)
def test_a_sheet_is_one_leaf_of_paper(code: str) -> None:
    """Two pages, tagged, with the chart's text alternative, whatever the country has or lacks."""
    file = pikepdf.open(io.BytesIO(render(country_pages.sheet(code, "1"), "pdf")))
    assert len(file.pages) == 2
    assert file.Root.MarkInfo.Marked
    alternatives = [
        str(entry.Alt)
        for entry in file.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"
    ]
    assert len(alternatives) == 1
    assert "Line chart" in alternatives[0]


def test_the_line_has_every_edition_and_the_table_says_the_same() -> None:
    """Editions 2003 to 2024, as published, with rank and means."""
    (chart,) = country_pages.sheet("RWA").charts()
    assert chart.table.header[1:] == [str(year) for year in datasets.EDITIONS]
    own = next(series for series in chart.series if series.role == "own")
    for place, year in enumerate(datasets.EDITIONS):
        published = datasets.egdi(year)["RWA"]
        assert own.points[place].y == pytest.approx(published.egdi, abs=5e-5)
        assert chart.table.rows[0][place + 1] == f"{published.egdi:.4f}"
        assert chart.table.rows[1][place + 1] == str(published.rank)
    world = fmean(row.egdi for row in datasets.egdi(2024).values() if row.egdi is not None)
    assert chart.table.rows[-1][-1] == f"{world:.4f}" == "0.6382"


def test_components_stand_beside_the_means_of_peers_and_world() -> None:
    """Recomputed here from the table, unweighted, over the ranked countries."""
    table = tables(country_pages.sheet("RWA"))["Components of the EGDI, 0 to 1"]
    rows = datasets.egdi(2024)
    peers = [one.iso3 for one in datasets.countries() if one.income_group == "Low income"]
    osi = table.rows[0]
    assert osi[2] == f"{rows['RWA'].osi:.4f}"
    assert osi[3] == f"{fmean(rows[code].osi or 0 for code in peers if rows[code].assessed):.4f}"
    assert osi[4] == "0.5754"
    assert "low-income countries, 2024" in table.header[3]


def test_govtech_figures_are_the_publishers() -> None:
    """Both editions that may be read side by side, with the group."""
    table = tables(country_pages.sheet("KEN"))["GovTech Maturity Index, 0 to 1"]
    now, then = datasets.gtmi(2025)["KEN"], datasets.gtmi(2022)["KEN"]
    assert table.rows[0][1:3] == (f"{then.gtmi:.4f}", f"{now.gtmi:.4f}")
    assert table.rows[-1][1:3] == (then.group, now.group)


def test_divides_name_value_year_and_estimate() -> None:
    """A value that ITU marks as an estimate says so, and the peers' median says how many it rests on."""
    document = country_pages.sheet("RWA")
    rows = {row[0]: row for row in tables(document)["Latest figure of each series"].rows}
    year, seen = datasets.latest("internet_users_pct")["RWA"]
    assert rows["People who use the Internet, per cent"][1] == f"{seen.value:.1f}" + (
        " (estimate)" if seen.estimate else ""
    )
    assert rows["People who use the Internet, per cent"][2] == str(year)
    median = rows["People who use the Internet, per cent"][3]
    africa = [one for one in datasets.countries() if one.region == "Africa"]
    assert 1 <= int(median.partition("(")[2].rstrip(")")) < len(africa)
    power = rows["People with electricity, per cent; rural as a share of urban for peers"]
    _year, rural, urban = datasets.latest_together(
        "electricity_access_rural_pct", "electricity_access_urban_pct"
    )["RWA"]
    assert power[1] == f"rural {rural.value:.1f}, urban {urban.value:.1f}"


def test_what_is_missing_is_said_and_never_zero() -> None:
    """An observer has no EGDI; a country without a series gets a dash and a sentence."""
    palestine = country_pages.sheet("PSE")
    assert "State of Palestine is not in UN DESA's table" in texts(palestine)
    assert palestine.charts()[0].missing
    assert {row[1] for row in tables(palestine)["Components of the EGDI, 0 to 1"].rows} == {"–"}
    korea = country_pages.sheet("PRK")
    assert "hold no figure of Democratic People's Republic of Korea for: Internet use of women" in texts(
        korea
    )
    rows = {row[0]: row for row in tables(korea)["Latest figure of each series"].rows}
    assert rows["Households with Internet, per cent"][1:3] == ("–", "–")


def test_a_country_that_has_everything_misses_nothing() -> None:
    """No empty section about gaps."""
    titles = [getattr(element, "title", "") for element in country_pages.sheet("COL").elements]
    assert "What is missing, and why" not in titles
    assert titles[-2] == "Sources"


def test_no_other_country_is_named() -> None:
    """Peers are means and medians: a sheet shames and flatters nobody."""
    html = render(country_pages.sheet("RWA"), "html").decode("utf-8")
    others = [one.name for one in datasets.countries(members_only=False) if one.iso3 != "RWA"]
    assert [name for name in others if f">{name}<" in html or f" {name} " in html] == []


def test_the_page_is_whole_by_itself() -> None:
    """No script and no address of another file."""
    html = render(country_pages.sheet("Kenya"), "html").decode("utf-8")
    assert "<script" not in html
    assert html.count("<svg ") == 1
    assert "World rank" in html


def test_an_unknown_country_is_told() -> None:
    """With the nearest name."""
    with pytest.raises(ToolkitError, match="Rwanda"):
        country_pages.sheet("Rwnda")
