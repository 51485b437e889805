"""What holds of all that may be given for facts, and of all words that a rulebook may have."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import event, given, settings

from jifen import Event, InputError, Refused, Text

from ..chain import A_POINT_A_MONTH, MONTHS, PROVINCE, book, one_rule, scheme
from .strategies import FACTS, applicants, on_dates, st

# ------------------------------------------------------------------ admitting

EVERYTHING = scheme(book(PROVINCE, facts=FACTS))
STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=12),
    st.dates(), st.datetimes(), st.just(datetime(2022, 1, 1)), st.lists(st.none(), max_size=2),
    st.just(()), st.just([Event(date(2022, 1, 1))]), st.just({}),
    st.sampled_from([True, 1, 1.0, "1", Decimal(1), "a", ["a"]]),
)  # fmt: skip
NAMES_OF_FACTS = st.sampled_from([*(fact.id for fact in FACTS), "month", "x", ""])


@settings(deadline=None, max_examples=200)
@given(applicants, st.dictionaries(NAMES_OF_FACTS, STRANGE, max_size=2))
def test_whatever_is_assessed_at_once_is_what_a_closer_look_admits(facts, strange):
    """The one generated function admits what `admit` does, refuses the rest, and raises no more."""
    facts = {**facts, **strange}
    try:
        row, figures = EVERYTHING.compiled.assess(facts)
    except Refused:
        event("refused")
        with pytest.raises(InputError):
            EVERYTHING.admit(facts)
        return
    event("admitted")
    admitted = tuple(EVERYTHING.admit(facts).values())
    assert row == admitted
    assert [type(value) for value in row] == [type(value) for value in admitted]
    assert figures == EVERYTHING.compiled.calculate(admitted)


@settings(deadline=None, max_examples=40)
@given(applicants, on_dates)
def test_every_value_is_written_so_that_it_is_admitted_again(facts, on):
    composed = scheme(book(PROVINCE, facts=FACTS), on=on)
    score = composed.score(facts)
    assert composed.score(dict(score.record().facts)) == score


# ------------------------------------------------------------------ words


NAMES = st.text(min_size=1, max_size=12).filter(lambda text: text.strip())
TRICKY = st.sampled_from(
    [
        '"',
        "'",
        "\\",
        "{",
        "}",
        "{0}",
        "{on}",
        '"""',
        "\\N{DASH}",
        "a\nb",
        "a\rb",
        "\0",
        "\u2028",
        'f"',
        "%s",
    ]
)


@settings(deadline=None, max_examples=30)
@given(st.one_of(NAMES, TRICKY), st.one_of(NAMES, TRICKY), st.booleans())
def test_names_stand_in_the_text_as_they_are_whatever_they_are(zh, en, claimed):
    name = Text(zh, en)
    months = evolve(MONTHS, name=name, unit=name)
    composed = one_rule(A_POINT_A_MONTH, months, name=name)
    score = composed.score({"months": 3} if claimed else {})
    for lang in ("zh", "en"):
        said = score.record().tiers[0].indicators[0]
        assert said.name[lang] == name[lang]
        assert name[lang] in said.reason[lang]
        assert f"  {name[lang]} {said.points} / 1000" in score.explain(lang)
        assert said.reason[lang] in score.explain(lang)
