"""The county of the guide for authors is a whole package, as a county would write it."""

import importlib
import tomllib

import pytest

import jifen

from .pages import DOCS

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
