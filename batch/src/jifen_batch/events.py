"""Tables of dated events, one row an event, beside the table of applicants."""

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import define, field, frozen

from jifen import EventsFact, Fact, InputError, Problem, Refused, Text
from jifen_batch.cells import (
    Column,
    amount_column,
    date_column,
    id_column,
    kind_column,
    shown,
)
from jifen_batch.headers import (
    is_personal,
    missing_column,
    no_headers,
    require_headers,
    same_column,
    unknown_column,
)
from jifen_batch.parquet_population import exact_texts, scan
from jifen_batch.population import reasons, rejects, within
from jifen_batch.rejected_events import RejectedEvents
from jifen_batch.tables import Chunk, Table
from jifen_cli.lang import plural

HEADERS = {"applicant_id": "申请人编号", "date": "日期", "kind": "种类", "amount": "数量"}
"""The columns of an events table, and their Chinese names."""

NOBODY = Refused(
    Text("没有申请人编号，不知是谁的事件", "it does not say whose event it is"),
    Text("请填写申请人编号，或删去该行", "Fill in the applicant's identifier, or remove the row"),
)

_NAMED = 5
"""So many of an applicant's events that cannot be read are named."""

_ROWS: Mapping[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "applicant_id": pl.String,
    "is_read": pl.Boolean,
}
"""What is known of every row of a table of cells."""

_SPOILT: Mapping[str, type[pl.DataType]] = {
    "row": pl.Int64,
    "applicant_id": pl.String,
    "fact": pl.String,
}
"""What is known of those that cannot be read."""


