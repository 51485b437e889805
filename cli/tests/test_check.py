"""`jifen check`: findings as editors read them, or as JSON, and an exit code of 1."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("zhejiang_province", "ningbo_city", "xiangshan_county")


@pytest.fixture
def faulty(tmp_path):
    """A draft of the county's rulebook with a max that no facts reach."""
    folder = ROOT / "plugins" / "xiangshan_county" / "src" / "jifen_xiangshan_county"
    (tmp_path / "rulebooks").mkdir()
    text = (folder / "rulebooks" / "2022.toml").read_text(encoding="utf-8")
    wrong = text.replace(
        'fact = "county_housing", points = 10', 'fact = "county_housing", points = 8'
    )
    assert wrong != text
    (tmp_path / "rulebooks" / "2022.toml").write_text(wrong, encoding="utf-8")
    places = (folder / "jurisdictions.toml").read_bytes()
    (tmp_path / "jurisdictions.toml").write_bytes(places)
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if text == "max = 10")
    return tmp_path, line


@pytest.mark.parametrize("plugin", SHIPPED)
def test_nothing_is_found_in_the_shipped_plugins(run, plugin):
    result = run("check", ROOT / "plugins" / plugin)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "nothing found" in result.stdout


@pytest.mark.parametrize("code", ["330000", "330200", "330225"])
def test_an_installed_plugin_is_checked_by_its_code(run, code):
    assert run("check", code).exit_code == 0


def test_a_finding_stands_in_a_line_that_an_editor_jumps_to(run, faulty):
    folder, line = faulty
    result = run("check", folder)
    assert result.exit_code == 1
    first, *_, last = result.stdout.rstrip("\n").split("\n")
    assert first.startswith(f"{folder}/rulebooks/2022.toml:{line}:7: JF301 [warning] ")
    assert "at most 8" in first
    assert last == "0 errors, 1 warning: the plugin can be used"


def test_a_finding_is_told_in_chinese(run, faulty):
    result = run("check", faulty[0], lang="zh")
    assert "规则至多得 8 分，达不到最高分 10" in result.stdout
    assert "JF301 [警告] " in result.stdout
    assert result.stdout.endswith("0 个错误，1 个警告：插件可以使用\n")


def test_json_has_code_file_line_column_what_and_remedy(run, faulty):
    folder, line = faulty
    result = run("check", folder, "--format", "json")
    document = json.loads(result.stdout_bytes)
    (problem,) = document["problems"]
    assert result.exit_code == 1
    assert document["schema"] == "jifen.check/1"
    assert (problem["code"], problem["line"], problem["column"]) == ("JF301", line, 7)
    assert problem["severity"] == "warning"
    assert problem["file"] == f"{folder}/rulebooks/2022.toml"
    assert set(problem["what"]) == set(problem["remedy"]) == {"zh", "en"}


def test_a_file_that_is_not_toml_is_a_fault_of_the_subject(run, faulty):
    folder, _ = faulty
    (folder / "rulebooks" / "2022.toml").write_text("a = = 1\n", encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    first, note, _, last = result.stdout.rstrip("\n").split("\n")
    assert "2022.toml:1:5: JF001 [error] " in first
    assert note.startswith(f"{folder}: JF009 [note] not checked, for errors: 2022.toml, ")
    assert last == "1 error, 0 warnings: a plugin with an error cannot be used"


def test_a_golden_case_that_does_not_come_out_is_told_at_its_line(run, faulty):
    folder, _ = faulty
    (folder / "cases").mkdir()
    (folder / "cases" / "home.toml").write_text(
        "on = 2022-10-01\n\n[facts]\nbirth_date = 1986-04-12\nbreaches_of_trust = []\n"
        'offences = []\ncounty_housing = true\n\n[points]\n"xiangshan.housing" = 10\n',
        encoding="utf-8",
    )
    result = run("check", folder)
    assert result.exit_code == 1
    assert f"{folder}/cases/home.toml:10:23: JF501 [warning] " in result.stdout
    assert "it is 8, expected 10" in result.stdout


@pytest.mark.parametrize("case", ["on = 2022-10-01\n[score]\ntotal = 1\n", "on = = 1\n"])
def test_a_plugin_whose_golden_case_fails_is_not_called_usable(run, faulty, case):
    folder, _ = faulty
    (folder / "cases").mkdir()
    (folder / "cases" / "home.toml").write_text(case, encoding="utf-8")
    assert "can be used" not in run("check", folder).stdout
    assert run("check", folder, lang="zh").stdout.endswith("：有案例未通过，请先核对，再使用插件\n")


def test_a_folder_without_a_plugin_is_told_what_it_lacks(run, tmp_path):
    result = run("check", tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "this folder has no jurisdictions.toml" in result.stderr


def test_a_path_that_is_not_there_is_refused(run):
    result = run("check", "nowhere")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no such path" in result.stderr
