"""What is wrong with a text that is not JSON, and what to write instead, in both languages."""

import re
from json import JSONDecodeError

from jifen.errors import Problem
from jifen.strict_json import DoubledKey
from jifen.text import Text

_FAULTS = {
    "Expecting property name": "此处应为加引号的键",
    "Illegal trailing comma": "最后一项之后多了逗号",
    "Expecting ':'": "键之后缺少冒号",
    "Expecting ','": "此处应为逗号或右括号",
    "Expecting value": "此处应为值",
    "Unterminated string": "文字缺少右引号",
    "Invalid control character": "文字中有换行或控制字符",
    "Invalid \\": "文字中的 \\ 用法不对",
    "Extra data": "结尾之后还有内容",
}
"""What the parser's messages begin with, and the same in Chinese."""

_QUOTES = Text(
    '文字前后各写一个英文双引号，如 "330225"；其中的引号写作 \\"',
    'Put one double quote before the text and one after it, as "330225"; a quote inside it is \\"',
)
_PLAIN = Text(
    '引号和标点请用半角：" : , [ ] { }，文字用双引号',
    'Use plain signs, " : , [ ] { }, and double quotes around text',
)
_NO_LAST_COMMA = Text("请删去最后一项之后的逗号", "Take out the comma after the last item")
_NO_FIRST_COMMA = Text("请删去第一项之前的逗号", "Take out the comma before the first item")
_TWO_COMMAS = Text("多了一个逗号，请删去一个", "One comma too many: take one out")
_COMMA = Text("各项之间写英文逗号 ,", "Write a comma between items: ,")
_NOT_COLON = Text("此处应为逗号，不是冒号", "A comma belongs here, not a colon")
_COMMA_OR_BRACE = Text(
    "请在冒号前面的键之前写 {；如前面不是键，冒号应为逗号",
    "Put { before the key that the colon follows; if that is no key, write a comma for the colon",
)
_OPEN_LIST = Text("请先用 ] 结束列表", "Close the list before it, with ]")
_OPEN_OBJECT = Text("请先用 } 结束这一组", "Close what is open before it, with }")
_EVENT = Text(
    '列表中的各项各用花括号括起，如 [{"date": "2021-05-06"}]',
    'Put each item of the list in braces, as [{"date": "2021-05-06"}]',
)
_EVENTS = Text(
    '几个事件写成一个列表，如 [{"date": "2021-05-06"}, {"date": "2022-05-06"}]',
    'Write several events as one list: [{"date": "2021-05-06"}, {"date": "2022-05-06"}]',
)
_TWO_BRACES = Text(
    "多了一个 {，请删去；与它成对的 } 也删去",
    "One { too many: take it out, and its } if it has one",
)
_NO_QUOTE = Text("请删去引号：true、false 不加引号", "Take the quote out: true and false have none")
_ONCE = Text("每个键只写一次，请只留其一", "Write each key once: keep one of them")
_CHARACTER = Text("请写出该字本身，不用 \\u", "Write the character itself, without \\u")
_FEWER_BRACKETS = Text("请删去多余的括号", "Take out the brackets that are too many")
_UNFINISHED = Text(
    "文件不完整：请补上缺少的 } 或 ]",
    "The file ends too early: close what is open, with } or ]",
)
_NO_REMARKS = Text("JSON 中不能写说明，请删去", "JSON has no remarks: take it out")
_NOTHING = Text(
    "没有时请删去这一项；没有事件时写 []",
    "Leave the item out if there is none; for no events write []",
)
_DATE = Text('日期加引号，如 "1990-05-01"', 'Put a date in quotes, as "1990-05-01"')
_ZEROS = Text(
    '整数前面不写 0；代码加引号，如 "330225"',
    'A whole number is written without zeros before it, a code in quotes, as "330225"',
)
_NUMBER = Text(
    "数只写数字，如 1000 或 0.5，不写逗号、空格、单位",
    "Write a number in figures alone, such as 1000 or 0.5: no comma, space or unit",
)
_COLON = Text('键与值之间写冒号，如 "used_in": "330225"', 'Write "used_in": "330225", with a colon')
_BACKSLASH = Text("\\ 写作 \\\\", "Write \\\\ for \\")
_KEY = Text('键加英文双引号，如 "facts"', 'Put the key in double quotes, as "facts"')
_VALUE = Text(
    '文字和日期加英文双引号，数和 true、false 不加，如 "owned"、12',
    'Put text and dates in double quotes, numbers, true and false in none: "owned", 12',
)
_END = Text(
    "一个文件只有一对最外层的花括号，请删去其后的内容",
    "A file has one pair of outermost braces: take out what stands after it",
)
_ENDS_TOO_EARLY = Text(
    "前面多了一个 }，文件在那里就结束了：请删去那个 }",
    "One } too many stands before it and ends the file there: take that } out",
)
_ONE_APPLICANT = Text(
    "一个文件只写一位申请人，在一对最外层的花括号中：其他人另写文件；同一人的，删去其间的 } 和 {",
    "A file has one applicant, in one pair of outermost braces: put another in a file of their own; "
    "if it is the same, take out the } and the { between",
)
_BEGIN = Text(
    "文件以 { 开头，以 } 结尾：请在第一个键之前写 {",
    "A file begins with { and ends with }: put { before its first key",
)

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
"""Text in its quotes, if need be to the end of the file, or a bracket outside of text."""
_OF_EVENTS = ('"date"', '"kind"', '"amount"')
_WIDE = "“”‘’＂：，；、。．［］【】｛｝　"
_FOR_COMMA = ("；", "、", ";")
_YES = ("true", "yes", "是", "有")
_NO = ("false", "no", "否")
_NONE = ("none", "null", "nil", "nan", "无", "没有")


