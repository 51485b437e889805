"""A comparison of editions leaves nothing out: every key has a name, every difference is told."""

import attrs
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import (
    Choice,
    ChoiceFact,
    Condition,
    CountFact,
    Diff,
    Freeze,
    Group,
    Requirement,
    Rulebook,
    Scope,
    Service,
    Text,
    core_kinds,
    diff,
    quanta,
)
from jifen.digest import digest
from jifen.facts import FACT_TYPES
from jifen.labels import LABELS, label_of
from jifen.model import Edition, InForce
from jifen.rules.bands import Band
from jifen.rules.marginal import Stretch
from jifen.rules.matrix import Axis
from jifen.rules.per_unit import PerUnit

from .chain import CHOSEN, COUNTY, MONTHS, book, deduction, indicator

SCHOOL = ChoiceFact(
    id="school",
    name=Text("文化程度", "Education"),
    choices=(Choice("college", Text("大专", "College")), Choice("none", Text("无", "None"))),
)
OFFENCES = CountFact(id="offences", name=Text("违法次数", "Offences"), max=99, required=True)
OLD = book(COUNTY, facts=[MONTHS, SCHOOL])


def test_deductions_requirements_services_scopes_groups_and_choices_are_compared():
    more = {
        "deductions": (
            deduction("bing.offences", PerUnit(fact="offences", points=5), freeze=Freeze(years=1)),
        ),
        "requirements": (
            Requirement(
                id="bing.stay",
                name=Text("居住", "Stay"),
                condition=Condition(fact="months", at_least=6),
                source=CHOSEN,
            ),
        ),
        "services": (
            Service(
                id="bing.school",
                name=Text("入学", "School"),
                offered_in=COUNTY,
                threshold=quanta(20),
                source=CHOSEN,
            ),
        ),
        "scopes": (Scope(code=COUNTY, wording=Text("县内", "in Bing")),),
        "facts": (MONTHS, SCHOOL, OFFENCES),
        "tiers": (
            evolve(OLD.tiers[0], groups=(Group(id="g", name=Text("组", "G"), cap=quanta(5)),)),
        ),
    }
    old = evolve(OLD, **more)
    new = evolve(
        old,
        deductions=(
            evolve(
                old.deductions[0],
                rule=PerUnit(fact="offences", points=6),
                freeze=Freeze(years=2),
            ),
        ),
        requirements=(
            evolve(old.requirements[0], condition=Condition(fact="months", at_least=12)),
        ),
        services=(evolve(old.services[0], threshold=quanta(30), ranked=True),),
        scopes=(evolve(old.scopes[0], wording=Text("丙县内", "in Bing")),),
        facts=(MONTHS, evolve(SCHOOL, choices=SCHOOL.choices[:1]), OFFENCES),
        tiers=(evolve(old.tiers[0], groups=(evolve(old.tiers[0].groups[0], cap=quanta(6)),)),),
    )
    assert [
        (c.at, c.was.plain if c.was else None, c.now.plain if c.now else None)
        for c in diff(old, new).changes
    ] == [
        (
            "fact[school].choices[none]",
            {"id": "none", "name": {"zh": "无", "en": "None"}},
            None,
        ),
        (
            f"scope[{COUNTY}].wording",
            {"zh": "县内", "en": "in Bing"},
            {"zh": "丙县内", "en": "in Bing"},
        ),
        ("tier[bing.tier].group[g].cap", "5", "6"),
        ("deduction[bing.offences].rule.points", 5, 6),
        ("deduction[bing.offences].freeze.years", 1, 2),
        ("requirement[bing.stay].condition.at_least", 6, 12),
        ("service[bing.school].threshold", "20", "30"),
        ("service[bing.school].ranked", False, True),
    ]
    text = diff(old, new).explain("zh").splitlines()
    headings = [line for line in text[1:] if not line.startswith(" ")]
    assert headings == ["事实", "适用范围", "层级", "扣分", "申请条件", "公共服务"]
    assert "  居住 › 条件 › 至少：6 → 12" in text


FIELDS = [
    pytest.param(cls, attribute, id=f"{cls.__name__}.{attribute.name}")
    for cls in (
        *(a.type.__args__[0] for a in attrs.fields(Rulebook)[1:]),
        *(Edition, InForce, Group, Freeze, Condition, Choice, Band, Stretch, Axis),
        *FACT_TYPES,
        *core_kinds(),
    )
    for attribute in attrs.fields(cls)
    if attribute.init
]


@pytest.mark.parametrize(("cls", "attribute"), FIELDS)
def test_every_key_of_the_format_has_a_name_in_both_languages(cls, attribute):
    label = label_of(cls, attribute)
    key = attribute.metadata.get("key", attribute.name.rstrip("_"))
    assert label.zh != key
    assert label in LABELS.values() or label_of(cls, attribute).zh in ("最小值", "最大值")


EDITIONS = st.builds(
    lambda points, max_, cap, floor, months: evolve(
        book(
            COUNTY,
            *(
                indicator(f"bing.{n}", PerUnit(fact="months", points=p, cap=months), max_)
                for n, p in points.items()
            ),
            facts=[MONTHS],
            cap=cap,
            floor=floor,
        )
    ),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
    st.integers(1, 2),
    st.integers(1, 2),
    st.none() | st.integers(0, 1),
    st.none() | st.integers(1, 3),
)


@settings(deadline=None, max_examples=150)
@given(old=EDITIONS, new=EDITIONS)
def test_editions_differ_exactly_where_their_digests_do(old, new):
    found: Diff = diff(old, new)
    assert bool(found.changes) == (digest(old) != digest(new))
    back = diff(new, old)
    assert sorted(c.at for c in back.changes) == sorted(c.at for c in found.changes)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {c.at: turned[c.how] for c in back.changes} == {c.at: c.how for c in found.changes}
    for change in found.changes:
        assert change.render("zh")
        assert change.render("en")
