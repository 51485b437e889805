"""DESIGN 3.3: a tier is recognised iff the place of use is its scope or lies inside it."""

import pytest

from jifen import Scope, Text

from ..chain import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    OTHER_CITY,
    PROVINCE,
    SHANGHAI,
    a_point_a_month,
    scheme,
)

BOOKS = [a_point_a_month(PROVINCE), a_point_a_month(CITY), a_point_a_month(COUNTY)]


def used_in(place: str, *books, months: int = 5):
    return scheme(*(books or BOOKS), used_in=place).score({"months": months})


@pytest.mark.parametrize(
    ("place", "counts", "total"),
    [
        (COUNTY, [True, True, True], 15),
        (CITY, [True, True, False], 10),
        (NEXT_COUNTY, [True, True, False], 10),
        (OTHER_CITY, [True, False, False], 5),
        (PROVINCE, [True, False, False], 5),
        (SHANGHAI, [False, False, False], 0),
        ("310115", [False, False, False], 0),
    ],
)
def test_3_3_a_tier_counts_iff_the_place_of_use_is_its_scope_or_lies_inside_it(
    place, counts, total
):
    score = used_in(place)
    assert [t.is_recognised for t in score.tiers] == counts
    assert [t.earned for t in score.tiers] == [5, 5, 5]
    assert [t.recognised for t in score.tiers] == [5 * c for c in counts]
    assert [t.withheld for t in score.tiers] == [5 - 5 * c for c in counts]
    assert (score.earned, score.recognised, score.withheld) == (15, total, 15 - total)
    assert score.total == total


def test_3_3_county_points_never_count_in_another_county():
    score = used_in(NEXT_COUNTY, a_point_a_month(COUNTY), months=40)
    assert (score.earned, score.withheld, score.total) == (40, 40, 0)


def test_3_3_in_another_province_nothing_is_recognised():
    assert used_in(SHANGHAI).recognised == 0


def test_3_3_the_rules_of_the_place_of_use_score_nobody_who_lives_elsewhere():
    score = scheme(*BOOKS, a_point_a_month(NEXT_COUNTY), used_in=NEXT_COUNTY).score({"months": 5})
    assert [t.id for t in score.tiers] == ["jia.tier", "yi.tier", "bing.tier"]
    assert score.total == 10


def test_3_3_a_scope_may_be_narrower_than_the_jurisdiction_whose_tier_it_is():
    city = a_point_a_month(CITY, scope=NEXT_COUNTY)
    assert used_in(NEXT_COUNTY, city).total == 5
    assert used_in(CITY, city).total == 0
    assert used_in(COUNTY, city).total == 0


def test_3_3_points_withheld_are_shown_with_the_reason_in_both_languages():
    provincial, municipal, own = used_in(OTHER_CITY).tiers
    assert provincial.reason == Text("计入（甲省）", "counts (Jia)")
    assert municipal.reason == Text(
        "不计入：乙市，而戊市不在乙市之内", "withheld: Yi, and Wu is not inside Yi"
    )
    assert own.reason == Text(
        "不计入：丙县，而戊市不在丙县之内", "withheld: Bing, and Wu is not inside Bing"
    )


def test_3_3_the_reason_is_in_the_words_of_the_law_where_the_edition_gives_them():
    law = Scope(code=COUNTY, wording=Text("仅限丙县内使用", "counts in Bing only"))
    county = a_point_a_month(COUNTY, scopes=[law])
    assert used_in(COUNTY, county).tiers[2].reason == Text(
        "计入（仅限丙县内使用）", "counts in Bing only"
    )
    abroad = used_in(SHANGHAI, county)
    assert abroad.tiers[2].reason == Text(
        "不计入：仅限丙县内使用，而上海市不在丙县之内",
        "withheld: counts in Bing only, and Shanghai is not inside Bing",
    )
    assert "丙县指标 5 / 100000：不计入：仅限丙县内使用" in abroad.explain("zh")
    assert "Bing's tier 5 / 100000: withheld: counts in Bing only" in abroad.explain("en")


def test_3_3_words_of_the_law_that_say_that_it_counts_are_not_said_to_count_again():
    law = Scope(code=COUNTY, wording=Text("计入本县总分", "recognised in Bing"))
    reason = used_in(COUNTY, a_point_a_month(COUNTY, scopes=[law])).tiers[2].reason
    assert reason == Text("计入本县总分", "counts (recognised in Bing)")


def test_3_3_an_indicator_shows_its_points_also_where_they_do_not_count():
    (indicator,) = used_in(SHANGHAI).tiers[2].indicators
    assert indicator.points == 5
