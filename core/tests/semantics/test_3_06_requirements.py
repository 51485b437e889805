"""DESIGN 3.6: requirements decide `eligible`, each with its reason, and do not change the points."""

from datetime import date

import pytest

from jifen import Condition, CountFact, DateFact, FlagFact, Requirement, Text

from ..chain import CHOSEN, CITY, COUNTY, MONTHS, PROVINCE, SHANGHAI, a_point_a_month, book, scheme

PERMIT = DateFact(id="permit", name=Text("居住证有效期至", "Permit valid until"))
WORKS = FlagFact(id="works", name=Text("在本地就业", "Works locally"))
AGE = CountFact(id="years_here", name=Text("居住年数", "Years here"), max=99)


def asks(id_: str, name: str, **condition) -> Requirement:
    return Requirement(
        id=id_, name=Text(name, id_), condition=Condition(**condition), source=CHOSEN
    )


VALID = asks("jia.permit", "持有效居住证", fact="permit", valid=True)
EMPLOYED = asks("yi.works", "在本地就业", fact="works", is_=True)
SETTLED = asks("bing.settled", "居住满三年", fact="years_here", at_least=3)
BOOKS = [
    a_point_a_month(PROVINCE, facts=[MONTHS, PERMIT], requirements=[VALID]),
    book(CITY, facts=[WORKS], requirements=[EMPLOYED]),
    book(COUNTY, facts=[AGE], requirements=[SETTLED]),
]
MEETS_ALL = {"permit": date(2022, 10, 1), "works": True, "years_here": 3}


def scored(used_in: str = COUNTY, **given):
    return scheme(*BOOKS, used_in=used_in).score({"months": 7, **MEETS_ALL, **given})


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ({}, [True, True, True]),
        ({"permit": date(2022, 9, 30)}, [False, True, True]),
        ({"works": False}, [True, False, True]),
        ({"years_here": 2}, [True, True, False]),
        ({"permit": date(1999, 1, 1), "works": False, "years_here": 0}, [False, False, False]),
    ],
)
def test_3_6_who_meets_every_requirement_is_eligible(given, met):
    score = scored(**given)
    assert [r.met for r in score.requirements] == met
    assert score.eligible is all(met)


def test_3_6_an_absent_fact_meets_no_requirement():
    score = scheme(*BOOKS).score({"months": 7})
    assert [r.met for r in score.requirements] == [False, False, False]
    assert not score.eligible
    assert score.requirements[0].reason == Text(
        "没有提供居住证有效期至，不符合", "Permit valid until not given, not met"
    )


def test_3_6_requirements_do_not_change_the_points():
    assert scored().total == scored(works=False).total == scheme(*BOOKS).score({"months": 7}).total


def test_3_6_each_requirement_has_its_reason_in_both_languages():
    assert [r.reason for r in scored().requirements] == [
        Text("居住证有效期至：2022-10-01，有效", "Permit valid until: 2022-10-01, valid"),
        Text("在本地就业：是，符合（须为是）", "Works locally: yes, met (must be yes)"),
        Text("居住年数：3，符合（须满 3）", "Years here: 3, met (at least 3)"),
    ]
    refused = scored(permit="2022-09-30", works=False, years_here=2)
    assert [r.reason for r in refused.requirements] == [
        Text("居住证有效期至：2022-09-30，已过期", "Permit valid until: 2022-09-30, expired"),
        Text("在本地就业：否，不符合（须为是）", "Works locally: no, not met (must be yes)"),
        Text("居住年数：2，不符合（须满 3）", "Years here: 2, not met (at least 3)"),
    ]


def test_3_6_the_text_says_that_somebody_is_not_eligible():
    refused = scored(works=False)
    assert "；不符合申请条件" in refused.explain("zh")
    assert "; the requirements are not met" in refused.explain("en")
    assert "不符合申请条件" not in scored().explain("zh")


def test_3_6_the_requirements_are_those_of_the_place_of_residence_wherever_the_score_is_used():
    assert not scored(used_in=SHANGHAI, works=False).eligible
    assert scored(used_in=SHANGHAI).eligible


def test_3_6_without_a_requirement_everybody_is_eligible():
    assert scheme(a_point_a_month(PROVINCE)).score({}).eligible
