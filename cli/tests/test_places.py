"""`jifen plugins --places`: the codes of places, for `lives_in` and `--used-in`."""

import json

import pytest

import jifen


def test_every_place_has_its_code_both_names_and_the_place_it_lies_in(run):
    lines = [line.split() for line in run("plugins", "--places", lang="zh").stdout.splitlines()]
    assert ["330000", "浙江省", "Zhejiang", "有"] in lines
    assert ["330200", "宁波市", "Ningbo", "330000", "有"] in lines
    assert ["330225", "象山县", "Xiangshan", "County", "330200", "有"] in lines
    # A place without a plugin of its own is known from the one above it.
    assert ["330226", "宁海县", "Ninghai", "County", "330200"] in lines
    order = [line[0] for line in lines if line and line[0].isdigit()]
    assert order.index("330200") < order.index("330225") < order.index("330300")


def test_every_place_that_is_listed_is_accepted_as_a_place_of_use(run):
    data = json.loads(run("plugins", "--places", "--format", "json").stdout)
    assert data["schema"] == "jifen.places/1"
    assert data["broken"] == []
    registry = jifen.load_registry()
    codes = [place["code"] for place in data["places"]]
    assert len(codes) > 90
    assert len(codes) == len(set(codes))
    for place in data["places"]:
        scheme = registry.resolve("330225", place["code"])
        line = registry.line(place["code"])
        assert scheme.used_in == place["code"]
        assert place["parent"] == (line[1] if len(line) > 1 else None)
    mine = next(place for place in data["places"] if place["code"] == "330225")
    assert mine["name"] == {"zh": "象山县", "en": "Xiangshan County"}
    assert [p["code"] for p in data["places"] if p["has_plugin"]] == ["330000", "330200", "330225"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "乡镇、街道"), ("en", "subdistrict")])
def test_it_says_what_else_is_accepted(run, lang, said):
    text = run("plugins", "--places", lang=lang).stdout
    assert said in text
    assert "--used-in" in text
    assert "lives_in" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unknown_place_is_told_the_command_that_lists_the_codes(run, typical, lang):
    result = run("score", typical, "--on", "2022-10-01", "--used-in", "330299", lang=lang)
    assert result.exit_code == 3
    assert "jifen plugins --places" in " ".join(result.stderr.split())


def test_a_broken_plugin_is_named_since_its_places_may_be_missing(process, installed):
    folder = installed("jifen_sick", "raise RuntimeError", jifen="320000 = jifen_sick:plugin")
    result = process("plugins", "--places", path=[folder])
    assert result.returncode == 0
    assert "Broken" in result.stdout
    assert "320000" in result.stdout
    data = json.loads(process("plugins", "--places", "--format", "json", path=[folder]).stdout)
    assert data["broken"] == ["320000"]


def test_places_are_nothing_to_freeze(run):
    result = run("plugins", "--places", "--freeze")
    assert result.exit_code == 2
    assert "--freeze goes without --places" in result.stderr
