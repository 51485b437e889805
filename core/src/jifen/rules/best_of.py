"""The best of several rules: 取最高一项，不累加."""

from attrs import frozen

from jifen.formula import Num, Words, greatest, words
from jifen.rules.rule import Facts
from jifen.rules.several import Several
from jifen.text import Lang, Text


@frozen(kw_only=True)
class BestOf(Several):
    """The highest of several rules; the others are not added."""

    kind = "best_of"

    def formula(self, facts: Facts) -> Num:
        return greatest(*self.parts(facts))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        return words(_HEAD[lang], self.say_parts(facts, lang))

    def describe(self, facts: Facts, lang: Lang) -> str:
        return f"{_HEAD[lang]}{self.describe_parts(facts, lang)}"

    def decided_by(self, facts: Facts) -> Words:
        return self.figure_of_extreme(facts, greatest=True)


_HEAD = Text("取最高一项：", "the highest of: ")
