"""公共服务: what the services of the place of use make of a score."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import (
    Condition,
    CountFact,
    FlagFact,
    Freeze,
    Requirement,
    RulebookError,
    Score,
    Service,
    ServiceGroup,
    ServiceLine,
    Text,
    load_registry,
    quanta,
)
from jifen.rules.per_unit import PerUnit

from .chain import (
    CHOSEN,
    CITY,
    COUNTY,
    NEXT_COUNTY,
    ON,
    OTHER_CITY,
    PROVINCE,
    a_point_a_month,
    book,
    deduction,
    found,
    indicator,
    registry,
    same,
    scheme,
    ten_an_offence,
)

WORKS = FlagFact(id="works", name=Text("在本地就业", "Works here"))
REQUIREMENT = Requirement(
    id="jia.works",
    name=Text("就业", "Work"),
    condition=Condition(fact="works", is_=True),
    source=CHOSEN,
)


def service(id_="bing.school", **more) -> Service:
    given = {"name": Text("入学", "School"), "offered_in": COUNTY, "source": CHOSEN}
    return Service(id=id_, **given | more)


def county(*services, **more):
    """The county's rulebook: a point a month, and services."""
    return evolve(a_point_a_month(COUNTY, **more), services=services)


def served(*services, months=50, used_in=COUNTY, **more) -> tuple[ServiceLine, ...]:
    score = scheme(county(*services, **more), used_in=used_in).score({"months": months})
    return score.services


# ------------------------------------------------------------------ thresholds


@pytest.mark.parametrize(
    ("months", "qualifies", "zh", "en"),
    [
        (49, False, "49 分，未达到 50 分", "49 points, less than 50"),
        (50, True, "50 分，达到 50 分", "50 points, at least 50"),
        (51, True, "51 分，达到 50 分", "51 points, at least 50"),
    ],
)
def test_a_score_qualifies_from_the_threshold_on(months, qualifies, zh, en):
    (line,) = served(service(threshold=quanta(50)), months=months)
    assert (line.points, line.threshold) == (months, 50)
    assert line.qualifies is qualifies
    assert line.reason == Text(zh, en)


def test_a_service_without_a_threshold_is_open_to_every_eligible_score():
    (line,) = served(service(ranked=True), months=0)
    assert line.qualifies
    assert line.threshold is None
    assert line.reason.zh == "0 分；按积分排名"


def test_a_frozen_score_qualifies_for_nothing_and_the_reason_says_so():
    frozen = ten_an_offence(COUNTY, freeze=Freeze(years=1))
    composed = scheme(evolve(frozen, services=(service(threshold=quanta(20)),)))
    facts = {"months": 50, "offences": [{"date": "2022-01-01"}]}
    score = composed.score(facts)
    (line,) = score.services
    assert score.frozen
    assert not line.qualifies
    assert line.reason.zh == "40 分，达到 20 分；积分冻结"
    assert line.reason.en == "40 points, at least 20; the score is frozen"
    assert composed.score(facts | {"offences": []}).services[0].qualifies


@pytest.mark.parametrize("given", [{}, {"works": False}])
def test_without_the_requirements_a_score_qualifies_for_nothing(given):
    province = book(PROVINCE, facts=[WORKS], requirements=[REQUIREMENT])
    composed = scheme(province, county(service(threshold=quanta(5))))
    (line,) = composed.score({"months": 50, **given}).services
    assert not line.qualifies
    assert line.reason.zh == "50 分，达到 5 分；不符合申请条件"
    assert composed.score({"months": 50, "works": True}).services[0].qualifies


# ------------------------------------------------------------------ what is counted


def three_tiers(**more):
    province = ten_an_offence(PROVINCE, floor=0)
    return province, a_point_a_month(CITY), county(service(ranked=True, **more))


FACTS = {"months": 7, "offences": []}


@pytest.mark.parametrize(
    ("tiers", "points"),
    [((), 21), (("jia.tier",), 7), (("jia.tier", "bing.tier"), 14), (("bing.tier",), 7)],
)
def test_a_service_counts_the_total_or_some_tiers(tiers, points):
    (line,) = scheme(*three_tiers(tiers=tiers)).score(FACTS).services
    assert line.points == points


