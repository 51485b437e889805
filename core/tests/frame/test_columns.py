"""A frame whose columns are wrong is refused before any row is read, with every fault at once."""

from datetime import date
from itertools import product

import duckdb
import pandas as pd
import polars as pl
import pytest

from jifen import CountFact, InputError, RulebookError
from jifen.formula import Num
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, PROVINCE, book, indicator, same, scheme, ten_an_offence
from .engines import scored
from .test_rejected import GOOD, NONE, SCHEME, events, frame


def problems(table, **more):
    with pytest.raises(InputError) as refused:
        SCHEME.score_frame(table, **{"events": {"offences": NONE}} | more)
    return {p.place.split(" ")[0]: p.what.en for p in refused.value.problems}


@pytest.mark.parametrize(
    ("fact", "dtype", "value"),
    [
        ("born", pl.String, "1990-05-01"),
        ("born", pl.Datetime("us", "Asia/Shanghai"), None),
        ("months", pl.String, "12"),
        ("months", pl.Boolean, True),
        ("tax", pl.String, "1"),
        ("skill", pl.Int64, 1),
        ("member", pl.Int64, 1),
        ("member", pl.String, "true"),
    ],
)
def test_a_column_of_another_type_is_refused(fact, dtype, value) -> None:
    table = frame({}).with_columns(pl.lit(value, dtype).alias(fact))
    assert list(problems(table)) == [fact]


def test_every_wrong_column_is_named_at_once() -> None:
    table = pl.DataFrame({"id": ["a"], "mnths": [1], "skill": [1], "offences": [1]})
    assert problems(table, events={"member": NONE}) == {
        "applicant_id": "the column of ids is missing",
        "born": "this required column is missing",
        "id": "there is no such fact",
        "mnths": "there is no such fact",
        "skill": "the column is of type Int64",
        "offences": "the column is of type Int64",
        "events[member]": "there is no fact of dated events of this name",
    }


def test_a_name_is_suggested_for_a_column_that_is_like_one_and_for_no_other() -> None:
    table = frame({}).with_columns(mnths=pl.lit(1), moths_eaten=pl.lit(1))
    with pytest.raises(InputError) as refused:
        SCHEME.score_frame(table, events={"offences": NONE})
    assert [p.remedy.en for p in refused.value.problems] == [
        "Did you mean months? Else leave it out",
        "Leave the column out",
    ]


def test_a_missing_events_table_of_a_required_fact_is_an_error() -> None:
    assert problems(frame({}), events={}) == {"offences": "this required events table is missing"}


def test_ids_that_became_floats_are_refused() -> None:
    table = frame({}).with_columns(applicant_id=pl.lit(3.3e17))
    assert problems(table)["applicant_id"] == "the ids are of type Float64"


def test_an_events_table_must_have_its_own_columns_and_the_same_ids() -> None:
    table = pl.DataFrame({"applicant_id": [1], "day": [date(2020, 1, 1)]})
    assert problems(frame({}), events={"offences": table}) == {
        "offences.applicant_id": "its ids are of type Int64, those of the applicants String",
        "offences.date": "the events table lacks this column",
        "offences.day": "an events table has no such column",
    }


def test_a_column_without_any_value_says_that_the_fact_is_absent() -> None:
    table = frame({}).with_columns(months=pl.lit(None), skill=pl.lit(None))
    scores = SCHEME.score_frame(table, events={"offences": NONE}).scores
    assert (scores["jia.months"][0], scores["jia.skill"][0]) == (0, 0)


def test_a_pandas_column_of_two_types_is_refused() -> None:
    table = pd.DataFrame([GOOD, GOOD | {"months": "12"}])
    with pytest.raises(InputError, match="cannot be used as a frame"):
        SCHEME.score_frame(table, events={"offences": NONE.to_pandas()})


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be used as a frame: list"):
        SCHEME.score_frame([GOOD])


def refused(table, dated) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as error:
        SCHEME.score_frame(table, events={"offences": dated})
    assert all(p.what.zh != p.what.en for p in error.value.problems)
    return [(p.place, p.what.en, p.remedy.en) for p in error.value.problems]


def _relation(table: pl.DataFrame) -> duckdb.DuckDBPyRelation:
    return duckdb.from_arrow(table.to_arrow())


def _twice(table: pl.DataFrame, name: str) -> pd.DataFrame:
    held = table.to_pandas()
    return pd.concat([held, held[[name]]], axis="columns")


