"""The functions generated for a scheme: the one clever place, so that rule kinds stay plain.

They do what a loop over the rulebook would do, written out, as attrs and cattrs write out what a
loop over fields would do: `quick` admits facts that need no closer look, `calculate` is the
arithmetic, `judge` says which lines are claimed and which requirements are met, `tell` gives the
reasons, and `explain` the whole text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from attrs import field, frozen

from jifen.composition import Composition
from jifen.dates import complete_years
from jifen.explain import Layout, explanation, source_text
from jifen.facts import DateFact, EventsFact, Fact, Values
from jifen.formula import Code, Figure, Hole, Looked, Present, Template, Words, chosen, every, words
from jifen.limits import Member, limited_by_others, say_limited, say_together, together
from jifen.model import Deduction, Indicator, Tier
from jifen.phrases import requirement_reason, rule_reason
from jifen.quantity import PER_POINT, Number, points_text
from jifen.text import LANGS, Lang

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
        tell: By language, from values and figures to the reasons of indicators, deductions,
            requirements.
        explain: By language, from values, figures and what is said of the whole to the text.
    """

    quick: Callable[[Mapping[str, Any]], dict[str, Any] | None]
    calculate: Callable[[Values], Figures]
    judge: Callable[[Values], Judgement]
    eligible: Callable[[Values], bool]
    provisional: Callable[[Values], bool]
    tell: Mapping[Lang, Callable[[Values, Figures], tuple[tuple[str, ...], ...]]]
    explain: Mapping[Lang, Callable[..., str]] = field(factory=dict)


def compile_scheme(scheme: Composition) -> Compiled:
    """Generate the functions of a scheme."""
    return Compiled(
        _quick(scheme.facts, scheme.on),
        _calculate(scheme),
        _judge(scheme),
        _eligible(scheme),
        _provisional(scheme),
        {lang: _tell(scheme, lang) for lang in LANGS},
    )


class _SchemeCode(Code):
    """Code in which the date of the score is known."""

    def __init__(self, scheme: Composition) -> None:
        super().__init__(scheme.facts)
        self.name("on", scheme.on)


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
    code = _SchemeCode(scheme)
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
        members = _members("i{}", tier, indicators, scheme.facts)
        code.lines.append(f"t{n} = {together(tier.groups, members).source(code)}")
        code.lines.append(f"if t{n} > {tier.cap}: t{n} = {tier.cap}")
    for n, deduction in enumerate(deductions):
        let(f"d{n}", deduction, None)
    for n, tier in enumerate(tiers):
        members = _members("d{}", tier, deductions, scheme.facts)
        code.lines.append(f"s{n} = {together(tier.groups, members).source(code)}")

    counted = [n for n, tier in enumerate(tiers) if tier.id in scheme.recognised]
    code.lines += [
        f"earned = {_plus(f't{n}' for n in range(len(tiers)))}",
        f"recognised = {_plus(f't{n}' for n in counted)}",
        f"deducted = {_plus(f's{n}' for n in counted)}",
        "total = recognised",
    ]
    for rulebook in scheme.rulebooks:
        deducting = {deduction.tier for deduction in rulebook.deductions}
        mine = [f"s{n}" for n in counted if tiers[n].id in deducting]
        if mine:
            code.lines.append(f"total = {_less('total', _plus(mine), rulebook.edition.floor)}")
    sums = "(earned, recognised, deducted, total - recognised + deducted, total)"
    each = [
        _tuple(f"{letter}{n}" for n in range(len(items)))
        for letter, items in (("i", indicators), ("t", tiers), ("d", deductions))
    ]
    return code.function("calculate", ("values",), f"({', '.join([*each, sums])})")  # type: ignore[no-any-return]


def _members(
    name: str, tier: Tier, items: Sequence[Indicator | Deduction], facts: Mapping[str, Fact]
) -> list[Member]:
    """The figures of a tier's indicators or deductions, each with its name and its group."""
    return [
        Member(Figure(name.format(n), _most(item, facts)), item.group)
        for n, item in enumerate(items)
        if item.tier == tier.id
    ]


def _most(item: Indicator | Deduction, facts: Mapping[str, Fact]) -> Number:
    if isinstance(item, Indicator):
        return item.max
    return item.rule.formula(facts).reach(Code(facts), {})[1]


def _less(total: str, amount: str, floor: int | None) -> str:
    # A floor limits what its own edition takes; a total already below it is left where it is.
    less = f"{total} - ({amount})"
    return less if floor is None else f"max({less}, min({total}, {floor}))"


def _judge(scheme: Composition) -> Callable[[Values], Judgement]:
    code = _SchemeCode(scheme)
    items: Sequence[Indicator | Deduction] = (*scheme.indicators, *scheme.deductions)
    claimed = _tuple(f"bool({i.rule.claimed().source(code)})" for i in scheme.indicators)
    met = _tuple(f"bool({source})" for source in _met(scheme, code))
    decided = _tuple(_decided_by(item, scheme.facts).source(code) for item in items)
    return code.function("judge", ("values",), f"({claimed}, {met}, {decided})")  # type: ignore[no-any-return]


def _eligible(scheme: Composition) -> Callable[[Values], bool]:
    code = _SchemeCode(scheme)
    met = " and ".join(f"({source})" for source in _met(scheme, code))
    return code.function("eligible", ("values",), f"bool({met or True})")  # type: ignore[no-any-return]


