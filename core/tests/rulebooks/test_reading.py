"""Rulebooks in TOML: what is read, and how every wrong key and value is told with its path."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jifen import (
    Condition,
    CountFact,
    Freeze,
    RulebookReader,
    Source,
    Text,
    load_registry,
    read_plugin,
)
from jifen.rules.per_unit import PerUnit
from jifen.rules.when import When

from ..chain import CITY, COUNTY, ON, PROVINCE, Found, book, found
from .sound import SOUND, folder, problems, read, replaced

# ------------------------------------------------------------------ what is read


def test_a_rulebook_is_read_into_frozen_records():
    rulebook = read(SOUND)
    law = Source(status="published", title="某发〔2022〕1号", title_en="Notice 1 of 2022")
    assert rulebook.edition.source == law
    assert rulebook.edition.in_force.from_ == date(2022, 1, 1)
    assert rulebook.edition.in_force.to == date(2022, 12, 31)
    assert rulebook.edition.floor == 0
    assert rulebook.facts[0] == CountFact(
        id="months", name=Text("月数", "Months"), max=1200, unit=Text("个月", "months")
    )
    (indicator,) = rulebook.indicators
    assert (indicator.max, rulebook.tiers[0].cap, rulebook.tiers[0].groups[0].cap) == (
        2025, 5000, 1250,
    )  # fmt: skip
    assert indicator.rule == When(
        conditions=(Condition(fact="party", is_=True),),
        then=PerUnit(fact="months", points=Fraction(1, 4)),
    )
    assert indicator.source_of("then.points").status == "provisional"
    assert indicator.source_of("conditions").status == "published"
    assert rulebook.deductions[0].freeze == Freeze(years=5)


def test_a_decimal_of_a_rulebook_is_exact():
    (indicator,) = read(replaced(("points = 0.25", "points = 0.1"))).indicators
    assert indicator.rule.then.points == Fraction(1, 10)


def test_a_rulebook_may_begin_with_a_byte_order_mark_and_have_lines_of_windows():
    data = b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()
    assert RulebookReader().read(data, "x") == read(SOUND)


def test_a_rulebook_scores_as_it_reads(tmp_path: Path):
    plugin = read_plugin(folder(tmp_path, {"2022.toml": SOUND}))
    above = [found(code, book(code)) for code in (PROVINCE, CITY)]
    plugins = load_registry(found=[*above, Found.of(COUNTY, plugin, "jifen-bing", "1.0")])
    score = plugins.resolve(COUNTY, on=ON).score({"months": 81, "party": True, "offences": []})
    assert str(score.total) == "12.5"
    assert str(score.tiers[-1].indicators[0].points) == "20.25"


# ------------------------------------------------------------------ keys


@pytest.mark.parametrize(
    ("old", "new", "path", "meant"),
    [
        ("[[fact]]", "[[facts]]", "facts", "fact"),
        ("jurisdiction =", "jursdiction =", "edition.jursdiction", "jurisdiction"),
        ("from = 2022", "form = 2022", "edition.in_force.form", "from"),
        ('max = 1200', 'maxx = 1200', "fact[0].maxx", "max"),
        ('zh = "月数"', 'zhh = "月数"', "fact[0].name.zhh", "zh"),
        ("cap = 50", "cpa = 50", "tier[0].cpa", "cap"),
        ("cap = 12.5", "capp = 12.5", "tier[0].group[0].capp", "cap"),
        ("department", "departmant", "indicator[0].departmant", "department"),
        ("points = 0.25", "point = 0.25", "indicator[0].rule.then.point", "points"),
        ("is = true", "iss = true", "indicator[0].rule.conditions[0].iss", "is"),
        ("freeze =", "freez =", "deduction[0].freez", "freeze"),
        ("freeze = { years", "freeze = { year", "deduction[0].freeze.year", "years"),
        ('title = "暂定"', 'titel = "暂定"', "indicator[0].figures.then.points.titel", "title"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_refused_with_the_nearest(old, new, path, meant):
    found_wrong = {place: (what, remedy) for place, what, remedy in problems((old, new))}
    assert found_wrong[path] == ("there is no such key here", f"Did you mean {meant}?")


def test_an_unknown_key_without_a_near_one_is_refused_with_those_there_are():
    ((path, _, remedy),) = problems(("floor = 0", "colour = 0"))
    assert path == "edition.colour"
    assert remedy == "The keys are jurisdiction, id, in_force, source, floor, title"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('jurisdiction = "900101"', "edition.jurisdiction"),
        ('id = "2022"', "edition.id"),
        ("in_force = { from = 2022-01-01, to = 2022-12-31 }", "edition.in_force"),
        ('type = "count"', "fact[0].type"),
        ('name = { zh = "月数", en = "Months" }', "fact[0].name"),
        ("max = 1200", "fact[0].max"),
        ("cap = 50", "tier[0].cap"),
        ("max = 20.25", "indicator[0].max"),
        ('department = "公安"', "indicator[0].department"),
        (", points = 0.25", "indicator[0].rule.then.points"),
        ('fact = "party", ', "indicator[0].rule.conditions[0].fact"),
    ],
)
def test_a_missing_key_is_told_with_its_path(line, path):
    (problem,) = problems((line, ""))
    assert problem[:2] == (path, "it is missing")
    names = "There are amount, choice, count, date, events, flag"
    assert problem[2] == (names if path == "fact[0].type" else "Add it")


# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("old", "new", "path", "what", "remedy"),
    [
        ("max = 1200", 'max = "1200"', "fact[0].max", "'1200' is not accepted", "Expected a whole number"),
        ("max = 1200", "max = 1200.5", "fact[0].max", "1200.5 is not accepted", "Expected a whole number"),
        ("max = 1200", "max = true", "fact[0].max", "True is not accepted", "Expected a whole number"),
        ("required = true", 'required = "true"', "fact[2].required", "'true' is not accepted", "Expected true or false"),
        ("required = true", "required = 1", "fact[2].required", "1 is not accepted", "Expected true or false"),
        ('id = "2022"', "id = 2022", "edition.id", "2022 is not in quotes", 'Expected text in quotes: "2022"'),
        ("from = 2022-01-01", 'from = "2022-01-01"', "edition.in_force.from", "'2022-01-01' is not accepted", "Expected a date such as 2022-01-01"),
        ("from = 2022-01-01", "from = 2022-01-01T00:00:00", "edition.in_force.from", "2022-01-01 00:00:00 is not accepted", "Expected a date such as 2022-01-01"),
        ("{ from = 2022-01-01, to = 2022-12-31 }", "2022-01-01", "edition.in_force", "2022-01-01 is not accepted", "Expected a table such as { … }"),
        ('{ zh = "月数", en = "Months" }', '"月数"', "fact[0].name", "'月数' is not accepted", "Expected a table such as { … }"),
        ("by_occurrence = [20, 40]", "by_occurrence = 20", "deduction[0].rule.by_occurrence", "20 is not accepted", "Expected a list such as [ … ]"),
        ('layer = "personality"', 'layer = "common"', "tier[0].layer", "'common' is not accepted", "Expected one of commonality, personality"),
        ('status = "published"', 'status = "official"', "edition.source.status", "'official' is not accepted", "Expected one of published, reported, provisional"),
        ("is = true", "is = 1", "indicator[0].rule.conditions[0].is", "1 is not accepted", "Expected true, false or text"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_told_with_its_path_and_what_was_expected(
    old, new, path, what, remedy
):
    found_wrong = {place: (said, do) for place, said, do in problems((old, new))}
    assert found_wrong[path][1] == remedy
    assert found_wrong[path][0] == what


FINER = ("Give points with at most two decimals",)
NEGATIVE = ("Subtract with a [[deduction]] of positive points",)


@pytest.mark.parametrize(
    ("old", "new", "path", "what", "remedy"),
    [
        ("cap = 50", "cap = 50.001", "tier[0].cap", "50.001 points is finer than 0.01", *FINER),
        ("max = 20.25", "max = -5", "indicator[0].max", "-5 points is negative", *NEGATIVE),
        ("floor = 0", "floor = -1", "edition.floor", "-1 points is negative", *NEGATIVE),
        ("[20, 40]", "[20, 0.125]", "deduction[0].rule.by_occurrence[1]", "0.125 points is finer than 0.01", *FINER),
    ],
)  # fmt: skip
def test_points_have_two_decimals_and_are_not_negative(old, new, path, what, remedy):
    assert problems((old, new)) == [(path, what, remedy)]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e400000", "true", '"x"', "1979-05-27"])
def test_points_are_numbers(value):
    ((path, _, _),) = problems(("cap = 50", f"cap = {value}"))
    assert path == "tier[0].cap"


@pytest.mark.parametrize(
    ("old", "new", "path", "what", "meant"),
    [
        ('kind = "per_unit"', 'kind = "per_units"', "indicator[0].rule.then.kind", "its kind is 'per_units'", "per_unit"),
        ('kind = "events"', 'kind = "evnets"', "deduction[0].rule.kind", "its kind is 'evnets'", "events"),
        ('type = "count"', 'type = "cuont"', "fact[0].type", "its type is 'cuont'", "count"),
    ],
)  # fmt: skip
def test_an_unknown_kind_or_type_is_refused_with_the_nearest(old, new, path, what, meant):
    ((place, said, remedy),) = problems((old, new))
    assert (place, said) == (path, what)
    assert remedy.startswith(f"Did you mean {meant}? There are ")


def test_a_rule_without_a_kind_is_told_those_there_are():
    ((path, what, remedy),) = problems(('kind = "events", ', ""))
    assert (path, what) == ("deduction[0].rule.kind", "it is missing")
    assert "bands, best_of, choice, events, flag" in remedy


def test_a_source_that_is_not_named_is_refused_with_those_there_are():
    assert problems(('floor = 0\nsource = "law"', 'floor = 0\nsource = "lav"')) == [
        ("edition.source", "there is no source named lav", "[sources] has law")
    ]


def test_all_the_problems_of_a_file_are_reported_at_once():
    found_wrong = problems(
        ('id = "2022"', "id = 2022"),
        ('name = { zh = "月数", en = "Months" }', 'nam = { zh = "月数", en = "Months" }'),
        ('source = "law"\n\n[[tier.group]]', 'source = "lav"\n\n[[tier.group]]'),
        ("max = 20.25", "max = 20.255"),
        ('kind = "events"', 'kind = "event"'),
        ("years = 5 }\nsource", "yers = 5 }\nsource"),
    )
    assert sorted(place for place, _, _ in found_wrong) == [
        "deduction[0].freeze.yers",
        "deduction[0].rule.kind",
        "edition.id",
        "fact[0].nam",
        "fact[0].name",
        "indicator[0].max",
        "tier[0].source",
    ]


def test_a_code_that_is_none_is_refused():
    ((path, what, _),) = problems(('jurisdiction = "900101"', 'jurisdiction = "象山"'))
    assert path == "edition"
    assert "jurisdiction is no division code" in what
