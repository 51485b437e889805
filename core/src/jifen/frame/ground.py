"""The columns that formulas stand on: what rules read of the facts, row by row, never null."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import narwhals as nw
from attrs import field, frozen

from jifen.dates import add_years, complete_years
from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact, EventsFact, Fact, FlagFact
from jifen.formula import Code, Elapsed, Happened
from jifen.frame.admission import Admitted
from jifen.frame.engine import Engine, Frame, with_columns
from jifen.frame.events import EventTable
from jifen.frame.faults import Fault, fact_faults
from jifen.frame.scaled import Scaled, constant
from jifen.rules import Rule
from jifen.rules.bands import Bands
from jifen.rules.choice import Choice
from jifen.rules.events import Events
from jifen.rules.flag import Flag
from jifen.rules.marginal import Marginal
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp
from jifen.text import Text


@frozen(eq=False)
class Ground:
    """The facts of a frame as columns; a fact for which it has no column is absent throughout.

    Attributes:
        engine: The engine of the frame.
        facts: The declared facts, by id.
        on: The date of the score.
        admitted: How the frame's columns are read, by fact id.
        events: The events tables, by fact id.
        code: The declared facts as formulas ask for them.
        asked: The facts of which it is asked whether they are present.
        measures: What is read off dates, by the name of its column.
    """

    engine: Engine
    facts: Mapping[str, Fact]
    on: date
    admitted: Mapping[str, Admitted]
    events: Mapping[str, EventTable]
    code: Code = field(init=False)
    asked: set[str] = field(factory=set, init=False)
    measures: dict[str, Elapsed] = field(factory=dict, init=False)

    @code.default
    def _code_of_facts(self) -> Code:
        return Code(self.facts, self.on)

    def present(self, fact: str) -> nw.Expr:
        if fact in self.events or fact not in self.admitted:
            # An events table holds for everyone: whom it does not name has no events.
            return nw.lit(fact in self.events)
        if self.facts[fact].required:
            return nw.lit(True)
        if isinstance(self.facts[fact], ChoiceFact):
            return nw.col(fact) >= 0
        self.asked.add(fact)
        return nw.col(f"present:{fact}")

    def gives_nothing_unclaimed(self, rule: Rule) -> bool:
        """Whether a rule is known to give 0 where it is not claimed, so that nobody need ask.

        That is of a rule of one fact, and the fact is read as its column is where it is absent: a
        number as 0, a flag as a no, and a choice as none of them.
        """
        if type(rule) not in _SIMPLE or len(rule.reads) > 1:
            return False
        (fact,) = rule.reads
        match self.facts[fact]:
            case Fact(required=True):
                return True
            case CountFact(min=least, max=most) | AmountFact(min=least, max=most) if (
                least <= 0 <= most
            ):
                absent: object = 0
            case FlagFact():
                absent = False
            case ChoiceFact():
                absent = None
            case EventsFact():
                absent = ()
            case _:
                return False
        code = Code(self.facts, self.on)
        result = rule.formula(self.facts).source(code)
        points = code.function("without", [code.fact(fact)], result)
        return bool(points(absent) == 0)

    def value(self, fact: str) -> Scaled:
        admitted = self.admitted.get(fact)
        if admitted is None:
            return constant(_nearest_zero(self.facts[fact]))
        return Scaled(nw.col(fact), admitted.per, admitted.low, admitted.high)

    def elapsed(self, node: Elapsed) -> Scaled:
        low, high = (int(end) for end in node.reach(self.code, {}))
        if node.fact not in self.admitted:
            return constant(min(max(0, low), high))
        name = f"{'months' if node.months else 'years'}:{node.fact}"
        self.measures[name] = node
        return Scaled(nw.col(name), 1, low, high)

    def happened(self, node: Happened) -> Scaled:
        table = self.events.get(node.fact)
        return constant(0) if table is None else table.happened(node)

    def equals(self, fact: str, value: bool | str) -> nw.Expr:
        declared = self.facts[fact]
        if fact not in self.admitted:
            return nw.lit(False)
        if isinstance(declared, ChoiceFact):
            return nw.col(fact) == declared.ids().index(str(value))
        return nw.col(fact) if value else ~nw.col(fact) & self.present(fact)

    def valid(self, fact: str) -> nw.Expr:
        if fact not in self.admitted:
            return nw.lit(False)
        return nw.col(fact) >= nw.lit(self.on)

    def faults(self) -> Iterator[Fault]:
        """What can be wrong with a row of the joined frame."""
        yield from fact_faults(self.facts, self.admitted)
        for table in self.events.values():
            most = table.fact.most
            reason = Text(
                f"其事件表中有不合格的行，或多于 {most} 行。请改正，至多 {most} 行",
                f"its events table has rows that are not accepted, or more than {most}. "
                f"Correct them, and give at most {most}",
            )
            yield Fault(table.fact.id, ~nw.col(table.well), None, reason)

    def stand(self, frame: Frame) -> Frame:
        """The joined frame's good rows with every column that the formulas ask for."""
        values = {fact: admitted.value for fact, admitted in self.admitted.items()}
        presents = {f"present:{fact}": ~nw.col(fact).is_null() for fact in sorted(self.asked)}
        elapsed = {name: self._elapsed(node) for name, node in self.measures.items()}
        return with_columns(with_columns(frame, values | presents), elapsed)

    def _elapsed(self, node: Elapsed) -> nw.Expr:
        day = nw.col(node.fact)
        if node.months:
            return months_since(day, self.on)
        counted, fact = None, self.facts[node.fact]
        if self.engine.is_polars and isinstance(fact, DateFact):
            counted = years_counted(day, self.on, *fact.bounds(self.on))
        return years_since(day, self.on) if counted is None else counted


