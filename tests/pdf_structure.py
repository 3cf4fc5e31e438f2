"""The structure of a tagged PDF, as assistive technology walks through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def structure(file: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Yield every element of the structure tree in reading order."""

    def walk(node: Any) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node.K)

    yield from walk(file.Root.StructTreeRoot.K)
