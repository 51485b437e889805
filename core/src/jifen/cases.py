"""Golden cases: what an applicant must get, in a file that reads like a case.

    # Owns a home in the county and has worked there for two years.
    on = 2022-10-01

    [facts]
    birth_date = 1986-04-12
    county_housing = true

    [points]
    "xiangshan.housing" = 10        # a home in the county: 10

The files stand in `cases/` beside `rulebooks/`. An indicator of the plugin's own that is not
listed must give nothing. `lives_in` and `used_in` say where, by default the plugin's place;
`[tiers]`, `[deductions]`, `[services]` (whether the score qualifies) and `[score]` (`earned`,
`recognised`, `withheld`, `deducted`, `total`, `frozen`, `frozen_until`, `eligible`) may be listed
too. A case that must not be scored says so
with `refused`: what its errors must name, such as `refused = ["birth_date"]`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from jifen.errors import InputError, JifenError, Problem
from jifen.plugins import Found
from jifen.registry import Registry
from jifen.score import RecordedScore
from jifen.text import LANGS, Text, expected
from jifen.toml import BrokenToml, parse

_TABLES = ("facts", "points", "tiers", "deductions", "services", "score")
_KEYS = {
    "on": date,
    "lives_in": str,
    "used_in": str,
    **dict.fromkeys(_TABLES, dict),
    "refused": list,
}
"""What each key of a case must be."""


@frozen
class Case:
    """One golden case.

    Attributes:
        name: The name of its file.
        on: The date of the score.
        lives_in: Where the applicant lives; None for the plugin's place.
        used_in: Where the score is used; None for where they live.
        facts: The applicant's facts.
        points: What each indicator must give.
        tiers: What each tier must earn, where that is listed.
        deductions: What each deduction must take, where that is listed.
        services: Whether the score qualifies for each service that is listed.
        score: Figures of the whole score, where they are listed.
        refused: If given, the case is refused, and its errors name each of these.
    """

    name: str
    on: date
    lives_in: str | None = None
    used_in: str | None = None
    facts: Mapping[str, Any] = field(factory=dict)
    points: Mapping[str, Any] = field(factory=dict)
    tiers: Mapping[str, Any] = field(factory=dict)
    deductions: Mapping[str, Any] = field(factory=dict)
    services: Mapping[str, Any] = field(factory=dict)
    score: Mapping[str, Any] = field(factory=dict)
    refused: tuple[str, ...] = field(default=(), converter=tuple)


def cases_of(found: Found) -> list[Path]:
    """The files of a plugin's golden cases, sorted by name."""
    # Without importing it: that a plugin cannot be imported is for a test to say.
    spec = find_spec(found.value.partition(":")[0].partition(".")[0])
    if spec is None or spec.origin is None:
        return []
    return sorted((Path(spec.origin).parent / "cases").glob("*.toml"))


def read_case(file: Path) -> Case:
    """The case in a file.

    Raises:
        InputError: if it is not TOML, or has a key that no case has.
    """
    try:
        table = parse(file.read_bytes(), file.name)
    except BrokenToml as broken:
        raise InputError([evolve(broken.problem, code="JF502", severity="warning")]) from None
    unknown = [key for key in table if key not in _KEYS]
    if unknown or "on" not in table:
        raise InputError([_not_a_case(file.name, unknown)])
    wrong = [key for key, value in table.items() if type(value) is not _KEYS[key]]
    if wrong:
        raise InputError(_of_other_types(file.name, key) for key in wrong)
    return Case(file.name, **table)


def differences(case: Case, code: str, registry: Registry) -> list[Problem]:
    """What a case expects and does not get, each at its path in the case; none if it comes out.

    Args:
        case: The case.
        code: The plugin's place.
        registry: The plugins of its chain.
    """
    try:
        scheme = registry.resolve(case.lives_in or code, case.used_in, case.on)
        record = scheme.score(dict(case.facts)).record()
    except JifenError as error:
        told = [problem for problem in error.problems if not case.refused]
        known = error.explain("en")
        return [*map(_refused, told), *(_not_for(n, error) for n in case.refused if n not in known)]
    if case.refused:
        names = ", ".join(case.refused)
        return [_different("refused", "没有被拒绝", f"it is not refused: {names}")]
    expected = {
        "points": case.points,
        "tiers": case.tiers,
        "deductions": case.deductions,
        "services": case.services,
        "score": case.score,
    }
    own = {i.id for book in registry.editions(code) for i in book.indicators}
    return [
        problem
        for table, figures in expected.items()
        for problem in _compare(table, figures, dict(_gotten(record, table)), own)
    ]


