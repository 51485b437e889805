"""How a formula is read as columns: the second reading of the nodes of `jifen.formula`.

The first is Python source for one applicant. A rule kind of a plugin that is made of those nodes
is read here without a word of its own; one that brings a node of its own registers it:
`number.register(TheirNode)`.
"""

from collections.abc import Iterable
from functools import reduce, singledispatch
from operator import and_, or_
from typing import Protocol

import narwhals as nw

from jifen.errors import Problem, RulebookError
from jifen.formula import (
    AtLeast,
    Cases,
    Code,
    Cond,
    Const,
    Either,
    Elapsed,
    Every,
    Extreme,
    Figure,
    Happened,
    Holds,
    Is,
    Not,
    Num,
    Present,
    Rounded,
    Sum,
    Times,
    ValidOn,
    Value,
    Whole,
)  # fmt: skip
from jifen.frame.scaled import Overflow, Scaled, added, chain, constant, extreme, integer
from jifen.text import Text


class Columns(Protocol):
    """The columns that a formula stands on; those of facts are never null."""

    @property
    def code(self) -> Code:
        """The declared facts, which bound what a node can reach."""

    def present(self, fact: str) -> nw.Expr:
        """Whether a fact is present."""

    def value(self, fact: str) -> Scaled:
        """A count or an amount; where it is absent, a number inside its bounds."""

    def elapsed(self, node: Elapsed) -> Scaled:
        """The complete years or months since a date."""

    def happened(self, node: Happened) -> Scaled:
        """What is counted or added up of dated events; 0 where there are none."""

    def equals(self, fact: str, value: bool | str) -> nw.Expr:
        """Whether a flag or a choice has a value; never where it is absent."""

    def valid(self, fact: str) -> nw.Expr:
        """Whether a date is that of the score or later."""


@singledispatch
def number(node: Num, columns: Columns) -> Scaled:
    """A number of a formula as a column.

    Raises:
        RulebookError: if it has no reading as a column, or could leave 64 bits.
    """
    raise unreadable(node)


@singledispatch
def holds(condition: Cond, columns: Columns) -> nw.Expr:
    """A condition of a formula as a column of true and false, without nulls.

    Raises:
        RulebookError: if it has no reading as a column.
    """
    raise unreadable(condition)


def read(place: str, node: Num, columns: Columns) -> Scaled:
    """A whole formula as a column; what is wrong with it is said of its place.

    Raises:
        RulebookError: as `number` does.
    """
    try:
        return number(node, columns)
    except Overflow as overflow:
        raise _too_large(place, overflow) from None
    except RulebookError as error:
        raise RulebookError(p.within(place) for p in error.problems) from None


def require(place: str, points: Scaled, most: int) -> None:
    """Check that a column of points is of whole quanta, fewer than so many.

    Raises:
        RulebookError: if it is not.
    """
    try:
        integer(points.low, points.high, most)
    except Overflow as overflow:
        raise _too_large(place, overflow) from None
    if points.per > 1:
        what = Text("分值可能不足百分位", "its points can be finer than 0.01")
        remedy = Text("请在规则中写明取舍", "Let the rule state how it rounds")
        raise RulebookError([Problem(place, what, remedy)])


def _too_large(place: str, overflow: Overflow) -> RulebookError:
    low, high = overflow.low, overflow.high
    what = Text(
        f"计算可达 {low} 至 {high}，超出各引擎能精确计算的整数",
        f"it can reach {low} to {high}, beyond what every engine computes exactly",
    )
    remedy = Text("请收紧事实的 min、max", "Tighten min and max of its facts")
    return RulebookError([Problem(place, what, remedy)])


@number.register
def _(node: Const, columns: Columns) -> Scaled:
    return constant(node.value)


@number.register
def _(node: Figure, columns: Columns) -> Scaled:
    # Figures are points of a layer before: whole quanta.
    return Scaled(nw.col(node.name), 1, int(node.least), int(node.most))


@number.register
def _(node: Value, columns: Columns) -> Scaled:
    return columns.value(node.fact)


@number.register
def _(node: Elapsed, columns: Columns) -> Scaled:
    return columns.elapsed(node)


@number.register
def _(node: Happened, columns: Columns) -> Scaled:
    return columns.happened(node)


@number.register
def _(node: Sum, columns: Columns) -> Scaled:
    return added(number(part, columns) for part in node.parts)


@number.register
def _(node: Times, columns: Columns) -> Scaled:
    return number(node.part, columns).times(node.factor)


@number.register
def _(node: Whole, columns: Columns) -> Scaled:
    return number(node.part, columns).full(node.unit)


@number.register
def _(node: Rounded, columns: Columns) -> Scaled:
    return number(node.part, columns).rounded(node.rounding)


@number.register
def _(node: Extreme, columns: Columns) -> Scaled:
    parts = (number(part, columns) for part in node.parts)
    return extreme(parts, greatest=node.greatest)


@number.register
def _(node: Cases, columns: Columns) -> Scaled:
    cases = [(holds(when, columns), number(then, columns)) for when, then in node.cases]
    # A branch is computed for every row, so its own range is not narrowed by its condition; what
    # is chosen in the end is.
    return chain(cases, number(node.otherwise, columns)).within(*node.reach(columns.code, {}))


@holds.register
def _(condition: Holds, columns: Columns) -> nw.Expr:
    return nw.col(condition.name)


@holds.register
def _(condition: Present, columns: Columns) -> nw.Expr:
    return columns.present(condition.fact)


@holds.register
def _(condition: Is, columns: Columns) -> nw.Expr:
    return reduce(or_, (columns.equals(condition.fact, value) for value in condition.values))


@holds.register
def _(condition: ValidOn, columns: Columns) -> nw.Expr:
    return columns.valid(condition.fact)


@holds.register
def _(condition: AtLeast, columns: Columns) -> nw.Expr:
    return number(condition.number, columns).at_least(condition.bound)


@holds.register
def _(condition: Not, columns: Columns) -> nw.Expr:
    return ~holds(condition.part, columns)


@holds.register
def _(condition: Every, columns: Columns) -> nw.Expr:
    return all_of(holds(part, columns) for part in condition.parts)


@holds.register
def _(condition: Either, columns: Columns) -> nw.Expr:
    parts = [holds(part, columns) for part in condition.parts]
    return reduce(or_, parts) if parts else nw.lit(False)


def all_of(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Whether all of some conditions hold."""
    every = list(parts)
    return reduce(and_, every) if every else nw.lit(True)


def unreadable(node: Num | Cond) -> RulebookError:
    """The error that a node of a formula cannot be read as a column."""
    name = type(node).__name__
    problem = Problem(
        "",
        Text(
            f"公式中的 {name} 不能按列计算",
            f"its formula has a {name}, which has no column reading",
        ),
        Text(
            "请插件作者为它登记列的读法（jifen.frame.reading）",
            "Its author registers one with jifen.frame.reading",
        ),
    )
    return RulebookError([problem])
