"""Applicants as a frame, and what its scores must be: those of each one by one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from jifen.facts import Event, EventsFact
from jifen.scheme import Scheme

Person = Mapping[str, Any]
Row = dict[str, Any]

_TYPES: Mapping[str, pl.DataType] = {
    "flag": pl.Boolean(),
    "count": pl.Int64(),
    "amount": pl.Decimal(18, 2),
    "choice": pl.String(),
    "date": pl.Date(),
}
_EVENT_TYPES = {"date": pl.Date(), "kind": pl.String(), "amount": pl.Int64()}


def name(n: int) -> str:
    """The id of an applicant by their place among them, from 0."""
    return f"A{n:06}"


def one_by_one(scheme: Scheme, people: Sequence[Person]) -> list[Row]:
    """What a frame of these people must give, from their scores one by one."""
    rows = []
    for n, person in enumerate(people):
        score = scheme.score(person)
        tiers = score.tiers
        rows.append(
            {
                "applicant_id": name(n),
                **{i.id: i.points for tier in tiers for i in tier.indicators},
                **{tier.id: tier.earned for tier in tiers},
                "earned": score.earned,
                "recognised": score.recognised,
                "withheld": score.withheld,
                "deducted": score.deducted,
                "total": score.total,
                "frozen": score.frozen,
                "eligible": score.eligible,
                "frozen_until": score.frozen_until,
                "floored": score.floored,
                "provisional": score.provisional,
            }
        )
    return rows


def frame_of(
    scheme: Scheme, people: Sequence[Person], types: Mapping[str, pl.DataType] = {}
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The people as a frame, and their events as tables of their own.

    Args:
        scheme: The scheme, whose facts are the columns.
        people: The facts of each.
        types: The types of some columns, where they are not the usual ones.
    """
    columns = [pl.Series("applicant_id", [name(n) for n in range(len(people))], pl.String)]
    tables: dict[str, pl.DataFrame] = {}
    for fact in scheme.facts.values():
        values = [person.get(fact.id) for person in people]
        if isinstance(fact, EventsFact):
            tables[fact.id] = _table(fact, values)
            continue
        if fact.type == "amount":
            values = [None if v is None else _decimal(v) for v in values]
        series = pl.Series(fact.id, values, _TYPES[fact.type])
        columns.append(series.cast(types[fact.id]) if fact.id in types else series)
    return pl.DataFrame(columns), tables


def differences_of_frame(scheme: Scheme, people: Sequence[Person]) -> list[str]:
    """Where a frame of these people says otherwise than their scores one by one."""
    # In a frame nobody's events are absent: whom a table does not name has none.
    none: Row = {f.id: [] for f in scheme.facts.values() if isinstance(f, EventsFact)}
    everyone = [none | dict(person) for person in people]
    frame, events = frame_of(scheme, everyone)
    scored = scheme.score_frame(frame, events=events)
    found = [f"rejected: {row}" for row in scored.rejected.rows(named=True)]
    rows = {row["applicant_id"]: row for row in scored.scores.rows(named=True)}
    for person, alone in zip(everyone, one_by_one(scheme, everyone), strict=True):
        row = rows.get(alone["applicant_id"], {})
        found += [
            f"{column} of {person}: {row.get(column)} in a frame, {value} alone"
            for column, value in alone.items()
            if row.get(column) != value
        ]
    return found


def _table(fact: EventsFact, values: Sequence[Any]) -> pl.DataFrame:
    rows = [
        {"applicant_id": name(n), **{part: _part(event, part) for part in fact.fields()}}
        for n, events in enumerate(values)
        for event in events or ()
    ]
    parts = {part: _EVENT_TYPES[part] for part in fact.fields()}
    return pl.DataFrame(rows, schema={"applicant_id": pl.String(), **parts})


def _part(event: Any, part: str) -> Any:
    return getattr(event, part) if isinstance(event, Event) else event[part]


def _decimal(value: Any) -> Decimal:
    ratio = Fraction(value)
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)
