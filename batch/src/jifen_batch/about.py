"""What a table of scores rests on: the editions, the date, and the figures that are provisional."""

from collections.abc import Iterable
from typing import Any

from jifen import Deduction, Indicator, Scheme


def about(schemes: Iterable[Scheme]) -> dict[str, Any]:
    """The date, the editions with their digests, and what is provisional, in plain values."""
    schemes = list(schemes)
    layers = {layer.digest: layer for scheme in schemes for layer in scheme.layers}
    items: list[Indicator | Deduction] = []
    for scheme in schemes:
        items += [*scheme.indicators, *scheme.deductions]
    return {
        "on": schemes[0].on.isoformat(),
        "rulebooks": [
            {
                "jurisdiction": layer.rulebook.edition.jurisdiction,
                "edition": layer.rulebook.edition.id,
                "plugin": layer.plugin.dist,
                "version": layer.plugin.version,
                "digest": digest,
            }
            for digest, layer in layers.items()
        ],
        "absent_layers": absent_layers(schemes),
        "draft": any(layer.draft for layer in layers.values()),
        "provisional": list(dict.fromkeys(i.id for i in items if _has_provisional(i))),
    }


def absent_layers(schemes: Iterable[Scheme]) -> list[str]:
    """The codes of the layers that were explicitly left out, of whichever scheme."""
    return sorted({code for scheme in schemes for code in scheme.absent_layers})


def _has_provisional(item: Indicator | Deduction) -> bool:
    """Whether any figure of an item was chosen to fill a gap."""
    sources = (item.source, *item.figures.values())
    return any(source.status == "provisional" for source in sources)