@pytest.mark.parametrize(
    ("held", "twice"),
    [
        (pl.DataFrame.to_pandas, _twice),
        (
            pl.DataFrame.to_arrow,
            lambda table, name: table.to_arrow().append_column(name, table[name].to_arrow()),
        ),
        (_relation, lambda table, name: _relation(table).select(f"*, {name}")),
    ],
)
def test_two_columns_of_one_name_are_refused_by_that_name(held, twice) -> None:
    what, remedy = "2 columns have this name", "Keep one of them, or rename the others"
    assert refused(twice(frame({}), "months"), held(NONE)) == [("months", what, remedy)]
    assert refused(held(frame({})), twice(NONE, "date")) == [("offences.date", what, remedy)]


def test_frames_in_memory_go_together_whatever_their_library() -> None:
    dated = events(("good", date(2020, 1, 1)), ("nobody", date(2020, 1, 1)))
    holds = {
        "polars": lambda table: table,
        "pandas": pl.DataFrame.to_pandas,
        "pyarrow": pl.DataFrame.to_arrow,
        "polars_lazy": pl.DataFrame.lazy,
    }
    for applicants, events_in in product(holds, list(holds)[:3]):
        good, bad = scored(
            SCHEME, holds[applicants](frame({})), events={"offences": holds[events_in](dated)}
        )
        assert [row["deducted"] for row in good] == [1], (applicants, events_in)
        assert [row["applicant_id"] for row in bad] == ["nobody"], (applicants, events_in)


@pytest.mark.parametrize(
    ("applicants", "dated", "names"),
    [
        (pl.DataFrame.to_pandas, pl.DataFrame.lazy, ("Polars LazyFrame", "pandas DataFrame")),
        (_relation, pl.DataFrame, ("Polars DataFrame", "DuckDB relation")),
        (pl.DataFrame.lazy, _relation, ("DuckDB relation", "Polars LazyFrame")),
    ],
)
def test_other_kinds_of_frames_are_not_mixed_and_the_remedy_works(applicants, dated, names) -> None:
    its, theirs = names
    assert refused(applicants(frame({})), dated(NONE)) == [
        (
            "events[offences]",
            f"it is a {its} and cannot be computed with applicants that are a {theirs}",
            f"Give it as a {theirs} too",
        )
    ]
    good, _ = scored(SCHEME, applicants(frame({})), events={"offences": applicants(NONE)})
    assert len(good) == 1


def test_events_that_are_no_frame_are_refused_by_the_name_of_their_fact() -> None:
    ((place, what, _),) = refused(frame({}), [])
    assert (place, what) == ("events[offences]", "it cannot be used as a frame: list")


def test_places_in_the_frame_are_for_the_registry() -> None:
    with pytest.raises(InputError, match=r"Use registry\.score_frame"):
        SCHEME.score_frame(frame({}).with_columns(lives_in=pl.lit("1")), events={"offences": NONE})


def test_a_rule_whose_numbers_could_overflow_is_an_error_before_any_row_is_read() -> None:
    vast = CountFact(id="vast", name=same("vast"), max=2**60)
    composed = scheme(
        book(PROVINCE, indicator("jia.item", PerUnit(fact="vast", unit=7, points=1)), facts=[vast])
    )
    with pytest.raises(RulebookError, match=r"beyond what every engine computes exactly"):
        composed.score_frame(pl.DataFrame({"applicant_id": ["a"], "vast": [1]}))


def test_a_formula_without_a_column_reading_is_an_error_that_names_it() -> None:
    class Own(Num):
        def source(self, code):
            return "1"

        def reach(self, code, known):
            return 1, 1

    class OwnRule(PerUnit):
        def formula(self, facts):
            return Own()

    rule = OwnRule(fact="months", points=1)
    composed = scheme(book(PROVINCE, indicator("jia.item", rule), facts=[MONTHS]))
    with pytest.raises(RulebookError, match="Own, which has no column reading"):
        composed.score_frame(pl.DataFrame({"applicant_id": ["a"], "months": [1]}))


def test_the_same_plan_scores_int_and_text_ids() -> None:
    composed = scheme(ten_an_offence(PROVINCE))
    for id_ in (7, "7"):
        dated = pl.DataFrame({"applicant_id": [id_], "date": [date(2022, 1, 1)]})
        table = pl.DataFrame({"applicant_id": [id_], "months": [30]})
        scores = composed.score_frame(table, events={"offences": dated}).scores
        assert scores.row(0, named=True)["total"] == 20
