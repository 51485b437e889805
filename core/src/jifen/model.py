"""The records of a rulebook: jurisdictions, scopes, tiers, indicators, deductions, editions.

All are frozen. A plugin's hooks return them; a TOML rulebook is read into them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from attrs import field, frozen
from attrs.validators import optional

from jifen.condition import Condition
from jifen.facts import Fact
from jifen.fields import is_code, is_quanta
from jifen.quantity import Quanta, fixed
from jifen.rules import Rule
from jifen.service import Service
from jifen.source import Source, nearest_source
from jifen.text import Text

Layer: TypeAlias = Literal["commonality", "personality"]


@frozen(kw_only=True)
class Jurisdiction:
    """A place with an administrative division code and a parent.

    Attributes:
        code: Its code; in China six digits (GB/T 2260).
        name: Its name.
        parent: The code of the place it lies in; None for a root such as a province.
    """

    code: str = field(validator=is_code)
    name: Text
    parent: str | None = field(default=None, validator=is_code)


@frozen(kw_only=True)
class Scope:
    """适用范围: the jurisdiction inside which a tier's points are recognised.

    Attributes:
        code: The jurisdiction.
        wording: How the law puts it, such as 全省通用、跨区互认.
    """

    code: str = field(validator=is_code)
    wording: Text


@frozen(kw_only=True)
class Group:
    """Indicators of a tier that share a joint cap, or of which only the highest counts.

    Deductions may be a group in the same way: of several for one act only the largest counts.

    Attributes:
        id: Its identifier, named by `group` of its indicators, or of its deductions.
        name: Its name.
        mode: `sum` under `cap`, or `highest`.
        cap: The joint cap; None for none.
    """

    id: str
    name: Text
    mode: Literal["sum", "highest"] = "sum"
    cap: Quanta | None = field(default=None, validator=optional(is_quanta))


@frozen(kw_only=True)
class Tier:
    """层级: a group of indicators with a cap, a layer and a scope.

    Attributes:
        id: Its identifier, such as `xiangshan.personality`.
        layer: `commonality` (共性) or `personality` (个性).
        scope: The code of the jurisdiction inside which its points are recognised.
        cap: The most points it gives.
        name: Its name.
        source: Where cap, layer and scope come from.
        groups: Joint caps and "the higher of".
        maxima_exceed_cap: Acknowledges that the maxima of its indicators add up to more than cap.
    """

    id: str
    layer: Layer
    scope: str = field(validator=is_code)
    cap: Quanta = field(validator=is_quanta)
    name: Text
    source: Source
    groups: tuple[Group, ...] = field(default=(), metadata={"key": "group"})
    maxima_exceed_cap: bool = False


@frozen(kw_only=True)
class Indicator:
    """指标: one scored item of a tier.

    Attributes:
        id: Its identifier, such as `zhejiang.age`.
        tier: The tier it belongs to.
        name: Its name.
        max: The most points it gives.
        department: The department that reviews it, in the law's words.
        rule: How it scores.
        source: Where its figures come from.
        figures: The sources of single figures that differ, by path inside the rule, such as
            `points.owned`.
        group: The group of its tier that it belongs to, if any.
        rescores: 再赋分: the upstream indicator whose evidence it gives further points for;
            a label, not a guard.
        limited_by: An indicator of this edition, or of one above it, whose points it cannot
            exceed.
    """

    id: str
    tier: str
    name: Text
    max: Quanta = field(validator=is_quanta)
    department: str
    rule: Rule
    source: Source
    figures: Mapping[str, Source] = field(factory=dict, converter=fixed)
    group: str | None = None
    rescores: str | None = None
    limited_by: str | None = None

    def source_of(self, figure: str) -> Source:
        """The source of the figure at a path of the rule: the nearest one given for it."""
        return nearest_source(self.figures, figure, self.source)


@frozen(kw_only=True)
class Freeze:
    """冻结: a deduction that makes the score unusable for a time.

    Attributes:
        years: How long after the last event, its last day included; None has no end.
    """

    years: int | None = None


@frozen(kw_only=True)
class Deduction:
    """扣分: an item that subtracts, and may freeze the score.

    Attributes:
        id: Its identifier, such as `ningbo.offences`.
        tier: The tier it belongs to; it counts where that tier is recognised.
        name: Its name.
        rule: How many points it subtracts, as a positive figure.
        source: Where its figures come from.
        department: The department that holds the evidence.
        freeze: Whether its events freeze the score, and for how long.
        group: The group of its tier that it belongs to, if any. A freeze is no matter of it.
        figures: The sources of single figures that differ, by path inside the rule, such as
            `points.owned`.
    """

    id: str
    tier: str
    name: Text
    rule: Rule
    source: Source
    department: str
    freeze: Freeze | None = None
    group: str | None = None
    figures: Mapping[str, Source] = field(factory=dict, converter=fixed)

    def source_of(self, figure: str) -> Source:
        """The source of the figure at a path of the rule: the nearest one given for it."""
        return nearest_source(self.figures, figure, self.source)


@frozen(kw_only=True)
class Requirement:
    """A condition of the edition for using a score; it does not change the points.

    Attributes:
        id: Its identifier.
        name: Its name.
        condition: What is asked; an absent fact does not meet it.
        source: Where it comes from.
    """

    id: str
    name: Text
    condition: Condition
    source: Source


@frozen(kw_only=True)
class InForce:
    """The days on which an edition is in force.

    Attributes:
        from_: The first day.
        to: The last day, included; None while it is open-ended.
    """

    from_: date
    to: date | None = None

    def __contains__(self, on: date) -> bool:
        return self.from_ <= on and (self.to is None or on <= self.to)

    def overlaps(self, other: "InForce") -> bool:
        """Whether both have a day in common."""
        return (self.to is None or other.from_ <= self.to) and (
            other.to is None or self.from_ <= other.to
        )


@frozen(kw_only=True)
class Edition:
    """版本: a jurisdiction's rulebook as in force between two dates.

    Attributes:
        jurisdiction: The code of the place whose rules these are.
        id: Its identifier, such as `2022`.
        in_force: When it is in force.
        source: The document, and where the dates come from.
        floor: The total below which this edition's deductions cannot take a score, if any.
        title: The document's title.
    """

    jurisdiction: str = field(validator=is_code)
    id: str
    in_force: InForce
    source: Source
    floor: Quanta | None = field(default=None, validator=optional(is_quanta))
    title: Text | None = None


@frozen(kw_only=True)
class Rulebook:
    """An edition with everything that belongs to it; each tuple in the order of the law."""

    edition: Edition
    facts: tuple[Fact, ...] = ()
    scopes: tuple[Scope, ...] = ()
    tiers: tuple[Tier, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    services: tuple[Service, ...] = ()

    @property
    def named(self) -> tuple["Named", ...]:
        """The records of which no two of a chain may have one id: it names a line or a column."""
        return (
            *self.tiers, *self.indicators, *self.deductions, *self.requirements, *self.services,
        )  # fmt: skip


Named: TypeAlias = Tier | Indicator | Deduction | Requirement | Service
