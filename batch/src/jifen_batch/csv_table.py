"""CSV files: UTF-8 with or without a byte-order mark, UTF-16 with one, else GB18030."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from attrs import frozen

from jifen import InputError, Problem, Refused, Text
from jifen_batch.tables import CHUNK_ROWS, EMPTY, Chunk, is_empty, legible
from jifen_cli.lang import plural

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20


@frozen
class CsvTable:
    """A CSV file with commas, opened again for every reading.

    Attributes:
        path: The file.
        encoding: Its encoding, which the whole file has been checked to be.
        headers: Its first row that is not empty.
        notes: Nothing: a CSV file hides nothing.
    """

    path: Path
    encoding: str
    headers: Sequence[str]
    notes: Sequence[Text] = ()

    @property
    def place(self) -> str:
        return self.path.name

    def chunks(self, rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
        width = len(self.headers)
        records = islice(_records(self.path, self.encoding), 1, None)
        while taken := list(islice(records, rows)):
            refused = {}
            said = {}
            cells = []
            for place, (_, record) in enumerate(taken):
                # Empty cells may follow; a row that is short may have been cut off.
                if len(record) != width:
                    if len(record) < width or not is_empty(record[width:]):
                        refused[place] = _ragged(len(record), width)
                        said[place] = legible(record)
                        record = [""] * width
                    record = record[:width]
                cells.append(record)
            yield Chunk([number for number, _ in taken], cells, refused, said)


def open_csv(path: Path) -> CsvTable:
    """A CSV file, its encoding found and its headers read.

    Raises:
        InputError: if it is empty, or its bytes are no text in any of the encodings.
    """
    encoding = _encoding(path)
    first = next(_records(path, encoding), None)
    if first is None:
        raise InputError([EMPTY.problem(path.name)])
    headers = [header.strip() for header in first[1]]
    if len(headers) == 1 and any(mark in headers[0] for mark in ";\t；，"):
        raise InputError(
            [
                Problem(
                    path.name,
                    Text("列之间不是逗号", "its columns are not separated by commas"),
                    Text("请另存为逗号分隔的 CSV", "Save it as CSV with commas"),
                )
            ]
        )
    return CsvTable(path, encoding, headers)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            fault = _fault(path, encoding)
            if fault is None:
                return encoding
            raise InputError([_undecodable(path, encoding, fault)])
    fault = _fault(path, "utf-8")
    if fault is None:
        return "utf-8"
    if _fault(path, "gb18030") is None:
        return "gb18030"
    raise InputError([_undecodable(path, "UTF-8 / GB18030", fault)])


def _fault(path: Path, encoding: str) -> int | None:
    """Where the bytes of a file are not of an encoding, if they are not."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done + error.start
            if not block:
                return None
            done += len(block)


def _records(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its number."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, strict=True)
        number = 0
        while True:
            number += 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError([_no_csv(path.name, number, str(error))]) from None
            if not is_empty(record):
                yield number, record


def _no_csv(place: str, number: int, said: str) -> Problem:
    why = next((zh for en, zh in _SAID.items() if en in said), "")
    return Problem(
        place,
        Text(f"第 {number} 行不是有效的 CSV{why}", f"row {number} is not CSV: {said}"),
        Text(
            "请检查该行的引号，或在表格软件中重新另存为 CSV",
            "Look at the quotes there, or save it as CSV again",
        ),
    )


_SAID = {
    "unexpected end of data": "：引号没有闭合",
    "expected after": "：引号之后不是逗号",
    "larger than field limit": "：一格过长，或引号没有闭合",
    "new-line character": "：换行符不对",
}
"""What the reader of the standard library says, in part, and what that is in Chinese."""


def _ragged(count: int, width: int) -> Refused:
    return Refused(
        Text(
            f"该行有 {count} 格，列名有 {width} 个",
            f"it has {count} {plural(count, 'cell', 'cells')} for {width} "
            f"{plural(width, 'header', 'headers')}",
        ),
        Text("请核对该行的逗号和引号", "Look at the commas and quotes of the row"),
    )


def _undecodable(path: Path, encoding: str, at: int) -> Problem:
    return Problem(
        path.name,
        Text(
            f"不是 {encoding} 编码的文本（第 {at + 1} 字节）",
            f"its bytes are no {encoding} text (at byte {at + 1})",
        ),
        Text("请另存为 UTF-8 编码的 CSV", "Save it as CSV in UTF-8"),
    )
