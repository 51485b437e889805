"""What holds of every scheme and every applicant."""

from decimal import Decimal

from attrs import evolve
from hypothesis import assume, event, given, settings

from jifen import (
    Found,
    Jurisdiction,
    Rulebook,
    RulebookPlugin,
    load_registry,
)

from ..chain import (
    A_POINT_A_MONTH,
    CITY,
    COUNTY,
    MONTHS,
    NEXT_COUNTY,
    ON,
    PLACES,
    PROVINCE,
    SHANGHAI,
    book,
    chain,
    indicator,
    registry,
    same,
    scheme,
)
from .strategies import (
    DECLARED,
    FACTS,
    applicants,
    chains,
    given_values,
    required_values,
    rising_rules,
    st,
)

# ------------------------------------------------------------------ places


@st.composite
def trees(draw) -> list[int | None]:
    """Of each place the number of the one it lies in; the first lies in none."""
    size = draw(st.integers(2, 9))
    return [None, *(draw(st.integers(0, n - 1)) for n in range(1, size))]


def up(tree: list[int | None], place: int | None) -> list[int]:
    return [] if place is None else [place, *up(tree, tree[place])]


@settings(deadline=None, max_examples=60)
@given(trees(), st.data())
def test_no_point_is_ever_counted_outside_the_scope_of_its_tier(tree, data):
    """Places of any depth: each point of a place counts in it and inside it, and nowhere else."""
    places = [
        Jurisdiction(code=f"X{n}", name=same(f"第 {n} 处"), parent=None if p is None else f"X{p}")
        for n, p in enumerate(tree)
    ]
    lives_in = data.draw(st.integers(0, len(tree) - 1))
    used_in = data.draw(st.sampled_from([*range(len(tree)), None]))

    def plugin(n: int) -> Found:
        near = [p for m, p in enumerate(places) if n in up(tree, m) or m in up(tree, n)]
        one = book(COUNTY, indicator("bing.months", A_POINT_A_MONTH), facts=[MONTHS])
        own = Rulebook(
            edition=evolve(one.edition, jurisdiction=f"X{n}"),
            facts=one.facts,
            tiers=(evolve(one.tiers[0], id=f"x.tier{n}", scope=f"X{n}"),),
            indicators=(evolve(one.indicators[0], id=f"x.months{n}", tier=f"x.tier{n}"),),
        )
        return Found.of(f"X{n}", RulebookPlugin(tuple(near), {"2022": own}))

    found = [plugin(n) for n in range(len(tree))]
    where = SHANGHAI if used_in is None else f"X{used_in}"
    score = load_registry(found=found).resolve(f"X{lives_in}", where, ON).score({"months": 1})

    living, using = up(tree, lives_in), up(tree, used_in)
    assert [t.jurisdiction for t in score.tiers] == [f"X{n}" for n in reversed(living)]
    for tier in score.tiers:
        inside = int(tier.jurisdiction[1:]) in using
        assert tier.is_recognised is inside
        assert (tier.recognised, tier.withheld) == ((1, 0) if inside else (0, 1))
    assert score.total == len(set(living) & set(using))
    event(f"{score.total} of {len(living)}")


@settings(deadline=None, max_examples=8)
@given(chains(), applicants, st.sampled_from([CITY, NEXT_COUNTY, PROVINCE, SHANGHAI]))
def test_county_points_never_count_outside_the_county(books, facts, used_in):
    score = registry(*books).resolve(COUNTY, used_in, ON).score(facts)
    of_county = score.tiers[-1]
    assert of_county.jurisdiction == COUNTY
    assert of_county.recognised == 0
    assert of_county.withheld == of_county.earned
    assert score.recognised == sum(t.recognised for t in score.tiers[:-1])


# ------------------------------------------------------------------ order


@settings(deadline=None, max_examples=6)
@given(chains(), applicants, st.randoms(use_true_random=False))
def test_the_order_in_which_plugins_are_found_changes_nothing(books, facts, random):
    found = chain(*books, book(NEXT_COUNTY))
    shuffled = random.sample(found, len(found))
    one = load_registry(found=found).resolve(COUNTY, on=ON).score(facts)
    other = load_registry(found=shuffled).resolve(COUNTY, on=ON).score(facts)
    assert one.total == other.total
    assert one.to_json() == other.to_json()
    assert one.explain("zh") == other.explain("zh")


# ------------------------------------------------------------------ more is better


@settings(deadline=None, max_examples=15)
@given(chains(rising_rules, deducts=False), st.data())
def test_a_fact_declared_more_is_better_never_lowers_a_score_by_rising(books, data):
    """Through rules that rise, caps, groups, rounding and limits by another indicator."""
    composed = scheme(*books, used_in=data.draw(st.sampled_from([*PLACES])))
    for _ in range(4):
        facts = data.draw(st.fixed_dictionaries(required_values | given_values))
        before = composed.score(facts)
        name, more = data.draw(st.sampled_from(RISES)), data.draw(st.integers(1, 60))
        value = Decimal(facts[name])
        top = int(DECLARED[name].max) if name != "party" else 1
        risen = min(value + more, top)
        assume(risen >= value)
        facts[name] = bool(risen) if name == "party" else int(risen) if name != "tax" else risen
        after = composed.score(facts)
        assert after.total >= before.total
        for higher, lower in zip(after.tiers, before.tiers, strict=True):
            assert higher.earned >= lower.earned
        event("rose" if after.earned > before.earned else "stayed")


RISES = [fact.id for fact in FACTS if fact.more_is_better]
