"""Scoring a frame: whatever frame it is, two come back, the scores and the rejected rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

import narwhals as nw
from attrs import field, frozen

from jifen.composition import Composition
from jifen.frame.engine import ROW, Engine, Frame, engine_of
from jifen.frame.events import EventTable, with_events
from jifen.frame.faults import Fault, faultless, listed, nothing_listed
from jifen.frame.inputs import ground_of, services_of
from jifen.frame.plan import Plan
from jifen.frame.rowless import typed
from jifen.service import Service
from jifen.text import Text

F = TypeVar("F")

APPLICANT = "applicant_id"
"""The name of the column with the applicants' ids, unless another is given."""


@frozen(eq=False)
class Scored(Generic[F]):
    """What a frame of applicants gives: every row of it is in one of two frames.

    Attributes:
        scores: A row an applicant: the id, every indicator and tier by its id, `earned`,
            `recognised`, `withheld`, `deducted` and `total` as decimals of two places, `frozen`,
            `eligible` and `frozen_until` (the last day), `floored` (what a floor gave back of the
            deductions), `provisional` (whether any line rests on a provisional figure), and the
            points that each service counts that was asked for, by its id.
    """

    scores: F = field(repr=False)
    _list_rejected: Callable[[], F] = field(repr=False)

    @cached_property
    def rejected(self) -> F:
        """A row for every fault of the rows that are not scored.

        Its columns are `row` (from 1; null where the engine keeps no order), the id, `column`,
        `value` as text, `reason_zh` and `reason_en`. A fault of an events table has that table's
        row and a column such as `offences.date`.

        Where frames are not computed until they are asked, it is not planned until then either:
        that takes as long as planning the scores.
        """
        return self._list_rejected()


def _given(frame: F) -> F:
    return frame


@frozen(eq=False)
class Parts:
    """What a frame gives before anything of it is computed.

    Attributes:
        applicants: The applicants, with their rows' numbers.
        scores: The scores of the good rows.
        rejected: Makes the list of what is wrong with the others, which takes as long as all else.
        events: Makes the list of what is wrong with the events tables.
    """

    applicants: Frame
    scores: Frame
    rejected: Callable[[], Frame]
    events: Callable[[], Frame]

    def scored(self, engine: Engine, id: str) -> Scored[Any]:
        """The answers; of frames in memory, computed."""
        scores = engine.settled(self.scores)
        # In memory it is known by now whether there is anything to list.
        all_scored = engine.is_eager and engine.count(scores) == engine.count(self.applicants)

        def listed() -> Any:
            rows = nothing_listed(self.applicants, id) if all_scored else self.rejected()
            return engine.answer(nw.concat([rows, self.events()]))

        if not engine.is_eager:
            return Scored(engine.answer(scores), listed)
        return Scored(engine.answer(scores), partial(_given, listed()))


def score_frame(
    scheme: Composition,
    frame: F,
    *,
    events: Mapping[str, Any] | None = None,
    id: str = APPLICANT,
    unique_ids: bool | None = None,
    services: Iterable[str] = (),
) -> Scored[F]:
    """Score a frame of applicants; see `Scheme.score_frame`."""
    engine, counting = engine_of(frame), services_of(scheme, services)
    parts = parts_of(engine, scheme, frame, events or {}, id, unique_ids, counting)
    return parts.scored(engine, id)


def parts_of(
    engine: Engine,
    scheme: Composition,
    frame: Any,
    events: Mapping[str, Any],
    id: str,
    unique_ids: bool | None,
    services: Sequence[Service] = (),
) -> Parts:
    """What a frame gives under a scheme."""
    applicants = engine.columns(frame)
    given = {fact: engine.columns(table, fact) for fact, table in events.items()}
    applicants, tables = typed(engine, applicants, given, id, scheme.facts.values())
    ground = ground_of(scheme, engine, applicants, tables, id)
    recognised = {tier.id: tier.id in scheme.recognised for tier in scheme.tiers}
    plan = Plan(scheme, ground, recognised, services)
    repeated = repeated_ids(engine, applicants, id, unique_ids)
    scoring = Scoring(engine, plan, engine.numbered(applicants), id, repeated)

    def events_rejected() -> Frame:
        rows = {fact: engine.numbered(t.frame) for fact, t in ground.events.items()}
        return nw.concat(
            [
                nothing_listed(scoring.applicants, id),
                *(malformed_events(engine, t, rows[fact]) for fact, t in ground.events.items()),
                *(
                    stray_events(engine, fact, events, applicants, id)
                    for fact, events in rows.items()
                ),
            ]
        )

    return Parts(scoring.applicants, scoring.scores([id]), scoring.rejected, events_rejected)


