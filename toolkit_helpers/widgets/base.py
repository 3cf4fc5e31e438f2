"""What our widgets have in common: the live view beside twins that need neither kernel nor browser."""

from __future__ import annotations

from typing import Any, Final

import anywidget

PLAIN: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
HTML: Final = "text/html"
VIEW: Final = "application/vnd.jupyter.widget-view+json"

Bundle = dict[str, Any]


class TwinWidget(anywidget.AnyWidget):
    """A widget whose output also holds plain twins, the same whatever the team has answered.

    A stored notebook therefore reads well where nothing runs, prints, and compares equal from run to run.
    """

    def twins(self) -> Bundle:
        """Return the twins by media type; ``text/plain`` is always among them."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **_options: Any) -> tuple[Bundle, Bundle]:
        found = super()._repr_mimebundle_()
        live, metadata = found or ({}, {})
        return {**live, **self.twins()}, metadata
