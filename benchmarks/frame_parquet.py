"""Parquet to Parquet: the scores against a plain Polars copy of the same volume, and the memory.

    python benchmarks/frame_parquet.py [--rows 10000000] [--rounds 3] [--folder FOLDER]

Every run is a process of its own, so that its peak of memory is its own. The copy reads every
column of the input and writes as many columns of the same types as the scores have. Rounds run the
cases one after another; ratios are taken within a round, and their median is printed.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import frame_data
import frame_handwritten
import narwhals as nw
import polars as pl

from jifen.frame import parquet, score_parquet
from jifen.frame.engine import Engine
from jifen.frame.events import with_events
from jifen.frame.found import Found, with_found
from jifen.frame.inputs import ground_of
from jifen.frame.plan import Plan

FACTS = ("breaches_of_trust", "offences")
POINTS = pl.Decimal(9, 2)


def copy(folder: Path, out: Path) -> None:
    """A plain copy: each column of the output is one of the input, as a decimal of two places."""
    frame = pl.scan_parquet(folder / "applicants.parquet")
    names = [name for name in frame.collect_schema() if name != "applicant_id"]
    frame.select(
        "applicant_id",
        *(_copied(frame, names[n % len(names)]).alias(f"c{n}") for n in range(29)),
        pl.col("works_locally").alias("frozen"),
        pl.col("county_housing").alias("eligible"),
        pl.col("residence_permit_valid_until").alias("frozen_until"),
        _copied(frame, names[29 % len(names)]).alias("floored"),
        pl.col("shortage_occupation").alias("provisional"),
    ).sink_parquet(out)


def _copied(frame: pl.LazyFrame, name: str) -> pl.Expr:
    column, dtype = pl.col(name), frame.collect_schema()[name]
    if dtype == pl.String:
        column = column.str.len_bytes()
    elif dtype == pl.Date:
        column = column.dt.ordinal_day()
    elif dtype == pl.Boolean:
        column = column.cast(pl.Int32)
    elif isinstance(dtype, pl.Decimal):
        # Amounts reach beyond nine digits; the copy keeps what fits.
        column = column.cast(pl.Int64) % 1000
    return column.cast(pl.Int32).fill_null(0).cast(POINTS)


def by_hand(folder: Path, out: Path) -> None:
    """Polars written by hand."""
    events = {fact: pl.scan_parquet(folder / f"{fact}.parquet") for fact in FACTS}
    frame_handwritten.score(pl.scan_parquet(folder / "applicants.parquet"), events).sink_parquet(
        out
    )


def compiled(folder: Path, out: Path) -> None:
    """The compiled expressions alone."""
    scheme, engine = frame_data.scheme(), Engine("polars_lazy")
    applicants = engine.columns(pl.scan_parquet(folder / "applicants.parquet"))
    tables = {f: engine.columns(pl.scan_parquet(folder / f"{f}.parquet")) for f in FACTS}
    ground = ground_of(scheme, engine, applicants, tables, "applicant_id")
    plan = Plan(scheme, ground, {t.id: t.id in scheme.recognised for t in scheme.tiers})
    applicants = with_events(engine, applicants, ground.events.values())
    plan.scores(engine, applicants, ["applicant_id"]).to_native().sink_parquet(out)


def compiled_in_parts(folder: Path, out: Path) -> None:
    """The compiled expressions alone, read and written part by part as `score_parquet` does."""
    scheme, engine = frame_data.scheme(), Engine("polars")
    file = pl.scan_parquet(folder / "applicants.parquet")
    tables = {f: nw.from_native(pl.scan_parquet(folder / f"{f}.parquet")) for f in FACTS}
    ground = ground_of(scheme, engine, nw.from_native(file), tables, "applicant_id")
    plan = Plan(scheme, ground, {t.id: t.id in scheme.recognised for t in scheme.tiers})
    rows = parquet.ROWS_AT_A_TIME
    with parquet._spill_beside(out) as spill, parquet._Output(out, {}) as scores:
        found = [Found(table, rows, spill) for table in ground.events.values()]
        for part in parquet._parts(file, rows):
            applicants = with_found(part, found, "applicant_id")
            quanta = parquet._computed(plan.quanta(applicants, ["applicant_id"]))
            scores.write(parquet._with_points(quanta, plan.points))
        scores.close()


def checked(folder: Path, out: Path) -> None:
    """`score_frame` of a lazy frame with all input checks; the rejected rows are looked for only if any are."""
    events = {fact: pl.scan_parquet(folder / f"{fact}.parquet") for fact in FACTS}
    frame = pl.scan_parquet(folder / "applicants.parquet")
    scored = frame_data.scheme().score_frame(frame, events=events)
    scored.scores.sink_parquet(out)
    good = pl.scan_parquet(out).select(pl.len()).collect().item()
    if good < frame.select(pl.len()).collect().item():
        scored.rejected.sink_parquet(out.with_name("rejected.parquet"))


def part_by_part(folder: Path, out: Path) -> None:
    """`jifen.frame.score_parquet`: all input checks, and the rejected rows."""
    events = {fact: folder / f"{fact}.parquet" for fact in FACTS}
    applicants, rejected = folder / "applicants.parquet", out.with_name("rejected.parquet")
    score_parquet(frame_data.scheme(), applicants, out, rejected, events=events)


CASES: Mapping[str, Callable[[Path, Path], None]] = {
    "copy": copy,
    "by hand": by_hand,
    "compiled": compiled,
    "in parts": compiled_in_parts,
    "checked": checked,
    "score_parquet": part_by_part,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "jifen-frames"
    )
    options.add_argument("--case", choices=list(CASES), action="append", help="only these")
    options.add_argument("--one", help=argparse.SUPPRESS)
    given = options.parse_args()
    folder = given.folder / str(given.rows)
    out = given.folder / "out.parquet"
    if given.one:
        clock, spent = time.perf_counter(), time.process_time()
        CASES[given.one](folder, out)
        found = {
            "wall": time.perf_counter() - clock,
            "cpu": time.process_time() - spent,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
            "written": out.stat().st_size / 2**20,
        }
        print(json.dumps(found))
        return
    frame_data.write(given.folder, given.rows)
    cases = given.case or list(CASES)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in cases}
    for _ in range(given.rounds):
        for name in cases:
            command = [
                sys.executable,
                __file__,
                "--rows",
                str(given.rows),
                "--folder",
                given.folder,
            ]
            done = subprocess.run(
                [*command, "--one", name], check=True, capture_output=True, text=True
            )
            runs[name].append(json.loads(done.stdout))
            out.unlink()
    print(f"{given.rows:,} rows, median of {given.rounds} rounds")
    for name in cases:
        mine, base = runs[name], runs[cases[0]]
        wall, cpu = ([run[what] for run in mine] for what in ("wall", "cpu"))
        ratios = [
            median(a[what] / b[what] for a, b in zip(mine, base, strict=True))
            for what in ("wall", "cpu")
        ]
        print(
            f"{name:14} {median(wall):6.2f} s wall ({min(wall):.2f}–{max(wall):.2f})"
            f"  {median(cpu):6.2f} s CPU ({min(cpu):.2f}–{max(cpu):.2f})"
            f"  peak {max(run['peak'] for run in mine):.2f} GiB"
            f"  wrote {mine[0]['written']:.0f} MiB"
            f"  ratio {ratios[0]:.2f} wall {ratios[1]:.2f} CPU"
        )


if __name__ == "__main__":
    main()
