"""The rule kind `declining`, as the plugin that brings it is installed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jifen
from jifen_yunping_isle.declining import Declining

ON = date(2022, 10, 1)
DONATIONS = jifen.CountFact(
    id="donations",
    name=jifen.Text("献血次数", "Donations"),
    max=500,
    unit=jifen.Text("次", "times"),
)
FACTS = {"donations": DONATIONS}


def rule(first="10", less="2"):
    return Declining(fact="donations", first=jifen.quanta(first), less=jifen.quanta(less))


@pytest.fixture(scope="module")
def scheme():
    """The scheme of the installed plugin: nothing in core knows the kind."""
    return jifen.load_registry({"980000"}).resolve("980000", on=ON)


def test_the_kind_comes_with_its_plugin_and_is_none_of_core():
    registry = jifen.load_registry({"980000"})
    assert registry.contributions["980000"].kinds == (Declining,)
    assert Declining not in jifen.core_kinds()


@pytest.mark.parametrize(
    ("donations", "points"),
    [(0, 0), (1, 10), (2, 18), (3, 24), (4, 28), (5, 30), (6, 30), (99, 30)],
)
def test_each_further_donation_gives_less_until_none_gives_any(scheme, donations, points):
    score = scheme.score({"blood_donations": donations})
    assert score.tiers[0].indicators[0].points == points


def test_the_reason_says_how_in_both_languages(scheme):
    reason = scheme.score({"blood_donations": 3}).tiers[0].indicators[0].reason
    assert reason.zh == "3 次，首次计 10 分，以后每次少计 2 分，计 24 分"
    assert reason.en == "3 times, 10 for the first and 2 less for each further one: 24"


def test_an_unknown_number_is_unclaimed(scheme):
    line = scheme.score({}).tiers[0].indicators[0]
    assert (line.status, line.points) == ("unclaimed", 0)


def test_what_measured_rules_can_do_it_can_do_too(scheme):
    """It is limited by another fact without a line of its own for it."""
    line = scheme.score({"residence_years": 10, "insured_years": 2}).tiers[0].indicators[1]
    assert line.points == 28
    assert line.reason.zh.startswith("10 年，以参保年限 2 年为限，首次计 15 分")


def test_it_describes_itself_without_an_applicant():
    assert rule().describe(FACTS, "zh") == "首次计 10 分，以后每次少计 2 分"


@pytest.mark.parametrize(("first", "less"), [("10", "0"), ("2", "10"), ("0", "0"), ("100", "0.5")])
def test_figures_that_never_end_or_never_begin_are_refused(first, less):
    assert [problem.place for problem in rule(first, less).check(FACTS)] == ["less"]


def test_figures_that_can_be_meant_are_not_refused():
    assert list(rule().check(FACTS)) == []
    assert list(rule("10", "10").check(FACTS)) == []


def test_a_rulebook_without_the_plugin_does_not_know_the_kind():
    book = b"""
format = "jifen.rulebook/1"
[edition]
jurisdiction = "980000"
id = "x"
in_force = { from = 2022-01-01 }
source = { status = "provisional", title = "x" }
[[indicator]]
id = "yunping.x"
tier = "yunping.commonality"
name = { zh = "x", en = "x" }
max = 1
department = "x"
rule = { kind = "declining", fact = "donations", first = 10, less = 2 }
source = { status = "provisional", title = "x" }
"""
    with pytest.raises(jifen.RulebookError, match="declining"):
        jifen.RulebookReader().read(book, "rulebooks/x.toml")
    read = jifen.RulebookReader((Declining,)).read(book, "rulebooks/x.toml")
    assert read.indicators[0].rule == rule()


@settings(deadline=None, max_examples=100)
@given(
    first=st.integers(1, 2000),
    less=st.integers(1, 2000),
    donations=st.integers(0, 300),
)
def test_points_are_those_of_plain_arithmetic(first, less, donations):
    counted = Declining(fact="donations", first=jifen.Quanta(first), less=jifen.Quanta(less))
    if list(counted.check(FACTS)):
        return
    source = jifen.Source(status="provisional", title="x")
    name = jifen.Text("x", "x")
    book = jifen.Rulebook(
        edition=jifen.Edition(
            jurisdiction="980000", id="x", in_force=jifen.InForce(from_=ON), source=source
        ),
        facts=(DONATIONS,),
        tiers=(
            jifen.Tier(
                id="a.tier",
                layer="commonality",
                scope="980000",
                cap=jifen.quanta(10_000),
                name=name,
                source=source,
            ),
        ),
        indicators=(
            jifen.Indicator(
                id="a.b",
                tier="a.tier",
                name=name,
                max=jifen.quanta(10_000),
                department="x",
                rule=counted,
                source=source,
            ),
        ),
    )
    draft = jifen.load_registry({"980000"}).with_draft(book).resolve("980000", on=ON)
    expected = sum(max(first - n * less, 0) for n in range(donations))
    assert draft.score({"donations": donations}).total == Decimal(expected) / 100
