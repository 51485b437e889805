"""云屏岛 (Yunping Isle, 980000): an invented place whose plugin brings a rule kind of its own."""

import jifen
from jifen_yunping_isle.declining import Declining

plugin = jifen.rulebook_plugin(__package__, rule_kinds=[Declining])
