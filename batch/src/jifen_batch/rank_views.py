"""What `jifen rank` says of a list."""

from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

from jifen import Lang, points
from jifen_batch.rank import RankDone
from jifen_batch.ranking import NAMES, RANKED, Status
from jifen_batch.views import editions, faults
from jifen_cli.table import Column, table


def rank_json(done: RankDone, out: Path, plot: Path | None) -> dict[str, Any]:
    """What a run did, for a program."""
    return {
        "schema": "jifen.rank/1",
        **done.about,
        "out": str(out),
        "plot": str(plot) if plot else None,
        "groups": _groups(done.list),
        "apart": {status.value: n for status, n in _apart(done.list).items()},
        "rejected": done.rejected,
        "event_faults": done.of_events,
        "rejected_to": str(done.rejected_to) if done.rejected_to else None,
        "editions_to": str(done.editions) if done.editions else None,
        "notes": [{"zh": note.zh, "en": note.en} for note in done.notes],
    }


def rank_text(done: RankDone, out: Path, plot: Path | None, lang: Lang) -> str:
    """What a run did, for a person."""
    zh = lang == "zh"
    titles = (
        ("组别", "名额", "参加排名", "入围", "末位同分", "未入围", "入围最低分")
        if zh
        else ("Group", "Places", "Ranked", "Admitted", "Tied", "Not admitted", "Last points")
    )
    no_limit, nobody = ("不限", "无") if zh else ("no limit", "none")
    groups = _groups(done.list)
    rows = [
        [
            group["group"] or ("全部" if zh else "all"),
            no_limit if group["places"] is None else str(group["places"]),
            *(str(group[key]) for key in ("ranked", *(status.value for status in RANKED))),
            group["last_points"] or nobody,
        ]
        for group in groups
    ]
    columns = [Column(titles[0]), *(Column(title, right=True) for title in titles[1:])]
    name = done.race.service.name[lang]
    lines = [f"{name}：{out}" if zh else f"{name}: {out}", ""]
    if rows:
        lines += [table(columns, rows), ""]
    if not any(group["ranked"] for group in groups):
        lines.append("没有人参加排名" if zh else "Nobody is ranked")
    apart = [f"{NAMES[s][lang]} {n}" for s, n in _apart(done.list).items()]
    if apart:
        lines.append(("另列：" if zh else "Apart: ") + ("、" if zh else ", ").join(apart))
    if any(group["tied"] for group in groups):
        lines.append(
            "末位同分的须另行决定，名单中均已列出"
            if zh
            else "Who is tied at the last place is for the authority to decide; all are listed"
        )
    lines += faults(done, lang)
    if plot:
        lines.append(f"分布图：{plot}" if zh else f"Distribution: {plot}")
    return "\n".join([*lines, editions(done.about, lang, done.editions)])


def _groups(placed: pl.DataFrame) -> list[dict[str, Any]]:
    found = []
    for (group,), mine in (
        placed.sort("group").partition_by("group", as_dict=True, maintain_order=True).items()
    ):
        counts = Counter(mine["status"].to_list())
        admitted = mine.filter(pl.col("status") == Status.ADMITTED)["counted"]
        places = mine["places"].drop_nulls().head(1).to_list()
        found.append(
            {
                "group": group,
                "places": places[0] if places else None,
                "ranked": sum(counts[status] for status in RANKED),
                **{status.value: counts[status] for status in RANKED},
                "last_points": str(points(min(admitted.to_list()))) if admitted.len() else None,
            }
        )
    return found


def _apart(placed: pl.DataFrame) -> dict[Status, int]:
    counts = Counter(placed["status"].to_list())
    return {status: counts[status] for status in Status if status not in RANKED and counts[status]}
