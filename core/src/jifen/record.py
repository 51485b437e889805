"""The lines of a score, as JSON holds them; nothing here computes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from attrs import field, frozen

from jifen.model import Layer
from jifen.quantity import fixed
from jifen.source import Source
from jifen.text import Text


def fixed_throughout(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """A copy of facts in canonical form that cannot change, nor can the events in it."""
    return fixed({fact: _fixed_value(value) for fact, value in facts.items()})


def _fixed_value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(map(_fixed_value, value))
    return fixed_throughout(value) if isinstance(value, Mapping) else value


@frozen(kw_only=True)
class IndicatorLine:
    """One indicator of a score.

    Attributes:
        id: The indicator.
        name: Its name.
        points: The points it gives, at most `max`.
        max: The most it can give.
        status: `scored`, or `unclaimed` where its facts are absent.
        reason: Why it gives these points.
        facts: The facts it rests on, those present, in canonical form.
        rescores: The upstream indicator that it re-scores, if any.
        group: The group of its tier that limits it, if any; its own points are unchanged by it.
        limited_by: The indicator whose points limit these, if any.
        department: The department that reviews it.
        source: The source of the figure that decided.
    """

    id: str
    name: Text
    points: Decimal
    max: Decimal
    status: Literal["scored", "unclaimed"]
    reason: Text = field(repr=False)
    facts: Mapping[str, Any] = field(converter=fixed_throughout, repr=False)
    rescores: str | None
    group: str | None
    limited_by: str | None
    department: str
    source: Source


@frozen(kw_only=True)
class TierLine:
    """One tier of a score.

    Attributes:
        id: The tier.
        jurisdiction: The code of the place whose tier it is.
        layer: `commonality` or `personality`.
        scope: The code of the place inside which it is recognised.
        cap: The most it can give.
        name: Its name.
        is_recognised: Whether it counts where the score is used.
        reason: Why it does, or does not.
        earned: Its points.
        recognised: Those that count.
        withheld: Those that do not.
        indicators: Its lines.
    """

    id: str
    jurisdiction: str
    layer: Layer
    scope: str
    cap: Decimal
    name: Text
    is_recognised: bool
    reason: Text = field(repr=False)
    earned: Decimal
    recognised: Decimal
    withheld: Decimal
    indicators: tuple[IndicatorLine, ...]


@frozen(kw_only=True)
class DeductionLine:
    """One deduction of a score.

    Attributes:
        id: The deduction.
        name: Its name.
        points: What it subtracts, as a positive figure, before its group limits it.
        is_recognised: Whether it counts where the score is used.
        freezes_until: The last day of the freeze it causes on the date of the score, if it does
            and the edition gives one.
        freezes: Whether it freezes the score.
        reason: Why it subtracts these points.
        facts: The facts it rests on, in canonical form.
        group: The group of its tier that limits it, if any.
        department: The department that holds the evidence.
        source: The source of the figure that decided.
    """

    id: str
    name: Text
    points: Decimal
    is_recognised: bool
    freezes: bool
    freezes_until: date | None
    reason: Text = field(repr=False)
    facts: Mapping[str, Any] = field(converter=fixed_throughout, repr=False)
    group: str | None
    department: str
    source: Source


@frozen(kw_only=True)
class RequirementLine:
    """One requirement, and whether it is met."""

    id: str
    name: Text
    met: bool
    reason: Text = field(repr=False)


@frozen(kw_only=True)
class ServiceLine:
    """A public service of the place of use, and whether the score qualifies for it.

    Attributes:
        id: The service.
        name: Its name.
        points: The points that it counts.
        threshold: The least it asks for, if it does.
        ranked: Whether those who qualify are ranked, so that a place is not yet certain.
        qualifies: Whether the applicant may be considered: the points suffice, every requirement
            is met, and the score is not frozen.
        reason: Why, or why not.
        source: Where the service's rules come from.
    """

    id: str
    name: Text
    points: Decimal
    threshold: Decimal | None
    ranked: bool
    qualifies: bool
    reason: Text = field(repr=False)
    source: Source


DRAFT = "(draft)"
"""What stands for the plugin of an edition that is a draft and in none; no plugin is named so."""


@frozen(kw_only=True)
class RulebookLine:
    """An edition that a score came from, with the plugin it is in, or `DRAFT` in its place."""

    jurisdiction: str
    edition: str
    plugin: str
    version: str
    digest: str

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, scored as if it were in force."""
        return self.plugin == DRAFT


@frozen(kw_only=True, eq=False)
class Record:
    """A score with all its lines, as JSON holds it.

    Attributes:
        lives_in: The code of the place where the applicant lives.
        used_in: The code of the place where the score is used.
        on: The date of the score.
        facts_as_of: The day the facts were taken, if it was given.
        facts: The whole input, in canonical form.
        eligible: Whether every requirement is met.
        requirements: The requirements.
        frozen: Whether the score is frozen, so that it cannot be used.
        frozen_until: The last day of the freeze; None if it is not frozen or has no end.
        earned: The points of all tiers.
        recognised: Those that count where the score is used.
        withheld: Those that do not.
        deducted: The recognised deductions, as a positive figure.
        floored: What the floor of the total gave back.
        total: recognised − deducted + floored.
        provisional: Whether any line rests on a provisional figure.
        draft: Whether any edition is a draft.
        absent_layers: The codes of the chain that were explicitly left out.
        names: The names of the places concerned.
        tiers: The tiers.
        deductions: The deductions.
        services: The public services of the place of use.
        rulebooks: The editions it came from.
    """

    lives_in: str
    used_in: str
    on: date
    facts_as_of: date | None
    facts: Mapping[str, Any] = field(converter=fixed_throughout, repr=False)
    eligible: bool
    requirements: tuple[RequirementLine, ...] = field(repr=False)
    frozen: bool
    frozen_until: date | None
    earned: Decimal
    recognised: Decimal
    withheld: Decimal
    deducted: Decimal
    floored: Decimal
    total: Decimal
    provisional: bool
    draft: bool
    absent_layers: tuple[str, ...]
    names: Mapping[str, Text] = field(converter=fixed)
    tiers: tuple[TierLine, ...] = field(repr=False)
    deductions: tuple[DeductionLine, ...] = field(repr=False)
    services: tuple[ServiceLine, ...] = field(repr=False)
    rulebooks: tuple[RulebookLine, ...]
