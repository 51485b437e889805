"""A county's plugin, from `jifen new` to a score, in a fresh environment and from wheels alone.

JIFEN_WHEELS is a folder with every wheel of ours and all that they need; nothing else is reached.
"""

import json
import os
import subprocess
import venv

import pytest

WHEELS = os.environ.get("JIFEN_WHEELS", "")
pytestmark = pytest.mark.skipif(not WHEELS, reason="JIFEN_WHEELS names no folder of wheels")

NINGHAI = ("--code", "330226", "--name", "宁海县", "--name-en", "Ninghai", "--parent", "330200")

APPLICANT = """
lives_in = "330226"

[facts]
birth_date = 1986-04-12
breaches_of_trust = []
offences = []
ninghai_housing = "owned"
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A virtual environment with the command line and Ningbo's plugin; gives its `bin`."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    run(bin_, "pip", "install", "-q", "jifen-cli", "jifen-ningbo-city", "tox")
    return bin_


@pytest.fixture(scope="module")
def project(environment, tmp_path_factory):
    """The project that `jifen new` wrote, installed."""
    folder = tmp_path_factory.mktemp("projects") / "ninghai"
    run(environment, "jifen", "new", folder, *NINGHAI)
    run(environment, "pip", "install", "-q", folder)
    return folder


def run(bin_, command, *args, cwd=None):
    """Run a command of the environment, which may install from our wheels and nothing else."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "TOX"))}
    env = keep | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS, "LANG": "en"}
    env |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [bin_ / command, *map(str, args)], capture_output=True, encoding="utf-8", env=env, cwd=cwd
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_plugin_is_known_at_once(environment, project):
    plugins = json.loads(run(environment, "jifen", "plugins", "--format", "json"))["plugins"]
    assert [(p["code"], p["state"]) for p in plugins] == [
        ("330000", "ready"), ("330200", "ready"), ("330226", "ready"),
    ]  # fmt: skip


def test_its_rules_are_shown(environment, project):
    assert "Lawful rental: 10" in run(environment, "jifen", "rules", "330226")


def test_it_scores_an_applicant(environment, project, tmp_path):
    file = tmp_path / "applicant.toml"
    file.write_text(APPLICANT, encoding="utf-8")
    score = json.loads(run(environment, "jifen", "score", file, "--format", "json"))
    assert (score["total"], score["tiers"][2]["earned"]) == ("40", "20")  # age 20 + housing 20


def test_the_linter_finds_nothing_in_it_as_installed(environment, project):
    assert "nothing found" in run(environment, "jifen", "check", "330226")


def test_its_own_tox_passes_as_generated(environment, project):
    assert "congratulations" in run(environment, "tox", cwd=project)
