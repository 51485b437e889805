"""Names in both languages, and sources under the figures."""

from collections.abc import Iterable, Sequence

from jifen.errors import Problem
from jifen.lint.finding import finding
from jifen.model import Deduction, Indicator, Rulebook
from jifen.parts import parts
from jifen.rules import Facts
from jifen.source import Source, begins
from jifen.text import Text
from jifen.wellformed import figures_that_decide, path


def name_problems(rulebook: Rulebook) -> Iterable[Problem]:
    """Every text that is empty in a language, and every source without a title."""
    for table in _TABLES:
        for item in getattr(rulebook, table):
            yield from _texts(item, path(item) if hasattr(item, "id") else f"scope[{item.code}]")
    yield from _texts(rulebook.edition, "edition")


def _texts(item: object, at: str) -> Iterable[Problem]:
    for part in parts(item, at):
        if isinstance(part.value, Text):
            yield from _empty(part.value, part.path)
        elif isinstance(part.value, Source) and not part.value.title.strip():
            yield finding(
                "JF104",
                f"{part.path}.title",
                "来源没有标题",
                "the source has no title",
                "请写明文件名称，或由谁选定",
                "Name the document, or who chose the figure",
            )


def _empty(text: Text, at: str) -> Iterable[Problem]:
    for lang, zh, en in (("zh", "中文", "Chinese"), ("en", "英文", "English")):
        # A unit may be empty, in both languages: a plain count has none.
        if not text[lang].strip() and (text.zh or text.en):  # type: ignore[index]
            yield finding(
                "JF103",
                f"{at}.{lang}",
                f"{zh}为空",
                f"the {en} text is empty",
                f"请补上{zh}",
                f"Write the {en}",
            )


def label_problems(item: Indicator | Deduction, facts: Facts) -> Iterable[Problem]:
    """Every source given for a figure of the rule on which no score can be seen to rest."""
    decided = figures_that_decide(item.rule, facts)
    known = [*filter(None, decided)]
    stated = {part.path for part in parts(item.rule)}
    for label in item.figures if decided else ():
        # Of a part that decided as a whole, the weakest source inside it is shown.
        if label in stated and not any(begins(n, label) or begins(label, n) for n in known):
            yield _not_alone(f"{path(item)}.figures.{label}", label, known)


def _not_alone(at: str, label: str, known: Sequence[str]) -> Problem:
    names = ", ".join(sorted(known))
    zh, en = (
        (f"规则只分辨 {names}", f"the rule tells apart {names} alone")
        if known
        else ("规则按整体计分", "the rule counts as a whole")
    )
    return finding(
        "JF105",
        at,
        f"{zh}，得分无法单独注明 {label} 的来源",
        f"{en}, so no score can show the source of {label} alone",
        "请把来源写在 source",
        "Give it as `source`",
    )


_TABLES = (
    "facts", "scopes", "tiers", "indicators", "deductions", "requirements", "services",
)  # fmt: skip
