"""`jifen score`: the table and the JSON of one applicant's score."""

import json
import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from jifen import load_registry, read_applicant, today
from jifen_cli.table import width

APPLICANTS = Path(__file__).parents[2] / "examples" / "applicants"


def spoken(score):
    """A score's figures by id, in the brackets and signs that the table gives them."""
    for tier in score.tiers:
        yield from ((line, line.points, tier.is_recognised, "") for line in tier.indicators)
    yield from ((line, line.points, line.is_recognised, "-") for line in score.deductions)


def rows(text):
    """The first line of every row of points, in order."""
    lines = text.partition("\n申请条件\n")[0].splitlines()
    return [line for line in lines if re.match(r"  \S.*[①-⑳] \S+$", line)]


@cache
def scheme(lives_in, used_in, on):
    return load_registry().resolve(lives_in, used_in, on)


def of(golden):
    applicant = read_applicant(golden["file"])
    by = scheme(applicant.lives_in, golden["used_in"], golden["on"])
    return by.score(applicant.facts, facts_as_of=applicant.facts_as_of)


def shown(points, counts, sign):
    text = f"{sign}{points}" if points else "0"
    return text if counts else f"({text})"


def test_every_figure_a_lawyer_expects_stands_in_its_line(run, golden):
    args = ("--on", golden["on"], "--used-in", golden["used_in"])
    result = run("score", golden["file"], *args, lang="zh")
    assert (result.exit_code, result.stderr) == (0, "")
    expected = golden["points"] | golden["deductions"]
    for row, (line, points, counts, sign) in zip(
        rows(result.stdout), spoken(of(golden).record()), strict=True
    ):
        assert points == Decimal(expected.get(line.id, "0"))
        assert row.split()[:2] == [line.name.zh, shown(points, counts, sign)]
    score = golden["score"]
    total = f"总分 {score['total']} = 计入 {score['recognised']} - 扣分 {score['deducted']}"
    assert re.search(rf"^{total}( \+ 保底 [0-9.]+)?$", result.stdout, re.MULTILINE)
    assert ("已冻结，至" in result.stdout) == score["frozen"]
    assert ("不符合申请条件，不可使用" in result.stdout) == (not score["eligible"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_is_the_score_itself_whatever_the_language(run, golden, lang):
    args = ("--on", golden["on"], "--used-in", golden["used_in"], "--format", "json")
    result = run("score", golden["file"], *args, lang=lang)
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == of(golden).to_json()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("name", ["typical", "frozen", "with_deduction", "unclaimed"])
def test_the_columns_line_up_with_chinese_text_in_them(run, name, lang, columns):
    args = ("--on", "2022-10-01", "--used-in", "330212")
    file = APPLICANTS / f"{name}.toml"
    lines = run("score", file, *args, lang=lang, columns=columns).stdout.splitlines()
    assert max(map(width, lines)) <= columns
    names = {"zh": ("得分", "满分", "理由", "来源"), "en": ("Points", "Max", "Reason", "Source")}
    points, most, reason, source = names[lang]
    head = next(line for line in lines if points in line and source in line)
    rule = lines[lines.index(head) + 1]
    assert set(rule) == {"─"}
    ends = [width(head[: head.index(name) + len(name)]) for name in (points, most)]
    starts = [width(head[: head.index(name)]) for name in (reason, source)]
    end = next(n for n, line in enumerate(lines) if line in ("申请条件", "Requirements"))
    marks = 0
    for line in lines[lines.index(rule) + 1 : end]:
        cells = "".join(char + "\0" * (width(char) - 1) for char in line)
        for start in starts:
            assert cells[start - 2 : start].strip() == ""
        for at in ends:
            assert cells[at : at + 2].strip() == ""
            assert cells[at - 1 : at] != " " or cells[at - 4 : at].strip() == ""
        marks += any(cells[starts[1] :].startswith(sign) for sign in "①②③④⑤⑥⑦⑧")
    assert marks == 23


def test_the_title_says_who_where_and_when_and_the_name_is_masked(run, typical):
    result = run("score", typical, "--on", "2022-10-01", "--used-in", "330212", lang="zh")
    assert result.stdout.startswith(
        "范**的积分：居住地 象山县（330225），使用地 鄞州区（330212）\n"
        "计分日 2022-10-01，事实截至 2022-09-30\n"
    )
    assert "范小例" not in result.output
    assert "990000198604120114" not in result.output


def test_points_that_do_not_count_stand_in_brackets_and_say_why(run, typical):
    text = run("score", typical, "--on", "2022-10-01", "--used-in", "330212", lang="zh").stdout
    assert re.search(
        r"^县级个性指标 +\(17\) +50  不计入：仅限象山县内使用，而鄞州区不在象山县", text, re.M
    )
    assert re.search(r"^  无偿捐赠 +\(2\) +5 ", text, re.M)
    assert "括号内的 17 分在鄞州区（330212）不计" in text
    assert re.search(r"^市级共性指标 +24 +150  计入", text, re.M)


def test_each_source_is_listed_once_with_its_status(run, typical):
    text = run("score", typical, "--on", "2022-10-01", lang="zh").stdout
    table, _, listed = text.partition("\n来源\n")
    listed = listed.partition("\n\n")[0].splitlines()
    marks = [line.split()[0] for line in listed]
    assert marks == list("①②③④⑤")
    assert {line.split()[1] for line in listed} <= {"公布", "转载", "暂定"}
    for mark, line in zip(marks, listed, strict=True):
        assert f"{mark} {line.split()[1]}" in table
    assert set(re.findall("[①-⑳]", table)) == set(marks)


def test_a_figure_is_marked_with_the_status_of_its_source_wherever_it_stands(run, golden):
    status = {"published": "公布", "reported": "转载", "provisional": "暂定"}
    args = ("--on", golden["on"], "--used-in", golden["used_in"])
    text = run("score", golden["file"], *args, lang="zh").stdout
    score = of(golden).record()
    for row, (line, *_) in zip(rows(text), spoken(score), strict=True):
        assert row.endswith(f" {status[line.source.status]}")
    assert ("含暂定分值" in text) == score.provisional


def test_requirements_and_services_say_where_they_come_from(run, typical):
    text = run("score", typical, "--on", "2022-10-01", lang="zh").stdout
    assert re.search(r"^  持有效浙江省居住证 +符合 .* ⑤ 暂定$", text, re.M)
    assert re.search(r"^  职工体检 +可以申请  117 分，达到 40 分 .* ③ 暂定$", text, re.M)
    assert "\n  ⑤  暂定  按制度概述拟定，未读到条文\n" in text
    frozen = run("score", APPLICANTS / "frozen.toml", "--on", "2022-10-01", lang="zh").stdout
    assert re.search(r"^  职工体检 +不可申请  .*冻结", frozen, re.M)


def test_copies_that_disagree_are_noted_beside_the_figure(run, typical):
    text = run("score", typical, "--on", "2022-10-01", lang="zh").stdout
    skill = text[text.index("  职业技能") : text.index("  缴纳社保")]
    assert "注：两份转载不一致：北仑 2023 的转载对各类专项证书均计 3 分" in skill
    text = run("score", typical, "--on", "2022-10-01", lang="en", columns=120).stdout
    assert "Note: The copies disagree" in text


def test_the_floor_is_shown_where_it_bites(run):
    text = run("score", APPLICANTS / "floor.toml", "--on", "2022-10-01", lang="zh").stdout
    assert re.search(r"^保底 +\+8.75$", text, re.M)
    assert "总分 0 = 计入 21.25 - 扣分 30 + 保底 8.75" in text


def test_a_frozen_score_says_until_when_and_that_it_cannot_be_used(run):
    text = run("score", APPLICANTS / "frozen.toml", "--on", "2022-10-01", lang="zh").stdout
    assert "已冻结，至 2026-11-20（含），其间不可使用" in text
    text = run("score", APPLICANTS / "frozen.toml", "--on", "2022-10-01", lang="en").stdout
    assert "Frozen up to and including 2026-11-20: it cannot be used meanwhile" in text


def test_the_editions_are_named_with_plugin_version_and_the_start_of_the_digest(run, typical):
    text = run("score", typical, "--on", "2022-10-01", lang="en").stdout
    score = json.loads(run("score", typical, "--on", "2022-10-01", "--format", "json").stdout)
    for book in score["rulebooks"]:
        short = book["digest"][: len("sha256:") + 12]
        pattern = rf"\({book['jurisdiction']}\) {book['edition']} +{book['plugin']} "
        assert re.search(rf"{pattern}{re.escape(book['version'])} +{short}$", text, re.M)


def test_a_layer_left_out_is_named(run, applicant):
    county = ("county_housing", "charitable_giving_yuan", "stayed_for_new_year")
    file = applicant({"2022-09-30": "2022-04-30"}, **dict.fromkeys(county))
    result = run("score", file, "--on", "2022-05-01", "--allow-missing", "330225", lang="zh")
    assert result.exit_code == 0
    assert "未计入以下各层：象山县（330225）" in result.stdout
    assert run("score", file, "--on", "2022-05-01").exit_code == 4


def test_the_place_of_use_in_the_file_holds_unless_the_command_line_names_another(run, applicant):
    file = applicant({'lives_in = "330225"': 'lives_in = "330225"\nused_in = "330212"'})
    text = run("score", file, "--on", "2022-10-01", lang="zh").stdout
    assert "使用地 鄞州区（330212）" in text
    text = run("score", file, "--on", "2022-10-01", "--used-in", "330225", lang="zh").stdout
    assert "使用地 象山县（330225）" in text


def test_a_json_file_scores_as_the_same_toml_file_does(run, typical, tmp_path):
    document = tomllib.loads(typical.read_text(encoding="utf-8"))
    file = tmp_path / "typical.json"
    file.write_text(json.dumps(document, default=str, ensure_ascii=False), encoding="utf-8")
    args = ("--on", "2022-10-01", "--format", "json")
    assert run("score", file, *args).stdout == run("score", typical, *args).stdout


def test_without_a_name_the_title_speaks_of_the_applicant(run, applicant):
    file = applicant({'name = "范小例"\n': ""})
    assert run("score", file, "--on", "2022-10-01", lang="zh").stdout.startswith("申请人的积分")


def test_without_a_date_the_score_is_of_today_where_the_law_is(run, applicant):
    file = applicant(residence_permit_valid_until="2190-01-01")
    before, text = today(), run("score", file).stdout
    assert f"Scored on {before}" in text or f"Scored on {today()}" in text
