"""Tables in memory without a row: their columns have whatever type, and hold no wrong value.

So a table that says "no events" need not say of what type these would be: libraries give columns that
were never filled a type of their own, floats or Python objects.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw

from jifen.facts import Fact
from jifen.frame.engine import Engine, Frame, with_columns

_TYPES: Mapping[str, Any] = {
    "flag": nw.Boolean(),
    "count": nw.Int64(),
    "amount": nw.Int64(),
    "choice": nw.String(),
    "date": nw.Date(),
}
"""A type that a column of each type of fact may have."""

_OF_EVENTS: Mapping[str, Any] = {"date": nw.Date(), "kind": nw.String(), "amount": nw.Int64()}


def typed(
    engine: Engine,
    applicants: Frame,
    tables: Mapping[str, Frame],
    id: str,
    facts: Iterable[Fact],
    texts: Iterable[str] = (),
) -> tuple[Frame, Mapping[str, Frame]]:
    """Applicants and events tables, those without a row with columns of types that they may have.

    Args:
        engine: The engine of the applicants. What is not in memory comes back as it is.
        applicants: The applicants.
        tables: The events tables, by fact id.
        id: The name of the column of ids.
        facts: What other columns of the applicants may be.
        texts: The columns of the applicants that are texts.
    """
    if not engine.is_eager:
        return applicants, tables
    # The ids of a table that has some decide of what type those of the others are.
    frames = sorted((applicants, *tables.values()), key=lambda frame: not engine.count(frame))
    found = (frame.collect_schema().get(id) for frame in frames)
    ids = next((t for t in found if t is not None and (t == nw.String or t.is_integer())), None)
    of_id = {id: nw.String() if ids is None else ids}
    of_facts = {fact.id: _TYPES[fact.type] for fact in facts if fact.type in _TYPES}
    of_texts = dict.fromkeys(texts, nw.String())
    return _typed(engine, applicants, {**of_facts, **of_texts, **of_id}), {
        fact: _typed(engine, table, {**_OF_EVENTS, **of_id}) for fact, table in tables.items()
    }


def _typed(engine: Engine, frame: Frame, types: Mapping[str, Any]) -> Frame:
    if engine.count(frame):
        return frame
    columns = [name for name in frame.collect_schema().names() if name in types]
    return with_columns(frame, {name: nw.lit(None, types[name]) for name in columns})
