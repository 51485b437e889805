"""The core imports the standard library, attrs, cattrs and pluggy; extras only where asked for."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "core" / "src" / "jifen"
PYPROJECT = tomllib.loads((ROOT / "core" / "pyproject.toml").read_text(encoding="utf-8"))

ALWAYS = {"attr", "attrs", "cattrs", "pluggy", "jifen"}
EXTRAS = {
    "check": {"spanned_toml"},
    "frame": {"narwhals", "polars", "pyarrow"},
    "spark": {"pyspark"},
    "testing": {"hypothesis", "pytest"},
}
AT_HOME = {"frame": {"frame"}, "spark.py": {"frame", "spark"}, "testing": {"testing"}}
"""What is for an extra alone, and may import it at the top of a module."""

HANDED_IN = {"frame": {"pyarrow"}}
"""Libraries whose frames someone may hand in: imported in functions, once theirs is at hand."""

SCORE = """
import sys
from datetime import date
from pathlib import Path
import jifen

person = jifen.read_applicant(Path(sys.argv[1]))
scheme = jifen.load_registry({person.lives_in}).resolve(person.lives_in, on=date(2022, 10, 1))
score = scheme.score(person.facts)
assert jifen.Score.from_json(score.to_json()) == score and score.explain("zh") != score.explain("en")
print(*{name.partition(".")[0] for name in sys.modules})
"""


def imports(tree: ast.AST, *, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """The top names that a module imports, and whether it does inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0] if not node.level else "jifen", inside
        within = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from imports(node, inside=within)


def modules() -> list[Path]:
    return sorted(CORE.rglob("*.py"))


def test_the_extras_are_those_of_the_cores_project() -> None:
    declared = PYPROJECT["project"]["optional-dependencies"]
    needs = {
        extra: {need.partition(">=")[0].replace("-", "_") for need in needs if "[" not in need}
        for extra, needs in declared.items()
    }
    assert needs == EXTRAS
    assert sorted(need.partition(">=")[0] for need in PYPROJECT["project"]["dependencies"]) == [
        "attrs",
        "cattrs",
        "pluggy",
    ]


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(CORE).as_posix())
def test_a_module_of_the_core_imports_nothing_else(module: Path) -> None:
    part = module.relative_to(CORE).parts[0]
    at_top = ALWAYS.union(*(EXTRAS[extra] for extra in AT_HOME.get(part, ())))
    in_functions = at_top | {name for names in EXTRAS.values() for name in names}
    in_functions |= HANDED_IN.get(part, set())
    tree = ast.parse(module.read_text(encoding="utf-8"))
    others = {
        (name, inside)
        for name, inside in imports(tree)
        if name not in sys.stdlib_module_names and name not in (in_functions if inside else at_top)
    }
    assert others == set()


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(CORE).as_posix())
def test_a_module_loads_what_is_for_an_extra_only_if_it_is_for_that_itself(module: Path) -> None:
    mine = AT_HOME.get(module.relative_to(CORE).parts[0], set())
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in named:
            extra = name.removeprefix("jifen.").partition(".")[0]
            assert extra not in EXTRAS or extra in mine, f"{module.name} imports {name}"


def test_a_score_loads_no_package_but_attrs_cattrs_pluggy_and_the_plugins() -> None:
    example = ROOT / "examples" / "applicants" / "typical.toml"
    done = subprocess.run(
        [sys.executable, "-I", "-c", SCORE, str(example)], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    ours = {name for name in done.stdout.split() if name.startswith(("jifen", "__editable__"))}
    bare = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            "import sys; print(*{n.partition('.')[0] for n in sys.modules})",
        ],
        capture_output=True,
        encoding="utf-8",
    )
    others = set(done.stdout.split()) - ours - set(bare.stdout.split())
    # cattrs needs typing_extensions itself.
    assert others - sys.stdlib_module_names <= ALWAYS | {"typing_extensions"}
    assert {name for name in ours if name.startswith("jifen")} == {
        "jifen",
        "jifen_zhejiang_province",
        "jifen_ningbo_city",
        "jifen_xiangshan_county",
    }
