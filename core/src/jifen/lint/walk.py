"""Walking over a rulebook and its formulas, whatever the kinds of its rules.

Rules and the nodes of formulas are attrs records, so a walk over their fields sees all of a kind
that nobody here knows by name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from attrs import fields, frozen, has

from jifen.formula import (
    Cases,
    Chosen,
    Code,
    Const,
    Extreme,
    Num,
    Ranges,
    Rounded,
    Sum,
    Template,
    Words,
)
from jifen.quantity import Number, Quanta
from jifen.structure import key_of


@frozen
class Part:
    """A value inside a record.

    Attributes:
        path: Where it stands, in the keys of TOML: `rule.bands[1].points`.
        value: The value.
        in_quanta: Whether it is a number of points, counted in quanta.
    """

    path: str
    value: Any
    in_quanta: bool = False


def parts(record: Any, path: str = "") -> Iterator[Part]:
    """Every value inside a record, with its path; an element with an id is named by it."""
    for attribute in fields(type(record)):
        at = f"{path}.{key_of(attribute)}".lstrip(".")
        yield from _inside(getattr(record, attribute.name), at, _has_quanta(attribute.type))


def _inside(value: Any, at: str, in_quanta: bool) -> Iterator[Part]:
    yield Part(at, value, in_quanta)
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, f"{at}.{key}", in_quanta)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            name = getattr(item, "id", n)
            yield from _inside(item, f"{at}[{name}]", in_quanta)
    elif has(type(value)):
        yield from parts(value, at)


def _has_quanta(kind: Any) -> bool:
    return kind is Quanta or any(_has_quanta(part) for part in get_args(kind))


def nodes(item: object) -> Iterator[Any]:
    """Every record inside a formula, itself first."""
    if has(type(item)):
        yield item
        for value in _values(item):
            yield from nodes(value)
    elif isinstance(item, tuple):
        for part in item:
            yield from nodes(part)


def _values(record: Any) -> Iterator[Any]:
    return (getattr(record, attribute.name) for attribute in fields(type(record)))


def reads(formula: object) -> frozenset[str]:
    """The ids of the facts that a formula reads."""
    found = (getattr(node, "fact", None) for node in nodes(formula))
    return frozenset(fact for fact in found if isinstance(fact, str))


def results(number: Num) -> Iterator[Number]:
    """The fixed numbers that may be a formula's result, or a part of its sum."""
    if isinstance(number, Const):
        yield number.value
    elif isinstance(number, Cases):
        for part in (*(n for _, n in number.cases), number.otherwise):
            yield from results(part)
    elif isinstance(number, Sum | Extreme):
        for part in number.parts:
            yield from results(part)
    elif isinstance(number, Rounded):
        yield from results(number.part)


def deciding(text: Words, code: Code, known: Ranges) -> Iterator[tuple[str, bool]]:
    """The paths of figures that can decide, and whether any facts lead to each.

    They are the fixed texts of a rule's `decided_by`. The conditions that choose among them choose
    among the figures, so where no facts choose a text, its figure is never given.
    """
    if isinstance(text, Template):
        yield from _in_order(text.parts, code, known)
    elif isinstance(text, Chosen):
        alive = True
        for condition, case in text.cases:
            when_true = condition.narrow(code, known, holds=True) if alive else None
            for path, reached in deciding(case, code, known if when_true is None else when_true):
                yield path, reached and when_true is not None
            when_false = condition.narrow(code, known, holds=False) if alive else None
            alive, known = when_false is not None, known if when_false is None else when_false
        for path, reached in deciding(text.otherwise, code, known):
            yield path, reached and alive


def _in_order(
    pieces: tuple[str | Words, ...], code: Code, known: Ranges
) -> Iterator[tuple[str, bool]]:
    if not pieces:
        yield "", True
        return
    first = pieces[0]
    for head, reached in (
        [(first, True)] if isinstance(first, str) else deciding(first, code, known)
    ):
        for tail, also in _in_order(pieces[1:], code, known):
            yield head + tail, reached and also


def never(number: Num, code: Code, known: Ranges) -> Iterator[Num]:
    """The parts of a formula that no facts lead to."""
    if not isinstance(number, Cases):
        for value in _values(number):
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Num):
                    yield from never(part, code, known)
        return
    for condition, part in number.cases:
        when_true = condition.narrow(code, known, holds=True)
        if when_true is None:
            yield part
        else:
            yield from never(part, code, when_true)
        when_false = condition.narrow(code, known, holds=False)
        if when_false is None:
            yield number.otherwise
            return
        known = when_false
    yield from never(number.otherwise, code, known)
