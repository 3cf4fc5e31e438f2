"""The libraries for databases, which only a school's hub and its trainers need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ToolkitError
from ..i18n import gettext as _


@contextmanager
def needed(where: str = "") -> Iterator[None]:
    """Import what needs these libraries inside this block: one that is missing is a ``ToolkitError``.

    ``where`` is the setting that asked for a database.
    """
    try:
        yield
    except ImportError as error:
        raise ToolkitError(
            _("answers in a database need libraries that are not installed"),
            where=where,
            remedy=_('Install them: pip install "digital-government-workbook[hub]".'),
        ) from error
