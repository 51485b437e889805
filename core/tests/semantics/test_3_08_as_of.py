"""DESIGN 3.8: counts are as of the day the facts were taken; the date of a score is always given."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jifen import InputError, Score
from jifen.dates import CHINA, today

from ..chain import COUNTY, ON, PROVINCE, a_point_a_month, registry, scheme

COMPOSED = scheme(a_point_a_month(PROVINCE))
GIVEN = {"months": 48}


def test_3_8_the_date_before_the_facts_were_taken_is_an_error():
    with pytest.raises(InputError) as caught:
        COMPOSED.score(GIVEN, facts_as_of=date(2022, 10, 2))
    (problem,) = caught.value.problems
    assert problem.place == "facts_as_of"
    assert problem.what.en == "the facts are of 2022-10-02, after the date of the score 2022-10-01"
    assert problem.what.zh == "事实截至 2022-10-02，晚于计分日 2022-10-01"


def test_3_8_it_is_reported_together_with_what_is_wrong_with_the_facts():
    with pytest.raises(InputError) as caught:
        COMPOSED.score({"months": -1}, facts_as_of=date(2022, 10, 2))
    assert [p.place for p in caught.value.problems] == ["facts_as_of", "facts.months (月数)"]


@pytest.mark.parametrize("as_of", [ON, date(2022, 9, 30), date(2019, 1, 1)])
def test_3_8_the_date_after_it_is_said_in_the_result(as_of):
    score = COMPOSED.score(GIVEN, facts_as_of=as_of)
    assert score.record().facts_as_of == as_of
    assert score.explain("zh").splitlines()[0].endswith(f"计分日 2022-10-01，事实截至 {as_of}")
    assert score.explain("en").splitlines()[0].endswith(f"on 2022-10-01, facts of {as_of}")
    assert Score.from_json(score.to_json()).facts_as_of == as_of


def test_3_8_months_are_those_given_however_old_the_facts_are():
    assert COMPOSED.score(GIVEN, facts_as_of=date(2019, 1, 1)).total == 48


def test_3_8_facts_of_an_unknown_day_are_said_to_be_of_none():
    score = COMPOSED.score(GIVEN)
    assert score.record().facts_as_of is None
    assert "事实截至" not in score.explain("zh")


def test_3_8_the_date_is_by_default_today_in_asia_shanghai():
    before = datetime.now(UTC) + timedelta(hours=8)
    resolved = registry(a_point_a_month(PROVINCE)).resolve(COUNTY).on
    after = datetime.now(UTC) + timedelta(hours=8)
    assert before.date() <= resolved <= after.date()
    assert before.date() <= today() <= after.date()


def test_3_8_asia_shanghai_is_eight_hours_ahead_all_year():
    for month in (1, 7):
        assert datetime(2022, month, 1, 16, tzinfo=UTC).astimezone(CHINA).date().day == 2
        assert datetime(2022, month, 1, 15, 59, tzinfo=UTC).astimezone(CHINA).date().day == 1


@pytest.mark.parametrize(
    "moment", [datetime(2022, 10, 1, 9, 30), datetime(2022, 10, 1, tzinfo=UTC)]
)
def test_3_8_a_moment_is_no_date_of_a_score(moment):
    with pytest.raises(InputError) as caught:
        registry(a_point_a_month(PROVINCE)).resolve(COUNTY, on=moment)
    assert caught.value.problems[0].place == "on"
    with pytest.raises(InputError) as caught:
        COMPOSED.score(GIVEN, facts_as_of=moment)
    assert caught.value.problems[0].place == "facts_as_of"
