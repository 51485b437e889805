"""The conformance kit for authors of plugins; it needs the extra `jifen[testing]`.

One file in a plugin's tests is enough:

    import jifen.testing

    class TestNinghai(jifen.testing.PluginTests):
        code = "330226"

See docs/testing.md.
"""

from jifen.cases import Case, Figures, cases_of, differences, read_case
from jifen.testing.isolation import only_chain_of
from jifen.testing.plugin_tests import PluginTests
from jifen.testing.strategies import facts_of, values_of

__all__ = [
    "Case", "Figures", "PluginTests", "cases_of", "differences", "facts_of", "only_chain_of", "read_case",
    "values_of",
]  # fmt: skip
