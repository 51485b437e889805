"""What goes wrong around a run: it is killed, the disk is full, the input changes, all is bad."""

import os
import resource
import signal
import subprocess
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

DRAFT = Path(__file__).parents[2] / "plugins/ningbo_city/src/jifen_ningbo_city/rulebooks/2022.toml"
HEAD = ["applicant_id", "lives_in", "birth_date"]


@pytest.fixture
def many(csv_file):
    """A table of many applicants."""

    def many(count, name="in.csv"):
        # names that do not compress
        names = (f"{n:07}{sha256(b'%d' % n).hexdigest()[:12]}" for n in range(count))
        return csv_file(name, [HEAD, *([f"A{each}", "330225", "1990-05-01"] for each in names)])

    return many


OUTPUTS = pytest.mark.parametrize("out", ["out.xlsx", "out.csv", "out.parquet"])


def written(folder):
    """How much has been written of outputs that are not whole yet."""
    total = 0
    for part in folder.glob(".*out.*.part*"):
        with suppress(FileNotFoundError):
            total += part.stat().st_size
    return total


@pytest.fixture
def many_in_parquet(tmp_path):
    """A Parquet file of many applicants."""

    def many_in_parquet(count):
        ids = pl.Series("applicant_id", range(count)).hash(seed=1).cast(pl.String)
        columns = {"lives_in": pl.lit("330225"), "birth_date": pl.date(1990, 5, 1)}
        path = tmp_path / "in.parquet"
        ids.to_frame("applicant_id").with_columns(**columns).write_parquet(path)
        return path

    return many_in_parquet


def test_a_run_from_parquet_to_parquet_that_is_killed_leaves_the_old_output(
    many_in_parquet, start, no_events, tmp_path
):
    target = tmp_path / "out.parquet"
    target.write_text("old")
    table = many_in_parquet(1_200_000)  # more than two parts
    run = start("batch", table, target, "--on", "2022-10-01", *no_events)
    while not written(tmp_path):
        assert run.poll() is None
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    assert target.read_text() == "old"


@OUTPUTS
def test_a_run_that_is_killed_leaves_the_old_output(out, many, start, no_events, tmp_path):
    target = tmp_path / out
    target.write_text("old")
    count = 6_000 if out == "out.xlsx" else 130_000  # more than is read at a time
    run = start("batch", many(count), target, "--on", "2022-10-01", *no_events)
    while not written(tmp_path):
        assert run.poll() is None
        time.sleep(0.001)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    assert target.read_text() == "old"
    left = {path.name for path in tmp_path.iterdir()} - {"in.csv", "none.csv", out}
    assert left
    assert all(name.startswith(".") and ".part" in name for name in left)


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
@OUTPUTS
def test_a_full_disk_is_said_and_leaves_the_old_output(out, many, batch, small_disk, tmp_path):
    disk = small_disk("size=32k")
    (disk / out).write_text("old")
    done = batch(many(5_000), disk / out)
    assert done.code == 6
    assert "No space left" in done.err
    assert (disk / out).read_text() == "old"
    assert [path.name for path in disk.iterdir()] == [out]


@as_root
@pytest.mark.parametrize(
    ("full", "other"),
    [("out.csv", "bad.xlsx"), ("out.xlsx", "bad.parquet"), ("out.parquet", "bad.csv")],
)
def test_the_file_that_is_on_the_full_disk_is_the_one_named(
    full, other, run, no_events, small_disk, tmp_path
):
    disk = small_disk("size=16k")
    names = [sha256(b"%d" % n).hexdigest() for n in range(4_000)]
    born = ["1990-05-01", "never"]  # half of them are rejected
    rows = [",".join([name, "330225", born[n % 2]]) for n, name in enumerate(names)]
    (tmp_path / "in.csv").write_text("\n".join([",".join(HEAD), *rows]))
    table, more = tmp_path / "in.csv", ["--on", "2022-10-01", *no_events]
    done = run("batch", table, disk / full, "--rejected", tmp_path / other, *more)
    assert (done.code, done.out) == (6, "")
    assert done.err == f"The system refused: {disk / full}: No space left on device\n"
    done = run("batch", table, tmp_path / full, "--rejected", disk / other, *more)
    assert (done.code, done.out) == (6, "")
    assert done.err == f"The system refused: {disk / other}: No space left on device\n"
    assert not list(disk.iterdir())


@as_root
def test_from_parquet_to_parquet_too(many_in_parquet, run, no_events, small_disk):
    out = small_disk("size=64k") / "out.parquet"
    done = run("batch", many_in_parquet(20_000), out, "--on", "2022-10-01", *no_events)
    assert done.code == 6
    assert done.err == f"The system refused: {out}: No space left on device\n"


