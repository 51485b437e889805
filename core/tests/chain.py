"""An invented chain of three levels, and small rulebooks over it, for the tests of the core.

甲省 (900000) holds 乙市 (900100) and 戊市 (900200); 乙市 holds 丙县 (900101) and 丁县 (900102).
No division of China has these codes, so no plugin that is installed can be met.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from jifen import (
    CountFact,
    Deduction,
    Edition,
    EventsFact,
    Fact,
    Found,
    Freeze,
    Group,
    Indicator,
    IndicatorLine,
    InForce,
    Jurisdiction,
    Registry,
    Requirement,
    Rule,
    Rulebook,
    RulebookPlugin,
    Scheme,
    Scope,
    Score,
    Source,
    Text,
    Tier,
    load_registry,
    quanta,
)
from jifen.formula import Code, Range
from jifen.rules.events import Events
from jifen.rules.per_unit import PerUnit

PROVINCE, CITY, COUNTY = "900000", "900100", "900101"
NEXT_COUNTY, OTHER_CITY = "900102", "900200"
CHAIN = (PROVINCE, CITY, COUNTY)
SHANGHAI = "310000"
"""A place outside: a province of China that has no plugin here."""

ON = date(2022, 10, 1)
CHOSEN = Source(status="provisional", title="测试")
PUBLISHED = Source(status="published", title="某发〔2022〕1号", title_en="Notice 1 of 2022")

LEVEL = {
    PROVINCE: "jia",
    CITY: "yi",
    COUNTY: "bing",
    NEXT_COUNTY: "ding",
    OTHER_CITY: "wu",
}
"""What the ids of a place's records begin with."""

PLACES = {
    place.code: place
    for place in (
        Jurisdiction(code=PROVINCE, name=Text("甲省", "Jia")),
        Jurisdiction(code=CITY, name=Text("乙市", "Yi"), parent=PROVINCE),
        Jurisdiction(code=COUNTY, name=Text("丙县", "Bing"), parent=CITY),
        Jurisdiction(code=NEXT_COUNTY, name=Text("丁县", "Ding"), parent=CITY),
        Jurisdiction(code=OTHER_CITY, name=Text("戊市", "Wu"), parent=PROVINCE),
    )
}


def line_up(code: str) -> tuple[str, ...]:
    """A place and those above it, itself first."""
    parent = PLACES[code].parent
    return (code, *line_up(parent)) if parent else (code,)


def places_of(code: str) -> tuple[Jurisdiction, ...]:
    """The places that the plugin of a place declares: those above it, itself, those inside it."""
    near = [p for p in PLACES if p in line_up(code) or code in line_up(p)]
    return tuple(PLACES[p] for p in near)


def same(text: str) -> Text:
    """One text for both languages."""
    return Text(text, text)


def indicator(id_: str, rule: Rule, max_: object = 1000, **more: Any) -> Indicator:
    """An indicator; its tier is the one of the level that its id begins with."""
    level = id_.split(".")[0]
    given = {"tier": f"{level}.tier", "name": same(id_), "department": "公安", "source": CHOSEN}
    return Indicator(id=id_, max=quanta(max_), rule=rule, **given | more)


def deduction(id_: str, rule: Rule, **more: Any) -> Deduction:
    """A deduction of the level that its id begins with."""
    level = id_.split(".")[0]
    given = {"tier": f"{level}.tier", "name": same(id_), "department": "公安", "source": CHOSEN}
    return Deduction(id=id_, rule=rule, **given | more)


def book(
    code: str,
    *indicators: Indicator,
    facts: Iterable[Fact] = (),
    deductions: Iterable[Deduction] = (),
    requirements: Iterable[Requirement] = (),
    groups: Iterable[Group] = (),
    scopes: Iterable[Scope] = (),
    cap: object = 100_000,
    scope: str | None = None,
    edition: str = "2022",
    from_: date = date(2000, 1, 1),
    to: date | None = None,
    floor: object = None,
) -> Rulebook:
    """The rulebook of a place, with one tier that is recognised in it unless `scope` differs."""
    name = PLACES[code].name
    tier = Tier(
        id=f"{LEVEL[code]}.tier",
        layer="personality" if code == COUNTY else "commonality",
        scope=scope or code,
        cap=quanta(cap),
        name=Text(f"{name.zh}指标", f"{name.en}'s tier"),
        source=CHOSEN,
        groups=tuple(groups),
        maxima_exceed_cap=True,
    )
    return Rulebook(
        edition=Edition(
            jurisdiction=code,
            id=edition,
            in_force=InForce(from_=from_, to=to),
            source=CHOSEN,
            floor=None if floor is None else quanta(floor),
        ),
        facts=tuple(facts),
        scopes=tuple(scopes),
        tiers=(tier,),
        indicators=indicators,
        deductions=tuple(deductions),
        requirements=tuple(requirements),
    )


