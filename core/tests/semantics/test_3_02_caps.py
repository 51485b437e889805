"""DESIGN 3.2: a tier gives min(cap, Σ min(max of the indicator, its points)); groups limit jointly."""

from decimal import Decimal

import pytest

from jifen import CountFact, Group, quanta
from jifen.rules.per_unit import PerUnit

from ..chain import PROVINCE, a_point_a_month, book, indicator, line, same, scheme

FACTS = [CountFact(id=id_, name=same(id_), max=1000) for id_ in "abc"]


def counting(fact: str, max_: object = 1000, group: str | None = None):
    """A point for each of a fact."""
    return indicator(f"jia.{fact}", PerUnit(fact=fact, points=1), max_, group=group)


def province(*indicators, **more):
    return scheme(book(PROVINCE, *indicators, facts=FACTS, **more))


@pytest.mark.parametrize(("given", "points"), [(9, "9"), (10, "10"), (11, "10"), (1000, "10")])
def test_3_2_an_indicator_gives_at_most_its_max(given, points):
    score = province(counting("a", 10)).score({"a": given})
    assert line(score, "jia.a").points == Decimal(points)
    assert line(score, "jia.a").max == 10
    assert score.total == Decimal(points)


@pytest.mark.parametrize(
    ("a", "b", "earned"), [(10, 9, "19"), (10, 10, "20"), (15, 6, "20"), (500, 500, "20")]
)
def test_3_2_a_tier_gives_at_most_its_cap(a, b, earned):
    score = province(counting("a"), counting("b"), cap=20).score({"a": a, "b": b})
    (tier,) = (t for t in score.tiers if t.id == "jia.tier")
    assert (tier.earned, tier.cap) == (Decimal(earned), 20)
    assert [i.points for i in tier.indicators] == [a, b]
    assert score.total == Decimal(earned)


def test_3_2_what_an_indicator_gives_above_its_max_does_not_fill_the_cap():
    score = province(counting("a", 5), counting("b", 5), cap=20).score({"a": 500, "b": 1})
    assert score.total == 6


def test_3_2_one_tiers_cap_does_not_limit_another():
    score = scheme(a_point_a_month(PROVINCE, cap=10), a_point_a_month("900100", cap=20)).score(
        {"months": 100}
    )
    assert [t.earned for t in score.tiers] == [10, 20, 0]
    assert score.total == 30


@pytest.mark.parametrize(
    ("a", "b", "c", "total"),
    [(2, 2, 5, "9"), (4, 3, 5, "12"), (9, 9, 5, "12"), (0, 30, 0, "7"), (0, 0, 5, "5")],
)
def test_3_2_indicators_may_share_a_joint_cap(a, b, c, total):
    shared = Group(id="both", name=same("合计"), cap=quanta(7))
    composed = province(
        counting("a", group="both"), counting("b", group="both"), counting("c"), groups=[shared]
    )
    score = composed.score({"a": a, "b": b, "c": c})
    assert score.total == Decimal(total)
    assert line(score, "jia.a").group == "both"


@pytest.mark.parametrize(("a", "b", "total"), [(2, 3, "3"), (8, 3, "8"), (0, 0, "0"), (4, 4, "4")])
def test_3_2_of_some_indicators_only_the_higher_may_count(a, b, total):
    shared = Group(id="either", name=same("取高"), mode="highest")
    composed = province(
        counting("a", group="either"), counting("b", group="either"), groups=[shared]
    )
    assert composed.score({"a": a, "b": b}).total == Decimal(total)


@pytest.mark.parametrize(("a", "b", "total"), [(2, 3, "3"), (8, 3, "6"), (9, 9, "6")])
def test_3_2_the_higher_of_some_indicators_may_be_capped_too(a, b, total):
    shared = Group(id="either", name=same("取高"), mode="highest", cap=quanta(6))
    composed = province(
        counting("a", group="either"), counting("b", group="either"), groups=[shared]
    )
    assert composed.score({"a": a, "b": b}).total == Decimal(total)


def test_3_2_groups_and_single_indicators_fill_one_cap_together():
    composed = province(
        counting("a", group="high"),
        counting("b", group="high"),
        counting("c"),
        groups=[Group(id="high", name=same("取高"), mode="highest")],
        cap=10,
    )
    assert composed.score({"a": 4, "b": 6, "c": 3}).total == 9
    assert composed.score({"a": 4, "b": 6, "c": 9}).total == 10


def test_3_2_a_group_that_no_indicator_names_gives_nothing():
    alone = Group(id="none", name=same("空"), mode="highest", cap=quanta(5))
    assert province(counting("a"), groups=[alone]).score({"a": 3}).total == 3
