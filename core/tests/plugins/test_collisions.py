"""Plugins that register what is not theirs, or what another has: both are named, with versions."""

import pytest
from attrs import evolve

from jifen import (
    Condition,
    Jurisdiction,
    PluginError,
    Requirement,
    RulebookError,
    RulebookPlugin,
    Scope,
    Service,
    Text,
    load_registry,
)

from ..chain import (
    A_POINT_A_MONTH,
    CHOSEN,
    CITY,
    COUNTY,
    MONTHS,
    NEXT_COUNTY,
    OFFENCES,
    ON,
    OTHER_CITY,
    PLACES,
    PROVINCE,
    SHANGHAI,
    TEN_EACH,
    Found,
    a_point_a_month,
    book,
    chain,
    deduction,
    found,
    indicator,
    plugin,
    same,
    scheme,
)


def installed(county: RulebookPlugin, *others: Found):
    above = [f for f in chain() if f.code != COUNTY]
    bing = Found.of(COUNTY, county, "jifen-bing", "2.0")
    return load_registry(found=[*above, bing, *others])


def failures(county: RulebookPlugin) -> dict[str, str]:
    """What a county's plugin does wrong, by place, without the plugin's name and version."""
    plugins = installed(county)
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    who = "jifen-bing 2.0 (900101)"
    assert all(p.place.startswith(who) and p.remedy.zh for p in caught.value.problems)
    return {p.place.removeprefix(who).lstrip(": "): p.what.en for p in caught.value.problems}


def declaring(*places: Jurisdiction) -> RulebookPlugin:
    return RulebookPlugin(places, {"2022": book(COUNTY)})


JIA, YI, BING = (PLACES[code] for code in (PROVINCE, CITY, COUNTY))
NOT_THIS_PLACE = "it does not belong to this plugin's place 900101"

# ------------------------------------------------------------------ into another jurisdiction


def test_a_plugin_that_registers_an_edition_of_another_jurisdiction():
    foreign = book(COUNTY)
    foreign = evolve(foreign, edition=evolve(foreign.edition, jurisdiction=NEXT_COUNTY))
    assert failures(plugin(COUNTY, foreign)) == {"2022: edition.jurisdiction": NOT_THIS_PLACE}


def test_a_plugin_that_declares_a_place_that_is_neither_above_nor_inside_its_own():
    assert failures(declaring(JIA, YI, BING, PLACES[NEXT_COUNTY])) == {
        "jurisdiction[900102]": NOT_THIS_PLACE
    }


def test_a_plugin_that_declares_a_place_of_another_province_as_inside_its_own():
    shanghai = Jurisdiction(code="310101", name=same("黄浦区"), parent=COUNTY)
    assert failures(declaring(JIA, YI, BING, shanghai)) == {"jurisdiction[310101]": NOT_THIS_PLACE}


def test_a_plugin_that_puts_its_place_into_another_province():
    moved = evolve(JIA, parent=SHANGHAI)
    shanghai = Jurisdiction(code=SHANGHAI, name=Text("上海市", "Shanghai"))
    assert failures(declaring(moved, YI, BING, shanghai)) == {
        "jurisdiction[310000]": NOT_THIS_PLACE
    }


def test_a_plugin_that_does_not_declare_its_own_place():
    assert failures(declaring(JIA, YI))["jurisdiction"] == (
        "it does not declare its own place 900101"
    )


def test_a_plugin_that_does_not_declare_the_place_above():
    assert failures(declaring(YI, BING)) == {
        "jurisdiction[900100]": "its parent 900000 is not declared"
    }


def test_a_plugin_whose_places_lie_in_one_another():
    assert failures(declaring(evolve(JIA, parent=COUNTY), YI, BING)) == dict.fromkeys(
        ["jurisdiction[900000]", "jurisdiction[900100]", "jurisdiction[900101]"],
        "its parents form a circle",
    )


def test_a_place_that_lies_in_itself():
    found_wrong = failures(declaring(JIA, YI, evolve(BING, parent=COUNTY)))
    assert found_wrong["jurisdiction[900101]"] == "its parents form a circle"


def test_a_plugin_that_declares_one_place_twice_in_different_words():
    assert failures(declaring(JIA, YI, BING, evolve(BING, name=same("丙丙县")))) == {
        "jurisdiction[900101]": "the place is declared twice"
    }


def test_a_tier_whose_scope_is_outside_its_jurisdiction():
    for scope in (CITY, NEXT_COUNTY, SHANGHAI, "900109"):
        assert failures(plugin(COUNTY, book(COUNTY, scope=scope))) == {
            "2022: tier[bing.tier].scope": f"its scope {scope} is not inside 900101"
        }


def test_a_wording_for_the_scope_of_another_jurisdiction():
    law = Scope(code=CITY, wording=same("全市通用"))
    assert failures(plugin(COUNTY, book(COUNTY, scopes=[law]))) == {
        "2022: scope[900100].code": "its scope 900100 is not inside 900101"
    }


def test_two_wordings_for_one_scope():
    laws = [Scope(code=COUNTY, wording=same("仅限本县")), Scope(code=COUNTY, wording=same("本县"))]
    assert failures(plugin(COUNTY, book(COUNTY, scopes=laws))) == {
        "2022: scope[900101].code": "the id appears twice"
    }


