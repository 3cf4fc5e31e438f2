"""What a kernel tells the bar above a chapter: which exercises have an answer, wherever answers are kept."""

from __future__ import annotations

import json

from .session import session


def told() -> str:
    """Return the names of the answered exercises as JSON; ``null`` where the answers cannot be read."""
    known = session()
    answers = known.latest()
    # Nothing read is not the same as nothing answered.
    return json.dumps(None if known.trouble and not answers.answered else sorted(answers.answered))
