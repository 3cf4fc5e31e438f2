"""The report's sections on learning: test, questions, confidence, exit tickets and closing form."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import explorations
from ..figures.description import Chart
from ..i18n import gettext as _
from ..methods.display import per_cent, shown
from .closing import Opinion
from .cohort import Cohort, group_results
from .item_analysis import ENOUGH
from .knowledge import Knowledge, Score
from .learning_gain import FEWEST_FOR_INTERVAL, HIGH, MEDIUM, Interval, band_name
from .questions import Item, ItemTable, Ticket
from .report_charts import confidence_chart
from .report_tables import Cell, Piece, Section, Table
from .suppression import FEWEST, FEWEST_FOR_STEPS, count_text


def learning(told: Cohort) -> Section:
    """Return the section on pre-test and post-test."""
    return Section("Learning", _("Learning: before and after"), tuple(_learning(told)))


def _learning(told: Cohort) -> Iterator[Piece]:
    known = told.knowledge
    if known is None or (known.before is None and known.after is None):
        yield _("Nothing can be told yet: fewer than {fewest} persons have taken the same test.").format(
            fewest=FEWEST
        )
        return
    yield known.gain.interpretation
    if value := known.gain.value:
        yield from _interval(value.interval, value.persons)
    yield _scores(known)
    if known.left_out:
        yield _(
            "Whoever took a form, or only one of the two tests, together with fewer than {fewest} persons "
            "is left out of all results of the test, so that these persons cannot be recognised from the "
            "others."
        ).format(fewest=FEWEST)
    yield from _cautions(known)
    if known.parts:
        yield _parts_chart(told, known)
        yield _(
            "Neighbouring chapters stand together until five points were won and five lost, before and after."
        )


def _parts_chart(told: Cohort, known: Knowledge) -> Chart:
    """Return chart D10.3 with the group's own means as its title; alone it can only average its rows."""
    chart = explorations.describe("D10.3", None, {"cohort": group_results(told)})
    value, lowest = known.gain.value, min(known.parts, key=lambda part: part.gain)
    if value is None:
        return chart
    finding = _("From {pre} to {post} per cent of the points; the lowest gain is that of {part}: {gain}")
    return chart.model_copy(
        update={
            "finding": finding.format(
                pre=shown(value.pre, 1),
                post=shown(value.post, 1),
                part=lowest.label,
                gain=shown(lowest.gain, 2),
            )
        }
    )


def _interval(interval: Interval | None, persons: int) -> Iterator[str]:
    if interval:
        low, high = (shown(bound, 2) for bound in interval)
        text = _(
            "With 95 per cent confidence the gain lies between {low} and {high} (bootstrap over persons)."
        )
        yield text.format(low=low, high=high)
    elif persons < FEWEST_FOR_INTERVAL:
        yield _("Fewer than {fewest} took both tests: an interval would pretend too much.").format(
            fewest=FEWEST_FOR_INTERVAL
        )


def _scores(known: Knowledge) -> Table:
    gain, all_gain = known.gain.value, known.all_gain.value if known.all_gain else None
    rows: list[tuple[Cell, ...]] = []
    if gain:
        rows.append(
            (_("Took both tests"), gain.persons, gain.pre, gain.post, gain.gain, band_name(gain.band))
        )
    if all_gain or not gain:
        rows += [
            (_("Everybody, before"), *_score(known.before)),
            (_("Everybody, after"), *_score(known.after, after=True)),
        ]
    if all_gain:
        words = band_name(all_gain.band)
        rows.append((_("Everybody, unpaired"), "–", all_gain.pre, all_gain.post, all_gain.gain, words))
    header = (
        _("Who"),
        _("Persons"),
        _("Before, % of points"),
        _("After, % of points"),
        _("Gain"),
        _("Band"),
    )
    return Table(_("Scores and learning gain"), header, tuple(rows))


def _score(score: Score | None, *, after: bool = False) -> tuple[Cell, ...]:
    if score is None:
        return ("–", "–", "–", "–", "–")
    mean: tuple[Cell, Cell] = ("–", score.mean) if after else (score.mean, "–")
    return (score.persons, *mean, "–", "–")


def _cautions(known: Knowledge) -> Iterator[str]:
    value = known.gain.value
    if value:
        text = _("Lost points: {lost} of {persons}. Had all points before and could gain nothing: {full}.")
        yield text.format(
            lost=count_text(known.lost_points, value.persons),
            full=count_text(known.full_before, value.persons),
            persons=value.persons,
        )
        if value.effect is not None:
            yield _("Mean difference in standard deviations of the differences (d_z): {effect}.").format(
                effect=shown(value.effect, 2)
            )
    yield _(
        "The gain is the share learned of what could still be learned; from {medium} it is called medium, "
        "from {high} high, a convention from physics courses (Hake, 1998) and no norm for this training. "
        "Where the same questions come back within hours, it is an upper bound. A question that was not "
        "answered counts as not known; a test counts from half of its questions on."
    ).format(medium=MEDIUM, high=HIGH)


def items(told: Cohort) -> Section:
    """Return the section on the single questions."""
    if not told.items:
        text = _("Single questions are told of from {enough} persons on who took the same form.")
        return Section("Questions", _("Questions of the test"), (text.format(enough=ENOUGH),))
    pieces: list[Piece] = [
        _(
            "How many had a question right is told in steps of five persons. Discrimination is the "
            "correlation of a question with the other questions, and D the share right in the upper minus "
            "the lower 27 per cent; neither is told where five or fewer are on one side. Which questions "
            "went badly tells what to teach again, not who failed."
        )
    ]
    for table in told.items:
        pieces += [_item_table(table), _options(table)]
    return Section("Questions", _("Questions of the test"), tuple(pieces))


