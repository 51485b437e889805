"""`jifen rules`: a place's rules as its own table reads, and the places that have rules."""

import json
import re
from datetime import date
from functools import cache

import pytest

from jifen import load_registry, points
from jifen_cli.table import width


@cache
def book(code):
    scheme = load_registry().resolve(code, on=date(2022, 10, 1))
    return scheme, scheme.rulebooks[-1]


@pytest.mark.parametrize("code", ["330000", "330200", "330225"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_stands_in_the_order_of_the_law_with_its_maximum(run, code, lang):
    text = run("rules", code, "--on", "2022-10-01", lang=lang, columns=120).stdout
    _, rulebook = book(code)
    rows = re.findall(r"^  (\S.*?)  +(\d+)  ", text, re.MULTILINE)
    assert [int(most) for _, most in rows] == [points(i.max) for i in rulebook.indicators]
    for (name, _), indicator in zip(rows, rulebook.indicators, strict=True):
        assert indicator.name[lang].startswith(name)


def test_the_county_table_reads_as_its_own(run):
    text = run("rules", "330225", "--on", "2022-10-01", lang="zh").stdout
    assert text.startswith(
        "象山县流动人口量化积分县级个性指标（2022）\n"
        "象山县（330225） 版本 2022，自 2022-06-17 起施行 ① 暂定\n"
    )
    assert re.search(r"^县级个性指标 +50  个性指标，仅限象山县内使用 +② 公布$", text, re.M)
    assert re.search(r"^  特殊岗位 +15  每满 12 个月计 5 分 +人社 +③ 暂定$", text, re.M)
    assert re.search(r"^  留象过年 +5  留象过年（最近一个春节），计 5 分 .*④ 转载$", text, re.M)
    assert text.count("再赋分：市级共性指标“住房”") == 1
    assert "\n  ③  暂定  jifen 项目暂定，未见公布\n" in text


def test_a_figure_with_a_source_of_its_own_has_its_mark_beside_it(run):
    text = run("rules", "330200", "--on", "2022-10-01", lang="zh").stdout
    assert re.search(r"^ +自有住房 20 分  ④ 暂定 ", text.replace("  住房          20", ""), re.M)
    assert "④  暂定  自有住房的分值未见转载，按最高 20 分暂定" in text
    text = run("rules", "330000", "--on", "2022-10-01", lang="zh", columns=120).stdout
    assert "③ 暂定：未满 18 周岁的分值未见公布，jifen 项目按同一规则暂定" in text
    assert "④ 暂定：60 周岁以上计 0 分，jifen 项目暂定，未见公布" in text
    assert re.search(r"高中（中职）及以下 5 分  ⑥ 转载\n +注：两份转载不一致", text)


def test_deductions_say_how_long_they_freeze_and_the_floor_is_told(run):
    text = run("rules", "330200", "--on", "2022-10-01", lang="zh", columns=120).stdout
    assert "扣分不使总分低于 0 分 ① 暂定" in text
    assert re.search(r"违法犯罪 +近 5 年内首次 20 分，其后每次 40 分 .*暂定$", text, re.M)
    assert "并冻结积分，至最后一次满 5 年之日（含）" in text
    text = run("rules", "330200", "--on", "2022-10-01", lang="en", columns=120).stdout
    assert "frozen until 1 year after the last one" in " ".join(text.split())


def test_a_service_says_what_it_asks_and_who_is_served_first(run):
    text = run("rules", "330225", "--on", "2022-10-01", lang="zh").stdout
    services = text[text.index("\n公共服务\n") : text.index("\n来源\n")]
    assert re.search(r"^  落户 +满 100 分可以申请 +③ 暂定\n +按积分排名$", services, re.M)
    assert "小学、初中分别按积分排名" in services
    assert services.count("同分依次比较居住时间、缴纳社保、文化程度") == 2
    data = json.loads(run("rules", "330225", "--on", "2022-10-01", "--format", "json").stdout)
    places = next(s for s in data["services"] if s["id"] == "xiangshan.school_places")
    assert (places["ranked"], places["threshold"]) == (True, None)
    assert [group["id"] for group in places["groups"]] == ["primary", "junior"]


def test_what_is_asked_of_an_applicant_stands_below(run):
    text = run("rules", "330000", "--on", "2022-10-01", lang="zh").stdout
    assert re.search(r"^  持有效浙江省居住证 +浙江省居住证有效期至：须有效 +⑦ 暂定$", text, re.M)


@pytest.mark.parametrize("code", ["330000", "330200", "330225"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 100])
def test_no_line_is_wider_than_the_terminal_and_sources_line_up(run, code, lang, columns):
    lines = run("rules", code, "--on", "2022-10-01", lang=lang, columns=columns).stdout.splitlines()
    assert max(map(width, lines)) <= columns
    source = "来源" if lang == "zh" else "Source"
    head = next(line for line in lines if line.endswith(source))
    start = width(head) - width(source)
    ends = ("来源", "Sources", "申请条件", "Requirements")
    end = next(n for n, line in enumerate(lines) if line in ends)
    for line in lines[lines.index(head) + 2 : end]:
        if width(line) > start and (mark := re.search(r"[①-⑳] \S+$", line)):
            assert width(line[: mark.start()]) == start


def test_json_says_the_same_with_words_in_both_languages(run):
    result = run("rules", "330225", "--on", "2022-10-01", "--format", "json", lang="en")
    data = json.loads(result.stdout)
    scheme, rulebook = book("330225")
    assert (data["schema"], data["edition"], data["from"]) == (
        "jifen.rules/1",
        "2022",
        "2022-06-17",
    )
    (tier,) = data["tiers"]
    assert [i["id"] for i in tier["indicators"]] == [i.id for i in rulebook.indicators]
    for item, indicator in zip(tier["indicators"], rulebook.indicators, strict=True):
        assert item["rule"]["zh"] == indicator.rule.describe(scheme.facts, "zh")
        assert item["source"]["status"] == indicator.source.status
        assert item["max"] == str(points(indicator.max))
    assert data["digest"] == scheme.layers[-1].digest


def test_without_a_code_every_place_with_rules_is_listed_below_the_one_it_lies_in(run):
    text = run("rules", "--on", "2022-05-01", lang="zh").stdout
    places = ["浙江省", "宁波市", "象山县"]
    found = [line for line in text.splitlines() if any(p in line for p in places)]
    assert [line.split()[0] for line in found] == places
    assert [len(line) - len(line.lstrip()) for line in found] == [0, 2, 4]
    assert [line.split()[-1] for line in found] == ["施行中", "施行中", "尚未施行"]
    data = json.loads(run("rules", "--on", "2022-05-01", "--format", "json").stdout)
    assert [p["code"] for p in data["jurisdictions"]] == ["330000", "330200", "330225"]
    assert [p["parent"] for p in data["jurisdictions"]] == [None, "330000", "330200"]
    assert [p["editions"][0]["in_force"] for p in data["jurisdictions"]] == [True, True, False]


def test_a_place_that_does_not_exist_is_input_and_one_without_rules_lacks_its_plugin(run):
    unknown = run("rules", "999999", lang="zh")
    assert (unknown.exit_code, unknown.stdout) == (3, "")
    assert "没有这个地区" in unknown.stderr
    without = run("rules", "330212", lang="zh")
    assert (without.exit_code, without.stdout) == (4, "")
    assert "鄞州区" in without.stderr
    assert run("rules", "330225", "--on", "2021-12-31").exit_code == 4
