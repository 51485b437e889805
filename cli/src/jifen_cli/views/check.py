"""The findings of a check."""

from collections.abc import Sequence
from typing import Any

from jifen import Problem, Text
from jifen_cli.lang import Lang, plural, speaker
from jifen_cli.views.rules_data import both


def check_sheet(subject: str, problems: Sequence[Problem], lang: Lang) -> str:
    """A line for each finding, as editors read it (`file:line:column: …`), and how many."""
    say = speaker(lang)
    if not problems:
        return say(f"{subject}：没有发现问题", f"{subject}: nothing found")
    found = [problem.severity for problem in problems]
    errors, warnings = found.count("error"), found.count("warning")
    usable = _usable(problems)[lang]
    counted = say(
        f"{errors} 个错误，{warnings} 个警告：{usable}",
        f"{errors} {plural(errors, 'error', 'errors')}, "
        f"{warnings} {plural(warnings, 'warning', 'warnings')}: {usable}",
    )
    return "\n".join([*(problem.render(lang, graded=True) for problem in problems), "", counted])


def _usable(problems: Sequence[Problem]) -> Text:
    """Whether the plugin can be used: where a golden case fails, what it gives may be wrong."""
    if any(problem.severity == "error" for problem in problems):
        return Text("有错误的插件不能使用", "a plugin with an error cannot be used")
    if any(problem.code in _OF_CASES for problem in problems):
        return Text(
            "有案例未通过，请先核对，再使用插件",
            "not every golden case comes out: settle that before the plugin is used",
        )
    return Text("插件可以使用", "the plugin can be used")


_OF_CASES = ("JF501", "JF502")
"""The codes of a golden case that does not come out, and of one that cannot be read."""


def check_data(subject: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.check/1",
        "subject": subject,
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "file": problem.place,
                "line": problem.line,
                "column": problem.column,
                "what": both(problem.what),
                "remedy": both(problem.remedy),
            }
            for problem in problems
        ],
    }
