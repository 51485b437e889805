"""Cells: what a clerk typed or a spreadsheet stored, as typed columns or refused with a reason.

Every type of fact has one parser, from a cell that is not empty to a value. A column is parsed
distinct value by distinct value, because most columns of a population have few.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import polars as pl
from attrs import field, frozen

from jifen import (
    AmountFact,
    Choice,
    ChoiceFact,
    CountFact,
    DateFact,
    Fact,
    FlagFact,
    Refused,
    Text,
    id_number_fault,
)

Parser: TypeAlias = Callable[[Any], Any]
"""From a cell that is not empty to a value; it raises Refused."""

_FLAGS = {"true": True, "false": False, "是": True, "否": False}
_WHOLE = re.compile(r"(-?[0-9]{1,15})(?:\.0*)?")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")
_DAY = re.compile(
    r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
)
_SHORT_YEAR = re.compile(r"[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
"""A day as a spreadsheet stores it, and shows it if the format of the cell is no date."""
_FLOATED = re.compile(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+|[0-9]+\.0+")
_ROUNDED = re.compile(
    r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]000"
)
"""A resident ID number whose last digits a spreadsheet has lost, unless its check digit is right."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")
_MOST_KNOWN = 200_000


@frozen
class Column:
    """One column of a table: its name, what its cells may be, and the cells already read.

    Attributes:
        name: The name of the column that comes out: a fact's id, or `applicant_id`.
        header: What the table calls it.
        parse: From one cell that is not empty to a value.
        dtype: The type of the column that comes out.
        fact: The fact it holds, if it holds one.
    """

    name: str
    header: str
    parse: Parser
    dtype: Any
    fact: Fact | None = None
    _known: dict[Any, Any] = field(factory=dict, init=False, repr=False, eq=False)
    _refused: set[Any] = field(factory=set, init=False, repr=False, eq=False)

    def read(self, cells: Sequence[Any]) -> tuple[list[Any], dict[int, Refused]]:
        """The values, None where a cell is empty or refused, and what was refused, by place."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
            self._refused.clear()
        keys: Sequence[Any] = cells
        if bool in set(map(type, cells)):  # to a dict, true is 1
            keys = [(cell.__class__, cell) for cell in cells]
        known = self._known
        for key in set(keys) - known.keys():
            known[key] = self._value(key[1] if key.__class__ is tuple else key)
            if known[key].__class__ is Refused:
                self._refused.add(key)
        values = [known[key] for key in keys]
        if self._refused.isdisjoint(keys):
            return values, {}
        refused = {n: value for n, value in enumerate(values) if value.__class__ is Refused}
        for n in refused:
            values[n] = None
        return values, refused

    def _value(self, cell: Any) -> Any:
        if cell.__class__ is str:
            cell = cell.strip()
        if cell is None or cell == "":
            return None
        if cell.__class__ is Refused:  # the reader saw what the cell does not say itself
            return cell
        try:
            return self.parse(cell)
        except Refused as refused:
            return refused


def fact_column(fact: Fact, header: str) -> Column:
    """The column of a fact; dated events have a table of their own."""
    make, dtype = _PARSERS[type(fact)]
    return Column(fact.id, header, make(fact), dtype, fact)


def id_column(name: str, header: str) -> Column:
    """The column of an identifier: text, exactly as it is written."""
    return Column(name, header, _identifier, pl.String)


def place_column(name: str, header: str) -> Column:
    """The column of a place's division code; six digits lose nothing as a number."""
    return Column(name, header, _place, pl.String)


def label_column(name: str, header: str) -> Column:
    """The column of a group, such as a school or a household: text, or a whole number."""
    return Column(name, header, _label, pl.String)


def date_column(fact: Fact, header: str) -> Column:
    """The column of the days of dated events."""
    return Column("date", header, _date(fact), pl.Date, fact)


def kind_column(fact: Fact, choices: Iterable[Choice], header: str) -> Column:
    """The column of the kinds of dated events."""
    return Column("kind", header, _one_of(fact, choices), pl.String, fact)


def amount_column(fact: Fact, header: str) -> Column:
    """The column of the amounts of dated events, which are whole."""
    return Column("amount", header, _count(fact), pl.Int64, fact)


def shown(cell: Any) -> str:
    """A cell as the table of rejected rows has it."""
    if cell is None or cell.__class__ is Refused:
        return ""
    if cell.__class__ is bool:
        return "TRUE" if cell else "FALSE"
    if cell.__class__ is float:
        # A whole number as the sheet shows it, while it has all its digits.
        cell = int(cell) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = str(cell)
    return text if len(text) <= 200 else f"{text[:199]}…"


def _flag(fact: Fact) -> Parser:
    def parse(cell: Any) -> bool:
        if cell.__class__ is bool:
            return cell
        if cell.__class__ is str and (flag := _FLAGS.get(cell.lower())) is not None:
            return flag
        raise Refused(
            Text(f"不接受 {shown(cell)}", f"{shown(cell)} is not accepted"),
            Text("应为 是 或 否（或 true、false）", "Expected true or false (or 是, 否)"),
        )

    return parse


