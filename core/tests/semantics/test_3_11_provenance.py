"""DESIGN 3.11: a result carries what it came from, and is the same byte for byte wherever it is made."""

import os
import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve

from jifen import Choice, ChoiceFact, CountFact, Score, Text, load_registry, quanta
from jifen.digest import digest
from jifen.rules.bands import Band, Bands
from jifen.rules.choice import Choice as ByChoice

from ..chain import (
    A_POINT_A_MONTH,
    CHOSEN,
    CITY,
    COUNTY,
    MONTHS,
    OFFENCES,
    ON,
    PROVINCE,
    PUBLISHED,
    TEN_EACH,
    a_point_a_month,
    book,
    chain,
    deduction,
    found,
    indicator,
    one_rule,
    scheme,
    ten_an_offence,
)

GIVEN = {"months": 7, "offences": [{"date": "2022-01-01"}]}


def test_3_11_a_score_carries_its_editions_with_digest_plugin_and_version():
    plugins = [
        found(PROVINCE, a_point_a_month(PROVINCE), version="1.4"),
        found(CITY, ten_an_offence(CITY, edition="2022b"), version="0.9.1"),
        found(COUNTY, book(COUNTY)),
    ]
    composed = load_registry(found=plugins).resolve(COUNTY, on=ON)
    lines = composed.score(GIVEN).rulebooks
    assert [(b.jurisdiction, b.edition, b.plugin, b.version) for b in lines] == [
        (PROVINCE, "2022", "jifen-jia", "1.4"),
        (CITY, "2022b", "jifen-yi", "0.9.1"),
        (COUNTY, "2022", "jifen-bing", "1.0"),
    ]
    assert [b.digest for b in lines] == [layer.digest for layer in composed.layers]
    text = composed.score(GIVEN).explain("en")
    assert f"by 900100 2022b: jifen-yi 0.9.1, {lines[1].digest}" in text


def test_3_11_a_score_carries_where_and_when():
    score = scheme(a_point_a_month(PROVINCE), used_in=CITY, on=date(2023, 5, 4)).score({})
    record = score.record()
    assert (record.lives_in, record.used_in, record.on) == (COUNTY, CITY, date(2023, 5, 4))


def test_3_11_the_order_in_which_plugins_are_found_changes_nothing():
    plugins = chain(a_point_a_month(PROVINCE), ten_an_offence(CITY), a_point_a_month(COUNTY))
    made = {
        load_registry(found=order).resolve(COUNTY, on=ON).score(GIVEN).to_json()
        for order in permutations(plugins)
    }
    assert len(made) == 1


def test_3_11_the_order_of_facts_and_of_events_changes_nothing():
    composed = scheme(ten_an_offence(CITY))
    events = [{"date": "2022-01-01"}, {"date": "2021-01-01"}, {"date": "2022-03-01"}]
    one = composed.score({"months": 7, "offences": events})
    other = composed.score({"offences": events[::-1], "months": 7})
    assert one.to_json() == other.to_json()
    assert one == other


SCRIPT = """
import sys
from importlib import import_module
sys.path.insert(0, sys.argv[1])
test = import_module("tests.semantics.test_3_11_provenance")
sys.stdout.buffer.write(test.anywhere().encode())
"""


def anywhere() -> str:
    """A score with its words, made of records whose sets and dicts could be in any order."""
    score = scheme(ten_an_offence(CITY, floor=0), a_point_a_month(PROVINCE)).score(GIVEN)
    return score.to_json() + score.explain("zh") + score.explain("en")


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_3_11_the_same_facts_give_the_same_bytes_in_another_process(seed):
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[2])],
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode() == anywhere()


# ------------------------------------------------------------------ digests

EDITION = ten_an_offence(CITY)


def test_3_11_the_same_rules_have_the_same_digest():
    assert digest(EDITION) == digest(ten_an_offence(CITY))
    assert digest(EDITION).startswith("sha256:")
    assert len(digest(EDITION)) == len("sha256:") + 64


def test_3_11_a_digest_stays_the_same_from_version_to_version():
    # Written down: scores kept by others name these rules by it.
    assert digest(EDITION) == (
        "sha256:72a39530367ce05bfd94981991c9e5a110a2adbb50b72d45d16fb9bda6e1c6a0"
    )


