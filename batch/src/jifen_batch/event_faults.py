"""What is wrong with tables of events as a whole: events of nobody, and those not accepted.

It is found once for all applicants, because a part of them cannot tell whose the other events are.
"""

from collections.abc import Iterable

import polars as pl

from jifen import LANGS, EventsFact, Refused, Scheme, Text
from jifen_batch.cells import fact_column
from jifen_batch.events import NOBODY, Events
from jifen_batch.population import REJECTED, reasons, within
from jifen_batch.rejected_events import OF_EVENTS, OF_NOBODY, RejectedEvents

STRANGER = Refused(
    Text("申请人表中没有此人", "nobody in the table of applicants has this identifier"),
    Text("请核对编号，或删去该行", "Check the identifier, or remove the row"),
)


def reject_events(
    events: Events, schemes: Iterable[Scheme], ids: pl.LazyFrame, rejected: RejectedEvents
) -> None:
    """Put aside the events of nobody, and those that no scheme accepts.

    Args:
        events: The events that could be read.
        schemes: The schemes of the applicants' places; they agree on each fact.
        ids: One column, `applicant_id` or its `hash`: those of all applicants.
        rejected: Where what is wrong goes.
    """
    for fact, rows in events.rows.items():
        _reject_strays(fact, events.places[fact], rows, ids, rejected)
    done: set[str] = set()
    for scheme in schemes:
        for fact in [fact for fact in events.frames if fact in scheme.facts and fact not in done]:
            _reject_malformed(events, scheme, fact, rejected)
            done.add(fact)


def _reject_strays(
    fact: str, place: str, rows: pl.LazyFrame, ids: pl.LazyFrame, rejected: RejectedEvents
) -> None:
    """Put aside the events of nobody."""
    who = pl.col("applicant_id")
    is_missing = who.is_null()
    why = {
        f"reason_{lang}": pl.when(is_missing).then(pl.lit(missing)).otherwise(pl.lit(unknown))
        for lang, missing, unknown in zip(
            LANGS, within(place, reasons(NOBODY)), within(place, reasons(STRANGER)), strict=True
        )
    }
    on = ids.collect_schema().names()
    for part in rows.collect_batches(chunk_size=_TOGETHER, maintain_order=True):
        part = part.with_columns(who.hash().alias("hash"))
        # The events are few beside the applicants, who pass by and are not held in memory.
        found = ids.join(part.lazy().select(on).unique(), on=on, how="semi").unique()
        strays = part.join(found.collect(engine="streaming"), on=on, how="anti").sort("row")
        lines = strays.select(
            "row",
            who,
            pl.lit(f"{fact}.applicant_id").alias("column"),
            who.fill_null("").alias("value"),
            **why,
        )
        rejected.add(fact, lines.cast(REJECTED))


def _reject_malformed(events: Events, scheme: Scheme, fact: str, rejected: RejectedEvents) -> None:
    """Put aside the events of a fact that a scheme does not accept, whosesoever they are."""
    known = {each: table for each, table in events.frames.items() if each in scheme.facts}
    none = {each: table.clear() for each, table in known.items()}
    facts = [each for each in scheme.facts.values() if not isinstance(each, EventsFact)]
    dtypes = {each.id: fact_column(each, each.id).dtype for each in facts}
    nobody = pl.LazyFrame(schema={"applicant_id": pl.String, **dtypes})
    at = dict(zip(LANGS, within(events.places[fact], ("", "")), strict=True))
    numbers, before = events.numbers.get(fact), 0
    for part in known[fact].collect_batches(chunk_size=_TOGETHER, maintain_order=True):
        tables = none | {fact: part.lazy()}
        plan = scheme.score_frame(nobody, events=tables, unique_ids=False).rejected
        plan = plan.select(REJECTED.names()).cast(REJECTED).filter(OF_EVENTS & ~OF_NOBODY)
        plan = plan.with_columns(_after(said, f"reason_{lang}") for lang, said in at.items())
        lines = plan.collect(engine="streaming")
        rows = lines["row"] + before
        rejected.add(fact, lines.with_columns(row=rows if numbers is None else numbers[rows - 1]))
        before += part.height


_TOGETHER = 500_000
"""Events looked at together. For each such part all applicants pass by once."""


def _after(said: str, column: str) -> pl.Expr:
    return (pl.lit(said) + pl.col(column)).alias(column)
