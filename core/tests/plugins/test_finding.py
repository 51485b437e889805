"""Finding the plugins that are installed: records first, and nothing of them imported."""

import sys
from pathlib import Path

import pytest

from jifen import Failed, Found, find, load_registry, rulebook_plugin

from ..chain import CITY, COUNTY, ON, PROVINCE, book, found

MODULE = """
import jifen
from jifen import hookimpl

API_VERSION = jifen.API_VERSION
PLACES = [
    jifen.Jurisdiction(code="900000", name=jifen.Text("甲省", "Jia")),
    jifen.Jurisdiction(code="900100", name=jifen.Text("乙市", "Yi"), parent="900000"),
    jifen.Jurisdiction(code="900101", name=jifen.Text("丙县", "Bing"), parent="900100"),
]


@hookimpl
def jifen_jurisdictions():
    return PLACES


@hookimpl
def jifen_editions():
    from datetime import date

    source = jifen.Source(status="provisional", title="测试")
    in_force = jifen.InForce(from_=date(2022, 1, 1))
    return [
        jifen.Edition(jurisdiction="900101", id="2022", in_force=in_force, source=source)
    ]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts a distribution onto the path, as an installer leaves it."""
    monkeypatch.syspath_prepend(tmp_path)

    def of(dist: str, version: str, entry_points: str, **modules: str) -> None:
        info = tmp_path / f"{dist.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[jifen]\n{entry_points}\n")
        for name, text in modules.items():
            Path(tmp_path, f"{name}.py").write_text(text, "utf-8")
            monkeypatch.delitem(sys.modules, name, raising=False)

    return of


def mine() -> list[Found]:
    return [f for f in find() if f.code.startswith("9001")]


def test_a_plugin_is_found_with_its_dist_and_version_and_is_not_imported(install):
    install("jifen-bing", "2.1", "900101 = jifen_bing:plugin", jifen_bing="raise SystemError")
    (one,) = mine()
    assert (one.code, one.dist, one.version) == ("900101", "jifen-bing", "2.1")
    assert one.value == "jifen_bing:plugin"
    assert str(one) == "jifen-bing 2.1 (900101)"
    assert "jifen_bing" not in sys.modules


def test_a_module_is_a_plugin_when_its_entry_point_names_one(install):
    install("jifen-bing", "2.1", "900101 = jifen_bing_module", jifen_bing_module=MODULE)
    above = [found(code, book(code)) for code in (PROVINCE, CITY)]
    score = load_registry(found=[*above, *mine()]).resolve(COUNTY, on=ON).score({})
    assert [(b.plugin, b.version) for b in score.rulebooks][-1] == ("jifen-bing", "2.1")


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        ("no_such_module:plugin", "", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("jifen_odd:plugin", "", "AttributeError: module 'jifen_odd' has no attribute 'plugin'"),
        ("jifen_odd:plugin", "1 / 0", "ZeroDivisionError: division by zero"),
        ("jifen_odd:plugin", "def", "SyntaxError: "),
        ("jifen_odd:plugin", "raise SystemExit('bye')", "SystemExit: bye"),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_found_and_fails_when_it_is_loaded(
    install, value, text, said
):
    install("jifen-odd", "0.1", f"900101 = {value}", jifen_odd=text)
    (failure,) = load_registry(found=mine()).failed["900101"]
    assert isinstance(failure, Failed)
    (problem,) = failure.problems
    assert problem.place == "jifen-odd 0.1 (900101)"
    assert problem.what.en.startswith(f"it raised in import: {said}")


def test_plugins_are_found_in_the_order_of_their_codes(install):
    install("jifen-b", "1", "900102 = b:plugin")
    install("jifen-a", "2", "900101 = a:plugin\n900100 = a:city")
    install("another", "3", "900101 = c:plugin")
    assert [(f.code, f.dist) for f in mine()] == [
        ("900100", "jifen-a"),
        ("900101", "another"),
        ("900101", "jifen-a"),
        ("900102", "jifen-b"),
    ]


def test_a_plugin_whose_name_is_no_code_belongs_to_no_place(install):
    install("jifen-bing", "2.1", "bing = jifen_bing_named", jifen_bing_named=MODULE)
    plugins = load_registry(found=[f for f in find() if f.dist == "jifen-bing"])
    (failure,) = plugins.failed["bing"]
    assert any("does not declare its own place bing" in p.what.en for p in failure.problems)


# ------------------------------------------------------------------ a package of TOML files

PLACES = """
[[jurisdiction]]
code = "900000"
name = { zh = "甲省", en = "Jia" }

[[jurisdiction]]
code = "900100"
name = { zh = "乙市", en = "Yi" }
parent = "900000"
"""
RULES = """
format = "jifen.rulebook/1"

[edition]
jurisdiction = "900100"
id = "2022"
in_force = { from = 2022-01-01 }
source = { status = "provisional", title = "测试" }
"""


def package(at: Path, name: str, rules: str) -> None:
    folder = at / name
    (folder / "rulebooks").mkdir(parents=True)
    (folder / "__init__.py").write_text(
        "import jifen\nplugin = jifen.rulebook_plugin(__package__)\n"
    )
    (folder / "jurisdictions.toml").write_text(PLACES, "utf-8")
    (folder / "rulebooks" / "2022.toml").write_text(rules, "utf-8")


def test_a_package_of_toml_files_is_a_plugin(install, tmp_path):
    install("jifen-yi", "1.2", "900100 = jifen_yi_sound:plugin")
    package(tmp_path, "jifen_yi_sound", RULES)
    above = found(PROVINCE, book(PROVINCE))
    plugins = load_registry(found=[above, *mine()])
    assert plugins.failed == {}
    assert plugins.resolve(CITY, on=ON).layers[-1].plugin.version == "1.2"


def test_a_package_of_broken_toml_files_fails_with_every_fault_of_every_file(install, tmp_path):
    install("jifen-yi", "1.2", "900100 = jifen_yi_broken:plugin")
    package(tmp_path, "jifen_yi_broken", RULES.replace("id =", "idd ="))
    (failure,) = load_registry(found=mine()).failed[CITY]
    assert {(p.place, p.what.en) for p in failure.problems} == {
        ("jifen-yi 1.2 (900100): rulebooks/2022.toml: edition.id", "it is missing"),
        ("jifen-yi 1.2 (900100): rulebooks/2022.toml: edition.idd", "there is no such key here"),
    }


def test_a_plugin_of_toml_files_needs_a_package():
    with pytest.raises(ValueError, match="call it with __package__"):
        rulebook_plugin(None)
