"""The jurisdictions that have rules, with their editions."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from jifen import InForce, Registry, Text
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, table
from jifen_cli.views.rules import in_force

_STATES = {
    "current": Text("施行中", "in force"),
    "coming": Text("尚未施行", "not yet"),
    "past": Text("已废止", "no longer"),
}


def places_sheet(registry: Registry, on: date, lang: Lang) -> str:
    """Every jurisdiction with its editions, each below the place it lies in."""
    say = speaker(lang)
    columns = (
        Column(say("地区", "Jurisdiction")),
        Column(say("代码", "Code"), firm=True),
        Column(say("版本", "Edition")),
        Column(say("施行日期", "In force")),
        Column(on.isoformat(), firm=True),
    )
    parts = [table(columns, _rows(registry, on, lang))]
    if registry.failed:
        broken = say("、", ", ").join(sorted(registry.failed))
        parts.append(
            say(f"插件不可用：{broken}，见 jifen plugins", f"Broken: {broken}; see `jifen plugins`")
        )
    parts.append(
        say("jifen rules 代码：查看一地的积分规则", "`jifen rules CODE` shows the rules of a place")
    )
    return "\n\n".join(paragraph(part) if n else part for n, part in enumerate(parts))


def places_data(registry: Registry, on: date) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.jurisdictions/1",
        "on": on.isoformat(),
        "jurisdictions": [
            {
                "code": code,
                "name": {"zh": registry.name(code).zh, "en": registry.name(code).en},
                "parent": line[1] if (line := registry.line(code))[1:] else None,
                "plugin": registry.contributions[code].found.dist,
                "version": registry.contributions[code].found.version,
                "editions": [
                    {
                        "id": book.edition.id,
                        "from": book.edition.in_force.from_.isoformat(),
                        "to": (to := book.edition.in_force.to) and to.isoformat(),
                        "in_force": on in book.edition.in_force,
                    }
                    for book in registry.editions(code)
                ],
            }
            for code in _ordered(registry)
        ],
        "broken": sorted(registry.failed),
    }


def _rows(registry: Registry, on: date, lang: Lang) -> Iterator[Sequence[str]]:
    for code in _ordered(registry):
        name = f"{'  ' * (len(registry.line(code)) - 1)}{registry.name(code)[lang]}"
        for book in registry.editions(code):
            edition = book.edition
            state = _STATES[_state(edition.in_force, on)][lang]
            yield name, code, edition.id, in_force(edition, lang), state
            name = ""


def _ordered(registry: Registry) -> Sequence[str]:
    return sorted(registry.contributions, key=lambda code: registry.line(code)[::-1])


def _state(days: InForce, on: date) -> str:
    if on in days:
        return "current"
    return "coming" if on < days.from_ else "past"
