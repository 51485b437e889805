"""What a scheme is composed of: the layers of a place of residence, as a place of use sees them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from jifen.errors import InputError, Problem
from jifen.facts import Fact
from jifen.model import Deduction, Indicator, Named, Requirement, Rulebook, Tier
from jifen.plugins import Found
from jifen.quantity import fixed
from jifen.service import Service
from jifen.text import Text


@frozen
class Layer:
    """One edition of the chain, and the plugin it comes from.

    Attributes:
        rulebook: The edition with its contents.
        plugin: The plugin, with dist and version.
        digest: The digest of the edition.
        draft: Whether it is a draft, scored as if it were in force.
    """

    rulebook: Rulebook = field(repr=False)
    plugin: Found
    digest: str
    draft: bool = False


@frozen(kw_only=True)
class Composition:
    """What a scheme is composed of; nothing here computes.

    Attributes:
        lives_in: The code of the place where the applicants live.
        used_in: The code of the place where their scores are used.
        on: The date of the scores.
        layers: The editions, from the province down.
        absent_layers: The codes of the chain that were explicitly left out.
        recognised: The ids of the tiers recognised where the scores are used.
        around: The place of use and those above it.
        names: The names of the places concerned, by code.
        unread: The facts of the layers left out, as far as their plugins are at hand: admitted
            and kept, so that an applicant's file need not change, but read by no rule.
        facts: The facts the scheme admits, by id.
        tiers: The tiers, from the province down.
        indicators: The indicators, tier by tier.
        deductions: The deductions.
        requirements: What the editions ask of an applicant besides points.
        services: The services of the editions that are offered where the scores are used.
    """

    lives_in: str
    used_in: str
    on: date
    layers: tuple[Layer, ...]
    absent_layers: tuple[str, ...] = ()
    recognised: frozenset[str]
    around: tuple[str, ...]
    names: Mapping[str, Text] = field(converter=fixed)
    unread: tuple[Fact, ...] = ()
    facts: Mapping[str, Fact] = field(init=False, eq=False, repr=False)
    tiers: tuple[Tier, ...] = field(init=False, eq=False, repr=False)
    indicators: tuple[Indicator, ...] = field(init=False, eq=False, repr=False)
    deductions: tuple[Deduction, ...] = field(init=False, eq=False, repr=False)
    requirements: tuple[Requirement, ...] = field(init=False, eq=False, repr=False)
    services: tuple[Service, ...] = field(init=False, eq=False, repr=False)

    @facts.default
    def _facts_of_layers(self) -> Mapping[str, Fact]:
        read = {fact.id: fact for book in self.rulebooks for fact in book.facts}
        return fixed({fact.id: fact for fact in self.unread} | read)

    @tiers.default
    def _tiers_of_layers(self) -> tuple[Tier, ...]:
        return tuple(tier for book in self.rulebooks for tier in book.tiers)

    @indicators.default
    def _indicators_of_layers(self) -> tuple[Indicator, ...]:
        return tuple(
            indicator
            for book in self.rulebooks
            for tier in book.tiers
            for indicator in book.indicators
            if indicator.tier == tier.id
        )

    @deductions.default
    def _deductions_of_layers(self) -> tuple[Deduction, ...]:
        return tuple(deduction for book in self.rulebooks for deduction in book.deductions)

    @requirements.default
    def _requirements_of_layers(self) -> tuple[Requirement, ...]:
        return tuple(requirement for book in self.rulebooks for requirement in book.requirements)

    @services.default
    def _services_of_layers(self) -> tuple[Service, ...]:
        services = (service for book in self.rulebooks for service in book.services)
        return tuple(service for service in services if service.offered_in in self.around)

    @property
    def item_names(self) -> Mapping[str, Text]:
        """The names of the tiers and the indicators, by id."""
        return {t.id: t.name for t in self.tiers} | {i.id: i.name for i in self.indicators}

    @property
    def rulebooks(self) -> tuple[Rulebook, ...]:
        """The editions' contents, from the province down."""
        return tuple(layer.rulebook for layer in self.layers)


def require_one_table(compositions: Iterable[Composition]) -> None:
    """Check that the scores of several schemes can stand in one table, whose columns are ids.

    Rulebooks of different chains may give one id to two indicators, which then share a column. An
    indicator of one and a tier of another may not: nobody could tell what the column says.

    Args:
        compositions: The schemes, of whatever places.

    Raises:
        InputError: with every id that names records of two kinds, and the two rulebooks.
    """
    layers = {layer.digest: layer for each in compositions for layer in each.layers}
    if problems := [*_two_kinds(layers.values())]:
        raise InputError(problems)


def _two_kinds(layers: Iterable[Layer]) -> Iterator[Problem]:
    known: dict[str, tuple[Named, Layer]] = {}
    for layer in layers:
        for item in layer.rulebook.named:
            first, owner = known.setdefault(item.id, (item, layer))
            if type(first) is not type(item):
                one, other = (
                    f"{each.plugin} {each.rulebook.edition.id}" for each in (owner, layer)
                )
                is_, becomes = _KINDS[type(first)], _KINDS[type(item)]
                yield Problem(
                    item.id,
                    Text(
                        f"在 {one} 中是{is_.zh}，在 {other} 中是{becomes.zh}，不能同列一表",
                        f"it is {is_.en} of {one} and {becomes.en} of {other}, so no one table "
                        "can hold both",
                    ),
                    Text(
                        "请把两地的申请人分开计分，或为其一改名",
                        "Score the applicants of the two places apart, or rename one of them",
                    ),
                )


_KINDS: Mapping[type[Named], Text] = {
    Tier: Text("层级", "a tier"),
    Indicator: Text("指标", "an indicator"),
    Deduction: Text("扣分", "a deduction"),
    Requirement: Text("申请条件", "a requirement"),
    Service: Text("公共服务", "a service"),
}
