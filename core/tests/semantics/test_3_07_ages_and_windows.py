"""DESIGN 3.7, dates: when a year is complete, and when an event lies in a window."""

from datetime import date, timedelta

import pytest

from jifen import DateFact, EventsFact, Freeze, Text, quanta
from jifen.dates import add_years, complete_months, complete_years, in_window, window_start
from jifen.rules.events import Events
from jifen.rules.per_unit import PerUnit

from ..chain import CITY, COUNTY, OFFENCES, PROVINCE, book, deduction, line, one_rule, scheme

FIVE_YEARS = Events(fact="offences", years=5, each=quanta(10))
BORN = DateFact(id="born", name=Text("出生日期", "Date of birth"), unit=Text("周岁", "years"))


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("1982-05-01", "2022-04-30", 39),
        ("1982-05-01", "2022-05-01", 40),
        ("2000-02-29", "2022-02-28", 21),
        ("2000-02-29", "2022-03-01", 22),
        ("2000-02-29", "2024-02-28", 23),
        ("2000-02-29", "2024-02-29", 24),
        ("2000-03-01", "2022-02-28", 21),
        ("2000-02-28", "2022-02-28", 22),
        ("2022-10-01", "2022-10-01", 0),
        ("2022-10-02", "2022-10-01", -1),
    ],
)
def test_3_7_a_year_of_age_is_complete_on_the_birthday(born, on, age):
    assert complete_years(date.fromisoformat(born), date.fromisoformat(on)) == age


def test_3_7_a_year_of_one_born_on_29_february_is_complete_on_1_march_of_a_common_year():
    a_point_a_year = PerUnit(fact="born", measure="years", points=1)
    for on, age in ((date(2022, 2, 28), 21), (date(2022, 3, 1), 22)):
        given = one_rule(a_point_a_year, BORN, on=on).score({"born": date(2000, 2, 29)})
        assert line(given).points == age
        assert line(given).reason.zh.startswith(f"2000-02-29，满 {age} 周岁")


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        ("2022-01-15", "2022-02-14", 0),
        ("2022-01-15", "2022-02-15", 1),
        ("2022-01-31", "2022-02-28", 0),
        ("2022-01-31", "2022-03-01", 1),
        ("2021-12-31", "2022-12-31", 12),
        ("2020-02-29", "2021-02-28", 11),
        ("2022-10-02", "2022-10-01", -1),
    ],
)
def test_3_7_a_month_is_full_on_the_same_day_of_the_next(since, on, months):
    assert complete_months(date.fromisoformat(since), date.fromisoformat(on)) == months


@pytest.mark.parametrize(
    ("event", "years", "last"),
    [
        ("2017-10-01", 5, "2022-10-01"),
        ("2016-02-29", 5, "2021-02-28"),
        ("2016-02-29", 4, "2020-02-29"),
        ("2017-02-28", 3, "2020-02-28"),
        ("2017-12-31", 1, "2018-12-31"),
    ],
)
def test_3_7_a_window_of_years_ends_on_the_same_day_or_on_28_february(event, years, last):
    event, last = date.fromisoformat(event), date.fromisoformat(last)
    assert add_years(event, years) == last
    assert in_window(event, last, years)
    assert not in_window(event, last + timedelta(days=1), years)
    assert in_window(event, event, years)
    assert not in_window(event, event - timedelta(days=1), years)


def test_3_7_the_predicate_is_event_to_event_plus_n_years_on_every_day_around_a_leap_day():
    leap = [date(2024, 2, 27) + timedelta(days=n) for n in range(5)]
    for on in leap + [d.replace(year=2023) for d in leap if (d.month, d.day) != (2, 29)]:
        for years in (1, 3, 4, 5):
            for days in range(-3, 4):
                event = window_start(on, years) + timedelta(days=days)
                expected = event <= on <= add_years(event, years)
                assert in_window(event, on, years) is expected, (event, on, years)


@pytest.mark.parametrize("on", [date(100, 2, 28), date(1, 1, 1), date(101, 1, 1)])
def test_3_7_a_window_that_begins_before_the_calendar_holds_every_event_up_to_the_date(on):
    assert in_window(date.min, on, 100)
    assert in_window(on, on, 100)
    assert not in_window(on + timedelta(days=1), on, 100)
    years = Events(fact="offences", years=100, each=quanta(10))
    old = EventsFact(id="offences", name=Text("违法记录", "Offences"), min=date.min, required=True)
    windowed = deduction("yi.offences", years, freeze=Freeze(years=100))
    books = [book(code, from_=date.min) for code in (PROVINCE, COUNTY)]
    yi = book(CITY, facts=[old], deductions=[windowed], from_=date.min)
    composed = scheme(*books, yi, on=on)
    score = composed.score({"offences": [{"date": "0001-01-01"}]})
    assert (score.deductions[0].points, score.frozen) == (10, True)


@pytest.mark.parametrize(
    ("on", "counted", "frozen"),
    [
        (date(2021, 2, 27), 10, True),
        (date(2021, 2, 28), 10, True),
        (date(2021, 3, 1), 0, False),
    ],
)
def test_3_7_the_same_predicate_decides_windows_and_freezes(on, counted, frozen):
    windowed = deduction("yi.offences", FIVE_YEARS, freeze=Freeze(years=5))
    composed = scheme(book(CITY, facts=[OFFENCES], deductions=[windowed]), on=on)
    score = composed.score({"offences": [{"date": date(2016, 2, 29)}]})
    assert (score.deducted, score.frozen) == (counted, frozen)


def test_3_7_an_event_after_the_date_does_not_count_and_the_reason_says_so():
    score = one_rule(FIVE_YEARS, OFFENCES).score(
        {"offences": [{"date": "2022-10-01"}, {"date": "2022-10-02"}, {"date": "2016-01-01"}]}
    )
    assert line(score).points == 10
    assert line(score).reason == Text(
        "近 5 年内 1 次（2022-10-01），每次 10 分；另 1 次已满期限，不计；另 1 次在 2022-10-01 之后，不计",
        "1 in 5 years (2022-10-01), 10 each; 1 past the window, not counted; "
        "1 after 2022-10-01, not counted",
    )


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (["2022-01-01"], 20),
        (["2021-01-01", "2022-01-01"], 60),
        # The first of all lies outside the window: the next one is the first inside it.
        (["2016-01-01", "2022-01-01"], 20),
        (["2010-01-01", "2016-01-01", "2021-01-01", "2022-01-01"], 60),
        (["2022-01-01", "2023-01-01"], 20),
    ],
)
def test_3_7_first_means_first_inside_the_window(days, points):
    rule = Events(fact="offences", years=5, by_occurrence=(quanta(20), quanta(40)))
    score = one_rule(rule, OFFENCES).score({"offences": [{"date": day} for day in days]})
    assert line(score).points == points
