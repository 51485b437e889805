"""Complete years and months of a column of dates, against those of one date."""

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import narwhals as nw
import polars as pl
import pytest

from jifen.dates import complete_months, complete_years
from jifen.frame.ground import months_since, years_moved, years_since

EVERY_DAY = [date(1895, 1, 1) + timedelta(days=n) for n in range(125 * 366)]
TURNS = [
    date(year, month, day)
    for year in (1996, 2000, 2022, 2100)
    for month, day in [
        (1, 1), (1, 2), (1, 31), (2, 1), (2, 27), (2, 28), (3, 1), (3, 2), (10, 1), (12, 30), (12, 31),
    ]
]  # fmt: skip
LEAP_DAYS = [date(2000, 2, 29), date(2024, 2, 29)]


@pytest.mark.parametrize("on", [*TURNS, *LEAP_DAYS], ids=str)
@pytest.mark.parametrize(
    ("one", "column"),
    [
        (complete_years, years_since),
        (complete_years, years_moved),
        (complete_months, months_since),
    ],
)
def test_each_day_of_a_column_is_as_long_ago_as_it_is_alone(
    one: Callable[[date, date], int], column: Callable[[nw.Expr, date], nw.Expr], on: date
) -> None:
    frame = nw.from_native(pl.DataFrame({"day": EVERY_DAY}))
    elapsed = frame.select(column(nw.col("day"), on).alias("elapsed"))["elapsed"].to_list()
    assert elapsed == [one(day, on) for day in EVERY_DAY]


@pytest.mark.parametrize("on", [date(2022, 10, 1), date(2022, 2, 28), date(2024, 2, 29)], ids=str)
def test_another_engine_counts_the_same_years(on: date) -> None:
    days = pl.DataFrame({"day": EVERY_DAY[::7]})
    relation = nw.from_native(duckdb.from_arrow(days.to_arrow()))
    years = relation.select("day", years_since(nw.col("day"), on).alias("years")).to_native()
    assert dict(years.fetchall()) == {d: complete_years(d, on) for d in EVERY_DAY[::7]}
