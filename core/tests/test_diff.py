"""What changed between two editions, figure by figure."""

import json
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from jifen import (
    Choice,
    ChoiceFact,
    Rulebook,
    Source,
    Text,
    diff,
    quanta,
)
from jifen.digest import digest
from jifen.model import InForce
from jifen.rules.bands import Band, Bands
from jifen.rules.choice import Choice as ByChoice
from jifen.rules.flag import Flag
from jifen.rules.per_unit import PerUnit
from jifen.rules.sum_of import SumOf

from .chain import CHOSEN, COUNTY, MONTHS, PUBLISHED, book, indicator, same

SCHOOL = ChoiceFact(
    id="school",
    name=Text("文化程度", "Education"),
    choices=(Choice("college", Text("大专", "College")), Choice("none", Text("无", "None"))),
)


def named(id_, rule, max_=10, **more):
    return indicator(id_, rule, max_, **{"name": Text("居住时间", "Residence"), **more})


OLD = book(
    COUNTY,
    named("bing.residence", PerUnit(fact="months", points=1)),
    facts=[MONTHS, SCHOOL],
    from_=date(2022, 1, 1),
)


def changes(old: Rulebook, new: Rulebook) -> list[tuple[str, str, Any, Any]]:
    return [
        (c.at, c.how, c.was.plain if c.was else None, c.now.plain if c.now else None)
        for c in diff(old, new).changes
    ]


def said(old: Rulebook, new: Rulebook) -> tuple[str, str]:
    """The one change between two editions in both languages."""
    (change,) = diff(old, new).changes
    return change.render("zh"), change.render("en")


def with_item(**more) -> Rulebook:
    """The old edition with its indicator otherwise."""
    return evolve(OLD, indicators=(evolve(OLD.indicators[0], **more),))


def test_nothing_changed_between_an_edition_and_itself():
    same_one = diff(OLD, OLD)
    assert same_one.changes == ()
    assert (
        same_one.explain("zh") == "900101：2022（2022-01-01 起） → 2022（2022-01-01 起）\n没有变化"
    )
    assert same_one.explain("en").splitlines()[-1] == "nothing changed"


@pytest.mark.parametrize(
    ("new", "change", "zh", "en"),
    [
        (
            with_item(max=quanta(12)),
            ("indicator[bing.residence].max", "changed", "10", "12"),
            "居住时间 › 最高分：10 → 12",
            "Residence › max: 10 → 12",
        ),
        (
            with_item(rule=PerUnit(fact="months", points=2)),
            ("indicator[bing.residence].rule.points", "changed", 1, 2),
            "居住时间 › 规则 › 分值：1 → 2",
            "Residence › rule › points: 1 → 2",
        ),
        (
            with_item(rule=PerUnit(fact="months", points=1, cap=60)),
            ("indicator[bing.residence].rule.cap", "added", None, 60),
            "新增 居住时间 › 规则 › 上限：60",
            "added Residence › rule › cap: 60",
        ),
        (
            with_item(department="教育"),
            ("indicator[bing.residence].department", "changed", "公安", "教育"),
            "居住时间 › 责任部门：公安 → 教育",
            "Residence › department: 公安 → 教育",
        ),
        (
            with_item(name=Text("居住", "Residence")),
            (
                "indicator[bing.residence].name",
                "changed",
                {"zh": "居住时间", "en": "Residence"},
                {"zh": "居住", "en": "Residence"},
            ),
            "居住 › 名称：居住时间 → 居住",
            "Residence › name: Residence → Residence",
        ),
        (
            with_item(source=PUBLISHED),
            (
                "indicator[bing.residence].source",
                "changed",
                {"status": "provisional", "title": "测试"},
                {
                    "status": "published",
                    "title": "某发〔2022〕1号",
                    "title_en": "Notice 1 of 2022",
                },
            ),
            "居住时间 › 来源：［暂定：测试］ → ［公布：某发〔2022〕1号］",
            "Residence › source: [provisional: 测试] → [published: Notice 1 of 2022]",
        ),
        (
            with_item(rescores="jia.residence"),
            ("indicator[bing.residence].rescores", "added", None, "jia.residence"),
            "新增 居住时间 › 再赋分对象：jia.residence",
            "added Residence › re-scores: jia.residence",
        ),
        (
            evolve(OLD, edition=evolve(OLD.edition, floor=quanta(0))),
            ("edition.floor", "added", None, "0"),
            "新增 保底：0",
            "added floor: 0",
        ),
        (
            evolve(OLD, edition=evolve(OLD.edition, in_force=InForce(from_=date(2023, 7, 1)))),
            ("edition.in_force.from", "changed", "2022-01-01", "2023-07-01"),
            "施行期 › 起：2022-01-01 → 2023-07-01",
            "in force › from: 2022-01-01 → 2023-07-01",
        ),
        (
            evolve(OLD, tiers=(evolve(OLD.tiers[0], cap=quanta(50)),)),
            ("tier[bing.tier].cap", "changed", "100000", "50"),
            "丙县指标 › 上限：100000 → 50",
            "Bing's tier › cap: 100000 → 50",
        ),
        (
            evolve(OLD, facts=(evolve(MONTHS, max=600), SCHOOL)),
            ("fact[months].max", "changed", 1200, 600),
            "月数 › 最大值：1200 → 600",
            "Months › greatest value: 1200 → 600",
        ),
        (
            evolve(OLD, facts=(evolve(MONTHS, required=True), SCHOOL)),
            ("fact[months].required", "changed", False, True),
            "月数 › 是否必填：否 → 是",
            "Months › required: no → yes",
        ),
    ],
)
def test_a_figure_that_changed_is_named_with_what_it_was_and_is(new, change, zh, en):
    assert changes(OLD, new) == [change]
    assert said(OLD, new) == (zh, en)


