"""Spark in local mode: the scores against Spark copying the same volume; the second, warm pass.

    python benchmarks/frame_spark.py [--rows 10000000] [--rounds 3] [--folder FOLDER]

It needs Java 17 and benchmarks/requirements-spark.txt. The copy reads every column of the input and
writes as many columns of the same types as the scores have. `scores` writes the scores with all input
checks; `score_parquet` is the whole call, which also lists what was rejected.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import frame_data

from jifen.spark import score_parquet

FACTS = ("breaches_of_trust", "offences")


def copied(frame: Any) -> Any:
    """A copy: each column of the output is one of the input, as a decimal of two places."""
    from pyspark.sql import functions as f

    types = [(name, kind) for name, kind in frame.dtypes if name != "applicant_id"]

    def column(n: int) -> Any:
        name, kind = types[n % len(types)]
        value = f.col(name)
        if kind == "string":
            value = f.length(value)
        elif kind == "date":
            value = f.dayofyear(value)
        elif kind.startswith("decimal"):
            value = value.cast("bigint") % 1000
        number = f.coalesce(value.cast("int"), f.lit(0))
        return number.cast("decimal(9,2)").alias(f"c{n}")

    return frame.select(
        "applicant_id",
        *(column(n) for n in range(29)),
        f.col("works_locally").alias("frozen"),
        f.col("county_housing").alias("eligible"),
        f.col("residence_permit_valid_until").alias("frozen_until"),
        column(29).alias("floored"),
        f.col("shortage_occupation").alias("provisional"),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "jifen-frames"
    )
    options.add_argument("--memory", default="4g")
    options.add_argument("--java", default="", help="options of the JVM, of the copy too")
    options.add_argument(
        "--case",
        choices=["scores", "score_parquet"],
        action="append",
        help="only these, and the copy",
    )
    given = options.parse_args()
    folder = frame_data.write(given.folder, given.rows)
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.python.sql.dataFrameDebugging.enabled", "false")
        .config("spark.driver.extraJavaOptions", given.java)
        .config("spark.driver.memory", given.memory)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.autoBroadcastJoinThreshold", "200m")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    scheme = frame_data.scheme()
    source = str(folder / "applicants.parquet")
    events = {fact: str(folder / f"{fact}.parquet") for fact in FACTS}
    out, bad = str(given.folder / "spark-out"), str(given.folder / "spark-rejected")

    def copy() -> None:
        copied(spark.read.parquet(source)).write.mode("overwrite").parquet(out)

    def scores() -> None:
        tables = {fact: spark.read.parquet(path) for fact, path in events.items()}
        scored = scheme.score_frame(spark.read.parquet(source), events=tables)
        scored.scores.write.mode("overwrite").parquet(out)

    def whole() -> None:
        score_parquet(spark, scheme, source, out, bad, events=events, mode="overwrite")

    cases: dict[str, Callable[[], None]] = {"copy": copy, "scores": scores, "score_parquet": whole}
    wanted = {"copy", *(given.case or cases)}
    times: dict[str, list[float]] = {name: [] for name in cases if name in wanted}
    for n in range(given.rounds + 1):
        for name, each in times.items():
            clock = time.perf_counter()
            cases[name]()
            spent = time.perf_counter() - clock
            print(
                f"{'pass ' + str(n) if n else 'warming up':10}  {name:14} {spent:6.1f} s",
                flush=True,
            )
            if n:  # the first pass warms up the JVM
                each.append(spent)
    print(f"{given.rows:,} rows, warm, median of {given.rounds} passes")
    for name, each in times.items():
        ratio = median(a / b for a, b in zip(each, times["copy"], strict=True))
        print(
            f"{name:14} {median(each):6.1f} s ({min(each):.1f}–{max(each):.1f})  ratio {ratio:.2f}"
        )
    spark.stop()
    for path in (out, bad):
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    main()
