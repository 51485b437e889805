"""What a rule kind is: one frozen class in one file.

A kind says which facts it reads, what it accepts, and builds two things from them once: the
formula of its points and the words of its reason. How those are evaluated, for one applicant or
for a range, is not its concern: see `jifen.formula`. A plugin brings a kind of its own by
subclassing `Rule`; nothing else knows the kinds by name.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeAlias

from jifen.errors import Problem
from jifen.facts import Fact
from jifen.formula import Cond, Num, Present, Words, either, words
from jifen.text import Lang, Text

Facts: TypeAlias = Mapping[str, Fact]
"""The declared facts of a scheme, by id."""


class Rule(ABC):
    """The base of every rule kind. Subclasses are frozen attrs classes with a `kind`."""

    __slots__ = ()

    kind: ClassVar[str]
    """The name by which a rulebook asks for it: `rule = { kind = "per_unit", … }`."""

    @property
    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The ids of the facts it reads, without repetition, in the order it names them."""

    @abstractmethod
    def check(self, facts: Facts) -> Iterable[Problem]:
        """What is wrong with it, given the declared facts; every fact it reads is declared."""

    @abstractmethod
    def formula(self, facts: Facts) -> Num:
        """Its points in quanta, of an applicant for whom it is claimed."""

    @abstractmethod
    def reason(self, facts: Facts, lang: Lang) -> Words:
        """Why it gives those points, in one language."""

    @abstractmethod
    def describe(self, facts: Facts, lang: Lang) -> str:
        """What it says, without an applicant, as a table prints it: `每满 1 个月计 0.25 分`."""

    def claimed(self) -> Cond:
        """When there is anything to score: by default, when any of its facts is present."""
        return either(Present(fact) for fact in self.reads)

    def decided_by(self, facts: Facts) -> Words:
        """The path of the figure that decided, such as `points.owned`; empty for the whole rule.

        A source can be given for one figure of a rule: this says which one a score rests on. It is
        made of fixed texts and `chosen` alone, so that the paths can be listed.
        """
        return words()


def accepts(facts: Facts, fact: str, *types: type[Fact], at: str = "fact") -> Iterable[Problem]:
    """The problem, if any, that a fact is not of one of the types a rule accepts."""
    if isinstance(facts[fact], types):
        return
    wanted, found = " | ".join(t.type for t in types), facts[fact].type
    yield Problem(
        at,
        Text(f"事实 {fact} 的类型为 {found}", f"the fact {fact} is of type {found}"),
        Text(f"此规则要求类型 {wanted}", f"This rule needs a fact of type {wanted}"),
        code="JF205",
    )


def wrong(
    at: str, zh: str, en: str, remedy_zh: str, remedy_en: str, code: str = "JF311"
) -> Problem:
    """A problem with a field of a rule; the code is that of `jifen check`, see docs/lint.md."""
    return Problem(at, Text(zh, en), Text(remedy_zh, remedy_en), code=code)


def unique(*ids: str) -> tuple[str, ...]:
    """The ids without repetition, in order."""
    return tuple(dict.fromkeys(ids))
