"""DESIGN 3.7, facts: absent, required, null, implausible, and shared between the plugins of a chain."""

import pytest
from attrs import evolve

from jifen import (
    Condition,
    CountFact,
    FlagFact,
    InputError,
    RulebookError,
    Text,
    load_registry,
    quanta,
)
from jifen.rules.flag import Flag
from jifen.rules.per_unit import PerUnit
from jifen.rules.sum_of import SumOf
from jifen.rules.when import When

from ..chain import (
    A_POINT_A_MONTH,
    CITY,
    COUNTY,
    MONTHS,
    OFFENCES,
    ON,
    OTHER_CITY,
    PROVINCE,
    TEN_EACH,
    a_point_a_month,
    book,
    chain,
    deduction,
    found,
    line,
    one_rule,
    scheme,
    ten_an_offence,
)

PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))
PATENTS = CountFact(id="patents", name=Text("专利数", "Patents"), max=99)
BOTH = SumOf(rules=(A_POINT_A_MONTH, PerUnit(fact="patents", points=10)))
GUARDED = When(conditions=(Condition(fact="party", is_=True),), then=A_POINT_A_MONTH)


def test_3_7_an_absent_optional_fact_leaves_its_indicator_unclaimed_and_says_so():
    score = one_rule(A_POINT_A_MONTH, MONTHS).score({})
    assert (line(score).status, line(score).points) == ("unclaimed", 0)
    assert line(score).reason == Text("未申报：没有提供月数", "unclaimed, not given: Months")
    assert line(score).facts == {}


def test_3_7_a_fact_that_is_given_is_scored_even_if_it_gives_nothing():
    for rule, fact, value in (
        (A_POINT_A_MONTH, MONTHS, 0),
        (Flag(fact="party", points=quanta(5)), PARTY, False),
    ):
        score = one_rule(rule, fact).score({fact.id: value})
        assert (line(score).status, line(score).points) == ("scored", 0)
        assert line(score).facts == {fact.id: value}


@pytest.mark.parametrize(
    ("given", "status", "points", "zh", "en"),
    [
        (
            {},
            "unclaimed",
            0,
            "未申报：没有提供月数、专利数",
            "unclaimed, not given: Months, Patents",
        ),
        ({"months": 3}, "scored", 3, "；没有提供专利数", "; not given: Patents"),
        ({"patents": 2}, "scored", 20, "；没有提供月数", "; not given: Months"),
        ({"months": 3, "patents": 2}, "scored", 23, " → 20 分", " → 20"),
    ],
)
def test_3_7_an_indicator_over_several_facts_is_unclaimed_only_if_all_are_absent(
    given, status, points, zh, en
):
    scored = line(one_rule(BOTH, MONTHS, PATENTS).score(given))
    assert (scored.status, scored.points) == (status, points)
    assert scored.reason.zh.endswith(zh)
    assert scored.reason.en.endswith(en)
    assert ("没有提供" in scored.reason.zh) is (len(given) < 2)


@pytest.mark.parametrize(
    ("given", "status", "points"),
    [
        ({"months": 3}, "unclaimed", 0),  # the guard is absent
        ({}, "unclaimed", 0),
        ({"party": True}, "scored", 0),  # the guard is met, but there is nothing to count
        ({"party": False, "months": 3}, "scored", 0),
        ({"party": True, "months": 3}, "scored", 3),
    ],
)
def test_3_7_a_guard_over_an_absent_fact_leaves_the_indicator_unclaimed(given, status, points):
    scored = line(one_rule(GUARDED, PARTY, MONTHS).score(given))
    assert (scored.status, scored.points) == (status, points)


def test_3_7_the_reason_of_a_guarded_rule_names_what_is_absent():
    composed = one_rule(GUARDED, PARTY, MONTHS)
    assert line(composed.score({"months": 3})).reason == Text(
        "未申报：没有提供流动党员", "unclaimed, not given: Party member"
    )
    assert line(composed.score({"party": True})).reason.zh.endswith("；没有提供月数")


def test_3_7_an_absent_required_fact_is_an_error():
    with pytest.raises(InputError) as caught:
        scheme(ten_an_offence(CITY)).score({"months": 3})
    (problem,) = caught.value.problems
    assert problem.place == "facts.offences (违法记录)"
    assert problem.what == Text("缺少必填事实", "this required fact is missing")
    assert "[] for none" in problem.remedy.en


