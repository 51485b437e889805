"""The linter of rulebooks: proves what can be proved from the ranges of rules, without samples."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attrs import evolve

from jifen.contribution import Contribution, edition_problems, place_problems
from jifen.errors import Problem
from jifen.facts import Fact
from jifen.links import service_problems
from jifen.lint.chain import (
    above_on,
    clashes,
    days,
    gaps,
    limit_problems,
    missing_layers,
    place_clashes,
    rescore_problems,
    threshold_problems,
    undeclared_place,
    unused_facts,
)
from jifen.lint.golden import case_problems
from jifen.lint.names import label_problems, name_problems
from jifen.lint.ranges import range_problems, requirement_problems
from jifen.lint.subject import PLACES, Subject, read_subject
from jifen.lint.tiers import tier_problems
from jifen.lint.unread import loose, may_follow, not_checked
from jifen.model import Deduction, Indicator, Rulebook
from jifen.parts import parts
from jifen.plugins import Found
from jifen.registry import Registry, load_registry
from jifen.wellformed import path, rule_problems, rulebook_problems

__all__ = ["check"]

_NAMES_ABOVE = ("JF201", "JF315", "JF401", "JF402")
"""What is found where a name is not declared, or too little is, in an edition or above it."""


def check(
    subject: str | Path | Found, registry: Registry | None = None, *, cases: bool = True
) -> tuple[Problem, ...]:
    """Everything that is wrong with a plugin, each with its code and, in a file, its line.

    The codes are documented in docs/lint.md. A plugin's own rule kinds are known once it is
    installed; the layers above it are those of the registry. Its `severity` says of each whether
    the plugin cannot be used; if anything could not be checked for an error, the last says what.

    Args:
        subject: A plugin's folder or one of its rulebooks, the division code of an installed
            plugin, or a plugin found elsewhere.
        registry: The plugins at hand; by default those installed.
        cases: Whether the golden cases beside the rulebooks are run, if there is no error.

    Raises:
        InputError: if there is no such path and no such plugin.
    """
    registry = load_registry() if registry is None else registry
    taken = read_subject(subject, registry)
    found = list(dict.fromkeys([*taken.problems, *_problems(taken, registry)]))
    failed = any(problem.severity == "error" for problem in found)
    if cases and not failed:
        found += case_problems(taken.cases, taken.gift, registry)
    found.sort(key=lambda p: (p.place, p.line or 0, p.column or 0, p.code))
    return (*found, *_not_checked(str(subject), taken, cases=cases and failed))


def _not_checked(subject: str, taken: Subject, *, cases: bool) -> Iterable[Problem]:
    unread = [
        f"{book.edition.id}: {at}"
        for book in taken.gift.rulebooks
        for records in [taken.unread.get(book.edition.id, ())]
        for at in (*(record.at for record in records), *loose(book, records))
    ]
    chain = PLACES in taken.files and taken.gift.found.code not in taken.gift.places
    return not_checked(
        subject,
        taken.unreadable,
        unread,
        chain=chain,
        cases=len(taken.cases) if cases else 0,
    )


def _problems(taken: Subject, registry: Registry) -> Iterator[Problem]:
    gift = taken.gift
    known = gift.found.code in gift.places
    if not gift.found.code:
        pass  # what would say whose plugin it is cannot be read, which is told
    elif PLACES in taken.files or not taken.files:
        places = [*place_problems(gift), *place_clashes(gift, registry)] if gift.places else []
        known = known and not places
        yield from (taken.pin(PLACES, problem) for problem in places)
    elif not known and gift.rulebooks:
        # A rulebook by itself declares no place: the installed plugins do.
        yield taken.pin(gift.rulebooks[0].edition.id, undeclared_place(gift.found.code))
    for book, problem in [] if taken.unreadable else gaps(gift.rulebooks):
        yield taken.pin(book.edition.id, problem)
    for book in gift.rulebooks:
        own = [*map(_coded, rulebook_problems(book)), *name_problems(book), *tier_problems(book)]
        own += _in_chain(gift, book, registry) if known else _alone(book)
        unread = taken.unread.get(book.edition.id, ())
        apart = loose(book, unread)
        own = [problem for problem in own if not may_follow(problem, unread, apart)]
        yield from (taken.pin(book.edition.id, problem) for problem in own)


def _alone(book: Rulebook) -> Iterator[Problem]:
    """What can be said of the rules while it is not known what lies above."""
    found = _rules(book, _facts([book]), book.edition.in_force.from_)
    return (problem for problem in found if problem.code not in _NAMES_ABOVE)


def _coded(problem: Problem) -> Problem:
    """A problem of an edition in itself; the declaration of a fact states no code."""
    return evolve(problem, code=problem.code or "JF204")


def _in_chain(gift: Contribution, book: Rulebook, registry: Registry) -> list[Problem]:
    found = list(edition_problems(gift, book))
    for on in days(gift, book, registry):
        above = above_on(gift, registry, on)
        missing = list(missing_layers(gift, book, registry, on))
        linked = [
            *clashes(book, above),
            *rescore_problems(book, above),
            *limit_problems(book, above),
            *service_problems(book, above),
            *threshold_problems(book, above),
            *_rules(book, _facts((*above, book)), on),
        ]
        # What a missing layer would have declared is not unknown: the layer is told.
        found += missing
        found += (p for p in linked if not (missing and p.code in _NAMES_ABOVE))
    # A fact whose name is misspelt in a rule is not unused: the rule is told.
    if all(problem.code != "JF201" for problem in found):
        found += unused_facts(book)
    return found


def _facts(books: Iterable[Rulebook]) -> dict[str, Fact]:
    return {fact.id: fact for book in books for fact in book.facts}


def _rules(book: Rulebook, facts: dict[str, Fact], on: date) -> Iterator[Problem]:
    """What is wrong with the rules of an edition; the ranges of those alone that are sound."""
    own = {fact.id for fact in book.facts}
    unsound = list(rule_problems(book, facts))
    items: tuple[Indicator | Deduction, ...] = (*book.indicators, *book.deductions)
    for item in items:
        at = f"{path(item)}.rule"
        mine = [p for p in unsound if p.place.startswith(at)]
        unsound = [p for p in unsound if p not in mine]
        yield from (_at_the_fact(p, item, at) for p in mine)
        if not mine and not any([*facts[fact].problems()] for fact in item.rule.reads):
            yield from label_problems(item, facts)
            yield from range_problems(item, facts, own, on)
    yield from (evolve(p, code=p.code or "JF205") for p in unsound)
    if not unsound:
        yield from requirement_problems(book, facts)


def _at_the_fact(problem: Problem, item: Indicator | Deduction, at: str) -> Problem:
    """A problem of a rule, with a code, and at the fact if a fact is unknown."""
    if problem.code != "JF201":
        return evolve(problem, code=problem.code or "JF311")
    named = (
        part.path
        for part in parts(item.rule, at)
        if isinstance(part.value, str) and problem.undeclared == f"fact[{part.value}]"
    )
    return evolve(problem, place=next(named, at))