def _gotten(record: RecordedScore, table: str) -> Iterator[tuple[str, Any]]:
    match table:
        case "points":
            yield from ((i.id, i.points) for tier in record.tiers for i in tier.indicators)
        case "tiers":
            yield from ((tier.id, tier.earned) for tier in record.tiers)
        case "deductions":
            yield from ((deduction.id, deduction.points) for deduction in record.deductions)
        case "services":
            yield from ((service.id, service.qualifies) for service in record.services)
        case _:
            for name in ("earned", "recognised", "withheld", "deducted", "total"):
                yield name, getattr(record, name)
            for name in ("frozen", "frozen_until", "eligible"):
                yield name, getattr(record, name)


def _compare(
    table: str, expected: Mapping[str, Any], gotten: Mapping[str, Any], own: Iterable[str]
) -> Iterator[Problem]:
    unlisted = own if table == "points" else ()
    for name in sorted({*expected, *(i for i in unlisted if i in gotten)}):
        at = f"{table}.{name}"
        if name not in gotten:
            yield _different(at, "没有此项", "there is none of this name")
        elif _figure(wanted := expected.get(name, 0)) != gotten[name]:
            got, listed = gotten[name], name in expected
            yield _different(
                at,
                f"实际为 {_said(got)}，应为 {_said(wanted)}{'' if listed else '（案例未列出）'}",
                f"it is {_said(got)}, expected {_said(wanted)}{'' if listed else ' (not listed)'}",
            )


def _refused(problem: Problem) -> Problem:
    at, what = problem.place.partition(" ")[0], problem.what
    if at.startswith("facts."):
        return _different(at, f"不能计分：{what.zh}", f"it is refused: {what.en}")
    return _different("", f"不能计分：{at}：{what.zh}", f"it is refused: {at}: {what.en}")


def _not_for(name: str, error: JifenError) -> Problem:
    zh, en = ("; ".join(p.render(lang) for p in error.problems) for lang in LANGS)
    return _different(
        "refused", f"被拒绝，但不是因为 {name}：{zh}", f"it is refused, but not for {name}: {en}"
    )


def _different(at: str, zh: str, en: str) -> Problem:
    return Problem(
        at,
        Text(zh, en),
        Text(
            "请对照原表核对规则与案例，改正其一", "Correct the rulebook, or the case, by the table"
        ),
        code="JF501",
        severity="warning",
    )


def _said(value: Any) -> str:
    """A value as a case in TOML has it."""
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _figure(value: Any) -> Any:
    """A figure as a score has it: exact, whether it is written 10, 10.5 or "10.5"."""
    if isinstance(value, bool | date):
        return value
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return value


def _of_other_types(name: str, key: str) -> Problem:
    wanted = {
        date: Text("日期，如 2022-10-01", "a date such as 2022-10-01"),
        str: Text("地区代码（加引号）", "the code of a place, in quotes"),
        dict: Text(f"表，如 [{key}]", f"a table such as [{key}]"),
        list: Text('列表，如 ["birth_date"]', 'a list such as ["birth_date"]'),
    }[_KEYS[key]]
    return Problem(
        f"{name}: {key}",
        Text("不是所要的类型", "it is of another type"),
        expected(wanted),
        code="JF502",
        severity="warning",
    )


def _not_a_case(name: str, unknown: list[str]) -> Problem:
    what = (
        Text(f"没有这些键：{'、'.join(unknown)}", f"there are no keys {', '.join(unknown)}")
        if unknown
        else Text("没有计分日 on", "it has no date `on`")
    )
    return Problem(
        name,
        what,
        Text(f"可用：{'、'.join(_KEYS)}", f"A case has {', '.join(_KEYS)}"),
        code="JF502",
        severity="warning",
    )
