"""The six types of facts: what each accepts, refuses, says and writes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from jifen import (
    AmountFact,
    Choice,
    ChoiceFact,
    CountFact,
    DateFact,
    Event,
    EventsFact,
    FlagFact,
    Refused,
    Text,
)
from jifen.text import expected

from ..chain import ON, same

FLAG = FlagFact(id="f", name=same("是否"))
COUNT = CountFact(id="c", name=same("数"), min=2, max=1200, unit=Text("个月", "months"))
AMOUNT = AmountFact(
    id="a", name=same("金额"), min=Fraction(1, 2), max=Fraction(2001, 2), unit=Text("元", "yuan")
)
SCHOOL = ChoiceFact(
    id="s",
    name=same("学历"),
    choices=(Choice("high", Text("高", "High")), Choice("low", Text("低", "Low"))),
)
DAY = DateFact(id="d", name=same("日期"), min=date(2000, 1, 1), max=date(2030, 12, 31))
BORN = DateFact(id="b", name=same("出生日期"), min_age=16, max_age=120)
PLAIN = EventsFact(id="p", name=same("事件"), most=3)
FULL = EventsFact(
    id="e",
    name=same("事件"),
    kinds=(Choice("x", same("甲")), Choice("y", same("乙"))),
    amount_max=50,
)


@pytest.mark.parametrize(
    ("fact", "given", "admitted", "written"),
    [
        (FLAG, True, True, True),
        (FLAG, False, False, False),
        (COUNT, 2, 2, 2),
        (COUNT, 1200, 1200, 1200),
        (AMOUNT, 7, 7, "7"),
        (AMOUNT, "0.50", Fraction(1, 2), "0.5"),
        (AMOUNT, Decimal("1000.5"), Fraction(2001, 2), "1000.5"),
        (AMOUNT, Decimal("12.00"), 12, "12"),
        (AMOUNT, Fraction(1, 2), Fraction(1, 2), "0.5"),
        (SCHOOL, "low", "low", "low"),
        (DAY, date(2022, 1, 1), date(2022, 1, 1), "2022-01-01"),
        (DAY, "2000-01-01", date(2000, 1, 1), "2000-01-01"),
        (DAY, "2030-12-31", date(2030, 12, 31), "2030-12-31"),
        (BORN, "2006-10-01", date(2006, 10, 1), "2006-10-01"),
        (BORN, "1901-10-02", date(1901, 10, 2), "1901-10-02"),
        (PLAIN, [], (), []),
        (PLAIN, (), (), []),
        (PLAIN, [{"date": "2022-01-01"}], (Event(date(2022, 1, 1)),), [{"date": "2022-01-01"}]),
        (PLAIN, [Event(date(2022, 1, 1))], (Event(date(2022, 1, 1)),), [{"date": "2022-01-01"}]),
        (
            FULL,
            [{"date": date(2022, 2, 1), "kind": "y", "amount": 50}, {"date": "2022-01-01", "kind": "x", "amount": 0}],
            (Event(date(2022, 1, 1), "x", 0), Event(date(2022, 2, 1), "y", 50)),
            [{"date": "2022-01-01", "kind": "x", "amount": 0}, {"date": "2022-02-01", "kind": "y", "amount": 50}],
        ),
    ],
)  # fmt: skip
def test_a_value_is_admitted_and_written_so_that_it_is_admitted_again(
    fact, given, admitted, written
):
    value = fact.admit(given, ON)
    assert value == admitted
    assert type(value) is type(admitted)
    assert fact.canonical(value) == written
    assert fact.admit(fact.canonical(value), ON) == value


NOT_A_FLAG = [1, 0, "true", "false", "是", None, [], Decimal(1), 1.0, {}]
NOT_A_COUNT = [True, 40.9, 1e9, "40", Decimal(40), Fraction(40), None, [40], -1, 1, 1201, 10**5000]
NOT_AN_AMOUNT = [
    True, 1.5, float("inf"), "1e3", "1,000", " 1", "1.", "", Decimal("NaN"), Decimal("Infinity"),
    Decimal("1.005"), Fraction(1, 3), Decimal("0.49"), Decimal("1000.51"), -1, None, [1],
    10**5000, Decimal("1e9999"), Decimal("1e-9999"),
]  # fmt: skip
NOT_A_CHOICE = ["High", "高", "", None, 1, True, ["low"]]
NOT_A_DAY = [
    "2022-02-29", "2022-1-1", "20220101", "2022-W01-1", "2022/01/01", "２０２２-01-01", 20220101,
    datetime(2022, 1, 1), datetime(2022, 1, 1, tzinfo=UTC), "2022-01-01T00:00:00", True, None,
    "1999-12-31", date(2031, 1, 1),
]  # fmt: skip
NOT_BORN = ["2006-10-02", "1901-10-01", "2022-10-02", date(2100, 1, 1)]
NOT_EVENTS = ["2022-01-01", {"date": "2022-01-01"}, None, 1, True, [{"date": "2022-01-01"}] * 4]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        *((FLAG, value) for value in NOT_A_FLAG),
        *((COUNT, value) for value in NOT_A_COUNT),
        *((AMOUNT, value) for value in NOT_AN_AMOUNT),
        *((SCHOOL, value) for value in NOT_A_CHOICE),
        *((DAY, value) for value in NOT_A_DAY),
        *((BORN, value) for value in NOT_BORN),
        *((PLAIN, value) for value in NOT_EVENTS),
    ],
    ids=lambda v: str(v)[:20] if not isinstance(v, int) or v < 10**9 else "huge",
)
def test_anything_else_is_refused_with_what_was_expected(fact, value):
    with pytest.raises(Refused) as caught:
        fact.admit(value, ON)
    assert caught.value.remedy == expected(fact.expects())
    assert caught.value.at == ""
    # An error is for reading: short, whatever was given.
    assert len(caught.value.what.zh) < 120


@pytest.mark.parametrize(
    ("event", "at", "what"),
    [
        ("2022-01-01", "[1]", "'2022-01-01' is not accepted"),
        (None, "[1]", "None is not accepted"),
        ({}, "[1]", "the field date is missing"),
        ({"date": "2022-01-01", "kind": "x"}, "[1]", "the field amount is missing"),
        ({"date": "2022-01-01", "kind": "x", "amount": 1, "place": "?"}, "[1]", "'place' is not accepted"),
        ({"date": "2022-02-30", "kind": "x", "amount": 1}, "[1].date", "'2022-02-30' is not accepted"),
        ({"date": datetime(2022, 1, 1), "kind": "x", "amount": 1}, "[1].date", "2022-01-01 00:00:00 is not accepted"),
        ({"date": "1899-12-31", "kind": "x", "amount": 1}, "[1].date", "1899-12-31 is out of range"),
        ([{"date": date(2022, 1, 1)}], "[1]", "it is a list, not one event"),
        ({"date": "2022-01-01", "kind": "z", "amount": 1}, "[1].kind", "'z' is not accepted"),
        ({"date": "2022-01-01", "kind": ["x"], "amount": 1}, "[1].kind", "['x'] is not accepted"),
        ({"date": "2022-01-01", "kind": "x", "amount": 51}, "[1].amount", "51 is not accepted"),
        ({"date": "2022-01-01", "kind": "x", "amount": -1}, "[1].amount", "-1 is not accepted"),
        ({"date": "2022-01-01", "kind": "x", "amount": True}, "[1].amount", "True is not accepted"),
        ({"date": "2022-01-01", "kind": "x", "amount": None}, "[1].amount", "None is not accepted"),
        (Event(date(2022, 1, 1)), "[1]", "the field kind is missing"),
    ],
)  # fmt: skip
def test_a_malformed_event_is_refused_with_its_path(event, at, what):
    good = {"date": "2022-01-01", "kind": "x", "amount": 1}
    with pytest.raises(Refused) as caught:
        FULL.admit([good, event, good], ON)
    assert (caught.value.at, caught.value.what.en) == (at, what)
    assert caught.value.remedy.en.startswith("Expected ")


@pytest.mark.parametrize("day", [date(1899, 3, 1), "2200-01-01", "2022-02-30", 7])
def test_the_days_accepted_of_an_event_are_told(day):
    with pytest.raises(Refused) as caught:
        PLAIN.admit([{"date": day}], ON)
    assert caught.value.remedy == Text(
        "应为 1900-01-01 至 2199-12-31 的日期（如 2021-03-01）",
        "Expected a date such as 2021-03-01 from 1900-01-01 to 2199-12-31",
    )


def test_an_event_out_of_range_is_told_so_in_both_languages():
    with pytest.raises(Refused) as caught:
        PLAIN.admit([{"date": date(1899, 3, 1)}], ON)
    assert caught.value.what == Text("1899-03-01 超出范围", "1899-03-01 is out of range")


@pytest.mark.parametrize("event", [{"date": date(2021, 3, 1)}, Event(date(2021, 3, 1))])
def test_one_event_without_its_list_is_told_so(event):
    with pytest.raises(Refused) as caught:
        PLAIN.admit(event, ON)
    assert caught.value.what == Text(
        "这是一个事件，不是事件列表", "it is one event, not a list of events"
    )
    assert caught.value.remedy == expected(PLAIN.expects())


@pytest.mark.parametrize(
    "event", [{"date": "2022-01-01", "kind": "x"}, Event(date(2022, 1, 1), "x")]
)
def test_an_event_has_no_field_that_its_fact_does_not_declare(event):
    with pytest.raises(Refused) as caught:
        PLAIN.admit([event], ON)
    assert (caught.value.at, caught.value.what.en) == ("[0]", "'kind' is not accepted")


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (FLAG, "true 或 false（不加引号）", "true or false, without quotes"),
        (COUNT, "2 至 1200 的整数", "a whole number from 2 to 1200"),
        (AMOUNT, "0.5 至 1000.5、至多两位小数的数", "0.5 to 1000.5 with at most two decimals"),
        (SCHOOL, "以下之一：high（高）、low（低）", "one of high, low"),
        (DAY, "2000-01-01 至 2030-12-31 的日期（如 1990-05-01）", "a date such as 1990-05-01 from 2000-01-01 to 2030-12-31"),
        (BORN, "1900-01-01 至 2199-12-31 的日期（如 1990-05-01），在计分日已满 16 周年，在计分日不超过 120 周年", "a date such as 1990-05-01 from 1900-01-01 to 2199-12-31, at least 16 complete years before the date of the score, at most 120 complete years before it"),
        (PLAIN, "事件列表，如 [{ date = 2021-03-01 }]，没有则写 []", "a list of events such as [{ date = 2021-03-01 }], [] for none"),
        (FULL, '事件列表，如 [{ date = 2021-03-01, kind = "x", amount = 1 }]，没有则写 []', 'a list of events such as [{ date = 2021-03-01, kind = "x", amount = 1 }], [] for none'),
    ],
    ids=lambda v: getattr(v, "type", ""),
)  # fmt: skip
def test_a_fact_says_what_it_expects(fact, zh, en):
    assert fact.expects() == Text(zh, en)


@pytest.mark.parametrize(
    ("fact", "value", "zh", "en"),
    [
        (FLAG, True, "是", "yes"),
        (FLAG, False, "否", "no"),
        (COUNT, 48, "48 个月", "48 months"),
        (AMOUNT, Fraction(25, 2), "12.5 元", "12.5 yuan"),
        (AMOUNT, 12, "12 元", "12 yuan"),
        (SCHOOL, "low", "低", "Low"),
        (DAY, date(2022, 1, 1), "2022-01-01", "2022-01-01"),
        (PLAIN, (), "无", "none"),
        (PLAIN, (Event(date(2022, 1, 1)), Event(date(2022, 2, 1))), "2022-01-01、2022-02-01", "2022-01-01, 2022-02-01"),
    ],
)  # fmt: skip
def test_a_value_is_said_in_words(fact, value, zh, en):
    assert (fact.said("zh")(value), fact.said("en")(value)) == (zh, en)


@pytest.mark.parametrize(
    ("fact", "at"),
    [
        (CountFact(id="c", name=same("数"), min=5, max=4), "min"),
        (AmountFact(id="a", name=same("额"), min=Fraction(1, 2), max=0), "min"),
        (DateFact(id="d", name=same("日"), min=date(2022, 1, 2), max=date(2022, 1, 1)), "min"),
        (DateFact(id="d", name=same("日"), min_age=20, max_age=19), "min_age"),
        (EventsFact(id="e", name=same("事"), min=date(2022, 1, 2), max=date(2022, 1, 1)), "min"),
        (EventsFact(id="e", name=same("事"), kinds=(Choice("x", same("x")),) * 2), "kinds"),
        (EventsFact(id="e", name=same("事"), amount_max=-1), "amount_max"),
        (EventsFact(id="e", name=same("事"), most=0), "most"),
        (EventsFact(id="e", name=same("事"), max=date(9001, 1, 1)), "max"),
        (ChoiceFact(id="s", name=same("选"), choices=()), "choices"),
        (ChoiceFact(id="s", name=same("选"), choices=(Choice("x", same("x")),) * 2), "choices"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_a_problem(fact, at):
    assert [p.place for p in fact.problems()] == [at]


@pytest.mark.parametrize("fact", [FLAG, COUNT, AMOUNT, SCHOOL, DAY, BORN, PLAIN, FULL])
def test_a_declaration_that_can_be_meant_is_none(fact):
    assert list(fact.problems()) == []
