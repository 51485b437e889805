"""What to write where a text is not TOML, as far as the fault and its line tell what was meant."""

import re
from datetime import date

from jifen.text import Text

_STATEMENT = Text(
    "每行写作 键 = 值，键中不留空格，不用冒号；说明写在 # 之后",
    "Write key = value on each line, without a space in the key or a colon; a remark stands after #",
)
_TABLE = Text(
    "表名单独一行，写作 [facts] 或 [[fact]]", "Write [facts], or [[fact]], alone on its line"
)
_QUOTES = Text(
    '文字前后各写一个引号，如 "330225"；其中的引号写作 \\"',
    'Put one quote before the text and one after it, as "330225"; a quote inside it is \\"',
)
_LIST = Text("列表写作 [1, 2]：各项之间加逗号", "Write a list as [1, 2], a comma between its items")
_INLINE = Text(
    '表写作 { zh = "…", en = "…" }：各项之间加逗号',
    'Write the table as { zh = "…", en = "…" }, a comma between its items',
)
_PAIRS = Text(
    "表写作 { 键 = 值, 键 = 值 }：以 } 结束，各项之间加逗号",
    "Write the table as { key = value, key = value }, with its } and a comma between its items",
)
_EVENTS = Text(
    "事件列表写作 [{ date = 2021-03-01 }]：每个事件在花括号中，各事件之间加逗号，外面是方括号",
    "Write a list of events as [{ date = 2021-03-01 }]: each event in braces, a comma between "
    "events, square brackets around all",
)
_IN_BRACES = Text(
    "列表中的“键 = 值”写在花括号中：[{ 键 = 值 }]",
    "Put key = value in braces within a list: [{ key = value }]",
)
_ON_ONE_LINE = Text(
    "花括号中的表写在一行之内，末尾不加逗号",
    "An inline table stands on one line, without a comma at its end",
)
_BACKSLASH = Text(
    "\\ 写作 \\\\，或把文字两端的引号换成单引号 '",
    "Write \\\\ for \\, or put the text in single quotes '",
)
_ONE_PLACE = Text(
    "同一个表只写一次，各项写在一处；同类的几个表各以 [[…]] 开头",
    "Write each table once, all its lines in one place; each of several alike begins with [[…]]",
)
_ONCE = Text("每个键只写一次，请删去多余的", "Write each key once: take the other out")
_NUMBER = Text(
    "数只写数字，如 1000 或 0.5，不写逗号、空格、单位",
    "Write a number in figures alone, such as 1000 or 0.5: no comma, space or unit",
)
_ODD_SIGN = Text("请删去该字符", "Take that character out")

