"""Walking over formulas, whatever the kinds of rules they are of.

The nodes of formulas are attrs records, so a walk over their fields sees all of them.
"""

from collections.abc import Iterator
from typing import Any

from attrs import fields, has

from jifen.formula import (
    Cases,
    Code,
    Const,
    Extreme,
    Num,
    Ranges,
    Rounded,
    Sum,
)
from jifen.quantity import Number


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
