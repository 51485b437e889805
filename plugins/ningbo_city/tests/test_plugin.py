"""Ningbo's plugin passes the kit that every author of a plugin uses."""

import jifen.testing


class TestNingbo(jifen.testing.PluginTests):
    code = "330200"