def problem(error: Exception, place: str) -> Problem:
    """What is wrong with a file of JSON.

    Of the file it repeats a doubled key at most: other text may be a person's name.

    Args:
        error: What `strict_json.parse` raised.
        place: The file.
    """
    if not isinstance(error, JSONDecodeError):
        what, remedy = _elsewhere(error)
        return Problem(
            place, Text(f"不是有效的 JSON：{what.zh}", f"this is not JSON: {what.en}"), remedy
        )
    said = next((zh for start, zh in _FAULTS.items() if error.msg.startswith(start)), error.msg)
    return Problem(
        place,
        Text(f"不是有效的 JSON：{said}", f"this is not JSON: {error.msg}"),
        _remedy(error),
        line=error.lineno,
        column=error.colno,
    )


def _elsewhere(error: Exception) -> tuple[Text, Text]:
    """What is wrong, and what to do, where the parser names no line."""
    if isinstance(error, DoubledKey):
        what = Text(f"键 {error.key} 出现了不止一次", f"the key {error.key} appears twice")
        return what, _ONCE
    if isinstance(error, UnicodeEncodeError):
        return Text("\\u 之后的代码不成一个字", "a code after \\u is no character"), _CHARACTER
    if isinstance(error, RecursionError):
        return Text("括号套得太深", "its brackets are nested too deeply"), _FEWER_BRACKETS
    return Text("有一个数太大或太长", "a number in it is too large or too long"), _NUMBER


def _remedy(error: JSONDecodeError) -> Text:
    before, rest = error.doc[: error.pos].rstrip(), error.doc[error.pos :].lstrip()
    if error.msg.startswith(("Unterminated string", "Invalid control character")):
        return _QUOTES
    if error.msg.startswith("Invalid \\"):
        return _BACKSLASH
    if error.msg.startswith("Illegal trailing comma") or (
        before.endswith(",") and rest[:1] in ("}", "]")
    ):
        return _NO_LAST_COMMA
    if rest.startswith(",") and before.endswith((",", "[", "{")):
        return _TWO_COMMAS if before.endswith(",") else _NO_FIRST_COMMA
    if rest.startswith(("//", "/*", "#")):
        return _NO_REMARKS
    if error.msg.startswith("Expecting ','") and rest.startswith(_FOR_COMMA):
        return _COMMA
    if rest[:1] and rest[0] in _WIDE:
        return _PLAIN
    if rest.startswith("'"):
        return _QUOTES
    if error.msg.startswith("Extra data"):
        return _after_all(error.doc, rest)
    if not rest:
        return _UNFINISHED
    if error.msg.startswith("Expecting ','"):
        return _between(before, rest, error)
    if error.msg.startswith("Expecting value"):
        return _for_value(rest) if before else _BEGIN
    return (
        _for_key(before, rest) if error.msg.startswith("Expecting p") else _after_key(before, rest)
    )


