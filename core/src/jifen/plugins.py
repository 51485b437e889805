"""Finding and loading plugins, as values: found, then loaded or failed.

Finding imports no plugin, so a broken one can always be shown; loading never raises for what a
plugin does, so a failure travels with its dist and version to whoever needs that plugin.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import metadata
from types import ModuleType
from typing import Any, TypeAlias

import pluggy
from attrs import field, frozen

from jifen import hookspecs
from jifen.errors import JifenError, Problem
from jifen.hookspecs import API_VERSION, PROJECT, RETURNS
from jifen.rules import Rule
from jifen.text import Text


@frozen
class Found:
    """A plugin that is installed, before any code of it has run.

    Attributes:
        code: The division code: the entry point's name.
        dist: The name of its distribution.
        version: The version of that.
        value: What the entry point names, `module:object`.
    """

    code: str
    dist: str
    version: str
    value: str
    _load: Any = field(eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.dist} {self.version} ({self.code})"

    @classmethod
    def of(cls, code: str, plugin: object, dist: str = "unpacked", version: str = "0") -> "Found":
        """A plugin object that is not installed, for tests and drafts."""
        return cls(code, dist, version, f"{type(plugin).__name__} object", lambda: plugin)


@frozen
class Loaded:
    """A plugin whose object is at hand and whose hooks may be called.

    Attributes:
        found: Where it comes from.
        plugin: The object with the hook implementations.
    """

    found: Found
    plugin: object = field(repr=False)
    _manager: pluggy.PluginManager = field(eq=False, repr=False)

    def call(self, hook: str, **arguments: str) -> list[Any]:
        """The list that an implementation returns; empty where the plugin has none.

        Raises:
            Faulty: if the plugin raises, or returns anything but a list of the right records.
        """
        caller = getattr(self._manager.hook, hook)
        try:
            results = caller(**arguments)
        except JifenError as error:
            raise Faulty(p.within(f"{self.found}") for p in error.problems) from error
        except (Exception, SystemExit) as error:
            raise Faulty([_raised(self.found, hook, error)]) from error
        if len(results) < len(caller.get_hookimpls()):
            # pluggy leaves out what is None, as if the plugin had nothing to say.
            raise Faulty([_wrong_return(self.found, hook, None)])
        wanted = RETURNS[hook]
        items: list[Any] = []
        for result in results:
            if not isinstance(result, list | tuple):
                raise Faulty([_wrong_return(self.found, hook, result)])
            for item in result:
                kind = isinstance(item, type) and issubclass(item, Rule)
                if not (kind if wanted is type else isinstance(item, wanted)):
                    raise Faulty([_wrong_return(self.found, hook, item)])
            items.extend(result)
        return items


@frozen
class Failed:
    """A plugin that cannot be used, and why.

    Attributes:
        found: Where it comes from.
        problems: All that was found wrong.
    """

    found: Found
    problems: tuple[Problem, ...]


Plugin: TypeAlias = Loaded | Failed


class Faulty(Exception):
    """What a plugin did wrong, on the way to becoming a `Failed`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


def find() -> tuple[Found, ...]:
    """The installed plugins, sorted by code, then dist; nothing of them is imported."""
    found = [
        Found(
            point.name,
            point.dist.name if point.dist else "?",
            point.dist.version if point.dist else "?",
            point.value,
            point.load,
        )
        for point in metadata.entry_points(group=PROJECT)
    ]
    return tuple(sorted(found, key=lambda f: (f.code, f.dist, f.version)))


def load(found: Found) -> Plugin:
    """The plugin loaded and its hooks checked against the specifications, or its failure."""
    try:
        return _checked(found, found._load())
    except JifenError as error:
        return Failed(found, tuple(p.within(str(found)) for p in error.problems))
    except (Exception, SystemExit) as error:
        return Failed(found, (_raised(found, "import", error),))


def _checked(found: Found, plugin: object) -> Plugin:
    version = getattr(plugin, "API_VERSION", None)
    if type(version) is not int or version != API_VERSION:
        return Failed(found, (_other_api(found, version),))
    if problems := tuple(_misspelled(found, plugin)):
        return Failed(found, problems)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin, name=str(found))
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError, TypeError) as error:
        return Failed(found, (_refused_by_pluggy(found, error),))
    return Loaded(found, plugin, manager)


def _misspelled(found: Found, plugin: object) -> Iterable[Problem]:
    names = sorted(n for n in dir(plugin) if n.startswith(f"{PROJECT}_"))
    for name in names:
        item = getattr(plugin, name, None)
        if isinstance(item, ModuleType) or not callable(item):
            continue
        if name not in RETURNS:
            yield Problem(
                str(found),
                Text(f"没有名为 {name} 的钩子", f"there is no hook named {name}"),
                _hooks_near(name),
            )
        elif not hasattr(item, f"{PROJECT}_impl"):
            yield Problem(
                str(found),
                Text(f"{name} 没有 @jifen.hookimpl", f"{name} is not marked @jifen.hookimpl"),
                Text("请加上该标记", "Put the marker above it"),
            )


def _hooks_near(name: str) -> Text:
    # All begin alike, so those that are not meant are rather like it, too.
    if near := get_close_matches(name, RETURNS, n=1, cutoff=0.8):
        return Text(f"是否为 {near[0]}？", f"Did you mean {near[0]}?")
    hooks = ", ".join(sorted(RETURNS))
    return Text(f"可用：{hooks}", f"The hooks are {hooks}")


def _raised(found: Found, doing: str, error: BaseException) -> Problem:
    said = f"{type(error).__name__}: {error}"
    return Problem(
        str(found),
        Text(f"{doing} 时出错：{said}", f"it raised in {doing}: {said}"),
        Text("请联系插件作者，或安装另一版本", "Ask its author, or install another version"),
    )


def malformed(found: Found, error: Exception) -> Problem:
    """The problem that what a plugin registers cannot even be checked."""
    said = f"{type(error).__name__}: {error}"
    return Problem(
        str(found),
        Text(f"登记的内容不成形：{said}", f"what it registers is not well formed: {said}"),
        Text("请联系插件作者，或安装另一版本", "Ask its author, or install another version"),
    )


def _refused_by_pluggy(found: Found, error: Exception) -> Problem:
    said = " ".join(str(error).split())
    return Problem(
        str(found),
        Text(f"钩子与规范不符：{said}", f"its hooks do not match the specifications: {said}"),
        Text("请对照 jifen.hookspecs 改正", "Correct them against jifen.hookspecs"),
    )


def _other_api(found: Found, version: object) -> Problem:
    return Problem(
        str(found),
        Text(
            f"API_VERSION 为 {version!r}，应为 {API_VERSION}",
            f"its API_VERSION is {version!r}, this jifen has {API_VERSION}",
        ),
        Text("请安装与此版本相配的插件", "Install a version of the plugin made for this jifen"),
    )


def _wrong_return(found: Found, hook: str, result: object) -> Problem:
    wanted, got = RETURNS[hook].__name__, type(result).__name__
    return Problem(
        str(found),
        Text(f"{hook} 返回了 {got}", f"{hook} returned a {got}"),
        Text(f"应返回 {wanted} 的列表", f"It must return a list of {wanted}"),
    )
