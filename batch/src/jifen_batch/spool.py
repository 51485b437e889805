"""Rows put aside on the disk until their turn, so that memory stays bounded."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO, Self

import polars as pl
from attrs import define, field

from jifen_batch.replacing import writing
from jifen_batch.sample import sample


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, frame: pl.DataFrame) -> None:
        """Put the rows of a frame behind those already there."""
        if frame.is_empty():
            return
        self.rows += frame.height
        with writing(Path(gettempdir())):
            frame.write_ipc_stream(self._file)
        self._ends.append(self._file.tell())

    def sample(self) -> pl.DataFrame:
        """The few of the rows that a summary shows."""
        found = pl.DataFrame(schema=self.schema)
        for frame in self.frames():
            found = sample(pl.concat([found, frame]))
        return found

    def frames(self) -> Iterator[pl.DataFrame]:
        """The frames, in the order in which they were added."""
        for start, end in zip(self._ends, self._ends[1:], strict=False):
            self._file.seek(start)
            yield pl.read_ipc_stream(self._file.read(end - start))
