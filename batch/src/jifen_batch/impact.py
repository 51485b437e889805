"""What a draft rulebook changes for everyone in a file."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from attrs import define, field, frozen

from jifen import Scheme, Service, Text
from jifen_batch.about import about, absent_layers
from jifen_batch.counting import quanta
from jifen_batch.inputs import Opening, Wanted, open_input
from jifen_batch.population import REJECTED, Part, Place
from jifen_batch.progress import Tick
from jifen_batch.sample import sample
from jifen_batch.scoring import known, score_part
from jifen_batch.spool import Spool
from jifen_batch.tables import unchanged


@define
class Change:
    """How one column of points changes over a population.

    Attributes:
        name: What it is.
        gain: How many have more under the draft.
        lose: How many have less.
        gained: The quanta that the former have more, together.
        lost: The quanta that the latter have less, together.
    """

    name: Text
    gain: int = 0
    lose: int = 0
    gained: int = 0
    lost: int = 0

    def add(self, difference: pl.Series) -> None:
        """Count the differences of some applicants."""
        up, down = difference.filter(difference > 0), difference.filter(difference < 0)
        self.gain += up.len()
        self.lose += down.len()
        self.gained += int(up.sum())
        self.lost -= int(down.sum())


@define
class Crossing:
    """Who may apply for a service, before and after.

    Attributes:
        service: The service, as the draft has it if it does.
        before: How many may apply now.
        after: How many may under the draft.
        enter: How many may under the draft who may not now.
        leave: How many may not under the draft who may now.
    """

    service: Service
    before: int = 0
    after: int = 0
    enter: int = 0
    leave: int = 0

    def add(self, before: pl.Series, after: pl.Series) -> None:
        """Count some applicants."""
        self.before += int(before.sum())
        self.after += int(after.sum())
        self.enter += int((~before & after).sum())
        self.leave += int((before & ~after).sum())


@frozen(kw_only=True)
class Impact:
    """What a draft changes.

    Attributes:
        rows: The applicants in the file.
        compared: Those who have a score under both.
        only_before: Those who have one now and none under the draft.
        only_after: Those who have none now and one under the draft.
        total: How the total changes.
        differences: How many have so many quanta more, or less.
        tiers: How each tier changes, by id.
        items: How each indicator changes, by id.
        eligible: Who meets the requirements, as a change of one quantum.
        frozen: Whose score is frozen, likewise.
        services: Who may apply for each service, by id.
        of_events: How many events are rejected.
        sample: Some of what was wrong.
        about: The date and the editions of now, and those of the draft.
        notes: What a clerk must know of what was read.
    """

    rows: int
    compared: int
    only_before: int
    only_after: int
    total: Change
    differences: Mapping[int, int] = field(repr=False)
    tiers: Mapping[str, Change] = field(repr=False)
    items: Mapping[str, Change] = field(repr=False)
    eligible: Change
    frozen: Change
    services: Mapping[str, Crossing] = field(repr=False)
    of_events: int
    sample: pl.DataFrame = field(repr=False)
    about: Mapping[str, Any] = field(repr=False)
    notes: tuple[Text, ...] = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether everyone in the file was compared, with every event."""
        return self.compared == self.rows and not self.of_events


def compare(wanted: Wanted, *, started: Callable[[int], Tick]) -> Impact:
    """Score everyone in a file twice: under the editions in force, and with a draft among them.

    Args:
        wanted: The file, and how it is read; its draft stands in for the edition of its
            jurisdiction that is in force.
        started: Told how many rows there are; it gives what is told how many are done.

    Raises:
        InputError: if the file cannot be used.
        RulebookError: if the draft cannot.
        PluginError: if no applicant's place has its plugins.
        OSError: if the system refuses.
    """
    with unchanged(*wanted.files()), Spool(REJECTED) as bad:
        opening = open_input(wanted, bad)
        comparison = _Comparison(opening, bad.sample())
        events, tick = opening.events.tables(), started(opening.rows)
        for part in opening.population.parts():
            comparison.add(part, events)
            tick(part.frame.height + part.rejected["row"].n_unique())
    return comparison.impact()


