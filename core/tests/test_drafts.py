"""Editions not yet in force, scored as if they were, and marked as such."""

from datetime import date

import pytest
from attrs import evolve, frozen

from jifen import Found, RulebookError, Score, load_registry
from jifen.rules.flag import Flag

from .chain import (
    CITY,
    COUNTY,
    MONTHS,
    NEXT_COUNTY,
    ON,
    PROVINCE,
    a_point_a_month,
    book,
    chain,
    found,
    indicator,
    registry,
)

DRAFT = a_point_a_month(COUNTY, edition="2027", from_=date(2027, 1, 1), cap=10)
"""The county's edition of 2027, with a cap that this year's does not have."""


def test_a_draft_scores_whatever_the_date_and_is_marked():
    plugins = registry(a_point_a_month(COUNTY))
    assert plugins.resolve(COUNTY, on=ON).score({"months": 30}).total == 30
    score = plugins.with_draft(DRAFT).resolve(COUNTY, on=ON).score({"months": 30})
    assert score.total == 10
    assert score.record().draft
    assert [(r.edition, r.plugin) for r in score.rulebooks] == [
        ("2022", "jifen-jia"),
        ("2022", "jifen-yi"),
        ("2027", "(draft)"),
    ]
    assert "［草案］" in score.explain("zh").splitlines()[0]
    assert score.explain("zh").splitlines()[-1].startswith(f"依据 {COUNTY} 2027：草案, sha256:")
    assert "[draft]" in score.explain("en").splitlines()[0]
    assert score.explain("en").splitlines()[-1].startswith(f"by {COUNTY} 2027: a draft, sha256:")
    again = Score.from_json(score.to_json())
    assert again == score
    assert again.explain("zh") == score.explain("zh")


def test_a_draft_changes_no_registry_but_the_new_one():
    plugins = registry(a_point_a_month(COUNTY))
    plugins.with_draft(DRAFT)
    score = plugins.resolve(COUNTY, on=ON).score({"months": 30})
    assert score.total == 30
    assert not score.record().draft


def test_a_draft_of_the_city_counts_for_its_counties():
    plugins = registry(a_point_a_month(CITY), book(NEXT_COUNTY))
    drafted = plugins.with_draft(a_point_a_month(CITY, edition="2027", cap=3))
    for county in (COUNTY, NEXT_COUNTY):
        assert drafted.resolve(county, on=ON).score({"months": 30}).total == 3


def test_drafts_of_several_layers_stand_side_by_side():
    plugins = registry(a_point_a_month(CITY), a_point_a_month(COUNTY))
    both = plugins.with_draft(a_point_a_month(CITY, edition="x", cap=3)).with_draft(DRAFT)
    assert both.resolve(COUNTY, on=ON).score({"months": 30}).total == 13


def test_a_place_without_a_plugin_can_be_scored_under_its_first_draft():
    """The province declares all its places, so a county's table can be tried before a plugin."""
    above = [f for f in chain() if f.code in (PROVINCE, CITY)]
    plugins = load_registry(found=above)
    score = plugins.with_draft(DRAFT).resolve(COUNTY, on=ON).score({"months": 30})
    assert score.total == 10
    assert score.scheme.names[COUNTY].zh == "丙县"


def test_a_draft_stands_in_for_a_broken_plugin_of_its_place():
    broken = Found.of(COUNTY, object(), "jifen-bing", "1.0")
    plugins = load_registry(found=[*(f for f in chain() if f.code != COUNTY), broken])
    assert COUNTY in plugins.failed
    assert plugins.with_draft(DRAFT).resolve(COUNTY, on=ON).score({"months": 30}).total == 10


def test_a_draft_of_an_unknown_place_is_refused():
    elsewhere = evolve(DRAFT, edition=evolve(DRAFT.edition, jurisdiction="990000"))
    with pytest.raises(RulebookError) as refused:
        registry().with_draft(elsewhere)
    (problem,) = refused.value.problems
    assert problem.place == "draft 2027: edition.jurisdiction"


def test_a_draft_is_checked_as_a_plugin_is():
    item = indicator("bing.a", DRAFT.indicators[0].rule)
    wrong = book(COUNTY, item, item, facts=[MONTHS], scope=CITY)
    with pytest.raises(RulebookError) as refused:
        registry().with_draft(wrong)
    assert [p.place for p in refused.value.problems] == [
        f"draft 2022 ({COUNTY}): tier[bing.tier].scope",
        f"draft 2022 ({COUNTY}): indicator[bing.a].id",
    ]


def test_a_draft_that_does_not_fit_the_layers_above_is_refused_when_it_is_resolved():
    other = evolve(MONTHS, max=10)
    drafted = registry(a_point_a_month(PROVINCE)).with_draft(
        a_point_a_month(COUNTY, facts=[other], edition="2027")
    )
    with pytest.raises(RulebookError, match="draft 2027"):
        drafted.resolve(COUNTY, on=ON)


FILE = """
format = "jifen.rulebook/1"
[edition]
jurisdiction = "900101"
id = "2027"
in_force = { from = 2027-01-01 }
source = "draft"
[sources.draft]
status = "provisional"
title = "征求意见稿"
[[fact]]
id = "months"
type = "count"
name = { zh = "月数", en = "Months" }
max = 1200
unit = { zh = "个月", en = "months" }
[[tier]]
id = "bing.tier"
layer = "personality"
scope = "900101"
cap = 10
name = { zh = "县级指标", en = "County" }
source = "draft"
[[indicator]]
id = "bing.months"
tier = "bing.tier"
name = { zh = "月数", en = "Months" }
max = 10
department = "公安"
rule = { kind = "per_unit", fact = "months", points = 1 }
source = "draft"
"""


def test_a_draft_is_read_from_a_file(tmp_path):
    file = tmp_path / "new.toml"
    file.write_text(FILE, encoding="utf-8")
    score = registry().read_draft(file).resolve(COUNTY, on=ON).score({"months": 30})
    assert score.total == 10
    assert score.record().draft


@frozen(kw_only=True)
class Twice(Flag):
    """Twice what a flag gives."""

    kind = "twice"

    def formula(self, facts):
        return super().formula(facts) * 2


def test_a_draft_in_a_file_may_use_the_rule_kinds_of_its_places_plugin(tmp_path):
    plugin = found(COUNTY, a_point_a_month(COUNTY))
    plugin = Found.of(COUNTY, evolve(plugin._load(), kinds=(Twice,)), "jifen-bing", "1.0")
    plugins = load_registry(found=[*(f for f in chain() if f.code != COUNTY), plugin])
    text = FILE.replace('type = "count"', 'type = "flag"').replace("max = 1200", "")
    text = text.replace('unit = { zh = "个月", en = "months" }', "")
    file = tmp_path / "new.toml"
    file.write_text(text.replace('kind = "per_unit"', 'kind = "twice"'), encoding="utf-8")
    score = plugins.read_draft(file).resolve(COUNTY, on=ON).score({"months": True})
    assert score.total == 2
    with pytest.raises(RulebookError, match="twice"):
        registry().read_draft(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"[edition", "not TOML"),
        (b"edition = 3", "format"),
        (FILE.replace('"900101"\nid', "3\nid").encode(), "edition.jurisdiction"),
        (FILE.replace("cap = 10", "cap = -1").encode(), "tier[0].cap"),
        (None, "new.toml"),
    ],
)
def test_a_file_that_is_no_rulebook_is_refused_with_its_name(tmp_path, content, said):
    file = tmp_path / "new.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RulebookError) as refused:
        registry().read_draft(file)
    text = refused.value.explain("en")
    assert "new.toml" in text
    assert said in text
