"""The kind `matrix`: the cell where the row of one fact meets the column of another."""

from bisect import bisect_right
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import AmountFact, Choice, ChoiceFact, CountFact, DateFact, Text, quanta
from jifen.rules.matrix import Axis, Matrix

from ..chain import MONTHS, decided, line, one_rule, problems_of, reach_of, said

SCHOOL = ChoiceFact(
    id="school",
    name=Text("文化程度", "Education"),
    choices=(
        Choice("bachelor", Text("本科", "Bachelor")),
        Choice("associate", Text("大专", "College")),
        Choice("none", Text("无", "None")),
    ),
)
BORN = DateFact(
    id="born", name=Text("出生日期", "Born"), max_age=150, unit=Text("周岁", "years of age")
)
SCHOOLS = Axis(fact="school", values=("bachelor", "associate", "none"))
WORK = Axis(fact="months", from_=(0, 12, 36))
INSURED = CountFact(id="insured", name=Text("参保月数", "Insured"), max=1200)
LIMITED_WORK = Axis(fact="months", at_most_fact="insured", from_=(0, 12, 36))


def cells(*rows):
    return tuple(tuple(quanta(cell) for cell in row) for row in rows)


TALENT = Matrix(rows=SCHOOLS, columns=WORK, points=cells((5, 10, 20), (3, 6, 12), (0, 0, 4)))
"""学历与工作月数对应的分值."""


@pytest.mark.parametrize(
    ("school", "months", "points", "zh", "en"),
    [
        (
            "bachelor",
            11,
            "5",
            "文化程度：本科，月数：11 个月（满 0 个月不满 12 个月），计 5 分",
            "Education: Bachelor, Months: 11 months (0 and less than 12 months): 5",
        ),
        (
            "bachelor",
            12,
            "10",
            "文化程度：本科，月数：12 个月（满 12 个月不满 36 个月），计 10 分",
            "Education: Bachelor, Months: 12 months (12 and less than 36 months): 10",
        ),
        (
            "none",
            36,
            "4",
            "文化程度：无，月数：36 个月（满 36 个月），计 4 分",
            "Education: None, Months: 36 months (36 or more months): 4",
        ),
    ],
)
def test_a_row_and_a_column_meet_in_a_cell(school, months, points, zh, en):
    assert said(one_rule(TALENT, SCHOOL, MONTHS), school=school, months=months) == (points, zh, en)


@pytest.mark.parametrize(
    ("given", "zh"),
    [
        ({"school": "bachelor"}, "文化程度：本科；没有提供月数"),
        ({"months": 12}, "月数：12 个月（满 12 个月不满 36 个月）；没有提供文化程度"),
    ],
)
def test_with_one_of_the_facts_there_is_no_cell_and_the_reason_names_the_other(given, zh):
    score = one_rule(TALENT, SCHOOL, MONTHS).score(given)
    assert (line(score).points, line(score).status) == (0, "scored")
    assert line(score).reason.zh == zh


def test_without_both_facts_it_is_unclaimed():
    score = one_rule(TALENT, SCHOOL, MONTHS).score({})
    assert (line(score).points, line(score).status) == (0, "unclaimed")


def test_below_the_first_band_there_is_no_cell_and_the_reason_says_so():
    late = Axis(fact="months", from_=(6, 12))
    rule = Matrix(rows=SCHOOLS, columns=late, points=cells((1, 2), (3, 4), (5, 6)))
    points, zh, en = said(one_rule(rule, SCHOOL, MONTHS), school="none", months=5)
    assert points == "0"
    assert zh == "文化程度：无，月数：5 个月（不满 6 个月，不计分），计 0 分"
    assert en == "Education: None, Months: 5 months (less than 6 months: none): 0"


def test_bands_of_an_age_against_bands_of_a_number():
    ages = Axis(fact="born", measure="years", from_=(18, 45))
    rule = Matrix(rows=ages, columns=WORK, points=cells((1, 2, 3), (4, 5, 6)))
    composed = one_rule(rule, BORN, MONTHS)
    assert said(composed, born=date(1977, 10, 2), months=40)[0] == "3"
    assert said(composed, born=date(1977, 10, 1), months=40)[0] == "6"


def test_a_head_may_be_limited_by_another_fact():
    rule = Matrix(rows=SCHOOLS, columns=LIMITED_WORK, points=TALENT.points)
    composed = one_rule(rule, SCHOOL, MONTHS, INSURED)
    assert said(composed, school="bachelor", months=40, insured=12)[0] == "10"