def plugin(code: str, *books: Rulebook) -> RulebookPlugin:
    """The plugin of a place with its editions."""
    return RulebookPlugin(places_of(code), {b.edition.id: b for b in books})


def found(code: str, *books: Rulebook, version: str = "1.0") -> Found:
    """That plugin as if it were installed, in a distribution named after the place."""
    return Found.of(code, plugin(code, *books), f"jifen-{LEVEL[code]}", version)


def chain(*books: Rulebook) -> list[Found]:
    """The plugins of the whole chain; a layer without a book has an edition with an empty tier."""
    codes = dict.fromkeys([*CHAIN, *(b.edition.jurisdiction for b in books)])
    return [
        found(code, *([b for b in books if b.edition.jurisdiction == code] or [book(code)]))
        for code in codes
    ]


def registry(*books: Rulebook) -> Registry:
    """The registry of the whole chain."""
    return load_registry(found=chain(*books))


def scheme(
    *books: Rulebook, lives_in: str = COUNTY, used_in: str | None = None, on: date = ON
) -> Scheme:
    """The scheme of the whole chain."""
    return registry(*books).resolve(lives_in, used_in, on)


def one_rule(rule: Rule, *facts: Fact, on: date = ON, **more: Any) -> Scheme:
    """A scheme whose only indicator, the province's, has a rule."""
    return scheme(book(PROVINCE, indicator("jia.item", rule, **more), facts=facts), on=on)


def line(score: Score, id_: str = "jia.item") -> IndicatorLine:
    """The line of one indicator."""
    (wanted,) = (i for tier in score.tiers for i in tier.indicators if i.id == id_)
    return wanted


def said(composed: Scheme, **given: Any) -> tuple[str, str, str]:
    """The points of the only indicator, and its reason in both languages."""
    scored = line(composed.score(given))
    return str(scored.points), scored.reason.zh, scored.reason.en


def decided(rule: Rule, *facts: Fact, figures: Iterable[str], **given: Any) -> str:
    """Which of some figures of a rule decided; empty if it was none of them."""
    cited = {figure: Source(status="published", title=figure) for figure in figures}
    none = Source(status="published", title="")
    return line(one_rule(rule, *facts, source=none, figures=cited).score(given)).source.title


def problems_of(rule: Rule, *facts: Fact) -> dict[str, str]:
    """What a rule kind says is wrong with a rule over some facts: what, by its path."""
    return {p.place: p.what.en for p in rule.check({fact.id: fact for fact in facts})}


def reach_of(rule: Rule, *facts: Fact) -> Range:
    """The range, in quanta, that a rule can reach over some facts."""
    declared = {fact.id: fact for fact in facts}
    return rule.formula(declared).reach(Code(declared), {})


MONTHS = CountFact(id="months", name=Text("月数", "Months"), max=1200, unit=Text("个月", "months"))
OFFENCES = EventsFact(id="offences", name=Text("违法记录", "Offences"), required=True)
A_POINT_A_MONTH = PerUnit(fact="months", points=1)
TEN_EACH = Events(fact="offences", each=quanta(10))


def a_point_a_month(code: str, **more: Any) -> Rulebook:
    """A rulebook with one indicator, `….months`: one point for each month, whatever else it says."""
    item = indicator(f"{LEVEL[code]}.months", A_POINT_A_MONTH)
    return book(code, item, **{"facts": [MONTHS], **more})


def ten_an_offence(code: str, freeze: Freeze | None = None, **more: Any) -> Rulebook:
    """That, and a deduction `….offences`: ten points for each offence, which may freeze."""
    item = deduction(f"{LEVEL[code]}.offences", TEN_EACH, freeze=freeze)
    return a_point_a_month(code, facts=[MONTHS, OFFENCES], deductions=[item], **more)
