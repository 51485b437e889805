"""A table in which no applicant has a place that can be used: every such place, and where it is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import define, field

from jifen import (
    InputError,
    JifenError,
    PluginError,
    Problem,
    RulebookError,
    Text,
    masked,
)
from jifen_batch.cells import Column, id_column, place_column
from jifen_batch.headers import NAMES, named
from jifen_batch.parquet_population import ParquetPopulation, identified
from jifen_batch.population import CellPopulation, Hopeless, Part, Place, Population, reasons
from jifen_batch.tables import Table
from jifen_cli.lang import plural

MOST = 20
"""So many places are named of which the same is wrong."""

_ROWS = 3
"""So many rows of one place are named."""

_SHOWN = 40
"""So much of what stands in a cell is shown."""


@define
class _Found:
    """Some rows with the same in one cell: the first of them, and how many they are."""

    rows: list[int] = field(factory=list)
    count: int = 0

    def at(self) -> Text:
        """Which rows they are."""
        rows, more = [str(row) for row in self.rows[:_ROWS]], self.count > _ROWS
        return Text(
            f"第 {'、'.join(rows)} 行{f'等 {self.count} 行' if more else ''}",
            f"{plural(self.count, 'row', 'rows')} {', '.join(rows)}"
            f"{f' and others, {self.count} in all,' if more else ''}",
        )


def placeless(
    place: str,
    source: Table | pl.LazyFrame,
    on: date,
    used_in: str | None,
    hopeless: Mapping[Place, Sequence[Hopeless]],
) -> JifenError:
    """The error of a table of which no row has a place that can be used.

    It is of the input if anything is to be mended in the table, else of what is installed.

    Args:
        place: The table, as problems name it.
        source: The table of cells, or the plan of a Parquet file.
        on: The date of the scores.
        used_in: Where all scores are used, if that is one place; else the table says.
        hopeless: The places in it, and why each cannot be used.
    """
    population: Population
    if isinstance(source, pl.LazyFrame):
        plan = identified(source)
        columns = _columns(list(plan.collect_schema()))
        population = ParquetPopulation(plan, columns, used_in, hopeless=hopeless)
    else:
        columns = _columns(source.headers)
        population = CellPopulation(source, columns, on, used_in, hopeless=hopeless)
    parts = population.parts()
    skipped = next((c.header for c in columns.values() if c.name == "applicant_id"), None)
    found: dict[tuple[str, str, str], dict[str, _Found]] = {}
    for column, value, zh, en, rows, count in _faults(parts, skipped):
        those = found.setdefault((column, zh, en), {}).setdefault(value, _Found())
        those.rows += rows[: _ROWS - len(those.rows)]
        those.count += count
    kinds = {reasons(why.refused): why.kind for those in hopeless.values() for why in those}
    of_rows = {kinds.get((zh, en), InputError) for _, zh, en in found}
    kind = next((k for k in (InputError, PluginError, RulebookError) if k in of_rows), InputError)
    return kind(_problem(place, *fault, values) for fault, values in found.items())


def _columns(headers: Sequence[str]) -> dict[int, Column]:
    """The columns that say who the applicants are and where they live, as far as there are any."""
    found = {name: named(headers, name) for name in NAMES}
    return {
        at: (id_column if name == "applicant_id" else place_column)(name, headers[at])
        for name, at in found.items()
        if at is not None
    }


def _faults(
    parts: Iterable[Part], skipped: str | None
) -> Iterator[tuple[str, str, str, str, list[int], int]]:
    """What is wrong with the rows of each part, but for their identifiers."""
    same = ("column", "value", "reason_zh", "reason_en")
    for part in parts:
        bad = part.rejected.filter(pl.col("column").ne_missing(pl.lit(skipped)))
        grouped = bad.sort("row", maintain_order=True).group_by(same, maintain_order=True)
        yield from grouped.agg(pl.col("row").head(_ROWS), pl.len()).iter_rows()


def _problem(place: str, column: str, zh: str, en: str, values: Mapping[str, _Found]) -> Problem:
    """The same fault of several places."""
    at = []
    for value, found in list(values.items())[:MOST]:
        rows, code = found.at(), _discreet(value)
        if code != value:
            zh, en = zh.replace(value, code), en.replace(value, code)
        at.append([" ".join(filter(None, (said, column, code))) for said in (rows.zh, rows.en)])
    more = len(values) - len(at)
    if more:
        at.append([f"另有 {more} 个不同的值", f"{more} other {plural(more, 'value', 'values')}"])
    where_zh, where_en = "；".join(zh for zh, _ in at), "; ".join(en for _, en in at)
    (what_zh, _, remedy_zh), (what_en, _, remedy_en) = zh.partition("。"), en.partition(". ")
    return Problem(
        place,
        Text(f"{where_zh}：{what_zh}", f"{where_en}: {what_en}"),
        Text(remedy_zh, remedy_en),
    )


def _discreet(value: str) -> str:
    """A value as a terminal may show it: short, and without anyone's ID number."""
    said = masked(value) if re.search(r"[0-9]{15}", value) else value
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