_OF_FAMILIES = (
    ("Invalid statement", _STATEMENT),
    ("Expected '=' after a key", _STATEMENT),
    ("Invalid initial character for a key", _STATEMENT),
    (
        "Expected newline or end of document",
        Text(
            "值的后面不写别的；说明写在 # 之后",
            "Write nothing after the value; a remark stands after #",
        ),
    ),
    ("Invalid date or datetime", Text("请核对年、月、日", "Check the year, the month and the day")),
    (
        "Invalid value",
        Text(
            '文字加引号，数和日期不加，如 "owned"、12、1990-05-01',
            'Put text in quotes, a number or a date in none: "owned", 12, 1990-05-01',
        ),
    ),
    ("Cannot declare", _ONE_PLACE),
    ("Cannot overwrite", _ONCE),
    ("Duplicate inline table key", _ONCE),
    ("Cannot mutate", _ONE_PLACE),
    ("Cannot redefine", _ONE_PLACE),
    ("Unclosed array", _LIST),
    ("Unclosed inline table", _INLINE),
    ("Unterminated string", _QUOTES),
    ("Expected ']", _TABLE),
    ("Expected", _QUOTES),
    ("Illegal character '\\n'", _QUOTES),
    ("Illegal character", _ODD_SIGN),
    ("Found invalid character", _ODD_SIGN),
    ("Unescaped", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
)
"""What the parser's messages begin with; the first that fits says what to write, if no sign on the
line tells more."""

_AFTER_VALUE = "Expected newline"
_OF_VALUES = ("Invalid value", _AFTER_VALUE, "Unclosed", "Invalid date")
_OF_INLINE = ("Invalid initial character", "Unclosed inline table")
_OF_KEYS = ("Invalid statement", "Invalid initial character")
_OF_BRACKETS = ("Unclosed", "Expected '=' after a key")

_EVENT = re.compile(r"[\[{,=]\s*date\b")
"""The key of an event's date, within a list or a table, or for one."""
_PAIR = re.compile(r"[\w-]+\s*=(?!=)")
_MORE = re.compile(r"[,;]?\s*[\[{]|[\]}]")
"""What goes on with a list, or closes one, that is not open."""
_IN_TWO_LANGUAGES = re.compile(r"\b(zh|en)\b")
_DATE = re.compile(r"[\"'“”]?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_PART_OF_DATE = re.compile(r"\d{1,4}([-/年]\d|\.\d+\.\d)")
_FIGURES = re.compile(r"[-+._¥￥$]*\d|[-+.]+$")
_GROUPED = re.compile(r"\d+[ ,]+\d")
_SEVERAL = re.compile(r"\d+(\.\d+)?( +\d+(\.\d+)?)*")
_ZEROS = re.compile(r"[+-]?0[\d_]+")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")
_NOTHING = ("null", "none", "nil", "空", "无", "没有")
_YES = ("是", "有", "真", "对", "yes", "true")
_NO = ("否", "假", "错", "no", "false")
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
_WIDE = "“”‘’＝，：；［］【】（）｛｝＃－—–‐−．０１２３４５６７８９　"
_UNSEEN = "\u00a0\u200b\u200c\u200d\u2060\ufeff"


def remedy(said: str, line: str, column: int) -> Text:
    """What to write instead, as far as the message, and the line at its column, tell.

    Of the line it repeats a date at most: other text may be a person's name.
    """
    rest, statement = line[column - 1 :].lstrip(), line.partition("#")[0]
    if said.startswith(_OF_INLINE) and "{" in line[:column] and rest[:1] in ("", "#", "}"):
        return _ON_ONE_LINE
    bare = _QUOTED.sub("", statement)
    hint = _of_signs(bare)
    if hint is None and said.startswith("Invalid value"):
        hint = _for_pair(statement, column)
    if hint is None and said.startswith(_AFTER_VALUE) and _EVENT.search(bare):
        hint = _EVENTS if _MORE.match(rest) else None
    if hint is None and said.startswith(_AFTER_VALUE):
        hint = _after_value(statement, rest.partition("#")[0].rstrip())
    if hint is None and said.startswith(_OF_VALUES):
        hint = _for_value(_value_at(line, column))
    if hint is None and said.startswith("Invalid value"):
        hint = _for_no_value(statement, column)
    if hint is None and said.startswith(_OF_BRACKETS):
        hint = _for_brackets(said, bare)
    if hint is None and said.startswith("Cannot overwrite") and _is_header(statement):
        hint = _ONE_PLACE
    if hint is None and said.startswith(_OF_KEYS):
        hint = _for_key(statement, rest)
    general = (text for start, text in _OF_FAMILIES if said.startswith(start))
    return hint or next(general, Text("请改正该处", "Correct it there"))


def _of_signs(bare: str) -> Text | None:
    """What to write for signs that a Chinese keyboard or a word processor put in."""
    if any(sign in bare for sign in _WIDE):
        return Text(
            '引号和标点请用半角，数字和空格也是：" = , [ ] - 0',
            'Use plain quotes and signs, figures and spaces: " = , [ ] - 0',
        )
    if any(sign in bare for sign in _UNSEEN):
        return Text(
            "此行有看不见的字符，请重新键入这一行",
            "A sign that cannot be seen is in this line: type the line anew",
        )
    return None


def _after_value(statement: str, rest: str) -> Text | None:
    """What to write if something stands after a value, or after the name of a table."""
    if _is_header(statement):
        return _TABLE
    if rest in (",", ";"):
        return Text("行末不加逗号、分号", "Write no comma or semicolon at the end of a line")
    if "=" in rest:
        return Text("每行只写一项", "Write one key = value on a line")
    written = statement.partition("=")[2].lstrip()
    if _GROUPED.match(written):
        return _NUMBER
    return _QUOTES if written.startswith(("'", '"')) else None


def _for_value(value: str) -> Text | None:
    if written := _DATE.match(value):
        day = _day(*map(int, written.groups()))
        if day is None:
            return Text(
                "没有这一天，请核对年、月、日",
                "There is no such day: check the year, the month and the day",
            )
        if written[0] != f"{day}":
            return Text(
                f"日期写作 {day}：月、日各两位，不加引号",
                f"Write a date as {day}: two digits for month and day, no quotes",
            )
        return None
    if _PART_OF_DATE.match(value):
        return Text(
            "日期须有年、月、日，写作 1990-05-01 的样子",
            "Write a date with its year, month and day, such as 1990-05-01",
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
    if _FIGURES.match(value) and not _SEVERAL.fullmatch(value):
        return _NUMBER
    return Text("文字须加引号", "Put text in quotes") if value[:1].isalpha() else None


def _for_pair(statement: str, column: int) -> Text | None:
    """What to write if there is a key where a value should be, as in a list without its braces."""
    before, pair = statement[: column - 1].rstrip(), statement[column - 1 :]
    if not _PAIR.match(pair):
        return None
    if re.match(r"date\b", pair):
        return _EVENTS
    in_list = not before or before.count("[") > before.count("]")
    return _IN_BRACES if in_list else None


def _for_brackets(said: str, bare: str) -> Text | None:
    """What to write for what is not closed, or has no sign between its items."""
    if _EVENT.search(bare):
        return _EVENTS
    if said.startswith("Unclosed inline table"):
        return _INLINE if _IN_TWO_LANGUAGES.search(bare) else _PAIRS
    return None


def _for_no_value(statement: str, column: int) -> Text | None:
    before = statement[: column - 1].rstrip()
    if before.endswith("=") and statement[column - 1 :].lstrip().startswith("="):
        return Text("只写一个 =", "Write one =")
    if before.endswith("=") and not statement[column - 1 :].strip():
        return Text(
            "等号后面写上值；没有时请删去此行",
            "Write a value after the =, or leave the line out if there is none",
        )
    opened = statement.count("[") - statement.count("]")
    return _LIST if opened else None


def _for_key(statement: str, rest: str) -> Text | None:
    if rest[:1].isalpha() and not rest[0].isascii():
        return Text(
            "请写事实的标识，如 birth_date；中文的键须加引号",
            "Write a fact's id such as birth_date; a key in Chinese needs quotes",
        )
    return _TABLE if _is_header(statement) else None


def _is_header(statement: str) -> bool:
    return statement.lstrip().startswith("[")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value_at(line: str, column: int) -> str:
    """The value about a column: from the sign before it to the sign, or the comment, after it."""
    at = max(column - 1, 0)
    before = max(line.rfind(sign, 0, at) for sign in "=,[{")
    ends = [end for sign in ",;]}#" if (end := line.find(sign, before + 1)) >= 0]
    return line[before + 1 : min(ends, default=len(line))].strip()
