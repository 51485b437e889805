"""The same applicants scored one by one, and as a frame of every engine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import polars as pl

from jifen import Event, EventsFact, Scheme
from jifen.frame import Scored

Person = Mapping[str, Any]
Row = dict[str, Any]

TYPES: Mapping[str, pl.DataType] = {
    "flag": pl.Boolean(),
    "count": pl.Int64(),
    "amount": pl.Decimal(18, 2),
    "choice": pl.String(),
    "date": pl.Date(),
}


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


def name(n: int) -> str:
    return f"A{n:06}"


def frame_of(
    scheme: Scheme, people: Sequence[Person], types: Mapping[str, pl.DataType] = {}
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The people as a frame, and their events as tables of their own."""
    columns: list[pl.Series] = [
        pl.Series("applicant_id", [name(n) for n in range(len(people))], pl.String)
    ]
    tables: dict[str, pl.DataFrame] = {}
    for fact in scheme.facts.values():
        values = [person.get(fact.id) for person in people]
        if isinstance(fact, EventsFact):
            tables[fact.id] = _table(fact, values)
            continue
        if fact.type == "amount":
            values = [None if v is None else _decimal(v) for v in values]
        series = pl.Series(fact.id, values, TYPES[fact.type])
        columns.append(series.cast(types[fact.id]) if fact.id in types else series)
    return pl.DataFrame(columns), tables


def _table(fact: EventsFact, values: Sequence[Any]) -> pl.DataFrame:
    types = {"date": pl.Date(), "kind": pl.String(), "amount": pl.Int64()}
    rows = [
        {"applicant_id": name(n), **{part: _part(event, part) for part in fact.fields()}}
        for n, events in enumerate(values)
        for event in events or ()
    ]
    return pl.DataFrame(
        rows, schema={"applicant_id": pl.String(), **{part: types[part] for part in fact.fields()}}
    )


def _part(event: Any, part: str) -> Any:
    return getattr(event, part) if isinstance(event, Event) else event[part]


def _decimal(value: Any) -> Decimal:
    ratio = Fraction(value)
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def rows_of(scores: pl.DataFrame) -> list[Row]:
    """The rows of a frame of scores, by id."""
    return scores.sort("applicant_id").rows(named=True)


def polars(scheme: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return scheme.score_frame(frame, events=events).scores


def polars_lazy(
    scheme: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    tables = {fact: table.lazy() for fact, table in events.items()}
    scored = scheme.score_frame(frame.lazy(), events=tables)
    return scored.scores.collect(engine="streaming")


def pandas(scheme: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    tables = {fact: table.to_pandas() for fact, table in events.items()}
    scored = scheme.score_frame(frame.to_pandas(), events=tables)
    return pl.from_pandas(scored.scores)


def pyarrow(
    scheme: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    tables = {fact: table.to_arrow() for fact, table in events.items()}
    return pl.DataFrame(scheme.score_frame(frame.to_arrow(), events=tables).scores)


def duck(scheme: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    tables = {fact: duckdb.from_arrow(table.to_arrow()) for fact, table in events.items()}
    scored = scheme.score_frame(duckdb.from_arrow(frame.to_arrow()), events=tables)
    return scored.scores.pl()


ENGINES: Sequence[Callable[..., pl.DataFrame]] = (polars, polars_lazy, pandas, pyarrow, duck)


def differences(
    scheme: Scheme,
    people: Sequence[Person],
    types: Mapping[str, pl.DataType] = {},
    engines: Sequence[Callable[..., pl.DataFrame]] = ENGINES,
) -> list[tuple[str, str, Any, Any]]:
    """Where an engine says otherwise than the scores one by one: engine, column, its, theirs."""
    wanted = one_by_one(scheme, people)
    frame, events = frame_of(scheme, people, types)
    found = []
    for engine in engines:
        rows = rows_of(engine(scheme, frame, events))
        assert len(rows) == len(wanted), engine.__name__
        for row, want in zip(rows, wanted, strict=True):
            assert list(row) == list(want), engine.__name__
            found += [
                (engine.__name__, column, row[column], want[column])
                for column in want
                if row[column] != want[column] or type(row[column]) is not type(want[column])
            ]
    return found


def scored(scheme: Scheme, frame: Any, **more: Any) -> tuple[list[Row], list[Row]]:
    """The rows of both frames that a frame gives, whatever the engine."""
    both: Scored[Any] = scheme.score_frame(frame, **more)
    return tuple(_rows(part) for part in (both.scores, both.rejected))  # type: ignore[return-value]


def _rows(frame: Any) -> list[Row]:
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.pl()
    return pl.DataFrame(frame).rows(named=True)


ON = date(2022, 10, 1)
