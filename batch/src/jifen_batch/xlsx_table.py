"""Sheets of Excel workbooks, with what their cells do not say put back into them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from attrs import field, frozen
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)
from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]

from jifen import InputError, Problem, Refused, Text
from jifen_batch.cells import shown
from jifen_batch.sheet_xml import Unsaid, unsaid
from jifen_batch.tables import CHUNK_ROWS, EMPTY, Chunk, is_empty, legible
from jifen_cli.lang import plural

MERGED = Refused(
    Text("单元格是合并的", "the cell is merged with others"),
    Text("请取消合并，逐行填写", "Unmerge it, and fill in every row"),
)


@frozen
class XlsxTable:
    """A sheet, held in memory as calamine reads it.

    Attributes:
        path: The workbook.
        name: The sheet.
        headers: Its first row that is not empty.
        notes: What is hidden in it.
    """

    path: Path
    name: str
    headers: Sequence[str]
    notes: Sequence[Text]
    _sheet: CalamineSheet = field(repr=False)
    _header_row: int = field(repr=False)
    _refused: Mapping[int, Mapping[int, Refused]] = field(repr=False)

    @property
    def place(self) -> str:
        return f"{self.path.name}: {self.name}"

    def chunks(self, rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
        # calamine ends at the last row with a value; what must be refused may lie below it.
        end = max((self._sheet.end or (0, 0))[0] + 1, *self._refused, 0)
        beyond: Iterator[list[Any]] = repeat([""] * len(self.headers))
        all_rows: Iterator[list[Any]] = chain(self._sheet.iter_rows(), beyond)
        below = islice(enumerate(all_rows, 1), self._header_row, end)
        while taken := list(islice(below, rows)):
            numbers: list[int] = []
            cells: list[Sequence[Any]] = []
            said: dict[int, Sequence[str]] = {}
            for number, row in taken:
                if bad := self._refused.get(number):
                    said[len(cells)] = legible(row[place] for place in bad)
                    row = [bad.get(place, cell) for place, cell in enumerate(row)]
                if not is_empty(row):
                    numbers.append(number)
                    cells.append(row)
            yield Chunk(numbers, cells, legible=said)


@frozen
class Workbook:
    """An Excel workbook, opened.

    Attributes:
        path: The file.
        sheets: The names of its worksheets, in order.
        hidden: The names of those that a spreadsheet program does not show.
    """

    path: Path
    sheets: tuple[str, ...]
    hidden: frozenset[str]
    _book: CalamineWorkbook = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> "Workbook":
        """The workbook in a file.

        Raises:
            InputError: if it is none, is broken, or is locked with a password.
        """
        try:
            book = CalamineWorkbook.from_path(path)
            sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        except PasswordError:
            raise InputError([_locked(path)]) from None
        except CalamineError as error:
            raise InputError([_broken(path, error)]) from None
        hidden = frozenset(s.name for s in sheets if s.visible != SheetVisibleEnum.Visible)
        return cls(path, tuple(s.name for s in sheets), hidden, book)

    def table(self, name: str) -> XlsxTable | None:
        """A sheet as a table, or None if there is nothing in it.

        Raises:
            InputError: if its first row cannot be headers, or the file is broken.
        """
        try:
            sheet = self._book.get_sheet_by_name(name)
            found = unsaid(self.path, name)
        except (CalamineError, BadZipFile) as error:
            raise InputError([_broken(self.path, error)]) from None
        first = next(((n, r) for n, r in enumerate(sheet.iter_rows(), 1) if not is_empty(r)), None)
        if first is None:
            return None
        number, row = first
        refused = _refused_cells(sheet, found, len(row))
        place = f"{self.path.name}: {name}"
        if bad := refused.get(number):
            at = ((_cells(sheet, number - 1, column), why) for column, why in bad.items())
            raise InputError(_bad_headers(place, number, cells, why.what) for cells, why in at)
        headers = [(cell if isinstance(cell, str) else shown(cell)).strip() for cell in row]
        notes = tuple(_notes(found, place, is_hidden=name in self.hidden))
        return XlsxTable(self.path, name, headers, notes, sheet, number, refused)

    def require_table(self, name: str) -> XlsxTable:
        """A sheet as a table.

        Raises:
            InputError: if there is no such sheet, or nothing in it.
        """
        if name not in self.sheets:
            has = "、".join(self.sheets)
            raise InputError(
                [
                    Problem(
                        self.path.name,
                        Text(f"没有工作表“{name}”", f"it has no sheet `{name}`"),
                        Text(f"现有：{has}", f"It has {has}"),
                    )
                ]
            )
        table = self.table(name)
        if table is None:
            raise InputError([EMPTY.problem(f"{self.path.name}: {name}")])
        return table

    def only_table(self, *, but: Sequence[str], otherwise: Text) -> XlsxTable:
        """The one sheet that has anything in it, beside those named.

        Args:
            but: The sheets that are not looked at.
            otherwise: What to do if there are several.

        Raises:
            InputError: if there is none, or there are several.
        """
        tables = [t for name in self.sheets if name not in but and (t := self.table(name))]
        if not tables:
            raise InputError([EMPTY.problem(self.path.name)])
        if len(tables) > 1:
            names = "、".join(table.name for table in tables)
            raise InputError(
                [
                    Problem(
                        self.path.name,
                        Text(f"有多个工作表：{names}", f"it has several sheets: {names}"),
                        otherwise,
                    )
                ]
            )
        return tables[0]


def _notes(found: Unsaid, place: str, *, is_hidden: bool) -> Iterator[Text]:
    if is_hidden:
        yield Text(
            f"{place}：工作表是隐藏的，照常读取", f"{place}: the sheet is hidden, and read too"
        )
    first, count = found.hidden_rows
    if count:
        yield Text(
            f"{place}：有 {count} 个隐藏行（首个是第 {first} 行），照常计入",
            f"{place}: {count} {plural(count, 'row is', 'rows are')} hidden (the first is row "
            f"{first}), and counted too",
        )
    columns = found.hidden_columns
    if columns:
        yield Text(
            f"{place}：有 {columns} 个隐藏列，照常读取",
            f"{place}: {columns} {plural(columns, 'column is', 'columns are')} hidden, and read too",
        )


def _refused_cells(
    sheet: CalamineSheet, found: Unsaid, width: int
) -> dict[int, dict[int, Refused]]:
    """The cells to be refused, by row from 1 and by place in the row from 0."""
    first_column = sheet.start[1] if sheet.start else 0
    last_row = sheet.end[0] if sheet.end else 0
    by_row: dict[int, dict[int, Refused]] = {}

    def refuse(row: int, column: int, why: Refused) -> None:
        if 0 <= column - first_column < width:
            by_row.setdefault(row, {})[column - first_column] = why

    for (row, column), why in found.cells.items():
        refuse(row, column - 1, why)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, right + 1):
                refuse(row + 1, column, MERGED)
    return by_row


def _cells(sheet: CalamineSheet, row: int, column: int) -> str:
    """What a spreadsheet calls a cell, such as B1, or those that it is merged with: B1:C1."""
    column += sheet.start[1] if sheet.start else 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= row <= bottom and left <= column <= right:
            return str(xl_range(top, left, bottom, right))
    return str(xl_range(row, column, row, column))


def _bad_headers(place: str, number: int, cells: str, what: Text) -> Problem:
    return Problem(
        place,
        Text(
            f"第 {number} 行的列名不可用：{cells} {what.zh}",
            f"the headers in row {number} cannot be used: at {cells} {what.en}",
        ),
        Text(
            "第一行应为列名，每列一个，不要标题行，不要合并",
            "The first row must be the headers, one to a column, without a title and unmerged",
        ),
    )


def _locked(path: Path) -> Problem:
    return Problem(
        path.name,
        Text("文件有密码", "it is locked with a password"),
        Text("请去掉密码后另存", "Save it without one"),
    )


def _broken(path: Path, error: Exception) -> Problem:
    return Problem(
        path.name,
        Text("不是可读的 xlsx 文件，可能已损坏", f"it is not a readable xlsx file: {error}"),
        Text(
            "请在表格软件中打开并另存为 xlsx",
            "Open it in a spreadsheet program and save it as xlsx",
        ),
    )
