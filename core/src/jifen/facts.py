"""Facts: typed values about an applicant, each with the evidence that proves it.

A fact type is one frozen class: what it accepts (`admit`), a quick test of values that need no
admitting (`quick`), how a value is said in words (`said`) and how it is written in JSON
(`canonical`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias, TypeVar

from attrs import frozen

from jifen.dates import complete_years
from jifen.errors import Problem, Refused
from jifen.quantity import Number, number, number_text, shown
from jifen.text import Lang, Text

Values: TypeAlias = Mapping[str, Any]
"""Admitted values by fact id; a fact that is absent has the value None."""


@frozen
class Event:
    """One dated event, such as a breach of trust.

    Attributes:
        date: The day it happened.
        kind: Its kind, where the fact declares kinds.
        amount: Its amount, where the fact declares one.
    """

    date: date
    kind: str | None = None
    amount: Number | None = None


@frozen
class Choice:
    """One value that a choice (or a kind of event) may have."""

    id: str
    name: Text


@frozen(kw_only=True)
class Fact:
    """What every fact declares.

    Attributes:
        id: The identifier in applicant files, rules and columns.
        name: The name a clerk reads; the Chinese one is unique within a chain.
        required: Whether a score without it is an error; other absent facts are unclaimed.
        more_is_better: Whether a higher value can never lower a score (checked, not assumed).
        evidence: What proves it, such as 居住证 or a labour contract.
    """

    type: ClassVar[str]

    id: str
    name: Text
    required: bool = False
    more_is_better: bool = False
    evidence: Text | None = None

    def expects(self) -> Text:
        """What a value must be, for errors, templates and `jifen facts`."""
        raise NotImplementedError

    def admit(self, value: object, on: date) -> Any:
        """The value as rules read it.

        Raises:
            Refused: if it is not of this type, or out of range.
        """
        raise NotImplementedError

    def quick(self, value: str) -> str:
        """Python source that is true of an already admitted value held by the name `value`."""
        raise NotImplementedError

    def problems(self) -> Iterable[Problem]:
        """What is wrong with the declaration itself."""
        return ()

    def said(self, lang: Lang) -> Callable[[Any], str]:
        """A function from an admitted value to words."""
        return str

    def canonical(self, value: Any) -> Any:
        """An admitted value as JSON has it; `admit` gives the same value back."""
        return value

    def refuse(self, what: Text) -> Refused:
        """The refusal of a value, with what this fact expects as the remedy."""
        wanted = self.expects()
        return Refused(what, Text(f"应为{wanted.zh}", f"Expected {wanted.en}"))

    def refuse_value(self, value: object) -> Refused:
        """The refusal of a value of another type."""
        return self.refuse(Text(f"不接受 {shown(value)}", f"{shown(value)} is not accepted"))


@frozen(kw_only=True)
class FlagFact(Fact):
    """是/否: true or false, and nothing that merely looks like it."""

    type = "flag"

    def expects(self) -> Text:
        return Text("true 或 false（不加引号）", "true or false, without quotes")

    def admit(self, value: object, on: date) -> bool:
        if type(value) is bool:
            return value
        raise self.refuse_value(value)

    def quick(self, value: str) -> str:
        return f"{value} is True or {value} is False"

    def said(self, lang: Lang) -> Callable[[bool], str]:
        yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
        return lambda value: yes if value else no


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

    def quick(self, value: str) -> str:
        return f"{value}.__class__ is int and {self.min} <= {value} <= {self.max}"

    def problems(self) -> Iterable[Problem]:
        return _range_problems(self)

    def said(self, lang: Lang) -> Callable[[int], str]:
        return _with_unit(self.unit, lang)


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

    def quick(self, value: str) -> str:
        # Whole amounts only: the others are admitted the long way.
        low, high = -(-self.min // 1), self.max // 1
        return f"{value}.__class__ is int and {low} <= {value} <= {high}"

    def problems(self) -> Iterable[Problem]:
        return _range_problems(self)

    def said(self, lang: Lang) -> Callable[[Number], str]:
        return _with_unit(self.unit, lang)

    def canonical(self, value: Number) -> str:
        return number_text(value)


@frozen(kw_only=True)
class ChoiceFact(Fact):
    """One of a closed list of values.

    Attributes:
        choices: The values, in the order of the law.
    """

    type = "choice"

    choices: tuple[Choice, ...]

    def expects(self) -> Text:
        return Text(
            "以下之一：" + "、".join(f"{c.id}（{c.name.zh}）" for c in self.choices),
            "one of " + ", ".join(c.id for c in self.choices),
        )

    def admit(self, value: object, on: date) -> str:
        if isinstance(value, str) and value in self.ids():
            return value
        raise self.refuse_value(value)

    def ids(self) -> tuple[str, ...]:
        """The ids of the choices."""
        return tuple(c.id for c in self.choices)

    def quick(self, value: str) -> str:
        return f"{value}.__class__ is str and {value} in {set(self.ids())!r}"

    def problems(self) -> Iterable[Problem]:
        return _choice_problems(self.choices, "choices", least=1)

    def said(self, lang: Lang) -> Callable[[str], str]:
        return {c.id: c.name[lang] for c in self.choices}.__getitem__


@frozen(kw_only=True)
class DateFact(Fact):
    """A calendar day.

    Attributes:
        min: The first day accepted.
        max: The last day accepted.
        min_age: If given, the least number of complete years from it to the date of the score.
        max_age: If given, the greatest.
        unit: What a complete year since it is called: 年, 周岁.
    """

    type = "date"

    min: date = date(1900, 1, 1)
    max: date = date(2199, 12, 31)
    min_age: int | None = None
    max_age: int | None = None
    unit: Text = Text("年", "years")

    def expects(self) -> Text:
        zh = [f"{self.min} 至 {self.max} 的日期（如 1990-05-01）"]
        en = [f"a date such as 1990-05-01 from {self.min} to {self.max}"]
        if self.min_age is not None:
            zh.append(f"在计分日已满 {self.min_age} 周年")
            en.append(f"at least {self.min_age} complete years before the date of the score")
        if self.max_age is not None:
            zh.append(f"在计分日不超过 {self.max_age} 周年")
            en.append(f"at most {self.max_age} complete years before it")
        return Text("，".join(zh), ", ".join(en))

    def admit(self, value: object, on: date) -> date:
        day = _day(value)
        if day is None:
            raise self.refuse_value(value)
        age = complete_years(day, on)
        if (
            not self.min <= day <= self.max
            or (self.min_age is not None and age < self.min_age)
            or (self.max_age is not None and age > self.max_age)
        ):
            raise self.refuse(
                Text(f"{day} 超出范围（计分日 {on}）", f"{day} is out of range (scored on {on})")
            )
        return day

    def quick(self, value: str) -> str:
        tests = [f"{value}.__class__ is date and MIN_{self.id} <= {value} <= MAX_{self.id}"]
        if self.min_age is not None or self.max_age is not None:
            low = self.min_age if self.min_age is not None else -9999
            high = self.max_age if self.max_age is not None else 9999
            tests.append(f"{low} <= complete_years({value}, on) <= {high}")
        return " and ".join(tests)

    def problems(self) -> Iterable[Problem]:
        return _range_problems(self)

    def canonical(self, value: date) -> str:
        return value.isoformat()


@frozen(kw_only=True)
class EventsFact(Fact):
    """Dated events, such as offences; an empty list says there were none.

    Attributes:
        kinds: If given, every event names one of these.
        amount_max: If given, every event has a whole amount from 0 to this.
        unit: The unit of that amount.
        most: The greatest number of events accepted.
    """

    type = "events"

    kinds: tuple[Choice, ...] = ()
    amount_max: int | None = None
    unit: Text = Text("", "")
    most: int = 1000
    min: date = date(1900, 1, 1)
    max: date = date(2199, 12, 31)

    def fields(self) -> tuple[str, ...]:
        """The fields each event has."""
        kind = ("kind",) if self.kinds else ()
        return ("date", *kind, *(("amount",) if self.amount_max is not None else ()))

    def expects(self) -> Text:
        example = ["date = 2021-03-01"]
        if self.kinds:
            example.append(f'kind = "{self.kinds[0].id}"')
        if self.amount_max is not None:
            example.append("amount = 1")
        form = f"[{{ {', '.join(example)} }}]"
        return Text(
            f"事件列表，如 {form}，没有则写 []", f"a list of events such as {form}, [] for none"
        )

    def admit(self, value: object, on: date) -> tuple[Event, ...]:
        if not isinstance(value, list | tuple):
            raise self.refuse_value(value)
        if len(value) > self.most:
            raise self.refuse(
                Text(f"事件多于 {self.most} 个", f"there are more than {self.most} events")
            )
        events = [self._event(item, f"[{i}]") for i, item in enumerate(value)]
        # Sorted, so that the same events give the same score in whatever order they come.
        return tuple(sorted(events, key=lambda e: (e.date, e.kind or "", e.amount or 0)))

    def _event(self, item: object, at: str) -> Event:
        if isinstance(item, Event):
            item = {k: v for k in ("date", "kind", "amount") if (v := getattr(item, k)) is not None}
        if not isinstance(item, Mapping):
            raise self._refuse_part(item, at)
        for name in item:
            if name not in self.fields():
                raise self._refuse_part(name, at)
        for name in self.fields():
            if name not in item:
                what = Text(f"缺少字段 {name}", f"the field {name} is missing")
                raise Refused(what, self.refuse(what).remedy, at)
        day, kind, amount = _day(item["date"]), item.get("kind"), item.get("amount")
        if day is None or not self.min <= day <= self.max:
            raise self._refuse_part(item["date"], f"{at}.date")
        if self.kinds and kind not in (ids := [c.id for c in self.kinds]):
            one_of = Text(f"应为 {'、'.join(ids)} 之一", f"Expected one of {', '.join(ids)}")
            raise self._refuse_part(kind, f"{at}.kind", one_of)
        if self.amount_max is not None and not (
            type(amount) is int and 0 <= amount <= self.amount_max
        ):
            top = self.amount_max
            whole = Text(f"应为 0 至 {top} 的整数", f"Expected a whole number from 0 to {top}")
            raise self._refuse_part(amount, f"{at}.amount", whole)
        return Event(day, kind, amount)

    def _refuse_part(self, value: object, at: str, remedy: Text | None = None) -> Refused:
        refused = self.refuse_value(value)
        return Refused(refused.what, remedy or refused.remedy, at)

    def quick(self, value: str) -> str:
        return f"{value}.__class__ is list and not {value}"

    def problems(self) -> Iterable[Problem]:
        return _choice_problems(self.kinds, "kinds", least=0)

    def said(self, lang: Lang) -> Callable[[tuple[Event, ...]], str]:
        none = "无" if lang == "zh" else "none"
        return lambda events: "、".join(str(e.date) for e in events) or none

    def canonical(self, value: tuple[Event, ...]) -> list[dict[str, Any]]:
        return [
            {"date": e.date.isoformat()}
            | ({} if e.kind is None else {"kind": e.kind})
            | ({} if e.amount is None else {"amount": e.amount})
            for e in value
        ]


FACT_TYPES: tuple[type[Fact], ...] = (
    FlagFact, CountFact, AmountFact, ChoiceFact, DateFact, EventsFact,
)  # fmt: skip


def _day(value: object) -> date | None:
    """A date from a date or strict ISO text; a time of day is not a date."""
    if type(value) is date:
        return value
    if type(value) is str and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


N = TypeVar("N", bound=Number)


def _in_range(fact: CountFact | AmountFact, value: N) -> N:
    if fact.min <= value <= fact.max:
        return value
    text = shown(number_text(value)).strip("'")
    raise fact.refuse(Text(f"{text} 超出范围", f"{text} is out of range"))


def _with_unit(unit: Text, lang: Lang) -> Callable[[Number], str]:
    after = f" {unit[lang]}" if unit[lang] else ""
    return lambda value: f"{value if value.__class__ is int else number_text(value)}{after}"


def _range_problems(fact: Any) -> Iterable[Problem]:
    if fact.min > fact.max:
        yield Problem(
            "min",
            Text("min 大于 max", "min is greater than max"),
            Text("请改正界限", "Correct the bounds"),
        )


def _choice_problems(choices: tuple[Choice, ...], at: str, least: int) -> Iterable[Problem]:
    ids = [c.id for c in choices]
    if len(ids) < least or len(set(ids)) < len(ids):
        yield Problem(
            at,
            Text("选项为空或重复", "The choices are empty or repeat"),
            Text("请列出不重复的选项", "List choices that do not repeat"),
        )
