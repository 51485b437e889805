"""Scores of Parquet tables on a Spark cluster: what `score_frame` gives, written by the cluster.

It needs `pip install 'jifen[spark]'` on the driver, and Java 17. The plan is Spark's own
expressions throughout: no Python runs on the executors, and nothing of jifen is installed there.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from jifen.errors import InputError, Problem
from jifen.frame import APPLICANT
from jifen.frame.engine import Engine
from jifen.frame.parquet import Written
from jifen.frame.places import parts_of_places
from jifen.frame.scored import parts_of
from jifen.frame.sources import require_folders_apart
from jifen.registry import Registry
from jifen.scheme import Scheme
from jifen.text import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]

__all__ = ["Written", "score_parquet"]

_SPARK = Engine("pyspark")


def score_parquet(
    spark: "SparkSession",
    rules: Scheme | Registry,
    applicants: str,
    scores: str,
    rejected: str,
    *,
    events: Mapping[str, str] | None = None,
    on: date | None = None,
    id: str = APPLICANT,
    unique_ids: bool = False,
    mode: str = "errorifexists",
) -> Written:
    """Score a Parquet table into two: the scores, and the rows that could not be scored.

    Args:
        spark: The session.
        rules: The scheme of all applicants; or the registry, if the table has a column `lives_in`.
        applicants: The path of the table; see `Scheme.score_frame` for its columns.
        scores: The path of the table of scores.
        rejected: The path of the table of rejected rows.
        events: For each fact of dated events the path of its table.
        on: The date of the scores, with a registry; a scheme has its own.
        id: The name of the column of ids.
        unique_ids: Whether to look for ids that stand in several rows; it costs a shuffle.
        mode: What to do if a path of the output exists: `errorifexists` or `overwrite`.

    Raises:
        InputError: with every column that is missing, unknown or of a wrong type; or if a path of
            the output is one of the input, or both are one.
        RulebookError: if a rule cannot be computed as columns.
    """
    if isinstance(rules, Scheme) and on not in (None, rules.on):
        raise InputError([_other_date(on, rules.on)])
    events = events or {}
    sources = {"applicants": applicants, **{f"events[{f}]": path for f, path in events.items()}}
    require_folders_apart({"scores": scores, "rejected": rejected}, sources)
    frame = spark.read.parquet(applicants)
    tables = {fact: spark.read.parquet(path) for fact, path in events.items()}
    if isinstance(rules, Scheme):
        parts = parts_of(_SPARK, rules, frame, tables, id, unique_ids)
    else:
        parts = parts_of_places(_SPARK, rules, frame, on, tables, id, unique_ids)
    _native(parts.scores).write.mode(mode).parquet(scores)
    # Both counts stand in the footers of the files, so neither table is read for them.
    given, scored = frame.count(), spark.read.parquet(scores).count()
    faults = _native(parts.events())
    if scored < given:
        faults = _native(parts.rejected()).unionByName(faults)
    faults.write.mode(mode).parquet(rejected)
    return Written(scored, given - scored, spark.read.parquet(rejected).count())


def _native(frame: Any) -> Any:
    return frame.to_native()


def _other_date(on: date | None, of_scheme: date) -> Problem:
    return Problem(
        "on",
        Text(f"{on} 与方案的计分日 {of_scheme} 不同", f"{on} is not the scheme's {of_scheme}"),
        Text("请按该日重新解析方案", "Resolve the scheme for that date"),
    )
