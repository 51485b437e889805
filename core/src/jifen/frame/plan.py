"""A scheme as layers of columns: facts → indicators → tiers → sums.

Each layer is one `with_columns`, so that an engine computes every column once; written into one
another, the same expressions cost several times as much. The names of the columns between have no
dots, which SQL engines would read as fields of a struct.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

import narwhals as nw

from jifen.composition import Composition
from jifen.formula import (
    Cond,
    Const,
    Figure,
    Num,
    Present,
    Range,
    cases,
    every,
    greatest,
    least,
    total,
)  # fmt: skip
from jifen.frame.engine import Engine, Frame, with_columns
from jifen.frame.ground import Ground
from jifen.frame.points import MOST_QUANTA, POINTS, with_points
from jifen.frame.provisional import rests_on_provisional
from jifen.frame.reading import all_of, holds, read, require
from jifen.limits import limited_by_others, members, together
from jifen.model import Tier
from jifen.rules import Rule
from jifen.service import Service

Recognised: TypeAlias = Mapping[str, bool | Cond]
"""Of each tier by its id, whether it is recognised: the same for all rows, or row by row."""

SUMS = ("earned", "recognised", "withheld", "deducted", "total")
"""The sums of a score, by the names they have in the output."""


class Plan:
    """The columns of a scheme over the facts of a frame.

    Attributes:
        ground: The columns it stands on; what it asks of them is known once it is made.
        layers: The columns of each layer, by name, from the indicators up.
        own: The columns of points that are the scheme's, by the ids of indicators and tiers, with
            the names that they have between.
        points: All columns of points in the output: these, the sums, and what services count.
        standing: By their names in the output, what is known beside the points: whether the score
            is frozen and until when (null if it is not, or without end), whether every requirement
            is met, and whether any line rests on a provisional figure.
    """

    def __init__(
        self,
        scheme: Composition,
        ground: Ground,
        recognised: Recognised,
        services: Sequence[Service] = (),
    ) -> None:
        self.ground = ground
        self._scheme, self._recognised, self._services = scheme, recognised, services
        self._reach: dict[str, tuple[int, int]] = {}
        self.layers = [self._read(layer) for layer in self._layers()]
        self.own = {
            **{i.id: f"i:{n}" for n, i in enumerate(scheme.indicators)},
            **{t.id: f"t:{n}" for n, t in enumerate(scheme.tiers)},
        }
        sums = {name: f"sum:{name}" for name in (*SUMS, "floored")}
        self._counted_by = {service.id: f"c:{n}" for n, service in enumerate(services)}
        self.points = {**self.own, **sums, **self._counted_by}
        frozen, until = self._freeze()
        met = (every((Present(r.condition.fact), r.condition.met())) for r in scheme.requirements)
        provisional = rests_on_provisional(scheme, ground.events)
        self.standing = {
            "frozen": frozen,
            "frozen_until": until,
            "eligible": all_of(holds(condition, ground) for condition in met),
            "provisional": holds(provisional, ground),
        }

    def scores(
        self, engine: Engine, frame: Frame, kept: Iterable[str], own: Iterable[str] | None = None
    ) -> Frame:
        """The scores of a joined frame's good rows, after some of its own columns.

        Args:
            engine: The engine of the frame.
            frame: The frame.
            kept: The columns of the frame that stay.
            own: The columns of indicators and tiers, if they are not just the scheme's own; those
                that it does not have are null.
        """
        frame = with_points(engine, self._computed(frame), self.points.values())
        return self._selected(frame, kept, own or self.own)

    def quanta(self, frame: Frame, kept: Iterable[str]) -> Frame:
        """The same with points as whole hundredths."""
        return self._selected(self._computed(frame), kept, self.own)

    def _computed(self, frame: Frame) -> Frame:
        engine, (items, *sums) = self.ground.engine, self.layers
        standing = {f"standing:{name}": column for name, column in self.standing.items()}
        frame = with_columns(self.ground.stand(engine.apart(frame)), {**items, **standing})
        frame = engine.apart(frame)
        for layer in sums:
            frame = with_columns(frame, layer)
        return frame

    def _selected(self, frame: Frame, kept: Iterable[str], own: Iterable[str]) -> Frame:
        return frame.select(
            *kept,
            *(self._output(name).alias(name) for name in (*own, *SUMS)),
            _standing("frozen"),
            _standing("eligible"),
            _standing("frozen_until"),
            self._output("floored").alias("floored"),
            _standing("provisional"),
            *(self._output(name).alias(name) for name in self._counted_by),
        )

    def _output(self, name: str) -> nw.Expr:
        column = self.points.get(name)
        return nw.lit(None).cast(POINTS) if column is None else nw.col(column)

    def _read(self, layer: Mapping[str, Num]) -> dict[str, nw.Expr]:
        """The columns of a layer; what follows reads them by name."""
        columns = {}
        for name, formula in layer.items():
            points = read(name, formula, self.ground).within(*self._reach_of(formula))
            require(name, points, MOST_QUANTA)
            self._reach[name] = (points.low, points.high)
            columns[name] = points.units
        return columns

    def _figure(self, name: str) -> Figure:
        """A figure that a layer before has computed."""
        low, high = self._reach[name]
        return Figure(name, most=high, least=low)

    def _layers(self) -> Iterator[dict[str, Num]]:
        # Each is read before the next is made: what a figure can reach is known by then.
        scheme, facts, figure = self._scheme, self._scheme.facts, self._figure
        items: dict[str, Num] = {}
        for n, indicator in enumerate(scheme.indicators):
            items[f"i:{n}"] = self._capped(self._claimed(indicator.rule), indicator.max)
        for n, deduction in enumerate(scheme.deductions):
            items[f"d:{n}"] = self._claimed(deduction.rule)
        yield items
        for n, limit in limited_by_others(scheme.indicators):
            yield {f"i:{n}": least(figure(f"i:{n}"), figure(f"i:{limit}"))}
        tiers: dict[str, Num] = {}
        for n, tier in enumerate(scheme.tiers):
            given = together(tier.groups, members("i:{}", tier, scheme.indicators, facts))
            taken = together(tier.groups, members("d:{}", tier, scheme.deductions, facts))
            tiers |= {f"t:{n}": self._capped(given, tier.cap), f"s:{n}": taken}
        yield tiers
        yield {
            "sum:earned": total(figure(f"t:{n}") for n in range(len(scheme.tiers))),
            "sum:recognised": self._counted("t"),
            "sum:deducted": self._counted("s"),
        }
        earned, recognised = figure("sum:earned"), figure("sum:recognised")
        yield {
            "sum:withheld": greatest(earned + recognised * -1, 0),
            "sum:total": self._total(recognised, scheme.tiers),
        }
        yield {"sum:floored": self._floored()}
        yield {f"c:{n}": self._counted_of(service) for n, service in enumerate(self._services)}

    def _claimed(self, rule: Rule) -> Num:
        """The points of a rule where it is claimed, else 0."""
        formula = rule.formula(self._scheme.facts)
        if self.ground.gives_nothing_unclaimed(rule):
            return formula
        return cases((rule.claimed(), formula))

    def _capped(self, points: Num, most: int) -> Num:
        # One that no facts can exceed costs nothing.
        return points if self._reach_of(points)[1] <= most else least(points, most)

    def _reach_of(self, formula: Num) -> Range:
        return formula.reach(self.ground.code, {})

    def _counted(self, letter: str, among: Container[Tier] | None = None) -> Num:
        """The figures of the tiers that are recognised, all of them or those among some."""
        counted: list[Num] = []
        for n, tier in enumerate(self._scheme.tiers):
            recognised, figure = self._recognised[tier.id], self._figure(f"{letter}:{n}")
            if among is not None and tier not in among:
                continue
            if recognised is True:
                counted.append(figure)
            elif recognised is not False:
                counted.append(cases((recognised, figure)))
        return total(counted) if counted else Const(0)

    def _total(self, points: Num, tiers: Sequence[Tier]) -> Num:
        """Points, less what the deductions of some tiers take, edition by edition."""
        for rulebook in self._scheme.rulebooks:
            mine = [tier for tier in rulebook.tiers if tier in tiers and self._deducts(tier)]
            if not mine:
                continue
            less, floor = points + self._counted("s", mine) * -1, rulebook.edition.floor
            # A floor limits what its own edition takes; a total below it is left where it is.
            points = less if floor is None else greatest(less, least(points, floor))
        return points

    def _deducts(self, tier: Tier) -> bool:
        return any(deduction.tier == tier.id for deduction in self._scheme.deductions)

    def _floored(self) -> Num:
        """What the floors gave back of the deductions."""
        if all(book.edition.floor is None for book in self._scheme.rulebooks):
            return Const(0)
        total, recognised, deducted = (
            self._figure(f"sum:{name}") for name in ("total", "recognised", "deducted")
        )
        return greatest(total + deducted + recognised * -1, 0)

    def _counted_of(self, service: Service) -> Num:
        """What a service counts: the total, or some tiers with their deductions."""
        if not service.tiers:
            return self._figure("sum:total")
        tiers = [tier for tier in self._scheme.tiers if tier.id in service.tiers]
        return self._total(self._counted("t", tiers), tiers)

    def _freeze(self) -> tuple[nw.Expr, nw.Expr]:
        frozen: list[nw.Expr] = []
        endless: list[nw.Expr] = []
        ends: list[nw.Expr] = []
        for years, end in self._ends():
            frozen.append(~end.is_null())
            if years is None:
                endless.append(~end.is_null())
            else:
                ends.append(end)
        none = nw.lit(None, nw.Date)
        if not frozen:
            return nw.lit(False), none
        until = nw.max_horizontal(*ends) if ends else none
        if endless:
            until = nw.when(~reduce(or_, endless)).then(until).otherwise(none)
        return reduce(or_, frozen), until

    def _ends(self) -> Iterator[tuple[int | None, nw.Expr]]:
        """For each freeze its length, and its last day; null where it does not freeze."""
        for deduction in self._scheme.deductions:
            recognised = self._recognised[deduction.tier]
            if deduction.freeze is None or recognised is False:
                continue
            for fact in deduction.rule.reads:
                if fact in self.ground.events:
                    end = self.ground.events[fact].frozen_until(deduction.freeze.years)
                    if recognised is not True:
                        end = nw.when(holds(recognised, self.ground)).then(end)
                    yield deduction.freeze.years, end


def _standing(name: str) -> nw.Expr:
    return nw.col(f"standing:{name}").alias(name)
