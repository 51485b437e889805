"""A chain by itself: whatever else is installed is shut out."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import Any
from unittest.mock import patch

from jifen.hookspecs import PROJECT
from jifen.registry import Registry, load_registry


@contextmanager
def only_chain_of(code: str) -> Iterator[Registry]:
    """Let no plugin be found but those of a place's chain; gives the registry of them.

    Inside, `jifen.find` and `jifen.load_registry` do not see any other that happens to be
    installed, so that a test passes on another machine as it does here.
    """
    chain = set(load_registry(places=[code]).line(code))
    find_all: Any = metadata.entry_points

    def entry_points(**params: Any) -> Any:
        found = find_all(**params)
        if params.get("group") != PROJECT:
            return found
        return metadata.EntryPoints(point for point in found if point.name in chain)

    with patch.object(metadata, "entry_points", entry_points):
        yield load_registry()
