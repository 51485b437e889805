"""What a sheet's XML says that its cells do not: errors, formulas without values, hidden rows.

calamine gives an error cell and a formula that was never computed as an empty cell, which would
score as an absent fact. The XML is read as a stream, and in full only where a quick look at its
bytes finds a sign of any of these.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from attrs import Factory, define

from jifen import Refused, Text

_BLOCK = 1 << 20
_SIGNS = (b"<f>", b"<f ", b"<f/", b'"e"', b"'e'", b"hidden")
"""A formula, the type of an error, and what is hidden."""

_LONGEST_SIGN = max(map(len, _SIGNS))
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATED_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

UNCOMPUTED = Refused(
    Text("公式没有计算结果", "its formula has never been computed"),
    Text(
        "请在表格软件中打开并保存，或把公式粘贴为数值",
        "Open and save it in a spreadsheet program, or paste the formulas as values",
    ),
)


@define
class Unsaid:
    """What the cells of a sheet do not say.

    Attributes:
        cells: The cells that must be refused, by row and column, both from 1.
        hidden_rows: The first hidden row, and how many there are.
        hidden_columns: How many columns are hidden.
    """

    cells: dict[tuple[int, int], Refused] = Factory(dict)
    hidden_rows: tuple[int, int] = (0, 0)
    hidden_columns: int = 0


def unsaid(path: Path, sheet: str) -> Unsaid:
    """What a sheet of a workbook does not say through its cells.

    Raises:
        BadZipFile: if the workbook is broken.
    """
    with ZipFile(path) as book:
        part = _part(book, sheet)
        with book.open(part) as file:
            if not _has_sign(file):
                return Unsaid()
        with book.open(part) as file:
            return _read(file)


def _part(book: ZipFile, sheet: str) -> str:
    """The name of a sheet's part in the archive."""
    try:
        index = ElementTree.fromstring(book.read("xl/workbook.xml"))
        related = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError) as error:
        raise BadZipFile(str(error)) from None
    targets = {r.get("Id"): r.get("Target", "") for r in related}
    for item in index.iter():
        if item.tag.endswith("}sheet") and item.get("name") == sheet:
            target = targets.get(item.get(_RELATED) or item.get(_RELATED_STRICT), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in book.namelist():
                return part
    raise BadZipFile(sheet)


def _has_sign(file: IO[bytes]) -> bool:
    before = b""
    while block := file.read(_BLOCK):
        if not before and b"<worksheet" not in block:
            return True  # in UTF-16, or with prefixes: the signs are other bytes
        seen = before + block
        if any(sign in seen for sign in _SIGNS):
            return True
        before = seen[-_LONGEST_SIGN:]
    return False


def _read(file: IO[bytes]) -> Unsaid:
    found = Unsaid()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    row = 0
    cell: tuple[int, int] = (0, 0)
    kind = ""
    has_formula = False
    in_value = False
    value: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal row, cell, kind, has_formula, in_value
        match name.rpartition(":")[2]:
            case "c":
                place = _REFERENCE.fullmatch(attributes.get("r", ""))
                column = _column(place[1]) if place else cell[1] + 1
                cell, kind = (row, column), attributes.get("t", "")
                has_formula, in_value = False, False
                value.clear()
            case "f":
                has_formula = True
            case "v":
                in_value = True
            case "row":
                row = int(attributes.get("r", row + 1))
                cell = (row, 0)
                if attributes.get("hidden") in ("1", "true"):
                    first, count = found.hidden_rows
                    found.hidden_rows = (first or row, count + 1)
            case "col" if attributes.get("hidden") in ("1", "true"):
                shut = int(attributes.get("max", 1)) - int(attributes.get("min", 1)) + 1
                found.hidden_columns += shut

    def text(data: str) -> None:
        if in_value:
            value.append(data)

    def end(name: str) -> None:
        nonlocal in_value
        match name.rpartition(":")[2]:
            case "v":
                in_value = False
            case "c" if kind == "e":
                found.cells[cell] = _error("".join(value))
            # A formula whose result is an empty text has the type `str`, and is computed.
            case "c" if has_formula and kind != "str" and not "".join(value).strip():
                found.cells[cell] = UNCOMPUTED

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    try:
        parser.ParseFile(file)
    except expat.ExpatError as error:
        raise BadZipFile(str(error)) from None
    return found


def _error(shown: str) -> Refused:
    return Refused(
        Text(f"单元格是错误值 {shown}", f"the cell is the error {shown}"),
        Text("请改正公式或录入数值", "Correct the formula, or enter the value"),
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
