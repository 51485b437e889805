"""Tables of dated events: what is wrong with one, or worth knowing, is said with its name."""

from datetime import date

import polars as pl
import pytest

BORN = date(1990, 5, 1)
DAY = date(2021, 1, 1)
HEAD = ["申请人编号", "居住地", "出生日期"]
OFFENCES = ["申请人编号", "日期"]


@pytest.fixture
def score(run, xlsx_file, tmp_path):
    """Score applicants with the rows of their sheet of offences."""

    def score(*offences, people=("A", "B"), tamper=None, lang="en", more=()):
        sheets = {
            "申请人": [HEAD, *([who, "330225", BORN] for who in people)],
            "违法失信记录": [["申请人编号", "日期"]],
            "违法犯罪记录": offences,
        }
        table = xlsx_file("in.xlsx", sheets, tamper)
        return run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *more, lang=lang)

    return score


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["申请人编号", "犯罪日期"], "缺少列 日期（date）"),
        (["申请人编号", "日期", "date"], "列 日期、date 重复"),
    ],
)
def test_a_fault_of_the_headers_names_the_sheet(head, said, score):
    done = score(head, ["A", DAY], lang="zh")
    assert done.code == 3
    assert f"in.xlsx: 违法犯罪记录：{said}" in done.err


def test_a_fault_of_the_applicants_headers_names_their_sheet_too(run, xlsx_file, tmp_path):
    sheets = {"申请人": [[*HEAD, HEAD[2]]], "违法犯罪记录": [OFFENCES]}
    sheets["申请人"].append(["A", "330225", BORN, BORN])
    table = xlsx_file("in.xlsx", sheets)
    done = run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", lang="zh")
    assert "in.xlsx: 申请人：列 出生日期 重复" in done.err


@pytest.fixture
def given(run, csv_file, tmp_path, no_events):
    """Score applicants with offences from a file of their own."""

    def given(ending, head, *rows, more=()):
        table = csv_file("in.csv", [HEAD, ["A", "330225", BORN]])
        path = tmp_path / f"o.{ending}"
        if ending == "csv":
            csv_file(path.name, [head, *rows])
        else:
            pl.DataFrame(rows, schema=head, orient="row").write_parquet(path)
        events = ["--events", f"offences={path}", *no_events[2:]]
        return run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *events, *more)

    return given


def test_an_unknown_column_of_a_sheet_is_an_error_and_nothing_is_written(score, tmp_path):
    done = score([*OFFENCES, "备注"], ["A", DAY, "revoked"], lang="zh")
    assert done.code == 3
    assert "in.xlsx: 违法犯罪记录: 备注：违法犯罪记录的表没有这一列" in done.err
    assert "--ignore 备注" in done.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_so_it_is_in_a_file_of_events(ending, given, tmp_path):
    done = given(ending, [*OFFENCES, "备注"], ["A", DAY, "revoked"])
    assert done.code == 3
    assert f"o.{ending}: 备注: a table of offences has no such column" in done.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_an_unknown_column_of_events_can_be_left_out(ending, given, rows_of, tmp_path):
    done = given(ending, [*OFFENCES, "备注"], ["A", DAY, "-"], more=["--ignore", "备注"])
    assert done.code == 0, done.err
    assert rows_of(tmp_path / "out.csv")[0]["deducted"] == "20"


def test_what_is_left_out_must_stand_in_one_of_the_tables(given):
    done = given("csv", OFFENCES, more=["--ignore", "备注"])
    assert done.code == 3
    assert "--ignore 备注: there is no such column" in done.err


def test_a_name_may_stand_beside_an_event(given, rows_of, tmp_path):
    assert given("csv", [*OFFENCES, "姓名"], ["A", DAY, "张三"]).code == 0
    assert rows_of(tmp_path / "out.csv")[0]["deducted"] == "20"


def test_what_stands_under_no_header_beside_an_event_is_an_error(score):
    done = score(OFFENCES, ["A", DAY, "revoked"])
    assert done.code == 3
    assert "违法犯罪记录" in done.err
    assert "no header" in done.err


def test_of_events_without_headers_no_cell_is_shown(given):
    done = given("csv", ["330225199005011234", "2022-03-01"], ["A", DAY])
    assert done.code == 3
    assert "none of the headers in its first row is known" in done.err
    assert "330225199005011234" not in done.err


def test_a_column_ignored_in_one_table_is_still_one_of_events(run, csv_file, tmp_path, no_events):
    table = csv_file("in.csv", [[*HEAD, "日期"], ["A", "330225", BORN, DAY]])
    options = ["--on", "2022-10-01", *no_events, "--ignore", "日期"]
    assert run("batch", table, tmp_path / "out.csv", *options, lang="en").code == 0


