"""What `jifen impact` says of a draft: a text, JSON and a picture."""

from collections.abc import Iterator, Mapping
from typing import Any

from jifen import Lang, points
from jifen_batch.chart import Chart, Kind, Panel
from jifen_batch.impact import Change, Crossing, Impact
from jifen_batch.views import editions, faults_of_events, population, told
from jifen_cli.lang import plural
from jifen_cli.table import Column, table

_GAIN, _LOSE = Kind("加分 gain", "#2f855a"), Kind("减分 lose", "#c05621")


def impact_json(found: Impact) -> dict[str, Any]:
    """What a draft changes, for a program; points are strings of exact decimals."""
    return {
        "schema": "jifen.impact/1",
        **found.about,
        "rows": found.rows,
        "compared": found.compared,
        "only_before": found.only_before,
        "only_after": found.only_after,
        "event_faults": found.of_events,
        "total": _change(found.total),
        "unchanged": found.differences.get(0, 0),
        "differences": {str(points(d)): n for d, n in found.differences.items()},
        "tiers": [{"id": id_, **_change(change)} for id_, change in found.tiers.items()],
        "indicators": [{"id": id_, **_change(change)} for id_, change in found.items.items()],
        "eligible": {"gain": found.eligible.gain, "lose": found.eligible.lose},
        "frozen": {"gain": found.frozen.gain, "lose": found.frozen.lose},
        "services": [
            {
                "id": id_,
                "before": crossing.before,
                "after": crossing.after,
                "enter": crossing.enter,
                "leave": crossing.leave,
            }
            for id_, crossing in found.services.items()
        ],
        "notes": [{"zh": note.zh, "en": note.en} for note in found.notes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "gain": change.gain,
        "lose": change.lose,
        "gained": str(points(change.gained)),
        "lost": str(points(change.lost)),
    }


def impact_text(found: Impact, lang: Lang) -> str:
    """What a draft changes, for a person."""
    zh = lang == "zh"
    gain, lose, same = found.total.gain, found.total.lose, found.differences.get(0, 0)
    lines = [
        f"共 {found.rows} 人，比较 {found.compared} 人：加分 {gain} 人，减分 {lose} 人，不变 {same} 人"
        if zh
        else f"{population(found.rows)}, {found.compared} compared: "
        f"{gain} {plural(gain, 'gains', 'gain')}, {lose} {plural(lose, 'loses', 'lose')}, "
        f"{same} {plural(same, 'stays', 'stay')} the same",
        *_not_compared(found, lang),
        "",
        _changes(found, lang),
        "",
        *([_services(found.services, lang), ""] if found.services else []),
        editions(found.about, lang),
    ]
    return "\n".join(lines)


def _not_compared(found: Impact, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    neither = found.rows - found.compared - found.only_before - found.only_after
    for count, text_zh, text_en in (
        (neither, "两边都无法计分", "cannot be scored under either"),
        (found.only_before, "只在现行版本下能计分", "can be scored now and not under the draft"),
        (found.only_after, "只在草案下能计分", "can be scored under the draft and not now"),
    ):
        if count:
            yield f"{count} 人{text_zh}" if zh else f"{count} {text_en}"
    if found.of_events:
        yield faults_of_events(found.of_events, lang)
    if not found.is_whole:
        yield "如（jifen batch 列出全部）：" if zh else "Such as (`jifen batch` lists all):"
        yield from told(found.sample, lang)


def _changes(found: Impact, lang: Lang) -> str:
    zh = lang == "zh"
    titles = (
        ("", "加分人数", "共加", "人均加", "减分人数", "共减", "人均减")
        if zh
        else ("", "Gain", "Points", "Each", "Lose", "Points", "Each")
    )
    rows = [
        _row(found.total, lang),
        *(_row(change, lang) for change in found.tiers.values()),
        *(_row(c, lang, "  ") for c in found.items.values() if c.gain or c.lose),
    ]
    for change in (found.eligible, found.frozen):
        if change.gain or change.lose:
            rows.append([change.name[lang], str(change.gain), "", "", str(change.lose), "", ""])
    columns = [Column(titles[0]), *(Column(title, right=True) for title in titles[1:])]
    return table(columns, rows)


def _row(change: Change, lang: Lang, indent: str = "") -> list[str]:
    return [
        indent + change.name[lang],
        str(change.gain),
        str(points(change.gained)),
        _each(change.gained, change.gain),
        str(change.lose),
        str(points(change.lost)),
        _each(change.lost, change.lose),
    ]


def _each(quanta: int, count: int) -> str:
    """The points of one on average, for a person to read."""
    return f"{quanta / count / 100:.2f}" if count else "—"


def _services(services: Mapping[str, Crossing], lang: Lang) -> str:
    zh = lang == "zh"
    titles = (
        ("公共服务", "现可申请", "草案下可申请", "新够上", "不再够上")
        if zh
        else ("Service", "May apply now", "Under the draft", "Enter", "Leave")
    )
    rows = [
        [c.service.name[lang], *(str(n) for n in (c.before, c.after, c.enter, c.leave))]
        for c in services.values()
    ]
    columns = [Column(titles[0]), *(Column(title, right=True) for title in titles[1:])]
    return table(columns, rows)


def impact_plot(found: Impact) -> str:
    """The picture of who gains and who loses, and how much."""
    gain = {d / 100: n for d, n in found.differences.items() if d > 0}
    lose = {d / 100: n for d, n in found.differences.items() if d < 0}
    same = found.differences.get(0, 0)
    return Chart(
        title="草案的影响 Impact of the draft",
        subtitle=f"计分日 as of {found.about['on']}，比较 {found.compared:,} 人 compared，"
        f"不变 {same:,} 人 unchanged",
        axis="总分变化 change of the total",
        panels=[
            Panel(
                title=f"加分 {found.total.gain:,} 人 gain，减分 {found.total.lose:,} 人 lose",
                counts={_LOSE: lose, _GAIN: gain},
                marks=[(0.0, "")],
            )
        ],
    ).svg()
