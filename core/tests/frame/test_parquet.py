"""A Parquet file is scored part by part: the same figures and faults, in the order of its rows."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jifen import InputError
from jifen.frame import Written, score_parquet

from .test_rejected import SCHEME, events, frame

ROWS = [
    {
        "applicant_id": f"A{n}",
        "months": 1300 if n % 10 == 3 else n,
        "born": date(1970, 1, 1 + n % 28),
    }
    for n in range(50)
]
DATED = events(
    *[(f"A{n}", date(2020, 1, 1)) for n in range(0, 50, 7)],
    ("A8", None),
    ("nobody", date(2020, 1, 1)),
)


def files(folder: Path, table: pl.DataFrame, dated: pl.DataFrame = DATED):
    table.write_parquet(folder / "in.parquet", row_group_size=11)
    dated.write_parquet(folder / "offences.parquet")
    return {
        "applicants": folder / "in.parquet",
        "scores": folder / "scores.parquet",
        "rejected": folder / "rejected.parquet",
        "events": {"offences": folder / "offences.parquet"},
    }


@pytest.mark.parametrize("rows_at_a_time", [7, 50, 1000])
def test_parts_give_what_the_whole_frame_gives(tmp_path: Path, rows_at_a_time: int) -> None:
    table = frame(*ROWS)
    paths = files(tmp_path, table)
    written = score_parquet(SCHEME, **paths, rows_at_a_time=rows_at_a_time)
    whole = SCHEME.score_frame(table, events={"offences": DATED})
    assert_frame_equal(pl.read_parquet(paths["scores"]), whole.scores, check_exact=True)
    rejected = pl.read_parquet(paths["rejected"])
    assert_frame_equal(rejected, whole.rejected, check_exact=True)
    assert written == Written(44, 6, rejected.height)


@pytest.mark.parametrize("order", ["no ids first", "no ids last", "none"])
def test_events_of_more_than_a_part_give_what_they_give_in_memory(
    tmp_path: Path, order: str
) -> None:
    chance = Random(7)
    ids = [f"A{n:03}" for n in range(200)] + [None, "A007"]
    chance.shuffle(ids)
    if order != "none":
        ids.sort(key=lambda id: id or {"no ids first": "", "no ids last": "Z"}[order])
    table = frame(*({"applicant_id": id, "months": 5, "born": date(1970, 1, 1)} for id in ids))
    # Some are of nobody, some have no id, some no date; some applicants have many.
    whose = [f"A{n:03}" for n in range(0, 400, 3)] + ["A009"] * 3 + ["B1", None]
    days = [None, *(date(2022, 10, 1) - timedelta(days=400 * n) for n in range(9))]
    dated = events(*((chance.choice(whose), chance.choice(days)) for _ in range(300)))
    paths = files(tmp_path, table, dated)

    written = score_parquet(SCHEME, **paths, rows_at_a_time=23)

    whole = SCHEME.score_frame(table, events={"offences": dated}, unique_ids=False)
    assert_frame_equal(pl.read_parquet(paths["scores"]), whole.scores, check_exact=True)
    rejected = pl.read_parquet(paths["rejected"])
    assert_frame_equal(rejected, whole.rejected, check_exact=True, check_row_order=False)
    assert written == Written(whole.scores.height, 202 - whole.scores.height, rejected.height)
    assert {"offences.date", "offences.applicant_id"} <= {*rejected["column"]}
    assert not [*tmp_path.glob(".*")]


def test_a_plan_of_rows_in_no_order_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    ids = pl.DataFrame({"applicant_id": [f"A{n}" for n in range(100_000)]})
    table = ids.join(frame({}).drop("applicant_id"), how="cross")
    paths = files(tmp_path, table, events())
    paths["applicants"] = pl.scan_parquet(paths["applicants"]).unique()
    with pytest.raises(InputError, match="another order each time"):
        score_parquet(SCHEME, **paths, rows_at_a_time=9_000)
    assert not paths["scores"].exists()
    paths["applicants"] = paths["applicants"].sort("applicant_id")
    assert score_parquet(SCHEME, **paths, rows_at_a_time=9_000) == Written(100_000, 0, 0)


def test_ids_that_arrow_cannot_hold_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    wide = pl.col("applicant_id").str.strip_chars("A").cast(pl.Int128)
    dated = events(("A1", date(2020, 1, 1)))
    paths = files(tmp_path, frame(*ROWS), dated)
    paths["applicants"] = frame(*ROWS).with_columns(wide).lazy()
    paths["events"] = {"offences": dated.with_columns(wide).lazy()}
    with pytest.raises(InputError, match="applicant_id: the ids are of type Int128"):
        score_parquet(SCHEME, **paths)
    assert not [*tmp_path.glob("*scores*")]


def test_scores_and_rejected_rows_are_not_one_file(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    paths["scores"].write_bytes(b"of yesterday")
    with pytest.raises(InputError, match="cannot be one file"):
        score_parquet(SCHEME, **(paths | {"rejected": paths["scores"]}))
    assert paths["scores"].read_bytes() == b"of yesterday"


def test_an_id_in_two_parts_rejects_both_rows_if_it_is_looked_for(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS[:3], *ROWS[:1]), events())
    assert score_parquet(SCHEME, **paths, rows_at_a_time=2) == Written(4, 0, 0)
    assert score_parquet(SCHEME, **paths, rows_at_a_time=2, unique_ids=True) == Written(2, 2, 2)
    assert pl.read_parquet(paths["rejected"])["row"].to_list() == [1, 4]


def test_a_file_without_applicants_gives_files_without_rows(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS).head(0), events())
    assert score_parquet(SCHEME, **paths) == Written(0, 0, 0)
    assert pl.read_parquet(paths["scores"]).schema["total"] == pl.Decimal(9, 2)
    assert pl.read_parquet(paths["rejected"]).columns[:2] == ["row", "applicant_id"]


def test_a_run_that_fails_leaves_what_was_there_and_nothing_half_written(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    paths["scores"].write_bytes(b"of yesterday")
    with paths["applicants"].open("r+b") as damaged:
        # The end, which says where everything is, stays; what it points to does not.
        damaged.seek(4)
        damaged.write(b"\0" * 400)
    with pytest.raises(pl.exceptions.PolarsError):
        score_parquet(SCHEME, **paths, rows_at_a_time=7)
    assert paths["scores"].read_bytes() == b"of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "in.parquet",
        "offences.parquet",
        "scores.parquet",
    ]


def test_of_two_runs_to_one_file_at_once_the_last_to_end_wins_and_is_whole(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    others = frame(*({"applicant_id": f"B{n}"} for n in range(30)))
    others.write_parquet(tmp_path / "others.parquet")
    within: list[Written] = []

    def meanwhile(_: int) -> None:
        if not within:
            it = paths | {"applicants": tmp_path / "others.parquet"}
            within.append(score_parquet(SCHEME, **it, rows_at_a_time=3))

    assert score_parquet(SCHEME, **paths, rows_at_a_time=7, passed=meanwhile).scored == 44
    assert within[0].scored == 30
    ids = pl.read_parquet(paths["scores"])["applicant_id"]
    assert ids.len() == 44
    assert ids.str.starts_with("A").all()
    assert not [*tmp_path.glob(".*")]


def test_a_folder_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS))
    paths["scores"] = tmp_path / "no such folder" / "scores.parquet"
    with pytest.raises(FileNotFoundError):
        score_parquet(SCHEME, **paths)
    assert not paths["rejected"].exists()


def test_wrong_columns_are_an_error_before_anything_is_written(tmp_path: Path) -> None:
    paths = files(tmp_path, frame(*ROWS).rename({"months": "month"}))
    with pytest.raises(InputError, match="month"):
        score_parquet(SCHEME, **paths)
    assert not paths["scores"].exists()


def test_a_plan_of_reading_is_as_good_as_a_file_and_each_part_is_told(tmp_path: Path) -> None:
    table = frame(*ROWS)
    paths = files(tmp_path, table)
    passed: list[int] = []
    written = SCHEME.score_parquet(
        pl.scan_parquet(paths["applicants"]).with_columns(
            pl.col("applicant_id").str.to_uppercase()
        ),
        paths["scores"],
        paths["rejected"],
        events={"offences": DATED.lazy()},
        rows_at_a_time=20,
        metadata={"jifen": "某年"},
        passed=passed.append,
    )
    assert (written.scored, written.rejected, passed) == (44, 6, [20, 20, 10])
    whole = SCHEME.score_frame(table, events={"offences": DATED})
    assert_frame_equal(pl.read_parquet(paths["scores"]), whole.scores, check_exact=True)
    assert pl.read_parquet_metadata(paths["scores"])["jifen"] == "某年"
