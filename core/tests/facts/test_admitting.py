"""Facts as a scheme admits them: every problem at once, each with its fact, expectation and remedy."""

from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from jifen import AmountFact, Choice, ChoiceFact, CountFact, DateFact, FlagFact, InputError, Text

from ..chain import MONTHS, OFFENCES, ON, PROVINCE, SHANGHAI, book, scheme

BORN = DateFact(
    id="birth_date", name=Text("出生日期", "Birth date"), required=True, min_age=16, max_age=120
)
PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))
TAX = AmountFact(id="tax_paid_yuan", name=Text("纳税额", "Tax paid"), max=10**9)
PATENTS = CountFact(id="patents", name=Text("专利数", "Patents"), max=99)
SCHOOL = ChoiceFact(
    id="school",
    name=Text("学历", "School"),
    choices=(Choice("high", Text("高", "High")), Choice("low", Text("低", "Low"))),
)
COMPOSED = scheme(book(PROVINCE, facts=[BORN, PARTY, MONTHS, TAX, PATENTS, SCHOOL, OFFENCES]))
GOOD = {"birth_date": date(1990, 1, 1), "offences": []}


def refused(given) -> list[tuple[str, str, str]]:
    """What is refused in some facts: place, fault, remedy."""
    with pytest.raises(InputError) as scored:
        COMPOSED.score(given)
    with pytest.raises(InputError) as admitted:
        COMPOSED.admit(given)
    assert scored.value.problems == admitted.value.problems
    for problem in scored.value.problems:
        assert problem.what.zh
        assert problem.remedy.zh
    return [(p.place, p.what.en, p.remedy.en) for p in scored.value.problems]


def test_all_problems_are_reported_at_once():
    given = {
        "birth_date": "2030-01-01",
        "party": "false",
        "months": 40.9,
        "patents": -1,
        "tax_paid_yuan": None,
        "school": "middle",
        "residence": 3,
    }
    assert refused(given) == [
        ("facts.residence", "there is no such fact", "`jifen facts 900101` lists the facts"),
        ("facts.birth_date (出生日期)", "2030-01-01 is out of range (scored on 2022-10-01)", f"Expected {BORN.expects().en}"),
        ("facts.party (流动党员)", "'false' is not accepted", "Expected true or false, without quotes"),
        ("facts.months (月数)", "40.9 is not accepted", "Expected a whole number from 0 to 1200"),
        ("facts.tax_paid_yuan (纳税额)", "its value is null", "Leave the fact out if there is none"),
        ("facts.patents (专利数)", "-1 is out of range", "Expected a whole number from 0 to 99"),
        ("facts.school (学历)", "'middle' is not accepted", "Expected one of high, low"),
        ("facts.offences (违法记录)", "this required fact is missing", f"Expected {OFFENCES.expects().en}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("month", "months"),
        ("Months", "months"),
        ("patent", "patents"),
        ("tax_paid", "tax_paid_yuan"),
        ("birthdate", "birth_date"),
        ("月数", "months"),
        ("出生日期", "birth_date"),
    ],
)
def test_an_unknown_fact_is_refused_with_the_nearest_name(name, meant):
    assert refused(GOOD | {name: 3}) == [
        (f"facts.{name}", "there is no such fact", f"Did you mean {meant}?")
    ]


@pytest.mark.parametrize("name", ["x", "moths_eaten", "", 7, None, True, "象" * 5000, (1, 2)])
def test_an_unknown_fact_without_a_near_name_is_refused_with_where_to_look(name):
    ((place, _, remedy),) = refused(GOOD | {name: 3})
    assert len(place) <= len("facts.") + 40
    assert remedy == "`jifen facts 900101` lists the facts"