def test_the_other_way_round_added_is_removed():
    capped = with_item(rule=PerUnit(fact="months", points=1, cap=60))
    assert changes(capped, OLD) == [("indicator[bing.residence].rule.cap", "removed", 60, None)]
    assert said(capped, OLD)[0] == "取消 居住时间 › 规则 › 上限：60"


def test_an_indicator_that_is_new_says_its_max_its_department_and_its_rule():
    new = evolve(
        OLD,
        indicators=(
            *OLD.indicators,
            indicator(
                "bing.school",
                ByChoice(fact="school", points={"college": quanta(5), "none": quanta(0)}),
                5,
                name=Text("文化程度", "Education"),
            ),
        ),
    )
    ((at, how, was, now),) = changes(OLD, new)
    assert (at, how, was) == ("indicator[bing.school]", "added", None)
    assert now["max"] == "5"
    assert now["rule"] == {
        "kind": "choice",
        "fact": "school",
        "points": {"college": "5", "none": "0"},
    }
    assert said(OLD, new)[0] == (
        "新增 文化程度：最高分 5，责任部门 公安，文化程度，大专 5 分；无 0 分；取最高，不累加"
    )
    assert said(new, OLD)[1].startswith("removed Education: max 5, department 公安, Education")


def test_a_rule_of_another_kind_is_said_whole_before_and_after():
    new = with_item(rule=Bands(fact="months", bands=(Band(from_=12, points=quanta(5)),)))
    assert said(OLD, new) == (
        "居住时间 › 规则：月数，每满 1 个月计 1 分 → 月数，满 12 个月，计 5 分",
        "Residence › rule: Months, 1 for each full month → Months, 12 or more months: 5",
    )


def test_a_rule_over_facts_of_a_layer_above_is_named_by_its_kind_unless_they_are_given():
    old = evolve(OLD, facts=())
    new = evolve(old, indicators=(evolve(OLD.indicators[0], rule=Flag(fact="x", points=1)),))
    assert said(old, new)[0] == "居住时间 › 规则：per_unit → flag"
    (change,) = diff(old, new, facts={"months": MONTHS}).changes
    assert change.render("zh") == "居住时间 › 规则：月数，每满 1 个月计 1 分 → flag"


def test_a_figure_inside_a_rule_is_found_by_its_path():
    def bands(*points):
        rule = Bands(
            fact="months",
            bands=tuple(
                Band(from_=12 * n, to=12 * n + 12, points=quanta(p)) for n, p in enumerate(points)
            ),
        )
        return with_item(rule=SumOf(rules=(rule, PerUnit(fact="months", points=1))))

    assert changes(bands(1, 2), bands(1, 3)) == [
        ("indicator[bing.residence].rule.rules[0].bands[1].points", "changed", "2", "3")
    ]
    assert said(bands(1, 2), bands(1, 3))[0] == "居住时间 › 规则 › 部分 1 › 分档 2 › 分值：2 → 3"
    assert said(bands(1), bands(1, 3))[0] == (
        "新增 居住时间 › 规则 › 部分 1 › 分档 2：起 12，止 24，分值 3"
    )


def test_the_points_of_a_choice_are_found_by_its_value():
    def of(**points):
        rule = ByChoice(fact="school", points={k: quanta(p) for k, p in points.items()})
        return with_item(rule=rule)

    assert changes(of(college=5, none=0), of(college=8, none=0)) == [
        ("indicator[bing.residence].rule.points.college", "changed", "5", "8")
    ]


def test_the_sources_of_single_figures_are_compared():
    old = with_item(figures={"points": CHOSEN})
    new = with_item(figures={"points": PUBLISHED})
    assert [c[0] for c in changes(old, new)] == ["indicator[bing.residence].figures.points"]


def test_another_order_of_the_same_indicators_is_a_change():
    two = evolve(OLD, indicators=(*OLD.indicators, named("bing.other", Flag(fact="x", points=1))))
    turned = evolve(two, indicators=two.indicators[::-1])
    assert changes(two, turned) == [
        (
            "indicator",
            "changed",
            ["bing.residence", "bing.other"],
            ["bing.other", "bing.residence"],
        )
    ]
    assert diff(two, turned).explain("zh").splitlines()[1:] == [
        "指标",
        "  次序：bing.residence、bing.other → bing.other、bing.residence",
    ]


def test_the_result_is_json_too():
    new = with_item(max=quanta("12.5"))
    document = json.loads(diff(OLD, new).to_json())
    assert document == {
        "schema": "jifen.diff/1",
        "jurisdiction": COUNTY,
        "from": {"edition": "2022", "digest": digest(OLD)},
        "to": {"edition": "2022", "digest": digest(new)},
        "changes": [
            {
                "at": "indicator[bing.residence].max",
                "how": "changed",
                "was": "10",
                "now": "12.5",
                "said": {
                    "zh": "居住时间 › 最高分：10 → 12.5",
                    "en": "Residence › max: 10 → 12.5",
                },
            }
        ],
    }


def test_a_source_that_only_says_more_is_a_change():
    noted = Source(status="provisional", title="测试", note=same("两份转载不一致"))
    assert [c[0] for c in changes(OLD, with_item(source=noted))] == [
        "indicator[bing.residence].source"
    ]
