"""Points for each full unit: 每满一个月计 0.25 分."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import AmountFact, CountFact
from jifen.formula import Code, Num, Rounded, Words, greatest, least, words
from jifen.quantity import PER_POINT, Number, Rounding, exact, number_text
from jifen.rules.rule import Facts, Measured, wrong
from jifen.text import Lang, Text


@frozen(kw_only=True)
class PerUnit(Measured):
    """Points for every full `unit` of a number beyond `start`, counted no further than `cap`.

    Attributes:
        unit: The size of a unit, above 0.
        points: The points of one unit.
        start: Where counting starts; the part up to it gives nothing.
        cap: Where counting ends, if it ends before the indicator's max does.
        continuous: Whether the law counts one unbroken stretch (连续); the fact must say the same.
        proportional: Whether a part of a unit counts in proportion (months ÷ 12 × 4).
        rounding: How points finer than 0.01 are rounded; needed where they can occur.
    """

    kind = "per_unit"

    unit: Number = 1
    points: Number
    start: Number = 0
    cap: Number | None = None
    continuous: bool = False
    proportional: bool = False
    rounding: Rounding | None = None

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if self.unit <= 0 or self.points < 0 or self.start < 0:
            yield wrong(
                "unit" if self.unit <= 0 else "points" if self.points < 0 else "start",
                "unit 须大于 0，points 与 start 不得为负",
                "unit must be above 0, points and start not below 0",
                "请改正",
                "Correct it",
            )
        elif self._leaves_quantum(facts) and self.rounding is None:
            yield wrong(
                "points",
                "分值可能不足百分位，而未写明取舍",
                "its points can be finer than 0.01 and no rounding is stated",
                '请写明 rounding = "down"、"half_up" 或 "up"',
                'State rounding = "down", "half_up" or "up", as the table says',
            )
        fact = facts[self.fact]
        if isinstance(fact, CountFact) and fact.continuous != self.continuous:
            yield wrong(
                "continuous",
                f"{self.fact} 与规则的计算方式（连续或累计）不一致",
                f"{self.fact} and the rule disagree on continuous against cumulative",
                "请使二者的 continuous 一致",
                "Give both the same `continuous`",
            )

    def _rate(self) -> Number:
        rate = Fraction(self.points * PER_POINT)
        return exact(rate / self.unit if self.proportional else rate)

    def _leaves_quantum(self, facts: Facts) -> bool:
        rate = self._rate()
        if not self.proportional:
            return not isinstance(rate, int)
        # Amounts move in hundredths; counts, years and months in ones.
        step = Fraction(1, 100) if isinstance(facts[self.fact], AmountFact) else 1
        return any(Fraction(rate * n).denominator > 1 for n in (step, self.start, self.cap or 0))

    def formula(self, facts: Facts) -> Num:
        beyond = self.number() if self.cap is None else least(self.number(), self.cap)
        if self.start:
            beyond = beyond - self.start
        if self.start or self.number().reach(Code(facts), {})[0] < 0:
            beyond = greatest(beyond, 0)
        if not self.proportional and (self.unit != 1 or isinstance(facts[self.fact], AmountFact)):
            beyond = beyond // self.unit
        points = beyond * self._rate()
        return points if self.rounding is None else Rounded(points, self.rounding)

    def reason(self, facts: Facts, lang: Lang) -> Words:
        comma = "，" if lang == "zh" else ", "
        return words(self.say_number(facts, lang), comma, self.describe(facts, lang))

    def describe(self, facts: Facts, lang: Lang) -> str:
        return (self._rule_zh if lang == "zh" else self._rule_en)(self.unit_of(facts, lang))

    def _rule_zh(self, unit: str) -> str:
        text = f"每{'' if self.proportional else '满'} {number_text(self.unit)}{unit}"
        text += f"计 {number_text(self.points)} 分"
        if self.start:
            text += f"，自 {number_text(self.start)} 起计"
        if self.cap is not None:
            text += f"，至多计 {number_text(self.cap)}"
        return text + (f"，{_ROUNDING[self.rounding].zh}" if self.rounding else "")

    def _rule_en(self, unit: str) -> str:
        size = f"{'' if self.proportional else 'full '}{number_text(self.unit)}{unit}"
        text = f"{number_text(self.points)} for each {size}"
        if self.start:
            text += f" beyond {number_text(self.start)}"
        if self.cap is not None:
            text += f", counted up to {number_text(self.cap)}"
        return text + (f", {_ROUNDING[self.rounding].en}" if self.rounding else "")


_ROUNDING = {
    "down": Text("舍去尾数", "rounded down"),
    "half_up": Text("四舍五入", "rounded half up"),
    "up": Text("进位", "rounded up"),
}
