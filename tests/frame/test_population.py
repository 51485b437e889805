"""A hundred thousand applicants under the shipped rulebooks: a frame gives what `score` gives."""

from collections.abc import Callable
from typing import TypeAlias

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import jifen

from .population import APPLICANTS, frame_of, one_by_one, scheme, slightly_other

HOW_MANY = 100_000

Tables: TypeAlias = tuple[pl.DataFrame, dict[str, pl.DataFrame]]
"""A frame of applicants, and their events."""


@pytest.fixture(scope="module")
def people() -> list[dict[str, object]]:
    return APPLICANTS(HOW_MANY, seed=7, with_events=0.2)


@pytest.fixture(scope="module")
def wanted(people: list[dict[str, object]]) -> pl.DataFrame:
    return one_by_one(scheme(), people)


@pytest.fixture(scope="module")
def tables(people: list[dict[str, object]]) -> Tables:
    return frame_of(scheme(), people)


def in_polars(composed: jifen.Scheme, frame: pl.DataFrame, events: dict[str, pl.DataFrame]):
    return composed.score_frame(frame, events=events).scores


def streaming(composed: jifen.Scheme, frame: pl.DataFrame, events: dict[str, pl.DataFrame]):
    lazily = {fact: table.lazy() for fact, table in events.items()}
    return composed.score_frame(frame.lazy(), events=lazily).scores.collect(engine="streaming")


def in_duckdb(composed: jifen.Scheme, frame: pl.DataFrame, events: dict[str, pl.DataFrame]):
    tables = {fact: duckdb.from_arrow(table.to_arrow()) for fact, table in events.items()}
    relation = duckdb.from_arrow(frame.to_arrow())
    return composed.score_frame(relation, events=tables).scores.pl().sort("applicant_id")


@pytest.mark.parametrize("engine", [in_polars, streaming, in_duckdb])
def test_a_frame_gives_what_one_by_one_gives_to_the_last_hundredth_and_flag(
    engine: Callable[..., pl.DataFrame], tables: Tables, wanted: pl.DataFrame
) -> None:
    assert_frame_equal(engine(scheme(), *tables), wanted, check_exact=True)


def test_a_seeded_difference_of_one_hundredth_for_one_in_a_thousand_is_seen(
    tables: Tables, wanted: pl.DataFrame
) -> None:
    scores = in_polars(scheme(), *tables)
    rare = pl.int_range(pl.len()) % 1000 == 7
    off = pl.when(rare).then(pl.lit("0.01").cast(pl.Decimal(9, 2))).otherwise(0)
    seeded = scores.with_columns((pl.col("total") + off).cast(pl.Decimal(9, 2)))
    with pytest.raises(AssertionError, match="total"):
        assert_frame_equal(seeded, wanted, check_exact=True)


@pytest.mark.parametrize(
    ("indicator", "change"),
    [
        ("zhejiang.residence", {"points": 26}),
        ("zhejiang.age", {"from_": 54}),
        (
            "ningbo.housing",
            {
                "points": {
                    "owned": 2000,
                    "rented": 1001,
                    "dormitory": 1000,
                    "public_rental": 1000,
                    "none": 0,
                }
            },
        ),
    ],
)
@pytest.mark.parametrize("engine", [in_polars, in_duckdb])
def test_a_rule_that_differs_in_one_figure_is_seen(
    engine: Callable[..., pl.DataFrame],
    indicator: str,
    change: dict[str, object],
    tables: Tables,
    wanted: pl.DataFrame,
) -> None:
    scores = engine(slightly_other(scheme(), indicator, **change), *tables)
    differing = [name for name in wanted.columns if not scores[name].equals(wanted[name])]
    assert indicator in differing
    assert "total" in differing


@pytest.mark.parametrize("used_in", ["330212", "330100", "310000"])
def test_a_frame_used_elsewhere_gives_what_one_by_one_gives(
    used_in: str, people: list[dict[str, object]]
) -> None:
    composed, some = scheme(used_in), people[:5000]
    scores = in_polars(composed, *frame_of(composed, some))
    assert_frame_equal(scores, one_by_one(composed, some), check_exact=True)
