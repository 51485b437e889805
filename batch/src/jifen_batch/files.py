"""Which reader a file needs, by its ending."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from jifen import EventsFact, Text
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
    if sheet is None:
        name_it = Text("请用 --sheet 指定一个", "Name one of them with --sheet")
        table = book.only_table(but=(ABOUT,), otherwise=name_it)
    else:
        table = book.require_table(sheet)
    others = [name for name in book.sheets if name not in (table.name, ABOUT)]
    return Opened(table, others, book)


def open_events(path: Path, fact: EventsFact) -> Table:
    """The table of a fact's events in a CSV file or a workbook of its own.

    Args:
        path: The file.
        fact: The fact: a sheet with its name, or its id, is taken; else the only one with anything
            in it.

    Raises:
        InputError: if it cannot be read, is empty, or does not say which sheet is meant.
    """
    if path.suffix.lower() == ".csv":
        return open_csv(path)
    book = Workbook.open(path)
    named = [name for name in (fact.name.zh, fact.id) if name in book.sheets]
    if len(named) == 1:
        return book.require_table(named[0])
    rename = Text(
        f"请把其中一个命名为“{fact.name.zh}”", f"Call the one that is meant {fact.name.zh}"
    )
    return book.only_table(but=(ABOUT,), otherwise=rename)
