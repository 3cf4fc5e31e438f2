"""One question as a QTI 2.1 item: what is shown, what is right, what is said to each answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Final
from xml.etree import ElementTree as ET

from ...exercises.paper_html import inline
from .question import Body, Choice, Matching, Numeric, Ordering, Question
from .texts import closing, decimal, one_line, stem

QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
GENERAL: Final = "general"
RIGHT: Final = "right"
WRONG: Final = "wrong"


def item(question: Question) -> bytes:
    """Return the XML of one question."""
    root = ET.Element(
        "assessmentItem",
        xmlns=QTI,
        identifier=question.id,
        title=one_line(question.name),
        adaptive="false",
        timeDependent="false",
    )
    root.append(_declaration(question.body))
    score = ET.SubElement(
        root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
    )
    ET.SubElement(ET.SubElement(score, "defaultValue"), "value").text = "0"
    ET.SubElement(
        root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"
    )
    body = ET.SubElement(root, "itemBody")
    _append(body, stem(question))
    body.append(_interaction(question.body))
    root.append(_processing(question))
    for name, text in _feedback(question):
        modal = ET.SubElement(
            root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show"
        )
        _append(modal, text)
    return as_bytes(root)


def as_bytes(root: ET.Element) -> bytes:
    """Return a document as XML, indented, with its declaration."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def identifier(name: str) -> str:
    """Return an option's id as QTI allows it: it begins with a letter, and holds no other signs.

    >>> identifier("A"), identifier("2+")
    ('O-A', 'O-2.43.')
    """
    return "O-" + "".join(
        letter if letter.isalnum() or letter in "-_" else f".{ord(letter)}." for letter in name
    )


def _append(parent: ET.Element, html: str) -> None:
    """Add a fragment of our own HTML, which is well-formed."""
    fragment = ET.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")  # noqa: S314 - our own text
    if fragment.text and fragment.text.strip():
        wrapper = ET.SubElement(parent, "p")
        wrapper.text = fragment.text
        wrapper.extend(fragment)
        return
    parent.extend(fragment)


def _inline(parent: ET.Element, html: str) -> None:
    fragment = ET.fromstring(f"<div>{html.replace('<br>', '<br/>')}</div>")  # noqa: S314 - our own text
    parent.text = fragment.text
    parent.extend(fragment)


