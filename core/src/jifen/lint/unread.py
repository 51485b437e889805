"""What could not be checked because something could not be read, or is wrong."""

from collections.abc import Iterable, Sequence

from jifen.errors import Problem
from jifen.model import Deduction, Indicator, Rulebook
from jifen.partly import Unread
from jifen.text import Text
from jifen.wellformed import path

_SUMS = ("JF304", "JF305", "JF313")
_DEPEND_ON: dict[str, tuple[str, ...]] = {
    "fact": ("JF208",),
    "tier": ("JF315",),
    "indicator": ("JF202", *_SUMS),
    "deduction": ("JF202", "JF313"),
    "requirement": ("JF202",),
    "service": ("JF202",),
}
"""The findings that may be mere consequences of a record that is left out of its table."""


def may_follow(problem: Problem, unread: Sequence[Unread], loose: Sequence[str]) -> bool:
    """Whether a finding may be no fault, but a consequence of what is unread, or loose."""
    if problem.undeclared:
        return any(record.may_be(problem.undeclared) for record in unread)
    if loose and problem.code in _SUMS:
        return True
    return any(problem.code in codes for record in unread for codes in _dependent(record.table))


def _dependent(table: str) -> Iterable[Sequence[str]]:
    return [codes for name, codes in _DEPEND_ON.items() if table in (name, "")]


def loose(book: Rulebook, unread: Sequence[Unread]) -> list[str]:
    """The records, by where they stand, whose tier or group is nowhere: no sum has them."""
    groups = {tier.id: {group.id for group in tier.groups} for tier in book.tiers}

    def is_loose(item: Indicator | Deduction) -> bool:
        if item.tier not in groups:
            return not any(record.may_be(f"tier[{item.tier}]") for record in unread)
        return item.group is not None and item.group not in groups[item.tier]

    items: tuple[Indicator | Deduction, ...] = (*book.indicators, *book.deductions)
    return [path(item) for item in items if is_loose(item)]


def not_checked(
    subject: str, files: Sequence[str], unread: Sequence[str], *, chain: bool, cases: int
) -> Iterable[Problem]:
    """One line that says what was not checked; none if everything was.

    Args:
        subject: What is checked.
        files: Those of which nothing could be read.
        unread: Records of the others that could not be read.
        chain: Whether what lies above was left aside.
        cases: How many golden cases were not run.
    """
    zh, en = [*files, *unread], [*files, *unread]
    if zh:
        zh.append("依赖它们的名称与合计")
        en.append("the names and sums that depend on them")
    if chain:
        zh.append("与上级的关系")
        en.append("how it fits what lies above")
    if cases:
        zh.append(f"{cases} 个案例")
        en.append(f"{cases} golden case{'s' * (cases > 1)}")
    if zh:
        yield Problem(
            subject,
            Text(f"因有错误，未检查：{'、'.join(zh)}", f"not checked, for errors: {', '.join(en)}"),
            Text("请改正后再检查一次", "Correct those and check again"),
            code="JF009",
            severity="note",
        )
