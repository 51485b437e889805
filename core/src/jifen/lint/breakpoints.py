"""The values of facts at which a formula can change its course, and its value there.

A formula is made of conditions and of the least and greatest of parts. Between the places where a
condition turns, or where one part overtakes another, it runs on in one direction; so the values
at those places and beside them say whether it ever falls.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from attrs import frozen

from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact, Event, EventsFact, Fact
from jifen.formula import AtLeast, Cases, Code, Const, Extreme, Num
from jifen.lint.walk import nodes, reads
from jifen.parts import parts
from jifen.quantity import Number, exact
from jifen.rules import Rule

Evaluate = Callable[[Mapping[str, Any]], Number]
"""What a formula gives for the values of its facts."""

MOST_STATES = 2000
"""How many states of the other facts are looked at; beyond it, only the ends of each."""

_MOST_EVENTS = 12
_AGE_LIMIT = 130


@frozen
class Axis:
    """The values of a fact, from the least to the greatest, by position.

    Attributes:
        fact: The fact.
        size: How many there are.
        at: The value at a position, from 0.
    """

    fact: Fact
    size: int
    at: Callable[[int], Any]


def axes(fact: Fact, on: date) -> list[Axis]:
    """The axes of a fact: one, or one for every kind of event; for a choice, in no real order."""
    if isinstance(fact, CountFact):
        low, high = fact.min, fact.max
        return [Axis(fact, high - low + 1, lambda n: low + n)]
    if isinstance(fact, AmountFact):
        cents = Fraction(fact.min) * 100 // 1
        size = int((Fraction(fact.max) - Fraction(fact.min)) * 100 // 1) + 1
        return [Axis(fact, size, lambda n: exact(Fraction(cents + n, 100)))]
    if isinstance(fact, ChoiceFact):
        ids = fact.ids()
        return [Axis(fact, len(ids), lambda n: ids[n])]
    if isinstance(fact, DateFact):
        first, last = _days(fact, on)
        start = first.toordinal()
        return [
            Axis(fact, last.toordinal() - start + 1, lambda n: date.fromordinal(start + n)),
        ]
    if isinstance(fact, EventsFact):
        return [_events_axis(fact, kind, on) for kind in _kinds(fact)]
    return [Axis(fact, 2, lambda n: n == 1)]


def _kinds(fact: EventsFact) -> tuple[str | None, ...]:
    return tuple(kind.id for kind in fact.kinds) or (None,)


def _events_axis(fact: EventsFact, kind: str | None, on: date) -> Axis:
    amount = fact.amount_max
    size = min(fact.most, _MOST_EVENTS) + 1
    return Axis(fact, size, lambda n: (Event(on, kind, amount),) * n)


def _days(fact: DateFact, on: date) -> tuple[date, date]:
    def years_before(years: int) -> date:
        return date(max(on.year - years, 1), 1, 1)

    first = max(fact.min, years_before((fact.max_age or _AGE_LIMIT) + 1))
    last = min(fact.max, date(on.year + _AGE_LIMIT, 12, 31))
    if fact.max_age is not None:
        first = max(first, _shift(on, -fact.max_age - 1, 1))
    if fact.min_age is not None:
        last = min(last, _shift(on, -fact.min_age, 0))
    return first, max(first, last)


def _shift(on: date, years: int, days: int) -> date:
    year = max(on.year + years, 1)
    day = on.replace(year=year, day=min(on.day, 28)) if on.month == 2 else on.replace(year=year)
    return date.fromordinal(day.toordinal() + days)


def evaluator(number: Num, facts: Mapping[str, Fact], on: date) -> Evaluate:
    """A formula as the function that scores one applicant."""
    code = Code(facts, on)
    code.lines += [f"{code.fact(fact)} = values[{fact!r}]" for fact in sorted(reads(number))]
    return code.function("points", ("values",), number.source(code))  # type: ignore[no-any-return]


def claimed_points(rule: Rule, facts: Mapping[str, Fact]) -> Num:
    """A rule's points, 0 where it is not claimed."""
    return Cases(((rule.claimed(), rule.formula(facts)),), Const(0))