@pytest.mark.parametrize(
    ("fact", "value", "what"),
    [
        ("party", "false", "'false' is not accepted"),
        ("party", [date(2021, 3, 1)], "[2021-03-01] is not accepted"),
        ("party", [[True]], "[…] is not accepted"),
        ("party", 0, "0 is not accepted"),
        ("months", True, "True is not accepted"),
        ("months", 40.9, "40.9 is not accepted"),
        ("months", 1e9, "1000000000.0 is not accepted"),
        ("months", 10**9, "1000000000 is out of range"),
        ("months", -1, "-1 is out of range"),
        ("months", "48", "'48' is not accepted"),
        ("months", 10**5000, "… is out of range"),
        ("tax_paid_yuan", 0.1, "0.1 is not accepted"),
        ("tax_paid_yuan", True, "True is not accepted"),
        ("tax_paid_yuan", Decimal("0.001"), "0.001 is not accepted"),
        ("tax_paid_yuan", Decimal("1e9999"), "1E+9999 is not accepted"),
        ("tax_paid_yuan", Decimal("1e-999999999"), "1E-999999999 is not accepted"),
        ("tax_paid_yuan", 10**12, "1000000000000 is out of range"),
        ("birth_date", datetime(1990, 1, 1, 8), "1990-01-01 08:00:00 is not accepted"),
        ("birth_date", "1990-02-30", "'1990-02-30' is not accepted"),
        ("birth_date", date(2006, 10, 2), "2006-10-02 is out of range (scored on 2022-10-01)"),
        ("birth_date", date(2022, 10, 2), "2022-10-02 is out of range (scored on 2022-10-01)"),
        ("school", "High", "'High' is not accepted"),
        ("school", ["high"], "['high'] is not accepted"),
        ("school", {}, "{} is not accepted"),
        ("offences", {}, "{} is not accepted"),
        ("offences", "", "'' is not accepted"),
        ("offences", False, "False is not accepted"),
    ],
    ids=lambda v: str(v)[:30] if not isinstance(v, int) or v < 10**10 else "huge",
)
def test_a_value_of_another_type_or_out_of_range_is_refused(fact, value, what):
    ((place, said, _),) = refused(GOOD | {fact: value})
    assert place.startswith(f"facts.{fact} (")
    assert said == what


@pytest.mark.parametrize("fact", COMPOSED.facts)
def test_null_is_refused_whatever_the_fact(fact):
    ((place, what, _),) = refused(GOOD | {fact: None})
    assert place.startswith(f"facts.{fact} (")
    assert what == "its value is null"


@pytest.mark.parametrize(
    ("events", "place"),
    [
        ([{"date": "2022-01-01"}, {"day": "2022-01-01"}], "facts.offences (违法记录)[1]"),
        ([{"date": "2022-01-01", "kind": "grave"}], "facts.offences (违法记录)[0]"),
        (["2022-01-01"], "facts.offences (违法记录)[0]"),
        ([[]], "facts.offences (违法记录)[0]"),
    ],
)
def test_a_malformed_event_is_refused_with_its_path(events, place):
    ((at, _, remedy),) = refused(GOOD | {"offences": events})
    assert at == place
    assert remedy == f"Expected {OFFENCES.expects().en}"


@pytest.mark.parametrize("day", ["2022-13-01", None, date(1899, 3, 1)])
def test_the_day_of_an_event_is_refused_with_its_path_and_the_days_accepted(day):
    ((at, _, remedy),) = refused(GOOD | {"offences": [{"date": day}]})
    assert at == "facts.offences (违法记录)[0].date"
    assert remedy == "Expected a date such as 2021-03-01 from 1900-01-01 to 2199-12-31"


@pytest.mark.parametrize("facts", [None, [], "facts", 7, [("months", 3)], {"months"}])
def test_facts_are_a_mapping(facts):
    ((place, what, remedy),) = refused(facts)
    assert place == "facts"
    assert what.endswith("is no mapping of facts")
    assert remedy == "Give values by fact id"


def test_any_mapping_of_facts_gives_the_same_score():
    given = {**GOOD, "months": 7}
    assert COMPOSED.score(MappingProxyType(given)) == COMPOSED.score(given)


def test_scoring_leaves_what_it_is_given_as_it_was_and_keeps_none_of_it():
    events = [{"date": "2022-01-01"}]
    given = {**GOOD, "months": 7, "offences": events}
    before = repr(given)
    score = COMPOSED.score(given)
    made = score.to_json()
    assert repr(given) == before
    events.append({"date": "2022-02-01"})
    given["months"] = 9
    assert score.to_json() == made


def test_a_refusal_reads_well_in_both_languages():
    with pytest.raises(InputError) as caught:
        COMPOSED.score(GOOD | {"months": "48"})
    assert caught.value.explain("zh") == (
        "输入无法评分：\n  facts.months (月数)：不接受 '48'。应为 0 至 1200 的整数"
    )
    assert str(caught.value) == (
        "The input cannot be scored:\n  facts.months (月数): '48' is not accepted. "
        "Expected a whole number from 0 to 1200"
    )


@pytest.mark.parametrize("used_in", [None, SHANGHAI])
def test_facts_are_checked_the_same_wherever_the_score_is_used(used_in):
    composed = scheme(book(PROVINCE, facts=[MONTHS]), used_in=used_in, on=ON)
    with pytest.raises(InputError):
        composed.score({"months": -1})
