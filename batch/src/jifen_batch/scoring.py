"""A population scored part by part: what is scored and what is rejected, in the file's order."""

from collections.abc import Collection, Iterator, Mapping

import polars as pl
from attrs import evolve, frozen

from jifen import Refused, Scheme, Text
from jifen_batch.events import Events
from jifen_batch.headers import LABEL
from jifen_batch.inputs import Opening
from jifen_batch.population import REJECTED, Part, Place, reasons
from jifen_batch.rejected_events import OF_EVENTS

SUMS = ("earned", "recognised", "withheld", "deducted", "total")
ENDS = pl.Schema({"frozen": pl.Boolean, "eligible": pl.Boolean, "frozen_until": pl.Date})
POINTS = pl.Decimal(9, 2)
LAST = pl.Schema({"floored": POINTS, "provisional": pl.Boolean()})


@frozen
class ScoredPart:
    """Some applicants with their scores.

    Attributes:
        scores: `row` and the scores.
        facts: `row` and the columns of the population, of the applicants who have scores.
        rejected: What is wrong with the others, with the columns of `REJECTED`.
    """

    scores: pl.DataFrame
    facts: pl.DataFrame
    rejected: pl.DataFrame

    @property
    def lost(self) -> int:
        """How many applicants have no score."""
        return self.rejected["row"].n_unique()


def columns_out(schemes: Mapping[Place, Scheme]) -> pl.Schema:
    """The columns of a table of scores: indicators, tiers, sums, and whether it can be used."""
    every = schemes.values()
    indicators = [indicator.id for scheme in every for indicator in scheme.indicators]
    tiers = [tier.id for scheme in every for tier in scheme.tiers]
    points = dict.fromkeys([*indicators, *tiers, *SUMS], POINTS)
    return pl.Schema({"applicant_id": pl.String(), **points, **ENDS, **LAST})


def scored(opening: Opening, services: Collection[str] = ()) -> Iterator[ScoredPart]:
    """Score a population, part by part in the order of its file."""
    events = opening.events.tables()
    for part in opening.population.parts():
        done = score_part(known(part, opening.events), opening.schemes, events, services)
        yield evolve(done, rejected=opening.headed(done.rejected))


def score_part(
    part: Part,
    schemes: Mapping[Place, Scheme],
    events: Mapping[str, pl.DataFrame],
    services: Collection[str] = (),
    *,
    passing_over: bool = False,
) -> ScoredPart:
    """Some applicants with their scores, in their order.

    Args:
        part: The applicants.
        schemes: The schemes of their places.
        events: The tables of dated events.
        services: The services whose points are counted, each in a column of its id; it is null
            for whom it is not offered.
        passing_over: Whether facts that a scheme does not know are passed over, not refused.
    """
    out = {"row": pl.Int64(), **columns_out(schemes), **dict.fromkeys(services, POINTS)}
    good, bad = [pl.DataFrame(schema=out)], [part.rejected]
    for place, mine in _by_place(part.frame):
        scores, faults = _score(mine, schemes[place], events, services, passing_over)
        good.append(scores)
        bad.append(faults)
    scores = pl.concat(good, how="diagonal").select(*out).sort("row")
    facts = part.frame.filter(pl.col("row").is_in(scores["row"].implode()))
    rejected = pl.concat(bad).sort("row", maintain_order=True)
    return ScoredPart(scores, facts, rejected)


def _by_place(frame: pl.DataFrame) -> Iterator[tuple[Place, pl.DataFrame]]:
    groups = frame.partition_by("lives_in", "used_in", as_dict=True, maintain_order=True)
    return (((str(home), str(use)), mine) for (home, use), mine in groups.items())


def known(part: Part, events: Events) -> Part:
    """A part in which those are rejected of whom an event cannot be read."""
    spoilt = events.faults_of(part.frame.select("row", "applicant_id"))
    frame = part.frame.join(spoilt, on="row", how="anti", maintain_order="left")
    return Part(frame, pl.concat([part.rejected, spoilt]))


def _score(
    frame: pl.DataFrame,
    scheme: Scheme,
    events: Mapping[str, pl.DataFrame],
    services: Collection[str],
    passing_over: bool,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The scores of applicants of one place, and the faults of the others."""
    foreign = pl.DataFrame(schema=REJECTED) if passing_over else _foreign(frame, scheme)
    frame = frame.join(foreign, on="row", how="anti", maintain_order="left")
    facts = [name for name in frame.columns if name in scheme.facts]
    result = scheme.score_frame(
        frame.select("applicant_id", *facts),
        events={fact: table for fact, table in events.items() if fact in scheme.facts},
        unique_ids=False,
        services=[service.id for service in scheme.services if service.id in services],
    )
    found = result.rejected.select(REJECTED.names()).cast(REJECTED)
    # The faults of events are found for all applicants together, by `reject_events`.
    faults = found.filter(~OF_EVENTS)
    # What is left of the rows, in their order, are those that have scores.
    at = faults["row"] - 1
    rows = frame["row"]
    faults = faults.with_columns(row=rows.gather(at))
    scored_rows = rows.filter(~rows.is_in(faults["row"].implode()))
    return (
        result.scores.with_columns(row=scored_rows),
        pl.concat([foreign, faults]),
    )


def _foreign(frame: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """The values of facts that the place does not have; a mixed table leaves them empty."""
    others = [
        name
        for name in frame.columns
        if name not in (*scheme.facts, "row", "applicant_id", "lives_in", "used_in")
        and not name.startswith(LABEL)
    ]
    zh, en = reasons(
        Refused(
            Text(f"{scheme.lives_in} 没有这个事实", f"{scheme.lives_in} has no such fact"),
            Text("请将此格留空", "Leave the cell empty"),
        )
    )
    faults = [
        frame.filter(pl.col(name).is_not_null()).select(
            "row",
            "applicant_id",
            pl.lit(name).alias("column"),
            pl.col(name).cast(pl.String).alias("value"),
            pl.lit(zh).alias("reason_zh"),
            pl.lit(en).alias("reason_en"),
        )
        for name in others
    ]
    return pl.concat([pl.DataFrame(schema=REJECTED), *faults])
