"""Scoring the applicant of a file, with only the plugins that it takes."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date

from jifen import (
    Applicant,
    InputError,
    Layer,
    Problem,
    Registry,
    Scheme,
    Score,
    Text,
    load_registry,
    masked,
)

ELSEWHERE = ("110000", "310000", "440000")
"""Provinces that stand for everywhere outside: the first that is none of the applicant's own."""


def registry_of(places: Iterable[str] | None = None) -> Registry:
    """The registry; what a plugin prints when it is loaded is no result of the command."""
    with redirect_stdout(sys.stderr):
        return load_registry(places)


def score_in(
    applicant: Applicant, file: str, used_in: str, on: date, allow_missing: Sequence[str]
) -> tuple[Scheme, Score]:
    """The score of an applicant where it is used, and the scheme that gives it."""
    registry = registry_of([applicant.lives_in, used_in])
    return _scored(registry, applicant, file, used_in, on, allow_missing)


def score_everywhere(
    applicant: Applicant, file: str, on: date, allow_missing: Sequence[str]
) -> list[Score]:
    """The scores in each place of the applicant's chain, the innermost first, then outside it.

    A place above the applicant's own stands for everywhere else inside it.
    """
    registry = registry_of([applicant.lives_in])
    line = registry.line(applicant.lives_in)
    taken = {*line, *(found.code for found in registry.found)}
    outside = next(code for code in ELSEWHERE if code not in taken)
    return [
        _scored(registry, applicant, file, place, on, allow_missing)[1]
        for place in (*line, outside)
    ]


def layer_of(code: str, on: date) -> tuple[Scheme, Layer]:
    """A place's own edition in force on a date, with the scheme of its chain."""
    scheme = registry_of([code]).resolve(code, on=on)
    return scheme, scheme.layers[-1]


def _scored(
    registry: Registry,
    applicant: Applicant,
    file: str,
    used_in: str,
    on: date,
    allow_missing: Sequence[str],
) -> tuple[Scheme, Score]:
    with _unnamed(applicant):
        scheme = registry.resolve(applicant.lives_in, used_in, on, allow_missing=allow_missing)
        try:
            return scheme, scheme.score(applicant.facts, facts_as_of=applicant.facts_as_of)
        except InputError as error:
            raise InputError(problem.within(file) for problem in error.problems) from None


@contextmanager
def _unnamed(applicant: Applicant) -> Iterator[None]:
    """Keep the applicant's name and ID number out of errors, wherever in the file they stood."""
    secrets = [secret for secret in (applicant.name, applicant.id_number) if secret]

    def safe(text: str) -> str:
        for secret in secrets:
            text = text.replace(secret, masked(secret))
        return text

    try:
        yield
    except InputError as error:
        raise InputError(
            Problem(
                safe(p.place),
                Text(safe(p.what.zh), safe(p.what.en)),
                Text(safe(p.remedy.zh), safe(p.remedy.en)),
            )
            for p in error.problems
        ) from None
