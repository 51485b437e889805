"""What is checked: the files of a plugin, or an installed plugin, read as far as it can be."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from attrs import evolve, field, frozen

from jifen.cases import cases_of
from jifen.contribution import Contribution, gather
from jifen.errors import InputError, JifenError, Problem, RulebookError
from jifen.locate import Located, located
from jifen.model import Jurisdiction, Rulebook
from jifen.partly import Unread, read_partly
from jifen.plugins import Failed, Faulty, Found, load
from jifen.registry import Registry
from jifen.rulebook import RulebookReader, bytes_of
from jifen.text import Text

PLACES = "jurisdictions.toml"
"""The file of a plugin that declares its places; also the name by which findings refer to it."""


@frozen
class File:
    """A file that was read.

    Attributes:
        name: Its path, as a finding shows it.
        lines: Where its values stand; None if that cannot be told.
    """

    name: str
    lines: Located | None = field(repr=False)

    def pin(self, problem: Problem) -> Problem:
        """A problem whose place is a path of this file, with line and column."""
        if problem.line is not None or self.lines is None:
            return evolve(problem, place=self.name, what=_at(problem.place, problem.what))
        found = self.lines.at(problem.place)
        return evolve(
            problem,
            place=self.name,
            what=_at(found.path, problem.what),
            line=found.line,
            column=found.column,
        )


def _at(path: str, what: Text) -> Text:
    return Text(f"{path}：{what.zh}", f"{path}: {what.en}") if path else what


@frozen
class Subject:
    """What is checked.

    Attributes:
        gift: What it contributes, as far as it could be read.
        files: Its files: of each edition by its id, of the places under `PLACES`.
        problems: What kept anything from being read.
        unread: What of an edition could not be read, by its id.
        unreadable: The names of the rulebooks of which nothing could be read.
        cases: The files of its golden cases.
    """

    gift: Contribution
    files: Mapping[str, File]
    problems: tuple[Problem, ...]
    unread: Mapping[str, tuple[Unread, ...]] = field(factory=dict)
    unreadable: tuple[str, ...] = ()
    cases: tuple[Path, ...] = ()

    def pin(self, part: str, problem: Problem) -> Problem:
        """A problem of an edition (or of `PLACES`), at its line."""
        file = self.files.get(part)
        return file.pin(problem) if file else problem.within(f"{self.gift.found} {part}")


def read_subject(subject: str | Path | Found, registry: Registry) -> Subject:
    """The plugin at a path, of a division code, or found elsewhere.

    Raises:
        InputError: if there is no such path and no such plugin.
    """
    if isinstance(subject, Found):
        return _of_plugin(subject)
    path = Path(subject)
    if path.is_file():
        if path.parent.name == "rulebooks" and (path.parent.parent / PLACES).is_file():
            return _of_folder(path.parent.parent, registry)
        places = [path.with_name(PLACES)] if path.with_name(PLACES).is_file() else []
        return _of_files([path], places, None, registry)
    if path.is_dir():
        folder = _folder(path)
        if folder is not None:
            return _of_folder(folder, registry)
        empty = Text(f"此文件夹中没有 {PLACES}", f"this folder has no {PLACES}")
        raise InputError([_no_plugin_there(str(subject), empty)])
    installed = [found for found in registry.found if found.code == str(subject)]
    if not installed:
        nothing = Text(
            "没有这个路径，也没有这个地区的插件", "there is no such path, and no such plugin"
        )
        raise InputError([_no_plugin_there(str(subject), nothing)])
    if len(installed) > 1:
        rivals = registry.failed[str(subject)]
        return Subject(Contribution(installed[0], {}, ()), {}, _failed(rivals[0].problems))
    module = _folder_of_module(installed[0].value)
    if module is not None:
        return _of_folder(module, registry)
    return evolve(_of_plugin(installed[0]), cases=tuple(cases_of(installed[0])))


def _folder(path: Path) -> Path | None:
    """The folder of a plugin's package: the path, or one inside it."""
    places = sorted([*path.glob(PLACES), *path.glob(f"src/*/{PLACES}"), *path.glob(f"*/{PLACES}")])
    return places[0].parent if places else None


def _folder_of_module(value: str) -> Path | None:
    # A top-level package is found without running it: a plugin with a fault cannot be imported.
    spec = find_spec(value.partition(":")[0].partition(".")[0])
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return folder if (folder / PLACES).is_file() else None


