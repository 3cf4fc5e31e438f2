"""Helpers behind the Digital Government Transformation Workbook.

A chapter's notebook needs one name, ``chapter``.  The other names are for colleagues who do code; each
part is loaded when it is first used, so importing this package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import ToolkitError

if TYPE_CHECKING:
    from . import answers, datasets, exercises, facts, figures, methods, plan
    from .answers.model import workbook_version
    from .chapters import Chapter, chapter
    from .datasets import countries, country, load

    __version__ = workbook_version()

__all__ = [
    "Chapter",
    "ToolkitError",
    "__version__",
    "answers",
    "chapter",
    "countries",
    "country",
    "datasets",
    "exercises",
    "facts",
    "figures",
    "load",
    "methods",
    "plan",
]

_PARTS = {"answers", "datasets", "exercises", "facts", "figures", "methods", "plan"}
_NAMES = {
    "Chapter": "chapters",
    "chapter": "chapters",
    "countries": "datasets",
    "country": "datasets",
    "load": "datasets",
}


def __getattr__(name: str) -> Any:
    """Load a part of the library, or one name from it, when it is first asked for."""
    if name in _PARTS:
        return import_module(f".{name}", __name__)
    if name in _NAMES:
        return getattr(import_module(f".{_NAMES[name]}", __name__), name)
    if name == "__version__":
        return import_module(".answers.model", __name__).workbook_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the names that a reader may use."""
    return __all__
