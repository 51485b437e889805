"""The kind `when`: a guard before a rule; and the conditions that guards and requirements ask."""

from datetime import date
from fractions import Fraction

import pytest

from jifen import (
    AmountFact,
    Choice,
    ChoiceFact,
    Condition,
    CountFact,
    DateFact,
    EventsFact,
    FlagFact,
    Text,
    quanta,
)
from jifen.rules.flag import Flag
from jifen.rules.when import When

from ..chain import A_POINT_A_MONTH, MONTHS, decided, one_rule, problems_of, reach_of, said, same

BASIS = ChoiceFact(
    id="basis",
    name=Text("就业依据", "Basis"),
    choices=(
        Choice("contract", Text("劳动合同", "Contract")),
        Choice("licence", Text("营业执照", "Licence")),
        Choice("none", Text("无", "None")),
    ),
)
PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))
PERMIT = DateFact(id="permit", name=Text("居住证有效期至", "Permit until"))
INSURED = CountFact(id="insured", name=Text("参保月数", "Insured"), max=1200)
SPENT = AmountFact(id="spent", name=Text("金额", "Spent"), max=10_000)
ACTS = EventsFact(id="acts", name=same("事件"))
ALL = (BASIS, PARTY, PERMIT, INSURED, SPENT, ACTS, MONTHS)


def when(*conditions: Condition, then=A_POINT_A_MONTH) -> When:
    return When(conditions=conditions, then=then)


@pytest.mark.parametrize(
    ("condition", "value", "met", "zh", "en"),
    [
        (Condition(fact="party", is_=True), True, True, "流动党员：是，符合（须为是）", "Party member: yes, met (must be yes)"),
        (Condition(fact="party", is_=True), False, False, "流动党员：否，不符合（须为是）", "Party member: no, not met (must be yes)"),
        (Condition(fact="party", is_=False), False, True, "流动党员：否，符合（须为否）", "Party member: no, met (must be no)"),
        (Condition(fact="party", is_not=True), True, False, "流动党员：是，不符合（不得为是）", "Party member: yes, not met (anything but yes)"),
        (Condition(fact="basis", is_="licence"), "licence", True, "就业依据：营业执照，符合（须为营业执照）", "Basis: Licence, met (must be Licence)"),
        (Condition(fact="basis", is_not="none"), "none", False, "就业依据：无，不符合（不得为无）", "Basis: None, not met (anything but None)"),
        (Condition(fact="basis", is_not="none"), "contract", True, "就业依据：劳动合同，符合（不得为无）", "Basis: Contract, met (anything but None)"),
        (Condition(fact="basis", one_of=("contract", "licence")), "licence", True, "就业依据：营业执照，符合（须为劳动合同或营业执照）", "Basis: Licence, met (must be Contract or Licence)"),
        (Condition(fact="basis", one_of=("contract", "licence")), "none", False, "就业依据：无，不符合（须为劳动合同或营业执照）", "Basis: None, not met (must be Contract or Licence)"),
        (Condition(fact="insured", at_least=12), 12, True, "参保月数：12，符合（须满 12）", "Insured: 12, met (at least 12)"),
        (Condition(fact="insured", at_least=12), 11, False, "参保月数：11，不符合（须满 12）", "Insured: 11, not met (at least 12)"),
        (Condition(fact="insured", at_most=12), 12, True, "参保月数：12，符合（须不超过 12）", "Insured: 12, met (at most 12)"),
        (Condition(fact="insured", at_most=12), 13, False, "参保月数：13，不符合（须不超过 12）", "Insured: 13, not met (at most 12)"),
        (Condition(fact="spent", at_least=Fraction(1, 2)), "0.5", True, "金额：0.5，符合（须满 0.5）", "Spent: 0.5, met (at least 0.5)"),
        (Condition(fact="spent", at_most=Fraction(1, 2)), "0.51", False, "金额：0.51，不符合（须不超过 0.5）", "Spent: 0.51, not met (at most 0.5)"),
        (Condition(fact="permit", valid=True), date(2022, 10, 1), True, "居住证有效期至：2022-10-01，有效", "Permit until: 2022-10-01, valid"),
        (Condition(fact="permit", valid=True), date(2022, 9, 30), False, "居住证有效期至：2022-09-30，已过期", "Permit until: 2022-09-30, expired"),
        (Condition(fact="permit", valid=False), date(2022, 9, 30), True, "居住证有效期至：2022-09-30，已过期", "Permit until: 2022-09-30, expired"),
        (Condition(fact="permit", valid=False), date(2022, 10, 1), False, "居住证有效期至：2022-10-01，有效", "Permit until: 2022-10-01, valid"),
    ],
)  # fmt: skip
def test_a_rule_counts_only_if_its_condition_is_met(condition, value, met, zh, en):
    composed = one_rule(when(condition), *ALL)
    points, in_chinese, in_english = said(composed, **{condition.fact: value}, months=7)
    assert points == ("7" if met else "0")
    assert in_chinese == (f"{zh}；7 个月，每满 1 个月计 1 分" if met else zh)
    assert in_english == (f"{en}; 7 months, 1 for each full month" if met else en)


