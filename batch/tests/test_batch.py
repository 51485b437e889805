"""`jifen batch` from file to file: what comes out is what `jifen score` gives each applicant."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

import jifen
from jifen_batch.batch import score_file
from jifen_batch.inputs import Wanted

ON = date(2022, 10, 1)
HEAD = ["applicant_id", "lives_in", "birth_date"]


def expected(scheme, facts):
    """What the row of an applicant says, by column."""
    score = scheme.score(facts)
    points = {i.id: i.points for tier in score.tiers for i in tier.indicators}
    points |= {tier.id: tier.earned for tier in score.tiers}
    for name in ("earned", "recognised", "withheld", "deducted", "total"):
        points[name] = getattr(score, name)
    return points | {
        "frozen": score.frozen,
        "frozen_until": score.frozen_until,
        "eligible": score.eligible,
        "floored": score.floored,
        "provisional": score.provisional,
    }


def got(row):
    """A row of a CSV file of scores, with the types that its columns have."""
    flags = {"true": True, "false": False}
    row = {k: v for k, v in row.items() if k != "applicant_id"}
    until = row.pop("frozen_until")
    return {
        **{k: flags[v] if v in flags else Decimal(v) for k, v in row.items()},
        "frozen_until": date.fromisoformat(until) if until else None,
    }


@pytest.fixture
def events(people_400, csv_file, events_table):
    named = {fact: csv_file(f"{fact}.csv", events_table(people_400, fact)) for fact in EVENTS}
    return [arg for fact, path in named.items() for arg in ("--events", f"{fact}={path}")]


EVENTS = ("offences", "breaches_of_trust")


@pytest.fixture
def people_400(people):
    return people(400)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_row_has_the_figures_of_the_same_applicants_score(
    kind, run, csv_file, xlsx_file, rows_of, people_400, table_of, scheme, events, tmp_path
):
    write = csv_file if kind == "csv" else xlsx_file
    table = write(f"in.{kind}", table_of(people_400))
    done = run("batch", table, tmp_path / "out.csv", "--on", ON, *events)
    good = {n: facts for n, facts in people_400.items() if is_scored(scheme, facts)}
    bad = people_400.keys() - good.keys()
    assert done.code == (3 if bad else 0)
    rows = rows_of(tmp_path / "out.csv")
    assert [row["applicant_id"] for row in rows] == list(good)
    for row in rows:
        assert got(row) == expected(scheme, people_400[row["applicant_id"]])
    rejected = rows_of(tmp_path / "out.rejected.csv") if bad else []
    assert {row["applicant_id"] for row in rejected} == bad


def is_scored(scheme, facts):
    try:
        scheme.score(facts)
    except jifen.InputError:
        return False
    return True


def test_xlsx_csv_and_parquet_say_the_same(
    run, xlsx_file, people_400, table_of, events, tmp_path, rows_of
):
    table = xlsx_file("in.xlsx", table_of(people_400))
    for name in ("out.xlsx", "out.csv", "out.parquet"):
        run("batch", table, tmp_path / name, "--on", ON, *events)
    parquet = pl.read_parquet(tmp_path / "out.parquet")
    csv = rows_of(tmp_path / "out.csv")
    assert parquet.columns == list(csv[0])
    assert parquet.schema["total"] == pl.Decimal(9, 2)
    said = {row["applicant_id"]: row for row in csv}
    for row in parquet.iter_rows(named=True):
        assert {k: v for k, v in row.items() if k != "applicant_id"} == got(
            said[row["applicant_id"]]
        )
    from python_calamine import load_workbook

    header, *cells = load_workbook(tmp_path / "out.xlsx").get_sheet_by_name("积分").to_python()
    assert header == parquet.columns
    for row, line in zip(cells, csv, strict=True):
        assert row[0] == line["applicant_id"]
        assert row[header.index("total")] == float(line["total"])
        assert row[header.index("frozen")] == (line["frozen"] == "true")


def test_the_columns_are_those_of_the_contract_in_their_order(batch, csv_file, tmp_path, scheme):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / "out.csv")
    header = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert header == [
        "applicant_id",
        *(indicator.id for indicator in scheme.indicators),
        *(tier.id for tier in scheme.tiers),
        "earned", "recognised", "withheld", "deducted", "total",
        "frozen", "eligible", "frozen_until", "floored", "provisional",
    ]  # fmt: skip


def test_points_are_written_shortest(batch, csv_file, tmp_path, rows_of):
    table = csv_file(
        "in.csv",
        [
            [*HEAD, "residence_months"],
            ["A", "330225", "1990-05-01", 1],
            ["B", "330225", "1990-05-01", ""],
        ],
    )
    batch(table, tmp_path / "out.csv")
    assert [row["total"] for row in rows_of(tmp_path / "out.csv")] == ["20.25", "20"]


def test_a_score_used_elsewhere_counts_no_county_points(batch, csv_file, tmp_path, rows_of):
    table = csv_file(
        "in.csv",
        [
            ["申请人编号", "居住地", "使用地", "出生日期", "county_housing"],
            ["A", "330225", "", "1990-05-01", "是"],
            ["B", "330225", "330212", "1990-05-01", "是"],
            ["C", "330225", "330100", "1990-05-01", "是"],
            ["D", "330225", "110000", "1990-05-01", "是"],
        ],
    )
    assert batch(table, tmp_path / "out.csv").code == 0
    totals = {r["applicant_id"]: (r["total"], r["withheld"]) for r in rows_of(tmp_path / "out.csv")}
    assert totals == {"A": ("30", "0"), "B": ("20", "10"), "C": ("20", "10"), "D": ("0", "30")}


def test_good_rows_are_scored_and_bad_ones_come_out_with_every_fault(
    batch, csv_file, tmp_path, rows_of
):
    table = csv_file(
        "in.csv",
        [
            [*HEAD, "social_insurance_months", "文化程度"],
            ["A", "330225", "1990-05-01", "12", "大学本科及以上"],
            ["B", "330225", "90-05-01", "12.5", "博士"],
            ["C", "330225", "", "-1", ""],
            ["D", "330225", "1990.5.1", "7", ""],
        ],
    )
    done = batch(table, tmp_path / "out.csv", "--rejected", tmp_path / "bad.csv")
    assert done.code == 3
    assert "2 could not be scored" in done.out
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["A", "D"]
    bad = rows_of(tmp_path / "bad.csv")
    assert [(b["row"], b["applicant_id"], b["column"], b["value"]) for b in bad] == [
        ("3", "B", "birth_date", "90-05-01"),
        ("3", "B", "social_insurance_months", "12.5"),
        ("3", "B", "文化程度", "博士"),
        ("4", "C", "birth_date", ""),
        ("4", "C", "social_insurance_months", "-1"),
    ]
    assert all(b["reason_zh"] and b["reason_en"] for b in bad)


def test_an_applicant_with_an_event_that_cannot_be_read_is_not_scored(
    run, csv_file, tmp_path, rows_of
):
    table = csv_file("in.csv", [HEAD, *([name, "330225", "1990-05-01"] for name in "ABC")])
    offences = csv_file("o.csv", [["申请人编号", "日期"], ["A", "2021-01-01"], ["B", "21-01-01"]])
    none = csv_file("n.csv", [["applicant_id", "date"]])
    done = run(
        "batch", table, tmp_path / "out.csv", "--on", ON,
        "--events", f"违法犯罪记录={offences}", "--events", f"breaches_of_trust={none}",
    )  # fmt: skip
    assert done.code == 3
    scores = {row["applicant_id"]: row for row in rows_of(tmp_path / "out.csv")}
    assert scores.keys() == {"A", "C"}
    assert (scores["A"]["deducted"], scores["C"]["deducted"]) == ("20", "0")
    assert scores["A"]["frozen_until"] == "2026-01-01"
    (bad,) = rows_of(tmp_path / "out.rejected.csv")
    assert (bad["row"], bad["applicant_id"], bad["column"]) == ("3", "B", "offences")
    assert "o.csv" in bad["reason_en"]
    assert "row 3" in bad["reason_en"]


def test_a_table_of_events_must_be_given_even_if_it_is_empty(run, csv_file, tmp_path, no_events):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    done = run("batch", table, tmp_path / "out.csv", "--on", ON, *no_events[2:])
    assert done.code == 3
    assert "offences" in done.err
    assert not (tmp_path / "out.csv").exists()


def test_an_identifier_that_stands_twice_is_scored_in_neither_row(
    batch, csv_file, tmp_path, rows_of
):
    rows = [[name, "330225", "1990-05-01"] for name in ("A", "B", "A ", "C")]
    done = batch(csv_file("in.csv", [HEAD, *rows]), tmp_path / "out.csv")
    assert done.code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["B", "C"]
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(row["row"], row["applicant_id"]) for row in bad] == [("2", "A"), ("4", "A")]


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


def test_a_place_that_cannot_be_scored_rejects_its_rows_and_no_others(
    batch, csv_file, tmp_path, rows_of
):
    rows = [["A", "330225", "1990-05-01"], ["B", "999999", "1990-05-01"], ["C", "", "1990-05-01"]]
    done = batch(csv_file("in.csv", [HEAD, *rows]), tmp_path / "out.csv")
    assert done.code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["A"]
    assert [r["applicant_id"] for r in rows_of(tmp_path / "out.rejected.csv")] == ["B", "C"]


def test_if_no_place_can_be_scored_it_is_an_error_of_the_plugins(batch, csv_file, tmp_path):
    done = batch(csv_file("in.csv", [HEAD, ["A", "330226", "1990-05-01"]]), tmp_path / "out.csv")
    assert done.code == 4
    assert not (tmp_path / "out.csv").exists()


def test_a_rejected_file_of_an_earlier_run_is_not_left_to_be_mistaken(
    batch, csv_file, tmp_path, rows_of
):
    batch(
        csv_file("in.csv", [HEAD, ["A", "330225", ""], ["B", "330225", "1990-05-01"]]),
        tmp_path / "out.csv",
    )
    assert len(rows_of(tmp_path / "out.rejected.csv")) == 1
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.rejected.csv") == []


def test_without_rejected_rows_there_is_no_file_of_them(batch, csv_file, tmp_path):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / "out.csv")
    assert not (tmp_path / "out.rejected.csv").exists()


def test_a_result_says_its_date_its_editions_and_what_is_provisional(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    said = json.loads(batch(table, tmp_path / "out.parquet", "--format", "json").out)
    assert said["on"] == "2022-10-01"
    assert [book["jurisdiction"] for book in said["rulebooks"]] == ["330000", "330200", "330225"]
    assert all(book["digest"] for book in said["rulebooks"])
    assert "ningbo.tax" in said["provisional"]
    assert "zhejiang.education" not in said["provisional"]
    inside = json.loads(pl.read_parquet_metadata(tmp_path / "out.parquet")["jifen"])
    assert inside["rulebooks"] == said["rulebooks"]


def test_a_csv_file_has_its_editions_in_a_file_beside_it(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    said = json.loads(batch(table, tmp_path / "out.csv", "--format", "json").out)
    beside = tmp_path / "out.editions.json"
    assert said["editions_to"] == str(beside)
    inside = json.loads(beside.read_text("utf-8"))
    assert (inside["schema"], inside["file"]) == ("jifen.editions/1", "out.csv")
    assert inside["sha256"] == hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest()
    same = ("on", "rulebooks", "draft", "provisional")
    assert [inside[key] for key in same] == [said[key] for key in same]
    assert str(beside) in batch(table, tmp_path / "out.csv").out


@pytest.mark.parametrize("out", ["out.xlsx", "out.parquet"])
def test_an_output_that_has_its_editions_in_itself_has_no_file_of_them(
    out, batch, csv_file, tmp_path
):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / out)
    assert not list(tmp_path.glob("*.json"))


def test_a_run_that_fails_leaves_the_editions_of_the_old_output(batch, csv_file, tmp_path):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / "out.csv")
    before = (tmp_path / "out.editions.json").read_bytes()
    assert batch(csv_file("in.csv", [HEAD]), tmp_path / "out.csv").code == 3
    assert (tmp_path / "out.editions.json").read_bytes() == before


@pytest.mark.parametrize("out", ["out.parquet", "out.csv"])
def test_progress_is_told_row_by_row_from_parquet_too(out, no_events, tmp_path):
    count = 600_000  # more than are scored at a time
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


@pytest.mark.parametrize("out", ["in.csv", "none.csv"])
def test_an_output_is_never_one_of_the_inputs(out, batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    before = (tmp_path / out).read_bytes()
    assert batch(table, tmp_path / out).code == 3
    assert (tmp_path / out).read_bytes() == before


def test_messages_are_in_chinese_too(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", ""], ["B", "330225", "1990-05-01"]])
    done = batch(table, tmp_path / "out.csv", lang="zh")
    assert "1 人无法计分" in done.out
    assert "缺少必填" in done.out
