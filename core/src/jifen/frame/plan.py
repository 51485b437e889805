"""A scheme as layers of columns: facts → indicators → tiers → sums.

Each layer is one `with_columns`, so that an engine computes every column once; written into one
another, the same expressions cost several times as much. The names of the columns between have no
dots, which SQL engines would read as fields of a struct.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

import narwhals as nw

from jifen.composition import Composition
from jifen.formula import Present, every
from jifen.frame.engine import Engine, Frame
from jifen.frame.ground import Ground
from jifen.frame.points import MOST_QUANTA, with_points
from jifen.frame.reading import all_of, holds, read, require
from jifen.frame.scaled import Scaled, added, chain, constant, extreme
from jifen.model import Deduction, Indicator, Tier

Recognised: TypeAlias = Mapping[str, bool | nw.Expr]
"""Of each tier by its id, whether it is recognised: the same for all rows, or a column."""

Layer: TypeAlias = dict[str, Scaled]


class Plan:
    """The columns of a scheme over the facts of a frame.

    Attributes:
        ground: The columns it stands on; what it asks of them is known once it is made.
        layers: The columns of each layer, by name, from the indicators up.
        points: The columns of points in the output: its name and the name they have between.
        frozen: Whether a score is frozen.
        frozen_until: The last day of the freeze, null where there is none.
        eligible: Whether every requirement is met.
    """

    def __init__(self, scheme: Composition, ground: Ground, recognised: Recognised) -> None:
        self.ground = ground
        self._recognised = recognised
        self.layers: list[Layer] = []
        items = self._layer(dict(self._items(scheme)))
        tiers = self._layer(
            {
                f"t:{n}": extreme(
                    [_tier_sum(tier, scheme.indicators, items), constant(tier.cap)], greatest=False
                )
                for n, tier in enumerate(scheme.tiers)
            }
        )
        by_tier = {tier.id: tiers[f"t:{n}"] for n, tier in enumerate(scheme.tiers)}
        sums = self._layer(
            {
                "sum:earned": _sum(by_tier.values()),
                "sum:recognised": _sum(self._counted(t, points) for t, points in by_tier.items()),
                "sum:deducted": _sum(
                    self._counted(deduction.tier, items[f"d:{n}"])
                    for n, deduction in enumerate(scheme.deductions)
                ),
            }
        )
        withheld = added([sums["sum:earned"], sums["sum:recognised"].times(-1)])
        total = self._total(scheme, sums["sum:recognised"], items)
        self._layer(
            {"sum:withheld": withheld.within(0, sums["sum:earned"].high), "sum:total": total}
        )
        self.points = {
            **{i.id: f"i:{n}" for n, i in enumerate(scheme.indicators)},
            **{t.id: f"t:{n}" for n, t in enumerate(scheme.tiers)},
            **{
                name: f"sum:{name}"
                for name in ("earned", "recognised", "withheld", "deducted", "total")
            },
        }
        self.frozen, self.frozen_until = self._freeze(scheme.deductions)
        self.eligible = all_of(
            holds(every((Present(r.condition.fact), r.condition.met())), ground)
            for r in scheme.requirements
        )

    def scores(self, engine: Engine, frame: Frame, *kept: str) -> Frame:
        """The scores of a joined frame's good rows, with some of its own columns before them."""
        frame = self.ground.stand(frame)
        for layer in self.layers:
            frame = frame.with_columns(**{name: points.units for name, points in layer.items()})
        frame = frame.select(
            *kept,
            *(nw.col(column).alias(name) for name, column in self.points.items()),
            self.frozen.alias("frozen"),
            self.frozen_until.alias("frozen_until"),
            self.eligible.alias("eligible"),
        )
        return with_points(engine, frame, self.points)

    def _layer(self, columns: Layer) -> Layer:
        """Add a layer of quanta; what follows reads its columns by name."""
        self.layers.append(columns)
        return {name: points.named(name) for name, points in columns.items()}

    def _items(self, scheme: Composition) -> Iterator[tuple[str, Scaled]]:
        for n, indicator in enumerate(scheme.indicators):
            yield f"i:{n}", self._item(indicator, indicator.max)
        for n, deduction in enumerate(scheme.deductions):
            yield f"d:{n}", self._item(deduction, None)

    def _item(self, item: Indicator | Deduction, limit: int | None) -> Scaled:
        rule, ground = item.rule, self.ground
        points = read(item.id, rule.formula(ground.facts), ground)
        if limit is not None:
            points = extreme([points, constant(limit)], greatest=False)
        require(item.id, points, MOST_QUANTA)
        return chain([(holds(rule.claimed(), ground), points)], constant(0))

    def _counted(self, tier: str, points: Scaled) -> Scaled:
        """The points where a tier is recognised, else 0."""
        recognised = self._recognised[tier]
        if isinstance(recognised, bool):
            return points if recognised else constant(0)
        return chain([(recognised, points)], constant(0))

    def _total(self, scheme: Composition, total: Scaled, items: Layer) -> Scaled:
        for rulebook in scheme.rulebooks:
            mine = [
                self._counted(deduction.tier, items[f"d:{n}"])
                for n, deduction in enumerate(scheme.deductions)
                if deduction in rulebook.deductions
            ]
            if not mine:
                continue
            less, floor = added([total, added(mine).times(-1)]), rulebook.edition.floor
            if floor is not None:
                # A floor limits what its own edition takes; a total below it is left there.
                floored = extreme([total, constant(floor)], greatest=False)
                less = extreme([less, floored], greatest=True)
            total = less
        return total

    def _freeze(self, deductions: Sequence[Deduction]) -> tuple[nw.Expr, nw.Expr]:
        frozen: list[nw.Expr] = []
        endless: list[nw.Expr] = []
        ends: list[nw.Expr] = []
        for deduction in deductions:
            if deduction.freeze is None or self._recognised[deduction.tier] is False:
                continue
            years, counts = deduction.freeze.years, self._recognised[deduction.tier]
            for fact in deduction.rule.reads:
                if fact not in self.ground.events:
                    continue
                last = self.ground.events[fact].last_day(years)
                if not isinstance(counts, bool):
                    last = nw.when(counts).then(last)
                frozen.append(~last.is_null())
                if years is None:
                    endless.append(~last.is_null())
                else:
                    ends.append(last.dt.offset_by(f"{years}y").cast(nw.Date))
        none = nw.lit(None, nw.Date)
        if not frozen:
            return nw.lit(False), none
        until = nw.max_horizontal(*ends) if ends else none
        if endless:
            until = nw.when(~reduce(or_, endless)).then(until).otherwise(none)
        return reduce(or_, frozen), until


def _tier_sum(tier: Tier, indicators: Sequence[Indicator], items: Layer) -> Scaled:
    mine = [(i, items[f"i:{n}"]) for n, i in enumerate(indicators) if i.tier == tier.id]
    terms = [points for i, points in mine if i.group is None]
    for group in tier.groups:
        members = [points for i, points in mine if i.group == group.id]
        joint = _sum(members)
        if group.mode == "highest":
            joint = extreme([*members, constant(0)], greatest=True)
        if group.cap is not None:
            joint = extreme([joint, constant(group.cap)], greatest=False)
        terms.append(joint)
    return _sum(terms)


def _sum(parts: Iterable[Scaled]) -> Scaled:
    return added([*parts] or [constant(0)])
