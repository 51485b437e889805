"""得分: what a scheme says of one applicant, every line with its reason and its source.

A score is either computed by a scheme, when its lines are made only if someone asks for them, or
recorded, as read back from JSON. Both are equal if they say the same.
"""

from abc import ABC, abstractmethod
from datetime import date
from decimal import Decimal

import attrs
from attrs import frozen

from jifen.explain import explain_record
from jifen.record import (
    DeductionLine,
    Record,
    RequirementLine,
    RulebookLine,
    ServiceLine,
    TierLine,
)
from jifen.text import Lang


class Score(ABC):
    """What a scheme says of one applicant; every figure is an exact Decimal."""

    __slots__ = ()

    @abstractmethod
    def record(self) -> "RecordedScore":
        """The score with all its lines made."""

    @abstractmethod
    def explain(self, lang: Lang) -> str:
        """The score in words, line by line, each with its reason and its source."""

    @property
    def total(self) -> Decimal:
        """The points that count: recognised − deducted + floored."""
        return self.record().total

    @property
    def earned(self) -> Decimal:
        """The points of all tiers."""
        return self.record().earned

    @property
    def recognised(self) -> Decimal:
        """The points that count where the score is used."""
        return self.record().recognised

    @property
    def withheld(self) -> Decimal:
        """The points that do not."""
        return self.record().withheld

    @property
    def deducted(self) -> Decimal:
        """The recognised deductions, as a positive figure."""
        return self.record().deducted

    @property
    def floored(self) -> Decimal:
        """What the floor of the total gave back."""
        return self.record().floored

    @property
    def eligible(self) -> bool:
        """Whether every requirement is met."""
        return self.record().eligible

    @property
    def frozen(self) -> bool:
        """Whether the score is frozen: it keeps its figure and cannot be used."""
        return self.record().frozen

    @property
    def frozen_until(self) -> date | None:
        """The last day of the freeze; None if it is not frozen, or frozen without end."""
        return self.record().frozen_until

    @property
    def provisional(self) -> bool:
        """Whether any line rests on a provisional figure."""
        return self.record().provisional

    @property
    def tiers(self) -> tuple[TierLine, ...]:
        """The tiers with their indicators."""
        return self.record().tiers

    @property
    def deductions(self) -> tuple[DeductionLine, ...]:
        """The deductions."""
        return self.record().deductions

    @property
    def requirements(self) -> tuple[RequirementLine, ...]:
        """The requirements."""
        return self.record().requirements

    @property
    def services(self) -> tuple[ServiceLine, ...]:
        """The public services of the place of use."""
        return self.record().services

    @property
    def rulebooks(self) -> tuple[RulebookLine, ...]:
        """The editions it came from."""
        return self.record().rulebooks

    def to_json(self) -> str:
        """The score as JSON of the form `jifen.score/1`; the same score gives the same bytes."""
        # Imported when used: a score that is only read needs no converter.
        from jifen.score_json import dumps

        return dumps(self.record())

    @staticmethod
    def from_json(text: str | bytes) -> "RecordedScore":
        """A score read back from its JSON.

        Raises:
            InputError: if the text is not such JSON.
        """
        from jifen.score_json import loads

        return loads(text, RecordedScore)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Score):
            return NotImplemented
        return attrs.astuple(self.record(), recurse=False) == attrs.astuple(
            other.record(), recurse=False
        )

    def __hash__(self) -> int:
        mine = self.record()
        return hash((mine.lives_in, mine.used_in, mine.on, mine.total, mine.earned))


@frozen(kw_only=True, eq=False)
class RecordedScore(Record, Score):
    """A score with all its lines; see `Record` for what it holds."""

    def record(self) -> "RecordedScore":
        return self

    def explain(self, lang: Lang) -> str:
        return explain_record(self, lang)
