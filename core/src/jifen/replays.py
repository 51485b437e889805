"""Replay: an old score computed again, from its own facts and editions.

A score holds all that it came from. Computed again it is the same, byte for byte, as long as the
same editions of the same plugins are at hand; where it is not, this says which are missing or have
changed, and what that makes of the score.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from jifen.collection import Collection
from jifen.digest import digest
from jifen.errors import JifenError, Problem
from jifen.record import RulebookLine
from jifen.resolver import resolve
from jifen.score import RecordedScore, Score
from jifen.text import Lang, Text

SCHEMA = "jifen.replay/1"


@frozen
class Difference:
    """One value of a score that is another when it is computed again.

    Attributes:
        at: Where: `tiers[zhejiang.commonality].indicators[zhejiang.age].points`.
        was: The value in the old score, as JSON has it; None where it is not in it.
        now: The value now; None where it is gone.
    """

    at: str
    was: Any
    now: Any

    def render(self, lang: Lang) -> str:
        """One line: where, what it was, what it is now."""
        was, now = _shown(self.was, lang), _shown(self.now, lang)
        return f"{self.at}：{was} → {now}" if lang == "zh" else f"{self.at}: {was} → {now}"


@frozen
class Replay:
    """What came of computing a score again.

    Attributes:
        recorded: The old score.
        again: The score computed now; None if it could not be.
        same: Whether both are the same, byte for byte.
        faults: The editions that are no longer at hand or have changed, and whatever else kept
            the score from being computed as it was.
        differences: The values that are others now, beside the editions.
    """

    recorded: RecordedScore
    again: Score | None
    same: bool
    faults: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()

    def explain(self, lang: Lang) -> str:
        """In words: whether it is the same, or a line for each thing that is not."""
        zh, old, new = lang == "zh", self.recorded.total, self.again
        if self.same:
            return (
                f"重算结果与原文件逐字节相同：{old} 分"
                if zh
                else f"Computed again it is the same, byte for byte: {old} points"
            )
        if new is None:
            head = (
                f"无法重算（原为 {old} 分）："
                if zh
                else f"Not computed again (it was {old} points):"
            )
        elif new.total == old:
            head = (
                f"重算仍为 {old} 分，但与原文件不同："
                if zh
                else f"Still {old} points, but not the same:"
            )
        else:
            head = (
                f"重算为 {new.total} 分，原为 {old} 分："
                if zh
                else f"{new.total} points, and it was {old}:"
            )
        said = [p.render(lang) for p in self.faults] + [d.render(lang) for d in self.differences]
        return "\n".join((head, *(f"  {line}" for line in said)))

    def to_json(self) -> str:
        """The same as JSON of the form `jifen.replay/1`."""
        document = {
            "schema": SCHEMA,
            "same": self.same,
            "total": {
                "was": str(self.recorded.total),
                "now": None if self.again is None else str(self.again.total),
            },
            "faults": [
                {"at": p.place, "zh": p.render("zh"), "en": p.render("en")} for p in self.faults
            ],
            "differences": [{"at": d.at, "was": d.was, "now": d.now} for d in self.differences],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def replay(text: str | bytes, collected: Collection) -> Replay:
    """Compute a score again from its JSON.

    Args:
        text: The JSON of the score, as it was written.
        collected: The plugins at hand, and the drafts if it rested on any.

    Raises:
        InputError: if the text is not the JSON of a score.
    """
    recorded = Score.from_json(text)
    faults = tuple(fault for line in recorded.rulebooks for fault in _faults(line, collected))
    try:
        scheme = resolve(
            collected,
            recorded.lives_in,
            recorded.used_in,
            recorded.on,
            allow_missing=recorded.absent_layers,
        )
        again = scheme.score(recorded.facts, facts_as_of=recorded.facts_as_of)
    except JifenError as error:
        return Replay(recorded, None, False, faults or error.problems)
    new = again.to_json()
    if new.encode() == (text.encode() if isinstance(text, str) else text):
        return Replay(recorded, again, True)
    differences = tuple(_differences(json.loads(text), json.loads(new)))
    if not faults and not differences:
        faults = (_written_otherwise(),)
    return Replay(recorded, again, False, faults, differences)


def _faults(line: RulebookLine, collected: Collection) -> Iterable[Problem]:
    """Why an edition is not the one that a score came from, if it is not."""
    draft = line.is_draft
    giver = line.plugin if draft else f"({line.plugin} {line.version})"
    at = f"{line.jurisdiction} {line.edition} {giver}"
    gifts = collected.drafts if draft else collected.contributions
    gift = gifts.get(line.jurisdiction)
    if gift is None:
        remedy = (
            Text("请一并给出该草案（--rulebook）", "Give the draft too (--rulebook)")
            if draft
            else _install(line)
        )
        yield Problem(at, Text("已不可用", "it is not at hand"), remedy)
        return
    remedy = Text("请给出原草案", "Give the draft as it was") if draft else _install(line)
    now = {book.edition.id: book for book in gift.rulebooks}.get(line.edition)
    if now is None:
        yield Problem(
            at, Text(f"{gift.found} 没有此版本", f"{gift.found} has no such edition"), remedy
        )
    elif (value := digest(now)) != line.digest:
        yield Problem(
            at,
            Text(
                f"版本内容已变：{line.digest} → {value}", f"it has changed: {line.digest} → {value}"
            ),
            remedy,
        )
    elif not draft and line.jurisdiction in collected.drafts:
        yield Problem(
            at,
            Text("现以草案代替", "a draft stands in for it now"),
            Text("请不带草案重算", "Compute it without the draft"),
        )
    elif not draft and (gift.found.dist, gift.found.version) != (line.plugin, line.version):
        yield Problem(
            at,
            Text(f"现为 {gift.found}，规则相同", f"it is in {gift.found} now, with the same rules"),
            remedy,
        )


def _install(line: RulebookLine) -> Text:
    what = f"{line.plugin}=={line.version}"
    return Text(f"如需原样重算，请安装 {what}", f"Install {what} to compute it as it was")


def _written_otherwise() -> Problem:
    return Problem(
        "score",
        Text("内容相同，文字排列不同", "it says the same, but its text was written otherwise"),
        Text("请使用 jifen 写出的原文件", "Use the file as jifen wrote it"),
    )


def _differences(was: Any, now: Any, at: str = "") -> Iterator[Difference]:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            if not at and key == "rulebooks":
                continue
            inner = f"{at}.{key}" if at else key
            yield from _differences(was.get(key), now.get(key), inner)
    elif isinstance(was, list) and isinstance(now, list):
        old, new = _by_id(was), _by_id(now)
        for key in dict.fromkeys((*old, *new)):
            yield from _differences(old.get(key), new.get(key), f"{at}[{key}]")
    elif was != now:
        yield Difference(at, was, now)


def _by_id(items: list[Any]) -> dict[str, Any]:
    """The items by their id; by their place where they have none."""
    return {
        str(item["id"]) if isinstance(item, dict) and "id" in item else str(n): item
        for n, item in enumerate(items)
    }


def _shown(value: Any, lang: Lang) -> str:
    if value is None:
        return "无" if lang == "zh" else "nothing"
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        return f"“{value[lang]}”"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
