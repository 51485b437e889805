"""Conditions on one fact: guards of rules (只有…才), and requirements of editions."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact, Fact, FlagFact
from jifen.formula import (
    AtLeast,
    Cond,
    Const,
    Is,
    Not,
    Said,
    ValidOn,
    Value,
    Words,
    chosen,
    words,
)  # fmt: skip
from jifen.quantity import Number, number_text
from jifen.text import Lang, Text


@frozen(kw_only=True)
class Condition:
    """One test of one fact; exactly one of the tests is given.

    Attributes:
        fact: The fact tested.
        is_: The flag or choice has this value.
        is_not: It has another value.
        one_of: The choice is one of these.
        at_least: The number is this or more.
        at_most: The number is this or less.
        valid: The date is that of the score or later (true), or earlier (false).
    """

    fact: str
    is_: bool | str | None = None
    is_not: bool | str | None = None
    one_of: tuple[str, ...] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    valid: bool | None = None

    def check(self, facts: Mapping[str, Fact]) -> Iterable[Problem]:
        """What is wrong with it, given the declared facts."""
        given = [name for name in _TESTS if getattr(self, name) is not None]
        if len(given) != 1:
            yield Problem(
                "",
                Text("条件须且只能有一种判断", "a condition has exactly one test"),
                Text(f"请从 {_NAMES} 中选一", f"Give one of {_NAMES}"),
            )
            return
        test, fact = given[0], facts[self.fact]
        at, value = test.rstrip("_"), getattr(self, test)
        if not isinstance(fact, _TESTS[test]):
            yield Problem(
                at,
                Text(f"{at} 不适用于类型 {fact.type}", f"{at} does not suit the type {fact.type}"),
                Text(f"可用：{_NAMES}", f"The tests are {_NAMES}"),
            )
        elif isinstance(fact, ChoiceFact):
            for choice in value if isinstance(value, tuple) else (value,):
                if choice not in fact.ids():
                    names = ", ".join(fact.ids())
                    yield Problem(
                        at,
                        Text(
                            f"{choice} 不是 {self.fact} 的选项",
                            f"{choice} is no choice of {self.fact}",
                        ),
                        Text(f"可用：{names}", f"Its choices are {names}"),
                    )
        elif isinstance(fact, FlagFact) and not isinstance(value, bool):
            yield Problem(
                at,
                Text(f"{value} 不是 true 或 false", f"{value} is not true or false"),
                Text("请写 true 或 false", "Write true or false"),
            )

    def met(self) -> Cond:
        """The test of a value that is present."""
        if self.is_ is not None:
            return Is(self.fact, (self.is_,))
        if self.is_not is not None:
            return Not(Is(self.fact, (self.is_not,)))
        if self.one_of is not None:
            return Is(self.fact, self.one_of)
        if self.at_least is not None:
            return AtLeast(Value(self.fact), self.at_least)
        if self.at_most is not None:
            # Counts and amounts are exact, so "not more" is "not at least anything above".
            return AtLeast(Const(self.at_most) + Value(self.fact) * -1, 0)
        return ValidOn(self.fact) if self.valid else Not(ValidOn(self.fact))

    def say(self, facts: Mapping[str, Fact], lang: Lang) -> Words:
        """The fact, its value, and what is asked of it."""
        colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
        head = words(facts[self.fact].name[lang], colon, Said(self.fact, lang), comma)
        if self.valid is not None:
            states = _STATES[lang]
            return words(head, chosen((ValidOn(self.fact), states[0]), otherwise=states[1]))
        yes, no = ("符合", "不符合") if lang == "zh" else ("met", "not met")
        wanted = self._wanted(facts, lang)
        aside = f"（{wanted}）" if lang == "zh" else f" ({wanted})"
        return words(head, chosen((self.met(), yes), otherwise=no), aside)

    def describe(self, facts: Mapping[str, Fact], lang: Lang) -> str:
        """The fact and what is asked of it, without an applicant."""
        colon = "：" if lang == "zh" else ": "
        return f"{facts[self.fact].name[lang]}{colon}{self._wanted(facts, lang)}"

    def _wanted(self, facts: Mapping[str, Fact], lang: Lang) -> str:
        said, zh = facts[self.fact].said(lang), lang == "zh"
        if self.at_least is not None:
            least = number_text(self.at_least)
            return f"须满 {least}" if zh else f"at least {least}"
        if self.at_most is not None:
            most = number_text(self.at_most)
            return f"须不超过 {most}" if zh else f"at most {most}"
        if self.is_not is not None:
            return f"不得为{said(self.is_not)}" if zh else f"anything but {said(self.is_not)}"
        if self.valid is not None:
            state = _STATES[lang][0 if self.valid else 1]
            return f"须{state}" if zh else f"must be {state}"
        values = self.one_of if self.one_of is not None else (self.is_,)
        either = ("或" if zh else " or ").join(said(v) for v in values)
        return f"须为{either}" if zh else f"must be {either}"


_STATES: Mapping[Lang, tuple[str, str]] = {"zh": ("有效", "已过期"), "en": ("valid", "expired")}
_TESTS: Mapping[str, tuple[type[Fact], ...]] = {
    "is_": (FlagFact, ChoiceFact),
    "is_not": (FlagFact, ChoiceFact),
    "one_of": (ChoiceFact,),
    "at_least": (CountFact, AmountFact),
    "at_most": (CountFact, AmountFact),
    "valid": (DateFact,),
}
_NAMES = ", ".join(name.rstrip("_") for name in _TESTS)
