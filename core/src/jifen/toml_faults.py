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
_OF_INLINE = ("Invalid initial character", "Unclosed inline table")
_OF_KEYS = ("Invalid statement", "Invalid initial character")

_DATE = re.compile(r"[\"'“”]?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ZEROS = re.compile(r"[+-]?0[\d_]+")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_NOTHING = ("null", "none", "nil", "空", "无", "没有")
_YES = ("是", "有", "真", "对", "yes", "true")
_NO = ("否", "假", "错", "no", "false")
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_WIDE = "“”‘’＝，：；［］【】｛｝＃０１２３４５６７８９　"


def in_chinese(said: str) -> str:
    """A message of the parser."""
    return next((zh for start, zh in _FAMILIES if said.startswith(start)), "写法有误")


def remedy(said: str, line: str, column: int) -> Text:
    """What to write instead, as far as the message, and the line at its column, tell.

    Of the line it repeats a date at most: other text may be a person's name.
    """
    rest, statement = line[column - 1 :].lstrip(), line.partition("#")[0]
    if said.startswith(_OF_INLINE) and "{" in line[:column] and rest[:1] in ("", "#", "}"):
        return Text(
            "花括号中的表写在一行之内，末尾不加逗号",
            "An inline table stands on one line, without a comma at its end",
        )
    hint = None
    if any(sign in _QUOTED.sub("", statement) for sign in _WIDE):
        hint = Text(
            '引号和标点请用半角，数字和空格也是：" = , [ ] 0',
            'Use plain quotes and signs, figures and spaces: " = , [ ] 0',
        )
    elif said.startswith(_OF_VALUES):
        hint = _for_value(_value_at(line, column))
    if hint is None and said.startswith(_OF_KEYS) and rest[:1].isalpha() and not rest[0].isascii():
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
    for word, names in (("true", _YES), ("false", _NO)):
        # Letters in another order are a slip of the hand: ture, flase.
        if value.lower() in names or sorted(value.lower()) == sorted(word):
            return Text(f"请写 {word}，不加引号", f"Write {word}, without quotes")
    if value.lower() in _NOTHING:
        return Text(
            "没有时请删去此行；没有事件时写 []",
            "Leave the line out if there is none; for no events write []",
        )
    if _ZEROS.fullmatch(value):
        return Text("整数前面不写 0", "A whole number is written without zeros before it")
    if value and _NUMERALS.issuperset(value):
        return Text("数请用阿拉伯数字，如 10", "Write a number in figures, such as 10")
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
