"""The facts that rules read: what each is called, what it may be, what proves it, who reads it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from jifen import (
    AmountFact,
    ChoiceFact,
    CountFact,
    Deduction,
    Fact,
    Indicator,
    Registry,
    Requirement,
    Rulebook,
    Scheme,
    Text,
)
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, table
from jifen_cli.views.rules_data import both

_TYPES = {
    "flag": "是否",
    "count": "整数",
    "amount": "数额",
    "choice": "选项",
    "date": "日期",
    "events": "事件",
}
_NAME = 32


class Declared(NamedTuple):
    """One edition whose facts are shown.

    Attributes:
        line: The code of its jurisdiction, and those above it.
        name: The jurisdiction's name.
        book: The edition.
    """

    line: Sequence[str]
    name: Text
    book: Rulebook


Books = Sequence[Declared]


def books_of_chain(scheme: Scheme) -> Books:
    """The editions of a scheme."""
    codes = [book.edition.jurisdiction for book in scheme.rulebooks]
    return [
        Declared(codes[n::-1], scheme.names[codes[n]], book)
        for n, book in enumerate(scheme.rulebooks)
    ]


def books_of_all(registry: Registry, on: date) -> Books:
    """Every edition in force on a date, each below the place it lies in."""
    lines = sorted((registry.line(code) for code in registry.contributions), key=lambda x: x[::-1])
    return [
        Declared(line, registry.name(line[0]), book)
        for line in lines
        for book in registry.editions(line[0])
        if on in book.edition.in_force
    ]


def facts_sheet(books: Books, lang: Lang) -> str:
    """The facts, a table row each, under the place that declares them."""
    say = speaker(lang)
    columns = (
        Column(say("事实", "Fact"), firm=True, most=_NAME),
        Column(say("说明", "What it is")),
    )
    return table(columns, _rows(books, lang))


def facts_data(books: Books, on: date) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.facts/1",
        "on": on.isoformat(),
        "facts": [
            {
                "id": fact.id,
                "jurisdiction": owner.line[0],
                "type": fact.type,
                "name": both(fact.name),
                "required": fact.required,
                "more_is_better": fact.more_is_better,
                "expects": both(fact.expects()),
                "choices": [{"id": c.id, "name": both(c.name)} for c in _choices(fact)],
                "evidence": fact.evidence and both(fact.evidence),
                "read_by": [item.id for item in _readers(fact, owner, books)],
            }
            for owner in books
            for fact in owner.book.facts
        ],
    }


def _rows(books: Books, lang: Lang) -> Iterator[Sequence[str]]:
    for n, owner in enumerate(books):
        if n:
            yield ()
        yield (owner.name[lang],)
        yield from (_row(fact, owner, books, lang) for fact in owner.book.facts)


def _row(fact: Fact, owner: Declared, books: Books, lang: Lang) -> Sequence[str]:
    say = speaker(lang)
    required = say("，必填", ", required") if fact.required else ""
    lines = [f"{say(_TYPES[fact.type], fact.type)}{required}{say('：', ': ')}{_values(fact, lang)}"]
    if fact.evidence:
        lines.append(say(f"证明材料：{fact.evidence.zh}", f"Evidence: {fact.evidence.en}"))
    names = dict.fromkeys(item.name[lang] for item in _readers(fact, owner, books))
    if names:
        used = say("、", ", ").join(names)
        lines.append(say(f"用于：{used}", f"Read by: {used}"))
    return f"  {fact.name[lang]}\n  {fact.id}", "\n".join(lines)


def _values(fact: Fact, lang: Lang) -> str:
    if isinstance(fact, ChoiceFact):
        one_of = "以下之一" if lang == "zh" else "one of"
        return "\n".join([one_of, *(f"  {c.id}  {c.name[lang]}" for c in fact.choices)])
    unit = fact.unit[lang] if isinstance(fact, CountFact | AmountFact) else ""
    counted = f"（{unit}）" if lang == "zh" else f" ({unit})"
    return f"{fact.expects()[lang]}{counted if unit else ''}"


def _choices(fact: Fact) -> Sequence[Any]:
    return fact.choices if isinstance(fact, ChoiceFact) else getattr(fact, "kinds", ())


def _readers(
    fact: Fact, owner: Declared, books: Books
) -> Iterator[Indicator | Deduction | Requirement]:
    """What reads a fact: in the edition that declares it, and in those below it."""
    for book in (b.book for b in books if owner.line[0] in b.line):
        items: Sequence[Indicator | Deduction] = (*book.indicators, *book.deductions)
        yield from (item for item in items if fact.id in item.rule.reads)
        yield from (item for item in book.requirements if item.condition.fact == fact.id)
