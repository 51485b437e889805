"""Which figures of a rule can decide, read off the words that name the one that did."""

from collections.abc import Iterator

from jifen.formula.code import Code
from jifen.formula.numbers import Ranges
from jifen.formula.words import Chosen, Template, Words


def deciding(text: Words, code: Code, known: Ranges) -> Iterator[tuple[str, bool]]:
    """The paths of figures that can decide, and whether any facts lead to each.

    They are the fixed texts of a rule's `decided_by`. The conditions that choose among them choose
    among the figures, so where no facts choose a text, its figure is never given.
    """
    if isinstance(text, Template):
        yield from _in_order(text.parts, code, known)
    elif isinstance(text, Chosen):
        alive = True
        for condition, case in text.cases:
            when_true = condition.narrow(code, known, holds=True) if alive else None
            for path, reached in deciding(case, code, known if when_true is None else when_true):
                yield path, reached and when_true is not None
            when_false = condition.narrow(code, known, holds=False) if alive else None
            alive, known = when_false is not None, known if when_false is None else when_false
        for path, reached in deciding(text.otherwise, code, known):
            yield path, reached and alive


def _in_order(
    pieces: tuple[str | Words, ...], code: Code, known: Ranges
) -> Iterator[tuple[str, bool]]:
    if not pieces:
        yield "", True
        return
    first = pieces[0]
    for head, reached in (
        [(first, True)] if isinstance(first, str) else deciding(first, code, known)
    ):
        for tail, also in _in_order(pieces[1:], code, known):
            yield head + tail, reached and also


def unlisted(text: Words) -> Iterator[Words]:
    """The nodes of a `decided_by` whose texts cannot be listed: all but fixed texts and choices."""
    if isinstance(text, Template):
        parts = [part for part in text.parts if not isinstance(part, str)]
    elif isinstance(text, Chosen):
        parts = [*(case for _, case in text.cases), text.otherwise]
    else:
        yield text
        return
    for part in parts:
        yield from unlisted(part)
