"""DESIGN 3.10: points are whole hundredths inside and Decimal outside; nothing is rounded in silence."""

from decimal import Decimal
from fractions import Fraction

import pytest

from jifen import AmountFact, CountFact, Refused, RulebookError, points, quanta
from jifen.quantity import number, points_text
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, line, one_rule, same

SPENT = AmountFact(id="spent", name=same("金额"), max=1_000_000)
GIVEN = CountFact(id="given", name=same("次数"), max=1_000_000)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7600, "76"),
        (10000, "100"),
        (1000000, "10000"),
        (2025, "20.25"),
        (2020, "20.2"),
        (5, "0.05"),
        (50, "0.5"),
        (-875, "-8.75"),
        (-50, "-0.5"),
        (-1000, "-10"),
    ],
)
def test_3_10_points_are_written_shortest_and_without_an_exponent(value, text):
    assert points_text(value) == text
    assert str(points(value)) == text
    assert points(value) == Decimal(value) / 100


@pytest.mark.parametrize("value", [20, "20", Decimal("20.00"), Decimal("2E+1"), Fraction(40, 2)])
def test_3_10_points_are_whole_hundredths_inside(value):
    assert quanta(value) == 2000
    assert type(quanta(value)) is int


@pytest.mark.parametrize("value", ["0.001", Decimal("0.125"), Fraction(1, 3), "20.255"])
def test_3_10_points_finer_than_a_hundredth_are_refused(value):
    with pytest.raises(Refused, match=r"finer than 0\.01"):
        quanta(value)


def test_3_10_a_number_of_thousands_of_digits_is_none():
    with pytest.raises(Refused, match="… is not an exact number"):
        number(10**5000)


@pytest.mark.parametrize(
    "value",
    [
        10**15,
        -(10**15),
        "1000000000000000",
        *map(Decimal, ("1e15", "1e999999999", "1e-999999999", "0e-999999999", "-1e99")),
    ],
)
def test_3_10_a_number_of_more_than_fifteen_digits_is_none_however_shortly_written(value):
    with pytest.raises(Refused, match="is not an exact number"):
        number(value)


@pytest.mark.parametrize(
    "value", [0.25, 1e3, float("nan"), True, None, "1e3", " 1", "1.", "１", Decimal("NaN"), b"1"]
)
def test_3_10_a_float_is_no_exact_number_nor_anything_else_that_looks_like_one(value):
    with pytest.raises(Refused, match="is not an exact number"):
        number(value)


def test_3_10_many_small_points_add_up_exactly():
    cents = PerUnit(fact="given", points=Fraction(1, 100))
    for times in (1, 10, 29, 57, 10_001):
        score = one_rule(cents, GIVEN).score({"given": times})
        assert score.total == Decimal(times) / 100
        assert str(score.total) == points_text(times)


def test_3_10_an_edition_whose_rule_can_leave_the_quantum_without_rounding_is_rejected():
    for rule in (
        PerUnit(fact="months", points=Fraction(1, 3)),
        PerUnit(fact="months", points=Fraction(1, 8)),
        PerUnit(fact="months", unit=7, points=1, proportional=True),
    ):
        with pytest.raises(RulebookError) as caught:
            one_rule(rule, MONTHS)
        (problem,) = caught.value.problems
        assert problem.place.endswith("indicator[jia.item].rule.points")
        assert problem.what.en == "its points can be finer than 0.01 and no rounding is stated"
        assert "rounding" in problem.remedy.zh


@pytest.mark.parametrize(
    ("rounding", "points"),
    [("down", "3.33"), ("half_up", "3.33"), ("up", "3.34")],
)
def test_3_10_a_rule_that_states_its_rounding_is_rounded_so_once_at_the_end(rounding, points):
    thirds = PerUnit(fact="months", points=Fraction(1, 3), rounding=rounding)
    assert line(one_rule(thirds, MONTHS).score({"months": 10})).points == Decimal(points)
    # Ten thirds, not ten times a third that was rounded; three thirds are one point.
    assert line(one_rule(thirds, MONTHS).score({"months": 3})).points == 1


@pytest.mark.parametrize(
    ("rounding", "points"), [("down", "0.12"), ("half_up", "0.13"), ("up", "0.13")]
)
def test_3_10_a_half_is_rounded_as_the_table_states(rounding, points):
    eighth = PerUnit(fact="months", points=Fraction(1, 8), rounding=rounding)
    assert line(one_rule(eighth, MONTHS).score({"months": 1})).points == Decimal(points)


@pytest.mark.parametrize(
    ("spent", "points"),
    [("0.01", "0.01"), ("0.1", "0.1"), ("12.5", "12.5"), ("7.00", "7"), (3, "3")],
)
def test_3_10_an_amount_in_proportion_gives_exact_points(spent, points):
    rule = PerUnit(fact="spent", points=1, proportional=True)
    score = one_rule(rule, SPENT).score({"spent": spent})
    assert str(line(score).points) == str(score.total) == points
    assert f"jia.item {points} / 1000" in score.explain("en")


def test_3_10_every_figure_of_a_score_is_a_decimal():
    score = one_rule(PerUnit(fact="months", points=1), MONTHS).score({"months": 3}).record()
    figures = [score.earned, score.recognised, score.withheld, score.deducted, score.floored]
    figures += [score.total, score.tiers[0].cap, line(score).points, line(score).max]
    assert {type(figure) for figure in figures} == {Decimal}
