"""Which public service a clerk means, by its id or by its name."""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from attrs import field, frozen

from jifen import LANGS, Found, InputError, Problem, Registry, Service, Text, load_registry


def find_service(asked: str, on: date, registry: Registry | None = None) -> Service:
    """The service of an id or a name, in an edition in force on a date, of all that is installed.

    Raises:
        InputError: if there is none, if several have this name, or if two plugins have different
            ones of this id.
    """
    known = _services_on(on, registry or load_registry())
    ids = [asked] if asked in known else [id for id, those in known.items() if those.named(asked)]
    match ids:
        case [id]:
            return known[id].only(asked)
        case []:
            raise InputError([_no_service(asked, on, known)])
    raise InputError([_several_services(asked, [known[id] for id in ids])])


@frozen
class _SameId:
    """The services of one id, with the plugins that they come from; more than one is too many."""

    those: list[tuple[Service, Found]] = field(factory=list)

    def add(self, service: Service, found: Found) -> None:
        if all(service != other for other, _ in self.those):
            self.those.append((service, found))

    @property
    def first(self) -> Service:
        return self.those[0][0]

    def names(self) -> list[str]:
        return [service.name[lang] for service, _ in self.those for lang in LANGS]

    def named(self, name: str) -> bool:
        return name.casefold() in map(str.casefold, self.names())

    def only(self, asked: str) -> Service:
        if len(self.those) > 1:
            raise InputError([_two_services(asked, *(found for _, found in self.those[:2]))])
        return self.first


def _services_on(on: date, registry: Registry) -> Mapping[str, _SameId]:
    known: dict[str, _SameId] = {}
    for code, contribution in registry.contributions.items():
        for book in registry.editions(code):
            for service in book.services if on in book.edition.in_force else ():
                known.setdefault(service.id, _SameId()).add(service, contribution.found)
    return known


def _no_service(asked: str, on: date, known: Mapping[str, _SameId]) -> Problem:
    ids = {name: id for id, those in known.items() for name in (id, *those.names())}
    near = next(iter(get_close_matches(asked, ids, n=1, cutoff=0.4)), None)
    remedy = Text("jifen services 列出全部", "`jifen services` lists all")
    if not known:
        remedy = Text("已安装的插件没有登记公共服务", "No installed plugin registers any")
    elif near is not None:
        guess = known[ids[near]].first
        remedy = Text(
            f"是否为 {guess.id}（{guess.name.zh}）？{remedy.zh}",
            f"Did you mean {guess.id} ({guess.name.en})? {remedy.en}",
        )
    what = Text(f"{on} 没有这项公共服务", f"there is no such service on {on}")
    return Problem(f"--service {asked}", what, remedy)


def _several_services(asked: str, those: Iterable[_SameId]) -> Problem:
    found = [each.first for each in those]
    zh = "、".join(f"{service.id}（{service.offered_in}）" for service in found)
    en = ", ".join(f"{service.id} ({service.offered_in})" for service in found)
    return Problem(
        f"--service {asked}",
        Text(f"有 {len(found)} 项公共服务叫这个名称", f"{len(found)} services have this name"),
        Text(f"请给出其中一项的代码：{zh}", f"Give the id of one of them: {en}"),
    )


def _two_services(asked: str, first: Found, second: Found) -> Problem:
    return Problem(
        f"--service {asked}",
        Text(
            f"{first} 与 {second} 各有一项不同的服务用这个代码",
            f"{first} and {second} have different services of this id",
        ),
        Text("请卸载其中一个插件", "Uninstall one of the plugins"),
    )
