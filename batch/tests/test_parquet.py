"""Parquet files, which have types of their own."""

from datetime import date

import polars as pl
import pytest

BORN = date(1990, 5, 1)


@pytest.fixture
def score(batch, tmp_path, rows_of):
    """Score a Parquet file of some columns: the run, and the totals by id."""

    def score(*args, **columns):
        columns = {"applicant_id": ["A"], "lives_in": ["330225"], "birth_date": [BORN]} | columns
        pl.DataFrame(columns, strict=False).write_parquet(tmp_path / "in.parquet")
        done = batch(tmp_path / "in.parquet", tmp_path / "out.csv", *args)
        out = tmp_path / "out.csv"
        return done, {r["applicant_id"]: r["total"] for r in rows_of(out)} if out.exists() else None

    return score


def test_integers_are_identifiers_and_floats_have_lost_digits(score):
    done, totals = score(applicant_id=[330225199001011234])
    assert (done.code, totals) == (0, {"330225199001011234": "20"})


@pytest.mark.parametrize(
    "columns",
    [
        {"applicant_id": [1.0]},
        {"lives_in": [330225.0]},
        {"birth_date": ["1990-05-01"]},
        {"residence_months": ["7"]},
        {"birth_date": [None]},
    ],
)
def test_a_column_of_a_type_that_it_cannot_have_is_an_error(columns, score):
    done, totals = score(**columns)
    assert (done.code, totals) == (3, None)
    assert next(iter(columns)) in done.err


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"出生日期": [BORN]}, "birth_date, 出生日期"),
        ({"居住地": ["330225"]}, "lives_in, 居住地"),
        ({"residence_month": [7]}, "Did you mean residence_months?"),
    ],
)
def test_a_column_that_stands_twice_or_that_nobody_knows_is_an_error(columns, said, score):
    done, totals = score(**columns)
    assert (done.code, totals) == (3, None)
    assert said in done.err


@pytest.mark.parametrize("missing", ["applicant_id", "lives_in", "birth_date"])
@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_a_column_that_is_missing_is_an_error(missing, out, batch, tmp_path):
    columns = {"applicant_id": ["A"], "lives_in": ["330225"], "birth_date": [BORN]}
    pl.DataFrame(columns).drop(missing).write_parquet(tmp_path / "in.parquet")
    done = batch(tmp_path / "in.parquet", tmp_path / out)
    assert (done.code, (tmp_path / out).exists()) == (3, False)
    assert f"{missing} is missing" in done.err


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_a_file_that_is_no_parquet_is_an_error(data, batch, tmp_path):
    (tmp_path / "in.parquet").write_bytes(data)
    done = batch(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (done.code, (tmp_path / "out.csv").exists()) == (3, False)
    assert "in.parquet" in done.err


def test_rows_without_an_identifier_or_a_place_are_rejected(score, tmp_path, rows_of):
    done, totals = score(
        applicant_id=["A", None, "C", ""],
        lives_in=["330225", "330225", None, "330225"],
        birth_date=[BORN] * 4,
    )
    assert (done.code, totals) == (3, {"A": "20"})
    rows = [(r["row"], r["column"]) for r in rows_of(tmp_path / "out.rejected.csv")]
    assert rows == [("2", "applicant_id"), ("3", "lives_in"), ("4", "applicant_id")]


@pytest.mark.parametrize("place", ["330225", None, ""])
def test_the_same_holds_from_parquet_to_parquet(place, batch, tmp_path):
    columns = {
        "applicant_id": ["A", None, "C", "D", ""],
        "lives_in": ["330225", "330225", place or "330225", "330225", "330225"],
        "birth_date": [BORN, BORN, None if place else BORN, BORN, BORN],
    }
    if not place:
        columns["lives_in"][2] = place
    pl.DataFrame(columns).write_parquet(tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.parquet").code == 3
    assert pl.read_parquet(tmp_path / "out.parquet")["applicant_id"].to_list() == ["A", "D"]
    bad = pl.read_csv(tmp_path / "out.rejected.csv")
    third = (3, "birth_date" if place else "lives_in")
    found = bad.select("row", "column").rows()
    assert found == [(2, "applicant_id"), third, (5, "applicant_id")]


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_an_event_that_is_not_accepted_rejects_its_applicant_and_is_listed_once(
    out, run, tmp_path, no_events, rows_of
):
    people = {"applicant_id": ["A", "B"], "lives_in": ["330225"] * 2, "birth_date": [BORN] * 2}
    pl.DataFrame(people).write_parquet(tmp_path / "in.parquet")
    days = [date(2021, 1, 1), date(1800, 1, 1)]
    events = pl.DataFrame({"申请人编号": ["A", "B"], "date": days})
    events.write_parquet(tmp_path / "offences.parquet")
    done = run(
        "batch", tmp_path / "in.parquet", tmp_path / out, "--on", "2022-10-01", *no_events[2:],
        "--events", f"offences={tmp_path / 'offences.parquet'}",
    )  # fmt: skip
    assert done.code == 3, done.err
    assert "1 could not be scored" in done.out
    bad = [
        (r["row"], r["applicant_id"], r["column"]) for r in rows_of(tmp_path / "out.rejected.csv")
    ]
    assert sorted(bad) == [("2", "B", "offences"), ("2", "B", "offences.date")]
