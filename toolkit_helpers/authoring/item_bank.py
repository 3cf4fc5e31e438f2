"""The pre-test and post-test: from the item bank to two exercises that hold no key.

What is compiled from here is what participants see.  The right answers stand in ``test-keys.yaml``, which
only the trainer's commands read.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from ..exercises.model import Choice, Exercise, Model, Named, Option, Scale, Text
from ..i18n import gettext as _
from .findings import Finding
from .house import House
from .slips import slips
from .yaml_file import YamlFile

Form = Literal["A", "B", "short"]
OptionId = Literal["A", "B", "C", "D"]
ItemId = Annotated[str, Field(pattern=r"^I\d{1,2}\.\d$")]

ITEMS: Final = "test-items.yaml"
KEYS: Final = "test-keys.yaml"
BEFORE: Final = "PT0.1"
AFTER: Final = "PT10.1"
MOMENTS: Final = {0: BEFORE, 10: AFTER}
"""The exercise that holds the test, by the chapter that offers it."""
FORM_PART: Final = "form"
CONFIDENCE_PART: Final = "confidence"


class Item(Model):
    """One question of the test, without its key."""

    id: ItemId
    chapter: int = Field(ge=1, le=10)
    level: Literal["R", "P", "N"]
    """R remember or understand, P apply, N analyse or evaluate."""
    objective: Annotated[str, Field(pattern=r"^LO\d{1,2}\.\d$")]
    stem: Text
    options: dict[OptionId, Text]
    ordered: bool = False
    """Whether the options are numbers in order, which are never shuffled."""

    @property
    def part_id(self) -> str:
        """The item's part in the exercise: ``i1_5`` for I1.5."""
        return part_id(self.id)


class TestItems(Model):
    """The item bank, the forms made from it, and the statements on confidence."""

    __test__ = False
    """For pytest: this is no test of ours."""

    forms: dict[Form, list[ItemId]]
    confidence: list[Named]
    items: list[Item]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        ids = [item.id for item in self.items]
        if len(set(ids)) < len(ids):
            raise ValueError("an item stands twice; keep one of them")
        for form, members in self.forms.items():
            unknown = sorted(set(members) - set(ids))
            if unknown:
                raise ValueError(f"form {form} names {unknown[0]}, which is no item; correct the form")
        for item in self.items:
            if set(item.options) != {"A", "B", "C", "D"}:
                raise ValueError(f"item {item.id} has not the options A to D; give it four")
        return self

    @property
    def anchors(self) -> list[ItemId]:
        """Items that both long forms hold, which tie the forms together."""
        return [name for name in self.forms["A"] if name in self.forms["B"]]

    def exercise(self, chapter: int) -> Exercise:
        """Return the test as an exercise of the chapter that offers it, without any key."""
        title = _("Pre-test: what you know already") if chapter == 0 else _("Post-test: what you know now")
        used = [item for item in self.items if any(item.id in form for form in self.forms.values())]
        return Exercise(
            id=MOMENTS[chapter],
            title=title,
            minutes=0,
            grouping=["I"],
            grouping_note=_("8 to 10 minutes for the short form, 20 for form A or B."),
            intro=_(
                "The same questions before and after tell your group what was learned. Your code pairs "
                "the two; no name is asked for, and nobody sees single results. There is no mark here and no "
                "right answer on this page: your trainer evaluates the forms later."
            ),
            print_instead=_("Your trainer hands out a sheet with the form of the test."),
            parts=[
                _form_choice(),
                *(self._part(item) for item in used),
                Scale(
                    kind="scale",
                    id=CONFIDENCE_PART,
                    prompt=_("How far do you agree with these statements about yourself?"),
                    low=_("not at all"),
                    high=_("fully"),
                    items=self.confidence,
                ),
            ],
        )

    def _part(self, item: Item) -> Choice:
        return Choice(
            kind="choice",
            id=item.part_id,
            prompt=item.stem,
            options=[Option(id=letter, text=text) for letter, text in item.options.items()],
            shuffle=not item.ordered,
            only_if={FORM_PART: [form for form, members in self.forms.items() if item.id in members]},
        )


def _form_choice() -> Choice:
    return Choice(
        kind="choice",
        id=FORM_PART,
        prompt=_("Which form did your trainer name?"),
        shuffle=False,
        options=[
            Option(id="short", text=_("Short form, 8 questions")),
            Option(id="A", text=_("Form A, 20 questions")),
            Option(id="B", text=_("Form B, 20 questions")),
        ],
    )


def part_id(item_id: str) -> str:
    """Return the part that holds the answer to an item.

    >>> part_id("I10.3")
    'i10_3'
    """
    return item_id.lower().replace(".", "_")


def tests_of(house: House, chapter: int) -> list[Exercise]:
    """Return the test as an exercise of this chapter; nothing for a chapter that offers none."""
    return [read_items(house).exercise(chapter)] if chapter in MOMENTS else []


class Key(Model):
    """The right answer to an item, and why."""

    key: OptionId
    why: Text


class TestKeys(Model):
    """The right answers; the trainer's alone."""

    __test__ = False

    keys: dict[ItemId, Key]


def read_items(house: House) -> TestItems:
    """Return the item bank; ``ToolkitError`` for the first slip."""
    checked, findings = inspect_items(house)
    if checked is None:
        raise findings[0].error()
    return checked


def read_keys(house: House) -> TestKeys:
    """Return the right answers; ``ToolkitError`` for the first slip."""
    checked, findings = inspect_keys(house)
    if checked is None:
        raise findings[0].error()
    return checked


def inspect_items(house: House) -> tuple[TestItems | None, list[Finding]]:
    """Return the item bank, or what is wrong in its file."""
    return _inspect(house, ITEMS, TestItems)


def inspect_keys(house: House) -> tuple[TestKeys | None, list[Finding]]:
    """Return the right answers, or what is wrong in their file."""
    return _inspect(house, KEYS, TestKeys)


def _inspect(house: House, name: str, model: type[Any]) -> tuple[Any, list[Finding]]:
    path = house.data / name
    file = YamlFile(path, house.name(path))
    checked, found = slips(model, file.data)
    return checked, [Finding(file.name, "", rule, remedy, file.line(place)) for place, rule, remedy in found]
