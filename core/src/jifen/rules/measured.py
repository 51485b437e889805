"""A number read off a fact, and the rules that go by one."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import AmountFact, CountFact, DateFact
from jifen.formula import (
    Cond,
    Counted,
    Elapsed,
    Num,
    Present,
    Said,
    Value,
    Words,
    cases,
    chosen,
    either,
    every,
    least,
    words,
)  # fmt: skip
from jifen.quantity import Number
from jifen.rules.rule import Facts, Rule, accepts, wrong
from jifen.text import Lang, Text, after

Measure: TypeAlias = Literal["value", "years", "months"]
"""What is read off a fact: its value, or the complete years or months since its date."""


@frozen(kw_only=True)
class Reading:
    """One number: a count, an amount, or the time since a date.

    Attributes:
        fact: The fact it is read off.
        measure: What is read off it. A date is read in complete `years` or `months`.
        at_most_fact: A count or an amount that limits it, such as insured years beyond which
            years of residence do not count. Where either is absent, there is no number.
    """

    fact: str
    measure: Measure = "value"
    at_most_fact: str | None = None

    @property
    def facts_read(self) -> tuple[str, ...]:
        """The fact, and the one that limits it if there is one."""
        return (self.fact,) if self.at_most_fact is None else (self.fact, self.at_most_fact)

    def present(self) -> Cond:
        """When there is a number."""
        return every(Present(fact) for fact in self.facts_read)

    def given(self) -> Cond:
        """When there is a number, or at least a part of what makes it."""
        return either(Present(fact) for fact in self.facts_read)

    def check_reading(self, facts: Facts) -> Iterable[Problem]:
        """What is wrong with it, given the declared facts."""
        types = (CountFact, AmountFact) if self.measure == "value" else (DateFact,)
        yield from accepts(facts, self.fact, *types)
        if self.at_most_fact is None:
            return
        yield from accepts(facts, self.at_most_fact, CountFact, AmountFact, at="at_most_fact")
        mine, other = (self.unit_of(facts, "zh"), after(_unit(facts, self.at_most_fact), "zh")[0])
        if self.measure != "years" and mine and other and mine != other:
            yield wrong(
                "at_most_fact",
                f"单位不同：{self.fact} 为{mine}，{self.at_most_fact} 为{other}",
                f"{self.fact} and {self.at_most_fact} are not counted in the same unit",
                "请使用单位相同的事实",
                "Limit it by a fact of the same unit",
            )

    def number(self) -> Num:
        """The number."""
        if self.measure == "value":
            own: Num = Value(self.fact)
        else:
            own = Elapsed(self.fact, months=self.measure == "months")
        return own if self.at_most_fact is None else least(own, Value(self.at_most_fact))

    def say_number(self, facts: Facts, lang: Lang) -> Words:
        """It in words: `48 个月`, `1982-05-01，满 40 周岁`."""
        said = self._say_own(facts, lang)
        if self.at_most_fact is None:
            return said
        limit, name = Said(self.at_most_fact, lang), facts[self.at_most_fact].name[lang]
        if lang == "zh":
            return words(said, f"，以{name} ", limit, "为限")
        return words(said, f", limited by {name}: ", limit)

    def say_given(self, facts: Facts, lang: Lang) -> Words:
        """What is given of it, where something is and there is no number all the same."""
        if self.at_most_fact is None:
            return words()
        colon = "：" if lang == "zh" else ": "
        limit = words(facts[self.at_most_fact].name[lang], colon, Said(self.at_most_fact, lang))
        return chosen((Present(self.fact), self._say_own(facts, lang)), otherwise=limit)

    def _say_own(self, facts: Facts, lang: Lang) -> Words:
        said = Said(self.fact, lang)
        if self.measure == "value":
            return said
        elapsed = Elapsed(self.fact, months=self.measure == "months")
        full = "，满 " if lang == "zh" else ", "
        return words(said, full, Counted(elapsed, after(self._unit_of(facts), lang)))

    def say_limit(self, facts: Facts, lang: Lang) -> str:
        """What limits it, without an applicant; empty if nothing does."""
        if self.at_most_fact is None:
            return ""
        name = facts[self.at_most_fact].name[lang]
        return f"，以{name}为限" if lang == "zh" else f", limited by {name}"

    def unit_of(self, facts: Facts, lang: Lang, figure: Number | None = None) -> str:
        """What the number counts, as it follows a figure: ` 个月`."""
        return after(self._unit_of(facts), lang)[figure == 1]

    def _unit_of(self, facts: Facts) -> Text:
        return _MONTHS if self.measure == "months" else _unit(facts, self.fact)


@frozen(kw_only=True)
class Measured(Reading, Rule):
    """A rule over one number. Given a fact without the one that limits it, it gives 0."""

    @property
    def reads(self) -> tuple[str, ...]:
        return self.facts_read

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from self.check_reading(facts)

    @abstractmethod
    def points_of_number(self, facts: Facts) -> Num:
        """Its points in quanta, where there is a number."""

    @abstractmethod
    def reason_of_number(self, facts: Facts, lang: Lang) -> Words:
        """Why it gives those points."""

    def figure_of_number(self, facts: Facts) -> Words:
        """The path of the figure that decided them; empty for the whole rule."""
        return words()

    def formula(self, facts: Facts) -> Num:
        points = self.points_of_number(facts)
        return points if self.at_most_fact is None else cases((self.present(), points))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        reason = self.reason_of_number(facts, lang)
        if self.at_most_fact is None:
            return reason
        return chosen((self.present(), reason), otherwise=self.say_given(facts, lang))

    def decided_by(self, facts: Facts) -> Words:
        figure = self.figure_of_number(facts)
        return figure if self.at_most_fact is None else chosen((self.present(), figure))

    @abstractmethod
    def say_rule(self, facts: Facts, lang: Lang) -> str:
        """What it makes of the number, without an applicant."""

    def describe(self, facts: Facts, lang: Lang) -> str:
        return self.say_rule(facts, lang) + self.say_limit(facts, lang)


_MONTHS = Text("个月", "months")


def _unit(facts: Facts, fact: str) -> Text:
    unit: Text = getattr(facts[fact], "unit", Text("", ""))
    return unit
