"""The kind `events`: dated events in a window, counted in one of four ways."""

import pytest

from jifen import Choice, EventsFact, Text, quanta
from jifen.rules.events import Events

from ..chain import MONTHS, OFFENCES, decided, one_rule, problems_of, reach_of, said

ACTS = EventsFact(
    id="acts",
    name=Text("违法行为", "Acts"),
    kinds=(Choice("light", Text("轻微", "Light")), Choice("grave", Text("严重", "Grave"))),
    most=10,
)
GIFTS = EventsFact(
    id="gifts", name=Text("捐赠", "Gifts"), amount_max=1000, unit=Text("元", "yuan"), most=10
)


def events(fact: str = "offences", **more) -> Events:
    return Events(fact=fact, **more)


EACH = events(years=5, each=quanta(10))
BY_KIND = events("acts", years=5, by_kind={"light": quanta(2), "grave": quanta("7.5")})
BY_OCCURRENCE = events(years=5, by_occurrence=(quanta(5), quanta(10), quanta(40)))
PER_AMOUNT = events("gifts", years=2, per_amount=quanta(1), unit=100)


def on_days(*days: str) -> list[dict[str, str]]:
    return [{"date": day} for day in days]


@pytest.mark.parametrize(
    ("days", "points", "zh", "en"),
    [
        ([], "0", "无违法记录", "Offences: none"),
        (["2022-10-01"], "10", "近 5 年内 1 次（2022-10-01），每次 10 分", "1 in 5 years (2022-10-01), 10 each"),
        (["2017-10-01", "2022-01-01"], "20", "近 5 年内 2 次（2017-10-01、2022-01-01），每次 10 分", "2 in 5 years (2017-10-01, 2022-01-01), 10 each"),
        (["2017-09-30"], "0", "近 5 年内 0 次，每次 10 分；另 1 次已满期限，不计", "0 in 5 years, 10 each; 1 past the window, not counted"),
        (["2022-10-02"], "0", "近 5 年内 0 次，每次 10 分；另 1 次在 2022-10-01 之后，不计", "0 in 5 years, 10 each; 1 after 2022-10-01, not counted"),
        (["2022-01-01", "2022-01-01"], "20", "近 5 年内 2 次（2022-01-01、2022-01-01），每次 10 分", "2 in 5 years (2022-01-01, 2022-01-01), 10 each"),
    ],
)  # fmt: skip
def test_each_event_of_the_window_gives_the_same_points(days, points, zh, en):
    assert said(one_rule(EACH, OFFENCES), offences=on_days(*days)) == (points, zh, en)


def test_without_a_window_every_past_event_counts():
    given = on_days("1900-01-01", "1999-12-31", "2022-10-01", "2022-10-02")
    assert said(one_rule(events(each=quanta(1)), OFFENCES), offences=given) == (
        "3",
        "3 次（1900-01-01、1999-12-31、2022-10-01），每次 1 分；另 1 次在 2022-10-01 之后，不计",
        "3 (1900-01-01, 1999-12-31, 2022-10-01), 1 each; 1 after 2022-10-01, not counted",
    )


@pytest.mark.parametrize(
    ("kinds", "points"),
    [
        ([], "0"),
        (["light"], "2"),
        (["grave"], "7.5"),
        (["light", "light", "grave"], "11.5"),
        (["grave", "grave"], "15"),
    ],
)
def test_an_event_may_give_the_points_of_its_kind(kinds, points):
    given = [{"date": "2022-01-01", "kind": kind} for kind in kinds]
    composed = one_rule(BY_KIND, ACTS)
    given_points, zh, en = said(composed, acts=given)
    assert given_points == points
    if kinds:
        assert zh.endswith("，轻微 2、严重 7.5 分")
        assert en.endswith(", Light 2, Grave 7.5")


def test_an_event_of_a_kind_outside_the_window_gives_nothing():
    given = [{"date": "2010-01-01", "kind": "grave"}, {"date": "2022-01-01", "kind": "light"}]
    assert said(one_rule(BY_KIND, ACTS), acts=given)[0] == "2"


