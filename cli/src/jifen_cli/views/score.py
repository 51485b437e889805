"""A score as a table: every line with its points, its reason and its source."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jifen import DeductionLine, IndicatorLine, RecordedScore, Scheme, TierLine
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, section, table
from jifen_cli.views.sources import Sources

NAME = 26
"""A name is wrapped beyond this width, which leaves more for reasons and rules."""


def score_sheet(scheme: Scheme, score: RecordedScore, who: str, lang: Lang) -> str:
    """The whole score that a scheme gives an applicant, whose name is given as it may be shown."""
    sheet = _Sheet(scheme, score, lang)
    parts = [sheet.title(who), sheet.lines(), sheet.requirements(), sheet.verdict()]
    parts += [sheet.services(), sheet.sources.listed(), sheet.editions()]
    return "\n\n".join(part for part in parts if part)


class _Sheet:
    def __init__(self, scheme: Scheme, score: RecordedScore, lang: Lang) -> None:
        self.scheme, self.score, self.lang = scheme, score, lang
        self.say = speaker(lang)
        self.sources = Sources(lang)

    def title(self, who: str) -> str:
        score, say = self.score, self.say
        lives, used = self._place(score.lives_in), self._place(score.used_in)
        lines = [
            say(
                f"{who}的积分：居住地 {lives}，使用地 {used}",
                f"Points of {who}: lives in {lives}, used in {used}",
            )
        ]
        since = score.facts_as_of
        taken = "" if since is None else say(f"，事实截至 {since}", f", with the facts of {since}")
        lines.append(say(f"计分日 {score.on}{taken}", f"Scored on {score.on}{taken}"))
        if score.absent_layers:
            absent = say("、", ", ").join(map(self._place, score.absent_layers))
            lines.append(say(f"未计入以下各层：{absent}", f"Without the layers of: {absent}"))
        if score.draft:
            lines.append(say("含草案版本，仅供试算", "By a draft edition: a trial only"))
        return paragraph(*lines)

    def lines(self) -> str:
        say = self.say
        columns = (
            Column(say("指标", "Indicator"), most=NAME),
            Column(say("得分", "Points"), right=True),
            Column(say("满分", "Max"), right=True),
            Column(say("理由", "Reason")),
            Column(say("来源", "Source"), firm=True),
        )
        return table(columns, self._rows())

    def _rows(self) -> Iterator[Sequence[str]]:
        say, score = self.say, self.score
        for tier in score.tiers:
            points = _held(str(tier.earned), tier.is_recognised)
            yield tier.name[self.lang], points, str(tier.cap), tier.reason[self.lang], ""
            yield from (self._indicator(tier, line) for line in tier.indicators)
            yield ()
        if score.deductions:
            yield say("扣分", "Deductions"), less(score.deducted), "", "", ""
            yield from map(self._deduction, score.deductions)
        if score.floored:
            yield say("保底", "Floor"), f"+{score.floored}", "", "", ""

    def _indicator(self, tier: TierLine, line: IndicatorLine) -> Sequence[str]:
        points = _held(str(line.points), tier.is_recognised)
        reason = _lines(line.reason[self.lang], self.sources.note(line.source))
        mark = self.sources.mark(line.source)
        return f"  {line.name[self.lang]}", points, str(line.max), reason, mark

    def _deduction(self, line: DeductionLine) -> Sequence[str]:
        say, points = self.say, _held(less(line.points), line.is_recognised)
        reason = "" if line.is_recognised else say("在使用地不计：", "not counted where used: ")
        reason += line.reason[self.lang]
        if line.freezes:
            until = line.freezes_until
            end = say(f"，至 {until}（含）", f", up to and including {until}") if until else ""
            reason += say(f"；冻结{end}", f"; frozen{end}")
        reason = _lines(reason, self.sources.note(line.source))
        return f"  {line.name[self.lang]}", points, "", reason, self.sources.mark(line.source)

    def requirements(self) -> str:
        say, given = self.say, {r.id: r.source for r in self.scheme.requirements}
        states = {True: say("符合", "met"), False: say("不符合", "NOT MET")}
        return section(
            say("申请条件", "Requirements"),
            (Column(most=NAME), Column(firm=True), Column(), Column(firm=True)),
            [
                (
                    line.name[self.lang],
                    states[line.met],
                    _lines(line.reason[self.lang], self.sources.note(given[line.id])),
                    self.sources.mark(given[line.id]),
                )
                for line in self.score.requirements
            ],
        )

    def verdict(self) -> str:
        say, score = self.say, self.score
        total = say(
            f"总分 {score.total} = 计入 {score.recognised} - 扣分 {score.deducted}",
            f"Total {score.total} = {score.recognised} counted - {score.deducted} deducted",
        )
        if score.floored:
            total += say(f" + 保底 {score.floored}", f" + {score.floored} by the floor")
        return paragraph(total, *(f"  {line}" for line in self._remarks()))

    def _remarks(self) -> Iterator[str]:
        say, score = self.say, self.score
        if score.frozen:
            until = score.frozen_until
            end = (
                say(f"至 {until}（含）", f"up to and including {until}")
                if until
                else say("没有期限", "without end")
            )
            yield say(f"已冻结，{end}，其间不可使用", f"Frozen {end}: it cannot be used meanwhile")
        if not score.eligible:
            yield say("不符合申请条件，不可使用", "The requirements are not met: it cannot be used")
        if score.withheld:
            used = self._place(score.used_in)
            yield say(
                f"括号内的 {score.withheld} 分在{used}不计",
                f"The {score.withheld} in brackets do not count in {used}",
            )
        if score.provisional:
            yield say(
                "含暂定分值：标“暂定”的分值未见公布，由 jifen 项目选定",
                "It rests on provisional figures: not published, chosen by the jifen project",
            )

    def services(self) -> str:
        say, rows = self.say, self.score.services
        states = {True: say("可以申请", "may apply"), False: say("不可申请", "may not apply")}
        return section(
            say("公共服务", "Services"),
            (Column(most=NAME), Column(firm=True), Column(), Column(firm=True)),
            [
                (
                    service.name[self.lang],
                    states[service.qualifies],
                    _lines(service.reason[self.lang], self.sources.note(service.source)),
                    self.sources.mark(service.source),
                )
                for service in rows
            ],
        )

    def editions(self) -> str:
        say = self.say
        return section(
            say("依据", "Editions"),
            (Column(), Column(firm=True), Column(firm=True)),
            [
                (
                    f"{self._place(book.jurisdiction)} {book.edition}",
                    say("草案", "a draft") if book.is_draft else f"{book.plugin} {book.version}",
                    short(book.digest),
                )
                for book in self.score.rulebooks
            ],
        )

    def _place(self, code: str) -> str:
        return place(self.score, code, self.lang)


def place(score: RecordedScore | Scheme, code: str, lang: Lang) -> str:
    """The name of a place with its code."""
    name = score.names.get(code)
    if name is None or name[lang] == code:
        return code
    return f"{name.zh}（{code}）" if lang == "zh" else f"{name.en} ({code})"


def less(deducted: Decimal) -> str:
    """Points that are subtracted."""
    return f"-{deducted}" if deducted else "0"


def short(digest: str) -> str:
    """A digest short enough to read aloud; JSON has it whole."""
    name, _, value = digest.partition(":")
    return f"{name}:{value[:12]}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _held(points: str, counts: bool) -> str:
    """Points as they stand in the table: in brackets where they do not count."""
    return points if counts else f"({points})"
