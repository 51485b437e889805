"""Dates, and dated events."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from attrs import frozen

from jifen.dates import iso_date, latest_with
from jifen.errors import Problem, Refused
from jifen.facts.choices import Choice, choice_problems
from jifen.facts.fact import Fact, range_problems, wrong_bound
from jifen.quantity import Number
from jifen.text import Lang, Text, expected


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
        first, last = self.bounds(on)
        if not first <= day <= last:
            raise self.refuse(
                Text(f"{day} 超出范围（计分日 {on}）", f"{day} is out of range (scored on {on})")
            )
        return day

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        first, last = map(bind, self.bounds(on))
        return f"{value}.__class__ is {bind(date)} and {first} <= {value} <= {last}"

    def bounds(self, on: date) -> tuple[date, date]:
        """The first and the last day accepted for a score on a date."""
        first, last = self.min, self.max
        if self.min_age is not None:
            last = min(last, latest_with(self.min_age, on))
        if self.max_age is not None:
            first = max(first, latest_with(self.max_age + 1, on) + timedelta(days=1))
        return first, last

    def problems(self) -> Iterable[Problem]:
        yield from range_problems(self)
        if self.min_age is not None and self.max_age is not None and self.min_age > self.max_age:
            yield wrong_bound("min_age", "min_age 大于 max_age", "min_age is greater than max_age")

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
        if not isinstance(value, _LISTS):
            raise self._refuse_no_list(value)
        if not value:
            return ()
        if len(value) > self.most:
            raise self.refuse(
                Text(f"事件多于 {self.most} 个", f"there are more than {self.most} events")
            )
        # Sorted, so that the same events give the same score in whatever order they come.
        days = self._mere_dates(value)
        if days is not None:
            return tuple([Event(day) for day in sorted(days)])
        fields = self.fields()
        events = [self._event(item, fields, f"[{i}]") for i, item in enumerate(value)]
        return tuple(sorted(events, key=_ORDER))

    def _mere_dates(self, value: Sequence[object]) -> list[date] | None:
        """The days of events that are nothing but a date, as most are.

        None if any is more than that or is not accepted, for `_event` to judge.
        """
        first, last, days = self.min, self.max, []
        if self.kinds or self.amount_max is not None:
            return None
        for item in value:
            if item.__class__ is not dict or len(item) != 1:
                return None
            day = item.get("date")
            if day.__class__ is not date or not first <= day <= last:
                return None
            days.append(day)
        return days

    def _event(self, item: object, fields: tuple[str, ...], at: str) -> Event:
        if isinstance(item, Event):
            item = {k: v for k in ("date", "kind", "amount") if (v := getattr(item, k)) is not None}
        if isinstance(item, _LISTS):
            what = Text("这是列表，不是一个事件", "it is a list, not one event")
            raise Refused(what, self.refuse(what).remedy, at)
        if type(item) is not dict and not isinstance(item, Mapping):
            raise self._refuse_part(item, at)
        for name in item:
            if name not in fields:
                raise self._refuse_part(name, at)
        for name in fields:
            if name not in item:
                what = Text(f"缺少字段 {name}", f"the field {name} is missing")
                raise Refused(what, self.refuse(what).remedy, at)
        day, kind, amount = _day(item["date"]), item.get("kind"), item.get("amount")
        if day is None:
            raise self._refuse_part(item["date"], f"{at}.date", expected(self._expects_day()))
        if not self.min <= day <= self.max:
            what = Text(f"{day} 超出范围", f"{day} is out of range")
            raise Refused(what, expected(self._expects_day()), f"{at}.date")
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

    def _expects_day(self) -> Text:
        return Text(
            f"{self.min} 至 {self.max} 的日期（如 2021-03-01）",
            f"a date such as 2021-03-01 from {self.min} to {self.max}",
        )

    def _refuse_no_list(self, value: object) -> Refused:
        if value and isinstance(value, Event | Mapping):
            return self.refuse(
                Text("这是一个事件，不是事件列表", "it is one event, not a list of events")
            )
        return self.refuse_value(value)

    def _refuse_part(self, value: object, at: str, remedy: Text | None = None) -> Refused:
        refused = self.refuse_value(value)
        return Refused(refused.what, remedy or refused.remedy, at)

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        return f"{value} == ()"

    def problems(self) -> Iterable[Problem]:
        yield from range_problems(self)
        yield from choice_problems(self.kinds, "kinds", least=0)
        if self.max.year > 9000:
            # A freeze counts years on from an event, and the calendar ends at 9999.
            yield wrong_bound("max", "max 过晚（至多 9000 年）", "max is later than the year 9000")
        if self.amount_max is not None and self.amount_max < 0:
            yield wrong_bound("amount_max", "amount_max 为负", "amount_max is below 0")
        if self.most < 1:
            yield wrong_bound("most", "most 小于 1", "most is below 1")

    def said(self, lang: Lang) -> Callable[[tuple[Event, ...]], str]:
        none, comma = ("无", "、") if lang == "zh" else ("none", ", ")
        return lambda events: comma.join(str(e.date) for e in events) or none

    def canonical(self, value: tuple[Event, ...]) -> list[dict[str, Any]]:
        return [
            {"date": e.date.isoformat()}
            | ({} if e.kind is None else {"kind": e.kind})
            | ({} if e.amount is None else {"amount": e.amount})
            for e in value
        ]


_LISTS = (list, tuple)
_ORDER = attrgetter("date", "kind", "amount")
"""By date; kind and amount stand in every event of a fact, or in none."""


def _day(value: object) -> date | None:
    """A date from a date or ISO text; a time of day is not a date."""
    if type(value) is date:
        return value
    return iso_date(value) if isinstance(value, str) else None
