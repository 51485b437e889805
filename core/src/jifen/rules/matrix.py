"""A matrix of two facts: 文化程度与工作年限对应的分值，逐格列明."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from jifen.errors import Problem
from jifen.facts import ChoiceFact
from jifen.formula import (
    AtLeast,
    Cond,
    InPoints,
    Is,
    Not,
    Num,
    Present,
    Said,
    Words,
    cases,
    chosen,
    every,
    joined,
    words,
)  # fmt: skip
from jifen.quantity import Number, Quanta, number_text, points_text
from jifen.rules.measured import Reading
from jifen.rules.rule import Facts, Rule, accepts, unique, wrong
from jifen.text import Lang


@frozen(kw_only=True)
class Axis(Reading):
    """The heads of the rows or of the columns: every value of a choice, or the bands of a number.

    Attributes:
        values: The values of a choice, in the order of the table, or
        from_: where each band of the number begins, itself included; it ends before the next
            begins, and the last has no end. Below the first there is no cell.
    """

    values: tuple[str, ...] | None = None
    from_: tuple[Number, ...] | None = None

    def __len__(self) -> int:
        return len(self.values or self.from_ or ())

    def check_axis(self, facts: Facts) -> Iterable[Problem]:
        """What is wrong with it, given the declared facts."""
        if (self.values is None) == (self.from_ is None) or not len(self):
            yield wrong(
                "values",
                "须写明 values（选项）或 from（分档起点）之一",
                "it needs either values (of a choice) or from (where bands begin)",
                "请保留其一并逐一列出",
                "Give one of them, and list what is at the head of the table",
            )
        elif self.values is not None:
            yield from self._value_problems(self.values, facts)
        elif self.from_ is not None:
            yield from self.check_reading(facts)
            for n, (lower, upper) in enumerate(pairwise(self.from_)):
                if upper <= lower:
                    yield wrong(
                        f"from[{n + 1}]",
                        f"{number_text(upper)} 不大于前一档的起点 {number_text(lower)}",
                        f"{number_text(upper)} is not above {number_text(lower)}, where the band "
                        "before begins",
                        "请从小到大列出",
                        "List them from the lowest up",
                    )

    def _value_problems(self, values: Sequence[str], facts: Facts) -> Iterable[Problem]:
        fact = facts[self.fact]
        if not isinstance(fact, ChoiceFact):
            yield from accepts(facts, self.fact, ChoiceFact)
        elif sorted(values) != sorted(fact.ids()):
            ids = fact.ids()
            yield wrong(
                "values",
                f"与 {self.fact} 的选项不一致",
                f"it does not list exactly the choices of {self.fact}",
                f"每个选项列一次：{'、'.join(ids)}",
                f"List each choice once: {', '.join(ids)}",
            )

    def heads(self) -> list[Cond]:
        """When each row or column is the one, of a fact that is present."""
        if self.values is not None:
            return [Is(self.fact, (value,)) for value in self.values]
        begun: list[Cond] = [AtLeast(self.number(), low) for low in self.from_ or ()]
        ended = [*(Not(after) for after in begun[1:]), None]
        return [b if e is None else every((b, e)) for b, e in zip(begun, ended, strict=True)]

    def say_heads(self, facts: Facts, lang: Lang) -> list[str]:
        """What stands at the head of each row or column."""
        if self.values is not None:
            return [facts[self.fact].said(lang)(value) for value in self.values]
        lows = [number_text(low) for low in self.from_ or ()]
        ends = [*lows[1:], ""]
        say = _say_band_zh if lang == "zh" else _say_band_en
        unit = self.unit_of(facts, lang)
        return [say(low, high, unit) for low, high in zip(lows, ends, strict=True)]

    def say_mine(self, facts: Facts, lang: Lang) -> Words:
        """The fact and what it is, with the band it lies in; or what is given of it, if not all."""
        name = f"{facts[self.fact].name[lang]}{'：' if lang == 'zh' else ': '}"
        if self.values is not None:
            return words(name, Said(self.fact, lang))
        full = words(name, self.say_number(facts, lang), self._say_band(facts, lang))
        if self.at_most_fact is None:
            return full
        own = chosen((Present(self.fact), name))
        return chosen((self.present(), full), otherwise=words(own, self.say_given(facts, lang)))

    def _say_band(self, facts: Facts, lang: Lang) -> Words:
        opens, closes = ("（", "）") if lang == "zh" else (" (", ")")
        heads = zip(self.heads(), self.say_heads(facts, lang), strict=True)
        first = (self.from_ or (0,))[0]
        low = f"{number_text(first)}{self.unit_of(facts, lang, first)}"
        return chosen(
            *((head, f"{opens}{said}{closes}") for head, said in heads),
            otherwise=f"（不满 {low}，不计分）" if lang == "zh" else f" (less than {low}: none)",
        )


@frozen(kw_only=True)
class Matrix(Rule):
    """The points of the cell where the row of one fact meets the column of another.

    Attributes:
        rows: One fact, and what stands at the head of each row.
        columns: Another, and what stands at the head of each column.
        points: Every cell, row by row, in the order of the heads.
    """

    kind = "matrix"

    rows: Axis
    columns: Axis
    points: tuple[tuple[Quanta, ...], ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return unique(*self.rows.facts_read, *self.columns.facts_read)

    def check(self, facts: Facts) -> Iterable[Problem]:
        yield from (p.under("rows") for p in self.rows.check_axis(facts))
        yield from (p.under("columns") for p in self.columns.check_axis(facts))
        if self.rows.fact == self.columns.fact:
            yield wrong(
                "columns.fact",
                "行与列是同一事实",
                "the rows and the columns are the same fact",
                "请写另一事实，或改用 choice 或 bands",
                "Name another, or use choice or bands for one fact",
            )
        if len(self.points) != len(self.rows):
            yield _wrong_size("points", len(self.points), len(self.rows), "行", "row")
        for n, row in enumerate(self.points):
            if len(row) != len(self.columns):
                yield _wrong_size(f"points[{n}]", len(row), len(self.columns), "列", "column")

    def _axes(self) -> tuple[Axis, Axis]:
        return self.rows, self.columns

    def _both(self) -> Cond:
        return every(axis.present() for axis in self._axes())

    def _cells(self) -> list[tuple[Cond, str, Quanta]]:
        """Of each cell when it is the one, its path, and its points."""
        columns = self.columns.heads()
        return [
            (every((self._both(), row, column)), f"points[{r}][{c}]", self.points[r][c])
            for r, row in enumerate(self.rows.heads())
            for c, column in enumerate(columns)
        ]

    def formula(self, facts: Facts) -> Num:
        return cases(*((cell, points) for cell, _, points in self._cells()))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        comma, makes, end = ("，", "，计 ", " 分") if lang == "zh" else (", ", ": ", "")
        mine = joined(comma, ((a.given(), a.say_mine(facts, lang)) for a in self._axes()))
        points = words(makes, InPoints(self.formula(facts)), end)
        return words(mine, chosen((self._both(), points)))

    def describe(self, facts: Facts, lang: Lang) -> str:
        zh = lang == "zh"
        colon, comma, semicolon = ("：", "，", "；") if zh else (": ", ", ", "; ")
        heads = self.columns.say_heads(facts, lang)
        rows = (
            head
            + colon
            + comma.join(f"{h} {points_text(p)}" for h, p in zip(heads, row, strict=True))
            for head, row in zip(self.rows.say_heads(facts, lang), self.points, strict=True)
        )
        names = (facts[axis.fact].name[lang] for axis in self._axes())
        return f"{' × '.join(names)}{colon}{semicolon.join(rows)}"

    def decided_by(self, facts: Facts) -> Words:
        return chosen(*((cell, at) for cell, at, _ in self._cells()))


def _say_band_zh(low: str, high: str, unit: str) -> str:
    return f"满 {low}{unit}" + (f"不满 {high}{unit}" if high else "")


def _say_band_en(low: str, high: str, unit: str) -> str:
    return f"{low} or more{unit}" if not high else f"{low} and less than {high}{unit}"


def _wrong_size(at: str, given: int, wanted: int, zh: str, en: str) -> Problem:
    return wrong(
        at,
        f"有 {given} {zh}，表头有 {wanted} {zh}",
        f"it has {given} {en}{'s' * (given != 1)}, the head of the table {wanted}",
        "每一格都须写明分值，不得分写 0",
        "Give every cell its points, 0 for none",
    )
