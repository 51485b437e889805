"""Which reader a file needs, by its ending."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from jifen_batch.csv_table import open_csv
from jifen_batch.tables import Table
from jifen_batch.xlsx_table import Workbook

SHEET = "申请人"
"""The sheet of a template that has the applicants."""

ABOUT = "说明"
"""The sheet that explains a template or a result."""


@frozen
class Opened:
    """A file of cells.

    Attributes:
        table: The table in it.
        others: The sheets that are not read, by name.
        book: The workbook, if it is one.
    """

    table: Table
    others: Sequence[str] = ()
    book: Workbook | None = None


def open_cells(path: Path, sheet: str | None = None) -> Opened:
    """The table of cells in a CSV file or a workbook.

    Args:
        path: The file.
        sheet: The sheet of a workbook; by default 申请人, else the only one with anything in it.

    Raises:
        InputError: if it cannot be read, is empty, or does not say which sheet is meant.
    """
    if path.suffix.lower() == ".csv":
        return Opened(open_csv(path))
    book = Workbook.open(path)
    if sheet is None and SHEET in book.sheets:
        sheet = SHEET
    table = book.only_table(but=(ABOUT,)) if sheet is None else book.require_table(sheet)
    others = [name for name in book.sheets if name not in (table.name, ABOUT)]
    return Opened(table, others, book)
