"""What is in the wheels, and what they need."""

import re
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

PACKAGES = {
    "jifen": "jifen",
    "jifen-zhejiang-province": "jifen_zhejiang_province",
    "jifen-ningbo-city": "jifen_ningbo_city",
    "jifen-xiangshan-county": "jifen_xiangshan_county",
    "jifen-cli": "jifen_cli",
    "jifen-batch": "jifen_batch",
}
PLUGINS = [dist for dist in PACKAGES if dist.endswith(("province", "city", "county"))]


def wheel(wheels: Path, dist: str) -> ZipFile:
    (file,) = wheels.glob(f"{dist.replace('-', '_')}-[0-9]*.whl")
    return ZipFile(file)


def metadata(wheels: Path, dist: str) -> list[str]:
    with wheel(wheels, dist) as file:
        (name,) = (n for n in file.namelist() if n.endswith(".dist-info/METADATA"))
        return Parser().parsestr(file.read(name).decode()).get_all("Requires-Dist", [])


def test_the_cores_wheel_needs_exactly_attrs_cattrs_and_pluggy(wheels: Path) -> None:
    always = [need for need in metadata(wheels, "jifen") if "extra ==" not in need]
    assert sorted(re.split(r"[^\w-]", need)[0] for need in always) == ["attrs", "cattrs", "pluggy"]


@pytest.mark.parametrize("dist", PACKAGES)
def test_a_wheel_holds_its_package_and_no_test(wheels: Path, dist: str) -> None:
    with wheel(wheels, dist) as file:
        tops = {name.split("/")[0] for name in file.namelist()}
        assert {top for top in tops if not top.endswith(".dist-info")} == {PACKAGES[dist]}
        assert f"{PACKAGES[dist]}/py.typed" in file.namelist()


@pytest.mark.parametrize("dist", PLUGINS)
def test_a_plugins_wheel_holds_its_rulebooks_and_its_places(wheels: Path, dist: str) -> None:
    with wheel(wheels, dist) as file:
        names = [name.removeprefix(f"{PACKAGES[dist]}/") for name in file.namelist()]
    assert {"rulebooks/2022.toml", "jurisdictions.toml"} <= set(names)


@pytest.mark.parametrize(
    ("dist", "parent"),
    [
        ("jifen-ningbo-city", "jifen-zhejiang-province"),
        ("jifen-xiangshan-county", "jifen-ningbo-city"),
    ],
)
def test_a_plugin_needs_the_plugin_of_the_place_above_it(
    wheels: Path, dist: str, parent: str
) -> None:
    assert parent in [re.split(r"[^\w-]", need)[0] for need in metadata(wheels, dist)]
