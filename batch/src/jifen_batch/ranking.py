"""Who gets the places of a service: the rule of ranking, over a frame of candidates.

In this order: a score that may not be used stands apart, of a household one holder stands, who is
below the threshold stands apart, the others are ranked within their group until its places run
out. Equal applicants have equal ranks; if the places do not reach for all who are equal at the
last one, none of them is chosen, and all are shown.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import polars as pl
from attrs import frozen

from jifen import Text


class Status(StrEnum):
    """Where an applicant stands; the first three are ranked."""

    ADMITTED = "admitted"
    TIED = "tied"
    NOT_ADMITTED = "not_admitted"
    BELOW_THRESHOLD = "below_threshold"
    HOUSEHOLD = "household"
    FROZEN = "frozen"
    INELIGIBLE = "ineligible"
    NOT_OFFERED = "not_offered"


RANKED = (Status.ADMITTED, Status.TIED, Status.NOT_ADMITTED)

NAMES: Mapping[Status, Text] = {
    Status.ADMITTED: Text("入围", "admitted"),
    Status.TIED: Text("末位同分，待定", "tied at the last place"),
    Status.NOT_ADMITTED: Text("未入围", "not admitted"),
    Status.BELOW_THRESHOLD: Text("未达最低分", "below the threshold"),
    Status.HOUSEHOLD: Text("同户由他人申请", "another of the household stands"),
    Status.FROZEN: Text("积分冻结", "frozen"),
    Status.INELIGIBLE: Text("不符合条件", "not eligible"),
    Status.NOT_OFFERED: Text("不面向其居住地", "not offered to their place"),
}
"""How the statuses are said."""


@frozen(kw_only=True)
class Contest:
    """What is at stake.

    Attributes:
        threshold: The least quanta asked for; None for none.
        places: How many places each group has; a group that it does not name has no limit.
        ties: How many columns `tie_0`, `tie_1` … are compared where the points are equal.
    """

    threshold: int | None
    places: Mapping[str, int]
    ties: int

    @property
    def keys(self) -> Sequence[str]:
        """The columns compared, the first first; more is better in each."""
        return ("counted", *(f"tie_{n}" for n in range(self.ties)))


def ranked(candidates: pl.DataFrame, contest: Contest) -> pl.DataFrame:
    """The candidates, each with where they stand: the ranked first, group by group.

    Args:
        candidates: `row`, `applicant_id`, `group` (an enum in the order of the list), `household` (or
            null), `counted` and the ties in quanta, `offered`, `eligible` and `frozen`.
        contest: What is at stake.

    Returns:
        The same rows with `status`; `rank`, null for those who stand apart; `equal`, how many
        have that rank; `places`, those of the group; `stands`, who stands for the household; and
        `as_good`, whether the score of that one is no better.
    """
    judged = _with_holders(candidates, contest).with_columns(
        _apart(contest).alias("status"),
        pl.col("group")
        .cast(pl.String)
        .replace_strict(contest.places, default=None, return_dtype=pl.Int64)
        .alias("places"),
    )
    in_race = _best_first(judged.filter(pl.col("status").is_null()), contest, "group")
    alike = ("group", *contest.keys)
    position = pl.int_range(1, pl.len() + 1).over("group")
    in_race = in_race.with_columns(position.alias("position")).with_columns(
        pl.col("position").min().over(alike).alias("rank"),
        pl.col("position").max().over(alike).alias("last"),
        pl.len().over(alike).alias("equal"),
    )
    places = pl.col("places").fill_null(in_race.height)
    in_race = in_race.with_columns(
        pl.when(pl.col("last") <= places)
        .then(pl.lit(Status.ADMITTED))
        .when(pl.col("rank") <= places)
        .then(pl.lit(Status.TIED))
        .otherwise(pl.lit(Status.NOT_ADMITTED))
        .alias("status")
    ).drop("position", "last")
    others = judged.filter(pl.col("status").is_not_null())
    return pl.concat([in_race, others], how="diagonal")


def _best_first(frame: pl.DataFrame, contest: Contest, *within: str) -> pl.DataFrame:
    """Rows sorted by what is compared; those that are equal, in the order of the table."""
    down = [*(False for _ in within), *(True for _ in contest.keys), False]
    return frame.sort(*within, *contest.keys, "row", descending=down)


def _with_holders(candidates: pl.DataFrame, contest: Contest) -> pl.DataFrame:
    """The candidates, each with the one whose score stands for the household."""
    usable = pl.col("offered") & pl.col("eligible") & ~pl.col("frozen")
    in_household = pl.col("household").is_not_null()
    stands = (
        _best_first(candidates.filter(usable & in_household), contest)
        .group_by("household", maintain_order=True)
        .agg(
            pl.col("applicant_id").first().alias("stands"),
            pl.struct(contest.keys).first().alias("best"),
        )
    )
    joined = candidates.join(stands, on="household", how="left", maintain_order="left")
    as_good = pl.struct(contest.keys) == pl.col("best")
    return joined.with_columns(as_good.alias("as_good")).drop("best")


def _apart(contest: Contest) -> pl.Expr:
    """Why someone is not ranked, null if they are."""
    below = pl.lit(False) if contest.threshold is None else pl.col("counted") < contest.threshold
    return (
        pl.when(~pl.col("offered"))
        .then(pl.lit(Status.NOT_OFFERED))
        .when(~pl.col("eligible"))
        .then(pl.lit(Status.INELIGIBLE))
        .when("frozen")
        .then(pl.lit(Status.FROZEN))
        .when(pl.col("stands") != pl.col("applicant_id"))
        .then(pl.lit(Status.HOUSEHOLD))
        .when(below)
        .then(pl.lit(Status.BELOW_THRESHOLD))
    )
