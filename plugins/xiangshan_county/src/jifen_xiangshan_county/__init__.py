"""Xiangshan (象山县, 330225): the county personality tier.

The rules are data: see `rulebooks/`, one file an edition, each figure with its source.
"""

import jifen

plugin = jifen.rulebook_plugin(__package__)