def _after_all(doc: str, rest: str) -> Text:
    """What to write where the file has ended and something follows."""
    if doc.lstrip().startswith('"'):
        return _BEGIN
    more = rest.lstrip("}],; \t\r\n")
    if more.startswith("{") or not doc.lstrip().startswith("{"):
        return _ONE_APPLICANT
    return _ENDS_TOO_EARLY if ":" in more else _END  # a key stands there: it is not to be lost


def _for_key(before: str, rest: str) -> Text:
    """What to write instead of something that is no key."""
    if not rest.startswith("{"):
        return _KEY
    return _EVENTS if re.search(r"\}\s*,$", before) else _TWO_BRACES


def _after_key(before: str, rest: str) -> Text:
    """What to write where no colon follows a key: it may be longer than was meant."""
    key = _TOKEN.findall(before)[-1]
    has_stray_quote = re.match(r'"\s*:', rest)
    return _QUOTES if has_stray_quote or ":" in key or "," in key else _COLON


def _between(before: str, rest: str, error: JSONDecodeError) -> Text:
    """What to write where a value has ended and something else than a comma follows."""
    if rest[0] in "}]":
        return _for_bracket(rest[0], before)
    if rest[0] == ":":
        return _for_colon(before, rest)
    if re.match(r'"[ \t\r]*([]},\n]|$)', rest):  # it begins no text
        return _NO_QUOTE if before.endswith(("true", "false")) else _QUOTES
    if re.match(r"[-/.年]\d", rest) and re.search(r"(?<![\d.])\d{4}$", before):
        return _DATE
    if re.search(r"(?<![\d.])0$", before) and rest[0].isdigit():
        return _ZEROS
    if before.endswith('"') and rest[0] not in '"[{':
        return _QUOTES  # it stands behind a quote inside the text
    if before[-1:].isdigit() and rest[0] not in '"[{':
        return _NUMBER
    line = before.count("\n") + 1
    if line < error.lineno:
        return Text(f"请在第 {line} 行末尾加逗号", f"Put a comma at the end of line {line}")
    return Text(
        f"请在第 {line} 行第 {error.colno} 列之前加逗号",
        f"Put a comma before column {error.colno} of line {line}",
    )


def _for_bracket(sign: str, before: str) -> Text:
    """What to write where a bracket does not close the innermost that is open."""
    opening = "{" if sign == "}" else "["
    if opening in _open(before):
        return _OPEN_LIST if sign == "}" else _OPEN_OBJECT
    return Text(
        f"多了一个 {sign}，或前面缺少与它成对的 {opening}",
        f"This {sign} is one too many, or its {opening} is missing",
    )


def _for_colon(before: str, rest: str) -> Text:
    """What to write where a value has ended and a colon follows."""
    if before[-1:].isdigit() and re.match(r":\s*\d", rest):
        return _NUMBER
    if not before.endswith('"'):
        return _NOT_COLON
    if _open(before)[-1] == "[":
        # A list has no keys: its item is an event without its braces, or the list goes on too far.
        is_event = _TOKEN.findall(before)[-1] in _OF_EVENTS
        return _EVENT if is_event or _next_bracket(rest) == "]" else _OPEN_LIST
    is_before_key = re.match(r':\s*"[^"]*"\s*:', rest)
    return _NOT_COLON if is_before_key else _COMMA_OR_BRACE


def _open(text: str) -> list[str]:
    """The brackets that are open where a text ends, the innermost last."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if token in "[{":
            found.append(token)
        elif token in "]}":
            found.pop()  # the text is sound as far as here: they close in their order
    return found


def _next_bracket(text: str) -> str:
    return next((token[0] for token in _TOKEN.finditer(text) if token[0] in "[]{}"), "")


def _for_value(rest: str) -> Text:
    """What to write instead of something that is no value."""
    word = re.match(r"\w*", rest)
    written = word[0].lower() if word else ""
    for meant, names in (("true", _YES), ("false", _NO)):
        if written in names:
            return Text(
                f"请写 {meant}，小写，不加引号", f"Write {meant}, in small letters, without quotes"
            )
    if written in _NONE or rest[0] in ",}]":
        return _NOTHING
    return _NUMBER if re.match(r"[-+.]", rest) else _VALUE
