"""What could not be checked because something could not be read, or is wrong."""

from collections.abc import Iterable, Sequence

from jifen.errors import Problem
from jifen.partly import Unread
from jifen.text import Text

_NAMED = ("JF201", "JF401")
_DEPEND_ON: dict[str, tuple[str, ...]] = {
    "fact": ("JF208",),
    "tier": ("JF315",),
    "indicator": ("JF202", "JF304", "JF305", "JF313"),
    "deduction": ("JF202", "JF313"),
    "requirement": ("JF202",),
    "service": ("JF202",),
}
"""The findings that may be mere consequences of a record that is left out of its table."""


def may_follow(problem: Problem, unread: Sequence[Unread]) -> bool:
    """Whether a finding may be no fault, but a consequence of what could not be read."""
    if problem.code in _NAMED:
        name = problem.what.en.partition(" ")[0]
        return any(name == record.name or not record.has_id for record in unread)
    return any(problem.code in _DEPEND_ON.get(record.table, ()) for record in unread)


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
