"""Maxima against the caps of tiers and groups."""

from collections.abc import Iterable, Sequence

from jifen.errors import Problem
from jifen.lint.finding import finding
from jifen.model import Group, Indicator, Rulebook, Tier
from jifen.quantity import points_text
from jifen.wellformed import path


def tier_problems(rulebook: Rulebook) -> Iterable[Problem]:
    """Every tier or group whose cap and maxima do not fit."""
    for tier in rulebook.tiers:
        mine = [i for i in rulebook.indicators if i.tier == tier.id]
        deducted = [d.group for d in rulebook.deductions if d.tier == tier.id]
        for n, group in enumerate(tier.groups):
            members = [i for i in mine if i.group == group.id]
            if deducted.count(group.id) < 2:
                yield from _group_problems(f"{path(tier)}.group[{n}]", group, members)
        yield from _cap_problems(tier, mine)


def _cap_problems(tier: Tier, mine: Sequence[Indicator]) -> Iterable[Problem]:
    most: int = sum(i.max for i in mine if i.group is None)
    most += sum(_most(g, [i for i in mine if i.group == g.id]) for g in tier.groups)
    said, cap = points_text(most), points_text(tier.cap)
    if most < tier.cap:
        yield finding(
            "JF304",
            f"{path(tier)}.cap",
            f"各指标最高分合计 {said}，达不到上限 {cap}",
            f"its indicators give at most {said}, so its cap of {cap} cannot be reached",
            "请核对上限，或补上缺少的指标",
            "Check the cap, or add the indicators that are missing",
        )
    elif most > tier.cap and not tier.maxima_exceed_cap and tier.groups:
        yield finding(
            "JF303",
            f"{path(tier)}.cap",
            f"各指标最高分合计超过上限：{said} > {cap}",
            f"its indicators give more than its cap: {said} > {cap}",
            "如确为有意，请写 maxima_exceed_cap = true",
            "If that is meant, write maxima_exceed_cap = true",
        )
    elif most <= tier.cap and tier.maxima_exceed_cap:
        yield finding(
            "JF305",
            f"{path(tier)}.maxima_exceed_cap",
            f"各指标最高分合计 {said}，并未超过上限 {cap}",
            f"its indicators give at most {said}, no more than its cap of {cap}",
            "请删去 maxima_exceed_cap",
            "Remove maxima_exceed_cap",
        )


def _most(group: Group, members: Sequence[Indicator]) -> int:
    maxima = [i.max for i in members]
    joint = max(maxima, default=0) if group.mode == "highest" else sum(maxima)
    return joint if group.cap is None else min(joint, group.cap)


def _group_problems(at: str, group: Group, members: Sequence[Indicator]) -> Iterable[Problem]:
    if len(members) < 2:
        yield finding(
            "JF313",
            at,
            "属于此组的指标不足两个",
            "fewer than two indicators belong to the group",
            "一组至少两个指标：请在指标中写明 group，或删去此组",
            "A group has two or more: name it in the indicators' `group`, or remove it",
        )
    elif group.cap is not None and _most(group, members) < group.cap:
        yield finding(
            "JF304",
            f"{at}.cap",
            f"组内指标达不到上限 {points_text(group.cap)}",
            f"its indicators cannot reach its cap of {points_text(group.cap)}",
            "请核对上限",
            "Check the cap",
        )
