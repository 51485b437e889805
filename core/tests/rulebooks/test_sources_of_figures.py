"""Sources of single figures: a misspelt figure is refused before anyone is scored."""

from datetime import date

import pytest

from jifen import Choice, ChoiceFact, Condition, DateFact, RulebookError, Text, quanta
from jifen.rules.choice import Choice as ByChoice
from jifen.rules.events import Events
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp
from jifen.rules.when import When

from ..chain import MONTHS, OFFENCES, PUBLISHED, decided, one_rule

HOUSING = ChoiceFact(
    id="housing",
    name=Text("住房", "Housing"),
    choices=(Choice("owned", Text("自有", "Owned")), Choice("rented", Text("租赁", "Rented"))),
)
BY_HOUSING = ByChoice(fact="housing", points={"owned": quanta(20), "rented": quanta(10)})
GUARDED = When(
    conditions=(Condition(fact="housing", is_="owned"),),
    then=PerUnit(fact="months", points=1),
)


@pytest.mark.parametrize(
    ("rule", "figure", "meant"),
    [
        (BY_HOUSING, "points.owner", "points.owned"),
        (BY_HOUSING, "point.rented", "points.rented"),
        (GUARDED, "than.points", "then.points"),
    ],
)
def test_a_figure_that_the_rule_does_not_have_is_refused_with_the_one_meant(rule, figure, meant):
    with pytest.raises(RulebookError) as refused:
        one_rule(rule, HOUSING, MONTHS, figures={figure: PUBLISHED})
    (problem,) = refused.value.problems
    assert (problem.code, problem.severity) == ("JF105", "error")
    assert problem.place.endswith(f"indicator[jia.item].figures.{figure}")
    assert problem.remedy.en == f"Did you mean {meant}?"


def test_the_figures_that_a_rule_has_are_accepted():
    figures = ("points.owned", "points")
    assert decided(BY_HOUSING, HOUSING, figures=figures, housing="owned") == "points.owned"
    assert decided(BY_HOUSING, HOUSING, figures=figures, housing="rented") == "points"
    inner = {"housing": "owned", "months": 1}
    assert decided(GUARDED, HOUSING, MONTHS, figures=["then.points"], **inner) == "then.points"


def test_a_figure_that_decides_though_it_is_no_key_is_accepted():
    # What a ramp calls `beyond` stands nowhere in the rule.
    born = DateFact(id="born", name=Text("出生日期", "Born"), unit=Text("周岁", "years of age"))
    ramp = Ramp(fact="born", measure="years", from_=55, to=60, points=500, each_below=100, max=2000)
    assert decided(ramp, born, figures=["beyond"], born=date(1950, 1, 1)) == "beyond"


def test_a_figure_of_a_rule_that_only_counts_as_a_whole_is_not_refused():
    each = Events(fact="offences", each=quanta(10))
    assert decided(each, OFFENCES, figures=["each"], offences=[]) == ""
