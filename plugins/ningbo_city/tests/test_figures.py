"""Every figure of the city beside its status, written down by hand.

Published: the tier. Reported (a copy of the municipal annex, Beilun 2023): employment, and housing
but for owners. The rest was chosen by this project to fill the published 150, and says so.
"""

from datetime import date

import pytest

import jifen

ON = date(2022, 10, 1)
ALL = {
    # id: (name, max, status of its own source)
    "ningbo.employment": ("就业", 10, "reported"),
    "ningbo.housing": ("住房", 20, "reported"),
    "ningbo.shortage_occupation": ("紧缺岗位", 10, "provisional"),
    "ningbo.tax": ("投资纳税", 20, "provisional"),
    "ningbo.jobs_created": ("带动就业", 15, "provisional"),
    "ningbo.invention": ("发明创造", 20, "provisional"),
    "ningbo.commendation": ("表彰奖励", 20, "provisional"),
    "ningbo.volunteering": ("参与公益", 10, "provisional"),
    "ningbo.blood_donation": ("无偿献血", 15, "provisional"),
    "ningbo.bodily_donation": ("无偿捐献", 10, "provisional"),
}
REQUIRED = {"birth_date": date(1982, 10, 1), "breaches_of_trust": [], "offences": []}


@pytest.fixture(scope="module")
def registry() -> jifen.Registry:
    return jifen.load_registry(["330200"])


@pytest.fixture(scope="module")
def edition(registry) -> jifen.Rulebook:
    (only,) = registry.editions("330200")
    return only


@pytest.fixture(scope="module")
def scheme(registry) -> jifen.Scheme:
    return registry.resolve("330200", on=ON)


@pytest.fixture
def line(scheme):
    """The line of an indicator for an applicant with some facts."""

    def of(id_: str, **facts) -> jifen.IndicatorLine:
        city = scheme.score({**REQUIRED, **facts}).tiers[1]
        return next(i for i in city.indicators if i.id == id_)

    return of


def test_the_edition_is_in_force_from_the_day_of_the_news_provisionally(edition):
    assert edition.edition.in_force.from_ == date(2022, 4, 6)
    assert edition.edition.in_force.to is None
    assert edition.edition.source.status == "provisional"


def test_the_floor_of_0_is_provisional(edition):
    assert edition.edition.floor == 0
    assert "0" in edition.edition.source.title
    assert "暂定" in edition.edition.source.title


def test_the_tier_is_published_as_150_points_recognised_city_wide(edition):
    (tier,) = edition.tiers
    assert (tier.id, tier.layer, tier.scope) == ("ningbo.commonality", "commonality", "330200")
    assert jifen.points(tier.cap) == 150
    assert tier.source.status == "published"
    assert [scope.wording.zh for scope in edition.scopes] == ["全市通用、跨区互认"]


def test_the_ten_indicators_in_the_order_of_the_law(edition):
    found = {i.id: (i.name.zh, jifen.points(i.max), i.source.status) for i in edition.indicators}
    assert list(found) == list(ALL)
    assert found == ALL
    assert sum(most for _, most, _ in ALL.values()) == 150
    assert edition.indicators[0].department == "人社、市场监管、农业农村"
    assert all(i.department for i in edition.indicators)


LONG = {"employment_continuous_months": 12}


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        ({"employment_basis": "labour_contract", **LONG}, 10),
        ({"employment_basis": "business_licence", **LONG}, 10),
        ({"employment_basis": "land_transfer", **LONG}, 10),
        ({"employment_basis": "none", **LONG}, 0),
        ({"employment_basis": "labour_contract", "employment_continuous_months": 11}, 0),
        ({"employment_basis": "labour_contract", "employment_continuous_months": 1200}, 10),
        ({"employment_basis": "labour_contract"}, 0),
    ],
)
def test_employment_any_basis_held_for_12_months_without_a_break(line, facts, points):
    scored = line("ningbo.employment", **facts)
    assert (scored.points, scored.source.status) == (points, "reported")


@pytest.mark.parametrize(
    ("housing", "points", "status"),
    [
        ("owned", 20, "provisional"),
        ("rented", 10, "reported"),
        ("dormitory", 10, "reported"),
        ("public_rental", 10, "reported"),
        ("none", 0, "reported"),
    ],
)
def test_housing_is_reported_but_for_owners(line, housing, points, status):
    scored = line("ningbo.housing", housing=housing)
    assert (scored.points, scored.source.status) == (points, status)


