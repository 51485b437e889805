"""Words of a formula: reasons in one language, with holes for what differs between applicants."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import frozen

from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact
from jifen.formula.code import Code
from jifen.formula.conditions import Cond
from jifen.formula.numbers import Elapsed, Figure, Happened, Num
from jifen.quantity import number_text
from jifen.text import Lang, after


class Words(ABC):
    """A text that a formula gives for an applicant."""

    __slots__ = ()

    @abstractmethod
    def source(self, code: Code) -> str:
        """Python source of it."""

    def flat(self, code: Code) -> "Iterable[Part]":
        """The pieces it is made of one after another, if it is."""
        return (self,)


_FEW = 4
"""Up to so many pieces `+` is quicker than a join."""

Part: TypeAlias = str | Words
"""A piece of text: fixed, or one that differs between applicants."""


@frozen
class Said(Words):
    """The value of a fact, in words: `48 个月`, `大专`."""

    fact: str
    lang: Lang

    def source(self, code: Code) -> str:
        value, fact = code.fact(self.fact), code.facts[self.fact]
        if isinstance(fact, ChoiceFact):
            return f"{code.bind({c.id: c.name[self.lang] for c in fact.choices})}[{value}]"
        if isinstance(fact, DateFact):
            return f"{value}.isoformat()"
        return f"{code.bind(fact.said(self.lang))}({value})"

    def flat(self, code: Code) -> Iterable[Part]:
        value, fact = code.fact(self.fact), code.facts[self.fact]
        if not isinstance(fact, CountFact | AmountFact):
            return (self,)
        whole = isinstance(fact, CountFact)
        number = (
            value
            if whole
            else f"{value} if {value}.__class__ is int else {code.bind(number_text)}({value})"
        )
        return Hole(number), *Unit(value, after(fact.unit, self.lang)).flat(code)


@frozen
class Unit(Words):
    """What a number counts, where one of it has a word of its own: ` months`, ` month`.

    Attributes:
        number: Python source of the number.
        words: What follows a number, and what follows a 1.
    """

    number: str
    words: tuple[str, str]

    def source(self, code: Code) -> str:
        return f"{code.bind(self.words)}[{self.number} == 1]"

    def flat(self, code: Code) -> Iterable[Part]:
        many, one = self.words
        return (many if many == one else self,)


@frozen
class Counted(Words):
    """A whole number, and what it counts."""

    number: Num
    words: tuple[str, str]

    def source(self, code: Code) -> str:
        return Template((self,)).source(code)

    def flat(self, code: Code) -> Iterable[Part]:
        number = self.number.source(code)
        return Hole(number), *Unit(number, self.words).flat(code)


@frozen
class Plain(Words):
    """A number as it is."""

    number: Num

    def source(self, code: Code) -> str:
        return f"{code.bind(number_text)}({self.number.source(code)})"

    def flat(self, code: Code) -> Iterable[Part]:
        # What passed or happened is counted in whole numbers, which are their own text.
        whole = isinstance(self.number, Elapsed | Happened)
        return (Hole(self.number.source(code)) if whole else self,)


@frozen
class InPoints(Words):
    """A number of quanta, as points."""

    number: Num

    def source(self, code: Code) -> str:
        text = code.points(self.number.source(code))
        # A figure is there for everyone, so its text can be made once for all who say it.
        return code.let(text) if isinstance(self.number, Figure) else text


@frozen
class Made(Words):
    """Text that a function makes of facts; for what no other node can say."""

    make: Callable[..., str]
    facts: tuple[str, ...]

    def source(self, code: Code) -> str:
        values = "".join(f"{code.fact(fact)}, " for fact in self.facts)
        return f"{code.bind(self.make)}({values}on)"


@frozen
class Hole(Words):
    """A name that the generated function has as a parameter or computes itself."""

    name: str

    def source(self, code: Code) -> str:
        return self.name


@frozen
class Template(Words):
    """Pieces of text one after another."""

    parts: tuple[Part, ...]

    def source(self, code: Code) -> str:
        # One f-string where its holes allow it: they cannot hold quotes or backslashes.
        terms: list[str] = []
        text = ""
        for part in self.flat(code):
            if isinstance(part, str):
                text += _escaped(part)
                continue
            source = part.source(code)
            if any(c in source for c in "\"'\\"):
                terms += [f'f"{text}"'] * bool(text) + [f"({source})"]
                text = ""
            else:
                text += f"{{{source}}}"
        terms += [f'f"{text}"'] * (bool(text) or not terms)
        if len(terms) <= _FEW:
            return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
        return f"{code.bind(''.join)}(({', '.join(terms)}))"

    def flat(self, code: Code) -> Iterable[Part]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.flat(code)


@frozen
class Chosen(Words):
    """The text of the first case whose condition holds, else `otherwise`."""

    cases: tuple[tuple[Cond, Words], ...]
    otherwise: Words

    def source(self, code: Code) -> str:
        tests = "".join(f"{w.source(code)} if {c.source(code)} else " for c, w in self.cases)
        return f"({tests}{self.otherwise.source(code)})"


@frozen
class Joined(Words):
    """The texts of those cases whose conditions hold, with a separator between them."""

    separator: str
    cases: tuple[tuple[Cond, Words], ...]

    def source(self, code: Code) -> str:
        texts = ", ".join(
            f"({w.source(code)} if {c.source(code)} else None)" for c, w in self.cases
        )
        return f"{self.separator!r}.join(filter(None, ({texts},)))"


def words(*parts: Part) -> Words:
    """Pieces of text one after another; a single one is itself."""
    pieces = tuple(part for part in parts if part != "")
    if len(pieces) == 1 and isinstance(pieces[0], Words):
        return pieces[0]
    return Template(pieces)


def chosen(*cases: tuple[Cond, Part], otherwise: Part = "") -> Words:
    """The text of the first case whose condition holds."""
    return Chosen(tuple((condition, words(part)) for condition, part in cases), words(otherwise))


def joined(separator: str, cases: Iterable[tuple[Cond, Part]]) -> Words:
    """The texts of those cases whose conditions hold."""
    return Joined(separator, tuple((condition, words(part)) for condition, part in cases))


@frozen
class Looked(Words):
    """What a function makes of a text, such as the source of the figure at a path.

    Where the text is a choice among fixed ones, the function is called once for each of those.
    """

    look: Callable[[str], str]
    text: Words

    def source(self, code: Code) -> str:
        fixed = _looked(self.text, self.look)
        if fixed is not None:
            return fixed.source(code)
        return f"{code.bind(self.look)}({self.text.source(code)})"


def _looked(text: Words, look: Callable[[str], str]) -> Words | None:
    if isinstance(text, Template):
        fixed = [part for part in text.parts if isinstance(part, str)]
        return words(look("".join(fixed))) if len(fixed) == len(text.parts) else None
    if not isinstance(text, Chosen):
        return None
    inner = [(condition, _looked(case, look)) for condition, case in text.cases]
    otherwise = _looked(text.otherwise, look)
    known = tuple((condition, case) for condition, case in inner if case is not None)
    if otherwise is None or len(known) < len(inner):
        return None
    return Chosen(known, otherwise)


def _escaped(text: str) -> str:
    """Text as it stands in an f-string, with what would end it, fill it or break its line."""
    for plain, safe in (("\\", "\\\\"), ('"', '\\"'), ("{", "{{"), ("}", "}}")):
        text = text.replace(plain, safe)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
