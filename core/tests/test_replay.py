"""An old score computed again: the same byte for byte, or what is no longer as it was."""

import json
from datetime import date

import pytest
from attrs import evolve

from jifen import InputError, Replay, Score, load_registry, replay

from .chain import (
    CITY,
    COUNTY,
    NEXT_COUNTY,
    ON,
    PROVINCE,
    a_point_a_month,
    chain,
    found,
    registry,
    ten_an_offence,
)

BOOKS = (ten_an_offence(PROVINCE, floor=0), a_point_a_month(COUNTY))
FACTS = {"months": 30, "offences": [{"date": "2022-03-01"}]}
CHANGED = (BOOKS[0], a_point_a_month(COUNTY, cap=10))


def old(*books, **place) -> str:
    """The JSON of a score as it was once written."""
    composed = registry(*(books or BOOKS)).resolve(COUNTY, on=ON, **place)
    return composed.score(FACTS, facts_as_of=date(2022, 9, 1)).to_json()


def places(replayed: Replay) -> list[str]:
    return [fault.place for fault in replayed.faults]


@pytest.mark.parametrize("used_in", [COUNTY, NEXT_COUNTY, CITY, "310000"])
def test_with_the_same_editions_a_score_comes_out_the_same_byte_for_byte(used_in):
    text = old(used_in=used_in)
    for given in (text, text.encode()):
        replayed = replay(given, registry(*BOOKS))
        assert replayed.same
        assert replayed.again is not None
        assert replayed.again.to_json() == text
        assert (replayed.faults, replayed.differences) == ((), ())
    total = Score.from_json(text).total
    assert replayed.explain("zh") == f"重算结果与原文件逐字节相同：{total} 分"
    assert replayed.explain("en").endswith(f"the same, byte for byte: {total} points")


def test_layers_that_were_left_out_are_left_out_again():
    city_missing = load_registry(found=[f for f in chain(*BOOKS) if f.code != CITY])
    text = city_missing.resolve(COUNTY, on=ON, allow_missing=[CITY]).score(FACTS).to_json()
    assert replay(text, city_missing).same
    # Once the city's plugin is there, its layer is no longer absent.
    assert not replay(text, registry(*BOOKS)).same


def test_an_edition_whose_plugin_is_gone_is_named_with_its_version():
    gone = load_registry(found=[f for f in chain(*BOOKS) if f.code != COUNTY])
    replayed = replay(old(), gone)
    assert not replayed.same
    assert replayed.again is None
    assert places(replayed) == [f"{COUNTY} 2022 (jifen-bing 1.0)"]
    (fault,) = replayed.faults
    assert fault.what.en == "it is not at hand"
    assert fault.remedy.en == "Install jifen-bing==1.0 to compute it as it was"
    assert replayed.explain("zh").splitlines()[0] == "无法重算（原为 50 分）："


def test_an_edition_that_a_new_version_of_the_plugin_lacks_is_named():
    later = a_point_a_month(COUNTY, edition="2023")
    replayed = replay(old(), registry(BOOKS[0], later))
    assert places(replayed) == [f"{COUNTY} 2022 (jifen-bing 1.0)"]
    assert replayed.faults[0].what.en == f"jifen-bing 1.0 ({COUNTY}) has no such edition"
    assert replayed.again is not None
    assert replayed.differences == ()
    assert replayed.explain("en").splitlines()[0] == "Still 50 points, but not the same:"


def test_an_edition_that_has_changed_is_named_with_what_it_makes_of_the_score():
    replayed = replay(old(), registry(*CHANGED))
    assert places(replayed) == [f"{COUNTY} 2022 (jifen-bing 1.0)"]
    assert replayed.faults[0].what.en.startswith("it has changed: sha256:")
    assert replayed.explain("zh").splitlines()[0] == "重算为 30 分，原为 50 分："
    differences = {d.at: (d.was, d.now) for d in replayed.differences}
    assert differences["total"] == ("50", "30")
    assert differences["tiers[bing.tier].cap"] == ("100000", "10")
    assert differences["tiers[bing.tier].earned"] == ("30", "10")
    assert not any(at.startswith("rulebooks") for at in differences)
    assert "  tiers[bing.tier].cap: 100000 → 10" in replayed.explain("en").splitlines()


