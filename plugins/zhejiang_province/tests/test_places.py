"""The places of Zhejiang: 11 cities, 90 county-level units, and where each lies."""

from collections import Counter

import pytest

import jifen

CITIES = {
    "330100": "杭州市", "330200": "宁波市", "330300": "温州市", "330400": "嘉兴市",
    "330500": "湖州市", "330600": "绍兴市", "330700": "金华市", "330800": "衢州市",
    "330900": "舟山市", "331000": "台州市", "331100": "丽水市",
}  # fmt: skip
COUNTIES = {
    "330100": 13, "330200": 10, "330300": 12, "330400": 7, "330500": 5, "330600": 6, "330700": 9,
    "330800": 6, "330900": 4, "331000": 9, "331100": 9,
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> jifen.Registry:
    return jifen.load_registry(["330000"])


@pytest.fixture(scope="module")
def places(registry) -> dict[str, jifen.Jurisdiction]:
    return dict(registry.contributions["330000"].places)


def test_the_cities(places):
    cities = {code: p.name.zh for code, p in places.items() if p.parent == "330000"}
    assert cities == CITIES


def test_every_county_lies_in_the_city_of_its_digits(places):
    counties = [p for p in places.values() if p.parent in CITIES]
    assert dict(Counter(p.parent for p in counties)) == COUNTIES
    assert len(counties) == 90
    assert len(places) == 1 + 11 + 90
    assert all(p.parent == f"{p.code[:4]}00" for p in counties)


def test_chinese_names_are_those_of_units_and_no_two_in_one_city_are_alike(places):
    counties = [p for p in places.values() if p.parent in CITIES]
    assert Counter(p.name.zh[-1] for p in counties) == {"区": 37, "市": 20, "县": 33}
    assert len({(p.parent, p.name.zh) for p in counties}) == 90
    assert all(p.name.en.isascii() for p in places.values())


@pytest.mark.parametrize(
    ("code", "name", "city"),
    [
        ("330113", "临平区", "杭州市"),
        ("330114", "钱塘区", "杭州市"),
        ("330225", "象山县", "宁波市"),
        ("330212", "鄞州区", "宁波市"),
        ("330383", "龙港市", "温州市"),
        ("330382", "乐清市", "温州市"),
        ("331127", "景宁畲族自治县", "丽水市"),
    ],
)
def test_places_that_are_easily_wrong(registry, code, name, city):
    own, above, province = registry.line(code)
    assert registry.name(own).zh == name
    assert registry.name(above).zh == city
    assert province == "330000"


@pytest.mark.parametrize("code", ["330103", "330104", "330226000", "330299", "331200"])
def test_places_that_are_no_longer_or_never_were(registry, code):
    with pytest.raises(jifen.InputError, match="there is no such place"):
        registry.resolve("330000", code)


@pytest.mark.parametrize("name", ["杭州", "杭州市", "hangzhou"])
def test_a_place_given_by_its_name_is_told_its_code(registry, name):
    with pytest.raises(jifen.InputError) as caught:
        registry.resolve("330000", name)
    (problem,) = caught.value.problems
    assert "330100" in problem.remedy.zh
    assert "330100" in problem.remedy.en


@pytest.mark.parametrize("name", ["州", "县", "Atlantis"])
def test_a_name_of_no_place_or_of_several_is_told_none(registry, name):
    with pytest.raises(jifen.InputError, match="Check the six digits"):
        registry.resolve("330000", name)
