"""The hooks that a jurisdiction's plugin implements.

A plugin is any object (a module, or an instance) with implementations marked by
`jifen.hookimpl`, reached by an entry point of the group `jifen` whose name is the code of its
jurisdiction. It declares `API_VERSION`. Every hook returns a list of frozen records. The hooks
that belong to an edition are given its id; an implementation that has one edition may leave the
argument out. A rulebook in TOML implements all of them: see `jifen.rulebook_plugin`.
"""

import pluggy

from jifen.facts import Fact
from jifen.model import (
    Deduction,
    Edition,
    Indicator,
    Jurisdiction,
    Requirement,
    Scope,
    Tier,
)
from jifen.rules import Rule
from jifen.service import Service

PROJECT = "jifen"
"""The project name of pluggy's markers, and the entry-point group."""

API_VERSION = 1
"""The version of these hooks; a plugin that declares another is not called."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def jifen_jurisdictions() -> list[Jurisdiction]:  # type: ignore[empty-body]
    """The places the plugin knows: its own, those above it, and any inside it."""


@hookspec
def jifen_editions() -> list[Edition]:  # type: ignore[empty-body]
    """The editions of its own jurisdiction's rules; their days do not overlap."""


@hookspec
def jifen_rule_kinds() -> list[type[Rule]]:  # type: ignore[empty-body]
    """Rule kinds of its own, beyond those of core."""


@hookspec
def jifen_facts(edition: str) -> list[Fact]:  # type: ignore[empty-body]
    """The facts an edition's rules read, beyond those declared above it in the chain."""


@hookspec
def jifen_scopes(edition: str) -> list[Scope]:  # type: ignore[empty-body]
    """The scopes an edition's tiers name, with the law's wording."""


@hookspec
def jifen_tiers(edition: str) -> list[Tier]:  # type: ignore[empty-body]
    """The tiers of an edition, with their caps."""


@hookspec
def jifen_indicators(edition: str) -> list[Indicator]:  # type: ignore[empty-body]
    """The indicators of an edition's tiers, in the order of the law."""


@hookspec
def jifen_deductions(edition: str) -> list[Deduction]:  # type: ignore[empty-body]
    """The deductions of an edition."""


@hookspec
def jifen_requirements(edition: str) -> list[Requirement]:  # type: ignore[empty-body]
    """What an edition asks of an applicant, besides points."""


@hookspec
def jifen_services(edition: str) -> list[Service]:  # type: ignore[empty-body]
    """The public services that use an edition's scores."""


RETURNS: dict[str, type] = {
    "jifen_jurisdictions": Jurisdiction,
    "jifen_editions": Edition,
    "jifen_rule_kinds": type,
    "jifen_facts": Fact,
    "jifen_scopes": Scope,
    "jifen_tiers": Tier,
    "jifen_indicators": Indicator,
    "jifen_deductions": Deduction,
    "jifen_requirements": Requirement,
    "jifen_services": Service,
}
"""What the list of each hook holds."""
