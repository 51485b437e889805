"""What some fields of records accept, whoever makes the record."""

import re
from typing import Any

import attrs

_CODE = re.compile(r"[0-9A-Z][0-9A-Za-z-]{1,19}")


def is_code(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """A division code; in China six digits."""
    if value is not None and not (isinstance(value, str) and _CODE.fullmatch(value)):
        raise ValueError(f"{attribute.name} is no division code: {value!r}")


def is_quanta(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    """Points, counted in quanta."""
    if type(value) is not int or value < 0:
        raise ValueError(f"{attribute.name} is no quanta: {value!r}; quanta(30) is 30 points")
