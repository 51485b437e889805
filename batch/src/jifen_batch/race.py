"""What applicants are ranked for: a public service, its places, and how they are grouped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from jifen import InputError, Problem, Service, Text
from jifen_batch.ranking import Contest


@frozen(kw_only=True)
class Race:
    """A service that the applicants of a table are ranked for.

    Attributes:
        service: The service.
        places: How many places a group has, by its name; those of "" are of any that is not
            named.
        by: The column whose values are ranked apart, if there is one.
        household: The column whose equal values are one household, if there is one.
    """

    service: Service
    places: Sequence[tuple[str, int]] = ()
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

    def contest(self, groups: Iterable[str], lost: Text | None = None) -> Contest:
        """What is at stake in the groups of a table.

        Args:
            groups: The groups of those who can be scored.
            lost: What is wrong with some of those who cannot, if there are any.

        Raises:
            InputError: if it is not said how many places a group has, or is said twice, or if a
                group that is given places is not in the table.
        """
        groups = sorted(set(groups))
        named = [(self.group(name), n) for name, n in self.places]
        given, times = dict(named), Counter(name for name, _ in named)
        each = given.pop("", None)
        own = {group.name.zh: group.places for group in self.service.groups}
        places: dict[str, int] = {}
        problems = [_twice(name) for name, count in times.items() if count > 1]
        if given and self.by is None:
            raise InputError([*problems, *map(_no_column, given)])
        for group in groups:
            said = (given.get(group), each, own.get(group), self.service.places)
            found = next((n for n in said if n is not None), None)
            if found is not None:
                places[group] = found
            elif self.service.ranked or given:
                problems.append(_no_places(group))
        problems += [_no_group(name, groups, lost) for name in given if name not in groups]
        if problems:
            raise InputError(problems)
        return Contest(
            threshold=self.service.threshold, places=places, ties=len(self.service.tie_breaks)
        )


def _twice(group: str) -> Problem:
    return Problem(
        f"--places {group}".rstrip(),
        Text("名额给出了两次", "the places are given twice"),
        Text("请只给一次", "Give them once"),
    )


def _no_column(group: str) -> Problem:
    return Problem(
        f"--places {group}",
        Text("没有 --by，不分组", "without --by there are no groups"),
        Text(
            "请用 --by 写明按哪一列分组，或只写名额，如 --places 128",
            "Name the column of the groups with --by, or give a number alone, as --places 128",
        ),
    )


def _no_places(group: str) -> Problem:
    at = f"--places {group}" if group else "--places"
    example = f"{group}=128" if group else "128"
    return Problem(
        at,
        Text("没有说明有多少名额", "it is not said how many places there are"),
        Text(f"请给出，如 --places {example}", f"Give them, such as --places {example}"),
    )


def _no_group(group: str, known: Sequence[str], lost: Text | None) -> Problem:
    has = "、".join(name for name in known if name) or "—"
    if lost is None:
        what = Text("表中没有这个组", "the table has no such group")
        remedy = Text(
            f"表中有：{has}（列由 --by 指定）", f"It has {has} (in the column named by --by)"
        )
    else:
        what = Text(
            "表中没有这个组，或其中无人能计分",
            "the table has no such group, or nobody in it can be scored",
        )
        remedy = Text(
            f"能计分的有：{has}（列由 --by 指定）；无法计分的，如：\n{lost.zh}",
            f"Of those who can there are {has} (in the column named by --by); who cannot, such as:"
            f"\n{lost.en}",
        )
    return Problem(f"--places {group}", what, remedy)
