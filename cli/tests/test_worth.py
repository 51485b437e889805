"""`jifen score --used-in all`: what one score is worth in each place."""

import json
from pathlib import Path

import pytest

from jifen_cli.table import width

APPLICANTS = Path(__file__).parents[2] / "examples" / "applicants"
PLACES = ["330225", "330200", "330000", "110000"]


def figures(run, name, row, lang="zh"):
    text = run("score", APPLICANTS / name, "--on", "2022-10-01", "--used-in", "all", lang=lang)
    return next(line for line in text.stdout.splitlines() if line.startswith(row)).split()[1:]


def test_a_tier_counts_inside_its_scope_and_nowhere_else(run):
    assert figures(run, "typical.toml", "省级共性指标")[3:] == ["76", "76", "76", "不计"]
    assert figures(run, "typical.toml", "市级共性指标")[3:] == ["24", "24", "不计", "不计"]
    assert figures(run, "typical.toml", "县级个性指标")[3:] == ["17", "不计", "不计", "不计"]
    assert figures(run, "typical.toml", "总分") == ["117", "100", "76", "0"]


def test_deductions_and_a_freeze_count_where_their_tier_does(run):
    assert figures(run, "frozen.toml", "扣分") == ["-60", "-60", "0", "0"]
    assert figures(run, "frozen.toml", "总分") == ["33.75", "28.75", "73.75", "0"]
    assert figures(run, "frozen.toml", "冻结") == ["至", "至", "否", "否"]
    assert figures(run, "ineligible.toml", "符合申请条件") == ["否"] * 4


def test_a_floor_that_bites_anywhere_has_its_row(run):
    assert figures(run, "floor.toml", "保底") == ["+8.75", "+8.75", "0", "0"]
    assert figures(run, "floor.toml", "总分") == ["0", "0", "11.25", "0"]


def test_json_gives_the_four_scores_themselves(run, typical):
    args = ("--on", "2022-10-01", "--format", "json")
    scores = json.loads(run("score", typical, *args, "--used-in", "all").stdout)
    assert [score["used_in"] for score in scores] == PLACES
    assert [score["total"] for score in scores] == ["117", "100", "76", "0"]
    for score in scores:
        alone = run("score", typical, *args, "--used-in", score["used_in"]).stdout
        assert score == json.loads(alone)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 100])
def test_the_figures_line_up_under_their_places(run, lang, columns):
    args = ("--on", "2022-10-01", "--used-in", "all")
    text = run("score", APPLICANTS / "frozen.toml", *args, lang=lang, columns=columns).stdout
    lines = text.splitlines()
    assert max(map(width, lines)) <= columns
    rule = next(n for n, line in enumerate(lines) if line.startswith("─"))
    table = lines[rule + 1 : lines.index("", rule)]
    ends = {}
    for line in [line for line in table if not line.startswith(" ")]:
        *_, last = line.split()
        ends.setdefault(width(line), []).append(last)
    assert list(ends) == [width(lines[rule])]


def test_the_title_says_who_lives_where_and_when(run, typical):
    text = run("score", typical, "--on", "2022-10-01", "--used-in", "all", lang="zh").stdout
    assert text.startswith("范**的积分在各地各值多少\n居住地 象山县（330225），计分日 2022-10-01\n")
    assert "县级个性指标：计入（仅限象山县内使用）" in text
    assert "含暂定分值" in text