@frozen(eq=False)
class Scoring:
    """A plan at work on a frame.

    Attributes:
        engine: The engine of the frame.
        plan: The plan.
        applicants: The frame, its rows numbered.
        id: The name of the column of ids.
        repeated: The ids that stand in several rows, if they were looked for and found.
        further: What can be wrong with a row besides what its own columns say.
        counted: Whether the applicants come with what is counted of their events.
        faults: What can be wrong with a row.
    """

    engine: Engine
    plan: Plan
    applicants: Frame
    id: str
    repeated: Frame | None
    further: Sequence[Fault] = ()
    counted: bool = False
    faults: Sequence[Fault] = field(init=False)

    @faults.default
    def _all_faults(self) -> Sequence[Fault]:
        missing = Text("缺少编号", "the id is missing")
        faults = [Fault(self.id, nw.col(self.id).is_null(), None, missing)]
        if self.repeated is not None:
            twice = Text(
                "编号重复：不知以哪一行为准，各行均不计分",
                "the id stands in several rows: none of them is scored, for which is right",
            )
            faults.append(Fault(self.id, nw.col(_REPEATED), nw.col(self.id), twice))
        return [*faults, *self.further, *self.plan.ground.faults()]

    def scores(self, kept: Iterable[str], own: Iterable[str] | None = None) -> Frame:
        """The scores of the rows without a fault, in their order; see `Plan.scores`."""
        return self.plan.scores(self.engine, self._good(), kept, own)

    def quanta(self, kept: Iterable[str]) -> Frame:
        """The same with points as whole hundredths; see `Plan.quanta`."""
        return self.plan.quanta(self._good(), kept)

    def _good(self) -> Frame:
        return self._joined().filter(faultless(self.faults))

    def rejected(self) -> Frame:
        """What is wrong with the others."""
        lines = listed(self._joined().filter(~faultless(self.faults)), self.id, self.faults)
        return self.engine.in_order(lines)

    def _joined(self) -> Frame:
        frame = self.applicants
        if self.repeated is not None:
            frame = self.engine.with_found(frame, [self.repeated], self.id)
            frame = frame.with_columns(nw.col(_REPEATED).fill_null(False))
        if self.counted:
            return frame
        return with_events(self.engine, frame, self.plan.ground.events.values())


_REPEATED = "repeated:id"


def repeated_ids(engine: Engine, frame: Frame, id: str, wanted: bool | None) -> Frame | None:
    """The ids that stand in several rows; None if there are none, or they are not looked for.

    Args:
        engine: The engine of the frame.
        frame: The frame.
        id: The name of the column of ids.
        wanted: Whether to look for them; None for where it is quick, which is in memory.
    """
    if wanted is False or (wanted is None and not engine.is_eager):
        return None
    if engine.is_eager and _has_unique(frame, id):
        return None
    counted = frame.filter(~nw.col(id).is_null()).group_by(id).agg(nw.len().alias("rows"))
    several = counted.filter(nw.col("rows") > 1)
    return several.select(id, nw.lit(True).alias(_REPEATED))


def _has_unique(frame: Frame, column: str) -> bool:
    """Whether, for certain, no value of a column in memory stands in two rows."""
    import polars as pl

    # Equal values have equal hashes, so distinct hashes settle it at a sixth of the time.
    hashes = pl.col(column).drop_nulls().hash()
    counts = frame.to_native().select(
        hashes.n_unique().alias("distinct"), hashes.len().alias("all")
    )
    ((distinct, all_),) = counts.collect().rows()
    return bool(distinct == all_)


def malformed_events(engine: Engine, table: EventTable, events: Frame) -> Frame:
    """What is wrong with some rows of an events table, which have their numbers."""
    faults = table.faults()
    return engine.in_order(listed(events.filter(~faultless(faults)), table.id, faults))


def stray_events(engine: Engine, fact: str, events: Frame, applicants: Frame, id: str) -> Frame:
    """Those events, which have their rows' numbers, that are of nobody in the frame."""
    nobody = Text("申请人表中没有此人", "nobody in the frame of applicants has this id")
    missing = Text("缺少编号", "the id is missing")
    faults = [
        Fault(f"{fact}.{id}", nw.col(id).is_null(), None, missing),
        Fault(f"{fact}.{id}", ~nw.col(id).is_null(), nw.col(id), nobody),
    ]
    # An anti-join keeps rows with a null id: they are nobody's.
    strays = events.select(ROW, id).join(applicants.select(id), on=id, how="anti")
    return engine.in_order(listed(strays, id, faults))
