"""The schemes of the places in a table, and the facts that it may have for them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from jifen import Fact, InputError, JifenError, Refused, Registry, Scheme, Text
from jifen_batch.drafting import both_facts, disagree, drafted_schemes
from jifen_batch.population import Hopeless, Place


def facts_of(
    registry: Registry, schemes: Mapping[Place, Scheme], draft: Path | None, place: str
) -> tuple[dict[str, Fact], Mapping[Place, Scheme]]:
    """The facts of all schemes, and the same schemes with the draft, if there is one."""
    facts = _facts(schemes, place)
    if draft is None:
        return facts, {}
    drafted = drafted_schemes(registry.read_draft(draft), schemes, draft)
    return both_facts(facts, _facts(drafted, place), place), drafted


def schemes_of(
    registry: Registry, places: Iterable[Place], on: date, allow_missing: Collection[str] = ()
) -> tuple[dict[Place, Scheme], dict[Place, list[Hopeless]]]:
    """The schemes of the places, and of those without one, why."""
    schemes: dict[Place, Scheme] = {}
    hopeless: dict[Place, list[Hopeless]] = {}
    homes: dict[str, JifenError | None] = {}
    for lives_in, used_in in sorted(places):
        try:
            schemes[lives_in, used_in] = registry.resolve(
                lives_in, used_in, on, allow_missing=allow_missing
            )
        except JifenError as error:
            if lives_in not in homes:
                homes[lives_in] = _fault_of(registry, lives_in, on, allow_missing)
            of_home = homes[lives_in]
            found = [] if of_home is None else [*_hopeless("lives_in", lives_in, of_home)]
            of_use = error if of_home is None else _unknown(registry, used_in)
            if of_use is not None and used_in != lives_in:
                found += _hopeless("used_in", used_in, of_use)
            hopeless[lives_in, used_in] = found
    return schemes, hopeless


def _fault_of(
    registry: Registry, home: str, on: date, allow_missing: Collection[str]
) -> JifenError | None:
    """What is wrong with a place of residence, wherever the score is used."""
    try:
        registry.resolve(home, home, on, allow_missing=allow_missing)
    except JifenError as error:
        return error
    return None


def _unknown(registry: Registry, code: str) -> JifenError | None:
    """The error of a code that is no place's; of one that a broken plugin bears this is not known."""
    if code in registry.failed:
        return None
    try:
        registry.require_place(code)
    except JifenError as error:
        return error
    return None


def _hopeless(column: str, code: str, error: JifenError) -> Iterator[Hopeless]:
    """An error as what is wrong with a cell; a place that is named there is not named again."""
    for problem in error.problems:
        at, what = problem.place, problem.what
        said = what if at == code else Text(f"{at}：{what.zh}", f"{at}: {what.en}")
        yield Hopeless(column, code, Refused(said, problem.remedy), type(error))


def _facts(schemes: Mapping[Place, Scheme], place: str) -> dict[str, Fact]:
    """The facts of all schemes; places whose plugins disagree need a table each."""
    facts: dict[str, Fact] = {}
    names: dict[str, str] = {}
    for scheme in schemes.values():
        for fact in scheme.facts.values():
            same = facts.setdefault(fact.id, fact) == fact
            if not same or names.setdefault(fact.name.zh, fact.id) != fact.id:
                raise InputError([disagree(place, fact)])
    return facts
