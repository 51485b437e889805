"""The kind `flag`: points if a flag is true."""

import pytest

from jifen import FlagFact, Text, quanta
from jifen.rules.flag import Flag

from ..chain import MONTHS, decided, one_rule, problems_of, reach_of, said

PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))
FIVE = Flag(fact="party", points=quanta(5))


@pytest.mark.parametrize(
    ("party", "points", "zh", "en"),
    [
        (True, "5", "流动党员：是，计 5 分", "Party member: yes, 5"),
        (False, "0", "流动党员：否", "Party member: no"),
    ],
)
def test_a_flag_gives_its_points_if_it_is_true(party, points, zh, en):
    assert said(one_rule(FIVE, PARTY), party=party) == (points, zh, en)


def test_a_flag_needs_a_fact_that_is_a_flag():
    assert problems_of(FIVE, PARTY) == {}
    assert problems_of(Flag(fact="months", points=quanta(5)), MONTHS) == {
        "fact": "the fact months is of type count"
    }


def test_a_flag_reaches_from_nothing_to_its_points():
    assert reach_of(FIVE, PARTY) == (0, 500)


@pytest.mark.parametrize("party", [True, False])
def test_the_whole_rule_decides(party):
    assert decided(FIVE, PARTY, figures=["points"], party=party) == ""
