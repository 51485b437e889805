"""The kind `marginal`: each unit counts at the rate of the stretch it lies in."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import AmountFact, DateFact, Text
from jifen.rules.marginal import Marginal, Stretch

from ..chain import MONTHS, decided, one_rule, problems_of, reach_of, said

SPENT = AmountFact(id="spent", name=Text("金额", "Spent"), max=1_000_000, unit=Text("元", "yuan"))
SINCE = DateFact(id="since", name=Text("起始日期", "Since"), max_age=150)
HALF, QUARTER, EIGHTH = Fraction(1, 2), Fraction(1, 4), Fraction(1, 8)


def rates(*stretches, fact="months", **more) -> Marginal:
    """Stretches given as (to, points)."""
    return Marginal(
        fact=fact, stretches=tuple(Stretch(to=to, points=p) for to, p in stretches), **more
    )


TWO_YEARS_FIRST = rates((24, HALF), (None, QUARTER))
"""不超过 24 个月的部分每月 0.5 分，超过的部分每月 0.25 分."""


@pytest.mark.parametrize(
    ("months", "points", "zh", "en"),
    [
        (
            0,
            "0",
            "0 个月：不超过 24 个月的部分，每满 1 个月计 0.5 分，计 0 分",
            "0 months: 0.5 for each full month up to 24 months = 0",
        ),
        (
            24,
            "12",
            "24 个月：不超过 24 个月的部分，每满 1 个月计 0.5 分，计 12 分",
            "24 months: 0.5 for each full month up to 24 months = 12",
        ),
        (
            25,
            "12.25",
            "25 个月：不超过 24 个月的部分，每满 1 个月计 0.5 分，计 12 分；"
            "超过 24 个月的部分，每满 1 个月计 0.25 分，计 0.25 分",
            "25 months: 0.5 for each full month up to 24 months = 12; "
            "0.25 for each full month beyond 24 months = 0.25",
        ),
    ],
)
def test_each_month_counts_at_the_rate_of_its_stretch(months, points, zh, en):
    assert said(one_rule(TWO_YEARS_FIRST, MONTHS), months=months) == (points, zh, en)


def test_no_month_more_ever_gives_less_and_none_jumps_by_more_than_its_rate():
    composed = one_rule(TWO_YEARS_FIRST, MONTHS)
    totals = [composed.score({"months": n}).total for n in range(100)]
    steps = [after - before for before, after in pairwise(totals)]
    assert steps == [Decimal("0.5")] * 24 + [Decimal("0.25")] * 75


@pytest.mark.parametrize(("months", "points"), [(12, "0"), (13, "1"), (36, "24"), (999, "24")])
def test_a_first_stretch_may_give_nothing_and_a_last_one_may_end(months, points):
    rule = rates((12, 0), (36, 1))
    given, zh, _ = said(one_rule(rule, MONTHS), months=months)
    assert given == points
    assert zh.startswith(f"{months} 个月：不超过 12 个月的部分不计分")


@pytest.mark.parametrize(("months", "points"), [(11, "0"), (35, "10"), (36, "12"), (47, "12")])
def test_only_full_units_of_a_stretch_count(months, points):
    rule = rates((24, 5), (None, 2), unit=12)
    assert said(one_rule(rule, MONTHS), months=months)[0] == points


def test_time_since_a_date_is_measured_too():
    rule = rates((2, 5), (None, 1), fact="since", measure="years")
    assert said(one_rule(rule, SINCE), since="2018-10-01")[0] == "12"
    assert said(one_rule(rule, SINCE), since="2030-10-01")[0] == "0"


@pytest.mark.parametrize(("rounding", "points"), [("down", "3.12"), ("half_up", "3.13")])
def test_the_sum_is_rounded_once_and_the_parts_stand_exact_in_the_reason(rounding, points):
    rule = rates((12, QUARTER), (None, EIGHTH), rounding=rounding)
    given, zh, en = said(one_rule(rule, MONTHS), months=13)
    assert given == points
    assert "计 0.125 分，" in zh
    assert "= 0.125, rounded" in en


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        (rates((24, HALF)), "stretches"),
        (rates((None, HALF), (None, 1)), "stretches[0].to"),
        (rates((30, HALF), (None, 1), unit=12), "stretches[0].to"),
        (rates((24, HALF), (24, 1)), "stretches[1].to"),
        (rates((24, -1), (None, 1)), "stretches[0].points"),
        (rates((24, 1), (None, EIGHTH)), "stretches[1].points"),
        (rates((24, 1), (None, 1), unit=7, proportional=True), "stretches[0].points"),
        (rates((24, 1), (None, 1), unit=0), "unit"),
        (rates((24, 1), (None, 1), continuous=True), "continuous"),
    ],
)
def test_figures_that_cannot_be_meant_are_refused(rule, at):
    assert at in problems_of(rule, MONTHS)


def test_a_table_that_can_be_meant_is_not_refused():
    for rule in (
        TWO_YEARS_FIRST,
        rates((24, EIGHTH), (None, 1), rounding="down"),
        rates((30, 3), (None, 6), unit=12, proportional=True),
    ):
        assert problems_of(rule, MONTHS) == {}


def test_the_source_is_that_of_the_last_rate_that_counts():
    both = ("stretches[0].points", "stretches[1].points")
    assert decided(TWO_YEARS_FIRST, MONTHS, figures=both, months=24) == both[0]
    assert decided(TWO_YEARS_FIRST, MONTHS, figures=both, months=25) == both[1]


def test_it_reaches_what_the_bounds_of_the_fact_let_it():
    assert reach_of(TWO_YEARS_FIRST, MONTHS) == (0, 1200 + 1176 * 25)
    assert reach_of(TWO_YEARS_FIRST, evolve(MONTHS, min=12, max=30)) == (600, 1200 + 150)
    assert reach_of(rates((12, 0), (36, 1)), MONTHS) == (0, 2400)


@settings(deadline=None, max_examples=150)
@given(
    lengths=st.lists(st.integers(1, 5), min_size=2, max_size=4),
    rates_=st.lists(st.integers(0, 700), min_size=4, max_size=4),
    unit=st.integers(1, 12),
    open_end=st.booleans(),
    proportional=st.booleans(),
    rounding=st.sampled_from(["down", "half_up", "up"]),
    spent=st.integers(0, 60_000),
)
def test_points_are_those_of_a_plain_calculation_with_fractions(
    lengths, rates_, unit, open_end, proportional, rounding, spent
):
    """`spent` is in hundredths of a yuan; the rates are in thousandths of a point."""
    ends = [sum(lengths[: n + 1]) * unit for n in range(len(lengths))]
    points = [Fraction(rate, 1000) for rate in rates_[: len(lengths)]]
    stretches = list(zip([*ends[:-1], None if open_end else ends[-1]], points, strict=True))
    rule = rates(*stretches, fact="spent", unit=unit, proportional=proportional, rounding=rounding)
    amount = Fraction(spent, 100)

    exact, low = Fraction(0), 0
    for to, each in stretches:
        part = Fraction(max(min(amount, amount if to is None else to) - low, 0)) / unit
        exact += (part if proportional else floor(part)) * each
        low = to
    rounded = {"down": floor, "up": ceil, "half_up": lambda x: floor(x + HALF)}[rounding]
    expected = Fraction(rounded(exact * 100), 100)

    score = one_rule(rule, SPENT, max_=100_000).score({"spent": Decimal(spent) / 100})
    assert Fraction(score.total) == expected
