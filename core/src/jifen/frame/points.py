"""Columns of quanta as points: whole hundredths in an integer become a decimal of two places."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import narwhals as nw

from jifen.frame.engine import Engine, Frame

PRECISION, SCALE = 9, 2
POINTS = nw.Decimal(PRECISION, SCALE)
"""The type of points in an output."""

MOST_QUANTA = 10**PRECISION
"""The first number of quanta that does not fit into it."""


def with_points(engine: Engine, frame: Frame, columns: Iterable[str]) -> Frame:
    """The frame with columns of quanta turned into points."""
    if engine.kind == "pyspark":
        return _of_spark(frame, columns)
    if not engine.is_polars:
        return frame.with_columns(_divided(nw.col(name)).alias(name) for name in columns)
    import polars as pl

    # To Polars a decimal is an integer of 128 bits with a label: no arithmetic is needed, and where
    # there is some it takes half the time of a whole score.
    points = pl.col([*columns]).cast(pl.Int128).reinterpret(dtype=pl.Decimal(PRECISION, SCALE))
    turned: Frame = nw.from_native(frame.to_native().with_columns(points))
    return turned


def _of_spark(frame: Frame, columns: Iterable[str]) -> Frame:
    # Spark multiplies decimals as Java's big ones. An interval of seconds is a whole number to it,
    # of microseconds, and becomes a decimal exactly and without them.
    points = {
        name: f"cast(interval '0.01' second * `{name}` as decimal({PRECISION}, {SCALE})) as `{name}`"
        for name in columns
    }
    native = frame.to_native()
    others = (f"`{name.replace('`', '``')}`" for name in native.columns if name not in points)
    turned: Frame = nw.from_native(native.selectExpr(*others, *points.values()))
    return turned


def _divided(quanta: nw.Expr) -> nw.Expr:
    # Decimals are multiplied exactly; divided, engines make them wider or turn them into floats.
    return (quanta.cast(nw.Decimal(PRECISION, 0)) * nw.lit(Decimal("0.01"))).cast(POINTS)


def relabelled(quanta: Any) -> Any:
    """An Arrow array of quanta in 32 bits, without nulls, as points over the same memory.

    To Arrow a decimal of nine digits is an integer of 32 bits with a label.
    """
    import pyarrow as pa  # type: ignore[import-untyped]

    assert not quanta.null_count
    label, buffers = pa.decimal32(PRECISION, SCALE), [None, quanta.buffers()[1]]
    return pa.Array.from_buffers(label, len(quanta), buffers, offset=quanta.offset)
