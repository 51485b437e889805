"""Every value inside a record of a rulebook, whatever the kinds of its rules.

Rules are attrs records, so a walk over their fields sees all of a kind that nobody here knows by
name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from attrs import fields, frozen, has

from jifen.quantity import Quanta
from jifen.structure import key_of


@frozen
class Part:
    """A value inside a record.

    Attributes:
        path: Where it stands, in the keys of TOML: `rule.bands[1].points`.
        value: The value.
        in_quanta: Whether it is a number of points, counted in quanta.
    """

    path: str
    value: Any
    in_quanta: bool = False


def parts(record: Any, path: str = "") -> Iterator[Part]:
    """Every value inside a record, with its path; an element with an id is named by it."""
    for attribute in fields(type(record)):
        at = f"{path}.{key_of(attribute)}".lstrip(".")
        yield from _inside(getattr(record, attribute.name), at, _has_quanta(attribute.type))


def _inside(value: Any, at: str, in_quanta: bool) -> Iterator[Part]:
    yield Part(at, value, in_quanta)
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(item, f"{at}.{key}", in_quanta)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            name = getattr(item, "id", n)
            yield from _inside(item, f"{at}[{name}]", in_quanta)
    elif has(type(value)):
        yield from parts(value, at)


def _has_quanta(kind: Any) -> bool:
    return kind is Quanta or any(_has_quanta(part) for part in get_args(kind))
