"""How fast a scheme scores, against the same rules written by hand: see README.md beside this.

Ratios are taken inside one run: each round times every contender over a population of its own,
in changing order, and the medians of the rounds' ratios are compared with the bars.
"""

import gc
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

import handwritten
import pytest
from applicants import applicants

import jifen

APPLICANTS = 1_000
ROUNDS = 30

Facts = Mapping[str, Any]
Contender = Callable[[Facts], object]

POPULATIONS: Mapping[str, Mapping[str, float]] = {
    "as in life": {},
    "every fact given": {"claims": 1},
    "half of them given": {"claims": 0.5},
    "nobody with events": {"with_events": 0},
    "half with events": {"with_events": 0.5},
}

LINES, TEXT = "by hand, every figure and reason", "by hand, the whole text"
PEERS = {"score": LINES, "score and explain": TEXT}
"""Each beside the function written by hand that gives the same."""

BARS = {"score": 0.9, "score and explain": 1.5}


@pytest.fixture(scope="module")
def scheme() -> jifen.Scheme:
    return jifen.load_registry({"330225"}).resolve("330225", on=date(2022, 10, 1))


@pytest.fixture(scope="module")
def contenders(scheme: jifen.Scheme) -> Mapping[str, Contender]:
    nobody = {"birth_date": date(2000, 1, 1), "breaches_of_trust": [], "offences": []}
    editions = "\n".join(scheme.score(nobody).explain("zh").splitlines()[-3:])
    return {
        LINES: handwritten.score,
        TEXT: lambda facts: handwritten.explain(facts, editions),
        "score": scheme.score,
        "score and explain": lambda facts: scheme.score(facts).explain("zh"),
    }


@pytest.mark.parametrize("population", POPULATIONS)
def test_scoring_costs_no_more_than_its_bar(
    contenders: Mapping[str, Contender], population: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = [
        _timed(contenders, applicants(APPLICANTS, seed, **POPULATIONS[population]), turn=seed)
        for seed in range(ROUNDS)
    ]
    ratios = {
        ours: median(times[ours] / times[theirs] for times in rounds)
        for ours, theirs in PEERS.items()
    }
    with capsys.disabled():
        print(f"\n{population}: {ROUNDS} rounds of {APPLICANTS} applicants, none twice")
        for name in contenders:
            each = median(times[name] for times in rounds) / APPLICANTS * 1e6
            print(f"  {each:7.2f} µs  {name}")
        for ours, ratio in ratios.items():
            print(f"  {ratio:7.2f} times  {ours} / {PEERS[ours]} (the bar: {BARS[ours]})")
    assert [ours for ours, bar in BARS.items() if ratios[ours] > bar] == []


@pytest.mark.parametrize("name", [LINES, "score", "score and explain"])
def test_one_applicant_after_another(
    benchmark: Any, contenders: Mapping[str, Contender], name: str
) -> None:
    people = iter(applicants(50_000, seed=-1))
    benchmark.pedantic(contenders[name], setup=lambda: ((next(people),), {}), rounds=20_000)


def _timed(
    contenders: Mapping[str, Contender], people: list[Facts], turn: int
) -> Mapping[str, float]:
    """The seconds each contender takes for the same people; another one begins at every turn."""
    names = list(contenders)
    first = turn % len(names)
    times = {}
    for name in names[first:] + names[:first]:
        contender = contenders[name]
        gc.collect()
        gc.disable()
        start = perf_counter()
        for facts in people:
            contender(facts)
        times[name] = perf_counter() - start
        gc.enable()
    return times
