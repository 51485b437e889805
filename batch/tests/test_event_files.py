"""Files of dated events: which sheet is read, and how they are given."""

from datetime import date

import pytest

BORN = date(1990, 5, 1)
DAY = date(2021, 1, 1)
HEAD = ["申请人编号", "居住地", "出生日期"]
OFFENCES = ["申请人编号", "日期"]


@pytest.fixture
def workbook(run, csv_file, xlsx_file, tmp_path, no_events):
    """Score an applicant with offences from a workbook of its own."""

    def workbook(sheets, *more):
        table = csv_file("in.csv", [HEAD, ["A", "330225", BORN]])
        events = ["--events", f"offences={xlsx_file('o.xlsx', sheets)}", *no_events[2:]]
        return run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *events, *more)

    return workbook


def test_of_a_workbook_of_events_the_sheet_with_the_facts_name_is_read(workbook, rows_of, tmp_path):
    events = {"申请人": [HEAD, ["A", "330225", BORN]], "违法犯罪记录": [OFFENCES, ["A", DAY]]}
    assert workbook(events).code == 0
    assert rows_of(tmp_path / "out.csv")[0]["deducted"] != "0.00"


def test_where_none_has_it_it_is_said_how_to_name_the_sheet(workbook):
    done = workbook({"甲": [OFFENCES, ["A", DAY]], "乙": [["说明"]]})
    assert done.code == 3
    assert (
        "o.xlsx: it has several sheets: 甲、乙. Call the one that is meant 违法犯罪记录" in done.err
    )


def test_only_a_workbook_has_sheets(workbook):
    done = workbook({"甲": [OFFENCES, ["A", DAY]]}, "--sheet", "甲")
    assert done.code == 3
    assert "in.csv: only a workbook has sheets" in done.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("breaches_of_trust", "it names no file. Expected FACT=FILE, such as breaches_of_trust="),
        ("违法失信记录", "it names no file. Expected FACT=FILE, such as breaches_of_trust="),
        ("crimes=in.csv", "there is no such fact of dated events. Expected FACT=FILE, such as "),
    ],
)
def test_a_table_of_events_without_its_file_or_its_fact_is_told_how_it_is_given(
    asked, said, workbook, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    done = workbook({"甲": [OFFENCES, ["A", DAY]]}, "--events", asked)
    assert done.code == 3
    assert f"--events {asked}: {said}" in done.err
