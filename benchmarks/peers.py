"""For scale: the same points by GoRules ZEN with its trace, and by OpenFisca-Core.

    tox -e peers

Both are given their facts ready made, floats, without checks: the age in years and the number of
events in the window are counted beforehand. Neither gives reasons; ZEN's trace is its account of
the points. Before anything is timed, each gives the same points as the function written by hand.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from statistics import median
from time import perf_counter
from typing import Any

import handwritten
import numpy
import zen
from applicants import applicants
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import jifen

APPLICANTS, ROUNDS = 200, 7
PERIOD = "2022-10"
CHOICES = {
    "education": {"bachelor_or_above": 10, "associate": 8, "senior_secondary_or_below": 5},
    "skill": {"level_2_or_above": 10, "level_3": 8, "level_4": 5, "level_5": 3},
    "housing": {"owned": 20, "rented": 10, "dormitory": 10, "public_rental": 10},
    "commendation": {"national": 20, "provincial": 15, "municipal": 10},
}
RATES = {
    # fact: unit, points of a unit, the most
    "social_insurance_months": (1, 0.5, 30),
    "residence_months": (1, 0.25, 30),
    "tax_paid_yuan": (10_000, 1, 20),
    "jobs_created": (1, 1, 15),
    "volunteer_hours": (25, 1, 10),
    "blood_donated_ml": (200, 1, 15),
    "charitable_giving_yuan": (1_000, 1, 5),
    "special_post_months": (12, 5, 15),
}
FLAGS = {
    "shortage_occupation": 10,
    "bodily_donation": 10,
    "county_housing": 10,
    "county_commendation": 10,
    "mobile_party_member": 5,
    "stayed_for_new_year": 5,
}
INDICATORS = ("age", *CHOICES, *RATES, *FLAGS, "employment", "invention")
FACTS = (
    "years", *CHOICES, *RATES, *FLAGS, "employment_basis", "employment_continuous_months",
    "invention_patents", "utility_patents", "breaches", "offences",
)  # fmt: skip


def ready(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as the peers take them."""
    born = facts["birth_date"]
    counted = {
        name: sum(handwritten.FIVE_YEARS_AGO <= e["date"] <= handwritten.ON for e in facts[fact])
        for name, fact in (("breaches", "breaches_of_trust"), ("offences", "offences"))
    }
    years = handwritten.ON.year - born.year - ((born.month, born.day) > (10, 1))
    given = {**facts, "years": years, **counted}
    values = {fact: given.get(fact) for fact in FACTS}
    return {fact: v if v is None or isinstance(v, str | bool) else float(v) for fact, v in values.items()}  # fmt: skip


