"""Facts: typed values about an applicant, each with the evidence that proves it.

A fact type is one frozen class: what it accepts (`admit`), a quick test of values that need no
admitting (`quick`), how a value is said in words (`said`) and how it is written in JSON
(`canonical`).
"""

from jifen.facts.choices import Choice, ChoiceFact, FlagFact
from jifen.facts.dates import DateFact, Event, EventsFact
from jifen.facts.fact import Fact, Values
from jifen.facts.numbers import AmountFact, CountFact

FACT_TYPES: tuple[type[Fact], ...] = (
    FlagFact,
    CountFact,
    AmountFact,
    ChoiceFact,
    DateFact,
    EventsFact,
)
"""The types a fact can have, by the name a rulebook gives each: its `type`."""

__all__ = [
    "FACT_TYPES",
    "AmountFact",
    "Choice",
    "ChoiceFact",
    "CountFact",
    "DateFact",
    "Event",
    "EventsFact",
    "Fact",
    "FlagFact",
    "Values",
]
