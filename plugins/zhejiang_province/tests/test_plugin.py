"""Zhejiang's plugin passes the kit that every author of a plugin uses."""

import jifen.testing


class TestZhejiang(jifen.testing.PluginTests):
    code = "330000"