_SIMPLE = {Bands, Choice, Events, Flag, Marginal, PerUnit, Ramp}
"""Kinds made of nothing but the nodes of `jifen.formula`, and claimed where a fact is present."""


def months_since(day: nw.Expr, on: date) -> nw.Expr:
    """What `complete_months` gives for each day of a column."""
    # By the parts of the dates: what engines call the difference of dates disagrees between
    # them, and with the law.
    year, month, of_month = _parts(day)
    months = (on.year * 12 + on.month) - (year * 12 + month)
    return months - (of_month > on.day).cast(nw.Int32)


def years_since(day: nw.Expr, on: date) -> nw.Expr:
    """What `complete_years` gives for each day of a column."""
    year, month, of_month = _parts(day)
    to_come = month * 32 + of_month > on.month * 32 + on.day
    return on.year - year - to_come.cast(nw.Int32)


def _parts(day: nw.Expr) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    year, month, of_month = day.dt.year(), day.dt.month(), day.dt.day()
    return year.cast(nw.Int32), month.cast(nw.Int32), of_month.cast(nw.Int32)


def years_counted(day: nw.Expr, on: date, first: date, last: date) -> nw.Expr | None:
    """The same for days from a first to a last, where dates are held as numbers of days.

    It costs a tenth of taking dates apart: where every fourth year is a leap year, four years are
    1461 days, and a quotient falls by one each time that a year does. None where no quotient is
    right: with January or February of 1900, for one.
    """
    turns = (add_years(on, year - on.year).toordinal() for year in range(first.year, last.year + 1))
    days = {first.toordinal(), last.toordinal(), *(day + n for day in turns for n in (0, 1))}
    least, most = -sys.maxsize, sys.maxsize
    # Both only fall: if they agree at both ends and on both sides of each turn, they always do.
    for number in days:
        if first.toordinal() <= number <= last.toordinal():
            start = _FOUR_YEARS * complete_years(date.fromordinal(number), on) + 4 * number
            least, most = max(least, start), min(most, start + _FOUR_YEARS - 1)
    if least > most:
        return None
    return (least - 4 * _DAY_0 - day.cast(nw.Int32) * 4) // _FOUR_YEARS


_FOUR_YEARS = 1461
_DAY_0 = date(1970, 1, 1).toordinal()
"""The day that Polars and Arrow count from."""


def _nearest_zero(fact: Any) -> Any:
    return min(max(0, fact.min), fact.max)
