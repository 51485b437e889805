"""The generated functions give what a plain reading of the formulas and of section 3 gives."""

from hypothesis import event, given, settings

from jifen import Score
from jifen.formula import Code

from ..chain import ON, PLACES, SHANGHAI, registry
from . import oracle
from .strategies import DECLARED, applicants, chains, on_dates, rules, st


@settings(deadline=None, max_examples=150)
@given(rules, applicants, on_dates)
def test_every_generated_rule_is_well_formed_and_stays_in_its_reach(rule, facts, on):
    assert list(rule.check(DECLARED)) == []
    values = dict.fromkeys(DECLARED) | {
        id_: DECLARED[id_].admit(value, on) for id_, value in facts.items()
    }
    formula = rule.formula(DECLARED)
    low, high = formula.reach(Code(DECLARED), {})
    assert type(low) is type(high) is int
    if oracle.holds(rule.claimed(), values, on):
        points = oracle.number(formula, values, on)
        event("scored" if points else "nothing")
        assert 0 <= low <= points <= high


@settings(deadline=None, max_examples=40)
@given(
    chains(),
    st.sampled_from([*PLACES, SHANGHAI]),
    on_dates,
    st.lists(applicants, min_size=4, max_size=6),
)
def test_a_score_is_what_a_plain_reading_gives(books, used_in, on, people):
    scheme = registry(*books).resolve("900101", used_in, on)
    for facts in people:
        score, plain = scheme.score(facts), oracle.expected(scheme, scheme.admit(facts))
        lines = {i.id: i for tier in score.tiers for i in tier.indicators}
        assert {id_: line.points for id_, line in lines.items()} == plain.indicators
        assert {id_: line.status == "scored" for id_, line in lines.items()} == plain.claimed
        assert {t.id: t.earned for t in score.tiers} == plain.tiers
        assert {d.id: d.points for d in score.deductions} == plain.deductions
        assert score.earned == plain.earned
        assert score.recognised == plain.recognised
        assert score.deducted == plain.deducted
        assert score.total == plain.total
        assert score.floored == plain.total - plain.recognised + plain.deducted
        assert score.frozen is plain.frozen
        # No tier exceeds its cap, and some of these caps bind.
        for tier in score.tiers:
            assert tier.earned <= tier.cap
            event(
                "capped" if tier.earned == tier.cap < sum(i.points for i in tier.indicators) else ""
            )


@settings(deadline=None, max_examples=15)
@given(chains(), st.sampled_from([*PLACES, SHANGHAI]), applicants)
def test_a_score_read_from_its_json_equals_itself_and_says_the_same(books, used_in, facts):
    score = registry(*books).resolve("900101", used_in, ON).score(facts)
    read = Score.from_json(score.to_json())
    assert read == score
    assert read.to_json() == score.to_json()
    for lang in ("zh", "en"):
        assert read.explain(lang) == score.explain(lang)
    # What has its own figure at once says the same as the lines made later.
    record = score.record()
    for name in ("earned", "recognised", "withheld", "deducted", "floored", "total", "eligible",
                 "frozen", "frozen_until", "provisional"):  # fmt: skip
        assert getattr(score, name) == getattr(record, name)
