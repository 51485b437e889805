"""The findings of a check."""

from collections.abc import Sequence
from typing import Any

from jifen import Problem
from jifen_cli.lang import Lang, speaker
from jifen_cli.views.rules_data import both


def check_sheet(subject: str, problems: Sequence[Problem], lang: Lang) -> str:
    """A line for each finding, as editors read it (`file:line:column: …`), and how many."""
    say = speaker(lang)
    if not problems:
        return say(f"{subject}：没有发现问题", f"{subject}: nothing found")
    count = len(problems)
    found = say(f"发现 {count} 个问题", f"{count} problem{'s' * (count > 1)} found")
    return "\n".join([*(problem.render(lang) for problem in problems), "", found])


def check_data(subject: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.check/1",
        "subject": subject,
        "problems": [
            {
                "code": problem.code,
                "file": problem.place,
                "line": problem.line,
                "column": problem.column,
                "what": both(problem.what),
                "remedy": both(problem.remedy),
            }
            for problem in problems
        ],
    }
