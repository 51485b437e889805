"""The published and reported figures of the province, as its sources state them.

The tier's 100 points: 甬政办发〔2022〕10号. The maxima: the provincial annex, as two copies give it
(Rui'an 2023, Beilun 2023).
"""

from datetime import date
from decimal import Decimal

import jifen

MAXIMA = {
    "zhejiang.age": 20,
    "zhejiang.education": 10,
    "zhejiang.skill": 10,
    "zhejiang.social_insurance": 30,
    "zhejiang.residence": 30,
}


def edition():
    return jifen.load_registry(places=["330000"]).editions("330000")[0]


def test_the_tier_has_its_published_total():
    (tier,) = edition().tiers
    assert (tier.id, jifen.points(tier.cap)) == ("zhejiang.commonality", 100)


def test_the_maxima_are_those_of_the_source():
    maxima = {i.id: jifen.points(i.max) for i in edition().indicators if i.id in MAXIMA}
    assert maxima == {name: Decimal(most) for name, most in MAXIMA.items()}


def test_what_is_not_published_of_ages_is_provisional():
    """Not published: under 18, and over 60."""
    scheme = jifen.load_registry(places=["330000"]).resolve("330000", on=date(2022, 10, 1))

    def status(born: str) -> str:
        tier = scheme.score({"birth_date": born}).tiers[0]
        return next(line.source.status for line in tier.indicators if line.id == "zhejiang.age")

    assert status("2004-10-01") == "reported"  # 18 on the day
    assert status("2004-10-02") == "provisional"  # 17
    assert status("2006-10-01") == "provisional"  # 16
    assert status("1962-10-01") == "reported"  # 60
    assert status("1961-10-01") == "provisional"  # 61