@pytest.mark.parametrize(
    ("given", "zh"),
    [
        ({"school": "bachelor", "months": 40}, "文化程度：本科，月数：40 个月；没有提供参保月数"),
        ({"school": "bachelor", "insured": 12}, "文化程度：本科，参保月数：12；没有提供月数"),
        ({"insured": 12}, "参保月数：12；没有提供文化程度、月数"),
        ({"months": 40}, "月数：40 个月；没有提供文化程度、参保月数"),
    ],
)
def test_a_cell_without_one_of_its_facts_scores_0_and_the_reason_names_it(given, zh):
    rule = Matrix(rows=SCHOOLS, columns=LIMITED_WORK, points=TALENT.points)
    score = one_rule(rule, SCHOOL, MONTHS, INSURED).score(given)
    assert (line(score).points, line(score).status, line(score).reason.zh) == (0, "scored", zh)


def test_the_source_is_that_of_the_cell_or_of_its_row():
    figures = ("points[0]", "points[1][2]")
    for facts, figure in (
        ({"school": "bachelor", "months": 12}, "points[0]"),
        ({"school": "associate", "months": 36}, "points[1][2]"),
        ({"school": "associate", "months": 12}, ""),
    ):
        assert decided(TALENT, SCHOOL, MONTHS, figures=figures, **facts) == figure


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        (Matrix(rows=SCHOOLS, columns=WORK, points=TALENT.points[:2]), {"points"}),
        (Matrix(rows=SCHOOLS, columns=WORK, points=cells((1, 2), (1, 2, 3), (1,))),
         {"points[0]", "points[2]"}),
        (Matrix(rows=Axis(fact="school", values=("bachelor", "none")), columns=WORK,
                points=TALENT.points[:2]), {"rows.values"}),
        (Matrix(rows=Axis(fact="school", values=("bachelor", "associate", "associate")),
                columns=WORK, points=TALENT.points), {"rows.values"}),
        (Matrix(rows=Axis(fact="months", values=("bachelor",)), columns=SCHOOLS,
                points=cells((1, 2, 3))), {"rows.fact"}),
        (Matrix(rows=SCHOOLS, columns=Axis(fact="school", from_=(0,)),
                points=cells((1,), (1,), (1,))), {"columns.fact"}),
        (Matrix(rows=SCHOOLS, columns=Axis(fact="months", from_=(0, 12, 12)),
                points=TALENT.points), {"columns.from[2]"}),
        (Matrix(rows=SCHOOLS, columns=Axis(fact="months"), points=TALENT.points),
         {"columns.values", "points[0]", "points[1]", "points[2]"}),
        (Matrix(rows=SCHOOLS, columns=Axis(fact="months", from_=(0, 1, 2), values=("x",)),
                points=cells((1,), (1,), (1,))), {"columns.values"}),
        (Matrix(rows=WORK, columns=WORK, points=TALENT.points), {"columns.fact"}),
    ],
)  # fmt: skip
def test_a_table_with_a_cell_too_few_or_a_head_that_cannot_be_is_refused(rule, at):
    assert set(problems_of(rule, SCHOOL, MONTHS)) == at


@pytest.mark.parametrize(
    ("points", "wrong"),
    [
        (cells((5, 10, 20)), {"points": "it has 1 row, the head of the table 3"}),
        (
            cells((5, 10, 20), (1,), ()),
            {
                "points[1]": "it has 1 column, the head of the table 3",
                "points[2]": "it has 0 columns, the head of the table 3",
            },
        ),
    ],
)
def test_one_row_and_one_column_are_said_as_one(points, wrong):
    rule = Matrix(rows=SCHOOLS, columns=WORK, points=points)
    assert problems_of(rule, SCHOOL, MONTHS) == wrong


def test_a_full_table_is_not_refused():
    assert problems_of(TALENT, SCHOOL, MONTHS) == {}


def test_it_reaches_its_greatest_cell():
    low, high = reach_of(TALENT, SCHOOL, MONTHS)
    assert (low, high) == (0, 2000)


AMOUNT = AmountFact(id="spent", name=Text("金额", "Spent"), max=1000)


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_every_cell_is_found_as_by_looking_it_up(data):
    spent_from = data.draw(st.lists(st.integers(0, 60), min_size=1, max_size=4, unique=True))
    spent_from.sort()
    points = data.draw(
        st.lists(
            st.lists(st.integers(0, 900), min_size=len(spent_from), max_size=len(spent_from)),
            min_size=3,
            max_size=3,
        )
    )
    rule = Matrix(
        rows=SCHOOLS,
        columns=Axis(fact="spent", from_=tuple(spent_from)),
        points=tuple(map(tuple, points)),
    )
    composed = one_rule(rule, SCHOOL, AMOUNT)
    school = data.draw(st.sampled_from(SCHOOLS.values))
    hundredths = data.draw(st.integers(0, 7000))
    score = composed.score(
        {"school": school, "spent": f"{hundredths // 100}.{hundredths % 100:02}"}
    )
    column = bisect_right([low * 100 for low in spent_from], hundredths) - 1
    expected = 0 if column < 0 else points[SCHOOLS.values.index(school)][column]
    assert int(score.total * 100) == expected
