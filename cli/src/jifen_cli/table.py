"""Text and tables that line up on a terminal, where a Chinese character takes two columns.

`str.format` and click pad and wrap by characters, which puts Chinese text out of line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import NamedTuple
from unicodedata import category, east_asian_width

GAP = "  "
"""What stands between two columns."""

_LEAST = 8
"""A column that must shrink is left this wide."""


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        title: Its heading; a table whose titles are all empty has no heading.
        right: Whether it is flush right, as figures are; such a column never shrinks.
        firm: Whether it keeps its width, however narrow the terminal.
        most: The widest it may become; 0 for no limit.
    """

    title: str = ""
    right: bool = False
    firm: bool = False
    most: int = 0


def width(text: str) -> int:
    """How many columns of a terminal a text takes; an ambiguous character is narrow."""
    if text.isascii():
        return len(text)
    return sum(_width_of(char) for char in text)


def pad(text: str, to: int, *, right: bool = False) -> str:
    """A text filled with spaces to a number of columns."""
    space = " " * (to - width(text))
    return space + text if right else text + space


def terminal_width() -> int:
    """The columns to write in: those of the terminal, neither too few nor too many to read."""
    return max(60, min(get_terminal_size((100, 24)).columns, 120))


def wrap(text: str, to: int) -> list[str]:
    """The lines of a text, broken between Chinese characters and between words.

    Its indent is kept on every line. No line begins with a closing mark, and a figure keeps the
    Chinese character after it.
    """
    return [line for part in text.split("\n") for line in _wrapped(part, max(to, 2))]


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], to: int | None = None) -> str:
    """A table as wide as the terminal at most, its cells wrapped where they must be.

    An empty row leaves an empty line. The last cell of a row with fewer cells than there are
    columns reaches over the others.
    """
    lines: list[str] = []
    cells = [tuple(row) for row in rows]
    titles = tuple(column.title for column in columns)
    headed = any(titles)
    to = terminal_width() if to is None else to
    widths = _widths(columns, [titles, *cells], to)
    if headed:
        lines += _lines(columns, widths, titles, to)
        lines.append("─" * (sum(widths) + len(GAP) * (len(widths) - 1)))
    for row in cells:
        lines += _lines(columns, widths, row, to)
    return "\n".join(lines)


def section(heading: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A heading with a small table indented below it; empty if there is no row."""
    indented = [(f"  {first}", *others) for first, *others in rows]
    return f"{heading}\n{table(columns, indented)}" if indented else ""


def paragraph(*lines: str) -> str:
    """Lines of text, each wrapped to the terminal."""
    return "\n".join(part for line in lines for part in wrap(line, terminal_width()))


def _lines(
    columns: Sequence[Column], widths: Sequence[int], row: Sequence[str], to: int
) -> Iterator[str]:
    if not row:
        yield ""
        return
    mine = [*widths[: len(row)]]
    if len(row) < len(columns):
        mine[-1] = to - sum(mine[:-1]) - len(GAP) * (len(row) - 1)
    parts = [wrap(cell, size) for cell, size in zip(row, mine, strict=True)]
    for line in zip_longest(*parts, fillvalue=""):
        padded = (
            pad(text, size, right=column.right and size == own)
            for text, size, own, column in zip(line, mine, widths, columns, strict=False)
        )
        yield GAP.join(padded).rstrip()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], to: int) -> list[int]:
    full = [row for row in rows if len(row) == len(columns)]
    widths = [
        min(max(width(line) for row in full for line in row[n].split("\n")), column.most or to)
        for n, column in enumerate(columns)
    ]
    flexible = [n for n, column in enumerate(columns) if not (column.right or column.firm)]
    spare = to - sum(widths) - len(GAP) * (len(widths) - 1)
    while spare < 0:
        widest = max(flexible, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
        spare += 1
    return widths


def _width_of(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


_CLOSING = "，。；：、！？）」』》】］〕”’…%,.;:!?)]}"
_OPENING = "（「『《【［〔“‘([{"
_UNIT = re.compile(
    rf"""
    [ ]+
    | [①-⑳][ ]\S+                                              # a mark with its status
    | [{re.escape(_OPENING)}]*
      (?: [!-~À-ɏ−–]+ (?: (?<=\d)[ ](?=[^\x00-ɏ]). )?     # a word, or a figure with its unit
        | . )
      [{re.escape(_CLOSING)}]*
    """,
    re.VERBOSE,
)


def _wrapped(text: str, to: int) -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip(" "))]
    to = max(to - len(indent), 2)
    line, taken = "", 0
    for unit in _UNIT.findall(text.lstrip(" ")):
        for piece in _pieces(unit, to):
            size = width(piece)
            if taken + size > to and line:
                yield indent + line.rstrip()
                line, taken = "", 0
            if line or not piece.isspace():
                line, taken = line + piece, taken + size
    yield (indent + line).rstrip()


def _pieces(unit: str, to: int) -> Iterator[str]:
    """A unit whole, or broken where it is wider than a whole line."""
    if width(unit) <= to:
        yield unit
        return
    piece = ""
    for char in unit:
        if width(piece + char) > to:
            yield piece
            piece = ""
        piece += char
    yield piece
