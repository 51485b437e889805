"""What is wrong with tables of events as a whole: events of nobody, and those not accepted.

It is found once for all applicants, because a part of them cannot tell whose the other events are.
"""

from collections.abc import Iterable

import polars as pl

from jifen import LANGS, EventsFact, Refused, Scheme, Text
from jifen_batch.cells import fact_column
from jifen_batch.events import NOBODY, Events
from jifen_batch.population import REJECTED, reasons, rejects, within

STRANGER = Refused(
    Text("申请人表中没有此人", "nobody in the table of applicants has this identifier"),
    Text("请核对编号，或删去该行", "Check the identifier, or remove the row"),
)
OF_NOBODY = pl.col("column").str.ends_with(".applicant_id")
"""The faults of events that belong to no applicant."""

OF_EVENTS = pl.col("column").str.contains(".", literal=True)
"""The faults of events: those of applicants have a fact, or a header, for a column."""


def event_faults(events: Events, schemes: Iterable[Scheme], ids: pl.LazyFrame) -> pl.DataFrame:
    """The faults of all tables of events, with the columns of `REJECTED`.

    Args:
        events: The events.
        schemes: The schemes of the applicants' places.
        ids: One column, `applicant_id` or its `hash`: those of all applicants.
    """
    found = [pl.DataFrame(schema=REJECTED), rejects(events.unread)]
    found += (_strays(fact, events.places[fact], rows, ids) for fact, rows in events.rows.items())
    found += (_malformed(events, scheme) for scheme in schemes)
    return pl.concat(found).unique(maintain_order=True)


def _strays(fact: str, place: str, rows: pl.LazyFrame, ids: pl.LazyFrame) -> pl.DataFrame:
    who = pl.col("applicant_id")
    is_missing = who.is_null()
    why = {
        f"reason_{lang}": pl.when(is_missing).then(pl.lit(missing)).otherwise(pl.lit(unknown))
        for lang, missing, unknown in zip(
            LANGS, within(place, reasons(NOBODY)), within(place, reasons(STRANGER)), strict=True
        )
    }
    on = ids.collect_schema().names()
    strays = rows.with_columns(who.hash().alias("hash")).join(ids, on=on, how="anti")
    found = strays.select(
        "row",
        who,
        pl.lit(f"{fact}.applicant_id").alias("column"),
        who.fill_null("").alias("value"),
        **why,
    )
    return found.cast(REJECTED).sort("row").collect(engine="streaming")


def _malformed(events: Events, scheme: Scheme) -> pl.DataFrame:
    """The events that a scheme does not accept, whosesoever they are."""
    tables = {fact: table for fact, table in events.frames.items() if fact in scheme.facts}
    facts = [fact for fact in scheme.facts.values() if not isinstance(fact, EventsFact)]
    dtypes = {fact.id: fact_column(fact, fact.id).dtype for fact in facts}
    nobody = pl.LazyFrame(schema={"applicant_id": pl.String, **dtypes})
    rejected = scheme.score_frame(nobody, events=tables, unique_ids=False).rejected
    listed = rejected.select(REJECTED.names()).cast(REJECTED)
    lines = listed.filter(OF_EVENTS & ~OF_NOBODY).collect(engine="streaming")
    found = [pl.DataFrame(schema=REJECTED)]
    for fact in tables:
        mine = lines.filter(pl.col("column").str.starts_with(f"{fact}."))
        numbers = events.numbers.get(fact)
        if numbers is not None:
            mine = mine.with_columns(row=numbers.gather(mine["row"] - 1))
        at = zip(LANGS, within(events.places[fact], ("", "")), strict=True)
        found.append(mine.with_columns(_after(said, f"reason_{lang}") for lang, said in at))
    return pl.concat(found)


def _after(said: str, column: str) -> pl.Expr:
    return (pl.lit(said) + pl.col(column)).alias(column)