def test_every_condition_must_be_met_and_those_that_are_not_are_said():
    rule = when(Condition(fact="party", is_=True), Condition(fact="insured", at_least=12))
    composed = one_rule(rule, *ALL)
    assert said(composed, party=True, insured=12, months=7)[0] == "7"
    points, zh, _ = said(composed, party=True, insured=3, months=7)
    assert (points, zh) == ("0", "参保月数：3，不符合（须满 12）")
    points, zh, _ = said(composed, party=False, insured=3, months=7)
    assert (points, zh) == ("0", "流动党员：否，不符合（须为是）；参保月数：3，不符合（须满 12）")


def test_a_guard_may_ask_of_the_very_fact_that_is_counted():
    composed = one_rule(when(Condition(fact="months", at_least=12)), MONTHS)
    assert [said(composed, months=m)[0] for m in (11, 12)] == ["0", "12"]


def test_a_guard_may_stand_before_a_guard():
    inner = when(Condition(fact="insured", at_least=12))
    rule = when(Condition(fact="party", is_=True), then=inner)
    composed = one_rule(rule, *ALL)
    assert said(composed, party=True, insured=12, months=7)[0] == "7"
    assert said(composed, party=True, insured=11, months=7)[0] == "0"
    assert said(composed, party=False, insured=12, months=7)[0] == "0"
    # The inner guard's fact is absent: nothing is counted, and the reason says what is missing.
    points, zh, _ = said(composed, party=True, months=7)
    assert (points, zh) == ("0", "流动党员：是，符合（须为是）；没有提供参保月数")


@pytest.mark.parametrize(
    ("condition", "at", "what"),
    [
        (Condition(fact="party"), "", "a condition has exactly one test"),
        (Condition(fact="party", is_=True, is_not=False), "", "a condition has exactly one test"),
        (Condition(fact="party", is_="yes"), "is", "yes is not true or false"),
        (Condition(fact="party", at_least=1), "at_least", "at_least does not suit the type flag"),
        (Condition(fact="insured", is_=True), "is", "is does not suit the type count"),
        (Condition(fact="insured", valid=True), "valid", "valid does not suit the type count"),
        (Condition(fact="permit", at_most=1), "at_most", "at_most does not suit the type date"),
        (Condition(fact="acts", is_=True), "is", "is does not suit the type events"),
        (Condition(fact="basis", is_=True), "is", "True is no choice of basis"),
        (Condition(fact="basis", is_not="nothing"), "is_not", "nothing is no choice of basis"),
        (Condition(fact="basis", one_of=("contract", "x")), "one_of", "x is no choice of basis"),
        (Condition(fact="party", one_of=("yes",)), "one_of", "one_of does not suit the type flag"),
    ],
)
def test_a_condition_has_one_test_that_suits_its_fact(condition, at, what):
    place = f"conditions[0].{at}".rstrip(".")
    assert problems_of(when(condition), *ALL) == {place: what}


def test_a_guard_has_conditions_and_what_it_guards_is_checked():
    assert problems_of(when(Condition(fact="party", is_=True)), *ALL) == {}
    assert problems_of(when(), *ALL) == {"conditions": "there is no condition"}
    wrong = when(Condition(fact="party", is_=True), then=Flag(fact="months", points=quanta(1)))
    assert problems_of(wrong, *ALL) == {"then.fact": "the fact months is of type count"}


def test_it_reaches_what_the_rule_it_guards_reaches_and_nothing():
    assert reach_of(when(Condition(fact="party", is_=True)), *ALL) == (0, 120_000)
    guarded = when(Condition(fact="months", at_most=10))
    assert reach_of(guarded, MONTHS)[1] >= 1_000


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ({"party": True, "months": 3}, "then"),
        ({"party": False, "months": 3}, ""),
        ({"party": True}, ""),
        ({"months": 3}, ""),
    ],
)
def test_the_rule_it_guards_decides_where_the_guard_is_open(given, figure):
    rule = when(Condition(fact="party", is_=True))
    assert decided(rule, PARTY, MONTHS, figures=["then"], **given) == figure
