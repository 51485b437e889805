"""Tables of dated events read: those of cells row by row, with all that is wrong with each."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import frozen

from jifen import EventsFact, Refused, Text
from jifen_batch.cells import Column, shown
from jifen_batch.events import NAMED_IN, NOBODY, Events, EventTable
from jifen_batch.headers import require_headers
from jifen_batch.parquet_population import exact_texts, scan
from jifen_batch.population import reasons, rejects, within
from jifen_batch.rejected_events import RejectedEvents
from jifen_batch.tables import Chunk, Table, legible

_ROWS: Mapping[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "applicant_id": pl.String,
    "is_read": pl.Boolean,
}
"""What is known of every row of a table of cells."""

EMPTY = Refused(Text("事件缺少这一项", "the event lacks it"), Text("请填写", "Fill it in"))


def read_events(tables: Iterable[EventTable], rejected: RejectedEvents) -> Events:
    """The events in tables of cells and in Parquet files.

    Args:
        tables: The tables.
        rejected: Where the rows of tables of cells go that cannot be read.

    Raises:
        InputError: if a Parquet file does not name applicants exactly, or something in a table
            of cells has no header.
    """
    events = Events()
    for each in tables:
        fact, table, columns = each.fact, each.source, each.columns
        events.places[fact.id] = each.place
        if isinstance(table, Path):
            names = {column.header: column.name for column in columns.values()}
            plan = scan(table).select(*names)
            who = next(header for header, name in names.items() if name == "applicant_id")
            plan = exact_texts(table, plan, {who: names.pop(who)}).rename(names)
            events.frames[fact.id] = plan
            events.rows[fact.id] = plan.select("applicant_id").with_row_index("row", offset=1)
            continue
        parts = [pl.DataFrame(schema={c.name: c.dtype for c in columns.values()})]
        in_part = [pl.DataFrame(schema={"row": pl.Int64, **parts[0].schema})]
        rows = [pl.DataFrame(schema=_ROWS)]
        named: list[pl.DataFrame] = []
        for chunk in table.chunks():
            read = _read(chunk, fact, table, columns)
            parts.append(read.frame.filter(read.rows["is_read"]))
            in_part.append(read.in_part(fact.fields()))
            rows.append(read.rows)
            named.append(read.named)
            rejected.add(fact.id, read.faults)
        every = pl.concat(rows)
        events.frames[fact.id] = pl.concat(parts).lazy()
        events.in_part[fact.id] = pl.concat(in_part)
        events.numbers[fact.id] = every.filter("is_read")["row"]
        whose = every.filter(pl.col("applicant_id").is_not_null())
        events.rows[fact.id] = whose.select("row", "applicant_id").lazy()
        spoilt = whose.filter(~pl.col("is_read")).select(*NAMED_IN)
        # Whom such a row may be about has no score, though the row does not say it for certain.
        if perhaps := [part for part in named if part.height]:
            spoilt = pl.concat([spoilt, *perhaps]).unique().sort("row", "applicant_id")
        spoilt = spoilt.with_columns(fact=pl.lit(fact.id))
        events.spoilt.extend(spoilt)
    return events


@frozen
class _Read:
    """Some rows of a table of cells, read.

    Attributes:
        frame: The events, null where they cannot be read.
        rows: Of each its `row`, the `applicant_id` it names, and whether all of it `is_read`.
        faults: What is wrong, with the columns of `REJECTED`.
        named: Whom the rows that cannot be read may be about.
    """

    frame: pl.DataFrame
    rows: pl.DataFrame
    faults: pl.DataFrame
    named: pl.DataFrame

    def in_part(self, fields: Sequence[str]) -> pl.DataFrame:
        """The rows of which some of the fields can be read and something cannot."""
        frame = self.frame.select(self.rows["row"], *self.frame.columns)
        has_some = pl.any_horizontal(pl.col(*fields).is_not_null())
        return frame.filter(~self.rows["is_read"] & has_some)


def _read(chunk: Chunk, fact: EventsFact, table: Table, columns: Mapping[int, Column]) -> _Read:
    """The events of a chunk."""
    cells = list(zip(*chunk.cells, strict=True)) or [()] * len(table.headers)
    require_headers(table, chunk, cells)
    faults: dict[int, list[tuple[str, str, Refused]]] = {
        n: [("applicant_id", "", refused)] for n, refused in chunk.refused.items()
    }
    values = {}
    said = {n: list(texts) for n, texts in chunk.legible.items()}
    for at, column in columns.items():
        values[column.name], refused = column.read(cells[at])
        if column.name == "applicant_id":
            for n in refused:
                said.setdefault(n, []).extend(legible([cells[at][n]]))
        for n, value in enumerate(values[column.name]):
            if value is None and n not in chunk.refused:
                why = refused.get(n) or (NOBODY if column.name == "applicant_id" else EMPTY)
                faults.setdefault(n, []).append((column.name, shown(cells[at][n]), why))
    who = values["applicant_id"]
    lines = rejects(
        (chunk.rows[n], who[n], f"{fact.id}.{name}", value, *within(table.place, reasons(why)))
        for n, each in sorted(faults.items())
        for name, value, why in each
    )
    is_read = [n not in faults for n in range(len(chunk.rows))]
    rows = pl.DataFrame([list(chunk.rows), who, is_read], schema=_ROWS)
    frame = pl.DataFrame(
        {c.name: pl.Series(values[c.name], dtype=c.dtype) for c in columns.values()}
    )
    may_be = [(chunk.rows[n], text) for n, texts in said.items() if n in faults for text in texts]
    named = pl.DataFrame(may_be, schema=NAMED_IN, orient="row")
    return _Read(frame, rows, lines, named)
