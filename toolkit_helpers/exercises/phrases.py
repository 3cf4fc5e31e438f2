"""Every sentence and label of the exercises' interface, by a speaking id, in the workbook's language.

Marking in Python and the front end in the browser read the same dictionary, so both say the same.  A name
in braces is filled in later.  Wordings avoid plural forms: "Still open: 3" fits any number and language.
"""

from __future__ import annotations

import os
from functools import cache

from ..i18n import gettext as _
from ..vocabulary import LEVELS, MATURITY, PILLARS


def phrases() -> dict[str, str]:
    """Return all interface strings of the exercises, translated.

    >>> phrases()["state_right"]
    'Right'
    """
    return _phrases(os.environ.get("TOOLKIT_LANGUAGE", "en"))


@cache
def _phrases(language: str) -> dict[str, str]:  # the language is the key of the cache
    return _frame() | _marks() | _controls() | _grid() | _rows() | _vocabulary()


def _frame() -> dict[str, str]:
    """Return what stands around every exercise."""
    return {
        "core": _("Core exercise"),
        "minute": _("1 minute"),
        "minutes": _("{minutes} minutes"),
        "grouping_I": _("alone"),
        "grouping_P": _("in pairs"),
        "grouping_T": _("in the team"),
        "grouping_A": _("all together"),
        "grouping_then": _("{first}, then {second}"),
        "grouping": _("Work {who}"),
        "part_number": _("Question {number} of {all}"),
        "check": _("Check my answer"),
        "check_complete": _("Check what is missing"),
        "again": _("Try again"),
        "show": _("Show the answer"),
        "model_answer": _("Model answer"),
        "state_unanswered": _("No answer yet"),
        "state_incomplete": _("Not complete yet"),
        "state_complete": _("Complete"),
        "state_right": _("Right"),
        "state_partly": _("Partly right"),
        "state_wrong": _("Not right yet"),
        "state_no_data": _("No figure to compare with"),
        "tone_right": _("Right"),
        "tone_wrong": _("Not right"),
        "tone_hint": _("Missed"),
        "tone_answer": _("Right answer"),
        "tone_note": _("Not an answer"),
        "answer_is": _("The answer: {answer}"),
        "with_unit": _("{number} {unit}"),
        "beside": _("The remarks stand beside the fields they are about: {count}."),
        "cleared": _("The remarks are gone; your answer is still there."),
        "summary": _("What your answers show"),
    }


def _marks() -> dict[str, str]:
    """Return what marking says about choices, pairs, orders, numbers and texts."""
    return {
        "judged": _("{right} of {all} judged correctly."),
        "hint_all": _("All are ticked. Each option is judged separately: tick only those that apply."),
        "hint_none": _("Nothing is ticked. Each option is judged separately: tick all that apply."),
        "hint_choose": _("Select an answer first."),
        "suggestion_same": _("The figures of your country suggest the same."),
        "suggestion_other": _("The figures of your country suggest: {option}."),
        "pairs": _("{right} of {all} pairs are right."),
        "open_lines": _("Still open: {count}."),
        "order_pairs": _("Of {all} pairs of items, {right} stand in the right order."),
        "hint_order": _("Move the items first; they are offered in a mixed order."),
        "hint_number": _("Write a number first."),
        "not_a_number": _("This is not a number we can read. Write digits, such as 0.75 or 1 250."),
        "range_both": _("The number lies between {minimum} and {maximum}."),
        "range_low": _("The number is {minimum} or more."),
        "range_high": _("The number is {maximum} or less."),
        "read_as": _("Read as {value}. If you mean {other}, write it with a space or without a sign."),
        "no_country": _("Choose your country first; its figures are needed to check this number."),
        "no_fact": _("The tables hold no such figure for your country. Keep your number and go on."),
        "hint_text": _("Write your text first."),
        "text_over": _("{words} words, at most {limit}: {over} over the limit."),
        "hint_rate": _("Choose a number on each line."),
        "hint_place": _("Place the items on the map first."),
        "hint_source": _("Fill in the rows of the table first; they appear on the map."),
        "quadrant_of": _("{item}: {quadrant}."),
        "hint_activity": _("Tick off the steps as you go."),
        "result_open": _("The result is not written down yet."),
    }


