"""CSV files as they come: encodings, ragged rows, headers."""

import codecs

import pytest

HEAD = ["applicant_id", "lives_in", "出生日期"]
ROWS = [["张三", "330225", "1990年5月1日"], ["李四", "330225", "1990-05-01"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_the_encoding_it_has(encoding, batch, csv_file, tmp_path, rows_of):
    done = batch(csv_file("in.csv", [HEAD, *ROWS], encoding), tmp_path / "out.csv")
    assert done.code == 0
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["张三", "李四"]


def test_a_file_in_gb18030_whose_beginning_is_plain_is_still_read(
    batch, csv_file, tmp_path, rows_of
):
    plain = [[f"A{n}", "330225", "1990-05-01"] for n in range(3000)]
    head = ["applicant_id", "lives_in", "birth_date"]
    table = csv_file("in.csv", [head, *plain, ["王五", "330225", "1990-05-01"]], "gb18030")
    assert batch(table, tmp_path / "out.csv").code == 0
    assert rows_of(tmp_path / "out.csv")[-1]["applicant_id"] == "王五"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\x81\x30",
        codecs.BOM_UTF8 + "申请人".encode("gb18030"),
        b"applicant_id,lives_in\n\xff\xff",
    ],
)
def test_bytes_that_are_no_text_are_an_error_that_says_where(data, batch, tmp_path):
    table = tmp_path / "in.csv"
    table.write_bytes(data)
    done = batch(table, tmp_path / "out.csv")
    assert done.code == 3
    assert "byte" in done.err


def error(batch, csv_file, tmp_path, rows):
    """What is said of a table that cannot be used at all."""
    done = batch(csv_file("in.csv", rows), tmp_path / "out.csv")
    assert done.code == 3
    assert not (tmp_path / "out.csv").exists()
    assert "in.csv" in done.err
    return done.err


def test_a_table_without_the_columns_it_needs_is_told_all_of_them(batch, csv_file, tmp_path):
    said = error(batch, csv_file, tmp_path, [["出生日期"], ["1990-05-01"]])
    assert "applicant_id is missing" in said
    assert "lives_in is missing" in said
    said = error(batch, csv_file, tmp_path, [HEAD[:2], ["A", "330225"]])
    assert "birth_date is missing" in said


def test_two_columns_of_one_meaning_are_refused(batch, csv_file, tmp_path):
    rows = [[*HEAD, "birth_date"], ["A", "330225", "1990-05-01", "1991-05-01"]]
    assert "出生日期, birth_date" in error(batch, csv_file, tmp_path, rows)


def test_an_unknown_column_is_an_error_with_the_nearest_name(batch, csv_file, tmp_path):
    rows = [[*HEAD, "residence_month", "备注"], ["A", "330225", "1990-05-01", "7", ""]]
    said = error(batch, csv_file, tmp_path, rows)
    assert "Did you mean residence_months?" in said
    assert "--ignore 备注" in said


def test_no_name_is_suggested_for_a_column_that_is_like_none(batch, csv_file, tmp_path):
    rows = [[*HEAD, "honours"], ["A", "330225", "1990-05-01", "7"]]
    said = error(batch, csv_file, tmp_path, rows)
    assert "no fact has this name. Leave a column out with --ignore honours" in said


def test_a_column_that_is_ignored_is_left_out(batch, csv_file, tmp_path):
    rows = [[*HEAD, "备注", "姓名"], ["A", "330225", "1990-05-01", "x", "贾某"]]
    done = batch(csv_file("in.csv", rows), tmp_path / "out.csv", "--ignore", "备注")
    assert done.code == 0
    done = batch(
        csv_file("in.csv", rows), tmp_path / "out.csv", "--ignore", "备", "--ignore", "备注"
    )
    assert done.code == 3


def test_dated_events_do_not_go_into_a_cell(batch, csv_file, tmp_path):
    rows = [[*HEAD, "offences"], ["A", "330225", "1990-05-01", "2020-01-01"]]
    assert "--events offences=FILE" in error(batch, csv_file, tmp_path, rows)


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]], [HEAD], [HEAD, ["", "", ""]]])
def test_a_table_without_anyone_in_it_is_an_error(rows, batch, csv_file, tmp_path):
    error(batch, csv_file, tmp_path, rows)


