"""A file of applicants turned into a file of scores, and one of what could not be scored."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from attrs import define, field, frozen

from jifen import InputError, Problem, Scheme, Text
from jifen_batch.about import about
from jifen_batch.editions import editions_beside, write_editions
from jifen_batch.inputs import Opening, Wanted, open_input
from jifen_batch.parquet_population import ParquetPopulation
from jifen_batch.population import REJECTED
from jifen_batch.progress import Tick
from jifen_batch.rejected_events import OF_EVENTS
from jifen_batch.replacing import replacing
from jifen_batch.scoring import columns_out, scored
from jifen_batch.spool import Spool
from jifen_batch.tables import unchanged
from jifen_batch.writers import formulas, require_ending, write


@frozen(kw_only=True)
class Done:
    """What a run did.

    Attributes:
        rows: The applicants in the file.
        scored: Those who have a score.
        rejected: Those who have none.
        of_events: How many events are rejected.
        rejected_to: The file of the rejected rows, if it was written.
        sample: Some of what was wrong.
        about: The date and the editions.
        editions: The file that says these, where the output has no place for them.
        notes: What a clerk must know of what was read.
    """

    rows: int
    scored: int
    rejected: int
    of_events: int
    rejected_to: Path | None
    sample: pl.DataFrame
    about: Mapping[str, Any]
    editions: Path | None
    notes: tuple[Text, ...]


def rejected_beside(out: Path) -> Path:
    """Where the rejected rows go if nobody says."""
    return out.with_name(f"{out.stem}.rejected.csv")


def require_apart(wanted: Wanted, *outputs: Path) -> None:
    """Check that no output is an input, or another output.

    Raises:
        InputError: if one is.
    """
    seen = {path.resolve() for path in wanted.files()}
    for path in outputs:
        if path.resolve() in seen:
            raise InputError(
                [
                    Problem(
                        str(path),
                        Text("输出与另一文件相同", "the output is another of the files"),
                        Text("请另取一个文件名", "Give it another name"),
                    )
                ]
            )
        seen.add(path.resolve())


def score_file(
    wanted: Wanted, out: Path, rejected: Path | None, *, started: Callable[[int], Tick]
) -> Done:
    """Score a file of applicants into another file.

    Args:
        wanted: The file, and how it is read.
        out: The file of scores; it appears whole or not at all.
        rejected: The file of the rejected rows; by default one beside `out`, written only if
            there are any, or if an older one would be mistaken for it.
        started: Told how many rows there are; it gives what is told how many are done.

    Raises:
        InputError: if the file, or any that belongs to it, cannot be used.
        PluginError: if no applicant's place has its plugins.
        RulebookError: if none has editions in force.
        OSError: if the system refuses.
    """
    to = rejected or rejected_beside(out)
    for path in (out, to):
        require_ending(path)
    editions = editions_beside(out)
    targets = (out, to, *([editions] if editions else []))
    require_apart(wanted, *targets)
    with (
        replacing(*targets) as (part_out, part_rejected, *part_editions),
        unchanged(*wanted.files()),
        Spool(REJECTED) as bad,
    ):
        opening = open_input(wanted, bad)
        live: list[Path] = []
        run = _Run(opening, about(opening.schemes.values()), started(opening.rows), bad)
        if require_ending(out) == ".parquet" and (scheme := _only_scheme(opening)) is not None:
            run.stream(scheme, part_out)
        elif run.write(part_out):
            live.append(out)
        if run.good + run.lost != opening.rows:
            raise RuntimeError("rows were lost")  # never seen: an output that lacks some is none
        for part in part_editions:
            write_editions(part, out, part_out, run.about)
        is_wanted = rejected is not None or bad.rows or to.exists()
        if is_wanted and write(part_rejected, {"rejected": (REJECTED, bad.frames())}, {}):
            live.append(to)
        return Done(
            rows=opening.rows,
            scored=run.good,
            rejected=run.lost,
            of_events=opening.of_events,
            rejected_to=to if is_wanted else None,
            sample=bad.sample(),
            about=run.about,
            editions=editions,
            notes=(*opening.notes, *formulas(*live)),
        )


@define
class _Run:
    """One run: the rows scored so far, and those rejected.

    Attributes:
        opening: The file.
        about: The date and the editions.
        tick: Told how many more rows are done.
        bad: What was wrong with those who have no score.
        good: How many have one.
        lost: How many have none.
    """

    opening: Opening
    about: Mapping[str, Any]
    tick: Tick
    bad: Spool
    good: int = field(default=0, init=False)
    lost: int = field(default=0, init=False)

    def write(self, path: Path) -> bool:
        """Score part by part, in the order of the file; whether some text is a formula."""
        schema = columns_out(self.opening.schemes)
        return write(path, {"积分": (schema, self._frames())}, self.about)

    def _frames(self) -> Iterator[pl.DataFrame]:
        for part in scored(self.opening):
            self.good += part.scores.height
            self.bad.add(part.rejected)
            self.lost += part.lost
            yield part.scores.drop("row")
            self.tick(part.scores.height + part.lost)

    def stream(self, scheme: Scheme, path: Path) -> None:
        """Score Parquet into Parquet by one plan, which takes part after part of the file."""
        population = self.opening.population
        assert isinstance(population, ParquetPopulation)
        with TemporaryDirectory(prefix="jifen-") as folder:
            rejected = Path(folder) / "rejected.parquet"
            written = scheme.score_parquet(
                population.facts(scheme.facts),
                path,
                rejected,
                events=self.opening.events.frames,
                metadata={"jifen": json.dumps(self.about, ensure_ascii=False)},
                passed=self.tick,
            )
            self.good, self.lost = written.scored, written.rejected
            lines = pl.scan_parquet(rejected).filter(~OF_EVENTS)
            lines = lines.select(REJECTED.names()).cast(REJECTED)
            for frame in lines.collect_batches(maintain_order=True):
                self.bad.add(self.opening.headed(frame))


def _only_scheme(opening: Opening) -> Scheme | None:
    """The scheme of a Parquet file of one place in which no row stands alone."""
    population = opening.population
    if not isinstance(population, ParquetPopulation) or len(opening.schemes) != 1:
        return None
    alone = (population.repeated, population.hopeless, population.nowhere)
    if any(alone) or opening.events.spoilt.height:
        return None
    return next(iter(opening.schemes.values()))