@pytest.mark.parametrize(
    ("tiers", "points"), [((), 1), (("jia.tier",), 0), (("yi.tier", "bing.tier"), 14)]
)
def test_deductions_are_taken_from_the_tiers_they_belong_to_down_to_the_floor(tiers, points):
    offence = {"months": 7, "offences": [{"date": "2022-01-01"}, {"date": "2022-02-01"}]}
    (line,) = scheme(*three_tiers(tiers=tiers)).score(offence).services
    assert line.points == points


@pytest.mark.parametrize("tiers", [("jia.tier", "yi.tier"), ()])
def test_a_tier_that_is_not_recognised_does_not_count(tiers):
    narrow = a_point_a_month(PROVINCE, scope=COUNTY)
    city = evolve(
        a_point_a_month(CITY), services=(service(ranked=True, offered_in=CITY, tiers=tiers),)
    )
    for used_in, points in ((COUNTY, 14), (NEXT_COUNTY, 7)):
        (line,) = scheme(narrow, city, used_in=used_in).score({"months": 7}).services
        assert line.points == points


@settings(deadline=None, max_examples=60)
@given(
    points=st.lists(st.integers(0, 30), min_size=3, max_size=3),
    taken=st.lists(st.integers(0, 30), min_size=3, max_size=3),
    floor=st.none() | st.integers(0, 10),
    tiers=st.sets(st.integers(0, 2)),
    used_in=st.sampled_from([COUNTY, NEXT_COUNTY, OTHER_CITY]),
)
def test_what_is_counted_is_that_of_a_plain_calculation(points, taken, floor, tiers, used_in):
    codes, levels = (PROVINCE, CITY, COUNTY), ("jia", "yi", "bing")
    books = []
    for code, level in zip(codes, levels, strict=True):
        facts = [CountFact(id=f"{level}_{n}", name=same(f"{level}{n}"), max=99, required=True)
                 for n in "pd"]  # fmt: skip
        rules = [PerUnit(fact=f.id, points=1) for f in facts]
        offered = service(
            "jia.service",
            offered_in=PROVINCE,
            ranked=True,
            tiers=tuple(f"{levels[n]}.tier" for n in sorted(tiers)),
        )
        made = book(
            code,
            indicator(f"{level}.points", rules[0]),
            facts=facts,
            deductions=[deduction(f"{level}.taken", rules[1])],
            floor=floor,
        )
        books.append(evolve(made, services=(offered,)) if code == COUNTY else made)
    # Only the county's edition may name all three tiers; a service of its own is offered there.
    books[2] = evolve(books[2], services=(evolve(books[2].services[0], offered_in=COUNTY),))
    given = {f"{level}_p": p for level, p in zip(levels, points, strict=True)}
    given |= {f"{level}_d": d for level, d in zip(levels, taken, strict=True)}
    composed = scheme(*books, used_in=used_in)
    if used_in != COUNTY:
        assert composed.score(given).services == ()
        return
    wanted = tiers or {0, 1, 2}
    total = sum(points[n] for n in wanted)
    for n in sorted(wanted):
        less = total - taken[n]
        total = less if floor is None or not taken[n] else max(less, min(total, floor))
    (line,) = composed.score(given).services
    assert line.points == total


# ------------------------------------------------------------------ where it is offered


@pytest.mark.parametrize(
    ("offered_in", "used_in", "shown"),
    [
        (COUNTY, COUNTY, True),
        (COUNTY, NEXT_COUNTY, False),
        (COUNTY, CITY, False),
        (CITY, COUNTY, True),
        (CITY, NEXT_COUNTY, True),
        (CITY, OTHER_CITY, False),
    ],
)
def test_a_service_is_offered_where_the_place_of_use_lies_inside_its_place(
    offered_in, used_in, shown
):
    level = {COUNTY: "bing", CITY: "yi"}[offered_in]
    made = evolve(
        a_point_a_month(offered_in), services=(service(f"{level}.s", offered_in=offered_in),)
    )
    score = scheme(made, used_in=used_in).score({"months": 5})
    assert [line.id for line in score.services] == ([f"{level}.s"] if shown else [])


# ------------------------------------------------------------------ ranks


