"""A small delivery engine for QTI 2.1, written apart from the exporter: it answers an item and reads on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

ITEM = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


@dataclass
class Delivered:
    """What a candidate gets for an answer."""

    score: float
    feedback: set[str]


class Item:
    """One item of a package."""

    def __init__(self, xml: bytes) -> None:
        self.root = ET.fromstring(xml)  # noqa: S314 - our own file
        self.declared = self.root.find(f"{ITEM}responseDeclaration")

    def texts(self, tag: str) -> dict[str, str]:
        """Return the text of each element of a kind by its identifier, in order."""
        found = self.root.iter(f"{ITEM}{tag}")
        return {node.get("identifier", ""): " ".join("".join(node.itertext()).split()) for node in found}

    @property
    def correct(self) -> list[str]:
        """The right response."""
        assert self.declared is not None
        return [value.text or "" for value in self.declared.iter(f"{ITEM}value")]

    def answer(self, response: Any) -> Delivered:
        """Return score and feedback for a response; ``None`` is no answer."""
        outcomes: dict[str, Any] = {"SCORE": 0.0, "FEEDBACK": set()}
        processing = self.root.find(f"{ITEM}responseProcessing")
        assert processing is not None
        for condition in processing:
            for branch in condition:
                rules = list(branch)
                if branch.tag != f"{ITEM}responseElse" and not self.value(rules.pop(0), response):
                    continue
                for rule in rules:
                    assert rule.tag == f"{ITEM}setOutcomeValue"
                    outcomes[rule.get("identifier", "")] = self.value(rule[0], response)
                break
        return Delivered(float(outcomes["SCORE"]), set(outcomes["FEEDBACK"]))

    def value(self, node: ET.Element, response: Any) -> Any:
        """Compute an expression."""
        name = node.tag.removeprefix(ITEM)
        inner = [self.value(child, response) for child in node]
        if name == "variable":
            return response
        if name == "baseValue":
            return float(node.text or "") if node.get("baseType") == "float" else node.text
        if name == "isNull":
            return inner[0] is None
        if name == "correct":
            return self.correct if self.kind in {"multiple", "ordered"} else self.correct[0]
        if name == "match":
            return inner[0] == inner[1]
        if name == "multiple":
            return [one for part in inner for one in (part if isinstance(part, list) else [part])]
        if name == "sum":
            return sum(inner)
        if name == "mapResponse":
            return self.mapped(response)
        assert name == "equal", name
        low, high = map(float, node.get("tolerance", "").split())
        return inner[1] - low <= float(inner[0]) <= inner[1] + high

    @property
    def kind(self) -> str:
        """The cardinality of the response."""
        assert self.declared is not None
        return self.declared.get("cardinality", "")

    def mapped(self, response: Any) -> float:
        """Return the sum of what the mapping gives for each part of a response."""
        assert self.declared is not None
        entries = {
            node.get("mapKey"): float(node.get("mappedValue", 0))
            for node in self.declared.iter(f"{ITEM}mapEntry")
        }
        given = response if isinstance(response, list) else [response]
        return sum(entries.get(one, 0.0) for one in dict.fromkeys(given))


def package(content: bytes) -> tuple[dict[str, Item], ET.Element, list[str]]:
    """Return the items of a package by id, its manifest, and the names of all its files."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        manifest = ET.fromstring(archive.read("imsmanifest.xml"))  # noqa: S314 - our own file
        items = dict(_items(archive, manifest))
    return items, manifest, names


def _items(archive: zipfile.ZipFile, manifest: ET.Element) -> Iterator[tuple[str, Item]]:
    for resource in manifest.iter(f"{CP}resource"):
        if resource.get("type") == "imsqti_item_xmlv2p1":
            item = Item(archive.read(resource.get("href", "")))
            yield item.root.get("identifier", ""), item
