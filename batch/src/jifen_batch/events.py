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
)
from jifen_batch.headers import (
    is_personal,
    missing_column,
    no_headers,
    same_column,
    unknown_column,
)
from jifen_batch.parquet_population import scan
from jifen_batch.population import reasons, rejects
from jifen_batch.tables import Table
from jifen_cli.lang import plural

HEADERS = {"applicant_id": "申请人编号", "date": "日期", "kind": "种类", "amount": "数量"}
"""The columns of an events table, and their Chinese names."""

NOBODY = Refused(
    Text("没有申请人编号，不知是谁的事件", "it does not say whose event it is"),
    Text("请填写申请人编号，或删去该行", "Fill in the applicant's identifier, or remove the row"),
)

_NAMED = 5
"""So many of an applicant's events that cannot be read are named."""

NAMED_IN: Mapping[str, type[pl.DataType]] = {"row": pl.Int64, "applicant_id": pl.String}
"""Whom a row that cannot be read may be about: one person for certain, or several perhaps."""

_SPOILT: Mapping[str, type[pl.DataType]] = {**NAMED_IN, "fact": pl.String}
"""The same of all tables."""


@define
class Events:
    """The events of all applicants.

    Attributes:
        frames: The tables, by fact id: `applicant_id`, `date`, and `kind` and `amount`.
        spoilt: The rows that cannot be read: `row`, whom it may be about, and the `fact`.
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
        f"第 {'、'.join(at)} 行{f'等 {count} 行' if more else ''}写有此人，不能读",
        f"{plural(count, 'row', 'rows')} {', '.join(at)}"
        f"{f' and others, {count} in all,' if more else ''} "
        f"{plural(count, 'names', 'name')} them and cannot be read",
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


def _column(fact: EventsFact, name: str, header: str) -> Column:
    match name:
        case "applicant_id":
            return id_column(name, header)
        case "date":
            return date_column(fact, header)
        case "kind":
            return kind_column(fact, fact.kinds, header)
    return amount_column(fact, header)
