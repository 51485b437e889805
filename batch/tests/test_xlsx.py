"""Workbooks: typed cells, and what calamine does not say of them."""

import re
import shutil
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

HEAD = ["applicant_id", "居住地", "birth_date", "residence_months"]
BORN = date(1990, 5, 1)


@pytest.fixture
def score(batch, xlsx_file, tmp_path, rows_of):
    """Score rows of a sheet: the exit code, the totals by id, the rejected rows, and stderr."""

    def score(rows, *args, tamper=None, head=HEAD):
        table = xlsx_file("in.xlsx", rows if isinstance(rows, dict) else [head, *rows], tamper)
        done = batch(table, tmp_path / "out.csv", *args)
        out, bad = tmp_path / "out.csv", tmp_path / "out.rejected.csv"
        totals = {r["applicant_id"]: r["total"] for r in rows_of(out)} if out.exists() else None
        return done, totals, rows_of(bad) if bad.exists() else []

    return score


def test_cells_of_the_spreadsheets_own_types_are_read(score):
    done, totals, _ = score(
        [
            ["A", "330225", BORN, 7],
            ["B", 330225, datetime(1990, 5, 1), 7.0],
            ["C", "330225", "1990年5月1日", "7"],
        ]
    )
    assert done.code == 0
    assert set(totals.values()) == {"21.75"}


def test_an_identifier_that_arrives_as_a_number_is_refused_and_never_repaired(score):
    done, totals, bad = score(
        [["A", "330225", BORN], [330225199001011234, "330225", BORN], [7.0, "330225", BORN]]
    )
    assert done.code == 3
    assert list(totals) == ["A"]
    assert [(b["row"], b["column"]) for b in bad] == [("3", "applicant_id"), ("4", "applicant_id")]
    assert "lost digits" in bad[0]["reason_en"]


def test_an_error_cell_is_refused_and_not_taken_for_an_empty_one(score):
    def tamper(book, sheet):
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")

    done, totals, (bad,) = score([["A", "330225", BORN], ["B", "330225", BORN, 7]], tamper=tamper)
    assert (done.code, list(totals)) == (3, ["B"])
    assert (bad["row"], bad["column"]) == ("2", "residence_months")
    assert "#DIV/0!" in bad["reason_en"]


def test_a_formula_that_was_never_computed_is_refused(score):
    def tamper(book, sheet):
        sheet.write_formula(1, 3, "=3+4", None, "")
        sheet.write_formula(2, 3, "=3+4", None, 7)

    done, totals, (bad,) = score([["A", "330225", BORN], ["B", "330225", BORN]], tamper=tamper)
    assert (done.code, totals) == (3, {"B": "21.75"})
    assert (bad["row"], bad["applicant_id"]) == ("2", "A")
    assert "never been computed" in bad["reason_en"]


def test_a_formula_whose_result_is_an_empty_text_is_an_absent_fact(score, tmp_path):
    def tamper(book, sheet):
        sheet.write_formula(1, 3, '=""', None, "x")

    done, _, _ = score([["A", "330225", BORN]], tamper=tamper)
    assert done.code == 3
    # as Excel writes it: the type of a text, and an empty value
    rewrite(tmp_path / "in.xlsx", rb"<v>x</v>", b"<v></v>")
    again = score_again(score, tmp_path)
    assert again == {"A": "20"}


def score_again(score, tmp_path):
    import csv

    from click.testing import CliRunner

    from jifen_cli.group import jifen

    none = tmp_path / "none.csv"
    args = [
        "--on",
        "2022-10-01",
        "--events",
        f"offences={none}",
        "--events",
        f"breaches_of_trust={none}",
    ]
    done = CliRunner().invoke(
        jifen, ["batch", str(tmp_path / "in.xlsx"), str(tmp_path / "again.csv"), *args]
    )
    assert done.exit_code == 0, done.stderr
    with (tmp_path / "again.csv").open(encoding="utf-8-sig") as file:
        return {row["applicant_id"]: row["total"] for row in csv.DictReader(file)}


def rewrite(path, pattern, replacement, part="xl/worksheets/sheet1.xml"):
    """Change the XML inside a workbook."""
    old = path.with_suffix(".old")
    shutil.move(path, old)
    with ZipFile(old) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            changed = re.sub(pattern, replacement, data) if name == part else data
            assert name != part or changed != data
            after.writestr(name, changed)


def test_formulas_are_found_in_whatever_namespace_prefix_a_program_writes(score, tmp_path):
    def tamper(book, sheet):
        sheet.write_formula(1, 3, "=3+4", None, 7)

    score([["A", "330225", BORN]], tamper=tamper)
    path = tmp_path / "in.xlsx"
    rewrite(path, rb"<v>7</v>", b"<v/>")
    rewrite(path, rb"<(/?)(worksheet|sheetData|row|c|f|v)(?=[ >/])", rb"<\1x:\2")
    rewrite(path, rb" xmlns=", b" xmlns:x=")
    from jifen_batch.sheet_xml import unsaid

    assert list(unsaid(path, "Sheet1").cells) == [(2, 4)]


