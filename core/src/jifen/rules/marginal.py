"""Rates by stretch: 不超过 24 个月的部分每月计 0.5 分，超过 24 个月的部分每月计 0.25 分."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import Plain, Words, chosen, joined, words
from jifen.quantity import PER_POINT, Number, number_text
from jifen.rules.rated import Rate, Rated
from jifen.rules.rule import Facts, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Stretch:
    """The part of a number from where the stretch before it ended.

    Attributes:
        to: Where it ends, this number included; only the last may be without.
        points: The points of one unit of it.
    """

    to: Number | None = None
    points: Number


@frozen(kw_only=True)
class Marginal(Rated):
    """Every full `unit` gives the points of the stretch that it lies in.

    Attributes:
        stretches: The stretches from 0 up, each beginning where the last ended; beyond the end
            of the last, if it has one, nothing more is counted.
    """

    kind = "marginal"

    stretches: tuple[Stretch, ...]

    def rates(self) -> Sequence[Rate]:
        ends = [0, *(stretch.to or 0 for stretch in self.stretches)]
        return [
            Rate(low, s.to, s.points, at=f"stretches[{n}].points", ends_at=f"stretches[{n}].to")
            for n, (low, s) in enumerate(zip(ends, self.stretches, strict=False))
        ]

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from super().check(facts)
        if len(self.stretches) < 2:
            yield wrong(
                "stretches",
                "少于两段",
                "it has fewer than two stretches",
                "请列出各段；只有一种分值的用 per_unit",
                "List the stretches, or use per_unit where there is one rate",
            )
        for n, stretch in enumerate(self.stretches[:-1]):
            if stretch.to is None:
                yield wrong(
                    f"stretches[{n}].to",
                    "此段没有终点，其后各段计不到",
                    "the stretch has no end, so that those after it are never reached",
                    "只有最后一段可以不写 to",
                    "Only the last may be without `to`",
                )
            elif self.unit > 0 and not self.proportional and stretch.to % self.unit:
                yield wrong(
                    f"stretches[{n}].to",
                    f"此段止于 {number_text(stretch.to)}，不是 {number_text(self.unit)} 的整数倍",
                    f"it ends at {number_text(stretch.to)}, inside a unit of {number_text(self.unit)}",
                    "请在整单位处分段，或写明 proportional = true",
                    "End it where a unit ends, or count parts with proportional = true",
                )

    def reason_of_number(self, facts: Facts, lang: Lang) -> Words:
        colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
        makes, end = ("，计 ", " 分") if lang == "zh" else (" = ", "")

        def say(rate: Rate) -> Words:
            stretch = self._say_stretch(rate, facts, lang)
            points = Plain(self.points_of(rate, facts) * Fraction(1, PER_POINT))
            return words(stretch, makes, points, end) if rate.points else words(stretch)

        first, *further = self.rates()
        more = joined("", ((self.reaches(rate), words(semicolon, say(rate))) for rate in further))
        number, rounding = self.say_number(facts, lang), self.say_rounding(lang)
        return words(number, colon, say(first), more, rounding)

    def say_rule(self, facts: Facts, lang: Lang) -> str:
        semicolon = "；" if lang == "zh" else "; "
        said = [self._say_stretch(rate, facts, lang) for rate in self.rates()]
        end = self.stretches[-1].to
        if end is not None:
            edge = f"{number_text(end)}{self.unit_of(facts, lang, end)}"
            said.append(f"超过 {edge}的部分不计" if lang == "zh" else f"none beyond {edge}")
        return semicolon.join(said) + self.say_rounding(lang)

    def _say_stretch(self, rate: Rate, facts: Facts, lang: Lang) -> str:
        zh, end = lang == "zh", rate.high
        low = f"{number_text(rate.low)}{self.unit_of(facts, lang, rate.low)}"
        high = "" if end is None else f"{number_text(end)}{self.unit_of(facts, lang, end)}"
        if not rate.points:
            each = "不计分" if zh else "none"
        else:
            each = (
                f"，{self.say_rate(rate, facts, lang)}" if zh else self.say_rate(rate, facts, lang)
            )
        if zh:
            up_to = f"至 {high}" if high else ""
            part = f"超过 {low}{up_to}的部分" if rate.low else f"不超过 {high}的部分"
            return f"{part}{each}"
        up_to = f" up to {high}" if high else ""
        return f"{each}{f' beyond {low}' if rate.low else ''}{up_to}"

    def figure_of_number(self, facts: Facts) -> Words:
        """The rate of the first stretch, or all of them where the number reaches beyond it."""
        first, second, *_ = self.rates()
        return chosen((self.reaches(second), "stretches"), otherwise=first.at)
