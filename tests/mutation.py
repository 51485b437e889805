"""Change any single figure of a shipped rulebook: does anything but the file itself notice?

    python tests/mutation.py            every mutant, and what became of it

A figure is a number or a date that a rulebook states: points, units, maxima, caps, bounds, years,
days in force, floor. Each is changed by one step up and by one step down. A mutant is caught if a
golden case (tests/golden, cases/ of a plugin) or a test of the sources (plugins/*/tests/
test_source.py) fails. Neither compares digests, snapshots, or the file with itself.

EQUIVALENT lists the mutants that no facts can tell from the original, each with the reason.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from unittest.mock import patch

import spanned_toml
from attrs import frozen

import jifen
from jifen.quantity import number
from jifen.testing import Case, Figures, differences, read_case

ROOT = Path(__file__).parents[1]
PLUGINS = {"330000": "zhejiang_province", "330200": "ningbo_city", "330225": "xiangshan_county"}

_LIMITED = "the indicator's max limits it, so that the points are the same (`jifen check`: JF302)"
_OLDER = "max_age = 120 refuses everyone born before 1901-01-02, whatever the date"

EQUIVALENT: dict[tuple[str, str], str] = {
    ("fact[birth_date].min", "both"): _OLDER,
    ("indicator[zhejiang.age].rule.max", "up"): _LIMITED,
    ("indicator[zhejiang.education].rule.points.bachelor_or_above", "up"): _LIMITED,
    ("indicator[zhejiang.skill].rule.points.level_2_or_above", "up"): _LIMITED,
    ("indicator[ningbo.employment].rule.then.bands[0].points", "up"): _LIMITED,
    ("indicator[ningbo.housing].rule.points.owned", "up"): _LIMITED,
    ("indicator[ningbo.shortage_occupation].rule.points", "up"): _LIMITED,
    ("indicator[ningbo.commendation].rule.points.national", "up"): _LIMITED,
    ("indicator[ningbo.bodily_donation].rule.points", "up"): _LIMITED,
    ("indicator[xiangshan.housing].rule.points", "up"): _LIMITED,
    ("indicator[xiangshan.commendation].rule.points", "up"): _LIMITED,
    ("indicator[xiangshan.mobile_party_member].rule.points", "up"): _LIMITED,
    ("indicator[xiangshan.new_year].rule.points", "up"): _LIMITED,
}


@frozen
class Mutant:
    """A rulebook with one figure changed.

    Attributes:
        code: The place whose rulebook it is.
        path: The figure.
        was: The figure as it stands.
        now: The figure instead.
        data: The whole file with it.
    """

    code: str
    path: str
    was: Any
    now: Any
    data: bytes

    def __str__(self) -> str:
        return f"{self.code} {self.path}: {self.was} -> {self.now}"


def folder_of(code: str) -> Path:
    return ROOT / "plugins" / PLUGINS[code] / "src" / f"jifen_{PLUGINS[code]}"


def rulebooks(code: str) -> list[Path]:
    return sorted((folder_of(code) / "rulebooks").glob("*.toml"))


def mutants() -> Iterator[Mutant]:
    """Every figure of every shipped rulebook, a step up and a step down."""
    for code in PLUGINS:
        for file in rulebooks(code):
            text = file.read_text(encoding="utf-8")
            for path, value, start, end in figures(spanned_toml.loads(text, parse_float=Decimal)):
                for now in steps(value):
                    data = f"{text[:start]}{now}{text[end:]}".encode()
                    yield Mutant(code, path, value, now, data)


def figures(node: Any, path: str = "") -> Iterator[tuple[str, Any, int, int]]:
    """Every number and date below a node of a document, with its path and its span."""
    value = node.inner()
    if isinstance(value, dict):
        for key, item in value.items():
            yield from figures(item, f"{path}.{key.inner()}".lstrip("."))
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from figures(item, f"{path}[{name_of(item) or n}]")
    elif isinstance(value, int | Decimal | date) and not isinstance(value, bool):
        yield path, value, node.span().start, node.span().stop


def name_of(item: Any) -> str | None:
    table = item.inner()
    keys = table if isinstance(table, dict) else {}
    return next((v.inner() for k, v in keys.items() if k.inner() == "id"), None)


def steps(value: Any) -> list[Any]:
    if isinstance(value, date):
        return [value - timedelta(days=1), value + timedelta(days=1)]
    step = Decimal("0.01") if isinstance(value, Decimal) else 1
    return [value - step, value + step]


class Remembering:
    """A registry that resolves each place of a date once: many cases share them."""

    def __init__(self, registry: jifen.Registry) -> None:
        self.editions = registry.editions
        self.resolve = cache(registry.resolve)


@cache
def shipped(code: str) -> jifen.RulebookPlugin:
    return jifen.read_plugin(folder_of(code))


def registry_with(mutant: Mutant | None) -> jifen.Registry:
    """The shipped plugins, one of them with the mutant in place of its rulebook."""
    found = []
    for code in PLUGINS:
        plugin = shipped(code)
        if mutant is not None and mutant.code == code:
            book = jifen.RulebookReader().read(mutant.data, "mutant")
            plugin = jifen.RulebookPlugin(plugin.jurisdictions, {book.edition.id: book})
        found.append(jifen.Found.of(code, plugin, dist=PLUGINS[code]))
    return jifen.load_registry(found=found)


def golden_cases() -> Iterator[tuple[str, str, Case]]:
    """Each golden case: the place whose unlisted indicators must give nothing, and its file."""
    for code in PLUGINS:
        for file in sorted((folder_of(code) / "cases").glob("*.toml")):
            yield code, file.name, read_case(file)
    for file in sorted((ROOT / "tests" / "golden").glob("*.toml")):
        yield "330225", file.name, of_an_applicant(file)


def of_an_applicant(file: Path) -> Case:
    import tomllib

    table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    applicant = jifen.read_applicant(ROOT / "examples" / "applicants" / table.pop("applicant"))
    table.setdefault("used_in", applicant.used_in)
    for name in ("points", "tiers", "deductions"):
        table[name] = exact(table.get(name, {}))
    table["score"] = Figures(**exact(table.get("score", {})))
    return Case(lives_in=applicant.lives_in, facts=applicant.facts, **table)


def exact(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures of a table, which stand in it as text."""
    return {k: number(v) if isinstance(v, str) else v for k, v in figures.items()}


