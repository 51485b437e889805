"""The rules of a jurisdiction, for a program: words in both languages, points as exact text."""

from typing import Any

from jifen import Deduction, Indicator, Layer, Scheme, Service, Source, Text, points


def rules_data(scheme: Scheme, layer: Layer) -> dict[str, Any]:
    """The edition of a layer; its scheme knows the facts that its rules read."""
    book, edition = layer.rulebook, layer.rulebook.edition
    return {
        "schema": "jifen.rules/1",
        "on": scheme.on.isoformat(),
        "jurisdiction": edition.jurisdiction,
        "name": both(scheme.names[edition.jurisdiction]),
        "edition": edition.id,
        "title": edition.title and both(edition.title),
        "from": edition.in_force.from_.isoformat(),
        "to": edition.in_force.to and edition.in_force.to.isoformat(),
        "floor": _points(edition.floor),
        "draft": layer.draft,
        "source": _source(edition.source),
        "plugin": layer.plugin.dist,
        "version": layer.plugin.version,
        "digest": layer.digest,
        "tiers": [
            {
                "id": tier.id,
                "name": both(tier.name),
                "layer": tier.layer,
                "scope": tier.scope,
                "cap": _points(tier.cap),
                "source": _source(tier.source),
                "groups": [
                    {
                        "id": group.id,
                        "name": both(group.name),
                        "mode": group.mode,
                        "cap": _points(group.cap),
                    }
                    for group in tier.groups
                ],
                "indicators": [
                    _item(scheme, item)
                    | {
                        "max": _points(item.max),
                        "rescores": item.rescores,
                        "limited_by": item.limited_by,
                    }
                    for item in book.indicators
                    if item.tier == tier.id
                ],
                "deductions": [
                    _item(scheme, item)
                    | {"freezes": item.freeze is not None}
                    | {"freeze_years": item.freeze and item.freeze.years}
                    for item in book.deductions
                    if item.tier == tier.id
                ],
            }
            for tier in book.tiers
        ],
        "requirements": [
            {
                "id": item.id,
                "name": both(item.name),
                "fact": item.condition.fact,
                "condition": {
                    "zh": item.condition.describe(scheme.facts, "zh"),
                    "en": item.condition.describe(scheme.facts, "en"),
                },
                "source": _source(item.source),
            }
            for item in book.requirements
        ],
        "services": [service_data(item) for item in book.services],
    }


def service_data(item: Service) -> dict[str, Any]:
    """What a service asks."""
    return {
        "id": item.id,
        "name": both(item.name),
        "offered_in": item.offered_in,
        "threshold": _points(item.threshold),
        "ranked": item.ranked,
        "places": item.places,
        "groups": [
            {"id": group.id, "name": both(group.name), "places": group.places}
            for group in item.groups
        ],
        "tiers": list(item.tiers),
        "tie_breaks": list(item.tie_breaks),
        "source": _source(item.source),
    }


def _item(scheme: Scheme, item: Indicator | Deduction) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": both(item.name),
        "kind": item.rule.kind,
        "rule": {
            "zh": item.rule.describe(scheme.facts, "zh"),
            "en": item.rule.describe(scheme.facts, "en"),
        },
        "facts": list(item.rule.reads),
        "department": item.department,
        "group": item.group,
        "source": _source(item.source),
        "figures": {path: _source(source) for path, source in item.figures.items()},
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "status": source.status,
        "title": source.title,
        "title_en": source.title_en,
        "url": source.url,
        "note": source.note and both(source.note),
    }


def both(text: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def _points(quanta: Any) -> str | None:
    return None if quanta is None else str(points(quanta))
