"""A country is found however a person writes it, and a slip gets a proposal."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_helpers import datasets
from toolkit_helpers.datasets import Country, names
from toolkit_helpers.errors import ToolkitError

EVERY = datasets.countries(members_only=False)
ALIASES = [row for row in datasets.rows("country_names") if row["kind"] != "area"]
AREAS = [row for row in datasets.rows("country_names") if row["kind"] == "area"]


def test_193_member_states_in_alphabetical_order() -> None:
    """The list holds the Member States; two more have data and are no Member States."""
    assert len(datasets.countries()) == 193
    assert {one.iso3 for one in EVERY} - {one.iso3 for one in datasets.countries()} == {"PSE", "VAT"}
    shown = [one.name for one in datasets.countries()]
    assert (shown[0], shown[-1]) == ("Afghanistan", "Zimbabwe")
    place = shown.index("Côte d’Ivoire")
    assert shown[place - 1 : place + 2] == ["Costa Rica", "Côte d’Ivoire", "Croatia"]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.iso3)
def test_codes_find_their_country(one: Country) -> None:
    """ISO-3, ISO-2 and M49 code, in small letters and without leading zeros too."""
    for code in (one.iso3, one.iso2, one.m49, one.iso3.lower(), one.iso2.lower(), one.m49.lstrip("0")):
        assert datasets.country(code) == one
        assert datasets.country(f" {code} ") == one


DISGUISES = {
    "as it is": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "without accents": lambda text: "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    ),
    "without punctuation": lambda text: re.sub(r"[^\w\s]", " ", text.replace("’", "")),
    "straight apostrophes": lambda text: text.replace("’", "'"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "spaces around": lambda text: f"  {text.replace(' ', '   ')} ",
}


@given(
    one=st.sampled_from(EVERY),
    language=st.sampled_from(datasets.LANGUAGES),
    disguise=st.sampled_from(sorted(DISGUISES)),
)
def test_a_name_in_any_language_finds_its_country(one: Country, language: str, disguise: str) -> None:
    """Names in six languages round-trip, whatever becomes of case, accents and punctuation."""
    assert datasets.country(DISGUISES[disguise](one.names[language])).iso3 == one.iso3


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.iso3)
def test_all_six_names_find_their_country(one: Country) -> None:
    """No two countries share a name in any language, disguised or not."""
    assert set(one.names) == {"en", "fr", "es", "ar", "ru", "zh"}
    for name in one.names.values():
        for disguise in DISGUISES.values():
            assert datasets.country(disguise(name)).iso3 == one.iso3


@pytest.mark.parametrize(
    ("query", "iso3"),
    [
        ("South Korea", "KOR"),
        ("North Korea", "PRK"),
        ("Russia", "RUS"),
        ("Iran", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Bolivia", "BOL"),
        ("Plurinational State of Bolivia", "BOL"),
        ("Venezuela", "VEN"),
        ("Micronesia", "FSM"),
        ("Ivory Coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("Turkey", "TUR"),
        ("turkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("Czech Republic", "CZE"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Vietnam", "VNM"),
        ("Laos", "LAO"),
        ("Syria", "SYR"),
        ("Tanzania", "TZA"),
        ("Moldova", "MDA"),
        ("UK", "GBR"),
        ("u.k.", "GBR"),
        ("Great Britain", "GBR"),
        ("USA", "USA"),
        ("U.S.A.", "USA"),
        ("United States", "USA"),
        ("DR Congo", "COD"),
        ("D.R. Congo", "COD"),
        ("DRC", "COD"),
        ("Congo", "COG"),
        ("Republic of the Congo", "COG"),
        ("Burma", "MMR"),
        ("Macedonia", "MKD"),
        ("East Timor", "TLS"),
        ("Brunei", "BRN"),
        ("The Gambia", "GMB"),
        ("Gambia, The", "GMB"),
        ("the Netherlands", "NLD"),
        ("Holland", "NLD"),
        ("UAE", "ARE"),
        ("St. Lucia", "LCA"),
        ("St Kitts & Nevis", "KNA"),
        ("Sao Tome", "STP"),
        ("Vatican", "VAT"),
        ("Palestine", "PSE"),
        ("Corée du Sud", "KOR"),
        ("Reino Unido", "GBR"),
        ("EE.UU.", "USA"),
        ("Россия", "RUS"),
        ("США", "USA"),
        ("سوريا", "SYR"),
        ("韩国", "KOR"),
        ("俄罗斯", "RUS"),
        ("刚果（金）", "COD"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Guinea", "GIN"),
        ("Guinea Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
        ("NA", "NAM"),
        ("Namibia", "NAM"),
    ],
)
def test_names_that_people_use(query: str, iso3: str) -> None:
    """Short, former and unpunctuated names reach the country that is meant."""
    assert datasets.country(query).iso3 == iso3


@pytest.mark.parametrize("row", ALIASES, ids=lambda row: row["name"])
def test_every_alias_is_needed_and_right(row: dict[str, str]) -> None:
    """An alias finds its country, which it would not do by the names of the United Nations alone."""
    assert datasets.country(row["name"]).iso3 == row["iso3"]
    known = {
        names.key(spelling)
        for one in EVERY
        for name in one.names.values()
        for spelling in names._spellings(name)
    }
    assert names.key(row["name"]) not in known
    assert row["kind"] in {"short", "former", "language"}


def test_an_alias_is_never_shown() -> None:
    """What is shown is the name of the United Nations."""
    assert datasets.country("Ivory Coast").name == "Côte d’Ivoire"
    assert datasets.country("Turkey").name == "Türkiye"
    assert datasets.country("UK").name == "United Kingdom of Great Britain and Northern Ireland"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Rwnda", ["Rwanda (RWA)"]),
        ("Germny", ["Germany (DEU)"]),
        ("ITALLY", ["Italy (ITA)"]),
        ("Swazilnd", ["Eswatini (SWZ)"]),
        ("Dominca", ["Dominica (DMA)"]),
        ("Kingdom of Morocco", ["Morocco (MAR)"]),
        ("Korea", ["Republic of Korea (KOR)", "Democratic People's Republic of Korea (PRK)"]),
        ("Nigera", ["Niger (NER)", "Nigeria (NGA)"]),
        ("Руанд", ["Rwanda (RWA)"]),
    ],
)
def test_a_slip_gets_proposals(query: str, meant: list[str]) -> None:
    """A misspelt or ambiguous name is not guessed; the remedy names those that look alike."""
    with pytest.raises(ToolkitError, match="is not known") as caught:
        datasets.country(query)
    assert caught.value.remedy.startswith("Did you mean ")
    for name in meant:
        assert name in caught.value.remedy


@given(one=st.sampled_from(EVERY), data=st.data())
def test_one_dropped_letter_still_leads_to_the_country(one: Country, data: st.DataObject) -> None:
    """Of a name of eight letters or more one may be left out: the country is found or proposed."""
    name = one.names["en"].split(" (")[0]
    if len(name) < 8:
        return
    place = data.draw(st.integers(1, len(name) - 1))
    slip = name[:place] + name[place + 1 :]
    try:
        assert datasets.country(slip).iso3 == one.iso3
    except ToolkitError as error:
        assert f"({one.iso3})" in error.remedy  # noqa: PT017


@given(st.text(max_size=30))
def test_any_text_gives_a_country_or_one_sentence(text: str) -> None:
    """Nothing a person types leads to anything but a country or a ToolkitError with a remedy."""
    try:
        assert datasets.country(text) in EVERY
    except ToolkitError as error:
        assert error.remedy  # noqa: PT017


@pytest.mark.parametrize("row", AREAS, ids=lambda row: row["name"])
def test_areas_outside_the_tables_are_told_so(row: dict[str, str]) -> None:
    """An area with a code of its own is no slip: one sentence says what the tables hold."""
    for query in (row["name"], row["iso3"], row["name"].lower()):
        with pytest.raises(ToolkitError, match="193 Member States") as caught:
            datasets.country(query)
        assert repr(query) in caught.value.what
        assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize(
    "query", ["Africa", "Oceania", "central asia", "World", "Latin America and the Caribbean"]
)
def test_a_region_is_no_country(query: str) -> None:
    """A group of countries is told as such."""
    with pytest.raises(ToolkitError, match="is a group of countries"):
        datasets.country(query)


@pytest.mark.parametrize("query", ["", "  ", "\n"])
def test_nothing_is_no_country(query: str) -> None:
    """An empty field asks for a country."""
    with pytest.raises(ToolkitError, match="No country is given"):
        datasets.country(query)


@pytest.mark.parametrize("query", ["xyzzy", "QQ", "QQQ", "1", "999", "00404"])
def test_a_name_like_no_other_gets_the_form(query: str) -> None:
    """Where nothing looks alike the remedy tells how to write a country."""
    with pytest.raises(ToolkitError, match="is not known") as caught:
        datasets.country(query)
    assert "ISO code" in caught.value.remedy


def test_codes_are_text_of_fixed_length() -> None:
    """M49 keeps leading zeros; all codes are unique."""
    assert all(len(one.m49) == 3 and one.m49.isdigit() for one in EVERY)
    assert datasets.country("AFG").m49 == "004"
    for code in ("iso3", "iso2", "m49"):
        assert len({getattr(one, code) for one in EVERY}) == 195


def test_regions_and_groups_of_the_member_states() -> None:
    """Counts as in the UN lists of the tables' year."""
    members = datasets.countries()
    regions = [one.region for one in members]
    assert {name: regions.count(name) for name in set(regions)} == {
        "Africa": 54,
        "Americas": 35,
        "Asia": 47,
        "Europe": 43,
        "Oceania": 14,
    }
    assert sum(one.ldc for one in members) == 44
    assert sum(one.lldc for one in members) == 32
    assert sum(one.sids for one in members) == 37
    assert not datasets.country("STP").ldc


