"""Marking in the browser says word for word what marking in Python says."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from toolkit_helpers.exercises.marking import mark
from toolkit_helpers.exercises.marking_numbers import format_number, read
from toolkit_helpers.exercises.model import AnyPart, Exercise
from toolkit_helpers.exercises.phrases import phrases
from toolkit_helpers.widgets.assets import bundle

TABLE = json.loads((Path(__file__).parent.parent / "marking-cases.json").read_text(encoding="utf-8"))
PARTS: dict[str, AnyPart] = {
    name: TypeAdapter[AnyPart](AnyPart).validate_python(body) for name, body in TABLE["parts"].items()
}
SHIPPED = {name: part.model_dump(mode="json", exclude_none=True) for name, part in PARTS.items()}
TABLES = {name: SHIPPED[name] for name in TABLE["exercise"] if SHIPPED[name]["kind"] == "table"}

MARK_ALL = """
const { cases, parts, tables, strings } = input;
return cases.map(({ part, answer, facts, siblings, references }) =>
  mark(parts[part], answer, { strings, facts, siblings, tables, references }));
"""
READ_ALL = """
return input.texts.map(readNumber);
"""
WRITE_ALL = """
return input.numbers.map(([value, decimals]) => writeNumber(value, decimals ?? undefined));
"""


def javascript(body: str, given: dict[str, Any], request: pytest.FixtureRequest) -> Any:
    """Run a function body over the marking bundle, in node or, where that is missing, in Chromium."""
    program = f"{bundle('marking')}\nfunction run(input) {{{body}}}\n"
    text = json.dumps(given)
    if shutil.which("node"):
        read_in = 'import { readFileSync } from "node:fs";\n'
        call = 'console.log(JSON.stringify(run(JSON.parse(readFileSync(0, "utf8")))));'
        folder: Path = request.getfixturevalue("tmp_path")
        file = folder / "program.mjs"
        file.write_text(read_in + program + call, encoding="utf-8")
        done = subprocess.run(["node", str(file)], input=text, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        return json.loads(done.stdout)
    page = request.getfixturevalue("page")
    page.set_content("<p>marking</p>")
    page.add_script_tag(type="module", content=f"{program}\nwindow.run = run;")
    page.wait_for_function("window.run")
    return page.evaluate("(text) => window.run(JSON.parse(text))", text)


def test_cases(request: pytest.FixtureRequest) -> None:
    """Every case of the shared table gives the same state, score and sentences."""
    given = {"cases": TABLE["cases"], "parts": SHIPPED, "tables": TABLES, "strings": phrases()}
    results = javascript(MARK_ALL, given, request)
    for case, result in zip(TABLE["cases"], results, strict=True):
        assert result == case["result"], case["name"]


def test_random_answers(request: pytest.FixtureRequest) -> None:
    """Many answers put together at random, sound and unsound, are marked alike."""
    dice = random.Random(20240917)  # noqa: S311
    values: list[Any] = [
        None,
        True,
        0,
        1,
        2,
        3,
        5,
        2.5,
        -2,
        1e22,
        "",
        "3",
        "1,234",
        "A",
        "S",
        "S1 W1",
        "local",
        "I1",
        "I2",
        "PL1",
        ["I1", "I3", "G1", 7],
        ["I2"],
        ["G2"],
        "2027-05-01",
        "come",
    ]
    values += ["2027-02-29", "2028-02-29", "one two three four five six", [], {}, ["A"], {"x": 1}]
    exercise = Exercise(
        id="EX5.1",
        title="All tables",
        minutes=1,
        grouping=["T"],
        parts=[PARTS[name] for name in TABLE["exercise"]],
    )
    keys = sorted({key for part in SHIPPED.values() for key in _ids(part)})

    def some(depth: int) -> Any:
        roll = dice.random()
        if depth and roll < 0.4:
            return {dice.choice(keys): some(depth - 1) for _ in range(dice.randrange(7))}
        if depth and roll < 0.7:
            return [some(depth - 1) for _ in range(dice.randrange(5))]
        return dice.choice([*values, *keys])

    cases = []
    for number in range(1500):
        part = sorted(PARTS)[number % len(PARTS)]
        facts = {"osi_minus_tii": dice.choice(values), "egdi_group": dice.choice(["High", 3, None])}
        siblings = {name: some(2) for name in TABLE["exercise"]}
        answer = _shaped(SHIPPED[part], dice, some)
        siblings |= {
            name: _shaped(SHIPPED[name], dice, some) for name in ("ini", "fixed") if dice.random() < 0.8
        }
        known = [[code, f"{code} – {text}"] for code, text in zip(["G1", "G2"], "ab", strict=True)]
        references = {"EX3.7.gaps": known[: dice.randrange(3)]}
        cases.append(
            {"part": part, "answer": answer, "facts": facts, "siblings": siblings, "references": references}
        )
    results = javascript(
        MARK_ALL, {"cases": cases, "parts": SHIPPED, "tables": TABLES, "strings": phrases()}, request
    )
    for case, result in zip(cases, results, strict=True):
        expected = mark(
            PARTS[case["part"]], case["answer"], case["facts"], case["siblings"], exercise, case["references"]
        )
        assert result == expected.as_json(), case


def _ids(part: dict[str, Any]) -> list[str]:
    """Return the ids that an answer to a part may use as keys."""
    named = [*part.get("columns", []), *part.get("fields", []), *part.get("items", []), *part.get("left", [])]
    return [one["id"] if isinstance(one, dict) else one for one in named]


def _shaped(part: dict[str, Any], dice: random.Random, some: Any) -> Any:
    """Return an answer of the right outer shape with anything inside, or anything at all."""
    if dice.random() < 0.2:
        return some(3)
    ids = _ids(part)
    if part["kind"] == "table":
        codes = ["I1", "I2", "I3", "S1", "PL1", "owner", 5, "I0"]
        rows = [{key: some(0) for key in ids if dice.random() < 0.7} for _ in range(dice.randrange(5))]
        return [row | ({"code": dice.choice(codes)} if dice.random() < 0.6 else {}) for row in rows]
    if part["kind"] == "grid":
        fields = ["current", "target", "importance", "urgency", "evidence", "reason"]
        cells = [f"{row}.{column}" for row in part["rows"][:4] for column in part["columns"]]
        return {cell: {name: some(0) for name in fields} for cell in cells if dice.random() < 0.6}
    if part["kind"] == "map2x2":
        return {key: {"x": some(0), "y": some(0)} for key in ids}
    if part["kind"] in {"text", "activity"}:
        return {"text": some(0), "done": [some(0) for _ in range(3)]}
    if part["kind"] == "order":
        return dice.sample(ids, len(ids))
    return {key: some(0) for key in ids} if ids else some(1)


def test_numbers_are_read_alike(request: pytest.FixtureRequest) -> None:
    """Thousands of texts of digits, signs and spaces are read as the same number, or as none."""
    dice = random.Random(1)  # noqa: S311
    letters = "0123456789" * 3 + ",,..''  \u00a0\u202f+-−–%$€=e٣۴７x"
    texts = ["".join(dice.choice(letters) for _ in range(dice.randrange(1, 11))) for _ in range(5000)]
    texts += ["1,234", "1.234.567,8", "1 234,5", "0,5", "00,123", "1" * 64, "1" * 65]
    read_here = [read(text) for text in texts]
    expected = [None if one is None else {"value": one.value, "other": one.other} for one in read_here]
    assert sum(one is not None for one in expected) > 500
    found = javascript(READ_ALL, {"texts": texts}, request)
    for text, ours, theirs in zip(texts, expected, found, strict=True):
        assert ours == theirs, repr(text)


def test_numbers_are_written_alike(request: pytest.FixtureRequest) -> None:
    """Rounding and trailing zeros are the same, ties included."""
    values = [0.0, -0.0, 2.5, 3.5, -2.5, 0.125, 1.005, 0.9679, 1266900.0, 157.1, 1e20, 1e21, 3e-7, -3e-7]
    numbers = [[value, decimals] for value in values for decimals in (None, 0, 2, 4)]
    expected = [format_number(value, decimals) for value, decimals in numbers]
    assert javascript(WRITE_ALL, {"numbers": numbers}, request) == expected
