"""Every rule kind gives each applicant of a frame, on every engine, what it gives one by one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jifen import (
    AmountFact,
    ChoiceFact,
    Condition,
    CountFact,
    DateFact,
    EventsFact,
    FlagFact,
    Rule,
    Scheme,
    core_kinds,
    quanta,
)
from jifen import Choice as Value
from jifen.rules.bands import Band, Bands
from jifen.rules.best_of import BestOf
from jifen.rules.choice import Choice
from jifen.rules.events import Events
from jifen.rules.flag import Flag
from jifen.rules.least_of import LeastOf
from jifen.rules.marginal import Marginal, Stretch
from jifen.rules.matrix import Axis, Matrix
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp
from jifen.rules.sum_of import SumOf
from jifen.rules.when import When

from ..chain import PROVINCE, book, indicator, same, scheme
from .engines import ENGINES, differences, duck, polars

KINDS = ("a", "b", "c")
VALUES = tuple(Value(id=v, name=same(v)) for v in KINDS)
FLAG, FLAG2 = (FlagFact(id=id_, name=same(id_)) for id_ in ("flag", "flag2"))
COUNT = CountFact(id="count", name=same("count"), max=1200)
SIGNED = CountFact(id="signed", name=same("signed"), min=-40, max=40)
AMOUNT = AmountFact(id="amount", name=same("amount"), max=1_000_000)
OWED = AmountFact(id="owed", name=same("owed"), min=Fraction(-601, 4), max=10**9)
CHOICE, CHOICE2 = (
    ChoiceFact(id=id_, name=same(id_), choices=VALUES) for id_ in ("choice", "choice2")
)
DAY = DateFact(id="day", name=same("day"))
BIRTH = DateFact(id="birth", name=same("birth"), required=True, min_age=0, max_age=120)
EVENTS = EventsFact(id="events", name=same("events"), required=True, kinds=VALUES, amount_max=500)
FACTS = (FLAG, FLAG2, COUNT, SIGNED, AMOUNT, OWED, CHOICE, CHOICE2, DAY, BIRTH, EVENTS)

seeds = st.integers(0, 10**9)
points = st.integers(0, 300).map(quanta)
rates = st.sampled_from([1, 2, 50, Fraction(1, 4), Fraction(1, 100), Fraction(5, 2)])
roundings = st.sampled_from([None, "down", "half_up", "up"])
DAYS = [
    *(date(1960, 1, 1) + timedelta(n * 31) for n in range(800)),
    *(
        date(year, *day)
        for year in (1992, 2000, 2016, 2017, 2020, 2021, 2022)
        for day in ((2, 28), (3, 1), (9, 30), (10, 1), (10, 2))
        for _ in range(20)
    ),
    *(date(year, 2, 29) for year in (1992, 2000, 2016, 2020) for _ in range(30)),
]
ons = st.sampled_from([date(2022, 10, 1), date(2020, 2, 29), date(2021, 2, 28), date(2024, 3, 31)])
numbers = st.sampled_from(
    [
        {"fact": "count"},
        {"fact": "signed"},
        {"fact": "amount"},
        {"fact": "owed"},
        {"fact": "count", "at_most_fact": "signed"},
        {"fact": "amount", "at_most_fact": "count"},
        {"fact": "day", "measure": "years"},
        {"fact": "birth", "measure": "years"},
        {"fact": "day", "measure": "months"},
        {"fact": "birth", "measure": "months"},
    ]
)


@st.composite
def flags(draw: Any) -> Rule:
    return Flag(fact=draw(st.sampled_from(["flag", "flag2"])), points=draw(points))


@st.composite
def choices(draw: Any) -> Rule:
    fact = draw(st.sampled_from(["choice", "choice2"]))
    return Choice(fact=fact, points={kind: draw(points) for kind in KINDS})


@st.composite
def per_units(draw: Any) -> Rule:
    return PerUnit(
        **draw(numbers),
        unit=draw(st.sampled_from([1, 3, 12, 1000, Fraction(1, 2), Fraction(7, 3)])),
        points=draw(rates),
        start=draw(st.sampled_from([0, 0, 6, Fraction(25, 2)])),
        cap=draw(st.sampled_from([None, 60, 500, Fraction(301, 3)])),
        proportional=draw(st.booleans()),
        rounding=draw(roundings),
    )


@st.composite
def marginals(draw: Any) -> Rule:
    unit = draw(st.sampled_from([1, 2, 12]))
    sizes = draw(st.lists(st.integers(1, 40), min_size=2, max_size=4))
    ends: list[Any] = [unit * end for end in accumulate(sizes)]
    if draw(st.booleans()):
        ends[-1] = None
    return Marginal(
        **draw(numbers),
        unit=unit,
        stretches=tuple(Stretch(to=end, points=draw(rates)) for end in ends),
        proportional=draw(st.booleans()),
        rounding=draw(roundings),
    )


@st.composite
def bands(draw: Any) -> Rule:
    edges: list[Any] = sorted(
        draw(
            st.sets(
                st.integers(-30, 300) | st.fractions(-9, 99, max_denominator=4),
                min_size=2,
                max_size=5,
            )
        )
    )
    if draw(st.booleans()):
        edges[-1] = None
    pairs = pairwise(edges)
    return Bands(
        **draw(numbers),
        bands=tuple(Band(from_=low, to=high, points=draw(points)) for low, high in pairs),
    )


@st.composite
def ramps(draw: Any) -> Rule:
    low, each, base = draw(st.integers(-5, 70)), draw(points), draw(points)
    below = draw(st.booleans())
    return Ramp(
        **draw(numbers),
        from_=low,
        to=low + draw(st.integers(0, 20)),
        points=base,
        each_below=each if below else None,
        each_above=None if below else each,
        max=base + draw(points),
    )


@st.composite
def dated(draw: Any) -> Rule:
    way = draw(
        st.fixed_dictionaries({"each": points})
        | st.fixed_dictionaries({"by_kind": st.fixed_dictionaries(dict.fromkeys(KINDS, points))})
        | st.fixed_dictionaries(
            {"by_occurrence": st.lists(points, min_size=1, max_size=3).map(tuple)}
        )
        | st.fixed_dictionaries({"per_amount": points, "unit": st.sampled_from([1, 7, 100])})
    )
    return Events(fact="events", years=draw(st.sampled_from([None, 1, 2, 5])), **way)


def _axes() -> st.SearchStrategy[Axis]:
    of_choice = st.builds(Axis, fact=st.just("choice"), values=st.permutations(KINDS).map(tuple))
    edges = st.sets(st.integers(-10, 90), min_size=1, max_size=3).map(sorted).map(tuple)
    of_number = st.builds(lambda number, from_: Axis(**number, from_=from_), numbers, edges)
    return of_choice | of_number


@st.composite
def matrices(draw: Any) -> Rule:
    rows, columns = draw(_axes()), draw(_axes())
    cells = tuple(tuple(draw(points) for _ in range(len(columns))) for _ in range(len(rows)))
    return Matrix(rows=rows, columns=columns, points=cells)


def _several(kind: Callable[..., Rule], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Rule]:
    parts = st.lists(simple, min_size=2, max_size=3).map(tuple)
    return st.builds(kind, rules=parts, **more)


conditions = st.one_of(
    st.builds(Condition, fact=st.just("flag"), is_=st.booleans()),
    st.builds(Condition, fact=st.just("flag2"), is_not=st.booleans()),
    st.builds(Condition, fact=st.just("choice"), is_not=st.sampled_from(KINDS)),
    st.builds(Condition, fact=st.just("choice2"), one_of=st.just(KINDS[1:])),
    st.builds(Condition, fact=st.just("count"), at_least=st.integers(-1, 1201)),
    st.builds(Condition, fact=st.just("owed"), at_most=st.fractions(-99, 99, max_denominator=100)),
    st.builds(Condition, fact=st.just("day"), valid=st.booleans()),
)
simple = st.one_of(
    flags(), choices(), per_units(), marginals(), bands(), ramps(), dated(), matrices()
)
RULES: dict[str, st.SearchStrategy[Rule]] = {
    "flag": flags(),
    "choice": choices(),
    "per_unit": per_units(),
    "marginal": marginals(),
    "bands": bands(),
    "ramp": ramps(),
    "events": dated(),
    "matrix": matrices(),
    "best_of": _several(BestOf),
    "least_of": _several(LeastOf),
    "sum_of": _several(SumOf, cap=st.none() | points),
    "when": st.builds(
        When, conditions=st.lists(conditions, min_size=1, max_size=2).map(tuple), then=simple
    ),
}


def fits(rule: Rule) -> bool:
    return not [*rule.check({fact.id: fact for fact in FACTS})]


def people(seed: int) -> list[dict[str, Any]]:
    """A hundred people, few of whom give every fact."""
    chance = Random(seed)

    def event() -> dict[str, Any]:
        amount = chance.randrange(501)
        return {"date": chance.choice(DAYS), "kind": chance.choice(KINDS), "amount": amount}

    def person() -> dict[str, Any]:
        given = {
            "flag": chance.random() < 0.5,
            "flag2": chance.random() < 0.5,
            "count": chance.choice([0, 1200, chance.randrange(1201), chance.randrange(70)]),
            "signed": chance.randint(-40, 40),
            "amount": chance.choice(
                [chance.randrange(1_000_001), Fraction(chance.randrange(9**8), 100)]
            ),
            "owed": Fraction(chance.randint(-15025, 10 ** chance.randint(3, 11)), 100),
            "choice": chance.choice(KINDS),
            "choice2": chance.choice(KINDS),
            "day": chance.choice(DAYS),
        }
        kept = {fact: value for fact, value in given.items() if chance.random() < 0.8}
        born = chance.choice(
            [date(2000, 2, 29), date(1930, 1, 1) + timedelta(chance.randrange(32_000))]
        )
        events = [event() for _ in range(chance.choice([0, 0, 1, 2, 5]))]
        return {"birth": born, "events": events, **kept}

    return [person() for _ in range(100)]


types = st.fixed_dictionaries(
    {},
    optional={
        "count": st.sampled_from([pl.Int16(), pl.UInt32(), pl.Float64(), pl.Decimal(9, 3)]),
        "signed": st.sampled_from([pl.Int8(), pl.Int32(), pl.Float32()]),
        "amount": st.sampled_from([pl.Decimal(30, 6), pl.Decimal(16, 2)]),
        "choice": st.sampled_from([pl.Enum(KINDS), pl.Categorical()]),
        "day": st.sampled_from([pl.Datetime("us"), pl.Datetime("ms")]),
    },
)


def test_every_kind_that_core_ships_is_tried_here() -> None:
    assert {kind.kind for kind in core_kinds()} == RULES.keys()


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_gives_as_a_column_what_it_gives_one_by_one(kind: str) -> None:
    @settings(deadline=None, max_examples=3, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(RULES[kind].filter(fits), min_size=6, max_size=6), seeds, types, ons)
    def equal(rules: list[Rule], seed: int, of: dict[str, Any], on: date) -> None:
        assert differences(scheme_of(rules, on), people(seed), of, [polars, duck]) == []

    equal()


@settings(deadline=None, max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*(rule.filter(fits) for rule in RULES.values())), seeds, types, ons)
def test_all_kinds_together_give_the_same_on_every_engine(
    rules: tuple[Rule, ...], seed: int, of: dict[str, Any], on: date
) -> None:
    assert differences(scheme_of(rules, on), people(seed), of, ENGINES) == []


def scheme_of(rules: Sequence[Rule], on: date) -> Scheme:
    items = [indicator(f"jia.item{n}", rule, 9) for n, rule in enumerate(rules)]
    return scheme(book(PROVINCE, *items, facts=FACTS, cap=30), on=on)
