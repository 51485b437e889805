"""Points that grow less each time: 首次计 10 分，以后每次少计 2 分."""

from collections.abc import Iterable

from attrs import frozen

import jifen
from jifen.formula import InPoints, Num, Words, greatest, least, total, words

MOST_STEPS = 100
"""A table that declines more slowly than this is hardly meant."""


@frozen(kw_only=True)
class Declining(jifen.Measured):
    """`first` points for the first, and `less` fewer for each further one, down to none.

    Being a `jifen.Measured`, it reads its number off a count, an amount or a date, which may be
    limited by another fact, and gives nothing where the number is not known.

    Attributes:
        first: The points of the first.
        less: By how many points each further one gives less.
    """

    kind = "declining"

    first: jifen.Quanta
    less: jifen.Quanta

    def check(self, facts: jifen.Facts) -> Iterable[jifen.Problem]:
        yield from super().check(facts)
        if not 0 < self.less <= self.first <= self.less * MOST_STEPS:
            yield jifen.Problem(
                "less",
                jifen.Text(
                    f"每次少计的分值须大于 0、不大于首次，且 {MOST_STEPS} 次内减至 0",
                    f"it is not above 0 and at most `first`, or does not reach 0 in {MOST_STEPS}",
                ),
                jifen.Text("请核对 first 与 less", "Check first and less against the table"),
            )

    def _steps(self) -> list[int]:
        """The quanta of the first, the second, and so on, as long as they give any."""
        return list(range(self.first, 0, -self.less))

    def points_of_number(self, facts: jifen.Facts) -> Num:
        # One node for each step: whether there are so many, 0 or 1, times what the step gives.
        times = self.number() // 1
        return total(least(greatest(times - n, 0), 1) * p for n, p in enumerate(self._steps()))

    def reason_of_number(self, facts: jifen.Facts, lang: jifen.Lang) -> Words:
        comma, makes = ("，", "，计 ") if lang == "zh" else (", ", ": ")
        points = words(InPoints(self.points_of_number(facts)), " 分" if lang == "zh" else "")
        number = self.say_number(facts, lang)
        return words(number, comma, self.say_rule(facts, lang), makes, points)

    def say_rule(self, facts: jifen.Facts, lang: jifen.Lang) -> str:
        first, less = jifen.points(self.first), jifen.points(self.less)
        if lang == "zh":
            return f"首次计 {first} 分，以后每次少计 {less} 分"
        return f"{first} for the first and {less} less for each further one"
