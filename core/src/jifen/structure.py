"""From plain TOML values to frozen records, strictly, and every problem with its path."""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import partial
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from attrs import Attribute, evolve, fields, has
from cattrs import AttributeValidationNote, Converter, IterableValidationNote
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from jifen.errors import Problem, Refused
from jifen.quantity import Quanta, not_quoted, number, quanta, shown
from jifen.text import Text, expected

Tagged = Mapping[type, tuple[str, Mapping[str, type]]]
"""For a base class, the key that names the class of a table, and the classes by that name."""


def strict_converter(tagged: Tagged) -> Converter:
    """A converter that coerces nothing, forbids unknown keys, and picks tagged classes."""
    converter = Converter(forbid_extra_keys=True)
    for kind in (bool, int, str, date):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook_func(
        lambda t: t is Quanta, lambda value, _: quanta(_unquoted(value))
    )
    converter.register_structure_hook_func(_is_number, lambda value, _: number(_unquoted(value)))
    converter.register_structure_hook_func(_is_flag_or_text, _flag_or_text)
    converter.register_structure_hook_func(_is_literal, _one_of)

    @converter.register_structure_hook_factory(_is_mapping)
    def _(cls: type) -> Any:
        structure: Any = mapping_structure_factory(cls, converter)
        return lambda value, to: structure(_of_type(value, dict), to)

    @converter.register_structure_hook_factory(has)
    def _(cls: type) -> Any:
        structure: Any = make_dict_structure_fn(cls, converter, **_renamed(cls))
        return lambda value, to: structure(_of_type(value, dict), to)

    @converter.register_structure_hook_factory(_is_tuple)
    def _(cls: type) -> Any:
        structure = homogenous_tuple_structure_factory(cls, converter)
        wanted = _TABLES if has(get_args(cls)[0]) else _TYPES[list]
        return lambda value, to: structure(_of_type(value, list, wanted), to)

    for base, (key, classes) in tagged.items():
        # By identity: the classes themselves are subclasses of the base.
        is_base = partial(operator.is_, base)
        converter.register_structure_hook_func(is_base, _by_tag(converter, key, classes))
    return converter


def key_of(attribute: "Attribute[Any]") -> str:
    """The key of a field in TOML: its name, without the underscore that keeps off keywords."""
    return str(attribute.metadata.get("key", attribute.name.rstrip("_")))


