"""Tables of cells: a CSV file or a sheet, row by row as its rows are counted on the screen."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from attrs import field, frozen

from jifen import InputError, Problem, Refused, Text
from jifen_batch.given import require_file

CHUNK_ROWS = 50_000
"""Rows read, scored and written at a time."""

EMPTY = Refused(
    Text("表中没有任何内容", "there is nothing in it"),
    Text(
        "第一行应为列名，其下每行一人或一个事件",
        "Expected the headers in the first row, and below them a row for each applicant or event",
    ),
)
"""What is said of a table without a header."""


@frozen
class Chunk:
    """Some rows of a table.

    Attributes:
        rows: Their numbers, from 1, as a spreadsheet counts; empty rows are left out.
        cells: Their cells, each row as long as the headers. A cell that the reader knows to be
            unusable is a `jifen.Refused`; an empty one is `""`.
        refused: The rows that are unusable as a whole, by their place in the chunk.
        legible: What can be made out all the same, of such rows and where cells are refused: it
            may tell whom they are about.
    """

    rows: Sequence[int]
    cells: Sequence[Sequence[Any]]
    refused: Mapping[int, Refused] = {}
    legible: Mapping[int, Sequence[str]] = {}


class Table(Protocol):
    """A file whose rows are read as cells.

    Attributes:
        path: The file.
        place: The file, with the sheet if it has several, as problems name the table.
        headers: The headers, in order.
        notes: What a clerk must know of what was read, such as hidden rows.
    """

    @property
    def path(self) -> Path: ...

    @property
    def place(self) -> str: ...

    @property
    def headers(self) -> Sequence[str]: ...

    @property
    def notes(self) -> Sequence[Text]: ...

    def chunks(self, rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The rows below the headers, from the first, however often it is asked."""
        ...


@frozen
class Stamp:
    """What tells whether a file has changed: its size, its time and its place on the disk."""

    size: int
    modified: int
    inode: int = field(repr=False)

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """The stamp of a file now."""
        seen = path.stat()
        return cls(seen.st_size, seen.st_mtime_ns, seen.st_ino)


@contextmanager
def unchanged(*paths: Path) -> Iterator[None]:
    """What is done inside has read the files as they are at the end.

    Raises:
        InputError: if one of them is no file, or changed meanwhile.
        OSError: if the system refuses.
    """
    for path in paths:
        require_file(path)
    before = {path: Stamp.of(path) for path in paths}
    try:
        yield
    except Exception as error:
        # What went wrong may be only what a changing file looks like.
        if changed := _changed(before):
            raise InputError(changed) from error
        raise
    if changed := _changed(before):
        raise InputError(changed)


def _changed(before: Mapping[Path, Stamp]) -> list[Problem]:
    return [
        Problem(
            path.name,
            Text("读取过程中文件被修改", "the file changed while it was read"),
            Text("请关闭正在编辑它的程序后重试", "Close what is editing it, and try again"),
        )
        for path, stamp in before.items()
        if _now(path) != stamp
    ]


def _now(path: Path) -> Stamp | None:
    try:
        return Stamp.of(path)
    except OSError:
        return None


def legible(cells: Iterable[object]) -> list[str]:
    """What can be seen in some cells that cannot be relied on: each text, and each part of one.

    A number is given as an identifier would be, had it been text.
    """
    said: dict[str, None] = {}
    for cell in cells:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = str(cell) if isinstance(cell, str | int | float) else ""
        for part in (text.strip(), *_BETWEEN.split(text)):
            seen = "".join(filter(str.isprintable, part))
            said |= dict.fromkeys((seen, re.sub(r"\.0+$", "", seen)))
    said.pop("", None)
    return list(said)


_BETWEEN = re.compile(r"[,，;；、|\s]")
"""What may stand between two cells that have become one."""


def is_empty(cells: Sequence[Any]) -> bool:
    """Whether a row has nothing in it."""
    return all(map(_is_blank, cells))


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()
