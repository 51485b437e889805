"""Applicants of different places in one frame: each scored under the rules of its own."""

from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from jifen import Freeze, InputError
from jifen.facts import CountFact
from jifen.rules.per_unit import PerUnit

from ..chain import (
    CITY,
    COUNTY,
    MONTHS,
    NEXT_COUNTY,
    ON,
    OTHER_CITY,
    PROVINCE,
    SHANGHAI,
    TEN_EACH,
    a_point_a_month,
    book,
    deduction,
    indicator,
    registry,
    same,
    ten_an_offence,
)

EXTRA = CountFact(id="extra", name=same("附加"), max=100)
REGISTRY = registry(
    ten_an_offence(PROVINCE, freeze=Freeze(years=3), floor=0),
    a_point_a_month(CITY),
    a_point_a_month(COUNTY),
    book(NEXT_COUNTY, indicator("ding.extra", PerUnit(fact="extra", points=2)), facts=[EXTRA]),
)
PEOPLE = [
    # lives in, used in, months, extra
    (COUNTY, None, 30, None),
    (COUNTY, CITY, 30, None),
    (NEXT_COUNTY, None, 10, 3),
    (COUNTY, OTHER_CITY, 7, None),
    (NEXT_COUNTY, COUNTY, None, 4),
    (COUNTY, SHANGHAI, 7, None),
]
OFFENCES = [(0, date(2022, 9, 30)), (4, date(2012, 1, 1)), (5, date(2021, 1, 1))]


def table(*people):
    rows = [(f"A{n}", *person) for n, person in enumerate(people)]
    schema = {"applicant_id": pl.String, "lives_in": pl.String, "used_in": pl.String}
    counts = {"months": pl.Int32, "extra": pl.Int32}
    return pl.DataFrame(rows, schema=schema | counts, orient="row")


def events(*rows):
    those = [(f"A{n}", day) for n, day in rows]
    return pl.DataFrame(those, schema={"applicant_id": pl.String, "date": pl.Date}, orient="row")


def one_by_one(people, offences):
    rows = []
    for n, (home, used, months, extra) in enumerate(people):
        given = {"months": months, "extra": extra}
        facts = {fact: value for fact, value in given.items() if value is not None}
        facts["offences"] = [{"date": day} for m, day in offences if m == n]
        score = REGISTRY.resolve(home, used, ON).score(facts)
        points = {i.id: i.points for tier in score.tiers for i in tier.indicators}
        rows.append(
            {
                "applicant_id": f"A{n}",
                **points,
                **{tier.id: tier.earned for tier in score.tiers},
                **{sum_: getattr(score, sum_) for sum_ in SUMS},
            }
        )
    return rows


SUMS = (
    "earned", "recognised", "withheld", "deducted", "total", "frozen", "frozen_until", "eligible",
    "floored", "provisional",
)  # fmt: skip


def given_only(rows):
    """The rows without the columns that their place does not have."""
    return [{k: v for k, v in row.items() if v is not None or k == "frozen_until"} for row in rows]


def in_polars(people, dated):
    return REGISTRY.score_frame(people, on=ON, events={"offences": dated})


def test_each_row_has_the_score_of_its_places_in_the_order_of_the_rows() -> None:
    both = in_polars(table(*PEOPLE), events(*OFFENCES))
    assert both.rejected.is_empty()
    assert given_only(both.scores.rows(named=True)) == one_by_one(PEOPLE, OFFENCES)


def test_a_lazy_frame_and_duckdb_give_the_same() -> None:
    people, dated = table(*PEOPLE), events(*OFFENCES)
    wanted = one_by_one(PEOPLE, OFFENCES)
    lazily = in_polars(people.lazy(), dated.lazy())
    assert given_only(lazily.scores.collect(engine="streaming").rows(named=True)) == wanted
    relation = in_polars(duckdb.from_arrow(people.to_arrow()), duckdb.from_arrow(dated.to_arrow()))
    scores = relation.scores.pl().sort("applicant_id")
    assert given_only(scores.rows(named=True)) == wanted
    assert relation.rejected.pl().is_empty()


def test_points_of_a_tier_count_only_where_the_row_is_used() -> None:
    scores = in_polars(table(*PEOPLE), events()).scores
    recognised = dict(zip(scores["applicant_id"], scores["recognised"], strict=True))
    assert recognised == {
        "A0": 90,  # all three tiers
        "A1": 60,  # not the county's
        "A2": Decimal(26),  # 10 + 10 + 2 × 3
        "A3": 7,  # the province's only
        "A4": 0,  # the next county's 8 points do not count in this one
        "A5": 0,  # nothing counts in another province
    }


@pytest.mark.parametrize(
    ("home", "used", "column", "value", "what"),
    [
        ("999999", None, "lives_in", "999999", "there is no such place"),
        (COUNTY, "999999", "used_in", "999999", "there is no such place"),
        (None, COUNTY, "lives_in", None, "the code of the place of residence is missing"),
        (OTHER_CITY, None, "lives_in", OTHER_CITY, "there is no plugin of this jurisdiction"),
    ],
)
def test_a_row_of_a_place_that_cannot_be_resolved_is_rejected(
    home, used, column, value, what
) -> None:
    both = in_polars(table((home, used, 1, None), PEOPLE[0]), events())
    assert both.scores["applicant_id"].to_list() == ["A1"]
    (bad,) = both.rejected.rows(named=True)
    assert (bad["row"], bad["applicant_id"], bad["column"], bad["value"]) == (
        1,
        "A0",
        column,
        value,
    )
    assert bad["reason_en"].startswith(what)