def problems(error: Exception, path: str = "") -> Iterator[Problem]:
    """Every problem of a failed structuring, each with the path of its value."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from problems(inner, _path(path, error.cl, inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(error.extra_fields):
            yield _unknown_key(path, name, error.cl)
    elif isinstance(error, Refused):
        yield evolve(error.problem(path), code="JF004" if error.what is _ABSENT else "JF005")
    elif isinstance(error, KeyError):
        code = _MISSING.get(path.rpartition(".")[2], "JF004")
        yield Problem(path, _ABSENT, Text("请补上", "Add it"), code=code)
    else:
        yield Problem(
            path,
            Text(f"不可接受：{error}", f"it is not accepted: {error}"),
            Text(
                "请对照规则文件格式说明改正", "Correct it against the specification of the format"
            ),
            code="JF005",
        )


def _path(path: str, outer: type, inner: BaseException) -> str:
    """The path of a value that failed inside one of a class, by its key in TOML."""
    for note in getattr(inner, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            (key,) = (key_of(a) for a in fields(outer) if a.name == note.name)
            return f"{path}.{key}".lstrip(".")
        if isinstance(note, IterableValidationNote):
            return (
                f"{path}.{note.index}" if isinstance(note.index, str) else f"{path}[{note.index}]"
            )
    return path


def _unknown_key(path: str, name: str, cls: type) -> Problem:
    known = [key_of(a) for a in fields(cls) if a.init]
    near = get_close_matches(name, known, n=1)
    return Problem(
        f"{path}.{name}".lstrip("."),
        Text("没有这个键", "there is no such key here"),
        Text(
            f"是否为 {near[0]}？" if near else f"可用：{'、'.join(known)}",
            f"Did you mean {near[0]}?" if near else f"The keys are {', '.join(known)}",
        ),
        code="JF003",
    )


def _renamed(cls: type) -> dict[str, Any]:
    return {a.name: override(rename=key_of(a)) for a in fields(cls) if key_of(a) != a.name}


def _by_tag(converter: Converter, key: str, classes: Mapping[str, type]) -> Callable[..., Any]:
    def structure(value: Any, _: type) -> Any:
        table = dict(_of_type(value, dict))
        tag = table.pop(key, None)
        if not isinstance(tag, str) or tag not in classes:
            names = ", ".join(sorted(classes))
            near = get_close_matches(tag, classes, n=1) if isinstance(tag, str) else []
            raise Refused(
                Text(f"{key} 为 {shown(tag)}", f"its {key} is {shown(tag)}")
                if tag is not None
                else _ABSENT,
                Text(
                    f"是否为 {near[0]}？可用：{names}" if near else f"可用：{names}",
                    f"Did you mean {near[0]}? There are {names}" if near else f"There are {names}",
                ),
                at=f".{key}",
            )
        return converter.structure(table, classes[tag])

    return structure


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _is_number(kind: Any) -> bool:
    return {int, Fraction} <= set(get_args(kind)) <= {int, Fraction, NoneType}


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _one_of(value: object, kind: Any) -> Any:
    choices = get_args(kind)
    if type(value) is str and value in choices:
        return value
    names = ", ".join(choices)
    raise _other_type(value, Text(f"{names} 之一", f"one of {names}"))


def _is_flag_or_text(kind: Any) -> bool:
    return set(get_args(kind)) == {bool, str, NoneType}


def _flag_or_text(value: object, _: Any) -> bool | str:
    if isinstance(value, bool | str):
        return value
    raise _other_type(value, Text("true、false 或文字", "true, false or text"))


def _unquoted(value: object) -> object:
    # Text is how JSON writes an exact number; in TOML it is a number in quotes.
    if isinstance(value, str):
        raise _other_type(value, Text("数（不加引号）", "a number, without quotes"))
    return value


def _exactly(value: Any, kind: type) -> Any:
    return _of_type(value, kind)


def _of_type(value: Any, kind: type, wanted: Text | None = None) -> Any:
    if type(value) is kind:
        return value
    raise _other_type(value, wanted or _TYPES[kind])


def _other_type(value: object, wanted: Text) -> Refused:
    if wanted is _TYPES[str] and type(value) is int:
        return not_quoted(value)
    # A table or a list is not shown as Python writes it.
    said = _KINDS.get(type(value)) or Text(f" {shown(value)}", shown(value))
    what = Text(f"不接受{said.zh}", f"{said.en} is not accepted")
    return Refused(what, expected(wanted))


_TYPES = {
    bool: Text("true 或 false", "true or false"),
    int: Text("整数", "a whole number"),
    str: Text("文字（加引号）", "text in quotes"),
    date: Text("日期，如 2022-01-01", "a date such as 2022-01-01"),
    dict: Text("表，如 { … }", "a table such as { … }"),
    list: Text("列表，如 [ … ]", "a list such as [ … ]"),
}

_TABLES = Text("列表，如 [[…]] 或 [{ … }]", "a list such as [[…]] or [{ … }]")
"""Of tables one after the other: a header of each stands in two brackets."""

_KINDS: dict[type, Text] = {dict: Text("表", "a table"), list: Text("列表", "a list")}

_ABSENT = Text("缺少此项", "it is missing")

_MISSING = {"name": "JF103", "zh": "JF103", "en": "JF103", "source": "JF104"}
"""The codes of keys whose absence is a finding of its own; that of any other is JF004."""
