"""Facts, rules, rulebooks and applicants to generate schemes from."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from jifen import (
    AmountFact,
    Choice,
    ChoiceFact,
    Condition,
    CountFact,
    DateFact,
    EventsFact,
    Fact,
    FlagFact,
    Freeze,
    Group,
    Quanta,
    Requirement,
    Rule,
    Rulebook,
    Text,
)
from jifen.rules.bands import Band, Bands
from jifen.rules.best_of import BestOf
from jifen.rules.choice import Choice as ByChoice
from jifen.rules.events import Events
from jifen.rules.flag import Flag
from jifen.rules.least_of import LeastOf
from jifen.rules.marginal import Marginal, Stretch
from jifen.rules.matrix import Axis, Matrix
from jifen.rules.per_unit import PerUnit
from jifen.rules.ramp import Ramp
from jifen.rules.sum_of import SumOf
from jifen.rules.when import When

from ..chain import CHAIN, CHOSEN, LEVEL, book, deduction, indicator, line_up, places_of

PARTY = FlagFact(id="party", name=Text("党员", "Party member"), more_is_better=True)
LOCAL = FlagFact(id="local", name=Text("本地", "Local"))
MONTHS = CountFact(
    id="months", name=Text("月数", "Months"), max=60, unit=Text("个月", "months"),
    more_is_better=True,
)  # fmt: skip
CHANGE = CountFact(id="change", name=Text("增减", "Change"), min=-9, max=9, more_is_better=True)
UNBROKEN = CountFact(id="unbroken", name=Text("连续月数", "Unbroken"), max=40, continuous=True)
TAX = AmountFact(
    id="tax", name=Text("纳税", "Tax"), max=50, unit=Text("元", "yuan"), more_is_better=True
)
SCHOOL = ChoiceFact(
    id="school",
    name=Text("学历", "School"),
    choices=tuple(Choice(c, Text(f"{c} 级", f"level {c}")) for c in ("a", "b", 'c"{}')),
)
PERMIT = DateFact(id="permit", name=Text("居住证", "Permit"))
BORN = DateFact(id="born", name=Text("出生", "Born"), min_age=16, max_age=120, required=True)
ACTS = EventsFact(id="acts", name=Text("违法", "Acts"), required=True, most=6)
GIFTS = EventsFact(
    id="gifts", name=Text("捐赠", "Gifts"), required=True, most=5, amount_max=9,
    kinds=(Choice("cash", Text("现金", "Cash")), Choice("goods", Text("实物", "Goods"))),
)  # fmt: skip
FACTS: tuple[Fact, ...] = (
    PARTY, LOCAL, MONTHS, CHANGE, UNBROKEN, TAX, SCHOOL, PERMIT, BORN, ACTS, GIFTS,
)  # fmt: skip
DECLARED = {fact.id: fact for fact in FACTS}

points = st.integers(0, 1500).map(Quanta)
yuan = st.integers(0, 5000).map(lambda cents: Decimal(cents) / 100)
around = st.dates(date(2015, 1, 1), date(2024, 12, 31))
leap_days = st.sampled_from([date(2016, 2, 29), date(2020, 2, 29), date(2020, 2, 28)])
on_dates = st.one_of(
    around,
    st.sampled_from([date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 29), date(2022, 10, 1)]),
)

# ------------------------------------------------------------------ rules


def measured() -> st.SearchStrategy[dict[str, Any]]:
    """What a rule of a number goes by, and how."""
    return st.sampled_from(
        [
            {"fact": "months"},
            {"fact": "change"},
            {"fact": "tax"},
            {"fact": "months", "at_most_fact": "change"},
            {"fact": "born", "measure": "years"},
            {"fact": "permit", "measure": "years"},
            {"fact": "permit", "measure": "months"},
        ]
    )


def rising(values: Any, min_size: int, max_size: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=min_size, max_size=max_size, unique=True).map(sorted)


@st.composite
def bands(draw: Any, monotone: bool = False) -> Rule:
    edges = draw(rising(st.integers(-10, 70), 1, 4))
    ends = [*edges[1:], None if monotone or draw(st.booleans()) else edges[-1] + 5]
    given = [draw(points) for _ in edges]
    rows = zip(edges, ends, sorted(given) if monotone else given, strict=True)
    listed = tuple(Band(from_=low, to=high, points=p) for low, high, p in rows)
    by = draw(monotone_numbers() if monotone else measured())
    return Bands(bands=listed, **by)


def monotone_numbers() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(
        [
            {"fact": "months"},
            {"fact": "change"},
            {"fact": "tax"},
            {"fact": "months", "at_most_fact": "change"},
        ]
    )


@st.composite
def per_unit(draw: Any, monotone: bool = False) -> Rule:
    start = draw(st.integers(0, 20))
    rounding = draw(st.sampled_from([None, "down", "half_up", "up"]))
    by = draw(
        monotone_numbers()
        if monotone
        else st.one_of(measured(), st.just({"fact": "unbroken", "continuous": True}))
    )
    finest = 100 if rounding is None else draw(st.sampled_from([100, 200, 300]))
    proportional = rounding is not None and draw(st.booleans())
    return PerUnit(
        unit=draw(st.sampled_from([1, 2, 12, Fraction(3, 2)])),
        points=Fraction(draw(st.integers(0, 300)), finest),
        start=start,
        cap=draw(st.none() | st.integers(start + 1, 80)),
        rounding=rounding,
        proportional=proportional,
        **by,
    )


@st.composite
def ramps(draw: Any, monotone: bool = False) -> Rule:
    from_ = draw(st.integers(-5, 60))
    base = draw(points)
    side = "each_above" if monotone or draw(st.booleans()) else "each_below"
    return Ramp(
        from_=from_,
        to=from_ + draw(st.integers(0, 20)),
        points=base,
        max=Quanta(base + draw(points)),
        **{side: draw(points)},
        **draw(monotone_numbers() if monotone else measured()),
    )


@st.composite
def marginals(draw: Any, monotone: bool = False) -> Rule:
    unit = draw(st.sampled_from([1, 2, 5]))
    ends = draw(rising(st.integers(1, 15).map(lambda n: n * unit), 1, 3))
    rates = [Fraction(draw(st.integers(0, 300)), 100) for _ in range(len(ends) + 1)]
    last = [None] if draw(st.booleans()) else [ends[-1] + unit]
    stretches = zip([*ends, *last], rates, strict=True)
    return Marginal(
        unit=unit,
        stretches=tuple(Stretch(to=to, points=rate) for to, rate in stretches),
        **draw(monotone_numbers() if monotone else measured()),
    )


@st.composite
def matrices(draw: Any) -> Rule:
    edges = tuple(draw(rising(st.integers(-5, 50), 1, 3)))
    cells = tuple(tuple(draw(points) for _ in edges) for _ in SCHOOL.choices)
    columns = Axis(from_=edges, **draw(measured()))
    return Matrix(rows=Axis(fact="school", values=SCHOOL.ids()), columns=columns, points=cells)


@st.composite
def events(draw: Any) -> Rule:
    years = draw(st.none() | st.integers(1, 8))
    way = draw(st.sampled_from(["each", "by_kind", "by_occurrence", "per_amount"]))
    if way == "each":
        return Events(fact=draw(st.sampled_from(["acts", "gifts"])), years=years, each=draw(points))
    if way == "by_occurrence":
        figures = tuple(draw(st.lists(points, min_size=1, max_size=4)))
        return Events(fact="acts", years=years, by_occurrence=figures)
    if way == "by_kind":
        by_kind = {"cash": draw(points), "goods": draw(points)}
        return Events(fact="gifts", years=years, by_kind=by_kind)
    unit = draw(st.integers(1, 10))
    return Events(fact="gifts", years=years, per_amount=draw(points), unit=unit)


flags = st.builds(Flag, fact=st.sampled_from(["party", "local"]), points=points)
choices = st.lists(points, min_size=3, max_size=3).map(
    lambda given: ByChoice(fact="school", points=dict(zip(SCHOOL.ids(), given, strict=True)))
)
conditions = st.one_of(
    st.builds(Condition, fact=st.sampled_from(["party", "local"]), is_=st.booleans()),
    st.builds(Condition, fact=st.just("party"), is_not=st.booleans()),
    st.builds(Condition, fact=st.just("school"), is_=st.sampled_from(SCHOOL.ids())),
    st.builds(Condition, fact=st.just("school"), is_not=st.sampled_from(SCHOOL.ids())),
    st.builds(Condition, fact=st.just("school"), one_of=st.just(("a", 'c"{}'))),
    st.builds(Condition, fact=st.just("months"), at_least=st.integers(0, 60)),
    st.builds(
        Condition, fact=st.just("tax"), at_most=st.integers(0, 100).map(lambda n: Fraction(n, 2))
    ),
    st.builds(Condition, fact=st.just("permit"), valid=st.booleans()),
)
simple = st.one_of(flags, choices, bands(), per_unit(), ramps(), marginals(), matrices(), events())


def composed(parts: st.SearchStrategy[Rule], guards: st.SearchStrategy[Condition]) -> Any:
    """Rules made of rules."""
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(BestOf, rules=several),
        st.builds(LeastOf, rules=several),
        st.builds(SumOf, rules=several, cap=st.none() | points),
        st.builds(When, conditions=st.lists(guards, min_size=1, max_size=2).map(tuple), then=parts),
    )


rules = st.recursive(simple, lambda parts: composed(parts, conditions), max_leaves=4)
"""Any rule over the facts."""

rising_rules = st.recursive(
    st.one_of(
        st.builds(Flag, fact=st.just("party"), points=points),
        bands(monotone=True),
        per_unit(monotone=True),
        ramps(monotone=True),
        marginals(monotone=True),
    ),
    lambda parts: composed(
        parts,
        st.one_of(
            st.just(Condition(fact="party", is_=True)),
            st.builds(Condition, fact=st.just("months"), at_least=st.integers(0, 60)),
        ),
    ),
    max_leaves=4,
)
"""Rules that never give less for more of a fact that is declared `more_is_better`."""

# ------------------------------------------------------------------ rulebooks


@st.composite
def rulebooks(
    draw: Any, code: str, rule: st.SearchStrategy[Rule], deducts: bool = True
) -> Rulebook:
    """A rulebook of one place whose caps are small enough to bind."""
    level = LEVEL[code]
    groups = [
        Group(
            id=f"g{n}",
            name=Text(f"第 {n} 组", f"group {n}"),
            mode=draw(st.sampled_from(["sum", "highest"])),
            cap=draw(st.none() | points),
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    in_group = st.sampled_from([None, *(g.id for g in groups), *(g.id for g in groups)])
    items = [
        indicator(f"{level}.i{n}", draw(rule), Decimal(draw(points)) / 100, group=draw(in_group))
        for n in range(draw(st.integers(2, 4)))
    ]
    if len(items) > 1 and draw(st.booleans()):
        items[0] = indicator(
            items[0].id, items[0].rule, Decimal(items[0].max) / 100, limited_by=items[1].id
        )
    taken = [
        deduction(
            f"{level}.d{n}",
            draw(events()),
            freeze=draw(st.none() | st.builds(Freeze, years=st.none() | st.integers(1, 6))),
        )
        for n in range(draw(st.integers(0, 2)) if deducts else 0)
    ]
    asked = [
        Requirement(id=f"{level}.r{n}", name=Text("条件", "asked"), condition=c, source=CHOSEN)
        for n, c in enumerate(draw(st.lists(conditions, max_size=2)))
    ]
    inside = [p.code for p in places_of(code) if code in line_up(p.code)]
    return book(
        code,
        *items,
        facts=FACTS,
        groups=groups,
        deductions=taken,
        requirements=asked,
        cap=Decimal(draw(points)) / 100,
        floor=draw(st.none() | st.integers(0, 20)) if taken else None,
        scope=draw(st.sampled_from(inside)),
    )


def chains(rule: st.SearchStrategy[Rule] = rules, deducts: bool = True) -> Any:
    """The rulebooks of a whole chain."""
    return st.tuples(*(rulebooks(code, rule, deducts) for code in CHAIN))


# ------------------------------------------------------------------ applicants

event_days = st.one_of(around, leap_days)
written = st.sampled_from([lambda day: day, date.isoformat])
days = st.builds(lambda write, day: write(day), written, st.one_of(around, leap_days))
given_values = {
    "party": st.booleans(),
    "local": st.booleans(),
    "months": st.integers(0, 60),
    "change": st.integers(-9, 9),
    "unbroken": st.integers(0, 40),
    "tax": st.one_of(st.integers(0, 50), yuan, yuan.map(str)),
    "school": st.sampled_from(SCHOOL.ids()),
    "permit": days,
}
required_values = {
    "born": st.builds(
        lambda write, day: write(day), written, st.dates(date(1910, 1, 1), date(1998, 12, 31))
    ),
    "acts": st.lists(st.fixed_dictionaries({"date": days}), max_size=6),
    "gifts": st.lists(
        st.fixed_dictionaries(
            {"date": days, "kind": st.sampled_from(["cash", "goods"]), "amount": st.integers(0, 9)}
        ),
        max_size=5,
    ),
}
applicants = st.one_of(
    st.fixed_dictionaries(required_values | given_values),
    st.fixed_dictionaries(required_values, optional=given_values),
)
"""Facts of an applicant, in every form in which they may be given; any of the optional absent."""
