"""Dated events as a table of their own, one row an event, brought to one row an applicant.

Engines add up lists each in a way of its own, so an applicant's events are not a list in a cell
but rows of a table: the applicant's id, the date, and the kind and amount where the fact has them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import TypeVar

import narwhals as nw
from attrs import field, frozen

from jifen.dates import window_start
from jifen.facts import ChoiceFact, CountFact, DateFact, EventsFact, Fact
from jifen.formula import Happened
from jifen.frame.admission import Admitted, admit
from jifen.frame.engine import Engine, Frame
from jifen.frame.faults import Fault, fact_faults, faultless
from jifen.frame.scaled import Scaled

T = TypeVar("T")


@frozen(eq=False)
class EventTable:
    """One fact's events, as a table came.

    Attributes:
        fact: The fact.
        id: The name of the column with the applicants' ids.
        on: The date of the score.
        frame: The table: the ids and the event's own columns.
        fields: How those columns are read, by name.
        counts: What is counted, by the name of its column.
        ends: The freezes of which the last day is sought, in years from an event (None for
            without end), by the name of its column.
    """

    fact: EventsFact
    id: str
    on: date
    frame: Frame
    fields: Mapping[str, Admitted]
    counts: dict[str, Happened] = field(factory=dict, init=False)
    ends: dict[str, int | None] = field(factory=dict, init=False)

    @property
    def well(self) -> str:
        """The column that says, once joined, whether every event of an applicant is well formed."""
        return f"well:{self.fact.id}"

    def happened(self, node: Happened) -> Scaled:
        """The column in which something is counted, once joined."""
        name = _named(f"count:{self.fact.id}", self.counts, node)
        each = (self.fact.amount_max or 0) if node.amounts else 1
        return Scaled(nw.col(name), 1, 0, self.fact.most * each)

    def frozen_until(self, years: int | None) -> nw.Expr:
        """The last day of a freeze of so many years from an event, once joined.

        Null if no event freezes on the date of the score. Of a freeze without end it is the day of
        the last event.
        """
        return nw.col(_named(f"end:{self.fact.id}", self.ends, years))

    def faults(self) -> Sequence[Fault]:
        """What can be wrong with an event."""
        facts = fields_of(self.fact)
        return list(fact_faults(facts, self.fields, prefix=f"{self.fact.id}."))

    @property
    def counted(self) -> list[str]:
        """The columns of what is counted, known once all formulas are read."""
        return [*self.counts, *self.ends, self.well]

    def filled(self, joined: Frame) -> Frame:
        """Applicants joined with what is counted of their events: 0 where they have none."""
        return joined.with_columns(
            *(
                nw.col(name).fill_null(0).cast(self.happened(node).type)
                for name, node in self.counts.items()
            ),
            (~nw.col(self.well).is_null()).alias(some_of(self.fact.id)),
            nw.col(self.well).fill_null(True),
        )

    def per_applicant(self, some: Frame | None = None) -> Frame:
        """What is counted for each applicant with events; known once all formulas are read.

        Args:
            some: The rows of the table to go by, all of some applicants'; None for the whole table.
        """
        # A malformed event is not computed with: its applicant is not scored at all.
        events = (
            (self.frame if some is None else some)
            .filter(~nw.col(self.id).is_null())
            .with_columns(faultless(self.faults()).alias("well"))
            .with_columns(
                nw.when(nw.col("well")).then(nw.col(name)).alias(name) for name in self.fields
            )
            .with_columns(admitted.value.alias(name) for name, admitted in self.fields.items())
        )
        malformed = nw.when(nw.col("well")).then(nw.lit(0)).otherwise(nw.lit(1))
        return (
            events.group_by(self.id)
            .agg(
                *(self._sum(node).alias(name) for name, node in self.counts.items()),
                *(
                    nw.when(self._in_window(years)).then(nw.col("date")).max().alias(name)
                    for name, years in self.ends.items()
                ),
                malformed.sum().alias("malformed"),
                nw.len().alias("events"),
            )
            .with_columns(
                ((nw.col("malformed") == 0) & (nw.col("events") <= self.fact.most)).alias(
                    self.well
                ),
                # Here, of the few who have events: to move a date costs more than most rules.
                *(
                    nw.col(name).dt.offset_by(f"{years}y").cast(nw.Date).alias(name)
                    for name, years in self.ends.items()
                    if years is not None
                ),
            )
            .drop("malformed", "events")
            # Of more events than are accepted the sum may be more than its type holds.
            .with_columns(
                nw.when(nw.col(self.well)).then(nw.col(name)).otherwise(nw.lit(0)).alias(name)
                for name in self.counts
            )
        )

    def _sum(self, node: Happened) -> nw.Expr:
        counts = self._in_window(node.years)
        if node.of_kind is not None:
            kinds = [kind.id for kind in self.fact.kinds]
            counts = counts & (nw.col("kind") == kinds.index(node.of_kind))
        what = nw.col("amount").cast(nw.Int64) if node.amounts else nw.lit(1)
        return nw.when(counts).then(what).otherwise(nw.lit(0)).sum()

    def _in_window(self, years: int | None) -> nw.Expr:
        day = nw.col("date")
        past = day <= nw.lit(self.on)
        return past if years is None else past & (day >= nw.lit(window_start(self.on, years)))


def with_events(engine: Engine, applicants: Frame, tables: Iterable[EventTable]) -> Frame:
    """Applicants with what is counted of their events."""
    tables = [*tables]
    if not tables:
        return applicants
    found = [table.per_applicant() for table in tables]
    joined = engine.with_found(applicants, found, tables[0].id)
    return reduce(lambda frame, table: table.filled(frame), tables, joined)


def some_of(fact: str) -> str:
    """The column that says, once joined, whether an applicant has any event, in a window or not."""
    return f"some:{fact}"


def fields_of(fact: EventsFact) -> Mapping[str, Fact]:
    """What each column of an events table must be, as facts say it."""
    name, each = fact.name, dict[str, Fact]()
    each["date"] = DateFact(id="date", name=name, required=True, min=fact.min, max=fact.max)
    if fact.kinds:
        each["kind"] = ChoiceFact(id="kind", name=name, required=True, choices=fact.kinds)
    if fact.amount_max is not None:
        each["amount"] = CountFact(id="amount", name=name, required=True, max=fact.amount_max)
    return each


def event_table(fact: EventsFact, id: str, on: date, frame: Frame) -> EventTable:
    """The table of a fact's events; every column of it is there and of a right type."""
    schema = frame.collect_schema()
    fields = {
        name: admit(part, nw.col(name), schema[name], on) for name, part in fields_of(fact).items()
    }
    return EventTable(fact, id, on, frame.select(id, *fields), fields)


def _named(prefix: str, names: dict[str, T], item: T) -> str:
    """The name of the column that holds something: one column for equal things."""
    for name, known in names.items():
        if known == item:
            return name
    name = f"{prefix}:{len(names)}"
    names[name] = item
    return name
