"""A draft rulebook beside the editions in force: its schemes, and the facts of both."""

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve

from jifen import ChoiceFact, Fact, InputError, Problem, Registry, Scheme, Text
from jifen_batch.population import Place


def drafted_schemes(
    registry: Registry, schemes: Mapping[Place, Scheme], draft: Path
) -> dict[Place, Scheme]:
    """The schemes of the same places in a registry that has a draft.

    Raises:
        InputError: if the draft is of a place that none of them lies in.
        RulebookError: if it does not fit the editions above it.
    """
    drafted = {
        (home, use): registry.resolve(home, use, scheme.on, allow_missing=scheme.absent_layers)
        for (home, use), scheme in schemes.items()
    }
    if any(layer.draft for scheme in drafted.values() for layer in scheme.layers):
        return drafted
    raise InputError(
        [
            Problem(
                draft.name,
                Text(
                    "草案所在地区与表中的人无关", "the draft is of a place where nobody here lives"
                ),
                Text(
                    "请核对 edition.jurisdiction 与表中的居住地",
                    "Compare edition.jurisdiction with the places in the table",
                ),
            )
        ]
    )


def both_facts(now: Mapping[str, Fact], then: Mapping[str, Fact], place: str) -> dict[str, Fact]:
    """The facts that a table may have for either: those of the draft, then those it drops.

    A choice that either has may stand in the table; each side then judges for itself.

    Raises:
        InputError: if a fact has changed its type, so that no one table suits both.
    """
    both = dict(now) | dict(then)
    for name in (name for name in now if name in then):
        one, other = now[name], then[name]
        if type(one) is not type(other):
            raise InputError([disagree(place, other)])
        if isinstance(one, ChoiceFact) and isinstance(other, ChoiceFact):
            dropped = [choice for choice in one.choices if choice.id not in other.ids()]
            both[name] = evolve(other, choices=(*other.choices, *dropped))
    return both


def disagree(place: str, fact: Fact) -> Problem:
    """Places, or editions, that declare a fact of one table differently."""
    return Problem(
        place,
        Text(
            f"表中各地对“{fact.name.zh}”（{fact.id}）的规定不同",
            f"the places in it declare {fact.id} differently",
        ),
        Text("请按地区分成几张表", "Split it into a table for each place"),
    )
