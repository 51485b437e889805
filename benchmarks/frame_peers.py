"""Rows per second beside OpenFisca-Core and PolicyEngine-Core, for the same three rulebooks.

    tox -e frame-peers -- [--rows 1000000] [--rounds 5]

The peers compute over numpy's arrays: years of age, numbers, flags, choices as numbers, events
already counted; 0 stands for an absent fact, and points are floats of 32 bits. They check no input
and know no freeze. Each is measured twice: from such arrays, and from the frame that jifen is given,
so that making the arrays counts. jifen is measured with all its checks (`score_frame`), and without
them (`compiled`, the expressions alone); both give decimals, freezes and eligibility too.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from statistics import median
from typing import Any

import frame_data
import numpy as np
import polars as pl
from frame_memory import checked, compiled, hundredths

PERIOD = "2022-10"
YEARS = (
    2022
    - pl.col("birth_date").dt.year()
    - (
        pl.col("birth_date").dt.month().cast(pl.Int32) * 100 + pl.col("birth_date").dt.day() > 1001
    ).cast(pl.Int32)
)

CHOICES: Mapping[str, tuple[str, Mapping[str, float]]] = {
    # the indicator, its fact, and the points of each choice
    "zhejiang_education": (
        "education",
        {"bachelor_or_above": 10, "associate": 8, "senior_secondary_or_below": 5},
    ),
    "zhejiang_skill": (
        "skill",
        {"level_2_or_above": 10, "level_3": 8, "level_4": 5, "level_5": 3, "none": 0},
    ),
    "ningbo_housing": (
        "housing",
        {"owned": 20, "rented": 10, "dormitory": 10, "public_rental": 10, "none": 0},
    ),
    "ningbo_commendation": (
        "commendation",
        {"national": 20, "provincial": 15, "municipal": 10, "none": 0},
    ),
}
FLAGS: Mapping[str, tuple[str, float]] = {
    "ningbo_shortage_occupation": ("shortage_occupation", 10),
    "ningbo_bodily_donation": ("bodily_donation", 10),
    "xiangshan_housing": ("county_housing", 10),
    "xiangshan_commendation": ("county_commendation", 10),
    "xiangshan_mobile_party_member": ("mobile_party_member", 5),
    "xiangshan_new_year": ("stayed_for_new_year", 5),
}
EACH: Mapping[str, tuple[str, float, float, float]] = {
    # the indicator, its fact, the unit, the points of one, the most
    "zhejiang_social_insurance": ("social_insurance_months", 1, 0.5, 30),
    "zhejiang_residence": ("residence_months", 1, 0.25, 30),
    "ningbo_tax": ("tax_paid_yuan", 10_000, 1, 20),
    "ningbo_jobs_created": ("jobs_created", 1, 1, 15),
    "ningbo_volunteering": ("volunteer_hours", 25, 1, 10),
    "ningbo_blood_donation": ("blood_donated_ml", 200, 1, 15),
    "xiangshan_charitable_giving": ("charitable_giving_yuan", 1000, 1, 5),
    "xiangshan_special_post": ("special_post_months", 12, 5, 15),
}
TIERS: Mapping[str, float] = {"zhejiang": 100, "ningbo": 150, "xiangshan": 50}


def arrays_of(frame: pl.DataFrame, events: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """What the peers are given: an array for each fact that their formulas read."""
    on, start = frame_data.ON, frame_data.ON.replace(year=frame_data.ON.year - 5)
    for fact, table in events.items():
        counts = (
            table.filter(pl.col("date").is_between(start, on)).group_by("applicant_id").len(fact)
        )
        frame = frame.join(counts, on="applicant_id", how="left", maintain_order="left")
    given = {"years": frame.select(YEARS).to_series().to_numpy()}
    for fact, points in (*CHOICES.values(), ("employment_basis", BASES)):
        numbers = {value: n + 1 for n, value in enumerate(points)}
        column = (
            frame[fact].cast(pl.String).replace_strict(numbers, default=0, return_dtype=pl.Int32)
        )
        given[fact] = column.to_numpy()
    for fact, _ in FLAGS.values():
        given[fact] = frame[fact].fill_null(False).to_numpy()
    numbers_of = [fact for fact, *_ in EACH.values()]
    for fact in (
        *numbers_of,
        "invention_patents",
        "utility_patents",
        "employment_continuous_months",
        *events,
    ):
        given[fact] = frame[fact].cast(pl.Float32).fill_null(0).to_numpy()
    return given


BASES: Mapping[str, float] = dict.fromkeys(
    ["labour_contract", "business_licence", "land_transfer", "none"], 0
)


def system_of(core: str) -> tuple[Any, list[str]]:
    """The rulebooks in a peer, and the names of what it computes."""
    entities = import_module(f"{core}.entities")
    periods = import_module(f"{core}.periods")
    taxes = import_module(f"{core}.taxbenefitsystems")
    variables = import_module(f"{core}.variables")
    person = entities.build_entity(key="person", plural="persons", label="", is_person=True)
    system = taxes.TaxBenefitSystem([person])
    month = getattr(periods, "MONTH", None) or periods.DateUnit.MONTH
    computed: list[str] = []

    def variable(name: str, kind: type, formula: Callable[..., Any] | None = None) -> None:
        body: dict[str, Any] = {
            "value_type": kind, "entity": person, "definition_period": month, "label": name,
        }  # fmt: skip
        if formula is not None:
            body["formula"] = formula
            computed.append(name)
        system.add_variable(type(name, (variables.Variable,), body))

    def chosen(fact: str, points: Mapping[str, float]) -> Callable[..., Any]:
        table = np.array([0, *points.values()], dtype=np.float32)
        return lambda person, period, parameters: table[person(fact, period)]

    def flagged(fact: str, points: float) -> Callable[..., Any]:
        return lambda person, period, parameters: person(fact, period) * np.float32(points)

    def counted(fact: str, unit: float, points: float, most: float) -> Callable[..., Any]:
        def formula(person: Any, period: Any, parameters: Any) -> Any:
            return np.minimum(np.floor(person(fact, period) / unit) * points, most)

        return formula

    def age(person: Any, period: Any, parameters: Any) -> Any:
        years = person("years", period)
        younger = np.minimum((55 - years) + 5, 20)
        return np.where(years < 55, younger, np.where(years < 61, 5, 0))

    def employment(person: Any, period: Any, parameters: Any) -> Any:
        basis, months = (
            person(f, period) for f in ("employment_basis", "employment_continuous_months")
        )
        return ((basis > 0) & (basis < 4) & (months >= 12)) * np.float32(10)

    def invention(person: Any, period: Any, parameters: Any) -> Any:
        patents, models = person("invention_patents", period), person("utility_patents", period)
        return np.minimum(patents * 10 + models * 3, 20)

    def tier(names: list[str], cap: float) -> Callable[..., Any]:
        return lambda person, period, parameters: np.minimum(
            sum(person(n, period) for n in names), cap
        )

    def earned(person: Any, period: Any, parameters: Any) -> Any:
        return sum(person(name, period) for name in TIERS)

    def deducted(person: Any, period: Any, parameters: Any) -> Any:
        trust, offences = person("breaches_of_trust", period), person("offences", period)
        return trust * 10 + np.minimum(offences, 1) * 20 + np.maximum(offences - 1, 0) * 40

    def total(person: Any, period: Any, parameters: Any) -> Any:
        return np.maximum(person("earned", period) - person("deducted", period), 0)

    for fact in ("years", "employment_basis", *(fact for fact, _ in CHOICES.values())):
        variable(fact, int)
    for fact, _ in FLAGS.values():
        variable(fact, bool)
    numbers = [fact for fact, *_ in EACH.values()]
    for fact in (
        *numbers,
        "invention_patents",
        "utility_patents",
        "employment_continuous_months",
        "breaches_of_trust",
        "offences",
    ):
        variable(fact, float)
    for name, (fact, points) in CHOICES.items():
        variable(name, float, chosen(fact, points))
    for name, (fact, worth) in FLAGS.items():
        variable(name, float, flagged(fact, worth))
    for name, of in EACH.items():
        variable(name, float, counted(*of))
    variable("zhejiang_age", float, age)
    variable("ningbo_employment", float, employment)
    variable("ningbo_invention", float, invention)
    for name, cap in TIERS.items():
        members = [item for item in computed if item.startswith(f"{name}_")]
        variable(name, float, tier(members, cap))
    for name, formula in (("earned", earned), ("deducted", deducted), ("total", total)):
        variable(name, float, formula)
    return system, computed


def peer(core: str) -> Callable[[Mapping[str, Any], int], Any]:
    """A run of a peer: all that it computes, from arrays to arrays."""
    system, computed = system_of(core)
    builders = import_module(f"{core}.simulations")
    builder = getattr(builders, "SimulationBuilder", None)
    if builder is None:
        builder = import_module(f"{core}.simulations.simulation_builder").SimulationBuilder

    def run(given: Mapping[str, Any], rows: int) -> Any:
        simulation = builder().build_default_simulation(system, count=rows)
        for fact, array in given.items():
            simulation.set_input(fact, PERIOD, array)
        return {name: simulation.calculate(name, PERIOD) for name in computed}["total"]

    return run


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    scheme = frame_data.scheme()
    frame = pl.concat(frame_data.chunks(given.rows, enums=True)).rechunk()
    events = frame_data.events(given.rows)
    arrays = arrays_of(frame, events)
    runs: dict[str, Callable[[], Any]] = {
        "jifen, checked": lambda: checked(scheme, frame, events)["total"],
        "jifen, compiled": lambda: compiled(scheme, frame, events)["total"],
        "jifen, hundredths": lambda: hundredths(scheme, frame, events)["total"] / 100,
    }
    for name, core in (("OpenFisca", "openfisca_core"), ("PolicyEngine", "policyengine_core")):
        run = peer(core)
        runs[f"{name}, from arrays"] = partial(run, arrays, given.rows)
        runs[f"{name}, from frame"] = lambda run=run: run(arrays_of(frame, events), given.rows)
    wanted = runs["jifen, checked"]().cast(pl.Float64).to_numpy()
    for name, run in runs.items():
        assert np.allclose(np.asarray(run(), dtype=float), wanted, atol=0.001), name
    wall: dict[str, list[float]] = {name: [] for name in runs}
    cpu: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(given.rounds):
        for name, run in runs.items():
            clock, spent = time.perf_counter(), time.process_time()
            run()
            wall[name].append(time.perf_counter() - clock)
            cpu[name].append(time.process_time() - spent)
    print(f"{given.rows:,} rows, median of {given.rounds} rounds")
    for name in runs:
        print(
            f"{name:26} {median(wall[name]):6.2f} s wall ({min(wall[name]):.2f}–{max(wall[name]):.2f})"
            f"  {median(cpu[name]):6.2f} s CPU ({min(cpu[name]):.2f}–{max(cpu[name]):.2f})"
            f"  {given.rows / median(wall[name]) / 1e6:5.2f} million rows/s"
        )


if __name__ == "__main__":
    main()
