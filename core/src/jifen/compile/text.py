"""From a row to the whole text, every line with its figure, its reason and its source."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from math import prod

from jifen.compile.assess import Figures, Row
from jifen.compile.judge import Judgement, is_provisional
from jifen.compile.tell import Told, counts, reasons, work_out_standing
from jifen.composition import Composition
from jifen.explain import (
    INELIGIBLE,
    PROVISIONAL,
    Layout,
    explanation,
    floor_text,
    freeze_text,
    source_text,
    unusable_text,
    verdict,
)
from jifen.formula import (
    Code,
    Hole,
    Looked,
    Not,
    Present,
    Template,
    Words,
    chosen,
    every,
    words,
)  # fmt: skip
from jifen.model import Deduction, Indicator
from jifen.phrases import decided_by
from jifen.quantity import points_text
from jifen.services import say_verdict

FEW = 64
"""A line that can say no more than so many things is written out for each of them."""


def compile_explain(
    scheme: Composition,
    layout: Layout,
    calculate: Callable[[Row], Figures],
    judge: Callable[[Row], Judgement],
    tell: Callable[[Row, Figures], Told],
) -> Callable[[Row, Figures, str], str]:
    """Generate the function from a row, its figures and since when to the whole text."""
    lang, code = layout.lang, Code(scheme.facts, scheme.on)
    work_out_standing(scheme, code)
    code.lines.append("_, recognised, deducted, floored, total = sums")
    said = reasons(scheme, lang)

    def points(quanta: str) -> Words:
        return Hole(code.points(quanta))

    def source(item: Indicator | Deduction) -> Words:
        def look(path: str) -> str:
            return source_text(item.source_of(path), lang)

        return Looked(look, decided_by(item, scheme.facts))

    def by_value(reads: Sequence[str], say: Callable[[Row], str]) -> Words | None:
        """What is said of a row, written out for all values of the facts it rests on, if few."""
        values_of = [(None, *scheme.facts[fact].every_value()) for fact in reads]
        if any(len(values) == 1 for values in values_of) or prod(map(len, values_of)) > FEW:
            return None
        table = {}
        for values in product(*values_of):
            given = dict(zip(reads, values, strict=True))
            row = tuple(given.get(fact) for fact in scheme.facts)
            table[values if len(values) > 1 else values[0]] = say(row)
        return Hole(f"{code.bind(table)}[{', '.join(map(code.fact, reads))}]")

    def indicator(n: int, item: Indicator) -> tuple[Words, Words, Words]:
        def say_points(row: Row) -> str:
            return points_text(calculate(row)[0][n])

        def say_reason(row: Row) -> str:
            return tell(row, calculate(row))[0][n]

        def say_rest(row: Row) -> str:
            return say_reason(row) + source_text(item.source_of(judge(row)[2][n]), lang)

        figure, reason, reads = points(f"indicators[{n}]"), said[0][n], item.rule.reads
        if item.group is not None or item.limited_by is not None:
            return figure, reason, source(item)  # it rests on other indicators too
        if (few_points := by_value(reads, say_points)) and (few := by_value(reads, say_rest)):
            return few_points, few, words()
        nothing = every(Not(Present(fact)) for fact in reads)
        unclaimed = say_reason((None,) * len(scheme.facts))
        return figure, chosen((nothing, unclaimed), otherwise=reason), source(item)

    def requirement(n: int, fact: str) -> Words:
        return by_value((fact,), lambda row: tell(row, calculate(row))[2][n]) or said[2][n]

    def where(condition: str, text: str) -> Words:
        return Hole(f"{text} if {condition} else ''")

    def bound(text: Callable[..., str]) -> str:
        return code.bind(partial(text, lang=lang))

    say_freeze = bound(freeze_text)
    lines = explanation(
        layout,
        since=Hole("since"),
        tiers=[points(f"tiers[{n}]") for n in range(len(scheme.tiers))],
        indicators=[indicator(n, item) for n, item in enumerate(scheme.indicators)],
        deductions=[
            (
                points(f"deductions[{n}]"),
                said[1][n],
                where(f"freezes[{n}][0]", f"{say_freeze}(*freezes[{n}])"),
                source(item),
            )
            for n, item in enumerate(scheme.deductions)
        ],
        requirements=[
            requirement(n, item.condition.fact) for n, item in enumerate(scheme.requirements)
        ],
        verdict=verdict(
            lang,
            total=points("total"),
            recognised=points("recognised"),
            deducted=points("deducted"),
            floored=where("floored", f"{bound(floor_text)}({code.points('floored')})"),
            frozen=where("frozen", f"{bound(unusable_text)}(until)"),
            ineligible=where("not eligible", repr(INELIGIBLE[lang])),
            provisional=where(is_provisional(scheme, code), repr(PROVISIONAL[lang])),
        ),
        services=[
            (say_verdict(service, counts(n, scheme), lang), said[3][n])
            for n, service in enumerate(scheme.services)
        ],
    )
    text = Template(tuple(part for line in lines for part in (*line, "\n"))[:-1])
    return code.of_row("explain", text.source(code), "figures", "since")  # type: ignore[no-any-return]
