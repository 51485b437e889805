"""The rules of a jurisdiction, as its own printed table reads."""

from collections.abc import Iterator, Mapping, Sequence

from jifen import (
    ChoiceFact,
    Deduction,
    Edition,
    EventsFact,
    Freeze,
    Group,
    Indicator,
    Layer,
    Requirement,
    Scheme,
    Service,
    ServiceGroup,
    Tier,
    points,
)
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, section, table
from jifen_cli.views.score import NAME, place, short
from jifen_cli.views.sources import Sources

_DEPARTMENT = 16


def rules_sheet(scheme: Scheme, layer: Layer, lang: Lang) -> str:
    """The edition of a layer; its scheme knows the facts and the indicators above it."""
    sheet = _Sheet(scheme, layer, lang)
    parts = [sheet.title(), sheet.lines(), sheet.requirements(), sheet.services()]
    plugin = f"{layer.plugin.dist} {layer.plugin.version}  {short(layer.digest)}"
    parts += [sheet.sources.listed(), plugin]
    return "\n\n".join(part for part in parts if part)


class _Sheet:
    def __init__(self, scheme: Scheme, layer: Layer, lang: Lang) -> None:
        self.scheme, self.layer, self.lang = scheme, layer, lang
        self.book = layer.rulebook
        self.say = speaker(lang)
        self.sources = Sources(lang)

    def title(self) -> str:
        say, edition = self.say, self.book.edition
        where = place(self.scheme, edition.jurisdiction, self.lang)
        of = say(f"版本 {edition.id}", f"edition {edition.id}")
        lines = [edition.title[self.lang] if edition.title else where, f"{where} {of}"]
        mark = self.sources.mark(edition.source)
        lines[-1] += f"{self._when()} {mark}"
        if edition.floor is not None:
            floor = points(edition.floor)
            lines.append(
                say(f"扣分不使总分低于 {floor} 分", f"No deduction takes the total below {floor}")
                + f" {mark}"
            )
        if self.layer.draft:
            lines.append(say("草案，仅供试算", "A draft, for trials only"))
        return paragraph(*lines)

    def _when(self) -> str:
        days = in_force(self.book.edition, self.lang)
        return self.say(f"，{days}施行", f", in force {days}")

    def lines(self) -> str:
        say = self.say
        columns = (
            Column(say("指标", "Indicator"), most=NAME),
            Column(say("满分", "Max"), right=True),
            Column(say("计分办法", "Rule")),
            Column(say("审核部门", "Department"), most=_DEPARTMENT),
            Column(say("来源", "Source"), firm=True),
        )
        return table(columns, self._rows())

    def _rows(self) -> Iterator[Sequence[str]]:
        for n, tier in enumerate(self.book.tiers):
            if n:
                yield ()
            cap, mark = str(points(tier.cap)), self.sources.mark(tier.source)
            yield tier.name[self.lang], cap, self._kind(tier), "", mark
            for group in tier.groups:
                yield f"  {group.name[self.lang]}", "", self._joint(group), "", ""
            yield from (self._indicator(i) for i in self.book.indicators if i.tier == tier.id)
        if self.book.deductions:
            yield ()
            yield self.say("扣分", "Deductions"), "", "", "", ""
            yield from map(self._deduction, self.book.deductions)

    def _kind(self, tier: Tier) -> str:
        say = self.say
        kind = (
            say("共性指标", "commonality")
            if tier.layer == "commonality"
            else say("个性指标", "personality")
        )
        wordings = {scope.code: scope.wording[self.lang] for scope in self.book.scopes}
        where = wordings.get(tier.scope) or place(self.scheme, tier.scope, self.lang)
        return f"{kind}{say('，', ', ')}{where}"

    def _joint(self, group: Group) -> str:
        say = self.say
        parts = [say("只计最高一项", "only the highest counts")] * (group.mode == "highest")
        if group.cap is not None:
            cap = points(group.cap)
            parts.append(say(f"合计至多 {cap} 分", f"at most {cap} together"))
        return say("，", ", ").join(parts)

    def _indicator(self, item: Indicator) -> Sequence[str]:
        say, lines = self.say, [*self._rule(item)]
        if item.rescores is not None:
            upstream = self._name(item.rescores)
            lines.append(say(f"再赋分：{upstream}", f"Re-scores {upstream}"))
        if item.limited_by is not None:
            other = self._name(item.limited_by)
            lines.append(say(f"不超过{other}的得分", f"No more than the points of {other}"))
        rule, mark = "\n".join(filter(None, lines)), self.sources.mark(item.source)
        return f"  {item.name[self.lang]}", str(points(item.max)), rule, item.department, mark

    def _deduction(self, item: Deduction) -> Sequence[str]:
        lines = [*self._rule(item)]
        if item.freeze is not None:
            lines.append(frozen_for(item.freeze, self.lang))
        rule, mark = "\n".join(filter(None, lines)), self.sources.mark(item.source)
        return f"  {item.name[self.lang]}", "", rule, item.department, mark

    def _rule(self, item: Indicator | Deduction) -> Iterator[str]:
        """What a rule says, a line each, with sources and notes beside the figures they are of."""
        lines = item.rule.describe(self.scheme.facts, self.lang).split(self.say("；", "; "))
        names = _names(self.scheme, item, self.lang)
        sources = dict(item.figures)
        for line in lines:
            mine = [p for p in sources if line.startswith(names.get(p.rpartition(".")[2], "\n"))]
            marks = (self.sources.mark(sources[path]) for path in mine)
            yield "  ".join((line, *marks))
            yield from (self.sources.note(sources.pop(path)) for path in mine)
        for source in sources.values():
            colon, title = self.say("：", ": "), source.title
            if self.lang == "en":
                title = source.title_en or title
            yield f"{self.sources.mark(source)}{colon}{title}"
            yield self.sources.note(source)
        yield self.sources.note(item.source)

    def _name(self, indicator: str) -> str:
        """The name of an indicator of any layer, with that of its tier."""
        tiers = {tier.id: tier.name[self.lang] for tier in self.scheme.tiers}
        for item in self.scheme.indicators:
            if item.id == indicator:
                name, tier = item.name[self.lang], tiers[item.tier]
                return self.say(f"{tier}“{name}”", f"{name} of {tier}")
        return indicator

    def requirements(self) -> str:
        def row(item: Requirement) -> Sequence[str]:
            asked = item.condition.describe(self.scheme.facts, self.lang)
            return item.name[self.lang], asked, self.sources.mark(item.source)

        columns = (Column(most=NAME), Column(), Column(firm=True))
        heading = self.say("申请条件", "Requirements")
        return section(heading, columns, map(row, self.book.requirements))

    def services(self) -> str:
        say = self.say

        def row(item: Service) -> Sequence[str]:
            asked = "\n".join(filter(None, self._asked(item)))
            return item.name[self.lang], asked, self.sources.mark(item.source)

        columns = (Column(most=NAME), Column(), Column(firm=True))
        return section(say("公共服务", "Services"), columns, map(row, self.book.services))

    def _asked(self, item: Service) -> Iterator[str]:
        """What a service asks, which points it counts, and who is served first."""
        say, comma = self.say, self.say("、", ", ")
        if item.threshold is not None:
            least = points(item.threshold)
            yield say(f"满 {least} 分可以申请", f"{least} points or more may apply")
        if item.tiers:
            names = {tier.id: tier.name[self.lang] for tier in self.scheme.tiers}
            counted = comma.join(names.get(tier, tier) for tier in item.tiers)
            yield say(f"只计{counted}", f"Only {counted} counts")
        if item.ranked:
            apart = comma.join(self._places(group.name[self.lang], group) for group in item.groups)
            ranked = self._places(say("按积分排名", "Ranked by points"), item)
            if apart:
                ranked = say(f"{apart}分别{ranked}", f"{ranked}, apart for {apart}")
            yield ranked
        if item.tie_breaks:
            names = {i.id: i.name[self.lang] for i in self.scheme.indicators}
            ties = comma.join(names.get(tie, tie) for tie in item.tie_breaks)
            yield say(f"同分依次比较{ties}", f"Equal ones by {ties}")
        yield self.sources.note(item.source)

    def _places(self, name: str, of: Service | ServiceGroup) -> str:
        if of.places is None:
            return name
        return self.say(f"{name}（取前 {of.places} 名）", f"{name} (the first {of.places})")


