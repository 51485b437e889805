"""Every figure of the county beside its status, written down by hand.

Published: the tier. Reported (the county's media centre, 2022-06-17): staying for the New Year.
The rest was chosen by this project to fill the published 50, and says so.
"""

from datetime import date

import pytest

import jifen

ON = date(2022, 10, 1)
ALL = {
    # id: (name, max, status, what it re-scores)
    "xiangshan.housing": ("住房", 10, "provisional", "ningbo.housing"),
    "xiangshan.commendation": ("表彰奖励", 10, "provisional", "ningbo.commendation"),
    "xiangshan.charitable_giving": ("无偿捐赠", 5, "provisional", None),
    "xiangshan.mobile_party_member": ("流动党员", 5, "provisional", None),
    "xiangshan.special_post": ("特殊岗位", 15, "provisional", None),
    "xiangshan.new_year": ("留象过年", 5, "reported", None),
}
REQUIRED = {"birth_date": date(1982, 10, 1), "breaches_of_trust": [], "offences": []}


@pytest.fixture(scope="module")
def registry() -> jifen.Registry:
    return jifen.load_registry(["330225"])


@pytest.fixture(scope="module")
def edition(registry) -> jifen.Rulebook:
    (only,) = registry.editions("330225")
    return only


@pytest.fixture
def line(registry):
    """The line of an indicator for an applicant with some facts."""
    scheme = registry.resolve("330225", on=ON)

    def of(id_: str, **facts) -> jifen.IndicatorLine:
        county = scheme.score({**REQUIRED, **facts}).tiers[2]
        return next(i for i in county.indicators if i.id == id_)

    return of


def test_the_edition_is_in_force_from_the_day_of_the_article_provisionally(edition):
    assert edition.edition.in_force.from_ == date(2022, 6, 17)
    assert edition.edition.in_force.to is None
    assert edition.edition.source.status == "provisional"


def test_the_tier_is_published_as_50_points_that_count_in_xiangshan_only(edition):
    (tier,) = edition.tiers
    assert (tier.id, tier.layer, tier.scope) == ("xiangshan.personality", "personality", "330225")
    assert jifen.points(tier.cap) == 50
    assert tier.source.status == "published"
    assert [scope.wording.zh for scope in edition.scopes] == ["仅限象山县内使用"]


def test_the_six_indicators_in_the_order_of_the_law(edition):
    found = {
        i.id: (i.name.zh, jifen.points(i.max), i.source.status, i.rescores)
        for i in edition.indicators
    }
    assert list(found) == list(ALL)
    assert found == ALL
    assert sum(most for _, most, _, _ in ALL.values()) == 50
    assert all(i.department for i in edition.indicators)
    assert edition.deductions == ()


@pytest.mark.parametrize(
    ("id_", "facts", "points"),
    [
        ("housing", {"county_housing": True}, 10),
        ("housing", {"county_housing": False}, 0),
        ("commendation", {"county_commendation": True}, 10),
        ("commendation", {"county_commendation": False}, 0),
        ("charitable_giving", {"charitable_giving_yuan": "999.99"}, 0),
        ("charitable_giving", {"charitable_giving_yuan": 1000}, 1),
        ("charitable_giving", {"charitable_giving_yuan": 5000}, 5),
        ("charitable_giving", {"charitable_giving_yuan": 10**9}, 5),
        ("mobile_party_member", {"mobile_party_member": True}, 5),
        ("mobile_party_member", {"mobile_party_member": False}, 0),
        ("special_post", {"special_post_months": 11}, 0),
        ("special_post", {"special_post_months": 12}, 5),
        ("special_post", {"special_post_months": 35}, 10),
        ("special_post", {"special_post_months": 36}, 15),
        ("special_post", {"special_post_months": 48}, 15),
        ("new_year", {"stayed_for_new_year": True}, 5),
        ("new_year", {"stayed_for_new_year": False}, 0),
    ],
)
def test_the_figures(line, id_, facts, points):
    scored = line(f"xiangshan.{id_}", **facts)
    assert (scored.points, scored.source.status) == (points, ALL[f"xiangshan.{id_}"][2])


def test_a_re_scored_indicator_rests_on_a_fact_of_its_own(line):
    scored = line("xiangshan.housing", housing="owned")
    assert (scored.status, scored.rescores) == ("unclaimed", "ningbo.housing")


def test_the_facts_are_those_of_the_contract(edition):
    assert {fact.id: fact.type for fact in edition.facts} == {
        "county_housing": "flag",
        "county_commendation": "flag",
        "charitable_giving_yuan": "amount",
        "mobile_party_member": "flag",
        "special_post_months": "count",
        "stayed_for_new_year": "flag",
    }
    assert all(fact.evidence is not None and not fact.required for fact in edition.facts)


def test_every_service_is_offered_in_the_county_and_provisional(edition):
    assert edition.services
    assert {s.offered_in for s in edition.services} == {"330225"}
    assert {s.source.status for s in edition.services} == {"provisional"}
