"""Errors that name the place, what is wrong there and what to do about it."""

import errno
from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal, TypeAlias

from attrs import evolve, field, frozen

from jifen.text import Lang, Text

Severity: TypeAlias = Literal["error", "warning", "note"]
"""Whether a problem keeps a plugin from being used, or says that it is likely not what was meant,
or only what could not be checked."""


@frozen
class Problem:
    """One thing that is wrong, in the words a clerk reads.

    Attributes:
        place: Where: a file with its path inside, a row and column, a plugin with its version.
        what: What is wrong there.
        remedy: What was expected, and what to do.
        code: A stable code where the problem is a finding of `jifen check`, else empty.
        line: The line in the file, from 1, where it is known.
        column: The column in that line, from 1, where it is known.
        severity: `error`; findings of `jifen check` may be less.
        undeclared: If it is that a record is named and not declared, that record, such as
            `tier[ninghai.personality]`.
    """

    place: str
    what: Text
    remedy: Text
    code: str = ""
    line: int | None = None
    column: int | None = None
    severity: Severity = "error"
    undeclared: str = field(default="", repr=False)

    def within(self, place: str) -> "Problem":
        """The same problem, with the place it lies in put before its own."""
        return evolve(self, place=f"{place}: {self.place}" if self.place else place)

    def under(self, path: str) -> "Problem":
        """The same problem, with a path put before its own: `rule` before `points`."""
        return evolve(self, place=f"{path}.{self.place}" if self.place else path)

    def render(self, lang: Lang, *, graded: bool = False) -> str:
        """One line: place, code, what, remedy.

        Args:
            lang: The language.
            graded: Whether to say the severity, after the code.
        """
        at = self.place
        if self.line is not None:
            at = f"{at}:{self.line}:{self.column or 1}"
        code = f"{self.code} " if self.code else ""
        code += f"[{_SEVERITIES[self.severity][lang]}] " if graded else ""
        colon, stop = ("：", "。") if lang == "zh" else (": ", ". ")
        where = f"{at}{colon}" if at else ""
        return f"{where}{code}{self.what[lang]}{stop}{self.remedy[lang]}"


_SEVERITIES: Mapping[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("说明", "note"),
}


class JifenError(Exception):
    """The base of every error the SDK raises; it carries all problems found, not the first.

    Attributes:
        problems: Every problem once, in the order of the input.
        headline: What could not be done, because of them.
    """

    headline: ClassVar[Text]

    def __init__(self, problems: Iterable[Problem]) -> None:
        # Two plugins that claim one place fail for the same problem.
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(self.problems)

    def explain(self, lang: Lang) -> str:
        """The headline and one line for each problem."""
        lines = [self.headline[lang], *(f"  {p.render(lang)}" for p in self.problems)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain("en")


class InputError(JifenError):
    """The facts, the applicant file, the place or the date cannot be scored."""

    headline = Text("输入无法评分：", "The input cannot be scored:")


class RulebookError(JifenError):
    """A rulebook is wrong, or the editions of a chain do not fit together."""

    headline = Text("积分规则不可用：", "The rulebook cannot be used:")


class PluginError(JifenError):
    """A plugin that the score needs is missing, broken, or collides with another."""

    headline = Text("地区插件不可用：", "A jurisdiction's plugin cannot be used:")


class Refused(JifenError):
    """A single value or record was refused; the caller may know the place and add it.

    Attributes:
        what: What is wrong with it.
        remedy: What was expected, and what to do.
        at: The place inside the value, such as `[2].date`, where it is not the whole value.
    """

    headline = Text("此值不可接受：", "The value is not accepted:")

    def __init__(self, what: Text, remedy: Text, at: str = "") -> None:
        self.what, self.remedy, self.at = what, remedy, at
        super().__init__([self.problem("")])

    def problem(self, place: str) -> Problem:
        """The problem this is, at `place`."""
        return Problem(place + self.at, self.what, self.remedy)


def system_said(error: Exception) -> Text:
    """Why the system refuses a file: in Chinese too, where it is one of the usual reasons.

    Args:
        error: An `OSError`, or what Python raises before it asks the system.
    """
    en = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Text(_REASONS.get(getattr(error, "errno", None), en), en)


_REASONS: Mapping[int | None, str] = {
    errno.EACCES: "没有权限",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
}
