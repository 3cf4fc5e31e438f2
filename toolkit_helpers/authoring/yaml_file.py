"""One YAML file of an author: its content, and the line that each entry stands on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ToolkitError
from .findings import Finding

_ID = re.compile(r"^\s*- (?:id|section): ['\"]?((?:EX|WU|TH|XT|CF)\d+\.\d+|P\d+)", re.MULTILINE)


class YamlFile:
    """A parsed file.

    ``name`` is how messages call the file.  Raises ``ToolkitError`` with the line for a slip in the syntax
    and for a key that stands twice.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        from ruamel.yaml.constructor import DuplicateKeyError
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        self.name = name or path.name
        text = ""
        try:
            text = path.read_text(encoding="utf-8")
            self._root, self.data = _parsed(text)
        except DuplicateKeyError as error:
            mark = error.problem_mark
            key = (error.problem or "").partition('"')[2].partition('"')[0]
            rule = f"the key {key!r} stands twice in one entry"
            raise self._slip(text, mark, rule, "Keep one of them.").error() from error
        except MarkedYAMLError as error:
            rule = f"this is not YAML: {_first_line(error.problem)}"
            remedy = "Look at this line and the one before it: indentation, a missing quote or colon."
            mark = error.problem_mark or error.context_mark
            raise self._slip(text, mark, rule, remedy).error() from error
        except FileNotFoundError as error:
            raise ToolkitError("there is no such file", where=self.name, remedy="Write it.") from error
        except (YAMLError, UnicodeDecodeError) as error:
            rule = f"the file cannot be read as text: {_first_line(str(error))}"
            raise ToolkitError(rule, where=self.name, remedy="Save it as UTF-8.") from error

    def _slip(self, text: str, mark: Any, rule: str, remedy: str) -> Finding:
        """Return a finding at a place in the text, with the id that was last named above it."""
        line = mark.line + 1 if mark else 0
        above = _ID.findall("\n".join(text.splitlines()[:line]))
        return Finding(self.name, above[-1] if above else "", rule, remedy, line)

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of the entry that ``path`` leads to, from the file's root.

        A step that is not there is left out, so the place of a missing key is the entry it is missing in.
        """
        node, line = self._root, 1
        for step in path:
            found = _step(node, step)
            if found:
                line, node = found
        return line


@lru_cache(maxsize=128)
def _parsed(text: str) -> tuple[Any, Any]:
    """Return nodes and data of a text: rules and builds read each file several times, and change nothing."""
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=True)
    root = reader.compose(text)
    return root, reader.constructor.construct_document(root) if root else None


def _step(node: Any, step: str | int) -> tuple[int, Any] | None:
    """Return the line of one child and the child."""
    if node is None or not isinstance(node.value, list):
        return None
    if isinstance(step, int):
        if step < len(node.value) and not isinstance(node.value[step], tuple):
            return node.value[step].start_mark.line + 1, node.value[step]
        return None
    for pair in node.value:
        if isinstance(pair, tuple) and str(pair[0].value) == step:
            return pair[0].start_mark.line + 1, pair[1]
    return None


def _first_line(text: str | None) -> str:
    return (text or "unknown").strip().splitlines()[0]
