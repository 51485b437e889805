"""公共服务: what the services of the place of use make of a score.

A service asks for so many points, or ranks those who apply, or both. What it counts is the total,
or the points of some tiers with the deductions of these. Who gets a place is decided over all who
apply; a score only says who may be considered.
"""

from jifen.formula import (
    AtLeast,
    Cond,
    Figure,
    Holds,
    InPoints,
    Not,
    Words,
    chosen,
    every,
    words,
)  # fmt: skip
from jifen.quantity import points_text
from jifen.service import Names, Service
from jifen.text import Lang, Text

ELIGIBLE, FROZEN = Holds("eligible"), Holds("frozen")
"""Names of the functions in which the words below stand."""

VERDICTS = {
    True: Text("可以申请", "may apply"),
    False: Text("不可申请", "may not apply"),
}
"""How it is said that a score qualifies for a service, or does not."""


def qualifies(service: Service, counted: int, *, eligible: bool, frozen: bool) -> bool:
    """Whether someone with so many quanta may be considered for a service."""
    reached = service.threshold is None or counted >= service.threshold
    return eligible and not frozen and reached


def say_verdict(service: Service, counted: Figure, lang: Lang) -> Words:
    """That they may apply, or may not."""
    verdict = (_may_apply(service, counted), VERDICTS[True][lang])
    return chosen(verdict, otherwise=VERDICTS[False][lang])


def say_reason(service: Service, counted: Figure, names: Names, lang: Lang) -> Words:
    """The points that count, what is asked, what stands against it, and else who decides."""
    zh = lang == "zh"
    points = InPoints(counted)
    said = words(points, " 分") if zh else words(points, " points")
    if service.threshold is not None:
        least = points_text(service.threshold)
        enough, short = (f"，达到 {least} 分", f"，未达到 {least} 分") if zh else (
            f", at least {least}", f", less than {least}"
        )  # fmt: skip
        reached = AtLeast(counted, service.threshold)
        said = words(said, chosen((reached, enough), otherwise=short))
    unmet, frozen = ("；不符合申请条件", "；积分冻结") if zh else (
        "; the requirements are not met", "; the score is frozen"
    )  # fmt: skip
    ranking = service.say_ranking(names, lang)
    then = f"{'；' if zh else '; '}{ranking}" if ranking else ""
    return words(
        said,
        chosen((ELIGIBLE, ""), otherwise=unmet),
        chosen((FROZEN, frozen)),
        chosen((_may_apply(service, counted), then)),
    )


def _may_apply(service: Service, counted: Figure) -> Cond:
    reached = [] if service.threshold is None else [AtLeast(counted, service.threshold)]
    return every((*reached, ELIGIBLE, Not(FROZEN)))
