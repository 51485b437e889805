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
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from attrs import evolve, field, fields, frozen
from cattrs import Converter

from jifen.errors import InputError, JifenError, Problem, system_said
from jifen.plugins import Found
from jifen.quantity import Number, fixed, number, number_text
from jifen.registry import Registry
from jifen.score import RecordedScore
from jifen.structure import problems, strict_converter
from jifen.text import LANGS, Text, expected, spaced
from jifen.toml import BrokenToml, parse


@frozen(kw_only=True)
class Figures:
    """Figures of a whole score; None for one that is not listed.

    Attributes:
        earned: What all tiers earn.
        recognised: What of it is recognised.
        withheld: What of it is not.
        deducted: What is taken.
        total: The total.
        frozen: Whether the score is frozen.
        frozen_until: The last day of the freeze.
        eligible: Whether every requirement is met.
    """

    earned: Number | None = None
    recognised: Number | None = None
    withheld: Number | None = None
    deducted: Number | None = None
    total: Number | None = None
    frozen: bool | None = None
    frozen_until: date | None = None
    eligible: bool | None = None


@frozen(kw_only=True)
class Case:
    """One golden case, key by key.

    Attributes:
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

    on: date
    lives_in: str | None = None
    used_in: str | None = None
    facts: Mapping[str, Any] = field(factory=dict, converter=fixed)
    points: Mapping[str, Number] = field(factory=dict, converter=fixed)
    tiers: Mapping[str, Number] = field(factory=dict, converter=fixed)
    deductions: Mapping[str, Number] = field(factory=dict, converter=fixed)
    services: Mapping[str, bool] = field(factory=dict, converter=fixed)
    score: Figures = Figures()
    refused: tuple[str, ...] = ()


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
        InputError: if it cannot be read, or with every problem of its form.
    """
    try:
        return case_in(bytes_of(file))
    except InputError as error:
        raise InputError(p.within(file.name) for p in error.problems) from None


def bytes_of(file: Path) -> bytes:
    """The bytes of a case's file.

    Raises:
        InputError: if it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        said = system_said(error)
        what = Text(f"无法读取：{said.zh}", f"it cannot be read: {said.en}")
        raise _no_case([Problem("", what, expected(Text("TOML 文件", "a file of TOML")))]) from None


def case_in(data: bytes) -> Case:
    """The case in a file's bytes.

    Raises:
        InputError: with every problem of its form, each at its path in the file.
    """
    try:
        table = parse(data, "")
    except BrokenToml as broken:
        raise _no_case([broken.problem]) from None
    found = [*_ids_without_quotes(table)]
    try:
        case: Case = _strict().structure(table, Case)
    except Exception as error:
        found += problems(error)
    if found:
        raise _no_case(found)
    return case


@cache
def _strict() -> Converter:
    return strict_converter({})


def _no_case(found: Iterable[Problem]) -> InputError:
    return InputError(evolve(problem, code="JF502", severity="warning") for problem in found)


def _ids_without_quotes(table: Mapping[str, Any]) -> Iterator[Problem]:
    """Every id that TOML reads as a table in a table, for want of quotes; they are taken out."""
    for name in ("points", "tiers", "deductions", "services"):
        listed = table.get(name)
        if not isinstance(listed, dict):
            continue
        for key, value in [*listed.items()]:
            if not isinstance(value, dict):
                continue
            del listed[key]
            id_ = key
            while isinstance(value, dict) and value:
                inner = next(iter(value))
                id_, value = f"{id_}.{inner}", value[inner]
            yield Problem(
                f"{name}.{key}",
                Text("带点的标识没有加引号", "an id with a dot is not in quotes"),
                Text(f'请加引号："{id_}"', f'Put it in quotes: "{id_}"'),
            )


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
        zh, en = "、".join(case.refused), ", ".join(case.refused)
        return [_different("refused", f"没有被拒绝：{zh}", f"it is not refused: {en}")]
    own = {i.id for book in registry.editions(code) for i in book.indicators}
    return [
        problem
        for table, figures in _listed(case).items()
        for problem in _compare(table, figures, dict(_gotten(record, table)), own)
    ]


def _listed(case: Case) -> dict[str, Mapping[str, Any]]:
    figures = {a.name: getattr(case.score, a.name) for a in fields(Figures)}
    return {
        "points": case.points,
        "tiers": case.tiers,
        "deductions": case.deductions,
        "services": case.services,
        "score": {name: figure for name, figure in figures.items() if figure is not None},
    }


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
            yield from ((a.name, getattr(record, a.name)) for a in fields(Figures))


def _compare(
    table: str, wanted: Mapping[str, Any], gotten: Mapping[str, Any], own: Iterable[str]
) -> Iterator[Problem]:
    unlisted = own if table == "points" else ()
    for name in sorted({*wanted, *(i for i in unlisted if i in gotten)}):
        at = f"{table}.{name}"
        if name not in gotten:
            yield _different(at, "没有此项", "there is none of this name")
            continue
        figure, got = wanted.get(name, 0), gotten[name]
        if figure != (number(got) if isinstance(got, Decimal) else got):
            is_, should = _said(got), _said(figure)
            zh, en = ("", "") if name in wanted else ("（案例未列出）", " (not listed)")
            yield _different(
                at,
                f"{spaced('实际为', is_.zh)}，{expected(should).zh}{zh}",
                f"it is {is_.en}, expected {should.en}{en}",
            )


def _refused(problem: Problem) -> Problem:
    """A refusal that the case does not expect, at its fact if it is one of a fact."""
    at, what = problem.place.partition(" ")[0], problem.what
    of = ("", "") if at.startswith("facts.") else (f"{problem.place}：", f"{problem.place}: ")
    said = Text(f"不能计分：{of[0]}{what.zh}", f"it is refused: {of[1]}{what.en}")
    place = "" if of[0] else at
    return Problem(place, said, problem.remedy, code="JF501", severity="warning")


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


def _said(value: Any) -> Text:
    """A figure as a case in TOML has it."""
    if value is None:
        return Text("无", "none")
    if isinstance(value, bool):
        said = "true" if value else "false"
    elif isinstance(value, date):
        said = value.isoformat()
    else:
        said = number_text(number(value))
    return Text(said, said)