def _controls() -> dict[str, str]:
    """Return labels of controls and what is announced when they are used."""
    return {
        "select_one": _("Select a single answer."),
        "select_all": _("Select all that apply."),
        "choose": _("Choose …"),
        "drag": _("Drag to move"),
        "up": _("Move up: {item}"),
        "down": _("Move down: {item}"),
        "position": _("{item}: position {position} of {all}"),
        "order_help": _("Move the items with the buttons, or drag them."),
        "words_of": _("Words: {words} of at most {limit}"),
        "words_count": _("Words: {words}"),
        "rubric": _("Rate your text together"),
        "rubric_0": _("missing"),
        "rubric_1": _("beginning"),
        "rubric_2": _("sound"),
        "rubric_3": _("convincing"),
        "roles": _("Roles"),
        "timer": _("Clock: {label}"),
        "timer_start": _("Start"),
        "timer_pause": _("Pause"),
        "timer_reset": _("Reset"),
        "timer_last": _("{label}: one minute left."),
        "timer_over": _("{label}: time is up."),
        "scale_ends": _("{low_number} = {low}, {high_number} = {high}"),
        "map_help": _(
            "Choose two numbers for each item, or move it on the map by hand or with the arrow keys."
        ),
        "map_at": _("{item}: {x_label} {x}, {y_label} {y}. {quadrant}"),
        "map_open": _("{item}: not placed yet"),
        "map_size": _("The size of a mark shows: {label}."),
        "map_tray": _("Not placed yet"),
    }


def _grid() -> dict[str, str]:
    """Return the words of the capacity grid."""
    return {
        "grid_help": _("Choose a cell to fill it in. Arrow keys move between cells."),
        "grid_pillar": _("Pillar"),
        "grid_cell": _("{row}, {column}"),
        "grid_empty": _("empty"),
        "grid_values": _("current {current}, target {target}"),
        "grid_value": _("current {current}"),
        "grid_current": _("Current level"),
        "grid_target": _("Target level"),
        "grid_importance": _("Importance"),
        "grid_urgency": _("Urgency"),
        "grid_low": _("low"),
        "grid_high": _("high"),
        "grid_evidence": _("Evidence"),
        "grid_raters": _("Scores of all raters, with a dash for no score, such as 2 3 2 –"),
        "grid_median": _("Median {median}, from {lowest} to {highest}"),
        "grid_reason": _("Reason for a target below the current level"),
        "grid_done": _("Done"),
        "grid_clear": _("Clear this cell"),
        "grid_cells": _("Cells filled in: {done} of at least {minimum}."),
        "grid_column": _("{column}: {done} of at least {minimum} cells."),
        "grid_top": _(
            "The top level is the target in {top} of {all} cells. Choose where excellence matters."
        ),
        "grid_lower": _("{cell}: the target lies below the current level. Give the reason."),
        "grid_unweighted": _("Cells without importance or urgency: {count}."),
        "grid_unproven": _("Cells without evidence, therefore of low confidence: {count}."),
    }


def _rows() -> dict[str, str]:
    """Return the words of tables and forms."""
    return {
        "row_name": _("{name} {number}"),
        "row_add": _("Add a row"),
        "row_remove": _("Remove: {row}"),
        "row_removed": _("Removed: {row}"),
        "row_undo": _("Undo"),
        "row_back": _("Back again: {row}"),
        "row_added": _("Added: {row}"),
        "row_full": _("No more rows: at most {maximum}."),
        "starters": _("Starter cards: choose one to take it over"),
        "starter_taken": _("taken over"),
        "required": _("required"),
        "private": _("private: stays in this answers file"),
        "hint_rows": _("Fill in a row first."),
        "hint_form": _("Fill in the fields first."),
        "rows_done": _("Rows filled in: {done} of at least {minimum}."),
        "rows_over": _("Rows filled in: {done}, at most {maximum}."),
        "row_field": _("{row}, {label}"),
        "field_empty": _("{field}: still empty."),
        "field_words": _("{field}: {words} words, at most {limit}; {over} over the limit."),
        "field_length": _("{field}: {count} characters, at most {limit}; {over} over the limit."),
        "field_number": _("{field}: this is not a number we can read."),
        "field_low": _("{field}: {minimum} or more."),
        "field_high": _("{field}: {maximum} or less."),
        "field_date": _("{field}: this is not a date. Write year-month-day, such as 2027-03-31."),
        "field_option": _("{field}: this is none of the offered options."),
        "field_gone": _("{field}: {code} is no longer there."),
        "reference": _("{code} – {text}"),
        "reference_gone": _("{code} (no longer there)"),
        "reference_typed": _("No rows to choose from yet. Write the short names that {exercise} gives them."),
        "reference_typed_here": _("No rows to choose from yet. They come from a table of this exercise."),
        "check_rows": _("{say} Look at: {rows}."),
        "check_missing": _("{say} Missing: {missing}."),
        "check_sum": _("{say} Together they are {sum}."),
        "check_cycle": _("{say} Look at: {cycle}."),
    }


def _vocabulary() -> dict[str, str]:
    """Return the names of pillars, levels and the steps of the maturity scale."""
    names = {f"name_{key}": _(text) for key, text in (PILLARS | LEVELS).items()}
    steps = {f"maturity_{step}": _(name) for step, (name, _words) in MATURITY.items()}
    meanings = {f"maturity_{step}_means": _(words) for step, (_name, words) in MATURITY.items()}
    return names | steps | meanings
