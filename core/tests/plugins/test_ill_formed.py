"""Rulebooks that are not well formed: every problem with its place, in the plugin's or the rulebook's name."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from jifen import (
    Condition,
    Edition,
    Freeze,
    Group,
    Indicator,
    InForce,
    JifenError,
    Requirement,
    Service,
    Tier,
    hookimpl,
    load_registry,
    quanta,
)
from jifen.rules.choice import Choice as ByChoice
from jifen.rules.flag import Flag
from jifen.rules.per_unit import PerUnit

from ..chain import (
    A_POINT_A_MONTH,
    CHOSEN,
    CITY,
    COUNTY,
    MONTHS,
    OFFENCES,
    ON,
    TEN_EACH,
    Found,
    a_point_a_month,
    book,
    chain,
    deduction,
    indicator,
    plugin,
    same,
    scheme,
)


def problems(*books) -> dict[str, tuple[str, str]]:
    """What is wrong with the city's rulebooks: fault and remedy by place in them."""
    with pytest.raises(JifenError) as caught:
        scheme(*books)
    who = "jifen-yi 1.0 (900100)"
    assert all(p.place.startswith(who) for p in caught.value.problems)
    assert all(p.what.zh and p.remedy.zh for p in caught.value.problems)
    return {
        p.place.removeprefix(who).lstrip(" :"): (p.what.en, p.remedy.en)
        for p in caught.value.problems
    }


def faults(*books) -> dict[str, str]:
    return {place: fault for place, (fault, _) in problems(*books).items()}


def city(*indicators: Indicator, **more):
    return book(CITY, *indicators, **{"facts": [MONTHS, OFFENCES], **more})


def offered(id_):
    return Service(id=id_, name=same("入学"), offered_in=CITY, source=CHOSEN)


ITEM = indicator("yi.item", A_POINT_A_MONTH)
TAKEN = deduction("yi.taken", TEN_EACH)

# ------------------------------------------------------------------ names


def test_an_unknown_tier_is_refused_with_the_nearest():
    assert problems(city(evolve(ITEM, tier="yi.teir"))) == {
        "2022: indicator[yi.item].tier": (
            "yi.teir is not declared",
            "Did you mean yi.tier? Otherwise declare it",
        )
    }
    assert faults(city(deductions=[evolve(TAKEN, tier="jia.tier")])) == {
        "2022: deduction[yi.taken].tier": "jia.tier is not declared"
    }


def test_an_unknown_group_is_refused():
    groups = [Group(id="homes", name=same("住房"))]
    assert problems(city(evolve(ITEM, group="home"), groups=groups)) == {
        "2022: indicator[yi.item].group": (
            "home is not declared",
            "Did you mean homes? Otherwise declare it",
        )
    }


@pytest.mark.parametrize("rule", [PerUnit(fact="month", points=1), Flag(fact="month", points=1)])
def test_an_unknown_fact_of_a_rule_is_refused_with_the_nearest(rule):
    assert problems(city(indicator("yi.item", rule))) == {
        "2022: indicator[yi.item].rule": (
            "month is not declared",
            "Did you mean months? Otherwise declare it",
        )
    }


def test_no_name_is_suggested_for_one_that_is_like_none():
    rule = PerUnit(fact="housing", points=1)
    assert problems(city(indicator("yi.item", rule))) == {
        "2022: indicator[yi.item].rule": ("housing is not declared", "Declare it")
    }


def test_an_unknown_fact_of_a_requirement_is_refused():
    asked = Requirement(
        id="yi.asked",
        name=same("条件"),
        condition=Condition(fact="permit", valid=True),
        source=CHOSEN,
    )
    assert faults(city(requirements=[asked])) == {
        "2022: requirement[yi.asked].condition": "permit is not declared"
    }


def test_a_rule_reads_facts_of_the_layers_above_but_not_of_those_below():
    above = scheme(a_point_a_month("900000"), book(CITY, ITEM))
    assert above.score({"months": 3}).total == 6
    assert faults(book(CITY, ITEM), a_point_a_month(COUNTY)) == {
        "2022: indicator[yi.item].rule": "months is not declared"
    }


