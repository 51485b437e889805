"""The function that the benchmarks measure against says exactly what the scheme says."""

import runpy
from datetime import date
from pathlib import Path

import pytest

import jifen

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
HAND = runpy.run_path(str(BENCHMARKS / "handwritten.py"))
APPLICANTS = runpy.run_path(str(BENCHMARKS / "applicants.py"))["applicants"]


@pytest.fixture(scope="module")
def scheme() -> jifen.Scheme:
    return jifen.load_registry({"330225"}).resolve("330225", on=date(2022, 10, 1))


@pytest.mark.parametrize(
    "population",
    [
        {"seed": 1, "with_events": 0.3},
        {"seed": 2, "claims": 0.5, "with_events": 0.5},
        {"seed": 3, "claims": 1, "with_events": 0.5},
        {"seed": 4, "claims": 0},
    ],
    ids=["as in life", "half", "everything", "nothing"],
)
def test_the_handwritten_function_and_the_scheme_say_exactly_the_same(
    scheme: jifen.Scheme, population: dict[str, float]
) -> None:
    blank = scheme.score({"birth_date": date(2000, 1, 1), "breaches_of_trust": [], "offences": []})
    closing = "\n".join(blank.explain("zh").splitlines()[-3:])
    for facts in APPLICANTS(1000, **population):
        score = scheme.score(facts)
        record = score.record()
        figures, reasons, sources, standing = HAND["score"](facts)
        assert figures == score.figures
        lines = [line for tier in record.tiers for line in tier.indicators]
        said = [*lines, *record.deductions, *record.requirements, *record.services]
        assert reasons == [line.reason.zh for line in said]
        rests_on = [lines[n].source.title for n in (0, 1, 6)]
        assert [source.split("：", 1)[1].rstrip("］") for source in sources] == rests_on
        freezes = [d.freezes_until for d in record.deductions]
        assert standing == (record.eligible, *freezes, record.provisional)
        assert HAND["explain"](facts, closing) == score.explain("zh")
