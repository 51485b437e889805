"""A score as a scheme computes it: the figures at once, the lines when someone asks for them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from jifen.compile import Compiled, Figures, Judgement, Row, Told
from jifen.composition import Composition
from jifen.explain import since_text
from jifen.facts import Values
from jifen.model import Deduction, Indicator
from jifen.phrases import recognition
from jifen.quantity import points
from jifen.record import (
    DRAFT,
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
        compiled: The functions of the scheme that gave it.
        assessed: The admitted facts in their order, and every figure in quanta.
        facts_as_of: The day the facts were taken, if it was given.
    """

    compiled: Compiled = field(repr=False)
    assessed: tuple[Row, Figures] = field(repr=False)
    facts_as_of: date | None

    @property
    def scheme(self) -> Composition:
        """What it was scored by."""
        return self.compiled.scheme

    @property
    def row(self) -> Row:
        """The admitted facts in their order, the absent ones as None."""
        return self.assessed[0]

    @property
    def figures(self) -> Figures:
        """Every figure, in quanta."""
        return self.assessed[1]

    @property
    def values(self) -> Values:
        """The admitted facts, the absent ones as None."""
        return dict(zip(self.scheme.facts, self.row, strict=True))

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
        return self.compiled.eligible(self.row)

    @property
    def frozen(self) -> bool:
        return self.compiled.freezes(self.row)[0][0]

    @property
    def frozen_until(self) -> date | None:
        return self.compiled.freezes(self.row)[0][1]

    @property
    def provisional(self) -> bool:
        return self.compiled.provisional(self.row)

    def explain(self, lang: Lang) -> str:
        since = "" if self.facts_as_of is None else since_text(self.facts_as_of, lang)
        return self.compiled.explain(lang)(*self.assessed, since)

    def canonical(self) -> dict[str, Any]:
        """The facts that are present, as JSON has them."""
        declared = self.scheme.facts
        given = {fact: value for fact, value in self.values.items() if value is not None}
        return {fact: declared[fact].canonical(value) for fact, value in given.items()}

    def record(self) -> RecordedScore:
        told = (self.compiled.tell(lang)(*self.assessed) for lang in LANGS)
        return self.with_lines(self.compiled.judge()(self.row), *told)

    def with_lines(self, judgement: Judgement, *told: Told) -> RecordedScore:
        """The score with all its lines, of what is judged of them and told in each language."""
        scheme, facts, counted = self.scheme, self.canonical(), self.compiled.count(self.figures)
        claimed, met, decided = judgement
        frozen = self.frozen
        reasons = [
            [Text(zh, en) for zh, en in zip(*both, strict=True)] for both in zip(*told, strict=True)
        ]
        of_indicators = list(zip(claimed, decided, reasons[0], strict=False))
        of_deductions = list(zip(decided[len(claimed) :], reasons[1], strict=True))
        return RecordedScore(
            lives_in=scheme.lives_in,
            used_in=scheme.used_in,
            on=scheme.on,
            facts_as_of=self.facts_as_of,
            facts=facts,
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
            tiers=self._tier_lines(of_indicators, facts),
            deductions=self._deduction_lines(of_deductions, facts),
            services=self._service_lines(counted, reasons[3], eligible=all(met), frozen=frozen),
            rulebooks=tuple(
                RulebookLine(
                    jurisdiction=layer.rulebook.edition.jurisdiction,
                    edition=layer.rulebook.edition.id,
                    plugin=DRAFT if layer.draft else layer.plugin.dist,
                    version=layer.plugin.version,
                    digest=layer.digest,
                )
                for layer in scheme.layers
            ),
        )

    def _tier_lines(
        self, said: list[tuple[bool, str, Text]], facts: Mapping[str, Any]
    ) -> tuple[TierLine, ...]:
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
                facts=_those(indicator, facts),
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

    def _deduction_lines(
        self, said: list[tuple[str, Text]], facts: Mapping[str, Any]
    ) -> tuple[DeductionLine, ...]:
        return tuple(
            DeductionLine(
                id=deduction.id,
                name=deduction.name,
                points=points(quanta),
                is_recognised=deduction.tier in self.scheme.recognised,
                freezes=freezes,
                freezes_until=until,
                reason=reason,
                facts=_those(deduction, facts),
                group=deduction.group,
                department=deduction.department,
                source=deduction.source_of(figure),
            )
            for deduction, quanta, (figure, reason), (freezes, until) in zip(
                self.scheme.deductions,
                self.figures[2],
                said,
                self.compiled.freezes(self.row)[1],
                strict=True,
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


def _those(item: Indicator | Deduction, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that an indicator or a deduction rests on."""
    return {fact: facts[fact] for fact in item.rule.reads if fact in facts}


def nobody(compiled: Compiled) -> RecordedScore:
    """Nobody's score: its lines have names, maxima and places, and say nothing."""
    scheme = compiled.scheme
    row = (None,) * len(scheme.facts)
    parts = (scheme.indicators, scheme.deductions, scheme.requirements, scheme.services)
    unsaid = tuple(("",) * len(part) for part in parts)
    unjudged = ((False,) * len(parts[0]), (False,) * len(parts[2]), unsaid[0] + unsaid[1])
    score = ComputedScore(compiled, (row, compiled.calculate(row)), None)
    return score.with_lines(unjudged, *[unsaid] * len(LANGS))
