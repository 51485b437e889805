"""`jifen rank` from a table of facts to a list."""

import json
import xml.etree.ElementTree as ET

import pytest

HEAD = ["applicant_id", "lives_in", "birth_date", "residence_permit_valid_until", "works_locally"]
GOOD = ["330225", "1990-05-01", "2023-01-01", "是"]
SETTLEMENT = ["--service", "xiangshan.settlement"]
SCHOOL = ["--service", "xiangshan.school_places"]


def months(name, count, *more):
    """Someone with 20 points for age, and a quarter of one for each month of residence."""
    return [name, *GOOD, str(count), *more]


def test_the_best_get_the_places_and_ties_are_broken_as_the_service_says(
    rank, csv_file, rows_of, tmp_path
):
    head = [*HEAD, "residence_months", "social_insurance_months", "学段"]
    table = csv_file(
        "in.csv",
        [
            head,
            months("A", 40, "0", "小学"),
            months("B", 0, "20", "小学"),  # as many points, fewer of residence
            months("C", 80, "0", "小学"),
            months("D", 10, "0", "初中"),
            months("E", 12, "0", "junior"),
        ],
    )
    done = rank(table, "out.csv", *SCHOOL, "--by", "学段", "--places", "小学=2", "--places", "1")
    assert done.code == 0, done.err
    rows = [
        (r["学段"], r["rank"], r["applicant_id"], r["status"])
        for r in rows_of(tmp_path / "out.csv")
    ]
    assert rows == [
        ("小学", "1", "C", "admitted"),
        ("小学", "2", "A", "admitted"),
        ("小学", "3", "B", "not_admitted"),
        ("初中", "1", "E", "admitted"),
        ("初中", "2", "D", "not_admitted"),
    ]
    said = {r["applicant_id"]: r["reason_en"] for r in rows_of(tmp_path / "out.csv")}
    assert (said["C"], said["E"]) == ("rank 1; 2 places", "rank 1; 1 place")


def test_a_tie_at_the_last_place_is_shown_and_not_broken(rank, csv_file, rows_of, tmp_path):
    rows = [months(name, n) for name, n in (("A", 9), ("B", 8), ("C", 8), ("D", 8), ("E", 1))]
    table = csv_file("in.csv", [[*HEAD, "residence_months"], *rows])
    done = rank(table, "out.csv", *SCHOOL, "--places", "3")
    assert done.code == 0
    listed = {r["applicant_id"]: r for r in rows_of(tmp_path / "out.csv")}
    assert [r["status"] for r in listed.values()] == ["admitted", *["tied"] * 3, "not_admitted"]
    assert {listed[name]["rank"] for name in "BCD"} == {"2"}
    assert (
        listed["B"]["reason_en"]
        == "3 are equal at rank 2, and 3 places do not reach: to be decided"
    )
    assert "for the authority to decide" in done.out
    assert "without --by" in done.err


def test_who_cannot_be_ranked_is_listed_apart_with_the_reason(run, csv_file, rows_of, tmp_path):
    table = csv_file(
        "in.csv",
        [
            [*HEAD, "residence_months", "social_insurance_months", "教育", "文化程度"],
            ["A", *GOOD, "120", "60", "x", "大学本科及以上"],
            ["F", *GOOD, "120", "60", "x", ""],
            ["I", "330225", "1990-05-01", "2022-01-01", "否", "120", "60", "x", ""],
            ["T", *GOOD, "0", "60", "x", ""],
            ["B", "330225", "1990-05-01", "2022-01-01", "是", "120", "60", "x", ""],
        ],
    )
    offences = csv_file(
        "o.csv", [["applicant_id", "date"], ["F", "2020-03-01"], ["B", "2020-04-01"]]
    )
    none = csv_file("n.csv", [["applicant_id", "date"]])
    done = run(
        "rank", table, tmp_path / "out.csv", "--on", "2022-10-01", *SETTLEMENT, "--places", "5",
        "--events", f"offences={offences}", "--events", f"breaches_of_trust={none}",
        "--ignore", "教育",
    )  # fmt: skip
    assert done.code == 0, done.err
    listed = {r["applicant_id"]: r for r in rows_of(tmp_path / "out.csv")}
    assert {n: r["status"] for n, r in listed.items()} == {
        "A": "below_threshold", "F": "frozen", "I": "ineligible", "T": "below_threshold",
        "B": "ineligible",
    }  # fmt: skip
    assert listed["A"]["points"] == "90"
    assert listed["A"]["reason_en"] == "90 points, at least 100 are needed"
    assert listed["F"]["reason_en"] == "frozen until 2025-03-01"
    assert "expired" in listed["I"]["reason_en"]
    assert "Works in the place" in listed["I"]["reason_en"]
    assert "frozen" not in listed["I"]["reason_en"]
    assert "expired" in listed["B"]["reason_en"]
    assert listed["B"]["reason_en"].endswith("; frozen until 2025-04-01")
    assert listed["B"]["reason_zh"].endswith("；积分冻结至 2025-04-01")
    assert all(not r["rank"] for r in listed.values())


