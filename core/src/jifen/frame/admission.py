"""Which values of a column are admitted, and how: what `Fact.admit` is for one value.

A column of a type that its fact cannot have is refused whole, since none of its values would do.
In a column of a right type every value is judged by itself: a bad one keeps its row from being
scored, and no other.
"""

from datetime import date
from functools import singledispatch
from typing import Any, TypeAlias

import narwhals as nw
from attrs import frozen

from jifen.errors import Refused
from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact, Fact, FlagFact
from jifen.frame.scaled import integer
from jifen.text import Text, expected

DType: TypeAlias = Any
"""A narwhals data type; an instance, as a schema has it."""


@frozen(eq=False)
class Admitted:
    """How a column is read as a fact.

    Attributes:
        value: The value as rules read it, never null: a number as an integer, a choice as its
            place in the list, -1 where it is absent. It is computed only where `fine` holds.
        fine: Whether the fact accepts the value; true where it is absent, and never null. None
            if it accepts every value of the column's type.
        per: What a number is divided by.
        low: The least integer of `value`, for a number.
        high: The greatest.
        inexact: Whether a value is refused for nothing but being a float that is not whole; never
            null. None if the column has no such values.
    """

    value: nw.Expr
    fine: nw.Expr | None
    per: int = 1
    low: int = 0
    high: int = 0
    inexact: nw.Expr | None = None


@singledispatch
def admit(fact: Fact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    """How a column of a type is read as a fact.

    Raises:
        Refused: if a column of that type cannot be this fact.
    """
    raise refused(fact, dtype)


def refused(fact: Fact, dtype: DType) -> Refused:
    """The refusal of a whole column."""
    wanted = fact.expects()
    return Refused(
        Text(f"整列类型为 {dtype}", f"the column is of type {dtype}"),
        Text(
            f"事实类型为 {fact.type}，{expected(wanted).zh}；{_COLUMNS[fact.type].zh}",
            f"The fact is a {fact.type}: {wanted.en}. {_COLUMNS[fact.type].en}",
        ),
    )


_COLUMNS = {
    "flag": Text("请用布尔列", "Give a column of booleans"),
    "count": Text("请用整数列", "Give a column of integers"),
    "amount": Text("请用整数或 decimal 列", "Give a column of integers or decimals"),
    "choice": Text(
        "请用文字、categorical 或 enum 列", "Give a column of text, categories or an enum"
    ),
    "date": Text("请用日期列", "Give a column of dates"),
    "events": Text(
        "事件须另给一表：events={…}", "Give its events as a table of their own: events={…}"
    ),
}


@admit.register
def _(fact: FlagFact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    if dtype != nw.Boolean:
        raise refused(fact, dtype)
    return Admitted(column.fill_null(False), None)


@admit.register
def _(fact: CountFact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    return _number(fact, column, dtype, places=0)


@admit.register
def _(fact: AmountFact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    return _number(fact, column, dtype, places=2)


def _number(
    fact: CountFact | AmountFact, column: nw.Expr, dtype: DType, *, places: int
) -> Admitted:
    # An absent number is 0, or the nearest to it that the fact accepts.
    least, most = -(-fact.min // 1), fact.max // 1
    absent = min(max(0, least), most)
    if isinstance(dtype, nw.Decimal) and dtype.scale:
        return _decimal(fact, column, dtype, min(places, dtype.scale), absent)
    value = column.fill_null(absent)
    fine, inexact = value.is_between(least, most), None
    if dtype.is_float():
        # A float holds whole numbers exactly, and hardly any other: 12.3 is 12.300000000000001.
        whole = value % 1 == 0
        fine = fine & whole
        if places:
            near = value.is_between(fact.min // 1, -(-fact.max // 1))
            inexact = near & ~whole
    elif not (dtype.is_integer() or isinstance(dtype, nw.Decimal)):
        raise refused(fact, dtype)
    if least > most:
        # No whole number lies within bounds such as 0.25 and 0.75, but it may be absent.
        fine, least, most = column.is_null(), absent, absent
    return Admitted(value.cast(integer(least, most)), fine, 1, least, most, inexact)


def _decimal(
    fact: CountFact | AmountFact, column: nw.Expr, dtype: nw.Decimal, places: int, absent: int
) -> Admitted:
    per = 10**places
    least, most = -(-fact.min * per // 1), fact.max * per // 1
    fine = near = (column >= fact.min // 1) & (column <= -(-fact.max // 1))
    if dtype.scale <= places and dtype.precision + dtype.scale <= _DIGITS:
        units = (column * per).cast(nw.Int64).fill_null(absent * per)
    else:
        # Only what is near the bounds is brought to `places`: nothing there can overflow.
        held = nw.when(near).then(column).otherwise(nw.lit(absent)).cast(nw.Decimal(20, places))
        units = (held * per).cast(nw.Int64)
        if dtype.scale > places:
            fine = near & (held == column)
    if not (isinstance(fact.min, int) and isinstance(fact.max, int)):
        fine = fine & units.is_between(least, most)
    return Admitted(units.cast(integer(least, most)), fine | column.is_null(), per, least, most)


_DIGITS = 18
"""Engines multiply decimals of so many digits as integers of 64 bits, and more do not fit."""


@admit.register
def _(fact: ChoiceFact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    if not isinstance(dtype, nw.String | nw.Categorical | nw.Enum):
        raise refused(fact, dtype)
    known = set(dtype.categories) if isinstance(dtype, nw.Enum) else set(fact.ids())
    value: Any = None
    for n, choice in enumerate(fact.ids()):
        # An enum cannot be compared with what is not in it.
        if choice in known:
            place = nw.lit(n, nw.Int16)
            value = (nw if value is None else value).when(column == choice).then(place)
    none = nw.lit(-1, nw.Int16)
    value = nw.lit(-1, nw.Int16) if value is None else value.otherwise(none)
    if isinstance(dtype, nw.Enum) and known <= {*fact.ids()}:
        return Admitted(value, None)
    return Admitted(value, column.is_in([c for c in fact.ids() if c in known]) | column.is_null())


@admit.register
def _(fact: DateFact, column: nw.Expr, dtype: DType, on: date) -> Admitted:
    first, last = fact.bounds(on)
    absent = min(max(on, first), last)
    if isinstance(dtype, nw.Datetime) and dtype.time_zone is None:
        # Midnight is how engines without a type for dates write one; any other time is no date.
        day = column.cast(nw.Date)
        exact = (day.cast(dtype) == column) | column.is_null()
    elif dtype == nw.Date:
        day, exact = column, None
    else:
        raise refused(fact, dtype)
    value = day.fill_null(absent)
    fine = value.is_between(first, last)
    return Admitted(value, fine if exact is None else fine & exact)
