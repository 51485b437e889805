"""What limits points beyond their own max: another indicator's points, or a group of a tier."""

from collections.abc import Sequence

from attrs import frozen

from jifen.formula import (
    AtLeast,
    Code,
    Cond,
    Figure,
    InPoints,
    Num,
    Words,
    cases,
    chosen,
    either,
    every,
    greatest,
    least,
    total,
    words,
)  # fmt: skip
from jifen.model import Deduction, Group, Indicator, Tier
from jifen.quantity import Number, points_text
from jifen.rules import Facts
from jifen.text import Lang


def limited_by_others(indicators: Sequence[Indicator]) -> list[tuple[int, int]]:
    """The places of each limited indicator and of the one that limits it.

    One that limits another may itself be limited, and then comes first. There is no circle: that
    was seen when the layers were composed.
    """
    at = {indicator.id: n for n, indicator in enumerate(indicators)}

    def depth(indicator: Indicator) -> int:
        limit = indicator.limited_by
        return 0 if limit is None else 1 + depth(indicators[at[limit]])

    limited = sorted((i for i in indicators if i.limited_by is not None), key=depth)
    return [(at[i.id], at[i.limited_by]) for i in limited if i.limited_by is not None]


def say_limited(
    indicator: Indicator, limit: Indicator, most: Figure, facts: Facts, lang: Lang
) -> Words:
    """What another indicator's points take from an indicator's own; nothing if they do not."""
    own = least(cases((indicator.rule.claimed(), indicator.rule.formula(facts))), indicator.max)
    name, points, limited_to = limit.name[lang], InPoints(own), InPoints(most)
    if lang == "zh":
        said = words("；应计 ", points, f" 分，以“{name}”的 ", limited_to, " 分为限")
    else:
        said = words("; ", points, f" points, limited by {name} to ", limited_to)
    return chosen((_exceeds(own, most), said))


@frozen
class Member:
    """The figure of an indicator or a deduction, and the group of its tier that it is in if any."""

    figure: Figure
    group: str | None


def members(
    name: str, tier: Tier, items: Sequence[Indicator | Deduction], facts: Facts
) -> list[Member]:
    """Those of a tier, among all of a scheme, each figure named by its place."""
    return [
        Member(Figure(name.format(n), _most(item, facts)), item.group)
        for n, item in enumerate(items)
        if item.tier == tier.id
    ]


def _most(item: Indicator | Deduction, facts: Facts) -> Number:
    if isinstance(item, Indicator):
        return item.max
    return item.rule.formula(facts).reach(Code(facts), {})[1]


def together(groups: Sequence[Group], those: Sequence[Member]) -> Num:
    """The points of the indicators, or of the deductions, of a tier, before its cap."""
    alone = [member.figure for member in those if member.group is None]
    joint = [(g, [m.figure for m in those if m.group == g.id]) for g in groups]
    return total([*alone, *(_of_group(group, figures) for group, figures in joint if figures)])


def _of_group(group: Group, figures: Sequence[Num]) -> Num:
    return least(_uncapped(group, figures), *([] if group.cap is None else [group.cap]))


def _uncapped(group: Group, figures: Sequence[Num]) -> Num:
    return greatest(*figures) if group.mode == "highest" else total(figures)


def say_together(groups: Sequence[Group], those: Sequence[Member], n: int, lang: Lang) -> Words:
    """What the group of the n-th member takes from its points; nothing if it does not."""
    own = those[n]
    group = next((g for g in groups if g.id == own.group), None)
    if group is None:
        return words()
    before, after = (
        [m.figure for m in part if m.group == group.id] for part in (those[:n], those[n + 1 :])
    )
    joint = _uncapped(group, [*before, own.figure, *after])
    gives = AtLeast(own.figure, 1)
    taken: list[tuple[Cond, Words]] = []
    if group.mode == "highest":
        # Of equal ones the first counts.
        equal_or_more = (AtLeast(figure + own.figure * -1, 0) for figure in before)
        more = (_exceeds(figure, own.figure) for figure in after)
        outdone = every((gives, either((*equal_or_more, *more))))
        taken.append((outdone, words(_say_outdone(group, lang))))
    if group.cap is not None:
        over = every((gives, _exceeds(joint, group.cap)))
        taken.append((over, _say_capped(group, joint, group.cap, lang)))
    return chosen(*taken)


def _say_outdone(group: Group, lang: Lang) -> str:
    name = group.name[lang]
    if lang == "zh":
        return f"；“{name}”只取最高一项，此项不另计"
    return f"; of {name} only the highest counts, not this one"


def _say_capped(group: Group, joint: Num, cap: int, lang: Lang) -> Words:
    name, most = group.name[lang], points_text(cap)
    if lang == "zh":
        return words(f"；“{name}”合计 ", InPoints(joint), f" 分，至多计 {most} 分")
    return words(f"; {name} together ", InPoints(joint), f", at most {most} count")


def _exceeds(number: Num, other: Num | int) -> Cond:
    # Figures are whole quanta, so one more is the least more.
    return AtLeast(number - other if isinstance(other, int) else number + other * -1, 1)
