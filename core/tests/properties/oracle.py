"""A plain reading of formulas and of section 3, beside which the generated functions are held.

It shares nothing with `jifen.compile` but the nodes that the rule kinds build: every node is
evaluated where it stands, years are counted birthday by birthday, and points are Fractions.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from jifen import Deduction, Indicator, Scheme, Tier
from jifen.formula import (
    AtLeast,
    Cases,
    Cond,
    Const,
    Either,
    Elapsed,
    Every,
    Extreme,
    Happened,
    Is,
    Not,
    Num,
    Present,
    Rounded,
    Sum,
    Times,
    ValidOn,
    Value,
    Whole,
)

Values = Mapping[str, Any]


def anniversary(day: date, years: int) -> date:
    """The day so many years after another; 29 February becomes the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) and not _is_leap(day.year + years) else day.day
    return date(day.year + years, day.month, last)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def years_between(since: date, on: date) -> int:
    """Completed years; of one born on 29 February the year is complete on 1 March."""
    years = on.year - since.year
    month, day = (since.month, since.day)
    if (month, day) == (2, 29) and not _is_leap(on.year):
        month, day = 3, 1
    return years if (on.month, on.day) >= (month, day) else years - 1


def months_between(since: date, on: date) -> int:
    """Full months, counted one by one."""
    months, step = 0, 1 if on >= since else -1
    while step > 0 and _is_full(since, months + 1, on):
        months += 1
    while step < 0 and not _is_full(since, months, on):
        months -= 1
    return months


def _is_full(since: date, months: int, on: date) -> bool:
    year, month = divmod(since.month - 1 + months, 12)
    return (on.year, on.month, on.day) >= (since.year + year, month + 1, since.day)


def number(node: Num, values: Values, on: date) -> Any:
    """The number that a formula gives."""
    match node:
        case Const(value):
            return value
        case Value(fact):
            return values[fact]
        case Elapsed(fact, months):
            return (months_between if months else years_between)(values[fact], on)
        case Happened():
            return happened(node, values, on)
        case Sum(parts):
            return sum(number(part, values, on) for part in parts)
        case Times(part, factor):
            return number(part, values, on) * factor
        case Whole(part, unit):
            return Fraction(number(part, values, on)) // Fraction(unit)
        case Rounded(part, rounding):
            return rounded(Fraction(number(part, values, on)), rounding)
        case Extreme(parts, greatest):
            return (max if greatest else min)(number(part, values, on) for part in parts)
        case Cases(cases, otherwise):
            for condition, then in cases:
                if holds(condition, values, on):
                    return number(then, values, on)
            return number(otherwise, values, on)
    raise AssertionError(f"the oracle does not know {node}")


def happened(node: Happened, values: Values, on: date) -> int:
    counted = [
        event
        for event in values[node.fact]
        if event.date <= on
        and (node.years is None or on <= anniversary(event.date, node.years))
        and (node.of_kind is None or event.kind == node.of_kind)
    ]
    return sum(event.amount for event in counted) if node.amounts else len(counted)


def rounded(value: Fraction, rounding: str) -> int:
    whole, rest = divmod(value, 1)
    more = {"down": False, "up": rest > 0, "half_up": rest >= Fraction(1, 2)}[rounding]
    return whole + more


def holds(condition: Cond, values: Values, on: date) -> bool:
    """Whether a condition of a formula holds."""
    match condition:
        case Present(fact):
            return values[fact] is not None
        case Is(fact, wanted):
            return values[fact] in wanted
        case ValidOn(fact):
            return values[fact] >= on
        case AtLeast(part, bound):
            return number(part, values, on) >= bound
        case Not(part):
            return not holds(part, values, on)
        case Every(parts):
            return all(holds(part, values, on) for part in parts)
        case Either(parts):
            return any(holds(part, values, on) for part in parts)
    raise AssertionError(f"the oracle does not know {condition}")


