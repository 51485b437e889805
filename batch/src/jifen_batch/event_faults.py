"""What is wrong with tables of events as a whole: events of nobody, and those not accepted.

It is found once for all applicants, because a part of them cannot tell whose the other events are.
"""

from collections.abc import Collection, Iterator, Sequence

import polars as pl

from jifen import LANGS, EventsFact, Refused, Scheme, Text
from jifen_batch.cells import fact_column
from jifen_batch.events import NOBODY, Events
from jifen_batch.parquet_population import BATCH_ROWS
from jifen_batch.population import REJECTED, reasons, within
from jifen_batch.rejected_events import OF_EVENTS, OF_NOBODY, RejectedEvents

STRANGER = Refused(
    Text("申请人表中没有此人", "nobody in the table of applicants has this identifier"),
    Text("请核对编号，或删去该行", "Check the identifier, or remove the row"),
)


def reject_events(
    events: Events, schemes: Sequence[Scheme], ids: pl.LazyFrame, rejected: RejectedEvents
) -> None:
    """Put aside the events of nobody, and those that are not accepted.

    Args:
        events: The events.
        schemes: The schemes of the applicants' places, and those with a draft: it may accept
            other events of a fact than the edition in force, and one is listed for either.
        ids: One column, `applicant_id` or its `hash`: those of all applicants.
        rejected: Where what is wrong goes.
    """
    for fact, rows in events.rows.items():
        _reject_strays(fact, events.places[fact], rows, ids, rejected)
    for fact in events.frames:
        judges = {scheme.facts[fact]: scheme for scheme in schemes if fact in scheme.facts}
        for part in _judged(events, fact, judges.values()):
            rejected.add(fact, part)


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
        # A part of the events is held in memory, and the applicants pass by.
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


def _judged(events: Events, fact: str, judges: Collection[Scheme]) -> Iterator[pl.DataFrame]:
    """What is wrong with the events of a fact that could be read, whosesoever they are."""
    for scheme in judges:
        _malformed(events, fact, scheme, events.frames[fact])  # its columns, if it has no rows
    numbers, before = events.numbers.get(fact), 0
    for part in events.frames[fact].collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
        rows = pl.int_range(before + 1, before + part.height + 1, eager=True)
        rows = rows if numbers is None else numbers[rows - 1]
        yield _lines(events, fact, judges, part, rows)
        before += part.height
    torn = events.in_part.get(fact, pl.DataFrame())
    for part in torn.iter_slices(BATCH_ROWS) if torn.height else ():
        lines = _lines(events, fact, judges, part.drop("row"), part["row"])
        yield lines.filter(pl.col("value").is_not_null())  # what lacks a value has been told


def _lines(
    events: Events, fact: str, judges: Collection[Scheme], part: pl.DataFrame, rows: pl.Series
) -> pl.DataFrame:
    """The faults of some events, which stand in those rows of their table."""
    found = [pl.DataFrame(schema=REJECTED)]
    found += (
        _malformed(events, fact, scheme, part.lazy()).collect(engine="streaming")
        for scheme in judges
    )
    lines = pl.concat(found)
    lines = lines if len(judges) == 1 else lines.unique(maintain_order=True)
    return lines.with_columns(row=rows[lines["row"] - 1])


def _malformed(events: Events, fact: str, scheme: Scheme, some: pl.LazyFrame) -> pl.LazyFrame:
    """The faults that a scheme finds in some events of a fact, which it counts from 1."""
    none = {each: table.clear() for each, table in events.frames.items() if each in scheme.facts}
    facts = [each for each in scheme.facts.values() if not isinstance(each, EventsFact)]
    dtypes = {each.id: fact_column(each, each.id).dtype for each in facts}
    nobody = pl.LazyFrame(schema={"applicant_id": pl.String, **dtypes})
    plan = scheme.score_frame(nobody, events=none | {fact: some}, unique_ids=False).rejected
    plan = plan.select(REJECTED.names()).cast(REJECTED).filter(OF_EVENTS & ~OF_NOBODY)
    at = dict(zip(LANGS, within(events.places[fact], ("", "")), strict=True))
    return plan.with_columns(_after(said, f"reason_{lang}") for lang, said in at.items())


_TOGETHER = 500_000
"""Events whose applicants are looked for together: for each such part all pass by once."""


def _after(said: str, column: str) -> pl.Expr:
    return (pl.lit(said) + pl.col(column)).alias(column)
