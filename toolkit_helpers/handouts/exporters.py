"""Handouts for users of nbconvert: ``jupyter nbconvert --to workbook-handout chapter.ipynb``.

The exporters are thin: nbconvert reads the notebook and writes the file, the rest is the same as in
``workbook handouts``, which does not need nbconvert and is faster.
"""

from __future__ import annotations

from typing import Any, ClassVar

from nbconvert.exporters import Exporter
from traitlets import Unicode, default

from .document import Audience
from .making import Format, document_of, render


class _HandoutExporter(Exporter):
    """What the three exporters share."""

    audience: ClassVar[Audience] = "participant"
    form: ClassVar[Format] = "pdf"

    country = Unicode(
        "", help="Country for the charts, by code or name; empty for those in the notebook."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        # Two editions of one notebook lie side by side in a folder, and their names tell them apart.
        return f".{self.audience}.{self.form}"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the handout of an executed notebook, and nbconvert's resources."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources.get("metadata", {}).get("name") or "notebook"
        document = document_of(notebook, f"{name}.ipynb", self.audience, self.country or None)
        output = render(document, self.form)
        return output.decode("utf-8") if self.form == "html" else output, resources


class ParticipantHTMLExporter(_HandoutExporter):
    """The participant's page: one file that works without network and without server."""

    form = "html"
    export_from_notebook = "Workbook handout (page)"
    output_mimetype = "text/html"


class ParticipantPDFExporter(_HandoutExporter):
    """The participant's handout on paper."""

    export_from_notebook = "Workbook handout (PDF)"
    output_mimetype = "application/pdf"


class FacilitatorPDFExporter(_HandoutExporter):
    """The facilitator's edition, with answers."""

    audience = "facilitator"
    export_from_notebook = "Workbook facilitator edition (PDF)"
    output_mimetype = "application/pdf"
