"""How the records of an edition name others of its chain: limits, and what services count."""

from collections.abc import Iterable, Sequence

from jifen.errors import Problem
from jifen.model import Indicator, Rulebook
from jifen.text import Text
from jifen.wellformed import path, undeclared


def limit_problems(rulebook: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """Every indicator limited by one that neither its edition nor those above have, or by itself."""
    known = {i.id: i for book in (*above, rulebook) for i in book.indicators}
    for indicator in rulebook.indicators:
        limit = indicator.limited_by
        if limit is not None and limit not in known:
            yield undeclared(f"{path(indicator)}.limited_by", "indicator", limit, known)
        elif indicator in (circle := _limits_of(indicator, known)):
            ids = " → ".join(i.id for i in (indicator, *circle[: circle.index(indicator) + 1]))
            yield Problem(
                f"{path(indicator)}.limited_by",
                Text(f"互为上限：{ids}", f"it limits itself: {ids}"),
                Text("请去掉其中一个 limited_by", "Take one limited_by out of the circle"),
                code="JF414",
            )


def service_problems(rulebook: Rulebook, above: Sequence[Rulebook]) -> Iterable[Problem]:
    """Every tier or indicator that a service names and neither its edition nor those above have."""
    books = (*above, rulebook)
    tiers = [tier.id for book in books for tier in book.tiers]
    indicators = [indicator.id for book in books for indicator in book.indicators]
    for service in rulebook.services:
        for at, table, names, known in (
            ("tiers", "tier", service.tiers, tiers),
            ("tie_breaks", "indicator", service.tie_breaks, indicators),
        ):
            for n, name in enumerate(names):
                if name not in known:
                    yield undeclared(f"{path(service)}.{at}[{n}]", table, name, known)


def _limits_of(indicator: Indicator, known: dict[str, Indicator]) -> list[Indicator]:
    """The indicator that limits one, the one that limits that, and so on, up to a circle."""
    line: list[Indicator] = []
    while (limit := known.get(indicator.limited_by or "")) is not None and limit not in line:
        line.append(limit)
        indicator = limit
    return line
