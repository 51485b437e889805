"""Facts made up by hypothesis, from what a scheme's plugins declare."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from jifen.dates import window_start
from jifen.facts import AmountFact, ChoiceFact, CountFact, DateFact, Event, EventsFact, Fact
from jifen.scheme import Scheme

_NEAR = 600
"""Up to so much above its least, a number is drawn as often as from its whole range."""

_YEARS = 130
"""Dates are drawn from so many years around the date of the score."""

_MOST_EVENTS = 5


def facts_of(scheme: Scheme) -> st.SearchStrategy[dict[str, Any]]:
    """Facts that the scheme accepts: every required one, and any of the others."""
    values = {fact.id: values_of(fact, scheme.on) for fact in scheme.facts.values()}
    required = {f: v for f, v in values.items() if scheme.facts[f].required}
    optional = {f: v for f, v in values.items() if f not in required}
    return st.fixed_dictionaries(required, optional=optional)


def values_of(fact: Fact, on: date) -> st.SearchStrategy[Any]:
    """Values that a fact accepts on a date."""
    match fact:
        case CountFact():
            near = st.integers(fact.min, min(fact.max, fact.min + _NEAR))
            return near | st.integers(fact.min, fact.max)
        case AmountFact():
            return _amounts(Fraction(fact.min), Fraction(fact.max))
        case ChoiceFact():
            return st.sampled_from(fact.ids())
        case DateFact():
            return _days(fact, on)
        case EventsFact():
            return st.lists(_events(fact, on), max_size=min(fact.most, _MOST_EVENTS))
    return st.booleans()


def rising(fact: Fact, on: date) -> st.SearchStrategy[list[Any]]:
    """Two values that a fact accepts, the second no less than the first."""
    values = values_of(fact, on)
    if isinstance(fact, EventsFact):
        # More of events are the same ones and further ones.
        return values.flatmap(
            lambda some: st.integers(0, len(some)).map(lambda n: [some[:n], some])
        )
    return st.lists(values, min_size=2, max_size=2).map(sorted)


def _amounts(low: Fraction, high: Fraction) -> st.SearchStrategy[Decimal]:
    first, last = -(-low * 100 // 1), high * 100 // 1
    near = st.integers(first, min(last, first + 100 * 100 * _NEAR))
    cents = near | st.integers(first, last)
    return cents.map(lambda n: Decimal(n) / 100)


def _days(fact: DateFact, on: date) -> st.SearchStrategy[date]:
    first, last = fact.min, fact.max
    if fact.max_age is not None:
        first = max(first, window_start(on, fact.max_age + 1) + timedelta(days=1))
    if fact.min_age is not None:
        last = min(last, _last_day_of_age(on, fact.min_age))
    near = window_start(on, _YEARS), on.replace(year=on.year + _YEARS, day=min(on.day, 28))
    return st.dates(max(first, near[0]), min(last, near[1]))


def _last_day_of_age(on: date, years: int) -> date:
    # One born on 29 February is a year older on 1 March, so that day itself is left out.
    day = window_start(on, years)
    return day if (day.month, day.day) == (on.month, on.day) else day - timedelta(days=2)


def _events(fact: EventsFact, on: date) -> st.SearchStrategy[Event]:
    first, last = max(fact.min, window_start(on, 20)), min(fact.max, on + timedelta(days=400))
    return st.builds(
        Event,
        st.dates(first, last),
        st.sampled_from([kind.id for kind in fact.kinds]) if fact.kinds else st.none(),
        st.none() if fact.amount_max is None else st.integers(0, fact.amount_max),
    )
