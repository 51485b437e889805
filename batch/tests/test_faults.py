"""What goes wrong around a run: it is killed, the disk is full, the input changes, all is bad."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAD = ["applicant_id", "lives_in", "birth_date"]


@pytest.fixture
def many(csv_file):
    """A table of many applicants."""

    def many(count, name="in.csv"):
        return csv_file(name, [HEAD, *([f"A{n:07}", "330225", "1990-05-01"] for n in range(count))])

    return many


@pytest.mark.parametrize("out", ["out.xlsx", "out.csv", "out.parquet"])
def test_a_run_that_is_killed_leaves_the_old_output(out, many, start, no_events, tmp_path):
    target = tmp_path / out
    target.write_text("old")
    run = start("batch", many(150_000), target, "--on", "2022-10-01", *no_events)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.*.part*")) and time.monotonic() < deadline:
        assert run.poll() is None
        time.sleep(0.01)
    time.sleep(0.3)  # into the writing
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    assert target.read_text() == "old"
    assert not (tmp_path / "out.rejected.csv").exists()
