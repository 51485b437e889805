"""Comparing editions, and old scores with what they would be now."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jifen import (
    Diff,
    InputError,
    Problem,
    Registry,
    Replay,
    RulebookError,
    Score,
    Text,
    diff,
    replay,
    system_said,
    today,
)
from jifen_cli.scoring import registry_of, with_drafts


def difference(
    code: str, since: date, until: date | None, drafts: Sequence[Path]
) -> tuple[Registry, Diff]:
    """What changed in a place's rules from one day to another, or to a draft."""
    registry = registry_of([code])
    registry.require_place(code)
    drafted = with_drafts(registry, drafts, code)
    if drafts and code not in drafted.drafts:
        raise RulebookError([_no_draft_of(code, drafted)])
    # Only the place's own rules are compared: those above it are needed for names alone.
    above = registry.line(code)[1:]
    old = registry.resolve(code, on=since, allow_missing=above)
    new = drafted.resolve(
        code, on=since if drafts else today() if until is None else until, allow_missing=above
    )
    facts = {**old.facts, **new.facts}
    return registry, diff(old.layers[-1].rulebook, new.layers[-1].rulebook, facts=facts)


def replayed(path: Path, drafts: Sequence[Path]) -> Replay:
    """An old score, computed again with the plugins at hand."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([_unreadable(path, error)]) from error
    try:
        recorded = Score.from_json(data)
    except InputError as error:
        raise InputError(problem.within(path.name) for problem in error.problems) from error
    registry = registry_of([recorded.lives_in, recorded.used_in])
    return replay(data, with_drafts(registry, drafts, recorded.lives_in))


def _no_draft_of(code: str, drafted: Registry) -> Problem:
    others = ", ".join(drafted.drafts)
    return Problem(
        "--rulebook",
        Text(f"草案属于 {others}，不属于 {code}", f"the draft is of {others}, not of {code}"),
        Text(f"请给出 {code} 的草案", f"Give a draft of {code}"),
    )


def _unreadable(path: Path, error: OSError) -> Problem:
    said = system_said(error)
    return Problem(
        path.name or str(path),
        Text(f"无法读取：{said.zh}", f"it cannot be read: {said.en}"),
        Text(
            "应为 jifen score --format json 写出的文件",
            "Expected a file that `jifen score --format json` wrote",
        ),
    )
