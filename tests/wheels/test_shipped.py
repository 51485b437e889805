"""The shipped plugins from wheels: what they score, and what happens where one is left out."""

import json
import tomllib
from pathlib import Path

import pytest

from .conftest import Make
from .environment import Environment

ROOT = Path(__file__).parents[2]
APPLICANTS = ROOT / "examples" / "applicants"
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.toml"))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_the_command_scores_an_example_as_its_golden_file_says(
    shipped: Environment, golden: Path
) -> None:
    case = tomllib.loads(golden.read_text(encoding="utf-8"))
    done = shipped.jifen(
        "score", APPLICANTS / case["applicant"],
        "--on", case["on"], "--used-in", case["used_in"], "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    score = json.loads(done.stdout)
    expected = case["score"]
    if "frozen_until" in expected:
        expected["frozen_until"] = expected["frozen_until"].isoformat()
    assert {key: score[key] for key in expected} == expected


def test_every_shipped_plugin_is_ready(shipped: Environment) -> None:
    done = shipped.jifen("plugins", "--format", "json")
    plugins = json.loads(done.stdout)["plugins"]
    assert {p["plugin"]: p["state"] for p in plugins} == {
        "jifen-zhejiang-province": "ready",
        "jifen-ningbo-city": "ready",
        "jifen-xiangshan-county": "ready",
    }


@pytest.fixture(scope="module")
def county_alone(wheels: Path, make: Make) -> Environment:
    """The county and the province, without the city between them."""
    environment = make([wheels], "jifen-cli", "jifen-zhejiang-province")
    assert environment.install("--no-deps", "jifen-xiangshan-county").returncode == 0
    return environment


def test_a_county_without_its_citys_plugin_is_an_error_that_names_the_city(
    county_alone: Environment,
) -> None:
    done = county_alone.jifen("score", APPLICANTS / "typical.toml", "--on", "2022-10-01")
    assert (done.returncode, done.stdout) == (4, "")
    assert "330200" in done.stderr
    assert "Ningbo" in done.stderr
    assert "Traceback" not in done.stderr


def test_pip_refuses_a_county_whose_city_is_not_among_the_wheels(
    wheels: Path, make: Make, tmp_path: Path
) -> None:
    for file in wheels.glob("*.whl"):
        if not file.name.startswith("jifen_ningbo_city"):
            (tmp_path / file.name).symlink_to(file)
    done = make([tmp_path]).install("jifen-xiangshan-county")
    assert done.returncode != 0
    assert "jifen-ningbo-city" in done.stderr
