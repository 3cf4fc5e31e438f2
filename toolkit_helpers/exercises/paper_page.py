"""What every page that stands alone has around its body: language, policy, title, look, disclaimer.

Handouts, a Plan and the index of a pack differ in what they show; none loads anything from outside.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from string import Template

from ..i18n import gettext as _
from ..resources import package_folder
from .paper_html import escape


def policy(program: str = "") -> str:
    """Return the content security policy: this page's own program and styles, and nothing from outside."""
    script = "'none'"
    if program:
        digest = base64.b64encode(hashlib.sha256(program.encode("utf-8")).digest()).decode("ascii")
        script = f"'sha256-{digest}'"
    return (
        f"default-src 'none'; script-src {script}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def whole_page(
    body: str,
    *,
    title: str,
    author: str,
    audience: str,
    lang: str = "en",
    direction: str = "ltr",
    program: str = "",
    styles: Iterable[str] = (),
) -> str:
    """Return a page around ``body``, which is HTML that holds ``<main id="main">``.

    ``program`` is the one script of the body that the policy lets run; ``styles`` follow the workbook's own.
    """
    folder = package_folder() / "exercises"
    template = Template((folder / "paper_page.html").read_text(encoding="utf-8"))
    look = (folder / "paper_page.css").read_text(encoding="utf-8")
    return template.substitute(
        lang=escape(lang),
        direction=escape(direction),
        audience=escape(audience),
        policy=policy(program),
        author=escape(author),
        title=escape(title),
        style="\n".join((look, *styles)),
        skip=escape(_("Skip to the text")),
        body=body,
    )


def disclaimer() -> str:
    """Return what the United Nations say wherever countries and territories are named."""
    return _(
        "The designations employed and the presentation of the material in this document do not imply "
        "the expression of any opinion whatsoever on the part of the Secretariat of the United Nations "
        "concerning the legal status of any country, territory, city or area, or of its authorities, or "
        "concerning the delimitation of its frontiers or boundaries."
    )
