"""Xiangshan's plugin passes the kit that every author of a plugin uses."""

import jifen.testing


class TestXiangshan(jifen.testing.PluginTests):
    code = "330225"
