"""The place of a broken plugin: it exists, and its plugin's problems say why it cannot score."""

import pytest

import jifen

from .chain import CHAIN, COUNTY, ON, a_point_a_month, chain


class RaisesInAHook:
    API_VERSION = 1

    @jifen.hookimpl
    def jifen_jurisdictions(self):
        raise RuntimeError("the table is gone")


BROKEN = jifen.Found.of("990000", RaisesInAHook(), "jifen-broken", "1.2")


def test_a_place_known_only_by_its_broken_plugin_is_refused_with_what_is_wrong_there():
    registry = jifen.load_registry(found=[BROKEN])

    with pytest.raises(jifen.PluginError, match=r"jifen-broken 1\.2 .*the table is gone"):
        registry.resolve("990000", on=ON)


def test_a_score_is_not_used_in_a_place_known_only_by_its_broken_plugin():
    registry = jifen.load_registry(found=[*chain(*map(a_point_a_month, CHAIN)), BROKEN])

    with pytest.raises(jifen.PluginError, match="the table is gone"):
        registry.resolve(COUNTY, "990000", on=ON)
