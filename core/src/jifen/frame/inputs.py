"""What a frame must look like before any row of it is read: its columns, all judged at once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches

import narwhals as nw

from jifen.composition import Composition
from jifen.errors import InputError, Problem, Refused
from jifen.facts import EventsFact, Fact
from jifen.frame.admission import DType, admit
from jifen.frame.engine import Engine, Frame
from jifen.frame.events import EventTable, event_table, fields_of
from jifen.frame.faults import COLUMNS
from jifen.frame.ground import Ground
from jifen.service import Service
from jifen.text import Text, expected


def ground_of(
    scheme: Composition, engine: Engine, applicants: Frame, tables: Mapping[str, Frame], id: str
) -> Ground:
    """The columns that a scheme's formulas stand on.

    Args:
        scheme: The scheme.
        engine: The engine of the frames.
        applicants: The applicants: their ids and a column for each fact.
        tables: The events tables, by fact id.
        id: The name of the column of ids.

    Raises:
        InputError: with every column that is missing, unknown or of a wrong type.
    """
    schema, facts = applicants.collect_schema(), scheme.facts
    # A column that holds nothing says of everyone that the fact is absent.
    empty = engine.empty_columns(applicants)
    problems = [*_id_problems(id, schema, "")]
    for fact in facts.values():
        if fact.required and (fact.id not in {*schema, *tables} or fact.id in empty):
            problems.append(_missing(fact))
    problems += [unknown_column(name, facts) for name in schema if name != id and name not in facts]
    admitted = {}
    for name in [name for name in facts if name in schema and name not in empty]:
        try:
            admitted[name] = admit(facts[name], nw.col(name), schema[name], scheme.on)
        except Refused as refusal:
            problems.append(refusal.problem(_at(facts[name])))
    events: dict[str, EventTable] = {}
    for name, table in tables.items():
        dated = facts.get(name)
        if not isinstance(dated, EventsFact):
            problems.append(_no_events(name, facts))
            continue
        found = [*_table_problems(dated, table, id, schema.get(id))]
        problems += found
        if not found:
            events[name] = event_table(dated, id, scheme.on, table)
    if problems:
        raise InputError(problems)
    in_order = {fact: admitted[fact] for fact in facts if fact in admitted}
    return Ground(engine, facts, scheme.on, in_order, events)


def services_of(scheme: Composition, ids: Iterable[str]) -> list[Service]:
    """The services of a scheme whose points are asked for, by their ids.

    Raises:
        InputError: with every id that no service has.
    """
    known = {service.id: service for service in scheme.services}
    wanted = list(dict.fromkeys(ids))
    problems = [_no_service(id, known) for id in wanted if id not in known]
    if problems:
        raise InputError(problems)
    return [known[id] for id in wanted]


def _no_service(id: str, known: Iterable[str]) -> Problem:
    names = ", ".join(known)
    return Problem(
        f"services[{id}]",
        Text("此方案没有这项公共服务", "the scheme has no such service"),
        Text(f"可用：{names or '无'}", f"Those there are: {names or 'none'}"),
    )


def _id_problems(id: str, schema: Mapping[str, DType], prefix: str) -> Iterator[Problem]:
    if id in COLUMNS:
        yield Problem(
            id,
            Text("编号列不能用此名", "the column of ids cannot have this name"),
            Text("请换列名", "Rename it"),
        )
    elif id not in schema:
        yield Problem(
            f"{prefix}{id}",
            Text("缺少编号列", "the column of ids is missing"),
            Text("请加上此列，或用 id=… 写明列名", "Add it, or name it with id=…"),
        )
    elif schema[id] != nw.String and not schema[id].is_integer():
        yield Problem(
            f"{prefix}{id}",
            Text(f"编号列类型为 {schema[id]}", f"the ids are of type {schema[id]}"),
            _FLOAT_IDS if schema[id].is_float() else _OTHER_IDS,
        )


_FLOAT_IDS = Text(
    "编号须为文字或整数；变成浮点数的编号无法复原，请从来源重新取得",
    "Ids are text or integers; one that became a float has lost digits: take it from where it came "
    "from",
)
_OTHER_IDS = Text(
    "请转为文字或整数，没有行的表也如此",
    "Cast them to text or integers, also in a table without rows",
)


def _table_problems(
    fact: EventsFact, table: Frame, id: str, id_type: DType | None
) -> Iterator[Problem]:
    schema, fields = table.collect_schema(), fields_of(fact)
    yield from _id_problems(id, schema, f"{fact.id}.")
    if id in schema and id_type is not None and schema[id] != id_type:
        yield Problem(
            f"{fact.id}.{id}",
            Text(
                f"编号列类型为 {schema[id]}，申请人表为 {id_type}",
                f"its ids are of type {schema[id]}, those of the applicants {id_type}",
            ),
            Text("请使二者类型相同", "Give both the same type"),
        )
    for name, part in fields.items():
        at = f"{fact.id}.{name} ({fact.name.zh})"
        if name not in schema:
            what = Text("事件表缺少此列", "the events table lacks this column")
            yield Problem(at, what, _columns(id, fields))
            continue
        try:
            admit(part, nw.col(name), schema[name], date.min)
        except Refused as refusal:
            yield refusal.problem(at)
    for name in schema:
        if name != id and name not in fields:
            what = Text("事件表没有这一列", "an events table has no such column")
            yield Problem(f"{fact.id}.{name}", what, _columns(id, fields))


def _columns(id: str, fields: Mapping[str, Fact]) -> Text:
    names = ", ".join((id, *fields))
    return Text(f"应有的列：{names}", f"Its columns are {names}")


def _missing(fact: Fact) -> Problem:
    what = Text("缺少必填的列", "this required column is missing")
    remedy = expected(fact.expects())
    if isinstance(fact, EventsFact):
        what = Text("缺少必填的事件表", "this required events table is missing")
        remedy = Text(
            f"请给出 events={{{fact.id!r}: 表}}；表中没有的人即没有此类事件",
            f"Give events={{{fact.id!r}: table}}; whom the table does not name has none",
        )
    return Problem(_at(fact), what, remedy)


def unknown_column(name: str, facts: Mapping[str, Fact]) -> Problem:
    """The problem that a column is none of the facts."""
    by_name = {fact.name.zh: fact.id for fact in facts.values()}
    near = by_name.get(name) or next(iter(get_close_matches(name, facts, n=1)), None)
    remedy = Text("请删去此列", "Leave the column out")
    if near:
        remedy = Text(f"是否为 {near}？否则请删去此列", f"Did you mean {near}? Else leave it out")
    elif name in ("lives_in", "used_in"):
        remedy = Text(
            "各行地区不同时用 registry.score_frame，否则请删去此列",
            "Use registry.score_frame where places differ; else leave the column out",
        )
    return Problem(name, Text("没有这个事实", "there is no such fact"), remedy)


def _no_events(name: str, facts: Mapping[str, Fact]) -> Problem:
    names = ", ".join(fact.id for fact in facts.values() if isinstance(fact, EventsFact))
    return Problem(
        f"events[{name}]",
        Text("没有这个事件类事实", "there is no fact of dated events of this name"),
        Text(f"可用：{names or '无'}", f"Those there are: {names or 'none'}"),
    )


def _at(fact: Fact) -> str:
    return f"{fact.id} ({fact.name.zh})"
