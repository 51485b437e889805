"""The resolver: from where someone lives, where the score is used and a date, to a scheme."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations

from attrs import evolve

from jifen.collection import Collection
from jifen.composition import Layer
from jifen.dates import date_problems, today
from jifen.digest import digest
from jifen.errors import InputError, PluginError, Problem, RulebookError
from jifen.facts import Fact
from jifen.links import limit_problems, service_problems
from jifen.model import Rulebook
from jifen.scheme import Scheme
from jifen.text import Text
from jifen.wellformed import rule_problems


def resolve(
    collected: Collection,
    lives_in: str,
    used_in: str | None = None,
    on: date | None = None,
    *,
    allow_missing: Iterable[str] = (),
) -> Scheme:
    """Compose the layers of a place into the scheme that scores its applicants.

    Args:
        collected: What the plugins at hand contribute.
        lives_in: The code of the place where the applicant lives.
        used_in: The code of the place where the score is used; by default where they live.
        on: The date of the score; by default today in Asia/Shanghai.
        allow_missing: Codes of the chain that may lack a plugin or an edition in force; the
            score then names them as absent.

    Raises:
        InputError: if a place does not exist, or `on` is no date.
        PluginError: if a plugin of the chain is missing or broken.
        RulebookError: if no edition is in force, or the editions do not fit together.
    """
    on = today() if on is None else on
    if problems := [*date_problems(on, "on")]:
        raise InputError(problems)
    used_in = lives_in if used_in is None else used_in
    _require_places(collected, lives_in, used_in)

    # The layers are those of the chain of the place of residence, from the province down; of
    # each jurisdiction the one edition in force on the date, or a draft whatever the date.
    chain = collected.line(lives_in)[::-1]
    layers, absent = _layers(collected, chain, on, frozenset(allow_missing))

    # Layers of one chain share facts, so they must agree on them; and everybody must agree on
    # where the place of use lies.
    around = collected.line(used_in)
    problems = [
        *_place_problems(collected, tuple(dict.fromkeys((*chain, *around)))),
        *_collisions(layers),
        *_fact_problems(layers),
        *_rule_problems(layers),
        *_link_problems(layers, limit_problems),
        # What merely names something of a layer that was left out is no fault; a limit is.
        *([] if absent else _rescore_problems(layers)),
        *([] if absent else _link_problems(layers, service_problems)),
    ]
    if problems:
        raise RulebookError(problems)

    # A tier is recognised iff the place of use is its scope or lies inside it.
    recognised = frozenset(
        tier.id for layer in layers for tier in layer.rulebook.tiers if tier.scope in around
    )
    names = {code: collected.name(code) for code in sorted({*chain, *around})}
    return Scheme(
        lives_in=lives_in,
        used_in=used_in,
        on=on,
        layers=layers,
        absent_layers=absent,
        recognised=recognised,
        around=around,
        names=names,
        unread=_unread_facts(collected, absent),
    )


def _require_places(collected: Collection, *codes: str) -> None:
    problems: list[Problem] = []
    for code in dict.fromkeys(codes):
        if collected.place(code) is None and code in collected.failed:
            # There is such a place, since a plugin bears its code: say what is wrong with that.
            raise PluginError(_no_plugin(collected, code))
        try:
            collected.require_place(code)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)


def _layers(
    collected: Collection, chain: Sequence[str], on: date, allowed: frozenset[str]
) -> tuple[tuple[Layer, ...], tuple[str, ...]]:
    layers: list[Layer] = []
    absent: list[str] = []
    missing: list[Problem] = []
    out_of_force: list[Problem] = []
    for code in chain:
        if draft := collected.drafts.get(code):
            (rulebook,) = draft.rulebooks
            layers.append(Layer(rulebook, draft.found, digest(rulebook), draft=True))
            continue
        in_force = [r for r in collected.editions(code) if on in r.edition.in_force]
        if in_force:
            (rulebook,) = in_force
            layers.append(Layer(rulebook, collected.contributions[code].found, digest(rulebook)))
        elif code in allowed:
            absent.append(code)
        elif code in collected.contributions:
            out_of_force.append(_no_edition(collected, code, on))
        else:
            missing += _no_plugin(collected, code)
    if missing:
        raise PluginError([*missing, *out_of_force])
    if out_of_force:
        raise RulebookError(out_of_force)
    if not layers:
        # Nothing is left to score with, so what may be missing is an error after all.
        return _layers(collected, chain, on, frozenset())
    return tuple(layers), tuple(absent)


def _unread_facts(collected: Collection, absent: Sequence[str]) -> tuple[Fact, ...]:
    facts = (
        fact for code in absent for book in collected.editions(code)[-1:] for fact in book.facts
    )
    return tuple(evolve(fact, required=False) for fact in facts)


def _no_edition(collected: Collection, code: str, on: date) -> Problem:
    has = ", ".join(
        f"{r.edition.id} ({r.edition.in_force.from_} – {r.edition.in_force.to or ''})"
        for r in collected.editions(code)
    )
    name = collected.name(code)
    return Problem(
        f"{collected.contributions[code].found}",
        Text(f"{name.zh}在 {on} 没有施行中的版本", f"no edition of {name.en} is in force on {on}"),
        Text(
            f"现有版本：{has or '无'}；请改日期，或用 allow_missing（--allow-missing）说明不计此层",
            f"It has {has or 'none'}; choose another date, or leave the "
            "layer out with allow_missing (--allow-missing)",
        ),
    )


def _no_plugin(collected: Collection, code: str) -> Iterable[Problem]:
    name = collected.name(code)
    if failed := collected.failed.get(code):
        for failure in failed:
            yield from failure.problems
        return
    installed = any(f.code == code for f in collected.found)
    remedy = (
        Text("请在 load_registry(places=…) 中写明此地", "Name it in load_registry(places=…)")
        if installed
        else Text(
            "请安装该地区的插件，或用 allow_missing（--allow-missing）说明不计此层",
            "Install its plugin, or leave the layer out with allow_missing (--allow-missing)",
        )
    )
    yield Problem(
        f"{code} {name.zh} {name.en}" if name.zh != code else code,
        Text("没有该地区的插件", "there is no plugin of this jurisdiction"),
        remedy,
    )


def _place_problems(collected: Collection, codes: Sequence[str]) -> Iterable[Problem]:
    givers = [collected.contributions[code] for code in codes if code in collected.contributions]
    for code in codes:
        for one, other in combinations([g for g in givers if code in g.places], 2):
            if one.places[code] != other.places[code]:
                yield _differ(code, str(one.found), str(other.found))


def _collisions(layers: Sequence[Layer]) -> Iterable[Problem]:
    owners: dict[str, Layer] = {}
    for layer in layers:
        for item in layer.rulebook.named:
            other = owners.setdefault(item.id, layer)
            if other is not layer:
                yield _differ(item.id, str(other.plugin), str(layer.plugin))


def _fact_problems(layers: Sequence[Layer]) -> Iterable[Problem]:
    by_id: dict[str, tuple[Fact, Layer]] = {}
    by_name: dict[str, tuple[Fact, Layer]] = {}
    for layer in layers:
        for fact in layer.rulebook.facts:
            first, owner = by_id.setdefault(fact.id, (fact, layer))
            if first != fact:
                yield _differ(fact.id, str(owner.plugin), str(layer.plugin))
            first, owner = by_name.setdefault(fact.name.zh, (fact, layer))
            if first.id != fact.id:
                yield _differ(
                    f"{fact.name.zh} ({first.id}, {fact.id})", str(owner.plugin), str(layer.plugin)
                )


def _rule_problems(layers: Sequence[Layer]) -> Iterable[Problem]:
    facts: dict[str, Fact] = {}
    for layer in layers:
        facts |= {fact.id: fact for fact in layer.rulebook.facts}
        place = f"{layer.plugin} {layer.rulebook.edition.id}"
        yield from (p.within(place) for p in rule_problems(layer.rulebook, facts))


def _link_problems(
    layers: Sequence[Layer],
    problems: Callable[[Rulebook, Sequence[Rulebook]], Iterable[Problem]],
) -> Iterable[Problem]:
    above: list[Rulebook] = []
    for layer in layers:
        place = f"{layer.plugin} {layer.rulebook.edition.id}"
        yield from (p.within(place) for p in problems(layer.rulebook, above))
        above.append(layer.rulebook)


def _rescore_problems(layers: Sequence[Layer]) -> Iterable[Problem]:
    upstream: set[str] = set()
    for layer in layers:
        for indicator in layer.rulebook.indicators:
            if indicator.rescores is not None and indicator.rescores not in upstream:
                yield Problem(
                    f"{layer.plugin} {layer.rulebook.edition.id}: indicator[{indicator.id}].rescores",
                    Text(
                        f"上级没有指标 {indicator.rescores}",
                        f"there is no {indicator.rescores} above it",
                    ),
                    Text(
                        "再赋分须针对上级指标，请改正",
                        "A re-score names an indicator of a layer above",
                    ),
                )
        upstream |= {i.id for i in layer.rulebook.indicators}


def _differ(what: str, one: str, other: str) -> Problem:
    both = one if one == other else f"{one}, {other}"
    return Problem(
        both,
        Text(f"{what} 的声明冲突", f"they declare {what} differently or both"),
        Text("请使声明完全一致，或改名", "Make the declarations identical, or rename one"),
    )
