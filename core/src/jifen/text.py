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
