"""Whether anything of a score rests on a provisional figure, as a condition over the facts.

It says what `Score.provisional` says. There the text of the path of the figure that decided is
looked up; a column has no need of the text, only of the conditions under which it is which.
"""

from collections.abc import Callable, Container, Mapping, Sequence

from jifen.composition import Composition
from jifen.facts import AmountFact, CountFact, EventsFact, Fact, FlagFact
from jifen.formula import (
    AtLeast,
    Chosen,
    Cond,
    Holds,
    Is,
    Not,
    Part,
    Present,
    Template,
    Value,
    Words,
    either,
    every,
)  # fmt: skip
from jifen.frame.events import some_of
from jifen.model import Deduction, Indicator
from jifen.phrases import decided_by

_ALWAYS, _NEVER = every(()), either(())


def rests_on_provisional(scheme: Composition, tables: Container[str]) -> Cond:
    """Whether any line of a score rests on a provisional figure.

    Args:
        scheme: The scheme.
        tables: The facts of which there is a table of events.
    """
    facts = scheme.facts
    given = {
        d.id: either(_is_given(facts[fact], tables) for fact in d.rule.reads)
        for d in scheme.deductions
    }
    tests = [_both(i.rule.claimed(), _is_marked(i, facts)) for i in scheme.indicators]
    # A deduction without any event subtracts nothing, whatever its figures are.
    tests += [_both(given[d.id], _is_marked(d, facts)) for d in scheme.deductions]
    # A floor is the edition's figure: it may hold whatever the deductions are worth.
    tests += [
        given[deduction.id]
        for book in scheme.rulebooks
        if book.edition.floor is not None and book.edition.source.status == "provisional"
        for deduction in book.deductions
    ]
    distinct = [test for n, test in enumerate(tests) if test not in tests[:n]]
    return either(test for test in distinct if test != _NEVER)


def _is_given(fact: Fact, tables: Container[str]) -> Cond:
    """Whether a fact says that there is anything: some event, a number other than 0, a yes."""
    match fact:
        case EventsFact():
            return Holds(some_of(fact.id)) if fact.id in tables else _NEVER
        case FlagFact():
            return Is(fact.id, (True,))
        case CountFact() | AmountFact():
            number = Value(fact.id)
            is_nought = every((AtLeast(number, 0), AtLeast(number * -1, 0)))
            return every((Present(fact.id), Not(is_nought)))
    return Present(fact.id)


def _is_marked(item: Indicator | Deduction, facts: Mapping[str, Fact]) -> Cond:
    """Whether the figure that decided is a provisional one."""

    def is_provisional(path: str) -> Cond:
        return _ALWAYS if item.source_of(path).status == "provisional" else _NEVER

    return _where(decided_by(item, facts), is_provisional)


def _where(text: Words, then: Callable[[str], Cond]) -> Cond:
    """What `then` says of the text that is chosen."""
    if isinstance(text, Template):
        return _after("", text.parts, then)
    # Texts that cannot be listed were refused when the plugin was loaded (JF107).
    assert isinstance(text, Chosen), text
    found = _where(text.otherwise, then)
    for condition, case in reversed(text.cases):
        found = _if(condition, _where(case, then), found)
    return found


def _after(before: str, parts: Sequence[Part], then: Callable[[str], Cond]) -> Cond:
    if not parts:
        return then(before)
    first, rest = parts[0], parts[1:]
    if isinstance(first, str):
        return _after(before + first, rest, then)
    return _where(first, lambda said: _after(before + said, rest, then))


def _if(condition: Cond, then: Cond, otherwise: Cond) -> Cond:
    """One condition or another, in as few words as it takes."""
    if then == otherwise:
        return then
    if otherwise == _NEVER:
        return _both(condition, then)
    if then == _ALWAYS:
        return either((condition, otherwise))
    if then == _NEVER:
        return _both(Not(condition), otherwise)
    return either((every((condition, then)), every((Not(condition), otherwise))))


def _both(one: Cond, other: Cond) -> Cond:
    if _NEVER in (one, other):
        return _NEVER
    return one if other == _ALWAYS else every((one, other))
