"""What the ranges of a rule prove: maxima, figures and parts that no facts can reach."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from jifen.condition import Condition
from jifen.errors import Problem
from jifen.facts import ChoiceFact, FlagFact
from jifen.formula import Cases, Code, Const, Num, least
from jifen.formula.deciding import deciding
from jifen.lint.breakpoints import Course, axes, claimed_points, evaluator
from jifen.lint.finding import finding
from jifen.lint.order import fall
from jifen.lint.walk import never, results
from jifen.model import Deduction, Indicator, Rulebook
from jifen.parts import parts
from jifen.quantity import PER_POINT, Number, exact, number_text, points_text
from jifen.rules import Facts
from jifen.wellformed import path


def range_problems(
    item: Indicator | Deduction, facts: Facts, own: Container[str], on: date
) -> Iterable[Problem]:
    """Everything that the ranges of a sound rule prove wrong with it.

    Args:
        item: What has the rule.
        facts: The facts of the chain, by id.
        own: The ids of those that the rule's own edition declares.
        on: A date on which it is in force.
    """
    number = claimed_points(item.rule, facts)
    yield from _fractions(item, number, facts, on)
    # A guard that never holds explains the figures that are never given, and these a maximum
    # that is never reached: one finding for all of it.
    yield from (
        [*_conditions(item.rule, f"{path(item)}.rule", facts)]
        or [*_unreached(item, facts)]
        or [*_limits(item, facts)]
    )
    yield from _falls(item, number, facts, own, on)


def requirement_problems(rulebook: Rulebook, facts: Facts) -> Iterable[Problem]:
    """Every requirement that no facts meet, or all do."""
    for requirement in rulebook.requirements:
        if requirement.condition.fact in facts and not [
            *facts[requirement.condition.fact].problems()
        ]:
            yield from _conditions(requirement, path(requirement), facts)


def _conditions(record: Any, at: str, facts: Facts) -> Iterator[Problem]:
    for part in parts(record, at):
        if not isinstance(part.value, Condition):
            continue
        outcomes = _outcomes(part.value, facts)
        if len(outcomes) < 2:
            yield finding(
                "JF309",
                part.path,
                f"条件{'总是' if True in outcomes else '永不'}成立",
                f"the condition {'always' if True in outcomes else 'never'} holds",
                "请对照事实的取值范围改正，或删去",
                "Correct it against what the fact can be, or remove it",
            )


def _outcomes(condition: Condition, facts: Facts) -> set[bool]:
    """Whether a condition can hold, and whether it can fail, of a value that is present."""
    fact, met, code = facts[condition.fact], condition.met(), Code(facts)
    if isinstance(fact, ChoiceFact | FlagFact):
        holds = evaluator(Cases(((met, Const(1)),), Const(0)), facts, date.min)
        (axis,) = axes(fact, date.min)
        return {holds({fact.id: axis.at(n)}) == 1 for n in range(axis.size)}
    return {way for way in (True, False) if met.narrow(code, {}, holds=way) is not None}


def _unreached(item: Indicator | Deduction, facts: Facts) -> Iterator[Problem]:
    code, at = Code(facts), f"{path(item)}.rule"
    stated = {part.path for part in parts(item.rule)}
    reached: dict[str, bool] = {}
    for figure, alive in deciding(item.rule.decided_by(facts), code, {}):
        reached[figure] = reached.get(figure, False) or alive
    dead = [figure for figure, alive in reached.items() if not alive and figure in stated]
    for figure in dead:
        yield finding(
            "JF308",
            f"{at}.{figure}",
            "没有事实能得到这一数值",
            "no facts lead to this figure",
            "请对照事实的取值范围改正，或删去这一档",
            "Correct it against what the fact can be, or remove it",
        )
    formula = item.rule.formula(facts)
    if not dead and any(p.reach(code, {}) != (0, 0) for p in never(formula, code, {})):
        yield finding(
            "JF309",
            at,
            "规则有一部分永不适用",
            "a part of the rule never applies",
            "请对照事实的取值范围改正",
            "Correct it against what the facts can be",
        )


def _limits(item: Indicator | Deduction, facts: Facts) -> Iterator[Problem]:
    formula = item.rule.formula(facts)
    most = formula.reach(Code(facts), {})[1]
    if isinstance(item, Deduction):
        if most <= 0:
            yield finding(
                "JF312",
                f"{path(item)}.rule",
                "任何事实都不扣分",
                "no facts lead to any deduction",
                "请写明扣分",
                "State what it subtracts",
            )
        return
    if most < item.max:
        yield finding(
            "JF301",
            f"{path(item)}.max",
            f"规则至多得 {_said(most)} 分，达不到最高分 {points_text(item.max)}",
            f"the rule gives at most {_said(most)}, so the max of "
            f"{points_text(item.max)} cannot be reached",
            "请核对最高分与规则的分值",
            "Check the max against the figures of the rule",
        )
    above = {figure for figure in results(formula) if figure > item.max}
    for part in parts(item.rule, f"{path(item)}.rule"):
        if part.in_quanta and type(part.value) is int and part.value in above:
            yield finding(
                "JF302",
                part.path,
                f"分值 {points_text(part.value)} 超过指标最高分 {points_text(item.max)}",
                f"it is {points_text(part.value)}, more than the indicator's max of "
                f"{points_text(item.max)}",
                "请核对分值与最高分",
                "Check it against the max",
            )


def _fractions(
    item: Indicator | Deduction, number: Num, facts: Facts, on: date
) -> Iterator[Problem]:
    course = Course.of(number, facts, on)
    for fact in item.rule.reads:
        for axis in axes(facts[fact], on):
            for others in course.states(other_than=fact):
                for n in course.positions(axis, others):
                    value = course.value({**others, fact: axis.at(n)})
                    if Fraction(value).denominator > 1:
                        yield finding(
                            "JF310",
                            f"{path(item)}.rule",
                            f"{fact} 为 {axis.at(n)} 时分值不足百分位，而未写明取舍",
                            f"where {fact} is {axis.at(n)} its points are finer than 0.01, and no "
                            "rounding is stated",
                            "请写明取舍，或改正分值",
                            "State the rounding as the table does, or correct the figures",
                        )
                        return


def _falls(
    item: Indicator | Deduction, number: Num, facts: Facts, own: Container[str], on: date
) -> Iterator[Problem]:
    counted = number * -1 if isinstance(item, Deduction) else least(number, item.max)
    for fact in item.rule.reads:
        if not facts[fact].more_is_better:
            continue
        found = fall(counted, fact, facts, on)
        if found is None:
            continue
        zh, en = (facts[fact].said(lang) for lang in ("zh", "en"))
        before, after = _said(found.points), _said(found.fewer)
        yield finding(
            "JF203",
            f"fact[{fact}].more_is_better" if fact in own else f"{path(item)}.rule",
            f"并非越多越好：{path(item)} 中，{zh(found.less)} 计 {before} 分，{zh(found.more)} 计 {after} 分",
            f"more gives less in {path(item)}: {en(found.less)} gives {before}, "
            f"{en(found.more)} gives {after}",
            "请改正规则，或删去 more_is_better",
            "Correct the rule, or remove more_is_better",
        )


def _said(quanta: Number) -> str:
    return number_text(exact(abs(Fraction(quanta)) / PER_POINT))
