"""Very many bad rows: all are accounted for, and memory stays bounded."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

HEAD = ["applicant_id", "lives_in", "birth_date"]

MOST_MEMORY = 800
"""MiB, whatever the number of bad rows: so much as a part of the table and its faults take."""

MEASURED = """
import atexit, pathlib, runpy, sys

def peak():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    # What the system says of a child counts the memory that its parent had.
    path.write_text(next(line.split()[1] for line in lines if line.startswith("VmHWM")))

path = pathlib.Path(sys.argv.pop(1))
atexit.register(peak)
runpy.run_module("jifen_cli", run_name="__main__", alter_sys=True)
"""

is_million = pytest.mark.skipif("JIFEN_MILLION" not in os.environ, reason="tox -e million")
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it reads /proc"),
    pytest.mark.parametrize("count", [50_000, pytest.param(1_000_000, marks=is_million)]),
    pytest.mark.parametrize("kind", ["csv", "parquet"]),
]


def names(count):
    return pl.Series("applicant_id", range(count)).cast(pl.String).str.zfill(18)


def with_a_good_one(ids, born):
    """A table of applicants with one who can be scored in its middle."""
    rows = ids.to_frame().with_columns(
        lives_in=pl.lit("330225"), birth_date=pl.lit(born, pl.String)
    )
    good = pl.DataFrame([["GOOD", "330225", "1990-05-01"]], schema=HEAD, orient="row")
    middle = ids.len() // 2
    return pl.concat([rows[:middle], good, rows[middle:]])


def save(rows, path, *dates):
    if path.suffix == ".csv":
        rows.with_columns(pl.col(*dates).fill_null("never")).write_csv(path)
    else:
        rows.with_columns(pl.col(*dates).str.to_date()).write_parquet(path)


@pytest.fixture
def measured(tmp_path):
    """Score a table: who has a score, what is rejected, and the MiB it took at most."""

    def measured(table, out, *options):
        bad = tmp_path / "bad.csv"
        asked = ["batch", table, out, "--rejected", bad, "--on", "2022-10-01", *options]
        command = [sys.executable, "-c", MEASURED, tmp_path / "peak", *asked]
        assert subprocess.run(list(map(str, command)), capture_output=True).returncode == 3
        scores = pl.read_parquet(out) if out.suffix == ".parquet" else pl.read_csv(out)
        rejected = pl.read_csv(bad, infer_schema=False).cast({"row": pl.Int64})
        peak = int((tmp_path / "peak").read_text()) / 1024
        return scores["applicant_id"].to_list(), rejected, peak

    return measured


def test_many_bad_rows_and_a_good_one_are_all_accounted_for_in_bounded_memory(
    kind, count, no_events, tmp_path, measured
):
    rows = with_a_good_one(names(count), None)
    save(rows, tmp_path / f"in.{kind}", "birth_date")
    who, rejected, peak = measured(tmp_path / f"in.{kind}", tmp_path / f"out.{kind}", *no_events)
    assert who == ["GOOD"]
    assert rejected["applicant_id"].equals(names(count))
    first = 2 if kind == "csv" else 1  # a CSV file has its headers in row 1
    assert rejected["row"].to_list() == [n + first for n in range(count + 1) if n != count // 2]
    print(f"{kind}, {count} bad rows: {peak:.0f} MiB")
    assert peak < MOST_MEMORY


def test_many_bad_events_are_all_accounted_for_with_those_whose_they_are(
    kind, count, no_events, tmp_path, measured
):
    rows = with_a_good_one(names(count), "1990-05-01")
    save(rows, tmp_path / f"in.{kind}", "birth_date")
    bad = None if kind == "csv" else "1700-01-01"  # a table with types of its own has a date
    events = pl.concat([names(count), "Z" + names(count)]).to_frame()  # as many are nobody's
    save(events.with_columns(date=pl.lit(bad, pl.String)), tmp_path / f"offences.{kind}", "date")
    given = ["--events", f"offences={tmp_path / 'offences'}.{kind}", *no_events[2:]]
    who, rejected, peak = measured(tmp_path / f"in.{kind}", tmp_path / f"out.{kind}", *given)
    assert who == ["GOOD"]
    of_dates = rejected.filter(pl.col("column") == "offences.date")
    first = 2 if kind == "csv" else 1
    assert of_dates["row"].to_list() == list(range(first, first + events.height))
    assert of_dates["applicant_id"].equals(events["applicant_id"])
    strangers = rejected.filter(pl.col("column") == "offences.applicant_id")
    assert strangers["row"].to_list() == list(range(first + count, first + events.height))
    people = rejected.filter(pl.col("column") == "offences")
    assert people["applicant_id"].equals(names(count))
    assert of_dates.height + strangers.height + people.height == rejected.height
    print(f"{kind}, {events.height} bad events: {peak:.0f} MiB")
    assert peak < MOST_MEMORY
