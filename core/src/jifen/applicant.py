"""The applicant file: where someone lives, where the score is used, and the facts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from jifen import json_faults, strict_json
from jifen.dates import iso_date
from jifen.errors import InputError, Problem, system_said
from jifen.quantity import not_quoted, shown
from jifen.text import Text, expected
from jifen.toml import BrokenToml, parse

MOST_BYTES = 1_000_000
"""An applicant file is one person's; more than this is another file by mistake."""

_ID_NUMBER = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TABLES = (".xlsx", ".xls", ".csv", ".parquet")
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")
"""What a workbook, an old one and a Parquet file begin with, whatever they are called."""
_KEYS = ("lives_in", "used_in", "facts_as_of", "applicant", "facts")


def masked(value: str | None) -> str:
    """A name or an ID number as logs, errors and reprs may show it."""
    if not value:
        return "-"
    if len(value) < 10:
        return value[0] + "*" * (len(value) - 1)
    return f"{value[:3]}{'*' * (len(value) - 5)}{value[-2:]}"


@frozen(kw_only=True)
class Applicant:
    """One applicant's file.

    Attributes:
        lives_in: The code of the place where they live.
        used_in: The code of the place where the score is used, if it is another.
        facts_as_of: The day on which the facts were taken, if it is given.
        name: Their name.
        id_number: Their resident ID number (GB 11643).
        facts: The facts as the file has them; a scheme admits them.
    """

    lives_in: str
    used_in: str | None = None
    facts_as_of: date | None = None
    name: str | None = field(default=None, repr=masked)
    id_number: str | None = field(default=None, repr=masked)
    facts: Mapping[str, Any] = field(repr=False)


def read_applicant(
    path: Path, *, further: Callable[[Applicant], Iterable[Problem]] | None = None
) -> Applicant:
    """The applicant in a TOML or JSON file.

    Args:
        path: The file.
        further: What else is wrong with an applicant. It is asked only if there are problems of
            form, and of what can be read in spite of them, so that all is told at once.

    Raises:
        InputError: if the file cannot be read, or with every problem of its form. What the facts
            say is checked by the scheme that scores them.
    """
    place = path.name or str(path)
    data = _bytes_of(path, place)
    in_json = path.suffix.lower() == ".json"
    document = _from_json(data, place) if in_json else _from_toml(data, place)
    applicant = _as_far_as_meant(document)
    problems = [p.within(place) for p in _problems(document, in_json)]
    if problems and applicant is not None and further is not None:
        problems += further(applicant)
    if problems or applicant is None:
        raise InputError(problems)
    return applicant


def id_number_fault(value: str) -> Text | None:
    """What is wrong with a resident ID number; the region it names is not judged."""
    if not _ID_NUMBER.fullmatch(value):
        return Text(
            "应为 18 位，末位数字或 X", "it has not 18 characters, digits and perhaps a last X"
        )
    try:
        date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return Text("第 7 至 14 位不是日期", "its digits 7 to 14 are no date")
    sum_ = sum(int(digit) * weight for digit, weight in zip(value, _WEIGHTS, strict=False))
    if "10X98765432"[sum_ % 11] != value[-1]:
        return Text("校验位不符", "its check digit is wrong")
    return None