def _count(fact: Fact) -> Parser:
    def parse(cell: Any) -> int:
        if cell.__class__ is int or (
            cell.__class__ is float and cell.is_integer() and abs(cell) < 1e15
        ):
            return int(cell)
        if cell.__class__ is str and (whole := _WHOLE.fullmatch(cell)):
            return int(whole[1])
        raise fact.refuse_value(shown(cell))

    return parse


def _amount(fact: Fact) -> Parser:
    def parse(cell: Any) -> Decimal:
        if cell.__class__ is float or cell.__class__ is int:
            # Fifteen digits are what a spreadsheet keeps and shows; the rest is its arithmetic.
            cell = f"{cell:.15g}"
        if cell.__class__ is str and _DECIMAL.fullmatch(cell):
            amount = Decimal(cell)
            if amount == (hundredths := round(amount, 2)):
                return hundredths
        raise fact.refuse_value(shown(cell))

    return parse


def _choice(fact: Fact) -> Parser:
    assert isinstance(fact, ChoiceFact)
    return _one_of(fact, fact.choices)


def _one_of(fact: Fact, choices: Iterable[Choice]) -> Parser:
    choices = tuple(choices)
    names = [choice.name.zh for choice in choices]
    ids = {c.name.zh: c.id for c in choices if names.count(c.name.zh) == 1}
    ids |= {choice.id: choice.id for choice in choices}

    def parse(cell: Any) -> str:
        if cell.__class__ is str and cell in ids:
            return ids[cell]
        raise Refused(
            Text(f"不接受 {shown(cell)}", f"{shown(cell)} is not accepted"),
            Text(
                f"应为以下之一：{'、'.join(names)}",
                f"Expected one of {', '.join(c.id for c in choices)}, or its Chinese name",
            ),
        )

    return parse


def _date(fact: Fact) -> Parser:
    def parse(cell: Any) -> date:
        if cell.__class__ is datetime and cell.time() == cell.min.time():
            return cell.date()
        if cell.__class__ is date:
            return cell
        if cell.__class__ is str and (parts := _DAY.fullmatch(cell)):
            numbers = (parts[1], *parts.group(3, 4)) if parts[1] else parts.group(5, 6, 7)
            try:
                return date(*map(int, numbers))
            except ValueError:
                pass
        what = Text(f"不接受 {shown(cell)}", f"{shown(cell)} is not accepted")
        if cell.__class__ is str and _SHORT_YEAR.fullmatch(cell):
            what = Text(f"{cell} 的年份只有两位", f"the year of {cell} has two digits")
        wanted = Text(
            "应为日期，如 1990-05-01、1990.5.1 或 1990年5月1日，年份四位",
            "Expected a date such as 1990-05-01, 1990.5.1 or 1990年5月1日, the year in four digits",
        )
        if _SERIAL.fullmatch(shown(cell)):
            wanted = Text(
                f"{wanted.zh}；如果是表格软件里的日期，请把该列设为“日期”格式",
                f"{wanted.en}; if it is a spreadsheet's own date, format the column as dates",
            )
        raise Refused(what, wanted)

    return parse


_PARSERS: dict[type[Fact], tuple[Callable[[Fact], Parser], Any]] = {
    FlagFact: (_flag, pl.Boolean),
    CountFact: (_count, pl.Int64),
    AmountFact: (_amount, pl.Decimal(18, 2)),
    ChoiceFact: (_choice, pl.String),
    DateFact: (_date, pl.Date),
}


def _identifier(cell: Any) -> str:
    if cell.__class__ is not str:
        raise Refused(
            Text(
                f"编号是数值 {shown(cell)}，可能已失真",
                f"the identifier is the number {shown(cell)}, which may have lost digits",
            ),
            Text(
                "请把该列设为“文本”格式并重新录入原编号",
                "Format the column as text and enter the identifiers again from their source",
            ),
        )
    if _FLOATED.fullmatch(cell) or (_ROUNDED.fullmatch(cell) and id_number_fault(cell)):
        raise Refused(
            Text(
                f"编号 {cell} 像是被表格软件改成了数值",
                f"a spreadsheet seems to have made a number of the identifier {cell}",
            ),
            Text(
                "请从原始资料重新录入，不要手工补位",
                "Enter it again from its source; do not mend it by hand",
            ),
        )
    if _UNPRINTABLE.search(cell):
        raise Refused(
            Text("编号含有看不见的字符", "the identifier has characters that cannot be seen"),
            Text("请重新录入", "Enter it again"),
        )
    return cell


def _place(cell: Any) -> str:
    if cell.__class__ is float and cell.is_integer() and 100_000 <= cell <= 999_999:
        return str(int(cell))
    if cell.__class__ is str and not _UNPRINTABLE.search(cell):
        return cell
    raise Refused(
        Text(f"不接受 {shown(cell)}", f"{shown(cell)} is not accepted"),
        Text("应为六位行政区划代码，如 330225", "Expected a division code such as 330225"),
    )


def _label(cell: Any) -> str:
    if cell.__class__ is float and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if cell.__class__ is str and not _FLOATED.fullmatch(cell) and not _UNPRINTABLE.search(cell):
        return cell
    raise Refused(
        Text(f"不接受 {shown(cell)}", f"{shown(cell)} is not accepted"),
        Text("应为文字或整数", "Expected text or a whole number"),
    )
