"""Bad rows are never scored and never lost, and nothing stops the good ones."""

import pickle
from datetime import date, datetime
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from jifen import AmountFact, ChoiceFact, CountFact, DateFact, EventsFact, FlagFact, InputError
from jifen import Choice as Value
from jifen.rules.choice import Choice
from jifen.rules.events import Events
from jifen.rules.flag import Flag
from jifen.rules.per_unit import PerUnit

from ..chain import PROVINCE, book, deduction, indicator, same, scheme
from .engines import scored

FACTS = (
    DateFact(id="born", name=same("出生日期"), required=True, min_age=16, max_age=60),
    CountFact(id="months", name=same("月数"), max=1200),
    AmountFact(id="tax", name=same("税额"), max=100_000),
    ChoiceFact(
        id="skill", name=same("技能"), choices=tuple(Value(id=v, name=same(v)) for v in "ab")
    ),
    FlagFact(id="member", name=same("党员")),
    EventsFact(id="offences", name=same("违法记录"), required=True, most=3),
)
SCHEME = scheme(
    book(
        PROVINCE,
        indicator("jia.months", PerUnit(fact="months", points=1)),
        indicator("jia.tax", PerUnit(fact="tax", unit=100, points=1)),
        indicator("jia.skill", Choice(fact="skill", points={"a": 100, "b": 200})),
        indicator("jia.member", Flag(fact="member", points=100)),
        indicator("jia.age", PerUnit(fact="born", measure="years", points=1)),
        facts=FACTS,
        deductions=[deduction("jia.offences", Events(fact="offences", each=100))],
    )
)
GOOD = {
    "applicant_id": "good",
    "born": date(1990, 5, 1),
    "months": 12,
    "tax": Decimal("250.50"),
    "skill": "a",
    "member": True,
}
NONE = pl.DataFrame(schema={"applicant_id": pl.String, "date": pl.Date})


def frame(*rows, **types):
    schema = {
        "applicant_id": pl.String,
        "born": pl.Date,
        "months": pl.Int64,
        "tax": pl.Decimal(18, 4),
        "skill": pl.String,
        "member": pl.Boolean,
    }
    return pl.DataFrame([GOOD | row for row in rows], schema=schema | types)


def faults(table, events=NONE, **more):
    good, bad = scored(SCHEME, table, events={"offences": events}, **more)
    return [row["applicant_id"] for row in good], [
        (row["row"], row["applicant_id"], row["column"], row["value"]) for row in bad
    ]


def _relation(table):
    return duckdb.from_arrow(table.to_arrow())


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("born", None, None),
        ("born", date(2006, 10, 2), "2006-10-02"),
        ("born", date(1961, 10, 1), "1961-10-01"),
        ("months", -1, "-1"),
        ("months", 1201, "1201"),
        ("months", 2**40, str(2**40)),
        ("tax", Decimal("0.001"), "0.0010"),
        ("tax", Decimal("100000.01"), "100000.0100"),
        ("tax", Decimal("-0.01"), "-0.0100"),
        ("skill", "c", "c"),
        ("skill", "", ""),
        ("skill", "A", "A"),
    ],
)
def test_a_bad_value_rejects_its_row_and_no_other(column, value, shown) -> None:
    table = frame({}, {"applicant_id": "bad", column: value}, {"applicant_id": "also good"})
    assert faults(table) == (["good", "also good"], [(2, "bad", column, shown)])
    # the scalar refuses the same value
    given = {
        k: v for k, v in (GOOD | {column: value}).items() if k != "applicant_id" and v is not None
    }
    with pytest.raises(InputError):
        SCHEME.score(given | {"offences": []})


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("born", date(2006, 10, 1)),
        ("born", date(1961, 10, 2)),
        ("months", 0),
        ("months", 1200),
        ("tax", Decimal("100000.00")),
        ("tax", Decimal("0.01")),
        ("months", None),
        ("skill", None),
    ],
)
def test_a_value_at_the_edge_of_what_is_accepted_is_scored(column, value) -> None:
    assert faults(frame({column: value})) == (["good"], [])


