"""A score in words, a line for each thing it says.

A computed and a recorded score give the same text: both fill the same layout, which a scheme
makes once for all its applicants.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from attrs import frozen

from jifen.record import Record, RulebookLine
from jifen.services import VERDICTS
from jifen.source import Source, Status
from jifen.text import Lang, Text

T = TypeVar("T")

STATUS: dict[Status, Text] = {
    "published": Text("公布", "published"),
    "reported": Text("转载", "reported"),
    "provisional": Text("暂定", "provisional"),
}
"""How the three statuses of a source are said."""


@frozen
class Layout:
    """The parts of the text that are the same for every applicant of a scheme.

    Attributes:
        lang: The language.
        opening: The first line: where, where used, when.
        tiers: Of each tier: the text before its points, after them, and its number of lines.
        indicators: Of each indicator: the text before its points, and up to the reason.
        deductions: Of each deduction: the text before its points, and up to the reason.
        requirements: Of each requirement: the text before its reason.
        services: Of each service: the text before the verdict on it, and after the reason.
        closing: The editions.
    """

    lang: Lang
    opening: str
    tiers: tuple[tuple[str, str, int], ...]
    indicators: tuple[tuple[str, str], ...]
    deductions: tuple[tuple[str, str], ...]
    requirements: tuple[str, ...]
    services: tuple[tuple[str, str], ...]
    closing: str


def explain_record(record: Record, lang: Lang) -> str:
    """The text of a score that has all its lines."""
    lines = explanation(
        layout(record, lang),
        since=since_text(record.facts_as_of, lang),
        tiers=[str(tier.earned) for tier in record.tiers],
        indicators=[
            (str(i.points), i.reason[lang], source_text(i.source, lang))
            for tier in record.tiers
            for i in tier.indicators
        ],
        deductions=[
            (
                str(d.points),
                d.reason[lang],
                freeze_text(d.freezes, d.freezes_until, lang),
                source_text(d.source, lang),
            )
            for d in record.deductions
        ],
        requirements=[r.reason[lang] for r in record.requirements],
        verdict=verdict(
            lang,
            total=str(record.total),
            recognised=str(record.recognised),
            deducted=str(record.deducted),
            floored=floor_text(str(record.floored), lang) if record.floored else "",
            frozen=unusable_text(record.frozen_until, lang) if record.frozen else "",
            ineligible="" if record.eligible else INELIGIBLE[lang],
            provisional=PROVISIONAL[lang] if record.provisional else "",
        ),
        services=[(VERDICTS[s.qualifies][lang], s.reason[lang]) for s in record.services],
    )
    return "\n".join("".join(line) for line in lines)


def explanation(
    layout: Layout,
    *,
    since: T,
    tiers: Sequence[T],
    indicators: Sequence[tuple[T, T, T]],
    deductions: Sequence[tuple[T, T, T, T]],
    requirements: Sequence[T],
    verdict: tuple[T | str, ...],
    services: Sequence[tuple[T, T]],
) -> Iterator[tuple[T | str, ...]]:
    """The lines of a text, each in pieces: those of the layout, and those that differ.

    The latter are texts where a score is at hand, or words with holes where a scheme is compiled.
    """
    zh = layout.lang == "zh"
    yield layout.opening, since
    lines = zip(layout.indicators, indicators, strict=True)
    for (before, after, count), earned in zip(layout.tiers, tiers, strict=True):
        yield before, earned, after
        for (name, most), (points, reason, source) in islice(lines, count):
            yield name, points, most, reason, source
    if layout.deductions:
        yield ("扣分" if zh else "Deductions",)
        for (name, after), (points, reason, freeze, source) in zip(
            layout.deductions, deductions, strict=True
        ):
            yield name, points, after, reason, freeze, source
    if layout.requirements:
        yield ("申请条件" if zh else "Requirements",)
        yield from zip(layout.requirements, requirements, strict=True)
    yield verdict
    if layout.services:
        yield ("公共服务" if zh else "Services",)
        opens = "（" if zh else " ("
        for (name, after), (verdict_on_it, reason) in zip(layout.services, services, strict=True):
            yield name, verdict_on_it, opens, reason, after
    yield (layout.closing,)


def layout(record: Record, lang: Lang) -> Layout:
    """The layout of a score, from the parts of it that its scheme decides."""
    zh = lang == "zh"
    colon = "：" if zh else ": "
    lives, used = (_place(record, code, lang) for code in (record.lives_in, record.used_in))
    absent = "、".join(_place(record, code, lang) for code in record.absent_layers)
    opening = f"居住地 {lives}，使用地 {used}，计分日 {record.on}" if zh else (
        f"lives in {lives}, used in {used}, scored on {record.on}"
    )  # fmt: skip
    if absent:
        opening += f"（未计入 {absent} 一层）" if zh else f" (without the layer of {absent})"
    if record.draft:
        opening += "［草案］" if zh else " [draft]"
    not_counted = "，在使用地不计" if zh else ", not counted here"
    return Layout(
        lang,
        opening,
        tuple(
            (f"{t.name[lang]} ", f" / {t.cap}{colon}{t.reason[lang]}", len(t.indicators))
            for t in record.tiers
        ),
        tuple(
            (f"  {i.name[lang]} ", f" / {i.max}{colon}") for t in record.tiers for i in t.indicators
        ),
        tuple(
            (f"  {d.name[lang]} −", f"{'' if d.is_recognised else not_counted}{colon}")
            for d in record.deductions
        ),
        tuple(f"  {r.name[lang]}{colon}" for r in record.requirements),
        tuple(
            (f"  {s.name[lang]}{colon}", f"{'）' if zh else ')'}{source_text(s.source, lang)}")
            for s in record.services
        ),
        "\n".join(
            f"{'依据' if zh else 'by'} {r.jurisdiction} {r.edition}{colon}{_giver(r, lang)}, {r.digest}"
            for r in record.rulebooks
        ),
    )


def _giver(line: RulebookLine, lang: Lang) -> str:
    if line.is_draft:
        return "草案" if lang == "zh" else "a draft"
    return f"{line.plugin} {line.version}"


def source_text(source: Source, lang: Lang) -> str:
    """A source as it stands behind a reason: `［转载：…］`."""
    if lang == "zh":
        return f"［{STATUS[source.status].zh}：{source.title}］"
    return f" [{source.status}: {source.title_en or source.title}]"


def since_text(facts_as_of: date | None, lang: Lang) -> str:
    """When the facts were taken, if that is known."""
    if facts_as_of is None:
        return ""
    return f"，事实截至 {facts_as_of}" if lang == "zh" else f", facts of {facts_as_of}"


def verdict(
    lang: Lang,
    *,
    total: T,
    recognised: T,
    deducted: T,
    floored: T,
    frozen: T,
    ineligible: T,
    provisional: T,
) -> tuple[T | str, ...]:
    """The last word, in pieces: the total, how it comes about, and whether it can be used.

    Of what limits its use, each piece is empty where it does not.
    """
    limits = (floored, frozen, ineligible, provisional)
    if lang == "zh":
        return "总分 ", total, " = 计入 ", recognised, " − 扣分 ", deducted, *limits
    return "Total ", total, " = ", recognised, " that count − ", deducted, " deducted", *limits


INELIGIBLE = Text("；不符合申请条件", "; the requirements are not met")
PROVISIONAL = Text("；含暂定分值", "; rests on provisional figures")


def floor_text(floored: str, lang: Lang) -> str:
    """What the floor of the total gave back."""
    return f" + 保底 {floored}" if lang == "zh" else f" + {floored} by the floor"


def unusable_text(until: date | None, lang: Lang) -> str:
    """That the whole score is frozen."""
    return freeze_text(True, until, lang) + ("，不可使用" if lang == "zh" else ", not usable")


def freeze_text(freezes: bool, until: date | None, lang: Lang) -> str:
    """A freeze, behind a reason."""
    if not freezes:
        return ""
    if lang == "zh":
        return f"；冻结至 {until}（含）" if until else "；冻结"
    return f"; frozen up to and including {until}" if until else "; frozen"


def _place(record: Record, code: str, lang: Lang) -> str:
    name = record.names.get(code)
    return f"{name[lang]}（{code}）" if name and lang == "zh" else (
        f"{name[lang]} ({code})" if name else code
    )  # fmt: skip
