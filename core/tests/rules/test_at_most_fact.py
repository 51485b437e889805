"""A number limited by another fact: years of residence count no further than insured years."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import AmountFact, CountFact, DateFact, FlagFact, Text
from jifen.rules.bands import Band, Bands
from jifen.rules.flag import Flag
from jifen.rules.marginal import Marginal, Stretch
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp
from jifen.rules.sum_of import SumOf

from ..chain import MONTHS, decided, line, one_rule, problems_of, reach_of, said

INSURED = CountFact(
    id="insured", name=Text("参保月数", "Insured"), max=1200, unit=Text("个月", "months")
)
SINCE = DateFact(id="since", name=Text("居住登记日期", "Since"), max_age=150)
YES = FlagFact(id="yes", name=Text("志愿者", "Volunteer"))
LIMITED = PerUnit(fact="months", at_most_fact="insured", points=1)
"""居住每满一个月计 1 分，以参保月数为限."""


@pytest.mark.parametrize(
    ("months", "insured", "points"), [(8, 3, "3"), (3, 3, "3"), (3, 8, "3"), (8, 0, "0")]
)
def test_the_number_counts_no_further_than_the_fact_that_limits_it(months, insured, points):
    given, zh, en = said(one_rule(LIMITED, MONTHS, INSURED), months=months, insured=insured)
    assert given == points
    assert zh == f"{months} 个月，以参保月数 {insured} 个月为限，每满 1 个月计 1 分"
    assert en == f"{months} months, limited by Insured: {insured} months, 1 for each full month"


def test_it_is_unclaimed_only_if_both_facts_are_absent():
    score = one_rule(LIMITED, MONTHS, INSURED).score({})
    assert (line(score).points, line(score).status) == (0, "unclaimed")
    assert line(score).reason.zh == "未申报：没有提供月数、参保月数"


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({"months": 8}, "8 个月；没有提供参保月数", "8 months; not given: Insured"),
        ({"insured": 3}, "参保月数：3 个月；没有提供月数", "Insured: 3 months; not given: Months"),
    ],
)
def test_if_only_one_of_the_two_is_absent_it_scores_0_and_the_reason_names_it(given, zh, en):
    score = one_rule(LIMITED, MONTHS, INSURED).score(given)
    assert (line(score).points, line(score).status) == (0, "scored")
    assert line(score).reason == Text(zh, en)


def test_months_since_a_date_may_be_limited_by_a_count_of_months():
    rule = PerUnit(fact="since", measure="months", at_most_fact="insured", points=1)
    points, zh, _ = said(one_rule(rule, SINCE, INSURED), since=date(2021, 10, 1), insured=5)
    assert points == "5"
    assert zh == "2021-10-01，满 12 个月，以参保月数 5 个月为限，每满 1 个月计 1 分"


LIMITED_KINDS = [
    LIMITED,
    Marginal(
        fact="months",
        at_most_fact="insured",
        stretches=(Stretch(to=10, points=2), Stretch(points=1)),
    ),
    Bands(
        fact="months",
        at_most_fact="insured",
        bands=(Band(from_=2, to=10, points=300), Band(from_=10, points=500)),
    ),
    Ramp(
        fact="months",
        at_most_fact="insured",
        from_=5,
        to=9,
        points=100,
        each_above=50,
        max=900,
    ),
]


@pytest.mark.parametrize("rule", LIMITED_KINDS, ids=lambda rule: rule.kind)
def test_every_measured_kind_gives_what_it_gives_for_the_lower_of_the_two(rule):
    alone = one_rule(evolve(rule, at_most_fact=None), MONTHS)
    limited = one_rule(rule, MONTHS, INSURED)
    for months in range(0, 25, 3):
        for insured in range(0, 25, 4):
            score = limited.score({"months": months, "insured": insured})
            assert score.total == alone.score({"months": min(months, insured)}).total


@pytest.mark.parametrize("rule", LIMITED_KINDS, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("given", [{"months": 12}, {"insured": 12}])
def test_every_measured_kind_gives_nothing_while_one_of_the_two_is_absent(rule, given):
    score = one_rule(rule, MONTHS, INSURED).score(given)
    assert (line(score).points, line(score).status) == (0, "scored")
    assert "；没有提供" in line(score).reason.zh


def test_no_figure_decides_what_is_not_known():
    banded = LIMITED_KINDS[2]
    figures = ("bands[0].points", "bands[1].points")
    both = {"months": 12, "insured": 12}
    assert decided(banded, MONTHS, INSURED, figures=figures, **both) == "bands[1].points"
    assert decided(banded, MONTHS, INSURED, figures=figures, months=12) == ""


def test_a_part_of_a_rule_with_only_one_of_its_two_facts_gives_nothing_and_says_what_it_has():
    rule = SumOf(rules=(LIMITED, Flag(fact="yes", points=200)))
    composed = one_rule(rule, MONTHS, INSURED, YES)
    given, zh, _ = said(composed, months=8, yes=True)
    assert given == "2"
    assert zh == "累加：8 个月 → 0 分；志愿者：是，计 2 分 → 2 分；没有提供参保月数"


@settings(deadline=None, max_examples=60)
@given(months=st.integers(0, 1200), insured=st.integers(0, 1200))
def test_a_limit_never_gives_more(months, insured):
    limited = one_rule(LIMITED, MONTHS, INSURED).score({"months": months, "insured": insured})
    assert limited.total == min(months, insured, 1000)


def test_it_reaches_from_0_of_one_fact_alone_no_further_than_the_limit_can():
    assert reach_of(LIMITED, MONTHS, evolve(INSURED, max=60)) == (0, 6000)
    least_months = evolve(MONTHS, min=12)
    assert reach_of(LIMITED, least_months, evolve(INSURED, min=12, max=60)) == (0, 6000)


def test_the_limit_is_a_number_of_the_same_unit():
    years = CountFact(
        id="insured", name=Text("参保年限", "Insured"), max=99, unit=Text("年", "years")
    )
    yes = FlagFact(id="insured", name=Text("参保", "Insured"))
    assert list(problems_of(LIMITED, MONTHS, years)) == ["at_most_fact"]
    assert list(problems_of(LIMITED, MONTHS, yes)) == ["at_most_fact"]
    assert problems_of(LIMITED, MONTHS, INSURED) == {}


def test_a_limit_of_parts_lets_only_full_units_count():
    worked = AmountFact(id="insured", name=Text("折算月数", "Insured"), max=1200)
    composed = one_rule(LIMITED, MONTHS, worked)
    assert composed.score({"months": 8, "insured": "3.75"}).total == 3
