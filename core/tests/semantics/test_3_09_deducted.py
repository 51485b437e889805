"""DESIGN 3.9: `deducted` is positive and counts what is recognised; a floor that bites is shown."""

from decimal import Decimal

from ..chain import CITY, COUNTY, OTHER_CITY, PROVINCE, a_point_a_month, scheme, ten_an_offence

ONE = [{"date": "2022-01-01"}]


def scored(*books, months: int, offences, used_in: str = COUNTY):
    return scheme(*books, used_in=used_in).score({"months": months, "offences": offences})


def test_3_9_deducted_is_positive():
    score = scored(ten_an_offence(CITY), months=40, offences=ONE * 3)
    assert score.deducted == 30
    assert score.deductions[0].points == 30
    assert "总分 10 = 计入 40 − 扣分 30" in score.explain("zh")
    assert "Total 10 = 40 that count − 30 deducted" in score.explain("en")


def test_3_9_deducted_counts_recognised_deductions_only():
    books = [ten_an_offence(PROVINCE), ten_an_offence(CITY)]
    assert scored(*books, months=0, offences=ONE).deducted == 20
    abroad = scored(*books, months=0, offences=ONE, used_in=OTHER_CITY)
    assert abroad.deducted == 10
    assert [d.points for d in abroad.deductions] == [10, 10]


def test_3_9_a_floor_that_bites_is_shown():
    score = scored(ten_an_offence(CITY, floor=0), months=12, offences=ONE * 2)
    assert (score.recognised, score.deducted, score.floored, score.total) == (12, 20, 8, 0)
    assert "总分 0 = 计入 12 − 扣分 20 + 保底 8" in score.explain("zh")
    assert "Total 0 = 12 that count − 20 deducted + 8 by the floor" in score.explain("en")
    assert '"floored": "8"' in score.to_json()


def test_3_9_a_floor_that_does_not_bite_is_not_shown():
    score = scored(ten_an_offence(CITY, floor=0), months=20, offences=ONE * 2)
    assert (score.floored, score.total) == (0, 0)
    assert "保底" not in score.explain("zh")
    assert "by the floor" not in score.explain("en")


def test_3_9_a_floor_belongs_to_the_edition_that_deducts():
    # The province has a floor and deducts nothing: the city's deductions go below it.
    books = [a_point_a_month(PROVINCE, floor=0), ten_an_offence(CITY)]
    score = scored(*books, months=5, offences=ONE * 2)
    assert (score.total, score.floored) == (Decimal(-10), 0)


def test_3_9_the_figures_always_add_up():
    books = [ten_an_offence(PROVINCE, floor=15), ten_an_offence(CITY)]
    for months in range(0, 50, 7):
        for offences in range(4):
            score = scored(*books, months=months, offences=ONE * offences)
            assert score.total == score.recognised - score.deducted + score.floored
            assert score.earned == score.recognised + score.withheld
            assert score.floored >= 0
