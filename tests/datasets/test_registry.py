"""Every table is the one that was checked, and says where it comes from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit_helpers import datasets
from toolkit_helpers.errors import ToolkitError
from toolkit_helpers.resources import data_folder

TABLES = data_folder() / "tables"
READERS: dict[str, Callable[[], object]] = {
    "egdi": lambda: datasets.egdi(2024),
    "gtmi": lambda: datasets.gtmi(2025),
    "digital_divide": lambda: datasets.series("population"),
    "indicators": lambda: datasets.indicator("population"),
    "itu_aggregates": lambda: datasets.itu_aggregate("World", "all", "internet_users_pct"),
    "countries": lambda: datasets.country("RWA"),
    "oecd_dgi": lambda: datasets.rows("oecd_dgi"),
    "country_names": lambda: datasets.country("South Korea"),
}


def test_every_table_has_an_entry_and_every_entry_a_table() -> None:
    """No table slips in without a source, and no entry outlives its table."""
    assert {path.stem for path in TABLES.glob("*.csv")} == set(datasets.table_names()) == set(READERS)


@pytest.mark.parametrize("name", datasets.table_names())
def test_provenance_is_complete(name: str) -> None:
    """Publisher, licence, address and the rest are there, and the citation is one line."""
    record = datasets.provenance(name)
    for field in ("title", "publisher", "licence", "years", "transcribed_from", "retrieved"):
        assert getattr(record, field).strip()
    assert record.url.startswith("https://")
    assert record.citation.endswith(".")
    assert "\n" not in record.citation
    assert record.notes
    assert re.fullmatch("[0-9a-f]{64}", record.sha256)


@pytest.mark.parametrize("name", datasets.table_names())
def test_checksum_is_that_of_the_file(name: str) -> None:
    """The registry's checksum is the SHA-256 of the file with the line ends of Unix."""
    data = (TABLES / f"{name}.csv").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(data).hexdigest() == datasets.provenance(name).sha256


@pytest.mark.parametrize("name", READERS)
def test_a_changed_table_is_not_shown(name: str, copied: Path) -> None:
    """One changed byte stops the reader with the file and the remedy."""
    path = copied / f"{name}.csv"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ToolkitError, match="not the one that was checked") as caught:
        READERS[name]()
    assert caught.value.where == f"data/tables/{name}.csv"
    assert "workbook build" in caught.value.remedy


@pytest.mark.parametrize("name", READERS)
def test_a_missing_table_is_named(name: str, copied: Path) -> None:
    """A table that is not there is told by its path."""
    (copied / f"{name}.csv").unlink()
    with pytest.raises(ToolkitError, match="missing") as caught:
        READERS[name]()
    assert caught.value.where == f"data/tables/{name}.csv"


@pytest.mark.parametrize("name", READERS)
def test_a_windows_checkout_reads_the_same(name: str, copied: Path, forget: Callable[[], None]) -> None:
    """With CRLF line ends the checksum holds and the rows are the same."""
    before = datasets.rows(name)
    path = copied / f"{name}.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    forget()
    assert datasets.rows(name) == before
    READERS[name]()


def test_renewing_changes_only_checksums(copied: Path, change: Callable[..., None]) -> None:
    """After a meant change the table is read, and nothing else in the registry has moved."""
    before = json.loads((copied / "registry.json").read_bytes())
    change("egdi", "AFG,Afghanistan,2003,168,0.11752", "AFG,Afghanistan,2003,168,0.5")
    with pytest.raises(ToolkitError):
        datasets.egdi(2003)
    assert datasets.renew_registry() == ("egdi",)
    assert datasets.egdi(2003)["AFG"].egdi == 0.5
    after = json.loads((copied / "registry.json").read_bytes())
    assert after["tables"]["egdi"].pop("sha256") != before["tables"]["egdi"].pop("sha256")
    assert after == before


def test_renewing_an_unchanged_registry_writes_nothing(copied: Path) -> None:
    """Building twice changes nothing: the shipped registry is the one that renewing writes."""
    path = copied / "registry.json"
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    assert datasets.renew_registry() == ()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_the_registry_is_written_as_it_is_renewed(copied: Path) -> None:
    """Changing and changing back gives the shipped bytes."""
    before = (copied / "registry.json").read_bytes()
    table = copied / "oecd_dgi.csv"
    shipped = table.read_bytes()
    table.write_bytes(shipped + b"\n")
    datasets.renew_registry()
    table.write_bytes(shipped)
    datasets.renew_registry()
    assert (copied / "registry.json").read_bytes() == before


def test_a_table_without_an_entry_stops_the_build(copied: Path) -> None:
    """A new table needs a source before it is read."""
    (copied / "new.csv").write_text("iso3,value\nRWA,1\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="no entry in the registry") as caught:
        datasets.renew_registry()
    assert caught.value.where == "data/tables/new.csv"


def test_a_table_in_another_encoding_stops_the_build(copied: Path) -> None:
    """A spreadsheet's own encoding is told, with the way to save again."""
    path = copied / "oecd_dgi.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    with pytest.raises(ToolkitError, match="UTF-8") as caught:
        datasets.renew_registry()
    assert caught.value.where == "data/tables/oecd_dgi.csv"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tables": {"egdi": {}}}'])
def test_a_damaged_registry_is_told(text: str, copied: Path, forget: Callable[[], None]) -> None:
    """A registry that cannot be read leads to one sentence, never to a traceback."""
    (copied / "registry.json").write_text(text, encoding="utf-8")
    forget()
    with pytest.raises(ToolkitError, match="registry") as caught:
        datasets.provenance("egdi")
    assert caught.value.where == "data/tables/registry.json"


def test_an_entry_with_a_key_too_many_is_told(copied: Path, forget: Callable[[], None]) -> None:
    """The keys of an entry are fixed."""
    told = json.loads((copied / "registry.json").read_bytes())
    told["tables"]["egdi"]["colour"] = "blue"
    (copied / "registry.json").write_text(json.dumps(told), encoding="utf-8")
    forget()
    with pytest.raises(ToolkitError, match="key too many or too few"):
        datasets.provenance("egdi")


def test_an_unknown_table_lists_the_tables() -> None:
    """The remedy names what there is."""
    for reader in (datasets.provenance, datasets.rows, datasets.load):
        with pytest.raises(ToolkitError, match="here is no table 'edgi'") as caught:
            reader("edgi")
        assert "egdi" in caught.value.remedy


def test_the_readme_knows_every_table_and_series() -> None:
    """What is shipped is described, and no figure of the readme on coverage is out of date."""
    text = (TABLES / "README.md").read_text(encoding="utf-8")
    for name in datasets.table_names():
        count = f"{len(datasets.rows(name)):,}"
        assert re.search(rf"^\| `{name}\.csv` \| {count} \|", text, re.MULTILINE), (name, count)
    for one in datasets.indicators():
        assert one.name in text or f"`…{_ending(one.name)}`" in text, one.name


def _ending(name: str) -> str:
    """Return what the readme writes for a variant of a series: ``_female``, ``_rural_pct``."""
    found = re.search("_(female|male|rural|urban)(_pct)?$", name)
    return found[0] if found else name
