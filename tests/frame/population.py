"""Applicants under the shipped rulebooks, their scores one by one, and as a frame."""

import runpy
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve

import jifen

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
APPLICANTS = runpy.run_path(str(BENCHMARKS / "applicants.py"))["applicants"]
ON = date(2022, 10, 1)
POINTS = pl.Decimal(9, 2)
TYPES = {
    "flag": pl.Boolean(),
    "count": pl.Int32(),
    "amount": pl.Decimal(12, 2),
    "choice": pl.String(),
    "date": pl.Date(),
}
SUMS = ("earned", "recognised", "withheld", "deducted", "total")


def scheme(used_in: str | None = None) -> jifen.Scheme:
    return jifen.load_registry({"330225"}).resolve("330225", used_in, ON)


def slightly_other(
    composed: jifen.Scheme, indicator: str = "zhejiang.residence", **change: Any
) -> jifen.Scheme:
    """The scheme with one figure of one rule changed: a hundredth more for each month, say."""
    change = change or {"points": 26}
    return evolve(
        composed,
        layers=tuple(
            evolve(
                layer,
                rulebook=evolve(
                    layer.rulebook,
                    indicators=tuple(
                        evolve(i, rule=evolve(i.rule, **change)) if i.id == indicator else i
                        for i in layer.rulebook.indicators
                    ),
                ),
            )
            for layer in composed.layers
        ),
    )


def ids(how_many: int) -> pl.Series:
    return pl.Series("applicant_id", range(how_many)).cast(pl.String).str.zfill(9)


def frame_of(
    composed: jifen.Scheme, people: Sequence[Mapping[str, Any]]
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """The people as a frame, and their events as tables."""
    names = ids(len(people))
    columns, tables = [names], {}
    for fact in composed.facts.values():
        values = [person.get(fact.id) for person in people]
        if fact.type == "events":
            dated = [(id_, e["date"]) for id_, own in zip(names, values, strict=True) for e in own]
            types = {"applicant_id": pl.String, "date": pl.Date}
            tables[fact.id] = pl.DataFrame(dated, schema=types, orient="row")
            continue
        if fact.type == "amount":
            values = [None if value is None else Decimal(value) for value in values]
        columns.append(pl.Series(fact.id, values, TYPES[fact.type]))
    return pl.DataFrame(columns), tables


def one_by_one(composed: jifen.Scheme, people: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The frame that their scores one by one make."""
    names = [*(i.id for i in composed.indicators), *(t.id for t in composed.tiers), *SUMS]
    rows = []
    for person in people:
        score = composed.score(person)
        indicators, tiers, _, (earned, recognised, deducted, floored, total) = score.figures
        sums = (earned, recognised, earned - recognised, deducted, total)
        flags = (score.frozen, score.eligible, score.frozen_until)
        rows.append((*indicators, *tiers, *sums, *flags, floored, score.provisional))
    flags_ = {"frozen": pl.Boolean, "eligible": pl.Boolean, "frozen_until": pl.Date}
    last = {"floored": pl.Int64, "provisional": pl.Boolean}
    types = dict.fromkeys(names, pl.Int64) | flags_ | last
    quanta = pl.DataFrame(rows, schema=types, orient="row")
    points = (pl.col(*names, "floored").cast(pl.Decimal(18, 0)) * Decimal("0.01")).cast(POINTS)
    return quanta.with_columns(points).insert_column(0, ids(len(people)))
