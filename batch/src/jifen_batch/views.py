"""What the commands say of a run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    zh = lang == "zh"
    lines = [
        f"共 {done.rows} 人，计分 {done.scored} 人，写入 {out}"
        if zh
        else f"{done.rows} applicants, {done.scored} scored into {out}"
    ]
    if done.rejected:
        lines.append(
            f"{done.rejected} 人无法计分，见 {done.rejected_to}，如："
            if zh
            else f"{done.rejected} could not be scored: see {done.rejected_to}. The first:"
        )
        for fault in done.sample.iter_rows(named=True):
            at = f"第 {fault['row']} 行" if zh else f"row {fault['row']}"
            value = f" {fault['value']}" if fault["value"] else ""
            colon = "：" if zh else ": "
            lines.append(f"  {at} {fault['column']}{value}{colon}{fault[f'reason_{lang}']}")
    lines.append(_editions(done.about, lang))
    return "\n".join(lines)


def _editions(about: Mapping[str, Any], lang: Lang) -> str:
    books = "、".join(f"{b['jurisdiction']} {b['edition']}" for b in about["rulebooks"])
    count = len(about["provisional"])
    if lang == "zh":
        draft = "，含草案" if about["draft"] else ""
        rests = f"；其中 {count} 项指标或扣分有暂定的数值" if count else ""
        return f"计分日 {about['on']}，规则版本 {books}{draft}{rests}"
    draft = ", one of them a draft" if about["draft"] else ""
    rests = f"; {count} of their items have provisional figures" if count else ""
    return f"As of {about['on']} under {books.replace('、', ', ')}{draft}{rests}"