def _met(scheme: Composition, code: Code) -> list[str]:
    conditions = (requirement.condition for requirement in scheme.requirements)
    return [every((Present(c.fact), c.met())).source(code) for c in conditions]


def _decided_by(item: Indicator | Deduction, facts: Mapping[str, Fact]) -> Words:
    """The path of the figure that decided, empty where it does not matter to the source."""
    if not item.figures:
        return words()
    return chosen((item.rule.claimed(), item.rule.decided_by(facts)))


def _provisional(scheme: Composition) -> Callable[[Values], bool]:
    code = _SchemeCode(scheme)
    # A deduction without any event subtracts nothing, whatever its figures are.
    rests: list[tuple[Indicator | Deduction, str]] = [
        *((i, i.rule.claimed().source(code)) for i in scheme.indicators),
        *((d, " or ".join(map(code.fact, d.rule.reads))) for d in scheme.deductions),
    ]
    tests = []
    for item, rests_on in rests:
        if item.figures:
            is_provisional = Looked(partial(_mark, item), _decided_by(item, scheme.facts))
            tests.append(f"(({rests_on}) and {is_provisional.source(code)})")
        elif item.source.status == "provisional":
            tests.append(f"({rests_on})")
    return code.function("provisional", ("values",), f"bool({' or '.join(tests) or False})")  # type: ignore[no-any-return]


def _mark(item: Indicator | Deduction, path: str) -> str:
    """A text that is true only if the source of the figure at a path is provisional."""
    return "provisional" if item.source_of(path).status == "provisional" else ""


def _reasons(scheme: Composition, lang: Lang) -> tuple[tuple[Words, ...], ...]:
    """What is said of each indicator, deduction and requirement, over values and figures."""
    return (
        _reasons_of("indicators", scheme.indicators, scheme, lang),
        _reasons_of("deductions", scheme.deductions, scheme, lang),
        tuple(requirement_reason(r, scheme.facts, lang) for r in scheme.requirements),
    )


def _reasons_of(
    part: str, items: Sequence[Indicator | Deduction], scheme: Composition, lang: Lang
) -> tuple[Words, ...]:
    name, facts = f"{part}[{{}}]", scheme.facts
    said = {item.id: [rule_reason(item.rule, facts, lang)] for item in items}
    for n, limit in limited_by_others(scheme.indicators) if part == "indicators" else ():
        limited, other = scheme.indicators[n], scheme.indicators[limit]
        most = Figure(name.format(limit), other.max)
        said[limited.id].append(say_limited(limited, other, most, facts, lang))
    for tier in scheme.tiers:
        members = _members(name, tier, items, facts)
        for n, item in enumerate(item for item in items if item.tier == tier.id):
            said[item.id].append(say_together(tier.groups, members, n, lang))
    return tuple(words(*parts) for parts in said.values())


def _tell(
    scheme: Composition, lang: Lang
) -> Callable[[Values, Figures], tuple[tuple[str, ...], ...]]:
    code = _SchemeCode(scheme)
    code.lines.append(_UNPACKED)
    result = _tuple(_tuple(w.source(code) for w in part) for part in _reasons(scheme, lang))
    return code.function("tell", ("values", "figures"), result)  # type: ignore[no-any-return]


_UNPACKED = "indicators, tiers, deductions, _ = figures"


def compile_explain(scheme: Composition, layout: Layout) -> Callable[..., str]:
    """Generate the function from values, figures and what is said of the whole to the text."""
    lang = layout.lang
    code = _SchemeCode(scheme)
    code.lines.append(_UNPACKED)
    say = code.bind(points_text)
    indicators, deductions, requirements = _reasons(scheme, lang)

    def points(part: str, n: int) -> Words:
        quanta = code.let(f"{part}[{n}]")
        return Hole(f"{quanta} // {PER_POINT} if not {quanta} % {PER_POINT} else {say}({quanta})")

    lines = explanation(
        layout,
        since=Hole("since"),
        tiers=[points("tiers", n) for n in range(len(scheme.tiers))],
        indicators=[
            (points("indicators", n), indicators[n], _source(item, scheme.facts, lang))
            for n, item in enumerate(scheme.indicators)
        ],
        deductions=[
            (
                points("deductions", n),
                deductions[n],
                Hole(f"freezes[{n}]"),
                _source(item, scheme.facts, lang),
            )
            for n, item in enumerate(scheme.deductions)
        ],
        requirements=requirements,
        verdict=Hole("verdict"),
    )
    text = Template(tuple(part for line in lines for part in (*line, "\n"))[:-1])
    parameters = ("values", "figures", "since", "freezes", "verdict")
    return code.function("explain", parameters, text.source(code))  # type: ignore[no-any-return]


def _source(item: Indicator | Deduction, facts: Mapping[str, Fact], lang: Lang) -> Words:
    def say(path: str) -> str:
        return source_text(item.source_of(path), lang)

    return Looked(say, _decided_by(item, facts))


def _plus(terms: Iterable[str]) -> str:
    return " + ".join(terms) or "0"


def _tuple(terms: Iterable[str]) -> str:
    return "(" + "".join(f"{term}, " for term in terms) + ")"
