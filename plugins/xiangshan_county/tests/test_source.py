"""The published and reported figures of the county, as its sources state them.

The tier's 50 points: 甬政办发〔2022〕10号. Staying for the New Year: the county's media centre,
2022-06-17. The other maxima are not published.
"""

from decimal import Decimal

import jifen

MAXIMA = {"xiangshan.new_year": 5}


def edition():
    return jifen.load_registry(places=["330225"]).editions("330225")[0]


def test_the_tier_has_its_published_total():
    (tier,) = edition().tiers
    assert (tier.id, jifen.points(tier.cap)) == ("xiangshan.personality", 50)


def test_the_maxima_are_those_of_the_source():
    maxima = {i.id: jifen.points(i.max) for i in edition().indicators if i.id in MAXIMA}
    assert maxima == {name: Decimal(most) for name, most in MAXIMA.items()}
