"""Plugin projects written for a test, and broken ones."""

from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

SAYS_SO = 'source = { status = "provisional", title = "虚构，仅供测试", title_en = "invented for a test" }'


@frozen(kw_only=True)
class Project:
    """A plugin's project.

    Attributes:
        code: The place it registers.
        dist: The name of its distribution.
        version: Its version.
        init: The code of its package; by default a rulebook's.
        files: Other files of the package, by path.
        needs: The dists that it depends on.
    """

    code: str
    dist: str
    version: str = "1.0"
    init: str = "import jifen\n\nplugin = jifen.rulebook_plugin(__package__)\n"
    files: Mapping[str, str] = field(factory=dict)
    needs: tuple[str, ...] = ("jifen",)

    def write(self, folder: Path) -> Path:
        """Its folder, once it is written into `folder`."""
        root, package = folder / self.dist, self.dist.replace("-", "_")
        inside = root / "src" / package
        for path, text in {"__init__.py": self.init, **self.files}.items():
            (inside / path).parent.mkdir(parents=True, exist_ok=True)
            (inside / path).write_text(text, encoding="utf-8")
        needs = ", ".join(f'"{dist}"' for dist in self.needs)
        (root / "pyproject.toml").write_text(
            f"""\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{self.dist}"
version = "{self.version}"
dependencies = [{needs}]

[project.entry-points.jifen]
{self.code} = "{package}:plugin"

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]
""",
            encoding="utf-8",
        )
        return root


def rulebook(code: str, body: str) -> dict[str, str]:
    """The file of an edition, with the source of everything under each table of `body`."""
    head = f"""\
format = "jifen.rulebook/1"

[edition]
jurisdiction = "{code}"
id = "invented"
in_force = {{ from = 2020-01-01 }}
{SAYS_SO}
"""
    return {"rulebooks/invented.toml": head + body.replace("SAYS_SO", SAYS_SO)}


def places(*lines: tuple[str, str, str, str | None]) -> dict[str, str]:
    """The file of jurisdictions: code, Chinese name, English name, parent."""
    tables = (
        f'[[jurisdiction]]\ncode = "{code}"\nname = {{ zh = "{zh}", en = "{en}" }}\n'
        + (f'parent = "{parent}"\n' if parent else "")
        for code, zh, en, parent in lines
    )
    return {"jurisdictions.toml": "\n".join(tables)}


BROKEN = (
    Project(
        code="410000",
        dist="broken-import",
        version="0.3",
        init="raise RuntimeError('no database')\n",
    ),
    Project(
        code="420000",
        dist="broken-hook",
        version="0.4",
        init="""\
import jifen

API_VERSION = jifen.API_VERSION


class Plugin:
    API_VERSION = jifen.API_VERSION

    @jifen.hookimpl
    def jifen_jurisdictions(self):
        return [jifen.Jurisdiction(code="420000", name=jifen.Text("湖北省", "Hubei"))]

    @jifen.hookimpl
    def jifen_editions(self):
        raise KeyError("editions")


plugin = Plugin()
""",
    ),
    Project(
        code="430000",
        dist="broken-api",
        version="0.5",
        init="""\
class Plugin:
    API_VERSION = 99


plugin = Plugin()
""",
    ),
)
"""Plugins of three provinces, each broken in another way."""

RIVAL = Project(
    code="330225",
    dist="rival-xiangshan",
    version="6.6",
    files=places(
        ("330000", "浙江省", "Zhejiang", None),
        ("330200", "宁波市", "Ningbo", "330000"),
        ("330225", "象山县", "Xiangshan County", "330200"),
    )
    | rulebook("330225", ""),
)
"""A sound plugin that claims the county which ours claims too."""
