"""The codes of the places that are known: all that the plugins declare, with rules or without."""

from collections.abc import Iterator, Sequence
from typing import Any

from jifen import Registry
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, table
from jifen_cli.views.rules_data import both


def codes_sheet(registry: Registry, lang: Lang) -> str:
    """Every place, each below the one it lies in, and which codes are accepted for what."""
    say = speaker(lang)
    columns = (
        Column(say("代码", "Code"), firm=True),
        Column(say("中文名", "Chinese name")),
        Column(say("英文名", "English name")),
        Column(say("属于", "Lies in"), firm=True),
        Column(say("插件", "Plugin"), firm=True),
    )
    notes = [
        say(
            "积分使用地（used_in、--used-in）：以上任一代码；所属省份没有安装插件的，任一六位代码"
            "均可，视为省外。更小的地方（乡镇、街道）没有代码，写其所在的县",
            "A score may be used in (used_in, --used-in) any of these places, and in any place, by "
            "its six digits, whose province has no plugin here. What is smaller, a town or a "
            "subdistrict, has no code: write its county's",
        ),
        say(
            "居住地（lives_in）：本地和各上级都有插件的代码；缺插件的，须用 --allow-missing 说明不计该层",
            "Someone may live in (lives_in) any that has a plugin, as all those above it must; a layer "
            "without one must be left out with --allow-missing",
        ),
    ]
    if registry.failed:
        broken = say("、", ", ").join(sorted(registry.failed))
        notes.append(
            say(
                f"插件不可用，所辖各地可能未列全：{broken}，见 jifen plugins",
                f"Broken, so places in them may be missing: {broken}; see `jifen plugins`",
            )
        )
    parts = [paragraph(note) for note in notes]
    if rows := list(_rows(registry, lang)):
        parts.insert(0, table(columns, rows))
    return "\n\n".join(parts)


def codes_data(registry: Registry) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.places/1",
        "places": [
            {
                "code": code,
                "name": both(registry.name(code)),
                "parent": _parent(registry, code),
                "has_plugin": code in registry.contributions,
            }
            for code in _places(registry)
        ],
        "broken": sorted(registry.failed),
    }


def _rows(registry: Registry, lang: Lang) -> Iterator[Sequence[str]]:
    has, none = speaker(lang)("有", "yes"), ""
    for code in _places(registry):
        name, depth = registry.name(code), len(registry.line(code)) - 1
        mark = has if code in registry.contributions else none
        yield code, f"{'  ' * depth}{name.zh}", name.en, _parent(registry, code) or "", mark


def _places(registry: Registry) -> Sequence[str]:
    codes = {code for gift in registry.contributions.values() for code in gift.places}
    return sorted(codes, key=lambda code: registry.line(code)[::-1])


def _parent(registry: Registry, code: str) -> str | None:
    return next(iter(registry.line(code)[1:]), None)
