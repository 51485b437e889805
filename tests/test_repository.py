"""What must agree across the packages: set-up, versions, pins, examples and their scores."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import jifen

ROOT = Path(__file__).parents[1]
PROJECTS = sorted(
    path for path in (*ROOT.glob("*/pyproject.toml"), *ROOT.glob("plugins/*/pyproject.toml"))
)
FENCED = re.compile(r"^```[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def lines(name: str) -> list[str]:
    """The lines of a requirements file that are not comments."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


def test_there_are_projects_to_compare() -> None:
    names = {path.parent.relative_to(ROOT).as_posix() for path in PROJECTS}
    assert {"core", "cli", "plugins/zhejiang_province"} <= names


def test_every_package_has_the_same_version() -> None:
    versions = {
        path: tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"]
        for path in PROJECTS
    }
    assert set(versions.values()) == {jifen.__version__}, versions


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.parent.name)
def test_a_package_asks_for_its_siblings_at_their_own_version(project: Path) -> None:
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    major, minor, _ = jifen.__version__.split(".")
    wanted = f">={major}.{minor},<{major}.{int(minor) + 1}"
    for need in table.get("dependencies", []):
        name, _, version = re.fullmatch(r"([\w-]+)(\[[\w,]+\])?(.*)", need).groups()
        if name.startswith("jifen"):
            assert version == wanted, need


def test_constraints_are_names_and_versions_only_sorted_and_once_each() -> None:
    pins = lines("constraints.txt")
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.!+]*", pin)] == []
    names = [re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins]
    assert len(set(names)) == len(names)
    # As text without regard to case: the order in which `sort -f` leaves them.
    assert pins == sorted(pins, key=str.lower)


@pytest.mark.parametrize(
    "name", [p.relative_to(ROOT).as_posix() for p in ROOT.glob("**/requirements*.txt")
             if not set(p.relative_to(ROOT).parts) & {".venv", ".tox", "build"}]
)  # fmt: skip
def test_requirements_name_no_address(name: str) -> None:
    for line in lines(name):
        assert re.fullmatch(
            r"-c (\.\./)?constraints\.txt|-e [\w/]+(\[[\w,]+\])?|[A-Za-z0-9._-]+(\[[\w,]+\])?([=<>]=?[\w.]+)?",
            line,
        ), line


def test_what_requirements_ask_for_is_pinned() -> None:
    pinned = {
        re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in lines("constraints.txt")
    }
    asked = [line for line in lines("requirements.txt") if not line.startswith("-")]
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in asked} <= pinned


def test_the_requirements_install_every_package() -> None:
    editable = [
        line[3:].partition("[")[0] for line in lines("requirements.txt") if line[:3] == "-e "
    ]
    assert sorted(editable) == sorted(path.parent.relative_to(ROOT).as_posix() for path in PROJECTS)


def test_the_readme_has_two_commands_first_a_score_then_the_tests() -> None:
    first, second = FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    for command in (first, second):
        assert "requirements.txt" in command
    assert re.search(r"jifen score examples/applicants/\w+\.toml --on \d{4}-\d\d-\d\d", first)
    assert re.search(r"\btox\b", second)


def test_ci_runs_the_readmes_second_command(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    run = tmp_path / ".ci" / "run"
    run.write_bytes((ROOT / ".ci" / "run").read_bytes())
    readme = tmp_path / "README.md"
    readme.write_text("```\necho first\n```\n\n```\necho second && pwd\n```\n", encoding="utf-8")
    done = subprocess.run(["bash", str(run)], capture_output=True, encoding="utf-8", cwd="/")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["echo second && pwd", "second", str(tmp_path.resolve())]

    readme.write_text("```\necho first\n```\n\n```\nexit 7\n```\n", encoding="utf-8")
    assert subprocess.run(["bash", str(run)], capture_output=True).returncode == 7


def test_every_example_has_a_golden_score_and_every_golden_score_an_example() -> None:
    examples = {path.name for path in (ROOT / "examples" / "applicants").glob("*.toml")}
    golden = [
        tomllib.loads(path.read_text(encoding="utf-8"))["applicant"]
        for path in (ROOT / "tests" / "golden").glob("*.toml")
    ]
    assert len(examples) >= 6
    assert set(golden) == examples
