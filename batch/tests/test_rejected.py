"""Rows that cannot be scored: each comes out with what is wrong, and none stops the others."""

from datetime import date

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

ON = date(2022, 10, 1)
HEAD = ["applicant_id", "lives_in", "birth_date"]


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
    event, applicant = rows_of(tmp_path / "out.rejected.csv")
    assert (applicant["row"], applicant["applicant_id"], applicant["column"]) == (
        "3", "B", "offences",
    )  # fmt: skip
    assert applicant["reason_en"].startswith(
        "o.csv: row 3 names them and cannot be read. Correct it"
    )
    assert (event["row"], event["applicant_id"], event["column"], event["value"]) == (
        "3", "B", "offences.date", "21-01-01",
    )  # fmt: skip
    assert event["reason_zh"].startswith("o.csv：21-01-01 的年份只有两位")


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


def test_messages_are_in_chinese_too(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", ""], ["B", "330225", "1990-05-01"]])
    done = batch(table, tmp_path / "out.csv", lang="zh")
    assert "1 人无法计分" in done.out
    assert "缺少必填" in done.out


def test_a_column_is_called_as_the_table_calls_it_whoever_finds_the_fault(
    batch, csv_file, tmp_path, rows_of
):
    head = ["申请人编号", "居住地", "出生日期", "residence_months"]
    rows = [["A", "330225", "1990-05-01", "1"], ["B", "330225", "1700-05-01", "99999"]]
    rows += [["C", "330225", "90-05-01", "-1"], ["D", "330225", "", ""]]
    batch(csv_file("in.csv", [head, *rows]), tmp_path / "out.csv")
    bad = {(b["row"], b["column"]) for b in rows_of(tmp_path / "out.rejected.csv")}
    faults = {(row, name) for row in "34" for name in ("出生日期", "residence_months")}
    assert bad == faults | {("5", "出生日期")}


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_so_it_is_of_a_parquet_file(out, batch, tmp_path, rows_of):
    columns = {
        "applicant_id": ["A", "B"],
        "lives_in": ["330225"] * 2,
        "出生日期": [date(1990, 5, 1), None],
    }
    pl.DataFrame(columns).write_parquet(tmp_path / "in.parquet")
    batch(tmp_path / "in.parquet", tmp_path / out)
    assert [b["column"] for b in rows_of(tmp_path / "out.rejected.csv")] == ["出生日期"]


def test_the_sheet_of_what_a_result_rests_on_says_it_in_chinese_too(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    batch(table, tmp_path / "out.xlsx", lang="zh")
    rows = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("说明").to_python()
    assert ["计分日 on", "2022-10-01"] in rows
    assert ["含草案 draft", "否 no"] in rows
