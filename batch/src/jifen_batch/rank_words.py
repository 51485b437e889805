"""Why each stands where they stand, in both languages."""

import polars as pl

from jifen_batch.race import Race
from jifen_batch.ranking import Status


def said(placed: pl.DataFrame, race: Race) -> pl.DataFrame:
    """The list with `reason_zh` and `reason_en`."""
    return placed.with_columns(_reason(race, zh=True), _reason(race, zh=False))


def _reason(race: Race, *, zh: bool) -> pl.Expr:
    lang = "zh" if zh else "en"
    until = pl.col("frozen_until").cast(pl.String)
    least = _points(pl.lit(race.service.threshold or 0))
    points = _points(pl.col("counted"))
    rank, equal, places = pl.col("rank"), pl.col("equal"), pl.col("places")
    shared = pl.when(equal > 1)
    if zh:
        with_ties = shared.then(pl.format("第 {} 名（{} 人并列）", rank, equal)).otherwise(
            pl.format("第 {} 名", rank)
        )
        of = (
            pl.when(places.is_not_null()).then(pl.format("，名额 {}", places)).otherwise(pl.lit(""))
        )
        tied = pl.format("{} 人并列第 {} 名，名额 {} 不足，须另行决定", equal, rank, places)
        as_good = pl.when("as_good").then(pl.lit("（同分，以表中在先者为准）"))
        frozen = (
            pl.when(until.is_null())
            .then(pl.lit("积分冻结，无终止日期"))
            .otherwise(pl.format("积分冻结至 {}", until))
        )
        texts = {
            Status.HOUSEHOLD: pl.format(
                "同户由 {} 申请{}", pl.col("stands"), as_good.otherwise(pl.lit(""))
            ),
            Status.FROZEN: frozen,
            Status.BELOW_THRESHOLD: pl.format("{} 分，最低须 {} 分", points, least),
            Status.NOT_OFFERED: pl.format("该服务不面向居住地 {}", pl.col("lives_in")),
        }
    else:
        with_ties = shared.then(pl.format("rank {}, shared by {}", rank, equal)).otherwise(
            pl.format("rank {}", rank)
        )
        of = (
            pl.when(places.is_not_null())
            .then(pl.format("; {} {}", places, _by_number(places, "place", "places")))
            .otherwise(pl.lit(""))
        )
        tied = pl.format(
            "{} are equal at rank {}, and {} {} not reach: to be decided",
            equal,
            rank,
            places,
            _by_number(places, "place does", "places do"),
        )
        as_good = pl.when("as_good").then(pl.lit(" (equal; the first in the table)"))
        frozen = (
            pl.when(until.is_null())
            .then(pl.lit("frozen without end"))
            .otherwise(pl.format("frozen until {}", until))
        )
        texts = {
            Status.HOUSEHOLD: pl.format(
                "{} stands for the household{}", pl.col("stands"), as_good.otherwise(pl.lit(""))
            ),
            Status.FROZEN: frozen,
            Status.BELOW_THRESHOLD: pl.format("{} points, at least {} are needed", points, least),
            Status.NOT_OFFERED: pl.format(
                "not offered to those who live in {}", pl.col("lives_in")
            ),
        }
    texts |= {
        Status.ADMITTED: pl.concat_str(with_ties, of),
        Status.NOT_ADMITTED: pl.concat_str(with_ties, of),
        Status.TIED: tied,
        # Whoever mends what is unmet is to know that the score stays frozen.
        Status.INELIGIBLE: pl.concat_str(
            f"unmet_{lang}",
            pl.when("frozen")
            .then(pl.concat_str(pl.lit("；" if zh else "; "), frozen))
            .otherwise(pl.lit("")),
        ),
    }
    return pl.coalesce(
        pl.when(pl.col("status") == status).then(text) for status, text in texts.items()
    ).alias(f"reason_{lang}")


def _by_number(n: pl.Expr, one: str, many: str) -> pl.Expr:
    """The English words for so many."""
    return pl.when(n == 1).then(pl.lit(one)).otherwise(pl.lit(many))


def _points(quanta: pl.Expr) -> pl.Expr:
    """Quanta as points, written shortest."""
    points = (quanta.cast(pl.Decimal(12, 0)) * pl.lit("0.01").cast(pl.Decimal(3, 2))).cast(
        pl.Decimal(12, 2)
    )
    return points.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
