"""Points that rise one by one from a stretch: 55 至 60 周岁计 5 分，每小 1 岁加 1 分."""

from collections.abc import Iterable

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import AtLeast, Cond, Not, Num, Words, cases, chosen, least, words
from jifen.quantity import Quanta, points_text
from jifen.rules.measured import Measured
from jifen.rules.rule import Facts, wrong
from jifen.text import Lang, Text


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
        stated_to: The last number on the rising side that the table speaks of, where it does not
            speak of all: further on the points rise alike, and are the figure `unstated`.
    """

    kind = "ramp"

    from_: int
    to: int
    points: Quanta
    each_below: Quanta | None = None
    each_above: Quanta | None = None
    max: Quanta
    stated_to: int | None = None

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
        if self.stated_to is not None and self.from_ <= self.stated_to <= self.to:
            yield wrong(
                "stated_to",
                "stated_to 不在递增的一侧",
                "stated_to is not on the rising side",
                "请写表中递增一侧的最后一个数",
                "Give the last number of that side that the table speaks of",
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

    def points_of_number(self, facts: Facts) -> Num:
        number = self.number()
        below = above = cases()
        if self.each_below is not None:
            steps = (self.from_ - number) // 1
            below = least(steps * self.each_below + self.points, self.max)
        if self.each_above is not None:
            steps = (number - self.to) // 1
            above = least(steps * self.each_above + self.points, self.max)
        return cases((self._below(), below), (self._inside(), self.points), otherwise=above)

    def reason_of_number(self, facts: Facts, lang: Lang) -> Words:
        comma, unit = "，" if lang == "zh" else ", ", self.unit_of(facts, lang)
        stretch = comma + self._say_stretch(unit, lang)
        below, above = (stretch + comma + side for side in self._say_sides(unit, lang))
        return words(
            self.say_number(facts, lang),
            chosen((self._below(), below), (self._inside(), stretch), otherwise=above),
        )

    def say_rule(self, facts: Facts, lang: Lang) -> str:
        unit = self.unit_of(facts, lang)
        said = (self._say_stretch(unit, lang), *self._say_sides(unit, lang))
        return ("，" if lang == "zh" else ", ").join(said)

    def figure_of_number(self, facts: Facts) -> Words:
        number, stated_to = self.number(), self.stated_to
        silent: list[tuple[Cond, str]] = []
        if self.each_above is None:
            if stated_to is not None:
                silent = [(Not(AtLeast(number, stated_to)), "unstated")]
            return chosen(*silent, (self._inside(), ""), otherwise="beyond")
        if stated_to is not None:
            silent = [(AtLeast(number, stated_to + 1), "unstated")]
        return chosen((self._below(), "beyond"), *silent)

    def _say_stretch(self, unit: str, lang: Lang) -> str:
        points = points_text(self.points)
        if lang == "zh":
            return f"{self.from_} 至 {self.to}{unit}计 {points} 分"
        return f"{points} from {self.from_} to {self.to}{unit}"

    def _say_sides(self, unit: str, lang: Lang) -> tuple[str, str]:
        def side(word: Text, end: int, each: Quanta | None) -> str:
            if each is None:
                none = f"{word.zh}于 {end}{unit}不计分"
                return none if lang == "zh" else f"none {word.en} {end}"
            more, most = points_text(each), points_text(self.max)
            if lang == "zh":
                return f"每{word.zh} 1{unit}加 {more} 分，至多 {most} 分"
            return f"{more} more for each one {word.en} it, at most {most}"

        return (
            side(Text("小", "below"), self.from_, self.each_below),
            side(Text("大", "above"), self.to, self.each_above),
        )