@pytest.mark.parametrize(
    ("times", "points"), [(0, "0"), (1, "5"), (2, "15"), (3, "55"), (4, "95"), (6, "175")]
)
def test_points_may_depend_on_how_many_times_it_happened(times, points):
    composed = one_rule(BY_OCCURRENCE, OFFENCES)
    given, zh, en = said(composed, offences=on_days(*["2022-01-01"] * times))
    assert given == points
    if times:
        assert zh.endswith("首次 5 分，其后依次 10、40 分，再后同末档")
        assert en.endswith("5 the first, then 10, 40 each further one")


def test_one_figure_by_occurrence_is_that_of_every_event():
    rule = events(by_occurrence=(quanta(20),))
    assert said(one_rule(rule, OFFENCES), offences=on_days("2022-01-01", "2022-02-01"))[0] == "40"


@pytest.mark.parametrize(
    ("amounts", "points"),
    [
        ([], "0"),
        ([99], "0"),
        ([100], "1"),
        ([50, 50], "1"),
        ([199, 199], "3"),
        ([1000, 1000], "20"),
    ],
)
def test_points_may_go_by_the_sum_of_the_amounts(amounts, points):
    given = [{"date": "2022-01-01", "amount": amount} for amount in amounts]
    given_points, zh, en = said(one_rule(PER_AMOUNT, GIFTS), gifts=given)
    assert given_points == points
    if amounts:
        assert zh.endswith("，合计每满 100 元计 1 分")
        assert en.endswith(", 1 for each full 100 yuan in all")


def test_an_amount_outside_the_window_is_not_added():
    given = [{"date": "2020-09-30", "amount": 1000}, {"date": "2020-10-01", "amount": 300}]
    assert said(one_rule(PER_AMOUNT, GIFTS), gifts=given)[0] == "3"


ONE_WAY = "it needs exactly one way of counting"


@pytest.mark.parametrize(
    ("rule", "fact", "at", "what"),
    [
        (events(), OFFENCES, "each", ONE_WAY),
        (events(each=quanta(1), by_occurrence=(quanta(1),)), OFFENCES, "each", ONE_WAY),
        (events(by_occurrence=()), OFFENCES, "each", ONE_WAY),
        (events(each=quanta(1), years=0), OFFENCES, "years", "years must be 1 to 100 and unit above 0"),
        (events(each=quanta(1), years=101), OFFENCES, "years", "years must be 1 to 100 and unit above 0"),
        (events("gifts", per_amount=quanta(1), unit=0), GIFTS, "unit", "years must be 1 to 100 and unit above 0"),
        (events("acts", by_kind={"light": quanta(1)}), ACTS, "by_kind", "it does not give points to exactly the kinds that the fact declares"),
        (events(by_kind={"light": quanta(1)}), OFFENCES, "by_kind", "it does not give points to exactly the kinds that the fact declares"),
        (events(per_amount=quanta(1)), OFFENCES, "per_amount", "the events of offences have no amount"),
        (events("months", each=quanta(1)), MONTHS, "fact", "the fact months is of type count"),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_meant_are_refused(rule, fact, at, what):
    assert problems_of(rule, fact) == {at: what}


@pytest.mark.parametrize(
    ("rule", "fact"),
    [(EACH, OFFENCES), (BY_KIND, ACTS), (BY_OCCURRENCE, OFFENCES), (PER_AMOUNT, GIFTS)],
)
def test_the_four_ways_are_well_formed(rule, fact):
    assert problems_of(rule, fact) == {}


def test_what_it_reaches_goes_by_the_most_events_accepted():
    ten = EventsFact(id="offences", name=OFFENCES.name, most=10)
    assert reach_of(EACH, ten) == (0, 10_000)
    assert reach_of(BY_OCCURRENCE, ten) == (0, 500 + 1000 + 8 * 4000)
    assert reach_of(PER_AMOUNT, GIFTS) == (0, 10_000)
    low, high = reach_of(BY_KIND, ACTS)
    assert low <= 0
    assert high >= 7_500


def test_the_whole_rule_decides():
    given = on_days("2022-01-01")
    assert decided(EACH, OFFENCES, figures=["each"], offences=given) == ""
