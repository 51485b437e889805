"""What the commands say of a run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from jifen import Lang
from jifen_batch.batch import Done


def summary_json(done: Done, out: Path) -> dict[str, Any]:
    """What a run did, for a program."""
    return {
        "schema": "jifen.batch/1",
        "rows": done.rows,
        "scored": done.scored,
        "rejected": done.rejected,
        "out": str(out),
        "rejected_to": str(done.rejected_to) if done.rejected_to else None,
        **done.about,
        "notes": [{"zh": note.zh, "en": note.en} for note in done.notes],
    }


def summary(done: Done, out: Path, lang: Lang) -> str:
    """What a run did, for a person."""
    said = (
        f"共 {done.rows} 人，计分 {done.scored} 人，写入 {out}"
        if lang == "zh"
        else f"{done.rows} applicants, {done.scored} scored into {out}"
    )
    bad = faults(done.rejected, done.rejected_to, done.sample, lang)
    return "\n".join([said, *bad, editions(done.about, lang)])


def faults(rejected: int, to: Path | None, sample: pl.DataFrame, lang: Lang) -> list[str]:
    """How many could not be scored, where they are, and the first of what was wrong."""
    zh = lang == "zh"
    if not rejected:
        return []
    lines = [
        f"{rejected} 人无法计分，见 {to}，如："
        if zh
        else f"{rejected} could not be scored: see {to}. The first:"
    ]
    for fault in sample.iter_rows(named=True):
        at = f"第 {fault['row']} 行" if zh else f"row {fault['row']}"
        where = " ".join(part for part in (at, fault["column"], fault["value"]) if part)
        lines.append(f"  {where}{'：' if zh else ': '}{fault[f'reason_{lang}']}")
    return lines


def editions(about: Mapping[str, Any], lang: Lang) -> str:
    """The date and the editions, and how much of them is provisional."""
    books = "、".join(f"{b['jurisdiction']} {b['edition']}" for b in about["rulebooks"])
    count = len(about["provisional"])
    if lang == "zh":
        draft = "，含草案" if about["draft"] else ""
        rests = f"；其中 {count} 项指标或扣分有暂定的数值" if count else ""
        return f"计分日 {about['on']}，规则版本 {books}{draft}{rests}"
    draft = ", one of them a draft" if about["draft"] else ""
    rests = f"; {count} of their items have provisional figures" if count else ""
    return f"As of {about['on']} under {books.replace('、', ', ')}{draft}{rests}"
