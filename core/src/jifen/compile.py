"""The functions generated for a scheme: the one clever place, so that rule kinds stay plain.

They do what a loop over the rulebook would do, written out, as attrs and cattrs write out what a
loop over fields would do: `quick` admits facts that need no closer look, `calculate` is the
arithmetic, `judge` says which lines are claimed and which requirements are met. The functions that
give words are generated in `jifen.wording`.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from attrs import field, frozen

from jifen.composition import Composition
from jifen.dates import complete_years
from jifen.facts import DateFact, EventsFact, Fact, Values
from jifen.formula import Code, Looked, Present, every
from jifen.limits import limited_by_others, members, together
from jifen.model import Deduction, Indicator
from jifen.phrases import decided_by
from jifen.text import LANGS, Lang
from jifen.wording import UNPACKED, SchemeCode, compile_tell, listed

Figures: TypeAlias = tuple[
    tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, int, int, int, int]
]
"""Quanta: of each indicator, each tier, each deduction; then earned, recognised, deducted, what
the floor gave back, and the total."""

Judgement: TypeAlias = tuple[tuple[bool, ...], tuple[bool, ...], tuple[str, ...]]
"""Which indicators are claimed, which requirements are met, and of each indicator and deduction
the path of the figure that decided."""


@frozen
class Compiled:
    """The generated functions of a scheme.

    Attributes:
        quick: From raw facts to values, or to None if any of them needs a closer look.
        calculate: From values to every figure.
        judge: From values to what is claimed and met, and which figures decided.
        eligible: Whether every requirement is met.
        provisional: Whether any line of an applicant rests on a provisional figure.
        count: From figures to the points that each service counts.
        tell: By language, from values, figures and standing to the reasons of indicators,
            deductions, requirements and services.
        explain: By language, from those and what is said of the whole to the text.
    """

    quick: Callable[[Mapping[str, Any]], dict[str, Any] | None]
    calculate: Callable[[Values], Figures]
    judge: Callable[[Values], Judgement]
    eligible: Callable[[Values], bool]
    provisional: Callable[[Values], bool]
    count: Callable[[Figures], tuple[int, ...]]
    tell: Mapping[Lang, Callable[..., tuple[tuple[str, ...], ...]]]
    explain: Mapping[Lang, Callable[..., str]] = field(factory=dict)


def compile_scheme(scheme: Composition) -> Compiled:
    """Generate the functions of a scheme."""
    return Compiled(
        _quick(scheme.facts, scheme.on),
        _calculate(scheme),
        _judge(scheme),
        _eligible(scheme),
        _provisional(scheme),
        _count(scheme),
        {lang: compile_tell(scheme, lang) for lang in LANGS},
    )


def _quick(
    facts: Mapping[str, Fact], on: date
) -> Callable[[Mapping[str, Any]], dict[str, Any] | None]:
    code = Code(facts)
    for name, item in (("date", date), ("on", on), ("complete_years", complete_years)):
        code.name(name, item)
    code.lines += [
        f"values = {code.bind(dict.fromkeys(facts))} | given",
        # A null is no absence, and a name too many is unknown: both are for the long way.
        f"if len(values) != {len(facts)} or None in given.values(): return None",
    ]
    for fact in facts.values():
        if isinstance(fact, DateFact):
            code.name(f"MIN_{fact.id}", fact.min)
            code.name(f"MAX_{fact.id}", fact.max)
        code.lines.append(f"x = values[{fact.id!r}]")
        optional = "" if fact.required else "x is not None and "
        code.lines.append(f"if {optional}not ({fact.quick('x')}): return None")
        if isinstance(fact, EventsFact):
            code.lines.append(f"if x is not None: values[{fact.id!r}] = ()")
    return code.function("quick", ("given",), "values")  # type: ignore[no-any-return]


def _calculate(scheme: Composition) -> Callable[[Values], Figures]:
    code = SchemeCode(scheme)
    indicators, tiers, deductions = scheme.indicators, scheme.tiers, scheme.deductions

    def let(name: str, item: Indicator | Deduction, limit: int | None) -> None:
        points = item.rule.formula(scheme.facts).source(code)
        code.lines.append(f"{name} = {points} if {item.rule.claimed().source(code)} else 0")
        if limit is not None:
            code.lines.append(f"if {name} > {limit}: {name} = {limit}")

    for n, indicator in enumerate(indicators):
        let(f"i{n}", indicator, indicator.max)
    for n, limit in limited_by_others(indicators):
        code.lines.append(f"if i{n} > i{limit}: i{n} = i{limit}")
    for n, tier in enumerate(tiers):
        added = together(tier.groups, members("i{}", tier, indicators, scheme.facts))
        code.lines.append(f"t{n} = {added.source(code)}")
        code.lines.append(f"if t{n} > {tier.cap}: t{n} = {tier.cap}")
    for n, deduction in enumerate(deductions):
        let(f"d{n}", deduction, None)
    counted = [tier.id for tier in tiers if tier.id in scheme.recognised]
    recognised = _plus(f"t{n}" for n, tier in enumerate(tiers) if tier.id in scheme.recognised)
    code.lines += [
        *_deducted(scheme, "d{}"),
        f"earned = {_plus(f't{n}' for n in range(len(tiers)))}",
        f"recognised = {recognised}",
        f"deducted = {_plus(f's{n}' for n in _deducting(scheme, counted))}",
        "total = recognised",
        *_less_deductions("total", scheme, counted),
    ]
    sums = "(earned, recognised, deducted, total - recognised + deducted, total)"
    each = [
        listed(f"{letter}{n}" for n in range(len(items)))
        for letter, items in (("i", indicators), ("t", tiers), ("d", deductions))
    ]
    return code.function("calculate", ("values",), f"({', '.join([*each, sums])})")  # type: ignore[no-any-return]


def _deducted(scheme: Composition, name: str) -> Iterable[str]:
    """What the deductions of each tier take together, given the name of each."""
    for n in _deducting(scheme, [tier.id for tier in scheme.tiers]):
        tier = scheme.tiers[n]
        taken = together(tier.groups, members(name, tier, scheme.deductions, scheme.facts))
        yield f"s{n} = {taken.source(Code(scheme.facts))}"


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
        less, floor = f"{total} - ({taken})", rulebook.edition.floor
        # A floor limits what its own edition takes; a total below it is left where it is.
        kept = less if floor is None else f"max({less}, min({total}, {floor}))"
        yield f"{total} = {kept}"


def _count(scheme: Composition) -> Callable[[Figures], tuple[int, ...]]:
    """The points that each service counts, from the figures."""
    code = SchemeCode(scheme)
    code.lines += [UNPACKED, *_deducted(scheme, "deductions[{}]")]
    for n, service in enumerate(scheme.services):
        if not service.tiers:
            code.lines.append(f"c{n} = sums[4]")
            continue
        counted = scheme.recognised & set(service.tiers)
        each = (f"tiers[{m}]" for m, tier in enumerate(scheme.tiers) if tier.id in counted)
        code.lines += [f"c{n} = {_plus(each)}", *_less_deductions(f"c{n}", scheme, counted)]
    points = listed(f"c{n}" for n in range(len(scheme.services)))
    return code.function("count", ("figures",), points)  # type: ignore[no-any-return]


def _judge(scheme: Composition) -> Callable[[Values], Judgement]:
    code = SchemeCode(scheme)
    items: Sequence[Indicator | Deduction] = (*scheme.indicators, *scheme.deductions)
    claimed = listed(f"bool({i.rule.claimed().source(code)})" for i in scheme.indicators)
    met = listed(f"bool({source})" for source in _met(scheme, code))
    decided = listed(decided_by(item, scheme.facts).source(code) for item in items)
    return code.function("judge", ("values",), f"({claimed}, {met}, {decided})")  # type: ignore[no-any-return]


def _eligible(scheme: Composition) -> Callable[[Values], bool]:
    code = SchemeCode(scheme)
    met = " and ".join(f"({source})" for source in _met(scheme, code))
    return code.function("eligible", ("values",), f"bool({met or True})")  # type: ignore[no-any-return]


def _met(scheme: Composition, code: Code) -> list[str]:
    conditions = (requirement.condition for requirement in scheme.requirements)
    return [every((Present(c.fact), c.met())).source(code) for c in conditions]


def _provisional(scheme: Composition) -> Callable[[Values], bool]:
    code = SchemeCode(scheme)
    # A deduction without any event subtracts nothing, whatever its figures are.
    rests: list[tuple[Indicator | Deduction, str]] = [
        *((i, i.rule.claimed().source(code)) for i in scheme.indicators),
        *((d, " or ".join(map(code.fact, d.rule.reads))) for d in scheme.deductions),
    ]
    tests = []
    for item, rests_on in rests:
        if item.figures:
            is_provisional = Looked(partial(_mark, item), decided_by(item, scheme.facts))
            tests.append(f"(({rests_on}) and {is_provisional.source(code)})")
        elif item.source.status == "provisional":
            tests.append(f"({rests_on})")
    return code.function("provisional", ("values",), f"bool({' or '.join(tests) or False})")  # type: ignore[no-any-return]


def _mark(item: Indicator | Deduction, path: str) -> str:
    """A text that is true only if the source of the figure at a path is provisional."""
    return "provisional" if item.source_of(path).status == "provisional" else ""


def _plus(terms: Iterable[str]) -> str:
    return " + ".join(terms) or "0"
