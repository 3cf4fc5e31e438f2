"""A participant's kernel in a process of its own: it saves answers and says which ones are safe."""

from __future__ import annotations

import sys

from toolkit_helpers.answers import open_store


def main(place: str, exercise: str, start: int, count: int) -> None:
    """Save ``count`` answers and print each number once it is acknowledged."""
    store = open_store(place)
    for number in range(start, start + count):
        store.save(exercise, {"number": number, "padding": "x" * 2000})
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
