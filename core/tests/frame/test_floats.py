"""Floats are not exact: an amount that is no whole one is told so, and how to give it instead."""

from fractions import Fraction

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from jifen import AmountFact
from jifen.rules.per_unit import PerUnit

from ..chain import PROVINCE, book, indicator, same, scheme
from .engines import scored
from .test_rejected import NONE, SCHEME, _relation, frame


def _in_polars(table):
    return table.with_columns(pl.col("tax").cast(pl.Decimal(38, 6)))


def _in_duckdb(table):
    return table.select("* replace (tax::decimal(38, 6) as tax)")


def _in_pandas(table):
    return table.assign(tax=table["tax"].astype(pd.ArrowDtype(pa.decimal128(38, 6))))


def _id(row):
    return float(row["applicant_id"])


@pytest.mark.parametrize(
    ("held", "exact"),
    [
        (pl.DataFrame, _in_polars),
        (pl.DataFrame.to_pandas, _in_pandas),
        (_relation, _in_duckdb),
    ],
)
def test_an_amount_that_is_no_whole_float_is_told_so_and_the_remedy_works(held, exact) -> None:
    amounts = (12.0, 12.5, 99_999.99, 12.345, 100_000.5, 200_000.5, -1.0)
    rows = [{"applicant_id": str(tax), "tax": tax} for tax in amounts]
    table, none = held(frame(*rows, tax=pl.Float64)), {"offences": held(NONE)}
    # DuckDB keeps no order.
    good, bad = (sorted(rows, key=_id) for rows in scored(SCHEME, table, events=none))
    assert [row["applicant_id"] for row in good] == ["12.0"]
    inexact = [row for row in bad if "floats are not exact" in row["reason_en"]]
    assert [row["value"] for row in inexact] == ["12.345", "12.5", "99999.99"]
    assert {row["reason_en"] for row in inexact} == {
        "floats are not exact, and in a column of them only whole numbers are accepted. Expected 0 "
        "to 100000 with at most two decimals, in a column of decimals: .cast(pl.Decimal(38, 6)) in "
        "Polars, .astype(pd.ArrowDtype(pa.decimal128(38, 6))) in pandas"
    }
    assert inexact[0]["reason_zh"].startswith(
        "浮点数不精确，浮点列中只接受整数。应为 0 至 100000、至多两位小数的数，且整列为 decimal："
    )
    others = [row for row in bad if row not in inexact]
    assert [row["applicant_id"] for row in others] == ["-1.0", "100000.5", "200000.5"]
    assert {row["reason_en"] for row in others} == {
        "the value is not accepted. Expected 0 to 100000 with at most two decimals"
    }
    good, bad = (sorted(rows, key=_id) for rows in scored(SCHEME, exact(table), events=none))
    assert [row["applicant_id"] for row in good] == ["12.0", "12.5", "99999.99"]
    assert bad[0]["reason_en"].startswith("the value is not accepted.")


def test_a_float_within_bounds_without_a_whole_number_is_told_that_it_is_a_float() -> None:
    part = AmountFact(id="part", name=same("比例"), min=Fraction(1, 4), max=Fraction(3, 4))
    per_unit = PerUnit(fact="part", unit=1, points=1)
    composed = scheme(book(PROVINCE, indicator("jia.part", per_unit), facts=[part]))
    table = pl.DataFrame({"applicant_id": ["a", "b", "c"], "part": [0.5, None, float("nan")]})
    good, bad = scored(composed, table)
    assert [row["applicant_id"] for row in good] == ["b"]
    assert [row["reason_en"].split(".")[0] for row in bad] == [
        "floats are not exact, and in a column of them only whole numbers are accepted",
        "the value is not accepted",
    ]