@pytest.mark.parametrize(
    "other",
    [
        evolve(EDITION, facts=(evolve(MONTHS, max=1201), OFFENCES)),
        evolve(EDITION, facts=(MONTHS, evolve(OFFENCES, name=Text("违法", "Offences")))),
        evolve(EDITION, tiers=(evolve(EDITION.tiers[0], cap=quanta(1)),)),
        evolve(EDITION, indicators=(indicator("yi.months", A_POINT_A_MONTH, 999),)),
        evolve(EDITION, indicators=(indicator("yi.months", evolve(A_POINT_A_MONTH, unit=2)),)),
        evolve(EDITION, indicators=()),
        evolve(EDITION, deductions=(deduction("yi.offences", evolve(TEN_EACH, years=5)),)),
        evolve(EDITION, deductions=(deduction("yi.offences", TEN_EACH, source=PUBLISHED),)),
        evolve(EDITION, edition=evolve(EDITION.edition, floor=quanta(0))),
        evolve(EDITION, edition=evolve(EDITION.edition, id="2023")),
    ],
)
def test_3_11_a_digest_changes_with_any_figure_name_or_source(other):
    assert digest(other) != digest(EDITION)


# ------------------------------------------------------------------ provisional figures

AGE = CountFact(id="age", name=Text("年龄", "Age"), max=120)
HOUSE = ChoiceFact(
    id="house",
    name=Text("住房", "Housing"),
    choices=(Choice("owned", Text("自有", "Owned")), Choice("rented", Text("租赁", "Rented"))),
)
BY_HOUSE = ByChoice(fact="house", points={"owned": quanta(20), "rented": quanta(10)})
BY_AGE = Bands(
    fact="age", bands=(Band(from_=0, to=60, points=quanta(5)), Band(from_=60, points=quanta(0)))
)


def test_3_11_a_score_says_whether_any_line_rests_on_a_provisional_figure():
    published = one_rule(A_POINT_A_MONTH, MONTHS, source=PUBLISHED).score({"months": 1})
    provisional = one_rule(A_POINT_A_MONTH, MONTHS, source=CHOSEN).score({"months": 1})
    assert (published.provisional, provisional.provisional) == (False, True)
    assert "含暂定分值" in provisional.explain("zh")
    assert "rests on provisional figures" in provisional.explain("en")
    assert "暂定" not in published.explain("zh").replace("测试", "")


def test_3_11_an_unclaimed_line_rests_on_no_figure():
    assert not one_rule(A_POINT_A_MONTH, MONTHS, source=CHOSEN).score({}).provisional


@pytest.mark.parametrize(("house", "provisional"), [("owned", True), ("rented", False)])
def test_3_11_the_source_is_that_of_the_figure_that_decided(house, provisional):
    composed = one_rule(BY_HOUSE, HOUSE, source=PUBLISHED, figures={"points.owned": CHOSEN})
    score = composed.score({"house": house})
    assert score.provisional is provisional
    (line,) = score.tiers[0].indicators
    assert line.source == (CHOSEN if provisional else PUBLISHED)
    said = "［暂定：测试］" if provisional else "［公布：某发〔2022〕1号］"
    assert said in score.explain("zh")
    assert (
        "[provisional: 测试]" if provisional else "[published: Notice 1 of 2022]"
    ) in score.explain("en")


@pytest.mark.parametrize(("age", "provisional"), [(59, False), (60, True)])
def test_3_11_a_figure_may_be_provisional_where_it_gives_nothing(age, provisional):
    composed = one_rule(BY_AGE, AGE, source=PUBLISHED, figures={"bands[1].points": CHOSEN})
    assert composed.score({"age": age}).provisional is provisional


@pytest.mark.parametrize(("offences", "provisional"), [([], False), (["2022-01-01"], True)])
def test_3_11_a_deduction_rests_on_its_figure_only_if_there_is_an_event(offences, provisional):
    composed = scheme(book(CITY, facts=[OFFENCES], deductions=[deduction("yi.offences", TEN_EACH)]))
    score = composed.score({"offences": [{"date": day} for day in offences]})
    assert score.provisional is provisional


def test_3_11_the_facts_of_a_recorded_score_cannot_be_changed_nor_can_their_events():
    given = [{"date": "2022-01-01"}]
    record = scheme(ten_an_offence(CITY)).score({"offences": given}).record()
    for facts in (
        record.facts,
        record.deductions[0].facts,
        Score.from_json(record.to_json()).facts,
    ):
        assert facts == {"offences": ({"date": "2022-01-01"},)}
        with pytest.raises(AttributeError):
            facts["offences"].append({"date": "2022-02-01"})
        with pytest.raises(TypeError):
            facts["offences"][0]["date"] = "2022-02-01"
        with pytest.raises(TypeError):
            facts["months"] = 1
    again = Score.from_json(record.to_json())
    assert (again, again.to_json()) == (record, record.to_json())
