"""Where answers live: one file per participant or team, written so that no answer is ever lost.

The same format leaves the notebook, the page that works without a network, and a workshop's hub.
``data/answers.schema.json`` publishes it for other programmes.
"""

from __future__ import annotations

from .model import FORMAT, SCHEMA_VERSION, AnswersFile, Entry, Participant, json_schema, read_text, write_text
from .store import AnswerStore, Saved, open_store

__all__ = [
    "FORMAT",
    "SCHEMA_VERSION",
    "AnswerStore",
    "AnswersFile",
    "Entry",
    "Participant",
    "Saved",
    "json_schema",
    "open_store",
    "read_text",
    "write_text",
]