@frozen
class Course:
    """A formula and where it can change its course.

    Attributes:
        number: The formula.
        facts: The declared facts, by id.
        on: The date of the score.
        value: What it gives.
        turns: Numbers that are 0 where it can change its course, and the facts each reads.
    """

    number: Num
    facts: Mapping[str, Fact]
    on: date
    value: Evaluate
    turns: tuple[tuple[Evaluate, frozenset[str]], ...]

    @classmethod
    def of(cls, number: Num, facts: Mapping[str, Fact], on: date) -> "Course":
        """The course of a formula."""
        turns = tuple(
            (evaluator(turn, facts, on), reads(turn)) for turn in dict.fromkeys(_turns(number))
        )
        return cls(number, facts, on, evaluator(number, facts, on), turns)

    def states(self, other_than: str) -> Iterator[dict[str, Any]]:
        """States of the facts but one, at all their turns; absent ones too."""
        others = sorted(reads(self.number) - {other_than})
        columns = [self._states_of(fact, ends_only=False) for fact in others]
        if _size(columns) > MOST_STATES:
            columns = [self._states_of(fact, ends_only=True) for fact in others]
        for values in _up_to(product(*columns), MOST_STATES):
            yield dict(zip(others, values, strict=True))

    def _states_of(self, fact: str, *, ends_only: bool) -> list[Any]:
        declared = self.facts[fact]
        absent = [] if declared.required else [None]
        along = axes(declared, self.on)
        if ends_only:
            return absent + [axis.at(n) for axis in along for n in sorted({0, axis.size - 1})]
        return absent + [
            axis.at(n) for axis in along for n in self.positions(axis, self._base(fact))
        ]

    def _base(self, fact: str) -> dict[str, Any]:
        """A state of the other facts in which the turns of one fact are looked for."""
        others = reads(self.number) - {fact}
        return {f: axes(self.facts[f], self.on)[0].at(0) for f in others}

    def positions(self, axis: Axis, others: Mapping[str, Any]) -> list[int]:
        """The positions on an axis at which the formula can change its course, and the ends."""
        if isinstance(axis.fact, ChoiceFact) or axis.size <= _MOST_EVENTS + 1:
            return list(range(axis.size))
        last = axis.size - 1
        found = {0, 1, last - 1, last}
        for turn, read in self.turns:
            if axis.fact.id in read:
                found |= _around(turn, axis, others)
        for literal in _literals(self.number):
            found |= _near(axis, literal)
        return sorted(n for n in found if 0 <= n <= last)


def _turns(number: Num) -> Iterable[Num]:
    for node in nodes(number):
        if isinstance(node, AtLeast):
            yield node.number + Const(-node.bound)
        elif isinstance(node, Extreme):
            for one, other in combinations(node.parts, 2):
                yield one + other * -1


def _around(turn: Evaluate, axis: Axis, others: Mapping[str, Any]) -> set[int]:
    """The positions about a change of sign, found by halving; none where there is no change."""

    def positive(n: int) -> bool:
        return turn({**others, axis.fact.id: axis.at(n)}) >= 0

    low, high = 0, axis.size - 1
    try:
        at_low = positive(low)
        if positive(high) == at_low:
            return set()
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if positive(middle) == at_low else (low, middle)
    except TypeError:
        # A fact that the turn reads is absent: there is nothing to turn.
        return set()
    return {low - 1, low, high, high + 1}


def _literals(number: Num) -> set[Number]:
    """The fixed numbers of a formula: a node of another's making may turn at any of them."""
    found: set[Number] = set()
    for node in nodes(number):
        for part in parts(node):
            if isinstance(part.value, int | Fraction) and not isinstance(part.value, bool):
                found.add(part.value)
    return found


def _near(axis: Axis, literal: Number) -> set[int]:
    fact = axis.fact
    if isinstance(fact, CountFact):
        centre = literal // 1 - fact.min
    elif isinstance(fact, AmountFact):
        centre = (Fraction(literal) - Fraction(fact.min)) * 100 // 1
    else:
        return set()
    return {centre - 1, centre, centre + 1}


def _size(columns: list[list[Any]]) -> int:
    size = 1
    for column in columns:
        size *= len(column)
    return size


def _up_to(items: Iterable[tuple[Any, ...]], most: int) -> Iterator[tuple[Any, ...]]:
    for n, item in enumerate(items):
        if n >= most:
            return
        yield item
