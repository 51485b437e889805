"""A population: the applicants of a table, typed, some rows at a time.

A row with a cell that cannot be read is left out of the frame and comes out beside it, with all
that is wrong with it; nothing of it is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeAlias

import polars as pl
from attrs import field, frozen

from jifen import JifenError, Refused, Text
from jifen_batch.cells import Column, id_column, place_column, shown
from jifen_batch.headers import named, require_headers
from jifen_batch.ids import repeated
from jifen_batch.tables import CHUNK_ROWS, Chunk, Table

Place: TypeAlias = tuple[str, str]
"""Where applicants live, and where their scores are used."""

REJECTED = pl.Schema(
    {
        "row": pl.Int64,
        "applicant_id": pl.String,
        "column": pl.String,
        "value": pl.String,
        "reason_zh": pl.String,
        "reason_en": pl.String,
    }
)
"""The columns of the table of rejected rows."""

DUPLICATE = Refused(
    Text("申请人编号在表中出现多次", "the identifier stands in the table more than once"),
    Text("请每人只留一行", "Keep one row for each applicant"),
)
ELSEWHERE = Refused(
    Text("使用地与该服务的提供地不同", "the score is to be used where the service is not offered"),
    Text("请留空，或改为提供地", "Leave it empty, or name the place of the service"),
)
MISSING: Mapping[str, Refused] = {
    "applicant_id": Refused(
        Text("缺少申请人编号", "the identifier is missing"), Text("请填写", "Fill it in")
    ),
    "lives_in": Refused(
        Text("缺少居住地代码", "the code of the place of residence is missing"),
        Text("请填写，如 330225", "Fill it in, such as 330225"),
    ),
}


@frozen
class Part:
    """Some applicants, in the order of the table.

    Attributes:
        frame: The rows that could be read: `row`, `applicant_id`, `lives_in`, `used_in`, and
            the facts and labels of the table.
        rejected: What was wrong with the others, with the columns of `REJECTED`.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame


@frozen
class Hopeless:
    """Why those who live in a place, or use their scores there, have none.

    Attributes:
        column: Whether `lives_in` or `used_in` is at fault.
        code: What stands there.
        refused: What is wrong with it.
        kind: The class of the error: an `InputError` is the table's, another that of what is
            installed.
    """

    column: str
    code: str
    refused: Refused
    kind: type[JifenError]


@frozen
class Survey:
    """What a first look at a table tells, before any fact is read.

    Attributes:
        rows: How many rows have something in them.
        places: The places in it.
        repeated: The identifiers that it has more than once.
        nowhere: How many rows do not say where the applicant lives, if that was counted.
        hashes: Those of all identifiers, if they were looked at.
    """

    rows: int
    places: frozenset[Place]
    repeated: frozenset[str] = frozenset()
    nowhere: int = 0
    hashes: pl.Series | None = field(default=None, repr=False)


class Population(Protocol):
    """The applicants of a file, whatever its kind."""

    @property
    def columns(self) -> Mapping[int, Column]:
        """The columns that are needed, by place."""

    def parts(self) -> Iterator[Part]:
        """The applicants, in the order of the file."""


def reasons(refused: Refused) -> tuple[str, str]:
    """Why something was rejected, in Chinese and in English, as `jifen.frame` says it."""
    what, remedy = refused.what, refused.remedy
    return f"{what.zh}。{remedy.zh}", f"{what.en}. {remedy.en}"


def within(place: str, said: tuple[str, str]) -> tuple[str, str]:
    """Reasons that say in which table the row is, where it is not that of the applicants."""
    zh, en = said
    return f"{place}：{zh}", f"{place}: {en}"


def rejects(rows: Iterable[tuple[int, str | None, str, str, str, str]]) -> pl.DataFrame:
    """Rejected rows as a frame."""
    return pl.DataFrame(list(rows), schema=REJECTED, orient="row")


def survey(table: Table, used_in: str | None) -> Survey:
    """Look once through a table of cells for its places and its repeated identifiers.

    Args:
        table: The table; it says where the applicants live.
        used_in: Where all scores are used, if that is one place; else the table says.
    """
    who = named(table.headers, "applicant_id")
    lives, uses = named(table.headers, "lives_in"), named(table.headers, "used_in")
    assert lives is not None
    column = id_column("applicant_id", "")
    rows = 0
    places: set[Place] = set()

    def ids() -> Iterator[pl.Series]:
        nonlocal rows
        rows = 0
        for chunk in table.chunks():
            rows += len(chunk.rows)
            used: list[str | None] = [used_in] * len(chunk.rows)
            if used_in is None and uses is not None:
                used = _places(chunk, uses)
            at = zip(_places(chunk, lives), used, strict=True)
            places.update((home, use or home) for home, use in set(at) if home)
            values, _ = column.read([] if who is None else [row[who] for row in chunk.cells])
            yield pl.Series("id", [v for v in values if v is not None], pl.String)

    twice, hashes = repeated(ids)
    return Survey(rows, frozenset(places), twice, hashes=hashes)


