"""Events that are scored as they stand and may be typing faults: after the score, or given twice.

They are looked for in tables of cells only. A Parquet file may be larger than memory and would
have to be gone through once more.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from jifen import Text
from jifen_batch.events import Events
from jifen_batch.rejected_events import RejectedEvents
from jifen_cli.lang import plural

SHOWN = 3
"""So many rows are named."""


def doubtful(events: Events, on: date, rejected: RejectedEvents) -> Iterator[Text]:
    """What a clerk must know of the events that are accepted.

    Args:
        events: The events.
        on: The date of the scores.
        rejected: The events that are not accepted.
    """
    for fact, numbers in events.numbers.items():
        table = events.frames[fact].collect().with_columns(row=numbers)
        bad = rejected.of(fact).to_frame("row")
        table = table.join(bad, on="row", how="anti", maintain_order="left")
        later = table.filter(pl.col("date") > on)["row"]
        if later.len():
            yield _later(events.places[fact], on, later)
        table = table.filter(pl.col("date") <= on)
        same = table.select("applicant_id", "date", *({"kind"} & set(table.columns)))
        twice = table.filter(same.is_duplicated())["row"]
        if twice.len():
            yield _twice(events.places[fact], twice, has_kinds="kind" in same.columns)


def _later(place: str, on: date, rows: pl.Series) -> Text:
    count, at = rows.len(), _at(rows)
    return Text(
        f"{place}：有 {count} 行事件晚于计分日 {on}，不计入：{at.zh}；请核对日期",
        f"{place}: {count} {plural(count, 'event is', 'events are')} after the date of the score, "
        f"{on}, and not counted: {at.en}; check the dates",
    )


def _twice(place: str, rows: pl.Series, *, has_kinds: bool) -> Text:
    count, at = rows.len(), _at(rows)
    zh, en = ("、同种类", ", date and kind") if has_kinds else ("", " and date")
    return Text(
        f"{place}：有 {count} 行事件与另一行同人、同日期{zh}，逐行计入：{at.zh}；请核对是否重复录入",
        f"{place}: {count} events have the person{en} of another, and each is counted: {at.en}; "
        "check whether one was entered twice",
    )


def _at(rows: pl.Series) -> Text:
    """The first few rows."""
    few = [str(row) for row in rows.head(SHOWN)]
    more = rows.len() > SHOWN
    return Text(
        f"第 {'、'.join(few)} 行{'等' if more else ''}",
        f"{plural(len(few), 'row', 'rows')} {', '.join(few)}{' and others' if more else ''}",
    )
