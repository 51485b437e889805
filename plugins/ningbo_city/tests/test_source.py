"""The published and reported figures of the city, as its sources state them.

The tier's 150 points: 甬政办发〔2022〕10号. The two maxima: the municipal annex, as a copy gives it
(Beilun 2023). The other maxima are not published.
"""

from decimal import Decimal

import jifen

MAXIMA = {"ningbo.employment": 10, "ningbo.housing": 20}


def edition():
    return jifen.load_registry(places=["330200"]).editions("330200")[0]


def test_the_tier_has_its_published_total():
    (tier,) = edition().tiers
    assert (tier.id, jifen.points(tier.cap)) == ("ningbo.commonality", 150)


def test_the_maxima_are_those_of_the_source():
    maxima = {i.id: jifen.points(i.max) for i in edition().indicators if i.id in MAXIMA}
    assert maxima == {name: Decimal(most) for name, most in MAXIMA.items()}
