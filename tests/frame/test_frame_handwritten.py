"""The Polars expressions that the benchmarks measure against say exactly what the scheme says."""

import runpy

import polars as pl
from polars.testing import assert_frame_equal

from .population import APPLICANTS, BENCHMARKS, frame_of, one_by_one, scheme

SCORE = runpy.run_path(str(BENCHMARKS / "frame_handwritten.py"))["score"]


def test_the_handwritten_expressions_and_the_scheme_give_exactly_the_same() -> None:
    composed, people = scheme(), APPLICANTS(5000, seed=3, with_events=0.3)
    frame, events = frame_of(composed, people)
    wanted = one_by_one(composed, people)
    lazily = {fact: table.lazy() for fact, table in events.items()}
    assert_frame_equal(SCORE(frame.lazy(), lazily).collect(), wanted, check_exact=True)
    enums = [fact.id for fact in composed.facts.values() if fact.type == "choice"]
    as_enums = frame.with_columns(
        pl.col(name).cast(pl.Enum(composed.facts[name].ids())) for name in enums
    )
    assert_frame_equal(SCORE(as_enums.lazy(), lazily).collect(), wanted, check_exact=True)
    assert_frame_equal(composed.score_frame(as_enums, events=events).scores, wanted)
