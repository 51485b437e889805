"""The kit of jifen: everything that a plugin must be true to, and the cases of cases/."""

import jifen.testing


class TestYunpingIsle(jifen.testing.PluginTests):
    code = "980000"
