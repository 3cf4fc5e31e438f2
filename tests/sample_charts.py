"""Charts of every kind at their hardest, with invented numbers, for the tests of both painters."""

from __future__ import annotations

from typing import Any

from toolkit_helpers.figures.description import Axis, Chart, Mark, Point, Role, Series, Table

WORK = [
    ("I1 Law on the sharing of registers", 0, 9, "own"),
    ("I2 Interoperability platform between the registers of persons and of land", 9, 21, "own"),
    ("I3 One-stop desks in four districts", 4, 16, "group"),
    ("I4 Life-event service “birth of a child”", 21, 31, "own"),
    ("I5 Learning offer for registrars", 2, 5, "group"),
    ("I6 Public report of the first year", 12, 12, "group"),
]


def chart(kind: str, series: list[Series], **more: Any) -> Chart:
    """Return a chart with the words that every chart has."""
    words = {"question": "Which?", "finding": "It is so (invented)", "source": "Invented, 2026", "alt": "Alt"}
    table = Table(caption="Numbers", header=["What", "Number"], rows=[["a", "1"]])
    fields: dict[str, Any] = {"id": f"D0.{len(kind)}", "kind": kind, "table": table, **words, **more}
    return Chart(series=series, **fields)


def gantt() -> Chart:
    """Return a road map: critical work, work with float, and a milestone."""
    rows: dict[Role, list[Point]] = {"own": [], "group": []}
    for name, start, end, role in WORK:
        words = "critical" if role == "own" else "float"
        label = f"months {start} to {end}, {words}" if end > start else f"month {end}, milestone"
        rows["own" if role == "own" else "group"].append(Point(x=end, start=start, y=name, label=label))
    return chart(
        "gantt",
        [
            Series(name="Critical: a delay delays the end", role="own", points=rows["own"]),
            Series(name="With float: may slip", role="group", points=rows["group"]),
        ],
        x=Axis(label="Months from the start"),
        y=Axis(categories=[name for name, *_rest in WORK]),
        marks=[Mark(x=12, label="End of year 1"), Mark(x=24, label="End of year 2")],
    )


def curves() -> Chart:
    """Return three ways to a target over 40 years, with two levels and a change of method."""
    years = range(2010, 2051)
    return chart(
        "line",
        [
            Series(
                name="Required, straight line",
                role="one",
                style="line",
                points=[Point(x=year, y=20 + 2 * (year - 2010)) for year in years],
            ),
            Series(
                name="Required, S-curve",
                role="two",
                style="line",
                points=[Point(x=year, y=100 / (1 + 2.718 ** ((2025 - year) / 5))) for year in years],
            ),
            Series(
                name="The former Yugoslav example (invented)",
                role="own",
                points=[Point(x=year, y=30 + (year - 2010) * 1.5) for year in range(2010, 2020, 3)],
            ),
        ],
        x=Axis(label="Year"),
        y=Axis(label="People using the service, per cent", minimum=0, decimals=1),
        marks=[
            Mark(x=90, label="Target 90 per cent", horizontal=True),
            Mark(x=88, label="Threshold of the Commission 88 per cent", horizontal=True),
            Mark(x=2022, label="New questionnaire"),
        ],
    )


def cloud() -> Chart:
    """Return 193 light dots, eight of them named, and the reader's own on top."""
    dots = [
        Point(x=(n * 37 % 193) / 193, y=((n * 37 % 193) / 193 + (n * 11 % 40) / 80) / 1.5) for n in range(192)
    ]
    names = ["Saint Vincent and the Grenadines", "Peru", "Lao People's Democratic Republic", "Fiji"]
    near = [Point(x=0.5 + n / 60, y=0.5 + (n % 3) / 50, label=names[n % 4]) for n in range(8)]
    return chart(
        "scatter",
        [
            Series(name="Member States", role="group", points=dots),
            Series(name="Peers", role="one", points=near),
            Series(
                name="Bolivia (Plurinational State of)",
                role="own",
                points=[Point(x=0.52, y=0.55, label="Bolivia (Plurinational State of)")],
            ),
        ],
        x=Axis(label="GovTech Enablers Index, 0 to 1", minimum=0, maximum=1),
        y=Axis(label="Public Service Delivery Index, 0 to 1", minimum=0, maximum=1),
        marks=[Mark(x=0.98, label="Parity 0.98", horizontal=True)],
    )


def cost() -> Chart:
    """Return the yearly cost of a road map, with amounts too long for their axis to print each."""
    years = ["Year 1", "Year 2", "Year 3"]
    points = [
        Point(x=n * 1_250_000 + 640_000, y=year, label=f"{n * 1_250_000 + 640_000:,}")
        for n, year in enumerate(years)
    ]
    return chart(
        "bar",
        [Series(name="Cost of the year", role="own", points=points)],
        x=Axis(label="Nandaran crowns (invented)"),
        y=Axis(categories=years),
    )


def empty(kind: str) -> Chart:
    """Return a chart that has nothing to show yet."""
    return chart(kind, [], missing="Nothing is filled in yet.")


def all_charts() -> dict[str, Chart]:
    """Return every sample by a name that says what it is."""
    full = {"gantt": gantt(), "curves": curves(), "cloud": cloud(), "cost": cost()}
    kinds = ("strip", "line", "bar", "dots", "scatter", "heatmap", "gantt")
    return {**full, **{f"empty {kind}": empty(kind) for kind in kinds}}
