"""In memory: the compiled expressions against Polars written by hand for the same scheme.

    python benchmarks/frame_memory.py [--rows 10000000] [--rounds 5]

Each round runs all of them, in another order, so that what else the machine does falls on all. It
prints the median of the rounds in seconds of wall clock and of CPU, and the ratios within rounds.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import frame_data
import frame_handwritten
import narwhals as nw
import polars as pl

from jifen import Scheme
from jifen.frame.engine import Engine
from jifen.frame.events import with_events
from jifen.frame.inputs import ground_of
from jifen.frame.plan import Plan

Tables = Mapping[str, pl.DataFrame]


def by_hand(scheme: Scheme, frame: pl.DataFrame, events: Tables) -> pl.DataFrame:
    """Polars written by hand, on its default engine."""
    lazily = {fact: table.lazy() for fact, table in events.items()}
    return frame_handwritten.score(frame.lazy(), lazily).collect()


def compiled(scheme: Scheme, frame: pl.DataFrame, events: Tables) -> pl.DataFrame:
    """The compiled expressions alone: no value is checked and no id looked for twice."""
    plan, engine, applicants = _planned(scheme, frame, events)
    scores: pl.DataFrame = plan.scores(engine, applicants, ["applicant_id"]).to_native().collect()
    return scores


def hundredths(scheme: Scheme, frame: pl.DataFrame, events: Tables) -> pl.DataFrame:
    """The same, with points as whole hundredths: integers, before they get the label of decimals."""
    plan, _, applicants = _planned(scheme, frame, events)
    scores: pl.DataFrame = plan.quanta(applicants, ["applicant_id"]).to_native().collect()
    return scores


def _planned(
    scheme: Scheme, frame: pl.DataFrame, events: Tables
) -> tuple[Plan, Engine, nw.LazyFrame[Any]]:
    engine = Engine("polars")
    applicants = engine.columns(frame)
    tables = {fact: engine.columns(table) for fact, table in events.items()}
    ground = ground_of(scheme, engine, applicants, tables, "applicant_id")
    plan = Plan(scheme, ground, {t.id: t.id in scheme.recognised for t in scheme.tiers})
    return plan, engine, with_events(engine, applicants, ground.events.values())


def checked(scheme: Scheme, frame: pl.DataFrame, events: Tables) -> pl.DataFrame:
    """`score_frame`: every value checked, repeated ids and events of nobody looked for."""
    scores: pl.DataFrame = scheme.score_frame(frame, events=events).scores
    return scores


CASES: Mapping[str, Callable[[Scheme, pl.DataFrame, Tables], pl.DataFrame]] = {
    "by hand": by_hand,
    "compiled": compiled,
    "checked": checked,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--text", action="store_true", help="choices as text, not as enums")
    given = options.parse_args()
    scheme = frame_data.scheme()
    frame = pl.concat(frame_data.chunks(given.rows, enums=not given.text)).rechunk()
    events = frame_data.events(given.rows)

    wall: dict[str, list[float]] = {name: [] for name in CASES}
    cpu: dict[str, list[float]] = {name: [] for name in CASES}
    for n in range(given.rounds + 1):
        for name in random.Random(n).sample(list(CASES), len(CASES)):
            gc.collect()
            clock, spent = time.perf_counter(), time.process_time()
            scores = CASES[name](scheme, frame, events)
            clock, spent = time.perf_counter() - clock, time.process_time() - spent
            assert scores.height == given.rows
            del scores
            if n:  # the first round warms up
                wall[name].append(clock)
                cpu[name].append(spent)
    print(f"{given.rows:,} rows, {len(frame.columns)} columns in, median of {given.rounds} rounds")
    for name in CASES:
        print(
            f"{name:10} {median(wall[name]):6.2f} s wall ({min(wall[name]):.2f}–{max(wall[name]):.2f})"
            f"  {median(cpu[name]):6.2f} s CPU ({min(cpu[name]):.2f}–{max(cpu[name]):.2f})"
            f"  {given.rows / median(wall[name]) / 1e6:5.1f} million rows/s"
            f"  ratio {_ratio(wall, name):.2f} wall {_ratio(cpu, name):.2f} CPU"
        )


def _ratio(times: Mapping[str, list[float]], name: str) -> float:
    return median(a / b for a, b in zip(times[name], times["by hand"], strict=True))


if __name__ == "__main__":
    main()
