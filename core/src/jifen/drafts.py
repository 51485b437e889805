"""Drafts: editions that are not in force, scored as if they were."""

from pathlib import Path

from jifen.collection import Collection
from jifen.contribution import Contribution, edition_problems
from jifen.errors import Problem, RulebookError, system_said
from jifen.model import Jurisdiction, Rulebook
from jifen.plugins import Found
from jifen.rulebook import RulebookReader
from jifen.text import Text
from jifen.toml import BrokenToml, parse
from jifen.wellformed import rulebook_problems


def draft_of(collected: Collection, rulebook: Rulebook) -> dict[str, Contribution]:
    """A draft edition, checked, as what would be contributed for its place, by code.

    Raises:
        RulebookError: if the place is not known, or with every problem of the edition.
    """
    code, id_ = rulebook.edition.jurisdiction, rulebook.edition.id
    if collected.place(code) is None:
        raise RulebookError([_unknown_place(code, id_)])
    draft = Contribution(
        Found.of(code, rulebook, "draft", id_), _places(collected, code), (rulebook,)
    )
    problems = (*edition_problems(draft, rulebook), *rulebook_problems(rulebook))
    if problems:
        raise RulebookError(p.within(str(draft.found)) for p in problems)
    return {code: draft}


def read_draft(collected: Collection, path: Path) -> Rulebook:
    """The draft in a file; it may use the rule kinds of its place's plugin.

    Raises:
        RulebookError: if the file cannot be read, or with every problem of its form.
    """
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise RulebookError([_unreadable(path, error)]) from error
    own = collected.contributions.get(_jurisdiction(data, path.name))
    return RulebookReader(own.kinds if own else ()).read(data, path.name)


def _jurisdiction(data: bytes, place: str) -> str:
    """The place a rulebook says it is of; empty where it does not, which the reader then tells."""
    try:
        edition = parse(data, place).get("edition")
    except BrokenToml:
        return ""
    code = edition.get("jurisdiction") if isinstance(edition, dict) else ""
    return code if isinstance(code, str) else ""


def _places(collected: Collection, code: str) -> dict[str, Jurisdiction]:
    """The place of a draft, those above it, and those known inside it."""
    known = {place for gift in collected.contributions.values() for place in gift.places}
    line = collected.line(code)
    inside = {place for place in known if code in collected.line(place)}
    found = ((place, collected.place(place)) for place in (*line, *sorted(inside)))
    return {place: record for place, record in found if record is not None}


def _unknown_place(code: str, id_: str) -> Problem:
    return Problem(
        f"draft {id_}: edition.jurisdiction",
        Text(f"没有地区 {code}", f"there is no place {code}"),
        Text(
            "请核对代码，并安装其上级地区的插件",
            "Check the code, and install the plugin of the place above it",
        ),
    )


def _unreadable(path: Path, error: Exception) -> Problem:
    said = system_said(error)
    return Problem(
        path.name or str(path),
        Text(f"无法读取：{said.zh}", f"it cannot be read: {said.en}"),
        Text("应为一个规则文件（TOML）", "Expected a rulebook, a file of TOML"),
    )
