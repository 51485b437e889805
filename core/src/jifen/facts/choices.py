"""Flags and choices."""

from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from jifen.errors import Problem
from jifen.facts.fact import Fact
from jifen.text import Lang, Text


@frozen
class Choice:
    """One value that a choice (or a kind of event) may have."""

    id: str
    name: Text


@frozen(kw_only=True)
class FlagFact(Fact):
    """是/否: true or false, and nothing that merely looks like it."""

    type = "flag"

    def expects(self) -> Text:
        return Text("true 或 false（不加引号）", "true or false, without quotes")

    def admit(self, value: object, on: date) -> bool:
        if type(value) is bool:
            return value
        raise self.refuse_value(value)

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        return f"{value} is True or {value} is False"

    def every_value(self) -> tuple[bool, ...]:
        return (True, False)

    def said(self, lang: Lang) -> Callable[[bool], str]:
        yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
        return lambda value: yes if value else no


@frozen(kw_only=True)
class ChoiceFact(Fact):
    """One of a closed list of values.

    Attributes:
        choices: The values, in the order of the law.
    """

    type = "choice"

    choices: tuple[Choice, ...]

    def expects(self) -> Text:
        return Text(
            "以下之一：" + "、".join(f"{c.id}（{c.name.zh}）" for c in self.choices),
            "one of " + ", ".join(c.id for c in self.choices),
        )

    def admit(self, value: object, on: date) -> str:
        if isinstance(value, str) and value in self.ids():
            return value
        raise self.refuse_value(value)

    def ids(self) -> tuple[str, ...]:
        """The ids of the choices."""
        return tuple(c.id for c in self.choices)

    def quick(self, value: str, on: date, bind: Callable[[object], str]) -> str:
        return f"{value}.__class__ is str and {value} in {set(self.ids())!r}"

    def every_value(self) -> tuple[str, ...]:
        return self.ids()

    def problems(self) -> Iterable[Problem]:
        return choice_problems(self.choices, "choices", least=1)

    def said(self, lang: Lang) -> Callable[[str], str]:
        return {c.id: c.name[lang] for c in self.choices}.__getitem__


def choice_problems(choices: tuple[Choice, ...], at: str, least: int) -> Iterable[Problem]:
    """The problem, if any, that a list of choices is empty or names one twice."""
    ids = [c.id for c in choices]
    if len(ids) < least or len(set(ids)) < len(ids):
        yield Problem(
            at,
            Text("选项为空或重复", "The choices are empty or repeat"),
            Text("请列出不重复的选项", "List choices that do not repeat"),
            code="JF204",
        )