def test_a_formula_without_a_value_in_the_last_row_is_not_lost(score):
    def tamper(book, sheet):
        for column in range(4):
            sheet.write_formula(2, column, "=1+1", None, "")

    done, totals, bad = score([["A", "330225", BORN, 7]], tamper=tamper)
    assert (done.code, list(totals)) == (3, ["A"])
    assert {b["row"] for b in bad} == {"3"}


def test_merged_headers_are_an_error(score):
    def tamper(book, sheet):
        sheet.merge_range(0, 2, 0, 3, "birth_date")

    done, totals, _ = score([["A", "330225", BORN, 7]], tamper=tamper)
    assert (done.code, totals) == (3, None)
    assert "merged" in done.err


def test_a_title_above_the_headers_is_an_error(score):
    rows = [["象山县申请人名单"], HEAD, ["A", "330225", BORN, 7]]
    done, totals, _ = score({"Sheet1": rows})
    assert (done.code, totals) == (3, None)
    assert "applicant_id is missing" in done.err


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (["applicant_id", "居住地", "残疾等级", "residence_months"], "birth_date is missing"),
        (["applicant_id", "birth_date", "", "residence_months"], "lives_in is missing"),
        (["applicant_id", "居住地", "birth_date", "birth_date"], "birth_date, birth_date"),
        (["applicant_id", "居住地", "birth_date", "出生日期"], "birth_date, 出生日期"),
        (["applicant_id", "居住地", "birth_date", "居住地"], "居住地, 居住地"),
    ],
)
def test_a_column_that_is_missing_or_stands_twice_is_an_error(head, said, score):
    done, totals, _ = score([["A", "330225", BORN, None]], head=head)
    assert (done.code, totals) == (3, None)
    assert said in done.err


def test_a_sheet_of_headers_alone_is_an_error(score):
    done, totals, _ = score([])
    assert (done.code, totals) == (3, None)
    assert "no applicants" in done.err


def test_a_column_whose_cells_are_all_of_a_wrong_type_rejects_every_row(score):
    rows = [["A", "330225", 1990.5, "many"], ["B", "330225", True, BORN]]
    done, totals, bad = score(rows)
    assert (done.code, totals) == (3, {})
    columns = ["birth_date", "residence_months"]
    assert [(b["applicant_id"], b["column"]) for b in bad] == [
        (n, c) for n in "AB" for c in columns
    ]


def test_seven_point_nought_is_right_for_a_count_and_wrong_for_an_identifier(score):
    done, totals, bad = score([["A", "330225", BORN, 7.0], [7.0, "330225", BORN, 7.0]])
    assert (done.code, totals) == (3, {"A": "21.75"})
    assert [(b["row"], b["column"], b["value"]) for b in bad] == [("3", "applicant_id", "7")]


def test_rows_of_merged_cells_are_rejected(score):
    def tamper(book, sheet):
        sheet.merge_range(1, 1, 2, 1, "330225")

    rows = [[name, "330225", BORN] for name in "ABC"]
    done, totals, bad = score(rows, tamper=tamper)
    assert (done.code, list(totals)) == (3, ["C"])
    assert [(b["row"], b["column"]) for b in bad] == [("2", "居住地"), ("3", "居住地")]


