"""The invented county's plugin passes jifen's kit, and its second edition replaces the first."""

from datetime import date
from decimal import Decimal

import jifen
import jifen.testing


class TestFictionalCounty(jifen.testing.PluginTests):
    code = "339999"

    def test_its_tier_stands_straight_under_the_province(self, registry):
        scheme = registry.resolve("339999", on=date(2025, 6, 1))
        caps = [(tier.id, jifen.points(tier.cap)) for tier in scheme.tiers]
        assert caps == [("zhejiang.commonality", 100), ("fictional.personality", 200)]

    def test_the_second_edition_replaces_the_first_on_its_first_day(self, registry):
        facts = {
            "birth_date": date(1985, 1, 1),
            "education": "bachelor_or_above",
            "fictional_offences": [],
            "fictional_breaches": [],
        }
        given = {}
        for on in (date(2024, 12, 31), date(2025, 1, 1)):
            scheme = registry.resolve("339999", on=on)
            known = {name: value for name, value in facts.items() if name in scheme.facts}
            (line,) = (
                line
                for tier in scheme.score(known).tiers
                for line in tier.indicators
                if line.id == "fictional.education"
            )
            given[on] = (line.points, line.rescores)
        assert given == {
            date(2024, 12, 31): (Decimal(40), "zhejiang.education"),
            date(2025, 1, 1): (Decimal(20), "zhejiang.education"),
        }

    def test_its_points_count_in_the_county_and_nowhere_else(self, registry):
        def recognised(used_in):
            scheme = registry.resolve("339999", used_in, date(2025, 6, 1))
            return "fictional.personality" in scheme.recognised

        assert [recognised(code) for code in ("339999", "330000", "330225", "110000")] == [
            True, False, False, False,
        ]  # fmt: skip

    def test_at_least_eight_shapes_of_rule_are_in_it(self, registry):
        kinds = {i.rule.kind for book in registry.editions("339999") for i in book.indicators}
        assert len(kinds) >= 8
