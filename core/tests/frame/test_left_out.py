"""What a frame leaves out of its formulas changes nothing: guards of absent facts, and caps."""

from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from jifen import AmountFact, CountFact, DateFact, Fact, Rule, quanta
from jifen.rules.bands import Band, Bands
from jifen.rules.per_unit import PerUnit

from ..chain import PROVINCE, book, indicator, same, scheme
from .engines import differences

COUNT = PerUnit(fact="n", points=quanta(1))
SOME_AT_NOUGHT = Bands(
    fact="n", bands=(Band(from_=0, to=5, points=quanta(7)), Band(from_=5, points=quanta(9)))
)


def count(least: int, most: int) -> Fact:
    return CountFact(id="n", name=same("n"), min=least, max=most)


def amount(least: Any, most: Any) -> Fact:
    return AmountFact(id="n", name=same("n"), min=least, max=most)


@pytest.mark.parametrize("rule", [COUNT, SOME_AT_NOUGHT], ids=["per_unit", "bands"])
@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (count(0, 9), 0),
        (count(3, 9), 3),
        (amount(0, 9), 2),
        (amount(Fraction(1, 2), 9), 1),
        (amount(3, 9), 4),
    ],
    ids=["count", "count from 3", "amount", "amount from a half", "amount from 3"],
)
def test_an_absent_number_gives_nothing(rule: Rule, fact: Fact, value: int) -> None:
    composed = scheme(book(PROVINCE, indicator("jia.item", rule), facts=[fact]))
    assert composed.score({}).total == 0
    assert differences(composed, [{}, {"n": value}]) == []


def test_a_cap_holds_for_a_date_of_long_ago() -> None:
    long_ago = DateFact(id="d", name=same("d"), min=date(1600, 1, 1))
    rule = PerUnit(fact="d", measure="years", points=quanta(1))
    composed = scheme(book(PROVINCE, indicator("jia.item", rule, 300), facts=[long_ago]))
    person = {"d": date(1650, 1, 1)}
    assert composed.score(person).total == 300
    assert differences(composed, [person, {}]) == []


@pytest.mark.parametrize("type_", [pl.Int64, pl.Float64, pl.Decimal(9, 1), pl.Decimal(9, 2)])
def test_a_fact_whose_bounds_no_value_of_a_column_meets_may_still_be_absent(type_: Any) -> None:
    narrow = AmountFact(id="n", name=same("n"), min=Fraction(21, 100), max=Fraction(29, 100))
    composed = scheme(book(PROVINCE, indicator("jia.item", COUNT), facts=[narrow]))
    table = pl.DataFrame({"applicant_id": ["absent", "0"], "n": pl.Series([None, 0], dtype=type_)})
    both = composed.score_frame(table)
    assert both.scores.select("applicant_id", "total").rows() == [("absent", 0)]
    assert both.rejected["applicant_id"].to_list() == ["0"]