def _bytes_of(path: Path, place: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError([_unreadable(place, "是文件夹", "it is a directory")])
        size = path.stat().st_size
        if path.suffix.lower() in _TABLES:
            raise InputError([_a_table(place)])
        if size > MOST_BYTES:
            what = (f"有 {size} 字节，太大", f"it has {size} bytes, which is too large")
            raise InputError([_unreadable(place, *what)])
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        # The cause goes along: a caller may tell a file that is not there from a refusing disk.
        raise InputError([_unreadable(place, *_why(error))]) from error
    if len(data) > MOST_BYTES:
        raise InputError([_unreadable(place, "太大", "it is too large")])
    if not data.strip():
        raise InputError([_unreadable(place, "是空文件", "the file is empty")])
    if data.startswith(_BEGINNINGS):
        raise InputError([_a_table(place)])
    return data


def _why(error: OSError | ValueError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件", "there is no such file"
    said = system_said(error)
    return f"无法读取：{said.zh}", f"it cannot be read: {said.en}"


def _unreadable(place: str, zh: str, en: str) -> Problem:
    return Problem(
        place,
        Text(zh, en),
        Text(
            "应为一位申请人的 TOML 或 JSON 文件，至多 1 MB",
            "Expected one applicant's TOML or JSON file of at most 1 MB",
        ),
    )


def _a_table(place: str) -> Problem:
    return Problem(
        place,
        Text("看来是表格，不是一位申请人的文件", "it looks like a table, not one applicant's file"),
        Text(
            "表格请用 jifen batch 计分（.xls 先另存为 .xlsx）；一位申请人的文件是 TOML 或 JSON",
            "Score a table with `jifen batch` (save a .xls as .xlsx first); one applicant's file is "
            "TOML or JSON",
        ),
    )


def _from_toml(data: bytes, place: str) -> dict[str, Any]:
    try:
        return parse(data, place)
    except BrokenToml as broken:
        raise InputError([broken.problem]) from None


def _from_json(data: bytes, place: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _from_toml(data, place)  # which refuses it too, and says what encoding it looks like
    try:
        document = strict_json.parse(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InputError([json_faults.problem(error, place)]) from None
    if not isinstance(document, dict):
        raise InputError([_unreadable(place, "不是一个对象", "it is not an object")])
    return document


def _as_far_as_meant(document: Mapping[str, Any]) -> Applicant | None:
    """The applicant; what is not of its form is taken as it is meant, or else left out.

    None if it is not known where they live: then nothing can be said of the facts.
    """
    facts, person = dict(_table(document, "facts")), _table(document, "applicant")
    lives_in = document["lives_in"] if "lives_in" in document else facts.pop("lives_in", None)
    code, as_of = _code(lives_in), _day(document.get("facts_as_of"))
    if code is None or not isinstance(document.get("facts"), dict):
        return None
    return Applicant(
        lives_in=code,
        used_in=_code(document.get("used_in")),
        facts_as_of=as_of if type(as_of) is date else None,
        name=_text(person.get("name")),
        id_number=_text(person.get("id_number")),
        facts=facts,
    )


def _code(value: object) -> str | None:
    return str(value) if type(value) is int else _text(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _table(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = document.get(name)
    return table if isinstance(table, dict) else {}


def _day(value: object) -> Any:
    return iso_date(value) if isinstance(value, str) else value


def _problems(document: Mapping[str, Any], in_json: bool) -> Iterator[Problem]:
    for key in document:
        if key not in _KEYS:
            yield _wrong(
                shown(key).strip("'"), "没有这个键", "there is no such key", ", ".join(_KEYS)
            )
    if "lives_in" not in document and "lives_in" in _table(document, "facts"):
        yield _misplaced("facts.lives_in", "facts", in_json)
    elif "lives_in" not in document:
        yield _wrong("lives_in", "缺少居住地代码", "the code of the place is missing", '"330225"')
    for key in ("lives_in", "used_in"):
        code = document.get(key, "")
        if type(code) is int:
            yield not_quoted(code).problem(key)
        elif not isinstance(code, str):
            yield _wrong(key, "不是地区代码", "it is no code of a place", '"330225"')
    if not isinstance(document.get("facts"), dict):
        yield _no_facts(in_json)
    as_of = _day(document.get("facts_as_of", date.min))
    if type(as_of) is not date:
        day = '"2022-09-30"' if in_json else "2022-09-30"
        yield _wrong("facts_as_of", "不是日期", "it is no date", day)
    yield from _person_problems(document.get("applicant", {}), in_json)


def _person_problems(person: object, in_json: bool) -> Iterator[Problem]:
    if not isinstance(person, dict):
        table = '"applicant": {"name": "…"}' if in_json else "[applicant]"
        yield _wrong("applicant", "不是一组键和值", "it is no group of keys and values", table)
        return
    for key, value in person.items():
        if key in _KEYS:
            yield _misplaced(f"applicant.{key}", "applicant", in_json)
        elif key not in ("name", "id_number"):
            at = f"applicant.{shown(key)}".replace("'", "")
            yield _wrong(at, "没有这个键", "there is no such key", "name, id_number")
        elif not isinstance(value, str):
            yield _wrong(f"applicant.{key}", "应为加引号的文字", "it is no text in quotes", '"…"')
        elif key == "id_number" and (fault := id_number_fault(value)):
            at = f"applicant.id_number {masked(value)}"
            wanted = Text("18 位居民身份证号码", "an 18-digit resident ID")
            yield Problem(at, fault, expected(wanted))


def _no_facts(in_json: bool) -> Problem:
    if in_json:
        wanted = '"facts": {"birth_date": "1990-05-01"}'
        return _wrong("facts", '缺少 "facts" 及其花括号', '"facts" with its { } is missing', wanted)
    return _wrong("facts", "缺少 [facts] 表", "the table [facts] is missing", "[facts]")


def _misplaced(at: str, table: str, in_json: bool) -> Problem:
    if in_json:
        return Problem(
            at,
            Text(f'不应写在 "{table}" 的花括号之内', f'it stands within the {{ }} of "{table}"'),
            Text(
                "请移到这对花括号之外，放在最外层", "Move it out of these braces, to the outermost"
            ),
        )
    return Problem(
        at,
        Text(f"不应写在 [{table}] 之下", f"it stands below [{table}]"),
        Text(f"请移到 [{table}] 之前", f"Move it above [{table}]"),
    )


def _wrong(at: str, zh: str, en: str, wanted: str) -> Problem:
    return Problem(at, Text(zh, en), expected(Text(wanted, wanted)))
