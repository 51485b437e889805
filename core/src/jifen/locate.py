"""Where a path stands in a TOML file: `indicator[zhejiang.age].rule.points` is at line 12.

The paths are those that problems name. A table in a list is named by its number or by its id, and
a key may hold dots, as the figures of a rule do. `spanned-toml` (the extra `jifen[check]`) knows
where each value stands; without it nothing is located.
"""

import re
from bisect import bisect_right
from typing import Any

from attrs import frozen

_BRACKETS = re.compile(r"\[([^\]]*)\]")


@frozen
class Position:
    """A position in a file.

    Attributes:
        line: The line, from 1.
        column: The column in it, from 1.
        path: The path that was looked for, from the source's own table if it leads through one.
    """

    line: int
    column: int
    path: str


@frozen
class Located:
    """A file whose values can be found.

    Attributes:
        root: The document, every key and value of it with its span.
        starts: Where each line starts.
    """

    root: Any
    starts: tuple[int, ...]

    def at(self, path: str) -> "Position":
        """The position of the value at a path, or of the nearest that exists."""
        offset, node, rest, start = 0, self.root, path, ""
        while True:
            known = _offset(node)
            offset = offset if known is None else known
            named = self._source_named(node) if _cites(rest, node) else None
            if named is not None:
                start, path, node = f"sources.{node.inner()}", rest, named
                continue
            step = _step(node, rest)
            if step is None:
                break
            node, rest = step
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1, start + path)

    def _source_named(self, node: Any) -> Any:
        """The table of a source that is given by its name."""
        table = _find(_find(self.root, "sources"), node.inner())
        return table if table is not None and isinstance(table.inner(), dict) else None


def located(data: bytes) -> Located | None:
    """A file's bytes, ready to be searched; None without `spanned-toml`, or if it is not TOML."""
    try:
        from spanned_toml import loads
    except ModuleNotFoundError:
        return None
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    try:
        root = loads(text)
    except (ValueError, RecursionError):
        return None
    starts = (0, *(m.end() for m in re.finditer("\n", text)))
    return Located(root, starts)


def _step(node: Any, rest: str) -> tuple[Any, str] | None:
    """The value one step further along a path, and what is left of the path."""
    inner = node.inner()
    if brackets := _BRACKETS.match(rest):
        after = rest[brackets.end() :]
        if isinstance(inner, dict):
            # `edition[2022]`: the only table of its name, with its id said for the reader.
            return node, after
        found = _element(inner, brackets[1]) if isinstance(inner, list) else None
        return None if found is None else (found, after)
    if not isinstance(inner, dict):
        return None
    rest = rest.removeprefix(".")
    # The longest key first: `points.owned` is one key where figures are given their sources.
    for key in sorted(inner, key=lambda key: -len(key.inner())):
        name = key.inner()
        # A record calls its list by the plural of the key.
        for said in (name, f"{name}s"):
            if rest == said or rest.startswith((f"{said}.", f"{said}[")):
                return inner[key], rest[len(said) :]
    return None


def _element(items: list[Any], named: str) -> Any:
    # The last of an id: where it stands twice, the later one is the one too many.
    for item in reversed(items):
        for key in ("id", "code"):
            value = _find(item, key)
            if value is not None and value.inner() == named:
                return item
    return items[int(named)] if named.isdigit() and int(named) < len(items) else None


def _cites(rest: str, node: Any) -> bool:
    return bool(rest) and isinstance(node.inner(), str)


def _find(table: Any, name: str) -> Any:
    """The value of a key, or None."""
    inner = table.inner() if table is not None else None
    if not isinstance(inner, dict):
        return None
    return next((value for key, value in inner.items() if key.inner() == name), None)


def _offset(node: Any) -> int | None:
    """Where a value starts; a table under a header is at its id, else at its first key."""
    span = node.span()
    if span.stop:
        return int(span.start)
    inner = node.inner()
    if isinstance(inner, list):
        return _offset(inner[0]) if inner else None
    for key in ("id", "code"):
        value = _find(node, key)
        if value is not None:
            return _offset(value)
    return next((int(key.span().start) for key in inner), None)
