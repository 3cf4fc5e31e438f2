"""Slides of a chapter: what a room needs to see at once, with the facilitator's notes behind each slide."""

from __future__ import annotations

from .deck import Deck, deck_of, limited, read
from .pages import render

__all__ = ["Deck", "deck_of", "limited", "read", "render"]
