"""A flag gives points: 是则得分."""

from collections.abc import Iterable

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import FlagFact
from jifen.formula import Is, Num, Words, cases, chosen
from jifen.quantity import Quanta, points_text
from jifen.rules.rule import Facts, Rule, accepts
from jifen.text import Lang


@frozen(kw_only=True)
class Flag(Rule):
    """Points if a flag is true, none if it is false.

    Attributes:
        fact: A flag.
        points: The points if it is true.
    """

    kind = "flag"

    fact: str
    points: Quanta

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.fact,)

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from accepts(facts, self.fact, FlagFact)

    def formula(self, facts: Facts) -> Num:
        return cases((Is(self.fact, (True,)), self.points))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        name, points = facts[self.fact].name[lang], self._say_points(lang)
        if lang == "zh":
            yes, no = f"{name}：是，{points}", f"{name}：否"
        else:
            yes, no = f"{name}: yes, {points}", f"{name}: no"
        return chosen((Is(self.fact, (True,)), yes), otherwise=no)

    def describe(self, facts: Facts, lang: Lang) -> str:
        return (
            f"{facts[self.fact].name[lang]}{'，' if lang == 'zh' else ': '}{self._say_points(lang)}"
        )

    def _say_points(self, lang: Lang) -> str:
        points = points_text(self.points)
        return f"计 {points} 分" if lang == "zh" else points