@frozen
class Expected:
    """What section 3 says of one applicant; points by id, and the totals."""

    indicators: dict[str, Decimal]
    claimed: dict[str, bool]
    tiers: dict[str, Decimal]
    deductions: dict[str, Decimal]
    earned: Decimal
    recognised: Decimal
    deducted: Decimal
    total: Decimal
    frozen: bool


def expected(scheme: Scheme, values: Values) -> Expected:
    """Section 3, read out."""
    on = scheme.on

    def own(item: Indicator | Deduction) -> Fraction:
        if not holds(item.rule.claimed(), values, on):
            return Fraction(0)
        return Fraction(number(item.rule.formula(scheme.facts), values, on))

    by_indicator = {i.id: min(own(i), Fraction(i.max)) for i in scheme.indicators}
    for _ in scheme.indicators:  # as often as one can limit another that limits another
        for i in scheme.indicators:
            if i.limited_by is not None:
                by_indicator[i.id] = min(by_indicator[i.id], by_indicator[i.limited_by])
    by_deduction = {d.id: own(d) for d in scheme.deductions}

    def together(tier: Tier, items: Any, points: dict[str, Fraction]) -> Fraction:
        mine = [item for item in items if item.tier == tier.id]
        added = sum((points[item.id] for item in mine if item.group is None), Fraction(0))
        for group in tier.groups:
            those = [points[item.id] for item in mine if item.group == group.id]
            joint = max(those, default=Fraction(0)) if group.mode == "highest" else sum(those)
            added += joint if group.cap is None else min(joint, group.cap)
        return Fraction(added)

    by_tier = {
        t.id: min(together(t, scheme.indicators, by_indicator), Fraction(t.cap))
        for t in scheme.tiers
    }
    counting = [t for t in scheme.tiers if t.scope in lies_in(scheme)]
    recognised = sum((by_tier[t.id] for t in counting), Fraction(0))
    total, deducted = recognised, Fraction(0)
    for book in scheme.rulebooks:
        mine = [t for t in book.tiers if t in counting]
        taken = sum((together(t, scheme.deductions, by_deduction) for t in mine), Fraction(0))
        less = total - taken
        if taken and book.edition.floor is not None and less < book.edition.floor:
            less = min(total, Fraction(book.edition.floor))
        total, deducted = less, deducted + taken
    return Expected(
        indicators={id_: points(value) for id_, value in by_indicator.items()},
        claimed={i.id: holds(i.rule.claimed(), values, on) for i in scheme.indicators},
        tiers={id_: points(value) for id_, value in by_tier.items()},
        deductions={id_: points(value) for id_, value in by_deduction.items()},
        earned=points(sum(by_tier.values(), Fraction(0))),
        recognised=points(recognised),
        deducted=points(deducted),
        total=points(total),
        frozen=any(freezes(d, scheme, values) for d in scheme.deductions),
    )


def lies_in(scheme: Scheme) -> tuple[str, ...]:
    """The place of use and those above it, in the places of the tests."""
    from ..chain import PLACES, line_up

    return line_up(scheme.used_in) if scheme.used_in in PLACES else (scheme.used_in,)


def freezes(deduction: Deduction, scheme: Scheme, values: Values) -> bool:
    (tier,) = (t for t in scheme.tiers if t.id == deduction.tier)
    if deduction.freeze is None or tier.scope not in lies_in(scheme):
        return False
    return any(
        event.date <= scheme.on
        and (
            deduction.freeze.years is None
            or scheme.on <= anniversary(event.date, deduction.freeze.years)
        )
        for fact in deduction.rule.reads
        if scheme.facts[fact].type == "events"
        for event in values[fact]
    )


def points(quanta: Fraction) -> Decimal:
    """Whole quanta as points."""
    assert quanta.denominator == 1, "points finer than a hundredth"
    return Decimal(quanta.numerator) / 100
