"""What goes wrong around a run: it is killed, the disk is full, the input changes, all is bad."""

import os
import resource
import signal
import subprocess
import time
from hashlib import sha256

import pytest

HEAD = ["applicant_id", "lives_in", "birth_date"]


@pytest.fixture
def many(csv_file):
    """A table of many applicants."""

    def many(count, name="in.csv"):
        # names that do not compress
        names = (f"{n:07}{sha256(b'%d' % n).hexdigest()[:12]}" for n in range(count))
        return csv_file(name, [HEAD, *([f"A{each}", "330225", "1990-05-01"] for each in names)])

    return many


@pytest.mark.parametrize("out", ["out.xlsx", "out.csv", "out.parquet"])
def test_a_run_that_is_killed_leaves_the_old_output(out, many, start, no_events, tmp_path):
    target = tmp_path / out
    target.write_text("old")
    run = start("batch", many(40_000), target, "--on", "2022-10-01", *no_events)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.*.part*")) and time.monotonic() < deadline:
        assert run.poll() is None
        time.sleep(0.01)
    time.sleep(0.1)  # into the writing
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    assert target.read_text() == "old"
    assert not (tmp_path / "out.rejected.csv").exists()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, mounted with some options."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = []

    def mount(options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
        mounted.append(folder)
        return folder

    yield mount
    for each in mounted:
        subprocess.run(["umount", each], check=True)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a disk needs root")


@as_root
@pytest.mark.parametrize("out", ["out.xlsx", "out.csv", "out.parquet"])
def test_a_full_disk_is_said_and_leaves_the_old_output(out, many, batch, small_disk, tmp_path):
    disk = small_disk("size=128k")
    (disk / out).write_text("old")
    done = batch(many(20_000), disk / out)
    assert done.code == 6
    assert "No space left" in done.err
    assert (disk / out).read_text() == "old"
    assert [path.name for path in disk.iterdir()] == [out]


@as_root
def test_a_read_only_folder_is_said_before_anything_is_computed(many, batch, small_disk):
    disk = small_disk("ro")
    done = batch(many(2), disk / "out.csv")
    assert done.code == 6
    assert "out.csv: Read-only file system" in done.err


@pytest.mark.parametrize("folder", ["nowhere", "in.csv"])
def test_a_folder_that_is_none_is_said(folder, many, batch, tmp_path):
    done = batch(many(2), tmp_path / folder / "out.csv")
    assert done.code == 6
    assert "out.csv" in done.err


def test_an_output_that_is_a_folder_is_left_alone(many, batch, tmp_path):
    (tmp_path / "out.csv").mkdir()
    assert batch(many(2), tmp_path / "out.csv").code == 6
    assert (tmp_path / "out.csv").is_dir()


def test_an_input_that_is_missing_or_a_folder_is_said(batch, tmp_path):
    (tmp_path / "in.csv").mkdir()
    for name in ("in.csv", "gone.csv"):
        done = batch(tmp_path / name, tmp_path / "out.csv")
        assert done.code in (3, 6)
        assert name in done.err


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_an_input_that_changes_underneath_is_an_error(kind, many, start, no_events, tmp_path):
    table = many(40_000)
    if kind == "parquet":
        import polars as pl

        csv, table = table, tmp_path / "in.parquet"
        pl.read_csv(csv, try_parse_dates=True, schema_overrides={"lives_in": str}).write_parquet(
            table
        )
    run = start("batch", table, tmp_path / "out.xlsx", "--on", "2022-10-01", *no_events)
    while not list(tmp_path.glob(".out.*.part*")) and run.poll() is None:
        time.sleep(0.01)
    with table.open("ab") as file:
        file.write(b"Z,330225,1990-05-01\n")
    _, err = run.communicate()
    assert run.returncode == 3
    assert "changed while it was read" in err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_million_bad_rows_are_all_rejected_in_bounded_memory(
    csv_file, start, no_events, tmp_path
):
    rows = ([f"A{n:07}", "330225", "bad"] for n in range(1_000_000))
    table = csv_file("in.csv", [HEAD, ["GOOD", "330225", "1990-05-01"], *rows])
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    out, bad = tmp_path / "out.csv", tmp_path / "bad.csv"
    run = start("batch", table, out, "--rejected", bad, "--on", "2022-10-01", *no_events)
    said, _ = run.communicate()
    assert run.returncode == 3
    assert "1000000 could not be scored" in said
    assert out.read_text("utf-8-sig").count("\n") == 2
    with bad.open("rb") as file:
        assert (
            sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) == 1_000_001
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak == before or peak < 700 * 1024  # KiB
