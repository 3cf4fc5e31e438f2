"""A question apart from any format: what the workbook's exercises and a learning platform have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...exercises.paper_text import plain


@dataclass(frozen=True)
class Answer:
    """One option: its id, text, whether it is right, and what is said to whoever chooses it."""

    id: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Choice:
    """One right answer, or several of which each is judged separately (M63)."""

    answers: tuple[Answer, ...]
    several: bool
    shuffle: bool

    @property
    def right(self) -> int:
        """How many options are right."""
        return sum(answer.right for answer in self.answers)


@dataclass(frozen=True)
class Pair:
    """A line on the left and its partner on the right; several lines may share a partner."""

    id: str
    left: str
    right_id: str
    right: str
    feedback: str


@dataclass(frozen=True)
class Matching:
    """Lines to pair; ``spare`` are partners that belong to no line."""

    pairs: tuple[Pair, ...]
    spare: tuple[tuple[str, str], ...] = ()

    @property
    def partners(self) -> dict[str, str]:
        """All entries of the right column by id, each once."""
        return {pair.right_id: pair.right for pair in self.pairs} | dict(self.spare)


@dataclass(frozen=True)
class Ordering:
    """Items in the right order, and the order in which they are offered."""

    items: tuple[tuple[str, str], ...]
    start: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """A wrong number that a known slip produces."""

    value: float
    tolerance: float
    feedback: str


@dataclass(frozen=True)
class Numeric:
    """A number with its tolerance, and the wrong ones that are known."""

    value: float
    tolerance: float
    unit: str
    right: str
    wrong: str
    slips: tuple[Slip, ...] = ()


Body = Choice | Matching | Ordering | Numeric


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    id
        The same in every export: ``"EX1.2.measure"``, or ``"I1.5"`` for an item of the test.
    category
        Chapter or test, as platforms file it.
    lead
        Text before the question proper: the exercise's introduction.
    slips
        What the workbook says to frequent confusions, where no format can tell them by the answer.
    """

    id: str
    category: str
    title: str
    prompt: str
    body: Body
    lead: str = ""
    help: str = ""
    feedback: str = ""
    slips: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A name for lists: id and title without marks."""
        return plain(f"{self.id} {self.title}")


@dataclass(frozen=True)
class Remark:
    """What is to be said about one question of an export, and why in words."""

    id: str
    why: str


@dataclass(frozen=True)
class LeftOut(Remark):
    """A question that is not in the file."""


@dataclass(frozen=True)
class Otherwise(Remark):
    """A question that the format carries with less, or marks otherwise."""


@dataclass(frozen=True)
class Written:
    """A finished file, and what did not go into it as it is."""

    content: bytes
    suffix: str
    notes: tuple[Remark, ...] = field(default=())
