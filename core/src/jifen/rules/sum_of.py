"""The sum of several rules under a joint cap: 各项累加，合计不超过上限."""

from attrs import frozen

from jifen.formula import Num, Words, least, total, words
from jifen.quantity import Quanta, points_text
from jifen.rules.rule import Facts
from jifen.rules.several import Several
from jifen.text import Lang, Text


@frozen(kw_only=True)
class SumOf(Several):
    """Several rules added up.

    Attributes:
        cap: The most the sum gives, if it is limited below the indicator's max.
    """

    kind = "sum_of"

    cap: Quanta | None = None

    def formula(self, facts: Facts) -> Num:
        added = total(self.parts(facts))
        return added if self.cap is None else least(added, self.cap)

    def decided_by(self, facts: Facts) -> Words:
        return words("rules")

    def reason(self, facts: Facts, lang: Lang) -> Words:
        return words(_HEAD[lang], self.say_parts(facts, lang), self._say_cap(lang))

    def describe(self, facts: Facts, lang: Lang) -> str:
        return f"{_HEAD[lang]}{self.describe_parts(facts, lang)}{self._say_cap(lang)}"

    def _say_cap(self, lang: Lang) -> str:
        if self.cap is None:
            return ""
        cap = points_text(self.cap)
        return f"；合计至多 {cap} 分" if lang == "zh" else f"; at most {cap} together"


_HEAD = Text("累加：", "the sum of: ")
