"""What the parser of TOML says of a fault, in both languages, and what was probably meant."""

import re
from datetime import date

from jifen.text import Text

_FAMILIES = (
    ("Invalid statement", "此行既不是“键 = 值”，也不是 [表]"),
    ("Expected '=' after a key", "键的后面缺少 ="),
    ("Invalid initial character for a key", "键名有误，或缺少键名"),
    ("Expected newline or end of document", "值的后面有多余的内容，或值有误"),
    ("Invalid date or datetime", "没有这一天或这一时刻"),
    ("Invalid value", "等号后面的值有误，或缺少值"),
    ("Cannot declare", "此表已声明过"),
    ("Cannot overwrite", "此键已有值"),
    ("Duplicate inline table key", "此键已有值"),
    ("Cannot mutate", "此表已写定，不能再增补"),
    ("Cannot redefine", "此表已写定，不能再增补"),
    ("Unclosed array", "列表没有以 ] 结束，或某一项有误"),
    ("Unclosed inline table", "表没有以 } 结束，或某一项有误"),
    ("Unterminated string", "引号没有成对"),
    ("Expected ']", "表名没有以 ] 或 ]] 结束"),
    ("Expected", "引号没有成对，或缺少字符"),
    ("Illegal character '\\n'", "引号没有成对"),
    ("Illegal character", "有不允许的字符"),
    ("Found invalid character", "有不允许的字符"),
    ("Unescaped", "引号中的 \\ 须写作 \\\\"),
    ("Invalid hex value", "引号中 \\ 之后的字符有误"),
    ("Escaped character", "引号中 \\ 之后的字符有误"),
)
"""What the parser's messages begin with; the first that fits says it in Chinese."""

_OF_VALUES = ("Invalid value", "Expected newline", "Unclosed", "Invalid date")
_OF_KEYS = ("Invalid statement", "Invalid initial character")

_DATE = re.compile(r"[\"'“”]?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CODE = re.compile(r"0\d{1,5}")
_YES = ("是", "有", "真", "对", "yes", "true")
_NO = ("否", "无", "没有", "假", "错", "no", "false")
_WIDE = "“”‘’＝，：［］｛｝＃"


def in_chinese(said: str) -> str:
    """A message of the parser."""
    return next((zh for start, zh in _FAMILIES if said.startswith(start)), "写法有误")


def remedy(said: str, line: str, column: int) -> Text:
    """What to write instead, as far as the message, and the line at its column, tell.

    It repeats no text of the line, which may be a person's name.
    """
    hint = None
    if said.startswith(_OF_VALUES):
        hint = _for_value(_value_at(line, column))
    if hint is None and any(sign in line for sign in _WIDE) and '"' not in line:
        hint = Text('引号和标点请用半角：" = , [ ]', 'Use plain quotes and signs: " = , [ ]')
    if hint is None and said.startswith(_OF_KEYS) and not line.isascii():
        hint = Text(
            "请写事实的标识，如 birth_date；中文的键须加引号",
            "Write a fact's id such as birth_date; a key in Chinese needs quotes",
        )
    return hint or Text("请改正该处", "Correct it there")


def _for_value(value: str) -> Text | None:
    if (written := _DATE.match(value)) and (day := _day(*map(int, written.groups()))):
        return Text(
            f"日期写作 {day}：月、日各两位，不加引号",
            f"Write a date as {day}: two digits for month and day, no quotes",
        )
    if value.lower() in (*_YES, *_NO):
        word = "true" if value.lower() in _YES else "false"
        return Text(f"请写 {word}，不加引号", f"Write {word}, without quotes")
    if _CODE.fullmatch(value):
        return Text(f'代码须加引号："{value}"', f'Put a code in quotes: "{value}"')
    return Text("文字须加引号", "Put text in quotes") if value[:1].isalpha() else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value_at(line: str, column: int) -> str:
    """The value about a column: from the sign before it to the sign, or the comment, after it."""
    at = max(column - 1, 0)
    before = max(line.rfind(sign, 0, at) for sign in "=,[{")
    ends = [end for sign in ",]}#" if (end := line.find(sign, before + 1)) >= 0]
    return line[before + 1 : min(ends, default=len(line))].strip()
