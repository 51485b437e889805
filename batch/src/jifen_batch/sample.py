"""Which few of the rejected rows a summary shows: people's first, and something of each kind."""

import polars as pl

SHOWN = 5
"""So many rejected rows are shown."""

_FAULT = ("of_events", "column", "reason_zh")


def sample(rejected: pl.DataFrame) -> pl.DataFrame:
    """The few rejected rows that say most; those `of_events` stand behind those of applicants.

    Something of either is among them if there is any; then columns come before the reasons of
    one column, and these before what repeats them. It may be asked again of its own answer with
    further rows behind it, so that a file of any size is sampled part by part.
    """
    found = rejected.with_row_index("_at")
    found = found.with_columns(_repeat=pl.int_range(pl.len()).over(_FAULT))
    return (
        found.with_columns(
            _not_first=pl.int_range(pl.len()).over("of_events") > 0,
            _reason=(pl.col("_repeat") == 0).cum_sum().over("of_events", "column"),
        )
        .sort("_not_first", "_repeat", "_reason", "of_events", "_at")
        .head(SHOWN)
        .sort("of_events", "_at")
        .select(rejected.columns)
    )