def _places(chunk: Chunk, at: int) -> list[str | None]:
    values, _ = place_column("", "").read([row[at] for row in chunk.cells])
    return values


@frozen
class CellPopulation:
    """The applicants of a CSV file or a sheet.

    Attributes:
        table: The table.
        columns: Its columns that are needed, by place.
        on: The date of the scores.
        used_in: Where all scores are used, if that is one place; else the table says.
        repeated: The identifiers that it has more than once.
        hopeless: The places whose applicants cannot be scored, and why.
    """

    table: Table
    columns: Mapping[int, Column]
    on: date
    used_in: str | None = None
    repeated: frozenset[str] = frozenset()
    hopeless: Mapping[Place, Sequence[Hopeless]] = field(factory=dict)

    def parts(self) -> Iterator[Part]:
        return (self._part(chunk) for chunk in self.table.chunks(CHUNK_ROWS) if chunk.rows)

    def _part(self, chunk: Chunk) -> Part:
        cells = list(zip(*chunk.cells, strict=True))
        require_headers(self.table, chunk, cells)
        values: dict[str, list[Any]] = {}
        faults = _Faults()
        for n, refused in chunk.refused.items():
            faults.add(n, "", "", refused)
        for at, column in self.columns.items():
            values[column.name], bad = column.read(cells[at])
            for n, refused in bad.items():
                faults.add(n, column.header, shown(cells[at][n]), refused)
        self._identify(values, faults, whole=chunk.refused)
        self._judge_the_rest(values, faults, whole=chunk.refused)
        dtypes = {column.name: column.dtype for column in self.columns.values()}
        frame = pl.DataFrame(
            {
                "row": pl.Series(chunk.rows, dtype=pl.Int64),
                **{
                    name: pl.Series(column, dtype=dtypes.get(name, pl.String))
                    for name, column in values.items()
                },
            }
        )
        if faults.by_row:
            bad_rows = pl.Series(list(faults.by_row), dtype=pl.UInt32)
            index = pl.int_range(pl.len(), dtype=pl.UInt32)
            frame = frame.filter(~index.is_in(bad_rows.implode()))
        who = values["applicant_id"]
        rows = rejects(
            (chunk.rows[n], who[n], header, value, *reasons(refused))
            for n, each in sorted(faults.by_row.items())
            for header, value, refused in each
        )
        return Part(frame, rows)

    def _identify(
        self, values: dict[str, list[Any]], faults: "_Faults", whole: Mapping[int, Refused]
    ) -> None:
        """Refuse the rows that do not say, once, who the applicant is and where they live."""
        lives_in = values["lives_in"]
        # Where people live is looked at in a table too that has no column of identifiers.
        who = values.setdefault("applicant_id", [None] * len(lives_in))
        uses = values.get("used_in") or [None] * len(who)
        values["used_in"] = [
            use or self.used_in or home for use, home in zip(uses, lives_in, strict=True)
        ]
        header = {column.name: column.header for column in self.columns.values()}
        for name, missing in MISSING.items():
            if name in header and None in values[name]:
                for n, value in enumerate(values[name]):
                    if value is None and n not in whole and not faults.of(n, header[name]):
                        faults.add(n, header[name], "", missing)
        if self.used_in is not None:
            for n, use in enumerate(values["used_in"]):
                if use is not None and use != self.used_in and lives_in[n] is not None:
                    faults.add(n, header.get("used_in", "used_in"), use, ELSEWHERE)
        if self.repeated:
            for n, name in enumerate(who):
                if name in self.repeated:
                    faults.add(n, header["applicant_id"], name, DUPLICATE)
        if self.hopeless:
            for n, at in enumerate(zip(lives_in, values["used_in"], strict=True)):
                for why in self.hopeless.get(at, ()):
                    faults.add(n, header.get(why.column, why.column), why.code, why.refused)

    def _judge_the_rest(
        self, values: dict[str, list[Any]], faults: "_Faults", whole: Mapping[int, Refused]
    ) -> None:
        """Find what else is wrong with the rows that are refused, so that all is said at once."""
        facts = [(c.header, c.name, c.fact) for c in self.columns.values() if c.fact is not None]
        for n in faults.by_row.keys() - whole.keys():
            for header, name, fact in facts:
                value = values[name][n]
                if value is None:
                    if fact.required and not faults.of(n, header):
                        faults.add(n, header, "", fact.refuse(_MISSING))
                    continue
                try:
                    fact.admit(value, self.on)
                except Refused as refused:
                    faults.add(n, header, shown(value), refused)


@frozen
class _Faults:
    """What is wrong with the rows of a part, by their place in it.

    Attributes:
        by_row: Of each bad row, the header, the value, and why.
    """

    by_row: dict[int, list[tuple[str, str, Refused]]] = field(factory=dict)

    def add(self, row: int, header: str, value: str, refused: Refused) -> None:
        self.by_row.setdefault(row, []).append((header, value, refused))

    def of(self, row: int, header: str) -> bool:
        return any(header == h for h, _, _ in self.by_row.get(row, ()))


_MISSING = Text("缺少必填事实", "this required fact is missing")