def test_of_many_events_of_one_applicant_that_cannot_be_read_the_first_are_named(score):
    done = score(OFFENCES, *(["B", "21-05-06"] for _ in range(9)), lang="en")
    assert "rows 2, 3, 4, 5, 6 and others, 9 in all, name them and cannot be read" in done.out


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_faults_of_all_tables_are_told_at_once(ending, given):
    done = given(ending, ["申请人编号", "犯罪日期"], ["A", DAY], more=["--ignore", "学段"])
    assert done.code == 3
    assert "--ignore 学段: there is no such column" in done.err
    assert "Did you mean 日期?" in done.err
    assert "the column date is missing" in done.err


def test_hidden_events_count_and_it_is_said_where_they_are(score, rows_of, tmp_path):
    def tamper(book, sheet):
        if sheet.name == "违法犯罪记录":
            sheet.set_row(1, None, None, {"hidden": True})
            sheet.set_column(1, 1, None, None, {"hidden": True})
            sheet.hide()

    done = score(OFFENCES, ["A", DAY], tamper=tamper)
    assert done.code == 0
    assert rows_of(tmp_path / "out.csv")[0]["deducted"] == "20"
    at = "in.xlsx: 违法犯罪记录: "
    assert f"{at}the sheet is hidden, and read too\n" in done.err
    assert f"{at}1 row is hidden (the first is row 2), and counted too\n" in done.err
    assert f"{at}1 column is hidden, and read too\n" in done.err


def test_hidden_rows_in_a_file_of_events_are_told_too(
    run, csv_file, xlsx_file, no_events, tmp_path
):
    table = csv_file("in.csv", [HEAD, ["A", "330225", BORN]])
    hide = {"hidden": True}
    file = xlsx_file("o.xlsx", [OFFENCES, ["A", DAY]], lambda _, s: s.set_row(1, None, None, hide))
    events = ["--events", f"offences={file}", *no_events[2:]]
    done = run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *events, lang="zh")
    assert "o.xlsx: Sheet1：有 1 个隐藏行（首个是第 2 行），照常计入\n" in done.err


def test_a_hidden_sheet_of_applicants_is_read_and_said_to_be_hidden(score):
    def tamper(book, sheet):
        if sheet.name == "申请人":
            sheet.hide()
        else:
            sheet.activate()

    done = score(OFFENCES, tamper=tamper)
    assert done.code == 0
    assert "in.xlsx: 申请人: the sheet is hidden, and read too\n" in done.err


def test_a_line_about_an_event_has_the_row_and_the_name_of_its_table(score, rows_of, tmp_path):
    events = [["B", "21-05-06"], ["B", DAY], ["B", None], [None, DAY], ["Z", DAY]]
    done = score(OFFENCES, *events, lang="zh")
    assert done.code == 3
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(b["row"], b["applicant_id"], b["column"], b["value"]) for b in bad] == [
        ("2", "B", "offences.date", "21-05-06"),
        ("4", "B", "offences.date", ""),
        ("5", "", "offences.applicant_id", ""),
        ("6", "Z", "offences.applicant_id", "Z"),
        ("3", "B", "offences", ""),
    ]
    at = "in.xlsx: 违法犯罪记录"
    assert all(b["reason_zh"].startswith(f"{at}：") for b in bad)
    assert all(b["reason_en"].startswith(f"{at}: ") for b in bad)
    assert f"{at} 第 5 行" in done.err
    assert f"第 3 行 offences：{at}：第 2、4 行写有此人，不能读。请改正" in done.out
    assert f"第 2 行 offences.date 21-05-06：{at}：21-05-06 的年份只有两位" in done.out


@pytest.mark.parametrize("day", ["21-05-06", date(1800, 1, 1)])
def test_all_that_is_wrong_with_a_row_is_told_and_the_row_counted_once(
    day, score, rows_of, tmp_path
):
    done = score(OFFENCES, [None, day], ["A", DAY])
    assert "1 row of events is rejected" in done.out
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(b["row"], b["column"]) for b in bad] == [
        ("2", "offences.applicant_id"),
        ("2", "offences.date"),
    ]


def test_whom_a_merged_cell_names_has_no_score(score, rows_of, tmp_path):
    def merge(book, sheet):
        if sheet.name == "违法犯罪记录":
            sheet.merge_range("A2:A3", "A")

    done = score(OFFENCES, [None, DAY], [None, DAY], ["B", DAY], tamper=merge)
    assert "2 applicants, 1 scored" in done.out
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(b["row"], b["applicant_id"], b["column"]) for b in bad] == [
        ("2", "", "offences.applicant_id"),
        ("3", "", "offences.applicant_id"),
        ("2", "A", "offences"),
    ]


def test_a_merged_remark_that_is_left_out_spoils_nobody(score):
    def merge(book, sheet):
        if sheet.name == "违法犯罪记录":
            sheet.merge_range("C2:C3", "A")

    rows = [[*OFFENCES, "备注"], ["B", DAY], ["B", DAY]]
    done = score(*rows, tamper=merge, more=["--ignore", "备注"])
    assert (done.code, "2 applicants, 2 scored" in done.out) == (0, True), done.err