def test_3_7_every_fact_behind_a_deduction_is_required_or_the_edition_is_rejected():
    lenient = evolve(OFFENCES, required=False)
    with pytest.raises(RulebookError) as caught:
        scheme(book(CITY, facts=[lenient], deductions=[deduction("yi.offences", TEN_EACH)]))
    (problem,) = caught.value.problems
    assert problem.place == "jifen-yi 1.0 (900100) 2022: deduction[yi.offences].rule"
    assert problem.what.en == "its fact offences is not required"


@pytest.mark.parametrize("fact", [MONTHS, OFFENCES, PARTY])
def test_3_7_null_is_an_error_and_no_absence(fact):
    composed = scheme(book(CITY, facts=[MONTHS, OFFENCES, PARTY]))
    with pytest.raises(InputError) as caught:
        composed.score({"offences": [], fact.id: None})
    (problem,) = caught.value.problems
    assert problem.place == f"facts.{fact.id} ({fact.name.zh})"
    assert problem.what == Text("值为空（null）", "its value is null")
    assert problem.remedy.en == "Leave the fact out if there is none"


def test_3_7_no_fact_is_refused_for_being_implausible_beside_another():
    years = PerUnit(fact="months", unit=12, points=1)
    insured = CountFact(id="insured", name=Text("参保月数", "Insured"), max=1200)
    both = SumOf(rules=(years, PerUnit(fact="insured", points=1)))
    score = one_rule(both, MONTHS, insured, max_=2000).score({"months": 0, "insured": 1200})
    assert line(score).points == 1200


def test_3_7_two_plugins_of_a_chain_may_share_a_fact_that_they_declare_identically():
    score = scheme(a_point_a_month(PROVINCE), a_point_a_month(CITY)).score({"months": 4})
    assert score.total == 8
    assert list(score.record().facts) == ["months"]


@pytest.mark.parametrize(
    "other",
    [
        evolve(MONTHS, max=600),
        evolve(MONTHS, name=Text("月份数", "Months")),
        evolve(MONTHS, name=Text("月数", "Months here")),
        evolve(MONTHS, required=True),
        evolve(MONTHS, more_is_better=True),
        FlagFact(id="months", name=MONTHS.name),
    ],
)
def test_3_7_two_plugins_of_a_chain_that_declare_a_fact_differently_collide(other):
    with pytest.raises(RulebookError) as caught:
        scheme(a_point_a_month(PROVINCE), book(COUNTY, facts=[other]))
    (problem,) = caught.value.problems
    assert problem.place == "jifen-jia 1.0 (900000), jifen-bing 1.0 (900101)"
    assert problem.what.en == "they declare months differently or both"
    assert problem.remedy.en == "Make the declarations identical, or rename one"


def test_3_7_chinese_fact_names_are_unique_in_a_chain():
    alias = evolve(MONTHS, id="months_here")
    with pytest.raises(RulebookError) as caught:
        scheme(a_point_a_month(PROVINCE), book(CITY, facts=[alias]))
    (problem,) = caught.value.problems
    assert problem.place == "jifen-jia 1.0 (900000), jifen-yi 1.0 (900100)"
    assert "月数 (months, months_here)" in problem.what.zh


def test_3_7_chinese_fact_names_are_unique_in_one_rulebook():
    with pytest.raises(RulebookError) as caught:
        scheme(book(CITY, facts=[MONTHS, evolve(MONTHS, id="months_here")]))
    (problem,) = caught.value.problems
    assert problem.place == "jifen-yi 1.0 (900100)"
    assert "月数 (months, months_here)" in problem.what.en


def test_3_7_plugins_of_different_chains_never_meet():
    contrary = FlagFact(id="months", name=Text("月数", "Months"))
    other = book(OTHER_CITY, facts=[contrary, FlagFact(id="other", name=PARTY.name)])
    plugins = load_registry(found=[*chain(a_point_a_month(COUNTY)), found(OTHER_CITY, other)])
    assert plugins.resolve(COUNTY, OTHER_CITY, ON).score({"months": 4}).earned == 4
    assert plugins.resolve(OTHER_CITY, COUNTY, ON).facts["months"] == contrary
