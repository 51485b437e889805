"""The kinds `best_of` and `sum_of`: rules made of rules."""

import pytest

from jifen import Choice, ChoiceFact, CountFact, FlagFact, Source, Text, quanta
from jifen.rules.best_of import BestOf
from jifen.rules.choice import Choice as ByChoice
from jifen.rules.flag import Flag
from jifen.rules.per_unit import PerUnit
from jifen.rules.sum_of import SumOf

from ..chain import decided, line, one_rule, problems_of, reach_of, said

PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))
PATENTS = CountFact(
    id="patents", name=Text("专利数", "Patents"), max=10, unit=Text("项", "patents")
)
SCHOOL = ChoiceFact(
    id="school",
    name=Text("学历", "School"),
    choices=(Choice("high", Text("高", "High")), Choice("low", Text("低", "Low"))),
)
PARTS = (Flag(fact="party", points=quanta(8)), PerUnit(fact="patents", points=3))
FACTS = (PARTY, PATENTS)
BEST, SUM, CAPPED = BestOf(rules=PARTS), SumOf(rules=PARTS), SumOf(rules=PARTS, cap=quanta(10))

FIVE_PATENTS_ZH = "流动党员：是，计 8 分 → 8 分；5 项，每满 1 项计 3 分 → 15 分"
FIVE_PATENTS_EN = "Party member: yes, 8 → 8; 5 patents, 3 for each full patent → 15"


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ({"party": True, "patents": 5}, "15"),
        ({"party": True, "patents": 2}, "8"),
        ({"party": False, "patents": 2}, "6"),
        ({"party": True}, "8"),
        ({"patents": 1}, "3"),
        ({"party": False}, "0"),
        ({}, "0"),
    ],
)
def test_of_the_best_of_several_only_the_highest_counts(given, points):
    assert said(one_rule(BEST, *FACTS), **given)[0] == points


@pytest.mark.parametrize(
    ("given", "points", "capped"),
    [
        ({"party": True, "patents": 5}, "23", "10"),
        ({"party": True, "patents": 0}, "8", "8"),
        ({"party": False, "patents": 3}, "9", "9"),
        ({"party": False, "patents": 4}, "12", "10"),
        ({"patents": 2}, "6", "6"),
        ({}, "0", "0"),
    ],
)
def test_the_sum_of_several_may_have_a_joint_cap(given, points, capped):
    assert said(one_rule(SUM, *FACTS), **given)[0] == points
    assert said(one_rule(CAPPED, *FACTS), **given)[0] == capped


def test_the_reason_gives_every_part_with_its_points():
    both = {"party": True, "patents": 5}
    best, added, capped = (said(one_rule(rule, *FACTS), **both) for rule in (BEST, SUM, CAPPED))
    assert best[1:] == (f"取最高一项：{FIVE_PATENTS_ZH}", f"the highest of: {FIVE_PATENTS_EN}")
    assert added[1:] == (f"累加：{FIVE_PATENTS_ZH}", f"the sum of: {FIVE_PATENTS_EN}")
    assert capped[1] == f"累加：{FIVE_PATENTS_ZH}；合计至多 10 分"
    assert capped[2] == f"the sum of: {FIVE_PATENTS_EN}; at most 10 together"


def test_the_reason_leaves_out_a_part_that_is_not_claimed_and_names_its_fact():
    assert said(one_rule(BEST, *FACTS), party=True)[1] == (
        "取最高一项：流动党员：是，计 8 分 → 8 分；没有提供专利数"
    )


def test_a_rule_of_several_may_hold_others():
    nested = SumOf(rules=(BEST, PerUnit(fact="patents", points=1)))
    assert said(one_rule(nested, *FACTS), party=True, patents=2)[0] == "10"


@pytest.mark.parametrize("kind", [BestOf, SumOf])
def test_it_has_at_least_two_parts_and_each_is_checked(kind):
    assert problems_of(kind(rules=PARTS), *FACTS) == {}
    for parts in ((), PARTS[:1]):
        assert problems_of(kind(rules=parts), *FACTS) == {"rules": "it has fewer than two parts"}
    wrong = kind(rules=(Flag(fact="patents", points=quanta(1)), kind(rules=PARTS[:1])))
    assert problems_of(wrong, *FACTS) == {
        "rules[0].fact": "the fact patents is of type count",
        "rules[1].rules": "it has fewer than two parts",
    }


def test_it_reads_the_facts_of_its_parts_once_each():
    nested = SumOf(rules=(BEST, Flag(fact="party", points=quanta(1))))
    assert nested.reads == ("party", "patents")


def test_what_it_reaches():
    assert reach_of(BEST, *FACTS) == (0, 3000)
    assert reach_of(SUM, *FACTS) == (0, 3800)
    assert reach_of(CAPPED, *FACTS) == (0, 1000)


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ({"party": True, "patents": 5}, "rules[1]"),
        ({"party": True, "patents": 1}, "rules[0]"),
        ({"patents": 0}, "rules[1]"),
        ({"party": False}, "rules[0]"),
    ],
)
def test_of_the_best_of_several_the_highest_decides(given, figure):
    assert decided(BEST, *FACTS, figures=["rules[0]", "rules[1]"], **given) == figure


def test_a_figure_inside_the_part_that_is_the_highest_decides():
    points = {"high": quanta(9), "low": quanta(2)}
    rule = BestOf(rules=(PARTS[0], ByChoice(fact="school", points=points)))
    figures = ["rules[0]", "rules[1].points.high", "rules[1].points.low"]
    given = {"figures": figures, "party": True}
    assert decided(rule, PARTY, SCHOOL, **given, school="high") == "rules[1].points.high"
    assert decided(rule, PARTY, SCHOOL, **given, school="low") == "rules[0]"


def test_of_equal_parts_the_first_decides():
    rule = BestOf(rules=(PerUnit(fact="patents", points=8), PARTS[0]))
    given = {"figures": ["rules[0]", "rules[1]"], "party": True, "patents": 1}
    assert decided(rule, *FACTS, **given) == "rules[0]"


def test_a_sum_rests_on_a_provisional_figure_of_any_of_its_parts():
    published = Source(status="published", title="某发〔2022〕1号")
    chosen = Source(status="provisional", title="暂定")
    cited = {"rules[0].points": chosen, "rules[1].points": published}
    composed = one_rule(SUM, *FACTS, source=published, figures=cited)
    score = composed.score({"party": True, "patents": 5})
    assert line(score).source == chosen
    assert score.provisional
    all_published = one_rule(SUM, *FACTS, source=published, figures={"rules[1].points": published})
    assert not all_published.score({"party": True, "patents": 5}).provisional
