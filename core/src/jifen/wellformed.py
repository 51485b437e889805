"""Whether a rulebook is well formed in itself, before it meets those above it in a chain."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from jifen.errors import Problem
from jifen.facts import Fact
from jifen.formula import Code
from jifen.formula.deciding import deciding, unlisted
from jifen.model import Deduction, Indicator, Requirement, Rulebook, Tier
from jifen.parts import parts
from jifen.quantity import points_text
from jifen.rules import Facts, Rule
from jifen.service import Service
from jifen.source import begins
from jifen.text import LANGS, Text

_FACT_ID = re.compile(r"[a-z][a-z0-9_]*")
_DOTTED_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def rulebook_problems(rulebook: Rulebook) -> Iterable[Problem]:
    """Every problem of a rulebook that can be seen without the editions above it."""
    yield from _id_problems(rulebook.facts, _FACT_ID)
    yield from _id_problems(rulebook.named, _DOTTED_ID)
    yield from _fact_problems(rulebook)
    yield from _scope_problems(rulebook)
    yield from _tier_problems(rulebook)
    yield from _service_problems(rulebook)
    tiers = {tier.id: tier for tier in rulebook.tiers}
    scored: Sequence[Indicator | Deduction] = (*rulebook.indicators, *rulebook.deductions)
    for item in scored:
        if item.tier not in tiers:
            yield undeclared(f"{path(item)}.tier", "tier", item.tier, tiers)
            continue
        groups = [group.id for group in tiers[item.tier].groups]
        if item.group is not None and item.group not in groups:
            yield undeclared(f"{path(item)}.group", "group", item.group, groups)


def _service_problems(rulebook: Rulebook) -> Iterable[Problem]:
    for service in rulebook.services:
        for name in ("places", "groups", "tie_breaks"):
            if getattr(service, name) and not service.ranked:
                yield Problem(
                    f"{path(service)}.{name.rstrip('s') if name == 'groups' else name}",
                    Text("此项公共服务不排名", "the service is not ranked"),
                    Text("如按积分排名，请写 ranked = true", "If it is, write ranked = true"),
                    code="JF416",
                )
        places = [("places", service.places)]
        places += [(f"group[{n}].places", group.places) for n, group in enumerate(service.groups)]
        for at, count in places:
            if count is not None and count < 1:
                yield Problem(
                    f"{path(service)}.{at}",
                    Text("名额不足 1", "it has no place"),
                    Text("请写 1 或更多，或留空", "Give 1 or more, or leave it out"),
                    code="JF416",
                )
        groups = [group.id for group in service.groups]
        for n, id_ in enumerate(groups):
            if id_ in groups[:n]:
                yield Problem(
                    f"{path(service)}.group[{n}].id",
                    Text("标识重复", "the id appears twice"),
                    Text("请改名或删去其一", "Rename or remove one of them"),
                    code="JF102",
                )


def rule_problems(rulebook: Rulebook, facts: dict[str, Fact]) -> Iterable[Problem]:
    """Every problem of its rules and conditions, given all the facts of the chain so far."""
    scored: Sequence[Indicator | Deduction] = (*rulebook.indicators, *rulebook.deductions)
    for item in scored:
        unknown = [fact for fact in item.rule.reads if fact not in facts]
        yield from (undeclared(f"{path(item)}.rule", "fact", fact, facts) for fact in unknown)
        if unknown:
            continue
        wrong = list(_kind_problems(item.rule, facts))
        yield from (p.under(f"{path(item)}.rule") for p in wrong)
        sound = not wrong and not any([*facts[fact].problems()] for fact in item.rule.reads)
        if sound and item.figures:
            yield from _figure_problems(item, facts)
    for deduction in rulebook.deductions:
        known = [facts[f] for f in deduction.rule.reads if f in facts]
        for fact in known:
            if not fact.required:
                yield Problem(
                    f"{path(deduction)}.rule",
                    Text(
                        f"扣分依据的事实 {fact.id} 不是必填", f"its fact {fact.id} is not required"
                    ),
                    Text("请写 required = true", "Write required = true: absent is not none"),
                    code="JF207",
                )
        if deduction.freeze is not None and not any(f.type == "events" for f in known):
            yield Problem(
                f"{path(deduction)}.freeze",
                Text("冻结须依据带日期的事件", "a freeze needs dated events to count from"),
                Text("请使用类型为 events 的事实", "Use a fact of type events"),
                code="JF208",
            )
        years = None if deduction.freeze is None else deduction.freeze.years
        if years is not None and not 1 <= years <= 100:
            yield Problem(
                f"{path(deduction)}.freeze.years",
                Text("years 应为 1 至 100", "years must be 1 to 100"),
                Text("请改正，或留空表示无期限", "Correct it, or leave it out for no end"),
                code="JF208",
            )
    for requirement in rulebook.requirements:
        fact_id = requirement.condition.fact
        if fact_id not in facts:
            yield undeclared(f"{path(requirement)}.condition", "fact", fact_id, facts)
        else:
            checked = requirement.condition.check(facts)
            yield from (p.under(f"{path(requirement)}.condition") for p in checked)


def _kind_problems(rule: Rule, facts: Facts) -> Iterable[Problem]:
    """What a rule says is wrong with it; and a kind of a plugin's own may do anything."""
    try:
        problems = [*rule.check(facts)]
        if problems or any([*facts[fact].problems()] for fact in rule.reads):
            return problems
        for lang in LANGS:
            rule.reason(facts, lang)
        rule.decided_by(facts)
        low, high = rule.formula(facts).reach(Code(facts), {})
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        what = Text(f"规则种类 {rule.kind} 出错：{said}", f"its kind {rule.kind} raised {said}")
        return [Problem("", what, Text("请改正该规则种类", "Correct the rule kind"))]
    if type(low) is int and type(high) is int and low >= 0:
        return ()
    return [
        Problem(
            "",
            Text("分值可能为负，或不足百分位", "its points can be negative, or finer than 0.01"),
            Text(
                "请改正该规则种类：分值为百分之一分的整数，不为负",
                "Correct the rule kind: points are whole hundredths, not below 0",
            ),
        )
    ]


