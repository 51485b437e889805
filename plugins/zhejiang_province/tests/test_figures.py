"""Every figure of the province beside the one in its sources, written down by hand.

Provincial annex, as two copies give it (Rui'an 2023, Beilun 2023); what is provisional was chosen
by this project and says so.
"""

from datetime import date

import pytest

import jifen

ON = date(2022, 10, 1)
ALL = {
    # id: (name, max, department)
    "zhejiang.age": ("年龄", 20, "公安"),
    "zhejiang.education": ("文化程度", 10, "教育"),
    "zhejiang.skill": ("职业技能", 10, "人社"),
    "zhejiang.social_insurance": ("缴纳社保", 30, "人社"),
    "zhejiang.residence": ("居住时间", 30, "公安"),
}


@pytest.fixture(scope="module")
def registry() -> jifen.Registry:
    return jifen.load_registry(["330000"])


@pytest.fixture(scope="module")
def edition(registry: jifen.Registry) -> jifen.Rulebook:
    (only,) = registry.editions("330000")
    return only


@pytest.fixture
def line(registry: jifen.Registry):
    """The line of an indicator for an applicant of 40 with some facts."""
    scheme = registry.resolve("330000", on=ON)

    def of(id_: str, **facts) -> jifen.IndicatorLine:
        (tier,) = scheme.score({"birth_date": date(1982, 10, 1), **facts}).tiers
        return next(i for i in tier.indicators if i.id == id_)

    return of


def test_the_edition_is_in_force_from_2022_provisionally(edition):
    assert edition.edition.in_force.from_ == date(2022, 1, 1)
    assert edition.edition.in_force.to is None
    assert edition.edition.floor is None
    assert edition.edition.source.status == "provisional"


def test_the_tier_is_published_as_100_points_recognised_province_wide(edition):
    (tier,) = edition.tiers
    assert (tier.id, tier.layer, tier.scope) == ("zhejiang.commonality", "commonality", "330000")
    assert jifen.points(tier.cap) == 100
    assert tier.source.status == "published"
    assert "甬政办发〔2022〕10号" in tier.source.title
    assert [scope.wording.zh for scope in edition.scopes] == ["全省通用、跨区互认"]


def test_the_five_indicators_in_the_order_of_the_law(edition):
    found = {i.id: (i.name.zh, jifen.points(i.max), i.department) for i in edition.indicators}
    assert list(found) == list(ALL)
    assert found == ALL
    assert sum(most for _, most, _ in ALL.values()) == 100
    assert {i.source.status for i in edition.indicators} == {"reported"}
    assert all("瑞安" in i.source.title and "北仑" in i.source.title for i in edition.indicators)
    assert edition.deductions == ()


@pytest.mark.parametrize(
    ("age", "points", "status"),
    [
        (16, 20, "provisional"), (17, 20, "provisional"),
        *((age, 20, "reported") for age in range(18, 41)),
        (41, 19, "reported"), (42, 18, "reported"), (43, 17, "reported"), (44, 16, "reported"),
        (45, 15, "reported"), (46, 14, "reported"), (47, 13, "reported"), (48, 12, "reported"),
        (49, 11, "reported"), (50, 10, "reported"), (51, 9, "reported"), (52, 8, "reported"),
        (53, 7, "reported"), (54, 6, "reported"), (55, 5, "reported"), (56, 5, "reported"),
        (57, 5, "reported"), (58, 5, "reported"), (59, 5, "reported"), (60, 5, "reported"),
        (61, 0, "provisional"), (75, 0, "provisional"), (120, 0, "provisional"),
    ],
)  # fmt: skip
def test_age(line, age, points, status):
    scored = line("zhejiang.age", birth_date=date(2022 - age, 10, 1))
    assert (scored.points, scored.source.status) == (points, status)


def test_under_16_is_refused_as_input(line):
    with pytest.raises(jifen.InputError, match="at least 16 complete years"):
        line("zhejiang.age", birth_date=date(2006, 10, 2))


@pytest.mark.parametrize(
    ("education", "points"),
    [("bachelor_or_above", 10), ("associate", 8), ("senior_secondary_or_below", 5)],
)
def test_education_highest_only(line, education, points):
    scored = line("zhejiang.education", education=education)
    assert (scored.points, scored.source.status) == (points, "reported")


def test_where_the_copies_disagree_it_is_noted_beside_the_figure(line):
    noted = [
        line("zhejiang.education", education="senior_secondary_or_below"),
        line("zhejiang.skill", skill="level_3"),
    ]
    assert all(each.source.note is not None and "北仑" in each.source.note.zh for each in noted)
    assert noted[0].source.title == "瑞安 2023 转载"
    assert line("zhejiang.education", education="associate").source.note is None


@pytest.mark.parametrize(
    ("skill", "points"),
    [("level_2_or_above", 10), ("level_3", 8), ("level_4", 5), ("level_5", 3), ("none", 0)],
)
def test_skill_highest_only(line, skill, points):
    scored = line("zhejiang.skill", skill=skill)
    assert (scored.points, scored.source.status) == (points, "reported")


@pytest.mark.parametrize(
    ("months", "points"),
    [(0, "0"), (1, "0.5"), (59, "29.5"), (60, "30"), (61, "30"), (1200, "30")],
)
def test_social_insurance_half_a_point_a_month_to_the_max_at_60(line, months, points):
    scored = line("zhejiang.social_insurance", social_insurance_months=months)
    assert (str(scored.points), scored.source.status) == (points, "reported")


@pytest.mark.parametrize(
    ("months", "points"),
    [(0, "0"), (1, "0.25"), (81, "20.25"), (119, "29.75"), (120, "30"), (121, "30")],
)
def test_residence_a_quarter_point_a_month_to_the_max_at_120(line, months, points):
    scored = line("zhejiang.residence", residence_months=months)
    assert (str(scored.points), scored.source.status) == (points, "reported")


@pytest.mark.parametrize(
    ("permit", "works", "met"),
    [
        ("2022-10-01", True, [True, True]),
        ("2022-09-30", True, [False, True]),
        ("2023-01-01", False, [True, False]),
        (None, None, [False, False]),
    ],
)
def test_the_requirements_are_a_valid_permit_and_local_work(registry, permit, works, met):
    asked = {"residence_permit_valid_until": permit, "works_locally": works}
    facts = {name: value for name, value in asked.items() if value is not None}
    score = registry.resolve("330000", on=ON).score({"birth_date": date(1982, 10, 1), **facts})
    assert [r.id for r in score.requirements] == [
        "zhejiang.residence_permit",
        "zhejiang.works_locally",
    ]
    assert [r.met for r in score.requirements] == met
    assert score.eligible is all(met)


def test_the_facts_are_those_of_the_contract(edition):
    types = {fact.id: (fact.type, fact.required) for fact in edition.facts}
    assert types == {
        "birth_date": ("date", True),
        "residence_permit_valid_until": ("date", False),
        "works_locally": ("flag", False),
        "education": ("choice", False),
        "skill": ("choice", False),
        "social_insurance_months": ("count", False),
        "residence_months": ("count", False),
    }
    assert all(fact.evidence is not None for fact in edition.facts)
