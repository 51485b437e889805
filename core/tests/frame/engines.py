"""The same applicants scored one by one, and as a frame of every engine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import polars as pl

from jifen import Scheme
from jifen.frame import Scored
from jifen.frame.comparison import Person, Row, frame_of, one_by_one


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
