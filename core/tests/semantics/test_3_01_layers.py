"""DESIGN 3.1: the layers are those of the chain of the place of residence, from the province down."""

from datetime import date

import pytest

from jifen import CountFact, Found, InputError, PluginError, RulebookError, Text, load_registry

from ..chain import (
    CHAIN,
    CITY,
    COUNTY,
    NEXT_COUNTY,
    ON,
    PROVINCE,
    SHANGHAI,
    a_point_a_month,
    book,
    chain,
    found,
    registry,
    scheme,
)


def codes(of):
    return [layer.rulebook.edition.jurisdiction for layer in of.layers]


def test_3_1_layers_are_those_of_the_chain_from_the_province_down():
    assert codes(scheme()) == [PROVINCE, CITY, COUNTY]
    assert codes(scheme(lives_in=CITY)) == [PROVINCE, CITY]
    assert codes(scheme(lives_in=PROVINCE)) == [PROVINCE]


def test_3_1_the_rules_of_a_neighbour_are_no_layer():
    composed = scheme(a_point_a_month(NEXT_COUNTY))
    assert codes(composed) == [PROVINCE, CITY, COUNTY]
    assert composed.indicators == ()


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2021, 1, 1), "2021"),
        (date(2021, 12, 31), "2021"),
        (date(2022, 1, 1), "2022"),
        (date(2050, 6, 30), "2022"),
    ],
)
def test_3_1_of_each_jurisdiction_the_one_edition_in_force_on_the_date(on, edition):
    plugins = registry(
        book(COUNTY, edition="2022", from_=date(2022, 1, 1)),
        book(COUNTY, edition="2021", from_=date(2021, 1, 1), to=date(2021, 12, 31)),
    )
    composed = plugins.resolve(COUNTY, on=on)
    assert [layer.rulebook.edition.id for layer in composed.layers] == ["2022", "2022", edition]


def test_3_1_the_place_of_use_is_by_default_the_place_of_residence():
    composed = registry().resolve(COUNTY, on=ON)
    assert composed.used_in == COUNTY
    assert composed == registry().resolve(COUNTY, COUNTY, ON)


def test_3_1_a_missing_plugin_is_an_error_that_names_the_place_and_the_remedy():
    plugins = load_registry(found=[f for f in chain() if f.code != CITY])
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place == "900100 乙市 Yi"
    assert problem.what.en == "there is no plugin of this jurisdiction"
    assert "allow_missing" in problem.remedy.en
    assert "allow_missing" in problem.remedy.zh


def test_3_1_every_missing_plugin_is_named_at_once():
    plugins = load_registry(found=[f for f in chain() if f.code == COUNTY])
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    assert [p.place for p in caught.value.problems] == ["900000 甲省 Jia", "900100 乙市 Yi"]


def failing() -> Found:
    def load():
        raise ImportError("no module named yi_tables")

    return Found(CITY, "jifen-yi", "3.1", "jifen_yi:plugin", load)


def test_3_1_a_failed_plugin_is_an_error_that_names_it_and_says_why():
    plugins = load_registry(found=[*(f for f in chain() if f.code != CITY), failing()])
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place == "jifen-yi 3.1 (900100)"
    assert "no module named yi_tables" in problem.what.en