@pytest.mark.parametrize("short", [5, 15])
def test_a_workbook_whose_last_bytes_find_no_room_is_not_taken_for_whole(
    short, many, batch, start, no_events, tmp_path
):
    out = tmp_path / "out.xlsx"
    assert batch(many(2), out).code == 0
    most = out.stat().st_size - short
    out.write_text("old")
    run = start(
        "batch", tmp_path / "in.csv", out, "--on", "2022-10-01", *no_events,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    _, err = run.communicate()
    assert (run.returncode, out.read_text()) == (6, "old"), err


@as_root
def test_a_picture_on_a_full_disk_is_named(many, run, no_events, small_disk, tmp_path):
    disk = small_disk("size=16k")
    table = many(400)
    (disk / "in.csv").write_text("applicant_id,lives_in,birth_date\nA,330225,1990-05-01\n")
    with suppress(OSError), (disk / "rest").open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 512)
    out, asked = disk / "out.xlsx", ["--service", "xiangshan.settlement", "--places", "1"]
    done = run("rank", table, out, *asked, "--plot", "--on", "2022-10-01", *no_events)
    assert done.code == 6
    assert str(out) in done.err
    options = ["--rulebook", DRAFT, "--plot", "--on", "2022-10-01", *no_events]
    done = run("impact", disk / "in.csv", *options)
    assert done.code == 6
    assert done.err.startswith(f"The system refused: {disk / 'in.impact.svg'}: No space left")


@OUTPUTS
def test_a_file_that_may_grow_no_further_is_said_and_leaves_the_old_output(
    out, many, start, no_events, tmp_path
):
    target = tmp_path / out
    target.write_text("old")
    most = 32 * 1024  # bytes
    run = start(
        "batch", many(5_000), target, "--on", "2022-10-01", *no_events,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    _, err = run.communicate()
    assert run.returncode == 6, err
    assert "File too large" in err
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "none.csv", out}


def test_the_same_holds_from_parquet_to_parquet(many_in_parquet, start, no_events, tmp_path):
    target = tmp_path / "out.parquet"
    target.write_text("old")
    most = 64 * 1024
    run = start(
        "batch", many_in_parquet(100_000), target, "--on", "2022-10-01", *no_events,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    _, err = run.communicate()
    assert run.returncode == 6, err
    assert "File too large" in err
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"in.parquet", "none.csv", "out.parquet"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root; mounts are")
def test_a_folder_without_the_right_to_write_is_said(many, batch, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    done = batch(many(2), folder / "out.csv")
    assert done.code == 6
    assert "Permission denied" in done.err


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
    assert f"out.csv: there is no folder {tmp_path / folder} to write this output in. M" in done.err


def test_an_output_that_is_a_folder_is_left_alone(many, batch, tmp_path):
    (tmp_path / "out.csv").mkdir()
    assert batch(many(2), tmp_path / "out.csv").code == 6
    assert (tmp_path / "out.csv").is_dir()


COMMANDS = {
    "batch": ["batch", "IN", "out.csv"],
    "rank": ["rank", "IN", "out.csv", "--service", "xiangshan.settlement", "--places", "1"],
    "impact": ["impact", "IN", "--rulebook", "draft.toml"],
    "events": ["batch", "in.csv", "out.csv", "--events", "offences=IN"],
    "draft": ["impact", "in.csv", "--rulebook", "IN"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_input_that_is_not_there_is_an_input_to_correct(
    command, many, run, no_events, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    many(2)
    given = [arg.replace("IN", "gone.csv") for arg in COMMANDS[command]]
    more = no_events[2:] if command == "events" else no_events
    done = run(*given, *more, "--on", "2022-10-01", lang="zh")
    assert done.code == 3, done.err
    assert "gone.csv：" in done.err
    assert "没有这个文件" in done.err
    assert command == "draft" or "请核对文件名及所在文件夹" in done.err
    assert not (tmp_path / "out.csv").exists()


def test_an_input_that_is_a_folder_is_an_input_to_correct(batch, tmp_path):
    (tmp_path / "in.csv").mkdir()
    done = batch(tmp_path / "in.csv", tmp_path / "out.csv")
    assert (done.code, "in.csv: it is a folder" in done.err) == (3, True)


def test_of_a_mistyped_name_the_nearest_table_of_the_folder_is_told(many, batch, tmp_path):
    for name in ("applicants.xlsx", "applicants.csv", "applicants.txt", "z.csv"):
        many(2, name)
    done = batch(tmp_path / "aplicants.csv", tmp_path / "out.csv")
    assert f"Did you mean {tmp_path / 'applicants.csv'}?" in done.err
    assert "Did you mean" not in batch(tmp_path / "in.csv", tmp_path / "out.csv").err


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "events"])
def test_an_input_that_changes_underneath_is_an_error(
    kind, many, xlsx_file, start, no_events, tmp_path
):
    table = changing = many(4_000)
    if kind == "parquet":
        table = changing = tmp_path / "in.parquet"
        frame = pl.read_csv(tmp_path / "in.csv", infer_schema=False)
        frame.with_columns(pl.col("birth_date").str.to_date()).write_parquet(table)
    elif kind == "xlsx":
        rows = (line.split(",") for line in table.read_text().splitlines())
        table = changing = xlsx_file("in.xlsx", list(rows))
    elif kind == "events":
        changing = tmp_path / "none.csv"
    run = start("batch", table, tmp_path / "out.xlsx", "--on", "2022-10-01", *no_events)
    while not written(tmp_path):
        assert run.poll() is None
        time.sleep(0.001)
    run.send_signal(signal.SIGSTOP)  # it has not come to its end
    with changing.open("ab") as file:
        file.write(b"Z,330225,1990-05-01\n")
    run.send_signal(signal.SIGCONT)
    _, err = run.communicate()
    assert run.returncode == 3
    assert f"{changing.name}" in err
    assert "changed while it was read" in err
    assert not (tmp_path / "out.xlsx").exists()
