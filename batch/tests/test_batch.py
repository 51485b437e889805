"""`jifen batch` from file to file: what comes out is what `jifen score` gives each applicant."""

import json
import shlex
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import jifen

ON = date(2022, 10, 1)
CITY = Path(__file__).parents[2] / "plugins/ningbo_city/src/jifen_ningbo_city/rulebooks/2022.toml"
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


BEFORE = date(2022, 5, 1)
"""A day on which the county had no edition yet."""


def test_a_layer_that_may_be_missing_is_left_out_and_the_output_says_which(
    run, csv_file, rows_of, no_events, tmp_path
):
    person = {"birth_date": date(1990, 5, 1), "residence_months": 40}
    table = csv_file("in.csv", [[*HEAD, "residence_months"], ["A", "330225", "1990-05-01", "40"]])
    asked = ["batch", table, tmp_path / "out.csv", "--on", BEFORE, *no_events]
    refused = run(*asked)
    assert refused.code == 4
    assert "--allow-missing" in refused.err
    done = run(*asked, "--allow-missing", "330225")
    assert done.code == 0, done.err
    assert done.out.endswith("\nWithout the layers of: 330225\n")
    assert json.loads((tmp_path / "out.editions.json").read_text("utf-8"))["absent_layers"] == [
        "330225"
    ]
    scheme = jifen.load_registry().resolve("330225", on=BEFORE, allow_missing=["330225"])
    (row,) = rows_of(tmp_path / "out.csv")
    assert got(row) == expected(scheme, person | {"offences": [], "breaches_of_trust": []})


@pytest.mark.parametrize("command", ["rank", "impact"])
def test_the_same_holds_of_a_list_and_of_a_comparison(command, run, csv_file, no_events, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330212", "1990-05-01"]])  # a place without a plugin
    service = ["--service", "xiangshan.settlement", "--places", "1"]
    given = {"rank": [tmp_path / "out.xlsx", *service], "impact": ["--rulebook", CITY]}[command]
    asked = [command, table, *given, "--on", ON, *no_events]
    assert run(*asked, lang="zh").code == 4
    done = run(*asked, "--allow-missing", "330212", lang="zh")
    assert done.code == 0, done.err
    assert done.out.endswith("\n未计入以下各层：330212\n")


@pytest.mark.parametrize(
    "header", ["住 房 情况", "备注", "户号（新）", "a;b", '5 $ or "more"', "x-1"]
)
def test_a_column_to_leave_out_is_suggested_as_a_terminal_takes_it(
    header, batch, csv_file, tmp_path
):
    table = csv_file("in.csv", [[*HEAD, header], ["A", "330225", "1990-05-01", ""]])
    said = batch(table, tmp_path / "out.csv").err
    (line,) = [line for line in said.splitlines() if "--ignore" in line]
    arguments = shlex.split(line.partition(" with ")[2])
    assert arguments == ["--ignore", header]
    assert batch(table, tmp_path / "out.csv", *arguments).code == 0


LIVE = ["=cmd|' /C calc'!A0", "@SUM(1)", "+cmd|x", "-2+3+cmd|x", "＝1+1"]


@pytest.mark.parametrize("name", [*LIVE, "A=1", "-5", "+8613800000000", "a@b"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_identifier_that_a_spreadsheet_program_would_run_stays_as_it_is_and_is_told(
    name, ending, batch, run, csv_file, no_events, tmp_path
):
    table = csv_file("in.csv", [HEAD, [name, "330225", "1990-05-01"]])
    out = tmp_path / f"out.{ending}"
    service = ["--service", "xiangshan.settlement", "--places", "1", "--on", ON, *no_events]
    for done in (batch(table, out), run("rank", table, out, *service)):
        assert done.code == 0, done.err
        told = f"Some text in {out} begins with =, @ or the like"
        assert done.err.count(told) == (ending == "csv" and name in LIVE)
        if ending == "csv":
            assert name in out.read_text("utf-8")


def test_a_rejected_value_that_a_spreadsheet_program_would_run_is_told(batch, csv_file, tmp_path):
    rows = [["A", "330225", "-5"], ["B", "330225", "=1+1"]]
    out = tmp_path / "out.csv"
    assert "begins with" not in batch(csv_file("in.csv", [HEAD, rows[0]]), out).err
    done = batch(csv_file("in.csv", [HEAD, *rows]), out)
    assert f"Some text in {tmp_path / 'out.rejected.csv'} begins with" in done.err


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


@pytest.mark.parametrize("out", ["in.csv", "none.csv"])
def test_an_output_is_never_one_of_the_inputs(out, batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    before = (tmp_path / out).read_bytes()
    assert batch(table, tmp_path / out).code == 3
    assert (tmp_path / out).read_bytes() == before


def test_one_applicant_is_told_of_as_one(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    assert batch(table, tmp_path / "out.csv").out.startswith("1 applicant, 1 scored into")


def test_an_argument_that_is_missing_is_called_as_the_help_calls_it(run):
    assert "错误：缺少 IN\n" in run("batch", lang="zh").err
