from datetime import date, datetime, time
from decimal import Decimal

import pytest

import jifen
from jifen_batch.cells import fact_column, id_column, label_column, place_column

NAME = jifen.Text("事实", "Fact")
FLAG = jifen.FlagFact(id="flag", name=NAME)
COUNT = jifen.CountFact(id="count", name=NAME, max=1200)
AMOUNT = jifen.AmountFact(id="amount", name=NAME, max=1_000_000_000)
CHOICE = jifen.ChoiceFact(
    id="choice",
    name=NAME,
    choices=(
        jifen.Choice("bachelor", jifen.Text("大学本科", "Bachelor")),
        jifen.Choice("associate", jifen.Text("大专（高职）", "Associate")),
    ),
)
DAY = jifen.DateFact(id="day", name=NAME)


def read(column, *cells):
    """The values of cells; "refused" where one was."""
    values, refused = column.read(cells)
    return ["refused" if n in refused else value for n, value in enumerate(values)]


def test_a_date_may_be_written_in_any_of_the_usual_ways_or_be_the_spreadsheets_own():
    column = fact_column(DAY, "出生日期")
    day = date(1990, 5, 1)
    written = ["1990-05-01", "1990.5.1", "1990年5月1日", "1990/5/1", "1990-5-1", " 1990-05-01　"]
    assert read(column, *written, day, datetime(1990, 5, 1)) == [day] * 8


@pytest.mark.parametrize(
    "cell",
    ["90-05-01", "90.5.1", "90年5月1日", "1990-02-30", "1990-05", "1990年5月", "19900501",
     "1990-05.01", "1990-5-1日", "05/01/1990", datetime(1990, 5, 1, 12), time(12), 32994.0, True],
)  # fmt: skip
def test_a_date_that_could_be_another_or_none_is_refused(cell):
    assert read(fact_column(DAY, "d"), cell) == ["refused"]


def test_a_year_of_two_digits_is_said_to_be_one():
    _, refused = fact_column(DAY, "d").read(["90.5.1"])
    assert "two digits" in refused[0].what.en


def test_seven_point_nought_is_right_for_a_count():
    assert read(fact_column(COUNT, "c"), 7.0, "7", "7.0", 0.0, "-1") == [7, 7, 7, 0, -1]


@pytest.mark.parametrize("cell", [7.5, "7.5", "1e3", "1,200", "七", True, date(2020, 1, 1), 1e300])
def test_what_is_no_whole_number_is_refused_for_a_count(cell):
    assert read(fact_column(COUNT, "c"), cell) == ["refused"]


def test_amounts_are_exact():
    column = fact_column(AMOUNT, "a")
    exact = [Decimal("0.10"), Decimal("12345.67"), Decimal("999999999.99"), Decimal("5.00")]
    assert read(column, "0.1", "12345.67", "999999999.99", "5") == exact
    assert read(column, 0.1, 12345.67, 999999999.99, 5.0) == exact


def test_the_noise_of_a_spreadsheets_arithmetic_is_no_part_of_an_amount():
    assert read(fact_column(AMOUNT, "a"), 0.1 + 0.2) == [Decimal("0.30")]


@pytest.mark.parametrize("cell", ["0.001", 0.001, "1e3", 1e20, "¥5", True, float("nan")])
def test_an_amount_of_more_decimals_or_none_is_refused(cell):
    assert read(fact_column(AMOUNT, "a"), cell) == ["refused"]


def test_flags_are_yes_and_no_in_the_words_of_the_table():
    column = fact_column(FLAG, "f")
    assert read(column, "true", "TRUE", "是", True) == [True] * 4
    assert read(column, "false", "False", "否", False) == [False] * 4
    assert read(column, "1", 1.0, 0.0, "yes", "有") == ["refused"] * 5


def test_one_and_true_are_never_taken_for_each_other():
    flags, counts = fact_column(FLAG, "f"), fact_column(COUNT, "c")
    assert read(flags, 1.0, True) == ["refused", True]
    assert read(flags, True, 1.0) == [True, "refused"]
    assert read(counts, True, 1.0, 1) == ["refused", 1, 1]
    assert read(counts, 1.0) == [1]


def test_a_choice_is_named_by_its_id_or_its_chinese_name():
    column = fact_column(CHOICE, "c")
    assert read(column, "bachelor", "大学本科", "大专（高职）") == [
        "bachelor",
        "bachelor",
        "associate",
    ]
    assert read(column, "Bachelor", "大专", 1.0) == ["refused"] * 3


def test_choices_of_one_chinese_name_are_named_by_their_ids_only():
    same = jifen.Text("无", "None")
    twins = (jifen.Choice("none", same), jifen.Choice("unknown", same))
    column = fact_column(jifen.ChoiceFact(id="c", name=NAME, choices=twins), "c")
    assert read(column, "none", "unknown", "无") == ["none", "unknown", "refused"]


def test_an_empty_cell_is_an_absent_fact():
    for fact in (FLAG, COUNT, AMOUNT, CHOICE, DAY):
        assert read(fact_column(fact, "x"), "", None, "  ", "　") == [None] * 4


def test_an_identifier_stays_the_text_it_is():
    ids = ["A001", "000123", "330225199001011234", "33022519900101123X", "张三-1"]
    assert read(id_column("applicant_id", "编号"), *ids) == ids


@pytest.mark.parametrize(
    "cell",
    [7.0, 330225199001011234.0, 3, "7.0", "3.30225E+17", "3.30225199001011e17", True,
     date(2020, 1, 1), "A\u200b1", "A\x001", "330225199001011000"],
)  # fmt: skip
def test_an_identifier_that_a_spreadsheet_has_made_a_number_is_refused(cell):
    assert read(id_column("applicant_id", "编号"), cell) == ["refused"]


def test_a_resident_id_that_truly_ends_in_noughts_is_not_refused():
    # Its check digit is right, so no spreadsheet rounded it.
    assert read(id_column("applicant_id", "编号"), "110101199003070000") == ["refused"]
    assert read(id_column("applicant_id", "编号"), "110101199003073000") == ["refused"]
    right = next(
        f"{head}000"
        for head in (f"1101011990030{n:02}" for n in range(100))
        if _is_right(f"{head}000")
    )
    assert read(id_column("applicant_id", "编号"), right) == [right]


def test_a_code_of_six_digits_loses_nothing_as_a_number():
    column = place_column("lives_in", "居住地")
    assert read(column, "330225", 330225.0, "XX-1") == ["330225", "330225", "XX-1"]
    assert read(column, 33022.5, 12.0, True) == ["refused"] * 3


def test_a_label_is_text_or_a_whole_number():
    column = label_column("school", "学校")
    assert read(column, "一小", 3.0, "") == ["一小", "3", None]
    assert read(column, 3.5, "3.3E+17", True) == ["refused"] * 3


def _is_right(number):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(number, weights, strict=False))
    return "10X98765432"[total % 11] == number[-1]
