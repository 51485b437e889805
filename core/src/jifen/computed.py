"""A score as a scheme computes it: the figures at once, the lines when someone asks for them."""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from jifen.compile import Compiled, Figures
from jifen.composition import Composition
from jifen.dates import add_years, in_window
from jifen.explain import freeze_text, since_text, verdict_text
from jifen.facts import Values
from jifen.model import Deduction
from jifen.phrases import recognition
from jifen.quantity import points, points_text
from jifen.record import (
    DeductionLine,
    IndicatorLine,
    RequirementLine,
    RulebookLine,
    ServiceLine,
    TierLine,
)
from jifen.score import RecordedScore, Score
from jifen.services import qualifies
from jifen.text import LANGS, Lang, Text


@frozen(eq=False)
class ComputedScore(Score):
    """A score with the scheme that gave it.

    Attributes:
        scheme: What it was scored by.
        compiled: The scheme's functions.
        values: The admitted facts, the absent ones as None.
        figures: Every figure, in quanta.
        facts_as_of: The day the facts were taken, if it was given.
    """

    scheme: Composition
    compiled: Compiled = field(repr=False)
    values: Values = field(repr=False)
    figures: Figures = field(repr=False)
    facts_as_of: date | None

    @property
    def earned(self) -> Decimal:
        return points(self.figures[3][0])

    @property
    def recognised(self) -> Decimal:
        return points(self.figures[3][1])

    @property
    def withheld(self) -> Decimal:
        return points(self.figures[3][0] - self.figures[3][1])

    @property
    def deducted(self) -> Decimal:
        return points(self.figures[3][2])

    @property
    def floored(self) -> Decimal:
        return points(self.figures[3][3])

    @property
    def total(self) -> Decimal:
        return points(self.figures[3][4])

    @property
    def eligible(self) -> bool:
        return self.compiled.eligible(self.values)

    @property
    def frozen(self) -> bool:
        return _overall(self._freezes(), self.scheme)[0]

    @property
    def frozen_until(self) -> date | None:
        return _overall(self._freezes(), self.scheme)[1]

    @property
    def provisional(self) -> bool:
        return self.compiled.provisional(self.values)

    def explain(self, lang: Lang) -> str:
        freezes = self._freezes()
        _, recognised, deducted, floored, total = self.figures[3]
        frozen, until = _overall(freezes, self.scheme)
        verdict = verdict_text(
            lang,
            recognised=points_text(recognised),
            deducted=points_text(deducted),
            floored=points_text(floored),
            total=points_text(total),
            frozen=frozen,
            frozen_until=until,
            eligible=(eligible := self.eligible),
            provisional=self.provisional,
        )
        said = [freeze_text(freezes, until, lang) for freezes, until in freezes]
        since = since_text(self.facts_as_of, lang)
        counted = self.compiled.count(self.figures)
        standing = (self.values, self.figures, counted, eligible, frozen)
        return self.compiled.explain[lang](*standing, since, said, verdict)

    def _freezes(self) -> list[tuple[bool, date | None]]:
        return [self.freeze_of(deduction) for deduction in self.scheme.deductions]

    def freeze_of(self, deduction: Deduction) -> tuple[bool, date | None]:
        """Whether a deduction freezes the score on its date, and the last day if it has one."""
        if deduction.freeze is None or not any(self.values[f] for f in deduction.rule.reads):
            return False, None
        on, years = self.scheme.on, deduction.freeze.years
        events = [
            event.date
            for fact in deduction.rule.reads
            if self.scheme.facts[fact].type == "events"
            for event in self.values[fact] or ()
            if in_window(event.date, on, years)
        ]
        if not events or years is None:
            return bool(events), None
        return True, add_years(max(events), years)

    def canonical(self, *facts: str) -> dict[str, Any]:
        """The facts named, those present, as JSON has them."""
        declared, values = self.scheme.facts, self.values
        return {f: declared[f].canonical(values[f]) for f in facts if values[f] is not None}

    def record(self) -> RecordedScore:
        scheme = self.scheme
        claimed, met, decided = self.compiled.judge(self.values)
        counted, frozen = self.compiled.count(self.figures), self.frozen
        standing = (self.values, self.figures, counted, all(met), frozen)
        reasons = [
            [Text(zh, en) for zh, en in zip(*both, strict=True)]
            for both in zip(*(self.compiled.tell[lang](*standing) for lang in LANGS), strict=True)
        ]
        of_indicators = list(zip(claimed, decided, reasons[0], strict=False))
        of_deductions = list(zip(decided[len(claimed) :], reasons[1], strict=True))
        return RecordedScore(
            lives_in=scheme.lives_in,
            used_in=scheme.used_in,
            on=scheme.on,
            facts_as_of=self.facts_as_of,
            facts=self.canonical(*scheme.facts),
            eligible=all(met),
            requirements=tuple(
                RequirementLine(id=r.id, name=r.name, met=is_met, reason=reason)
                for r, is_met, reason in zip(scheme.requirements, met, reasons[2], strict=True)
            ),
            frozen=frozen,
            frozen_until=self.frozen_until,
            earned=self.earned,
            recognised=self.recognised,
            withheld=self.withheld,
            deducted=self.deducted,
            floored=self.floored,
            total=self.total,
            provisional=self.provisional,
            draft=any(layer.draft for layer in scheme.layers),
            absent_layers=scheme.absent_layers,
            names=scheme.names,
            tiers=self._tier_lines(of_indicators),
            deductions=self._deduction_lines(of_deductions),
            services=self._service_lines(counted, reasons[3], eligible=all(met), frozen=frozen),
            rulebooks=tuple(
                RulebookLine(
                    jurisdiction=layer.rulebook.edition.jurisdiction,
                    edition=layer.rulebook.edition.id,
                    plugin=layer.plugin.dist,
                    version=layer.plugin.version,
                    digest=layer.digest,
                )
                for layer in scheme.layers
            ),
        )

    def _tier_lines(self, said: list[tuple[bool, str, Text]]) -> tuple[TierLine, ...]:
        scheme = self.scheme
        owners = {t.id: b.edition.jurisdiction for b in scheme.rulebooks for t in b.tiers}
        lines: dict[str, list[IndicatorLine]] = {tier.id: [] for tier in scheme.tiers}
        for indicator, quanta, (claimed, figure, reason) in zip(
            scheme.indicators, self.figures[0], said, strict=True
        ):
            line = IndicatorLine(
                id=indicator.id,
                name=indicator.name,
                points=points(quanta),
                max=points(indicator.max),
                status="scored" if claimed else "unclaimed",
                reason=reason,
                facts=self.canonical(*indicator.rule.reads),
                rescores=indicator.rescores,
                group=indicator.group,
                limited_by=indicator.limited_by,
                department=indicator.department,
                source=indicator.source_of(figure),
            )
            lines[indicator.tier].append(line)
        return tuple(
            TierLine(
                id=tier.id,
                jurisdiction=owners[tier.id],
                layer=tier.layer,
                scope=tier.scope,
                cap=points(tier.cap),
                name=tier.name,
                is_recognised=(counts := tier.id in scheme.recognised),
                reason=Text(*(recognition(scheme, tier, lang) for lang in LANGS)),
                earned=points(quanta),
                recognised=points(quanta if counts else 0),
                withheld=points(0 if counts else quanta),
                indicators=tuple(lines[tier.id]),
            )
            for tier, quanta in zip(scheme.tiers, self.figures[1], strict=True)
        )

    def _deduction_lines(self, said: list[tuple[str, Text]]) -> tuple[DeductionLine, ...]:
        return tuple(
            DeductionLine(
                id=deduction.id,
                name=deduction.name,
                points=points(quanta),
                is_recognised=deduction.tier in self.scheme.recognised,
                freezes=(freeze := self.freeze_of(deduction))[0],
                freezes_until=freeze[1],
                reason=reason,
                facts=self.canonical(*deduction.rule.reads),
                group=deduction.group,
                department=deduction.department,
                source=deduction.source_of(figure),
            )
            for deduction, quanta, (figure, reason) in zip(
                self.scheme.deductions, self.figures[2], said, strict=True
            )
        )

    def _service_lines(
        self, counted: tuple[int, ...], said: list[Text], *, eligible: bool, frozen: bool
    ) -> tuple[ServiceLine, ...]:
        return tuple(
            ServiceLine(
                id=service.id,
                name=service.name,
                points=points(quanta),
                threshold=None if service.threshold is None else points(service.threshold),
                ranked=service.ranked,
                qualifies=qualifies(service, quanta, eligible=eligible, frozen=frozen),
                reason=reason,
                source=service.source,
            )
            for service, quanta, reason in zip(self.scheme.services, counted, said, strict=True)
        )


def _overall(
    freezes: list[tuple[bool, date | None]], scheme: Composition
) -> tuple[bool, date | None]:
    """Whether the whole score is frozen, and the last day if every freeze has one."""
    ends = [
        until
        for (freezes_it, until), deduction in zip(freezes, scheme.deductions, strict=True)
        if freezes_it and deduction.tier in scheme.recognised
    ]
    if not ends:
        return False, None
    dated = [until for until in ends if until is not None]
    return True, max(dated) if len(dated) == len(ends) else None