def test_a_fact_that_the_place_does_not_know_rejects_its_row() -> None:
    both = in_polars(table((COUNTY, None, 1, 5), PEOPLE[0], PEOPLE[2]), events())
    assert both.scores["applicant_id"].to_list() == ["A1", "A2"]
    (bad,) = both.rejected.rows(named=True)
    assert (bad["row"], bad["column"], bad["value"]) == (1, "extra", "5")


def test_a_column_of_a_place_that_no_row_is_of_may_be_there_and_empty() -> None:
    both = in_polars(table(PEOPLE[0]), events())
    assert (both.scores.height, both.rejected.height) == (1, 0)
    assert "ding.extra" not in both.scores.columns


def test_no_row_is_lost_when_no_place_can_be_resolved() -> None:
    both = in_polars(table(("999999", None, 1, None)), events())
    assert both.scores.is_empty()
    assert both.rejected["applicant_id"].to_list() == ["A0"]


def test_a_column_that_no_place_knows_is_an_error() -> None:
    with pytest.raises(InputError, match="nonsense"):
        in_polars(table(*PEOPLE).with_columns(nonsense=1), events())


def one_id(of, kind):
    """A registry in which one id is an indicator's of the county, and another thing's next to it."""
    once, twice = (PerUnit(fact="months", points=n) for n in (1, 2))
    mine = book(COUNTY, indicator(of, once, tier="bing.tier"), facts=[MONTHS])
    others = {
        "a tier": book(NEXT_COUNTY, facts=[MONTHS]),
        "an indicator": book(NEXT_COUNTY, indicator(of, twice), facts=[MONTHS]),
        "a deduction": book(NEXT_COUNTY, deductions=[deduction(of, TEN_EACH)], facts=[MONTHS]),
    }
    return registry(ten_an_offence(PROVINCE), mine, others[kind])


@pytest.mark.parametrize(
    ("of", "kind", "zh"),
    [("ding.tier", "a tier", "层级"), ("ding.item", "a deduction", "扣分")],
)
@pytest.mark.parametrize("lazily", [False, True])
def test_an_id_of_two_kinds_in_two_places_is_refused_and_both_rulebooks_named(
    of, kind, zh, lazily
) -> None:
    rules = one_id(of, kind)
    people = table((COUNTY, None, 3, None), (NEXT_COUNTY, None, 4, None)).drop("extra")
    none = {"offences": events()}
    with pytest.raises(InputError) as refused:
        rules.score_frame(people.lazy() if lazily else people, on=ON, events=none)
    (problem,) = refused.value.problems
    bing, ding = "jifen-bing 1.0 (900101) 2022", "jifen-ding 1.0 (900102) 2022"
    assert problem.place == of
    assert problem.what.zh == f"在 {bing} 中是指标，在 {ding} 中是{zh}，不能同列一表"
    assert problem.what.en == (
        f"it is an indicator of {bing} and {kind} of {ding}, so no one table can hold both"
    )
    # Of either place alone, the id is what it is there.
    for place in (COUNTY, NEXT_COUNTY):
        alone = rules.score_frame(people.filter(lives_in=place), on=ON, events=none)
        assert (alone.scores.height, alone.rejected.height) == (1, 0)


def test_indicators_of_one_id_in_two_places_share_its_column() -> None:
    people = table((COUNTY, None, 3, None), (NEXT_COUNTY, None, 4, None)).drop("extra")
    rules = one_id("ding.item", "an indicator")
    scores = rules.score_frame(people, on=ON, events={"offences": events()}).scores
    assert scores["ding.item"].to_list() == [3, 8]
    assert scores["bing.tier"].to_list() == [3, None]
    assert scores["ding.tier"].to_list() == [None, 8]


def test_a_frame_without_places_is_an_error() -> None:
    with pytest.raises(InputError, match="the column of places is missing"):
        in_polars(table(*PEOPLE).drop("lives_in"), events())


def test_a_repeated_id_a_malformed_event_and_an_event_of_nobody_are_listed() -> None:
    people = table(*PEOPLE, PEOPLE[0]).with_columns(
        applicant_id=pl.Series(["A0", "A1", "A2", "A3", "A4", "A5", "A2"])
    )
    dated = events((0, None), (9, ON))
    both = in_polars(people, dated)
    assert both.scores["applicant_id"].to_list() == ["A1", "A3", "A4", "A5"]
    listed = sorted(both.rejected.select("row", "applicant_id", "column").rows())
    assert listed == [
        (1, "A0", "offences"),
        (1, "A0", "offences.date"),
        (2, "A9", "offences.applicant_id"),
        (3, "A2", "applicant_id"),
        (7, "A2", "applicant_id"),
    ]


def test_a_malformed_event_of_someone_in_two_places_is_listed_once() -> None:
    people = table((COUNTY, None, 30, None), (NEXT_COUNTY, None, 10, 3)).with_columns(
        applicant_id=pl.lit("A0")
    )
    dated = events((0, None), (0, ON), (0, None))
    for both in (in_polars(people, dated), in_polars(people.lazy(), dated.lazy())):
        of_events = both.rejected.lazy().filter(pl.col("column") == "offences.date").collect()
        assert of_events["row"].to_list() == [1, 3]
