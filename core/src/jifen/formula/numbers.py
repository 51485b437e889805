"""Numbers of a formula: values of facts, and exact arithmetic over them.

Every node can be read in several ways: as Python source for one applicant (`source`) and as the
range it can reach (`reach`).
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from jifen.dates import complete_months, complete_years, window_start
from jifen.facts import AmountFact, CountFact, DateFact, EventsFact
from jifen.formula.code import Code
from jifen.quantity import Number, Rounding, rounded

Range: TypeAlias = tuple[Number, Number]
Ranges: TypeAlias = Mapping["Num", Range]
"""What is known of the range of some nodes, such as inside a branch that asks for it."""


class Num(ABC):
    """A number that a formula gives for an applicant."""

    __slots__ = ()

    @abstractmethod
    def source(self, code: Code) -> str:
        """Python source of it, in brackets where it needs them."""

    @abstractmethod
    def reach(self, code: Code, known: Ranges) -> Range:
        """The least and greatest number it can be; never narrower than the truth."""

    def range(self, code: Code, known: Ranges) -> Range:
        """Its reach, or what is known of it if that is narrower."""
        low, high = self.reach(code, known)
        least, most = known.get(self, (low, high))
        return max(low, least), min(high, most)

    def __add__(self, other: "Num | Number") -> "Num":
        return Sum((self, num(other)))

    def __sub__(self, amount: Number) -> "Num":
        return Sum((self, Const(-amount)))

    def __rsub__(self, amount: Number) -> "Num":
        return Sum((Const(amount), Times(self, -1)))

    def __mul__(self, factor: Number) -> "Num":
        return Times(self, factor)

    def __floordiv__(self, unit: Number) -> "Num":
        return Whole(self, unit)


@frozen
class Const(Num):
    """A fixed number."""

    value: Number

    def source(self, code: Code) -> str:
        return literal(code, self.value)

    def reach(self, code: Code, known: Ranges) -> Range:
        return self.value, self.value


@frozen
class Figure(Num):
    """A figure that was computed before, by its name in the generated function.

    Attributes:
        name: Its name.
        most: The greatest it can be.
        least: The least.
    """

    name: str
    most: Number
    least: Number = 0

    def source(self, code: Code) -> str:
        return self.name

    def reach(self, code: Code, known: Ranges) -> Range:
        return self.least, self.most


@frozen
class Value(Num):
    """The value of a count or an amount."""

    fact: str

    def source(self, code: Code) -> str:
        return code.fact(self.fact)

    def reach(self, code: Code, known: Ranges) -> Range:
        fact = code.facts[self.fact]
        assert isinstance(fact, CountFact | AmountFact)
        return fact.min, fact.max


@frozen
class Elapsed(Num):
    """The complete years or months from a date to the date of the score."""

    fact: str
    months: bool = False

    def source(self, code: Code) -> str:
        # What `complete_years` and `complete_months` do, written out for the date of the score.
        on, since = code.on, code.fact(self.fact)
        years = f"{on.year} - {since}.year"
        if self.months:
            elapsed = f"12 * ({years}) + {on.month} - {since}.month - ({on.day} < {since}.day)"
        else:
            # A month and its day as one number, for two compare slowly.
            turn = f"{on.month * 32 + on.day} < {since}.month * 32 + {since}.day"
            elapsed = f"{years} - ({turn})"
        return code.let(f"{elapsed} if {since} is not None else None")

    def reach(self, code: Code, known: Ranges) -> Range:
        fact = code.facts[self.fact]
        assert isinstance(fact, DateFact)
        elapsed, year = (complete_months, 12) if self.months else (complete_years, 1)
        # Where it is not known, the date of the score is any of the calendar accepted.
        first, last = (_FIRST, _LAST) if code.on == date.max else (code.on, code.on)
        low, high = elapsed(fact.max, first), elapsed(fact.min, last)
        if fact.min_age is not None:
            low = max(low, fact.min_age * year)
        if fact.max_age is not None:
            high = min(high, fact.max_age * year + year - 1)
        return low, max(low, high)


_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


@frozen
class Happened(Num):
    """How many dated events lie in a window, or the sum of their amounts.

    Attributes:
        fact: The events.
        years: The length of the window; None for every event up to the date of the score.
        of_kind: If given, only events of this kind.
        amounts: Whether their amounts are added up, instead of counting them.
    """

    fact: str
    years: int | None = None
    of_kind: str | None = None
    amounts: bool = False

    def source(self, code: Code) -> str:
        events, first = code.fact(self.fact), code.bind(window_start(code.on, self.years))
        of_kind = "" if self.of_kind is None else f" and e.kind == {self.of_kind!r}"
        each = "e.amount or 0" if self.amounts else "1"
        chosen = f"[{each} for e in {events} if {first} <= e.date <= on{of_kind}]"
        return code.let(f"{'sum' if self.amounts else 'len'}({chosen}) if {events} else 0")

    def reach(self, code: Code, known: Ranges) -> Range:
        fact = code.facts[self.fact]
        assert isinstance(fact, EventsFact)
        return 0, fact.most * ((fact.amount_max or 0) if self.amounts else 1)


@frozen
class Sum(Num):
    """The sum of its parts."""

    parts: tuple[Num, ...]

    def source(self, code: Code) -> str:
        return f"({' + '.join(part.source(code) for part in self.parts) or 0})"

    def reach(self, code: Code, known: Ranges) -> Range:
        ranges = [part.range(code, known) for part in self.parts]
        return sum(low for low, _ in ranges), sum(high for _, high in ranges)


@frozen
class Times(Num):
    """A number times a fixed factor."""

    part: Num
    factor: Number

    def source(self, code: Code) -> str:
        return f"({self.part.source(code)} * {literal(code, self.factor)})"

    def reach(self, code: Code, known: Ranges) -> Range:
        low, high = (end * self.factor for end in self.part.range(code, known))
        return (low, high) if self.factor >= 0 else (high, low)


@frozen
class Whole(Num):
    """How many full units are in a number, rounded towards minus infinity."""

    part: Num
    unit: Number

    def source(self, code: Code) -> str:
        part = self.part.source(code)
        whole = f"{part} // {literal(code, self.unit)}"
        if isinstance(self.part, Value) and isinstance(self.unit, int):
            if not isinstance(code.facts[self.part.fact], AmountFact):
                return f"({whole})"
            # Fractions divide slowly.
            numerator = f"{part}.numerator // ({part}.denominator * {self.unit})"
            return f"({whole} if {part}.__class__ is int else {numerator})"
        return f"({whole})"

    def reach(self, code: Code, known: Ranges) -> Range:
        low, high = self.part.range(code, known)
        return low // self.unit, high // self.unit


@frozen
class Rounded(Num):
    """A number brought back to whole quanta, in the way a table states."""

    part: Num
    rounding: Rounding

    def source(self, code: Code) -> str:
        return f"{code.bind(rounded)}({self.part.source(code)}, {self.rounding!r})"

    def reach(self, code: Code, known: Ranges) -> Range:
        low, high = self.part.range(code, known)
        return rounded(low, self.rounding), rounded(high, self.rounding)


@frozen
class Extreme(Num):
    """The least or the greatest of several numbers."""

    parts: tuple[Num, ...]
    greatest: bool

    def source(self, code: Code) -> str:
        # Two at a time, written out: a call of `min` costs more than all the rest.
        sources = [part.source(code) for part in self.parts]
        best, *others = sources
        for other in others:
            one, two = code.spare(), code.spare()
            test = f"({one} := {best}) {'>' if self.greatest else '<'} ({two} := {other})"
            best = f"({one} if {test} else {two})"
        return best

    def reach(self, code: Code, known: Ranges) -> Range:
        ranges = [part.range(code, known) for part in self.parts]
        pick = max if self.greatest else min
        return pick(low for low, _ in ranges), pick(high for _, high in ranges)


def least(*parts: Num | Number) -> Num:
    """The least of some numbers; the one alone if there is one."""
    return _extreme(parts, greatest=False)


def greatest(*parts: Num | Number) -> Num:
    """The greatest of some numbers; the one alone if there is one."""
    return _extreme(parts, greatest=True)


def _extreme(parts: Iterable[Num | Number], *, greatest: bool) -> Num:
    alone = tuple(map(num, parts))
    return alone[0] if len(alone) == 1 else Extreme(alone, greatest)


def total(parts: Iterable[Num]) -> Num:
    """The sum of some numbers."""
    return Sum(tuple(parts))


def literal(code: Code, value: Number) -> str:
    """Python source of a fixed number."""
    if isinstance(value, Fraction):
        return code.bind(value)
    return str(value) if value >= 0 else f"({value})"


def num(value: Num | Number) -> Num:
    """A fixed number as a node; a node as it is."""
    return value if isinstance(value, Num) else Const(value)
