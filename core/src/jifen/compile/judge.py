"""What a row says besides its figures: what is claimed, met, provisional and frozen."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

from jifen.compile.assess import Row
from jifen.composition import Composition
from jifen.dates import add_years, window_start
from jifen.formula import Code, Looked, Present, every
from jifen.formula.code import listed
from jifen.model import Deduction, Indicator
from jifen.phrases import decided_by

Judgement: TypeAlias = tuple[tuple[bool, ...], tuple[bool, ...], tuple[str, ...]]
"""Which indicators are claimed, which requirements are met, and of each indicator and deduction
the path of the figure that decided."""

Freeze: TypeAlias = tuple[bool, date | None]
"""Whether something is frozen on the date of the score, and its last day, if it has one."""

Freezes: TypeAlias = tuple[Freeze, tuple[Freeze, ...]]
"""The freeze of the score, and of each deduction."""

NOT_FROZEN: Freeze = (False, None)


def compile_judge(scheme: Composition) -> Callable[[Row], Judgement]:
    """Generate the function that says what is claimed and met, and which figures decided."""
    code = Code(scheme.facts, scheme.on)
    items: Sequence[Indicator | Deduction] = (*scheme.indicators, *scheme.deductions)
    claimed = [f"bool({i.rule.claimed().source(code)})" for i in scheme.indicators]
    met = [f"bool({source})" for source in _met(scheme, code)]
    decided = [decided_by(item, scheme.facts).source(code) for item in items]
    return code.of_row("judge", listed(map(listed, (claimed, met, decided))))  # type: ignore[no-any-return]


def is_eligible(scheme: Composition, code: Code) -> str:
    """Source of whether every requirement is met."""
    return f"bool({' and '.join(f'({source})' for source in _met(scheme, code)) or True})"


def _met(scheme: Composition, code: Code) -> list[str]:
    conditions = (requirement.condition for requirement in scheme.requirements)
    return [every((Present(c.fact), c.met())).source(code) for c in conditions]


def is_provisional(scheme: Composition, code: Code) -> str:
    """Source of whether any line rests on a provisional figure."""
    # A deduction without any event subtracts nothing, whatever its figures are.
    rests: list[tuple[Indicator | Deduction, str]] = [
        *((i, i.rule.claimed().source(code)) for i in scheme.indicators),
        *((d, " or ".join(map(code.fact, d.rule.reads))) for d in scheme.deductions),
    ]
    # One is enough, so the quickest to answer come first.
    tests = [f"({on})" for i, on in rests if not i.figures and i.source.status == "provisional"]
    # A floor is the edition's figure: it may hold whatever the deductions are worth.
    tests += [
        f"({' or '.join(map(code.fact, deduction.rule.reads))})"
        for book in scheme.rulebooks
        if book.edition.floor is not None and book.edition.source.status == "provisional"
        for deduction in book.deductions
    ]
    for item, on in rests:
        if item.figures:
            mark = Looked(partial(_mark, item), decided_by(item, scheme.facts))
            tests.append(f"(({on}) and {mark.source(code)})")
    return f"bool({' or '.join(tests) or False})"


def _mark(item: Indicator | Deduction, path: str) -> str:
    """A text that is true only if the source of the figure at a path is provisional."""
    return "provisional" if item.source_of(path).status == "provisional" else ""


def what_freezes(scheme: Composition, code: Code) -> str:
    """Source of whether the score is frozen, and whether each deduction freezes it."""
    given: list[str] = []
    each: list[str] = []
    for deduction in scheme.deductions:
        events = [code.fact(f) for f in deduction.rule.reads if scheme.facts[f].type == "events"]
        if deduction.freeze is None or not events:
            each.append(code.bind(NOT_FROZEN))
            continue
        given += events
        years = deduction.freeze.years
        first = code.bind(window_start(scheme.on, years))
        freeze = code.bind(partial(_freeze, years))
        happened = " + ".join(f"({name} or ())" for name in events)
        days = f"[e.date for e in {happened} if {first} <= e.date <= on]"
        each.append(f"{freeze}({days})")
    counts = [deduction.tier in scheme.recognised for deduction in scheme.deductions]
    overall = f"{code.bind(partial(_overall, counts))}({listed(each)})"
    nothing = code.bind((NOT_FROZEN, (NOT_FROZEN,) * len(each)))
    return f"({overall} if {' or '.join(given) or False} else {nothing})"


def _freeze(years: int | None, days: list[date]) -> Freeze:
    """Whether events on some days freeze the score, until so many years after the last of them."""
    if not days:
        return NOT_FROZEN
    return True, None if years is None else add_years(max(days), years)


def _overall(counts: Sequence[bool], each: tuple[Freeze, ...]) -> Freezes:
    """The freeze of the whole score, and its last day if every freeze that counts has one."""
    ends = [until for (frozen, until), here in zip(each, counts, strict=True) if frozen and here]
    if not ends:
        return NOT_FROZEN, each
    dated = [until for until in ends if until is not None]
    return (True, max(dated) if len(dated) == len(ends) else None), each