def in_force(edition: Edition, lang: Lang) -> str:
    """When an edition is in force, in words."""
    say, days = speaker(lang), edition.in_force
    if days.to is None:
        return say(f"自 {days.from_} 起", f"since {days.from_}")
    return say(f"{days.from_} 至 {days.to}", f"{days.from_} to {days.to}")


def frozen_for(freeze: Freeze, lang: Lang) -> str:
    """How long a deduction freezes the score, in words."""
    say, years = speaker(lang), freeze.years
    if years is None:
        return say("并冻结积分，没有期限", "and the score is frozen without end")
    return say(
        f"并冻结积分，至最后一次满 {years} 年之日（含）",
        f"and the score is frozen until {years} {'year' if years == 1 else 'years'} "
        "after the last one, that day included",
    )


def _names(scheme: Scheme, item: Indicator | Deduction, lang: Lang) -> Mapping[str, str]:
    """The names of the choices, and kinds of event, that an item's figures are given by."""
    names: dict[str, str] = {}
    for fact in (scheme.facts[fact] for fact in item.rule.reads):
        if isinstance(fact, ChoiceFact):
            names |= {choice.id: choice.name[lang] for choice in fact.choices}
        elif isinstance(fact, EventsFact):
            names |= {kind.id: kind.name[lang] for kind in fact.kinds}
    return names