def test_where_nobody_is_ranked_it_is_said_and_the_places_stay_those_given(
    rank, csv_file, tmp_path
):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01", "2022-01-01", "否"]])
    asked = (table, "out.csv", *SCHOOL, "--places", "9")
    lines = rank(*asked).out.split("\n")
    assert lines[4].split() == ["all", "9", "0", "0", "0", "0", "none"]
    assert lines[6:8] == ["Nobody is ranked", "Apart: not eligible 1"]
    said = json.loads(rank(*asked, "--format", "json").out)
    assert (said["groups"][0]["places"], said["groups"][0]["ranked"]) == (9, 0)
    assert "没有人参加排名" in rank(*asked, lang="zh").out


def test_a_service_whose_places_have_no_limit_says_so(rank, csv_file):
    table = csv_file("in.csv", [[*HEAD, "residence_months"], months("A", 80)])
    done = rank(table, "out.csv", "--service", "xiangshan.health_check")
    assert ["all", "no", "limit", "1", "1", "0", "0", "40"] in [
        line.split() for line in done.out.split("\n")
    ]


def test_of_a_household_the_best_eligible_one_stands(rank, csv_file, rows_of, tmp_path):
    rows = [
        months("A", 9, "H1"),
        months("B", 10, "H1"),
        ["C", "330225", "1990-05-01", "", "", "50", "H1"],
        months("D", 8, ""),
        months("E", 7, ""),
    ]
    table = csv_file("in.csv", [[*HEAD, "residence_months", "户号"], *rows])
    rank(table, "out.csv", *SCHOOL, "--places", "9", "--household", "户号")
    listed = {r["applicant_id"]: r for r in rows_of(tmp_path / "out.csv")}
    assert {n: r["status"] for n, r in listed.items()} == {
        "B": "admitted", "D": "admitted", "E": "admitted", "A": "household", "C": "ineligible",
    }  # fmt: skip
    assert listed["A"]["reason_en"] == "B stands for the household"


def test_scores_are_those_of_the_place_where_the_service_is(rank, csv_file, rows_of, tmp_path):
    table = csv_file(
        "in.csv",
        [[*HEAD, "使用地", "county_housing"], ["A", *GOOD, "", "是"], ["B", *GOOD, "330212", "是"]],
    )
    done = rank(table, "out.csv", *SCHOOL, "--places", "9")
    assert done.code == 3
    (one,) = rows_of(tmp_path / "out.csv")
    assert (one["applicant_id"], one["points"]) == ("A", "30")
    (bad,) = rows_of(tmp_path / "out.rejected.csv")
    assert (bad["applicant_id"], bad["column"]) == ("B", "使用地")


def test_whoever_has_no_group_is_rejected(rank, csv_file, rows_of, tmp_path):
    rows = [months("A", 9, "小学"), months("B", 9, "")]
    table = csv_file("in.csv", [[*HEAD, "residence_months", "学段"], *rows])
    assert rank(table, "out.csv", *SCHOOL, "--by", "学段", "--places", "9").code == 3
    assert [r["applicant_id"] for r in rows_of(tmp_path / "out.rejected.csv")] == ["B"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--service", "xiangshan.schools", "--places", "1"], 3, "school_places"),
        ([*SCHOOL], 3, "how many places"),
        ([*SCHOOL, "--places", "小学=1"], 3, "--places 小学: without --by there are no groups"),
        ([*SCHOOL, "--places", "1", "--places", "2"], 3, "--places: the places are given twice"),
        (
            [*SCHOOL, "--places", "小学=1", "--places", "primary=2"],
            3,
            "--places 小学: the places are given twice",
        ),
        ([*SCHOOL, "--places", "many"], 2, "many"),
        ([*SCHOOL, "--places", "=1"], 2, "=1"),
        ([*SCHOOL, "--places", "1", "--by", "班级"], 3, "班级"),
        ([*SCHOOL, "--places", "1", "--by", "birth_date"], 3, "cannot group"),
    ],
)
def test_what_is_asked_wrongly_is_said(args, code, said, rank, csv_file, tmp_path):
    table = csv_file("in.csv", [[*HEAD, "residence_months"], months("A", 9)])
    done = rank(table, "out.csv", *args)
    assert done.code == code
    assert said in done.err
    assert not (tmp_path / "out.csv").exists()