@pytest.mark.parametrize(
    "type_",
    [pl.Decimal(p, s) for p, s in [(16, 2), (17, 1), (17, 2), (18, 0), (18, 2), (18, 4), (38, 2)]],
)
@pytest.mark.parametrize("negative", [False, True])
def test_the_greatest_amounts_that_a_type_holds_are_refused(type_, negative) -> None:
    greatest = Decimal((negative, (9,) * type_.precision, -type_.scale))
    table = frame({"tax": Decimal("0.01")}, {"applicant_id": "bad", "tax": greatest}, tax=type_)
    expected = ["good"], [(2, "bad", "tax", str(greatest))]
    assert faults(table) == expected
    relation, none = _relation(table), _relation(NONE)
    good, ((_, *line),) = faults(relation, none)
    assert (good, line) == (["good"], ["bad", "tax", str(greatest)])


@pytest.mark.parametrize("held", [pl.DataFrame, pl.DataFrame.lazy, _relation])
def test_amounts_of_too_many_events_reject_their_applicant_however_much_they_are(held) -> None:
    count = CountFact(id="months", name=same("月数"), max=10)
    gifts = EventsFact(id="gifts", name=same("捐款"), required=True, most=2, amount_max=10**9)
    given = scheme(
        book(
            PROVINCE,
            indicator("jia.months", PerUnit(fact="months", points=1)),
            facts=(count, gifts),
            deductions=[deduction("jia.gifts", Events(fact="gifts", per_amount=1, unit=100_000))],
        )
    )
    table = pl.DataFrame({"applicant_id": ["a", "b"], "months": [1, 2]})
    three = {"applicant_id": ["a"] * 3, "date": [date(2022, 1, 1)] * 3, "amount": [10**9] * 3}
    good, bad = scored(given, held(table), events={"gifts": held(pl.DataFrame(three))})
    assert [row["applicant_id"] for row in good] == ["b"]
    assert [(row["applicant_id"], row["column"]) for row in bad] == [("a", "gifts")]


def test_a_row_with_several_faults_has_a_line_for_each() -> None:
    table = frame({"applicant_id": "bad", "months": -1, "skill": "z", "born": None})
    assert faults(table) == (
        [],
        [(1, "bad", "born", None), (1, "bad", "months", "-1"), (1, "bad", "skill", "z")],
    )


def test_the_reason_says_in_both_languages_what_was_expected() -> None:
    _, (bad,) = scored(SCHEME, frame({"months": -1}), events={"offences": NONE})
    assert bad["reason_zh"] == "不接受该值。应为 0 至 1200 的整数"
    assert bad["reason_en"] == ("the value is not accepted. Expected a whole number from 0 to 1200")


def test_a_float_that_is_whole_is_a_count_and_any_other_is_rejected() -> None:
    rows = [{"applicant_id": str(v), "months": v} for v in (7.0, 7.5, float("nan"), float("inf"))]
    good, bad = faults(frame(*rows, months=pl.Float64))
    assert good == ["7.0"]
    assert [(id_, column) for _, id_, column, _ in bad] == [
        ("7.5", "months"),
        ("nan", "months"),
        ("inf", "months"),
    ]


def test_a_time_of_day_is_no_date_and_midnight_is_one() -> None:
    rows = [
        {"applicant_id": "midnight", "born": datetime(1990, 5, 1)},
        {"applicant_id": "noon", "born": datetime(1990, 5, 1, 12)},
    ]
    good, bad = faults(frame(*rows, born=pl.Datetime("us")))
    assert good == ["midnight"]
    assert [(id_, column) for _, id_, column, _ in bad] == [("noon", "born")]


def test_a_value_outside_an_enum_of_the_choice_is_rejected() -> None:
    kinds = pl.Enum(["a", "x"])
    rows = [{"applicant_id": "known"}, {"applicant_id": "unknown", "skill": "x"}]
    assert faults(frame(*rows, skill=kinds)) == (["known"], [(2, "unknown", "skill", "x")])


def test_an_id_in_two_rows_rejects_both_and_a_missing_id_its_row() -> None:
    ids = ["twice", "once", "twice", None]
    table = frame(*({"applicant_id": id_} for id_ in ids))
    assert faults(table) == (
        ["once"],
        [
            (1, "twice", "applicant_id", "twice"),
            (3, "twice", "applicant_id", "twice"),
            (4, None, "applicant_id", None),
        ],
    )


def test_repeated_ids_are_looked_for_in_a_lazy_frame_only_if_asked() -> None:
    table = frame({"applicant_id": "twice"}, {"applicant_id": "twice"}).lazy()
    lazily = NONE.lazy()
    assert faults(table, lazily) == (["twice", "twice"], [])
    good, bad = faults(table, lazily, unique_ids=True)
    assert (good, len(bad)) == ([], 2)


def events(*rows):
    return pl.DataFrame(
        list(rows), schema={"applicant_id": pl.String, "date": pl.Date}, orient="row"
    )


