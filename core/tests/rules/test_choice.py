"""The kind `choice`: points by the value of a choice, the highest only."""

import pytest

from jifen import Choice, ChoiceFact, Text, quanta
from jifen.rules.choice import Choice as ByChoice

from ..chain import MONTHS, decided, one_rule, problems_of, reach_of, said

SCHOOL = ChoiceFact(
    id="school",
    name=Text("文化程度", "Education"),
    choices=(
        Choice("bachelor", Text("本科及以上", "Bachelor's or above")),
        Choice("associate", Text("大专", "Junior college")),
        Choice("none", Text("无", "None")),
    ),
)


def by_school(**points) -> ByChoice:
    return ByChoice(fact="school", points={k: quanta(v) for k, v in points.items()})


TEN_EIGHT = by_school(bachelor=10, associate=8, none=0)


@pytest.mark.parametrize(
    ("school", "points", "zh", "en"),
    [
        ("bachelor", "10", "本科及以上，计 10 分", "Bachelor's or above, 10"),
        ("associate", "8", "大专，计 8 分", "Junior college, 8"),
        ("none", "0", "无，计 0 分", "None, 0"),
    ],
)
def test_each_value_gives_its_own_points(school, points, zh, en):
    assert said(one_rule(TEN_EIGHT, SCHOOL), school=school) == (points, zh, en)


def test_every_value_needs_its_points_and_no_other_has_any():
    assert problems_of(TEN_EIGHT, SCHOOL) == {}
    assert problems_of(by_school(bachelor=10, associate=8), SCHOOL) == {
        "points": "none has no points"
    }
    assert problems_of(by_school(bachelor=10, associate=8, none=0, phd=12), SCHOOL) == {
        "points.phd": "phd is no choice of school"
    }


def test_it_needs_a_fact_that_is_a_choice():
    assert problems_of(ByChoice(fact="months", points={}), MONTHS) == {
        "fact": "the fact months is of type count"
    }


def test_it_reaches_from_its_least_points_to_its_most():
    low, high = reach_of(by_school(bachelor=10, associate=8, none=3), SCHOOL)
    assert low <= 300
    assert high == 1000


@pytest.mark.parametrize("school", ["bachelor", "associate", "none"])
def test_the_points_of_the_value_decide(school):
    figures = [f"points.{choice.id}" for choice in SCHOOL.choices]
    assert decided(TEN_EIGHT, SCHOOL, figures=figures, school=school) == f"points.{school}"


def test_a_source_given_for_all_the_points_is_that_of_each():
    assert decided(TEN_EIGHT, SCHOOL, figures=["points"], school="none") == "points"
    nearest = ["points", "points.none"]
    assert decided(TEN_EIGHT, SCHOOL, figures=nearest, school="none") == "points.none"


def test_the_points_of_a_choice_cannot_change_after_it_is_made():
    points = {"bachelor": quanta(10), "associate": quanta(8), "none": quanta(0)}
    rule = ByChoice(fact="school", points=points)
    points["none"] = quanta(99)
    assert rule.points["none"] == 0
    with pytest.raises(TypeError, match="does not support item assignment"):
        rule.points["none"] = quanta(99)
