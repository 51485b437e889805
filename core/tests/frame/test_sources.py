"""What cannot be read is told with its remedy; what a run reads is never what it writes."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from jifen import InputError
from jifen.frame import Written, score_parquet
from jifen.spark import score_parquet as score_on_spark

from .test_parquet import DATED, ROWS, files
from .test_rejected import SCHEME, frame


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(folder: Path, **paths) -> list[tuple[str, str]]:
    """The outputs that were refused, and why; nothing was written."""
    before = contents(folder)
    with pytest.raises(InputError) as error:
        score_parquet(SCHEME, **paths)
    assert contents(folder) == before
    return [(p.place, p.what.en) for p in error.value.problems]


@pytest.mark.parametrize("output", ["scores", "rejected"])
@pytest.mark.parametrize(
    ("source", "file"),
    [("applicants", "in.parquet"), ("events[offences]", "offences.parquet")],
)
def test_a_file_that_is_read_is_not_written_over(
    tmp_path: Path, output: str, source: str, file: str
) -> None:
    paths = files(tmp_path, frame(*ROWS))
    here = tmp_path / "sub" / ".." / file
    what = f"to write there would destroy what is read as {source}"
    assert refused(tmp_path, **paths | {output: here}) == [(f"{output} ({here})", what)]


def test_all_that_would_be_written_over_is_named_at_once_in_both_languages(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    both = {"scores": paths["applicants"], "rejected": paths["events"]["offences"]}
    with pytest.raises(InputError) as error:
        score_parquet(SCHEME, **paths | both)
    told = error.value.explain("zh")
    assert "in.parquet)：写入此处会毁掉输入 applicants。请换一个不在输入之中的路径" in told
    assert "offences.parquet)：写入此处会毁掉输入 events[offences]。" in told


def _link(folder: Path) -> Path:
    (folder / "link.parquet").symlink_to(folder / "in.parquet")
    return folder / "link.parquet"


READ: list[Callable[[Path], object]] = [
    str,
    lambda file: f"file://{file}",
    lambda file: _link(file.parent),
    lambda file: file.parent,
    lambda file: f"{file.parent}/",
    lambda file: f"{file.parent}/*.parquet",
    lambda file: f"{file.parent.parent}/**/in.*",
    pl.scan_parquet,
    lambda file: pl.scan_parquet(file).filter(pl.col("months") > 3),
    lambda file: pl.scan_parquet([file.with_name("other.parquet"), file]),
]


@pytest.mark.parametrize("read", READ)
def test_however_the_input_is_named(tmp_path: Path, read: Callable[[Path], object]) -> None:
    folder = tmp_path / "applicants, 2022"
    folder.mkdir()
    paths = files(tmp_path, frame(*ROWS))
    it = paths["applicants"].rename(folder / "in.parquet")
    frame({"applicant_id": "another"}).write_parquet(folder / "other.parquet")
    paths["applicants"] = read(it)
    ((place, _),) = refused(tmp_path, **paths | {"scores": it})
    assert place == f"scores ({it})"


def test_an_input_below_the_home_folder_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    paths = files(tmp_path, frame(*ROWS))
    it = paths | {"applicants": "~/in.parquet", "scores": tmp_path / "in.parquet"}
    assert len(refused(tmp_path, **it)) == 1


def test_an_output_in_a_folder_that_is_read_would_be_read_the_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "applicants"
    folder.mkdir()
    paths = files(tmp_path, frame(*ROWS))
    paths["applicants"].rename(folder / "in.parquet")
    paths["applicants"] = folder
    ((place, _),) = refused(tmp_path, **paths | {"rejected": folder / "bad.parquet"})
    assert "rejected" in place
    assert score_parquet(SCHEME, **paths) == Written(44, 6, 8)


def told(**paths) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as error:
        score_parquet(SCHEME, **paths)
    for problem in error.value.problems:
        assert problem.place
        assert problem.what.zh != problem.what.en
        assert problem.remedy.zh != problem.remedy.en
    return [(p.place, p.what.en, p.remedy.en) for p in error.value.problems]


def test_frames_in_memory_are_no_files_and_the_remedy_works(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    table, dated = frame(*ROWS), DATED.to_pandas()
    remedy = (
        "Give the path of one, or a LazyFrame of Polars: .lazy() of a frame of Polars, "
        "pl.from_pandas(…).lazy() of one of pandas, pl.scan_parquet([…]) of several files"
    )
    assert told(**paths | {"applicants": table, "events": {"offences": dated}}) == [
        ("applicants", "a DataFrame is no Parquet file", remedy),
        ("events[offences]", "a DataFrame is no Parquet file", remedy),
    ]
    events = {"offences": pl.from_pandas(dated, schema_overrides={"date": pl.Date}).lazy()}
    given = paths | {"applicants": table.lazy(), "events": events}
    assert score_parquet(SCHEME, **given) == Written(44, 6, 8)


def test_what_is_no_parquet_file_is_told_for_each_at_once(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    junk = tmp_path / "junk.parquet"
    junk.write_bytes(b"applicant_id,date")
    pattern = f"{tmp_path}/of 2022/*.parquet"
    given = paths | {"applicants": junk, "events": {"offences": pattern}}
    (junk_at, what, remedy), (pattern_at, nothing, _) = told(**given)
    assert not nothing.endswith(".")
    assert (junk_at, pattern_at) == (f"applicants ({junk})", f"events[offences] ({pattern})")
    assert "it is no Parquet file that can be read: parquet: File out of specification" in what
    assert "if it is damaged, make it again" in remedy


def test_a_plan_that_polars_cannot_follow_is_told(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    plan = pl.scan_parquet(paths["applicants"]).select("moths")
    ((place, what, remedy),) = told(**paths | {"applicants": plan})
    assert place == "applicants"
    assert "cannot follow this LazyFrame: unable to find column" in what
    assert "\n" not in what
    assert "until its .collect_schema() works" in remedy


def test_a_file_that_is_not_there_is_the_systems_error(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    with pytest.raises(FileNotFoundError, match=r"no such\.parquet"):
        score_parquet(SCHEME, **paths | {"applicants": tmp_path / "no such.parquet"})


def on_spark(**paths: object) -> str:
    """What is said of paths before the session is asked for anything, so that none is needed."""
    usual = {
        "applicants": "hdfs://county/in",
        "scores": "hdfs://county/scores",
        "rejected": "hdfs://county/rejected",
        "events": {"offences": "hdfs://county/offences"},
        "mode": "overwrite",
    }
    with pytest.raises(InputError) as error:
        score_on_spark(None, SCHEME, **usual | paths)
    return error.value.explain("en")


@pytest.mark.parametrize(
    ("scores", "source"),
    [
        ("hdfs://county/in", "applicants"),
        ("hdfs://county/in/", "applicants"),
        ("hdfs://county/in/of 2022", "applicants"),
        ("hdfs://county/other/../offences", "events[offences]"),
    ],
)
def test_no_table_of_a_cluster_is_written_over(scores: str, source: str) -> None:
    told = on_spark(scores=scores)
    assert f"scores ({scores}): to write there would destroy what is read as {source}" in told


def test_nor_a_folder_that_holds_it_nor_the_other_output() -> None:
    told = on_spark(applicants="file:///data/in", scores="/data")
    assert "scores (/data): to write there would destroy what is read as applicants" in told
    assert "cannot be one file" in on_spark(rejected="hdfs://county/scores/rejected")
