"""Points for each full unit: 每满一个月计 0.25 分."""

from collections.abc import Iterable

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import Words, words
from jifen.quantity import Number, number_text
from jifen.rules.rated import Rate, Rated
from jifen.rules.rule import Facts, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class PerUnit(Rated):
    """Points for every full `unit` of a number beyond `start`, counted no further than `cap`.

    Attributes:
        points: The points of one unit.
        start: Where counting starts; the part up to it gives nothing.
        cap: Where counting ends, if it ends before the indicator's max does.
    """

    kind = "per_unit"

    points: Number
    start: Number = 0
    cap: Number | None = None

    def rates(self) -> tuple[Rate]:
        return (Rate(self.start, self.cap, self.points, at="points", ends_at="cap"),)

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if self.start < 0:
            yield wrong(
                "start", "start 为负", "start is below 0", "请改正", "Count from 0 or further up"
            )

    def reason_of_number(self, facts: Facts, lang: Lang) -> Words:
        comma = "，" if lang == "zh" else ", "
        return words(self.say_number(facts, lang), comma, self.say_rule(facts, lang))

    def say_rule(self, facts: Facts, lang: Lang) -> str:
        (rate,) = self.rates()
        text, zh = self.say_rate(rate, facts, lang), lang == "zh"
        if self.start:
            start = number_text(self.start)
            text += f"，自 {start} 起计" if zh else f" beyond {start}"
        if self.cap is not None:
            cap = number_text(self.cap)
            text += f"，至多计 {cap}" if zh else f", counted up to {cap}"
        return text + self.say_rounding(lang)
