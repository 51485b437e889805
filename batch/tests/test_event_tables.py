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