@define
class _Comparison:
    """The two scores of everyone so far, counted.

    Attributes:
        opening: The file.
        sample: Some of what was wrong with events, and with those who have no score.
        total: How the total changes.
        columns: How each indicator and tier changes, by id.
        eligible: Who meets the requirements.
        frozen: Whose score is frozen.
        services: Who may apply for each service, by id.
        differences: How many have so many quanta more, or less.
        counts: How many have a score under both, and under one only.
    """

    opening: Opening
    sample: pl.DataFrame
    total: Change = field(factory=lambda: Change(Text("总分", "Total")), init=False)
    columns: dict[str, Change] = field(init=False)
    eligible: Change = field(factory=lambda: Change(Text("符合申请条件", "Eligible")), init=False)
    frozen: Change = field(factory=lambda: Change(Text("积分冻结", "Frozen")), init=False)
    services: dict[str, Crossing] = field(init=False)
    differences: Counter[int] = field(factory=Counter, init=False)
    counts: Counter[str] = field(factory=Counter, init=False)

    @columns.default
    def _no_change(self) -> dict[str, Change]:
        names: dict[str, Text] = {}
        for scheme in self._schemes():
            names |= {tier.id: tier.name for tier in scheme.tiers}
            names |= {indicator.id: indicator.name for indicator in scheme.indicators}
        return {id_: Change(name) for id_, name in names.items()}

    @services.default
    def _no_crossing(self) -> dict[str, Crossing]:
        return {s.id: Crossing(s) for scheme in self._schemes() for s in scheme.services}

    def _schemes(self) -> list[Scheme]:
        return [*self.opening.schemes.values(), *self.opening.drafted.values()]

    def add(self, part: Part, events: Mapping[str, pl.DataFrame]) -> None:
        """Score some applicants twice, and count what differs."""
        part = known(part, self.opening.events)
        services = self.services.keys()
        now = score_part(part, self.opening.schemes, events, services, passing_over=True)
        then = score_part(part, self.opening.drafted, events, services, passing_over=True)
        wrong = pl.concat([now.rejected, then.rejected]).unique(maintain_order=True)
        wrong = self.opening.headed(wrong).with_columns(of_events=False)
        self.sample = sample(pl.concat([self.sample, wrong]))
        self.counts["before"] += now.scores.height
        self.counts["after"] += then.scores.height
        both = now.scores.select("row").join(then.scores.select("row"), on="row")
        self.counts["both"] += both.height
        one, other = (side.scores.join(both, on="row", how="semi") for side in (now, then))
        difference = _difference(one, other, "total")
        self.total.add(difference)
        self.differences.update(dict(difference.value_counts().iter_rows()))
        for name, change in self.columns.items():
            change.add(_difference(one, other, name))
        self.eligible.add(_difference(one, other, "eligible"))
        self.frozen.add(_difference(one, other, "frozen"))
        for id_, crossing in self.services.items():
            crossing.add(
                self._may_apply(id_, one, now.facts, self.opening.schemes),
                self._may_apply(id_, other, then.facts, self.opening.drafted),
            )

    def _may_apply(
        self,
        service: str,
        scores: pl.DataFrame,
        facts: pl.DataFrame,
        schemes: Mapping[Place, Scheme],
    ) -> pl.Series:
        """Who may apply for a service, in the order of the scores."""
        placed = scores.join(facts.select("row", "lives_in", "used_in"), on="row", how="left")
        found = [pl.DataFrame(schema={"row": pl.Int64, "may": pl.Boolean})]
        groups = placed.partition_by("lives_in", "used_in", as_dict=True)
        for (home, use), mine in groups.items():
            scheme = schemes[str(home), str(use)]
            offered = next((s for s in scheme.services if s.id == service), None)
            may = pl.lit(False)
            if offered is not None:
                least = offered.threshold
                reached = pl.lit(True) if least is None else quanta(service) >= least
                may = pl.col("eligible") & ~pl.col("frozen") & reached
            found.append(mine.select("row", may.alias("may")))
        return pl.concat(found).sort("row")["may"]

    def impact(self) -> Impact:
        """What has been counted."""
        tiers = {tier.id for scheme in self._schemes() for tier in scheme.tiers}
        both = self.counts["both"]
        return Impact(
            rows=self.opening.rows,
            compared=both,
            only_before=self.counts["before"] - both,
            only_after=self.counts["after"] - both,
            total=self.total,
            differences=dict(sorted(self.differences.items())),
            tiers={name: c for name, c in self.columns.items() if name in tiers},
            items={name: c for name, c in self.columns.items() if name not in tiers},
            eligible=self.eligible,
            frozen=self.frozen,
            services=self.services,
            of_events=self.opening.of_events,
            sample=self.sample,
            about=about(self.opening.drafted.values())
            | {"absent_layers": absent_layers(self._schemes())},
            notes=tuple(self.opening.notes),
        )


def _difference(one: pl.DataFrame, other: pl.DataFrame, column: str) -> pl.Series:
    """What each applicant has more in a column, in quanta; what an edition lacks is 0."""

    def side(frame: pl.DataFrame) -> pl.Series:
        if column not in frame.columns:
            return pl.Series(column, [0] * frame.height, dtype=pl.Int64)
        is_flag = frame.schema[column] == pl.Boolean
        value = pl.col(column).cast(pl.Int64) if is_flag else quanta(column)
        return frame.select(value.fill_null(0))[column]

    return side(other) - side(one)
