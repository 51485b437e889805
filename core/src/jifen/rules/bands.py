"""Half-open bands of a number give points: 满 12 个月不满 24 个月计 5 分."""

from collections.abc import Iterable
from itertools import pairwise

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import AtLeast, Cond, Not, Num, Words, cases, chosen, every, words
from jifen.quantity import Number, Quanta, number_text, points_text
from jifen.rules.measured import Measured
from jifen.rules.rule import Facts, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Band:
    """The numbers from `from`, included, to `to`, excluded; without `to` there is no end.

    Attributes:
        from_: The least number of the band.
        to: The first number above it, or None.
        points: The points of every number in it.
    """

    from_: Number
    to: Number | None = None
    points: Quanta


@frozen(kw_only=True)
class Bands(Measured):
    """The points of the band that a number falls in; below the first band there are none.

    Attributes:
        bands: The bands from the lowest up, each beginning where the last ended.
    """

    kind = "bands"

    bands: tuple[Band, ...]

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if not self.bands:
            yield wrong("bands", "没有分档", "there are no bands", "请列出分档", "List the bands")
        for i, band in enumerate(self.bands):
            if band.to is not None and band.to <= band.from_:
                yield wrong(
                    f"bands[{i}].to",
                    "分档为空：to 不大于 from",
                    "the band is empty: `to` is not above `from`",
                    "下限含、上限不含，请改正",
                    "`from` is included and `to` is not; correct them",
                    code="JF308",
                )
        for i, (lower, upper) in enumerate(pairwise(self.bands)):
            end = "∞" if lower.to is None else number_text(lower.to)
            if lower.to != upper.from_:
                gap = lower.to is not None and lower.to < upper.from_
                yield wrong(
                    f"bands[{i + 1}].from",
                    f"与前一档{'之间有空档' if gap else '重叠'}：前档至 {end}，本档自 {number_text(upper.from_)}",
                    f"there is {'a gap' if gap else 'an overlap'}: the band before ends at {end}, "
                    f"this one begins at {number_text(upper.from_)}",
                    "请使各档首尾相接，不得分的一档写 points = 0",
                    "Let each band begin where the last ended; give a band without points 0",
                    code="JF306" if gap else "JF307",
                )

    def _in(self, band: Band) -> Cond:
        low = AtLeast(self.number(), band.from_)
        return low if band.to is None else every((low, Not(AtLeast(self.number(), band.to))))

    def points_of_number(self, facts: Facts) -> Num:
        return cases(*((self._in(band), band.points) for band in self.bands))

    def reason_of_number(self, facts: Facts, lang: Lang) -> Words:
        zh, unit = lang == "zh", self.unit_of(facts, lang)
        say, comma = (_say_zh, "，") if zh else (_say_en, ", ")
        lowest = self.bands[0].from_
        first = AtLeast(self.number(), lowest)
        edge = number_text(lowest) + self.unit_of(facts, lang, lowest)
        return words(
            self.say_number(facts, lang),
            chosen(
                (Not(first), f"，不满 {edge}，不计分" if zh else f", less than {edge}: none"),
                *((self._in(band), comma + say(band, unit)) for band in self.bands),
                otherwise="，超出最高一档，不计分" if zh else ", beyond the last band: none",
            ),
        )

    def say_rule(self, facts: Facts, lang: Lang) -> str:
        say, semicolon = (_say_zh, "；") if lang == "zh" else (_say_en, "; ")
        return semicolon.join(say(band, self.unit_of(facts, lang)) for band in self.bands)

    def figure_of_number(self, facts: Facts) -> Words:
        return chosen(*((self._in(b), f"bands[{n}].points") for n, b in enumerate(self.bands)))


def _say_zh(band: Band, unit: str) -> str:
    high = "" if band.to is None else f"不满 {number_text(band.to)}{unit}"
    return f"满 {number_text(band.from_)}{unit}{high}，计 {points_text(band.points)} 分"


def _say_en(band: Band, unit: str) -> str:
    high = " or more" if band.to is None else f" and less than {number_text(band.to)}"
    return f"{number_text(band.from_)}{high}{unit}: {points_text(band.points)}"
