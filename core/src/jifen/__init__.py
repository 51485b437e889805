"""jifen (积分): scores people under layered public rules, exactly and explainably.

The public names of the SDK; whatever is not named here may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from jifen.applicant import Applicant, id_number_fault, masked, read_applicant
from jifen.composition import Layer, require_one_table
from jifen.condition import Condition
from jifen.dates import today
from jifen.errors import (
    InputError,
    JifenError,
    PluginError,
    Problem,
    Refused,
    RulebookError,
    system_said,
)
from jifen.facts import (
    AmountFact,
    Choice,
    ChoiceFact,
    CountFact,
    DateFact,
    Event,
    EventsFact,
    Fact,
    FlagFact,
    Values,
)
from jifen.hookspecs import API_VERSION, hookimpl
from jifen.model import (
    Deduction,
    Edition,
    Freeze,
    Group,
    Indicator,
    InForce,
    Jurisdiction,
    Requirement,
    Rulebook,
    Scope,
    Tier,
)
from jifen.plugins import Failed, Found, Loaded, find
from jifen.quantity import Number, Quanta, points, quanta
from jifen.record import (
    DeductionLine,
    IndicatorLine,
    RequirementLine,
    RulebookLine,
    ServiceLine,
    TierLine,
)
from jifen.registry import Registry, load_registry
from jifen.resolver import resolve
from jifen.rulebook import RulebookPlugin, RulebookReader, read_plugin, rulebook_plugin
from jifen.rules import Facts, Measured, Rule, core_kinds
from jifen.scheme import Scheme
from jifen.score import RecordedScore, Score
from jifen.service import Service, ServiceGroup
from jifen.source import Source
from jifen.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from jifen.changes import Change, Diff, diff
    from jifen.lint import check
    from jifen.replays import Difference, Replay, replay

__version__ = "0.1.0"

__all__ = [
    "API_VERSION", "LANGS", "AmountFact", "Applicant", "Change", "Choice", "ChoiceFact",
    "Condition", "CountFact", "DateFact", "Deduction", "DeductionLine", "Diff", "Difference",
    "Edition", "Event", "EventsFact", "Fact", "Facts", "Failed", "FlagFact", "Found", "Freeze",
    "Group", "InForce", "Indicator", "IndicatorLine", "InputError", "JifenError", "Jurisdiction",
    "Lang", "Layer", "Loaded", "Measured", "Number", "PluginError", "Problem", "Quanta",
    "RecordedScore", "Refused", "Registry", "Replay", "Requirement", "RequirementLine", "Rule",
    "Rulebook", "RulebookError", "RulebookLine", "RulebookPlugin", "RulebookReader", "Scheme",
    "Scope", "Score", "Service", "ServiceGroup", "ServiceLine", "Source", "Text", "Tier",
    "TierLine", "Values", "check", "core_kinds", "diff", "find", "hookimpl", "id_number_fault",
    "load_registry", "masked", "points", "quanta", "read_applicant", "read_plugin", "replay",
    "require_one_table", "resolve", "rulebook_plugin", "system_said", "today",
]  # fmt: skip


_LATER = {
    "Change": "jifen.changes",
    "Diff": "jifen.changes",
    "Difference": "jifen.replays",
    "Replay": "jifen.replays",
    "check": "jifen.lint",
    "diff": "jifen.changes",
    "replay": "jifen.replays",
}
"""What is loaded when it is asked for: whoever scores has no use for it."""


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
