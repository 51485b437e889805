"""The functions generated for a scheme do what the long way does, whatever they are given."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jifen
from jifen.dates import complete_months, complete_years
from jifen.errors import Refused
from jifen.facts import DateFact
from jifen.formula import Code, Elapsed
from jifen.testing.strategies import facts_of

SCHEME = jifen.load_registry({"330225"}).resolve("330225", on=date(2022, 10, 1))
DAYS = st.dates(date(1890, 1, 1), date(2160, 1, 1))
ODD = st.sampled_from(
    [
        None, True, False, 0, 1, -1, 1.0, 10**9, 10**40, Decimal("0.005"), Decimal("1e99"), "",
        "none", "owned", "2000-01-01", date(1901, 1, 1), date(2010, 1, 1), datetime(2000, 1, 1),
        [], (), [[]], [{}], [{"date": date(2020, 2, 29)}], {"a": 1}, b"", float("nan"),
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_facts_are_admitted_at_once_exactly_if_the_long_way_admits_them(
    data: st.DataObject,
) -> None:
    facts: dict[Any, Any] = data.draw(facts_of(SCHEME))
    names = st.sampled_from([*SCHEME.facts, "age", "年龄", 7])
    facts |= data.draw(st.dictionaries(names, ODD, max_size=2))
    try:
        row = tuple(SCHEME.admit(facts).values())
    except jifen.InputError:
        with pytest.raises(Refused):
            SCHEME.compiled.assess(facts)
        return
    at_once, figures = SCHEME.compiled.assess(facts)
    assert at_once == row
    assert [type(value) for value in at_once] == [type(value) for value in row]
    assert figures == SCHEME.compiled.calculate(row)


@settings(deadline=None, max_examples=50)
@given(facts_of(SCHEME), st.sampled_from(["zh", "en"]))
def test_the_text_of_a_score_is_that_of_its_record(facts: dict[str, Any], lang: jifen.Lang) -> None:
    score = SCHEME.score(facts)
    assert score.explain(lang) == score.record().explain(lang)


def test_a_mapping_that_is_no_dict_scores_the_same() -> None:
    facts = {"birth_date": "1990-01-01", "breaches_of_trust": (), "offences": []}
    frozen = jifen.Score.from_json(SCHEME.score(facts).to_json()).facts
    assert type(frozen) is not dict
    assert SCHEME.score(frozen) == SCHEME.score(facts)


@settings(deadline=None, max_examples=300)
@given(DAYS, DAYS, st.integers(0, 130), st.integers(0, 130))
def test_bounds_of_age_are_days(born: date, on: date, one: int, other: int) -> None:
    least, most = sorted((one, other))
    fact = DateFact(id="born", name=jifen.Text("生", "born"), min_age=least, max_age=most)
    for day in (born, on - timedelta(days=365 * least), on):
        in_bounds = fact.min <= day <= fact.max and least <= complete_years(day, on) <= most
        first, last = fact.bounds(on)
        assert (first <= day <= last) is in_bounds


@settings(deadline=None, max_examples=300)
@given(DAYS, DAYS)
def test_the_generated_count_of_years_and_months_is_that_of_the_law(since: date, on: date) -> None:
    facts = {"since": DateFact(id="since", name=jifen.Text("自", "since"))}
    for months, count in ((False, complete_years), (True, complete_months)):
        code = Code(facts, on)
        elapsed = code.of_row("elapsed", Elapsed("since", months=months).source(code))
        assert elapsed((since,)) == count(since, on)
        assert elapsed((None,)) is None
