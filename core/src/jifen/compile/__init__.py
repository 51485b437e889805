"""The functions generated for a scheme: the one clever place, so that rule kinds stay plain.

They do what a loop over the rulebook would do, written out, as attrs and cattrs write out what a
loop over fields would do. All of them but one work on a *row*: the admitted values of the facts
in their order, which a function unpacks into local names at once.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from attrs import frozen

from jifen.compile.assess import (
    Figures,
    Row,
    compile_assess,
    compile_calculate,
    compile_count,
)
from jifen.compile.judge import (
    Freezes,
    Judgement,
    compile_judge,
    is_eligible,
    is_provisional,
    what_freezes,
)
from jifen.compile.tell import Told, compile_tell
from jifen.compile.text import compile_explain
from jifen.composition import Composition
from jifen.explain import Layout
from jifen.formula import Code
from jifen.text import Lang

__all__ = ["Compiled", "Figures", "Judgement", "Row", "Told", "compile_scheme"]


@frozen
class Compiled:
    """What a scheme is composed of, and the functions generated from it.

    Those that not every score needs are generated when they are first asked for, so there is one
    call more to them: `judge()(row)`, `tell(lang)(row, figures)`.

    Attributes:
        scheme: What they were generated from.
        assess: From raw facts to the row and every figure. It raises `Refused`, without a word on
            where, for facts that cannot be admitted.
        calculate: From a row to every figure.
        count: From figures to the points that each service counts.
        eligible: Whether every requirement is met.
        provisional: Whether any line of an applicant rests on a provisional figure.
        freezes: Whether the score is frozen and until when, and the same of each deduction.
        judge: What is claimed and met, and which figures decided.
        tell: By language, the reasons of indicators, deductions, requirements and services.
        explain: By language, from a row, its figures and since when to the whole text.
    """

    scheme: Composition
    assess: Callable[[Mapping[str, Any]], tuple[Row, Figures]]
    calculate: Callable[[Row], Figures]
    count: Callable[[Figures], tuple[int, ...]]
    eligible: Callable[[Row], bool]
    provisional: Callable[[Row], bool]
    freezes: Callable[[Row], Freezes]
    judge: Callable[[], Callable[[Row], Judgement]]
    tell: Callable[[Lang], Callable[[Row, Figures], Told]]
    explain: Callable[[Lang], Callable[[Row, Figures, str], str]]


def compile_scheme(scheme: Composition, layout: Callable[[Lang], Layout]) -> Compiled:
    """Generate the functions of a scheme.

    Args:
        scheme: What it is composed of.
        layout: The parts of the whole text that are the same for every applicant.
    """
    calculate = compile_calculate(scheme)
    judge = cache(partial(compile_judge, scheme))
    tell = cache(partial(compile_tell, scheme))

    def explain(lang: Lang) -> Callable[[Row, Figures, str], str]:
        return compile_explain(scheme, layout(lang), calculate, judge(), tell(lang))

    def of_row(answer: Callable[[Composition, Code], str]) -> Any:
        code = Code(scheme.facts, scheme.on)
        return code.of_row(answer.__name__, answer(scheme, code))

    return Compiled(
        scheme,
        compile_assess(scheme),
        calculate,
        compile_count(scheme),
        of_row(is_eligible),
        of_row(is_provisional),
        of_row(what_freezes),
        judge,
        tell,
        cache(explain),
    )
