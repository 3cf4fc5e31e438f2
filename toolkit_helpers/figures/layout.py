"""Where marks and labels go: plain arithmetic, in any unit of length.

The screen painter holds the same rules in ``widgets/js/explore-layout.js``, because it must lay out anew
whenever the page changes its width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Measure = Callable[[str], float]
"""Width of a text in the unit of the layout."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def hatch(
    x: float, y: float, width: float, height: float, step: float
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return slanting strokes that fill a box, as pairs of points.

    >>> hatch(0.0, 0.0, 4.0, 2.0, 4.0)
    [((0.0, 2.0), (2.0, 0.0))]
    """
    strokes = []
    foot = float(x - height + step / 2)
    while foot < x + width:
        start, end = max(0.0, x - foot), min(float(height), x + width - foot)
        if end > start:
            strokes.append(((foot + start, y + height - start), (foot + end, y + height - end)))
        foot += step
    return strokes


def beside(
    anchors: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    dots: Sequence[tuple[float, float]],
    taken: Sequence[Box],
    area: Box,
    gap: float = 7.0,
) -> list[tuple[float, float] | None]:
    """Return where names stand beside their dots: left end and middle; ``None`` where there is no room.

    Each name takes the place that covers the fewest dots and no other name, in the order given.

    Parameters
    ----------
    anchors, sizes
        The dot of each name, and the width and height that its name needs.
    dots
        All dots of the picture.
    taken, area
        Boxes that are not free, and the box that names must not leave.

    >>> beside([(10, 10)], [(20, 8)], [(10, 10)], [], (0, 0, 100, 20), 5)
    [(15, 10.0)]
    """
    filled = list(taken)
    found: list[tuple[float, float] | None] = []
    for (x, y), (width, height) in zip(anchors, sizes, strict=True):
        right, left, above, below = x + gap, x - gap - width, y - gap - height, y + gap
        corners = [(right, y - height / 2), (left, y - height / 2), (x - width / 2, above)]
        corners += [(x - width / 2, below), (right, above), (right, below), (left, above), (left, below)]
        boxes = [(one, two, one + width, two + height) for one, two in corners]
        free = [box for box in boxes if _inside(box, area) and not any(_meet(box, one) for one in filled)]
        best = min(free, key=lambda box: sum(_meet(box, (*dot, *dot)) for dot in dots), default=None)
        if best:
            filled.append(best)
        found.append((best[0], (best[1] + best[3]) / 2) if best else None)
    return found


def _inside(box: Box, area: Box) -> bool:
    return area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Break a text into lines no wider than ``width``; a single long word stays whole.

    >>> wrap("one two three", 7, len)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines or [""]


def spread(
    centres: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 2.0
) -> list[float]:
    """Push labels apart along one direction until none overlap, inside ``low`` to ``high``.

    Parameters
    ----------
    centres, sizes
        Where each label would like its middle to be, and how much room it takes.
    gap
        Room between two labels.

    Returns
    -------
    list
        The middle of each label, in the order given.

    >>> spread([10, 11], [4, 4], 0, 100, 0)
    [8.5, 12.5]
    """
    order = sorted(range(len(centres)), key=lambda i: (centres[i], i))
    groups: list[tuple[list[int], float]] = []
    for i in order:
        groups.append(([i], centres[i]))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], sizes, gap):
            second, first = groups.pop(), groups.pop()
            both = first[0] + second[0]
            groups.append((both, sum(centres[j] for j in both) / len(both)))
        members, middle = groups[-1]
        length = sum(sizes[j] for j in members) + gap * (len(members) - 1)
        groups[-1] = (members, min(max(middle, low + length / 2), high - length / 2))
    # A group held back by the far end pushes those before it.
    at = len(groups) - 1
    while at > 0:
        if _overlap(groups[at - 1], groups[at], sizes, gap):
            both = groups[at - 1][0] + groups[at][0]
            length = sum(sizes[j] for j in both) + gap * (len(both) - 1)
            middle = min(sum(centres[j] for j in both) / len(both), high - length / 2)
            groups[at - 1 : at + 1] = [(both, middle)]
        at -= 1
    placed = [0.0] * len(centres)
    for members, middle in groups:
        place = middle - (sum(sizes[j] for j in members) + gap * (len(members) - 1)) / 2
        for j in members:
            placed[j] = place + sizes[j] / 2
            place += sizes[j] + gap
    return placed


def _overlap(
    one: tuple[list[int], float], two: tuple[list[int], float], sizes: Sequence[float], gap: float
) -> bool:
    half = [(sum(sizes[j] for j in group[0]) + gap * (len(group[0]) - 1)) / 2 for group in (one, two)]
    return one[1] + half[0] + gap > two[1] - half[1]


def storeys(centres: Sequence[float], sizes: Sequence[float], room: float, gap: float) -> list[list[int]]:
    """Return labels side by side in as few storeys as have room for them.

    Neighbours stand in different storeys.  A label wider than the room has a storey of its own.

    >>> storeys([5, 6, 7], [4, 4, 4], 9, 1), storeys([5, 6, 7], [4, 4, 4], 20, 1)
    ([[0, 2], [1]], [[0, 1, 2]])
    """
    order = sorted(range(len(centres)), key=lambda i: (centres[i], i))
    for count in range(1, len(order)):
        found = [order[storey::count] for storey in range(count)]
        if all(sum(sizes[i] for i in ids) + gap * (len(ids) - 1) <= room for ids in found):
            return found
    return [[i] for i in order]


def swarm(places: Sequence[float], size: float) -> list[float]:
    """Return how far each dot of a row moves up or down so that no two overlap.

    Dots are taken from low to high; each goes as near to the row's middle as the ones before it allow.

    >>> swarm([0, 1, 50], 4)
    [0.0, -4.0, 0.0]
    """
    offsets = [0.0] * len(places)
    done: list[int] = []
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        near = [j for j in done if abs(places[j] - places[i]) < size]
        step = 0
        while True:
            offset = size * ((step + 1) // 2) * (-1 if step % 2 else 1)
            if all((places[j] - places[i]) ** 2 + (offsets[j] - offset) ** 2 >= size**2 * 0.99 for j in near):
                break
            step += 1
        offsets[i] = float(offset)
        done.append(i)
    return offsets


def lanes(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Return a lane for each mark of a row, so that marks closer than their size stand one above another.

    >>> lanes([10, 12, 40], [8, 8, 8])
    [0, 1, 0]
    """
    found = [0] * len(places)
    for i in range(len(places)):
        taken = {found[j] for j in range(i) if abs(places[i] - places[j]) < (sizes[i] + sizes[j]) / 2}
        found[i] = next(lane for lane in range(len(places)) if lane not in taken)
    return found