def _item_table(table: ItemTable) -> Table:
    reliability = "–" if table.reliability is None else shown(table.reliability, 2)
    words = (
        _("Form {form} before, {persons} persons, reliability (KR-20) {reliability}")
        if table.when == "before"
        else _("Form {form} after, {persons} persons, reliability (KR-20) {reliability}")
    )
    return Table(
        words.format(form=table.form, persons=table.persons, reliability=reliability),
        (_("Question"), _("Right"), _("Share right"), _("Discrimination"), _("D"), _("Remarks")),
        tuple(_item_row(item) for item in table.items),
    )


def _item_row(item: Item) -> tuple[Cell, ...]:
    low, high = item.right.low / item.right.of, item.right.high / item.right.of
    share = _("{low} to {high} %").format(low=per_cent(low), high=per_cent(high))
    return (
        f"{item.id} {item.stem}",
        item.right.text,
        share if low != high else _("{share} %").format(share=per_cent(low)),
        "–" if item.discrimination is None else round(item.discrimination, 2),
        "–" if item.upper_lower is None else round(item.upper_lower, 2),
        "; ".join(item.remarks),
    )


def _options(table: ItemTable) -> Table:
    words = (
        _("Form {form} before: how many chose each option")
        if table.when == "before"
        else _("Form {form} after: how many chose each option")
    )
    rows = [
        (
            f"{item.id} {item.stem}",
            item.key,
            *(item.options[letter].text for letter in sorted(item.options)),
        )
        for item in table.items
    ]
    header = (_("Question"), _("Right option"), "A", "B", "C", "D")
    return Table(words.format(form=table.form), header, tuple(rows), long=True)


def confidence(told: Cohort) -> Section:
    """Return the section on confidence, apart from knowledge."""
    statements = told.knowledge.confidence if told.knowledge else ()
    if not statements:
        text = _("Nothing can be told yet: fewer than {fewest} persons have rated a statement both times.")
        return Section("Confidence", _("Confidence"), (text.format(fewest=FEWEST),))
    text = _("Those who rated a statement both times are compared; it says nothing of what they know.")
    return Section("Confidence", _("Confidence"), (text, confidence_chart(statements)))


def reaction(told: Cohort) -> Section:
    """Return the section on exit tickets: the pace, and the closed questions."""
    title = _("Reaction: pace and exit tickets")
    if not told.tickets:
        text = _("Nothing can be told: fewer than {fewest} answered, or the group is smaller than {least}.")
        return Section("Exit tickets", title, (text.format(fewest=FEWEST, least=FEWEST_FOR_STEPS),))
    pieces: list[Piece] = [_("All counts are told in steps of five persons.")]
    opinions: dict[tuple[str, tuple[str, ...]], list[Ticket]] = {}
    for ticket in told.tickets:
        if ticket.options[0][1] is None:
            words = tuple(text for text, _right, _count in ticket.options)
            opinions.setdefault((ticket.prompt, words), []).append(ticket)
    pieces += [_opinions(prompt, words, tickets) for (prompt, words), tickets in opinions.items()]
    pieces += [_question(ticket) for ticket in told.tickets if ticket.options[0][1] is not None]
    return Section("Exit tickets", title, tuple(pieces))


def _opinions(prompt: str, words: tuple[str, ...], tickets: list[Ticket]) -> Table:
    """Return one question that several chapters ask, a row for each."""
    rows = tuple(
        (
            _("Chapter {number}").format(number=ticket.chapter),
            *(count.text for _words, _right, count in ticket.options),
        )
        for ticket in tickets
    )
    return Table(prompt, (_("Chapter"), *words), rows)


def _question(ticket: Ticket) -> Table:
    rows = tuple((words, _("right") if right else "", count.text) for words, right, count in ticket.options)
    caption = _("{exercise}: {question}").format(exercise=ticket.exercise, question=ticket.prompt)
    return Table(caption, (_("Option"), _("Key"), _("Persons")), rows)


def closing(told: Cohort) -> Section:
    """Return the section on the closing form."""
    title = _("Reaction: the closing form")
    if not told.closing:
        text = _("Nothing can be told: fewer than {fewest} persons have rated a statement (CF10.1).")
        return Section("Closing form", title, (text.format(fewest=FEWEST),))
    text = _(
        "How far the participants agree with each statement, from 1, not at all, to 5, fully. Where so few "
        "points are missing or given that they would tell of single persons, only a bound of the mean "
        "is told."
    )
    return Section("Closing form", title, (text, _statements(told.closing)))


def _statements(opinions: tuple[Opinion, ...]) -> Table:
    """Return the statements with answers, mean, and the distribution where the group is large enough."""
    levels = tuple(str(level) for level, _step in enumerate(opinions[0].levels, start=1))
    caption = (
        _("Agreement, and how many of {persons} persons chose each level, in steps of five persons")
        if levels
        else _("Agreement; how many chose each level is told from {least} persons on")
    )
    rows = tuple(
        (
            one.statement,
            one.answers if isinstance(one.answers, int) else one.answers_text,
            one.mean_text if one.mean is None else one.mean,
            *(count.text for count in one.levels),
        )
        for one in opinions
    )
    return Table(
        caption.format(persons=opinions[0].persons, least=FEWEST_FOR_STEPS),
        (_("Statement"), _("Answers"), _("Mean"), *levels),
        rows,
        decimals=1,
    )
