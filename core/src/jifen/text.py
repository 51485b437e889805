"""Text in the two languages that clerks and applicants read."""

from functools import cache
from typing import Literal, TypeAlias

from attrs import frozen

Lang: TypeAlias = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@frozen
class Text:
    """One text in Chinese and in English.

    Attributes:
        zh: The Chinese text; where a law has a term, the law's.
        en: The English text.
    """

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


def expected(wanted: Text) -> Text:
    """The remedy that says what is to stand there instead."""
    return Text(spaced("应为", wanted.zh), f"Expected {wanted.en}")


def spaced(before: str, after: str) -> str:
    """Two pieces of Chinese text, with a space between where the second begins with a figure."""
    return f"{before} {after}" if after[:1].isascii() and after[:1].isalnum() else before + after


def singular(unit: str) -> str:
    """What one of an English unit is: `month` of `months`; empty for a unit not known here."""
    return _SINGULARS.get(unit, "")


@cache
def after(unit: Text, lang: Lang) -> tuple[str, str]:
    """What follows the number of a unit, and what follows a 1: ` months` and ` month`."""
    many = f" {unit[lang]}" if unit[lang] else ""
    one = singular(unit.en) if lang == "en" else ""
    return many, f" {one}" if one else many


_SINGULARS = {
    "companies": "company",
    "days": "day",
    "designs": "design",
    "hours": "hour",
    "jobs": "job",
    "ml": "ml",
    "months": "month",
    "patents": "patent",
    "people": "person",
    "times": "time",
    "weeks": "week",
    "years": "year",
    "years of age": "year of age",
    "yuan": "yuan",
}
"""A list and no rule of grammar, which would be wrong of `series` and of `square metres`."""