@pytest.mark.parametrize(
    ("id_", "facts", "points"),
    [
        ("shortage_occupation", {"shortage_occupation": True}, 10),
        ("shortage_occupation", {"shortage_occupation": False}, 0),
        ("tax", {"tax_paid_yuan": "9999.99"}, 0),
        ("tax", {"tax_paid_yuan": 10_000}, 1),
        ("tax", {"tax_paid_yuan": 199_999}, 19),
        ("tax", {"tax_paid_yuan": 200_000}, 20),
        ("tax", {"tax_paid_yuan": 10**9}, 20),
        ("jobs_created", {"jobs_created": 0}, 0),
        ("jobs_created", {"jobs_created": 1}, 1),
        ("jobs_created", {"jobs_created": 15}, 15),
        ("jobs_created", {"jobs_created": 16}, 15),
        ("invention", {"invention_patents": 1}, 10),
        ("invention", {"utility_patents": 1}, 3),
        ("invention", {"invention_patents": 1, "utility_patents": 3}, 19),
        ("invention", {"invention_patents": 1, "utility_patents": 4}, 20),
        ("invention", {"invention_patents": 2}, 20),
        ("commendation", {"commendation": "national"}, 20),
        ("commendation", {"commendation": "provincial"}, 15),
        ("commendation", {"commendation": "municipal"}, 10),
        ("commendation", {"commendation": "none"}, 0),
        ("volunteering", {"volunteer_hours": 24}, 0),
        ("volunteering", {"volunteer_hours": 25}, 1),
        ("volunteering", {"volunteer_hours": 249}, 9),
        ("volunteering", {"volunteer_hours": 250}, 10),
        ("volunteering", {"volunteer_hours": 1000}, 10),
        ("blood_donation", {"blood_donated_ml": 199}, 0),
        ("blood_donation", {"blood_donated_ml": 200}, 1),
        ("blood_donation", {"blood_donated_ml": 3000}, 15),
        ("blood_donation", {"blood_donated_ml": 4000}, 15),
        ("bodily_donation", {"bodily_donation": True}, 10),
        ("bodily_donation", {"bodily_donation": False}, 0),
    ],
)
def test_the_provisional_figures(line, id_, facts, points):
    scored = line(f"ningbo.{id_}", **facts)
    assert (scored.points, scored.source.status) == (points, "provisional")
    assert "jifen 项目暂定" in scored.source.title


# ------------------------------------------------------------------ deductions


def deducted(registry, fact: str, days: list[str], on: date = ON) -> jifen.Score:
    facts = {**REQUIRED, fact: [{"date": day} for day in days], "residence_months": 120}
    return registry.resolve("330200", on=on).score(facts)


@pytest.mark.parametrize(
    ("fact", "days", "points"),
    [
        ("breaches_of_trust", [], 0),
        ("breaches_of_trust", ["2022-10-01"], 10),
        ("breaches_of_trust", ["2017-10-01", "2020-02-29"], 20),
        ("breaches_of_trust", ["2017-09-30", "2022-10-02"], 0),
        ("offences", ["2022-10-01"], 20),
        ("offences", ["2021-01-01", "2022-10-01"], 60),
        ("offences", ["2018-01-01", "2021-01-01", "2022-10-01"], 100),
        ("offences", ["2017-09-30", "2022-10-01"], 20),
    ],
)
def test_the_two_deductions_are_provisional(registry, fact, days, points):
    score = deducted(registry, fact, days)
    assert score.deducted == points
    assert {d.source.status for d in score.deductions} == {"provisional"}
    # 20 for age and 30 for residence, and no less than nothing.
    assert score.total == max(50 - points, 0)


@pytest.mark.parametrize(
    ("fact", "on", "until"),
    [
        ("breaches_of_trust", date(2023, 5, 4), date(2023, 5, 4)),
        ("breaches_of_trust", date(2023, 5, 5), None),
        ("offences", date(2027, 5, 4), date(2027, 5, 4)),
        ("offences", date(2027, 5, 5), None),
    ],
)
def test_a_breach_freezes_for_a_year_and_an_offence_for_five(registry, fact, on, until):
    score = deducted(registry, fact, ["2022-05-04"], on)
    assert (score.frozen, score.frozen_until) == (until is not None, until)


def test_the_facts_behind_the_deductions_are_required(scheme):
    for missing in ("breaches_of_trust", "offences"):
        with pytest.raises(jifen.InputError, match="this required fact is missing"):
            scheme.score({name: value for name, value in REQUIRED.items() if name != missing})


def test_the_facts_are_those_of_the_contract(edition):
    assert {fact.id: fact.type for fact in edition.facts} == {
        "employment_basis": "choice",
        "employment_continuous_months": "count",
        "housing": "choice",
        "shortage_occupation": "flag",
        "tax_paid_yuan": "amount",
        "jobs_created": "count",
        "invention_patents": "count",
        "utility_patents": "count",
        "commendation": "choice",
        "volunteer_hours": "count",
        "blood_donated_ml": "count",
        "bodily_donation": "flag",
        "breaches_of_trust": "events",
        "offences": "events",
    }
    assert all(fact.evidence is not None for fact in edition.facts)


# ------------------------------------------------------------------ places


def test_it_declares_its_ten_counties_as_the_province_does(registry):
    city, province = (registry.contributions[code].places for code in ("330200", "330000"))
    inside = {code: p.name.zh for code, p in city.items() if p.parent == "330200"}
    assert inside == {
        "330203": "海曙区", "330205": "江北区", "330206": "北仑区", "330211": "镇海区",
        "330212": "鄞州区", "330213": "奉化区", "330225": "象山县", "330226": "宁海县",
        "330281": "余姚市", "330282": "慈溪市",
    }  # fmt: skip
    assert all(province[code] == place for code, place in city.items())
