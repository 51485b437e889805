"""Foreign places whose rules disagree about everything are installed together, none the worse.

Two invented chains have the shipped plugins' fact ids with other types, their Chinese names for
other things, and their tiers' and indicators' ids with other caps and rules.
"""

import json
from pathlib import Path

import pytest

from .conftest import Make
from .environment import Environment
from .foreign import BAOAN_APPLICANT, SUZHOU_APPLICANT

SHIPPED = sorted((Path(__file__).parents[2] / "examples" / "applicants").glob("*.toml"))

# Every applicant, used where it may be: the bytes of all scores, one after another.
SCORE_ALL = """
import sys
from datetime import date
from pathlib import Path
import jifen

uses, files = sys.argv[1].split(","), sys.argv[2:]
for file in files:
    person = jifen.read_applicant(Path(file))
    for use in uses:
        registry = jifen.load_registry({person.lives_in, use})
        scheme = registry.resolve(person.lives_in, use, date(2022, 10, 1))
        score = scheme.score(person.facts, facts_as_of=person.facts_as_of)
        print(score.to_json(), score.explain("zh"), score.explain("en"), sep="\\n")
"""
CHAINS = {
    "shipped": "330225,330212,330100,310000",
    "suzhou": "320500,320000,330225,440306",
    "baoan": "440306,440300,440000,320500",
}


@pytest.fixture(scope="module")
def applicants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("applicants")
    for name, text in (("suzhou", SUZHOU_APPLICANT), ("baoan", BAOAN_APPLICANT)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return {
        "shipped": SHIPPED,
        "suzhou": [folder / "suzhou.toml"],
        "baoan": [folder / "baoan.toml"],
    }


@pytest.fixture(scope="module")
def together(wheels: Path, foreign_wheels: Path, make: Make) -> Environment:
    """All three chains in one environment, the shipped one first."""
    dists = ("jifen-cli", "jifen-xiangshan-county", "invented-suzhou", "invented-baoan")
    return make([wheels, foreign_wheels], *dists)


@pytest.fixture(scope="module")
def the_other_way_round(wheels: Path, foreign_wheels: Path, make: Make) -> Environment:
    """The same, installed in the opposite order."""
    dists = ("invented-baoan", "invented-suzhou", "jifen-xiangshan-county", "jifen-cli")
    return make([wheels, foreign_wheels], *dists)


def score(
    environment: Environment, chain: str, applicants: dict[str, list[Path]], uses: str
) -> str:
    return environment.python(SCORE_ALL, uses, *applicants[chain])


@pytest.mark.parametrize(
    ("chain", "dist"),
    [
        ("shipped", "jifen-xiangshan-county"),
        ("suzhou", "invented-suzhou"),
        ("baoan", "invented-baoan"),
    ],
)
def test_a_chain_scores_the_same_bytes_whoever_else_is_installed(
    wheels, foreign_wheels, make, together, the_other_way_round, applicants, chain, dist
):
    alone = make([wheels, foreign_wheels], "jifen-cli", dist)
    # Elsewhere, where a plugin is not installed: the province of a place outside is enough.
    at_home = ",".join(u for u in CHAINS[chain].split(",") if u[:2] == CHAINS[chain][:2])
    expected = score(alone, chain, applicants, f"{at_home},310000")
    assert expected.count('"schema"') == len(applicants[chain]) * (at_home.count(",") + 2)
    for environment in (together, the_other_way_round):
        assert score(environment, chain, applicants, f"{at_home},310000") == expected


@pytest.mark.parametrize("chain", CHAINS)
def test_the_order_of_installing_changes_no_byte(together, the_other_way_round, applicants, chain):
    assert score(together, chain, applicants, CHAINS[chain]) == score(
        the_other_way_round, chain, applicants, CHAINS[chain]
    )


@pytest.mark.parametrize(
    ("chain", "used_in", "figures"),
    [
        # 10 for the flag and 5 for 15 of 16 years, capped at 12.5; one full 50 square metres: 2
        ("suzhou", "320500", {"earned": "14.5", "recognised": "14.5", "total": "14.5"}),
        ("suzhou", "320000", {"earned": "14.5", "recognised": "12.5", "total": "12.5"}),
        ("suzhou", "330225", {"earned": "14.5", "recognised": "0", "total": "0"}),
        # 20.5 for one degree in 20 years and 7 for schooling; 9 for 7 years of housing; one offence
        ("baoan", "440306", {"earned": "36.5", "deducted": "1.25", "total": "35.25"}),
        ("baoan", "440300", {"earned": "36.5", "recognised": "27.5", "total": "26.25"}),
    ],
)
def test_a_foreign_chain_scores_by_its_own_rules_alone(
    together, applicants, chain, used_in, figures
):
    (file,) = applicants[chain]
    options = ("--on", "2022-10-01", "--used-in", used_in, "--format", "json")
    done = together.jifen("score", file, *options)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert {key: result[key] for key in figures} == figures


def test_the_facts_of_each_chain_are_its_own(together: Environment) -> None:
    def types(code: str) -> dict[str, str]:
        done = together.jifen("facts", code, "--on", "2022-10-01", "--format", "json")
        assert done.returncode == 0, done.stderr
        return {fact["id"]: fact["type"] for fact in json.loads(done.stdout)["facts"]}

    shipped, suzhou, baoan = types("330225"), types("320500"), types("440306")
    assert (shipped["education"], suzhou["education"], baoan["education"]) == (
        "choice", "count", "events",
    )  # fmt: skip
    assert (shipped["housing"], suzhou["housing"], baoan["housing"]) == (
        "choice", "amount", "date",
    )  # fmt: skip
    assert "residence_months" not in suzhou.keys() | baoan.keys()
