"""A broken plugin is shown, stops the chain that goes through it, and disturbs no other."""

import json
from pathlib import Path

import pytest

from .conftest import Make
from .environment import Environment, build
from .projects import BROKEN, RIVAL

TYPICAL = Path(__file__).parents[2] / "examples" / "applicants" / "typical.toml"
SCORED = ("score", TYPICAL, "--on", "2022-10-01", "--format", "json")


@pytest.fixture(scope="module")
def broken_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    projects = tmp_path_factory.mktemp("projects")
    folders = [project.write(projects) for project in (*BROKEN, RIVAL)]
    return build(folders, tmp_path_factory.mktemp("broken"))


@pytest.fixture(scope="module")
def with_broken(wheels: Path, broken_wheels: Path, make: Make) -> Environment:
    dists = ("jifen-cli", "jifen-xiangshan-county", *(project.dist for project in BROKEN))
    return make([wheels, broken_wheels], *dists)


@pytest.fixture(scope="module")
def with_rival(wheels: Path, broken_wheels: Path, make: Make) -> Environment:
    return make([wheels, broken_wheels], "jifen-cli", "jifen-xiangshan-county", RIVAL.dist)


def test_help_works_however_broken_a_plugin_is(with_broken: Environment) -> None:
    done = with_broken.jifen("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "score" in done.stdout


def test_the_list_of_plugins_says_what_is_wrong_with_each(with_broken: Environment) -> None:
    done = with_broken.jifen("plugins", "--format", "json")
    plugins = {p["plugin"]: p for p in json.loads(done.stdout)["plugins"]}
    assert {dist: p["version"] for dist, p in plugins.items() if p["state"] != "ready"} == {
        "broken-import": "0.3",
        "broken-hook": "0.4",
        "broken-api": "0.5",
    }
    said = {dist: json.dumps(p["problems"]) for dist, p in plugins.items()}
    assert "no database" in said["broken-import"]
    assert "jifen_editions" in said["broken-hook"]
    assert "99" in said["broken-api"]
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("project", BROKEN, ids=lambda project: project.dist)
def test_a_chain_through_a_broken_plugin_is_refused_and_names_it(
    with_broken: Environment, project, tmp_path: Path
) -> None:
    file = tmp_path / "applicant.toml"
    file.write_text(f'lives_in = "{project.code}"\n[facts]\n', encoding="utf-8")
    done = with_broken.jifen("score", file, "--on", "2022-10-01")
    assert (done.returncode, done.stdout) == (4, "")
    assert f"{project.dist} {project.version}" in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_plugins_disturb_no_other_chain(
    shipped: Environment, with_broken: Environment
) -> None:
    expected, done = shipped.jifen(*SCORED), with_broken.jifen(*SCORED)
    assert (done.returncode, done.stdout, done.stderr) == (0, expected.stdout, "")


def test_two_plugins_of_one_place_are_refused_and_both_named(with_rival: Environment) -> None:
    done = with_rival.jifen(*SCORED)
    assert (done.returncode, done.stdout) == (4, "")
    assert f"{RIVAL.dist} {RIVAL.version}" in done.stderr
    assert "jifen-xiangshan-county 0.1.0" in done.stderr


def test_the_chain_above_two_rivals_still_scores(with_rival: Environment, tmp_path: Path) -> None:
    file = tmp_path / "applicant.toml"
    provincial = "birth_date = 1986-04-12\nbreaches_of_trust = []\noffences = []\n"
    file.write_text(f'lives_in = "330225"\n[facts]\n{provincial}', encoding="utf-8")
    options = ("--on", "2022-10-01", "--format", "json", "--allow-missing", "330225")
    done = with_rival.jifen("score", file, *options)
    assert done.returncode == 0, done.stderr
    score = json.loads(done.stdout)
    assert (score["absent_layers"], score["total"]) == (["330225"], "20")  # of age 36
