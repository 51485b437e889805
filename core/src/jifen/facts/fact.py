"""What every fact declares, whatever its type."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, TypeAlias

from attrs import frozen

from jifen.errors import Problem, Refused
from jifen.quantity import shown
from jifen.text import Lang, Text, expected

Values: TypeAlias = Mapping[str, Any]
"""Admitted values by fact id; a fact that is absent has the value None."""


@frozen(kw_only=True)
class Fact(ABC):
    """What every fact declares.

    Attributes:
        id: The identifier in applicant files, rules and columns.
        name: The name a clerk reads; the Chinese one is unique within a chain.
        required: Whether a score without it is an error; other absent facts are unclaimed.
        more_is_better: Whether a higher value can never lower a score (checked, not assumed).
        evidence: What proves it, such as 居住证 or a labour contract.
    """

    type: ClassVar[str]

    id: str
    name: Text
    required: bool = False
    more_is_better: bool = False
    evidence: Text | None = None

    @abstractmethod
    def expects(self) -> Text:
        """What a value must be, for errors, templates and `jifen facts`."""

    @abstractmethod
    def admit(self, value: object, on: date) -> Any:
        """The value as rules read it.

        Raises:
            Refused: if it is not of this type, or out of range.
        """

    @abstractmethod
    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        """Python source that is true only of values which `admit` gives back as they are.

        Args:
            value: The name that holds the value.
            on: The date of the score.
            bind: Gives a name to an object that the source cannot write down.
        """

    def every_value(self) -> tuple[Any, ...]:
        """Every value there is, where they are few; else empty."""
        return ()

    def problems(self) -> Iterable[Problem]:
        """What is wrong with the declaration itself."""
        return ()

    def said(self, lang: Lang) -> Callable[[Any], str]:
        """A function from an admitted value to words."""
        return str

    def canonical(self, value: Any) -> Any:
        """An admitted value as JSON has it; `admit` gives the same value back."""
        return value

    def refuse(self, what: Text) -> Refused:
        """The refusal of a value, with what this fact expects as the remedy."""
        return Refused(what, expected(self.expects()))

    def refuse_value(self, value: object) -> Refused:
        """The refusal of a value of another type."""
        return self.refuse(Text(f"不接受 {shown(value)}", f"{shown(value)} is not accepted"))


def range_problems(fact: Any) -> Iterable[Problem]:
    """The problem, if any, that the bounds of a fact are the wrong way round."""
    if fact.min > fact.max:
        yield wrong_bound("min", "min 大于 max", "min is greater than max")


def wrong_bound(at: str, zh: str, en: str) -> Problem:
    """A problem with a bound that a fact declares."""
    return Problem(at, Text(zh, en), Text("请改正界限", "Correct the bounds"))
