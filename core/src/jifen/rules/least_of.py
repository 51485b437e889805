"""The least of several rules: 以最低一项为准."""

from attrs import frozen

from jifen.formula import Num, Words, least, words
from jifen.rules.rule import Facts
from jifen.rules.several import Several
from jifen.text import Lang, Text


@frozen(kw_only=True)
class LeastOf(Several):
    """The lowest of several rules: what one gives is limited by every other.

    A part whose facts are absent gives nothing, so nothing is given at all.
    """

    kind = "least_of"

    def formula(self, facts: Facts) -> Num:
        return least(*self.parts(facts))

    def reason(self, facts: Facts, lang: Lang) -> Words:
        return words(_HEAD[lang], self.say_parts(facts, lang))

    def describe(self, facts: Facts, lang: Lang) -> str:
        return f"{_HEAD[lang]}{self.describe_parts(facts, lang)}"

    def decided_by(self, facts: Facts) -> Words:
        return self.figure_of_extreme(facts, greatest=False)


_HEAD = Text("取最低一项：", "the lowest of: ")
