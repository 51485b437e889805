"""A value of a rulebook as JSON has it, and in the words of those who read it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import attrs
from attrs import frozen

from jifen.condition import Condition
from jifen.explain import source_text
from jifen.facts import Fact
from jifen.labels import label_of
from jifen.quantity import Quanta, number_text, points_text
from jifen.rules import Rule
from jifen.rules.several import named
from jifen.source import Source
from jifen.structure import key_of
from jifen.text import LANGS, Lang, Text


@frozen
class Value:
    """A value of a rulebook, or None where there is none.

    Attributes:
        plain: As JSON has it; points and other exact numbers are strings.
        said: In words.
    """

    plain: Any
    said: Text


def value_of(value: Any, kind: Any, facts: Mapping[str, Fact]) -> Value:
    """A value that is declared to be of a type, where some facts are known."""
    points = _holds_points(kind)
    return Value(_plain(value, points), Text(*(_say(value, points, facts, g) for g in LANGS)))


def _holds_points(kind: Any) -> bool:
    """Whether numbers of a declared type are quanta."""
    return kind is Quanta or any(map(_holds_points, get_args(kind)))


def _plain(value: Any, points: bool) -> Any:
    """A value as JSON has it, its defaults left out."""
    if attrs.has(type(value)):
        kind = {"kind": value.kind} if isinstance(value, Rule) else {}
        kind |= {"type": value.type} if isinstance(value, Fact) else {}
        return kind | {key_of(a): _plain(v, _holds_points(a.type)) for a, v in _given(value)}
    if isinstance(value, tuple):
        return [_plain(item, points) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item, points) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if points and isinstance(value, int):
        return points_text(value)
    return number_text(value) if isinstance(value, Fraction) else value


def _say(value: Any, points: bool, facts: Mapping[str, Fact], lang: Lang) -> str:
    zh = lang == "zh"
    comma = "，" if zh else ", "
    match value:
        case bool():
            yes, no = ("是", "否") if zh else ("yes", "no")
            return yes if value else no
        case int() | Fraction():
            return points_text(int(value)) if points else number_text(value)
        case Text():
            return value[lang]
        case Source():
            return source_text(value, lang).strip()
        case Rule() if all(fact in facts for fact in value.reads):
            return named(value, facts, lang)
        case Rule():
            return value.kind
        case Condition() if value.fact in facts:
            return value.describe(facts, lang)
        case tuple():
            return ("、" if zh else ", ").join(_say(item, points, facts, lang) for item in value)
        case Mapping():
            said = ((key, _say(item, points, facts, lang)) for key, item in value.items())
            return comma.join(f"{key} {item}" for key, item in said)
        case _ if attrs.has(type(value)):
            return comma.join(_say_fields(value, facts, lang))
    return str(value)


def _say_fields(record: Any, facts: Mapping[str, Fact], lang: Lang) -> Iterable[str]:
    """What a record says that was added or removed whole, without where it belongs."""
    if isinstance(record, Fact):
        yield record.expects()[lang]
        return
    for attribute, value in _given(record):
        if attribute.name in _BELONGS:
            continue
        label = label_of(type(record), attribute)[lang]
        said = _say(value, _holds_points(attribute.type), facts, lang)
        yield said if isinstance(value, Rule | Condition) else f"{label} {said}"


def _given(record: Any) -> Iterator[tuple[Any, Any]]:
    """The fields of a record that do not hold their default."""
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        default = attribute.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = default.factory()
        if attribute.init and value != default:
            yield attribute, value


_BELONGS = ("id", "code", "name", "tier", "source", "figures")
"""Fields that say what a record is of, not what it says."""
