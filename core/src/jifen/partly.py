"""What can be read of a rulebook in which something is wrong, so that the rest can be checked."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from attrs import evolve, fields, frozen

from jifen.errors import Problem, RulebookError
from jifen.model import Rulebook
from jifen.rulebook import Document, RulebookReader
from jifen.toml import BrokenToml, parse

_PLACE = re.compile(r"(?P<table>[^.\[]+)(?:\[(?P<n>\d+)\])?(?:\.(?P<part>source|figures)\b)?")
_TABLES = frozenset(attribute.name for attribute in fields(Document)) - {"format", "edition"}
_SOURCE = {"status": "provisional", "title": "-"}
"""A stand-in for a source that cannot be read: nothing else depends on what it says."""


@frozen
class Unread:
    """A record, or a whole table, that is left out.

    Attributes:
        at: Where it stands: `fact[insured_months]`, `fact[2]`, `facts`.
        table: The table that it is of; empty if it may be of any.
        id: Its id; None if it has none, and for a whole table.
    """

    at: str
    table: str
    id: str | None = None

    def may_be(self, record: str) -> bool:
        """Whether a record, named as in `tier[ninghai.personality]`, may be it or stand in it."""
        if self.id is not None:
            return record == f"{self.table}[{self.id}]"
        return not self.table or record.startswith(f"{self.table}[")


@frozen
class Partly:
    """What could be read of a file.

    Attributes:
        rulebook: The rulebook, without what could not be read; None if its edition could not.
        problems: Everything that is wrong, each with its path in the file.
        unread: What the rulebook is without.
    """

    rulebook: Rulebook | None
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_partly(reader: RulebookReader, data: bytes) -> Partly:
    """As much of the rulebook in a file's bytes as can be read."""
    try:
        return Partly(reader.read(data, ""))
    except RulebookError as error:
        # It was read without a name, which those paths begin with.
        problems = tuple(evolve(p, place=p.place.removeprefix(": ")) for p in error.problems)
    try:
        table = parse(data, "")
        unread = _leave_out(table, [problem.place for problem in problems])
        return Partly(reader.read_table(table, ""), problems, unread)
    except (BrokenToml, RulebookError):
        return Partly(None, problems)


def _leave_out(table: dict[str, Any], places: Iterable[str]) -> tuple[Unread, ...]:
    """Take out of a document whatever stands at some paths; gives the records taken."""
    taken: dict[str, set[int]] = {}
    unread: list[Unread] = []
    for place in places:
        at = _PLACE.match(place)
        if at is None:
            continue
        name, n = at["table"], at["n"]
        item = table.get(name)
        if n is not None and isinstance(item, list):
            item = item[int(n)]
        if at["part"] and isinstance(item, dict):
            item.pop(at["part"], None)
            if at["part"] == "source":
                item["source"] = _SOURCE
        elif n is not None:
            taken.setdefault(name, set()).add(int(n))
        elif isinstance(table.pop(name, None), dict | list):
            # A table of another name: what stands in it is no less left out.
            meant = get_close_matches(name, _TABLES, n=1) or [""]
            unread.append(Unread(name, meant[0]))
    for name, numbers in taken.items():
        items = table.get(name, [])
        unread += [_unread(name, n, items[n]) for n in sorted(numbers) if n < len(items)]
        table[name] = [item for n, item in enumerate(items) if n not in numbers]
    return tuple(unread)


def _unread(table: str, n: int, item: object) -> Unread:
    id_ = item.get("id", item.get("code")) if isinstance(item, dict) else None
    if isinstance(id_, str):
        return Unread(f"{table}[{id_}]", table, id_)
    return Unread(f"{table}[{n}]", table)