def test_an_unknown_choice_of_a_rule_is_refused_through_the_whole_path():
    from jifen import Choice, ChoiceFact

    school = ChoiceFact(id="school", name=same("学历"), choices=(Choice("high", same("高")),))
    rule = ByChoice(fact="school", points={"hihg": quanta(1)})
    assert faults(city(indicator("yi.item", rule), facts=[school])) == {
        "2022: indicator[yi.item].rule.points": "high has no points",
        "2022: indicator[yi.item].rule.points.hihg": "hihg is no choice of school",
    }


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        (city(ITEM, ITEM), "2022: indicator[yi.item].id"),
        (city(deductions=[TAKEN, TAKEN]), "2022: deduction[yi.taken].id"),
        (city(facts=[MONTHS, MONTHS]), "2022: fact[months].id"),
        (evolve(city(), tiers=city().tiers * 2), "2022: tier[yi.tier].id"),
        (city(groups=[Group(id="g", name=same("组"))] * 2), "2022: tier[yi.tier].group[1].id"),
    ],
)
def test_an_id_that_appears_twice_is_refused(broken, place):
    assert problems(broken)[place] == ("the id appears twice", "Rename or remove one of them")


@pytest.mark.parametrize(
    ("broken", "place", "first"),
    [
        (city(indicator("yi.tier", A_POINT_A_MONTH)), "indicator[yi.tier].id", "tier[yi.tier]"),
        (city(ITEM, deductions=[evolve(TAKEN, id="yi.item")]), "deduction[yi.item].id", None),
        (evolve(city(ITEM), services=(offered("yi.item"),)), "service[yi.item].id", None),
        (evolve(city(), services=(offered("yi.tier"),)), "service[yi.tier].id", "tier[yi.tier]"),
    ],
)
def test_one_id_names_one_line_or_column_of_a_score(broken, place, first):
    said = f"the id is that of {first or 'indicator[yi.item]'} too"
    assert problems(broken) == {f"2022: {place}": (said, "Rename or remove one of them")}


@pytest.mark.parametrize("id_", ["Months", "months-here", "月数", "1st", "", "a b"])
def test_the_id_of_a_fact_is_lower_case_letters_digits_and_underscores(id_):
    place = f"2022: fact[{id_}].id"
    assert faults(city(facts=[evolve(MONTHS, id=id_)]))[place].startswith(f"the id {id_!r}")


@pytest.mark.parametrize(
    "id_", ["item", "Yi.item", "yi.", ".item", "yi..item", "yi.项目", "yi item"]
)
def test_the_id_of_an_indicator_begins_with_its_place(id_):
    broken = city(evolve(ITEM, id=id_))
    assert faults(broken)[f"2022: indicator[{id_}].id"].startswith(f"the id {id_!r}")


def test_a_re_score_names_an_indicator_of_a_layer_above():
    city_item, county_item = ITEM, indicator("bing.item", A_POINT_A_MONTH, rescores="yi.item")
    composed = scheme(city(city_item), book(COUNTY, county_item))
    (line,) = composed.score({"offences": []}).tiers[-1].indicators
    assert line.rescores == "yi.item"
    for wrong in ("yi.other", "yi.item"):
        itself = [evolve(ITEM, rescores=wrong)]
        assert faults(city(*itself)) == {
            "2022: indicator[yi.item].rescores": f"there is no {wrong} above it"
        }


# ------------------------------------------------------------------ figures


def test_maxima_above_the_cap_are_acknowledged():
    tier = evolve(city().tiers[0], cap=quanta(999), maxima_exceed_cap=False)
    assert problems(evolve(city(ITEM), tiers=(tier,))) == {
        "2022: tier[yi.tier].cap": (
            "the maxima of its indicators exceed its cap: 1000 > 999",
            "If that is meant, write maxima_exceed_cap = true",
        )
    }
    scheme(evolve(city(ITEM), tiers=(evolve(tier, cap=quanta(1000)),)))
    scheme(evolve(city(ITEM), tiers=(evolve(tier, maxima_exceed_cap=True),)))


def test_a_freeze_needs_dated_events_and_a_length_in_years():
    counted = deduction("yi.taken", A_POINT_A_MONTH, freeze=Freeze(years=1))
    assert faults(city(facts=[evolve(MONTHS, required=True)], deductions=[counted])) == {
        "2022: deduction[yi.taken].freeze": "a freeze needs dated events to count from"
    }
    for years in (0, -1, 101, 8000):
        assert faults(city(deductions=[evolve(TAKEN, freeze=Freeze(years=years))])) == {
            "2022: deduction[yi.taken].freeze.years": "years must be 1 to 100"
        }


