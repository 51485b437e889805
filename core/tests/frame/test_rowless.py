"""A table in memory without a row holds no wrong value, whatever types its columns have."""

from datetime import date
from itertools import product

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from jifen import InputError

from ..chain import COUNTY, ON
from .engines import scored
from .test_places import REGISTRY
from .test_rejected import NONE, SCHEME, events, frame

EMPTY = {
    "pandas objects": pd.DataFrame(columns=["applicant_id", "date"]),
    "pandas floats": pd.DataFrame({"applicant_id": [], "date": []}),
    "Polars": pl.DataFrame({"applicant_id": [], "date": []}),
    "Polars floats": pl.DataFrame(schema={"applicant_id": pl.Float64, "date": pl.String}),
    "Polars objects": pl.DataFrame(schema={"applicant_id": pl.Object, "date": pl.Object}),
    "Arrow": pa.table({"applicant_id": pa.nulls(0), "date": pa.nulls(0)}),
}
HELD = {
    "polars": lambda table: table,
    "pandas": pl.DataFrame.to_pandas,
    "pyarrow": pl.DataFrame.to_arrow,
}


@pytest.mark.parametrize(("none", "held"), [*product(EMPTY, HELD)])
def test_a_table_without_events_says_that_there_are_none(none: str, held: str) -> None:
    good, bad = scored(SCHEME, HELD[held](frame({})), events={"offences": EMPTY[none]})
    assert [(row["applicant_id"], row["deducted"]) for row in good] == [("good", 0)]
    assert bad == []


@pytest.mark.parametrize("none", EMPTY)
def test_ids_may_be_integers(none: str) -> None:
    table = frame({}).with_columns(applicant_id=pl.lit(7))
    good, bad = scored(SCHEME, table, events={"offences": EMPTY[none]})
    assert [row["applicant_id"] for row in good] == [7]
    assert bad == []


@pytest.mark.parametrize("none", EMPTY)
def test_its_columns_must_be_there_and_no_others(none: str) -> None:
    table = EMPTY[none]
    names = ["applicant_id", "day"]
    renamed = (
        table.set_axis(names, axis="columns")
        if isinstance(table, pd.DataFrame)
        else table.rename(dict(zip(["applicant_id", "date"], names, strict=True)))
        if isinstance(table, pl.DataFrame)
        else table.rename_columns(names)
    )
    with pytest.raises(InputError) as refused:
        SCHEME.score_frame(frame({}), events={"offences": renamed})
    places = [problem.place.split(" ")[0] for problem in refused.value.problems]
    assert places == ["offences.date", "offences.day"]


@pytest.mark.parametrize("type_", [pl.String, pl.Int64])
def test_applicants_without_a_row_give_no_rows_and_strays_are_listed(type_) -> None:
    table = pd.DataFrame(columns=frame({}).columns)
    dated = events(("7", date(2020, 1, 1))).with_columns(pl.col("applicant_id").cast(type_))
    good, bad = scored(SCHEME, table, events={"offences": dated})
    assert good == []
    assert [(row["applicant_id"], row["column"]) for row in bad] == [
        ("7" if type_ == pl.String else 7, "offences.applicant_id")
    ]
    good, bad = scored(SCHEME, table, events={"offences": EMPTY["pandas objects"]})
    assert (good, bad) == ([], [])


def test_a_row_of_a_wrong_type_is_refused_as_ever() -> None:
    dated = pl.DataFrame({"applicant_id": [None], "date": [None]})
    with pytest.raises(InputError) as refused:
        SCHEME.score_frame(frame({}), events={"offences": dated})
    assert {p.place.split(" ")[0] for p in refused.value.problems} == {
        "offences.applicant_id",
        "offences.date",
    }


def test_a_table_elsewhere_is_told_what_to_cast_and_no_float_is_spoken_of() -> None:
    for held in (pl.DataFrame.lazy, lambda table: duckdb.from_arrow(table.to_arrow())):
        none = held(pl.DataFrame(schema={"applicant_id": pl.Boolean, "date": pl.Date}))
        with pytest.raises(InputError) as refused:
            SCHEME.score_frame(held(frame({})), events={"offences": none})
        assert refused.value.problems[0].remedy.en == (
            "Cast them to text or integers, also in a table without rows"
        )
        good, _ = scored(SCHEME, held(frame({})), events={"offences": held(NONE)})
        assert len(good) == 1


def test_places_are_scored_with_tables_without_a_row_too() -> None:
    none = {"offences": EMPTY["pandas objects"]}
    people = pd.DataFrame({"applicant_id": ["a"], "lives_in": [COUNTY], "months": [12]})
    both = REGISTRY.score_frame(people, on=ON, events=none)
    assert (len(both.scores), len(both.rejected)) == (1, 0)
    both = REGISTRY.score_frame(people.head(0).astype(object), on=ON, events=none)
    assert (len(both.scores), len(both.rejected)) == (0, 0)
