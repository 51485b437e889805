"""Scoring the applicant of a file, with only the plugins that it takes."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from pathlib import Path

from jifen import (
    Applicant,
    InputError,
    JifenError,
    Layer,
    Problem,
    Registry,
    RulebookError,
    Scheme,
    Score,
    Text,
    load_registry,
    masked,
)

ELSEWHERE = ("110000", "310000", "440000")
"""Provinces that stand for everywhere outside: the first that is none of the applicant's own."""


def registry_of(places: Iterable[str] | None = None) -> Registry:
    """The registry; what a plugin prints when it is loaded is no result of the command.

    Args:
        places: If given, only the plugins of these places' chains are loaded; but all are if one
            of them is not known, so that it can be said which place is meant.
    """
    asked = None if places is None else set(places)
    with redirect_stdout(sys.stderr):
        registry = load_registry(asked)
        return registry if _know(registry, asked or ()) else load_registry()


def _know(registry: Registry, codes: Iterable[str]) -> bool:
    try:
        for code in codes:
            registry.require_place(code)
    except InputError:
        return False
    return True


def with_drafts(registry: Registry, files: Iterable[Path], lives_in: str) -> Registry:
    """A registry in which the drafts in some files stand in for the editions of their places."""
    for file in files:
        registry = registry.read_draft(file)
    if outside := [code for code in registry.drafts if code not in registry.line(lives_in)]:
        raise RulebookError(_of_no_layer(code, lives_in) for code in outside)
    return registry


def score_in(
    applicant: Applicant,
    file: str,
    used_in: str | None,
    on: date,
    allow_missing: Sequence[str],
    drafts: Sequence[Path] = (),
) -> tuple[Scheme, Score]:
    """The score of an applicant where it is used, and the scheme that gives it.

    That is where the file says, or where they live, if nothing else is asked for.
    """
    places = {f"{file}: lives_in": applicant.lives_in}
    if elsewhere := used_in or applicant.used_in:
        places["--used-in" if used_in else f"{file}: used_in"] = elsewhere
    used_in = elsewhere or applicant.lives_in
    registry = registry_of(places.values())
    _require_places(registry, applicant, places)
    registry = with_drafts(registry, drafts, applicant.lives_in)
    return _scored(registry, applicant, file, used_in, on, allow_missing)


def score_everywhere(
    applicant: Applicant,
    file: str,
    on: date,
    allow_missing: Sequence[str],
    drafts: Sequence[Path] = (),
) -> list[Score]:
    """The scores in each place of the applicant's chain, the innermost first, then outside it.

    A place above the applicant's own stands for everywhere else inside it.
    """
    registry = registry_of([applicant.lives_in])
    _require_places(registry, applicant, {f"{file}: lives_in": applicant.lives_in})
    registry = with_drafts(registry, drafts, applicant.lives_in)
    line = registry.line(applicant.lives_in)
    taken = {*line, *(found.code for found in registry.found)}
    unknown = (code for code in ELSEWHERE if code not in taken)
    outside = next(unknown, next(code for code in ELSEWHERE if code not in line))
    return [
        _scored(registry, applicant, file, place, on, allow_missing)[1]
        for place in (*line, outside)
    ]


def faults_in(
    applicant: Applicant,
    file: str,
    used_in: str | None,
    on: date,
    allow_missing: Sequence[str],
    drafts: Sequence[Path] = (),
) -> Sequence[Problem]:
    """What is wrong with the facts of an applicant, and where they live and use the score."""
    try:
        score_in(applicant, file, used_in, on, allow_missing, drafts)
    except InputError as error:
        return error.problems
    except JifenError:
        return ()  # of the rules: told once the file is right
    return ()


def layer_of(code: str, on: date) -> tuple[Scheme, Layer]:
    """A place's own edition in force on a date, with the scheme of its chain."""
    scheme = registry_of([code]).resolve(code, on=on)
    return scheme, scheme.layers[-1]


def _require_places(registry: Registry, applicant: Applicant, named: Mapping[str, str]) -> None:
    """Check that the places of an applicant exist.

    Args:
        registry: The registry.
        applicant: The applicant.
        named: The codes, by where each stands.

    Raises:
        InputError: if some do not, with where these stand.
    """
    problems: list[Problem] = []
    for at, code in named.items():
        # A place that a broken plugin bears exists; what is wrong with that the registry says.
        if code in registry.failed:
            continue
        try:
            registry.require_place(code)
        except InputError as error:
            problems += (problem.within(at) for problem in error.problems)
    with _unnamed(applicant):
        if problems:
            raise InputError(problems)


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


def _of_no_layer(code: str, lives_in: str) -> Problem:
    return Problem(
        f"--rulebook {code}",
        Text(f"{code} 不是 {lives_in} 的上级", f"{code} is no layer of {lives_in}"),
        Text(
            "请给出申请人居住地或其上级的草案",
            "Give a draft of where the applicant lives, or above",
        ),
    )


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
