"""Findings: the problems that only `jifen check` looks for, with their codes."""

from jifen.errors import Problem
from jifen.text import Text


def finding(code: str, at: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> Problem:
    """A finding at a path of a rulebook."""
    return Problem(at, Text(zh, en), Text(remedy_zh, remedy_en), code=code)
