"""What rules made of rules have in common."""

from collections.abc import Iterable

from attrs import frozen

from jifen.errors import Problem
from jifen.formula import (
    AtLeast,
    Cond,
    InPoints,
    Num,
    Words,
    cases,
    chosen,
    either,
    every,
    joined,
    words,
)  # fmt: skip
from jifen.rules.measured import Measured
from jifen.rules.rule import Facts, Rule, unique, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Several(Rule):
    """A rule made of rules. A part that is not claimed gives nothing.

    Attributes:
        rules: The parts, at least two, in the order of the law.
    """

    rules: tuple[Rule, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return unique(*(fact for rule in self.rules for fact in rule.reads))

    def claimed(self) -> Cond:
        return either(rule.claimed() for rule in self.rules)

    def check(self, facts: Facts) -> Iterable[Problem]:
        if len(self.rules) < 2:
            yield wrong(
                "rules",
                "少于两个部分",
                "it has fewer than two parts",
                "请列出各部分，或直接使用单一规则",
                "List its parts, or use the single rule itself",
            )
        for i, rule in enumerate(self.rules):
            yield from (problem.under(f"rules[{i}]") for problem in rule.check(facts))

    def parts(self, facts: Facts) -> list[Num]:
        """The points of every part, 0 where it is not claimed."""
        return [cases((rule.claimed(), rule.formula(facts))) for rule in self.rules]

    def say_parts(self, facts: Facts, lang: Lang) -> Words:
        """The reason and the points of every part that is claimed."""
        arrow, end, semicolon = (" → ", " 分", "；") if lang == "zh" else (" → ", "", "; ")
        return joined(
            semicolon,
            (
                (
                    rule.claimed(),
                    words(rule.reason(facts, lang), arrow, InPoints(rule.formula(facts)), end),
                )
                for rule in self.rules
            ),
        )

    def describe_parts(self, facts: Facts, lang: Lang) -> str:
        """What every part says, numbered, since a part may itself be a list."""
        semicolon = "；" if lang == "zh" else "; "
        said = (named(rule, facts, lang) for rule in self.rules)
        return semicolon.join(f"({n}) {text}" for n, text in enumerate(said, 1))

    def figure_of_part(self, n: int, facts: Facts) -> Words:
        """The path of the figure that decided a part."""
        return figure_under(f"rules[{n}]", self.rules[n], facts)

    def figure_of_extreme(self, facts: Facts, *, greatest: bool) -> Words:
        """The path of the figure that decided the first part with the most (or least) points."""
        parts, sign = self.parts(facts), -1 if greatest else 1

        def is_extreme(n: int) -> Cond:
            others = (part for m, part in enumerate(parts) if m != n)
            return every(AtLeast(parts[n] * -sign + other * sign, 0) for other in others)

        return chosen(
            *(
                (every((rule.claimed(), is_extreme(n))), self.figure_of_part(n, facts))
                for n, rule in enumerate(self.rules)
            )
        )


def figure_under(path: str, rule: Rule, facts: Facts) -> Words:
    """The path of the figure that decided a rule which stands at a path of another."""
    inner = rule.decided_by(facts)
    return words(path) if inner == words() else words(f"{path}.", inner)


def named(rule: Rule, facts: Facts, lang: Lang) -> str:
    """What a rule says where the fact it reads must be named, because others stand beside it."""
    text, comma = rule.describe(facts, lang), "，" if lang == "zh" else ", "
    name = facts[rule.reads[0]].name[lang]
    names_it = text.startswith(name) or not (isinstance(rule, Measured) or len(rule.reads) == 1)
    return text if names_it else f"{name}{comma}{text}"
