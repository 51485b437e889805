"""Drafts, `jifen diff` and `jifen score --replay`: what would be, what changed, what was."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
XIANGSHAN = ROOT / "plugins/xiangshan_county/src/jifen_xiangshan_county/rulebooks/2022.toml"
ON = ("--on", "2022-10-01")


@pytest.fixture
def draft(tmp_path):
    """Xiangshan's rules as a draft of 2027 may have them: the New Year gives 3 points, not 5."""
    text = XIANGSHAN.read_text(encoding="utf-8")
    for old, new in (
        ('id = "2022"', 'id = "2027"'),
        ("in_force = { from = 2022-06-17 }", "in_force = { from = 2027-01-01 }"),
        ("threshold = 60", "threshold = 70"),
        (
            'rule = { kind = "flag", fact = "stayed_for_new_year", points = 5 }',
            'rule = { kind = "flag", fact = "stayed_for_new_year", points = 3 }',
        ),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file = tmp_path / "new.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def score(run, typical, tmp_path):
    """The file of an old score."""
    file = tmp_path / "score.json"
    file.write_bytes(run("score", typical, *ON, "--format", "json").stdout_bytes)
    return file


# ------------------------------------------------------------------ drafts


def test_a_score_under_a_draft_is_marked_and_counts_by_it(run, typical, draft):
    text = run("score", typical, *ON, "--rulebook", draft, lang="zh").stdout
    assert "含草案版本，仅供试算" in text
    assert "总分 115 = 计入 115 - 扣分 0" in text
    (edition,) = (line.split() for line in text.splitlines() if "330225） 2027" in line)
    assert edition[2] == "草案"
    assert "总分 117" in run("score", typical, *ON, lang="zh").stdout


def test_the_json_says_which_edition_is_the_draft(run, typical, draft):
    result = run("score", typical, *ON, "--rulebook", draft, "--format", "json")
    document = json.loads(result.stdout_bytes)
    assert document["draft"] is True
    assert [(r["edition"], r["plugin"]) for r in document["rulebooks"]] == [
        ("2022", "jifen-zhejiang-province"),
        ("2022", "jifen-ningbo-city"),
        ("2027", "(draft)"),
    ]


def test_everywhere_is_scored_under_the_draft_too(run, typical, draft):
    result = run("score", typical, *ON, "--used-in", "all", "--rulebook", draft, "--format", "json")
    totals = [(s["used_in"], s["total"]) for s in json.loads(result.stdout_bytes)]
    assert totals[0] == ("330225", "115")
    assert totals[1:] == [("330200", "100"), ("330000", "76"), ("110000", "0")]


def test_a_draft_that_is_no_layer_of_the_applicant_is_refused(run, typical, draft):
    text = draft.read_text(encoding="utf-8").replace("330225", "330226")
    draft.write_text(text, encoding="utf-8")
    result = run("score", typical, *ON, "--rulebook", draft)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "330226 is no layer of 330225" in result.stderr


def test_a_draft_with_a_fault_is_refused_with_its_file(run, typical, draft):
    text = draft.read_text(encoding="utf-8").replace("cap = 50", "cap = 40")
    draft.write_text(text, encoding="utf-8")
    result = run("score", typical, *ON, "--rulebook", draft)
    assert result.exit_code == 4
    assert "new.toml: draft 2027 (330225): tier[xiangshan.personality].cap" in result.stderr


def test_a_draft_that_is_not_there_is_named(run, typical, tmp_path):
    result = run("score", typical, *ON, "--rulebook", tmp_path / "none.toml")
    assert result.exit_code == 3
    assert "none.toml" in result.stderr


# ------------------------------------------------------------------ diff


def test_diff_says_what_a_draft_changes(run, draft):
    args = ("diff", "330225", "--from", "2022-10-01", "--rulebook", draft)
    assert run(*args, lang="zh").stdout.splitlines() == [
        "象山县 330225：2022（2022-06-17 起） → 2027（2027-01-01 起）",
        "版本",
        "  标识：2022 → 2027",
        "  施行期 › 起：2022-06-17 → 2027-01-01",
        "指标",
        "  留象过年 › 规则 › 分值：5 → 3",
        "公共服务",
        "  公租房及补贴 › 最低分：60 → 70",
    ]
    assert "  Public rental housing and subsidy › threshold: 60 → 70" in run(*args).stdout
    document = json.loads(run(*args, "--format", "json").stdout_bytes)
    assert document["schema"] == "jifen.diff/1"
    assert {
        "at": "indicator[xiangshan.new_year].rule.points",
        "how": "changed",
        "was": "5",
        "now": "3",
        "said": {
            "zh": "留象过年 › 规则 › 分值：5 → 3",
            "en": "Staying in Xiangshan for the New Year › rule › points: 5 → 3",
        },
    } in document["changes"]


@pytest.mark.parametrize("until", [(), ("--to", "2023-01-01")])
def test_one_edition_in_force_on_both_days_has_not_changed(run, until):
    text = run("diff", "330225", "--from", "2022-10-01", *until).stdout
    assert text.splitlines()[1] == "nothing changed"


def test_two_editions_of_an_installed_plugin_are_compared_by_date(process, installed, draft):
    """A county without a plugin here, whose own has two editions."""
    old = XIANGSHAN.read_text(encoding="utf-8").replace("330225", "330226")
    old = old.replace(
        "in_force = { from = 2022-06-17 }", "in_force = { from = 2022-06-17, to = 2026-12-31 }"
    )
    new = draft.read_text(encoding="utf-8").replace("330225", "330226")
    source = f"""
import jifen
read = jifen.RulebookReader().read
books = [read({old!r}.encode(), "old"), read({new!r}.encode(), "new")]
plugin = jifen.RulebookPlugin(
    (
        jifen.Jurisdiction(code="330000", name=jifen.Text("浙江省", "Zhejiang")),
        jifen.Jurisdiction(code="330200", name=jifen.Text("宁波市", "Ningbo"), parent="330000"),
        jifen.Jurisdiction(code="330226", name=jifen.Text("宁海县", "Ninghai County"), parent="330200"),
    ),
    {{book.edition.id: book for book in books}},
)
"""
    folder = installed("ninghai", source, jifen="330226 = ninghai:plugin")
    args = ("diff", "330226", "--from", "2022-10-01", "--to", "2027-10-01")
    result = process(*args, path=[folder], lang="zh")
    assert (result.returncode, result.stderr) == (0, "")
    assert "  留象过年 › 规则 › 分值：5 → 3" in result.stdout.splitlines()
    assert "  新增 施行期" not in result.stdout
    assert "取消 施行期 › 止：2026-12-31" in result.stdout


def test_a_day_without_an_edition_is_refused(run):
    result = run("diff", "330225", "--from", "2020-10-01")
    assert result.exit_code == 4
    assert "2020-10-01" in result.stderr


def test_a_draft_of_another_place_cannot_be_compared(run, draft):
    result = run("diff", "330200", "--from", "2022-10-01", "--rulebook", draft)
    assert result.exit_code == 4
    assert "330225" in result.stderr


def test_an_unknown_place_cannot_be_compared(run):
    assert run("diff", "999999", "--from", "2022-10-01").exit_code == 3


# ------------------------------------------------------------------ replay


def test_an_old_score_comes_out_the_same_byte_for_byte(run, score):
    result = run("score", "--replay", score)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Computed again it is the same, byte for byte: 117 points\n"
    document = json.loads(run("score", "--replay", score, "--format", "json").stdout_bytes)
    assert (document["schema"], document["same"]) == ("jifen.replay/1", True)


def test_every_golden_score_can_be_replayed(run, golden, tmp_path):
    args = ("--on", golden["on"], "--used-in", golden["used_in"], "--format", "json")
    file = tmp_path / "score.json"
    file.write_bytes(run("score", golden["file"], *args).stdout_bytes)
    assert run("score", "--replay", file).exit_code == 0


def test_what_differs_is_told_and_the_exit_code_is_1(run, score):
    text = score.read_text(encoding="utf-8").replace('"total": "117"', '"total": "118"')
    score.write_text(text, encoding="utf-8")
    result = run("score", "--replay", score, lang="zh")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["重算为 117 分，原为 118 分：", "  total：118 → 117"]


def test_an_edition_that_is_another_now_is_named(run, score):
    text = score.read_text(encoding="utf-8").replace("sha256:", "sha256:0")
    score.write_text(text, encoding="utf-8")
    result = run("score", "--replay", score)
    assert result.exit_code == 1
    assert "330225 2022 (jifen-xiangshan-county 0.1.0): it has changed" in result.stdout


def test_a_score_under_a_draft_is_replayed_with_the_draft(run, typical, draft, tmp_path):
    file = tmp_path / "draft.json"
    made = run("score", typical, *ON, "--rulebook", draft, "--format", "json")
    file.write_bytes(made.stdout_bytes)
    assert run("score", "--replay", file, "--rulebook", draft).exit_code == 0
    without = run("score", "--replay", file)
    assert without.exit_code == 1
    assert "330225 2027 (draft): it is not at hand" in without.stdout


@pytest.mark.parametrize(
    "option", ["--on=2022-10-01", "--used-in=330200", "--allow-missing=330200"]
)
def test_a_replay_takes_nothing_that_the_score_says_itself(run, score, option):
    result = run("score", "--replay", score, option)
    assert result.exit_code == 2
    assert option.partition("=")[0] in result.stderr


def test_what_is_no_score_is_refused_with_its_file(run, typical, tmp_path):
    for file in (typical, tmp_path / "none.json", tmp_path):
        result = run("score", "--replay", file)
        assert (result.exit_code, result.stdout) == (3, "")
        assert file.name in result.stderr
