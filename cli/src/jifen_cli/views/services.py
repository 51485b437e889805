"""The public services that use scores: what each asks, and where it is offered."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from jifen import Edition, Registry, Service, Text
from jifen_cli.lang import Lang, speaker
from jifen_cli.table import Column, paragraph, table
from jifen_cli.views.rules_data import service_data
from jifen_cli.views.score import NAME
from jifen_cli.views.sources import Sources


class Offer(NamedTuple):
    """A service, the edition it belongs to, and the names of what it counts and compares."""

    service: Service
    edition: Edition
    names: dict[str, Text]


def offers(registry: Registry, code: str | None, on: date) -> list[Offer]:
    """The services of the editions in force: those offered in a place, or all of them."""
    wanted = sorted(registry.contributions, key=lambda each: registry.line(each)[::-1])
    around = None if code is None else registry.line(code)
    return [
        offer
        for jurisdiction in wanted
        for offer in _of(registry, jurisdiction, on)
        if around is None or offer.service.offered_in in around
    ]


def services_sheet(registry: Registry, found: Sequence[Offer], on: date, lang: Lang) -> str:
    """A line for each service, with its source."""
    say, sources = speaker(lang), Sources(lang)
    if not found:
        return say(f"{on} 没有登记的公共服务", f"No service is registered on {on}")
    columns = (
        Column(say("公共服务", "Service"), most=NAME),
        Column(say("提供地", "Offered in")),
        Column(say("要求", "What it asks")),
        Column(say("来源", "Source"), firm=True),
    )
    parts = [table(columns, _rows(registry, found, lang, sources)), sources.listed()]
    parts.append(
        paragraph(
            say(
                "jifen score 显示某人的积分可申请哪些公共服务",
                "`jifen score` shows which of them a score qualifies for",
            )
        )
    )
    return "\n\n".join(parts)


def services_data(found: Iterable[Offer], on: date) -> dict[str, Any]:
    """The same for a program."""
    return {
        "schema": "jifen.services/1",
        "on": on.isoformat(),
        "services": [
            {
                "jurisdiction": offer.edition.jurisdiction,
                "edition": offer.edition.id,
                **service_data(offer.service),
                "asks": {
                    "zh": offer.service.describe(offer.names, "zh"),
                    "en": offer.service.describe(offer.names, "en"),
                },
            }
            for offer in found
        ],
    }


def _of(registry: Registry, code: str, on: date) -> Iterator[Offer]:
    """The services of a place, with the names that its edition and those above it give."""
    books = [
        book
        for each in registry.line(code)
        for book in registry.editions(each)
        if on in book.edition.in_force
    ]
    names = {t.id: t.name for book in books for t in book.tiers}
    names |= {i.id: i.name for book in books for i in book.indicators}
    for book in books:
        if book.edition.jurisdiction == code:
            yield from (Offer(service, book.edition, names) for service in book.services)


def _rows(
    registry: Registry, found: Iterable[Offer], lang: Lang, sources: Sources
) -> Iterator[Sequence[str]]:
    for offer in found:
        service = offer.service
        where = f"{registry.name(service.offered_in)[lang]} {service.offered_in}"
        # The id is what `jifen rank --service` asks for.
        known_as = f"{'代码' if lang == 'zh' else 'id'} {service.id}"
        asked = [service.describe(offer.names, lang), known_as, sources.note(service.source)]
        said = "\n".join(filter(None, asked))
        yield service.name[lang], where, said, sources.mark(service.source)