def test_28_states_are_too_small_for_the_map() -> None:
    """A reader who draws a map learns which Member States it would hide."""
    hidden = {one.iso3 for one in datasets.countries() if not one.on_map}
    assert len(hidden) == 28
    assert {"SGP", "MLT", "TUV", "MDV"} <= hidden
    for one in datasets.countries():
        assert one.lat is not None
        assert one.lon is not None
        assert -90 <= one.lat <= 90
        assert -180 <= one.lon <= 180


def test_unclassified_countries_have_no_income_group() -> None:
    """Ethiopia and Venezuela have none, and no invented one."""
    without = {one.iso3 for one in datasets.countries() if one.income_group is None}
    assert without == {"ETH", "VEN"}
    assert datasets.country("ETH").income_year == ""


def test_an_income_group_has_a_year() -> None:
    """Two groups are from the list before; the list of the tables is that of July 2025."""
    assert datasets.income_list() == "FY26 (July 2025)"
    older = {one.iso3 for one in datasets.countries() if one.income_year == "FY25 (July 2024)"}
    assert older == {"CUB", "PRK"}


def test_income_groups_of_2024() -> None:
    """Counts as in the curriculum; unclassified countries are in none."""
    groups = datasets.income_groups(2024)
    assert {name: len(codes) for name, codes in groups.items()} == {
        "High income": 64,
        "Upper middle income": 53,
        "Lower middle income": 49,
        "Low income": 25,
    }
    assert not {"ETH", "VEN"} & {code for codes in groups.values() for code in codes}


@pytest.mark.parametrize("edition", [2003, 2018, 2020, 2022])
def test_todays_income_groups_are_not_laid_over_old_editions(edition: int) -> None:
    """More than two years from the list there are no groups, not even for countries of the list before."""
    assert datasets.income_groups(edition) == {}


def test_a_country_can_be_a_key() -> None:
    """Countries are equal and hash by value, so they can be cached by."""
    assert {datasets.country("RWA"): 1}[datasets.country("Rwanda")] == 1


def test_names_of_the_other_tables_are_those_of_the_country_table() -> None:
    """One country has one English name in all tables."""
    shown = {one.iso3: one.name for one in EVERY}
    for table in ("egdi", "gtmi", "oecd_dgi"):
        assert all(row["country"] == shown[row["iso3"]] for row in datasets.rows(table))
