"""Tables out: xlsx, CSV or Parquet by the ending, some rows at a time."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeAlias

import polars as pl
import polars.selectors as cs
from polars.io.plugins import register_io_source

from jifen import InputError, Problem, Text
from jifen_batch.replacing import writing
from jifen_batch.workbook_out import workbook

Frames: TypeAlias = Iterator[pl.DataFrame]
About: TypeAlias = Mapping[str, Any]

XLSX_ROWS = 1_048_576
"""The rows that a sheet can have, the headers among them."""


def write(path: Path, sheets: Mapping[str, tuple[pl.Schema, Frames]], about: About) -> bool:
    """Write a table to a file of the kind that its ending names.

    Args:
        path: The file; what is there is overwritten.
        sheets: The columns and the rows of each sheet, by name. A CSV or Parquet file has no
            sheets: there all rows stand in one table, and all sheets have the same columns.
        about: What the table rests on: the editions and the date. A workbook has it in a sheet
            of its own, a Parquet file in its metadata, under `jifen`; CSV has no place for it
            and gets a file beside it, see `jifen_batch.editions`.

    Returns:
        Whether some text in it is a formula to a spreadsheet program, as only that of a CSV file
        can be: see `formulas`.

    Raises:
        InputError: if there are more rows than a sheet can have.
        OSError: if the system refuses.
    """
    return bool(_WRITERS[require_ending(path)](path, sheets, about))


def formulas(*files: Path) -> list[Text]:
    """What a clerk must know of CSV files in which some text is a formula to a spreadsheet program.

    The text stays as it is: an identifier that is changed is nobody's.
    """
    names = [str(file) for file in files]
    zh = f"{'、'.join(names)} 中有以 =、@ 等开头的文字，表格软件打开时会当作公式执行：请先核对其来源，或把输出写成 .xlsx"
    en = (
        f"Some text in {', '.join(names)} begins with =, @ or the like, which a spreadsheet program "
        "that opens it runs as a formula: find out where it is from, or write to .xlsx"
    )
    return [Text(zh, en)] if names else []


def require_ending(path: Path) -> str:
    """The ending of a table that can be written and read: `.xlsx`, `.csv` or `.parquet`.

    Raises:
        InputError: if it is another.
    """
    kind = path.suffix.lower()
    if kind in _WRITERS:
        return kind
    raise InputError(
        [
            Problem(
                path.name,
                Text(f"不支持的文件类型“{kind}”", f"its type `{kind}` is not supported"),
                Text("可用：.xlsx、.csv、.parquet", "Use .xlsx, .csv or .parquet"),
            )
        ]
    )


_FORMULA = r"^\s*(?:[=@＝＠]|[+\-＋－].*[^\d.,\s])"
"""Text that is a formula to a spreadsheet program; a number with its sign is none."""


def _write_csv(path: Path, sheets: Mapping[str, tuple[pl.Schema, Frames]], about: About) -> bool:
    (schema, *_), tables = _one_table(sheets)
    # Points as they are written elsewhere, shortest: 76, 20.25.
    shortest = cs.decimal().cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    has_formulas = False
    with path.open("wb") as file:
        # With the mark, spreadsheet programs read the Chinese in it right.
        with writing(path):
            pl.DataFrame(schema=schema).write_csv(file, include_bom=True)
        for frame in tables:
            with writing(path):
                frame.with_columns(shortest).write_csv(file, include_header=False)
            # What begins a reason is a value, which stands in a column of its own.
            texts = frame.select(cs.string() - cs.starts_with("reason_"))
            of_frame = texts.select(pl.any_horizontal(pl.all().str.contains(_FORMULA).any()))
            has_formulas = has_formulas or bool(of_frame.item())
    return has_formulas


def _write_parquet(
    path: Path, sheets: Mapping[str, tuple[pl.Schema, Frames]], about: About
) -> None:
    (schema, *_), tables = _one_table(sheets)

    def source(*_: object) -> Frames:
        yield from tables

    plan = register_io_source(source, schema=schema)
    with writing(path):
        plan.sink_parquet(path, metadata={"jifen": json.dumps(about, ensure_ascii=False)})


def _one_table(
    sheets: Mapping[str, tuple[pl.Schema, Frames]],
) -> tuple[list[pl.Schema], Frames]:
    return [s for s, _ in sheets.values()], (f for _, frames in sheets.values() for f in frames)


def _write_xlsx(path: Path, sheets: Mapping[str, tuple[pl.Schema, Frames]], about: About) -> None:
    with workbook(path, in_rows=True) as book:
        for name, (schema, frames) in sheets.items():
            _fill(book, name, schema, frames, path.name)
        _fill_about(book, about)


def _fill(book: Any, name: str, schema: pl.Schema, frames: Frames, file: str) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    writers: list[Callable[[int, int, Any], Any]] = []
    for n, (column, dtype) in enumerate(schema.items()):
        sheet.set_column(n, n, max(10, min(len(column) + 2, 28)))
        sheet.write_string(0, n, column, heading)
        writers.append(_writer(sheet, dtype, day))
    columns = list(enumerate(writers))
    done = 0
    for frame in frames:
        if done + frame.height >= XLSX_ROWS:
            raise InputError([_too_long(file)])
        rows = frame.with_columns(cs.decimal().cast(pl.Float64)).iter_rows()
        with writing(Path(gettempdir())):  # where XlsxWriter keeps them until the end
            for row, values in enumerate(rows, done + 1):
                for (n, put), value in zip(columns, values, strict=True):
                    if value is not None:
                        put(row, n, value)
        done += frame.height


def _writer(sheet: Any, dtype: pl.DataType, day: Any) -> Callable[[int, int, Any], Any]:
    if dtype == pl.String:
        return sheet.write_string  # type: ignore[no-any-return]
    if dtype == pl.Boolean:
        return sheet.write_boolean  # type: ignore[no-any-return]
    if dtype == pl.Date:
        return lambda row, column, value: sheet.write_datetime(row, column, value, day)
    return sheet.write_number  # type: ignore[no-any-return]


def _fill_about(book: Any, about: About) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 60)
    row = count()
    for key, value in about.items():
        for item in value if isinstance(value, list) else [value]:
            said = " ".join(str(v) for v in item.values()) if isinstance(item, dict) else str(item)
            said = _YES_NO[item] if isinstance(item, bool) else said
            n = next(row)
            sheet.write_string(n, 0, " ".join(filter(None, (_ABOUT.get(key), key))))
            sheet.write_string(n, 1, said)


_ABOUT = {
    "on": "计分日",
    "rulebooks": "规则版本",
    "draft": "含草案",
    "absent_layers": "未计入的层",
    "provisional": "有暂定数值",
    "service": "公共服务",
}
"""What stands before the names of what a table rests on: a sheet is read in either language."""

_YES_NO = {True: "是 yes", False: "否 no"}


def _too_long(name: str) -> Problem:
    return Problem(
        name,
        Text(
            f"结果超过工作表的 {XLSX_ROWS} 行上限",
            f"the result has more than the {XLSX_ROWS} rows of a sheet",
        ),
        Text("请把结果写成 .csv 或 .parquet", "Write it to .csv or .parquet"),
    )


_WRITERS: Mapping[str, Callable[..., bool | None]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
