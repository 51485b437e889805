"""A score as JSON: what it says, that it reads back, and that nothing else is read as one."""

import json
from datetime import date
from decimal import Decimal

import pytest

from jifen import Freeze, InputError, RecordedScore, Score

from ..chain import (
    CITY,
    COUNTY,
    OTHER_CITY,
    PROVINCE,
    SHANGHAI,
    a_point_a_month,
    scheme,
    ten_an_offence,
)

BOOKS = [a_point_a_month(PROVINCE), ten_an_offence(CITY, Freeze(years=2), floor=0)]
GIVEN = {"months": 17, "offences": [{"date": "2022-01-01"}, {"date": "2010-01-01"}]}
SCORE = scheme(*BOOKS).score(GIVEN, facts_as_of=date(2022, 9, 30))
DOCUMENT = json.loads(SCORE.to_json())

FIELDS = {
    "schema", "lives_in", "used_in", "on", "facts_as_of", "facts", "eligible", "requirements",
    "frozen", "frozen_until", "earned", "recognised", "withheld", "deducted", "floored", "total",
    "provisional", "draft", "absent_layers", "names", "tiers", "deductions", "services",
    "rulebooks",
}  # fmt: skip


def test_a_score_is_written_as_the_contract_says():
    assert set(DOCUMENT) == FIELDS
    assert DOCUMENT["schema"] == "jifen.score/1"
    assert DOCUMENT["on"] == "2022-10-01"
    assert DOCUMENT["facts_as_of"] == "2022-09-30"
    assert DOCUMENT["facts"] == {
        "months": 17,
        "offences": [{"date": "2010-01-01"}, {"date": "2022-01-01"}],
    }
    assert [DOCUMENT[name] for name in ("earned", "deducted", "floored", "total")] == [
        "34", "20", "0", "14",
    ]  # fmt: skip
    assert DOCUMENT["frozen_until"] == "2024-01-01"
    tier = DOCUMENT["tiers"][0]
    assert {"id", "jurisdiction", "layer", "scope", "cap", "name", "is_recognised", "earned",
            "recognised", "withheld", "indicators"} <= set(tier)  # fmt: skip
    assert {"id", "name", "points", "max", "status", "reason", "facts", "rescores", "group",
            "department", "source"} <= set(tier["indicators"][0])  # fmt: skip
    assert set(tier["indicators"][0]["reason"]) == {"zh", "en"}
    assert {"id", "name", "points", "is_recognised", "freezes_until", "reason", "source"} <= set(
        DOCUMENT["deductions"][0]
    )
    assert set(DOCUMENT["rulebooks"][0]) == {
        "jurisdiction", "edition", "plugin", "version", "digest",
    }  # fmt: skip


def test_a_score_is_written_in_utf_8_with_chinese_as_it_is_and_ends_its_last_line():
    text = SCORE.to_json()
    assert "甲省指标" in text
    assert "\\u" not in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("used_in", [COUNTY, OTHER_CITY, SHANGHAI])
@pytest.mark.parametrize("as_of", [None, date(2022, 9, 30)])
def test_a_score_read_back_equals_itself_and_says_the_same(used_in, as_of):
    score = scheme(*BOOKS, used_in=used_in).score(GIVEN, facts_as_of=as_of)
    read = Score.from_json(score.to_json())
    assert isinstance(read, RecordedScore)
    assert read == score
    assert score == read
    assert hash(read) == hash(score)
    assert read.to_json() == score.to_json()
    assert Score.from_json(score.to_json().encode()) == score
    for lang in ("zh", "en"):
        assert read.explain(lang) == score.explain(lang)
    assert read.total == score.total
    assert type(read.total) is Decimal


def test_a_score_can_be_scored_again_from_its_json():
    read = Score.from_json(SCORE.to_json())
    again = scheme(*BOOKS, lives_in=read.lives_in, used_in=read.used_in, on=read.on).score(
        dict(read.facts), facts_as_of=read.facts_as_of
    )
    assert again == read


