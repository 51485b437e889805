"""Applicants made up for the benchmarks: no two alike, the same ones for the same seed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

FIRST_BIRTH, LAST_BIRTH = date(1950, 1, 1), date(2006, 9, 30)
FIRST_EVENT, LAST_EVENT = date(2010, 1, 1), date(2023, 6, 30)
EDUCATION = ("bachelor_or_above", "associate", "senior_secondary_or_below")
SKILL = ("level_2_or_above", "level_3", "level_4", "level_5", "none")
BASIS = ("labour_contract", "business_licence", "land_transfer", "none")
HOUSING = ("owned", "rented", "dormitory", "public_rental", "none")
COMMENDATION = ("national", "provincial", "municipal", "none")

Make = Callable[[Random], Any]


def _day(first: date, last: date) -> Make:
    return lambda chance: first + timedelta(chance.randrange((last - first).days + 1))


def _flag(chance: Random) -> bool:
    return chance.random() < 0.5


def _count(most: int) -> Make:
    return lambda chance: chance.randrange(most + 1)


def _yuan(most: int) -> Make:
    """Whole yuan, and for one in five with fen, as receipts have it."""

    def make(chance: Random) -> int | Decimal:
        yuan = chance.randrange(most)
        return Decimal(f"{yuan}.{chance.randrange(100):02}") if chance.random() < 0.2 else yuan

    return make


MAKE: Mapping[str, tuple[float, Make]] = {
    # fact: how many in a hundred claim it, and how a value is made
    "birth_date": (1, _day(FIRST_BIRTH, LAST_BIRTH)),
    "residence_permit_valid_until": (0.97, _day(date(2022, 6, 1), date(2026, 6, 1))),
    "works_locally": (0.97, lambda chance: chance.random() < 0.95),
    "education": (0.95, lambda chance: chance.choice(EDUCATION)),
    "skill": (0.7, lambda chance: chance.choice(SKILL)),
    "social_insurance_months": (0.9, _count(150)),
    "residence_months": (0.95, _count(240)),
    "employment_basis": (0.9, lambda chance: chance.choice(BASIS)),
    "employment_continuous_months": (0.85, _count(90)),
    "housing": (0.9, lambda chance: chance.choice(HOUSING)),
    "shortage_occupation": (0.5, _flag),
    "tax_paid_yuan": (0.4, _yuan(300_000)),
    "jobs_created": (0.2, _count(20)),
    "invention_patents": (0.1, _count(3)),
    "utility_patents": (0.15, _count(5)),
    "commendation": (0.3, lambda chance: chance.choice(COMMENDATION)),
    "volunteer_hours": (0.5, _count(400)),
    "blood_donated_ml": (0.4, lambda chance: chance.randrange(20) * 200),
    "bodily_donation": (0.2, _flag),
    "county_housing": (0.6, _flag),
    "county_commendation": (0.3, _flag),
    "charitable_giving_yuan": (0.4, _yuan(8_000)),
    "mobile_party_member": (0.4, _flag),
    "special_post_months": (0.3, _count(60)),
    "stayed_for_new_year": (0.7, _flag),
}


def applicants(
    how_many: int, seed: int, *, claims: float | None = None, with_events: float = 0.05
) -> list[dict[str, Any]]:
    """The facts of so many applicants.

    Args:
        how_many: Their number.
        seed: Another seed gives other applicants.
        claims: The share of optional facts that each gives; by default as likely as it is in
            life, which differs from fact to fact.
        with_events: The share of applicants with breaches of trust, and of those with offences.
    """
    chance = Random(seed)
    return [_applicant(chance, claims, with_events) for _ in range(how_many)]


def _applicant(chance: Random, claims: float | None, with_events: float) -> dict[str, Any]:
    facts = {
        fact: make(chance)
        for fact, (share, make) in MAKE.items()
        if fact == "birth_date" or chance.random() < (share if claims is None else claims)
    }
    day = _day(FIRST_EVENT, LAST_EVENT)
    for fact in ("breaches_of_trust", "offences"):
        some = chance.randrange(1, 5) if chance.random() < with_events else 0
        facts[fact] = [{"date": day(chance)} for _ in range(some)]
    return facts
