"""The kind `bands`: half-open bands of a number."""

from datetime import date
from fractions import Fraction

import pytest

from jifen import AmountFact, DateFact, FlagFact, Text, quanta
from jifen.rules.bands import Band, Bands

from ..chain import MONTHS, decided, one_rule, problems_of, reach_of, said

SPENT = AmountFact(id="spent", name=Text("金额", "Spent"), max=10_000, unit=Text("元", "yuan"))
SINCE = DateFact(id="since", name=Text("起始日期", "Since"), max_age=150)


def bands(*rows: tuple, fact: str = "months", **more) -> Bands:
    listed = (Band(from_=low, to=high, points=quanta(points)) for low, high, points in rows)
    return Bands(fact=fact, bands=tuple(listed), **more)


YEARS = bands((12, 24, 5), (24, 60, 8), (60, None, 10))
ENDING = bands((12, 24, 5), (24, 60, 8))


@pytest.mark.parametrize(
    ("months", "points", "zh", "en"),
    [
        (0, "0", "0 个月，不满 12 个月，不计分", "0 months, less than 12 months: none"),
        (11, "0", "11 个月，不满 12 个月，不计分", "11 months, less than 12 months: none"),
        (
            12,
            "5",
            "12 个月，满 12 个月不满 24 个月，计 5 分",
            "12 months, 12 and less than 24 months: 5",
        ),
        (
            23,
            "5",
            "23 个月，满 12 个月不满 24 个月，计 5 分",
            "23 months, 12 and less than 24 months: 5",
        ),
        (
            24,
            "8",
            "24 个月，满 24 个月不满 60 个月，计 8 分",
            "24 months, 24 and less than 60 months: 8",
        ),
        (60, "10", "60 个月，满 60 个月，计 10 分", "60 months, 60 or more months: 10"),
        (1200, "10", "1200 个月，满 60 个月，计 10 分", "1200 months, 60 or more months: 10"),
    ],
)
def test_a_band_includes_its_beginning_and_not_its_end(months, points, zh, en):
    assert said(one_rule(YEARS, MONTHS), months=months) == (points, zh, en)


@pytest.mark.parametrize(("months", "points"), [(59, "8"), (60, "0"), (1200, "0")])
def test_beyond_a_last_band_that_ends_there_is_nothing(months, points):
    given, zh, en = said(one_rule(ENDING, MONTHS), months=months)
    assert given == points
    assert ("超出最高一档，不计分" in zh) is (points == "0")
    assert ("beyond the last band: none" in en) is (points == "0")


@pytest.mark.parametrize(
    ("spent", "points"), [("99.99", "0"), ("100", "1"), ("100.5", "2"), ("100.49", "1"), (101, "2")]
)
def test_bands_of_an_amount_may_begin_between_whole_numbers(spent, points):
    rule = bands((100, Fraction(201, 2), 1), (Fraction(201, 2), None, 2), fact="spent")
    assert said(one_rule(rule, SPENT), spent=spent)[0] == points


@pytest.mark.parametrize(
    ("since", "points", "zh"),
    [
        ("2020-10-02", "0", "2020-10-02，满 1 年，不满 2 年，不计分"),
        ("2020-10-01", "7", "2020-10-01，满 2 年，满 2 年，计 7 分"),
        ("2023-01-01", "0", "2023-01-01，满 -1 年，不满 2 年，不计分"),
    ],
)
def test_bands_of_the_years_since_a_date(since, points, zh):
    rule = bands((2, None, 7), fact="since", measure="years")
    assert said(one_rule(rule, SINCE), since=date.fromisoformat(since))[:2] == (points, zh)


def test_bands_lie_end_to_end():
    assert problems_of(YEARS, MONTHS) == {}
    assert problems_of(bands((0, 12, 1), (18, None, 2)), MONTHS) == {
        "bands[1].from": "there is a gap: the band before ends at 12, this one begins at 18"
    }
    assert problems_of(bands((0, 12, 1), (6, None, 2)), MONTHS) == {
        "bands[1].from": "there is an overlap: the band before ends at 12, this one begins at 6"
    }
    assert problems_of(bands((0, None, 1), (6, None, 2)), MONTHS) == {
        "bands[1].from": "there is an overlap: the band before ends at ∞, this one begins at 6"
    }


def test_a_band_is_not_empty_and_there_is_one():
    assert problems_of(bands((12, 12, 1)), MONTHS) == {
        "bands[0].to": "the band is empty: `to` is not above `from`"
    }
    assert problems_of(bands(), MONTHS) == {"bands": "there are no bands"}


def test_bands_need_a_number():
    party = FlagFact(id="months", name=Text("月数", "Months"))
    assert problems_of(YEARS, party) == {"fact": "the fact months is of type flag"}
    assert problems_of(bands((0, None, 1), measure="years"), MONTHS) == {
        "fact": "the fact months is of type count"
    }
    assert problems_of(bands((0, None, 1), fact="since"), SINCE) == {
        "fact": "the fact since is of type date"
    }


def test_bands_reach_the_points_of_those_that_the_fact_can_lie_in():
    assert reach_of(YEARS, MONTHS) == (0, 1000)
    low, high = reach_of(bands((0, 12, 3), (12, None, 5)), MONTHS)
    assert (low <= 300, high) == (True, 500)
    # The fact never lies in the second band, so its points are out of reach.
    assert reach_of(bands((0, 2000, 3), (2000, None, 99)), MONTHS)[1] == 300


@pytest.mark.parametrize(
    ("months", "figure"),
    [(3, ""), (12, "bands[0].points"), (24, "bands[1].points"), (99, "bands[2].points")],
)
def test_the_points_of_the_band_decide(months, figure):
    figures = [f"bands[{n}].points" for n in range(3)]
    assert decided(YEARS, MONTHS, figures=figures, months=months) == figure
