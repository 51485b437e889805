"""What one plugin contributes, collected through its hooks and checked within itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

import attrs
from attrs import field, frozen

from jifen.errors import Problem
from jifen.model import Jurisdiction, Rulebook
from jifen.plugins import Faulty, Found, Loaded
from jifen.provinces import province_of
from jifen.quantity import fixed
from jifen.rules import Rule, core_kinds
from jifen.text import Text
from jifen.wellformed import rulebook_problems

_PARTS = ("facts", "scopes", "tiers", "indicators", "deductions", "requirements", "services")


@frozen
class Contribution:
    """All that a plugin registers.

    Attributes:
        found: The plugin it comes from; its code is the jurisdiction it may add to.
        places: The places it declares, by code.
        rulebooks: Its editions with their contents, the earliest first.
        kinds: The rule kinds it brings.
    """

    found: Found
    places: Mapping[str, Jurisdiction] = field(converter=fixed, repr=False)
    rulebooks: tuple[Rulebook, ...] = field(repr=False)
    kinds: tuple[type[Rule], ...] = ()

    @property
    def depth(self) -> int:
        """How many places its own lies in, by its own declarations."""
        return len(ancestry(self.found.code, self.parent)) - 1

    def parent(self, code: str) -> str | None:
        """The code of the place that a place lies in, as it declares them."""
        return self.places[code].parent if code in self.places else None


def collect(plugin: Loaded) -> Contribution:
    """Call every hook of a plugin and check what it gives.

    Raises:
        Faulty: with every problem found.
    """
    gift = gather(plugin)
    found = str(plugin.found)
    problems = [p.within(found) for p in (*place_problems(gift), *_kind_problems(gift))]
    for rulebook in gift.rulebooks:
        own = (*edition_problems(gift, rulebook), *rulebook_problems(rulebook))
        problems += (p.within(f"{found} {rulebook.edition.id}") for p in own)
    if problems:
        raise Faulty(problems)
    return gift


def gather(plugin: Loaded) -> Contribution:
    """Call every hook of a plugin; what it gives is not checked yet.

    Raises:
        Faulty: with every problem of a hook.
    """
    jurisdictions: list[Jurisdiction] = plugin.call("jifen_jurisdictions")
    kinds: list[type[Rule]] = plugin.call("jifen_rule_kinds")
    editions = sorted(plugin.call("jifen_editions"), key=lambda e: e.in_force.from_)
    rulebooks = []
    problems = [p.within(str(plugin.found)) for p in _twice_problems(jurisdictions)]
    for edition in editions:
        try:
            parts: dict[str, Any] = {
                part: tuple(plugin.call(f"jifen_{part}", edition=edition.id)) for part in _PARTS
            }
        except Faulty as faulty:
            problems.extend(faulty.problems)
            continue
        rulebooks.append(Rulebook(edition=edition, **parts))
    if problems:
        raise Faulty(problems)
    return Contribution(
        plugin.found, {j.code: j for j in jurisdictions}, tuple(rulebooks), tuple(kinds)
    )


def ancestry(code: str, parent: Callable[[str], str | None]) -> tuple[str, ...]:
    """A code and those above it, itself first, by parent links; a circle ends where it closes."""
    line: list[str] = []
    at: str | None = code
    while at is not None and at not in line:
        line.append(at)
        at = parent(at)
    return tuple(line)


def place_problems(gift: Contribution) -> Iterable[Problem]:
    """Every problem of the places that a plugin declares."""
    own, places, parent = gift.found.code, gift.places, gift.parent
    if own not in places:
        yield Problem(
            "jurisdiction",
            Text(f"没有声明本地区 {own}", f"it does not declare its own place {own}"),
            Text(
                "入口点名即地区代码，请声明该地区", "The entry point's name is its code; declare it"
            ),
            code="JF409",
        )
    above = ancestry(own, parent)
    for place in places.values():
        if place.parent is not None and place.parent not in places:
            yield Problem(
                f"jurisdiction[{place.code}]",
                Text(f"上级 {place.parent} 未声明", f"its parent {place.parent} is not declared"),
                Text("请一并声明上级地区", "Declare the place above it too"),
                code="JF409",
            )
        line = ancestry(place.code, parent)
        # A place below a circle is sound itself; only those in it are told.
        if parent(line[-1]) == place.code:
            yield Problem(
                f"jurisdiction[{place.code}]",
                Text("上级关系成环", "its parents form a circle"),
                Text("请改正 parent", "Correct the parents"),
                code="JF409",
            )
        elsewhere = province_of(place.code) != province_of(own)
        is_circle = parent(above[-1]) in above
        if elsewhere or not (place.code in above or own in line or is_circle):
            yield _not_its_own(f"jurisdiction[{place.code}]", own)


def _twice_problems(places: Sequence[Jurisdiction]) -> Iterable[Problem]:
    for code, times in Counter(place.code for place in places).items():
        if times > 1:
            yield Problem(
                f"jurisdiction[{code}]",
                Text("此地区声明了两次", "the place is declared twice"),
                Text("请删去其一", "Remove one of the two"),
                code="JF409",
            )


def edition_problems(gift: Contribution, rulebook: Rulebook) -> Iterable[Problem]:
    """Every problem of an edition beside its places and the editions before it."""
    own, edition = gift.found.code, rulebook.edition
    if edition.jurisdiction != own:
        yield _not_its_own("edition.jurisdiction", own)
    if edition.in_force.to is not None and edition.in_force.to < edition.in_force.from_:
        yield Problem(
            "edition.in_force.to",
            Text("施行期为空", "it ends before it begins"),
            Text("请改正 in_force", "Correct in_force"),
            code="JF407",
        )
    scopes = [
        *((f"tier[{tier.id}].scope", tier.scope) for tier in rulebook.tiers),
        *((f"scope[{scope.code}].code", scope.code) for scope in rulebook.scopes),
    ]
    for at, scope in scopes:
        if own not in ancestry(scope, gift.parent):
            yield Problem(
                at,
                Text(
                    f"适用范围 {scope} 不在本地区 {own} 之内",
                    f"its scope {scope} is not inside {own}",
                ),
                Text(
                    "请写本地区或其下级代码，并声明该地区",
                    "Name this jurisdiction or a declared place inside it",
                ),
                code="JF403",
            )
    for service in rulebook.services:
        if own not in ancestry(service.offered_in, gift.parent):
            yield Problem(
                f"service[{service.id}].offered_in",
                Text(
                    f"提供地 {service.offered_in} 不在本地区 {own} 之内",
                    f"the place it is offered in, {service.offered_in}, is not inside {own}",
                ),
                Text(
                    "请写本地区或其下级代码，并声明该地区",
                    "Name this jurisdiction or a declared place inside it",
                ),
                code="JF415",
            )
    for earlier in takewhile(lambda other: other is not rulebook, gift.rulebooks):
        before = earlier.edition
        if before.id == edition.id:
            yield Problem(
                "edition.id",
                Text(f"版本 {before.id} 重名", f"there are two editions {before.id}"),
                Text("请改名", "Give one of them another id"),
                code="JF412",
            )
        if before.in_force.overlaps(edition.in_force):
            yield Problem(
                "edition.in_force.from",
                Text(
                    f"与版本 {before.id} 的施行期重叠",
                    f"it shares days in force with the edition {before.id}",
                ),
                Text("请为前一版本写明截止日期", "End the earlier edition before the later begins"),
                code="JF405",
            )


def _kind_problems(gift: Contribution) -> Iterable[Problem]:
    taken = {kind.kind for kind in core_kinds()}
    for kind in gift.kinds:
        if not attrs.has(kind):
            yield Problem(
                f"rule_kind[{kind.kind}]",
                Text("不是 attrs 类", "it is no attrs class"),
                Text(
                    "规则种类须为冻结的 attrs 类，请加 @attrs.frozen",
                    "A rule kind is a frozen attrs class: put @attrs.frozen above it",
                ),
            )
        if kind.kind in taken:
            yield Problem(
                f"rule_kind[{kind.kind}]",
                Text("规则种类重名", "the name of this rule kind is taken"),
                Text("请改名", "Give it another name"),
            )
        taken.add(kind.kind)


def _not_its_own(at: str, own: str) -> Problem:
    return Problem(
        at,
        Text(f"不属于本插件的地区 {own}", f"it does not belong to this plugin's place {own}"),
        Text(
            "插件只能登记本地区：请改正代码，或由该地区的插件登记",
            "A plugin adds to its own place only: correct the code, or leave it to that plugin",
        ),
        code="JF408",
    )
