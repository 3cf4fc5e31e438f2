"""The team's Digital Government Transformation Plan, derived from the answers to the exercises."""

from __future__ import annotations

from . import insights
from .assemble import all_exercises, assemble
from .consistency import completeness, thread, thread_table, values_of
from .model import Column, Field, FieldSpec, Plan, Section, SectionSpec, Value, fields, sections

__all__ = [
    "Column",
    "Field",
    "FieldSpec",
    "Plan",
    "Section",
    "SectionSpec",
    "Value",
    "all_exercises",
    "assemble",
    "completeness",
    "fields",
    "insights",
    "sections",
    "thread",
    "thread_table",
    "values_of",
]
