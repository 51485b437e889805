"""Applicants that stand in a table twice."""

from collections import Counter
from collections.abc import Callable, Iterable

import polars as pl


def repeated(ids: Callable[[], Iterable[pl.Series]]) -> tuple[frozenset[str], pl.Series]:
    """The identifiers that occur more than once, and the hashes of all: eight bytes for each row.

    Hashes find the candidates; these are then counted by name, so the answer is exact.

    Args:
        ids: Gives the identifiers, some at a time; it is asked twice if any two hashes are equal.
    """
    seen = pl.concat([pl.Series(dtype=pl.UInt64), *(part.hash() for part in ids())])
    suspects = seen.filter(seen.is_duplicated()).unique()
    if suspects.is_empty():
        return frozenset(), seen
    counted: Counter[str] = Counter()
    for part in ids():
        counted.update(part.filter(part.hash().is_in(suspects.implode())))
    return frozenset(name for name, times in counted.items() if times > 1), seen
