"""Sphinx: `sphinx-build -q -W -b html docs docs/_build`."""

import jifen

project = "jifen 积分"
author = "the jifen project"
copyright = "the jifen project, Apache-2.0"
version = release = jifen.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "jifen 积分"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_use_type_comments = False
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
