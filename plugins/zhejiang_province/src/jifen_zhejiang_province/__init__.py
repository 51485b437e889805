"""Zhejiang (浙江省, 330000): the provincial commonality tier, and the places of the province.

The rules are data: see `rulebooks/`, one file an edition, each figure with its source.
"""

import jifen

plugin = jifen.rulebook_plugin(__package__)
