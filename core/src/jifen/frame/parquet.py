"""Parquet to Parquet, part by part: any number of applicants in the same memory."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import Any

import narwhals as nw
from attrs import evolve, frozen

from jifen.composition import Composition
from jifen.errors import InputError, Problem
from jifen.frame.engine import ROW, Engine, Frame
from jifen.frame.faults import nothing_listed
from jifen.frame.found import Found, with_found
from jifen.frame.inputs import ground_of
from jifen.frame.plan import Plan
from jifen.frame.points import relabelled
from jifen.frame.scored import APPLICANT, Scoring, repeated_ids
from jifen.frame.sources import Source, opened, require_apart
from jifen.text import Text

ROWS_AT_A_TIME = 500_000
"""So many applicants are in memory at once, some hundred bytes each and as much again."""


@frozen
class Written:
    """What a run wrote.

    Attributes:
        scored: The number of applicants in the table of scores.
        rejected: The number of applicants that are not in it; each has its lines in the table of
            rejected rows.
        faults: The number of lines in that table, those of the events tables included.
    """

    scored: int
    rejected: int
    faults: int


def score_parquet(
    scheme: Composition,
    applicants: Source,
    scores: str | Path,
    rejected: str | Path,
    *,
    events: Mapping[str, Source] | None = None,
    id: str = APPLICANT,
    unique_ids: bool = False,
    rows_at_a_time: int = ROWS_AT_A_TIME,
    metadata: Mapping[str, str] | None = None,
    passed: Callable[[int], None] = lambda _: None,
) -> Written:
    """Score a Parquet file into two: the scores, and the rows that could not be scored.

    The rows keep their order. Neither output is there before the run is over, and what was there
    stays until then. What is held in memory besides a part of the applicants is no more than so many
    events of each fact: what is counted of more is kept in files beside the scores until the end.

    Args:
        scheme: The scheme.
        applicants: The file of applicants, or Polars' plan of reading it, which gives the rows in
            the same order each time; see `Scheme.score_frame` for its columns.
        scores: The file of scores.
        rejected: The file of rejected rows.
        events: For each fact of dated events the file of its table, or the plan.
        id: The name of the column of ids.
        unique_ids: Whether to look for ids that stand in several rows; it takes a pass over the
            ids, and memory for all of them.
        rows_at_a_time: How many applicants are in memory at once.
        metadata: Texts to put into the metadata of the file of scores, by name.
        passed: Told of each part how many applicants it had.

    Raises:
        InputError: with every source that is none; if an output is read too, or both are one file;
            with every column that is missing, unknown or of a wrong type; if the ids are integers
            of 128 bits, which Arrow has not; or if the plan did not give the same rows part by
            part as at once.
        RulebookError: if a rule cannot be computed as columns.
        OSError: if a source is not there, or an output cannot be written.
        polars.exceptions.PolarsError: if a source turns out to be damaged while it is read.
    """
    import polars as pl

    events = events or {}
    sources = {"applicants": applicants, **{f"events[{f}]": t for f, t in events.items()}}
    plans = opened(sources)
    require_apart({"scores": scores, "rejected": rejected}, sources)
    engine, file = Engine("polars"), plans["applicants"]
    whole: Frame = nw.from_native(file)
    tables: dict[str, Frame] = {f: nw.from_native(plans[f"events[{f}]"]) for f in events}
    ground = ground_of(scheme, engine, whole, tables, id)
    of_ids = whole.collect_schema()[id]
    if isinstance(of_ids, nw.Int128 | nw.UInt128):
        raise InputError([_too_wide(id, of_ids)])
    plan = Plan(scheme, ground, {t.id: t.id in scheme.recognised for t in scheme.tiers})
    repeated = repeated_ids(engine, whole, id, unique_ids)
    scoring = Scoring(
        engine, plan, whole, id, None if repeated is None else engine.settled(repeated)
    )
    given, checked, planned = 0, 0, isinstance(applicants, pl.LazyFrame)
    with (
        _spill_beside(Path(scores)) as spill,
        _Output(Path(scores), metadata or {}) as good,
        _Output(Path(rejected), {}) as bad,
    ):
        found = [Found(table, rows_at_a_time, spill) for table in ground.events.values()]
        bad.write(_computed(nothing_listed(engine.numbered(whole), id)))
        for part in _parts(file, rows_at_a_time):
            numbers = pl.int_range(given + 1, given + part.height + 1).alias(ROW)
            counted = with_found(part.with_columns(numbers), found, id)
            of_part = evolve(scoring, applicants=counted, counted=True)
            quanta = _computed(of_part.quanta([id]))
            good.write(_with_points(quanta, plan.points))
            if len(quanta) < part.height:
                bad.write(_computed(of_part.rejected()))
            given += part.height
            # A file has one order; a plan of reading may have another each time.
            checked += _checksum(part.lazy(), id) if planned else 0
            passed(part.height)
        if planned and checked != _checksum(file, id):
            raise InputError([_out_of_order()])
        for lines in chain.from_iterable(of_fact.rejected() for of_fact in found):
            bad.write(_computed(lines))
        # Both are whole before either takes the place of what was there.
        good.close()
        bad.close()
    return Written(good.rows, given - good.rows, bad.rows)


def _checksum(rows: Any, id: str) -> int:
    """The same for the same ids in any order, and hardly for others."""
    import polars as pl

    hashes = (pl.col(id).hash() % (1 << 32)).cast(pl.Int64)
    return int(rows.select(hashes.sum()).collect().item())


def _out_of_order() -> Problem:
    return Problem(
        "applicants",
        Text(
            "每次读取的行序不同，分段读取会漏掉一些人",
            "its rows come in another order each time, so that parts would leave some out",
        ),
        Text(
            "请加上 sort，或先写入文件（sink_parquet），再给出该文件",
            "Sort the plan, or write it to a file first (sink_parquet) and give that",
        ),
    )


def _too_wide(id: str, dtype: object) -> Problem:
    return Problem(
        id,
        Text(
            f"编号列类型为 {dtype}，不能这样写入", f"the ids are of type {dtype}, which Arrow lacks"
        ),
        Text("请转为文字或 64 位整数", "Cast them to text, or to integers of 64 bits"),
    )


def _mark() -> str:
    """A mark of this run: another may write to the same path meanwhile, and the last to end wins."""
    return token_hex(4)


@contextmanager
def _spill_beside(path: Path) -> Iterator[Path]:
    """The folder for what does not stay in memory; it is made when needed, and gone at the end."""
    folder = path.with_name(f".{path.name}.{_mark()}.events")
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def _parts(file: Any, rows: int) -> Iterator[Any]:
    """The parts of a file, each read while the one before is computed.

    The last may be empty, as that of an empty file is.
    """
    with ThreadPoolExecutor(1) as ahead:
        first, coming = 0, ahead.submit(file.slice(0, rows).collect)
        while True:
            part = coming.result()
            first += part.height
            if part.height == rows:
                coming = ahead.submit(file.slice(first, rows).collect)
            yield part
            if part.height < rows:
                return


def _computed(frame: Frame) -> Any:
    return frame.to_native().collect().rechunk().to_arrow()


def _with_points(table: Any, points: Iterable[str]) -> Any:
    for name in points:
        (column,), at = table[name].chunks, table.schema.get_field_index(name)
        table = table.set_column(at, name, relabelled(column))
    return table


class _Output:
    """A Parquet file that is there once it is whole; a thread writes it while others compute."""

    def __init__(self, path: Path, metadata: Mapping[str, str]) -> None:
        self.rows = 0
        self._metadata = metadata
        self._path, self._part = path, path.with_name(f".{path.name}.{_mark()}.part")
        self._writer: Any = None
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None

    def __enter__(self) -> "_Output":
        return self

    def write(self, table: Any) -> None:
        """Take a part of the file; the one before is written by now."""
        self._settle()
        self.rows += len(table)
        self._pending = self._thread.submit(self._write, table)

    def close(self) -> None:
        """Finish the file, beside the one whose place it takes."""
        self._settle()
        self._writer.add_key_value_metadata(dict(self._metadata))
        with self._named():
            self._writer.close()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._thread.shutdown()
        if kind is None:
            self._part.replace(self._path)
            return
        try:
            if self._writer is not None:
                with self._named():
                    self._writer.close()
        finally:
            self._part.unlink(missing_ok=True)

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.result()

    def _write(self, table: Any) -> None:
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._part,
                table.schema,
                compression="zstd",
                # Ids are all different: a dictionary of them is only thrown away again.
                use_dictionary=table.column_names[1:],
                store_decimal_as_integer=True,
                store_schema=False,
            )
        with self._named():
            self._writer.write_table(table)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Arrow does not say which file it could not write."""
        try:
            yield
        except OSError as error:
            said = os.strerror(error.errno) if error.errno else str(error)
            raise OSError(error.errno, said, str(self._path)) from None