def test_a_malformed_event_rejects_its_applicant_and_is_listed_itself() -> None:
    table = frame({"applicant_id": "one"}, {"applicant_id": "two"})
    dated = events(("two", date(2020, 1, 1)), ("one", None), ("one", date(2020, 1, 1)))
    assert faults(table, dated) == (
        ["two"],
        [(1, "one", "offences", None), (2, "one", "offences.date", None)],
    )


def test_more_events_than_are_accepted_reject_their_applicant() -> None:
    dated = events(*[("one", date(2020, 1, day)) for day in range(1, 5)])
    table = frame({"applicant_id": "one"}, {"applicant_id": "two"})
    assert faults(table, dated) == (["two"], [(1, "one", "offences", None)])


def test_an_event_of_nobody_in_the_frame_is_listed() -> None:
    dated = events(("nobody", date(2020, 1, 1)), (None, date(2020, 1, 2)))
    good, bad = faults(frame({}), dated)
    assert good == ["good"]
    assert bad == [
        (1, "nobody", "offences.applicant_id", "nobody"),
        (2, None, "offences.applicant_id", None),
    ]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(["", "born", "months", "skill", "event"]), max_size=12))
def test_every_row_is_either_scored_or_listed(ills: list[str]) -> None:
    wrong = {
        "": {},
        "born": {"born": None},
        "months": {"months": 9999},
        "skill": {"skill": "?"},
        "event": {},
    }
    table = frame(*({"applicant_id": str(n)} | wrong[ill] for n, ill in enumerate(ills)))
    dated = events(*((str(n), None) for n, ill in enumerate(ills) if ill == "event"))
    good, bad = faults(table, dated)
    of_rows = [id_ for _, id_, column, _ in bad if column != "offences.date"]
    assert good == [str(n) for n, ill in enumerate(ills) if not ill]
    assert of_rows == [str(n) for n, ill in enumerate(ills) if ill]


@pytest.mark.parametrize("connect", [duckdb.default_connection, duckdb.connect])
def test_duckdb_lists_the_same_faults_without_row_numbers(connect) -> None:
    table = frame(
        {"applicant_id": "a"},
        {"applicant_id": "b", "months": -1},
        {"applicant_id": "c", "tax": Decimal("0.0001")},
        {"applicant_id": "d"},
    )
    dated = events(("a", None), ("nobody", date(2020, 1, 1)))
    one = connect()
    good, bad = faults(one.from_arrow(table.to_arrow()), one.from_arrow(dated.to_arrow()))
    assert good == ["d"]
    assert sorted(bad, key=str) == [
        (None, "a", "offences", None),
        (None, "a", "offences.date", None),
        (None, "b", "months", "-1"),
        (None, "c", "tax", "0.0001"),
        (None, "nobody", "offences.applicant_id", "nobody"),
    ]


def test_tables_of_two_connections_of_duckdb_are_refused() -> None:
    table, dated = (duckdb.connect().from_arrow(t.to_arrow()) for t in (frame({}), NONE))
    with pytest.raises(InputError, match="Give all tables of one connection"):
        SCHEME.score_frame(table, events={"offences": dated})


def test_a_million_bad_rows_do_not_keep_the_good_one_from_being_scored() -> None:
    many = 1_000_001
    table = pl.select(
        applicant_id=pl.int_range(many).cast(pl.String),
        born=pl.lit(date(1990, 5, 1)),
        months=pl.when(pl.int_range(many) == 500_000).then(12).otherwise(-1),
    )
    both = SCHEME.score_frame(table, events={"offences": NONE})
    assert both.scores["applicant_id"].to_list() == ["500000"]
    assert both.rejected.height == many - 1
    assert both.rejected["row"].to_list() == [n + 1 for n in range(many) if n != 500_000]


def test_what_a_frame_gave_can_be_handed_to_another_process_and_shows_nobody() -> None:
    table = frame({}, {"months": -1})
    both = SCHEME.score_frame(table, events={"offences": NONE})
    again = pickle.loads(pickle.dumps(both))
    assert_frame_equal(again.scores, both.scores)
    assert_frame_equal(again.rejected, both.rejected)
    assert not again.rejected.is_empty()
    assert repr(both) == "Scored()"


def test_a_lazy_frame_plans_its_rejected_rows_once() -> None:
    both = SCHEME.score_frame(frame({}).lazy(), events={"offences": NONE.lazy()})
    assert both.rejected is both.rejected
