"""Where the figures of a rulebook come from."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import frozen

from jifen.text import Text

Status: TypeAlias = Literal["published", "reported", "provisional"]


@frozen(kw_only=True)
class Source:
    """Where a figure comes from.

    Attributes:
        status: `published` (the official text was read), `reported` (a copy or the press was
            read) or `provisional` (chosen to fill a gap).
        title: The document, in its own language, or who chose the figure.
        title_en: The same in English.
        url: Its address, if it has one.
        note: What a reader must know, such as sources that disagree.
    """

    status: Status
    title: str
    title_en: str | None = None
    url: str | None = None
    note: Text | None = None


def nearest_source(figures: Mapping[str, Source], path: str, otherwise: Source) -> Source:
    """The source of what stands at a path of a rule.

    It is the one given for the path or for the longest beginning of it, else `otherwise`. Where
    several figures below the path decided together, the weakest source among them speaks for all.
    """
    best = ""
    for figure, source in figures.items():
        if begins(path, figure) and len(figure) >= len(best):
            best, otherwise = figure, source
    below = [source for figure, source in figures.items() if path and begins(figure, path)]
    return max([*reversed(below), otherwise], key=lambda source: _WEAKNESS.index(source.status))


def begins(path: str, beginning: str) -> bool:
    """Whether a path of a rule is another, or leads on from it."""
    return path == beginning or path.startswith((f"{beginning}.", f"{beginning}["))


_WEAKNESS = ("published", "reported", "provisional")
