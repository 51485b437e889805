"""Rule kinds of a plugin's own: they score, and what is wrong with one is its plugin's fault."""

from fractions import Fraction

import attrs
import pytest
from attrs import evolve

from jifen import (
    JifenError,
    Rule,
    Text,
    load_registry,
)
from jifen.formula import Const, Value
from jifen.rules.per_unit import PerUnit

from ..chain import (
    A_POINT_A_MONTH,
    CITY,
    COUNTY,
    MONTHS,
    ON,
    Found,
    book,
    chain,
    indicator,
    plugin,
)


def of_a_kind(**methods):
    """A registry whose county has an indicator of a kind of its own, with one method replaced."""
    sound = {
        "kind": "own",
        "reads": property(lambda self: ("months",)),
        "check": lambda self, facts: (),
        "formula": lambda self, facts: A_POINT_A_MONTH.formula(facts),
        "reason": lambda self, facts, lang: A_POINT_A_MONTH.reason(facts, lang),
        "describe": lambda self, facts, lang: "own",
    }
    own = attrs.frozen(type("Own", (Rule,), sound | methods), slots=False)
    county = book(COUNTY, indicator("bing.own", own()), facts=[MONTHS])
    with_kind = evolve(plugin(COUNTY, county), kinds=(own,))
    above = [f for f in chain() if f.code != COUNTY]
    return load_registry(found=[*above, Found.of(COUNTY, with_kind, "jifen-bing", "2.0")])


def test_a_rule_kind_of_a_plugins_own_scores():
    assert of_a_kind().resolve(COUNTY, on=ON).score({"months": 3}).total == 3


def fail(*_):
    raise ZeroDivisionError("no points today")


@pytest.mark.parametrize("method", ["check", "formula", "reason"])
def test_a_rule_kind_that_raises_is_a_fault_of_its_plugin(method):
    plugins = of_a_kind(**{method: fail})
    with pytest.raises(JifenError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place.startswith("jifen-bing 2.0 (900101)")
    assert "ZeroDivisionError: no points today" in problem.what.en
    assert plugins.resolve(CITY, on=ON).score({}).total == 0


@pytest.mark.parametrize(
    "points", [Const(-1), Const(Fraction(1, 2)), Const(2.0), Value("months") - 1]
)
def test_a_rule_kind_gives_whole_quanta_that_are_not_negative(points):
    plugins = of_a_kind(formula=lambda self, facts: points)
    with pytest.raises(JifenError) as caught:
        plugins.resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place == "jifen-bing 2.0 (900101) 2022: indicator[bing.own].rule"
    assert problem.what.en == "its points can be negative, or finer than 0.01"


def test_a_rule_kind_is_an_attrs_class():
    class Plain(PerUnit):
        kind = "plain"

    class Bare(Rule):
        kind = "bare"

    county = evolve(plugin(COUNTY, book(COUNTY)), kinds=(Plain, Bare))
    bing = Found.of(COUNTY, county, "jifen-bing", "2.0")
    (failure,) = load_registry(found=[bing]).failed[COUNTY]
    assert [(p.place, p.what.en) for p in failure.problems] == [
        ("jifen-bing 2.0 (900101): rule_kind[bare]", "it is no attrs class")
    ]


@pytest.mark.parametrize("kind", ["per_unit", "flag"])
def test_a_rule_kind_of_a_plugins_own_has_a_name_of_its_own(kind):
    with pytest.raises(JifenError) as caught:
        of_a_kind(kind=kind).resolve(COUNTY, on=ON)
    (problem,) = caught.value.problems
    assert problem.place == f"jifen-bing 2.0 (900101): rule_kind[{kind}]"
    assert problem.what == Text("规则种类重名", "the name of this rule kind is taken")