def test_scores_that_say_something_else_are_not_equal():
    others = [
        scheme(*BOOKS).score(GIVEN),
        scheme(*BOOKS).score({**GIVEN, "months": 13}, facts_as_of=date(2022, 9, 30)),
        scheme(*BOOKS, used_in=CITY).score(GIVEN, facts_as_of=date(2022, 9, 30)),
    ]
    assert all(other != SCORE for other in others)
    assert SCORE != 14
    assert len({SCORE, *others}) == 4


def refused(document: object) -> list[str]:
    """The faults of a document that is read as a score, in English."""
    text = document if isinstance(document, str | bytes) else json.dumps(document)
    with pytest.raises(InputError) as caught:
        Score.from_json(text)
    for problem in caught.value.problems:
        assert problem.remedy.en == "Use what `jifen score --format json` wrote"
        assert problem.what.zh.startswith("不是得分文件：")
    return [problem.what.en for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", "7", '"jifen.score/1"', "{}", '{"schema": "jifen.score/2"}',
        '{"schema": ["jifen.score/1"]}', '{"schema": "jifen.score/1"}', b"\xff\xfe", "[" * 100_000,
        "1" * 10_000, SCORE.to_json()[:-3], SCORE.to_json() + "x",
        SCORE.to_json().replace('"total": "14"', '"total": "14", "total": "15"'),
        SCORE.to_json().encode("gb18030"),
    ],
    ids=lambda v: repr(v[:12]),
)  # fmt: skip
def test_what_is_no_score_is_refused(text):
    assert refused(text)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_is_needed(name):
    assert refused({k: v for k, v in DOCUMENT.items() if k != name})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["total"], 14),
        (["total"], "14.0"),
        (["total"], "014"),
        (["total"], "1e1"),
        (["total"], "NaN"),
        (["total"], "-0"),
        (["total"], "14.001"),
        (["total"], "１４"),
        (["total"], None),
        (["on"], "2022-10"),
        (["on"], "20221001"),
        (["on"], 20221001),
        (["facts_as_of"], "yesterday"),
        (["frozen"], 1),
        (["frozen"], "true"),
        (["eligible"], None),
        (["lives_in"], 900101),
        (["facts"], []),
        (["facts"], "none"),
        (["absent_layers"], "900101"),
        (["absent_layers"], [900101]),
        (["names"], [["900000", "甲省"]]),
        (["tiers"], {}),
        (["tiers"], [[]]),
        (["tiers", 0, "layer"], "personal"),
        (["tiers", 0, "name"], "甲省指标"),
        (["tiers", 0, "name", "zh"], None),
        (["tiers", 0, "colour"], "red"),
        (["tiers", 0, "indicators", 0, "status"], "claimed"),
        (["tiers", 0, "indicators", 0, "points"], 12.0),
        (["tiers", 0, "indicators", 0, "reason", "fr"], "parce que"),
        (["tiers", 0, "indicators", 0, "source", "status"], "official"),
        (["deductions", 0, "freezes_until"], "2024-02-30"),
        (["deductions", 0, "is_recognised"], 0),
        (["rulebooks", 0, "version"], 1.0),
        (["remark"], ""),
    ],
)
def test_a_field_of_another_type_or_one_too_many_is_refused(path, value):
    document = json.loads(SCORE.to_json())
    *inside, last = path
    at = document
    for step in inside:
        at = at[step]
    at[last] = value
    (fault,) = refused(document)
    assert "score" in fault or str(last) in fault


def test_all_the_faults_of_a_document_are_reported_at_once():
    document = DOCUMENT | {"total": 14, "on": "today", "frozen": "no"}
    assert len(refused(document)) == 3


def test_the_repr_of_a_score_shows_no_fact():
    for score in (SCORE, Score.from_json(SCORE.to_json()), SCORE.record().tiers[0]):
        shown = repr(score)
        for private in ("2022-01-01", "2010-01-01", "17 个月"):
            assert private not in shown


def test_half_a_character_is_refused_where_it_is_read():
    with pytest.raises(InputError) as caught:
        Score.from_json('{"schema": "\\ud800"}')
    (problem,) = caught.value.problems
    assert problem.place == "score"
