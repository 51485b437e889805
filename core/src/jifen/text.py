"""Text in the two languages that clerks and applicants read."""

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
    """What one of an English unit is: `month` of `months`; empty where its form does not tell."""
    noun, space, rest = unit.partition(" ")
    if noun.endswith("ies"):
        noun = f"{noun[:-3]}y"
    elif noun.endswith(("ss", "us", "is", "ses", "xes", "zes", "ches", "shes")):
        return ""
    elif noun.endswith("s"):
        noun = noun[:-1]
    return noun + space + rest
