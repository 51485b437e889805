"""虚构县 (Fictional County, 339999), an invented county: its rules are the files in rulebooks/."""

import jifen

plugin = jifen.rulebook_plugin(__package__)
