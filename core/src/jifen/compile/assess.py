"""From facts to figures: admitting what an applicant gives, and the arithmetic of the tiers."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, NoReturn, TypeAlias

from jifen.composition import Composition
from jifen.errors import Refused
from jifen.facts import EventsFact, Fact
from jifen.formula import Code, Num
from jifen.formula.code import listed
from jifen.limits import limited_by_others, members, together
from jifen.model import Deduction, Indicator
from jifen.text import Text

Row: TypeAlias = tuple[Any, ...]
"""The admitted values of a scheme's facts, in their order; None for one that is absent."""

Figures: TypeAlias = tuple[
    tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, int, int, int, int]
]
"""Quanta: of each indicator, each tier, each deduction; then earned, recognised, deducted, what
the floor gave back, and the total."""

UNPACKED = "indicators, tiers, deductions, sums = figures"
"""The names that the parts of a score's figures have in a generated function."""


def compile_assess(scheme: Composition) -> Callable[[Mapping[str, Any]], tuple[Row, Figures]]:
    """Generate the function from raw facts to the row and every figure."""
    facts, on = scheme.facts, scheme.on
    code = Code(facts, on)
    code.lines += ["get = given.get", "absent = 0"]
    for fact in facts.values():
        code.lines += _admit(fact, code)
    # Every name given is a fact's, and no value null: else these do not add up.
    code.lines.append(f"if absent + len(given) != {len(facts)}: {code.bind(_refuse)}()")
    result = f"{code.row()}, {_figures(scheme, code)}"
    return code.function("assess", ("given",), result)  # type: ignore[no-any-return]


def _admit(fact: Fact, code: Code) -> Iterable[str]:
    value, admit = code.fact(fact.id), code.bind(fact.admit)
    admitted = f"{value} = {admit}({value}, on)"
    yield f"{value} = get({fact.id!r})"
    if not fact.required:
        yield f"if {value} is None: absent += 1"
    branch = "if" if fact.required else "elif"
    if isinstance(fact, EventsFact):
        yield f"{branch} {value} == []: {value} = ()"
        yield f"else: {admitted}"
    else:
        yield f"{branch} not ({fact.quick(value, code.on, code.bind)}): {admitted}"


def _refuse() -> NoReturn:
    raise Refused(Text("有未知或为空的事实", "some fact is unknown or null"), Text("", ""))


def compile_calculate(scheme: Composition) -> Callable[[Row], Figures]:
    """Generate the function from a row to every figure."""
    code = Code(scheme.facts, scheme.on)
    return code.of_row("calculate", _figures(scheme, code))  # type: ignore[no-any-return]


def _figures(scheme: Composition, code: Code) -> str:
    """Source of every figure, once the statements that compute them are written."""
    indicators, tiers, deductions = scheme.indicators, scheme.tiers, scheme.deductions

    def let(name: str, item: Indicator | Deduction) -> None:
        points = item.rule.formula(scheme.facts).source(code)
        code.lines.append(f"{name} = {points} if {item.rule.claimed().source(code)} else 0")

    def cap(name: str, points: Num, limit: int) -> None:
        # One that no facts can exceed costs nothing.
        if points.reach(code, {})[1] > limit:
            code.lines.append(f"if {name} > {limit}: {name} = {limit}")

    for n, indicator in enumerate(indicators):
        let(f"i{n}", indicator)
        cap(f"i{n}", indicator.rule.formula(scheme.facts), indicator.max)
    for n, limit in limited_by_others(indicators):
        code.lines.append(f"if i{n} > i{limit}: i{n} = i{limit}")
    for n, tier in enumerate(tiers):
        added = together(tier.groups, members("i{}", tier, indicators, scheme.facts))
        code.lines.append(f"t{n} = {added.source(code)}")
        cap(f"t{n}", added, tier.cap)
    for n, deduction in enumerate(deductions):
        let(f"d{n}", deduction)
    counted = [n for n, tier in enumerate(tiers) if tier.id in scheme.recognised]
    everywhere = len(counted) == len(tiers)
    code.lines += [
        *_deducted(scheme, code, "d{}"),
        f"earned = {_plus(f't{n}' for n in range(len(tiers)))}",
        f"recognised = {'earned' if everywhere else _plus(f't{n}' for n in counted)}",
        f"deducted = {_plus(f's{n}' for n in _deducting(scheme, scheme.recognised))}",
        "total = recognised",
        *_less_deductions("total", scheme, scheme.recognised),
    ]
    each = [
        listed(f"{letter}{n}" for n in range(len(items)))
        for letter, items in (("i", indicators), ("t", tiers), ("d", deductions))
    ]
    sums = "(earned, recognised, deducted, total - recognised + deducted, total)"
    return f"({', '.join([*each, sums])})"


def _deducted(scheme: Composition, code: Code, name: str) -> Iterable[str]:
    """What the deductions of each tier take together, given the name of each."""
    for n in _deducting(scheme, [tier.id for tier in scheme.tiers]):
        tier = scheme.tiers[n]
        taken = together(tier.groups, members(name, tier, scheme.deductions, scheme.facts))
        yield f"s{n} = {taken.source(code)}"


def _deducting(scheme: Composition, tiers: Container[str]) -> list[int]:
    """The places of those of some tiers that have deductions."""
    deducting = {deduction.tier for deduction in scheme.deductions}
    return [n for n, t in enumerate(scheme.tiers) if t.id in tiers and t.id in deducting]


def _less_deductions(total: str, scheme: Composition, tiers: Container[str]) -> Iterable[str]:
    """A total, less what the deductions of some tiers take, edition by edition."""
    for rulebook in scheme.rulebooks:
        mine = {tier.id for tier in rulebook.tiers if tier.id in tiers}
        taken = _plus(f"s{n}" for n in _deducting(scheme, mine))
        if taken == "0":
            continue
        yield f"less = {total} - ({taken})"
        # A floor limits what its own edition takes; a total below it is left where it is.
        if (floor := rulebook.edition.floor) is not None:
            yield f"if less < {floor}: less = {total} if {total} < {floor} else {floor}"
        yield f"{total} = less"


def counted(scheme: Composition, code: Code) -> str:
    """Source of the points that each service counts, where `UNPACKED` figures are at hand."""
    if not scheme.services:
        return "()"
    code.lines += _deducted(scheme, code, "deductions[{}]")
    for n, service in enumerate(scheme.services):
        if not service.tiers:
            code.lines.append(f"c{n} = sums[4]")
            continue
        tiers = scheme.recognised & set(service.tiers)
        each = (f"tiers[{m}]" for m, tier in enumerate(scheme.tiers) if tier.id in tiers)
        code.lines += [f"c{n} = {_plus(each)}", *_less_deductions(f"c{n}", scheme, tiers)]
    return listed(f"c{n}" for n in range(len(scheme.services)))


def compile_count(scheme: Composition) -> Callable[[Figures], tuple[int, ...]]:
    """Generate the function from figures to the points that each service counts."""
    code = Code(scheme.facts, scheme.on)
    code.lines.append(UNPACKED)
    return code.function("count", ("figures",), counted(scheme, code))  # type: ignore[no-any-return]


def _plus(terms: Iterable[str]) -> str:
    return " + ".join(terms) or "0"
