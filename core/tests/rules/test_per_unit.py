"""The kind `per_unit`: points for every full unit of a number."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from jifen import AmountFact, CountFact, DateFact, FlagFact, Text
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, one_rule, problems_of, reach_of, said

UNBROKEN = evolve(MONTHS, continuous=True)
SPENT = AmountFact(id="spent", name=Text("金额", "Spent"), max=1_000_000, unit=Text("元", "yuan"))
SINCE = DateFact(id="since", name=Text("起始日期", "Since"), max_age=150)
CHANGE = CountFact(id="change", name=Text("增减", "Change"), min=-50, max=50)
QUARTER, THIRD = Fraction(1, 4), Fraction(1, 3)


def per(**more) -> PerUnit:
    return PerUnit(**{"fact": "months", "points": 1, **more})


YEARLY = per(unit=12, points=5)
FROM_24_TO_60 = per(unit=12, start=24, cap=60)


@pytest.mark.parametrize(
    ("rule", "months", "points", "zh", "en"),
    [
        (
            per(points=QUARTER),
            96,
            "24",
            "96 个月，每满 1 个月计 0.25 分",
            "96 months, 0.25 for each full month",
        ),
        (
            per(points=QUARTER),
            81,
            "20.25",
            "81 个月，每满 1 个月计 0.25 分",
            "81 months, 0.25 for each full month",
        ),
        (YEARLY, 0, "0", "0 个月，每满 12 个月计 5 分", "0 months, 5 for each full 12 months"),
        (YEARLY, 11, "0", "11 个月，每满 12 个月计 5 分", "11 months, 5 for each full 12 months"),
        (YEARLY, 12, "5", "12 个月，每满 12 个月计 5 分", "12 months, 5 for each full 12 months"),
        (YEARLY, 35, "10", "35 个月，每满 12 个月计 5 分", "35 months, 5 for each full 12 months"),
        (
            per(unit=Fraction(3, 2)),
            4,
            "2",
            "4 个月，每满 1.5 个月计 1 分",
            "4 months, 1 for each full 1.5 months",
        ),
    ],
)
def test_every_full_unit_gives_its_points(rule, months, points, zh, en):
    assert said(one_rule(rule, MONTHS), months=months) == (points, zh, en)


@pytest.mark.parametrize(
    ("unit", "of", "en"),
    [
        ("months", 1, "1 month, 0.25 for each full month"),
        ("months", 2, "2 months, 0.25 for each full month"),
        # What one of these is called, no rule of their form tells.
        ("square metres", 1, "1 square metres, 0.25 for each full unit (square metres)"),
        ("series", 2, "2 series, 0.25 for each full unit (series)"),
        ("", 1, "1, 0.25 for each full 1"),
    ],
)
def test_english_never_guesses_what_one_of_a_unit_is_called(unit, of, en):
    fact = evolve(MONTHS, unit=Text("个", unit) if unit else Text("", ""))
    assert said(one_rule(per(points=QUARTER), fact), months=of)[2] == en


@pytest.mark.parametrize(
    ("months", "points"),
    [(0, "0"), (24, "0"), (35, "0"), (36, "1"), (59, "2"), (60, "3"), (999, "3")],
)
def test_counting_begins_at_the_start_and_ends_at_the_cap(months, points):
    given, zh, en = said(one_rule(FROM_24_TO_60, MONTHS), months=months)
    assert given == points
    assert zh == f"{months} 个月，每满 12 个月计 1 分，自 24 起计，至多计 60"
    assert en == f"{months} months, 1 for each full 12 months beyond 24, counted up to 60"


@pytest.mark.parametrize(
    ("months", "rounding", "points", "zh"),
    [
        (7, "down", "2.33", "7 个月，每 12 个月计 4 分，舍去尾数"),
        (7, "half_up", "2.33", "7 个月，每 12 个月计 4 分，四舍五入"),
        (7, "up", "2.34", "7 个月，每 12 个月计 4 分，进位"),
        (8, "half_up", "2.67", "8 个月，每 12 个月计 4 分，四舍五入"),
        (12, "up", "4", "12 个月，每 12 个月计 4 分，进位"),
        (0, "up", "0", "0 个月，每 12 个月计 4 分，进位"),
    ],
)
def test_a_part_of_a_unit_may_count_in_proportion_with_rounding_stated(
    months, rounding, points, zh
):
    rule = per(unit=12, points=4, proportional=True, rounding=rounding)
    assert said(one_rule(rule, MONTHS), months=months)[:2] == (points, zh)


@pytest.mark.parametrize(
    ("spent", "points"), [("0.99", "0"), (1, "1"), ("999.99", "999"), ("12.5", "12")]
)
def test_parts_of_a_yuan_are_no_full_yuan(spent, points):
    assert said(one_rule(per(fact="spent"), SPENT), spent=spent)[0] == points


@pytest.mark.parametrize(
    ("measure", "since", "points", "zh"),
    [
        ("years", "2020-10-01", "2", "2020-10-01，满 2 年，每满 1 年计 1 分"),
        ("years", "2020-10-02", "1", "2020-10-02，满 1 年，每满 1 年计 1 分"),
        ("months", "2022-01-31", "8", "2022-01-31，满 8 个月，每满 1 个月计 1 分"),
        ("months", "2022-10-02", "0", "2022-10-02，满 -1 个月，每满 1 个月计 1 分"),
        ("years", "2030-01-01", "0", "2030-01-01，满 -8 年，每满 1 年计 1 分"),
    ],
)
def test_the_time_since_a_date_counts_and_one_to_come_gives_nothing(measure, since, points, zh):
    rule = per(fact="since", measure=measure)
    assert said(one_rule(rule, SINCE), since=date.fromisoformat(since))[:2] == (points, zh)


@pytest.mark.parametrize(("change", "points"), [(-50, "0"), (-1, "0"), (0, "0"), (3, "3")])
def test_a_number_below_nothing_gives_nothing(change, points):
    assert said(one_rule(per(fact="change"), CHANGE), change=change)[0] == points


def test_an_unbroken_stretch_is_counted_only_off_a_fact_that_is_one():
    assert problems_of(per(continuous=True), UNBROKEN) == {}
    assert problems_of(per(), MONTHS) == {}
    for rule, fact in ((per(continuous=True), MONTHS), (per(), UNBROKEN)):
        assert problems_of(rule, fact) == {
            "continuous": "months and the rule disagree on continuous against cumulative"
        }
    assert said(one_rule(per(continuous=True), UNBROKEN), months=7)[0] == "7"


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        (per(unit=0), "unit"),
        (per(unit=-12), "unit"),
        (per(points=-1), "points"),
        (per(start=-1), "start"),
        (per(cap=-1), "cap"),
        (per(start=24, cap=24), "cap"),
        (per(points=THIRD), "points"),
        (per(points=Fraction(1, 1000)), "points"),
        (per(unit=7, proportional=True), "points"),
        (per(unit=100, start=Fraction(1, 2), proportional=True), "points"),
    ],
)
def test_figures_that_cannot_be_meant_are_refused(rule, at):
    assert list(problems_of(rule, MONTHS)) == [at]


@pytest.mark.parametrize(
    "rule",
    [
        per(points=THIRD, rounding="down"),
        per(unit=12, points=3, proportional=True),
        per(unit=100, proportional=True),
        per(unit=5, proportional=True),
    ],
)
def test_a_rate_that_stays_in_the_quantum_needs_no_rounding(rule):
    assert problems_of(rule, MONTHS) == {}


def test_a_rate_of_an_amount_is_checked_to_a_hundredth_of_a_yuan():
    assert problems_of(per(fact="spent", proportional=True), SPENT) == {}
    assert list(problems_of(per(fact="spent", unit=2, proportional=True), SPENT)) == ["points"]
    assert problems_of(per(fact="spent", unit=2), SPENT) == {}


def test_it_needs_a_number():
    party = FlagFact(id="months", name=Text("月数", "Months"))
    assert problems_of(per(), party) == {"fact": "the fact months is of type flag"}
    assert problems_of(per(fact="since"), SINCE) == {"fact": "the fact since is of type date"}


@pytest.mark.parametrize(
    ("rule", "fact", "reach"),
    [
        (per(points=QUARTER), MONTHS, (0, 30_000)),
        (YEARLY, MONTHS, (0, 50_000)),
        (FROM_24_TO_60, MONTHS, (0, 300)),
        (per(fact="change"), CHANGE, (0, 5_000)),
        (per(points=THIRD, rounding="up"), evolve(MONTHS, max=1), (0, 34)),
        (per(), evolve(MONTHS, min=3, max=9), (300, 900)),
    ],
)
def test_it_reaches_what_the_bounds_of_the_fact_let_it(rule, fact, reach):
    assert reach_of(rule, fact) == reach
