"""Made-up tables of any size for the benchmarks of frames: the same ones for the same seed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from applicants import applicants

import jifen

ON = date(2022, 10, 1)
POOL = 50_000
"""So many applicants are made up one by one; the rows of a table draw each fact from them."""

CHUNK = 1_000_000
TYPES = {
    "flag": pl.Boolean(),
    "count": pl.Int32(),
    "amount": pl.Decimal(12, 2),
    "choice": pl.String(),
    "date": pl.Date(),
}


def scheme() -> jifen.Scheme:
    """Residence in Xiangshan, used there: every indicator and both deductions."""
    return jifen.load_registry().resolve("330225", None, ON)


def pool(seed: int, *, enums: bool) -> tuple[dict[str, pl.Series], pl.Series]:
    """The values of each fact that a row may draw, and the days of events."""
    people, facts = applicants(POOL, seed), scheme().facts.values()
    columns: dict[str, pl.Series] = {}
    for fact in facts:
        if isinstance(fact, jifen.EventsFact):
            continue
        values = [_plain(person.get(fact.id), fact.type) for person in people]
        series = pl.Series(fact.id, values, dtype=TYPES[fact.type])
        if enums and isinstance(fact, jifen.ChoiceFact):
            series = series.cast(pl.Enum(fact.ids()))
        columns[fact.id] = series
    days = [e["date"] for p in people for f in ("breaches_of_trust", "offences") for e in p[f]]
    return columns, pl.Series("date", days, dtype=pl.Date())


def _plain(value: Any, type_: str) -> Any:
    return Decimal(value) if type_ == "amount" and value is not None else value


def chunks(rows: int, seed: int = 1, *, enums: bool = False) -> Iterator[pl.DataFrame]:
    """A table of applicants, in pieces."""
    columns, _ = pool(seed, enums=enums)
    chance = np.random.default_rng(seed)
    for first in range(0, rows, CHUNK):
        size = min(CHUNK, rows - first)
        ids = ids_of(np.arange(first, first + size, dtype=np.int64))
        drawn = [series.gather(chance.integers(POOL, size=size)) for series in columns.values()]
        yield pl.DataFrame([ids, *drawn])


def ids_of(numbers: np.ndarray[Any, Any]) -> pl.Series:
    """Ids of eighteen digits, in an order of no meaning."""
    mixed = (numbers * 61_803_398_875 + 104_729) % 100_000_000_003
    return pl.Series("applicant_id", mixed + 330_225_000_000_000_000).cast(pl.String)


def events(rows: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """The events tables for so many applicants: one in twenty has any."""
    _, days = pool(seed, enums=False)
    chance = np.random.default_rng(seed + 1)
    tables = {}
    for fact, share in (("breaches_of_trust", 0.04), ("offences", 0.02)):
        size = int(rows * share)
        ids = ids_of(chance.integers(rows, size=size))
        tables[fact] = pl.DataFrame([ids, days.gather(chance.integers(len(days), size=size))])
    return tables


def write(folder: Path, rows: int, seed: int = 1) -> Path:
    """Parquet files of so many applicants and their events, made unless they are there."""
    import pyarrow.parquet as pq

    folder = folder / str(rows)
    done = folder / "done"
    if done.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    writer = None
    for piece in chunks(rows, seed):
        table = piece.to_arrow()
        writer = writer or pq.ParquetWriter(
            folder / "applicants.parquet", table.schema, compression="zstd"
        )
        writer.write_table(table, row_group_size=250_000)
    if writer:
        writer.close()
    for fact, table in events(rows, seed).items():
        table.write_parquet(folder / f"{fact}.parquet")
    done.touch()
    return folder