def test_the_same_rules_in_another_version_are_told_apart_from_other_rules():
    plugins = chain(*BOOKS)
    plugins[2] = found(COUNTY, BOOKS[1], version="1.1")
    replayed = replay(old(), load_registry(found=plugins))
    assert not replayed.same
    assert replayed.differences == ()
    (fault,) = replayed.faults
    assert fault.what.en == f"it is in jifen-bing 1.1 ({COUNTY}) now, with the same rules"
    assert fault.remedy.en == "Install jifen-bing==1.0 to compute it as it was"


def test_a_draft_is_needed_again_and_must_be_the_same():
    draft = a_point_a_month(COUNTY, edition="2027", cap=10)
    plugins = registry(*BOOKS)
    text = plugins.with_draft(draft).resolve(COUNTY, on=ON).score(FACTS).to_json()
    assert replay(text, plugins.with_draft(draft)).same
    without = replay(text, plugins)
    assert places(without) == [f"{COUNTY} 2027 (draft)"]
    assert without.faults[0].remedy.en == "Give the draft too (--rulebook)"
    other = replay(text, plugins.with_draft(evolve(draft, indicators=())))
    assert other.faults[0].what.en.startswith("it has changed")
    assert other.faults[0].remedy.en == "Give the draft as it was"


def test_a_draft_that_the_score_did_not_rest_on_is_named():
    drafted = registry(*BOOKS).with_draft(a_point_a_month(COUNTY, cap=10))
    replayed = replay(old(), drafted)
    (fault,) = replayed.faults
    assert fault.place == f"{COUNTY} 2022 (jifen-bing 1.0)"
    assert fault.what.en == "a draft stands in for it now"
    assert replayed.explain("zh").splitlines()[0] == "重算为 30 分，原为 50 分："


def test_what_the_same_editions_say_otherwise_is_listed_by_its_place():
    """As where a file was touched after it was written."""
    document = json.loads(old())
    document["total"] = "51"
    document["tiers"][0]["indicators"][0]["reason"]["zh"] = "三十"
    touched = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    replayed = replay(touched, registry(*BOOKS))
    assert not replayed.same
    assert [d.at for d in replayed.differences] == [
        "total",
        "tiers[jia.tier].indicators[jia.months].reason.zh",
    ]
    assert replayed.explain("zh").splitlines()[1] == "  total：51 → 50"


def test_a_file_that_was_written_otherwise_says_the_same_but_is_not_the_same():
    text = json.dumps(json.loads(old()), ensure_ascii=False)
    replayed = replay(text, registry(*BOOKS))
    assert not replayed.same
    assert replayed.differences == ()
    assert replayed.faults[0].what.en == "it says the same, but its text was written otherwise"


def test_facts_that_today_are_refused_are_told_as_the_reason():
    document = json.loads(old())
    document["facts"]["months"] = 9999
    replayed = replay(json.dumps(document), registry(*BOOKS))
    assert replayed.again is None
    assert replayed.faults[0].place.startswith("facts.months")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "jifen.score/1"}', "score"])
def test_what_is_no_score_is_refused(text):
    with pytest.raises(InputError):
        replay(text, registry(*BOOKS))


def test_the_result_is_json_too():
    document = json.loads(replay(old(), registry(*CHANGED)).to_json())
    assert document["schema"] == "jifen.replay/1"
    assert document["same"] is False
    assert document["total"] == {"was": "50", "now": "30"}
    assert document["faults"][0]["at"] == f"{COUNTY} 2022 (jifen-bing 1.0)"
    assert {"at": "total", "was": "50", "now": "30"} in document["differences"]
    same = json.loads(replay(old(), registry(*BOOKS)).to_json())
    assert same == {
        "schema": "jifen.replay/1",
        "same": True,
        "total": {"was": "50", "now": "50"},
        "faults": [],
        "differences": [],
    }
