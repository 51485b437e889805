"""The rulebook format as a JSON Schema, for editors: names, types and choices as one writes.

It is made from the records themselves, so that it cannot say anything else than they do.
`python -m jifen.schema` prints it; `rulebook.schema.json` beside this file is what it prints, and
the first line of a rulebook refers an editor to a copy: `#:schema ./rulebook.schema.json`.
"""

import inspect
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import NOTHING, Attribute, fields, has

from jifen.facts import FACT_TYPES, Fact
from jifen.quantity import Quanta
from jifen.rulebook import FORMAT, Document
from jifen.rules import Rule, core_kinds
from jifen.source import Source
from jifen.structure import key_of

_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Fraction: {"type": "number"},
    Quanta: {"type": "number", "minimum": 0},
    date: {"type": "string", "format": "date"},
}

_ATTRIBUTE = re.compile(r"^(\w+): (.+(?:\n +.+)*)", re.MULTILINE)


def rulebook_schema(kinds: Iterable[type[Rule]] = ()) -> dict[str, Any]:
    """The JSON Schema of a rulebook.

    Args:
        kinds: Rule kinds of a plugin's own, beyond those of core.
    """
    writer = _Writer((*core_kinds(), *kinds))
    document = writer.record(Document)
    document["properties"]["format"] = {"const": FORMAT, "description": "The format's version."}
    document["properties"]["sources"] = {
        "type": "object",
        "description": 'Sources that are cited by name: `source = "annex"`.',
        "additionalProperties": {"$ref": "#/$defs/Source"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **document,
        "$defs": dict(sorted(writer.definitions.items())),
    }


class _Writer:
    """Writes the schema of records, each once, under its name.

    Attributes:
        definitions: What was written so far.
    """

    def __init__(self, kinds: Iterable[type[Rule]]) -> None:
        self.definitions: dict[str, Any] = {}
        self._tagged: dict[type, tuple[str, dict[str, type]]] = {
            Rule: ("kind", {kind.kind: kind for kind in kinds}),
            Fact: ("type", {fact.type: fact for fact in FACT_TYPES}),
        }

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(inside)}
        if origin is tuple:
            return {"type": "array", "items": self.of(inside[0])}
        if origin in (Union, UnionType):
            return self._union([part for part in inside if part is not NoneType])
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(inside[1])}
        return self._reference(kind)

    def record(self, cls: type, **first: Any) -> dict[str, Any]:
        """The schema of a record, its keys described as its docstring does."""
        about = _described(cls)
        properties, required = dict(first), list(first)
        for attribute in fields(cls):
            key = key_of(attribute)
            properties[key] = self.of(attribute.type) | about.get(attribute.name, {})
            if attribute.default is NOTHING:
                required.append(key)
            elif (default := _default(attribute)) is not None:
                properties[key]["default"] = default
        return {
            "type": "object",
            "description": (inspect.getdoc(cls) or "").partition("\n")[0],
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _union(self, parts: list[Any]) -> dict[str, Any]:
        # A whole number is a number.
        schemas = [self.of(part) for part in parts if not (part is int and Fraction in parts)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def _reference(self, cls: type) -> dict[str, Any]:
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._definition(cls)
        reference = {"$ref": f"#/$defs/{name}"}
        if cls is Source:
            named = {"type": "string", "description": "The name of one of [sources]."}
            return {"anyOf": [named, reference]}
        return reference

    def _definition(self, cls: type) -> dict[str, Any]:
        if cls not in self._tagged:
            assert has(cls), cls
            return self.record(cls)
        key, classes = self._tagged[cls]
        return {
            "description": (inspect.getdoc(cls) or "").partition("\n")[0],
            "oneOf": [
                self.record(classes[name], **{key: {"const": name}}) for name in sorted(classes)
            ],
        }


def _described(cls: type) -> dict[str, dict[str, str]]:
    """What the docstrings of a class and its bases say of each attribute."""
    found: dict[str, dict[str, str]] = {}
    for base in reversed(cls.__mro__):
        _, _, section = (base.__doc__ or "").partition("Attributes:\n")
        for name, text in _ATTRIBUTE.findall(inspect.cleandoc("x\n" + section)):
            found[name.strip()] = {"description": " ".join(text.split())}
    return found


def _default(attribute: "Attribute[Any]") -> Any:
    default = attribute.default
    return default if isinstance(default, str | int) else None


if __name__ == "__main__":
    print(json.dumps(rulebook_schema(), ensure_ascii=False, indent=1))
