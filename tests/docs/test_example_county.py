"""The county of the guide for authors is a whole package, as a county would write it."""

import importlib
import re
import tomllib
from datetime import date

import pytest

import jifen

from .pages import DOCS, ROOT, Page

COUNTY = DOCS / "example_county"


def test_the_entry_point_of_the_example_county_is_its_code_and_its_plugin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = tomllib.loads((COUNTY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((code, value),) = project["entry-points"]["jifen"].items()
    module, name = value.split(":")
    monkeypatch.syspath_prepend(str(COUNTY / "src"))
    plugin = getattr(importlib.import_module(module), name)

    found = jifen.Found.of(code, plugin, project["name"], project["version"])
    registry = jifen.load_registry(found=[*jifen.find(), found])

    assert registry.failed == {}
    assert [book.edition.jurisdiction for book in registry.editions(code)] == [code]


def test_the_linter_finds_nothing_in_the_example_county() -> None:
    assert jifen.check(COUNTY) == ()


def test_the_applicant_of_the_guide_gets_what_the_guide_shows() -> None:
    plugin = jifen.read_plugin(COUNTY / "src" / "jifen_example_county")
    found = [*jifen.find(), jifen.Found.of("330299", plugin)]
    applicant = jifen.read_applicant(COUNTY / "applicant.toml")
    scheme = jifen.load_registry(found=found).resolve(applicant.lives_in, on=date(2022, 10, 1))
    said = scheme.score(applicant.facts).explain("en")

    shown = next(f.text for f in Page(DOCS / "authors.md").fences("text") if "22 / 50" in f.text)
    assert shown in re.sub(r" \[.*\]$", "", said, flags=re.MULTILINE)


def test_the_guide_checks_a_plugin_before_it_installs_it_and_says_so_as_the_command_does() -> None:
    guide = Page(DOCS / "authors.md").text
    template = (ROOT / "cli/src/jifen_cli/template/README.md.txt").read_text(encoding="utf-8")
    for text in (guide, template):
        assert 0 < text.index("jifen check ") < text.index("pip install -e ")
