"""Parquet files, which have types of their own."""

from datetime import date

import polars as pl
import pytest

import jifen
from jifen.frame.parquet import ROWS_AT_A_TIME
from jifen_batch.batch import score_file
from jifen_batch.inputs import Wanted
from jifen_batch.parquet_population import BATCH_ROWS

ON = date(2022, 10, 1)
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


@pytest.mark.parametrize("names", [["id_number", "身份证号码"], ["身份证号码", "id_number"]])
def test_of_two_columns_that_have_lost_digits_the_first_is_told_in_every_run(names, score):
    done, _ = score(**{name: [1.0] for name in names})
    assert done.code == 3
    assert f"the column {names[0]} is of type Float64" in done.err


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


def test_in_parquet_repeated_identifiers_are_looked_for_on_request(batch, tmp_path, rows_of):
    frame = pl.DataFrame(
        {
            "applicant_id": ["A", "B", "A"],
            "居住地": ["330225"] * 3,
            "birth_date": [date(1990, 5, 1)] * 3,
        }
    )
    frame.write_parquet(tmp_path / "in.parquet")
    assert batch(tmp_path / "in.parquet", tmp_path / "out.csv").code == 0
    assert len(rows_of(tmp_path / "out.csv")) == 3
    assert batch(tmp_path / "in.parquet", tmp_path / "out.csv", "--check-ids").code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["B"]
    assert [r["row"] for r in rows_of(tmp_path / "out.rejected.csv")] == ["1", "3"]


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_parquet_is_scored_alike_as_one_plan_and_part_by_part(
    out, run, people_400, table_of, scheme, csv_file, events, tmp_path
):
    facts = [f for f in scheme.facts.values() if not isinstance(f, jifen.EventsFact)]
    columns = {f.id: [given.get(f.id) for given in people_400.values()] for f in facts}
    frame = (
        pl.DataFrame(
            {"申请人编号": list(people_400), "lives_in": "330225", **columns}, strict=False
        )
        .with_columns(pl.col("birth_date").alias("出生日期"))
        .drop("birth_date")
    )
    frame.write_parquet(tmp_path / "in.parquet")
    done = run("batch", tmp_path / "in.parquet", tmp_path / out, "--on", ON, *events)
    assert done.code == 3
    table = csv_file("in.csv", table_of(people_400))
    run("batch", table, tmp_path / "same.csv", "--on", ON, *events)
    same = pl.read_csv(tmp_path / "same.csv", infer_schema=False)
    if out == "out.csv":
        assert pl.read_csv(tmp_path / out, infer_schema=False).equals(same)
    else:
        scores = pl.read_parquet(tmp_path / out)
        assert scores["applicant_id"].to_list() == same["applicant_id"].to_list()
        assert scores["total"].cast(pl.Float64).equals(same["total"].cast(pl.Float64))
    bad = [
        pl.read_csv(tmp_path / f"{name}.rejected.csv", infer_schema=False)
        for name in ("out", "same")
    ]
    # Rows of a Parquet file are counted from 1; those of a sheet from its headers.
    assert bad[0]["applicant_id"].to_list() == bad[1]["applicant_id"].to_list()
    assert (bad[0]["row"].cast(int) + 1).equals(bad[1]["row"].cast(int))


@pytest.mark.parametrize(
    ("out", "at_a_time"), [("out.parquet", ROWS_AT_A_TIME), ("out.csv", BATCH_ROWS)]
)
def test_progress_is_told_part_by_part_from_parquet_too(out, at_a_time, no_events, tmp_path):
    count = at_a_time + 10_000
    columns = {
        "applicant_id": pl.Series(range(count)).cast(pl.String),
        "lives_in": pl.repeat("330225", count, eager=True),
        "birth_date": pl.repeat(date(1990, 5, 1), count, eager=True),
        "residence_months": pl.Series([9999, *[7] * (count - 1)]),
    }
    pl.DataFrame(columns).write_parquet(tmp_path / "in.parquet", row_group_size=50_000)
    wanted = Wanted(path=tmp_path / "in.parquet", on=ON, events=no_events[1::2])
    lengths, ticks = [], []

    def started(rows):
        lengths.append(rows)
        return ticks.append

    done = score_file(wanted, tmp_path / out, None, started=started)
    assert (done.scored, done.rejected) == (count - 1, 1)
    assert (lengths, sum(ticks)) == ([count], count)
    assert max(ticks) < count


@pytest.mark.parametrize("columns", [{"住房": [None]}, {"lives_in": ["330225"], "电话": ["1"]}])
def test_all_columns_that_a_file_lacks_are_told_at_once(columns, batch, tmp_path):
    pl.DataFrame(columns).write_parquet(tmp_path / "in.parquet")
    done = batch(tmp_path / "in.parquet", tmp_path / "out.csv", "--check-ids")
    assert done.code == 3
    assert "the column applicant_id is missing" in done.err
    assert "the column birth_date is missing" in done.err
    assert ("lives_in is missing" in done.err) == ("lives_in" not in columns)
    assert ("no fact has this name" in done.err) == ("电话" in columns)
