"""What a run reads is never what it writes: an output that is an input is refused, untouched."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from jifen import InputError
from jifen.frame import Written, score_parquet
from jifen.spark import score_parquet as score_on_spark

from .test_parquet import ROWS, files
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
