"""Headers: which column of a table is which fact, by its id or by its Chinese name."""

import re
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jifen import EventsFact, Fact, InputError, Problem, Text
from jifen_batch.cells import Column, fact_column, id_column, label_column, place_column
from jifen_batch.tables import Chunk, Table, is_empty

NAMES = {"applicant_id": "申请人编号", "lives_in": "居住地", "used_in": "使用地"}
"""The columns that are no facts, and their Chinese names."""

ID_NUMBER = ("id_number", "身份证号码")
"""A column that a table may have and no score needs; if a number is in it, digits are lost."""

PERSONAL = {"name": "姓名"}
"""Columns that a table may have, and that are not read at all."""

LABEL = "label:"
"""What the names of columns that group applicants begin with, once they are read."""

REQUIRED = ("applicant_id", "lives_in")


def named(headers: Sequence[str], name: str) -> int | None:
    """Where a column that is no fact stands, by its name or its Chinese one."""
    return next((n for n, h in enumerate(headers) if h in (name, NAMES.get(name))), None)


def require_headers(table: Table, chunk: Chunk, cells: Sequence[Sequence[Any]]) -> None:
    """Check that nothing stands below an empty header.

    Args:
        table: The table.
        chunk: Some of its rows.
        cells: Their cells, column by column.

    Raises:
        InputError: if something does: nobody can say what it is.
    """
    problems = []
    for at, header in enumerate(table.headers if cells else ()):
        rows = zip(chunk.rows, cells[at], strict=True)
        row = None if header else next((r for r, cell in rows if not is_empty([cell])), None)
        if row is not None:
            problems.append(_no_header(table.place, at + 1, row))
    if problems:
        raise InputError(problems)


def match(
    place: str,
    headers: Sequence[str],
    facts: Mapping[str, Fact],
    *,
    labels: Mapping[str, str] | None = None,
    ignored: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
) -> tuple[dict[int, Column], list[Problem]]:
    """The columns of a table by place, leaving out those without a header or not needed.

    Every header that is unknown or stands twice, and every column that is missing, is a problem.

    Args:
        place: The table, as problems name it.
        headers: Its headers.
        facts: The facts that it may have, by id.
        labels: The headers of columns that group applicants, such as a school, by the option of
            the command that names each.
        ignored: The headers of columns to leave out.
        elsewhere: The headers of the tables beside it, which may have those columns instead.
    """
    labels, ignored = labels or {}, set(ignored)
    by_name = {fact.name.zh: fact for fact in facts.values()} | dict(facts)
    columns: dict[int, Column] = {}
    problems: list[Problem] = []
    unknown: list[Problem] = []
    seen: dict[str, str] = {}
    for n, header in enumerate(headers):
        if not header or header in ignored:
            continue
        grouping = header in labels.values()
        if grouping and not _is_ours(header, by_name):
            column: Column | Problem | None = label_column(f"{LABEL}{header}", header)
        else:
            column = _column(header, by_name)
            problems += [_no_label(header).within(place)] if grouping else []
        if isinstance(column, Problem):
            unknown.append(column.within(place))
            continue
        if column is None:
            continue
        if column.name in seen:
            problems.append(same_column(place, seen[column.name], header))
        seen[column.name] = header
        columns[n] = column
    scored = {*by_name, *NAMES, *NAMES.values()}
    # Where the first row is one of data, its cells are nobody's headers, and not to be shown.
    shown = headers if columns else ()
    for option, label in labels.items():
        if label not in headers:
            problems.append(_no_such_column(option, label, shown, scored))
        elif label in ignored:
            problems.append(_both(option, label))
    for wanted in sorted(ignored.difference(headers, elsewhere)):
        problems.append(_no_such_column("--ignore", wanted, shown, scored))
    if not columns:
        problems.insert(0, no_headers(place))
    elif set(labels.values()) <= set(headers):
        # Else one of these may be the column that an option means; its problem lists them.
        problems = unknown + problems
    problems += _absent(place, seen, facts)
    return columns, problems


def _is_ours(header: str, facts: Mapping[str, Fact]) -> bool:
    return header in facts or any(header in names for names in NAMES.items())


def _column(header: str, facts: Mapping[str, Fact]) -> Column | Problem | None:
    if header in ("applicant_id", NAMES["applicant_id"]):
        return id_column("applicant_id", header)
    for name in ("lives_in", "used_in"):
        if header in (name, NAMES[name]):
            return place_column(name, header)
    if header in ID_NUMBER:
        return id_column(f"{LABEL}id_number", header)
    if any(header in names for names in PERSONAL.items()):
        return None
    fact = facts.get(header)
    if fact is None:
        return _unknown(header, facts)
    if isinstance(fact, EventsFact):
        return Problem(
            header,
            Text("带日期的事件不能写在一格里", "dated events do not go into one cell"),
            Text(
                f"请另列一表，并用 --events {fact.id}=文件 给出",
                f"Give them in a table of their own: --events {fact.id}=FILE",
            ),
        )
    return fact_column(fact, header)


