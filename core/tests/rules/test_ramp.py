"""The kind `ramp`: points that rise one by one from a stretch."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from jifen import AmountFact, DateFact, FlagFact, Text, quanta
from jifen.rules.ramp import Ramp

from ..chain import MONTHS, decided, one_rule, problems_of, reach_of, said

BORN = DateFact(
    id="born", name=Text("出生日期", "Born"), min_age=16, max_age=120, unit=Text("周岁", "years")
)
YEARS = AmountFact(id="years", name=Text("年数", "Years"), max=100)


def ramp(**more) -> Ramp:
    given = {"from_": 55, "to": 60, "points": quanta(5), "max": quanta(20)}
    return Ramp(**given | more)


AGE = ramp(fact="born", measure="years", each_below=quanta(1))
SERVICE = ramp(fact="months", each_above=quanta(2), from_=12, to=24)


@pytest.mark.parametrize(
    ("age", "points"),
    [
        (120, "0"), (61, "0"), (60, "5"), (58, "5"), (55, "5"), (54, "6"), (50, "10"),
        (41, "19"), (40, "20"), (39, "20"), (16, "20"),
    ],
)  # fmt: skip
def test_each_year_younger_than_the_stretch_gives_more_up_to_the_max(age, points):
    born = date(2022 - age, 10, 1)
    given, zh, en = said(one_rule(AGE, BORN), born=born)
    assert given == points
    rule = "55 至 60 周岁计 5 分"
    assert zh.startswith(f"{born}，满 {age} 周岁，{rule}")
    assert en.startswith(f"{born}, {age} years, 5 from 55 to 60 years")


@pytest.mark.parametrize(
    ("age", "zh", "en"),
    [
        (40, "，每小 1 周岁加 1 分，至多 20 分", ", 1 more for each one below it, at most 20"),
        (57, "5 至 60 周岁计 5 分", "5 from 55 to 60 years"),
        (61, "，大于 60 周岁不计分", ", none above 60"),
    ],
)
def test_the_reason_says_the_side_that_the_number_is_on(age, zh, en):
    _, in_chinese, in_english = said(one_rule(AGE, BORN), born=date(2022 - age, 10, 1))
    assert in_chinese.endswith(zh)
    assert in_english.endswith(en)


@pytest.mark.parametrize(
    ("months", "points"),
    [(0, "0"), (11, "0"), (12, "5"), (24, "5"), (25, "7"), (31, "19"), (32, "20"), (1200, "20")],
)
def test_each_one_above_the_stretch_may_give_more_instead(months, points):
    assert said(one_rule(SERVICE, MONTHS), months=months)[0] == points


def test_the_reason_of_a_ramp_that_rises_above():
    composed = one_rule(SERVICE, MONTHS)
    assert said(composed, months=30)[1] == (
        "30 个月，12 至 24 个月计 5 分，每大 1 个月加 2 分，至多 20 分"
    )
    assert said(composed, months=11)[1] == "11 个月，12 至 24 个月计 5 分，小于 12 个月不计分"
    assert said(composed, months=11)[2] == "11 months, 5 from 12 to 24 months, none below 12"


@pytest.mark.parametrize(
    ("years", "points"),
    [("54.5", "5"), ("54", "6"), ("60.5", "5"), ("60.99", "5"), ("61", "0"), ("53.01", "6")],
)
def test_only_full_ones_below_count_and_the_stretch_lasts_until_the_next_full_one(years, points):
    rule = ramp(fact="years", each_below=quanta(1))
    assert said(one_rule(rule, YEARS), years=years)[0] == points


def test_it_rises_on_one_side():
    both = {"each_below": quanta(1), "each_above": quanta(1)}
    for sides in ({}, both):
        assert problems_of(ramp(fact="months", **sides), MONTHS) == {
            "each_below": "it needs each_below or each_above, and not both"
        }
    assert problems_of(AGE, BORN) == problems_of(SERVICE, MONTHS) == {}


def test_figures_that_cannot_be_meant_are_refused():
    assert list(problems_of(ramp(fact="months", each_below=1, from_=61), MONTHS)) == ["from"]
    assert list(problems_of(ramp(fact="months", each_below=1, max=quanta(4)), MONTHS)) == ["max"]


def test_it_needs_a_number():
    party = FlagFact(id="months", name=Text("月数", "Months"))
    assert problems_of(SERVICE, party) == {"fact": "the fact months is of type flag"}
    assert problems_of(ramp(fact="born", each_below=1), BORN) == {
        "fact": "the fact born is of type date"
    }


def test_it_reaches_from_nothing_to_its_max():
    assert reach_of(AGE, BORN) == (0, 2000)
    assert reach_of(SERVICE, MONTHS) == (0, 2000)
    near = AmountFact(id="years", name=YEARS.name, min=50, max=Fraction(60))
    assert reach_of(ramp(fact="years", each_below=quanta(1)), near) == (500, 1000)


@pytest.mark.parametrize(("age", "figure"), [(40, ""), (57, ""), (60, ""), (61, "beyond")])
def test_beyond_the_stretch_the_figure_is_one_of_its_own(age, figure):
    given = {"figures": ["beyond"], "born": date(2022 - age, 10, 1)}
    assert decided(AGE, BORN, **given) == figure


@pytest.mark.parametrize(("months", "figure"), [(11, "beyond"), (12, ""), (30, "")])
def test_beyond_lies_below_where_the_ramp_rises_above(months, figure):
    assert decided(SERVICE, MONTHS, figures=["beyond"], months=months) == figure


# ------------------------------------------------------------------ where the table stops speaking


STATED = evolve(AGE, stated_to=18)
SERVED = evolve(SERVICE, stated_to=30)


@pytest.mark.parametrize(
    ("age", "figure"), [(17, "unstated"), (18, ""), (40, ""), (60, ""), (61, "beyond")]
)
def test_beyond_the_last_number_that_the_table_speaks_of_the_figure_is_one_of_its_own(age, figure):
    given = {"figures": ["unstated", "beyond"], "born": date(2022 - age, 10, 1)}
    assert decided(STATED, BORN, **given) == figure
    assert (
        said(one_rule(STATED, BORN), born=given["born"])[0]
        == (said(one_rule(AGE, BORN), born=given["born"])[0])
    )


@pytest.mark.parametrize(("months", "figure"), [(11, "beyond"), (30, ""), (31, "unstated")])
def test_the_table_may_stop_speaking_above(months, figure):
    figures = ["unstated", "beyond"]
    assert decided(SERVED, MONTHS, figures=figures, months=months) == figure


@pytest.mark.parametrize("stated_to", [55, 58, 60])
def test_it_stops_speaking_on_the_rising_side(stated_to):
    assert problems_of(evolve(AGE, stated_to=stated_to), BORN) == {
        "stated_to": "stated_to is not on the rising side"
    }
    assert problems_of(STATED, BORN) == problems_of(SERVED, MONTHS) == {}
