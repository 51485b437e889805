"""A kind of a plugin's own says which figure decided by texts that can be listed, or is refused."""

import polars as pl
import pytest

from jifen import Found, RulebookError, check
from jifen.formula import AtLeast, Joined, Made, Plain, Present, Said, Value, chosen, words
from jifen.rules.best_of import BestOf
from jifen.rules.per_unit import PerUnit

from ..chain import MONTHS, PROVINCE, PUBLISHED, book, indicator, plugin, scheme

FEW = AtLeast(Value("months"), 12)
"""Asked only where it is claimed: where there is a number of months."""


def of_kind(decided):
    """A rule of a kind that says by some words which figure decided."""

    class OwnKind(PerUnit):
        kind = "own_kind"

        def decided_by(self, facts):
            return decided

    return OwnKind(fact="months", points=1)


UNLISTED = {
    "Made": Made(lambda months, on: f"points[{months}]", ("months",)),
    "Said": words("points.", Said("months", "en")),
    "Plain": chosen((FEW, words("points[", Plain(Value("months")), "]")), otherwise="points"),
    "Joined": Joined(".", ((Present("months"), words("points")),)),
}


@pytest.mark.parametrize("node", UNLISTED)
def test_figures_of_a_kind_whose_paths_cannot_be_listed_are_refused_before_anyone_is_scored(node):
    rule = BestOf(rules=(PerUnit(fact="months", points=1), of_kind(UNLISTED[node])))
    item = indicator("jia.item", rule, figures={"rules[0]": PUBLISHED})
    given = book(PROVINCE, item, facts=[MONTHS])
    with pytest.raises(RulebookError) as refused:
        scheme(given)
    (problem,) = refused.value.problems
    assert problem.code == "JF107"
    assert problem.place.endswith("indicator[jia.item].figures")
    assert f"with {node}," in problem.what.en
    found = [p for p in check(Found.of(PROVINCE, plugin(PROVINCE, given))) if p.code == "JF107"]
    assert [p.severity for p in found] == ["error"]


def test_without_figures_of_its_own_such_a_rule_is_scored_alone_and_in_a_frame():
    composed = scheme(
        book(PROVINCE, indicator("jia.item", of_kind(UNLISTED["Made"])), facts=[MONTHS])
    )
    frame = pl.DataFrame({"applicant_id": ["a"], "months": [7]})
    (row,) = composed.score_frame(frame).scores.rows(named=True)
    alone = composed.score({"months": 7})
    assert (row["total"], row["provisional"]) == (alone.total, alone.provisional)


def test_paths_that_are_chosen_are_accepted_and_the_one_that_decided_is_looked_up():
    rule = of_kind(chosen((FEW, words("points.", "many")), otherwise="points.few"))
    item = indicator("jia.item", rule, source=PUBLISHED, figures={"points.few": PUBLISHED})
    composed = scheme(book(PROVINCE, item, facts=[MONTHS]))
    frame = pl.DataFrame({"applicant_id": ["a", "b"], "months": [11, 12]})
    assert composed.score_frame(frame).scores["provisional"].to_list() == [False, False]
