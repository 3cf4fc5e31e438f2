"""A copy of the tables that a test may damage."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit_helpers.datasets import aggregates, divide, geography, indices, names, registry, tables
from toolkit_helpers.resources import data_folder

CACHES = (
    registry._records,
    tables._kept,
    indices._egdi,
    indices._gtmi,
    indices._dgi,
    indices.recomputes,
    aggregates._by_year,
    divide._indicators,
    divide._series,
    geography._by_iso3,
    geography._codes,
    names._index,
    names._areas,
)


def read_again() -> None:
    """Let every table be read again."""
    for cached in CACHES:
        cached.cache_clear()


@pytest.fixture
def forget() -> Callable[[], None]:
    """Return a function that lets every table be read again."""
    return read_again


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of tables of the test's own, which the library reads instead of the shipped one."""
    folder = tmp_path / "data" / "tables"
    shutil.copytree(data_folder() / "tables", folder)
    monkeypatch.setattr(registry, "data_folder", lambda: tmp_path / "data")
    read_again()
    yield folder
    read_again()


@pytest.fixture
def change(copied: Path) -> Callable[..., None]:
    """Return a function that replaces a text in a table once and, if wished, renews the registry."""

    def replace(table: str, old: str, new: str, *, renew: bool = False) -> None:
        path = copied / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
        if renew:
            registry.renew_registry()
        read_again()

    return replace
