"""Rules that give points for each unit of a number, at one rate or at several."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import AmountFact, CountFact
from jifen.formula import AtLeast, Code, Cond, Not, Num, Rounded, greatest, least, total
from jifen.quantity import PER_POINT, Number, Rounding, exact, number_text
from jifen.rules.measured import Measured
from jifen.rules.rule import Facts, wrong
from jifen.text import Lang, Text, singular


@frozen
class Rate:
    """A stretch of the number, each unit of which gives the same points.

    Attributes:
        low: Where the stretch begins; what lies up to it is not of this stretch.
        high: Where it ends, if it does.
        points: The points of one unit.
        at: The path of those points in the rule.
        ends_at: The path of `high`.
    """

    low: Number
    high: Number | None
    points: Number
    at: str
    ends_at: str


@frozen(kw_only=True)
class Rated(Measured):
    """Points for every full `unit` of a number.

    Attributes:
        unit: The size of a unit, above 0.
        continuous: Whether the law counts one unbroken stretch (连续); the fact must say the same.
        proportional: Whether a part of a unit counts in proportion (months ÷ 12 × 4).
        rounding: How points finer than 0.01 are rounded, once and at the end; needed where they
            can occur.
    """

    unit: Number = 1
    continuous: bool = False
    proportional: bool = False
    rounding: Rounding | None = None

    @abstractmethod
    def rates(self) -> Sequence[Rate]:
        """Its stretches, from the lowest up."""

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if self.unit <= 0:
            yield wrong(
                "unit", "unit 须大于 0", "unit is not above 0", "请改正", "Give a size above 0"
            )
            return
        for rate in self.rates():
            yield from self._rate_problems(rate, facts)
        fact = facts[self.fact]
        if isinstance(fact, CountFact) and fact.continuous != self.continuous:
            yield wrong(
                "continuous",
                f"{self.fact} 与规则的计算方式（连续或累计）不一致",
                f"{self.fact} and the rule disagree on continuous against cumulative",
                "请使二者的 continuous 一致",
                "Give both the same `continuous`",
            )

    def _rate_problems(self, rate: Rate, facts: Facts) -> Iterable[Problem]:
        if rate.points < 0:
            yield wrong(
                rate.at, "分值为负", "its points are below 0", "请改正", "Give 0 points or more"
            )
        elif self._leaves_quantum(rate, facts) and self.rounding is None:
            yield wrong(
                rate.at,
                "分值可能不足百分位，而未写明取舍",
                "its points can be finer than 0.01 and no rounding is stated",
                '请写明 rounding = "down"、"half_up" 或 "up"',
                'State rounding = "down", "half_up" or "up", as the table says',
                code="JF310",
            )
        if rate.high is not None and rate.high <= rate.low:
            low, high = number_text(rate.low), number_text(rate.high)
            yield wrong(
                rate.ends_at,
                f"止于 {high}，不大于其起点 {low}，一个单位也计不到",
                f"it ends at {high}, not above its beginning {low}: nothing is counted",
                "请改正",
                "Correct it",
            )

    def _quanta_of(self, rate: Rate) -> Number:
        quanta = Fraction(rate.points * PER_POINT)
        return exact(quanta / self.unit if self.proportional else quanta)

    def _leaves_quantum(self, rate: Rate, facts: Facts) -> bool:
        each = self._quanta_of(rate)
        if not self.proportional:
            return not isinstance(each, int)
        # Amounts move in hundredths; counts, years and months in ones.
        step = Fraction(1, 100) if self._counts_parts(facts) else 1
        ends = (step, rate.low, rate.high or 0)
        return any(Fraction(each * end).denominator > 1 for end in ends)

    def _counts_parts(self, facts: Facts) -> bool:
        return any(isinstance(facts[fact], AmountFact) for fact in self.facts_read)

    def _counts_ones(self, rate: Rate, facts: Facts) -> bool:
        """Whether what is counted is whole units as it stands, with nothing to leave off."""
        whole_ends = isinstance(rate.low, int) and isinstance(rate.high, int | None)
        return self.unit == 1 and whole_ends and not self._counts_parts(facts)

    def points_of(self, rate: Rate, facts: Facts) -> Num:
        """The points of one stretch in quanta, before any rounding."""
        number = self.number()
        units = number if rate.high is None else least(number, rate.high)
        if rate.low:
            units = units - rate.low
        if rate.low or number.reach(Code(facts), {})[0] < 0:
            units = greatest(units, 0)
        if not self.proportional and not self._counts_ones(rate, facts):
            units = units // self.unit
        return units * self._quanta_of(rate)

    def reaches(self, rate: Rate) -> Cond:
        """Whether the number goes beyond the beginning of a stretch."""
        return Not(AtLeast(self.number() * -1, -rate.low))

    def points_of_number(self, facts: Facts) -> Num:
        parts = [self.points_of(rate, facts) for rate in self.rates()]
        points = parts[0] if len(parts) == 1 else total(parts)
        if self.rounding is None and not self.proportional:
            return points
        # Without a rounding stated, parts of a unit give whole quanta, but as a Fraction.
        return Rounded(points, self.rounding or "down")

    def say_rate(self, rate: Rate, facts: Facts, lang: Lang) -> str:
        """What a unit of a stretch gives: `每满 1 个月计 0.25 分`."""
        unit, points = self.unit_of(facts, lang), rate.points
        size = f"{number_text(self.unit)}{unit}"
        if lang == "zh":
            full, size = "" if self.proportional else "满", size if unit else f"{size} "
            return f"每{full} {size}计 {number_text(points)} 分"
        full = "" if self.proportional else "full "
        if self.unit == 1 and unit:
            # Of a unit whose singular is not known, neither `1 metres` nor a guess.
            size = singular(unit.strip()) or f"unit ({unit.strip()})"
        return f"{number_text(points)} for each {full}{size}"

    def say_rounding(self, lang: Lang) -> str:
        """How it rounds, at the end of what it says; empty if it need not."""
        if self.rounding is None:
            return ""
        return ("，" if lang == "zh" else ", ") + _ROUNDING[self.rounding][lang]


_ROUNDING: dict[Rounding, Text] = {
    "down": Text("舍去尾数", "rounded down"),
    "half_up": Text("四舍五入", "rounded half up"),
    "up": Text("进位", "rounded up"),
}
