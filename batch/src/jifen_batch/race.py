"""What applicants are ranked for: a public service, its places, and how they are grouped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from jifen import InputError, Problem, Service, Text
from jifen_batch.ranking import Contest


@frozen(kw_only=True)
class Race:
    """A service that the applicants of a table are ranked for.

    Attributes:
        service: The service.
        each: How many places a group has that is not named, where that is said.
        groups: How many places the groups have that are named.
        by: The column whose values are ranked apart, if there is one.
        household: The column whose equal values are one household, if there is one.
    """

    service: Service
    each: int | None = None
    groups: Mapping[str, int]
    by: str | None = None
    household: str | None = None

    @property
    def ties(self) -> Sequence[str]:
        """The indicators compared where the points are equal, the first first."""
        return self.service.tie_breaks

    def group(self, label: str) -> str:
        """The group that a label names: one of the service's by its name, else the label."""
        own = {group.id: group.name.zh for group in self.service.groups}
        return own.get(label, label)

    def order(self, groups: Iterable[str]) -> list[str]:
        """Groups in the order of the service, then those it does not know."""
        known, own = set(groups), [group.name.zh for group in self.service.groups]
        return [g for g in own if g in known] + sorted(known.difference(own))

    def notes(self) -> Iterator[Text]:
        """What a clerk must know of how the service was ranked."""
        groups = [group.name for group in self.service.groups]
        if groups and self.by is None:
            yield Text(
                f"该服务按{'、'.join(name.zh for name in groups)}分别排名；没有 --by，全部一起排名",
                f"The service is ranked apart for {', '.join(name.en for name in groups)}; without "
                "--by, all are ranked together",
            )

    def contest(self, groups: Iterable[str]) -> Contest:
        """What is at stake in the groups of a table.

        Raises:
            InputError: if it is not said how many places a group has, or if a group that is
                given places is not in the table.
        """
        groups = sorted(set(groups))
        given = {self.group(name): n for name, n in self.groups.items()}
        own = {group.name.zh: group.places for group in self.service.groups}
        places: dict[str, int] = {}
        problems: list[Problem] = []
        for group in groups:
            said = (given.get(group), self.each, own.get(group), self.service.places)
            found = next((n for n in said if n is not None), None)
            if found is not None:
                places[group] = found
            elif self.service.ranked or given:
                problems.append(_no_places(group))
        problems += [_no_group(name, groups) for name in given if name not in groups]
        if problems:
            raise InputError(problems)
        return Contest(
            threshold=self.service.threshold, places=places, ties=len(self.service.tie_breaks)
        )


def _no_places(group: str) -> Problem:
    at = f"--places {group}" if group else "--places"
    example = f"{group}=128" if group else "128"
    return Problem(
        at,
        Text("没有说明有多少名额", "it is not said how many places there are"),
        Text(f"请给出，如 --places {example}", f"Give them, such as --places {example}"),
    )


def _no_group(group: str, known: Sequence[str]) -> Problem:
    has = "、".join(name for name in known if name) or "—"
    return Problem(
        f"--places {group}",
        Text("表中没有这个组", "the table has no such group"),
        Text(f"表中有：{has}（列由 --by 指定）", f"It has {has} (in the column named by --by)"),
    )
