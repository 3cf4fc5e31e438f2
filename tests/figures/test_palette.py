"""The house style reads for everybody: in colour, in grey, and with a colour-vision deficiency."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from answering_team import TEAM

from toolkit_helpers.figures import explorations, palette
from toolkit_helpers.figures.description import Role
from toolkit_helpers.resources import package_folder

Colour = tuple[float, float, float]

# Simulation matrices of severity 1.0 in linear RGB: Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6).
MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> Colour:
    """Return linear RGB of ``#RRGGBB``."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def luminance(colour: str) -> float:
    """Return relative luminance (WCAG 2)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, eye: str) -> Colour:
    """Return CIE Lab of a colour as an eye of this kind sees it."""
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in MACHADO[eye]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def neighbours() -> set[tuple[Role, Role]]:
    """Return the pairs of roles that meet in a chart of any exploration."""
    pairs: set[tuple[Role, Role]] = set()
    for name in explorations.IDS:
        for country in (None, "RWA", "ETH", "NIC", "ESP", "PRK"):
            chart = explorations.describe(name, country, TEAM)
            roles = {one.role for one in chart.series} | {mark.role for mark in chart.marks if mark.role}
            pairs |= set(combinations(sorted(roles), 2))
    return pairs


NEIGHBOURS = sorted(neighbours())


def test_every_role_has_a_style() -> None:
    """No chart can name a role that has no look."""
    assert set(palette.ROLES) == set(get_args(Role))


def test_charts_do_bring_roles_together() -> None:
    """The pairs that the other tests judge come from the charts themselves."""
    assert {("group", "own"), ("own", "world"), ("own", "region"), ("five", "one")} <= set(NEIGHBOURS)


@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
def test_neighbours_differ_in_black_and_white_print(pair: tuple[Role, Role]) -> None:
    """Two roles in one chart have different greys, or they could not be told apart on a printed sheet."""
    one, two = (palette.ROLES[role].light for role in pair)
    assert contrast(one, two) >= 1.25


@pytest.mark.parametrize("eye", MACHADO)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
def test_neighbours_differ_for_every_eye(pair: tuple[Role, Role], theme: str, eye: str) -> None:
    """Two roles in one chart stay apart with protanopia and with deuteranopia, on both themes."""
    one, two = (seen(getattr(palette.ROLES[role], theme), eye) for role in pair)
    assert sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5 >= 12


@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
def test_neighbours_differ_in_shape(pair: tuple[Role, Role]) -> None:
    """Two roles in one chart have different shapes, so colour is never alone."""
    one, two = (palette.ROLES[role] for role in pair)
    assert one.shape != two.shape


@pytest.mark.parametrize("role", palette.ROLES)
def test_marks_stand_out_from_the_page(role: Role) -> None:
    """Every mark has a contrast of at least 3 with the page (WCAG 2.2, 1.4.11)."""
    style = palette.ROLES[role]
    assert contrast(style.light, palette.LIGHT.page) >= 3
    assert contrast(style.dark, palette.DARK.page) >= 3


@pytest.mark.parametrize("page", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_text_is_readable(page: palette.Page) -> None:
    """Text and quieter text have a contrast of at least 4.5 with the page (WCAG 2.2, 1.4.3)."""
    assert contrast(page.ink, page.page) >= 4.5
    assert contrast(page.quiet, page.page) >= 4.5


def test_numbers_in_a_heat_map_are_readable_and_darker_is_more() -> None:
    """Each cell's number stands out from its cell, and each step is clearly darker than the one before."""
    assert all(contrast(fill, ink) >= 4.5 for fill, ink in palette.HEAT)
    cells = [luminance(fill) for fill, _ink in palette.HEAT]
    assert cells == sorted(cells, reverse=True)
    assert all(
        contrast(one[0], two[0]) >= 1.25 for one, two in zip(palette.HEAT, palette.HEAT[1:], strict=False)
    )


def test_the_screen_has_the_same_style() -> None:
    """The screen painter's files hold what this module says; ``python -m`` of it brings them up to date."""
    folder = package_folder() / "widgets"
    assert (folder / "js" / "explore-style.js").read_text(encoding="utf-8") == palette.screen_script()
    assert palette.screen_variables() in (folder / "explore.css").read_text(encoding="utf-8")