def test_hidden_rows_and_columns_count_and_are_said_to_be_hidden(score):
    def tamper(book, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    done, totals, _ = score([["A", "330225", BORN, 7], ["B", "330225", BORN, 7]], tamper=tamper)
    assert totals == {"A": "21.75", "B": "21.75"}
    assert "1 row is hidden (the first is row 3)" in done.err
    assert "1 column is hidden" in done.err


def test_an_empty_workbook_is_an_error(score):
    done, totals, _ = score({"Sheet1": [], "Sheet2": []})
    assert (done.code, totals) == (3, None)
    assert "nothing in it" in done.err


def test_of_several_sheets_one_is_named(score):
    rows = [HEAD, ["A", "330225", BORN, 7]]
    sheets = {"甲": rows, "乙": [HEAD, ["B", "330225", BORN, 7]]}
    done, totals, _ = score(sheets)
    assert (done.code, totals) == (3, None)
    assert "--sheet" in done.err
    done, totals, _ = score(sheets, "--sheet", "乙")
    assert list(totals) == ["B"]
    assert "not read: 甲" in done.err
    done, _, _ = score(sheets, "--sheet", "丙")
    assert done.code == 3


def test_rows_that_are_empty_are_passed_over_and_counted_as_the_screen_counts(score):
    _, totals, bad = score([[], ["A", "330225", BORN], ["", " ", None], ["B", "330225", None]])
    assert list(totals) == ["A"]
    assert [b["row"] for b in bad] == ["5"]


def test_a_table_that_does_not_begin_in_the_corner_is_read(score):
    rows = [[], [None, *HEAD], [None, "A", "330225", BORN, 7], [None, "B", "330225", "?", 7]]

    def tamper(book, sheet):
        sheet.write_formula(2, 4, "=1/0", None, "#N/A")

    _, _, bad = score({"Sheet1": rows}, tamper=tamper)
    assert [(b["row"], b["column"]) for b in bad] == [
        ("3", "residence_months"),
        ("4", "birth_date"),
    ]


def test_a_number_as_a_header_is_called_as_the_sheet_shows_it(batch, xlsx_file, tmp_path):
    table = xlsx_file("in.xlsx", [[*HEAD[:3], 2022], ["A", "330225", BORN, "x"]])
    done = batch(table, tmp_path / "out.csv")
    assert "2022: no fact has this name. Leave a column out with --ignore 2022" in done.err
    assert batch(table, tmp_path / "out.csv", "--ignore", "2022").code == 0


def test_data_under_no_header_is_an_error(score):
    done, totals, _ = score([["A", "330225", BORN, 7, "?"]])
    assert (done.code, totals) == (3, None)
    assert "no header" in done.err


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_a_file_that_is_no_workbook_is_an_error(data, batch, tmp_path):
    (tmp_path / "in.xlsx").write_bytes(data)
    done = batch(tmp_path / "in.xlsx", tmp_path / "out.csv")
    assert done.code == 3
    assert "in.xlsx" in done.err


def test_a_workbook_of_1904_has_the_same_dates(batch, tmp_path, rows_of):
    import xlsxwriter

    path = tmp_path / "in.xlsx"
    options = {"date_1904": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["A", "330225", date(1981, 10, 2), 7])
    batch(path, tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv")[0]["zhejiang.age"] == "20"


@pytest.mark.parametrize("name", ["in.xls", "in.ods", "in.txt", "in"])
def test_another_kind_of_file_is_said_to_be_unsupported(name, batch, tmp_path):
    (tmp_path / name).write_text("x")
    done = batch(tmp_path / name, tmp_path / "out.csv")
    assert done.code == 3
    assert ".parquet" in done.err


def test_a_number_that_is_refused_is_shown_as_the_sheet_shows_it(
    batch, xlsx_file, tmp_path, rows_of
):
    head = ["applicant_id", "lives_in", "birth_date", "在本地就业", "residence_months"]
    rows = [["A", "330225", 19900501, 1, 7.5], [12, "330225", BORN, True, 3]]
    assert batch(xlsx_file("in.xlsx", [head, *rows]), tmp_path / "out.csv").code == 3
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [b["value"] for b in bad] == ["19900501", "1", "7.5", "12"]
    for line, said in zip(bad, ["19900501", "不接受 1。", "7.5", "数值 12，"], strict=True):
        assert said in line["reason_zh"]
        assert ".0" not in line["reason_zh"] + line["reason_en"]


@pytest.mark.parametrize(("cell", "is_told"), [(31514, True), ("31514", True), (19900501, False)])
def test_a_date_that_is_formatted_as_a_number_is_told_to_be_formatted(cell, is_told, score):
    _, _, (bad,) = score([["A", "330225", cell, 7]])
    assert bad["value"] == str(cell)
    assert ("请把该列设为“日期”格式" in bad["reason_zh"]) == is_told
    assert ("format the column as dates" in bad["reason_en"]) == is_told


def test_headers_that_cannot_be_used_are_named_by_their_cells(batch, xlsx_file, tmp_path):
    def tamper(book, sheet):
        sheet.merge_range("B1:C1", "居住地")
        sheet.merge_range("D1:D2", "residence_months")
        sheet.write_formula("E1", "=1/0", None, "#DIV/0!")

    table = xlsx_file("in.xlsx", [[*HEAD, ""], ["A", "330225", BORN, 7, ""]], tamper)
    said = batch(table, tmp_path / "out.csv").err
    at = "in.xlsx: Sheet1: the headers in row 1 cannot be used: at"
    assert said.count("B1:C1") == 1
    assert f"{at} B1:C1 the cell is merged with others" in said
    assert f"{at} D1:D2 the cell is merged with others" in said
    assert f"{at} E1 the cell is the error #DIV/0!" in said
    said = batch(table, tmp_path / "out.csv", lang="zh").err
    assert "in.xlsx: Sheet1：第 1 行的列名不可用：B1:C1 单元格是合并的" in said
    assert " row 1" not in said
