"""A file of applicants, opened: its rows, the schemes that score them, and their events."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl
from attrs import evolve, frozen

from jifen import (
    EventsFact,
    Fact,
    InputError,
    JifenError,
    Problem,
    Scheme,
    Text,
    require_one_table,
)
from jifen_batch.doubtful_events import doubtful
from jifen_batch.event_cells import read_events
from jifen_batch.event_faults import reject_events
from jifen_batch.events import Events, assigned, events_of, find_columns
from jifen_batch.files import Opened, open_cells, open_events
from jifen_batch.headers import match, named
from jifen_batch.parquet_population import ParquetPopulation, open_parquet, survey_parquet
from jifen_batch.placeless import placeless
from jifen_batch.places import facts_of, schemes_of
from jifen_batch.population import CellPopulation, Place, Population, survey
from jifen_batch.rejected_events import RejectedEvents
from jifen_batch.spool import Spool
from jifen_batch.tables import Table
from jifen_batch.writers import require_ending
from jifen_cli.scoring import registry_of


@frozen(kw_only=True)
class Wanted:
    """What a command asks of a file of applicants.

    Attributes:
        path: The file.
        on: The date of the scores.
        sheet: The sheet of a workbook.
        events: Files of dated events, as `FACT=FILE`.
        used_in: Where all scores are used, if the command says so; else the file does.
        labels: Columns that group applicants, by the option that names each.
        ignored: Columns to leave out.
        check_ids: Whether to look for repeated identifiers in a Parquet file too.
        draft: A draft rulebook to score under as well.
        allow_missing: Places whose layer is left out where it has no plugin or no edition.
    """

    path: Path
    on: date
    sheet: str | None = None
    events: Sequence[str] = ()
    used_in: str | None = None
    labels: Mapping[str, str] = {}
    ignored: Sequence[str] = ()
    check_ids: bool = False
    draft: Path | None = None
    allow_missing: Collection[str] = ()

    @property
    def is_parquet(self) -> bool:
        """Whether the file has types of its own."""
        return require_ending(self.path) == ".parquet"

    def files(self) -> list[Path]:
        """Every file that is read."""
        events = (Path(text.partition("=")[2]) for text in self.events)
        return [self.path, *(path for path in events if path.name)]


@frozen
class Opening:
    """A file of applicants, ready to be scored.

    Attributes:
        schemes: The schemes, by where applicants live and where their scores are used.
        drafted: The same with the draft among their editions, if there is one.
        population: The applicants.
        rows: How many there are.
        events: Their dated events.
        of_events: How many of these are rejected.
        notes: What a clerk must know of what was read.
    """

    schemes: Mapping[Place, Scheme]
    drafted: Mapping[Place, Scheme]
    population: Population
    rows: int
    events: Events
    of_events: int
    notes: Sequence[Text]

    def headed(self, rejected: pl.DataFrame) -> pl.DataFrame:
        """Rejected rows of applicants, the columns called as their table calls them.

        Of events that are not accepted it is said in which table they are.
        """
        headers = {each.name: each.header for each in self.population.columns.values()}
        column, places = pl.col("column"), self.events.places
        reasons = [
            pl.when(column.is_in(list(places)))
            .then(column.replace(places) + mark + pl.col(reason))
            .otherwise(reason)
            .alias(reason)
            for reason, mark in (("reason_zh", "："), ("reason_en", ": "))
        ]
        return rejected.with_columns(column.replace(headers), *reasons)


def open_input(wanted: Wanted, bad: Spool) -> Opening:
    """Open a file of applicants.

    Args:
        wanted: The file, and how it is read.
        bad: Where rejected events go.

    Raises:
        InputError: if the file, a column, or a file of events cannot be used.
        PluginError: if no applicant's place has its plugins.
        RulebookError: if none has editions in force.
        OSError: if the system refuses.
    """
    place = wanted.path.name
    opened: Opened | None = None
    if wanted.sheet is not None and require_ending(wanted.path) != ".xlsx":
        raise InputError([_no_sheets(wanted.path)])
    if wanted.is_parquet:
        plan = open_parquet(wanted.path)
        headers: Sequence[str] = list(plan.collect_schema())
    else:
        opened = open_cells(wanted.path, wanted.sheet)
        place, headers = opened.table.place, opened.table.headers
    if named(headers, "lives_in") is None:
        raise InputError(_placeless(wanted, place, headers))
    if opened is None:
        seen = survey_parquet(plan, wanted.used_in, check_ids=wanted.check_ids)
    else:
        seen = survey(opened.table, wanted.used_in)
    if not seen.rows:
        raise InputError([_no_rows(place)])
    registry = registry_of({code for place in seen.places for code in place})
    schemes, hopeless = schemes_of(registry, seen.places, wanted.on, wanted.allow_missing)
    if not schemes:
        source = plan if opened is None else opened.table
        error = placeless(place, source, wanted.on, wanted.used_in, hopeless)
        if all(why.kind is InputError for those in hopeless.values() for why in those):
            error = InputError([*error.problems, *_placeless(wanted, place, headers)])
        raise error
    facts, drafted = facts_of(registry, schemes, wanted.draft, place)
    require_one_table([*schemes.values(), *drafted.values()])
    tables, read = _event_tables(wanted, facts, opened)
    found = [find_columns(fact, table, wanted.ignored) for fact, table in tables.items()]
    columns, problems = match(
        place,
        headers,
        facts,
        labels=wanted.labels,
        ignored=wanted.ignored,
        elsewhere=[header for table, _ in found for header in table.headers],
    )
    problems += (problem for _, those in found for problem in those)
    missing = [fact for fact in events_of(facts.values()).values() if fact.required]
    problems += (_no_events(wanted.path.name, fact) for fact in missing if fact not in tables)
    if problems:
        raise InputError(problems)
    rejected = RejectedEvents(bad)
    events = read_events((table for table, _ in found), rejected)
    population: Population
    if opened is None:
        population = ParquetPopulation(
            plan, columns, wanted.used_in, seen.repeated, hopeless, seen.nowhere
        )
    else:
        population = CellPopulation(
            opened.table, columns, wanted.on, wanted.used_in, seen.repeated, hopeless
        )
    hashes = seen.hashes
    ids = plan.select("applicant_id") if hashes is None else hashes.to_frame("hash").lazy()
    reject_events(events, [*schemes.values(), *drafted.values()], ids, rejected)
    notes = _notes([opened.table, *tables.values()] if opened else tables.values())
    notes += [] if opened is None else _unread(opened, read)
    notes += doubtful(events, wanted.on, rejected)
    notes += rejected.notes(events.places)
    return Opening(schemes, drafted, population, seen.rows, events, rejected.count(), notes)


def _placeless(wanted: Wanted, place: str, headers: Sequence[str]) -> list[Problem]:
    """What is wrong with the columns of a table of which no place is known.

    They are judged as far as all places agree, so that this is not told only when the places are
    mended. That there is no column of places is one of these faults.
    """
    registry = registry_of()
    facts: dict[str, Fact] = {}
    with suppress(JifenError):  # of editions and plugins it is told once a place needs them
        schemes, _ = schemes_of(registry, ((at, at) for at in registry.contributions), wanted.on)
        facts, drafted = facts_of(registry, schemes, wanted.draft, place)
        for each in (*schemes.values(), *drafted.values()):
            facts = {
                name: evolve(fact, required=fact.required and name in each.facts)
                for name, fact in facts.items()
            }
    _, problems = match(
        place,
        headers,
        facts,
        labels=wanted.labels,
        ignored=wanted.ignored,
        elsewhere=wanted.ignored,
    )
    return problems if facts else [p for p in problems if p.place == place]


def _event_tables(
    wanted: Wanted, facts: Mapping[str, Fact], opened: Opened | None
) -> tuple[dict[EventsFact, Table | Path], list[str]]:
    """The table of each fact of dated events, and the sheets of the workbook that were read."""
    tables: dict[EventsFact, Table | Path] = {}
    read: list[str] = []
    for text in wanted.events:
        fact, path = assigned(text, facts.values())
        if fact in tables:
            raise InputError([_given_twice(fact, f"--events {fact.id}")])
        is_parquet = require_ending(path) == ".parquet"
        tables[fact] = path if is_parquet else open_events(path, fact)
    known = events_of(facts.values())
    for sheet in opened.others if opened else ():
        if sheet in known and opened and opened.book:
            if known[sheet] in tables:
                raise InputError([_given_twice(known[sheet], f"{wanted.path.name}: {sheet}")])
            tables[known[sheet]] = opened.book.require_table(sheet)
            read.append(sheet)
    return tables, read


def _notes(tables: Iterable[Table | Path]) -> list[Text]:
    return [note for table in tables if not isinstance(table, Path) for note in table.notes]


def _unread(opened: Opened, read: Sequence[str]) -> Iterator[Text]:
    unread = "、".join(name for name in opened.others if name not in read)
    if unread:
        yield Text(f"未读取的工作表：{unread}", f"Sheets that were not read: {unread}")


def _no_rows(place: str) -> Problem:
    return Problem(
        place,
        Text("只有列名，没有申请人", "it has headers and no applicants"),
        Text("请在列名之下每人填写一行", "Fill in a row for each applicant below the headers"),
    )


def _given_twice(fact: EventsFact, at: str) -> Problem:
    return Problem(
        at,
        Text(f"{fact.name.zh}给出了两次", f"the events of {fact.id} are given twice"),
        Text(
            "请只给一次：在一个工作表中，或用 --events",
            "Give them once, in one sheet or with --events",
        ),
    )


def _no_sheets(path: Path) -> Problem:
    return Problem(
        path.name,
        Text("只有工作簿才有工作表", "only a workbook has sheets"),
        Text("请不用 --sheet", "Leave out --sheet"),
    )


def _no_events(place: str, fact: EventsFact) -> Problem:
    return Problem(
        place,
        Text(f"没有{fact.name.zh}（{fact.id}）的事件表", f"there is no table of {fact.id}"),
        Text(
            f"请用 --events {fact.id}=文件 给出（都没有时，给只有列名的表），"
            f"或在工作簿中加工作表“{fact.name.zh}”",
            f"Give it with --events {fact.id}=FILE (one with headers only if there are none), or "
            f"in a sheet named {fact.name.zh}",
        ),
    )
