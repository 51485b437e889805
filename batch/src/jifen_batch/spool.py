"""Rows put aside on the disk until their turn, so that memory stays bounded."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO, Self

import polars as pl
from attrs import define, field

from jifen_batch.replacing import writing
from jifen_batch.sample import sample
from jifen_batch.tables import CHUNK_ROWS


@define
class Spool:
    """Rejected rows in a file without a name, which is gone with the process, however it ends.

    Attributes:
        schema: The columns.
        rows: How many rows have been added.
    """

    schema: pl.Schema
    rows: int = field(default=0, init=False)
    _file: IO[bytes] = field(factory=TemporaryFile, init=False)
    _ends: list[int] = field(factory=lambda: [0], init=False)
    _of_events: list[bool] = field(factory=list, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, frame: pl.DataFrame, *, of_events: bool = False) -> None:
        """Put the rows of a frame, of applicants or of events, behind those already there."""
        for part in frame.iter_slices(CHUNK_ROWS) if frame.height else ():
            self.rows += part.height
            with writing(Path(gettempdir())):
                part.write_ipc_stream(self._file)
            self._ends.append(self._file.tell())
            self._of_events.append(of_events)

    def sample(self) -> pl.DataFrame:
        """The few of the rows that a summary shows, and whether each is `of_events`."""
        found = pl.DataFrame(schema={**self.schema, "of_events": pl.Boolean})
        for frame, of_events in zip(self.frames(), self._of_events, strict=True):
            found = sample(pl.concat([found, frame.with_columns(of_events=of_events)]))
        return found

    def frames(self) -> Iterator[pl.DataFrame]:
        """The frames, in the order in which they were added."""
        for start, end in zip(self._ends, self._ends[1:], strict=False):
            self._file.seek(start)
            yield pl.read_ipc_stream(self._file.read(end - start))
