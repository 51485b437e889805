"""Rulebooks in TOML, one file an edition, and the plugin that is made of them.

The format `jifen.rulebook/1` is specified in docs/rulebook.md.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from jifen.errors import JifenError, Problem, RulebookError, system_said
from jifen.facts import FACT_TYPES, Fact
from jifen.hookspecs import API_VERSION, hookimpl
from jifen.model import (
    Deduction,
    Edition,
    Indicator,
    Jurisdiction,
    Requirement,
    Rulebook,
    Scope,
    Tier,
)
from jifen.quantity import fixed, shown
from jifen.rules import Rule, core_kinds
from jifen.service import Service
from jifen.text import Text
from jifen.toml import BrokenToml, parse

FORMAT = "jifen.rulebook/1"


@frozen(kw_only=True)
class Document:
    """A rulebook file, key by key."""

    format: str
    edition: Edition
    fact: tuple[Fact, ...] = ()
    scope: tuple[Scope, ...] = ()
    tier: tuple[Tier, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    deduction: tuple[Deduction, ...] = ()
    requirement: tuple[Requirement, ...] = ()
    service: tuple[Service, ...] = ()


@frozen(kw_only=True)
class _Places:
    """A file of jurisdictions."""

    jurisdiction: tuple[Jurisdiction, ...]


@frozen
class RulebookReader:
    """Reads rulebooks with the rule kinds of core and of a plugin.

    Attributes:
        kinds: The plugin's own rule kinds.
    """

    kinds: tuple[type[Rule], ...] = ()
    _converter: Any = field(init=False, eq=False, repr=False)

    @_converter.default
    def _strict(self) -> Any:
        from jifen.structure import strict_converter

        kinds = {kind.kind: kind for kind in (*core_kinds(), *self.kinds)}
        types = {fact.type: fact for fact in FACT_TYPES}
        return strict_converter({Rule: ("kind", kinds), Fact: ("type", types)})

    def read(self, data: bytes, place: str) -> Rulebook:
        """The rulebook in a file's bytes.

        Raises:
            RulebookError: with every problem, each with its path in the file.
        """
        return self.read_table(self._table(data, place), place)

    def read_table(self, table: dict[str, Any], place: str) -> Rulebook:
        """The rulebook in what TOML makes of a file, its decimals exact.

        Raises:
            RulebookError: with every problem, each with its path in the file.
        """
        if table.get("format") != FORMAT:
            raise RulebookError([_other_format(place, table.get("format"))])
        document = self._structured(table, place, Document)
        return Rulebook(
            edition=document.edition,
            facts=document.fact,
            scopes=document.scope,
            tiers=document.tier,
            indicators=document.indicator,
            deductions=document.deduction,
            requirements=document.requirement,
            services=document.service,
        )

    def read_places(self, data: bytes, place: str) -> tuple[Jurisdiction, ...]:
        """The jurisdictions in a file's bytes.

        Raises:
            RulebookError: with every problem, each with its path in the file.
        """
        table = self._table(data, place)
        return self._structured(table, place, _Places).jurisdiction  # type: ignore[no-any-return]

    def _table(self, data: bytes, place: str) -> dict[str, Any]:
        try:
            return parse(data, place)
        except BrokenToml as broken:
            raise RulebookError([evolve(broken.problem, code="JF001")]) from None

    def _structured(self, table: dict[str, Any], place: str, kind: type) -> Any:
        from jifen.structure import problems

        table, found = with_named_sources(table)
        document, cause = None, None
        try:
            document = self._converter.structure(table, kind)
        except Exception as error:
            cause = error
            found += problems(error)
        if found:
            raise RulebookError(p.within(place) for p in found) from cause
        return document


def with_named_sources(table: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A document in which every `source = "name"` is the source of that name, and what failed.

    A table cites one document under many figures, so it may name it once in `[sources.NAME]`.
    """
    named = table.get("sources", {})
    unknown: list[Problem] = []

    def filled(item: Any, path: str) -> Any:
        if isinstance(item, list):
            return [filled(each, f"{path}[{n}]") for n, each in enumerate(item)]
        if not isinstance(item, dict):
            return item
        return {key: value_of(key, value, path) for key, value in item.items()}

    def value_of(key: str, value: Any, path: str) -> Any:
        at = f"{path}.{key}".lstrip(".")
        if key == "source" and isinstance(value, str):
            return cited(value, at)
        if key == "figures" and isinstance(value, dict):
            return {
                figure: cited(source, f"{at}.{figure}") if isinstance(source, str) else source
                for figure, source in value.items()
            }
        return filled(value, at)

    def cited(name: str, at: str) -> Any:
        if isinstance(named, dict) and name in named:
            return named[name]
        known = ", ".join(named) if isinstance(named, dict) else ""
        unknown.append(
            Problem(
                at,
                Text(f"没有名为 {name} 的来源", f"there is no source named {name}"),
                Text(f"[sources] 中有：{known or '无'}", f"[sources] has {known or 'none'}"),
                code="JF007",
            )
        )
        # A stand-in, so that what else is wrong can be seen too.
        return {"status": "provisional", "title": name}

    return {k: value_of(k, v, "") for k, v in table.items() if k != "sources"}, unknown


