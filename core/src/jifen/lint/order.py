"""Whether more of a fact ever gives less: the proof for `more_is_better`.

Sums, products with a positive factor, wholes, roundings, the least and the greatest keep the
order of their parts. What is left, a choice among cases, is compared at its breakpoints.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from attrs import frozen

from jifen.facts import Fact
from jifen.formula import (
    Cases,
    Cond,
    Either,
    Every,
    Extreme,
    Not,
    Num,
    Present,
    Rounded,
    Sum,
    Times,
    Value,
    Whole,
)
from jifen.lint.breakpoints import Course, axes
from jifen.lint.walk import reads
from jifen.quantity import Number


@frozen
class Fall:
    """Two values of a fact, the greater of which gives less.

    Attributes:
        less: The smaller value.
        more: The greater value.
        points: What the smaller gives, in quanta.
        fewer: What the greater gives.
        others: The values of the other facts, the same in both.
    """

    less: Any
    more: Any
    points: Number
    fewer: Number
    others: Mapping[str, Any]


def fall(number: Num, fact: str, facts: Mapping[str, Fact], on: date) -> Fall | None:
    """A place where more of a fact gives less, or None where there is none to be found."""
    if _keeps_order(number, fact):
        return None
    course = Course.of(number, facts, on)
    for axis in axes(facts[fact], on):
        for others in course.states(other_than=fact):
            for low, high in pairwise(course.positions(axis, others)):
                less, more = axis.at(low), axis.at(high)
                before = course.value({**others, fact: less})
                after = course.value({**others, fact: more})
                if after < before:
                    return Fall(less, more, before, after, others)
    return None


def _keeps_order(number: Num, fact: str) -> bool:
    """Whether the formula cannot fall as the fact grows, by its form alone."""
    if fact not in reads(number) or isinstance(number, Value):
        return True
    if isinstance(number, Sum | Extreme):
        return all(_keeps_order(part, fact) for part in number.parts)
    if isinstance(number, Times):
        return number.factor >= 0 and _keeps_order(number.part, fact)
    if isinstance(number, Whole | Rounded):
        return _keeps_order(number.part, fact)
    if isinstance(number, Cases) and not any(_turned_by(c, fact) for c, _ in number.cases):
        return all(_keeps_order(n, fact) for n in (*(n for _, n in number.cases), number.otherwise))
    return False


def _turned_by(condition: Cond, fact: str) -> bool:
    """Whether a condition depends on the value of a fact, not only on its presence."""
    if isinstance(condition, Present):
        return False
    if isinstance(condition, Not):
        return _turned_by(condition.part, fact)
    if isinstance(condition, Every | Either):
        return any(_turned_by(part, fact) for part in condition.parts)
    return fact in reads(condition)
