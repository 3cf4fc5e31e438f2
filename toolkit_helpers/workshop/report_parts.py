"""The report on a group, section by section: what came in, what teams found, how far the Plans are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..i18n import gettext as _
from ..i18n import ngettext
from ..methods.capacity import pillar_name
from ..methods.display import listed, per_cent, shown
from .cohort import Cohort, Handed
from .report_charts import cell_name, gap_map
from .report_learning import closing, confidence, items, learning, reaction
from .report_tables import Piece, Quotes, Section, Table
from .suppression import FEWEST, Side, count_text
from .teams import MOST_ON_WALL, Gaps, Wall

MOST_NAMED: Final = 200
"""Files and codes that a report names; it counts the others."""


def sections(told: Cohort) -> list[Section]:
    """Return the sections in reading order."""
    found = [Section("Files", _("What came in"), tuple(_handed(told.handed)))]
    if told.handed.persons < FEWEST:
        text = _("Results are told for groups of {fewest} persons or more; this group is smaller.")
        found.append(Section("Results", _("Results"), (text.format(fewest=FEWEST),)))
    else:
        found += [learning(told), items(told), confidence(told), reaction(told), closing(told)]
        found += [_words(told)] if told.words else []
        found += [_gaps(told.gaps), _pillars(told), _responses(told)]
    if told.wall and (told.wall.rows or told.wall.too_many):
        found.append(_wall(told.wall))
    found.append(Section("Privacy", _("What this report does not tell"), (_privacy(),)))
    return found


def _handed(handed: Handed) -> Iterator[Piece]:
    codes = ngettext("{count} participant code", "{count} participant codes", handed.persons)
    files = ngettext("{count} answers file", "{count} answers files", handed.files)
    yield _("{codes} in {files}.").format(
        codes=codes.format(count=handed.persons), files=files.format(count=handed.files)
    )
    if handed.doubled:
        text = ngettext(
            "{count} code came with several files; of each exercise the newest answer counts.",
            "{count} codes came with several files; of each exercise the newest answer counts.",
            handed.doubled,
        )
        yield text.format(count=handed.doubled)
        rows = tuple((code, count) for code, count in list(handed.doubles.items())[:MOST_NAMED])
        yield Table(_("Codes with several files"), (_("Code"), _("Files")), rows, long=True)
    if handed.set_aside:
        text = ngettext(
            "{count} backup or copy that the workbook set aside lies beside a newer file and was not read.",
            "{count} backups or copies that the workbook set aside lie beside newer files and were not read.",
            handed.set_aside,
        )
        yield text.format(count=handed.set_aside)
    yield from _passed_over(handed)


def _passed_over(handed: Handed) -> Iterator[Piece]:
    count = sum(handed.reasons.values())
    if not count:
        yield _("Every file could be used.")
        return
    text = ngettext("{count} file could not be used.", "{count} files could not be used.", count)
    yield text.format(count=count)
    if count > MOST_NAMED:
        rows = tuple(list(handed.reasons.items())[:MOST_NAMED])
        yield Table(_("Why files could not be used"), (_("Reason"), _("Files")), rows)
    named = tuple((file.name, file.reason) for file in handed.passed_over[:MOST_NAMED])
    caption = _("Files that could not be used") if count <= MOST_NAMED else _("The first of these files")
    yield Table(caption, (_("File"), _("Reason")), named)


def _gaps(gaps: Gaps | None) -> Section:
    title = _("Capacity gaps over the teams")
    if gaps is None:
        text = _("Nothing can be told: fewer than {fewest} teams have filled in the capacity grid (EX3.4).")
        return Section("Gaps", title, (text.format(fewest=FEWEST),))
    pieces: list[Piece] = [gap_map(gaps)]
    value = gaps.agreement.value
    pieces.append(gaps.agreement.interpretation if value else _no_agreement(gaps))
    if value and value.interval:
        low, high = (shown(bound, 2) for bound in value.interval)
        text = _("95 per cent interval {low} to {high}, by resampling the cells.")
        pieces.append(text.format(low=low, high=high))
    pieces.append(
        _(
            "Agreement compares the current levels of the teams (M13). Teams of one institution should see "
            "the same; teams of different ones need not."
        )
    )
    if gaps.apart:
        text = _("The teams lie furthest apart in {cells}: begin the discussion there.")
        pieces.append(text.format(cells=listed(map(cell_name, gaps.apart))))
    return Section("Gaps", title, tuple(pieces))


def _no_agreement(gaps: Gaps) -> str:
    if gaps.cells and not gaps.apart:
        return _("All teams agree, no variation: the coefficient of agreement is not defined.")
    return _(
        "Agreement is not available: it needs three cells that {fewest} teams or more have rated."
    ).format(fewest=FEWEST)


def _pillars(told: Cohort) -> Section:
    title = _("Nine pillars over the teams")
    if not told.pillars:
        text = _("Nothing can be told: fewer than {fewest} teams have scanned a pillar (EX2.4).")
        return Section("Pillars", title, (text.format(fewest=FEWEST),))
    rows = tuple((pillar_name(code), mean.value, mean.teams) for code, mean in told.pillars.items())
    header = (_("Pillar"), _("Mean score, 1 to 5"), _("Teams"))
    return Section("Pillars", title, (Table(_("Scan of the pillars, mean over teams"), header, rows),))


def _responses(told: Cohort) -> Section:
    of = told.handed.persons
    text = _(
        "How many of {persons} answered anything. A number below {fewest} is not told, nor one that leaves "
        "fewer than {fewest} others."
    )
    chapters = tuple(
        (_("Chapter {number}").format(number=number), *_response(count, of))
        for number, count in told.chapters
    )
    exercises = tuple((f"{one.exercise} {one.title}", *_response(one.persons, of)) for one in told.responses)
    head = (_("Persons"), _("Share, %"))
    pieces = (
        text.format(persons=of, fewest=FEWEST),
        Table(_("Answered anything in a chapter"), (_("Chapter"), *head), chapters),
        Table(_("Answered anything in an exercise"), (_("Exercise"), *head), exercises, long=True),
    )
    return Section("Responses", _("Who has answered how much"), pieces)


def _response(count: int | Side, of: int) -> tuple[str, str]:
    """Return a count and its share, no closer than the count is told.

    >>> _response(12, 20), _response("most", 20)
    (('12', '60'), ('more than 15', '–'))
    """
    return count_text(count, of), "–" if isinstance(count, str) else per_cent(count / of)


def _words(told: Cohort) -> Section:
    lead = _(
        "Words of the participants, without codes and in no order of persons. Read them before you pass "
        "them on: somebody may have written a name."
    )
    quotes = tuple(
        Quotes(_("{exercise}: {question}").format(exercise=one.exercise, question=one.question), one.texts)
        for one in told.words
    )
    return Section("Words", _("In their own words"), (lead, *quotes))


def _wall(wall: Wall) -> Section:
    title = _("How far the Plans are")
    if wall.too_many:
        text = _("There are more than {most} Plans, too many for a wall; collect one workshop by itself.")
        return Section("Plans", title, (text.format(most=MOST_ON_WALL),))
    text = _(
        "How many required fields of each section are complete. The wall shows what is there, not what it "
        "says; it is for the trainer, who knows the codes."
    )
    rows = tuple(
        (row.code, *(_progress(*row.sections.get(section, (0, 0, 0))) for section in wall.titles))
        for row in wall.rows
    )
    legend = tuple((section, title) for section, title in wall.titles.items())
    pieces: list[Piece] = [text, Table(_("The Plans"), (_("Code"), *wall.titles), rows)]
    pieces.append(Table(_("Sections of the Plan"), (_("Section"), _("Title")), legend))
    return Section("Plans", title, tuple(pieces))


def _progress(filled: int, begun: int, count: int) -> str:
    """Return how far a section is.

    >>> _progress(6, 0, 6), _progress(2, 1, 6), _progress(0, 1, 6), _progress(0, 0, 6)
    ('all 6', '2 of 6', 'begun', '–')
    """
    if count and filled == count:
        return _("all {count}").format(count=count)
    if filled:
        return _("{filled} of {count}").format(filled=filled, count=count)
    return _("begun") if begun else "–"


def _privacy() -> str:
    return _(
        "No result stands for fewer than {fewest} persons or teams, and none can be had by taking one "
        "number from another: counts of answers are told in steps, groups that would differ by fewer than "
        "{fewest} are left out, and nobody's own score, gain or rating is here. Fields that the workbook "
        "calls private enter no report."
    ).format(fewest=FEWEST)