def test_a_declaration_of_a_fact_is_checked():
    assert faults(city(facts=[evolve(MONTHS, min=5, max=4)])) == {
        "2022: fact[months].min": "min is greater than max"
    }


# ------------------------------------------------------------------ editions


def editions(*spans):
    return [
        city(edition=id_, from_=date.fromisoformat(first), to=last and date.fromisoformat(last))
        for id_, first, last in spans
    ]


@pytest.mark.parametrize(
    "spans",
    [
        [("a", "2022-01-01", None), ("b", "2023-01-01", None)],
        [("a", "2022-01-01", "2022-12-31"), ("b", "2022-12-31", None)],
        [("b", "2022-12-31", None), ("a", "2022-01-01", "2022-12-31")],
        [("a", "2022-01-01", None), ("b", "2022-06-01", "2022-06-30")],
    ],
)
def test_editions_that_share_a_day_are_refused(spans):
    (place,) = faults(*editions(*spans))
    assert place == "b: edition.in_force.from"


def test_editions_that_follow_one_another_may_leave_a_gap():
    spans = [("a", "2021-01-01", "2021-12-31"), ("b", "2022-01-02", None)]
    assert scheme(*editions(*spans)).layers[1].rulebook.edition.id == "b"
    with pytest.raises(JifenError, match="no edition of Yi is in force on 2022-01-01"):
        scheme(*editions(*spans), on=date(2022, 1, 1))


def test_an_edition_that_ends_before_it_begins_is_refused():
    assert faults(*editions(("a", "2022-01-02", "2022-01-01"))) == {
        "a: edition.in_force.to": "it ends before it begins"
    }


def test_two_editions_of_one_id_are_refused():
    class Plugin:
        API_VERSION = 1

        @hookimpl
        def jifen_jurisdictions(self):
            return list(plugin(CITY).jurisdictions)

        @hookimpl
        def jifen_editions(self):
            spans = [("a", "2021-01-01", "2021-12-31"), ("a", "2022-01-01", None)]
            return [b.edition for b in editions(*spans)]

    plugins = load_registry(found=[*chain(), Found.of("900103", Plugin())])
    assert plugins.failed["900103"]
    twice = load_registry(
        found=[*(f for f in chain() if f.code != CITY), Found.of(CITY, Plugin(), "jifen-yi", "1.0")]
    )
    (failure,) = twice.failed[CITY]
    assert [(p.place, p.what.en) for p in failure.problems] == [
        ("jifen-yi 1.0 (900100) a: edition.id", "there are two editions a")
    ]


def test_all_the_problems_of_a_rulebook_are_reported_at_once():
    broken = city(
        evolve(ITEM, tier="yi.x"),
        indicator("yi.other", A_POINT_A_MONTH, group="g"),
        indicator("yi.other", A_POINT_A_MONTH),
        facts=[evolve(MONTHS, min=9, max=1)],
        scope=COUNTY[:4] + "99",
    )
    assert len(problems(broken)) == 5


# ------------------------------------------------------------------ points as quanta


@pytest.mark.parametrize("wrong", [100.0, "100", True, -1, Decimal(100)])
def test_points_of_a_record_are_quanta_and_nothing_that_looks_like_points(wrong):
    given = {"name": same("名"), "source": CHOSEN}
    records = [
        lambda: Tier(id="yi.tier", layer="commonality", scope=CITY, cap=wrong, **given),
        lambda: Group(id="g", name=same("组"), cap=wrong),
        lambda: Indicator(
            id="yi.i", tier="yi.tier", max=wrong, department="", rule=A_POINT_A_MONTH, **given
        ),
        lambda: Service(id="yi.s", offered_in=CITY, threshold=wrong, **given),
        lambda: Edition(
            jurisdiction=CITY, id="1", in_force=InForce(from_=ON), floor=wrong, source=CHOSEN
        ),
    ]
    for record in records:
        with pytest.raises(ValueError, match=r"quanta\(30\) is 30 points"):
            record()