def _of_plugin(found: Found) -> Subject:
    plugin = load(found)
    if isinstance(plugin, Failed):
        return Subject(Contribution(found, {}, ()), {}, _failed(plugin.problems))
    try:
        return Subject(gather(plugin), {}, ())
    except Faulty as faulty:
        return Subject(Contribution(found, {}, ()), {}, _failed(faulty.problems))


def _failed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(evolve(problem, code=problem.code or "JF008") for problem in problems)


def _of_folder(folder: Path, registry: Registry) -> Subject:
    books = sorted((folder / "rulebooks").glob("*.toml"))
    taken = _of_files(books, (folder / PLACES,), _entry_point(folder), registry)
    return evolve(taken, cases=tuple(sorted((folder / "cases").glob("*.toml"))))


def _entry_point(folder: Path) -> str | None:
    """The division code under which a project registers the package in a folder."""
    for project in (folder / "..", folder / ".." / ".."):
        try:
            table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        points = table.get("project", {}).get("entry-points", {}).get("jifen", {})
        return next((c for c, v in points.items() if v.partition(":")[0] == folder.name), None)
    return None


def _of_files(
    books: Sequence[Path], places: Sequence[Path], code: str | None, registry: Registry
) -> Subject:
    problems: list[Problem] = []
    contents = _contents(books, problems)
    code = code or next(filter(None, map(_jurisdiction, contents.values())), "")
    known = registry.contributions.get(code)
    reader = RulebookReader(known.kinds if known else ())
    files: dict[str, File] = {}
    declared: tuple[Jurisdiction, ...] = ()
    for path in places:
        # Where they stand but cannot be read, nothing else stands in for them.
        files[PLACES] = File(str(path), None)
    for path, data in _contents(places, problems).items():
        file = files[PLACES] = File(str(path), located(data))
        try:
            declared = reader.read_places(data, "")
        except JifenError as error:
            problems += map(file.pin, _bare(error))
    rulebooks: list[Rulebook] = []
    unread: dict[str, tuple[Unread, ...]] = {}
    unreadable = [path.name for path in books if path not in contents]
    for path, data in contents.items():
        file = File(str(path), located(data))
        partly = read_partly(reader, data)
        problems += map(file.pin, partly.problems)
        book = partly.rulebook
        if book is None:
            unreadable.append(path.name)
            continue
        # Two files of one edition: the later one is the one too many.
        files[book.edition.id] = file
        unread[book.edition.id] = partly.unread
        rulebooks.append(book)
    rulebooks.sort(key=lambda book: book.edition.in_force.from_)
    by_code = {p.code: p for p in declared} if PLACES in files else _known_places(registry)
    found = Found.of(code, reader)
    gift = Contribution(found, by_code, tuple(rulebooks), reader.kinds)
    return Subject(gift, files, tuple(problems), unread, tuple(unreadable))


def _contents(paths: Iterable[Path], problems: list[Problem]) -> dict[Path, bytes]:
    """The bytes of those files that can be read; of the others the problem is added."""
    contents = {}
    for path in paths:
        try:
            contents[path] = bytes_of(path, str(path))
        except RulebookError as error:
            problems += error.problems
    return contents


def _bare(error: JifenError) -> Iterator[Problem]:
    """The problems of a file that was read without a name."""
    return (evolve(p, place=p.place.removeprefix(": ")) for p in error.problems)


def _jurisdiction(data: bytes) -> str | None:
    try:
        edition = tomllib.loads(data.decode("utf-8-sig")).get("edition", {})
    except ValueError:
        return None
    code = edition.get("jurisdiction") if isinstance(edition, dict) else None
    return code if isinstance(code, str) else None


def _known_places(registry: Registry) -> dict[str, Jurisdiction]:
    """The places that the installed plugins declare, for a rulebook that stands alone."""
    codes = {code for gift in registry.contributions.values() for code in gift.places}
    return {code: place for code in codes if (place := registry.place(code)) is not None}


def _no_plugin_there(subject: str, what: Text) -> Problem:
    return Problem(
        subject,
        what,
        Text(
            f"请写插件的文件夹、规则文件或已安装插件的代码（需有 {PLACES}）",
            f"Give a plugin's folder (with its {PLACES}), a rulebook, or an installed plugin's code",
        ),
    )