def test_columns_separated_by_anything_but_commas_are_said_to_be(batch, tmp_path):
    for mark in ";\t":
        table = tmp_path / "in.csv"
        table.write_text(mark.join(HEAD) + "\n" + mark.join(ROWS[0]) + "\n", encoding="utf-8")
        done = batch(table, tmp_path / "out.csv")
        assert done.code == 3
        assert "commas" in done.err


def test_a_row_that_is_too_short_or_too_long_is_rejected_alone(batch, tmp_path, rows_of):
    table = tmp_path / "in.csv"
    table.write_text(
        "applicant_id,lives_in,birth_date\n"
        "A,330225,1990-05-01,,\n"
        "\n"
        "B,330225\n"
        "C,330225,1990-05-01,extra\n"
        "D,330225,1990-05-01\n",
        encoding="utf-8",
    )
    assert batch(table, tmp_path / "out.csv").code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["A", "D"]
    bad = rows_of(tmp_path / "out.rejected.csv")
    assert [(row["row"], row["column"]) for row in bad] == [("4", ""), ("5", "")]


def test_a_quote_that_is_never_closed_is_an_error_and_no_short_table(batch, tmp_path):
    table = tmp_path / "in.csv"
    table.write_text('applicant_id,lives_in,birth_date\nA,330225,"1990-05-01\n', encoding="utf-8")
    done = batch(table, tmp_path / "out.csv")
    assert (done.code, (tmp_path / "out.csv").exists()) == (3, False)
    assert "row 2" in done.err


def test_what_a_clerk_gets_opens_right_in_a_spreadsheet_program(batch, csv_file, tmp_path):
    batch(csv_file("in.csv", [HEAD, *ROWS]), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(codecs.BOM_UTF8)


def test_a_table_without_identifiers_is_told_what_else_is_wrong_with_it(batch, csv_file, tmp_path):
    rows = [["居住地", "手机号", "住房", "住房"], ["330225", "1", "", ""]]
    said = error(batch, csv_file, tmp_path, rows)
    for each in (
        "in.csv: 手机号: no fact has this name",
        "there are two columns of the same meaning: 住房, 住房",
        "the column applicant_id is missing",
        "the column birth_date is missing",
    ):
        assert each in said


def test_a_table_without_headers_is_told_all_that_it_lacks(batch, csv_file, tmp_path):
    said = error(batch, csv_file, tmp_path, [["330225198001010012", "330225", "1990-05-01"]])
    assert "none of the headers in its first row is known" in said
    for column in ("applicant_id", "lives_in", "birth_date"):
        assert f"the column {column} is missing" in said
    assert "330225198001010012" not in said
    assert "offences" not in said  # of which not every place asks


def test_a_table_without_places_is_told_what_no_place_knows(batch, csv_file, tmp_path):
    rows = [["申请人编号", "手机号", "住房"], ["A", "1", ""]]
    said = error(batch, csv_file, tmp_path, rows)
    assert "手机号: no fact has this name" in said
    assert "住房" not in said
    assert "birth_date is missing" in said


def test_a_fault_of_the_file_is_told_in_one_language(batch, csv_file, tmp_path):
    (tmp_path / "in.csv").write_text('applicant_id,lives_in\n"A,330225\n')
    zh = batch(tmp_path / "in.csv", tmp_path / "out.csv", lang="zh").err
    assert "in.csv：第 2 行不是有效的 CSV：引号没有闭合。请检查" in zh
    en = batch(tmp_path / "in.csv", tmp_path / "out.csv").err
    assert "in.csv: row 2 is not CSV: unexpected end of data. Look" in en
    table = csv_file("no.csv", [[*HEAD, ""], ["A", "330225", "1990-05-01", "x"]])
    zh = batch(table, tmp_path / "out.csv", lang="zh").err
    assert "no.csv：第 2 行第 4 列有内容，这一列却没有列名。" in zh
    en = batch(table, tmp_path / "out.csv").err
    assert "no.csv: row 2 has something in column 4, which has no header. " in en


def test_all_columns_without_a_header_that_have_something_are_told(batch, csv_file, tmp_path):
    rows = [["A", "330225", "1990-05-01", "", "", ""], ["B", "330225", "1990-05-01", "x", " ", "y"]]
    said = error(batch, csv_file, tmp_path, [[*HEAD, "", "", ""], *rows])
    assert "row 3 has something in column 4" in said
    assert "row 3 has something in column 6" in said
    assert "column 5" not in said
