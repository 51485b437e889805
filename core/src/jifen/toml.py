"""TOML files, read exactly: decimals from their text, faults with line and column."""

import re
import tomllib
from ast import literal_eval
from decimal import Decimal
from typing import Any

from jifen.errors import Problem
from jifen.text import Text
from jifen.toml_faults import in_chinese
from jifen.toml_remedies import remedy

_AT = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")

_KEY = re.compile(r"\((?:(?:'[^']*'|\"[^\"]*\")(?:, |,)?)+\)")
"""A key as the parser shows it: the tuple of its parts."""


class BrokenToml(Exception):
    """A text that is not TOML; carries the problem.

    Attributes:
        problem: What is wrong, with line and column.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.what.en)


def parse(data: bytes, place: str) -> dict[str, Any]:
    """The document in some bytes; its floats are Decimals.

    Raises:
        BrokenToml: if they are not UTF-8, or not TOML.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenToml(_not_utf8(data, error, place)) from None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        at = _AT.search(str(error))
        line = int(at["line"]) if at and at["line"] else text.count("\n") + 1 if at else None
        column = int(at["column"]) if at and at["column"] else None
        said = _KEY.sub(_dotted, _AT.sub("", str(error))).strip() or type(error).__name__
        written = text.split("\n")[line - 1] if line else ""
        problem = Problem(
            place,
            Text(f"不是有效的 TOML：{in_chinese(said)}", f"this is not TOML: {said}"),
            remedy(said, written, column or len(written) + 1),
            line=line,
            column=column,
        )
        raise BrokenToml(problem) from None


def _dotted(key: re.Match[str]) -> str:
    return ".".join(literal_eval(key[0]))


def _not_utf8(data: bytes, error: UnicodeDecodeError, place: str) -> Problem:
    try:
        data.decode("gb18030")
        looks = Text("看来是 GB18030（GBK）编码", "it looks like GB18030 (GBK)")
    except UnicodeDecodeError:
        looks = Text("编码无法识别", "its encoding is not recognised")
    return Problem(
        place,
        Text(f"不是 UTF-8 文件，{looks.zh}", f"the file is not UTF-8, {looks.en}"),
        Text("请另存为 UTF-8", "Save it as UTF-8"),
        line=data.count(b"\n", 0, error.start) + 1,
    )