def source_tests() -> Iterator[Callable[[], None]]:
    for plugin in PLUGINS.values():
        file = ROOT / "plugins" / plugin / "tests" / "test_source.py"
        spec = spec_from_file_location(f"source_of_{plugin}", file)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from (t for name, t in vars(module).items() if name.startswith("test_"))


def noticed_by(mutant: Mutant | None) -> str | None:
    """What fails with a mutant: a case, or a test of the sources; None if nothing does."""
    try:
        registry = registry_with(mutant)
    except jifen.JifenError:
        return "it cannot be read"
    remembering = Remembering(registry)
    first = mutant.code if mutant is not None else ""
    for code, name, case in sorted(CASES, key=lambda of: of[0] != first):
        if differences(case, code, remembering):
            return name
    with patch.object(jifen, "load_registry", lambda **_: registry):
        for test in SOURCES:
            try:
                test()
            except (AssertionError, IndexError):
                return test.__name__
    return None


def reason(mutant: Mutant) -> str | None:
    """Why no facts can tell a mutant from the original, if none can."""
    step = "down" if mutant.now < mutant.was else "up"
    return EQUIVALENT.get((mutant.path, step)) or EQUIVALENT.get((mutant.path, "both"))


CASES = list(golden_cases())
SOURCES = list(source_tests())


def main() -> int:
    assert noticed_by(None) is None, noticed_by(None)
    caught, missed, equivalent = [], [], []
    for mutant in mutants():
        by = noticed_by(mutant)
        if by is not None:
            caught.append(mutant)
        elif (why := reason(mutant)) is not None:
            equivalent.append(f"{mutant}: {why}")
        else:
            missed.append(mutant)
    print("missed:", *missed, sep="\n  ")
    print("no facts can tell:", *equivalent, sep="\n  ")
    told = len(caught) + len(missed)
    print(f"caught {len(caught)} of {told} ({100 * len(caught) / told:.1f} %); ", end="")
    print(f"{len(equivalent)} more that no facts can tell")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
