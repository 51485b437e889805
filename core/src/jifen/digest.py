"""The digest of an edition: the same rules give the same digest, on any machine."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from jifen.facts import Fact
from jifen.model import Rulebook
from jifen.quantity import number_text
from jifen.rules import Rule


def digest(rulebook: Rulebook) -> str:
    """SHA-256 of everything a rulebook says, in a canonical form.

    Fields that hold their default are left out, so a later version of the format that adds an
    optional field does not change the digest of rules that do not use it.
    """
    text = json.dumps(canonical(rulebook), ensure_ascii=False, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def canonical(item: Any) -> Any:
    """A record as plain JSON values, its defaults left out."""
    if attrs.has(type(item)):
        kind = {"kind": item.kind} if isinstance(item, Rule) else {}
        kind |= {"type": item.type} if isinstance(item, Fact) else {}
        return kind | {
            a.name.rstrip("_"): canonical(value)
            for a in attrs.fields(type(item))
            if a.init and (value := getattr(item, a.name)) != a.default
        }
    if isinstance(item, tuple | list):
        return [canonical(each) for each in item]
    if isinstance(item, Mapping):
        return {key: canonical(value) for key, value in item.items()}
    if isinstance(item, date):
        return item.isoformat()
    if isinstance(item, Fraction):
        return number_text(item)
    return item
