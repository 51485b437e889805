"""Findings: the problems that only `jifen check` looks for, with their codes."""

from attrs import evolve

from jifen.errors import Problem
from jifen.text import Text


def finding(code: str, at: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> Problem:
    """A finding at a path of a rulebook that can be used all the same."""
    return evolve(refusal(code, at, zh, en, remedy_zh, remedy_en), severity="warning")


def refusal(code: str, at: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> Problem:
    """The same of one that the resolver, or whoever loads plugins, would refuse for it."""
    return Problem(at, Text(zh, en), Text(remedy_zh, remedy_en), code=code)
