"""DESIGN 3.4: a deduction, and the freeze it brings, count where the tier it belongs to is recognised."""

from datetime import date

import pytest

from jifen import Freeze, Score

from ..chain import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    ON,
    OTHER_CITY,
    PROVINCE,
    SHANGHAI,
    book,
    deduction,
    scheme,
    ten_an_offence,
)
from ..chain import OFFENCES as RECORD
from ..chain import TEN_EACH as EACH

TWO = [date(2021, 3, 1), date(2022, 6, 15)]


def scored(*books, used_in: str = COUNTY, on: date = ON, offences=TWO, months: int = 100) -> Score:
    given = {"months": months, "offences": [{"date": day} for day in offences]}
    return scheme(*books, used_in=used_in, on=on).score(given)


@pytest.mark.parametrize(
    ("place", "deducted", "total"),
    [
        (COUNTY, 20, 80),
        (CITY, 20, 80),
        (NEXT_COUNTY, 20, 80),
        (OTHER_CITY, 0, 0),
        (PROVINCE, 0, 0),
        (SHANGHAI, 0, 0),
    ],
)
def test_3_4_a_deduction_counts_where_its_tier_is_recognised(place, deducted, total):
    score = scored(ten_an_offence(CITY), used_in=place)
    (line,) = score.deductions
    assert (line.id, line.points) == ("yi.offences", 20)
    assert line.is_recognised is (deducted > 0)
    assert (score.deducted, score.total) == (deducted, total)


def test_3_4_a_deduction_that_does_not_count_is_shown_and_said_not_to():
    score = scored(ten_an_offence(CITY), used_in=OTHER_CITY)
    assert "  yi.offences −20，在使用地不计：2 次" in score.explain("zh")
    assert "  yi.offences −20, not counted here: 2" in score.explain("en")


FROZEN_TWO_YEARS = ten_an_offence(CITY, Freeze(years=2))


@pytest.mark.parametrize(
    ("on", "frozen"),
    [
        (date(2022, 6, 14), True),  # the second offence is not yet, the first freezes
        (date(2022, 6, 15), True),
        (date(2023, 3, 2), True),  # by the second alone
        (date(2024, 6, 15), True),  # the last day is included
        (date(2024, 6, 16), False),
    ],
)
def test_3_4_a_freeze_marks_the_score_from_the_event_to_the_last_day_included(on, frozen):
    score = scored(FROZEN_TWO_YEARS, on=on)
    assert score.frozen is frozen


@pytest.mark.parametrize(
    ("on", "until"),
    [(date(2022, 6, 14), date(2023, 3, 1)), (date(2022, 6, 15), date(2024, 6, 15))],
)
def test_3_4_a_freeze_lasts_until_the_date_after_the_last_event_that_the_edition_gives(on, until):
    score = scored(FROZEN_TWO_YEARS, on=on)
    assert score.frozen_until == until
    assert score.deductions[0].freezes_until == until


def test_3_4_a_frozen_score_keeps_its_figure_and_is_said_not_to_be_usable():
    thawed, frozen = scored(ten_an_offence(CITY)), scored(FROZEN_TWO_YEARS)
    assert (frozen.total, frozen.deducted) == (thawed.total, thawed.deducted) == (80, 20)
    assert (thawed.frozen, thawed.frozen_until) == (False, None)
    assert "；冻结至 2024-06-15（含），不可使用" in frozen.explain("zh")
    assert "; frozen up to and including 2024-06-15, not usable" in frozen.explain("en")
    assert "usable" not in thawed.explain("en")


def test_3_4_a_freeze_does_not_count_where_its_tier_is_not_recognised():
    score = scored(FROZEN_TWO_YEARS, used_in=OTHER_CITY)
    assert (score.frozen, score.frozen_until) == (False, None)
    assert "不可使用" not in score.explain("zh")


def test_3_4_a_freeze_may_have_no_end():
    score = scored(ten_an_offence(CITY, Freeze()), on=date(2090, 1, 1))
    assert (score.frozen, score.frozen_until) == (True, None)
    assert "；冻结，不可使用" in score.explain("zh")
    assert "; frozen, not usable" in score.explain("en")


def test_3_4_without_an_event_on_the_date_nothing_freezes():
    assert not scored(FROZEN_TWO_YEARS, offences=[]).frozen
    assert not scored(FROZEN_TWO_YEARS, offences=[date(2022, 10, 2)]).frozen
    assert not scored(ten_an_offence(CITY, Freeze()), offences=[date(2022, 10, 2)]).frozen


def test_3_4_of_several_freezes_the_one_that_lasts_longest_decides():
    one_year = ten_an_offence(CITY, Freeze(years=1))
    five_years = book(
        PROVINCE,
        facts=[RECORD],
        deductions=[deduction("jia.offences", EACH, freeze=Freeze(years=5))],
    )
    both = scored(one_year, five_years)
    assert [d.freezes_until for d in both.deductions] == [date(2027, 6, 15), date(2023, 6, 15)]
    assert both.frozen_until == date(2027, 6, 15)
    # Where only the province's tier is recognised, only the province's freeze counts.
    assert scored(one_year, five_years, used_in=OTHER_CITY).frozen_until == date(2027, 6, 15)


def test_3_4_of_several_freezes_one_without_an_end_has_no_end():
    endless = book(
        PROVINCE, facts=[RECORD], deductions=[deduction("jia.offences", EACH, freeze=Freeze())]
    )
    score = scored(ten_an_offence(CITY, Freeze(years=1)), endless)
    assert (score.frozen, score.frozen_until) == (True, None)
