"""One applicant of a table, as the mapping of facts that a scheme scores: for what frames lack."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from jifen import Scheme


def applicants(
    facts: pl.DataFrame, scheme: Scheme, events: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The row and the facts of each applicant, those that are present.

    Args:
        facts: `row`, `applicant_id` and the facts, admitted.
        scheme: The scheme of their place.
        events: The tables of dated events, by fact id.
    """
    happened = {
        fact: _by_applicant(table.join(facts.select("applicant_id"), on="applicant_id", how="semi"))
        for fact, table in events.items()
        if fact in scheme.facts
    }
    columns = [name for name in facts.columns if name in scheme.facts]
    for row in facts.select("row", "applicant_id", *columns).iter_rows(named=True):
        number, name = row.pop("row"), row.pop("applicant_id")
        present = {fact: value for fact, value in row.items() if value is not None}
        yield number, present | {fact: each.get(name, []) for fact, each in happened.items()}


def _by_applicant(table: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for event in table.iter_rows(named=True):
        found.setdefault(event.pop("applicant_id"), []).append(event)
    return found
