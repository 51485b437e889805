"""An edition among those above it in its chain: what is declared twice, unknown, or unused."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from jifen import links
from jifen.condition import Condition
from jifen.contribution import Contribution, ancestry
from jifen.errors import Problem
from jifen.facts import Fact
from jifen.lint.finding import finding, refusal
from jifen.model import Rulebook
from jifen.parts import parts
from jifen.quantity import points_text
from jifen.registry import Registry
from jifen.rules import Rule
from jifen.wellformed import path


def days(gift: Contribution, book: Rulebook, registry: Registry) -> list[date]:
    """The days on which what stands above an edition can change, its first day first."""
    within = book.edition.in_force
    changes = {within.from_}
    for code in _above(gift):
        for edition in (above.edition for above in registry.editions(code)):
            changes.add(edition.in_force.from_)
            if edition.in_force.to is not None:
                changes.add(edition.in_force.to + timedelta(days=1))
    return sorted(day for day in changes if day in within)


def above_on(gift: Contribution, registry: Registry, on: date) -> list[Rulebook]:
    """The editions above a plugin's that are in force on a date, from the province down."""
    return [
        book
        for code in reversed(_above(gift))
        for book in registry.editions(code)
        if on in book.edition.in_force
    ]


def missing_layers(
    gift: Contribution, book: Rulebook, registry: Registry, on: date
) -> Iterable[Problem]:
    """The layers above an edition of which nothing is known on a date."""
    for code in _above(gift):
        name = registry.name(code)
        if code not in registry.contributions:
            yield refusal(
                "JF411",
                "edition.jurisdiction",
                f"上级 {code} {name.zh} 的插件未安装或有故障，无法核对",
                f"the plugin of {code} {name.en} above it is not installed, or broken",
                "请安装该插件后再检查（jifen plugins 列出已安装的插件）",
                "Install it and check again (`jifen plugins` shows what is installed)",
            )
        elif not any(on in above.edition.in_force for above in registry.editions(code)):
            yield refusal(
                "JF411",
                "edition.in_force.from",
                f"{on} 起，上级 {code} {name.zh} 没有施行中的版本",
                f"from {on} no edition of {code} {name.en} above it is in force",
                "请核对施行日期",
                "Check the days in force",
            )


