"""公共服务: the records of what scores are used for, and what each asks in words."""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen
from attrs.validators import optional

from jifen.fields import is_code, is_quanta
from jifen.quantity import Quanta, points_text
from jifen.source import Source
from jifen.text import Lang, Text

Names: TypeAlias = Mapping[str, Text]
"""The names of tiers and indicators, by id."""


@frozen(kw_only=True)
class ServiceGroup:
    """A group of places of a ranked service, each with a ranking of its own: 小学, 初中.

    Attributes:
        id: Its identifier within the service.
        name: Its name.
        places: How many of the best it serves; None where that is announced each time.
    """

    id: str
    name: Text
    places: int | None = None


@frozen(kw_only=True)
class Service:
    """公共服务: a use of scores, by threshold, by rank, or by both.

    Attributes:
        id: Its identifier.
        name: Its name.
        offered_in: The code of the place where it is used: the edition's own, or one inside it.
        threshold: The least points it asks for; None for none.
        ranked: Whether those who qualify are ranked by points, until the places run out.
        places: How many of the best it serves; None where that is announced each time, and where
            its groups say it.
        groups: Groups of places that are ranked apart.
        tiers: The tiers it counts, with their deductions; empty for the total.
        tie_breaks: The indicators compared, in order, where the points counted are equal.
        source: Where it comes from.
    """

    id: str
    name: Text
    offered_in: str = field(validator=is_code)
    threshold: Quanta | None = field(default=None, validator=optional(is_quanta))
    ranked: bool = False
    places: int | None = None
    groups: tuple[ServiceGroup, ...] = field(default=(), metadata={"key": "group"})
    tiers: tuple[str, ...] = ()
    tie_breaks: tuple[str, ...] = ()
    source: Source

    def describe(self, names: Names, lang: Lang) -> str:
        """What it asks, without an applicant; `names` are those of tiers and indicators by id."""
        said = (self._say_asked(names, lang), self.say_ranking(names, lang))
        return ("；" if lang == "zh" else "; ").join(part for part in said if part)

    def _say_asked(self, names: Names, lang: Lang) -> str:
        zh = lang == "zh"
        tiers = ("、" if zh else ", ").join(_named(id_, names, lang) for id_ in self.tiers)
        if self.threshold is None:
            return (f"计{tiers}" if zh else f"by {tiers}") if tiers else ""
        least = points_text(self.threshold)
        if zh:
            return f"{tiers}满 {least} 分"
        return f"{least} points or more{f' of {tiers}' if tiers else ''}"

    def say_ranking(self, names: Names, lang: Lang) -> str:
        """How a rank decides among those who qualify; empty if none does."""
        if not self.ranked:
            return ""
        groups = [_say_group(group, lang) for group in self.groups]
        ties = [_named(id_, names, lang) for id_ in self.tie_breaks]
        if lang == "zh":
            apart = f"分{'、'.join(groups)}" if groups else ""
            most = f"，取前 {self.places} 名" if self.places is not None else ""
            equal = f"，同分依次比较{'、'.join(ties)}" if ties else ""
            return f"{apart}按积分排名{most}{equal}"
        apart = f" apart for {', '.join(groups)}" if groups else ""
        most = f", the first {self.places} are served" if self.places is not None else ""
        equal = f", equal ones by {', then '.join(ties)}" if ties else ""
        return f"ranked by points{apart}{most}{equal}"


def _say_group(group: ServiceGroup, lang: Lang) -> str:
    if group.places is None:
        return group.name[lang]
    opens, closes, of = ("（", "）", " 名") if lang == "zh" else (" (", ")", "")
    return f"{group.name[lang]}{opens}{group.places}{of}{closes}"


def _named(id_: str, names: Names, lang: Lang) -> str:
    return names[id_][lang] if id_ in names else id_
