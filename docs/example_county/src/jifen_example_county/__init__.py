"""Example County (示例县, 330299): an invented county of Ningbo, for the guide to writing a plugin."""

import jifen

plugin = jifen.rulebook_plugin(__package__)
