"""A score as JSON of the form `jifen.score/1`, and back."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, get_origin

from cattrs import Converter, transform_error
from cattrs.cols import homogenous_tuple_structure_factory

from jifen import strict_json
from jifen.dates import iso_date
from jifen.errors import InputError, Problem
from jifen.quantity import shown
from jifen.record import Record
from jifen.text import Text

R = TypeVar("R", bound=Record)

SCHEMA = "jifen.score/1"

_POINTS = re.compile(r"0|-?([1-9][0-9]{0,14}|0(?=\.))(\.[0-9]?[1-9])?")
"""Points as they are written: the shortest, so that what is read is written the same again."""


def dumps(score: Record) -> str:
    """The JSON of a score; points are strings of exact decimals, dates are ISO."""
    document = {"schema": SCHEMA, **_CONVERTER.unstructure(score)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def loads(text: str | bytes, kind: type[R]) -> R:
    """The score that a JSON text holds, as a record of some kind.

    Raises:
        InputError: if it is not JSON, or not of this form.
    """
    try:
        document = strict_json.parse(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _refused("score", str(error)) from None
    if not isinstance(document, dict) or document.pop("schema", None) != SCHEMA:
        raise _refused("schema", f"expected {SCHEMA}")
    try:
        return _CONVERTER.structure(document, kind)
    except Exception as error:
        raise InputError(
            p for said in transform_error(error, path="score") for p in _refused("", said).problems
        ) from None


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: _points(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: _day(value))
    converter.register_structure_hook(bool, lambda value, _: _exactly(value, bool))
    converter.register_structure_hook(str, lambda value, _: _exactly(value, str))

    @converter.register_structure_hook_factory(_is_tuple)
    def _(kind: type) -> Any:
        structure = homogenous_tuple_structure_factory(kind, converter)
        return lambda value, to: structure(_exactly(value, list), to)

    return converter


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _points(value: object) -> Decimal:
    text = _exactly(value, str)
    if not _POINTS.fullmatch(text):
        raise ValueError(f"{shown(text)} is no number of points")
    return Decimal(text)


def _day(value: object) -> date:
    day = iso_date(_exactly(value, str))
    if day is None:
        raise ValueError(f"{shown(value)} is no date")
    return day


def _exactly(value: object, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


_CONVERTER = _converter()
"""Made once: what it compiles for each class costs a thousand times what it does for a score."""


def _refused(at: str, said: str) -> InputError:
    return InputError(
        [
            Problem(
                at,
                Text(f"不是得分文件：{said}", f"this is not the JSON of a score: {said}"),
                Text(
                    "请使用 jifen score --format json 的输出",
                    "Use what `jifen score --format json` wrote",
                ),
            )
        ]
    )
