"""Complete years and months of a column of dates, against those of one date."""

from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.dates import complete_months, complete_years
from jifen.frame.ground import months_since, years_counted, years_since

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
        (complete_months, months_since),
    ],
)
def test_each_day_of_a_column_is_as_long_ago_as_it_is_alone(
    one: Callable[[date, date], int], column: Callable[[nw.Expr, date], nw.Expr], on: date
) -> None:
    frame = nw.from_native(pl.DataFrame({"day": EVERY_DAY}))
    elapsed = frame.select(column(nw.col("day"), on).alias("elapsed"))["elapsed"].to_list()
    assert elapsed == [one(day, on) for day in EVERY_DAY]


@pytest.mark.parametrize("on", [*TURNS, *LEAP_DAYS], ids=str)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1900, 3, 1), date(2006, 10, 1)),
        (date(1999, 2, 27), date(2100, 2, 28)),
        (date(2000, 2, 28), date(2000, 3, 1)),
        (date(2100, 3, 1), date(2199, 12, 31)),
    ],
)
def test_years_are_a_quotient_of_days_where_every_fourth_year_is_a_leap_year(
    first: date, last: date, on: date
) -> None:
    days = pl.date_range(first, last, eager=True).alias("day")
    years = years_counted(nw.col("day"), on, first, last)
    assert years is not None
    counted = nw.from_native(days.to_frame()).select(years.alias("years"))["years"].to_list()
    assert counted == [complete_years(day, on) for day in days]


def test_no_quotient_is_taken_across_a_year_without_its_leap_day() -> None:
    for first, last in [(1890, 1910), (2090, 2110), (1800, 2199)]:
        bounds = date(first, 1, 1), date(last, 12, 31)
        assert years_counted(nw.col("day"), date(2022, 10, 1), *bounds) is None
    # Of 1900 it is as if it had one, for those whose years turn after February.
    bounds = date(1900, 1, 1), date(2006, 1, 1)
    assert years_counted(nw.col("day"), date(2022, 1, 15), *bounds) is None
    assert years_counted(nw.col("day"), date(2022, 10, 1), *bounds) is not None


@settings(deadline=None)
@given(
    days=st.lists(st.dates(date(1880, 1, 1), date(2210, 1, 1)), min_size=2, max_size=2),
    on=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
)
def test_a_quotient_that_is_taken_is_right_on_every_day(days: list[date], on: date) -> None:
    first, last = sorted(days)
    years = years_counted(nw.col("day"), on, first, last)
    if years is None:
        return
    column = pl.date_range(first, last, eager=True).alias("day")
    counted = nw.from_native(column.to_frame()).select(years.alias("years"))["years"].to_list()
    assert counted == [complete_years(day, on) for day in column]


@pytest.mark.parametrize("on", [date(2022, 10, 1), date(2022, 2, 28), date(2024, 2, 29)], ids=str)
def test_another_engine_counts_the_same_years(on: date) -> None:
    days = pl.DataFrame({"day": EVERY_DAY[::7]})
    relation = nw.from_native(duckdb.from_arrow(days.to_arrow()))
    years = relation.select("day", years_since(nw.col("day"), on).alias("years")).to_native()
    assert dict(years.fetchall()) == {d: complete_years(d, on) for d in EVERY_DAY[::7]}
