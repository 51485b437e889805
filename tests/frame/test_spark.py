"""Spark in local mode gives what `score` gives. It runs in an environment of its own: `tox -e spark`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import jifen

from .population import APPLICANTS, frame_of, one_by_one, scheme, slightly_other

pytest.importorskip("pyspark", reason="PySpark is not installed: tox -e spark")
pytestmark = pytest.mark.filterwarnings("ignore")

from jifen.spark import Written, score_parquet  # noqa: E402


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "America/New_York")
        .config("spark.sql.debug.maxToStringFields", "1000")  # the whole plan as text
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def written(folder: Path, frame: pl.DataFrame, events: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """The paths of a run over these tables."""
    frame.write_parquet(folder / "applicants.parquet")
    for fact, table in events.items():
        table.write_parquet(folder / f"{fact}.parquet")
    return {
        "applicants": str(folder / "applicants.parquet"),
        "scores": str(folder / "scores"),
        "rejected": str(folder / "rejected"),
        "events": {fact: str(folder / f"{fact}.parquet") for fact in events},
    }


def read(path: str) -> pl.DataFrame:
    return pl.read_parquet(f"{path}/*.parquet").sort("applicant_id")


def test_a_hundred_thousand_applicants_score_what_they_score_one_by_one(
    spark: Any, tmp_path: Path
) -> None:
    composed, people = scheme(), APPLICANTS(100_000, seed=7, with_events=0.2)
    paths = written(tmp_path, *frame_of(composed, people))
    assert score_parquet(spark, composed, **paths) == Written(100_000, 0, 0)
    scores, wanted = read(paths["scores"]), one_by_one(composed, people)
    assert_frame_equal(scores, wanted, check_exact=True)
    # That this can fail: one figure of one rule differs.
    score_parquet(spark, slightly_other(composed), **paths, mode="overwrite")
    other = read(paths["scores"])
    with pytest.raises(AssertionError, match=r"zhejiang\.residence"):
        assert_frame_equal(other, wanted, check_exact=True)
    assert not other["total"].equals(wanted["total"])


def shuffles(plan: str) -> list[str]:
    return [line for line in plan.splitlines() if re.search(r"(?<!Broadcast)Exchange ", line)]


def test_the_plan_has_no_python_in_it_and_caps_are_least(spark: Any, tmp_path: Path) -> None:
    composed = scheme()
    paths = written(tmp_path, *frame_of(composed, APPLICANTS(50, seed=1)))
    tables = {fact: spark.read.parquet(path) for fact, path in paths["events"].items()}
    scored = composed.score_frame(spark.read.parquet(paths["applicants"]), events=tables)
    plan = scored.scores._jdf.queryExecution().executedPlan().toString()
    assert "Python" not in plan
    assert "UDF" not in plan
    assert "least(" in plan
    assert "SortMergeJoin" not in plan
    # Each events table is shuffled to be aggregated and then broadcast; the applicants stay.
    exchanges = [line.split("Exchange")[1].split("(")[0] for line in shuffles(plan)]
    assert sorted(exchanges) == [" hashpartitioning", " hashpartitioning"]
    assert plan.count("BroadcastExchange") == len(tables) == 2


def test_java_compiles_every_method_that_spark_writes(
    spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    composed = scheme()
    paths = written(tmp_path, *frame_of(composed, APPLICANTS(50, seed=1)))
    tables = {fact: spark.read.parquet(path) for fact, path in paths["events"].items()}
    # An adaptive plan has no code before it runs.
    spark.conf.set("spark.sql.adaptive.enabled", "false")
    scored = composed.score_frame(spark.read.parquet(paths["applicants"]), events=tables)
    scored.scores.explain("codegen")
    spark.conf.unset("spark.sql.adaptive.enabled")
    sizes = [int(size) for size in re.findall(r"maxMethodCodeSize:(\d+)", capsys.readouterr().out)]
    # What is longer than this is interpreted, unless Java is told otherwise.
    assert len(sizes) >= 3
    assert max(sizes) < 8000


def test_bad_rows_and_bad_events_are_listed_and_the_others_scored(
    spark: Any, tmp_path: Path
) -> None:
    composed, people = scheme(), APPLICANTS(20, seed=1, with_events=0)
    frame, events = frame_of(composed, people)
    frame = frame.with_columns(
        residence_months=pl.Series([9999, *[1] * 19], dtype=pl.Int32),
        birth_date=pl.Series([None, *frame["birth_date"][1:]]),
        skill=pl.Series([*frame["skill"][:19], "wizard"]),
    )
    dated = pl.DataFrame(
        {"applicant_id": ["000000005", "nobody"], "date": [None, date(2020, 1, 1)]},
        schema=events["offences"].schema,
    )
    paths = written(tmp_path, frame, events | {"offences": dated})
    assert score_parquet(spark, composed, **paths) == Written(17, 3, 6)
    assert sorted(
        read(paths["rejected"]).select("applicant_id", "column", "value").rows(), key=str
    ) == [
        ("000000000", "birth_date", None),
        ("000000000", "residence_months", "9999"),
        ("000000005", "offences", None),
        ("000000005", "offences.date", None),
        ("000000019", "skill", "wizard"),
        ("nobody", "offences.applicant_id", "nobody"),
    ]


def test_the_registry_scores_each_row_under_the_rules_of_its_places(
    spark: Any, tmp_path: Path
) -> None:
    people = APPLICANTS(60, seed=2, with_events=0.5)
    frame, events = frame_of(scheme(), people)
    uses = [None, "330212", "310000", "nowhere"]
    placed = frame.with_columns(
        lives_in=pl.lit("330225"),
        used_in=pl.Series([uses[n % 4] for n in range(60)], dtype=pl.String),
    )
    paths = written(tmp_path, placed, events)
    on = date(2022, 10, 1)
    registry = jifen.load_registry({"330225"})
    assert score_parquet(spark, registry, on=on, **paths) == Written(45, 15, 15)
    scores = read(paths["scores"])
    for n, use in enumerate(uses[:3]):
        mine = people[n::4]
        wanted = one_by_one(scheme(use), mine)
        got = scores.filter(pl.col("applicant_id").is_in(frame["applicant_id"][n::4].implode()))
        assert_frame_equal(got.drop("applicant_id"), wanted.drop("applicant_id"), check_exact=True)


def test_types_that_other_systems_write_are_admitted(spark: Any, tmp_path: Path) -> None:
    composed, people = scheme(), APPLICANTS(500, seed=4, with_events=0.3)
    frame, events = frame_of(composed, people)
    other = frame.with_columns(
        pl.col("residence_months").cast(pl.Int64),
        pl.col("social_insurance_months").cast(pl.Float64),
        pl.col("jobs_created").cast(pl.Decimal(20, 0)),
        pl.col("tax_paid_yuan").cast(pl.Decimal(30, 6)),
        pl.col("applicant_id").cast(pl.Int64),
    )
    dated = {f: t.with_columns(pl.col("applicant_id").cast(pl.Int64)) for f, t in events.items()}
    paths = written(tmp_path, other, dated)
    assert score_parquet(spark, composed, **paths).rejected == 0
    got = read(paths["scores"]).drop("applicant_id")
    assert_frame_equal(got, one_by_one(composed, people).drop("applicant_id"), check_exact=True)


def test_a_timestamp_column_is_refused_where_a_date_is_meant(spark: Any, tmp_path: Path) -> None:
    composed = scheme()
    frame, events = frame_of(composed, APPLICANTS(5, seed=1))
    zoned = pl.col("birth_date").cast(pl.Datetime("us", "UTC"))
    paths = written(tmp_path, frame.with_columns(zoned), events)
    with pytest.raises(jifen.InputError, match="birth_date"):
        score_parquet(spark, composed, **paths)


def test_an_output_that_is_there_is_not_overwritten_unasked(spark: Any, tmp_path: Path) -> None:
    composed = scheme()
    paths = written(tmp_path, *frame_of(composed, APPLICANTS(5, seed=1)))
    score_parquet(spark, composed, **paths)
    with pytest.raises(Exception, match="PATH_ALREADY_EXISTS"):
        score_parquet(spark, composed, **paths)
    assert score_parquet(spark, composed, **paths, mode="overwrite").scored == 5


def test_repeated_ids_are_looked_for_if_asked(spark: Any, tmp_path: Path) -> None:
    composed = scheme()
    frame, events = frame_of(composed, APPLICANTS(5, seed=1, with_events=0))
    paths = written(tmp_path, pl.concat([frame, frame[:1]]), events)
    assert score_parquet(spark, composed, **paths, unique_ids=True) == Written(4, 2, 2)


def test_the_date_of_a_scheme_is_not_changed_in_silence(spark: Any) -> None:
    with pytest.raises(jifen.InputError, match="is not the scheme's 2022-10-01"):
        score_parquet(spark, scheme(), "in", "out", "bad", on=date(2023, 1, 1))


def test_decimals_come_out_with_two_places(spark: Any, tmp_path: Path) -> None:
    composed = scheme()
    paths = written(
        tmp_path,
        *frame_of(
            composed,
            [
                {
                    "birth_date": date(1990, 1, 1),
                    "residence_months": 1,
                    "breaches_of_trust": [],
                    "offences": [],
                }
            ],
        ),
    )
    score_parquet(spark, composed, **paths)
    row = read(paths["scores"]).row(0, named=True)
    assert row["zhejiang.residence"] == Decimal("0.25")
    assert dict(spark.read.parquet(paths["scores"]).dtypes)["total"] == "decimal(9,2)"
