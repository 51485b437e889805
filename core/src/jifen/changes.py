"""What changed between two editions of a place's rules, figure by figure, in words and in JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs
from attrs import frozen

from jifen.digest import digest
from jifen.facts import Fact
from jifen.labels import label_of
from jifen.model import Edition, Rulebook
from jifen.source import Source
from jifen.structure import key_of
from jifen.text import LANGS, Lang, Text
from jifen.values import Value, value_of

SCHEMA = "jifen.diff/1"

PARTS: Mapping[str, Text] = {
    "edition": Text("版本", "Edition"),
    "fact": Text("事实", "Facts"),
    "scope": Text("适用范围", "Scopes"),
    "tier": Text("层级", "Tiers"),
    "indicator": Text("指标", "Indicators"),
    "deduction": Text("扣分", "Deductions"),
    "requirement": Text("申请条件", "Requirements"),
    "service": Text("公共服务", "Services"),
}
"""The parts of a rulebook by their table in TOML, in the order of the file."""


@frozen
class Change:
    """One thing that is otherwise in the new edition.

    Attributes:
        at: Its path: `indicator[zhejiang.age].rule.points`.
        where: The same in words: `年龄 › 规则 › 分值`.
        how: Whether it was added, removed or changed.
        was: What it was; None if it was added.
        now: What it is; None if it was removed.
    """

    at: str
    where: Text
    how: Literal["added", "removed", "changed"]
    was: Value | None
    now: Value | None

    @property
    def part(self) -> str:
        """The table it lies in: `indicator`."""
        return self.at.partition("[")[0].partition(".")[0]

    def render(self, lang: Lang) -> str:
        """One line: where, what it was, what it is now."""
        zh, where = lang == "zh", self.where[lang]
        was, now = (v.said[lang] if v else "" for v in (self.was, self.now))
        colon = "：" if zh else ": "
        if self.how == "added":
            return f"{'新增 ' if zh else 'added '}{where}{colon}{now}"
        if self.how == "removed":
            return f"{'取消 ' if zh else 'removed '}{where}{colon}{was}"
        return f"{where}{colon}{was} → {now}"


@frozen
class Diff:
    """What changed between two editions.

    Attributes:
        old: The one edition.
        new: The other.
        changes: What is otherwise in it, in the order of a rulebook.
    """

    old: Rulebook
    new: Rulebook
    changes: tuple[Change, ...]

    def explain(self, lang: Lang) -> str:
        """In words: the editions, and a line for each change under its part."""
        zh = lang == "zh"
        code = self.old.edition.jurisdiction
        lines = [f"{code}{'：' if zh else ': '}" + " → ".join(
            _edition(book.edition, lang) for book in (self.old, self.new)
        )]  # fmt: skip
        if not self.changes:
            lines.append("没有变化" if zh else "nothing changed")
        for part, name in PARTS.items():
            mine = [change for change in self.changes if change.part == part]
            if mine:
                lines += [name[lang], *(f"  {change.render(lang)}" for change in mine)]
        return "\n".join(lines)

    def to_json(self) -> str:
        """The same as JSON of the form `jifen.diff/1`."""
        document = {
            "schema": SCHEMA,
            "jurisdiction": self.old.edition.jurisdiction,
            "from": {"edition": self.old.edition.id, "digest": digest(self.old)},
            "to": {"edition": self.new.edition.id, "digest": digest(self.new)},
            "changes": [
                {
                    "at": change.at,
                    "how": change.how,
                    "was": change.was.plain if change.was else None,
                    "now": change.now.plain if change.now else None,
                    "said": {lang: change.render(lang) for lang in LANGS},
                }
                for change in self.changes
            ],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def diff(old: Rulebook, new: Rulebook, *, facts: Mapping[str, Fact] | None = None) -> Diff:
    """What changed from one edition to another.

    Args:
        old: The one edition.
        new: The other.
        facts: Facts of the layers above that their rules read, by id; rules over facts that are
            not known are named by their kind only.
    """
    above = facts or {}
    walk = _Walk(
        {**above, **{fact.id: fact for fact in old.facts}},
        {**above, **{fact.id: fact for fact in new.facts}},
    )
    changes = [*walk.record(old.edition, new.edition, "edition", Text("", ""))]
    for part in [*PARTS][1:]:
        was, now = (getattr(book, f"{part}s") for book in (old, new))
        changes += walk.named(was, now, part, Text("", ""))
    return Diff(old, new, tuple(changes))


@frozen
class _Walk:
    """Goes through two records side by side, each with the facts that its rules may read."""

    old_facts: Mapping[str, Fact]
    new_facts: Mapping[str, Fact]

    def record(self, old: Any, new: Any, at: str, where: Text) -> Iterator[Change]:
        """The changes of a record whose class has not changed."""
        for attribute in attrs.fields(type(new)):
            if not attribute.init:
                continue
            was, now = getattr(old, attribute.name), getattr(new, attribute.name)
            inner = _inside(where, label_of(type(new), attribute))
            yield from self.value(was, now, f"{at}.{key_of(attribute)}", inner, attribute.type)

    def value(self, old: Any, new: Any, at: str, where: Text, kind: Any) -> Iterator[Change]:
        """The changes of anything, given the type it is declared to have."""
        if old == new:
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._by_key(old, new, at, where, kind)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            if all(_key(item) is not None for item in (*old, *new)):
                yield from self.named(old, new, at, where)
            else:
                yield from self._by_place(old, new, at, where, kind)
        elif type(old) is type(new) and attrs.has(type(new)) and not isinstance(new, Text | Source):
            yield from self.record(old, new, at, where)
        else:
            yield self._change(old, new, at, where, kind)

    def named(
        self, old: Sequence[Any], new: Sequence[Any], at: str, where: Text
    ) -> Iterator[Change]:
        """The changes of records that are known by their id, and of their order."""
        before, after = ({_key(item): item for item in items} for items in (old, new))
        for id_ in dict.fromkeys((*before, *after)):
            was, now = before.get(id_), after.get(id_)
            inner = _inside(where, _name(now if now is not None else was))
            yield from self.value(was, now, f"{at}[{id_}]", inner, None)
        kept = [[id_ for id_ in part if id_ in before and id_ in after] for part in (before, after)]
        if kept[0] != kept[1]:
            order = _inside(where, Text("次序", "order"))
            yield self._change(tuple(before), tuple(after), at, order, None)

    def _by_key(
        self, old: Mapping[str, Any], new: Mapping[str, Any], at: str, where: Text, kind: Any
    ) -> Iterator[Change]:
        for key in dict.fromkeys((*old, *new)):
            inner = _inside(where, Text(key, key))
            yield from self.value(old.get(key), new.get(key), f"{at}.{key}", inner, kind)

    def _by_place(
        self, old: Sequence[Any], new: Sequence[Any], at: str, where: Text, kind: Any
    ) -> Iterator[Change]:
        for n in range(max(len(old), len(new))):
            was, now = (items[n] if n < len(items) else None for items in (old, new))
            inner = Text(f"{where.zh} {n + 1}", f"{where.en} {n + 1}")
            yield from self.value(was, now, f"{at}[{n}]", inner, kind)

    def _change(self, old: Any, new: Any, at: str, where: Text, kind: Any) -> Change:
        was = None if old is None else value_of(old, kind, self.old_facts)
        now = None if new is None else value_of(new, kind, self.new_facts)
        how: Literal["added", "removed", "changed"] = (
            "added" if was is None else "removed" if now is None else "changed"
        )
        return Change(at, where, how, was, now)


def _inside(where: Text, name: Text) -> Text:
    return Text(*(f"{where[lang]} › {name[lang]}" if where[lang] else name[lang] for lang in LANGS))


def _key(item: Any) -> str | None:
    """The id, or the code, by which a record is known; None where it has neither."""
    key = getattr(item, "id", None) or getattr(item, "code", None)
    return key if isinstance(key, str) and attrs.has(type(item)) else None


def _name(item: Any) -> Text:
    name = getattr(item, "name", None) or getattr(item, "wording", None)
    return name if isinstance(name, Text) else Text(str(_key(item)), str(_key(item)))


def _edition(edition: Edition, lang: Lang) -> str:
    since, until = edition.in_force.from_, edition.in_force.to
    if lang == "zh":
        return f"{edition.id}（{since} 起{f'，{until} 止' if until else ''}）"
    return f"{edition.id} (from {since}{f' to {until}' if until else ''})"
