"""The reference document from which pandoc takes styles, page and footer of the Plan in Word.

It is made anew for each Plan, because its footer says on every page whose Plan and which edition it is.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from ...exercises.paper_text import clean
from ...i18n import gettext as _
from ...plan_document import PlanDocument

_STYLES: Final = Path(__file__).parent.parent / "templates" / "word" / "styles.xml"
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)

_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_CONTENT}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_CONTENT}.footer+xml"/></Types>'
)
_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)
# A4 with margins of 2 cm, in twentieths of a point.
_PAGE: Final = (
    f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body><w:p/><w:sectPr>'
    '<w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
    'w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def reference(document: PlanDocument) -> bytes:
    """Return the reference document (.docx); the same Plan always gives the same bytes."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": _PAGE,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES.read_text(encoding="utf-8"),
        "word/footer1.xml": _footer(document),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode("utf-8"))
    return archive.getvalue()


def _footer(document: PlanDocument) -> str:
    around = " · ".join(text for text in (document.mark, document.date, document.name) if text)
    before, _number, rest = _("Page {n} of {all}").partition("{n}")
    between, _count, after = rest.partition("{all}")
    runs = "".join(
        (
            _run(around),
            "<w:r><w:tab/></w:r>",
            _run(before),
            _field("PAGE"),
            _run(between),
            _field("NUMPAGES"),
            _run(after),
        )
    )
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(" ".join(clean(text).split(chr(10))))}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
