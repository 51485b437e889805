"""Points as whole hundredths, in which they are compared and added up."""

import polars as pl

PER_POINT = 100


def quanta(points: str) -> pl.Expr:
    """A column of points as whole hundredths."""
    return (pl.col(points) * PER_POINT).cast(pl.Int64)
