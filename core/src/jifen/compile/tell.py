"""From a row and its figures to words: the reason of every line."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from jifen.compile.assess import UNPACKED, Figures, Row, counted
from jifen.compile.judge import is_eligible, what_freezes
from jifen.composition import Composition
from jifen.formula import Code, Figure, Words, words
from jifen.formula.code import listed
from jifen.limits import limited_by_others, members, say_limited, say_together
from jifen.model import Deduction, Indicator
from jifen.phrases import requirement_reason, rule_reason
from jifen.services import say_reason
from jifen.text import Lang

Told: TypeAlias = tuple[tuple[str, ...], ...]
"""The reasons of indicators, of deductions, of requirements and of services."""


def compile_tell(scheme: Composition, lang: Lang) -> Callable[[Row, Figures], Told]:
    """Generate the function from a row and its figures to the reason of every line."""
    code = Code(scheme.facts, scheme.on)
    work_out_standing(scheme, code)
    told = listed(listed(w.source(code) for w in part) for part in reasons(scheme, lang))
    return code.of_row("tell", told, "figures")  # type: ignore[no-any-return]


def work_out_standing(scheme: Composition, code: Code) -> None:
    """Write the statements that find what words need besides values.

    They are the parts of the figures, what the services count, whether the applicant is eligible,
    and whether the score is frozen, until when, and by which deduction.
    """
    code.lines.append(UNPACKED)
    code.lines += [
        f"services = {counted(scheme, code)}",
        f"eligible = {is_eligible(scheme, code)}",
        f"(frozen, until), freezes = {what_freezes(scheme, code)}",
    ]


def reasons(scheme: Composition, lang: Lang) -> tuple[tuple[Words, ...], ...]:
    """What is said of each indicator, each deduction, each requirement and each service."""
    return (
        _reasons_of("indicators", scheme.indicators, scheme, lang),
        _reasons_of("deductions", scheme.deductions, scheme, lang),
        tuple(requirement_reason(r, scheme.facts, lang) for r in scheme.requirements),
        tuple(
            say_reason(service, counts(n, scheme), scheme.item_names, lang)
            for n, service in enumerate(scheme.services)
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


def counts(n: int, scheme: Composition) -> Figure:
    """The points that a service counts; they may be below 0."""
    most = sum(tier.cap for tier in scheme.tiers)
    taken = (members("", tier, scheme.deductions, scheme.facts) for tier in scheme.tiers)
    least = -sum(member.figure.most for part in taken for member in part)
    return Figure(f"services[{n}]", most, least)
