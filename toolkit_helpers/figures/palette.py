"""The house style of charts: each role has a colour, a shape and a dash, written once for both painters.

Colours of roles that meet in a chart differ in luminance, so a chart reads in black-and-white print, and
stay apart under protanopia and deuteranopia; ``tests/figures/test_palette.py`` computes both.  After a change
here, ``python -m toolkit_helpers.figures.palette`` writes the screen painter's two files anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal

from ..resources import package_folder
from .description import Role

Shape = Literal["diamond", "circle", "square", "up", "down", "cross", "plus", "dot"]


@dataclass(frozen=True)
class RoleStyle:
    """How one role looks.

    Attributes
    ----------
    light, dark
        Colour on a light and on a dark page, ``#RRGGBB``.  Paper always has the light one.
    shape
        Shape of its points.
    dash
        Lengths of stroke and gap of its lines, in points; empty for an unbroken line.
    width
        Width of its lines, in points.
    size
        Height of its points, in points.
    """

    light: str
    dark: str
    shape: Shape
    dash: tuple[float, ...] = ()
    width: float = 1.6
    size: float = 7.0


ROLES: Final[dict[Role, RoleStyle]] = {
    "own": RoleStyle("#B33100", "#FF9F69", "diamond", (), 2.6, 10.0),
    "world": RoleStyle("#1D1D1D", "#EEEEEE", "circle", (6, 2.5), 1.8, 7.0),
    "region": RoleStyle("#094F8C", "#6EB8FF", "square", (2, 1.8), 1.8, 7.0),
    "income": RoleStyle("#227F59", "#2BB689", "down", (7, 2, 1.5, 2), 1.8, 8.0),
    "group": RoleStyle("#818181", "#848484", "dot", (), 1.0, 4.4),
    "one": RoleStyle("#461D68", "#CFAFF2", "square", (), 1.8, 7.0),
    "two": RoleStyle("#00485A", "#309EA9", "up", (7, 2), 1.8, 8.0),
    "three": RoleStyle("#77441F", "#D8A038", "down", (2, 2), 1.8, 8.0),
    "four": RoleStyle("#A75290", "#F7B3DA", "cross", (7, 2, 1.5, 2), 1.8, 8.0),
    "five": RoleStyle("#4E98DC", "#398DD7", "plus", (4, 1.5), 1.8, 8.0),
}


@dataclass(frozen=True)
class Page:
    """Colours of what stands around the data: page, text, quieter text, grid, and lines of method changes."""

    page: str
    ink: str
    quiet: str
    grid: str
    line: str


LIGHT: Final = Page(page="#FFFFFF", ink="#1D1D1D", quiet="#575757", grid="#DDDDDD", line="#767676")
DARK: Final = Page(page="#1E1E1E", ink="#F2F2F2", quiet="#BDBDBD", grid="#454545", line="#9A9A9A")

HEAT: Final[tuple[tuple[str, str], ...]] = (
    ("#FFF7EC", "#1D1D1D"),
    ("#FDD9A9", "#1D1D1D"),
    ("#F9A04E", "#1D1D1D"),
    ("#C34A09", "#FFFFFF"),
    ("#6B1F00", "#FFFFFF"),
)
"""Cell and text colours of a heat map for 0 to 4 steps; darker is more, on paper and on any screen."""


def heat(value: float) -> tuple[str, str]:
    """Return cell and text colour of a value; values beyond 0 to 4 take the nearest end.

    >>> heat(2.4)
    ('#F9A04E', '#1D1D1D')
    """
    return HEAT[min(4, max(0, int(value + 0.5)))]


def screen_script() -> str:
    """Return ``widgets/js/explore-style.js``: shapes, dashes and sizes for the screen painter."""
    style = {
        "roles": {
            name: {"shape": role.shape, "dash": list(role.dash), "width": role.width, "size": role.size}
            for name, role in ROLES.items()
        },
        "heat": len(HEAT),
    }
    return f"// Written by figures/palette.py.\nexport const HOUSE_STYLE = {json.dumps(style)};\n"


def _variables(page: Page, *, dark: bool) -> str:
    own = {name: role.dark if dark else role.light for name, role in ROLES.items()}
    around = {"page": page.page, "ink": page.ink, "quiet": page.quiet, "grid": page.grid, "line": page.line}
    return " ".join(f"--dgx-{name}: {colour};" for name, colour in (own | around).items())


def _forced_variables() -> str:
    """Colours of a reader who forces a few system colours: shapes, dashes and numbers tell things apart."""
    own = dict.fromkeys(ROLES, "CanvasText") | {"own": "LinkText", "group": "GrayText"}
    around = {
        "page": "Canvas",
        "ink": "CanvasText",
        "quiet": "CanvasText",
        "grid": "GrayText",
        "line": "CanvasText",
    }
    heat_colours = {f"heat-{step}": "Canvas" for step in range(len(HEAT))}
    heat_inks = {f"heat-ink-{step}": "CanvasText" for step in range(len(HEAT))}
    every = own | around | heat_colours | heat_inks
    return " ".join(f"--dgx-{name}: {colour};" for name, colour in every.items())


def screen_variables() -> str:
    """Return the rules of ``widgets/explore.css`` that set every colour.

    A page is dark when the reader's system says so, unless JupyterLab's own theme says otherwise; paper is
    always light.
    """
    light, dark = _variables(LIGHT, dark=False), _variables(DARK, dark=True)
    heat_light = " ".join(
        f"--dgx-heat-{step}: {fill}; --dgx-heat-ink-{step}: {ink};" for step, (fill, ink) in enumerate(HEAT)
    )
    return (
        f'.dgx, [data-jp-theme-light="true"] .dgx {{ color-scheme: light dark; {light} {heat_light} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ .dgx {{ {dark} }} }}\n"
        '[data-jp-theme-light="true"] .dgx { color-scheme: light; }\n'
        f'@media screen {{ [data-jp-theme-light="false"] .dgx {{ color-scheme: dark; {dark} }} }}\n'
        "@media print { .dgx.dgx { color-scheme: light; } }\n"
        f"@media (forced-colors: active) {{ .dgx.dgx.dgx {{ {_forced_variables()} }} }}\n"
    )


BEGIN: Final = "/* Written by figures/palette.py: every colour of the charts. */\n"
END: Final = "/* End of what figures/palette.py writes. */\n"


def write() -> None:
    """Bring the screen painter's two files up to date with this module."""
    folder = package_folder() / "widgets"
    (folder / "js" / "explore-style.js").write_text(screen_script(), encoding="utf-8")
    sheet = folder / "explore.css"
    before, rest = sheet.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    sheet.write_text(f"{before}{BEGIN}{screen_variables()}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write()
