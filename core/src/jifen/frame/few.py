"""A left join in memory for when few rows are found: the others are not copied, and none is moved.

Hashes are looked for, which are compared sooner than texts; then the texts are compared.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

Rows: TypeAlias = Any
"""A data frame of Polars."""

DIGEST, PLACE = "hash:id", "place:id"


def with_few(rows: Rows, others: Sequence[Rows], on: str) -> Rows:
    """Every row, with the columns of the row of each other frame that has the same id."""
    digests = digests_of(rows, on)
    for few in others:
        rows = beside(rows, hits(rows, digests, digested(few, on), on), few.drop(on).columns)
    return rows


def digested(few: Rows, on: str) -> Rows:
    """Rows that are looked for, with the hashes of their ids."""
    import polars as pl

    return few.with_columns(pl.col(on).hash().alias(DIGEST))


def digests_of(rows: Rows, on: str) -> Rows:
    """The hashes of the ids of all rows, by the places of the rows."""
    return digested(rows.select(on), on).select(DIGEST).with_row_index(PLACE)


def hits(rows: Rows, digests: Rows, few: Rows, on: str) -> Rows:
    """Those of a few rows that are found, with the places where they are."""
    found = digests.join(few, on=DIGEST)
    return found.filter(rows[on].gather(found[PLACE]) == found[on])


def beside(rows: Rows, found: Rows, columns: Sequence[str]) -> Rows:
    """Every row with columns of what was found for it, null where nothing was."""
    import polars as pl

    new = []
    for name in columns:
        none = pl.repeat(None, rows.height, dtype=found[name].dtype, eager=True).alias(name)
        new.append(none.scatter(found[PLACE], found[name]))
    return rows.hstack(new)
