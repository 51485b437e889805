"""The golden cases of a plugin that is sound, run against what was checked."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve

from jifen.cases import bytes_of, case_in, differences
from jifen.contribution import Contribution
from jifen.errors import InputError, Problem
from jifen.lint.subject import File
from jifen.locate import located
from jifen.registry import Registry


def case_problems(
    cases: Sequence[Path], gift: Contribution, registry: Registry
) -> Iterator[Problem]:
    """Every difference between a case and what the rules give, at its line."""
    code = gift.found.code
    # What was checked stands in for the plugin as it is installed, if it is.
    failed = {place: failures for place, failures in registry.failed.items() if place != code}
    contributions = {**registry.contributions, code: gift}
    with_it = evolve(registry, contributions=contributions, failed=failed)
    for path in cases:
        file = File(str(path), None)
        try:
            data = bytes_of(path)
            file = File(str(path), located(data))
            wrong: Iterable[Problem] = differences(case_in(data), code, with_it)
        except InputError as error:
            wrong = error.problems
        yield from map(file.pin, wrong)
