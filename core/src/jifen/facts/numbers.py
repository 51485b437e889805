"""Counts and amounts."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

from jifen.errors import Problem, Refused
from jifen.facts.fact import Fact, range_problems
from jifen.quantity import Number, number, number_text, shown
from jifen.text import Lang, Text, after


@frozen(kw_only=True)
class CountFact(Fact):
    """A whole number of something, as of the day the facts were taken.

    Attributes:
        min: The least value accepted.
        max: The greatest value accepted; a bound on input, not a figure of the law.
        unit: What is counted: 个月, 小时.
        continuous: Whether the count is of one unbroken stretch (连续), not cumulative (累计).
    """

    type = "count"

    min: int = 0
    max: int
    unit: Text = Text("", "")
    continuous: bool = False

    def expects(self) -> Text:
        return Text(
            f"{self.min} 至 {self.max} 的整数", f"a whole number from {self.min} to {self.max}"
        )

    def admit(self, value: object, on: date) -> int:
        if type(value) is not int:
            raise self.refuse_value(value)
        return _in_range(self, value)

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        return f"{value}.__class__ is int and {self.min} <= {value} <= {self.max}"

    def problems(self) -> Iterable[Problem]:
        return range_problems(self)

    def said(self, lang: Lang) -> Callable[[int], str]:
        unit = after(self.unit, lang)
        return lambda value: f"{number_text(value)}{unit[value == 1]}"


@frozen(kw_only=True)
class AmountFact(Fact):
    """An exact amount of at most two decimals, such as yuan.

    Attributes:
        min: The least value accepted.
        max: The greatest value accepted.
        unit: Its unit: 元.
    """

    type = "amount"

    min: Number = 0
    max: Number
    unit: Text = Text("", "")

    def expects(self) -> Text:
        low, high = number_text(self.min), number_text(self.max)
        return Text(
            f"{low} 至 {high}、至多两位小数的数", f"{low} to {high} with at most two decimals"
        )

    def admit(self, value: object, on: date) -> Number:
        try:
            amount = number(value)
        except Refused:
            raise self.refuse_value(value) from None
        if isinstance(amount, Fraction) and 100 % amount.denominator:
            raise self.refuse_value(value)
        return _in_range(self, amount)

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        # Whole amounts only: the others are admitted the long way.
        low, high = -(-self.min // 1), self.max // 1
        return f"{value}.__class__ is int and {low} <= {value} <= {high}"

    def problems(self) -> Iterable[Problem]:
        return range_problems(self)

    def said(self, lang: Lang) -> Callable[[Number], str]:
        unit = after(self.unit, lang)
        return lambda value: f"{number_text(value)}{unit[value == 1]}"

    def canonical(self, value: Number) -> str:
        return number_text(value)


N = TypeVar("N", bound=Number)


def _in_range(fact: CountFact | AmountFact, value: N) -> N:
    # Over the value's denominator, for fractions compare slowly.
    if fact.min * value.denominator <= value.numerator <= fact.max * value.denominator:
        return value
    text = shown(value)
    raise fact.refuse(Text(f"{text} 超出范围", f"{text} is out of range"))
