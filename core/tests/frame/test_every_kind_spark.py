"""Every rule kind on Spark in local mode. It runs in an environment of its own: `tox -e spark`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jifen import Rule, Scheme

from .engines import differences
from .test_every_kind import RULES, fits, ons, people, scheme_of, seeds

pytest.importorskip("pyspark", reason="PySpark is not installed: tox -e spark")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_all_kinds_together_give_on_spark_what_they_give_one_by_one(spark: Any) -> None:
    def on_spark(
        composed: Scheme, frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        tables = {f: spark.createDataFrame(t.to_arrow()) for f, t in events.items()}
        scored = composed.score_frame(spark.createDataFrame(frame.to_arrow()), events=tables)
        return pl.DataFrame(scored.scores.toArrow())

    @settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
    @given(st.tuples(*(rule.filter(fits) for rule in RULES.values())), seeds, ons)
    def equal(rules: tuple[Rule, ...], seed: int, on: date) -> None:
        assert differences(scheme_of(rules, on), people(seed), {}, [on_spark]) == []

    equal()
