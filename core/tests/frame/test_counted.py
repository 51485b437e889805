"""What services count of tiers, with the deductions of these, is the same in a frame."""

from random import Random

import pytest
from attrs import evolve

from jifen import CountFact, Group, InputError, Service
from jifen.frame.comparison import frame_of, name
from jifen.rules.per_unit import PerUnit

from ..chain import CHOSEN, CITY, COUNTY, PROVINCE, book, deduction, indicator, same, scheme
from .engines import duck, polars, polars_lazy

LEVELS = {PROVINCE: "jia", CITY: "yi", COUNTY: "bing"}
FACTS = {
    level: [
        CountFact(id=f"{level}_good", name=same(f"{level}_good"), max=99),
        CountFact(id=f"{level}_bad", name=same(f"{level}_bad"), required=True, max=40),
        CountFact(id=f"{level}_worse", name=same(f"{level}_worse"), required=True, max=40),
    ]
    for level in LEVELS.values()
}


def level_book(code, floor):
    level = LEVELS[code]
    worst = Group(id="worst", name=same("worst"), mode="highest")
    items = [
        deduction(f"{level}.{fact}", PerUnit(fact=f"{level}_{fact}", points=1), group="worst")
        for fact in ("bad", "worse")
    ]
    good = indicator(f"{level}.good", PerUnit(fact=f"{level}_good", points=1))
    return book(
        code, good, facts=FACTS[level], deductions=items, groups=[worst], cap=60, floor=floor
    )


def services():
    some = [(), ("jia.tier",), ("bing.tier",), ("yi.tier", "jia.tier"), ("bing.tier", "jia.tier")]
    return [
        Service(id=f"bing.s{n}", name=same(f"s{n}"), offered_in=COUNTY, source=CHOSEN, tiers=tiers)
        for n, tiers in enumerate(some)
    ]


def people(seed, count=200):
    chance = Random(seed)
    ids = [fact for facts in FACTS.values() for fact in facts]
    return [
        {f.id: chance.randrange(f.max + 1) for f in ids if f.required or chance.random() < 0.8}
        for _ in range(count)
    ]


@pytest.mark.parametrize("floors", [(None, None, None), (0, None, 5), (10, 0, 0)])
@pytest.mark.parametrize("engine", [polars, polars_lazy, duck])
def test_a_service_counts_in_a_frame_what_it_counts_one_by_one(engine, floors):
    books = [level_book(code, floor) for code, floor in zip(LEVELS, floors, strict=True)]
    offered = services()
    books[-1] = evolve(books[-1], services=tuple(offered))
    composed, those = scheme(*books), people(5)
    ids = [service.id for service in composed.services]
    assert ids == [service.id for service in offered]

    class Counting:
        def score_frame(self, frame, **more):
            return composed.score_frame(frame, services=ids, **more)

    frame, events = frame_of(composed, those)
    scores = engine(Counting(), frame, events).sort("applicant_id")
    wanted = [[line.points for line in composed.score(person).services] for person in those]
    assert scores["applicant_id"].to_list() == [name(n) for n in range(len(those))]
    assert [list(row) for row in scores.select(ids).rows()] == wanted
    assert len({tuple(row) for row in wanted}) > 100
    assert scores.columns[-len(ids) :] == ids


def test_only_what_is_asked_for_is_counted_and_what_is_unknown_is_said():
    books = [level_book(code, None) for code in LEVELS]
    books[-1] = evolve(books[-1], services=tuple(services()))
    composed = scheme(*books)
    frame, _ = frame_of(composed, people(1, 3))
    assert not set(composed.score_frame(frame).scores.columns) & {s.id for s in services()}
    with pytest.raises(InputError, match="the scheme has no such service"):
        composed.score_frame(frame, services=["bing.s9"])