def test_who_may_apply_is_told_how_the_rank_is_decided():
    ranked = service(
        threshold=quanta(20),
        ranked=True,
        places=500,
        groups=(
            ServiceGroup(id="primary", name=Text("小学", "primary"), places=128),
            ServiceGroup(id="junior", name=Text("初中", "junior"), places=82),
        ),
        tie_breaks=("bing.months",),
    )
    (line,) = served(ranked)
    assert line.ranked
    assert line.reason.zh == (
        "50 分，达到 20 分；分小学（128 名）、初中（82 名）按积分排名，取前 500 名，"
        "同分依次比较bing.months"
    )
    assert line.reason.en == (
        "50 points, at least 20; ranked by points apart for primary (128), junior (82), "
        "the first 500 are served, equal ones by bing.months"
    )
    (line,) = served(ranked, months=1)
    assert line.reason.zh == "1 分，未达到 20 分"


# ------------------------------------------------------------------ in words and in JSON


def test_services_stand_in_the_text_and_survive_json():
    ranked = service(threshold=quanta(20), ranked=True)
    check = service("bing.check", name=Text("体检", "Check"), threshold=quanta(90))
    score = scheme(county(ranked, check)).score({"months": 50})
    again = Score.from_json(score.to_json())
    assert again.services == score.services
    for lang in ("zh", "en"):
        assert again.explain(lang) == score.explain(lang)
    lines = score.explain("zh").splitlines()
    at = lines.index("公共服务")
    assert lines[at - 1].startswith("总分 50")
    assert lines[at + 1] == "  入学：可以申请（50 分，达到 20 分；按积分排名）［暂定：测试］"
    assert lines[at + 2] == "  体检：不可申请（50 分，未达到 90 分）［暂定：测试］"
    english = score.explain("en").splitlines()
    assert "  School: may apply (50 points, at least 20; ranked by points) [provisional: 测试]" in (
        english
    )


def test_a_score_without_services_says_nothing_of_them():
    score = scheme(county()).score({"months": 50})
    assert score.services == ()
    assert "公共服务" not in score.explain("zh")


# ------------------------------------------------------------------ what is refused


def refused(made: Service, **more) -> list[str]:
    """The places of all problems of a county's rulebook with a service."""
    return [
        problem.place.split(": ")[-1]
        for failure in registry(county(made, **more)).failed.get(COUNTY, ())
        for problem in failure.problems
    ]


@pytest.mark.parametrize("name", ["places", "groups", "tie_breaks"])
def test_what_only_a_ranking_has_is_refused_without_one(name):
    given = {
        "places": 5,
        "groups": (ServiceGroup(id="a", name=same("甲")),),
        "tie_breaks": ("bing.months",),
    }
    at = "group" if name == "groups" else name
    made = service(threshold=quanta(1), **{name: given[name]})
    assert refused(made) == [f"service[bing.school].{at}"]
    assert refused(evolve(made, ranked=True)) == []


def test_places_are_at_least_one_and_groups_do_not_repeat():
    twice = (
        ServiceGroup(id="a", name=same("甲"), places=0),
        ServiceGroup(id="a", name=same("乙")),
    )
    assert refused(service(ranked=True, places=0, groups=twice)) == [
        "service[bing.school].places",
        "service[bing.school].group[0].places",
        "service[bing.school].group[1].id",
    ]


@pytest.mark.parametrize("code", [CITY, NEXT_COUNTY, "310000"])
def test_a_service_is_offered_inside_its_own_jurisdiction(code):
    assert refused(service(offered_in=code)) == ["service[bing.school].offered_in"]


def test_a_tier_or_a_tie_break_that_no_layer_has_is_refused_by_its_place():
    made = service(ranked=True, tiers=("bing.tier", "bing.tear"), tie_breaks=("jia.month",))
    with pytest.raises(RulebookError) as error:
        registry(a_point_a_month(PROVINCE), county(made)).resolve(COUNTY, on=ON)
    said = {p.place.split(": ")[-1]: p.remedy.en for p in error.value.problems}
    assert said["service[bing.school].tiers[1]"].startswith("Did you mean bing.tier?")
    assert said["service[bing.school].tie_breaks[0]"].startswith("Did you mean jia.months?")
    assert len(said) == 2


def test_a_tier_of_a_layer_that_was_left_out_is_no_fault_and_gives_nothing():
    made = service(ranked=True, tiers=("yi.tier", "bing.tier"), tie_breaks=("yi.months",))
    without_city = load_registry(
        found=[found(PROVINCE, book(PROVINCE)), found(COUNTY, county(made))]
    )
    composed = without_city.resolve(COUNTY, on=ON, allow_missing=[CITY])
    (line,) = composed.score({"months": 7}).services
    assert line.points == Decimal(7)
    assert line.reason.zh == "7 分；按积分排名，同分依次比较yi.months"
