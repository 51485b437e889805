"""The kind `least_of`: what one thing gives is limited by every other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import CountFact, Text
from jifen.rules.flag import Flag
from jifen.rules.least_of import LeastOf
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, decided, line, one_rule, problems_of, reach_of, said

YEARS = CountFact(id="years", name=Text("居住年限", "Years"), max=100, unit=Text("年", "years"))
THREE_A_YEAR = PerUnit(fact="years", points=3)
THREE_A_YEAR_INSURED = PerUnit(fact="months", unit=12, points=3)
BOTH = LeastOf(rules=(THREE_A_YEAR, THREE_A_YEAR_INSURED))
"""居住与参保各按年计 3 分，以较低者为准."""


@pytest.mark.parametrize(
    ("years", "months", "points"), [(8, 30, "6"), (1, 30, "3"), (2, 24, "6"), (8, 0, "0")]
)
def test_the_lowest_of_several_counts(years, months, points):
    assert said(one_rule(BOTH, YEARS, MONTHS), years=years, months=months) == (
        points,
        f"取最低一项：{years} 年，每满 1 年计 3 分 → {3 * years} 分；"
        f"{months} 个月，每满 12 个月计 3 分 → {months // 12 * 3} 分",
        f"the lowest of: {years} year{'s' * (years != 1)}, 3 for each full year → {3 * years}; "
        f"{months} months, 3 for each full 12 months → {months // 12 * 3}",
    )


@pytest.mark.parametrize(
    ("given", "lacking"), [({"years": 8}, "月数"), ({"months": 30}, "居住年限")]
)
def test_a_part_without_its_fact_leaves_nothing_and_the_reason_names_it(given, lacking):
    score = one_rule(BOTH, YEARS, MONTHS).score(given)
    assert (line(score).points, line(score).status) == (0, "scored")
    assert line(score).reason.zh.endswith(f"；没有提供{lacking}")


def test_without_any_fact_it_is_unclaimed():
    score = one_rule(BOTH, YEARS, MONTHS).score({})
    assert (line(score).points, line(score).status) == (0, "unclaimed")


def test_the_source_is_that_of_the_lowest_and_of_equal_ones_the_first():
    figures = ("rules[0]", "rules[1]")
    for facts, figure in (
        ({"years": 1, "months": 30}, "rules[0]"),
        ({"years": 8, "months": 30}, "rules[1]"),
        ({"years": 2, "months": 24}, "rules[0]"),
        ({"years": 2}, ""),
    ):
        assert decided(BOTH, YEARS, MONTHS, figures=figures, **facts) == figure


def test_one_part_alone_is_refused_and_a_fault_of_a_part_is_named_in_its_place():
    assert list(problems_of(LeastOf(rules=(THREE_A_YEAR,)), YEARS)) == ["rules"]
    flag = LeastOf(rules=(THREE_A_YEAR, Flag(fact="months", points=100)))
    assert list(problems_of(flag, YEARS, MONTHS)) == ["rules[1].fact"]


def test_it_reaches_as_far_as_its_lowest_part():
    assert reach_of(BOTH, YEARS, MONTHS) == (0, 30_000)
    assert reach_of(
        LeastOf(rules=(THREE_A_YEAR, PerUnit(fact="months", cap=4, points=1))), YEARS, MONTHS
    ) == (0, 400)


@settings(deadline=None, max_examples=100)
@given(
    rates=st.lists(st.integers(0, 500), min_size=2, max_size=4),
    values=st.lists(st.none() | st.integers(0, 50), min_size=4, max_size=4),
)
def test_points_are_the_least_of_what_the_parts_give_alone(rates, values):
    facts = [CountFact(id=f"n{n}", name=Text(f"数{n}", f"n{n}"), max=50) for n in range(len(rates))]
    rules = [PerUnit(fact=f.id, points=rate) for f, rate in zip(facts, rates, strict=True)]
    given = {f.id: v for f, v in zip(facts, values, strict=False) if v is not None}
    score = one_rule(LeastOf(rules=tuple(rules)), *facts, max_=100_000).score(given)
    each = [rate * (given.get(f.id) or 0) for f, rate in zip(facts, rates, strict=True)]
    assert score.total == min(each)
