"""Rates that do not divide evenly: every one against plain arithmetic with fractions."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import AmountFact, Text
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, one_rule, problems_of

ROUNDED = {
    "down": floor,
    "half_up": lambda exact: floor(exact + Fraction(1, 2)),
    "up": ceil,
}
SPENT = AmountFact(id="spent", name=Text("金额", "Spent"), max=10_000)


@pytest.mark.parametrize("rounding", ROUNDED)
@pytest.mark.parametrize("unit", [1, 3, 7, 12, 30])
@pytest.mark.parametrize("points", [1, 4, Fraction(7, 2)])
def test_months_over_a_unit_times_points_is_exact_for_every_month(unit, points, rounding):
    """Months ÷ 12 × 4, and the like, for each of the 241 months of twenty years."""
    rule = PerUnit(fact="months", unit=unit, points=points, proportional=True, rounding=rounding)
    composed = one_rule(rule, MONTHS, max_=100_000)
    for months in range(241):
        exact = Fraction(months, unit) * points
        expected = Fraction(ROUNDED[rounding](exact * 100), 100)
        assert Fraction(composed.score({"months": months}).total) == expected


@pytest.mark.parametrize("unit", range(1, 40))
@pytest.mark.parametrize("hundredths", [1, 25, 50, 100, 300, 400])
def test_rounding_is_asked_for_exactly_where_some_month_leaves_the_hundredth(unit, hundredths):
    rule = PerUnit(fact="months", unit=unit, points=Fraction(hundredths, 100), proportional=True)
    leaves = any((Fraction(months * hundredths, unit)).denominator > 1 for months in range(1201))
    assert bool(problems_of(rule, MONTHS)) == leaves


@settings(deadline=None, max_examples=200)
@given(
    unit=st.integers(1, 5000).map(lambda n: Fraction(n, 100)),
    points=st.integers(0, 5000).map(lambda n: Fraction(n, 1000)),
    start=st.integers(0, 2000).map(lambda n: Fraction(n, 100)),
    cap=st.none() | st.integers(2001, 9000).map(lambda n: Fraction(n, 100)),
    proportional=st.booleans(),
    rounding=st.sampled_from(sorted(ROUNDED)),
    months=st.integers(0, 200),
    spent=st.integers(0, 20_000),
)
def test_any_rate_from_a_start_to_a_cap_is_exact(
    unit, points, start, cap, proportional, rounding, months, spent
):
    for fact, value in ((MONTHS, Fraction(months)), (SPENT, Fraction(spent, 100))):
        rule = PerUnit(
            fact=fact.id,
            unit=unit,
            points=points,
            start=start,
            cap=cap,
            proportional=proportional,
            rounding=rounding,
        )
        assert problems_of(rule, fact) == {}
        counted = max((value if cap is None else min(value, cap)) - start, 0) / unit
        exact = (counted if proportional else floor(counted)) * points
        expected = Fraction(ROUNDED[rounding](exact * 100), 100)
        score = one_rule(rule, fact, max_=100_000).score(
            {fact.id: months if fact is MONTHS else f"{spent // 100}.{spent % 100:02}"}
        )
        assert Fraction(score.total) == expected
