"""The installed plugins, sound and broken."""

from collections.abc import Iterator, Sequence
from typing import Any

from jifen import Found, Problem, Registry
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, table
from jifen_cli.views.rules_data import both


def plugins_sheet(registry: Registry, lang: Lang) -> str:
    """Every plugin found, and below the table what is wrong with the broken ones."""
    say = speaker(lang)
    if not registry.found:
        return say("没有安装地区插件", "No jurisdiction plugin is installed")
    columns = (
        Column(say("代码", "Code"), firm=True),
        Column(say("地区", "Jurisdiction")),
        Column(say("插件", "Plugin"), firm=True),
        Column(say("规则版本", "Editions")),
        Column(say("状态", "State"), firm=True),
    )
    # What two plugins of one place have wrong together is told once.
    wrong = dict.fromkeys(p for found in registry.found for p in _of(registry, found))
    lines = [f"  {problem.render(lang)}" for problem in wrong]
    broken = [say("不可用的原因：", "Why they cannot be used:"), *lines]
    sheet = table(columns, _rows(registry, lang))
    return f"{sheet}\n\n{paragraph(*broken)}" if lines else sheet


def plugins_data(registry: Registry) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.plugins/1",
        "plugins": [
            {
                "code": found.code,
                "name": both(registry.name(found.code)),
                "plugin": found.dist,
                "version": found.version,
                "entry_point": found.value,
                "state": "broken" if _of(registry, found) else "ready",
                "editions": _editions(registry, found),
                "problems": [
                    {"place": p.place, "what": both(p.what), "remedy": both(p.remedy)}
                    for p in _of(registry, found)
                ],
            }
            for found in registry.found
        ],
    }


def _rows(registry: Registry, lang: Lang) -> Iterator[Sequence[str]]:
    say = speaker(lang)
    ready, broken = say("可用", "ready"), say("不可用", "BROKEN")
    for found in registry.found:
        name, given = registry.name(found.code)[lang], f"{found.dist} {found.version}"
        editions = say("、", ", ").join(_editions(registry, found))
        state = broken if _of(registry, found) else ready
        yield found.code, "" if name == found.code else name, given, editions, state


def _editions(registry: Registry, found: Found) -> list[str]:
    return [] if _of(registry, found) else [b.edition.id for b in registry.editions(found.code)]


def _of(registry: Registry, found: Found) -> Sequence[Problem]:
    failures = (f for f in registry.failed.get(found.code, ()) if f.found == found)
    return [problem for failure in failures for problem in failure.problems]
