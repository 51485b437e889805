"""Tables of dated events, one row an event, beside the table of applicants."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import polars as pl
from attrs import define, field

from jifen import EventsFact, Fact, InputError, Problem, Refused, Text
from jifen_batch.cells import (
    Column,
    amount_column,
    date_column,
    id_column,
    kind_column,
    shown,
)
from jifen_batch.headers import missing_column, same_column
from jifen_batch.parquet_population import exact_texts, scan
from jifen_batch.population import reasons
from jifen_batch.tables import Chunk, Table

HEADERS = {"applicant_id": "申请人编号", "date": "日期", "kind": "种类", "amount": "数量"}
"""The columns of an events table, and their Chinese names."""

NOBODY = Refused(
    Text("没有申请人编号，不知是谁的事件", "it does not say whose event it is"),
    Text("请填写申请人编号，或删去该行", "Fill in the applicant's identifier, or remove the row"),
)

Fault: TypeAlias = tuple[str, str, Refused]
"""The fact, the value and the reason for which an applicant cannot be scored."""


@define
class Events:
    """The events of all applicants.

    Attributes:
        frames: The tables, by fact id: `applicant_id`, `date`, and `kind` and `amount`.
        spoilt: The applicants with an event that cannot be read, and why.
        rows: Every row of the tables, by fact id: its `row`, and the `applicant_id` it names.
        numbers: The rows of `frames` as their tables of cells count them; others count from 1.
        nobodys: The rows of tables of cells that do not say whose they are, as rejected rows.
    """

    frames: dict[str, pl.LazyFrame] = field(factory=dict)
    spoilt: dict[str, list[Fault]] = field(factory=dict)
    rows: dict[str, pl.LazyFrame] = field(factory=dict)
    numbers: dict[str, pl.Series] = field(factory=dict)
    nobodys: list[tuple[int, str | None, str, str, str, str]] = field(factory=list)

    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables in memory, where those of Parquet files may not be yet."""
        return {fact: table.collect() for fact, table in self.frames.items()}


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
    names = "、".join(f"{fact.id}（{fact.name.zh}）" for fact in set(known.values()))
    raise InputError(
        [
            Problem(
                f"--events {text}",
                Text("没有这个带日期的事实", "there is no such fact of dated events"),
                Text(
                    f"应为“事实=文件”，事实有：{names or '无'}",
                    f"Expected FACT=FILE; the facts of this kind are {names or 'none'}",
                ),
            )
        ]
    )


def read_events(tables: Mapping[EventsFact, Table | Path]) -> Events:
    """The events in tables of cells, and in Parquet files given by their paths.

    Raises:
        InputError: if a column is missing, or a Parquet file does not name applicants exactly.
    """
    events = Events()
    for fact, table in tables.items():
        if isinstance(table, Path):
            names = {zh: name for name, zh in HEADERS.items()}
            plan = scan(table).rename(names, strict=False)
            if "applicant_id" not in plan.collect_schema():
                problem = missing_column(table.name, "applicant_id", HEADERS["applicant_id"])
                raise InputError([problem])
            plan = exact_texts(table, plan, {"applicant_id": "applicant_id"})
            events.frames[fact.id] = plan
            events.rows[fact.id] = plan.select("applicant_id").with_row_index("row", offset=1)
            continue
        columns = _columns(fact, table)
        parts = [pl.DataFrame(schema={c.name: c.dtype for c in columns.values()})]
        rows = [pl.DataFrame(schema=_ROWS)]
        for chunk in table.chunks():
            part, whose = _read(chunk, fact, table, columns, events)
            parts.append(part)
            rows.append(whose)
        every = pl.concat(rows)
        events.frames[fact.id] = pl.concat(parts).lazy()
        events.numbers[fact.id] = every.filter("is_read")["row"]
        whose = every.filter(pl.col("applicant_id").is_not_null())
        events.rows[fact.id] = whose.select("row", "applicant_id").lazy()
    return events


_ROWS = {"row": pl.Int64, "applicant_id": pl.String, "is_read": pl.Boolean}
"""What is known of every row of a table of cells."""


def _read(
    chunk: Chunk,
    fact: EventsFact,
    table: Table,
    columns: Mapping[int, Column],
    events: Events,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The events of a chunk that can be read, and all its rows; the others spoil applicants."""
    cells = list(zip(*chunk.cells, strict=True)) or [()] * len(table.headers)
    faults: dict[int, list[tuple[str, str, Refused]]] = {
        n: [("", "", refused)] for n, refused in chunk.refused.items()
    }
    values = {}
    for at, column in columns.items():
        values[column.name], refused = column.read(cells[at])
        for n, value in enumerate(values[column.name]):
            if value is None and n not in chunk.refused:
                why = refused.get(n) or (NOBODY if column.name == "applicant_id" else EMPTY)
                faults.setdefault(n, []).append((column.header, shown(cells[at][n]), why))
    who = values["applicant_id"]
    for n, each in faults.items():
        place = f"{table.place}: 第 {chunk.rows[n]} 行 row {chunk.rows[n]}"
        if who[n] is None:
            _, value, why = each[0]
            at_id = f"{fact.id}.applicant_id"
            events.nobodys.append((chunk.rows[n], None, at_id, value, *reasons(why)))
            continue
        events.spoilt.setdefault(who[n], []).extend(
            (fact.id, value, _at(f"{place} {header}".strip(), refused))
            for header, value, refused in each
        )
    is_read = [n not in faults for n in range(len(chunk.rows))]
    rows = pl.DataFrame([list(chunk.rows), who, is_read], schema=_ROWS)
    frame = pl.DataFrame(
        {c.name: pl.Series(values[c.name], dtype=c.dtype) for c in columns.values()}
    )
    return frame.filter(rows["is_read"]), rows


EMPTY = Refused(Text("事件缺少这一项", "the event lacks it"), Text("请填写", "Fill it in"))


def _at(place: str, refused: Refused) -> Refused:
    """A refusal that says in which file and row of events it lies."""
    what = Text(f"{place}：{refused.what.zh}", f"{place}: {refused.what.en}")
    return Refused(what, refused.remedy)


def _columns(fact: EventsFact, table: Table) -> dict[int, Column]:
    wanted = ("applicant_id", *fact.fields())
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    for name in wanted:
        at = [n for n, h in enumerate(table.headers) if h in (name, HEADERS[name])]
        if not at:
            problems.append(missing_column(table.place, name, HEADERS[name]))
        if len(at) > 1:
            problems.append(same_column(table.place, *(table.headers[n] for n in at[:2])))
        columns |= {n: _column(fact, name, table.headers[n]) for n in at}
    if problems:
        raise InputError(problems)
    return columns


def _column(fact: EventsFact, name: str, header: str) -> Column:
    match name:
        case "applicant_id":
            return id_column(name, header)
        case "date":
            return date_column(fact, header)
        case "kind":
            return kind_column(fact, fact.kinds, header)
    return amount_column(fact, header)
