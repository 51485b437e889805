"""What each line of a score says, as words with holes: made once, filled for every applicant."""

from collections.abc import Mapping

from jifen.composition import Composition
from jifen.facts import Fact
from jifen.formula import Not, Present, Words, chosen, every, joined, words
from jifen.model import Deduction, Indicator, Requirement, Tier
from jifen.rules import Rule
from jifen.text import Lang


def rule_reason(rule: Rule, facts: Mapping[str, Fact], lang: Lang) -> Words:
    """The rule's own reason with what is absent, or that it is unclaimed, and for want of what."""
    comma = "、" if lang == "zh" else ", "
    absent = joined(comma, ((Not(Present(fact)), facts[fact].name[lang]) for fact in rule.reads))
    reason = rule.reason(facts, lang)
    if len(rule.reads) > 1:
        lacking = words("；没有提供", absent) if lang == "zh" else words("; not given: ", absent)
        all_present = every(Present(fact) for fact in rule.reads)
        reason = words(reason, chosen((all_present, ""), otherwise=lacking))
    unclaimed = "未申报：没有提供" if lang == "zh" else "unclaimed, not given: "
    return chosen((rule.claimed(), reason), otherwise=words(unclaimed, absent))


def decided_by(item: Indicator | Deduction, facts: Mapping[str, Fact]) -> Words:
    """The path of the figure that decided, empty where it does not matter to the source."""
    if not item.figures:
        return words()
    return chosen((item.rule.claimed(), item.rule.decided_by(facts)))


def requirement_reason(requirement: Requirement, facts: Mapping[str, Fact], lang: Lang) -> Words:
    """Whether a requirement is met, and why."""
    condition = requirement.condition
    name = facts[condition.fact].name[lang]
    absent = f"没有提供{name}，不符合" if lang == "zh" else f"{name} not given, not met"
    return chosen((Present(condition.fact), condition.say(facts, lang)), otherwise=absent)


def recognition(scheme: Composition, tier: Tier, lang: Lang) -> str:
    """Why a tier is recognised where the score is used, or why not."""
    wordings = {s.code: s.wording for book in scheme.rulebooks for s in book.scopes}
    name = scheme.names[tier.scope][lang] if tier.scope in scheme.names else tier.scope
    wording = wordings[tier.scope][lang] if tier.scope in wordings else name
    used = scheme.names[scheme.used_in][lang]
    if tier.id in scheme.recognised:
        counts = "计入" if lang == "zh" else "counts"
        if wording.startswith(counts):
            return wording  # which says it already: `counts in the county only`
        return f"{counts}（{wording}）" if lang == "zh" else f"{counts} ({wording})"
    if lang == "zh":
        return f"不计入：{wording}，而{used}不在{name}之内"
    return f"withheld: {wording}, and {used} is not inside {name}"