def _figure_problems(item: Indicator | Deduction, facts: Facts) -> Iterable[Problem]:
    """Every source given for a figure that the rule does not have, or does not let be told."""
    unknown = dict.fromkeys(type(n).__name__ for n in unlisted(item.rule.decided_by(facts)))
    if unknown:
        yield _unlisted(item, ", ".join(unknown))
        return
    decided = figures_that_decide(item.rule, facts)
    stated = [part.path for part in parts(item.rule)]
    for label in item.figures:
        if label not in stated and not any(begins(name, label) for name in decided):
            yield no_figure(item, label, [*decided, *stated], decided)


def figures_that_decide(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """The paths of the figures that can decide; empty if the rule does not let them be told."""
    decided = deciding(rule.decided_by(facts), Code(facts), {})
    return tuple(dict.fromkeys(name for name, _ in decided))


def _unlisted(item: Indicator | Deduction, nodes: str) -> Problem:
    """The problem that nobody can list the paths of which one decides: no column can choose."""
    kind = item.rule.kind
    return Problem(
        f"{path(item)}.figures",
        Text(
            f"规则种类 {kind} 用 {nodes} 写出起决定作用的数值，无法逐一列出",
            f"its kind {kind} names the figure that decided with {nodes}, whose texts cannot be listed",
        ),
        Text(
            "请插件作者在 decided_by 中只用固定的文字和 chosen；或把来源写在 source",
            "Let decided_by have fixed texts and `chosen` alone, or give the source of the whole",
        ),
        code="JF107",
    )


def no_figure(
    item: Indicator | Deduction, label: str, near_to: Sequence[str], known: Iterable[str]
) -> Problem:
    """The problem that a source is given for a figure on which no score can be seen to rest."""
    near = get_close_matches(label, near_to, n=1)
    names = ", ".join(sorted(filter(None, known))) or "-"
    return Problem(
        f"{path(item)}.figures.{label}",
        Text(
            f"规则没有可单独注明来源的数值 {label}",
            f"the rule has no figure {label} whose source a score could show",
        ),
        Text(
            f"是否为 {near[0]}？" if near else f"可用：{names}；其余数值的来源写在 source",
            f"Did you mean {near[0]}?"
            if near
            else f"There are {names}; for any other figure give the source of the whole",
        ),
        code="JF105",
    )


def path(item: Fact | Tier | Indicator | Deduction | Requirement | Service) -> str:
    """Where a record stands in its rulebook, as problems name it: `indicator[zhejiang.age]`."""
    table = "fact" if isinstance(item, Fact) else type(item).__name__.lower()
    return f"{table}[{item.id}]"


def _id_problems(items: Sequence[Any], pattern: re.Pattern[str]) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for item in items:
        if not pattern.fullmatch(item.id):
            yield Problem(
                f"{path(item)}.id",
                Text(f"标识 {item.id!r} 不合规范", f"the id {item.id!r} is not of the right form"),
                Text(
                    f"请用小写字母、数字、下划线：{pattern.pattern}",
                    f"Use lower-case letters, digits and underscores: {pattern.pattern}",
                ),
                code="JF101",
            )
        at = path(item)
        if item.id in seen:
            yield _repeated(f"{at}.id", seen[item.id] if seen[item.id] != at else "")
        seen.setdefault(item.id, at)


def _repeated(at: str, first: str = "") -> Problem:
    """The problem that an id is taken, by a record of another table if `first` names it."""
    what = Text("标识重复", "the id appears twice")
    if first:
        what = Text(f"标识与 {first} 重复", f"the id is that of {first} too")
    return Problem(
        at,
        what,
        Text("请改名或删去其一", "Rename or remove one of them"),
        code="JF102",
    )


def _scope_problems(rulebook: Rulebook) -> Iterable[Problem]:
    for code, times in Counter(scope.code for scope in rulebook.scopes).items():
        if times > 1:
            yield _repeated(f"scope[{code}].code")


def _fact_problems(rulebook: Rulebook) -> Iterable[Problem]:
    for fact in rulebook.facts:
        yield from (p.under(path(fact)) for p in fact.problems())


def _tier_problems(rulebook: Rulebook) -> Iterable[Problem]:
    for tier in rulebook.tiers:
        yield from _group_problems(tier, rulebook)
        total = sum(i.max for i in rulebook.indicators if i.tier == tier.id)
        if total > tier.cap and not tier.maxima_exceed_cap and not tier.groups:
            sums = f"{points_text(total)} > {points_text(tier.cap)}"
            yield Problem(
                f"{path(tier)}.cap",
                Text(
                    f"各指标最高分之和超过层级上限：{sums}",
                    f"the maxima of its indicators exceed its cap: {sums}",
                ),
                Text(
                    "如确为有意，请写 maxima_exceed_cap = true",
                    "If that is meant, write maxima_exceed_cap = true",
                ),
                code="JF303",
            )


def _group_problems(tier: Tier, rulebook: Rulebook) -> Iterable[Problem]:
    added, taken = (
        {item.group for item in items if item.tier == tier.id}
        for items in (rulebook.indicators, rulebook.deductions)
    )
    for n, group in enumerate(tier.groups):
        if group.id in [other.id for other in tier.groups[:n]]:
            yield _repeated(f"{path(tier)}.group[{n}].id")
        if group.id in added and group.id in taken:
            yield Problem(
                f"{path(tier)}.group[{n}]",
                Text(
                    f"{group.id} 中既有指标又有扣分",
                    f"both indicators and deductions are in the group {group.id}",
                ),
                Text("请为扣分另设一组", "Give the deductions a group of their own"),
                code="JF314",
            )


def undeclared(at: str, table: str, name: str, known: Iterable[str]) -> Problem:
    """The problem that a record is not declared, with the name that was meant if one is near."""
    near = get_close_matches(name, sorted(known), n=1)
    return Problem(
        at,
        Text(f"{name} 未声明", f"{name} is not declared"),
        Text(f"是否为 {near[0]}？否则请声明", f"Did you mean {near[0]}? Otherwise declare it")
        if near
        else Text("请声明", "Declare it"),
        code="JF201" if table == "fact" else "JF401",
        undeclared=f"{table}[{name}]",
    )
