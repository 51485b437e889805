"""DESIGN 3.5: total = Σ recognised − Σ recognised deductions, floored where the edition says so."""

import pytest

from ..chain import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    OFFENCES,
    OTHER_CITY,
    PROVINCE,
    TEN_EACH,
    a_point_a_month,
    book,
    deduction,
    scheme,
    ten_an_offence,
)


def scored(*books, months: int, offences: int, used_in: str = COUNTY):
    given = {"months": months, "offences": [{"date": "2022-01-01"}] * offences}
    return scheme(*books, used_in=used_in).score(given)


def test_3_5_the_total_is_what_is_recognised_less_what_is_deducted():
    books = [a_point_a_month(PROVINCE), ten_an_offence(CITY), a_point_a_month(COUNTY)]
    score = scored(*books, months=30, offences=2)
    assert (score.recognised, score.deducted, score.total) == (90, 20, 70)
    # Without the county's 30, which the next county does not recognise.
    score = scored(*books, months=30, offences=2, used_in=NEXT_COUNTY)
    assert (score.recognised, score.deducted, score.total) == (60, 20, 40)
    # Nor the city's, with its deduction.
    score = scored(*books, months=30, offences=2, used_in=OTHER_CITY)
    assert (score.recognised, score.deducted, score.total) == (30, 0, 30)


def test_3_5_deductions_of_several_editions_add_up():
    other = deduction("yi.again", TEN_EACH)
    books = [ten_an_offence(PROVINCE), book(CITY, facts=[OFFENCES], deductions=[other])]
    assert scored(*books, months=50, offences=1).total == 30


@pytest.mark.parametrize(
    ("floor", "months", "total"),
    [
        (None, 5, -25),
        (0, 5, 0),
        (0, 30, 0),
        (0, 31, 1),
        (3, 5, 3),
        (3, 40, 10),
    ],
)
def test_3_5_a_floor_where_the_edition_has_one_stops_its_deductions(floor, months, total):
    score = scored(ten_an_offence(CITY, floor=floor), months=months, offences=3)
    assert score.total == total


def test_3_5_a_floor_does_not_lift_a_total_that_was_below_it_before():
    assert scored(ten_an_offence(CITY, floor=10), months=4, offences=0).total == 4
    assert scored(ten_an_offence(CITY, floor=10), months=4, offences=1).total == 4


def test_3_5_a_floor_does_not_stop_the_deductions_of_another_edition():
    books = [ten_an_offence(PROVINCE, floor=0), book(CITY, floor=0), ten_an_offence(COUNTY)]
    # The province's 40 leave 0 of 20; the county, which has no floor, takes its 40 all the same.
    assert scored(*books, months=10, offences=4).total == -40


def test_3_5_a_floor_of_an_edition_that_is_not_recognised_does_nothing():
    books = [a_point_a_month(PROVINCE), ten_an_offence(CITY, floor=90)]
    assert scored(*books, months=10, offences=4, used_in=OTHER_CITY).total == 10
