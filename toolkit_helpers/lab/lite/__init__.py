"""``workbook lite``: a folder of plain files that runs every chapter in the browser, with no server.

Python itself comes along, compiled for browsers (Pyodide), with the packages that a chapter needs and no
other.  Nothing is fetched from another host; answers stay in the browser and leave as an answers file.
"""

from __future__ import annotations

from .site import Site, build_site

__all__ = ["Site", "build_site"]