@define
class Events:
    """The events of all applicants.

    Attributes:
        frames: The tables, by fact id: `applicant_id`, `date`, and `kind` and `amount`.
        spoilt: The rows that cannot be read: `row`, the `applicant_id` and the `fact`.
        in_part: The rows of which something can be read and something cannot, by fact id: their
            `row`, and the columns of `frames`, null where they cannot.
        rows: Every row of the tables, by fact id: its `row`, and the `applicant_id` it names.
        numbers: The rows of `frames` as their tables of cells count them; others count from 1.
        places: What problems call the tables, by fact id.
    """

    frames: dict[str, pl.LazyFrame] = field(factory=dict)
    spoilt: pl.DataFrame = field(factory=lambda: pl.DataFrame(schema=_SPOILT))
    in_part: dict[str, pl.DataFrame] = field(factory=dict)
    rows: dict[str, pl.LazyFrame] = field(factory=dict)
    numbers: dict[str, pl.Series] = field(factory=dict)
    places: dict[str, str] = field(factory=dict)

    def faults_of(self, applicants: pl.DataFrame) -> pl.DataFrame:
        """What is wrong with applicants of whom an event cannot be read, a row for each fact.

        Args:
            applicants: Their `row` in their own table, and `applicant_id`.
        """
        # First the few rows of each, then whose they are: an id may stand often in both tables.
        few = (
            self.spoilt.join(applicants, on="applicant_id", how="semi", maintain_order="left")
            .group_by("applicant_id", "fact", maintain_order=True)
            .agg(pl.col("row").head(_NAMED).alias("rows"), pl.len().alias("count"))
        )
        found = applicants.join(few, on="applicant_id", maintain_order="left_right")
        return rejects(
            (row, name, fact, "", *reasons(_cannot_read(rows, count)))
            for row, name, fact, rows, count in found.iter_rows()
        )

    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables in memory, where those of Parquet files may not be yet."""
        return {fact: table.collect() for fact, table in self.frames.items()}


def _cannot_read(rows: Sequence[int], count: int) -> Refused:
    # Each of these rows has a line of its own, however many they are.
    at, more = [str(row) for row in rows], count > len(rows)
    what = Text(
        f"其事件第 {'、'.join(at)} 行{f'等 {count} 行' if more else ''}不能读",
        f"of their events there, {plural(count, 'row', 'rows')} {', '.join(at)}"
        f"{f' and others, {count} in all,' if more else ''} cannot be read",
    )
    return Refused(what, Text("请改正", f"Correct {plural(count, 'it', 'them')}"))


def events_of(facts: Iterable[Fact]) -> Mapping[str, EventsFact]:
    """The facts of dated events, by id and by Chinese name."""
    events = [fact for fact in facts if isinstance(fact, EventsFact)]
    return {fact.name.zh: fact for fact in events} | {fact.id: fact for fact in events}


def assigned(text: str, facts: Iterable[Fact]) -> tuple[EventsFact, Path]:
    """The fact and the file that `FACT=FILE` names, the fact by its id or its Chinese name.

    Raises:
        InputError: if there is no such fact of dated events.
    """
    known = events_of(facts)
    name, _, file = text.partition("=")
    if name in known and file:
        return known[name], Path(file)
    those = {fact.id: fact.name.zh for fact in known.values()}
    names = "、".join(f"{id_}（{zh}）" for id_, zh in those.items()) or "无"
    what = Text("没有这个带日期的事实", "there is no such fact of dated events")
    if name in known:
        what = Text("没有写明是哪个文件", "it names no file")
    example = f"{known[name].id if name in known else next(iter(those), '事实')}=events.csv"
    raise InputError(
        [
            Problem(
                f"--events {text}",
                what,
                Text(
                    f"应为“事实=文件”，如 {example}；事实有：{names}",
                    f"Expected FACT=FILE, such as {example}; the facts of this kind are "
                    f"{', '.join(those) or 'none'}",
                ),
            )
        ]
    )


@frozen
class EventTable:
    """A table of one fact's events, its columns found.

    Attributes:
        fact: The fact.
        source: The table of cells, or the path of a Parquet file.
        place: What problems call it.
        headers: Its headers.
        columns: Its columns that are needed, by place.
    """

    fact: EventsFact
    source: Table | Path
    place: str
    headers: Sequence[str]
    columns: Mapping[int, Column]


def find_columns(
    fact: EventsFact, source: Table | Path, ignored: Container[str]
) -> tuple[EventTable, list[Problem]]:
    """A table of events with its columns, and what is wrong with its headers.

    Args:
        fact: The fact whose events they are.
        source: The table of cells, or the path of a Parquet file.
        ignored: The headers of columns to leave out.
    """
    if isinstance(source, Path):
        place, headers = source.name, list(scan(source).collect_schema())
    else:
        place, headers = source.place, list(source.headers)
    wanted = {name: name for name in ("applicant_id", *fact.fields())}
    wanted |= {HEADERS[name]: name for name in wanted}
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    unknown: list[Problem] = []
    seen: dict[str, str] = {}
    for n, header in enumerate(headers):
        name = wanted.get(header)
        # What is left out of the applicants' table may have the name of a column needed here.
        if not header or is_personal(header) or (name is None and header in ignored):
            continue
        if name is None:
            unknown.append(_unknown(fact, header, wanted).within(place))
            continue
        if name in seen:
            problems.append(same_column(place, seen[name], header))
        seen[name] = header
        columns[n] = _column(fact, name, header)
    problems = (unknown if columns else [no_headers(place)]) + problems
    missing = [name for name in ("applicant_id", *fact.fields()) if name not in seen]
    problems += (missing_column(place, name, HEADERS[name]) for name in missing)
    return EventTable(fact, source, place, headers, columns), problems


def _unknown(fact: EventsFact, header: str, known: Mapping[str, str]) -> Problem:
    names = [f"{HEADERS[name]}（{name}）" for name in dict.fromkeys(known.values())]
    what = Text(
        f"{fact.name.zh}的表没有这一列，只有 {'、'.join(names)}",
        f"a table of {fact.id} has no such column, only {', '.join(dict.fromkeys(known.values()))}",
    )
    return unknown_column(header, what, list(known))


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
        may_be: list[pl.DataFrame] = []
        for chunk in table.chunks():
            frame, whose, faults = _read(chunk, fact, table, columns)
            is_read = whose["is_read"]
            parts.append(frame.filter(is_read))
            is_torn = ~is_read & ~whose["row"].is_in([chunk.rows[n] for n in chunk.refused])
            has_some = pl.any_horizontal(pl.col(*fact.fields()).is_not_null())
            in_part.append(frame.select(whose["row"], *frame.columns).filter(is_torn & has_some))
            rows.append(whose)
            rejected.add(fact.id, faults)
            unsure = ((n, said) for n, said in chunk.legible.items() if not is_read[n])
            named = [(chunk.rows[n], text) for n, said in unsure for text in said]
            may_be.append(pl.DataFrame(named, schema=list(_SPOILT.items())[:2], orient="row"))
        every = pl.concat(rows)
        events.frames[fact.id] = pl.concat(parts).lazy()
        events.in_part[fact.id] = pl.concat(in_part)
        events.numbers[fact.id] = every.filter("is_read")["row"]
        whose = every.filter(pl.col("applicant_id").is_not_null())
        events.rows[fact.id] = whose.select("row", "applicant_id").lazy()
        torn = whose.filter(~pl.col("is_read")).select("row", "applicant_id")
        # Whom such a row may be about has no score, though the row does not say it for certain.
        spoilt = pl.concat([torn, *may_be]).sort("row").with_columns(fact=pl.lit(fact.id))
        events.spoilt.extend(spoilt)
    return events


def _read(
    chunk: Chunk, fact: EventsFact, table: Table, columns: Mapping[int, Column]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The events of a chunk, null where they cannot be read, all its rows, and what is wrong."""
    cells = list(zip(*chunk.cells, strict=True)) or [()] * len(table.headers)
    require_headers(table, chunk, cells)
    faults: dict[int, list[tuple[str, str, Refused]]] = {
        n: [("applicant_id", "", refused)] for n, refused in chunk.refused.items()
    }
    values = {}
    for at, column in columns.items():
        values[column.name], refused = column.read(cells[at])
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
    return frame, rows, lines


EMPTY = Refused(Text("事件缺少这一项", "the event lacks it"), Text("请填写", "Fill it in"))


def _column(fact: EventsFact, name: str, header: str) -> Column:
    match name:
        case "applicant_id":
            return id_column(name, header)
        case "date":
            return date_column(fact, header)
        case "kind":
            return kind_column(fact, fact.kinds, header)
    return amount_column(fact, header)