@frozen
class RulebookPlugin:
    """A plugin made of rulebook files; it implements every hook from them.

    Attributes:
        jurisdictions: The places it declares.
        rulebooks: Its editions, by id.
        kinds: Its own rule kinds.
    """

    API_VERSION: ClassVar[int] = API_VERSION

    jurisdictions: tuple[Jurisdiction, ...]
    rulebooks: Mapping[str, Rulebook] = field(converter=fixed)
    kinds: tuple[type[Rule], ...] = ()

    @hookimpl
    def jifen_jurisdictions(self) -> list[Jurisdiction]:
        return list(self.jurisdictions)

    @hookimpl
    def jifen_editions(self) -> list[Edition]:
        return [book.edition for book in self.rulebooks.values()]

    @hookimpl
    def jifen_rule_kinds(self) -> list[type[Rule]]:
        return list(self.kinds)

    @hookimpl
    def jifen_facts(self, edition: str) -> list[Fact]:
        return list(self.rulebooks[edition].facts)

    @hookimpl
    def jifen_scopes(self, edition: str) -> list[Scope]:
        return list(self.rulebooks[edition].scopes)

    @hookimpl
    def jifen_tiers(self, edition: str) -> list[Tier]:
        return list(self.rulebooks[edition].tiers)

    @hookimpl
    def jifen_indicators(self, edition: str) -> list[Indicator]:
        return list(self.rulebooks[edition].indicators)

    @hookimpl
    def jifen_deductions(self, edition: str) -> list[Deduction]:
        return list(self.rulebooks[edition].deductions)

    @hookimpl
    def jifen_requirements(self, edition: str) -> list[Requirement]:
        return list(self.rulebooks[edition].requirements)

    @hookimpl
    def jifen_services(self, edition: str) -> list[Service]:
        return list(self.rulebooks[edition].services)


def rulebook_plugin(
    package: str | None, *, rule_kinds: Iterable[type[Rule]] = ()
) -> RulebookPlugin:
    """The plugin of a package: `jurisdictions.toml` and `rulebooks/*.toml` beside its code.

    Args:
        package: The package's name: `__package__`.
        rule_kinds: Rule kinds of its own that the rulebooks use.

    Raises:
        RulebookError: with every problem of every file.
    """
    if not package:
        raise ValueError("rulebook_plugin needs a package: call it with __package__")
    return read_plugin(files(package), rule_kinds=rule_kinds)


def read_plugin(folder: Traversable, *, rule_kinds: Iterable[type[Rule]] = ()) -> RulebookPlugin:
    """The plugin in a folder with `jurisdictions.toml` and `rulebooks/*.toml`.

    Raises:
        RulebookError: with every problem of every file.
    """
    reader = RulebookReader(tuple(rule_kinds))
    rulebooks: dict[str, Rulebook] = {}
    found: list[Problem] = []
    places: tuple[Jurisdiction, ...] = ()
    try:
        places = reader.read_places(
            bytes_of(folder / "jurisdictions.toml", "jurisdictions.toml"), "jurisdictions.toml"
        )
    except JifenError as error:
        found += error.problems
    try:
        files = sorted((folder / "rulebooks").iterdir(), key=lambda f: f.name)
    except OSError as error:
        found.append(_unreadable("rulebooks", error))
        files = []
    for file in files:
        if not file.name.endswith(".toml"):
            continue
        place = f"rulebooks/{file.name}"
        try:
            book = reader.read(bytes_of(file, place), place)
        except JifenError as error:
            found += error.problems
            continue
        if book.edition.id in rulebooks:
            found.append(_same_edition(place, book.edition.id))
        rulebooks[book.edition.id] = book
    if found:
        raise RulebookError(found)
    return RulebookPlugin(places, rulebooks, reader.kinds)


def bytes_of(file: Traversable, place: str) -> bytes:
    """The bytes of a plugin's file.

    Raises:
        RulebookError: if it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise RulebookError([_unreadable(place, error)]) from None


def _unreadable(place: str, error: OSError) -> Problem:
    said = system_said(error)
    return Problem(
        place,
        Text(f"无法读取：{said.zh}", f"it cannot be read: {said.en}"),
        Text(
            "插件须有 jurisdictions.toml 和 rulebooks/*.toml",
            "A plugin has jurisdictions.toml and rulebooks/*.toml",
        ),
        code="JF001",
    )


def _other_format(place: str, found: object) -> Problem:
    return Problem(
        f"{place}: format",
        Text(f"format 为 {shown(found)}", f"its format is {shown(found)}")
        if found is not None
        else Text("缺少此项", "it is missing"),
        Text(f'第一行应为 format = "{FORMAT}"', f'The first line must be format = "{FORMAT}"'),
        code="JF002",
    )


def _same_edition(place: str, edition: str) -> Problem:
    return Problem(
        f"{place}: edition.id",
        Text(f"版本 {edition} 已在另一文件中", f"the edition {edition} stands in another file too"),
        Text("每个文件一个版本，请改名", "Each file is an edition of its own: give it another id"),
        code="JF412",
    )
