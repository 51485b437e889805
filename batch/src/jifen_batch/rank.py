"""A file of applicants turned into the ranked list of a public service."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from attrs import define, field, frozen

from jifen import LANGS, Refused, Scheme, Text
from jifen_batch.about import about
from jifen_batch.applicants import applicants
from jifen_batch.batch import rejected_beside, require_apart
from jifen_batch.counting import quanta
from jifen_batch.editions import editions_beside, write_editions
from jifen_batch.headers import LABEL
from jifen_batch.inputs import Opening, Wanted, open_input
from jifen_batch.population import REJECTED, reasons, rejects
from jifen_batch.progress import Tick
from jifen_batch.race import Race
from jifen_batch.rank_words import said
from jifen_batch.ranking import ranked
from jifen_batch.replacing import replacing, write_text
from jifen_batch.scoring import POINTS, ScoredPart, scored
from jifen_batch.spool import Spool
from jifen_batch.tables import unchanged
from jifen_batch.views import told
from jifen_batch.writers import formulas, require_ending, write


@frozen(kw_only=True)
class RankDone:
    """What a run did.

    Attributes:
        race: What it was about.
        list: Every candidate, as `jifen_batch.ranking.ranked` gives them.
        rejected: How many applicants could not be scored.
        of_events: How many events are rejected.
        rejected_to: The file of the rejected rows, if it was written.
        sample: Some of what was wrong.
        about: The date and the editions.
        editions: The file that says these, where the list has no place for them.
        notes: What a clerk must know of what was read.
    """

    race: Race
    list: pl.DataFrame = field(repr=False)
    rejected: int
    of_events: int
    rejected_to: Path | None
    sample: pl.DataFrame
    about: Mapping[str, Any]
    editions: Path | None
    notes: tuple[Text, ...]


def rank_file(
    wanted: Wanted,
    race: Race,
    out: Path,
    rejected: Path | None,
    *,
    plot: Path | None,
    started: Callable[[int], Tick],
) -> RankDone:
    """Rank the applicants of a file into another file.

    Args:
        wanted: The file, and how it is read; its labels are the columns that the race names.
        race: What they are ranked for.
        out: The file of the list; it appears whole or not at all.
        rejected: The file of the rejected rows; by default one beside `out`.
        plot: The file of the picture of the distribution, if one is asked for.
        started: Told how many rows there are; it gives what is told how many are done.

    Raises:
        InputError: if a file, a column or a group cannot be used.
        PluginError: if no applicant's place has its plugins.
        RulebookError: if none has editions in force.
        OSError: if the system refuses.
    """
    to = rejected or rejected_beside(out)
    for path in (out, to):
        require_ending(path)
    editions = editions_beside(out)
    targets = [path for path in (out, to, plot, editions) if path is not None]
    require_apart(wanted, *targets)
    with (
        replacing(*targets) as parts,
        unchanged(*wanted.files()),
        Spool(REJECTED) as bad,
    ):
        opening = open_input(wanted, bad)
        candidates = _Candidates(opening, race, started(opening.rows), bad).all()
        placed = ranked(candidates, race.contest(candidates["group"], _lost(bad)))
        rests_on = about(opening.schemes.values()) | {"service": race.service.id}
        live = [out] if write(parts[0], _sheets(said(placed, race), race), rests_on) else []
        is_wanted = rejected is not None or bad.rows or to.exists()
        if is_wanted and write(parts[1], {"rejected": (REJECTED, bad.frames())}, {}):
            live.append(to)
        if plot:
            from jifen_batch.rank_plot import distribution

            picture = distribution(placed, race, wanted.on.isoformat())
            write_text(parts[2], picture)
        if editions:
            write_editions(parts[-1], out, parts[0], rests_on)
        return RankDone(
            race=race,
            list=placed,
            rejected=opening.rows - candidates.height,
            of_events=opening.of_events,
            rejected_to=to if is_wanted else None,
            sample=bad.sample(),
            about=rests_on,
            editions=editions,
            notes=(*opening.notes, *race.notes(), *formulas(*live)),
        )


@define
class _Candidates:
    """The applicants of a table as candidates, and what was wrong with the others.

    Attributes:
        opening: The table.
        race: What they are candidates for.
        tick: Told how many more rows are done.
        bad: What was wrong with those who are none.
        events: Their dated events.
    """

    opening: Opening
    race: Race
    tick: Tick
    bad: Spool
    events: Mapping[str, pl.DataFrame] = field(init=False)

    @events.default
    def _events_of_table(self) -> Mapping[str, pl.DataFrame]:
        return self.opening.events.tables()

    def all(self) -> pl.DataFrame:
        """The candidates, in the order of the table, with the columns that `ranked` reads."""
        parts = scored(self.opening, [self.race.service.id])
        found = [candidates for part in parts for candidates in self._of(part)]
        ties = [pl.lit(0).alias(f"tie_{n}") for n in range(len(self.race.ties))]
        none = pl.DataFrame(schema=_CANDIDATES).with_columns(ties)
        every = pl.concat([none, *found], how="vertical_relaxed").sort("row")
        order = pl.Enum(self.race.order(every["group"]))
        return every.with_columns(pl.col("group").cast(order))

    def _of(self, part: ScoredPart) -> Iterator[pl.DataFrame]:
        self.bad.add(part.rejected)
        self.tick(part.scores.height + part.lost)
        beside = part.facts.select(
            "row",
            "lives_in",
            _label(self.race.by, "group"),
            _label(self.race.household, "household"),
        )
        frame = part.scores.join(beside, on="row", how="left", maintain_order="left")
        for (home,), mine in self._grouped(frame).partition_by("lives_in", as_dict=True).items():
            scheme = self.opening.schemes[str(home), self.race.service.offered_in]
            yield self._candidates(mine, part.facts, scheme)

    def _grouped(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The applicants with the groups they are ranked in; without one, they are rejected."""
        if self.race.by is None:
            return frame.with_columns(pl.lit("").alias("group"))
        names = {label: self.race.group(label) for label in frame["group"].drop_nulls()}
        lost = frame.filter(pl.col("group").is_null())
        self.bad.add(
            rejects(
                [
                    (row, name, self.race.by, "", *reasons(NO_GROUP))
                    for row, name in lost.select("row", "applicant_id").iter_rows()
                ]
            )
        )
        frame = frame.filter(pl.col("group").is_not_null())
        return frame.with_columns(pl.col("group").replace(names))

    def _candidates(self, frame: pl.DataFrame, facts: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
        service = self.race.service
        # Of those who live elsewhere, their own editions say what they may apply for.
        offered = service in scheme.services
        indicators = {indicator.id for indicator in scheme.indicators}
        frame = frame.join(self._unmet(frame, facts, scheme), on="row", how="left")
        return frame.select(
            "row",
            "applicant_id",
            "lives_in",
            "group",
            "household",
            quanta(service.id if offered else "total").alias("counted"),
            pl.lit(offered).alias("offered"),
            "eligible",
            "frozen",
            "frozen_until",
            "unmet_zh",
            "unmet_en",
            *(
                (quanta(tie) if tie in indicators else pl.lit(0, pl.Int64)).alias(f"tie_{n}")
                for n, tie in enumerate(self.race.ties)
            ),
        )

    def _unmet(self, frame: pl.DataFrame, facts: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
        """Of those who are not eligible, why; as `jifen score` says it."""
        rows = frame.filter(~pl.col("eligible")).select("row")
        mine = facts.join(rows, on="row", how="semi", maintain_order="left")
        asked = [requirement.condition.fact for requirement in scheme.requirements]
        known: dict[tuple[Any, ...], list[str]] = {}
        found = []
        for row, given in applicants(mine, scheme, self.events):
            values = tuple(given.get(fact) for fact in asked)
            if values not in known:
                unmet = [line for line in scheme.score(given).requirements if not line.met]
                known[values] = [
                    _SEMICOLON[lang].join(x.reason[lang] for x in unmet) for lang in LANGS
                ]
            found.append((row, *known[values]))
        schema = {"row": pl.Int64, "unmet_zh": pl.String, "unmet_en": pl.String}
        return pl.DataFrame(found, schema=schema, orient="row")


def _lost(bad: Spool) -> Text | None:
    """What is wrong with some of those who have no score, if there are any."""
    sample = bad.sample().filter(~pl.col("of_events"))
    if sample.is_empty():
        return None
    return Text(*("\n".join(told(sample, lang)) for lang in LANGS))


def _label(column: str | None, name: str) -> pl.Expr:
    labels = pl.lit(None, pl.String) if column is None else pl.col(f"{LABEL}{column}")
    return labels.alias(name)


def _sheets(
    placed: pl.DataFrame, race: Race
) -> dict[str, tuple[pl.Schema, Iterator[pl.DataFrame]]]:
    """The list as it is written: the ranked, then those apart."""
    points = {"counted": "points"} | {f"tie_{n}": tie for n, tie in enumerate(race.ties)}
    columns = [
        *([pl.col("group").cast(pl.String).alias(race.by)] if race.by else []),
        pl.col("rank").cast(pl.Int64),
        "applicant_id",
        *([pl.col("household").alias(race.household)] if race.household else []),
        *(
            (pl.col(column).cast(pl.Decimal(9, 0)) * pl.lit(Decimal("0.01")))
            .cast(POINTS)
            .alias(name)
            for column, name in points.items()
        ),
        "status",
        "reason_zh",
        "reason_en",
    ]
    is_ranked = pl.col("rank").is_not_null()
    return {
        name: ((frame := placed.filter(those).select(columns)).schema, iter([frame]))
        for name, those in (("排名", is_ranked), ("未列入", ~is_ranked))
    }


NO_GROUP = Refused(
    Text("没有组别，无法排名", "without a group it cannot be ranked"),
    Text("请填写", "Fill it in"),
)
_SEMICOLON = {"zh": "；", "en": "; "}
_CANDIDATES = {
    "row": pl.Int64,
    "applicant_id": pl.String,
    "lives_in": pl.String,
    "group": pl.String,
    "household": pl.String,
    "counted": pl.Int64,
    "offered": pl.Boolean,
    "eligible": pl.Boolean,
    "frozen": pl.Boolean,
    "frozen_until": pl.Date,
    "unmet_zh": pl.String,
    "unmet_en": pl.String,
}