@pytest.mark.parametrize("cell", [1001, 1001.0, "1001.0"])
@pytest.mark.parametrize("merged", [True, False])
def test_whom_a_number_names_has_no_score(cell, merged, score, rows_of, tmp_path):
    def merge(book, sheet):
        if merged and sheet.name == "违法犯罪记录":
            sheet.merge_range(1, 0, 2, 0, cell)

    rows = [OFFENCES, [cell, DAY], [None, DAY]]
    done = score(*rows, people=("1001", "B"), tamper=merge)
    assert "2 applicants, 1 scored" in done.out
    *_, person = rows_of(tmp_path / "out.rejected.csv")
    assert (person["applicant_id"], person["column"]) == ("1001", "offences")
    assert "违法犯罪记录: row 2 names them and cannot be read" in person["reason_en"]


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\x07"])
def test_whom_an_identifier_with_what_cannot_be_seen_names_has_no_score(
    mark, given, rows_of, tmp_path
):
    given("csv", ["applicant_id", "date"], [f"A{mark}", DAY])
    *_, person = rows_of(tmp_path / "out.rejected.csv")
    assert (person["applicant_id"], person["column"]) == ("A", "offences")
    assert "o.csv: row 2 names them and cannot be read" in person["reason_en"]


@pytest.mark.parametrize("torn", ["A,2021-03-01,盗窃", "A，2021-03-01", '"A,2021-03-01"', "A;2021"])
def test_whom_a_row_of_too_many_or_too_few_cells_names_has_no_score(
    torn, run, csv_file, no_events, rows_of, tmp_path
):
    table = csv_file("in.csv", [HEAD, ["A", "330225", BORN]])
    path = tmp_path / "o.csv"
    path.write_text(f"applicant_id,date\n{torn}\nZ,2021-03-01\n", "utf-8")
    events = ["--events", f"offences={path}", *no_events[2:]]
    assert run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *events).code == 3
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(b["row"], b["applicant_id"], b["column"]) for b in bad] == [
        ("2", "", "offences.applicant_id"),
        ("3", "Z", "offences.applicant_id"),
        ("2", "A", "offences"),
    ]
    assert "o.csv: row 2 names them and cannot be read" in bad[2]["reason_en"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_whoever_has_an_event_that_is_not_accepted_is_told_in_which_table(
    ending, given, rows_of, tmp_path
):
    given(ending, ["applicant_id", "date"], ["A", date(1800, 1, 1)])
    *_, person = rows_of(tmp_path / "out.rejected.csv")
    assert (person["row"], person["column"]) == ("2", "offences")
    assert person["reason_en"].startswith(f"o.{ending}: its events table has rows that are not")
    assert person["reason_zh"].startswith(f"o.{ending}：其事件表中有不合格的行")
    assert "Correct them" in person["reason_en"]


def test_events_in_a_sheet_and_in_a_file_are_told_with_both_names(score, tmp_path):
    other = tmp_path / "o.csv"
    other.write_text("applicant_id,date\n")
    done = score(OFFENCES, more=["--events", f"offences={other}"])
    assert done.code == 3
    assert "in.xlsx: 违法犯罪记录: the events of offences are given twice" in done.err


def test_events_after_the_date_of_the_score_are_not_counted_and_told(score, rows_of, tmp_path):
    later = date(2030, 1, 1)
    done = score(OFFENCES, ["A", date(2022, 10, 1)], ["A", later], lang="zh")
    assert done.code == 0
    assert [row["deducted"] for row in rows_of(tmp_path / "out.csv")] == ["20", "0"]
    at = "in.xlsx: 违法犯罪记录"
    assert f"{at}：有 1 行事件晚于计分日 2022-10-01，不计入：第 3 行；请核对日期\n" in done.err
    done = score(OFFENCES, *([who, later] for who in "ABABZ"))
    said = "4 events are after the date of the score, 2022-10-01, and not counted: rows 2, 3, 4 and"
    assert f"{at}: {said} others" in done.err
    assert "entered twice" not in done.err


def test_an_event_that_stands_twice_is_counted_twice_and_told(score, rows_of, tmp_path):
    done = score(OFFENCES, ["A", DAY], ["B", DAY], ["A", "2021.1.1"], ["B", date(2021, 1, 2)])
    assert done.code == 0
    assert [row["deducted"] for row in rows_of(tmp_path / "out.csv")] == ["60", "60"]
    said = "2 events have the person and date of another, and each is counted: rows 2, 4;"
    assert f"in.xlsx: 违法犯罪记录: {said}" in done.err


def test_of_ordinary_events_nothing_is_told(score):
    done = score(OFFENCES, ["A", DAY], ["B", DAY], ["A", date(2021, 1, 2)])
    assert (done.code, done.err) == (0, "")
