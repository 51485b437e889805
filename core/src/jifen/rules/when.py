"""A guard before a rule: 符合条件的，方可计分."""

from collections.abc import Iterable

from attrs import frozen

from jifen.condition import Condition
from jifen.errors import Problem
from jifen.formula import Cond, Not, Num, Present, Words, cases, chosen, every, joined, words
from jifen.rules.rule import Facts, Rule, unique, wrong
from jifen.rules.several import figure_under, named
from jifen.text import Lang


@frozen(kw_only=True)
class When(Rule):
    """A rule that counts only if every condition is met.

    A guard over an absent fact leaves the whole unclaimed.

    Attributes:
        conditions: The guards, all of which must be met.
        then: The rule that counts if they are.
    """

    kind = "when"

    conditions: tuple[Condition, ...]
    then: Rule

    @property
    def reads(self) -> tuple[str, ...]:
        return unique(*(c.fact for c in self.conditions), *self.then.reads)

    def claimed(self) -> Cond:
        return every(Present(c.fact) for c in self.conditions)

    def check(self, facts: Facts) -> Iterable[Problem]:
        if not self.conditions:
            yield wrong(
                "conditions", "没有条件", "there is no condition", "请写明条件", "State a condition"
            )
        for i, condition in enumerate(self.conditions):
            yield from (problem.under(f"conditions[{i}]") for problem in condition.check(facts))
        yield from (problem.under("then") for problem in self.then.check(facts))

    def _open(self) -> Cond:
        return every((*(c.met() for c in self.conditions), self.then.claimed()))

    def formula(self, facts: Facts) -> Num:
        return cases((self._open(), self.then.formula(facts)))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        semicolon = "；" if lang == "zh" else "; "
        met = every(c.met() for c in self.conditions)
        said = [(c, c.say(facts, lang)) for c in self.conditions]
        guards = words(*(part for _, text in said for part in (text, semicolon)))
        return chosen(
            (Not(met), joined(semicolon, ((Not(c.met()), text) for c, text in said))),
            (self.then.claimed(), words(guards, self.then.reason(facts, lang))),
            otherwise=joined(semicolon, ((c.met(), text) for c, text in said)),
        )

    def describe(self, facts: Facts, lang: Lang) -> str:
        semicolon, then = ("；", "；符合的，") if lang == "zh" else ("; ", "; if so, ")
        guards = semicolon.join(c.describe(facts, lang) for c in self.conditions)
        return f"{guards}{then}{named(self.then, facts, lang)}"

    def decided_by(self, facts: Facts) -> Words:
        return chosen((self._open(), figure_under("then", self.then, facts)))
