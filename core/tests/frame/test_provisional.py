"""A row says whether it rests on a provisional figure exactly as its score does one by one."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from jifen import AmountFact, CountFact, EventsFact
from jifen.formula import Code, chosen
from jifen.frame.comparison import frame_of
from jifen.rules.events import Events
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp

from ..chain import CHOSEN, PROVINCE, PUBLISHED, book, deduction, indicator, same, scheme
from .engines import ENGINES, differences
from .test_every_kind import FACTS, RULES, fits, ons, people, seeds


def paths(rule, composed, those):
    """The paths of the figures of a rule that decide the points of some people."""
    code = Code(composed.facts, composed.on)
    decided = chosen((rule.claimed(), rule.decided_by(composed.facts)))
    path = code.of_row("path", decided.source(code))
    found = {path(tuple(composed.admit(person).values())) for person in those}
    return sorted(found - {""})


def with_figures(rules, provisional, on):
    """A scheme of published figures, but for some that are provisional."""
    items = [
        indicator(
            f"jia.item{n}", rule, 9, source=PUBLISHED, figures=dict.fromkeys(provisional[n], CHOSEN)
        )
        for n, rule in enumerate(rules)
    ]
    return scheme(book(PROVINCE, *items, facts=FACTS, cap=30), on=on)


def which(composed, those):
    frame, events = frame_of(composed, those)
    return composed.score_frame(frame, events=events).scores["provisional"].to_list()


@pytest.mark.parametrize("kind", RULES)
def test_the_figure_that_decided_says_it_whatever_the_kind(kind):
    @settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow])
    @given(RULES[kind].filter(fits), seeds, ons)
    def equal(rule, seed, on):
        those = people(seed)
        plain = with_figures([rule], [[]], on)
        some = [
            path for path in paths(rule, plain, those) if Random(f"{seed}{path}").random() < 0.5
        ]
        composed = with_figures([rule], [some], on)
        assert which(composed, those) == [composed.score(p).provisional for p in those]

    equal()


def test_every_engine_says_it():
    beyond = Ramp(fact="birth", measure="years", from_=50, to=60, points=5, each_below=1, max=90)
    composed = scheme(
        book(
            PROVINCE,
            indicator("jia.age", beyond, source=PUBLISHED, figures={"beyond": CHOSEN}),
            facts=FACTS,
            deductions=[deduction("jia.events", Events(fact="events", each=100), source=PUBLISHED)],
        )
    )
    those = people(3)
    assert set(which(composed, those)) == {True, False}
    assert differences(composed, those, engines=ENGINES) == []


OLD = EventsFact(id="old", name=same("旧事"), required=True)
FINES = CountFact(id="fines", name=same("罚款次数"), required=True, min=-2, max=9)
OWED = AmountFact(id="owed", name=same("欠款"), required=True, max=99)


@pytest.mark.parametrize("floor", [None, 0])
@pytest.mark.parametrize("source", [PUBLISHED, CHOSEN])
def test_a_deduction_is_rested_on_by_whom_it_is_about(floor, source):
    composed = scheme(
        book(
            PROVINCE,
            facts=[OLD, FINES, OWED],
            floor=floor,
            deductions=[
                deduction("jia.old", Events(fact="old", each=100, years=1), source=source),
                deduction("jia.fines", PerUnit(fact="fines", points=1), source=source),
                deduction("jia.owed", PerUnit(fact="owed", points=1), source=source),
            ],
        )
    )
    nobody = {"old": [], "fines": 0, "owed": 0}
    those = [
        nobody,
        nobody | {"old": [{"date": date(2022, 1, 1)}]},
        nobody | {"old": [{"date": date(1999, 1, 1)}]},
        nobody | {"fines": 1},
        nobody | {"fines": -1},
        nobody | {"owed": "0.01"},
    ]
    assert which(composed, those) == [composed.score(p).provisional for p in those]
    # The edition of these tests is provisional, and so is its floor.
    assert which(composed, those) == [False] + [source == CHOSEN or floor == 0] * 5
