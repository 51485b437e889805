"""What one score is worth in each place, in one table."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from jifen import RecordedScore
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, table
from jifen_cli.views.score import less, place

Say = Callable[[str, str], str]


def worth_sheet(scores: Sequence[RecordedScore], who: str, lang: Lang) -> str:
    """The tiers of a score down, the places across: the innermost first, outside last."""
    say, home = speaker(lang), scores[0]
    lives = place(home, home.lives_in, lang)
    title = paragraph(
        say(f"{who}的积分在各地各值多少", f"What the points of {who} are worth in each place"),
        say(f"居住地 {lives}，计分日 {home.on}", f"Lives in {lives}, scored on {home.on}"),
    )
    columns = [
        Column(say("层级", "Tier")),
        Column(say("得分", "Points"), right=True),
        *(Column(name, right=True) for name in _places(scores, lang)),
    ]
    notes = [f"{tier.name[lang]}{say('：', ': ')}{tier.reason[lang]}" for tier in home.tiers]
    if home.provisional:
        notes.append(
            say(
                "含暂定分值，不带 --used-in all 可逐项查看",
                "It rests on provisional figures: leave out --used-in all to see each",
            )
        )
    parts = [title, table(columns, _rows(scores, say, lang)), paragraph(*notes)]
    return "\n\n".join(parts)


def _places(scores: Sequence[RecordedScore], lang: Lang) -> Iterator[str]:
    """The place where the applicant lives, then everywhere else inside each place above it."""
    say, home = speaker(lang), scores[0]
    yield home.names[home.lives_in][lang].replace(" ", "\n", 1)
    for _, score in pairwise(scores[:-1]):
        name = score.names[score.used_in][lang]
        yield say(f"{name}\n其他地区", f"Rest of\n{name}")
    outside = scores[-2].names[scores[-2].used_in][lang]
    yield say(f"{outside}\n以外", f"Outside\n{outside}")


def _rows(scores: Sequence[RecordedScore], say: Say, lang: Lang) -> Iterator[Sequence[str]]:
    home = scores[0]
    for n, tier in enumerate(home.tiers):
        held = say("不计", "withheld")
        counted = (s.tiers[n] for s in scores)
        cells = (str(t.recognised) if t.is_recognised else held for t in counted)
        yield tier.name[lang], f"{tier.earned} / {tier.cap}", *cells
    yield say("扣分", "Deductions"), "", *(less(s.deducted) for s in scores)
    if any(s.floored for s in scores):
        yield say("保底", "Floor"), "", *(f"+{s.floored}" if s.floored else "0" for s in scores)
    yield say("总分", "Total"), "", *(str(s.total) for s in scores)
    yield say("冻结", "Frozen"), "", *(_frozen(s, say) for s in scores)
    yes, no = say("是", "yes"), say("否", "no")
    yield (
        say("符合申请条件", "Requirements met"),
        "",
        *(yes if s.eligible else no for s in scores),
    )


def _frozen(score: RecordedScore, say: Say) -> str:
    if not score.frozen:
        return say("否", "no")
    until = score.frozen_until
    return say(f"至\n{until}", f"until\n{until}") if until else say("是", "yes")