def test_3_1_a_layer_without_an_edition_on_the_date_is_an_error_that_names_those_there_are():
    plugins = registry(book(CITY, from_=date(2022, 1, 1), to=date(2022, 6, 30)))
    with pytest.raises(RulebookError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place == "jifen-yi 1.0 (900100)"
    assert problem.what.en == "no edition of Yi is in force on 2022-10-01"
    assert problem.what.zh == "乙市在 2022-10-01 没有施行中的版本"
    assert "2022 (2022-01-01 – 2022-06-30)" in problem.remedy.en


def test_3_1_missing_plugins_and_editions_are_reported_together():
    others = [f for f in chain(book(CITY, from_=date(2030, 1, 1))) if f.code != PROVINCE]
    with pytest.raises(PluginError) as caught:
        load_registry(found=others).resolve(COUNTY, on=ON)
    assert [p.place for p in caught.value.problems] == [
        "900000 甲省 Jia",
        "jifen-yi 1.0 (900100)",
    ]


@pytest.mark.parametrize(
    "city",
    [
        pytest.param([], id="not installed"),
        pytest.param([failing()], id="failed"),
        pytest.param([found(CITY, book(CITY, from_=date(2030, 1, 1)))], id="not yet in force"),
    ],
)
def test_3_1_a_layer_may_be_left_out_explicitly_and_the_score_says_which(city):
    plugins = load_registry(found=[*(f for f in chain() if f.code != CITY), *city])
    composed = plugins.resolve(COUNTY, on=ON, allow_missing=(CITY,))
    assert codes(composed) == [PROVINCE, COUNTY]
    score = composed.score({})
    assert score.record().absent_layers == (CITY,)
    assert "without the layer of Yi (900100)" in score.explain("en")
    assert "未计入 乙市（900100） 一层" in score.explain("zh")


def test_3_1_leaving_out_one_layer_does_not_leave_out_another():
    plugins = load_registry(found=[f for f in chain() if f.code == COUNTY])
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON, allow_missing=(CITY,))
    assert [p.place for p in caught.value.problems] == ["900000 甲省 Jia"]


def test_3_1_a_layer_that_is_there_counts_whatever_may_be_missing():
    composed = registry().resolve(COUNTY, on=ON, allow_missing=CHAIN)
    assert codes(composed) == [PROVINCE, CITY, COUNTY]
    assert composed.absent_layers == ()


def test_3_1_a_score_needs_at_least_one_layer_whatever_may_be_missing():
    with pytest.raises(PluginError) as caught:
        load_registry(found=[found(CITY, book(CITY))]).resolve(
            PROVINCE, on=ON, allow_missing=[PROVINCE]
        )
    assert [p.place for p in caught.value.problems] == ["900000 甲省 Jia"]
    with pytest.raises(RulebookError) as too_early:
        registry().resolve(PROVINCE, on=date(1999, 12, 31), allow_missing=[PROVINCE])
    (problem,) = too_early.value.problems
    assert problem.what.en == "no edition of Jia is in force on 1999-12-31"


@pytest.mark.parametrize("code", ["900199", "99", "330225 ", "象山", "31010５", ""])
def test_3_1_a_place_that_does_not_exist_is_an_error(code):
    plugins = registry()
    for lives_in, used_in in ((code, COUNTY), (COUNTY, code)):
        with pytest.raises(InputError) as caught:
            plugins.resolve(lives_in, used_in, ON)
        (problem,) = caught.value.problems
        assert problem.place == code
        assert problem.what.en == "there is no such place"


def test_3_1_both_places_are_checked_at_once():
    with pytest.raises(InputError) as caught:
        registry().resolve("900199", "900299", ON)
    assert [p.place for p in caught.value.problems] == ["900199", "900299"]


def test_3_1_a_place_outside_has_no_layers_to_score_with():
    with pytest.raises(PluginError) as caught:
        registry().resolve(SHANGHAI, on=ON)
    assert [p.place for p in caught.value.problems] == ["310000 上海市 Shanghai"]


def test_3_1_facts_of_a_layer_left_out_are_checked_and_kept_but_not_read():
    later = book(
        COUNTY,
        facts=[
            CountFact(id="bing_posts", name=Text("丙县岗位", "Posts in Bing"), max=9, required=True)
        ],
        from_=date(2030, 1, 1),
    )
    composed = registry(later).resolve(COUNTY, on=ON, allow_missing=(COUNTY,))
    score = composed.score({"bing_posts": 3})
    assert score.record().facts == {"bing_posts": 3}
    assert score.earned == 0
    assert composed.score({}).record().facts == {}
    with pytest.raises(InputError) as caught:
        composed.score({"bing_posts": 10})
    assert [p.place for p in caught.value.problems] == ["facts.bing_posts (丙县岗位)"]


def test_3_1_an_unknown_fact_may_belong_to_the_layer_left_out_and_the_error_says_so():
    plugins = load_registry(found=[f for f in chain() if f.code != CITY])
    composed = plugins.resolve(COUNTY, on=ON, allow_missing=(CITY,))
    with pytest.raises(InputError) as caught:
        composed.score({"yi_housing": True})
    (problem,) = caught.value.problems
    assert problem.remedy.en == (
        "If it belongs to the layer left out (900100), take it out of the file"
    )
