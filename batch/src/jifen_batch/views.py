"""What the commands say of a run."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from jifen import Lang, masked
from jifen_batch.batch import Done
from jifen_batch.headers import ID_NUMBER, NAMES
from jifen_cli.lang import plural


def summary_json(done: Done, out: Path) -> dict[str, Any]:
    """What a run did, for a program."""
    return {
        "schema": "jifen.batch/1",
        "rows": done.rows,
        "scored": done.scored,
        "rejected": done.rejected,
        "event_faults": done.of_events,
        "out": str(out),
        "rejected_to": str(done.rejected_to) if done.rejected_to else None,
        "editions_to": str(done.editions) if done.editions else None,
        **done.about,
        "notes": [{"zh": note.zh, "en": note.en} for note in done.notes],
    }


def summary(done: Done, out: Path, lang: Lang) -> str:
    """What a run did, for a person."""
    said = (
        f"共 {done.rows} 人，计分 {done.scored} 人，写入 {out}"
        if lang == "zh"
        else f"{population(done.rows)}, {done.scored} scored into {out}"
    )
    bad = faults(done, lang)
    return "\n".join([said, *bad, editions(done.about, lang, done.editions)])


def population(rows: int) -> str:
    """How many applicants a table has, in English."""
    return f"{rows} {plural(rows, 'applicant', 'applicants')}"


def faults_of_events(count: int, lang: Lang) -> str:
    """How many events are rejected, apart from applicants."""
    if lang == "zh":
        return f"事件退回 {count} 行（不属于任何人，或不合格）"
    rows = plural(count, "row of events is", "rows of events are")
    return f"{count} {rows} rejected (of nobody, or malformed)"


class Rejecting(Protocol):
    """What a run says of the rows that it put aside."""

    @property
    def rejected(self) -> int:
        """How many applicants could not be scored."""

    @property
    def of_events(self) -> int:
        """How many events are rejected."""

    @property
    def rejected_to(self) -> Path | None:
        """The file of the rejected rows, if it was written."""

    @property
    def sample(self) -> pl.DataFrame:
        """Some of what was wrong."""


def faults(done: Rejecting, lang: Lang) -> list[str]:
    """How many could not be scored, how many events are rejected, where they are, and some of them."""
    zh, to = lang == "zh", done.rejected_to
    if not done.rejected and not done.of_events:
        return []
    said = []
    if done.rejected:
        said.append(f"{done.rejected} 人无法计分" if zh else f"{done.rejected} could not be scored")
    if done.of_events:
        said.append(faults_of_events(done.of_events, lang))
    both = ("；此外，" if zh else "; apart from these, ").join(said)
    head = f"{both}，见 {to}，如：" if zh else f"{both}: see {to}, such as:"
    return [head, *told(done.sample, lang)]


def told(sample: pl.DataFrame, lang: Lang) -> list[str]:
    """Rejected rows, a line each, as a terminal may show them."""
    zh, lines = lang == "zh", []
    for fault in sample.iter_rows(named=True):
        column, value, reason = fault["column"], fault["value"] or "", fault[f"reason_{lang}"]
        if value and _names_someone(column):
            reason = reason.replace(value, masked(value))
            value = masked(value)
        at = f"第 {fault['row']} 行" if zh else f"row {fault['row']}"
        where = " ".join(part for part in (at, column, value) if part)
        lines.append(_discreet(f"  {where}{'：' if zh else ': '}{reason}"))
    return lines


def _names_someone(column: str) -> bool:
    names = ("applicant_id", NAMES["applicant_id"], *ID_NUMBER)
    return column.rpartition(".")[2] in names


def _discreet(line: str) -> str:
    """A line as a terminal may show it, wherever in it a resident ID number stands."""
    return _RESIDENT.sub(lambda found: masked(found[0]), line)


_RESIDENT = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")


def editions(about: Mapping[str, Any], lang: Lang, file: Path | None = None) -> str:
    """The date and the editions, how much of them is provisional, and the file that says all."""
    books = "、".join(f"{b['jurisdiction']} {b['edition']}" for b in about["rulebooks"])
    count = len(about["provisional"])
    absent = "、".join(about["absent_layers"])
    if lang == "zh":
        draft = "，含草案" if about["draft"] else ""
        rests = f"；其中 {count} 项指标或扣分有暂定的数值" if count else ""
        see = f"；详见 {file}" if file else ""
        without = f"\n未计入以下各层：{absent}" if absent else ""
        return f"计分日 {about['on']}，规则版本 {books}{draft}{rests}{see}{without}"
    draft = ", one of them a draft" if about["draft"] else ""
    have = plural(count, "has", "have")
    rests = f"; {count} of their items {have} provisional figures" if count else ""
    see = f": see {file}" if file else ""
    without = f"\nWithout the layers of: {absent.replace('、', ', ')}" if absent else ""
    return f"As of {about['on']} under {books.replace('、', ', ')}{draft}{rests}{see}{without}"
