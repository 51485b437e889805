"""A new plugin project: what it is for, and its files from the templates."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import NamedTuple

from jifen import (
    DateFact,
    EventsFact,
    Fact,
    InputError,
    Jurisdiction,
    PluginError,
    Problem,
    Registry,
    RulebookError,
    Text,
    __version__,
    check,
    load_registry,
    today,
)

_SUFFIX = ".txt"
"""Template files end in it, so that no tool takes one for what it becomes."""


class Plan(NamedTuple):
    """What a project is for, checked.

    Attributes:
        place: The place whose plugin it is.
        name_en: Its English name in titles, which may be shorter than the one it is declared by.
        line: The places above it, the nearest first.
        parent_dist: The distribution of the plugin above.
        parent_version: Its version.
        required: The required facts of the layers above.
        year: The year in whose first day its edition comes into force.
    """

    place: Jurisdiction
    name_en: str
    line: tuple[Jurisdiction, ...]
    parent_dist: str
    parent_version: str
    required: tuple[Fact, ...]
    year: int

    @classmethod
    def of(cls, registry: Registry, *, code: str, name: str, name_en: str, parent: str) -> "Plan":
        """The plan for a place below a parent whose plugin is installed.

        Raises:
            PluginError: if the parent's plugin is not installed, or is broken.
            InputError: if the place cannot be what is said.
        """
        if parent not in registry.contributions:
            raise PluginError(_no_parent(registry, parent))
        on = date(today().year, 1, 1)
        scheme = registry.resolve(parent, on=on)
        problems = [*_name_problems(registry, code, name, name_en, parent)]
        if problems:
            raise InputError(problems)
        line = tuple(filter(None, map(registry.place, registry.line(parent))))
        above = registry.contributions[parent].found
        return cls(
            # A place that a plugin above knows is declared exactly as it is there.
            registry.place(code)
            or Jurisdiction(code=code, name=Text(name, name_en), parent=parent),
            name_en,
            line,
            above.dist,
            above.version,
            tuple(fact for fact in scheme.facts.values() if fact.required),
            on.year,
        )

    @property
    def slug(self) -> str:
        """Its English name as an identifier."""
        return "_".join(re.findall(r"[a-z0-9]+", self.name_en.lower()))

    def values(self) -> dict[str, str]:
        """What the templates name."""
        return {
            "class_name": self.slug.title().replace("_", ""),
            "code": self.place.code,
            "core_version": _compatible(__version__),
            "dist": f"jifen-{self.slug.replace('_', '-')}",
            "jurisdictions": "".join(_declared(p) for p in (*self.line[::-1], self.place)),
            "name": self.place.name.zh,
            "name_en": self.name_en,
            "package": f"jifen_{self.slug}",
            "parent": self.line[0].code,
            "parent_dist": self.parent_dist,
            "parent_version": _compatible(self.parent_version),
            "required_facts": "\n".join(_example(fact, self.year) for fact in self.required),
            "slug": self.slug,
            "year": str(self.year),
        }


def write_project(plan: Plan, folder: Path) -> list[Path]:
    """Write the files of a project into a folder that is new, or empty; gives their paths.

    Raises:
        InputError: if there is anything in the folder.
        RulebookError: if `jifen check` finds anything in what would be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError([_not_empty(folder)])
    values = plan.values()
    with tempfile.TemporaryDirectory() as made:
        for path, text in _filled(files("jifen_cli") / "template", values):
            file = Path(made, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        schema = (files("jifen") / "rulebook.schema.json").read_text(encoding="utf-8")
        Path(made, "rulebook.schema.json").write_text(schema, encoding="utf-8")
        if problems := check(made, load_registry()):
            raise RulebookError(problems)
        shutil.copytree(made, folder, dirs_exist_ok=True)
        return sorted(folder / file.relative_to(made) for file in Path(made).rglob("*.*"))


def _filled(folder: Traversable, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every file below a folder of templates: its path and its text."""
    renamed = {"package": values["package"], "edition.toml": f"{values['year']}.toml"}
    for item in folder.iterdir():
        name = item.name.removesuffix(_SUFFIX)
        name = renamed.get(name, name)
        if item.is_dir():
            yield from ((f"{name}/{path}", text) for path, text in _filled(item, values))
        elif item.name.endswith(_SUFFIX):
            yield name, Template(item.read_text(encoding="utf-8")).substitute(values)


def _name_problems(
    registry: Registry, code: str, name: str, name_en: str, parent: str
) -> Iterator[Problem]:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 '-]*", name_en) or not name.strip():
        yield Problem(
            "--name, --name-en",
            Text("名称不可用", "the names cannot be used"),
            Text(
                "中文名不得为空，英文名用拉丁字母，如 Ninghai",
                "Give a Chinese name, and an English one in Latin letters such as Ninghai",
            ),
        )
    if not re.fullmatch(r"\d{6}", code) and re.fullmatch(r"\d{6}", parent):
        yield Problem(
            f"--code {code}",
            Text("不是六位行政区划代码", "it is no division code of six digits"),
            Text("请查 GB/T 2260", "Look it up in GB/T 2260"),
        )
        return
    if code[:2] != parent[:2] and re.fullmatch(r"\d{6}", parent):
        yield Problem(
            f"--code {code}",
            Text(f"不在上级 {parent} 之内", f"it is not inside {parent}"),
            Text("请改正代码或上级", "Correct the code, or the place above it"),
        )
        return
    known = registry.place(code)
    if known is not None and (known.parent != parent or known.name.zh != name):
        yield Problem(
            f"--code {code}",
            Text(
                f"已知其名为{known.name.zh}，上级为 {known.parent}",
                f"it is known as {known.name.zh} ({known.name.en}), inside {known.parent}",
            ),
            Text("请照此填写，或改正代码", "Give these, or correct the code"),
        )
    taken = [found for found in registry.found if found.code == code]
    slug = "-".join(re.findall(r"[a-z0-9]+", name_en.lower()))
    taken += [found for found in registry.found if found.dist == f"jifen-{slug}"]
    for found in taken[:1]:
        yield Problem(
            f"--code {code}",
            Text(f"已有插件 {found}", f"there is a plugin already: {found}"),
            Text("请改正代码或名称，或先卸载它", "Correct code or name, or remove that plugin"),
        )


def _no_parent(registry: Registry, parent: str) -> list[Problem]:
    if failures := registry.failed.get(parent):
        return [problem for failure in failures for problem in failure.problems]
    installed = ", ".join(sorted(registry.contributions)) or "-"
    return [
        Problem(
            f"--parent {parent}",
            Text("上级地区的插件未安装", "the plugin of the place above is not installed"),
            Text(
                f"已安装：{installed}。请先安装上级的插件，或改正代码",
                f"Installed: {installed}. Install the plugin of the place above, or correct the code",
            ),
        )
    ]


def _not_empty(folder: Path) -> Problem:
    return Problem(
        str(folder),
        Text("已存在，且不是空文件夹", "it is there already, and no empty folder"),
        Text("请另选一个文件夹：不会覆盖任何文件", "Choose another: nothing is overwritten"),
    )


def _declared(place: Jurisdiction) -> str:
    parent = f'parent = "{place.parent}"\n' if place.parent else ""
    names = f'{{ zh = "{place.name.zh}", en = "{place.name.en}" }}'
    return f'\n[[jurisdiction]]\ncode = "{place.code}"\nname = {names}\n{parent}'


def _example(fact: Fact, year: int) -> str:
    """A line of an applicant's facts with a value that the fact accepts."""
    if isinstance(fact, EventsFact):
        value = "[]"
    elif isinstance(fact, DateFact):
        value = f"{year - max(35, fact.min_age or 0)}-01-01"
    else:
        value = str(getattr(fact, "min", "true"))
        if (choices := getattr(fact, "choices", None)) is not None:
            value = f'"{choices[0].id}"'
    return f"{fact.id} = {value}    # {fact.name.zh}"


def _compatible(version: str) -> str:
    """The versions that keep the promises of one: `>=0.1,<0.2`."""
    major, minor = (int(part) for part in re.findall(r"\d+", f"{version}.0")[:2])
    above = f"{major}.{minor + 1}" if major == 0 else f"{major + 1}"
    return f">={major}.{minor},<{above}"
