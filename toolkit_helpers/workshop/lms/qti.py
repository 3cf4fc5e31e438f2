"""QTI 2.1: a content package with one XML file for each question, scored as the workbook scores (M63)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

from ...i18n import gettext as _
from .qti_item import QTI, as_bytes, item
from .question import Ordering, Otherwise, Question, Written
from .selection import chosen
from .texts import one_line

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEST = "test.xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Every file of the package has this time, so that two exports of one source are the same bytes."""


def write(questions: list[Question]) -> Written:
    """Return a zip file with manifest, test and items."""
    groups = list(chosen(questions))
    files = {f"items/{question.id}.xml": item(question) for _name, members in groups for question in members}
    files[TEST] = _test(groups)
    files["imsmanifest.xml"] = _manifest(questions)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name])
    return Written(buffer.getvalue(), ".zip", tuple(_notes(questions)))


def _notes(questions: list[Question]) -> Iterator[Otherwise]:
    for question in questions:
        if isinstance(question.body, Ordering):
            yield Otherwise(
                question.id, _("an order counts in full or not at all; the workbook counts pairs")
            )


def _test(groups: list[tuple[str, list[Question]]]) -> bytes:
    test = ET.Element(
        "assessmentTest",
        xmlns=QTI,
        identifier="digital-government-workbook",
        title=_("Digital Government Transformation Workbook"),
    )
    part = ET.SubElement(
        test, "testPart", identifier="all", navigationMode="nonlinear", submissionMode="individual"
    )
    for number, (category, members) in enumerate(groups, start=1):
        section = ET.SubElement(
            part,
            "assessmentSection",
            identifier=f"section-{number}",
            title=one_line(category),
            visible="true",
        )
        for question in members:
            ET.SubElement(
                section, "assessmentItemRef", identifier=question.id, href=f"items/{question.id}.xml"
            )
    return as_bytes(test)


def _manifest(questions: list[Question]) -> bytes:
    manifest = ET.Element("manifest", xmlns=CP, identifier="MANIFEST-digital-government-workbook")
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    test = ET.SubElement(resources, "resource", identifier="RES-test", type="imsqti_test_xmlv2p1", href=TEST)
    ET.SubElement(test, "file", href=TEST)
    for question in questions:
        name = f"items/{question.id}.xml"
        ET.SubElement(test, "dependency", identifierref=f"RES-{question.id}")
        resource = ET.SubElement(
            resources, "resource", identifier=f"RES-{question.id}", type="imsqti_item_xmlv2p1", href=name
        )
        ET.SubElement(resource, "file", href=name)
    return as_bytes(manifest)
