"""The points that a public service counts, where these are not in a frame of scores."""

from collections.abc import Mapping

import polars as pl

from jifen import Scheme, Service
from jifen_batch.applicants import applicants

PER_POINT = 100


def quanta(points: str) -> pl.Expr:
    """A column of points as whole hundredths."""
    return (pl.col(points) * PER_POINT).cast(pl.Int64)


def with_counted(
    scores: pl.DataFrame,
    facts: pl.DataFrame,
    scheme: Scheme,
    service: Service,
    events: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """Scores with the column `counted`: the quanta that a service counts.

    Args:
        scores: Scores under the scheme.
        facts: The facts of these applicants.
        scheme: The scheme.
        service: The service; where it counts tiers and not the total, everyone is scored again
            one by one, because a frame of scores does not say which tier a deduction is of.
        events: The tables of dated events.
    """
    if not service.tiers or service not in scheme.services:
        return scores.with_columns(quanta("total").alias("counted"))
    at = scheme.services.index(service)
    mine = facts.join(scores.select("row"), on="row", how="semi", maintain_order="left")
    counted = [
        (row, int(scheme.score(given).services[at].points * PER_POINT))
        for row, given in applicants(mine, scheme, events)
    ]
    found = pl.DataFrame(counted, schema={"row": pl.Int64, "counted": pl.Int64}, orient="row")
    return scores.join(found, on="row", how="left", maintain_order="left")
