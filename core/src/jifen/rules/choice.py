"""Each value of a choice gives points, the highest only: 按档计分，不累加."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from jifen.errors import Problem
from jifen.facts import ChoiceFact
from jifen.formula import Is, Num, Words, cases, chosen, words
from jifen.quantity import Quanta, fixed, points_text
from jifen.rules.rule import Facts, Rule, accepts, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Choice(Rule):
    """Points by the value of a choice; every value is given its points, 0 included.

    Attributes:
        fact: A choice.
        points: The points of each of its values.
    """

    kind = "choice"

    fact: str
    points: Mapping[str, Quanta] = field(converter=fixed)

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.fact,)

    def check(self, facts: Facts) -> Iterable[Problem]:
        fact = facts[self.fact]
        if not isinstance(fact, ChoiceFact):
            yield from accepts(facts, self.fact, ChoiceFact)
            return
        for missing in [c for c in fact.ids() if c not in self.points]:
            yield wrong(
                "points",
                f"{missing} 没有分值",
                f"{missing} has no points",
                f"请为 {self.fact} 的每个选项写明分值，不得分写 0",
                f"Give every choice of {self.fact} its points, 0 for none",
            )
        for unknown in [c for c in self.points if c not in fact.ids()]:
            yield wrong(
                f"points.{unknown}",
                f"{unknown} 不是 {self.fact} 的选项",
                f"{unknown} is no choice of {self.fact}",
                f"可用：{'、'.join(fact.ids())}",
                f"Its choices are {', '.join(fact.ids())}",
            )

    def formula(self, facts: Facts) -> Num:
        alike: dict[Quanta, list[str]] = {}
        for value, points in self.points.items():
            alike.setdefault(points, []).append(value)
        return cases(*((Is(self.fact, tuple(those)), p) for p, those in alike.items() if p))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        form = "{}，计 {} 分" if lang == "zh" else "{}, {}"
        return chosen(
            *(
                (Is(self.fact, (value,)), form.format(name, points))
                for value, name, points in self._say_values(facts, lang)
            )
        )

    def describe(self, facts: Facts, lang: Lang) -> str:
        values = self._say_values(facts, lang)
        if lang == "zh":
            said = "；".join(f"{name} {points} 分" for _, name, points in values)
            return f"{said}；取最高，不累加"
        said = "; ".join(f"{name}: {points}" for _, name, points in values)
        return f"{said}; the highest only"

    def _say_values(self, facts: Facts, lang: Lang) -> Iterable[tuple[str, str, str]]:
        said = facts[self.fact].said(lang)
        return [(value, said(value), points_text(p)) for value, p in self.points.items()]

    def decided_by(self, facts: Facts) -> Words:
        return chosen(
            *((Is(self.fact, (value,)), words(f"points.{value}")) for value in self.points)
        )