def test_a_column_that_is_scored_and_cannot_group_is_not_said_to_be_missing(rank, csv_file):
    table = csv_file("in.csv", [[*HEAD, "residence_months"], months("A", 9)])
    done = rank(table, "out.csv", *SCHOOL, "--places", "1", "--by", "lives_in")
    assert done.code == 3
    assert "lives_in: the column is scored, so it cannot group as well" in done.err
    assert "missing" not in done.err


def test_where_nobody_of_a_group_can_be_scored_it_is_said_why(rank, csv_file, tmp_path):
    rows = [months("A", 9, "一小"), ["B", "330225", "90-01-01", *GOOD[2:], "9", "二小"]]
    table = csv_file("in.csv", [[*HEAD, "residence_months", "学校"], *rows])
    asked = [*SCHOOL, "--by", "学校", "--places", "一小=1", "--places", "二小=1"]
    for lang, said in (
        ("en", "--places 二小: the table has no such group, or nobody in it can be scored. Of "),
        ("zh", "--places 二小：表中没有这个组，或其中无人能计分。"),
    ):
        done = rank(table, "out.csv", *asked, lang=lang)
        assert done.code == 3
        assert said in done.err
    assert "第 3 行 birth_date 90-01-01：90-01-01 的年份只有两位" in done.err
    assert not (tmp_path / "out.csv").exists()


def test_a_column_that_an_option_names_and_is_not_there_is_told_what_there_is(rank, csv_file):
    table = csv_file("in.csv", [[*HEAD, "学段", "户号", "备注"], ["A", *GOOD, "小学", "1", "-"]])
    given = ["--by", "学校", "--household", "户", "--ignore", "备住", "--places", "1"]
    done = rank(table, "out.csv", *SCHOOL, *given)
    assert done.code == 3
    there = "Not scored are: 学段, 户号, 备注"
    assert f"--by 学校: there is no such column. {there}\n" in done.err
    near = "Did you mean 户号?"
    assert f"--household 户: there is no such column. {near} {there}\n" in done.err
    assert f"--ignore 备住: there is no such column. {there}\n" in done.err
    # The advice to leave out what an option may mean would be wrong.
    assert "no fact has this name" not in done.err
    assert "template" not in done.err


def test_a_workbook_has_the_ranked_and_those_apart_in_sheets_of_their_own(rank, csv_file, tmp_path):
    from python_calamine import load_workbook

    rows = [months("A", 9), ["C", "330225", "1990-05-01", "", "", "50"]]
    table = csv_file("in.csv", [[*HEAD, "residence_months"], *rows])
    rank(table, "out.xlsx", *SCHOOL, "--places", "9")
    book = load_workbook(tmp_path / "out.xlsx")
    assert [row[1] for row in book.get_sheet_by_name("排名").to_python()] == ["applicant_id", "A"]
    assert [row[1] for row in book.get_sheet_by_name("未列入").to_python()] == ["applicant_id", "C"]


def test_the_picture_is_drawn_beside_the_list(rank, csv_file, tmp_path):
    rows = [months(f"A{n}", n) for n in range(30)]
    table = csv_file("in.csv", [[*HEAD, "residence_months"], *rows])
    done = rank(table, "out.csv", *SCHOOL, "--places", "9", "--plot", "--format", "json")
    said = json.loads(done.out)
    assert said["groups"][0]["admitted"] == 9
    assert said["groups"][0]["last_points"] == "25.25"
    picture = ET.parse(tmp_path / "out.svg")
    text = "".join(picture.getroot().itertext())
    assert "子女入学" in text
    assert "last place 25.25" in text


def test_of_a_table_without_headers_no_cell_is_shown(rank, csv_file):
    table = csv_file("in.csv", [["A", "330225", "王小明"], ["B", "330225", "李小红"]])
    done = rank(table, "out.csv", *SCHOOL, "--places", "1", "--by", "学段", lang="en")
    assert done.code == 3
    assert "--by 学段: there is no such column" in done.err
    assert "王小明" not in done.err


def test_a_column_is_not_grouped_by_and_ignored(rank, csv_file):
    table = csv_file("in.csv", [[*HEAD, "学段"], ["A", *GOOD, "小学"]])
    done = rank(table, "out.csv", *SCHOOL, "--places", "1", "--by", "学段", "--ignore", "学段")
    assert done.code == 3
    assert "--by 学段: --ignore leaves the same column out" in done.err