def _response(cardinality: str, base: str, right: Iterable[str]) -> ET.Element:
    node = ET.Element("responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base)
    correct = ET.SubElement(node, "correctResponse")
    for value in right:
        ET.SubElement(correct, "value").text = value
    return node


def _mapping(node: ET.Element, entries: Iterable[tuple[str, float]], default: float) -> None:
    mapping = ET.SubElement(node, "mapping", defaultValue=decimal(default))
    for key, value in entries:
        ET.SubElement(mapping, "mapEntry", mapKey=key, mappedValue=decimal(value))


@singledispatch
def _declaration(body: Body) -> ET.Element:
    raise NotImplementedError(type(body))


@_declaration.register
def _(body: Choice) -> ET.Element:
    right = [identifier(answer.id) for answer in body.answers if answer.right]
    node = _response("multiple" if body.several else "single", "identifier", right)
    if body.several:
        share = 1 / len(body.answers)
        _mapping(node, ((identifier(one.id), share if one.right else -share) for one in body.answers), 0)
    return node


@_declaration.register
def _(body: Matching) -> ET.Element:
    pairs = [f"L-{pair.id} R-{pair.right_id}" for pair in body.pairs]
    node = _response("multiple", "directedPair", pairs)
    _mapping(node, ((pair, 1 / len(pairs)) for pair in pairs), 0)
    return node


@_declaration.register
def _(body: Ordering) -> ET.Element:
    return _response("ordered", "identifier", [identifier(name) for name, _text in body.items])


@_declaration.register
def _(body: Numeric) -> ET.Element:
    return _response("single", "float", [decimal(body.value)])


@singledispatch
def _interaction(body: Body) -> ET.Element:
    raise NotImplementedError(type(body))


@_interaction.register
def _(body: Choice) -> ET.Element:
    node = ET.Element(
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true" if body.shuffle else "false",
        maxChoices="0" if body.several else "1",
    )
    for answer in body.answers:
        _inline(ET.SubElement(node, "simpleChoice", identifier=identifier(answer.id)), inline(answer.text))
    return node


@_interaction.register
def _(body: Matching) -> ET.Element:
    node = ET.Element(
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxAssociations=str(len(body.pairs)),
    )
    left = ET.SubElement(node, "simpleMatchSet")
    for pair in body.pairs:
        place = ET.SubElement(left, "simpleAssociableChoice", identifier=f"L-{pair.id}", matchMax="1")
        _inline(place, inline(pair.left))
    right = ET.SubElement(node, "simpleMatchSet")
    for name, text in body.partners.items():
        place = ET.SubElement(
            right, "simpleAssociableChoice", identifier=f"R-{name}", matchMax=str(len(body.pairs))
        )
        _inline(place, inline(text))
    return node


@_interaction.register
def _(body: Ordering) -> ET.Element:
    node = ET.Element("orderInteraction", responseIdentifier="RESPONSE", shuffle="false")
    texts = dict(body.items)
    for name in body.start:
        _inline(ET.SubElement(node, "simpleChoice", identifier=identifier(name)), inline(texts[name]))
    return node


@_interaction.register
def _(_body: Numeric) -> ET.Element:
    block = ET.Element("p")
    ET.SubElement(block, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    return block


def _feedback(question: Question) -> Iterable[tuple[str, str]]:
    """Return identifier and text of everything that may be said."""
    body = question.body
    if isinstance(body, Choice):
        yield from ((identifier(one.id), inline(one.feedback)) for one in body.answers if one.feedback)
    elif isinstance(body, Numeric):
        yield RIGHT, inline(body.right)
        yield from ((f"slip-{place}", inline(one.feedback)) for place, one in enumerate(body.slips, start=1))
        yield WRONG, inline(body.wrong)
    general = closing(question)
    if general:
        yield GENERAL, general


# What happens with an answer.


def _variable(name: str = "RESPONSE") -> ET.Element:
    return ET.Element("variable", identifier=name)


def _value(base: str, text: str) -> ET.Element:
    node = ET.Element("baseValue", baseType=base)
    node.text = text
    return node


def _operator(name: str, *children: ET.Element, **attributes: str) -> ET.Element:
    node = ET.Element(name, attributes)
    node.extend(children)
    return node


def _set(name: str, value: ET.Element) -> ET.Element:
    return _operator("setOutcomeValue", value, identifier=name)


def _say(*names: str) -> ET.Element:
    return _set("FEEDBACK", _operator("multiple", *(_value("identifier", name) for name in names)))


def _processing(question: Question) -> ET.Element:
    """Score and say nothing without an answer; else what the body asks for."""
    condition = ET.Element("responseCondition")
    condition.append(_operator("responseIf", _operator("isNull", _variable())))
    condition[0].append(_set("SCORE", _value("float", "0")))
    general = [GENERAL] if closing(question) else []
    for branch in _branches(question.body, general):
        condition.append(branch)
    return _operator("responseProcessing", condition)


@singledispatch
def _branches(body: Body, _general: list[str]) -> Iterable[ET.Element]:
    raise NotImplementedError(type(body))


@_branches.register
def _(body: Choice, general: list[str]) -> Iterable[ET.Element]:
    said = _set(
        "FEEDBACK", _operator("multiple", _variable(), *(_value("identifier", name) for name in general))
    )
    if body.several:
        # Each wrong option that is left alone is judged right, too.
        base = (len(body.answers) - body.right) / len(body.answers)
        total = _operator(
            "sum", _value("float", decimal(base)), ET.Element("mapResponse", identifier="RESPONSE")
        )
        yield _operator("responseElse", _set("SCORE", total), said)
        return
    right = _operator("match", _variable(), ET.Element("correct", identifier="RESPONSE"))
    yield _operator("responseElseIf", right, _set("SCORE", _value("float", "1")), said)
    yield _operator("responseElse", _set("SCORE", _value("float", "0")), said)


@_branches.register
def _(_body: Matching, general: list[str]) -> Iterable[ET.Element]:
    score = _set("SCORE", ET.Element("mapResponse", identifier="RESPONSE"))
    yield _operator("responseElse", score, _say(*general))


@_branches.register
def _(_body: Ordering, general: list[str]) -> Iterable[ET.Element]:
    right = _operator("match", _variable(), ET.Element("correct", identifier="RESPONSE"))
    said = [_say(*general)] if general else []
    yield _operator("responseElseIf", right, _set("SCORE", _value("float", "1")), *said)
    again = [_say(*general)] if general else []
    yield _operator("responseElse", _set("SCORE", _value("float", "0")), *again)


@_branches.register
def _(body: Numeric, general: list[str]) -> Iterable[ET.Element]:
    def near(value: float, tolerance: float) -> ET.Element:
        # Floating point may take a little from a value that lies exactly on the bound.
        width = decimal(tolerance + 1e-9)
        return _operator(
            "equal",
            _variable(),
            _value("float", decimal(value)),
            toleranceMode="absolute",
            tolerance=f"{width} {width}",
        )

    right = near(body.value, body.tolerance)
    yield _operator("responseElseIf", right, _set("SCORE", _value("float", "1")), _say(RIGHT, *general))
    for place, slip in enumerate(body.slips, start=1):
        said = _say(f"slip-{place}", *general)
        yield _operator("responseElseIf", near(slip.value, slip.tolerance), said)
    yield _operator("responseElse", _say(WRONG, *general))