def clashes(book: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """What an edition declares that is taken above it, or declared otherwise there."""
    facts: dict[str, Fact] = {fact.id: fact for other in above for fact in other.facts}
    names = {fact.name.zh: fact.id for fact in facts.values()}
    for fact in book.facts:
        if facts.get(fact.id, fact) != fact:
            yield refusal(
                "JF206",
                path(fact),
                "与上级的声明不同",
                "it is declared otherwise above",
                "请与上级声明完全一致，或换一个标识",
                "Declare it exactly as above, or give it another id",
            )
        if names.setdefault(fact.name.zh, fact.id) != fact.id:
            yield refusal(
                "JF106",
                f"{path(fact)}.name.zh",
                f"中文名与事实 {names[fact.name.zh]} 相同",
                f"its Chinese name is that of the fact {names[fact.name.zh]}",
                "请改名：表格以中文名为列名",
                "Give it another: it names the column of a table",
            )
    taken = {item.id: path(item) for other in above for item in other.named}
    for item in book.named:
        if item.id in taken:
            yield refusal(
                "JF404",
                f"{path(item)}.id",
                f"上级已有 {taken[item.id]}",
                f"the id is taken above it, by {taken[item.id]}",
                "请改名",
                "Give it another",
            )


def rescore_problems(book: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """Every re-score of an indicator that no layer above has."""
    upstream = {indicator.id for other in above for indicator in other.indicators}
    for indicator in book.indicators:
        if indicator.rescores is not None and indicator.rescores not in upstream:
            yield refusal(
                "JF402",
                f"{path(indicator)}.rescores",
                f"上级没有指标 {indicator.rescores}",
                f"no layer above has an indicator {indicator.rescores}",
                "再赋分须针对上级指标，请改正",
                "A re-score names an indicator of a layer above: correct it",
            )


def limit_problems(book: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """Every limit by another indicator that is not there, or below the max that it limits."""
    yield from links.limit_problems(book, above)
    most = {i.id: i.max for other in (*above, book) for i in other.indicators}
    for indicator in book.indicators:
        limit = most.get(indicator.limited_by or "")
        if limit is not None and limit < indicator.max:
            yield finding(
                "JF301",
                f"{path(indicator)}.max",
                f"以 {indicator.limited_by} 的 {points_text(limit)} 分为限，达不到最高分 "
                f"{points_text(indicator.max)}",
                f"it is limited by {indicator.limited_by} to {points_text(limit)}, so its max of "
                f"{points_text(indicator.max)} cannot be reached",
                "请核对最高分",
                "Check the max",
            )


def threshold_problems(book: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """Every service that asks for more points than its tiers can give."""
    caps = {tier.id: tier.cap for other in (*above, book) for tier in other.tiers}
    for service in book.services:
        counted = service.tiers or tuple(caps)
        most = sum(caps[tier] for tier in counted if tier in caps)
        known = all(tier in caps for tier in counted)
        if known and service.threshold is not None and service.threshold > most:
            yield finding(
                "JF315",
                f"{path(service)}.threshold",
                f"须满 {points_text(service.threshold)} 分，而所计层级至多 {points_text(most)} 分",
                f"it asks for {points_text(service.threshold)} points, and its tiers give at most "
                f"{points_text(most)}",
                "请核对分数线与所计层级",
                "Check it against the tiers that the service counts",
            )


def unused_facts(book: Rulebook) -> Iterable[Problem]:
    """Every fact that nothing in its edition reads."""
    read: set[str] = set()
    for part in parts(book):
        if isinstance(part.value, Rule):
            read.update(part.value.reads)
        elif isinstance(part.value, Condition):
            read.add(part.value.fact)
    for fact in book.facts:
        if fact.id not in read:
            yield finding(
                "JF202",
                path(fact),
                "没有规则或条件使用它",
                "no rule and no condition reads it",
                "请删去，或在规则中使用",
                "Remove it, or read it in a rule",
            )


def gaps(books: Sequence[Rulebook]) -> Iterable[tuple[Rulebook, Problem]]:
    """Every edition that begins later than the day after the one before it ends."""
    for earlier, later in pairwise(books):
        end = earlier.edition.in_force.to
        begin = later.edition.in_force.from_
        if end is not None and end + timedelta(days=1) < begin:
            yield (
                later,
                finding(
                    "JF406",
                    "edition.in_force.from",
                    f"与版本 {earlier.edition.id} 之间有空档：前一版本止于 {end}",
                    f"the edition {earlier.edition.id} ends on {end}: the days between have none",
                    "请使施行期首尾相接",
                    "Let each edition begin on the day after the one before it",
                ),
            )


def place_clashes(gift: Contribution, registry: Registry) -> Iterable[Problem]:
    """Every place of the chain that a plugin above declares otherwise."""
    above = [registry.contributions[c] for c in _above(gift) if c in registry.contributions]
    for code in ancestry(gift.found.code, gift.parent):
        for other in above:
            if (
                code in gift.places
                and other.places.get(code, gift.places[code]) != gift.places[code]
            ):
                yield refusal(
                    "JF410",
                    f"jurisdiction[{code}]",
                    f"与 {other.found} 的声明不同",
                    f"{other.found} declares it otherwise",
                    "请与其完全一致",
                    "Declare it exactly alike",
                )


def undeclared_place(code: str) -> Problem:
    """The problem that a rulebook stands alone and nobody declares its place."""
    return refusal(
        "JF409",
        "edition.jurisdiction",
        f"没有已安装的插件声明地区 {code}",
        f"no installed plugin declares the place {code}",
        "请检查插件的文件夹，或安装其上级的插件",
        "Check the plugin's folder, or install the plugin of the place above it",
    )


def _above(gift: Contribution) -> tuple[str, ...]:
    return ancestry(gift.found.code, gift.parent)[1:]
