"""Points that rise one by one from a stretch: 55 至 60 周岁计 5 分，每小 1 岁加 1 分."""

from collections.abc import Iterable

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import AtLeast, Not, Num, Words, cases, chosen, least, words
from jifen.quantity import Quanta, points_text
from jifen.rules.rule import Facts, Measured, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Ramp(Measured):
    """`points` in the stretch `from` … `to`, then more for each full one below it (or above it).

    On the other side of the stretch there are no points: the figure `beyond`.

    Attributes:
        from_: The least number of the stretch, included.
        to: The greatest, included.
        points: The points inside the stretch.
        each_below: The points added for each full one below `from`.
        each_above: The points added for each full one above `to`.
        max: The most points the ramp gives.
    """

    kind = "ramp"

    from_: int
    to: int
    points: Quanta
    each_below: Quanta | None = None
    each_above: Quanta | None = None
    max: Quanta

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if (self.each_below is None) == (self.each_above is None):
            yield wrong(
                "each_below",
                "each_below 与 each_above 须且只能有一个",
                "it needs each_below or each_above, and not both",
                "请保留其一",
                "Keep one of them",
            )
        if self.from_ > self.to:
            yield wrong("from", "from 大于 to", "from is greater than to", "请对调", "Swap them")
        if self.max < self.points:
            yield wrong(
                "max", "max 小于 points", "max is less than points", "请改正", "Correct them"
            )

    def _below(self) -> Not:
        return Not(AtLeast(self.number(), self.from_))

    def _inside(self) -> Not:
        # The stretch ends before to + 1, so that it holds for amounts between whole ones too.
        return Not(AtLeast(self.number(), self.to + 1))

    def formula(self, facts: Facts) -> Num:
        number = self.number()
        below = above = cases()
        if self.each_below is not None:
            steps = (self.from_ - number) // 1
            below = least(steps * self.each_below + self.points, self.max)
        if self.each_above is not None:
            steps = (number - self.to) // 1
            above = least(steps * self.each_above + self.points, self.max)
        return cases((self._below(), below), (self._inside(), self.points), otherwise=above)

    def reason(self, facts: Facts, lang: Lang) -> Words:
        say = self._say_zh if lang == "zh" else self._say_en
        below, inside, above = say(self.unit_of(facts, lang))
        return words(
            self.say_number(facts, lang),
            chosen((self._below(), below), (self._inside(), inside), otherwise=above),
        )

    def decided_by(self, facts: Facts) -> Words:
        if self.each_above is None:
            return chosen((self._inside(), ""), otherwise="beyond")
        return chosen((self._below(), "beyond"))

    def _say_zh(self, unit: str) -> tuple[str, str, str]:
        base, most = points_text(self.points), points_text(self.max)
        stretch = f"，{self.from_} 至 {self.to}{unit}计 {base} 分"

        def side(word: str, end: int, each: Quanta | None) -> str:
            if each is None:
                return f"{stretch}，{word}于 {end}{unit}不计分"
            return f"{stretch}，每{word} 1{unit}加 {points_text(each)} 分，至多 {most} 分"

        return (
            side("小", self.from_, self.each_below),
            stretch,
            side("大", self.to, self.each_above),
        )

    def _say_en(self, unit: str) -> tuple[str, str, str]:
        base, most = points_text(self.points), points_text(self.max)
        stretch = f", {base} from {self.from_} to {self.to}{unit}"

        def side(word: str, end: int, each: Quanta | None) -> str:
            if each is None:
                return f"{stretch}, none {word} {end}"
            return f"{stretch}, {points_text(each)} more for each one {word} it, at most {most}"

        return (
            side("below", self.from_, self.each_below),
            stretch,
            side("above", self.to, self.each_above),
        )