def zen_decision() -> Any:
    """The decision of the points: one node of the indicators, one of their sums."""
    points = {
        "age": "years < 55 ? min([60 - years, 20]) : (years <= 60 ? 5 : 0)",
        "employment": 'employment_basis != null and employment_basis != "none" and '
        "employment_continuous_months != null and employment_continuous_months >= 12 ? 10 : 0",
        "invention": "min([(invention_patents ?? 0) * 10 + (utility_patents ?? 0) * 3, 20])",
        "deducted": "breaches * 10 + (offences > 0 ? offences * 40 - 20 : 0)",
    }
    for fact, table in CHOICES.items():
        cases = "".join(f'{fact} == "{value}" ? {n} : (' for value, n in table.items())
        points[f"{fact}_points"] = f"{cases}0{')' * len(table)}"
    for fact, (unit, each, most) in RATES.items():
        points[f"{fact}_points"] = f"min([floor(({fact} ?? 0) / {unit}) * {each}, {most}])"
    for fact, each in FLAGS.items():
        points[f"{fact}_points"] = f"{fact} == true ? {each} : 0"
    names = [n if n in points else f"{n}_points" for n in INDICATORS]
    sums = {"earned": " + ".join(names), "total": "max([$.earned - deducted, 0])"}
    nodes = [
        {"id": "in", "name": "facts", "type": "inputNode"},
        _expressions("points", points),
        _expressions("sums", sums),
        {"id": "out", "name": "score", "type": "outputNode"},
    ]
    order = ["in", "points", "sums", "out"]
    edges = [
        {"id": f"to {b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(order)
    ]
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def _expressions(name: str, values: Mapping[str, str]) -> dict[str, Any]:
    items = [{"id": key, "key": key, "value": value} for key, value in values.items()]
    content = {"expressions": items, "passThrough": True}
    return {"id": name, "name": name, "type": "expressionNode", "content": content}


def openfisca_system() -> TaxBenefitSystem:
    """The system of the points: a variable for every fact, every indicator and every sum."""
    person = build_entity("person", "persons", "A person", is_person=True)
    system = TaxBenefitSystem([person])

    def add(name: str, formula: Callable[..., Any] | None = None) -> None:
        body: dict[str, Any] = {
            "value_type": float,
            "entity": person,
            "definition_period": DateUnit.MONTH,
            "label": name,
        }
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    for fact in FACTS:
        add(fact)
    add("age_points", lambda p, t: _age(p("years", t)))
    for fact, table in CHOICES.items():
        add(f"{fact}_points", _looked_up(fact, [0.0, *map(float, table.values())]))
    for fact, (unit, each, most) in RATES.items():
        add(f"{fact}_points", _per_unit(fact, unit, each, most))
    for fact, each in FLAGS.items():
        add(f"{fact}_points", _per_unit(fact, 1, each, each))
    add(
        "employment_points",
        lambda p, t: (p("employment_basis", t) > 0) * (p("employment_continuous_months", t) >= 12) * 10.0,
    )  # fmt: skip
    add(
        "invention_points",
        lambda p, t: (p("invention_patents", t) * 10 + p("utility_patents", t) * 3).clip(max=20),
    )
    add("earned", lambda p, t: sum(p(f"{name}_points", t) for name in INDICATORS))
    add(
        "deducted",
        lambda p, t: p("breaches", t) * 10 + (p("offences", t) * 40 - 20).clip(min=0),
    )
    add("total", lambda p, t: (p("earned", t) - p("deducted", t)).clip(min=0))
    return system


def _age(years: Any) -> Any:
    return (years < 55) * (60 - years).clip(max=20) + (years >= 55) * (years <= 60) * 5.0


# OpenFisca tells formulas apart by their number of parameters, so these have exactly two.
def _looked_up(fact: str, points: list[float]) -> Callable[..., Any]:
    return lambda person, period: numpy.array(points)[person(fact, period).astype(int)]


def _per_unit(fact: str, unit: float, each: float, most: float) -> Callable[..., Any]:
    return lambda person, period: (person(fact, period) // unit * each).clip(max=most)


def openfisca_total(system: TaxBenefitSystem, facts: Mapping[str, Any]) -> float:
    """One applicant's total, in a simulation of their own."""
    person = {
        fact: {PERIOD: _coded(fact, value)} for fact, value in facts.items() if value is not None
    }
    simulation = SimulationBuilder().build_from_entities(system, {"persons": {"someone": person}})
    return float(simulation.calculate("total", PERIOD)[0])


def _coded(fact: str, value: Any) -> float:
    if fact in CHOICES:
        return float([None, *CHOICES[fact]].index(value) if value in CHOICES[fact] else 0)
    if fact == "employment_basis":
        return float(value != "none")
    return float(value)


def main() -> None:
    people = [applicants(APPLICANTS, seed, with_events=0) for seed in range(ROUNDS)]
    decision, system = zen_decision(), openfisca_system()
    scheme = jifen.load_registry({"330225"}).resolve("330225", on=date(2022, 10, 1))
    contenders: dict[str, Callable[[Any], object]] = {
        "by hand, figures and reasons": handwritten.score,
        "jifen, score and explain": lambda facts: scheme.score(facts).explain("zh"),
        "GoRules ZEN with trace": lambda facts: decision.evaluate(facts, {"trace": True}),
        "OpenFisca-Core": lambda facts: openfisca_total(system, facts),
    }
    for facts in people[0]:
        total = handwritten.score(facts)[0][3][4] / 100
        assert decision.evaluate(ready(facts))["result"]["total"] == total, facts
        assert openfisca_total(system, ready(facts)) == total, facts
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for group in people:
        prepared = [ready(facts) for facts in group]
        for name, contender in contenders.items():
            ours = name.startswith(("by hand", "jifen"))
            start = perf_counter()
            for facts in group if ours else prepared:
                contender(facts)
            times[name].append((perf_counter() - start) / APPLICANTS * 1e6)
    base = median(times["by hand, figures and reasons"])
    for name, rounds in times.items():
        print(f"{median(rounds):9.1f} µs  {median(rounds) / base:7.1f} times  {name}")


if __name__ == "__main__":
    main()
