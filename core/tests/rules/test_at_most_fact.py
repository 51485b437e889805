"""A number limited by another fact: years of residence count no further than insured years."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import AmountFact, CountFact, DateFact, FlagFact, Text
from jifen.rules.bands import Band, Bands
from jifen.rules.marginal import Marginal, Stretch
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp

from ..chain import MONTHS, line, one_rule, problems_of, reach_of, said

INSURED = CountFact(
    id="insured", name=Text("参保月数", "Insured"), max=1200, unit=Text("个月", "months")
)
SINCE = DateFact(id="since", name=Text("居住登记日期", "Since"), max_age=150)
LIMITED = PerUnit(fact="months", at_most_fact="insured", points=1)
"""居住每满一个月计 1 分，以参保月数为限."""


@pytest.mark.parametrize(
    ("months", "insured", "points"), [(8, 3, "3"), (3, 3, "3"), (3, 8, "3"), (8, 0, "0")]
)
def test_the_number_counts_no_further_than_the_fact_that_limits_it(months, insured, points):
    given, zh, en = said(one_rule(LIMITED, MONTHS, INSURED), months=months, insured=insured)
    assert given == points
    assert zh == f"{months} 个月，以参保月数 {insured} 个月为限，每满 1 个月计 1 分"
    assert en == f"{months} months, limited by Insured: {insured} months, 1 for each full 1 months"


@pytest.mark.parametrize(
    ("given", "lacking"), [({"months": 8}, "参保月数"), ({"insured": 8}, "月数")]
)
def test_without_the_number_or_its_limit_the_indicator_is_unclaimed(given, lacking):
    score = one_rule(LIMITED, MONTHS, INSURED).score(given)
    assert (line(score).points, line(score).status) == (0, "unclaimed")
    assert line(score).reason.zh == f"未申报：没有提供{lacking}"


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


@settings(deadline=None, max_examples=60)
@given(months=st.integers(0, 1200), insured=st.integers(0, 1200))
def test_a_limit_never_gives_more(months, insured):
    limited = one_rule(LIMITED, MONTHS, INSURED).score({"months": months, "insured": insured})
    assert limited.total == min(months, insured, 1000)


def test_it_reaches_no_further_than_the_limit_can():
    assert reach_of(LIMITED, MONTHS, evolve(INSURED, max=60)) == (0, 6000)


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