def _absent(place: str, seen: Mapping[str, str], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in seen:
            yield missing_column(place, name, NAMES[name])
    for fact in facts.values():
        if fact.required and not isinstance(fact, EventsFact) and fact.id not in seen:
            yield missing_column(place, fact.id, fact.name.zh)


def _both(option: str, label: str) -> Problem:
    return Problem(
        f"{option} {label}",
        Text("--ignore 又要略过该列", "--ignore leaves the same column out"),
        Text("请只写其中一个选项", "Give one of the two options"),
    )


def no_headers(place: str) -> Problem:
    """A table whose first row is not one of headers; it may be one of data, and is not shown."""
    return Problem(
        place,
        Text("第一行里没有一个认得的列名", "none of the headers in its first row is known"),
        Text("第一行应为列名，其下每人一行", "The first row must be the headers"),
    )


def missing_column(place: str, name: str, zh: str) -> Problem:
    """A column that a table must have, and has not."""
    both = name if name == zh else f"{zh}（{name}）"
    return Problem(
        place,
        Text(f"缺少列 {both}", f"the column {name} is missing"),
        Text(
            "请补上该列；jifen facts --template 生成带全部列名的空表",
            "Add it; `jifen facts --template` makes an empty table with all headers",
        ),
    )


def _no_such_column(
    option: str, wanted: str, headers: Sequence[str], scored: Collection[str]
) -> Problem:
    """A column that an option names and that is not there; it is hardly one that is scored."""
    near = next(iter(get_close_matches(wanted, headers, n=1)), None)
    others = [header for header in dict.fromkeys(headers) if header and header not in scored]
    none = Text("表中各列都用于计分", "All the columns there are are scored")
    has = (
        Text(f"不用于计分的列有：{'、'.join(others)}", f"Not scored are: {', '.join(others)}")
        if others
        else (none if headers else Text("请核对列名", "Check its name"))
    )
    return Problem(
        f"{option} {wanted}",
        Text("没有这一列", "there is no such column"),
        Text(f"是否为 {near}？{has.zh}", f"Did you mean {near}? {has.en}") if near else has,
    )


def same_column(place: str, first: str, second: str) -> Problem:
    """Two columns of a table that mean the same."""
    both = first if first == second else f"{first}、{second}"
    return Problem(
        place,
        Text(f"列 {both} 重复", f"there are two columns of the same meaning: {first}, {second}"),
        Text("请只保留一列", "Keep one of them"),
    )


def _no_header(place: str, column: int, row: int) -> Problem:
    return Problem(
        place,
        Text(
            f"第 {row} 行第 {column} 列有内容，这一列却没有列名",
            f"row {row} has something in column {column}, which has no header",
        ),
        Text("请写上列名，或清空该列", "Give it a header, or empty it"),
    )


def is_personal(header: str) -> bool:
    """Whether a column says who somebody is, which a table may and no score needs."""
    return header in ID_NUMBER or any(header in names for names in PERSONAL.items())


def _no_label(header: str) -> Problem:
    return Problem(
        header,
        Text("该列用于计分，不能又用来分组", "the column is scored, so it cannot group as well"),
        Text("请另加一列", "Add a column of its own"),
    )


def _unknown(header: str, facts: Mapping[str, Fact]) -> Problem:
    what = Text("没有叫这个名字的事实", "no fact has this name")
    return unknown_column(header, what, [*facts, *NAMES, *NAMES.values()])


def unknown_column(header: str, what: Text, known: Sequence[str]) -> Problem:
    """A column of which nobody can say what it means; it may be one of those known, misspelt."""
    near = next(iter(get_close_matches(header, known, n=1)), None)
    option = f"--ignore {_as_argument(header)}"
    ignore = Text(f"不需要的列请用 {option} 略过", f"Leave a column out with {option}")
    return Problem(
        header,
        what,
        Text(f"是否为 {near}？{ignore.zh}", f"Did you mean {near}? {ignore.en}")
        if near
        else ignore,
    )


def _as_argument(header: str) -> str:
    """A header as it is typed in a terminal: in quotes if it has spaces or other signs in it."""
    if re.fullmatch(r"([\w.-]|[^\x00-\x7f])+", header):
        return header
    # Any terminal takes double quotes, except around signs that they leave a meaning.
    return shlex.quote(header) if set(header) & set('"$`\\!') else f'"{header}"'
