"""What limits points beyond their own max: another indicator, a joint cap, the highest only."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import CountFact, Group, RulebookError, Score, load_registry, quanta
from jifen.rules.per_unit import PerUnit

from .chain import (
    CITY,
    COUNTY,
    PROVINCE,
    book,
    deduction,
    indicator,
    line,
    registry,
    same,
    scheme,
)

FACTS = [CountFact(id=id_, name=same(id_), max=1000, required=id_ in "xyz") for id_ in "abcxyz"]
NO_DEDUCTION = {"x": 0, "y": 0, "z": 0}


def counting(fact, level="jia", max_=1000, **more):
    """A point for each of a fact."""
    return indicator(f"{level}.{fact}", PerUnit(fact=fact, points=1), max_, **more)


def taking(fact, **more):
    """A point off for each of a fact."""
    return deduction(f"jia.{fact}", PerUnit(fact=fact, points=1), **more)


def province(*items, deductions=(), groups=(), **more):
    return book(PROVINCE, *items, facts=FACTS, deductions=deductions, groups=groups, **more)


# ------------------------------------------------------------------ limited by another indicator


def insured_residence():
    """居住时间 counts no further than 缴纳社保 gives."""
    return scheme(province(counting("a", max_=30), counting("b", limited_by="jia.a")))


@pytest.mark.parametrize(
    ("a", "b", "points"), [(8, 5, "5"), (5, 5, "5"), (5, 8, "5"), (0, 8, "0"), (100, 80, "30")]
)
def test_an_indicator_gives_no_more_than_the_one_that_limits_it(a, b, points):
    score = insured_residence().score({"a": a, "b": b, **NO_DEDUCTION})
    assert line(score, "jia.b").points == Decimal(points)
    assert score.total == line(score, "jia.a").points + Decimal(points)


def test_the_reason_says_what_the_limit_took_away():
    score = insured_residence().score({"a": 5, "b": 8, **NO_DEDUCTION})
    reason = line(score, "jia.b").reason
    assert reason.zh == "8，每满 1 计 1 分；应计 8 分，以“jia.a”的 5 分为限"
    assert reason.en == "8, 1 for each full 1; 8 points, limited by jia.a to 5"
    assert reason.zh in score.explain("zh")
    assert line(score, "jia.b").limited_by == "jia.a"


def test_a_limit_that_takes_nothing_away_is_not_in_the_reason():
    score = insured_residence().score({"a": 8, "b": 8, **NO_DEDUCTION})
    assert line(score, "jia.b").reason.zh == "8，每满 1 计 1 分"


def test_an_unclaimed_limit_leaves_nothing_and_says_so():
    score = insured_residence().score({"b": 8, **NO_DEDUCTION})
    assert line(score, "jia.b").points == 0
    assert line(score, "jia.b").reason.zh.endswith("；应计 8 分，以“jia.a”的 0 分为限")


def test_an_indicator_may_be_limited_by_one_of_a_layer_above_also_where_that_is_not_recognised():
    county = book(COUNTY, counting("b", "bing", limited_by="jia.a"))
    composed = scheme(province(counting("a")), county)
    assert composed.score({"a": 3, "b": 8, **NO_DEDUCTION}).total == 6


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_limits_follow_each_other_whatever_their_order_in_the_table(order):
    items = [counting("a"), counting("b", limited_by="jia.a"), counting("c", limited_by="jia.b")]
    score = scheme(province(*(items[n] for n in order))).score(
        {"a": 2, "b": 5, "c": 9, **NO_DEDUCTION}
    )
    assert [line(score, f"jia.{f}").points for f in "abc"] == [2, 2, 2]
    assert line(score, "jia.c").reason.en.endswith("; 9 points, limited by jia.b to 2")


def refusal(*books) -> str:
    with pytest.raises(RulebookError) as refused:
        registry(*books).resolve(COUNTY, on=books[0].edition.in_force.from_)
    (problem,) = refused.value.problems
    return problem.render("en")


def test_a_limit_that_does_not_exist_is_refused_by_its_path():
    said = refusal(province(counting("a"), counting("b", limited_by="jia.aa")))
    assert "indicator[jia.b].limited_by" in said
    assert "Did you mean jia.a?" in said


def test_a_limit_of_a_layer_below_does_not_exist_above():
    below = book(CITY, counting("b", "yi"))
    assert "indicator[jia.a].limited_by" in refusal(
        province(counting("a", limited_by="yi.b")), below
    )


def test_limits_in_a_circle_are_refused_at_each_indicator_of_the_circle():
    items = [
        counting("a", limited_by="jia.b"),
        counting("b", limited_by="jia.a"),
        counting("c", limited_by="jia.a"),
    ]
    with pytest.raises(RulebookError) as refused:
        registry(province(*items)).resolve(PROVINCE)
    said = [(p.place.split(": ")[-1], p.what.en) for p in refused.value.problems]
    assert said == [
        ("indicator[jia.a].limited_by", "it limits itself: jia.a → jia.b → jia.a"),
        ("indicator[jia.b].limited_by", "it limits itself: jia.b → jia.a → jia.b"),
    ]


def test_an_indicator_cannot_limit_itself():
    assert "it limits itself: jia.a → jia.a" in refusal(province(counting("a", limited_by="jia.a")))


def test_a_limit_in_a_layer_that_was_left_out_is_an_error_but_a_rescored_label_is_not():
    limited = book(COUNTY, counting("b", "bing", limited_by="yi.a"), facts=FACTS)
    label = book(COUNTY, counting("b", "bing", rescores="yi.a"), facts=FACTS)
    without_city = [f for f in registry(label).found if f.code != CITY]
    resolved = load_registry(found=without_city).resolve(COUNTY, allow_missing=[CITY])
    assert resolved.score({"b": 3, **NO_DEDUCTION}).total == 3
    without_city = [f for f in registry(limited).found if f.code != CITY]
    with pytest.raises(RulebookError, match=r"limited_by"):
        load_registry(found=without_city).resolve(COUNTY, allow_missing=[CITY])


# ------------------------------------------------------------------ groups of indicators


def grouped(mode, cap=None):
    group = Group(id="both", name=same("住房"), mode=mode, cap=None if cap is None else quanta(cap))
    members = [counting("a", group="both"), counting("b", group="both"), counting("c")]
    return scheme(province(*members, groups=[group]))


def reasons(score: Score) -> dict[str, str]:
    return {f: line(score, f"jia.{f}").reason.zh.partition("；")[2] for f in "abc"}


def test_the_reason_says_that_only_the_highest_of_the_group_counts():
    score = grouped("highest").score({"a": 3, "b": 8, "c": 1, **NO_DEDUCTION})
    assert score.total == 9
    assert reasons(score) == {"a": "“住房”只取最高一项，此项不另计", "b": "", "c": ""}
    english = line(score, "jia.a").reason.en
    assert english.endswith("; of 住房 only the highest counts, not this one")


def test_of_two_equally_high_the_first_counts():
    score = grouped("highest").score({"a": 8, "b": 8, **NO_DEDUCTION})
    assert score.total == 8
    assert reasons(score)["a"] == ""
    assert reasons(score)["b"] == "“住房”只取最高一项，此项不另计"


def test_one_without_points_lost_nothing_to_its_group():
    score = grouped("highest").score({"a": 0, "b": 8, **NO_DEDUCTION})
    assert reasons(score)["a"] == ""


def test_the_reason_says_what_a_joint_cap_leaves():
    score = grouped("sum", 10).score({"a": 6, "b": 8, "c": 1, **NO_DEDUCTION})
    assert score.total == 11
    said = "“住房”合计 14 分，至多计 10 分"
    assert reasons(score) == {"a": said, "b": said, "c": ""}
    assert line(score, "jia.a").points == 6
    assert line(score, "jia.a").group == "both"


def test_a_joint_cap_that_takes_nothing_away_is_not_in_the_reason():
    score = grouped("sum", 10).score({"a": 6, "b": 4, **NO_DEDUCTION})
    assert score.total == 10
    assert set(reasons(score).values()) == {""}


def test_the_highest_may_be_capped_too():
    score = grouped("highest", 5).score({"a": 3, "b": 8, **NO_DEDUCTION})
    assert score.total == 5
    assert reasons(score)["a"] == "“住房”只取最高一项，此项不另计"
    assert reasons(score)["b"] == "“住房”合计 8 分，至多计 5 分"


# ------------------------------------------------------------------ deductions of one act


ONE_ACT = Group(id="act", name=same("同一行为"), mode="highest")


def one_act(**more):
    """x and y are deductions for the same act, z for another."""
    taken = [taking("x", group="act"), taking("y", group="act"), taking("z")]
    return scheme(province(counting("a"), deductions=taken, groups=[ONE_ACT], **more))


@pytest.mark.parametrize(
    ("x", "y", "z", "deducted"), [(5, 3, 0, 5), (3, 5, 0, 5), (4, 4, 0, 4), (5, 3, 2, 7)]
)
def test_of_several_deductions_for_one_act_only_the_largest_counts(x, y, z, deducted):
    score = one_act().score({"a": 100, "x": x, "y": y, "z": z})
    assert score.deducted == deducted
    assert score.total == 100 - deducted
    assert [d.points for d in score.deductions] == [x, y, z]


def test_the_reason_of_the_smaller_deduction_says_that_it_is_not_counted():
    score = one_act().score({"a": 100, "x": 5, "y": 3, "z": 2})
    larger, smaller, other = score.deductions
    assert "；" not in larger.reason.zh
    assert smaller.reason.zh.endswith("；“同一行为”只取最高一项，此项不另计")
    assert smaller.group == "act"
    assert other.group is None
    assert smaller.reason.zh in score.explain("zh")


def test_the_floor_holds_for_what_a_group_takes():
    score = one_act(floor=0).score({"a": 4, "x": 5, "y": 3, "z": 0})
    assert (score.deducted, score.floored, score.total) == (5, 1, 0)


def test_deductions_of_a_group_do_not_count_where_their_tier_is_not_recognised():
    county = book(
        COUNTY,
        deductions=[deduction("bing.x", PerUnit(fact="x", points=1), group="act")],
        groups=[ONE_ACT],
    )
    elsewhere = scheme(province(counting("a")), county, used_in=CITY)
    score = elsewhere.score({"a": 10, "x": 5, "y": 0, "z": 0})
    assert (score.deducted, score.total) == (0, 10)


def test_a_group_holds_indicators_or_deductions_but_not_both():
    mixed = province(
        counting("a", group="act"), deductions=[taking("x", group="act")], groups=[ONE_ACT]
    )
    (failure,) = registry(mixed).failed[PROVINCE]
    (problem,) = failure.problems
    assert "tier[jia.tier].group[0]" in problem.place
    assert "both indicators and deductions" in problem.what.en


def test_a_deduction_cannot_name_a_group_that_its_tier_does_not_have():
    (failure,) = registry(province(deductions=[taking("x", group="axt")], groups=[ONE_ACT])).failed[
        PROVINCE
    ]
    (problem,) = failure.problems
    assert "deduction[jia.x].group" in problem.place
    assert problem.remedy.en.startswith("Did you mean act?")


# ------------------------------------------------------------------ against a plain oracle


COUNT = st.integers(0, 40)
MAYBE_CAP = st.none() | st.integers(0, 60)


@settings(deadline=None, max_examples=150)
@given(
    values=st.lists(COUNT, min_size=6, max_size=6),
    max_a=COUNT,
    cap=MAYBE_CAP,
    tier_cap=COUNT,
    mode=st.sampled_from(["sum", "highest"]),
    deducts=st.sampled_from(["sum", "highest"]),
    limited=st.booleans(),
)
def test_points_are_those_of_a_plain_calculation(
    values, max_a, cap, tier_cap, mode, deducts, limited
):
    a, b, c, x, y, z = values
    group = Group(id="both", name=same("合"), mode=mode, cap=None if cap is None else quanta(cap))
    acts = Group(id="act", name=same("行为"), mode=deducts)
    items = [
        counting("b", group="both", limited_by="jia.c" if limited else None),
        counting("a", max_=max_a, group="both"),
        counting("c", limited_by="jia.a"),
    ]
    taken = [taking("x", group="act"), taking("y", group="act"), taking("z")]
    composed = scheme(province(*items, deductions=taken, groups=[group, acts], cap=tier_cap))
    score = composed.score(dict(zip("abcxyz", values, strict=True)))

    a = min(a, max_a)
    c = min(c, a)
    b = min(b, c) if limited else b
    joint = max(a, b) if mode == "highest" else a + b
    earned = min((joint if cap is None else min(joint, cap)) + c, tier_cap)
    deducted = (max(x, y) if deducts == "highest" else x + y) + z
    assert (score.earned, score.deducted, score.total) == (earned, deducted, earned - deducted)
    assert score == Score.from_json(score.to_json())