# ------------------------------------------------------------------ with another plugin


def test_two_plugins_of_one_place_are_both_named_and_neither_is_used():
    rival = Found.of(COUNTY, plugin(COUNTY, book(COUNTY)), "bing-scores", "0.3")
    plugins = installed(plugin(COUNTY, book(COUNTY)), rival)
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert (problem.place, problem.what.en, problem.remedy.en) == (
        "jifen-bing 2.0 (900101), bing-scores 0.3 (900101)",
        "several plugins claim the same place",
        "Keep one of them (pip uninstall the others)",
    )
    assert plugins.resolve(CITY, on=ON).score({}).total == 0


def test_two_versions_of_one_plugin_are_two():
    bing = plugin(COUNTY, book(COUNTY))
    plugins = installed(bing, Found.of(COUNTY, bing, "jifen-bing", "2.1"))
    with pytest.raises(PluginError, match=r"jifen-bing 2\.0 .*jifen-bing 2\.1 "):
        plugins.resolve(COUNTY, on=ON)


ASKED = Requirement(
    id="yi.asked", name=same("条件"), condition=Condition(fact="months", at_least=1), source=CHOSEN
)
SERVICE = Service(id="yi.school", name=same("入学"), offered_in=COUNTY, source=CHOSEN)


@pytest.mark.parametrize(
    ("part", "record", "id_"),
    [
        ("tiers", None, "yi.tier"),
        ("indicators", indicator("yi.item", A_POINT_A_MONTH, tier="bing.tier"), "yi.item"),
        ("deductions", deduction("yi.taken", TEN_EACH, tier="bing.tier"), "yi.taken"),
        ("requirements", ASKED, "yi.asked"),
        ("services", SERVICE, "yi.school"),
        # An id is one line or column of a score, whatever its table.
        ("indicators", indicator("yi.tier", A_POINT_A_MONTH, tier="bing.tier"), "yi.tier"),
        ("services", evolve(SERVICE, id="yi.tier"), "yi.tier"),
    ],
)
def test_two_plugins_of_a_chain_with_records_of_one_id(part, record, id_):
    city, county = (book(code, facts=[MONTHS, OFFENCES]) for code in (CITY, COUNTY))
    twin = evolve(county.tiers[0], id="yi.tier") if record is None else record
    theirs = evolve(twin, tier="yi.tier") if hasattr(twin, "tier") else twin
    if id_ != "yi.tier":
        city = evolve(city, **{part: (theirs,)})
    county = evolve(county, **{part: (*getattr(county, part), twin)})
    with pytest.raises(RulebookError) as caught:
        scheme(city, county)
    (problem,) = caught.value.problems
    assert problem.place == "jifen-yi 1.0 (900100), jifen-bing 1.0 (900101)"
    assert problem.what.en == f"they declare {id_} differently or both"


@pytest.mark.parametrize(
    "other",
    [
        evolve(YI, name=Text("乙市", "Yi City")),
        evolve(YI, name=Text("乙乙市", "Yi")),
        evolve(YI, parent=None),
    ],
)
def test_two_plugins_of_a_chain_that_declare_a_shared_place_differently(other):
    plugins = installed(declaring(*([JIA] if other.parent else []), other, BING))
    with pytest.raises(RulebookError) as caught:
        plugins.resolve(COUNTY, on=ON)
    pairs = [p.place for p in caught.value.problems]
    assert "jifen-yi 1.0 (900100), jifen-bing 2.0 (900101)" in pairs
    assert {p.what.en for p in caught.value.problems} == {"they declare 900100 differently or both"}


def test_a_plugin_that_moves_its_place_out_of_its_city_does_not_change_who_recognises_what():
    moved = evolve(PLACES[NEXT_COUNTY], parent=PROVINCE)
    next_county = RulebookPlugin((JIA, moved), {"2022": book(NEXT_COUNTY)})
    plugins = load_registry(
        found=[
            *chain(a_point_a_month(CITY)),
            Found.of(NEXT_COUNTY, next_county, "jifen-ding", "1.0"),
        ]
    )
    assert plugins.resolve(COUNTY, on=ON).score({"months": 3}).total == 3
    with pytest.raises(RulebookError) as caught:
        plugins.resolve(COUNTY, NEXT_COUNTY, ON)
    assert {p.what.en for p in caught.value.problems} == {"they declare 900102 differently or both"}
    assert any("jifen-ding 1.0 (900102)" in p.place for p in caught.value.problems)


def test_several_plugins_may_declare_the_same_place_identically():
    plugins = load_registry(found=[*chain(), found(OTHER_CITY, book(OTHER_CITY))])
    assert plugins.resolve(COUNTY, OTHER_CITY, ON).names[PROVINCE] == JIA.name


def test_plugins_that_disagree_about_a_place_of_another_chain_do_not_meet():
    contrary = RulebookPlugin(
        (JIA, evolve(PLACES[OTHER_CITY], name=same("戊戊市"))), {"2022": book(OTHER_CITY)}
    )
    plugins = load_registry(found=[*chain(), Found.of(OTHER_CITY, contrary, "jifen-wu", "9")])
    assert plugins.resolve(COUNTY, CITY, ON).score({}).total == 0
