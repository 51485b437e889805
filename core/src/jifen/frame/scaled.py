"""Exact numbers as columns of integers.

A column has no fractions, so an exact number is an integer column and a fixed denominator: 12.34
is 1234 over 100. Engines wrap around in silence where an integer overflows, so every step carries
the range it can reach, and one that could overflow is an error before any row is read.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias

import narwhals as nw
from attrs import frozen

from jifen.quantity import Number

Integer: TypeAlias = type[nw.Int32] | type[nw.Int64]

_INT32 = 2**31
_INT64 = 2**63
_FLOOR_DIVISION = 2**53
"""Several engines divide integers as floats, which hold whole numbers up to here."""


class Overflow(Exception):
    """A column could leave the integers that every engine computes exactly."""

    def __init__(self, low: Number, high: Number) -> None:
        self.low, self.high = low, high
        super().__init__(f"{low} … {high}")


def integer(low: int, high: int, most: int = _INT64) -> Integer:
    """The narrowest integer type that holds a range.

    Raises:
        Overflow: if the range goes beyond `most`.
    """
    if low >= -_INT32 and high < _INT32 <= most:
        return nw.Int32
    if -most <= low and high < most:
        return nw.Int64
    raise Overflow(low, high)


@frozen(eq=False)
class Scaled:
    """A column of exact numbers: `units` divided by `per`.

    Attributes:
        units: The integers; never null.
        per: The denominator, above 0.
        low: The least integer that the column can hold, whatever the row.
        high: The greatest.
    """

    units: nw.Expr
    per: int
    low: int
    high: int

    @property
    def type(self) -> Integer:
        """The integer type that the column has."""
        return integer(self.low, self.high)

    def named(self, name: str) -> "Scaled":
        """The same numbers, read from the column in which they were put."""
        return Scaled(nw.col(name), self.per, self.low, self.high)

    def within(self, low: Number, high: Number) -> "Scaled":
        """The same column, known to hold no number outside a range."""
        least = max(self.low, -(-low * self.per // 1))
        most = min(self.high, high * self.per // 1)
        return Scaled(self._as(integer(least, most)), self.per, least, most)

    def _as(self, type_: Integer) -> nw.Expr:
        return self.units if type_ is self.type else self.units.cast(type_)

    def over(self, per: int) -> "Scaled":
        """The same numbers over another denominator, a multiple of its own."""
        units, low, high = self._multiplied(per // self.per)
        return Scaled(units, per, low, high)

    def _multiplied(self, by: int) -> tuple[nw.Expr, int, int]:
        low, high = sorted((self.low * by, self.high * by))
        return (self.units if by == 1 else self._as(integer(low, high)) * by), low, high

    def times(self, factor: Number) -> "Scaled":
        """The numbers times a fixed factor."""
        ratio = Fraction(factor) / self.per
        units, low, high = self._multiplied(ratio.numerator)
        return Scaled(units, ratio.denominator, low, high)

    def full(self, unit: Number) -> "Scaled":
        """How many full units are in the numbers, rounded towards minus infinity."""
        ratio = Fraction(unit) * self.per
        units, low, high = self._multiplied(ratio.denominator)
        size = ratio.numerator
        if size == 1:
            return Scaled(units, 1, low, high)
        integer(low, high, _FLOOR_DIVISION)
        # Engines round the quotient of a negative number either way: divide none.
        lift = max(-(low // size), 0)
        if lift:
            lifted = integer(low, high + lift * size, _FLOOR_DIVISION)
            units = Scaled(units, 1, low, high)._as(lifted) + lift * size
        quotient, low, high = units // size, low // size, high // size
        if lift:
            quotient = quotient - lift
        # Spark's quotients are 64 bits wide, others are as wide as what was divided.
        return Scaled(quotient.cast(integer(low, high)), 1, low, high)

    def rounded(self, rounding: str) -> "Scaled":
        """The numbers as whole ones, rounded `down`, `half_up` or `up`."""
        if self.per == 1:
            return self
        if rounding == "half_up":
            return added([self, constant(Fraction(1, 2))]).full(1)
        if rounding == "up":
            return added([self, constant(1 - Fraction(1, self.per))]).full(1)
        return self.full(1)

    def at_least(self, bound: Number) -> nw.Expr:
        """Whether the numbers are not less than a bound."""
        units = -(-bound * self.per // 1)
        # A bound beyond the range is brought to its end, where it says the same and still fits.
        return self.units >= min(max(units, self.low), self.high + 1)


def constant(value: Number) -> Scaled:
    """A fixed number."""
    ratio = Fraction(value)
    units = ratio.numerator
    return Scaled(nw.lit(units, integer(units, units)), ratio.denominator, units, units)


def alike(parts: Iterable[Scaled]) -> list[Scaled]:
    """The parts over one denominator."""
    every = list(parts)
    per = lcm(*(part.per for part in every))
    return [part.over(per) for part in every]


def added(parts: Iterable[Scaled]) -> Scaled:
    """The sum of the parts."""
    first, *others = alike(parts) or [constant(0)]
    low, high, widest = first.low, first.high, {first.type}
    for part in others:
        low, high = low + part.low, high + part.high
        widest |= {part.type, integer(low, high)}
    wide = nw.Int64 if nw.Int64 in widest else nw.Int32
    units = first._as(wide)
    for part in others:
        units = units + part._as(wide)
    return Scaled(units, first.per, low, high)


def extreme(parts: Iterable[Scaled], *, greatest: bool) -> Scaled:
    """The least or the greatest of the parts."""
    every = alike(parts)
    wide = nw.Int64 if any(part.type is nw.Int64 for part in every) else nw.Int32
    of, pick = (nw.max_horizontal, max) if greatest else (nw.min_horizontal, min)
    units = of(*(part._as(wide) for part in every))
    return Scaled(
        units, every[0].per, pick(part.low for part in every), pick(part.high for part in every)
    )


def chain(cases: Sequence[tuple[nw.Expr, Scaled]], otherwise: Scaled) -> Scaled:
    """The number of the first case whose condition holds, else `otherwise`."""
    if not cases:
        return otherwise
    *parts, last = alike([*(part for _, part in cases), otherwise])
    every = [*parts, last]
    wide = nw.Int64 if any(part.type is nw.Int64 for part in every) else nw.Int32
    when = nw.when(cases[0][0]).then(parts[0]._as(wide))
    for (condition, _), part in zip(cases[1:], parts[1:], strict=True):
        when = when.when(condition).then(part._as(wide))
    return Scaled(
        when.otherwise(last._as(wide)),
        every[0].per,
        min(part.low for part in every),
        max(part.high for part in every),
    )
