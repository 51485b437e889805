"""Conditions of a formula, and numbers that depend on them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from attrs import frozen

from jifen.formula.code import Code
from jifen.formula.numbers import Num, Range, Ranges, literal, num
from jifen.quantity import Number


class Cond(ABC):
    """Something that is true or false of an applicant."""

    __slots__ = ()

    @abstractmethod
    def source(self, code: Code) -> str:
        """Python source of it, in brackets where it needs them."""

    def narrow(self, code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
        """What is known where it holds (or does not); None if that can never be."""
        return known


@frozen
class Holds(Cond):
    """A truth that was found before, by its name in the generated function."""

    name: str

    def source(self, code: Code) -> str:
        return self.name


@frozen
class Present(Cond):
    """A fact is present."""

    fact: str

    def source(self, code: Code) -> str:
        return f"{code.fact(self.fact)} is not None"


@frozen
class Is(Cond):
    """A flag or a choice has one of some values."""

    fact: str
    values: tuple[bool | str, ...]

    def source(self, code: Code) -> str:
        value = code.fact(self.fact)
        if self.values == (True,):
            return value
        if len(self.values) == 1:
            return f"{value} == {self.values[0]!r}"
        return f"{value} in {self.values!r}"


@frozen
class ValidOn(Cond):
    """A date is that of the score or later."""

    fact: str

    def source(self, code: Code) -> str:
        return f"{code.fact(self.fact)} >= on"


@frozen
class AtLeast(Cond):
    """A number is not less than a bound."""

    number: Num
    bound: Number

    def source(self, code: Code) -> str:
        return f"{self.number.source(code)} >= {literal(code, self.bound)}"

    def narrow(self, code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
        low, high = self.number.range(code, known)
        if holds:
            return (
                None if high < self.bound else {**known, self.number: (max(low, self.bound), high)}
            )
        # Below the bound: the bound itself is kept as the end, which is no narrower than true.
        return None if low >= self.bound else {**known, self.number: (low, min(high, self.bound))}


@frozen
class Not(Cond):
    """A condition does not hold."""

    part: Cond

    def source(self, code: Code) -> str:
        return f"(not ({self.part.source(code)}))"

    def narrow(self, code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
        return self.part.narrow(code, known, holds=not holds)


@frozen
class Every(Cond):
    """All of some conditions hold."""

    parts: tuple[Cond, ...]

    def source(self, code: Code) -> str:
        return f"({' and '.join(part.source(code) for part in self.parts) or 'True'})"

    def narrow(self, code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
        way = _all if holds else _any
        return way(self.parts, code, known, holds=holds)


@frozen
class Either(Cond):
    """At least one of some conditions holds."""

    parts: tuple[Cond, ...]

    def source(self, code: Code) -> str:
        return f"({' or '.join(part.source(code) for part in self.parts) or 'False'})"

    def narrow(self, code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
        way = _any if holds else _all
        return way(self.parts, code, known, holds=holds)


def _all(parts: tuple[Cond, ...], code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
    """What is known where all of some conditions hold, or where all do not."""
    for part in parts:
        narrowed = part.narrow(code, known, holds=holds)
        if narrowed is None:
            return None
        known = narrowed
    return known


def _any(parts: tuple[Cond, ...], code: Code, known: Ranges, *, holds: bool) -> Ranges | None:
    """What is known where one of some conditions holds, or where one does not."""
    ways = [part.narrow(code, known, holds=holds) for part in parts]
    possible = [way for way in ways if way is not None]
    if len(possible) > 1:
        # It may be any of them, so nothing is known beyond what was.
        return known
    return possible[0] if possible else None


def every(parts: Iterable[Cond]) -> Cond:
    """All of the conditions; the one alone if there is one."""
    alone = tuple(parts)
    return alone[0] if len(alone) == 1 else Every(alone)


def either(parts: Iterable[Cond]) -> Cond:
    """Any of the conditions; the one alone if there is one."""
    alone = tuple(parts)
    return alone[0] if len(alone) == 1 else Either(alone)


@frozen
class Cases(Num):
    """The number of the first case whose condition holds, else `otherwise`."""

    cases: tuple[tuple[Cond, Num], ...]
    otherwise: Num

    def source(self, code: Code) -> str:
        tests = "".join(f"{n.source(code)} if {c.source(code)} else " for c, n in self.cases)
        return f"({tests}{self.otherwise.source(code)})"

    def reach(self, code: Code, known: Ranges) -> Range:
        ranges: list[Range] = []
        for condition, number in self.cases:
            when_true = condition.narrow(code, known, holds=True)
            if when_true is not None:
                ranges.append(number.range(code, when_true))
            when_false = condition.narrow(code, known, holds=False)
            if when_false is None:
                break
            known = when_false
        else:
            ranges.append(self.otherwise.range(code, known))
        return min(low for low, _ in ranges), max(high for _, high in ranges)


def cases(*cases: tuple[Cond, Num | Number], otherwise: Num | Number = 0) -> Num:
    """The number of the first case whose condition holds."""
    return Cases(tuple((condition, num(n)) for condition, n in cases), num(otherwise))
