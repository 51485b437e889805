"""Exact numbers: points as whole hundredths, amounts as integers or fractions, never floats."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, NewType, TypeAlias

from jifen.errors import Refused
from jifen.text import Text, expected

Quanta = NewType("Quanta", int)
"""Points, counted in quanta of 1/100 point."""

PER_POINT = 100
"""Quanta in one point."""

Number: TypeAlias = int | Fraction
"""An exact number: an integer wherever it is whole, else a fraction."""

Rounding: TypeAlias = Literal["down", "half_up", "up"]
"""How a rate that leaves the quantum returns to it: 舍去, 四舍五入 or 进位."""

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_MOST = 10**15
"""No number of a rulebook or of an applicant is as great."""

_DECIMAL_TEXT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


def number(value: object) -> Number:
    """An exact number from an int, a Decimal, a Fraction or plain decimal text.

    Raises:
        Refused: for a float, a bool, an exponent, or anything else.
    """
    if type(value) is str and _DECIMAL_TEXT.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, Decimal) and _has_few_digits(value):
        numerator, denominator = value.as_integer_ratio()
        return numerator if denominator == 1 else Fraction(numerator, denominator)
    is_bool = isinstance(value, bool)
    if isinstance(value, int | Fraction) and not is_bool and -_MOST < value < _MOST:
        return exact(value)
    raise Refused(
        Text(f"{shown(value)} 不是精确的数", f"{shown(value)} is not an exact number"),
        Text(
            "请写至多 15 位的整数或小数，如 12 或 12.5（Python 中用 int 或 Decimal，不用 float）",
            "Write a whole number or a decimal such as 12 or 12.5, of at most 15 digits (an int "
            "or Decimal in Python, not a float)",
        ),
    )


def _has_few_digits(value: Decimal) -> bool:
    # Nine characters such as 1e-999999 would be a Fraction of a million digits.
    return value.is_finite() and -31 < value.adjusted() < 15 and len(str(value)) < 50


def exact(value: Number) -> Number:
    """The same number, an int if it is whole."""
    return value.numerator if value.denominator == 1 else value


def quanta(value: object) -> Quanta:
    """Points given as a number, as quanta.

    Raises:
        Refused: if they are not a whole number of hundredths, or negative.
    """
    counted = exact(number(value) * PER_POINT)
    if not isinstance(counted, int):
        raise Refused(
            Text(f"{shown(value)} 分不足百分位", f"{shown(value)} points is finer than 0.01"),
            Text("分值至多两位小数", "Give points with at most two decimals"),
        )
    if counted < 0:
        raise Refused(
            Text(f"分值 {shown(value)} 为负", f"{shown(value)} points is negative"),
            Text(
                "扣分请写作 [[deduction]]，分值为正",
                "Subtract with a [[deduction]] of positive points",
            ),
        )
    return Quanta(counted)


def points(value: int) -> Decimal:
    """Quanta as an exact Decimal, written shortest and without exponent: 76, 20.25."""
    return Decimal(points_text(value))


def points_text(value: int) -> str:
    """Quanta as text, shortest: `76`, `20.25`, `-0.5`."""
    if not value % PER_POINT:
        return str(value // PER_POINT)
    whole, part = divmod(abs(value), PER_POINT)
    return f"{'-' if value < 0 else ''}{whole}.{part:02}".rstrip("0")


class PointsTexts(dict[int, str]):
    """The texts of quanta, each made when it is first needed: a look-up, for generated code."""

    most = 1 << 14

    def __missing__(self, value: int) -> str:
        text = points_text(value)
        if len(self) < self.most:
            self[value] = text
        return text


def number_text(value: Number) -> str:
    """An exact number as text: a plain decimal where it ends, else a ratio such as `1/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 11):
        scaled, rest = divmod(abs(value.numerator) * 10**places, value.denominator)
        if not rest:
            whole, part = divmod(scaled, 10**places)
            return f"{'-' if value.numerator < 0 else ''}{whole}.{part:0{places}}"
    return str(value)


def rounded(value: Number, rounding: Rounding) -> int:
    """A non-negative exact number of quanta, as a whole one."""
    below = value // 1
    if rounding == "down" or value == below:
        return below
    return below + 1 if rounding == "up" or value - below >= Fraction(1, 2) else below


def fixed(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy of a mapping that cannot change, for a field of a frozen record."""
    return MappingProxyType(dict(mapping))


def not_quoted(code: int) -> Refused:
    """The refusal of a number where text is asked for: a division code without its quotes."""
    said = shown(code)
    return Refused(
        Text(f"{said} 没有加引号", f"{said} is not in quotes"),
        expected(Text(f'文字（加引号）："{said}"', f'text in quotes: "{said}"')),
    )


def shown(value: object, most: int = 40) -> str:
    """A value as it stands in an error: short, and without anyone's ID number."""
    try:
        if isinstance(value, Fraction):
            text = number_text(value)
        elif isinstance(value, list | tuple):
            # As a file has it, and not as Python does; what lies deeper is not looked at.
            deep = (list, tuple, dict)
            items = ("…" if isinstance(item, deep) else shown(item) for item in value[:most])
            text = f"[{', '.join(items)}]"
        else:
            text = repr(value) if isinstance(value, str) else str(value)
    except ValueError:
        # Python writes out no number of more than some thousand digits.
        return "…"
    text = _ID_NUMBER.sub(lambda m: f"{m[0][:3]}{'*' * 13}{m[0][-2:]}", " ".join(text.split()))
    return text if len(text) <= most else f"{text[: most - 1]}…"
