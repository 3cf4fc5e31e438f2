"""The front page of the site: what it is, where answers go, and a link to each chapter."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import quote

from ...i18n import gettext as _
from ..catalogue import Listed

PAGE: Final = """<!doctype html>
<html lang="{lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="favicon.ico">
<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{{}}</script>
<style>
:root {{ color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif }}
body {{ max-width: 44rem; margin: 0 auto; padding: 1rem }}
h1 {{ font-size: clamp(1.4rem, 7vw, 2rem); line-height: 1.25; overflow-wrap: break-word }}
ol {{ list-style: none; padding: 0 }}
li {{ border-block-end: 1px solid }}
a {{ display: inline-block; padding: 0.6rem 0; color: LinkText }}
a:focus-visible {{ outline: 3px solid; outline-offset: 2px }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{paragraphs}
<h2>{chapters}</h2>
<ol>
{links}
</ol>
<noscript><p>{noscript}</p></noscript>
</main>
</body>
</html>
"""


def front_page(chapters: Iterable[Listed]) -> str:
    """Return the page as one HTML text; it runs no script and asks no other host.

    JupyterLite's pages read their settings from every ``index.html`` above them, so this one has them, too.
    """
    paragraphs = [
        _("Choose a chapter. It opens in this browser and starts by itself; there is nothing to install."),
        _(
            "The first chapter that you open loads for a while, on a slow line for some minutes. "
            "The next ones start faster."
        ),
        _(
            "Your answers stay in this browser, on this computer, and are sent nowhere. "
            "Whoever clears the browser's data removes them: use the button “Save to my computer” "
            "in each chapter before you leave."
        ),
    ]
    return PAGE.format(
        lang="en",
        title=escape(_("Digital Government Transformation Workbook")),
        paragraphs="\n".join(f"<p>{escape(text)}</p>" for text in paragraphs),
        chapters=escape(_("Chapters")),
        links="\n".join(_link(listed) for listed in chapters),
        noscript=escape(_("The chapters need JavaScript. The handouts do not.")),
    )


def address(listed: Listed) -> str:
    """Return where a chapter opens, relative to the front page."""
    return f"notebooks/index.html?path={quote(listed.file)}"


def _link(listed: Listed) -> str:
    minutes = _("{minutes} minutes").format(minutes=listed.minutes)
    return f'<li><a href="{escape(address(listed))}">{escape(listed.label)}</a> ({escape(minutes)})</li>'
