"""The schemes of the places in a table, and the facts that it may have for them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from jifen import Fact, InputError, JifenError, Refused, Registry, Scheme, Text
from jifen_batch.drafting import both_facts, disagree, drafted_schemes
from jifen_batch.population import Place


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
) -> tuple[dict[Place, Scheme], dict[Place, Refused]]:
    """The schemes of the places, and of those without one, why."""
    schemes: dict[Place, Scheme] = {}
    hopeless: dict[Place, Refused] = {}
    first: JifenError | None = None
    for lives_in, used_in in sorted(places):
        try:
            schemes[lives_in, used_in] = registry.resolve(
                lives_in, used_in, on, allow_missing=allow_missing
            )
        except JifenError as error:
            first = first or error
            problem = error.problems[0]
            what = Text(
                f"{problem.place}：{problem.what.zh}", f"{problem.place}: {problem.what.en}"
            )
            hopeless[lives_in, used_in] = Refused(what, problem.remedy)
    if not schemes and first is not None:
        raise first
    return schemes, hopeless


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
