"""Insights of chapter 2: the profile of nine pillars, which pillar moves which, words of a definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...answers import AnswersFile
from ...exercises.marking_result import mapping, sequence, tokens
from ...exercises.model import Exercise
from ...i18n import gettext as _
from ...methods.capacity import pillar_name
from ...methods.display import shown
from ...methods.influence import STRONGEST, CrossImpact
from ...vocabulary import PILLARS
from .. import holistic
from ..holistic import Scanned
from . import blocks
from .blocks import InsightBlock

WIDE: Final = 2
"""Steps between members' scores from which a team should exchange evidence first."""
RATERS_FOR_ALPHA: Final = 3
FEWEST_PILLARS: Final = 5
FEWEST_LINKS: Final = 6
LOW_SCORE: Final = 2


def pillar_scan(_exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX2.4: the profile of the pillars (M10), where members differ, and how far they agree (M13)."""
    scan = holistic.read_scan(parts)
    result = holistic.scored(scan)
    if result.value is None:
        return [blocks.text(_("Score the first pillars; your profile appears here."), "hint")]
    rows = [
        [
            pillar_name(code),
            shown(score.score, 1),
            _range(scan[code]),
            holistic.confidence_name(score.confidence) if scan[code].agreed is not None else "",
        ]
        for code, score in result.value.pillars.items()
    ]
    header = [_("Pillar"), _("Score, 1 to 5"), _("Members, lowest to highest"), _("Confidence")]
    found = [blocks.text(result.interpretation), blocks.table(_("Your profile"), header, rows)]
    found += _evidence_first(scan)
    found += _agreement(scan)
    return [*found, *blocks.texts(result.notes)]


def _range(pillar: Scanned) -> str:
    if not pillar.scores:
        return ""
    low, high = min(pillar.scores), max(pillar.scores)
    return str(low) if low == high else _("{low} to {high}").format(low=low, high=high)


def _evidence_first(scan: Mapping[str, Scanned]) -> list[InsightBlock]:
    """Say where to exchange evidence, and where a score tells more of the mood than of the pillar."""
    found = []
    wide = sorted(
        (pillar for pillar in scan.values() if (pillar.spread or 0) >= WIDE),
        key=lambda one: -(one.spread or 0),
    )
    if wide:
        entries = [
            _("{pillar}: from {range}").format(pillar=pillar_name(one.code), range=_range(one))
            for one in wide
        ]
        found.append(blocks.items(_("Start here: exchange evidence"), entries, "hint"))
    scores = [pillar.score for pillar in scan.values()]
    if len(scores) == len(PILLARS) and len(set(scores)) == 1:
        text = _(
            "All nine pillars have the same score. Are you rating the mood? Name the pillar in which you "
            "would show a visitor something that works, and the one that you would rather not show."
        )
        found.append(blocks.text(text, "hint"))
    bare = [
        pillar_name(code) for code, one in scan.items() if one.agreed == holistic.TOP and not one.evidence
    ]
    if bare:
        found.append(blocks.items(_("A 5 without evidence"), bare, "hint"))
    return found


def _agreement(scan: Mapping[str, Scanned]) -> list[InsightBlock]:
    """Return how far the members agree, once there are three of them."""
    places = range(len(holistic.MEMBERS))
    members = sum(any(pillar.raters[place] is not None for pillar in scan.values()) for place in places)
    if not members:
        return []
    if members < RATERS_FOR_ALPHA:
        text = _("From {number} members on, the workbook also says how far they agree.")
        return [blocks.text(text.format(number=RATERS_FOR_ALPHA), "note")]
    result = holistic.members_agreement(scan)
    template = _("Agreement of {members} members: {reading}")
    said = template.format(members=members, reading=result.interpretation)
    return [blocks.text(said), *blocks.texts(result.notes)]


def role_name(role: str) -> str:
    """Return what a pillar's place in the web of influences means (M16)."""
    return {
        "driver": _("Driver: moves others, is moved little"),
        "critical": _("Critical: moves others and is moved"),
        "result": _("Result: is moved, moves others little"),
        "buffer": _("Buffer: moves little and is moved little"),
    }[role]


def influences(_exercise: Exercise, parts: Mapping[str, Any], answers: AnswersFile) -> list[InsightBlock]:
    """EX2.6: which pillar drives, which receives (M16), and what speaks about the leverage pillars."""
    result = holistic.influences(parts)
    if result.value is None:
        hint = _("Enter your links; which pillar drives the others and which receives appears here.")
        return [blocks.text(hint, "hint")]
    value = result.value
    header = [
        _("Pillar"),
        _("Moves others (sum)"),
        _("Is moved (sum)"),
        _("Product"),
        _("Quotient"),
        _("Role"),
    ]
    rows = [
        [
            pillar_name(one.name),
            str(one.active),
            str(one.passive),
            str(one.product),
            one.quotient_text,
            role_name(one.role),
        ]
        for one in value.influences
    ]
    found = [blocks.text(result.interpretation), blocks.table(_("What moves what"), header, rows)]
    found += blocks.texts(_advice(parts, value), "hint")
    found += _leverage(parts, value, answers)
    return [*found, *blocks.texts(result.notes)]


def _advice(parts: Mapping[str, Any], value: CrossImpact) -> list[str]:
    """Say what makes the table weak: too few pillars, too many strong links, a pair that stands twice."""
    links = holistic.read_links(parts)
    found = []
    if len(value.influences) < FEWEST_PILLARS:
        text = _("You look at {count} pillars; take at least {fewest}.")
        found.append(text.format(count=len(value.influences), fewest=FEWEST_PILLARS))
    strong = sum(link.strength == STRONGEST for link in links)
    even = len(links) >= FEWEST_LINKS and min(link.strength for link in links) >= STRONGEST - 1
    if even or 3 * strong > value.cells:
        text = _("Force choices: at most a third of the pairs may be 3. Now {strong} of {cells} are.")
        found.append(text.format(strong=strong, cells=value.cells))
    pairs = [(link.start, link.end) for link in links]
    twice = sorted({pair for pair in pairs if pairs.count(pair) > 1})
    if twice:
        text = _("These pairs stand twice, and the first entry counts: {pairs}.")
        found.append(text.format(pairs=", ".join(f"{start} → {end}" for start, end in twice)))
    return found


def _leverage(parts: Mapping[str, Any], value: CrossImpact, answers: AnswersFile) -> list[InsightBlock]:
    """Compare the leverage pillars with the scan of EX2.4 and with the roles."""
    named = [mapping(row).get("pillar") for row in sequence(parts.get("leverage"))]
    roles = {one.name: one.role for one in value.influences}
    scan = holistic.read_scan(answers.parts(holistic.SCAN[0]))
    found = []
    for code in dict.fromkeys(code for code in named if isinstance(code, str) and code in PILLARS):
        score = scan[code].score if code in scan else None
        if score is not None and score <= LOW_SCORE:
            text = _("{pillar}, with a score of {score}: a good candidate for early capacity work.")
            found.append(blocks.text(text.format(pillar=pillar_name(code), score=shown(score, 1))))
        if roles.get(code) in ("result", "buffer"):
            text = _("{pillar} moves others little by your own table. Say why it is a lever all the same.")
            found.append(blocks.text(text.format(pillar=pillar_name(code)), "hint"))
    return found


def definition(_exercise: Exercise, parts: Mapping[str, Any], _answers: AnswersFile) -> list[InsightBlock]:
    """EX2.8: whether the definition names people and a public value; only words are looked for."""
    written = tokens(mapping(parts.get("definition")).get("text"))
    if not written:
        hint = _("Write your definition; the workbook looks whether it names people and a public value.")
        return [blocks.text(hint, "hint")]
    people, values = _found(written, _people_words()), _found(written, _value_words())
    if not people and not values:
        text = _("Your definition names neither people nor a public value. Who will be better off, and how?")
        return [blocks.text(text, "hint")]
    nothing = _("nothing found")
    text = _("Words about people: {people}. Words about public value: {values}.").format(
        people=", ".join(people) or nothing, values=", ".join(values) or nothing
    )
    advice = _("The workbook looks for words only. Whether they are true, your colleagues decide.")
    return [blocks.text(text), blocks.text(advice, "note")]


def _found(written: Sequence[str], known: str) -> list[str]:
    """Return the words of a text that are in a list; an entry that ends in ``*`` stands for a beginning."""
    entries = known.split()
    whole = {entry for entry in entries if not entry.endswith("*")}
    beginnings = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    plain = (word.strip(".,;:!?\"'“”‘’()–").lower() for word in written)
    return list(dict.fromkeys(word for word in plain if word in whole or word.startswith(beginnings)))


def _people_words() -> str:
    # Translators: words about people, each with * where several endings are meant.
    return _(
        "people people's person persons citizen* resident* inhabitant* everyone everybody nobody anyone "
        "famil* household* child* parent* mother* father* woman women girl* boy* man men youth older elder* "
        "user* patient* student* farmer* worker* traveller* communit* neighbour* societ* servant* human*"
    )


def _value_words() -> str:
    # Translators: words about public value, each with * where several endings are meant.
    return _(
        "trust* equal* equit* fair* justice inclus* includ* accountab* transparen* open openness "
        "sustainab* right rights entitled dignit* safe* secur* privacy protect* particip* effective* "
        "responsive* integrity respect* accessib* affordab* well-being wellbeing benefit* free "
        "simple* easi* better timely reliab* responsib*"
    )
