"""JSON, read strictly: decimals from their text, and no key twice."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from jifen.quantity import shown


class DoubledKey(ValueError):
    """An object has a key twice.

    Attributes:
        key: The key, as it may be shown.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"the key {key} appears twice (重复的键)")


def parse(text: str | bytes) -> Any:
    """The value that a JSON text holds; its fractions are Decimals.

    Raises:
        ValueError: if it is not JSON, as a `json.JSONDecodeError` where the line is known; a
            `DoubledKey` if an object has a key twice.
        ArithmeticError: if a number is out of all bounds.
        RecursionError: if it is nested too deeply.
    """
    value = json.loads(text, parse_float=Decimal, parse_constant=Decimal, object_pairs_hook=_once)
    # Half a character, as "\\ud800" writes one, is no text that could be shown or saved.
    json.dumps(value, ensure_ascii=False, default=str).encode()
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        times = Counter(name for name, _ in pairs)
        raise DoubledKey(shown(next(name for name, count in times.items() if count > 1)))
    return table
