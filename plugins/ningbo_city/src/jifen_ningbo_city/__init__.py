"""Ningbo (宁波市, 330200): the municipal commonality tier and the deductions.

The rules are data: see `rulebooks/`, one file an edition, each figure with its source.
"""

import jifen

plugin = jifen.rulebook_plugin(__package__)
