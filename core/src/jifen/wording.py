"""The functions generated for a scheme that give words: the reasons of each line, the whole text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from jifen.composition import Composition
from jifen.explain import Layout, explanation, source_text
from jifen.facts import Fact
from jifen.formula import Code, Figure, Hole, Looked, Template, Words, words
from jifen.limits import limited_by_others, members, say_limited, say_together
from jifen.model import Deduction, Indicator
from jifen.phrases import decided_by, requirement_reason, rule_reason
from jifen.quantity import PER_POINT, points_text
from jifen.services import say_reason, say_verdict
from jifen.text import Lang

Reasons: TypeAlias = tuple[tuple[Words, ...], ...]
"""Of each indicator, each deduction, each requirement, and each service."""

UNPACKED = "indicators, tiers, deductions, sums = figures"
"""The names that the parts of a score's figures have in a generated function."""

_STANDING = ("values", "figures", "services", "eligible", "frozen")
"""What is known of an applicant when words are made: `services` are the points that each counts."""


class SchemeCode(Code):
    """Code in which the date of the score is known."""

    def __init__(self, scheme: Composition) -> None:
        super().__init__(scheme.facts)
        self.name("on", scheme.on)


def compile_tell(scheme: Composition, lang: Lang) -> Callable[..., tuple[tuple[str, ...], ...]]:
    """Generate the function from an applicant's standing to the reason of every line."""
    code = SchemeCode(scheme)
    code.lines.append(UNPACKED)
    result = listed(listed(w.source(code) for w in part) for part in _reasons(scheme, lang))
    return code.function("tell", _STANDING, result)  # type: ignore[no-any-return]


def compile_explain(scheme: Composition, layout: Layout) -> Callable[..., str]:
    """Generate the function from standing and what is said of the whole to the text."""
    lang = layout.lang
    code = SchemeCode(scheme)
    code.lines.append(UNPACKED)
    say = code.bind(points_text)
    indicators, deductions, requirements, services = _reasons(scheme, lang)

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
        services=[
            (say_verdict(service, _counted(n, scheme), lang), services[n])
            for n, service in enumerate(scheme.services)
        ],
    )
    text = Template(tuple(part for line in lines for part in (*line, "\n"))[:-1])
    parameters = (*_STANDING, "since", "freezes", "verdict")
    return code.function("explain", parameters, text.source(code))  # type: ignore[no-any-return]


def listed(terms: Iterable[str]) -> str:
    """Python source of a tuple."""
    return "(" + "".join(f"{term}, " for term in terms) + ")"


def _reasons(scheme: Composition, lang: Lang) -> Reasons:
    return (
        _reasons_of("indicators", scheme.indicators, scheme, lang),
        _reasons_of("deductions", scheme.deductions, scheme, lang),
        tuple(requirement_reason(r, scheme.facts, lang) for r in scheme.requirements),
        tuple(
            say_reason(s, _counted(n, scheme), scheme.item_names, lang)
            for n, s in enumerate(scheme.services)
        ),
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
        figures = members(name, tier, items, facts)
        for n, item in enumerate(item for item in items if item.tier == tier.id):
            said[item.id].append(say_together(tier.groups, figures, n, lang))
    return tuple(words(*parts) for parts in said.values())


def _counted(n: int, scheme: Composition) -> Figure:
    """The points that a service counts; they may be below 0."""
    most = sum(tier.cap for tier in scheme.tiers)
    taken = (members("", tier, scheme.deductions, scheme.facts) for tier in scheme.tiers)
    least = -sum(member.figure.most for part in taken for member in part)
    return Figure(f"services[{n}]", most, least)


def _source(item: Indicator | Deduction, facts: Mapping[str, Fact], lang: Lang) -> Words:
    def say(path: str) -> str:
        return source_text(item.source_of(path), lang)

    return Looked(say, decided_by(item, facts))
