"""Dated events in a window: 近 5 年内，首次 20 分，再次每次 40 分."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import field, frozen
from attrs.converters import optional

from jifen.dates import window_start
from jifen.errors import Problem
from jifen.facts import Event, EventsFact
from jifen.formula import Happened, Made, Num, Words, greatest, least, total
from jifen.quantity import Quanta, fixed, points_text
from jifen.rules.rule import Facts, Rule, accepts, wrong
from jifen.text import Lang, singular


@frozen(kw_only=True)
class Events(Rule):
    """Points for the events of a window, by exactly one of four ways of counting.

    An event counts iff `event ≤ on ≤ event + years`; one after the date of the score does not.

    Attributes:
        fact: The dated events.
        years: The length of the window in years; without it every past event counts.
        each: The points of every event, or
        by_kind: the points of an event of each kind, or
        by_occurrence: the points of the first event in the window, the second, and so on, the
            last figure holding for all further ones, or
        per_amount: the points of each full `unit` of the sum of the events' amounts.
        unit: The size of that unit.
    """

    kind = "events"

    fact: str
    years: int | None = None
    each: Quanta | None = None
    by_kind: Mapping[str, Quanta] | None = field(default=None, converter=optional(fixed))
    by_occurrence: tuple[Quanta, ...] | None = None
    per_amount: Quanta | None = None
    unit: int = 1

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.fact,)

    def check(self, facts: Facts) -> Iterable[Problem]:
        fact = facts[self.fact]
        if not isinstance(fact, EventsFact):
            yield from accepts(facts, self.fact, EventsFact)
            return
        if sum(getattr(self, n) is not None for n in _WAYS) != 1 or self.by_occurrence == ():
            names = ", ".join(_WAYS)
            yield wrong(
                "each",
                "计分方式须且只能有一种",
                "it needs exactly one way of counting",
                f"请从 {names} 中选一",
                f"Give one of {names}",
            )
        if (self.years is not None and not 0 < self.years <= 100) or self.unit < 1:
            yield wrong(
                "years" if self.unit >= 1 else "unit",
                "years 应为 1 至 100，unit 应大于 0",
                "years must be 1 to 100 and unit above 0",
                "请改正",
                "Correct it",
            )
        kinds = {c.id for c in fact.kinds}
        if self.by_kind is not None and set(self.by_kind) != kinds:
            yield wrong(
                "by_kind",
                "与事实声明的种类不一致",
                "it does not give points to exactly the kinds that the fact declares",
                f"种类为：{'、'.join(sorted(kinds)) or '无'}",
                f"The kinds are {', '.join(sorted(kinds)) or 'none'}",
            )
        if self.per_amount is not None and fact.amount_max is None:
            yield wrong(
                "per_amount",
                f"{self.fact} 的事件没有数额",
                f"the events of {self.fact} have no amount",
                "请在事实中声明 amount_max",
                "Declare amount_max in the fact",
            )

    def formula(self, facts: Facts) -> Num:
        events = Happened(self.fact, self.years)
        if self.each is not None:
            return events * self.each
        if self.by_kind is not None:
            return total(
                Happened(self.fact, self.years, of_kind=kind) * points
                for kind, points in self.by_kind.items()
            )
        if self.by_occurrence is not None:
            *first, further = self.by_occurrence
            steps = [least(greatest(events - n, 0), 1) * each for n, each in enumerate(first)]
            return total([*steps, greatest(events - len(first), 0) * further])
        amounts = Happened(self.fact, self.years, amounts=True)
        return amounts // self.unit * (self.per_amount or 0)

    def reason(self, facts: Facts, lang: Lang) -> Words:
        fact = facts[self.fact]
        assert isinstance(fact, EventsFact)
        return Made(self._teller(fact, lang), (self.fact,))

    def _teller(self, fact: EventsFact, lang: Lang) -> Callable[[tuple[Event, ...], date], str]:
        zh, name, years = lang == "zh", fact.name[lang], self.years
        none = f"无{name}" if zh else f"{name}: none"
        window, how = self._say_window(lang), self._say_way(fact, lang)
        counted_in = f"{window} " if window and zh else window

        def tell(events: tuple[Event, ...], on: date) -> str:
            if not events:
                return none
            first = window_start(on, years)
            counted = [e.date.isoformat() for e in events if first <= e.date <= on]
            # They come in the order of their dates.
            later = len([e for e in events if e.date > on]) if events[-1].date > on else 0
            past = len(events) - len(counted) - later
            days = (
                (f"（{'、'.join(counted)}）" if zh else f" ({', '.join(counted)})")
                if counted
                else ""
            )
            if zh:
                text = f"{counted_in}{len(counted)} 次{days}，{how}"
                text += f"；另 {past} 次已满期限，不计" if past else ""
                return text + (f"；另 {later} 次在 {on} 之后，不计" if later else "")
            text = f"{len(counted)}{counted_in}{days}, {how}"
            text += f"; {past} past the window, not counted" if past else ""
            return text + (f"; {later} after {on}, not counted" if later else "")

        return tell

    def describe(self, facts: Facts, lang: Lang) -> str:
        fact = facts[self.fact]
        assert isinstance(fact, EventsFact)
        window, how = self._say_window(lang), self._say_way(fact, lang)
        return f"{window}{how}" if lang == "zh" else f"{how}{window}"

    def _say_window(self, lang: Lang) -> str:
        if self.years is None:
            return ""
        return f"近 {self.years} 年内" if lang == "zh" else f" in {self.years} years"

    def _say_way(self, fact: EventsFact, lang: Lang) -> str:
        zh = lang == "zh"
        if self.each is not None:
            each = points_text(self.each)
            return f"每次 {each} 分" if zh else f"{each} each"
        if self.by_kind is not None:
            kinds = {c.id: c.name[lang] for c in fact.kinds}
            said = [f"{kinds[k]} {points_text(p)}" for k, p in self.by_kind.items()]
            return "、".join(said) + " 分" if zh else ", ".join(said)
        if self.by_occurrence is not None:
            first, *others = (points_text(points) for points in self.by_occurrence)
            if zh:
                further = "、".join(others) or first
                if len(others) < 2:
                    return f"首次 {first} 分，其后每次 {further} 分"
                return f"首次 {first} 分，其后依次 {further} 分，再后同末档"
            return f"{first} the first, then {', '.join(others) or first} each further one"
        each, unit = points_text(self.per_amount or 0), f"{self.unit} {fact.unit[lang]}".strip()
        if zh:
            return f"合计每满 {unit}计 {each} 分"
        if self.unit == 1 and fact.unit.en:
            unit = singular(fact.unit.en) or f"unit ({fact.unit.en})"
        return f"{each} for each full {unit} in all"


_WAYS = ("each", "by_kind", "by_occurrence", "per_amount")
